//! Members, collectives and proposals under one another in one sheet; family and given name in two columns, Năm sinh
//! split in Nam and Nữ, grades abbreviated.

use super::{COMMITTEE, place_and_date};
use crate::ink::{Ink, Look, Page};
use crate::returns::{MemberRow, Return, Verdict, Writing};
use crate::truth::Spot;
use chrono::Datelike;
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

const SHEET: &str = "Báo cáo";

/// Writes the three tables.
pub fn write(book: &mut Workbook, of: &Return, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, SHEET)?;
    page.portrait();
    page.widths(&[6, 36, 18, 14, 18, 42, 16, 26])?;
    page.text(1, 1, COMMITTEE, Look::Bare)?;
    page.text(2, 1, &of.unit.name().to_uppercase(), Look::BareBold)?;
    page.text(2, 6, &place_and_date(of.met_on), Look::BareItalic)?;
    page.merged((4, 1), (4, 8), "BÁO CÁO KẾT QUẢ XẾP LOẠI NĂM 2021", Look::Title)?;

    page.text(6, 1, "I. ĐẢNG VIÊN", Look::BareBold)?;
    for (column, head) in [(1, "TT"), (2, "Họ và tên đệm"), (3, "Tên"), (6, "Chức vụ"), (7, "Xếp loại"), (8, "Ghi chú")]
    {
        page.merged((7, column), (8, column), head, Look::Head)?;
    }
    page.merged((7, 4), (7, 5), "Năm sinh", Look::Head)?;
    page.text(8, 4, "Nam", Look::Head)?;
    page.text(8, 5, "Nữ", Look::Head)?;
    let mut row = 9;
    for (ordinal, member) in (1u32..).zip(&of.members) {
        page.row(row, &cells(member, ordinal))?;
        writing.settle(member, SHEET, |spot| match spot {
            Spot::Name => CellAt::new(row, 2),
            Spot::Born => CellAt::new(row, if member.person.is_woman { 5 } else { 4 }),
            Spot::Grade => CellAt::new(row, 7),
        });
        row += 1;
    }

    row += 1;
    page.text(row, 1, "II. TẬP THỂ, TỔ CHỨC ĐẢNG", Look::BareBold)?;
    page.heads(row + 1, &["TT", "Tên tập thể", "Loại", "Tự xếp loại", "Chi bộ đề nghị"])?;
    row += 2;
    for (ordinal, collective) in (1u32..).zip(&of.collectives) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*collective.name), Look::Cell),
                (Ink::text(collective.kind), Look::Middle),
                (Ink::text(collective.grade.short_label()), Look::Middle),
                (Ink::text(collective.grade.short_label()), Look::Middle),
            ],
        )?;
        row += 1;
    }

    row += 1;
    page.text(row, 1, "III. ĐỀ NGHỊ KHEN THƯỞNG", Look::BareBold)?;
    page.heads(row + 1, &["TT", "Họ và tên, tập thể", "Hình thức", "Loại khen thưởng", "", "Thành tích"])?;
    page.merged((row + 1, 4), (row + 1, 5), "Loại khen thưởng", Look::Head)?;
    row += 2;
    for (ordinal, reward) in (1u32..).zip(&of.rewards) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*reward.name), Look::Cell),
                (Ink::text(reward.form), Look::Middle),
            ],
        )?;
        page.merged((row, 4), (row, 5), reward.kind, Look::Middle)?;
        page.text(row, 6, reward.achievement, Look::Cell)?;
        writing.settle_reward(reward, SHEET, CellAt::new(row, 2), CellAt::new(row, 4));
        row += 1;
    }
    page.text(row + 1, 6, "TM. CHI ỦY", Look::LetterBold)?;
    page.text(row + 2, 6, "BÍ THƯ", Look::LetterBold)?;
    page.text(row + 6, 6, &of.unit.secretary(), Look::LetterBold)
}

fn cells(member: &MemberRow, ordinal: u32) -> Vec<(Ink, Look)> {
    let person = &member.person;
    let born = Ink::Number(f64::from(person.born.year()));
    let (man, woman) = if person.is_woman { (Ink::Blank, born) } else { (born, Ink::Blank) };
    let grade = match member.verdict {
        Verdict::NotGraded(_) => "Chưa xếp loại",
        _ => member.grade_text(Grade::short_label),
    };
    let note = if member.note.is_empty() { member.reason() } else { member.note };
    vec![
        (Ink::Number(f64::from(ordinal)), Look::Middle),
        (Ink::text(&*person.family), Look::Cell),
        (Ink::text(&*person.given), Look::Cell),
        (man, Look::Middle),
        (woman, Look::Middle),
        (Ink::text(&*person.post), Look::Cell),
        (Ink::text(grade), Look::Middle),
        (Ink::text(note), Look::Cell),
    ]
}
