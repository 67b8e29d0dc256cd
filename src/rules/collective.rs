//! Family B, collectives: each has a grade, and each of the plan's is returned.

use super::finding::{Finding, Severity};
use super::post::{Body, body_in_words, body_of};
use super::rule::{Check, Fold, Ground, Rule, Spot, Words};
use super::words::PLAN;
use crate::domain::column::{Actor, Column};
use crate::domain::place::CellAt;
use crate::text::fold::fold;
use std::mem::discriminant;

pub static B421: Rule = Rule {
    code: "B421",
    severity: Severity::Error,
    sometimes: None,
    title: "Tập thể chưa có mức xếp loại",
    page: include_str!("pages/B421.md"),
    fold: Fold::Never,
    check: Check::Bloc(collectives_without_grade),
};

fn collectives_without_grade(ground: &Ground, findings: &mut Vec<Finding>) {
    for (index, submission) in ground.submissions().iter().enumerate().filter(|(_, found)| found.is_merged()) {
        for collective in &submission.collectives {
            let table = ground.table_of(&collective.source);
            let is_known_trouble = table.is_some_and(|table| table.grade_unknown)
                || collective.source.troubled.iter().any(|column| {
                    matches!(
                        column,
                        Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _) | Column::NotGradedReason
                    )
                });
            if collective.grade().is_some() || collective.reason.is_some() || is_known_trouble {
                continue;
            }
            let column = table.and_then(|table| table.column(Column::Grade(Actor::Branch)));
            let at = column.map_or(collective.source.at, |column| CellAt::new(collective.source.row, column));
            findings.push(B421.finding(
                ground.spot(index).at_row(&collective.source, at).about(&collective.name.value),
                Words::new(
                    "Tập thể chưa có mức ‹chi bộ› đề nghị.",
                    "Ghi mức đề nghị; nếu không xếp loại thì ghi lý do.",
                    &ground.case.regulation.title,
                ),
            ));
        }
    }
    planned_but_not_returned(ground, findings);
}

/// Collectives of the plan that no return speaks of, once each (settled 29).
fn planned_but_not_returned(ground: &Ground, findings: &mut Vec<Finding>) {
    let campaign = ground.case.campaign;
    let returned = |index: usize, name: &str, kind: Option<&str>| {
        ground.submissions().get(index).is_some_and(|submission| {
            submission.collectives.iter().any(|one| {
                let kind_returned = one.kind.as_ref().map(|kind| kind.value.as_str());
                // “Chi ủy chi bộ 1” holds the name of “Chi bộ 1” and is another body.
                let bodies = [body_in_words(name, kind), body_of(one)];
                let are_two_bodies =
                    !bodies.contains(&Body::Other) && discriminant(&bodies[0]) != discriminant(&bodies[1]);
                fold(name) == fold(&one.name.value)
                    || (!are_two_bodies && is_same_collective(name, &one.name.value))
                    || kind.zip(kind_returned).is_some_and(|(a, b)| fold(a) == fold(b))
            })
        })
    };
    for planned in &campaign.plan.collectives {
        let owner = planned
            .branch
            .map(|branch| ground.submissions().iter().position(|submission| submission.branch == Some(branch)));
        let (submission, is_returned) = match owner {
            Some(Some(index)) if ground.submissions()[index].is_merged() => {
                (Some(index), returned(index, &planned.name, planned.kind.as_deref()))
            }
            // The branch owes its whole return, and that is said.
            Some(_) => continue,
            // The committee's own may come with any branch, and so with one that is still awaited.
            None if campaign.is_provisional() => continue,
            None => (None, (0..ground.submissions().len()).any(|index| returned(index, &planned.name, None))),
        };
        if is_returned {
            continue;
        }
        let mut spot = submission.map_or_else(Spot::default, |index| ground.spot(index)).about(&planned.name);
        spot.file = campaign.plan.file.as_deref().map(std::sync::Arc::from);
        spot.sheet = Some("Tập thể".into());
        findings.push(B421.finding(
            spot,
            Words::new(
                format!("Tập thể ở dòng {} sheet Tập thể của kế hoạch chưa có trong hồ sơ nào.", planned.row),
                "Bổ sung mức đề nghị của tập thể này; nếu không đánh giá, xóa khỏi kế hoạch.",
                PLAN,
            ),
        ));
    }
}

/// Whether two names may be of one collective: equal, or one holds the other (“Chi ủy” in “Chi ủy chi bộ Hành chính”).
pub fn is_same_collective(a: &str, b: &str) -> bool {
    let (a, b) = (format!(" {} ", fold(a)), format!(" {} ", fold(b)));
    let is_blank = a.trim().is_empty() || b.trim().is_empty();
    !is_blank && (a.contains(&b) || b.contains(&a))
}
