//! The shortest list people send (forms.md §3, skeleton 2): number, name, code, branch, grade.

use crate::ink::{Ink, Look, Page};
use crate::returns::{Return, Writing};
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

/// Writes the members only.
pub fn write(book: &mut Workbook, of: &Return, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Danh sách")?;
    page.portrait();
    page.widths(&[6, 30, 12, 34, 36])?;
    page.merged((1, 1), (1, 5), "DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021", Look::Title)?;
    page.merged((2, 1), (2, 5), &of.unit.name(), Look::LetterBold)?;
    page.heads(4, &["TT", "Họ và tên", "Mã số", "Chi bộ", "Xếp loại"])?;
    for ((row, ordinal), member) in (5u32..).zip(1u32..).zip(&of.members) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*member.name), Look::Cell),
                (Ink::text(format!("CB-{ordinal:03}")), Look::Middle),
                (Ink::text(of.unit.name()), Look::Cell),
                (Ink::text(member.grade_text(Grade::label)), Look::Cell),
            ],
        )?;
    }
    if of.unit.code.is_empty() {
        writing.enter("F104", "Danh sách", CellAt::new(5, 4), "chi bộ không có trong kế hoạch");
    }
    Ok(())
}
