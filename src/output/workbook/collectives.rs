//! `Tập thể`: every collective and party organisation of every merged return, with the committee's decision.

use super::decision::{self, DECISION, RESULT, WHY};
use super::frame::{Frame, Part};
use super::look::Look;
use super::members::text;
use super::source;
use super::table::{Column, FIRST_ROW, List, SOURCE, carried_headers, column, last_row, number_of};
use crate::book::{Book, BookError, Choice, Sheet, Value};
use crate::domain::people::Collective;

pub const SHEET: &str = "Tập thể";
const RETURNED: &str = "Chi bộ đề nghị";
const N_FROZEN: u16 = 4;

struct Row<'b> {
    number: u32,
    row: u32,
    decision: u16,
    returned: u16,
    part: &'b Part<'b>,
    index: usize,
    collective: &'b Collective,
}

fn columns<'b>() -> [Column<Row<'b>>; 15] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column("Mã chi bộ", 8.0, Look::Centre, |r| Value::text(r.part.branch.code.as_str())),
        column("Chi bộ", 24.0, Look::Text, |r| Value::text(r.part.branch.name.as_str())),
        column("Tên tập thể", 30.0, Look::Text, |r| Value::text(r.collective.name.value.as_str())),
        column("Loại", 15.0, Look::Centre, |r| text(&r.collective.kind)),
        column("Bản kiểm điểm (Mẫu 01)", 10.0, Look::Centre, |r| tick(r.collective)),
        column("Tự xếp loại", 15.0, Look::Centre, |r| decision::label(&r.collective.grades.self_grade)),
        column(RETURNED, 15.0, Look::Centre, |r| decision::label(&r.collective.grades.branch_grade)),
        column(DECISION, 15.0, Look::Decision, |r| decision::label(&r.collective.grades.committee_grade)),
        column(WHY, 15.0, Look::Decision, |_| Value::Blank),
        column(RESULT, 15.0, Look::Result, |r| decision::result(r.row, r.decision, r.returned, &r.collective.grades)),
        column("Lý do không xếp loại", 14.0, Look::Centre, |r| {
            Value::text_or_blank(r.collective.reason.as_ref().map(|reason| reason.value.label()))
        }),
        column("Ghi chú", 18.0, Look::Text, |r| text(&r.collective.note)),
        column(SOURCE, 20.0, Look::Link, |r| source::of_row(&r.collective.source)),
        column("Mã dòng", 14.0, Look::Fine, |r| {
            Value::text_or_blank(r.part.keys.collectives.get(r.index).map(String::as_str))
        }),
    ]
}

fn tick(collective: &Collective) -> Value<'static> {
    match &collective.self_review {
        Some(given) if given.value => Value::text("x"),
        _ => Value::Blank,
    }
}

pub fn sheet(frame: &Frame, grades: &Choice, book: &mut Book) -> Result<(), BookError> {
    let columns = columns();
    let (decision, returned) = (number_of(&columns, DECISION), number_of(&columns, RETURNED));
    let all = frame.parts.iter().flat_map(|part| part.submission.collectives.iter());
    let carried = carried_headers(all.flat_map(|collective| &collective.carried));
    let list = List { columns: &columns, carried: &carried, carried_of: |row: &Row| &row.collective.carried };
    let mut sheet = Sheet::new(SHEET)?;
    let title = format!("DANH SÁCH XẾP LOẠI CHẤT LƯỢNG TỔ CHỨC ĐẢNG, TẬP THỂ NĂM {}", frame.plan.year);
    let rows = frame.parts.iter().flat_map(|part| {
        part.submission.collectives.iter().enumerate().map(move |(index, collective)| (part, index, collective))
    });
    let rows = (1_u32..).zip(rows).map(|(number, (part, index, collective))| Row {
        number,
        row: FIRST_ROW + number - 1,
        decision,
        returned,
        part,
        index,
        collective,
    });
    list.write(&mut sheet, &frame.looks, (&title, &frame.list_subtitle()), N_FROZEN, rows)?;
    let n_rows: usize = frame.parts.iter().map(|part| part.submission.collectives.len()).sum();
    if n_rows > 0 {
        decision::offer_grades(&mut sheet, grades, decision, FIRST_ROW, last_row(n_rows))?;
    }
    book.push(sheet)
}
