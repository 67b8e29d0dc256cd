//! Family B, how many members a branch has against how many it lists.

use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Return, Rule, Words};
use super::words::{PLAN, TECHNICAL};
use crate::domain::column::TableKind;
use crate::domain::place::Located;

pub static B419: Rule = Rule {
    code: "B419",
    severity: Severity::Error,
    sometimes: None,
    title: "Số đảng viên trong danh sách khác số chi bộ khai",
    page: include_str!("pages/B419.md"),
    fold: Fold::Never,
    check: Check::Return(headcount),
};

fn headcount(of: &Return, findings: &mut Vec<Finding>) {
    let submission = of.submission;
    if !submission.is_merged() {
        return;
    }
    let plan = &of.ground.case.campaign.plan;
    let in_plan = submission.branch.and_then(|branch| plan.branches.get(branch)).and_then(|branch| branch.headcount);
    let declared = submission.declared.n_members.as_ref();
    // Where the total alone is blank, its parts say it.
    let parts = submission.declared.n_full.as_ref().zip(submission.declared.n_probationary.as_ref());
    let parts = parts
        .filter(|_| declared.is_none())
        .map(|(full, probationary)| Located::new(full.value.saturating_add(probationary.value), full.at));
    let declared = declared.or(parts.as_ref());
    let Some(expected) = declared.map(|declared| declared.value).or(in_plan) else { return };
    let listed = submission.members.len() as u32;
    // Rows set aside are reported each; they may be the people who lack.
    let set_aside = set_aside_members(of);
    if (listed..=listed + set_aside).contains(&expected) {
        return;
    }
    // Without a word of the branch's own, each person missing from the roster is already named (X603, X604).
    if declared.is_none() && super::roster::explains(of, expected) {
        return;
    }
    let (mut spot, source, basis) = match declared {
        Some(declared) => {
            let mut spot = of.file_spot();
            spot.sheet = submission.declared.sheet.clone();
            spot.cell = Some(declared.at);
            (spot, "‹chi bộ› khai", TECHNICAL)
        }
        None => (of.file_spot(), "theo kế hoạch", PLAN),
    };
    if spot.sheet.is_none() {
        spot.cell = None;
    }
    let comparison = if listed < expected {
        format!("thiếu {}", expected - listed)
    } else {
        format!("thừa {}", listed - expected)
    };
    findings.push(B419.finding(
        spot,
        Words::new(
            format!("Danh sách có {listed} đảng viên, {source} {expected}: {comparison}."),
            "Kiểm tra danh sách, kể cả người không xếp loại; nếu con số sai thì sửa con số.",
            basis,
        ),
    ));
}

fn set_aside_members(of: &Return) -> u32 {
    let pieces = of.submission.pieces.iter();
    let tables = pieces.flat_map(|piece| {
        let reading = of.ground.reading(piece.file);
        piece.tables.iter().filter_map(move |&table| reading?.tables.get(table))
    });
    tables.filter(|table| table.kind == TableKind::Members).map(|table| table.tally.set_aside).sum()
}
