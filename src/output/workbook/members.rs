//! `Đảng viên`: every member of every merged return, with the committee's decision.

use super::decision::{self, DECISION, RESULT, WHY};
use super::frame::{Frame, Part};
use super::look::Look;
use super::spread::{self, Titles};
use super::table::{Column, FIRST_ROW, List, SOURCE, carried_headers, column, number_of};
use super::{source, words};
use crate::book::{At, Book, BookError, Choice, Value};
use crate::consolidate::quotas::is_head;
use crate::domain::date::PartialDate;
use crate::domain::member::Member;
use crate::domain::place::Located;
use crate::domain::score::{Points, QuarterMark, Scores};
use crate::domain::text::Text;
use crate::regulation::profile::parts::Heads;

pub const SHEET: &str = "Đảng viên";

const CODE: &str = "Mã chi bộ";
const CARD: &str = "Số thẻ đảng";
const BORN: &str = "Ngày sinh";
const JOINED: &str = "Ngày vào Đảng";
const BRANCH_GRADE: &str = "Chi bộ xếp loại";
const KEY: &str = "Mã dòng";
const REASON: &str = "Lý do không xếp loại";
const HEAD: &str = "Người đứng đầu";
/// What stands under [`HEAD`] for a head.
pub const IS_HEAD: &str = "Có";
const POST_CODE: &str = "Mã chức danh";
/// Columns up to the name stay in view.
const N_FROZEN: u16 = 5;

/// One row.
struct Row<'b> {
    number: u32,
    row: u32,
    decision: u16,
    branch_grade: u16,
    part: &'b Part<'b>,
    index: usize,
    member: &'b Member,
}

/// Those of every year, then those that only some campaigns need.
fn columns_of<'b>(frame: &Frame) -> Vec<Column<Row<'b>>> {
    let mut columns = Vec::from(columns());
    columns.extend(columns_of_scores(frame));
    if frame.bloc.regulation.heads.value == Heads::Apart {
        // For whoever counts the quota by hand, and for the formulas that do.
        columns.push(column(HEAD, 8.0, Look::Fine, |r| Value::text_or_blank(is_head(r.member).then_some(IS_HEAD))));
    }
    columns
}

fn columns<'b>() -> [Column<Row<'b>>; 23] {
    [
        column("TT", 4.0, Look::Whole, |r| Value::whole(r.number)),
        column(CODE, 6.5, Look::Centre, |r| Value::text(r.part.branch.code.as_str())),
        column("Chi bộ", 14.0, Look::Text, |r| Value::text(r.part.branch.name.as_str())),
        column(CARD, 13.0, Look::Centre, |r| {
            Value::text_or_blank(r.member.card_no.as_ref().map(|card| card.value.as_str()))
        }),
        column("Họ và tên", 17.5, Look::Text, |r| Value::text(r.member.name.value.clean.as_str())),
        column(BORN, 10.5, Look::Date, |r| date(&r.member.born)),
        column(JOINED, 10.5, Look::Date, |r| date(&r.member.joined)),
        column("Chức vụ", 13.0, Look::Text, |r| text(&r.member.post)),
        column("Diện", 7.5, Look::Centre, |r| Value::text_or_blank(r.member.category.map(words::category))),
        column("Tự xếp loại", 10.5, Look::Centre, |r| decision::label(&r.member.grades.self_grade)),
        column("Xếp loại công chức", 10.5, Look::Centre, |r| decision::label(&r.member.grades.staff_grade)),
        column("Chi ủy đề xuất", 10.5, Look::Centre, |r| decision::label(&r.member.grades.proposed_grade)),
        column(BRANCH_GRADE, 10.5, Look::Centre, |r| decision::label(&r.member.grades.branch_grade)),
        column(DECISION, 11.0, Look::Decision, |r| decision::decided(&r.member.grades)),
        column(WHY, 14.0, Look::Decision, |r| decision::why(&r.member.grades.committee_words)),
        column(RESULT, 11.0, Look::Result, |r| decision::result(r.row, r.decision, r.branch_grade, &r.member.grades)),
        column(REASON, 10.0, Look::Centre, |r| Value::text(words::reason(r.member))),
        column("Kỷ luật", 8.0, Look::Centre, |r| Value::text_or_blank(words::discipline(r.member))),
        column("Nơi cư trú", 8.0, Look::Centre, |r| text(&r.member.residence)),
        column("Đề nghị khen thưởng", 8.5, Look::Centre, |r| {
            Value::text_or_blank(r.part.rewards_of.get(&r.index).map(String::as_str))
        }),
        column("Ghi chú", 10.0, Look::Text, |r| text(&r.member.note)),
        column(SOURCE, 20.0, Look::Link, |r| source::of_row(&r.member.source)),
        column(KEY, 14.0, Look::Fine, |r| {
            Value::text_or_blank(r.part.keys.members.get(r.index).map(|key| key.as_str()))
        }),
    ]
}

