//! Grades in every spelling of domain.md: what a cell says, and nothing it does not say. An abbreviation is never
//! completed by guess; a full label may have a slip of one or two letters where no other label is near.

mod phrase;
mod reason;
mod slip;

use crate::domain::grade::{Grade, Reason};
use crate::text::fold::{has_any, opening, skeleton, unaccented};
use crate::text::memo::Memo;
use phrase::{Remark, Said};

pub use reason::{read_reason, reason_in_remark, standing_in_remark};

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

/// Reads a grade cell. A bare letter (A, B, C, D), a bare number and the abbreviation HT are never a grade; two
/// different grades, or a grade beside a reason for having none, are [`GradeText::Not`], and so is any grade with a
/// question mark.
pub fn read_grade(text: &str) -> GradeText {
    thread_local! {
        static KNOWN: Memo<GradeText> = Memo::default();
    }
    KNOWN.with(|known| known.of(text, understood))
}

/// Whether a text is one grade and nothing else. Asked of every name, so it looks only at texts that could be one.
pub fn is_grade(text: &str) -> bool {
    let may_be = match text.trim().split_once(char::is_whitespace) {
        None => text.len() <= 12,
        Some(_) => matches!(opening(text), Some('h' | 'k' | 'm' | 'x' | 'd')) && says_grade(&skeleton(text)),
    };
    may_be && matches!(read_grade(text), GradeText::Is(_) | GradeText::Misspelt(_))
}

fn says_grade(key: &str) -> bool {
    has_any(key, &["hoan thanh", "muc", "xep loai", "dang vien hoan"])
}

fn understood(text: &str) -> GradeText {
    let key = skeleton(text);
    if let Some(grade) = usual(&key)
        && !text.contains('?')
    {
        return GradeText::Is(grade);
    }
    if key.is_empty() {
        return if is_blank(text) { GradeText::Blank } else { GradeText::Not { nearest: None } };
    }
    let plain = unaccented(text);
    let is_doubted = plain.contains('?');
    if let Some(reason) = reason::in_grade_cell(&plain, &key) {
        let is_clear = !is_doubted && !phrase::is_mentioned(&key);
        return if is_clear { GradeText::NotGraded(reason) } else { GradeText::Not { nearest: None } };
    }
    match phrase::read(&plain, &key) {
        Said::Grade(grade) | Said::Misspelt(grade) if is_doubted => GradeText::Not { nearest: Some(grade) },
        Said::Grade(grade) => GradeText::Is(grade),
        Said::Misspelt(grade) => GradeText::Misspelt(grade),
        Said::Unsure => GradeText::Not { nearest: turned_round(&plain) },
        Said::Nothing { words } => match phrase::with_remark(&plain) {
            Some((grade, Remark::Known)) if !is_doubted => GradeText::Is(grade),
            Some((grade, _)) => GradeText::Not { nearest: Some(grade) },
            None => slip::read(&words, is_doubted),
        },
    }
}

/// The spellings nearly every file uses, before any closer look. `key` is a [`skeleton`].
fn usual(key: &str) -> Option<Grade> {
    match key {
        "hoan thanh xuat sac nhiem vu" | "htxsnv" | "hoan thanh xuat sac" | "htxs" => Some(Grade::Excellent),
        "hoan thanh tot nhiem vu" | "httnv" | "hoan thanh tot" | "htt" => Some(Grade::Good),
        "hoan thanh nhiem vu" | "htnv" | "hoan thanh" => Some(Grade::Completed),
        "khong hoan thanh nhiem vu" | "khtnv" | "khong hoan thanh" | "kht" => Some(Grade::NotCompleted),
        _ => None,
    }
}

/// “Hoàn thành nhiệm vụ xuất sắc”: likely one grade in another order, though it may be two; offered only.
fn turned_round(plain: &str) -> Option<Grade> {
    match plain.trim_matches(|c: char| !c.is_alphanumeric()) {
        "hoan thanh nhiem vu xuat sac" => Some(Grade::Excellent),
        "hoan thanh nhiem vu tot" => Some(Grade::Good),
        _ => None,
    }
}

/// Whether a cell without letters or digits is an empty one: dashes, dots, a slash, an underscore. Ditto marks and
/// question marks say something.
fn is_blank(text: &str) -> bool {
    unaccented(text).chars().all(|c| matches!(c, '-' | '.' | '/' | '_' | ' ' | '·' | '\\'))
}

#[cfg(test)]
mod tests;
