//! The layouts that branches make for themselves (forms.md §3), one file each, and what they share: the letterhead,
//! the signatures, a sheet of collectives.

pub mod actors;
pub mod capitals;
pub mod merged_header;
pub mod short_list;
pub mod stacked;
pub mod ticks;

use crate::ink::{Ink, Look, Page};
use crate::returns::{Return, Writing};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

/// What the office above is called in letterheads.
pub const COMMITTEE: &str = "ĐẢNG BỘ VĂN PHÒNG ĐOÀN ĐBQH VÀ HĐND TỈNH";

/// “Đồng Tháp, ngày 25 tháng 11 năm 2021”.
pub fn place_and_date(on: NaiveDate) -> String {
    format!("Đồng Tháp, ngày {:02} tháng {:02} năm {}", on.day(), on.month(), on.year())
}

/// The four lines of an official letterhead in two halves, from row 1; `split` is the last column of the left half,
/// `last` the table's last.
fn letterhead(page: &mut Page, of: &Return, number: &str, split: u16, last: u16) -> Result<(), XlsxError> {
    let left = split + 1;
    page.merged((1, 1), (1, split), COMMITTEE, Look::Letter)?;
    page.merged((1, left), (1, last), "ĐẢNG CỘNG SẢN VIỆT NAM", Look::LetterBold)?;
    page.merged((2, 1), (2, split), &of.unit.name().to_uppercase(), Look::LetterBold)?;
    page.merged((3, 1), (3, split), "*", Look::Letter)?;
    page.merged((3, left), (3, last), &place_and_date(of.met_on), Look::LetterItalic)?;
    page.merged((4, 1), (4, split), number, Look::Letter)?;
    Ok(())
}

/// “NGƯỜI LẬP” and “T/M CHI ỦY, BÍ THƯ” with their names, from `row` down.
fn signatures(page: &mut Page, of: &Return, row: u32, split: u16, last: u16) -> Result<(), XlsxError> {
    let left = split + 1;
    page.merged((row, 1), (row, split), "NGƯỜI LẬP", Look::LetterBold)?;
    page.merged((row, left), (row, last), "T/M CHI ỦY", Look::LetterBold)?;
    page.merged((row + 1, 1), (row + 1, split), "(Ký, ghi rõ họ tên)", Look::LetterItalic)?;
    page.merged((row + 1, left), (row + 1, last), "BÍ THƯ", Look::LetterBold)?;
    page.merged((row + 5, 1), (row + 5, split), &of.members[2].person.name(), Look::LetterBold)?;
    page.merged((row + 5, left), (row + 5, last), &of.unit.secretary(), Look::LetterBold)?;
    Ok(())
}

/// Collectives on a sheet of their own, ticked (forms.md §3, skeleton 3).
fn collective_ticks(book: &mut Workbook, of: &Return, name: &str) -> Result<(), XlsxError> {
    let mut page = Page::add(book, name)?;
    page.widths(&[7, 46, 22, 13, 13, 13, 13, 18])?;
    page.merged((1, 1), (1, 8), "TỔNG HỢP XẾP LOẠI TỔ CHỨC ĐẢNG, TẬP THỂ NĂM 2021", Look::Title)?;
    page.merged((2, 1), (2, 8), &of.unit.name(), Look::LetterItalic)?;
    page.merged((4, 1), (5, 1), "Số TT", Look::Head)?;
    page.merged((4, 2), (5, 2), "Tên tổ chức đảng / tập thể", Look::Head)?;
    page.merged((4, 3), (5, 3), "Đơn vị tự xếp loại", Look::Head)?;
    page.merged((4, 4), (4, 7), "Ý kiến của chi bộ", Look::Head)?;
    for (column, grade) in (4..).zip(Grade::ALL) {
        page.text(5, column, grade.short_label(), Look::Head)?;
    }
    page.merged((4, 8), (5, 8), "Ghi chú", Look::Head)?;
    for ((row, ordinal), collective) in (6u32..).zip(1u32..).zip(&of.collectives) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*collective.name), Look::Cell),
                (Ink::text(collective.grade.short_label()), Look::Middle),
            ],
        )?;
        for (column, grade) in (4..).zip(Grade::ALL) {
            page.put(CellAt::new(row, column), &Ink::tick(collective.grade == grade), Look::Middle)?;
        }
        page.text(row, 8, "", Look::Cell)?;
    }
    Ok(())
}

/// Proposals on a sheet of their own, in the words offices use.
fn reward_list(book: &mut Workbook, of: &Return, name: &str, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, name)?;
    page.widths(&[7, 34, 16, 18, 48])?;
    page.merged((1, 1), (1, 5), "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM 2021", Look::Title)?;
    page.merged((2, 1), (2, 5), &of.unit.name(), Look::LetterItalic)?;
    page.heads(4, &["STT", "Họ và tên, tập thể", "Hình thức", "Loại khen thưởng", "Thành tích"])?;
    for ((row, ordinal), reward) in (5u32..).zip(1u32..).zip(&of.rewards) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*reward.name), Look::Cell),
                (Ink::text(reward.form), Look::Middle),
                (Ink::text(reward.kind), Look::Middle),
                (Ink::text(reward.achievement), Look::Cell),
            ],
        )?;
        writing.settle_reward(reward, name, CellAt::new(row, 2), CellAt::new(row, 4));
    }
    Ok(())
}

/// Everybody's grade as staff on a sheet of its own.
fn staff_list(book: &mut Workbook, of: &Return, name: &str) -> Result<(), XlsxError> {
    let mut page = Page::add(book, name)?;
    page.widths(&[7, 30, 14, 26, 34, 12, 24])?;
    page.merged((1, 1), (1, 7), "KẾT QUẢ XẾP LOẠI CÁN BỘ, CÔNG CHỨC, NGƯỜI LAO ĐỘNG NĂM 2021", Look::Title)?;
    page.merged((2, 1), (2, 7), of.unit.room, Look::LetterItalic)?;
    page.heads(4, &["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Phòng", "Là đảng viên", "Xếp loại"])?;
    for ((row, ordinal), staff) in (5u32..).zip(1u32..).zip(&of.staff) {
        page.row(
            row,
            &[
                (Ink::Number(f64::from(ordinal)), Look::Middle),
                (Ink::text(&*staff.name), Look::Cell),
                (Ink::Day(staff.born), Look::Middle),
                (Ink::text(&*staff.post), Look::Cell),
                (Ink::text(of.unit.room), Look::Cell),
                (Ink::tick(staff.is_member), Look::Middle),
                (Ink::text(staff.grade.short_label()), Look::Middle),
            ],
        )?;
    }
    Ok(())
}
