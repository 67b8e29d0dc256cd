//! `members`, `collectives`, `staff` and `rewards` of the JSON contract: the records of merged submissions, in plan
//! order and within a branch in the order of its rows.

use super::{filled, words};
use crate::domain::campaign::Campaign;
use crate::domain::date::PartialDate;
use crate::domain::grade::Grade;
use crate::domain::member::{CarriedCell, Member, RowSource, SOURCE_BELOW};
use crate::domain::people::{Collective, Reward, Staff};
use crate::domain::place::Located;
use crate::domain::score::{Points, QuarterMark, Scores};
use crate::domain::submission::Submission;
use crate::domain::text::Text;
use serde::Serialize;

#[derive(Serialize)]
pub struct MemberOut<'a> {
    branch: &'a str,
    name: &'a str,
    card_no: Option<&'a str>,
    born: Option<String>,
    born_precision: Option<&'static str>,
    standing: &'static str,
    self_grade: Option<&'static str>,
    staff_grade: Option<&'static str>,
    proposed_grade: Option<&'static str>,
    branch_grade: Option<&'static str>,
    committee_grade: Option<&'static str>,
    source: Source<'a>,
    /// Lý do thay đổi.
    decision_reason: Option<&'a str>,
    /// Where grading is by points (2025-366), and only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<ScoresOut<'a>>,
}

/// Points as numbers; a quarter as its grade or its points.
#[derive(Serialize)]
struct ScoresOut<'a> {
    common: Option<f64>,
    result: Option<f64>,
    total: Option<f64>,
    quarters: [Option<QuarterOut>; 3],
    grounds: Option<&'a str>,
    post_code: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum QuarterOut {
    Grade(&'static str),
    Points(f64),
}

impl<'a> ScoresOut<'a> {
    fn of(scores: &'a Scores) -> Self {
        let number = |points: Points| points.0 as f64 / 1_000.0;
        let points = |points: &Option<Located<Points>>| points.as_ref().map(|points| number(points.value));
        let mark = |mark: &Option<Located<QuarterMark>>| {
            mark.as_ref().map(|mark| match mark.value {
                QuarterMark::Grade(grade) => QuarterOut::Grade(words::grade(grade)),
                QuarterMark::Points(points) => QuarterOut::Points(number(points)),
            })
        };
        Self {
            common: points(&scores.common),
            result: points(&scores.result),
            total: points(&scores.total),
            quarters: scores.quarters.each_ref().map(mark),
            grounds: text(&scores.grounds),
            post_code: text(&scores.post_code),
        }
    }
}

#[derive(Serialize)]
pub struct CollectiveOut<'a> {
    branch: &'a str,
    name: &'a str,
    kind: Option<&'a str>,
    grade: Option<&'static str>,
    source: Source<'a>,
    /// The committee's own, where it decided.
    committee_grade: Option<&'static str>,
    decision_reason: Option<&'a str>,
}

#[derive(Serialize)]
pub struct StaffOut<'a> {
    branch: &'a str,
    name: &'a str,
    born: Option<String>,
    is_member: Option<bool>,
    grade: Option<&'static str>,
    source: Source<'a>,
    /// The committee's own, where it decided.
    committee_grade: Option<&'static str>,
    decision_reason: Option<&'a str>,
}

#[derive(Serialize)]
pub struct RewardOut<'a> {
    branch: &'a str,
    name: &'a str,
    subject: Option<&'static str>,
    /// Hình thức as written.
    form: Option<&'a str>,
    kind: Option<&'static str>,
    eligible: bool,
    source: Source<'a>,
    /// `agreed` or `refused`, once the committee has decided.
    decision: Option<&'static str>,
    decision_reason: Option<&'a str>,
}

/// The grade's cell, or the name's where there is no grade (settled 13).
#[derive(Serialize)]
pub struct Source<'a> {
    pub file: &'a str,
    pub sheet: &'a str,
    pub cell: String,
    /// In a roll-up: the source that the committee below recorded for the row, and so on down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<&'a str>,
}

