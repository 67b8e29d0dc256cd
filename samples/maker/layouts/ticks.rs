//! Grades ticked in four columns under a merged group, with a fifth for the not graded.

use super::{collective_ticks, letterhead, reward_list, signatures, staff_list};
use crate::ink::{Ink, Look, Page};
use crate::returns::{MemberRow, Return, Verdict, Writing};
use crate::truth::Spot;
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::{CellAt, column_letters};

const SHEET: &str = "Xep loai DV";
const TALL: [(u16, &str); 9] = [
    (1, "STT"),
    (2, "Họ tên đảng viên"),
    (3, "Ngày sinh"),
    (4, "Chức vụ"),
    (5, "Bản kiểm điểm (Mẫu 02)"),
    (6, "Kiểm điểm tại"),
    (7, "Nhận xét nơi cư trú"),
    (13, "Lý do không xếp loại"),
    (14, "Ghi chú"),
];
const FIRST_TICK: u16 = 8;
const LAST: u16 = 14;

/// Whether the sheet ends with a row of totals.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Totals {
    None,
    /// Formulas that count the ticks, with their results.
    Counted,
}

/// Writes the members, then collectives, staff and proposals on sheets of their own.
pub fn write(book: &mut Workbook, of: &Return, totals: Totals, writing: &mut Writing) -> Result<(), XlsxError> {
    write_members(book, of, totals, writing)?;
    collective_ticks(book, of, "Tap the")?;
    staff_list(book, of, "Cong chuc")?;
    reward_list(book, of, "Khen thuong", writing)
}

fn write_members(book: &mut Workbook, of: &Return, totals: Totals, writing: &mut Writing) -> Result<(), XlsxError> {
    let mut page = Page::add(book, SHEET)?;
    page.widths(&[6, 26, 12, 22, 10, 11, 11, 11, 11, 11, 11, 11, 20, 16])?;
    letterhead(&mut page, of, "Số 09-DS/CB", 4, LAST)?;
    page.merged((6, 1), (6, LAST), "DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021", Look::Title)?;
    for (column, head) in TALL {
        page.merged((8, column), (9, column), head, Look::Head)?;
    }
    page.merged((8, FIRST_TICK), (8, FIRST_TICK + 4), "Chi bộ xếp loại chất lượng (đánh dấu X)", Look::Head)?;
    for (column, grade) in (FIRST_TICK..).zip(Grade::ALL) {
        page.text(9, column, grade.label(), Look::Head)?;
    }
    page.text(9, FIRST_TICK + 4, "Chưa xếp loại", Look::Head)?;
    page.height(9, 66)?;
    page.keep_head(8, 9)?;

    let mut row = 10;
    for (ordinal, member) in (1u32..).zip(&of.members) {
        page.row(row, &cells(member, ordinal))?;
        let ticked = (FIRST_TICK..).zip(Grade::ALL).find(|(_, grade)| member.is_ticked(*grade));
        let ticked = ticked.map_or(FIRST_TICK, |(column, _)| column);
        writing.settle(member, SHEET, |spot| match spot {
            Spot::Name => CellAt::new(row, 2),
            Spot::Born => CellAt::new(row, 3),
            Spot::Grade => CellAt::new(row, ticked),
        });
        row += 1;
    }
    if totals == Totals::Counted {
        page.merged((row, 1), (row, FIRST_TICK - 1), "Tổng cộng", Look::Strong)?;
        for (column, grade) in (FIRST_TICK..=FIRST_TICK + 4).zip(Grade::ALL.map(Some).into_iter().chain([None])) {
            let is_in = |member: &&MemberRow| match grade {
                Some(grade) => member.is_ticked(grade),
                None => matches!(member.verdict, Verdict::NotGraded(_)),
            };
            let result = of.members.iter().filter(is_in).count() as u32;
            let letters = column_letters(column);
            let formula = format!("=COUNTA({letters}10:{letters}{})", row - 1);
            page.put(CellAt::new(row, column), &Ink::Formula { formula, result }, Look::Strong)?;
        }
        for column in FIRST_TICK + 5..=LAST {
            page.text(row, column, "", Look::Strong)?;
        }
        row += 1;
    }
    signatures(&mut page, of, row + 1, 5, LAST)
}

fn cells(member: &MemberRow, ordinal: u32) -> Vec<(Ink, Look)> {
    let person = &member.person;
    // People do not tick alike; some even change their mark from row to row.
    let mark = ["X", "x", "√", "X"][ordinal as usize % 4];
    let mut cells = vec![
        (Ink::Number(f64::from(ordinal)), Look::Middle),
        (Ink::text(&*member.name), Look::Cell),
        (member.born.clone(), Look::Middle),
        (Ink::text(&*person.post), Look::Cell),
        (Ink::tick(member.is_reviewed), Look::Middle),
        (Ink::text(member.reviewed_at), Look::Middle),
        (Ink::text(member.residence), Look::Middle),
    ];
    for grade in Grade::ALL {
        cells.push((Ink::text(if member.is_ticked(grade) { mark } else { "" }), Look::Middle));
    }
    let not_graded = matches!(member.verdict, Verdict::NotGraded(_));
    cells.push((Ink::text(if not_graded { mark } else { "" }), Look::Middle));
    cells.push((Ink::text(member.reason()), Look::Cell));
    cells.push((Ink::text(member.note), Look::Cell));
    cells
}
