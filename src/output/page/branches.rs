//! How the page names a branch, and which branch a finding is counted to.

use super::on_screen;
use crate::consolidate::Bloc;
use crate::domain::submission::Submission;
use crate::rules::finding::Finding;
use std::collections::BTreeMap;

/// “CB01 – Chi bộ Văn phòng”; for files of an unknown branch what they claim to be.
pub fn title(submission: &Submission) -> String {
    match (submission.code.as_str(), submission.name.as_str()) {
        ("", "") => "Tệp chưa rõ của ‹chi bộ› nào".to_owned(),
        ("", name) => format!("Không có trong kế hoạch – {}", on_screen(name)),
        (code, name) if code == name => on_screen(code),
        (code, name) => format!("{} – {}", on_screen(code), on_screen(name)),
    }
}

/// The shortest name that a person knows the branch by.
pub fn code_or_name(submission: &Submission) -> String {
    if submission.code.is_empty() { title(submission) } else { on_screen(&submission.code) }
}

/// Whose findings stand together: a submission, a branch without one, or the whole committee. The key joins the filter,
/// the board and the findings; it holds no text of a file.
pub struct Owners<'b> {
    bloc: &'b Bloc,
    by_code: BTreeMap<&'b str, usize>,
}

impl<'b> Owners<'b> {
    pub fn new(bloc: &'b Bloc) -> Self {
        let submissions = bloc.campaign.submissions.iter().enumerate();
        let by_code = submissions.map(|(index, submission)| (submission.code.as_str(), index)).collect();
        Self { bloc, by_code }
    }

    /// The submission a finding belongs to.
    pub fn submission_of(&self, finding: &Finding) -> Option<usize> {
        let by_code = || finding.branch.as_deref().and_then(|code| self.by_code.get(code).copied());
        finding.submission.or_else(by_code).filter(|&index| index < self.bloc.campaign.submissions.len())
    }

    /// What the filter shows for a submission, or for none.
    pub fn label(&self, submission: Option<usize>) -> String {
        match submission.and_then(|index| self.bloc.campaign.submissions.get(index)) {
            Some(submission) => title(submission),
            None => "Toàn đảng bộ và thư mục".to_owned(),
        }
    }
}

/// The key of a submission in the filter.
pub fn key(submission: Option<usize>) -> String {
    submission.map_or_else(|| "all".to_owned(), |index| format!("s{index}"))
}
