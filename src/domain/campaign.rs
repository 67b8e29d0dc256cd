//! A whole campaign as read: the plan, every file, and every branch's submission in plan order.

use super::correction::{Correction, NotCorrected};
use super::decision::Unfit;
use super::history::History;
use super::plan::Plan;
use super::reading::Reading;
use super::submission::Submission;

/// Everything the rules look at.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Campaign {
    pub plan: Plan,
    /// Every file of the folder, sorted by path; records have moved into the submissions.
    pub files: Vec<Reading>,
    /// Every branch of the plan exactly once, in plan order; then the files of unknown branches.
    pub submissions: Vec<Submission>,
    /// Typed into an earlier output, and no longer fitting: kept and shown (X609).
    pub unfit: Vec<Unfit>,
    /// Cells that the plan has read as another value.
    pub corrections: Vec<Correction>,
    /// Rows of the plan that ask for that in vain, and why.
    pub uncorrected: Vec<(u32, NotCorrected)>,
    /// Earlier years; nothing unless their workbooks were given.
    pub history: History,
}

impl Campaign {
    /// Whether a branch that owes a return has not given a usable one: quota verdicts are then provisional.
    pub fn is_provisional(&self) -> bool {
        use super::submission::Content;
        self.plan.is_given()
            && self.submissions.iter().any(|submission| {
                submission.branch.is_some() && matches!(submission.content, Content::Missing | Content::Rejected)
            })
    }
}
