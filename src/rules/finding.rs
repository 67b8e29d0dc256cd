//! What a rule says about a branch's data. A finding never stops the run.

use crate::domain::decision::Answer;
use crate::domain::place::CellAt;
use std::sync::Arc;

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    /// As the workbook and the screen print it.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "Lỗi",
            Severity::Warning => "Cảnh báo",
            Severity::Note => "Lưu ý",
        }
    }

    /// As JSON prints it (output.md).
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One finding (rules.md).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    /// Index into the campaign's submissions; none for the whole committee or the folder.
    pub submission: Option<usize>,
    /// Code of the branch, as in the plan.
    pub branch: Option<String>,
    pub file: Option<Arc<str>>,
    pub sheet: Option<Arc<str>>,
    pub cell: Option<CellAt>,
    /// Clean name of the person or collective. Never on the screen or in logs; the message does not repeat it.
    pub subject: Option<String>,
    /// What was found, quoted as written, and why it matters. Never a person's name or card number.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// Document, article, year; or “kế hoạch”, or “kỹ thuật”.
    pub basis: String,
    /// Whether it comes of what the committee decided: the branch's own data call for nothing, and it is the office that
    /// has something to do or to tell.
    pub is_of_decision: bool,
    /// What the committee wrote beside it (`Xử lý`).
    pub answer: Option<Answer>,
}

impl Finding {
    /// The reason it was accepted with: it is then shown, and counts no more.
    pub fn accepted(&self) -> Option<&str> {
        self.answer.as_ref()?.accepted.as_deref()
    }
}
