//! Totals that the files state, beside what was counted in them.

use super::super::frame::Frame;
use super::super::look::{ERROR_FILL, Look};
use super::super::source;
use super::{heading, nothing, spanned};
use crate::book::{At, BookError, Cached, Highlight, Sheet, Style, Value};
use crate::domain::column::TableKind;
use crate::domain::grade::{Grade, Standing};
use crate::domain::member::{Member, RowSource};
use crate::domain::reading::{Counted, Reading, StatedTotal};
use std::collections::BTreeMap;

/// What was counted in one table of one file: by what a stated figure can speak of.
type Tally = BTreeMap<Counted, u32>;

/// Records of merged returns by file and table. Grades are the branch's: a stated total speaks of what it sent.
fn counted(frame: &Frame) -> BTreeMap<(String, u32), Tally> {
    let mut tallies: BTreeMap<(String, u32), Tally> = BTreeMap::new();
    let mut add = |source: &RowSource, grade: Option<Grade>, has_reason: bool| {
        let tally = tallies.entry((source.file.to_string(), source.table)).or_default();
        let mut count = |what| *tally.entry(what).or_default() += 1;
        count(Counted::All);
        match grade {
            Some(grade) => {
                count(Counted::Graded);
                count(Counted::Grade(grade));
            }
            None if has_reason => count(Counted::NotGraded),
            None => {}
        }
    };
    for submission in &frame.bloc.campaign.submissions {
        for member in &submission.members {
            let grade = member.grades.branch_grade.as_ref().map(|grade| grade.value);
            add(&member.source, grade, is_excused(member));
        }
        for collective in &submission.collectives {
            let grade = collective.grades.branch_grade.as_ref().map(|grade| grade.value);
            add(&collective.source, grade, collective.reason.is_some());
        }
        for staff in &submission.staff {
            let grade = staff.grades.branch_grade.as_ref().map(|grade| grade.value);
            add(&staff.source, grade, staff.reason.is_some());
        }
        for reward in &submission.rewards {
            add(&reward.source, None, false);
        }
    }
    tallies
}

fn is_excused(member: &Member) -> bool {
    member.reason.is_some() || matches!(member.standing(), Some(Standing::NotGraded(_)))
}

/// The figure counted beside a stated one; none for files that are not in use.
fn counted_beside(tallies: &BTreeMap<(String, u32), Tally>, reading: &Reading, stated: &StatedTotal) -> Option<u32> {
    let tables: Vec<u32> = match stated.table {
        Some(table) => vec![table],
        None => (0..).zip(&reading.tables).filter(|(_, table)| table.kind == stated.kind).map(|(at, _)| at).collect(),
    };
    let mut found = None;
    for table in tables {
        if let Some(tally) = tallies.get(&(reading.file.path.to_string(), table)) {
            *found.get_or_insert(0) += tally.get(&stated.counted).copied().unwrap_or(0);
        }
    }
    found
}

pub fn stated_totals(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let mut next = heading(sheet, frame, row, "3. Số tổng ghi trong tệp và số đếm được")?;
    let tallies = counted(frame);
    let spans = [(1, 2), (3, 4), (5, 5), (6, 6), (7, 7), (8, 8)];
    let headers = ["Vị trí", "Nội dung", "Số ghi", "Số đếm được", "Chênh lệch", "Nhận xét"];
    let cells = spans.into_iter().zip(headers).map(|(span, text)| (span, Value::text(text), Look::Header));
    spanned(sheet, frame, next, cells)?;
    next += 1;
    let first = next;
    for reading in &frame.bloc.campaign.files {
        for stated in &reading.stated {
            let figure = counted_beside(&tallies, reading, stated);
            let place = &stated.place;
            let (number, difference, remark) = match figure {
                Some(figure) => {
                    let difference = i64::from(stated.figure) - i64::from(figure);
                    (
                        Value::whole(figure),
                        Value::formula(format!("=E{next}-F{next}"), Cached::whole(difference)),
                        if difference == 0 { "Khớp" } else { "Không khớp" },
                    )
                }
                None => (Value::text("–"), Value::text("–"), "Tệp không dùng để gộp"),
            };
            spanned(
                sheet,
                frame,
                next,
                [
                    ((1, 2), source::of_cell(&place.file, &place.sheet, place.at), Look::Link),
                    ((3, 4), Value::text(stated_in_words(stated)), Look::Text),
                    ((5, 5), Value::whole(stated.figure), Look::Whole),
                    ((6, 6), number, Look::Whole),
                    ((7, 7), difference, Look::Whole),
                    ((8, 8), Value::text(remark), Look::Centre),
                ],
            )?;
            next += 1;
        }
    }
    if next == first {
        return nothing(sheet, frame, next);
    }
    let block = (At::new(first, 8), At::new(next - 1, 8));
    sheet.highlight(block, &Highlight::TextIs("Không khớp".to_owned()), &Style::new().fill(ERROR_FILL))?;
    Ok(next)
}

fn stated_in_words(stated: &StatedTotal) -> String {
    let whose = match stated.kind {
        TableKind::Members | TableKind::Summary => "đảng viên",
        TableKind::Collectives => "tập thể",
        TableKind::Staff => "công chức",
        TableKind::Rewards => "đề nghị khen thưởng",
    };
    match stated.counted {
        Counted::All => format!("Tổng số {whose}"),
        Counted::Graded => format!("Số {whose} được xếp loại"),
        Counted::NotGraded => format!("Số {whose} không xếp loại"),
        Counted::Grade(grade) => format!("{} ({whose})", grade.label()),
    }
}
