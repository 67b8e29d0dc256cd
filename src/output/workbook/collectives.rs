//! `Tập thể`: every collective and party organisation of every merged return, with the committee's decision.

use super::decision::{self, DECISION, RESULT, WHY};
use super::frame::{Frame, Part};
use super::look::Look;
use super::members::text;
use super::spread::{self, Titles};
use super::table::{Column, FIRST_ROW, List, SOURCE, carried_headers, column, number_of};
use super::{source, words};
use crate::book::{Book, BookError, Choice, Value, criterion};
use crate::consolidate::quotas::CollectiveGroups;
use crate::domain::people::Collective;
use crate::regulation::quota::{COMMITTEE, QuotaSubject};

pub const SHEET: &str = "Tập thể";
const CODE: &str = "Mã chi bộ";
const RETURNED: &str = "Chi bộ đề nghị";
/// With whom the quota compares a collective.
const GROUP: &str = "Nhóm đối chiếu tỷ lệ";
const KEY: &str = "Mã dòng";
const N_FROZEN: u16 = 4;

struct Row<'b> {
    number: u32,
    row: u32,
    decision: u16,
    returned: u16,
    part: &'b Part<'b>,
    index: usize,
    group: String,
    collective: &'b Collective,
}

fn columns<'b>() -> [Column<Row<'b>>; 16] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column(CODE, 8.0, Look::Centre, |r| Value::text(r.part.branch.code.as_str())),
        column("Chi bộ", 16.0, Look::Text, |r| Value::text(r.part.branch.name.as_str())),
        column("Tên tập thể", 30.0, Look::Text, |r| Value::text(r.collective.name.value.as_str())),
        column("Loại", 15.0, Look::Centre, |r| text(&r.collective.kind)),
        column(GROUP, 17.0, Look::Centre, |r| Value::text(r.group.as_str())),
        column("Bản kiểm điểm (Mẫu 01)", 10.0, Look::Centre, |r| tick(r.collective)),
        column("Tự xếp loại", 15.0, Look::Centre, |r| decision::label(&r.collective.grades.self_grade)),
        column(RETURNED, 15.0, Look::Centre, |r| decision::label(&r.collective.grades.branch_grade)),
        column(DECISION, 15.0, Look::Decision, |r| decision::decided(&r.collective.grades)),
        column(WHY, 15.0, Look::Decision, |r| decision::why(&r.collective.grades.committee_words)),
        column(RESULT, 15.0, Look::Result, |r| decision::result(r.row, r.decision, r.returned, &r.collective.grades)),
        column("Lý do không xếp loại", 14.0, Look::Centre, |r| {
            Value::text_or_blank(r.collective.reason.as_ref().map(|reason| reason.value.label()))
        }),
        column("Ghi chú", 12.0, Look::Text, |r| text(&r.collective.note)),
        column(SOURCE, 20.0, Look::Link, |r| source::of_row(&r.collective.source)),
        column(KEY, 14.0, Look::Fine, |r| {
            Value::text_or_blank(r.part.keys.collectives.get(r.index).map(|key| key.as_str()))
        }),
    ]
}

fn tick(collective: &Collective) -> Value<'static> {
    match &collective.self_review {
        Some(given) if given.value => Value::text("x"),
        _ => Value::Blank,
    }
}

fn group_of(groups: &CollectiveGroups, part: &Part, collective: &Collective) -> String {
    let Some(branch) = part.submission.branch else { return String::new() };
    let (subject, population) = groups.of(collective, branch);
    group_in_words(subject, population)
}

/// A subject and its population as one text, which formulas count by.
fn group_in_words(subject: QuotaSubject, population: &str) -> String {
    let subject = words::quota_subject(subject);
    if population == COMMITTEE { subject.to_owned() } else { format!("{subject}: {population}") }
}

fn n_rows(frame: &Frame) -> usize {
    frame.parts.iter().map(|part| part.submission.collectives.len()).sum()
}

/// The blocks of this sheet that formulas elsewhere count.
pub struct Blocks {
    code: String,
    group: String,
    pub result: String,
    pub key: String,
}

/// Those of every sheet that the list is spread over.
pub fn blocks(frame: &Frame) -> Vec<Blocks> {
    spread::blocks(&columns(), (SHEET, n_rows(frame)), frame, |block| Blocks {
        code: block(CODE),
        group: block(GROUP),
        result: block(RESULT),
        key: block(KEY),
    })
}

impl Blocks {
    /// How many of a population have this result, as a formula without its `=`.
    pub fn count(&self, subject: QuotaSubject, population: &str, result: &str) -> String {
        let group = criterion(&group_in_words(subject, population));
        format!("COUNTIFS({},{group},{},{})", self.group, self.result, criterion(result))
    }

    /// How many of a branch's own in the population have this result.
    pub fn count_of_branch(&self, code: &str, subject: QuotaSubject, population: &str, result: &str) -> String {
        let (code, group) = (criterion(code), criterion(&group_in_words(subject, population)));
        let result = criterion(result);
        format!("COUNTIFS({},{code},{},{group},{},{result})", self.code, self.group, self.result)
    }
}

pub fn sheet(frame: &Frame, grades: &Choice, book: &mut Book) -> Result<(), BookError> {
    let columns = columns();
    let (decision, returned) = (number_of(&columns, DECISION), number_of(&columns, RETURNED));
    let all = frame.parts.iter().flat_map(|part| part.submission.collectives.iter());
    let carried = carried_headers(all.flat_map(|collective| &collective.carried));
    let list = List { columns: &columns, carried: &carried, carried_of: |row: &Row| &row.collective.carried };
    let groups = CollectiveGroups::new(frame.plan, frame.bloc.regulation.collective_quota);
    let title = format!("DANH SÁCH XẾP LOẠI CHẤT LƯỢNG TỔ CHỨC ĐẢNG, TẬP THỂ NĂM {}", frame.plan.year);
    let rows = frame.parts.iter().flat_map(|part| {
        part.submission.collectives.iter().enumerate().map(move |(index, collective)| (part, index, collective))
    });
    let rows = (1_u32..).zip(rows).map(|(number, (part, index, collective))| Row {
        number,
        row: spread::place_of(number, frame.making.records_a_sheet).1,
        decision,
        returned,
        part,
        index,
        group: group_of(&groups, part, collective),
        collective,
    });
    let subtitle = frame.list_subtitle();
    let titles = Titles { sheet: SHEET, title: &title, subtitle: &subtitle, frozen_columns: N_FROZEN };
    list.spread(frame, book, &titles, rows, |sheet, last| {
        decision::offer_grades(sheet, grades, decision, FIRST_ROW, last)
    })
}
