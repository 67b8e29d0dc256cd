//! Regulation profiles: every number of a regulation with its citation and how sure it is; the year picks the profile,
//! the plan may name another and override values. The numbers are data (`profiles/*.toml`), read by [`wire`].

mod keys;
pub mod listing;
pub mod parts;
mod wire;

use super::quota::Quota;
use crate::domain::member::Discipline;
use crate::domain::plan::{Denominator, Plan, QuotaOverrides, Rounding};
use parts::{Cited, Heads, PointScale, Probation, RewardForms, Weight};

pub use wire::{ProfileError, parse};

/// How sure a value of a profile is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Certainty {
    Confirmed,
    CommonPractice,
    Unconfirmed,
}

impl Certainty {
    /// As `explain` and the quota sheet print it.
    pub fn label(self) -> &'static str {
        match self {
            Certainty::Confirmed => "theo văn bản",
            Certainty::CommonPractice => "theo cách làm phổ biến",
            Certainty::Unconfirmed => "chưa kiểm chứng",
        }
    }
}

/// A text a value rests on, identified by number and date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    /// “HD 21-HD/BTCTW (18/10/2019), mục 2.3”
    pub text: String,
    pub certainty: Certainty,
}

/// How a campaign came to its profile.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum ChosenBy {
    /// The plan names it.
    Plan,
    /// The review year lies within its years.
    Year,
    /// The review year lies within no profile's years; this one is the nearest.
    NearestYear,
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
    pub chosen_by: ChosenBy,
    /// The members' quota in force.
    pub member_quota: Quota,
    pub member_quota_basis: Citation,
    /// The quota of organisations and collectives.
    pub collective_quota: Quota,
    pub collective_quota_basis: Citation,
    /// Whether exceeding the quota of organisations and collectives is an error or, before it was written down, a
    /// warning (Q704).
    pub collective_quota_is_binding: bool,
    /// The quota of leaders, group by group of posts (settled 25); none where there is no such quota.
    pub leader_quota: Option<Cited<Quota>>,
    /// The quota of civil servants and workers (settled 25).
    pub staff_quota: Quota,
    pub staff_quota_basis: Citation,
    /// The profile's own percentage, when the plan asked for more without a deciding document (Q707): asked, in
    /// hundredths of a percent.
    pub refused_percent: Option<u32>,
    /// Whether heads count in the members' quota.
    pub heads: Cited<Heads>,
    /// Months of membership before which nobody is graded.
    pub months_before_grading: u32,
    pub months_before_grading_basis: Citation,
    /// Who is too new to be graded is reviewed all the same (B404), where the texts say so.
    pub new_members_are_reviewed: Option<Citation>,
    /// The youngest age at which somebody may be admitted, in years.
    pub admission_age: u32,
    pub admission_age_basis: Citation,
    /// Whether a breach found by oneself and fully remedied may be graded above NotCompleted (B405).
    pub discipline_is_excused_when_remedied: bool,
    /// Any discipline in the year means NotCompleted.
    pub discipline_basis: Citation,
    /// Which discipline there is for members on probation (B406).
    pub probation: Cited<Probation>,
    /// From which form on the discipline of a leader makes his collective NotCompleted (B416).
    pub discipline_of_leaders: Cited<Discipline>,
    /// How heavily a head graded above his collective weighs (B415).
    pub head_above_collective: Cited<Weight>,
    /// The member's grade is tied to the staff grade (B409, B410).
    pub staff_grade_binds: bool,
    pub staff_grade_basis: Citation,
    /// Months of sick leave from which on nobody is graded Good or above (B411), where the texts say so.
    pub sick_leave_months: Option<Cited<u32>>,
    /// The opinion of the place of residence (B412).
    pub residence_basis: Citation,
    /// The written self-reviews (B413, B420).
    pub self_review_basis: Citation,
    /// Reviews held jointly with the office (B414, B426).
    pub joint_review_basis: Citation,
    /// Points and the bands of grades (B422 to B424), where grading is by points.
    pub points: Option<Cited<PointScale>>,
    /// Quarterly grades bear on the year's (B425), where there are any.
    pub quarters_basis: Option<Citation>,
    /// Excellent needs a summary of grounds (B408), where the texts say so.
    pub grounds_basis: Option<Citation>,
    /// Rewards need Excellent (R501), and what each form is for (R505).
    pub reward_basis: Citation,
    /// How many years running the reward of “5 năm liền” is for (R502).
    pub years_running: u32,
    pub reward_forms: RewardForms,
}