impl<'a> Source<'a> {
    fn of(source: &'a RowSource, carried: &'a [CarriedCell]) -> Self {
        let below = carried.iter().find(|cell| &*cell.header == SOURCE_BELOW).map(|cell| cell.text.as_str());
        Self { file: &source.file, sheet: &source.sheet, cell: source.at.to_string(), below }
    }
}

pub fn members(campaign: &Campaign) -> Vec<MemberOut<'_>> {
    merged(campaign).flat_map(|each| each.members.iter().map(|record| member(&each.code, record))).collect()
}

pub fn collectives(campaign: &Campaign) -> Vec<CollectiveOut<'_>> {
    merged(campaign).flat_map(|each| each.collectives.iter().map(|record| collective(&each.code, record))).collect()
}

pub fn staff(campaign: &Campaign) -> Vec<StaffOut<'_>> {
    merged(campaign).flat_map(|each| each.staff.iter().map(|record| one_of_staff(&each.code, record))).collect()
}

pub fn rewards(campaign: &Campaign) -> Vec<RewardOut<'_>> {
    merged(campaign).flat_map(|each| each.rewards.iter().map(|record| reward(&each.code, record))).collect()
}

fn merged(campaign: &Campaign) -> impl Iterator<Item = &Submission> {
    campaign.submissions.iter().filter(|submission| submission.is_merged())
}

fn member<'a>(branch: &'a str, member: &'a Member) -> MemberOut<'a> {
    let born = member.born.as_ref().map(|born| born.value);
    let grades = &member.grades;
    MemberOut {
        branch,
        name: &member.name.value.clean,
        card_no: text(&member.card_no),
        born: born.map(PartialDate::iso),
        born_precision: born.map(words::precision),
        standing: words::standing(member.standing()),
        self_grade: grade(&grades.self_grade),
        staff_grade: grade(&grades.staff_grade),
        proposed_grade: grade(&grades.proposed_grade),
        branch_grade: grade(&grades.branch_grade),
        committee_grade: grade(&grades.committee_grade),
        source: Source::of(&member.source, &member.carried),
        decision_reason: grades.committee_words.why.as_deref(),
        scores: member.scores.as_deref().map(ScoresOut::of),
    }
}

fn collective<'a>(branch: &'a str, collective: &'a Collective) -> CollectiveOut<'a> {
    CollectiveOut {
        branch,
        name: &collective.name.value,
        kind: text(&collective.kind),
        grade: collective.grade().map(words::grade),
        source: Source::of(&collective.source, &collective.carried),
        committee_grade: grade(&collective.grades.committee_grade),
        decision_reason: collective.grades.committee_words.why.as_deref(),
    }
}

fn one_of_staff<'a>(branch: &'a str, staff: &'a Staff) -> StaffOut<'a> {
    StaffOut {
        branch,
        name: &staff.name.value.clean,
        born: staff.born.as_ref().map(|born| born.value.iso()),
        is_member: staff.is_member,
        grade: staff.grade().map(words::grade),
        source: Source::of(&staff.source, &staff.carried),
        committee_grade: grade(&staff.grades.committee_grade),
        decision_reason: staff.grades.committee_words.why.as_deref(),
    }
}

fn reward<'a>(branch: &'a str, reward: &'a Reward) -> RewardOut<'a> {
    RewardOut {
        branch,
        name: &reward.name.value.clean,
        subject: reward.subject.map(words::reward_subject),
        form: reward.form_text.as_deref().and_then(filled),
        kind: reward.kind.as_ref().map(|kind| words::reward_kind(kind.value)),
        eligible: reward.eligible,
        source: Source::of(&reward.source, &reward.carried),
        decision: reward.approval.map(words::approval),
        decision_reason: reward.committee_words.why.as_deref(),
    }
}

fn text(cell: &Option<Located<Text>>) -> Option<&str> {
    cell.as_ref().and_then(|cell| filled(&cell.value))
}

fn grade(cell: &Option<Located<Grade>>) -> Option<&'static str> {
    cell.as_ref().map(|cell| words::grade(cell.value))
}
