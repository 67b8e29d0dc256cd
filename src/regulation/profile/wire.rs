//! The TOML form of a profile, and its validation into a [`Regulation`]. A file may begin from a built-in profile
//! (`base = "2018-132"`) and say only what is different. Nothing outside sees these keys, so a rename inside the program
//! never changes a profile file.

use super::keys::Keys;
use super::parts::{Cited, Heads, PointScale, Probation, RewardForms, Weight};
use super::{BUILT_IN, Certainty, ChosenBy, Citation, Profile, Regulation, is_loosest_reading};
use crate::domain::member::Discipline;
use crate::domain::people::RewardForm;
use crate::domain::plan::{Denominator, Population, Rounding};
use crate::domain::score::Points;
use crate::regulation::quota::Quota;
use toml::{Table, Value};

/// A profile file cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("dòng {line}: không đúng cách viết TOML")]
    Syntax { line: usize },
    #[error("thiếu “{key}”")]
    Missing { key: String },
    #[error("“{key}” không phải là mục của hồ sơ quy định{}", near_in_words(.near.as_deref()))]
    Unknown { key: String, near: Option<String> },
    #[error("“{key}” ghi {found}, cần {expected}")]
    Wrong { key: String, found: String, expected: String },
    #[error("“{key}” có giá trị mới nên cần ghi căn cứ ở “{key}.citation”")]
    NoCitation { key: String },
}

fn near_in_words(near: Option<&str>) -> String {
    near.map(|near| format!("; có phải “{near}” không?")).unwrap_or_default()
}

/// Reads a profile.
///
/// # Errors
/// The text is not TOML, a key lacks or is not known, or a value lies outside its range; each names its key.
pub fn parse(text: &str) -> Result<Profile, ProfileError> {
    let table = with_base(toml_table(text)?)?;
    let mut keys = Keys::of_file(&table);
    let profile = profile(&mut keys)?;
    keys.finish()?;
    Ok(profile)
}

fn toml_table(text: &str) -> Result<Table, ProfileError> {
    // A mark that Notepad leaves in front is no part of the text.
    let text = text.trim_start_matches('\u{feff}');
    text.parse::<Table>().map_err(|error| {
        let before = error.span().map_or(0, |span| span.start);
        ProfileError::Syntax { line: text.get(..before).unwrap_or_default().matches('\n').count() + 1 }
    })
}

