//! One column for each actor that gives a grade (forms.md §3, skeleton 1), no dates, a code of the office's own.

use super::{collective_ticks, place_and_date};
use crate::ink::{Ink, Look, Page};
use crate::returns::{Return, Writing};
use crate::truth::Spot;
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

const SHEET: &str = "Sheet1";
const HEADS: [&str; 10] = [
    "TT",
    "Họ và tên đảng viên",
    "Mã số",
    "Chức vụ đảng, chính quyền, đoàn thể",
    "Đảng viên tự đánh giá, xếp loại (1)",
    "Đánh giá, xếp loại viên chức, người lao động (2)",
    "Chi ủy đánh giá, xếp loại (3)",
    "Tập thể lãnh đạo đoàn thể đánh giá, xếp loại (4)",
    "Chi bộ đánh giá, xếp loại (5)",
    "Ghi chú",
];

/// Writes the members, then collectives on a sheet of their own.
pub fn write(book: &mut Workbook, of: &Return, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, SHEET)?;
    page.widths(&[5, 27, 11, 30, 15, 16, 15, 17, 15, 24])?;
    page.merged((1, 1), (1, 10), "TỔNG HỢP ĐỀ XUẤT MỨC CHẤT LƯỢNG ĐẢNG VIÊN CỦA CÁC CHỦ THỂ", Look::Title)?;
    page.merged((2, 1), (2, 10), &format!("{} - năm 2021", of.unit.name()), Look::LetterBold)?;
    page.merged((3, 1), (3, 10), &place_and_date(of.met_on), Look::LetterItalic)?;
    page.heads(5, &HEADS)?;
    for ((row, ordinal), member) in (6u32..).zip(1u32..).zip(&of.members) {
        let words = |grade: Option<Grade>| Ink::text(grade.map_or("", words));
        let note = if member.note.is_empty() { member.reason() } else { member.note };
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*member.name), Look::Cell),
                (Ink::text(format!("TTDN-{ordinal:02}")), Look::Middle),
                (Ink::text(&*member.person.post), Look::Cell),
                (words(member.self_grade), Look::Middle),
                (words(member.staff_grade), Look::Middle),
                (words(member.proposed), Look::Middle),
                (words(member.proposed), Look::Middle),
                (
                    Ink::text(if member.reason().is_empty() {
                        member.grade_text(self::words)
                    } else {
                        "Chưa xếp loại"
                    }),
                    Look::Middle,
                ),
                (Ink::text(note), Look::Cell),
            ],
        )?;
        writing.settle(member, SHEET, |spot| match spot {
            // There is no birth date in this layout.
            Spot::Name | Spot::Born => CellAt::new(row, 2),
            Spot::Grade => CellAt::new(row, 9),
        });
    }
    collective_ticks(book, of, "Sheet2")
}

/// The shortest words people use.
fn words(grade: Grade) -> &'static str {
    match grade {
        Grade::Excellent => "Xuất sắc",
        Grade::Good => "Tốt",
        Grade::Completed => "Hoàn thành",
        Grade::NotCompleted => "Không hoàn thành",
    }
}
