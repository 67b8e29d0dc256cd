//! The JSON contract of output.md: one object, keys in its order. New keys are only ever appended, each object's own
//! at its end; a changed key raises [`SCHEMA`].

mod people;
mod submissions;
mod words;
mod year_on_year;

use crate::consolidate::advice::{Advice, Effect, advice as advise};
use crate::consolidate::{Bloc, reconcile};
use crate::output::text::code_counts;
use crate::regulation::quota::QuotaCheck;
use crate::rules::finding::Finding;
use chrono::NaiveDate;
use serde::Serialize;

/// Raised when a key changes its meaning or goes away; adding keys keeps it.
pub const SCHEMA: u32 = 1;

/// The bloc as one JSON object, with a line end behind it. `as_of` adds how many days each branch has left.
pub fn object(bloc: &Bloc, as_of: Option<NaiveDate>) -> String {
    written(bloc, as_of, None)
}

/// [`object`], with what changes that nobody has made yet would do to the members' quotas.
pub fn object_with(bloc: &Bloc, effects: Option<&[Effect]>) -> String {
    written(bloc, None, effects)
}

fn written(bloc: &Bloc, as_of: Option<NaiveDate>, effects: Option<&[Effect]>) -> String {
    let sums = reconcile::sums(&bloc.campaign);
    let advice = advise(bloc);
    let object = Object {
        schema: SCHEMA,
        tool: Tool { version: env!("CARGO_PKG_VERSION") },
        year: bloc.campaign.plan.year,
        regulation: &bloc.regulation.id,
        provisional: bloc.campaign.is_provisional(),
        submissions: submissions::all(bloc, as_of),
        members: people::members(&bloc.campaign),
        collectives: people::collectives(&bloc.campaign),
        staff: people::staff(&bloc.campaign),
        rewards: people::rewards(&bloc.campaign),
        quotas: bloc.quotas.iter().zip(&advice).map(|(check, advice)| Quota::advised(check, advice)).collect(),
        findings: bloc.findings.iter().map(FindingOut::of).collect(),
        reconciliation: Reconciliation {
            files: sums.files,
            read: sums.read,
            merged: sums.merged,
            set_aside: sums.set_aside,
            superseded: sums.superseded,
        },
        unchecked: &bloc.unchecked,
        as_of: as_of.map(iso),
        codes: code_counts(bloc).into_iter().map(|(code, count)| CodeCount { code, count }).collect(),
        what_if: effects.map(|effects| effects.iter().map(EffectOut::of).collect()),
        year_on_year: year_on_year::out(&bloc.campaign),
    };
    // Serialising to a string fails only on a map with keys that are no strings, or in a hand-written `Serialize`; the
    // wire types have neither.
    let mut text = serde_json::to_string_pretty(&object).expect("wire types are plain structs");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Object<'a> {
    schema: u32,
    tool: Tool,
    year: i32,
    regulation: &'a str,
    provisional: bool,
    submissions: Vec<submissions::SubmissionOut<'a>>,
    members: Vec<people::MemberOut<'a>>,
    collectives: Vec<people::CollectiveOut<'a>>,
    staff: Vec<people::StaffOut<'a>>,
    rewards: Vec<people::RewardOut<'a>>,
    quotas: Vec<Quota<'a>>,
    findings: Vec<FindingOut<'a>>,
    reconciliation: Reconciliation,
    /// What could not be checked for want of a plan, in Vietnamese.
    unchecked: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    /// How many findings of each code, accepted ones left out.
    codes: Vec<CodeCount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_if: Option<Vec<EffectOut<'a>>>,
    /// With a consolidated workbook of last year.
    #[serde(skip_serializing_if = "Option::is_none")]
    year_on_year: Option<year_on_year::YearOnYearOut<'a>>,
}

#[derive(Serialize)]
struct CodeCount {
    code: &'static str,
    count: u32,
}

#[derive(Serialize)]
struct EffectOut<'a> {
    before: Quota<'a>,
    after: Quota<'a>,
}

impl<'a> EffectOut<'a> {
    fn of(effect: &'a Effect) -> Self {
        Self { before: Quota::of(&effect.before), after: Quota::of(&effect.after) }
    }
}

#[derive(Serialize)]
struct Tool {
    version: &'static str,
}