/// No profile fits.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RegulationError {
    #[error("không có hồ sơ quy định “{id}”; các hồ sơ hiện có: {}", .known.join(", "))]
    Unknown { id: String, known: Vec<String> },
}

/// A profile before any plan is laid over it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profile {
    /// First and last review year; no last year while it is in force.
    pub years: (i32, Option<i32>),
    /// What it says with nothing overridden.
    pub regulation: Regulation,
}

/// The built-in profiles, oldest first.
const BUILT_IN: [&str; 3] = [
    include_str!("profiles/2018-132.toml"),
    include_str!("profiles/2023-124.toml"),
    include_str!("profiles/2025-366.toml"),
];

/// The regulation of a campaign: the plan's profile, else the year's, with the plan's overrides. A year that lies in no
/// profile's years gets the nearest, and [`Regulation::chosen_by`] says so.
///
/// # Errors
/// The plan names a profile that is not known.
pub fn regulation_for(plan: &Plan) -> Result<Regulation, RegulationError> {
    let profiles = profiles();
    let named = plan.regulation.as_deref().map(str::trim).filter(|id| !id.is_empty());
    let (profile, chosen_by) = match named {
        Some(id) => match profiles.iter().find(|profile| profile.regulation.id == id) {
            Some(profile) => (profile, ChosenBy::Plan),
            None => {
                let known = profiles.iter().map(|profile| profile.regulation.id.clone()).collect();
                return Err(RegulationError::Unknown { id: id.to_owned(), known });
            }
        },
        None => of_year(&profiles, plan.year),
    };
    Ok(laid_over(profile, chosen_by, plan))
}

/// The regulation of a campaign by a profile that was named outside its plan, with the plan's overrides.
pub fn laid_over(profile: &Profile, chosen_by: ChosenBy, plan: &Plan) -> Regulation {
    overlay(&Regulation { chosen_by, ..profile.regulation.clone() }, &plan.overrides)
}

/// Every built-in profile, oldest first.
pub fn profiles() -> Vec<Profile> {
    BUILT_IN
        .iter()
        .map(|text| parse(text).expect("the profiles are part of the program and a test parses each"))
        .collect()
}

/// The profile whose years hold `year`, else the one whose years are nearest.
fn of_year(profiles: &[Profile], year: i32) -> (&Profile, ChosenBy) {
    let distance = |profile: &Profile| match profile.years {
        (first, _) if year < first => first.abs_diff(year),
        (_, Some(last)) if year > last => year.abs_diff(last),
        _ => 0,
    };
    let nearest = profiles.iter().min_by_key(|profile| distance(profile)).expect("there are built-in profiles");
    (nearest, if distance(nearest) == 0 { ChosenBy::Year } else { ChosenBy::NearestYear })
}

/// Lays the plan's own settings over a regulation. Percentage, denominator and rounding hold for every quota; the
/// population only for the members', because collectives are always compared within their group (settled 24). A higher
/// percentage without a deciding document is refused (settled 22).
pub fn overlay(regulation: &Regulation, overrides: &QuotaOverrides) -> Regulation {
    let mut laid = regulation.clone();
    let basis = overrides.basis.as_deref().map(str::trim).filter(|basis| !basis.is_empty());
    let asked = overrides.percent;
    let leaders = laid.leader_quota.as_mut().map(|quota| &mut quota.value);
    let others = [&mut laid.member_quota, &mut laid.collective_quota, &mut laid.staff_quota];
    for quota in others.into_iter().chain(leaders) {
        match asked {
            Some(percent) if percent > quota.percent && basis.is_none() => laid.refused_percent = Some(percent),
            Some(percent) => quota.percent = percent,
            None => {}
        }
        quota.denominator = overrides.denominator.unwrap_or(quota.denominator);
        quota.rounding = overrides.rounding.unwrap_or(quota.rounding);
    }
    laid.member_quota.population = overrides.population.unwrap_or(laid.member_quota.population);
    if overrides.denominator.is_some() || overrides.rounding.is_some() {
        laid.member_quota.has_band = false;
    }
    if let (Some(basis), None) = (basis, laid.refused_percent) {
        let text = format!("{}; {basis}", laid.member_quota_basis.text);
        laid.member_quota_basis.text = text;
    }
    laid
}

/// Whether the tighter reading lies below a quota's own cap, so that there is a band to show (settled 22).
fn is_loosest_reading(denominator: Denominator, rounding: Rounding) -> bool {
    denominator == Denominator::GoodOrBetter && rounding == Rounding::HalfUp
}

#[cfg(test)]
mod tests;
