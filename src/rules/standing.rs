//! Family C, whether a row says how its person stands: one grade, or a reason for having none.

use super::dates::is_under_six_months;
use super::fault::Spoken;
use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, MemberRow, Return, Rule, Words};
use super::words::TECHNICAL;
use crate::domain::column::{Actor, Column};
use crate::domain::grade::Grade;
use crate::domain::grade::Reason;
use crate::domain::member::RowSource;
use crate::domain::place::CellAt;

pub static C302: Rule = Rule {
    code: "C302",
    severity: Severity::Error,
    sometimes: None,
    title: "Không có mức xếp loại, cũng không có lý do",
    page: include_str!("pages/C302.md"),
    fold: Fold::Never,
    check: Check::Return(neither_grade_nor_reason),
};

fn neither_grade_nor_reason(of: &Return, findings: &mut Vec<Finding>) {
    for open in open_rows(of).into_iter().filter(|open| !open.is_ticked) {
        let under = match open.is_new {
            true => format!(" Nếu do mới vào Đảng, ghi lý do “{}”.", Reason::UnderSixMonths.label()),
            false => String::new(),
        };
        findings.push(C302.finding(
            of.spot().at_row(open.source, open.at).about(open.name),
            Words::new(
                "Chưa có mức xếp loại, cũng chưa ghi lý do không xếp loại; người này chưa được tính vào mức nào.",
                format!("Ghi một trong bốn mức, hoặc ghi lý do không xếp loại.{under}"),
                TECHNICAL,
            ),
        ));
    }
}

pub static C304: Rule = Rule {
    code: "C304",
    severity: Severity::Error,
    sometimes: None,
    title: "Không đánh dấu, hoặc đánh dấu nhiều mức",
    page: include_str!("pages/C304.md"),
    fold: Fold::Never,
    check: Check::Return(no_tick),
};

fn no_tick(of: &Return, findings: &mut Vec<Finding>) {
    for open in open_rows(of).into_iter().filter(|open| open.is_ticked) {
        findings.push(C304.finding(
            of.spot().at_row(open.source, open.at).about(open.name),
            Words::new(
                "Không có dấu ở cột mức xếp loại nào, cũng không có lý do; người này chưa được tính vào mức nào.",
                "Đánh một dấu x vào đúng một cột, hoặc ghi lý do không xếp loại.",
                TECHNICAL,
            ),
        ));
    }
}

pub fn many_ticks(cells: &[CellAt]) -> Spoken {
    let cells: Vec<String> = cells.iter().map(CellAt::to_string).collect();
    Spoken::new(
        &C304,
        Words::new(
            format!("Đánh dấu {} cột ({}), nên chưa biết mức nào đúng.", cells.len(), cells.join(", ")),
            "Chỉ để lại một dấu x.",
            TECHNICAL,
        ),
    )
}

pub fn tick_against_words(text: &str, ticked: Grade, ticked_at: CellAt) -> Spoken {
    Spoken::new(
        &C304,
        Words::new(
            format!("Ô này ghi “{text}” nhưng dấu ở {ticked_at} là “{}”, nên chưa biết mức nào đúng.", ticked.label()),
            "Sửa cho hai chỗ khớp nhau, hoặc chỉ để lại một chỗ.",
            TECHNICAL,
        ),
    )
}

/// A person's row that says neither a grade nor a reason.
struct OpenRow<'a> {
    source: &'a RowSource,
    name: &'a str,
    /// Where the grade should stand.
    at: CellAt,
    /// Grades are ticked in its table.
    is_ticked: bool,
    /// Admitted too short a time ago to be graded.
    is_new: bool,
}

/// The open rows of members and staff of a merged return: the grade column is known, and the row was read without
/// trouble there.
fn open_rows<'a>(of: &Return<'a>) -> Vec<OpenRow<'a>> {
    let submission = of.submission;
    if !submission.is_merged() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for member in submission.members.iter().filter(|member| member.standing().is_none()) {
        if let Some((at, is_ticked)) = open_cell(of, &member.source) {
            let row = MemberRow { of, member, table: of.ground.table_of(&member.source) };
            let is_new = is_under_six_months(&row);
            rows.push(OpenRow { source: &member.source, name: &member.name.value.clean, at, is_ticked, is_new });
        }
    }
    for staff in submission.staff.iter().filter(|staff| staff.grade().is_none() && staff.reason.is_none()) {
        if let Some((at, is_ticked)) = open_cell(of, &staff.source) {
            let name = &staff.name.value.clean;
            rows.push(OpenRow { source: &staff.source, name, at, is_ticked, is_new: false });
        }
    }
    rows
}

/// Where a row's grade should stand, and whether grades are ticked there; `None` where another finding already says
/// why there is none.
fn open_cell(of: &Return, source: &RowSource) -> Option<(CellAt, bool)> {
    let is_about_standing = |column: &Column| {
        matches!(
            column,
            Column::Grade(Actor::Branch | Actor::Committee)
                | Column::Tick(Actor::Branch | Actor::Committee, _)
                | Column::TickNotGraded(_)
                | Column::NotGradedReason
                | Column::Category
        )
    };
    if source.troubled.iter().any(is_about_standing) {
        return None;
    }
    let Some(table) = of.ground.table_of(source) else { return Some((source.at, false)) };
    if table.grade_unknown {
        return None;
    }
    let text = table.column(Column::Grade(Actor::Branch));
    let first_tick = table.columns.iter().find(|seen| matches!(seen.meaning, Column::Tick(Actor::Branch, _)));
    let column = text.or(first_tick.map(|seen| seen.column));
    let at = column.map_or(source.at, |column| CellAt::new(source.row, column));
    Some((at, text.is_none() && table.is_ticked()))
}
