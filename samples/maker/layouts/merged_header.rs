//! A letterhead of ten rows, a header of two rows with merged groups, a row of column numbers, sub-headings, a total, a
//! Ghi chú paragraph and signatures: what a careful office clerk types.

use super::{collective_ticks, letterhead, reward_list, signatures, staff_list};
use crate::ink::{Ink, Look, Page};
use crate::returns::{MemberRow, Return, Writing};
use crate::truth::Spot;
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

const SHEET: &str = "DS đảng viên";
const LAST: u16 = 13;
/// Heads that cover both header rows, by column.
const TALL: [(u16, &str); 6] = [
    (1, "TT"),
    (2, "Họ và tên"),
    (3, "Ngày, tháng, năm sinh"),
    (4, "Chức vụ"),
    (12, "Lý do không xếp loại"),
    (13, "Ghi chú"),
];
/// Groups: first column, title, heads under it.
const GROUPS: [(u16, &str, &[&str]); 3] = [
    (5, "Ngày vào Đảng", &["Dự bị", "Chính thức"]),
    (7, "Kiểm điểm, nhận xét", &["Bản kiểm điểm (Mẫu 02)", "Kiểm điểm tại", "Nhận xét nơi cư trú"]),
    (10, "Kết quả xếp loại chất lượng", &["Tự xếp loại", "Chi bộ xếp loại"]),
];

/// Writes the members, then collectives, staff and proposals on sheets of their own. `stated` is the total the clerk typed.
pub fn write(book: &mut Workbook, of: &Return, stated: usize, writing: &mut Writing) -> Result<(), XlsxError> {
    write_members(book, of, stated, writing)?;
    collective_ticks(book, of, "Tập thể")?;
    staff_list(book, of, "Công chức")?;
    reward_list(book, of, "Khen thưởng", writing)
}

fn write_members(book: &mut Workbook, of: &Return, stated: usize, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, SHEET)?;
    page.widths(&[5, 25, 12, 22, 12, 12, 10, 11, 11, 17, 17, 20, 16])?;
    letterhead(&mut page, of, "Số 14-BC/CB", 4, LAST)?;
    page.merged((6, 1), (6, LAST), "DANH SÁCH", Look::Title)?;
    page.merged(
        (7, 1),
        (7, LAST),
        "kết quả kiểm điểm, đánh giá, xếp loại chất lượng đảng viên năm 2021",
        Look::LetterBold,
    )?;
    let of_report = format!("(Kèm theo Báo cáo số 14-BC/CB của {})", of.unit.name());
    page.merged((8, 1), (8, LAST), &of_report, Look::LetterItalic)?;
    page.text(10, 12, "Đơn vị tính: người", Look::BareItalic)?;

    for (column, head) in TALL {
        page.merged((11, column), (12, column), head, Look::Head)?;
    }
    for (first, title, heads) in GROUPS {
        page.merged((11, first), (11, first + heads.len() as u16 - 1), title, Look::Head)?;
        for (column, head) in (first..).zip(heads) {
            page.text(12, column, head, Look::Head)?;
        }
    }
    page.height(12, 50)?;
    for column in 1..=LAST {
        page.text(13, column, &format!("({column})"), Look::Middle)?;
    }
    page.keep_head(11, 13)?;

    let (first_cell, second_cell) = of.members.split_at(of.members.len().div_ceil(2));
    let mut row = 14;
    let mut ordinal = 1;
    for (title, members) in [("Tổ đảng 1", first_cell), ("Tổ đảng 2", second_cell)] {
        page.text(row, 1, "", Look::Strong)?;
        page.merged((row, 2), (row, LAST), title, Look::Strong)?;
        row += 1;
        for member in members {
            page.row(row, &cells(member, ordinal))?;
            writing.settle(member, SHEET, |spot| match spot {
                Spot::Name => CellAt::new(row, 2),
                Spot::Born => CellAt::new(row, 3),
                Spot::Grade => CellAt::new(row, 11),
            });
            row += 1;
            ordinal += 1;
        }
    }
    page.merged((row, 1), (row, 4), &format!("Tổng cộng: {stated} đồng chí"), Look::Strong)?;
    for column in 5..=LAST {
        page.text(row, column, "", Look::Strong)?;
    }
    if stated != of.members.len() {
        writing.enter("B417", SHEET, CellAt::new(row, 1), "tổng số ghi khác số dòng đảng viên");
    }
    page.merged(
        (row + 1, 1),
        (row + 1, LAST),
        "Ghi chú: Đảng viên đã kiểm điểm tại Phòng thì không phải trình bày lại tại chi bộ (mục II.5.2 Kế hoạch số 05-KH/ĐU).",
        Look::BareItalic,
    )?;
    signatures(&mut page, of, row + 3, 4, LAST)
}

fn cells(member: &MemberRow, ordinal: u32) -> Vec<(Ink, Look)> {
    let person = &member.person;
    vec![
        (Ink::Number(f64::from(ordinal)), Look::Middle),
        (Ink::text(&*member.name), Look::Cell),
        (member.born.clone(), Look::Middle),
        (Ink::text(&*person.post), Look::Cell),
        (Ink::Day(person.joined), Look::Middle),
        (Ink::day(person.official), Look::Middle),
        (Ink::tick(member.is_reviewed), Look::Middle),
        (Ink::text(member.reviewed_at), Look::Middle),
        (Ink::text(member.residence), Look::Middle),
        (Ink::text(member.self_grade.map_or("", short_words)), Look::Cell),
        (Ink::text(member.grade_text(short_words)), Look::Cell),
        (Ink::text(member.reason()), Look::Cell),
        (Ink::text(member.note), Look::Cell),
    ]
}

/// The label without “nhiệm vụ”, as people shorten it.
fn short_words(grade: Grade) -> &'static str {
    match grade {
        Grade::Excellent => "Hoàn thành xuất sắc",
        Grade::Good => "Hoàn thành tốt",
        Grade::Completed => "Hoàn thành",
        Grade::NotCompleted => "Không hoàn thành",
    }
}
