//! The TOML form of a profile, and its validation into a [`Regulation`]. Nothing outside sees these types, so a rename
//! inside the program never changes a profile file.

use super::{Certainty, ChosenBy, Citation, Profile, Regulation, is_loosest_reading};
use crate::domain::plan::{Denominator, Population, Rounding};
use crate::regulation::quota::Quota;
use serde::Deserialize;

/// A profile file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("không đọc được hồ sơ quy định: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("hồ sơ quy định: tỷ lệ của “{table}” là {hundredths} phần vạn, phải từ 0 đến 10000")]
    Percent { table: &'static str, hundredths: u32 },
    #[error("hồ sơ quy định: năm cuối {last} trước năm đầu {first}")]
    Years { first: i32, last: i32 },
    #[error("hồ sơ quy định: “{key}” để trống")]
    Empty { key: &'static str },
}

/// Reads a profile.
///
/// # Errors
/// The text is not TOML of this form, or a value lies outside its range.
pub fn parse(text: &str) -> Result<Profile, ProfileError> {
    let wire: ProfileWire = toml::from_str(text)?;
    wire.validate()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileWire {
    id: String,
    title: String,
    version: String,
    first_year: i32,
    last_year: Option<i32>,
    /// False where it is not said.
    #[serde(default)]
    grades_by_points: bool,
    member_quota: QuotaWire,
    collective_quota: QuotaWire,
    staff_quota: QuotaWire,
    months_before_grading: ValueWire,
    admission_age: ValueWire,
    discipline: DisciplineWire,
    staff_grade: StaffGradeWire,
    reward: RewardWire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotaWire {
    hundredths_of_percent: u32,
    denominator: DenominatorWire,
    population: PopulationWire,
    rounding: RoundingWire,
    /// Only the collectives' quota says it; binding where it is not said.
    binding: Option<bool>,
    citation: String,
    certainty: CertaintyWire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueWire {
    value: u32,
    citation: String,
    certainty: CertaintyWire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisciplineWire {
    excused_when_remedied: bool,
    citation: String,
    certainty: CertaintyWire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffGradeWire {
    binds: bool,
    citation: String,
    certainty: CertaintyWire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RewardWire {
    citation: String,
    certainty: CertaintyWire,
}

#[derive(Copy, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DenominatorWire {
    GoodOrBetter,
    GoodOnly,
    AllGraded,
}

#[derive(Copy, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PopulationWire {
    Committee,
    Group,
    Branch,
}

#[derive(Copy, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RoundingWire {
    HalfUp,
    Floor,
}

#[derive(Copy, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CertaintyWire {
    Confirmed,
    CommonPractice,
    Unconfirmed,
}

impl ProfileWire {
    fn validate(self) -> Result<Profile, ProfileError> {
        if let Some(last) = self.last_year
            && last < self.first_year
        {
            return Err(ProfileError::Years { first: self.first_year, last });
        }
        let member_quota = self.member_quota.quota("member_quota")?;
        // Collectives and staff have the plain cap (settled 24).
        let collective_quota = Quota { has_band: false, ..self.collective_quota.quota("collective_quota")? };
        let staff_quota = Quota { has_band: false, ..self.staff_quota.quota("staff_quota")? };
        let regulation = Regulation {
            id: filled(self.id, "id")?,
            title: filled(self.title, "title")?,
            version: filled(self.version, "version")?,
            chosen_by: ChosenBy::Year,
            grades_by_points: self.grades_by_points,
            member_quota,
            member_quota_basis: citation(self.member_quota.citation, self.member_quota.certainty)?,
            collective_quota,
            collective_quota_basis: citation(self.collective_quota.citation, self.collective_quota.certainty)?,
            collective_quota_is_binding: self.collective_quota.binding.unwrap_or(true),
            staff_quota,
            staff_quota_basis: citation(self.staff_quota.citation, self.staff_quota.certainty)?,
            refused_percent: None,
            months_before_grading: self.months_before_grading.value,
            months_before_grading_basis: self.months_before_grading.citation()?,
            admission_age: self.admission_age.value,
            admission_age_basis: self.admission_age.citation()?,
            discipline_is_excused_when_remedied: self.discipline.excused_when_remedied,
            discipline_basis: citation(self.discipline.citation, self.discipline.certainty)?,
            staff_grade_binds: self.staff_grade.binds,
            staff_grade_basis: citation(self.staff_grade.citation, self.staff_grade.certainty)?,
            reward_basis: citation(self.reward.citation, self.reward.certainty)?,
        };
        Ok(Profile { years: (self.first_year, self.last_year), regulation })
    }
}

impl QuotaWire {
    fn quota(&self, table: &'static str) -> Result<Quota, ProfileError> {
        if self.hundredths_of_percent > 10_000 {
            return Err(ProfileError::Percent { table, hundredths: self.hundredths_of_percent });
        }
        let denominator = match self.denominator {
            DenominatorWire::GoodOrBetter => Denominator::GoodOrBetter,
            DenominatorWire::GoodOnly => Denominator::GoodOnly,
            DenominatorWire::AllGraded => Denominator::AllGraded,
        };
        let rounding = match self.rounding {
            RoundingWire::HalfUp => Rounding::HalfUp,
            RoundingWire::Floor => Rounding::Floor,
        };
        let population = match self.population {
            PopulationWire::Committee => Population::Committee,
            PopulationWire::Group => Population::Group,
            PopulationWire::Branch => Population::Branch,
        };
        let has_band = is_loosest_reading(denominator, rounding);
        Ok(Quota { percent: self.hundredths_of_percent, denominator, population, rounding, has_band })
    }
}

impl ValueWire {
    fn citation(self) -> Result<Citation, ProfileError> {
        citation(self.citation, self.certainty)
    }
}

fn citation(text: String, certainty: CertaintyWire) -> Result<Citation, ProfileError> {
    let certainty = match certainty {
        CertaintyWire::Confirmed => Certainty::Confirmed,
        CertaintyWire::CommonPractice => Certainty::CommonPractice,
        CertaintyWire::Unconfirmed => Certainty::Unconfirmed,
    };
    Ok(Citation { text: filled(text, "citation")?, certainty })
}

fn filled(text: String, key: &'static str) -> Result<String, ProfileError> {
    if text.trim().is_empty() { Err(ProfileError::Empty { key }) } else { Ok(text) }
}
