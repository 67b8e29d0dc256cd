//! Typed on another machine: names in capitals with Đ/c before them, decomposed Unicode, Ð (U+00D0) for Đ, old tone
//! placement, dates as text in every form.

use super::collective_ticks;
use crate::ink::{Ink, Look, Page};
use crate::returns::{MemberRow, Return, Verdict, Writing};
use crate::truth::Spot;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;
use unicode_normalization::UnicodeNormalization;

const SHEET: &str = "DSDV";

/// Writes the members, then collectives on a sheet of their own.
pub fn write(book: &mut Workbook, of: &Return, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, SHEET)?;
    page.widths(&[6, 34, 24, 24, 20, 24, 24])?;
    let title = format!("{} - {}", super::COMMITTEE, of.unit.name().to_uppercase());
    page.merged((1, 1), (1, 7), &decomposed(&title), Look::LetterBold)?;
    page.merged((3, 1), (3, 7), &decomposed("KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN NĂM 2021"), Look::Title)?;
    page.merged((4, 1), (4, 7), &decomposed(&super::place_and_date(of.met_on)), Look::LetterItalic)?;
    let heads = ["STT", "HỌ, TÊN", "NGÀY, THÁNG, NĂM SINH", "NGÀY VÀO ĐẢNG", "CHỨC VỤ", "KẾT QUẢ XẾP LOẠI", "GHI CHÚ"];
    for (column, head) in (1..).zip(heads) {
        page.text(6, column, &decomposed(head), Look::Head)?;
    }
    for ((row, ordinal), member) in (7u32..).zip(1u32..).zip(&of.members) {
        page.row(row, &cells(member, ordinal))?;
        writing.settle(member, SHEET, |spot| match spot {
            Spot::Name => CellAt::new(row, 2),
            Spot::Born => CellAt::new(row, 3),
            Spot::Grade => CellAt::new(row, 6),
        });
    }
    writing.enter("C310", SHEET, CellAt::new(7, 2), "tên viết bằng Unicode tổ hợp (dựng sẵn trong danh sách)");
    let row = 7 + of.members.len() as u32 + 1;
    page.merged((row, 5), (row, 7), &decomposed("BÍ THƯ CHI BỘ"), Look::LetterBold)?;
    page.merged((row + 4, 5), (row + 4, 7), &decomposed(&of.unit.secretary()), Look::LetterBold)?;
    collective_ticks(book, of, "TAP THE")
}

fn cells(member: &MemberRow, ordinal: u32) -> Vec<(Ink, Look)> {
    let person = &member.person;
    let grade = match member.verdict {
        Verdict::NotGraded(reason) => reason,
        _ => member.grade_text(Grade::label),
    };
    vec![
        (Ink::text(ordinal.to_string()), Look::Middle),
        (Ink::text(name_as_typed(&member.name, ordinal)), Look::Cell),
        (Ink::text(decomposed(&date_as_typed(person.born, ordinal))), Look::Middle),
        (Ink::text(decomposed(&date_as_typed(person.joined, ordinal + 1))), Look::Middle),
        (Ink::text(decomposed(&person.post)), Look::Cell),
        (Ink::text(decomposed(grade)), Look::Cell),
        (Ink::text(decomposed(member.note)), Look::Cell),
    ]
}

fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// “Đ/c  TRẦN VĂN HOÀ.”: honorifics, spaces, dots and Ð differ from row to row.
fn name_as_typed(name: &str, ordinal: u32) -> String {
    let old_tones = name.replace("òa", "oà").replace("úy", "uý").replace("ủy", "uỷ");
    let capitals = old_tones.to_uppercase();
    let typed = match ordinal % 4 {
        0 => format!("Đ/c {capitals}"),
        1 => format!("Đ/c  {}", capitals.replace(' ', "\u{a0}")),
        2 => format!("{capitals}."),
        _ => format!(" {} ", capitals.replacen(' ', "  ", 1)),
    };
    decomposed(&typed).replace('Đ', "\u{d0}")
}

fn date_as_typed(day: NaiveDate, form: u32) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    match form % 6 {
        0 => format!("{d}/{m}/{y}"),
        1 => format!("{d:02}-{m:02}-{y}"),
        2 => format!("{d:02}.{m:02}.{y}"),
        3 => format!("ngày {d} tháng {m} năm {y}"),
        4 => format!("{m:02}/{y}"),
        _ => format!("{y}"),
    }
}
