//! The branch that a claim resembles without naming it: to be offered, never taken.

use super::branch_index::{BranchIndex, KeyKind, claim_text, is_name_of_thing};
use super::words::{Boundary, Word, Words};
use crate::domain::reading::{BranchClaim, ClaimSource};
use crate::text::fold::fold;
use crate::text::likeness::nearest;
use std::collections::{BTreeMap, BTreeSet};

impl BranchIndex<'_> {
    /// The branch a claim resembles: one mistyped letter in a few, or an abbreviation of one branch's name only. Of codes
    /// those that look alike (`CBO1`): between `CB07` and `CB77` no letter is mistyped.
    pub(super) fn resembled(&self, claim: &BranchClaim) -> Option<usize> {
        if claim.source == ClaimSource::FormCode {
            let wanted = as_seen(&claim.text);
            return self.plan.branches.iter().position(|branch| as_seen(&branch.code) == wanted);
        }
        let words = Words::of(claim_text(claim), Boundary::LettersAndDigits);
        let (from, to) = match words.statement() {
            Some((marker, end)) => (marker + words.marker_at(marker).unwrap_or(0), end),
            // Any heading begins with words that may be a branch's name.
            None if claim.source == ClaimSource::Title => return None,
            None => {
                let from = words.short_marker_at(0).or_else(|| words.marker_at(0)).unwrap_or(0);
                (from, words.statement_end(from))
            }
        };
        let said = words.words.get(from..to).filter(|said| !said.is_empty())?;
        // A number alone numbers files, not branches.
        if from == 0 && is_name_of_thing(claim.source) && said.iter().all(Word::is_number) {
            return None;
        }
        self.nearest_by_letters(claim.source, words.written(from, to)).or_else(|| self.abbreviated_by(said))
    }

    fn nearest_by_letters(&self, source: ClaimSource, said: &str) -> Option<usize> {
        let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
        for (number, branch) in self.plan.branches.iter().enumerate() {
            if is_name_of_thing(source) {
                by_text.insert(fold(&branch.code), number);
            }
            for name in std::iter::once(&branch.name).chain(&branch.other_names) {
                let name = fold(name);
                by_text.insert(name.strip_prefix("chi bộ ").unwrap_or(&name).to_owned(), number);
            }
        }
        let said = fold(said);
        if let Some(&same) = by_text.get(&said) {
            return Some(same);
        }
        nearest(&said, by_text.keys().map(String::as_str)).and_then(|text| by_text.get(text).copied())
    }

    fn abbreviated_by(&self, said: &[Word]) -> Option<usize> {
        let said: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
        let mut alike = BTreeSet::new();
        for key in self.keys.values().flatten().filter(|key| key.kind == KeyKind::Name) {
            let name: Vec<&str> = key.words.iter().map(|word| word.plain.as_str()).collect();
            if abbreviates(&said, &name) || abbreviates(&name, &said) {
                alike.insert(key.branch);
            }
        }
        alike.first().copied().filter(|_| alike.len() == 1)
    }
}

/// A code without what the eye confuses: O and 0, I, l and 1, and without separators.
fn as_seen(code: &str) -> String {
    let letter = |c| match c {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    fold(code).chars().filter(|c| c.is_alphanumeric()).map(letter).collect()
}

/// Whether `short` is `long` with runs of words written as their first letters: “vp hdnd” for “văn phòng hội đồng nhân
/// dân”. At least one run is shortened.
fn abbreviates(short: &[&str], long: &[&str]) -> bool {
    match (short.split_first(), long.split_first()) {
        (None, None) => true,
        (Some((head, rest)), Some((first, others))) => {
            (head == first && abbreviates(rest, others)) || {
                let n_letters = head.chars().count();
                let initials = long.iter().take(n_letters).filter_map(|word| word.chars().next());
                n_letters >= 2 && long.len() >= n_letters && initials.eq(head.chars()) && {
                    abbreviates(rest, &long[n_letters..])
                }
            }
        }
        _ => false,
    }
}
