//! `submissions` of the JSON contract: every branch of the plan exactly once, then the files of unknown branches.

use super::people::Source;
use super::{filled, iso, words};
use crate::consolidate::Bloc;
use crate::domain::reading::{Outcome, Reading};
use crate::domain::submission::{Change, ChangeKind, Content, Submission, Timing};
use crate::output::tally::{FindingCounts, Status, missing_parts};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Serialize)]
pub struct SubmissionOut<'a> {
    branch: Option<&'a str>,
    branch_name: Option<&'a str>,
    status: &'static str,
    timing: &'static str,
    days_late: u16,
    received_on: Option<String>,
    received_basis: Option<&'static str>,
    /// The file in use; the one with the members when there are several.
    file: Option<&'a str>,
    sha256: Option<&'a str>,
    superseded: Vec<&'a str>,
    rows: Rows,
    errors: u32,
    warnings: u32,
    /// Every file in use: a branch may send its members and its rewards apart.
    files: Vec<&'a str>,
    /// The last day that is on time for this branch.
    deadline: Option<String>,
    /// Days from `as_of` to the deadline, below 0 once it is past; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_left: Option<i64>,
    /// What the plan lists for the branch and no file of it holds.
    missing_parts: Vec<&'static str>,
    /// What changed between the file in use and the one it replaced.
    changes: Vec<ChangeOut<'a>>,
}

/// One difference between two returns of a branch.
#[derive(Serialize)]
struct ChangeOut<'a> {
    subject: &'a str,
    /// `added`, `removed` or `changed`.
    change: &'static str,
    /// The column's header, its earlier and its newer value; only where something changed.
    field: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
    source: Source<'a>,
}

impl<'a> ChangeOut<'a> {
    fn of(change: &'a Change) -> Self {
        let (kind, field, from, to) = match &change.what {
            ChangeKind::Added => ("added", None, None, None),
            ChangeKind::Removed => ("removed", None, None, None),
            ChangeKind::Field { header, from, to } => {
                ("changed", Some(&**header), Some(from.as_str()), Some(to.as_str()))
            }
        };
        let place = &change.place;
        let source = Source { file: &place.file, sheet: &place.sheet, cell: place.at.to_string(), below: None };
        Self { subject: &change.subject, change: kind, field, from, to, source }
    }
}

/// `read = merged + set_aside`, for the files in use.
#[derive(Serialize)]
struct Rows {
    read: u32,
    merged: u32,
    set_aside: u32,
    furniture: u32,
}

pub fn all(bloc: &Bloc, as_of: Option<NaiveDate>) -> Vec<SubmissionOut<'_>> {
    let findings = FindingCounts::by_submission(bloc);
    bloc.campaign.submissions.iter().zip(findings).map(|(each, findings)| one(bloc, each, findings, as_of)).collect()
}

fn one<'a>(
    bloc: &'a Bloc,
    submission: &'a Submission,
    findings: FindingCounts,
    as_of: Option<NaiveDate>,
) -> SubmissionOut<'a> {
    let plan = &bloc.campaign.plan;
    // Beside a return that was read there may lie files of the branch that nothing could be read from.
    let counts = |reading: &&Reading| submission.content != Content::Read || reading.outcome == Outcome::Read;
    let in_use: Vec<&Reading> =
        submission.pieces.iter().filter_map(|piece| bloc.campaign.files.get(piece.file)).filter(counts).collect();
    let deadline =
        submission.branch.and_then(|branch| plan.branches.get(branch)).and_then(|branch| plan.deadline_of(branch));
    SubmissionOut {
        branch: filled(&submission.code),
        branch_name: filled(&submission.name),
        status: words::status(Status::of(submission, findings)),
        timing: words::timing(submission.timing),
        days_late: match submission.timing {
            Timing::Late { days } => days.get(),
            Timing::OnTime | Timing::Undated | Timing::Missing => 0,
        },
        received_on: submission.received.map(|received| iso(received.on)),
        received_basis: submission.received.map(|received| words::basis(received.basis)),
        file: in_use.first().map(|reading| &*reading.file.path),
        sha256: in_use.first().and_then(|reading| filled(&reading.file.sha256)),
        superseded: submission
            .superseded
            .iter()
            .filter_map(|piece| bloc.campaign.files.get(piece.file))
            .map(|reading| &*reading.file.path)
            .collect(),
        rows: rows(submission),
        errors: findings.errors,
        warnings: findings.warnings,
        files: in_use.iter().map(|reading| &*reading.file.path).collect(),
        deadline: deadline.map(iso),
        days_left: deadline.zip(as_of).map(|(deadline, today)| (deadline - today).num_days()),
        missing_parts: missing_parts(bloc, submission).into_iter().map(words::part).collect(),
        changes: submission.changes.iter().map(ChangeOut::of).collect(),
    }
}

/// Of a submission that is not merged no row is merged, whatever its tables would have given.
fn rows(submission: &Submission) -> Rows {
    let tally = submission.tally();
    let merged = if submission.is_merged() { tally.records } else { 0 };
    Rows { read: tally.read, merged, set_aside: tally.read.saturating_sub(merged), furniture: tally.furniture }
}
