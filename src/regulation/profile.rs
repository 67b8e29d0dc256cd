//! Regulation profiles: every number of a regulation with its citation and how sure it is; the year picks the profile,
//! the plan may name another and override values.

use super::quota::Quota;
use crate::domain::plan::Plan;

/// How sure a value of a profile is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Certainty {
    Confirmed,
    CommonPractice,
    Unconfirmed,
}

/// A text a value rests on, identified by number and date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    /// “HD 21-HD/BTCTW (18/10/2019), mục 2.3”
    pub text: String,
    pub certainty: Certainty,
}

/// A profile with the plan's overrides laid over it: what this campaign is judged by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Regulation {
    /// Profile id: `2018-132`.
    pub id: String,
    /// Title for people: “Quy định 132-QĐ/TW (08/3/2018), HD 21-HD/BTCTW (18/10/2019)”.
    pub title: String,
    /// Version of the profile's data.
    pub version: String,
    /// The members' quota in force.
    pub member_quota: Quota,
    pub member_quota_basis: Citation,
    /// The quota of organisations and collectives.
    pub collective_quota: Quota,
    pub collective_quota_basis: Citation,
    /// The profile's own percentage, when the plan asked for more without a deciding document (Q707): asked, in
    /// hundredths of a percent.
    pub refused_percent: Option<u32>,
    /// Months of membership before which nobody is graded.
    pub months_before_grading: u32,
    pub months_before_grading_basis: Citation,
    /// The youngest age at which somebody may be admitted, in years.
    pub admission_age: u32,
    pub admission_age_basis: Citation,
    /// Any discipline in the year means NotCompleted.
    pub discipline_basis: Citation,
    /// The member's grade is tied to the staff grade (B409, B410).
    pub staff_grade_binds: bool,
    pub staff_grade_basis: Citation,
    /// Rewards need Excellent (R501).
    pub reward_basis: Citation,
}

/// No profile fits.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RegulationError {
    #[error("không có hồ sơ quy định “{id}”")]
    Unknown { id: String, known: Vec<String> },
}

/// The regulation of a campaign: the plan's profile, else the year's, with the plan's overrides.
pub fn regulation_for(plan: &Plan) -> Result<Regulation, RegulationError> {
    let _ = plan;
    unimplemented!()
}
