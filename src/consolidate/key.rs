//! Stable keys of rows (`Mã dòng`): the same person in the same branch keeps the key from run to run, so that decisions
//! typed into the workbook find their row again.

use crate::domain::submission::Submission;

/// Keys of a submission's records, index by index; unique within the submission.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RowKeys {
    pub members: Vec<String>,
    pub collectives: Vec<String>,
    pub staff: Vec<String>,
    pub rewards: Vec<String>,
}

/// The keys of a submission.
pub fn row_keys(submission: &Submission) -> RowKeys {
    let _ = submission;
    unimplemented!()
}
