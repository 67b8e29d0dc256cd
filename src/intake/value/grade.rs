//! Grades in every spelling of domain.md.

use crate::domain::grade::{Grade, Reason};

/// What a grade cell says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GradeText {
    /// Nothing, or only a dash or dots.
    Blank,
    Is(Grade),
    /// A known misspelling, accepted (C305): HTXSXNV, HTSXNV, HTTTNV and the like.
    Misspelt(Grade),
    /// Not a grade but a reason for having none: “Chưa xếp loại”, “Miễn sinh hoạt”…
    NotGraded(Reason),
    /// Anything else (C303), with the nearest grade if one is near.
    Not {
        nearest: Option<Grade>,
    },
}

/// Reads a grade cell. A bare letter (A, B, C, D) is never a grade.
pub fn read_grade(text: &str) -> GradeText {
    let _ = text;
    unimplemented!()
}

/// Reads a cell that gives a reason for not being graded; `None` when blank. Words that fit none of the known reasons
/// are [`Reason::Other`].
pub fn read_reason(text: &str) -> Option<Reason> {
    let _ = text;
    unimplemented!()
}