#[derive(Serialize)]
struct Quota<'a> {
    subject: &'static str,
    population: &'a str,
    excellent: u32,
    good: u32,
    graded: u32,
    percent: Percent,
    denominator: &'static str,
    rounding: &'static str,
    cap: u32,
    tight_cap: u32,
    verdict: &'static str,
    remove: u32,
    headroom: u32,
    /// What each branch brings into the population, and how far it lies above its own cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    shares: Option<Vec<ShareOut<'a>>>,
    /// The fewest changes that comply, by branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<ChangeOut<'a>>>,
    /// The same quota on the branches' own grades, where the committee has decided otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    returned: Option<Box<Quota<'a>>>,
}

#[derive(Serialize)]
struct ShareOut<'a> {
    branch: &'a str,
    excellent: u32,
    good: u32,
    graded: u32,
    cap: u32,
    over: u32,
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    branch: &'a str,
    remove: u32,
}

impl<'a> Quota<'a> {
    fn of(check: &'a QuotaCheck) -> Self {
        Self {
            subject: words::subject(check.subject),
            population: &check.population,
            excellent: check.counts.excellent,
            good: check.counts.good,
            graded: check.counts.graded,
            percent: Percent::of(check.quota.percent),
            denominator: words::denominator(check.quota.denominator),
            rounding: words::rounding(check.quota.rounding),
            cap: check.cap,
            tight_cap: check.tight_cap,
            verdict: words::verdict(check.verdict),
            remove: check.remove,
            headroom: check.headroom,
            shares: None,
            changes: None,
            returned: None,
        }
    }

    fn advised(check: &'a QuotaCheck, advice: &'a Advice) -> Self {
        let shares = advice.shares.iter().map(|share| ShareOut {
            branch: &share.branch,
            excellent: share.counts.excellent,
            good: share.counts.good,
            graded: share.counts.graded,
            cap: share.cap,
            over: share.over,
        });
        let changes = advice.changes.iter().map(|change| ChangeOut { branch: &change.branch, remove: change.remove });
        Self {
            shares: Some(shares.collect()),
            changes: Some(changes.collect()),
            returned: advice.returned.as_ref().map(|returned| Box::new(Quota::of(returned))),
            ..Self::of(check)
        }
    }
}

/// 20 stays a whole number in JSON, 20.5 has its fraction.
#[derive(Serialize)]
#[serde(untagged)]
enum Percent {
    Whole(u32),
    /// For the wire only: nothing is computed with it.
    Fraction(f64),
}

impl Percent {
    fn of(hundredths: u32) -> Self {
        match hundredths % 100 {
            0 => Percent::Whole(hundredths / 100),
            _ => Percent::Fraction(f64::from(hundredths) / 100.0),
        }
    }
}

#[derive(Serialize)]
struct FindingOut<'a> {
    code: &'static str,
    severity: &'static str,
    branch: Option<&'a str>,
    file: Option<&'a str>,
    sheet: Option<&'a str>,
    cell: Option<String>,
    subject: Option<&'a str>,
    message: &'a str,
    fix: &'a str,
    basis: &'a str,
    /// The reason the committee accepted it with; it then counts in no number of errors or warnings.
    accepted: Option<&'a str>,
    /// Whether it comes of the committee's decision, and is not the branch's to mend.
    of_decision: bool,
}

impl<'a> FindingOut<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            code: finding.code,
            severity: finding.severity.id(),
            branch: finding.branch.as_deref(),
            file: finding.file.as_deref(),
            sheet: finding.sheet.as_deref(),
            cell: finding.cell.map(|at| at.to_string()),
            subject: finding.subject.as_deref(),
            message: &finding.message,
            fix: &finding.fix,
            basis: &finding.basis,
            accepted: finding.accepted(),
            of_decision: finding.is_of_decision,
        }
    }
}

#[derive(Serialize)]
struct Reconciliation {
    files: u32,
    read: u32,
    merged: u32,
    set_aside: u32,
    superseded: u32,
}

fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// Empty text is the absence of a value.
fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn the_contract_is_kept_to_the_letter() {
        sample::golden("object.json", &object(&sample::bloc(), NaiveDate::from_ymd_opt(2021, 11, 25)));
    }

    #[test]
    fn percentages_are_whole_numbers_unless_they_have_a_fraction() {
        for (hundredths, printed) in [(0, "0"), (2_000, "20"), (2_050, "20.5"), (2_025, "20.25"), (1_810, "18.1")] {
            assert_eq!(serde_json::to_string(&Percent::of(hundredths)).unwrap(), printed);
        }
    }
}
