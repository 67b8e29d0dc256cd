//! Dropdowns.

use super::cell::At;
use super::formula::range;

/// What happens to a value that is not in the list.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Strictness {
    /// It is refused.
    Only,
    /// It is taken: the list is a suggestion.
    Suggested,
}

/// A list of words to choose from; made by [`super::Book::choice`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    pub(super) source: Source,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Source {
    Inline(Vec<String>),
    /// A range of the hidden sheet of lists.
    Range(String),
}

/// Excel's limit for a list written into the rule itself, commas included.
const MAX_INLINE: usize = 255;

pub(super) fn fits_inline(words: &[&str]) -> bool {
    let units: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
    units <= MAX_INLINE + 1 && words.iter().all(|word| !word.contains([',', '"']))
}

impl Choice {
    pub(super) fn inline(words: &[&str]) -> Self {
        Self { source: Source::Inline(words.iter().map(|word| (*word).to_owned()).collect()) }
    }

    /// A dropdown over cells that stand on a sheet of the book; blank ones offer nothing.
    pub fn of_range(sheet: &str, from: At, to: At) -> Self {
        Self { source: Source::Range(format!("={}", range(sheet, from, to))) }
    }

    pub(super) fn on_sheet(sheet: &str, column: u16, n_words: u32) -> Self {
        Self {
            source: Source::Range(format!("={}", range(sheet, At::new(1, column), At::new(n_words.max(1), column)))),
        }
    }
}
