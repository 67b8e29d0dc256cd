//! Decisions of an earlier output put back on their rows: by the row's key, and only while the row says what it said
//! when the committee decided. What does not fit is kept, never applied and never dropped.

use super::key::{RowKeys, row_keys};
use crate::domain::campaign::Campaign;
use crate::domain::column::TableKind;
use crate::domain::decision::{CommitteeWords, RowDecision, Typed, Unfit, UnfitWhy};
use crate::domain::grade::Grade;
use crate::domain::member::{ActorGrades, RowSource};
use crate::domain::place::Located;
use crate::domain::submission::Submission;
use crate::domain::text::Text;
use crate::intake::value::approval::read_approval;
use crate::intake::value::grade::{GradeText, read_grade};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A record of the campaign: its submission, its kind, its index among the submission's records of that kind.
#[derive(Copy, Clone)]
struct At {
    submission: usize,
    about: TableKind,
    index: usize,
}

/// Puts decisions on their rows. Gives those that fit no row any more, in the order they were typed.
pub fn apply(campaign: &mut Campaign, decisions: Vec<RowDecision>) -> Vec<Unfit> {
    if decisions.is_empty() {
        return Vec::new();
    }
    let rows = rows_by_key(campaign, &decisions);
    let mut unfit = Vec::new();
    for decided in of_one_row(decisions) {
        let row = decided.first().and_then(|first| rows.get(&(first.about, first.key.as_str().into())).copied());
        let Some(at) = row.filter(|_| !decided[0].key.is_empty()) else {
            let why = UnfitWhy::RowGone { alike: alike(campaign, &decided[0]) };
            unfit.extend(decided.into_iter().map(|decision| kept(decision, why.clone())));
            continue;
        };
        unfit.extend(put(campaign, at, decided));
    }
    unfit
}

/// Puts what was typed about one row; of several decisions those on the row itself go before those kept from earlier,
/// and two that differ are for the committee to settle.
fn put(campaign: &mut Campaign, at: At, mut decided: Vec<RowDecision>) -> Vec<Unfit> {
    if decided.iter().any(|decision| !decision.is_kept) {
        decided.retain(|decision| !decision.is_kept);
    }
    let submission = &mut campaign.submissions[at.submission];
    let (now, source) = returned(submission, at);
    let place = source.place(source.at);
    let fits = |decision: &RowDecision| fold(&decision.returned) == fold(&now) || agrees_with(decision, at.about, &now);
    let (mut fitting, changed): (Vec<_>, Vec<_>) = decided.into_iter().partition(fits);
    let mut unfit: Vec<Unfit> = changed
        .into_iter()
        .map(|decision| kept(decision, UnfitWhy::RowChanged { now: now.clone(), place: place.clone() }))
        .collect();
    fitting.dedup_by(|b, a| says_the_same(a, b));
    match fitting.as_slice() {
        [] => {}
        [decision] => write(submission, at, decision),
        [first, second, ..] => {
            let others = [second.written.clone(), first.written.clone()];
            for (n, decision) in fitting.into_iter().enumerate() {
                let other = others[usize::from(n > 0)].clone();
                unfit.push(kept(decision, UnfitWhy::TwoDecisions { other }));
            }
        }
    }
    unfit
}

fn kept(decision: RowDecision, why: UnfitWhy) -> Unfit {
    Unfit { typed: Typed::Row(decision), why }
}

fn says_the_same(a: &RowDecision, b: &RowDecision) -> bool {
    fold(&a.written) == fold(&b.written) && fold(&a.why) == fold(&b.why)
}

/// The branch came round to what the committee had decided: nothing stands against it.
fn agrees_with(decision: &RowDecision, about: TableKind, now: &str) -> bool {
    about != TableKind::Rewards
        && matches!(read_grade(&decision.written), GradeText::Is(grade) | GradeText::Misspelt(grade) if fold(grade.label()) == fold(now))
}

/// Decisions by row, rows in the order they were first met; a decision without a key is a row of its own.
fn of_one_row(decisions: Vec<RowDecision>) -> Vec<Vec<RowDecision>> {
    let mut groups: Vec<Vec<RowDecision>> = Vec::new();
    let mut group_of: BTreeMap<(TableKind, String), usize> = BTreeMap::new();
    for decision in decisions {
        if decision.key.is_empty() {
            groups.push(vec![decision]);
            continue;
        }
        let at = *group_of.entry((decision.about, decision.key.clone())).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push(decision);
    }
    groups
}

