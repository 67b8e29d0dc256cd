//! `Công chức`: every civil servant, employee and worker of every merged return, graded as staff.

use super::decision::{self, DECISION, RESULT, WHY};
use super::frame::{Frame, Part};
use super::look::Look;
use super::members::{date, text};
use super::source;
use super::spread::{self, Titles};
use super::table::{Column, FIRST_ROW, List, SOURCE, carried_headers, column, number_of};
use crate::book::{At, Book, BookError, Choice, Value};
use crate::domain::people::Staff;

pub const SHEET: &str = "Công chức";
const CODE: &str = "Mã chi bộ";
const BORN: &str = "Ngày sinh";
const RETURNED: &str = "Xếp loại";
const N_FROZEN: u16 = 4;

struct Row<'b> {
    number: u32,
    row: u32,
    decision: u16,
    returned: u16,
    part: &'b Part<'b>,
    index: usize,
    staff: &'b Staff,
}

fn columns<'b>() -> [Column<Row<'b>>; 16] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column(CODE, 8.0, Look::Centre, |r| Value::text(r.part.branch.code.as_str())),
        column("Chi bộ", 15.0, Look::Text, |r| Value::text(r.part.branch.name.as_str())),
        column("Họ và tên", 24.0, Look::Text, |r| Value::text(r.staff.name.value.clean.as_str())),
        column(BORN, 11.0, Look::Date, |r| date(&r.staff.born)),
        column("Chức vụ", 18.0, Look::Text, |r| text(&r.staff.post)),
        column("Phòng", 18.0, Look::Text, |r| text(&r.staff.room)),
        column("Là đảng viên", 8.0, Look::Centre, |r| match r.staff.is_member {
            Some(true) => Value::text("x"),
            _ => Value::Blank,
        }),
        column(RETURNED, 15.0, Look::Centre, |r| decision::label(&r.staff.grades.branch_grade)),
        column(DECISION, 15.0, Look::Decision, |r| decision::decided(&r.staff.grades)),
        column(WHY, 15.0, Look::Decision, |r| decision::why(&r.staff.grades.committee_words)),
        column(RESULT, 15.0, Look::Result, |r| decision::result(r.row, r.decision, r.returned, &r.staff.grades)),
        column("Lý do không xếp loại", 14.0, Look::Centre, |r| {
            Value::text_or_blank(r.staff.reason.as_ref().map(|reason| reason.value.label()))
        }),
        column("Ghi chú", 12.0, Look::Text, |r| text(&r.staff.note)),
        column(SOURCE, 20.0, Look::Link, |r| source::of_row(&r.staff.source)),
        column("Mã dòng", 14.0, Look::Fine, |r| {
            Value::text_or_blank(r.part.keys.staff.get(r.index).map(|key| key.as_str()))
        }),
    ]
}

fn n_rows(frame: &Frame) -> usize {
    frame.parts.iter().map(|part| part.submission.staff.len()).sum()
}

/// The blocks of this sheet that formulas elsewhere count.
pub struct Blocks {
    pub code: String,
    pub result: String,
}

/// Those of every sheet that the list is spread over.
pub fn blocks(frame: &Frame) -> Vec<Blocks> {
    spread::blocks(&columns(), (SHEET, n_rows(frame)), frame, |block| Blocks {
        code: block(CODE),
        result: block(RESULT),
    })
}

pub fn sheet(frame: &Frame, grades: &Choice, book: &mut Book) -> Result<(), BookError> {
    let columns = columns();
    let (decision, returned) = (number_of(&columns, DECISION), number_of(&columns, RETURNED));
    let all = frame.parts.iter().flat_map(|part| part.submission.staff.iter());
    let carried = carried_headers(all.flat_map(|staff| &staff.carried));
    let list = List { columns: &columns, carried: &carried, carried_of: |row: &Row| &row.staff.carried };
    let title = format!("DANH SÁCH XẾP LOẠI CÁN BỘ, CÔNG CHỨC, NGƯỜI LAO ĐỘNG NĂM {}", frame.plan.year);
    let rows = frame
        .parts
        .iter()
        .flat_map(|part| part.submission.staff.iter().enumerate().map(move |(index, staff)| (part, index, staff)));
    let rows = (1_u32..).zip(rows).map(|(number, (part, index, staff))| Row {
        number,
        row: spread::place_of(number, frame.making.records_a_sheet).1,
        decision,
        returned,
        part,
        index,
        staff,
    });
    let subtitle = frame.list_subtitle();
    let titles = Titles { sheet: SHEET, title: &title, subtitle: &subtitle, frozen_columns: N_FROZEN };
    list.spread(frame, book, &titles, rows, |sheet, last| {
        decision::offer_grades(sheet, grades, decision, FIRST_ROW, last)?;
        let born = number_of(&columns, BORN);
        sheet.digits_are_text(At::new(FIRST_ROW, born), At::new(last, born))
    })
}