/// The file laid over the built-in profile it names as its base: tables key by key, everything else as a whole. What is
/// laid over needs its own citation.
fn with_base(mut file: Table) -> Result<Table, ProfileError> {
    let Some(base) = file.remove("base") else { return Ok(file) };
    let ids: Vec<(String, &str)> = BUILT_IN.iter().filter_map(|text| Some((id_of(text)?, *text))).collect();
    let named = base.as_str().and_then(|id| ids.iter().find(|(known, _)| known == id.trim()));
    let Some((_, text)) = named else {
        let known = ids.iter().map(|(id, _)| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
        return Err(ProfileError::Wrong { key: "base".to_owned(), found: base.to_string(), expected: known });
    };
    let mut laid = toml_table(text)?;
    if !file.contains_key("id") {
        return Err(ProfileError::Missing { key: "id".to_owned() });
    }
    for (key, value) in file {
        match (laid.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => {
                if !over.contains_key("citation") {
                    return Err(ProfileError::NoCitation { key });
                }
                under.extend(over);
            }
            (_, value) => {
                laid.insert(key, value);
            }
        }
    }
    Ok(laid)
}

fn id_of(text: &str) -> Option<String> {
    text.parse::<Table>().ok()?.get("id")?.as_str().map(str::to_owned)
}

fn profile(keys: &mut Keys) -> Result<Profile, ProfileError> {
    let id = keys.text("id")?;
    let title = keys.text("title")?;
    let version = keys.text("version")?;
    let first_year = keys.whole("first_year", 1930, 2999)?;
    let last_year = keys.optional_whole("last_year", first_year, 2999)?;

    let (member_quota, member_quota_basis, _) = quota(keys.table("member_quota")?)?;
    let (collective_quota, collective_quota_basis, binding) = quota(keys.table("collective_quota")?)?;
    let (staff_quota, staff_quota_basis, _) = quota(keys.table("staff_quota")?)?;
    let leader_quota = match keys.optional_table("leader_quota")? {
        Some(table) => {
            let (quota, basis, _) = quota(table)?;
            Some(Cited { value: plain(quota), basis })
        }
        None => None,
    };
    let months = cited(keys.table("months_before_grading")?, |keys| keys.whole("value", 0, 24))?;
    let age = cited(keys.table("admission_age")?, |keys| keys.whole("value", 0, 99))?;
    let discipline = cited(keys.table("discipline")?, |keys| keys.yes_or_no("excused_when_remedied"))?;
    let staff_grade = cited(keys.table("staff_grade")?, |keys| keys.yes_or_no("binds"))?;
    let reward = cited(keys.table("reward")?, reward)?;
    let (years_running, reward_forms) = reward.value;

    let regulation = Regulation {
        id,
        title,
        version,
        chosen_by: ChosenBy::Year,
        member_quota,
        member_quota_basis,
        // Collectives, leaders and staff have the plain cap (settled 24).
        collective_quota: plain(collective_quota),
        collective_quota_basis,
        collective_quota_is_binding: binding.unwrap_or(true),
        leader_quota,
        staff_quota: plain(staff_quota),
        staff_quota_basis,
        refused_percent: None,
        heads: cited(keys.table("heads_in_member_quota")?, |keys| {
            Ok(if keys.yes_or_no("counted")? { Heads::Counted } else { Heads::Apart })
        })?,
        months_before_grading: months.value,
        months_before_grading_basis: months.basis,
        new_members_are_reviewed: optional_citation(keys, "new_members_are_reviewed")?,
        admission_age: age.value,
        admission_age_basis: age.basis,
        discipline_is_excused_when_remedied: discipline.value,
        discipline_basis: discipline.basis,
        probation: cited(keys.table("probation")?, |keys| {
            Ok(Probation { months: keys.whole("months", 1, 60)?, forms: keys.words("forms", &DISCIPLINES)? })
        })?,
        discipline_of_leaders: cited(keys.table("discipline_of_leaders")?, |keys| keys.word("from", &DISCIPLINES))?,
        head_above_collective: cited(keys.table("head_above_collective")?, |keys| {
            keys.word("severity", &[("warning", Weight::Warning), ("error", Weight::Error)])
        })?,
        staff_grade_binds: staff_grade.value,
        staff_grade_basis: staff_grade.basis,
        sick_leave_months: match keys.optional_table("sick_leave")? {
            Some(table) => Some(cited(table, |keys| keys.whole("months", 1, 12))?),
            None => None,
        },
        residence_basis: citation(keys.table("residence")?)?,
        self_review_basis: citation(keys.table("self_review")?)?,
        joint_review_basis: citation(keys.table("joint_review")?)?,
        points: match keys.optional_table("points")? {
            Some(table) => Some(cited(table, points)?),
            None => None,
        },
        quarters_basis: optional_citation(keys, "quarters")?,
        grounds_basis: optional_citation(keys, "grounds")?,
        reward_basis: reward.basis,
        years_running,
        reward_forms,
    };
    let year = |year: u32| i32::try_from(year).unwrap_or(i32::MAX);
    Ok(Profile { years: (year(first_year), last_year.map(year)), regulation })
}

const DISCIPLINES: [(&str, Discipline); 4] = [
    ("reprimand", Discipline::Reprimand),
    ("warning", Discipline::Warning),
    ("dismissal", Discipline::Dismissal),
    ("expulsion", Discipline::Expulsion),
];

const FORMS: [(&str, RewardForm); 4] = [
    ("praise", RewardForm::Praise),
    ("certificate", RewardForm::Certificate),
    ("diploma", RewardForm::Diploma),
    ("flag", RewardForm::Flag),
];

const CERTAINTIES: [(&str, Certainty); 3] = [
    ("confirmed", Certainty::Confirmed),
    ("common_practice", Certainty::CommonPractice),
    ("unconfirmed", Certainty::Unconfirmed),
];

fn plain(quota: Quota) -> Quota {
    Quota { has_band: false, ..quota }
}

/// A quota, its citation, and whether it binds (only the collectives' says so).
fn quota(mut keys: Keys) -> Result<(Quota, Citation, Option<bool>), ProfileError> {
    let percent = keys.whole("hundredths_of_percent", 0, 10_000)?;
    let denominator = keys.word(
        "denominator",
        &[
            ("good-or-better", Denominator::GoodOrBetter),
            ("good-only", Denominator::GoodOnly),
            ("all-graded", Denominator::AllGraded),
        ],
    )?;
    let rounding = keys.word("rounding", &[("half-up", Rounding::HalfUp), ("floor", Rounding::Floor)])?;
    let population = keys.word(
        "population",
        &[("committee", Population::Committee), ("group", Population::Group), ("branch", Population::Branch)],
    )?;
    let binding = keys.optional_yes_or_no("binding")?;
    let has_band = is_loosest_reading(denominator, rounding);
    let quota = Quota { percent, denominator, population, rounding, has_band };
    Ok((quota, citation(keys)?, binding))
}

fn points(keys: &mut Keys) -> Result<PointScale, ProfileError> {
    let mut whole = |key| keys.whole(key, 0, 100).map(|points| Points::whole(points.into()));
    Ok(PointScale {
        common_at_most: whole("common_at_most")?,
        result_at_most: whole("result_at_most")?,
        excellent_from: whole("excellent_from")?,
        good_from: whole("good_from")?,
        completed_from: whole("completed_from")?,
        tolerance: Points(i64::from(keys.whole("tolerance_hundredths", 0, 100)?) * 10),
    })
}

fn reward(keys: &mut Keys) -> Result<(u32, RewardForms), ProfileError> {
    let years_running = keys.whole("years_running", 2, 20)?;
    let mut forms = |key| keys.words(key, &FORMS);
    let forms = RewardForms {
        member_year: forms("member_year")?,
        member_five_years: forms("member_five_years")?,
        member_exceptional: forms("member_exceptional")?,
        collective_year: forms("collective_year")?,
        collective_five_years: forms("collective_five_years")?,
        collective_exceptional: forms("collective_exceptional")?,
    };
    Ok((years_running, forms))
}

/// A table's value with the citation beside it; nothing else may stand in the table.
fn cited<'a, T>(
    mut keys: Keys<'a>,
    value: impl FnOnce(&mut Keys<'a>) -> Result<T, ProfileError>,
) -> Result<Cited<T>, ProfileError> {
    let value = value(&mut keys)?;
    Ok(Cited { value, basis: citation(keys)? })
}

fn optional_citation(keys: &mut Keys, key: &'static str) -> Result<Option<Citation>, ProfileError> {
    keys.optional_table(key)?.map(citation).transpose()
}

fn citation(mut keys: Keys) -> Result<Citation, ProfileError> {
    let citation = Citation { text: keys.text("citation")?, certainty: keys.word("certainty", &CERTAINTIES)? };
    keys.finish()?;
    Ok(citation)
}
