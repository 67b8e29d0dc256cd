//! A judged bloc from a consolidated workbook alone, for the report one command after the meeting: the lists, decisions
//! and submission figures are the workbook's own; what they add up to is computed as in any other run.

use super::answers::accepted;
use super::gather::gather;
use super::key::{RowKeys, row_keys};
use super::{Bloc, judged, linked};
use crate::domain::campaign::Campaign;
use crate::domain::column::TableKind;
use crate::domain::decision::{Answer, RowDecision};
use crate::domain::member::RowSource;
use crate::domain::text::Text;
use crate::grid::Workbook;
use crate::intake::consolidated::{Decided, NotConsolidated};
use crate::intake::restored::{ListedFinding, Turnout, restore};
use crate::regulation::profile::Regulation;
use crate::rules::finding::{Finding, Severity};
use crate::rules::rule;
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A bloc, and what of the workbook could not be used.
#[derive(Debug)]
pub struct FromWorkbook {
    pub bloc: Bloc,
    /// The workbook does not tell who returned what and when.
    pub is_without_turnout: bool,
    /// Rows of people whose branch the workbook does not tell: they are in no figure.
    pub n_without_branch: usize,
}

/// From a consolidated workbook, by itself; `file` is its name.
///
/// # Errors
/// It is none, or a list that decisions are made on is gone.
pub fn from_workbook(
    workbook: &Workbook,
    file: &str,
    regulation: Option<Regulation>,
) -> Result<FromWorkbook, NotConsolidated> {
    let restored = restore(workbook, file)?;
    let is_without_turnout = restored.turnout.is_none();
    let mut campaign = gather(restored.plan, restored.readings);
    for (branch, standing) in restored.turnout.iter().flatten().enumerate() {
        put_standing(&mut campaign, branch, *standing);
    }
    let decisions = on_their_rows(&campaign, restored.decided);
    let undecided = judged(linked(campaign.clone(), Vec::new(), || {}), regulation.clone(), &[]).findings;
    let mut bloc = judged(linked(campaign, decisions, || {}), regulation, &[]);
    let told = restored.findings.iter().filter_map(|told| finding(told, &bloc.campaign)).collect();
    bloc.findings = as_decided(told, &undecided, std::mem::take(&mut bloc.findings));
    bloc.unchecked.clear();
    Ok(FromWorkbook { bloc, is_without_turnout, n_without_branch: restored.n_without_branch })
}

/// Rows added by hand to a branch that had returned nothing are figures all the same.
fn put_standing(campaign: &mut Campaign, branch: usize, standing: Turnout) {
    let Some(submission) = campaign.submissions.iter_mut().find(|one| one.branch == Some(branch)) else { return };
    let has_rows = !(submission.members.is_empty()
        && submission.collectives.is_empty()
        && submission.staff.is_empty()
        && submission.rewards.is_empty());
    submission.timing = standing.timing;
    submission.content = if has_rows { crate::domain::submission::Content::Read } else { standing.content };
}

/// Gives each decision the key that its row has in this run: the row is the same, and a key that somebody deleted or
/// copied decides nothing here.
fn on_their_rows(campaign: &Campaign, decided: Decided) -> Vec<RowDecision> {
    let mut keys: BTreeMap<(TableKind, Arc<str>, u32), String> = BTreeMap::new();
    for submission in &campaign.submissions {
        let RowKeys { members, collectives, staff, rewards } = row_keys(submission);
        let mut put = |kind: TableKind, source: &RowSource, key: Text| {
            keys.insert((kind, source.sheet.clone(), source.at.row), key.into_string());
        };
        submission.members.iter().zip(members).for_each(|(one, key)| put(TableKind::Members, &one.source, key));
        let all = submission.collectives.iter().zip(collectives);
        all.for_each(|(one, key)| put(TableKind::Collectives, &one.source, key));
        submission.staff.iter().zip(staff).for_each(|(one, key)| put(TableKind::Staff, &one.source, key));
        submission.rewards.iter().zip(rewards).for_each(|(one, key)| put(TableKind::Rewards, &one.source, key));
    }
    let Decided { decisions, places } = decided;
    let on_row = |(mut decision, place): (RowDecision, Option<(Arc<str>, u32)>)| {
        if let Some(key) = place.and_then(|(sheet, row)| keys.get(&(decision.about, sheet, row))) {
            decision.key.clone_from(key);
        }
        decision
    };
    decisions.rows.into_iter().zip(places).map(on_row).collect()
}

/// What was found in the returns stands in the workbook, as told; what decisions have settled is taken out of it, and what
/// they have raised is put in. The two are told by judging the lists without decisions and with them.
fn as_decided(told: Vec<Finding>, undecided: &[Finding], decided: Vec<Finding>) -> Vec<Finding> {
    let about = |finding: &Finding| {
        let [branch, subject] =
            [&finding.branch, &finding.subject].map(|text| fold(text.as_deref().unwrap_or_default()));
        (finding.code, branch, subject)
    };
    let all_about = |findings: &[Finding]| findings.iter().map(about).collect::<BTreeSet<_>>();
    let [before, after, listed] = [undecided, &decided, &told].map(all_about);
    let is_settled = |finding: &Finding| before.contains(&about(finding)) && !after.contains(&about(finding));
    let is_raised = |finding: &Finding| !before.contains(&about(finding)) && !listed.contains(&about(finding));
    let of_decision: BTreeSet<_> = decided.iter().filter(|one| one.is_of_decision).map(about).collect();
    let (found_anew, mut findings): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|finding| follows_from_decisions(finding.code));
    findings.retain(|finding| !is_settled(finding));
    for finding in &mut findings {
        finding.is_of_decision = of_decision.contains(&about(finding));
    }
    // What is found anew in the same words has the answer that stands beside it.
    let mut answers: BTreeMap<_, Vec<Answer>> = BTreeMap::new();
    for finding in found_anew {
        if let Some(answer) = finding.answer.clone() {
            answers.entry((about(&finding), fold(&finding.message))).or_default().push(answer);
        }
    }
    let anew = decided.into_iter().filter(|finding| follows_from_decisions(finding.code) || is_raised(finding));
    findings.extend(anew.map(|finding| {
        let answer = answers.get_mut(&(about(&finding), fold(&finding.message))).and_then(Vec::pop);
        Finding { answer, ..finding }
    }));
    findings
}

/// Quotas, proposals and decisions themselves: what is said of them changes with what the committee types.
fn follows_from_decisions(code: &str) -> bool {
    code.starts_with(['Q', 'R']) || matches!(code, "X607" | "X609")
}

/// A finding as the sheet tells it; none of a code that no rule has any more.
fn finding(told: &ListedFinding, campaign: &Campaign) -> Option<Finding> {
    let rule = rule(&told.code)?;
    let submission = campaign.submissions.iter().position(|one| fold(&one.code) == fold(&told.branch));
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let severity = severities.into_iter().find(|one| fold(&told.severity).contains(&fold(one.label())));
    Some(Finding {
        code: rule.code,
        severity: severity.unwrap_or(rule.severity),
        submission: submission.filter(|_| !told.branch.is_empty()),
        branch: filled(&told.branch),
        file: None,
        sheet: None,
        cell: None,
        subject: filled(&told.subject),
        message: told.message.clone(),
        fix: told.fix.clone(),
        basis: told.basis.clone(),
        // Told by judging the lists, which the sheet does not say.
        is_of_decision: false,
        answer: filled(&told.words).map(|words| Answer { accepted: accepted(&words), words }),
    })
}
