//! Findings counted by severity, and how far each submission got: what JSON, the status table and the summary all say.

use crate::consolidate::Bloc;
use crate::domain::fault::FaultKind;
use crate::domain::reading::Outcome;
use crate::domain::submission::{Content, ReceivedBasis, Submission, Timing};
use crate::rules::finding::{Finding, Severity};

/// How many findings of each severity.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct FindingCounts {
    pub errors: u32,
    pub warnings: u32,
    pub notes: u32,
    /// Of the errors: those that come of the committee's decisions and are not the branch's to mend.
    pub of_decisions: u32,
}

impl FindingCounts {
    /// Errors that the branch itself has to mend.
    pub fn to_mend(&self) -> u32 {
        self.errors - self.of_decisions
    }

    /// What the committee accepted with a reason counts no more.
    fn add(&mut self, finding: &Finding) {
        if finding.accepted().is_some() {
            return;
        }
        match finding.severity {
            Severity::Error => {
                self.errors += 1;
                self.of_decisions += u32::from(finding.is_of_decision);
            }
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// Counts findings, whosever they are.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        findings.into_iter().for_each(|finding| counts.add(finding));
        counts
    }

    /// Counts per submission, index by index. Findings about the whole committee or the folder are in none.
    pub fn by_submission(bloc: &Bloc) -> Vec<Self> {
        let mut counts = vec![Self::default(); bloc.campaign.submissions.len()];
        for finding in &bloc.findings {
            if let Some(of_submission) = finding.submission.and_then(|index| counts.get_mut(index)) {
                of_submission.add(finding);
            }
        }
        counts
    }
}

/// How far a submission got (settled 18).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Status {
    Accepted,
    /// Something of severity error or warning is to be looked at; a note alone leaves [`Status::Accepted`].
    AcceptedWithFindings,
    /// A file came and nothing of it can be used.
    Rejected,
    Missing,
    Nil,
}

impl Status {
    pub fn of(submission: &Submission, findings: FindingCounts) -> Self {
        match submission.content {
            Content::Missing => Status::Missing,
            Content::Nil => Status::Nil,
            Content::Rejected => Status::Rejected,
            Content::Read if findings.errors + findings.warnings > 0 => Status::AcceptedWithFindings,
            Content::Read => Status::Accepted,
        }
    }
}

/// Whether a submission's file could not be read at all, as against read and not usable.
pub fn is_unreadable(bloc: &Bloc, submission: &Submission) -> bool {
    submission.content == Content::Rejected
        && submission.pieces.iter().any(|piece| {
            bloc.campaign.files.get(piece.file).is_some_and(|reading| reading.outcome == Outcome::Unreadable)
        })
}

/// Whether a submission's file was opened and holds nothing: no known table, or tables without a row (F109, F110).
pub fn is_empty(bloc: &Bloc, submission: &Submission) -> bool {
    submission.content == Content::Rejected
        && submission.pieces.iter().filter_map(|piece| bloc.campaign.files.get(piece.file)).any(|reading| {
            reading.faults.iter().any(|fault| {
                matches!(fault.kind, FaultKind::NoKnownTable | FaultKind::NoRows { .. } | FaultKind::OnlyCounts)
            })
        })
}

/// A part of a return that the plan leads one to expect.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Part {
    Members,
    Collectives,
}

impl Part {
    /// As the sheets of the form are called.
    pub fn label(self) -> &'static str {
        match self {
            Part::Members => "Đảng viên",
            Part::Collectives => "Tập thể",
        }
    }
}

/// What a return lacks though the plan lists it for the branch: thiếu phần (settled 18). A branch may send its parts in
/// several files; only what is in none of them is lacking.
pub fn missing_parts(bloc: &Bloc, submission: &Submission) -> Vec<Part> {
    let plan = &bloc.campaign.plan;
    let mut missing = Vec::new();
    let Some(branch) = submission.branch.filter(|_| submission.is_merged()) else { return missing };
    if submission.members.is_empty() && plan.roster.iter().any(|person| person.branch == branch) {
        missing.push(Part::Members);
    }
    if submission.collectives.is_empty() && plan.collectives.iter().any(|expected| expected.branch == Some(branch)) {
        missing.push(Part::Collectives);
    }
    missing
}

/// Whether the day a late return came is only inferred: from the workbook's properties or the file's own time (F111).
pub fn is_late_by_inference(submission: &Submission) -> bool {
    let is_inferred = submission
        .received
        .is_some_and(|received| matches!(received.basis, ReceivedBasis::Properties | ReceivedBasis::FileTime));
    matches!(submission.timing, Timing::Late { .. }) && is_inferred
}

/// How many files of the folder were opened as returns, how many of them could not be read, and how many things were
/// passed over.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct FileCounts {
    pub opened: u32,
    pub unreadable: u32,
    pub skipped: u32,
}

impl FileCounts {
    pub fn of(bloc: &Bloc) -> Self {
        let mut counts = Self::default();
        for reading in &bloc.campaign.files {
            match reading.outcome {
                Outcome::Skipped => counts.skipped += 1,
                Outcome::Unreadable => {
                    counts.opened += 1;
                    counts.unreadable += 1;
                }
                Outcome::Read | Outcome::Rejected => counts.opened += 1,
            }
        }
        counts
    }
}

/// The branches that owe a return, each in exactly one of the states below.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Turnout {
    pub owed: u32,
    pub on_time: u32,
    pub late: u32,
    /// Returned, with no date or no deadline to hold it against.
    pub undated: u32,
    pub nil: u32,
    pub rejected: u32,
    pub missing: u32,
    /// Of those returned: something that the plan lists is lacking.
    pub partial: u32,
    /// Of those returned: an earlier file was replaced.
    pub resubmitted: u32,
}

impl Turnout {
    pub fn of(bloc: &Bloc) -> Self {
        let mut turnout = Self::default();
        for submission in bloc.campaign.submissions.iter().filter(|submission| submission.branch.is_some()) {
            turnout.owed += 1;
            let state = match (submission.content, submission.timing) {
                (Content::Missing, _) => &mut turnout.missing,
                (Content::Nil, _) => &mut turnout.nil,
                (Content::Rejected, _) => &mut turnout.rejected,
                (Content::Read, Timing::OnTime) => &mut turnout.on_time,
                (Content::Read, Timing::Late { .. }) => &mut turnout.late,
                (Content::Read, Timing::Undated | Timing::Missing) => &mut turnout.undated,
            };
            *state += 1;
            turnout.partial += u32::from(!missing_parts(bloc, submission).is_empty());
            turnout.resubmitted += u32::from(!submission.superseded.is_empty());
        }
        turnout
    }

    /// Branches whose duty is done: a usable return, or a declared nil one.
    pub fn returned(&self) -> u32 {
        self.on_time + self.late + self.undated + self.nil
    }
}
