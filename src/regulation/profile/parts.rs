//! What a regulation lays down beside its quotas, each with the text it rests on. A part that a profile does not have
//! is not in force under it, and the rules that would need it keep silent.

use super::Citation;
use crate::domain::member::Discipline;
use crate::domain::people::{RewardForm, RewardKind, RewardSubject};
use crate::domain::score::Points;

/// A value, and where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cited<T> {
    pub value: T,
    pub basis: Citation,
}

/// Points out of a hundred: how many there are of each part, and from how many on a grade is given.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct PointScale {
    pub common_at_most: Points,
    pub result_at_most: Points,
    /// How far a total may lie from the sum of its parts.
    pub tolerance: Points,
    pub excellent_from: Points,
    pub good_from: Points,
    pub completed_from: Points,
}

/// How heavily a breach weighs where the texts differ over the years.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Weight {
    Warning,
    Error,
}

/// How long a member is on probation, and the forms of discipline there are for such a member.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Probation {
    pub months: u32,
    pub forms: Vec<Discipline>,
}

/// Who counts in the members' quota.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Heads {
    /// Like everybody.
    Counted,
    /// Not among the others.
    Apart,
}

/// The forms of commendation that can be given to whom for what.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RewardForms {
    pub member_year: Vec<RewardForm>,
    pub member_five_years: Vec<RewardForm>,
    pub member_exceptional: Vec<RewardForm>,
    pub collective_year: Vec<RewardForm>,
    pub collective_five_years: Vec<RewardForm>,
    pub collective_exceptional: Vec<RewardForm>,
}

impl RewardForms {
    /// The forms for this subject and kind.
    pub fn of(&self, subject: RewardSubject, kind: RewardKind) -> &[RewardForm] {
        match (subject, kind) {
            (RewardSubject::Member, RewardKind::Year) => &self.member_year,
            (RewardSubject::Member, RewardKind::FiveYears) => &self.member_five_years,
            (RewardSubject::Member, RewardKind::Exceptional) => &self.member_exceptional,
            (RewardSubject::Collective, RewardKind::Year) => &self.collective_year,
            (RewardSubject::Collective, RewardKind::FiveYears) => &self.collective_five_years,
            (RewardSubject::Collective, RewardKind::Exceptional) => &self.collective_exceptional,
        }
    }
}
