//! The words that survive: those of forms, grades, reasons and posts (`words.txt`), and those of the campaign's own
//! branches. Everything else may be somebody's.

use crate::text::fold::{fold, skeleton};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Two parts: words with their accents; and those of texts without any, which abbreviations are too.
const WORDS: &str = include_str!("words.txt");

struct Known {
    accented: BTreeSet<&'static str>,
    bare: BTreeSet<&'static str>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut parts = WORDS.split('#').filter(|part| !part.is_empty());
    let mut next = || {
        let (_, words) = parts.next().unwrap_or_default().split_once('\n').unwrap_or_default();
        words.split_whitespace().collect()
    };
    Known { accented: next(), bare: next() }
});

/// Words of a campaign.
pub(super) struct Vocabulary {
    branches: BTreeSet<String>,
    bare_branches: BTreeSet<String>,
}

impl Vocabulary {
    /// With the words of these names and codes of branches.
    pub fn of<'a>(branches: impl Iterator<Item = &'a str>) -> Self {
        let folded: BTreeSet<String> = branches
            .flat_map(|name| fold(name).split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>())
            .filter(|word| !word.is_empty())
            .collect();
        let bare_branches = folded.iter().map(|word| skeleton(word)).collect();
        Self { branches: folded, bare_branches }
    }

    /// Whether it stands in the name of a branch: “Ban” and “Kinh” are family names too.
    pub fn is_of_branch(&self, word: &str) -> bool {
        self.bare_branches.contains(&skeleton(word))
    }

    /// Every word that survives somewhere.
    pub fn words(&self) -> Vec<String> {
        let known = KNOWN.accented.iter().chain(&KNOWN.bare).map(|word| (*word).to_owned());
        known.chain(self.branches.iter().cloned()).collect()
    }

    /// Whether a word of a text with accents survives.
    pub fn has(&self, word: &str) -> bool {
        let word = fold(word);
        KNOWN.accented.contains(word.as_str()) || self.branches.contains(&word) || is_sign(&word)
            // Abbreviations have no accents anywhere: HTXSNV, ĐV.
            || (word.is_ascii() && word.len() <= 7 && !has_vowel(&word) && KNOWN.bare.contains(word.as_str()))
    }

    /// Whether it survives with its accents left aside: in texts written without them, and in headers.
    pub fn has_bare(&self, word: &str) -> bool {
        let bare = skeleton(word);
        KNOWN.bare.contains(bare.as_str()) || self.bare_branches.contains(&bare) || is_sign(&bare)
    }

    /// A slip of the finger away from a word that survives: for grades, whose slips are findings themselves.
    pub fn has_nearly(&self, word: &str) -> bool {
        use crate::text::likeness::edits_within;
        let bare = skeleton(word);
        let is_near = |known: &&str| known.len() >= 2 && edits_within(&bare, known, 1).is_some();
        self.has_bare(word) || GRADE_WORDS.iter().any(is_near) || (bare.len() <= 8 && !has_vowel(&bare))
    }
}

/// What grades are written with.
const GRADE_WORDS: [&str; 12] =
    ["hoan", "thanh", "xuat", "sac", "nhiem", "vu", "tot", "khong", "chua", "xep", "loai", "htxsnv"];

/// Letters that are marks, numerals, or the first of an abbreviation.
fn is_sign(word: &str) -> bool {
    word.chars().count() == 1
        || matches!(word, "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix" | "xi" | "xii" | "xv")
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}