/// The rows whose keys decisions name.
fn rows_by_key(campaign: &Campaign, decisions: &[RowDecision]) -> BTreeMap<(TableKind, Text), At> {
    let named: BTreeSet<(TableKind, &str)> =
        decisions.iter().map(|decision| (decision.about, decision.key.as_str())).collect();
    let mut rows = BTreeMap::new();
    let merged = campaign.submissions.iter().enumerate().filter(|(_, submission)| submission.is_merged());
    for (number, submission) in merged {
        let RowKeys { members, collectives, staff, rewards } = row_keys(submission);
        for (about, keys) in [
            (TableKind::Members, members),
            (TableKind::Collectives, collectives),
            (TableKind::Staff, staff),
            (TableKind::Rewards, rewards),
        ] {
            for (index, key) in keys.into_iter().enumerate() {
                if named.contains(&(about, key.as_str())) {
                    rows.entry((about, key)).or_insert(At { submission: number, about, index });
                }
            }
        }
    }
    rows
}

/// What the branch returned in a row, as the workbook prints it, and where the row stands.
fn returned(submission: &Submission, at: At) -> (String, RowSource) {
    let grade = |grades: &ActorGrades| {
        grades.branch_grade.as_ref().map(|grade| grade.value.label().to_owned()).unwrap_or_default()
    };
    match at.about {
        TableKind::Members => {
            let member = &submission.members[at.index];
            (grade(&member.grades), member.source.clone())
        }
        TableKind::Collectives => {
            let collective = &submission.collectives[at.index];
            (grade(&collective.grades), collective.source.clone())
        }
        TableKind::Staff => {
            let staff = &submission.staff[at.index];
            (grade(&staff.grades), staff.source.clone())
        }
        TableKind::Rewards | TableKind::Summary => {
            let reward = &submission.rewards[at.index];
            (reward.form_in_words().unwrap_or_default().to_owned(), reward.source.clone())
        }
    }
}

fn write(submission: &mut Submission, at: At, decision: &RowDecision) {
    match at.about {
        TableKind::Members => {
            let member = &mut submission.members[at.index];
            write_grade(&mut member.grades, &member.source, decision);
        }
        TableKind::Collectives => {
            let collective = &mut submission.collectives[at.index];
            write_grade(&mut collective.grades, &collective.source, decision);
        }
        TableKind::Staff => {
            let staff = &mut submission.staff[at.index];
            write_grade(&mut staff.grades, &staff.source, decision);
        }
        TableKind::Rewards | TableKind::Summary => {
            let reward = &mut submission.rewards[at.index];
            let approval = read_approval(&decision.written);
            reward.approval = approval;
            reward.committee_words = words(decision, approval.is_some());
        }
    }
}

fn write_grade(grades: &mut ActorGrades, source: &RowSource, decision: &RowDecision) {
    let grade: Option<Grade> = match read_grade(&decision.written) {
        GradeText::Is(grade) | GradeText::Misspelt(grade) => Some(grade),
        GradeText::Blank | GradeText::NotGraded(_) | GradeText::Not { .. } => None,
    };
    if let Some(grade) = grade {
        grades.committee_grade = Some(Located::new(grade, source.at));
    }
    grades.committee_words = words(decision, grade.is_some());
}

fn words(decision: &RowDecision, is_understood: bool) -> CommitteeWords {
    let typed = |text: &str| (!text.is_empty()).then(|| text.into());
    CommitteeWords { not_understood: typed(&decision.written).filter(|_| !is_understood), why: typed(&decision.why) }
}

/// The one row of the same branch and name, for a decision whose row is gone.
fn alike(campaign: &Campaign, decision: &RowDecision) -> Option<crate::domain::place::CellPlace> {
    let submission = campaign.submissions.iter().find(|one| one.is_merged() && one.code == decision.branch)?;
    let name = fold(&decision.name);
    let is_named = |written: &str| !name.is_empty() && fold(written) == name;
    let sources: Vec<&RowSource> = match decision.about {
        TableKind::Members => {
            submission.members.iter().filter(|one| is_named(&one.name.value.clean)).map(|one| &one.source).collect()
        }
        TableKind::Collectives => {
            submission.collectives.iter().filter(|one| is_named(&one.name.value)).map(|one| &one.source).collect()
        }
        TableKind::Staff => {
            submission.staff.iter().filter(|one| is_named(&one.name.value.clean)).map(|one| &one.source).collect()
        }
        TableKind::Rewards | TableKind::Summary => {
            submission.rewards.iter().filter(|one| is_named(&one.name.value.clean)).map(|one| &one.source).collect()
        }
    };
    match sources.as_slice() {
        [only] => Some(only.place(only.at)),
        _ => None,
    }
}