/// Behind the columns of every year, those of grading by points (2025-366): each only when somebody has it.
fn columns_of_scores<'b>(frame: &Frame) -> Vec<Column<Row<'b>>> {
    let columns: [Column<Row<'b>>; 8] = [
        column("Điểm tiêu chí chung", 8.0, Look::Centre, |r| points(r.member, |scores| &scores.common)),
        column("Điểm kết quả", 8.0, Look::Centre, |r| points(r.member, |scores| &scores.result)),
        column("Tổng điểm", 8.0, Look::Centre, |r| points(r.member, |scores| &scores.total)),
        column("Quý I", 10.5, Look::Centre, |r| quarter(r.member, 0)),
        column("Quý II", 10.5, Look::Centre, |r| quarter(r.member, 1)),
        column("Quý III", 10.5, Look::Centre, |r| quarter(r.member, 2)),
        column("Tóm tắt căn cứ", 24.0, Look::Text, |r| words_of(r.member, |scores| &scores.grounds)),
        column(POST_CODE, 9.0, Look::Centre, |r| words_of(r.member, |scores| &scores.post_code)),
    ];
    let has = |scores: &Scores| {
        let [first, second, third] = &scores.quarters;
        [
            scores.common.is_some(),
            scores.result.is_some(),
            scores.total.is_some(),
            first.is_some(),
            second.is_some(),
            third.is_some(),
            scores.grounds.is_some(),
            scores.post_code.is_some(),
        ]
    };
    let mut is_there = [false; 8];
    for member in frame.parts.iter().flat_map(|part| part.submission.members.iter()) {
        if let Some(scores) = &member.scores {
            is_there.iter_mut().zip(has(scores)).for_each(|(is_there, has)| *is_there |= has);
        }
    }
    columns.into_iter().zip(is_there).filter(|(_, is_there)| *is_there).map(|(column, _)| column).collect()
}

fn points(member: &Member, of: fn(&Scores) -> &Option<Located<Points>>) -> Value<'static> {
    let points = member.scores.as_ref().and_then(|scores| of(scores).as_ref());
    points.map_or(Value::Blank, |points| Value::Decimal(points.value.0 as f64 / 1_000.0))
}

fn words_of(member: &Member, of: fn(&Scores) -> &Option<Located<Text>>) -> Value<'_> {
    member.scores.as_ref().map_or(Value::Blank, |scores| text(of(scores)))
}

fn quarter(member: &Member, quarter: usize) -> Value<'_> {
    let mark = member.scores.as_ref().and_then(|scores| scores.quarters[quarter].as_ref());
    match mark.map(|mark| mark.value) {
        Some(QuarterMark::Grade(grade)) => Value::text(grade.label()),
        Some(QuarterMark::Points(points)) => Value::Decimal(points.0 as f64 / 1_000.0),
        None => Value::Blank,
    }
}

pub fn text(value: &Option<Located<Text>>) -> Value<'_> {
    Value::text_or_blank(value.as_ref().map(|text| text.value.as_str()))
}

/// A day as a date; a month or a year, which Excel has no dates for, as text.
pub fn date(value: &Option<Located<PartialDate>>) -> Value<'static> {
    match value.as_ref().map(|date| date.value) {
        Some(PartialDate::Day(day)) => Value::Date(day),
        Some(part) => Value::text(part.to_string()),
        None => Value::Blank,
    }
}

/// The blocks of this sheet that formulas elsewhere count.
pub struct Blocks {
    pub code: String,
    pub result: String,
    pub reason: String,
    pub key: String,
    /// Where heads are left out of the quota.
    pub head: Option<String>,
    /// Where any post has a code.
    pub post_code: Option<String>,
}

/// How many records the sheet has.
pub fn n_rows(frame: &Frame) -> usize {
    frame.parts.iter().map(|part| part.submission.members.len()).sum()
}

/// Those of every sheet that the list is spread over.
pub fn blocks(frame: &Frame) -> Vec<Blocks> {
    let columns = columns_of(frame);
    let has = |header| columns.iter().any(|column| column.header == header);
    let (has_heads, has_codes) = (has(HEAD), has(POST_CODE));
    spread::blocks(&columns, (SHEET, n_rows(frame)), frame, |block| Blocks {
        code: block(CODE),
        result: block(RESULT),
        reason: block(REASON),
        key: block(KEY),
        head: has_heads.then(|| block(HEAD)),
        post_code: has_codes.then(|| block(POST_CODE)),
    })
}

/// The columns of a member's branch, name, result: for sheets that show them again.
pub fn columns_of_public_facts() -> [u16; 3] {
    let columns = columns();
    ["Họ và tên", "Chi bộ", RESULT].map(|header| number_of(&columns, header))
}

pub fn sheet(frame: &Frame, grades: &Choice, book: &mut Book) -> Result<(), BookError> {
    let columns = columns_of(frame);
    let (decision, branch_grade) = (number_of(&columns, DECISION), number_of(&columns, BRANCH_GRADE));
    let members = frame.parts.iter().flat_map(|part| part.submission.members.iter());
    let carried = carried_headers(members.flat_map(|member| &member.carried));
    let list = List { columns: &columns, carried: &carried, carried_of: |row: &Row| &row.member.carried };
    let title = format!("DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM {}", frame.plan.year);
    let rows = frame
        .parts
        .iter()
        .flat_map(|part| part.submission.members.iter().enumerate().map(move |(index, member)| (part, index, member)));
    let rows = (1_u32..).zip(rows).map(|(number, (part, index, member))| Row {
        number,
        row: spread::place_of(number, frame.making.records_a_sheet).1,
        decision,
        branch_grade,
        part,
        index,
        member,
    });
    let subtitle = frame.list_subtitle();
    let titles = Titles { sheet: SHEET, title: &title, subtitle: &subtitle, frozen_columns: N_FROZEN };
    list.spread(frame, book, &titles, rows, |sheet, last| {
        decision::offer_grades(sheet, grades, decision, FIRST_ROW, last)?;
        for header in [CARD, BORN, JOINED] {
            let column = number_of(&columns, header);
            sheet.digits_are_text(At::new(FIRST_ROW, column), At::new(last, column))?;
        }
        Ok(())
    })
}
