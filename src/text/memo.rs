//! What a pure function of a text gave before. The same few texts (grades, headers, posts) stand in nearly every cell of
//! nearly every file, and understanding one costs far more than finding it again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// So many texts are remembered; then all are forgotten, so that memory stays small whatever a file holds.
const MOST: usize = 4_096;
/// Longer texts seldom come twice.
const LONGEST: usize = 200;

/// The answers of one function. Never looked through in order, so that its order is nobody's matter.
pub struct Memo<V> {
    known: RefCell<HashMap<Box<str>, V, Quick>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { known: RefCell::default() }
    }
}

impl<V: Clone> Memo<V> {
    /// The answer for a text: remembered, or found now. `find` must depend on nothing but the text.
    pub fn of(&self, text: &str, find: impl FnOnce(&str) -> V) -> V {
        if text.len() > LONGEST {
            return find(text);
        }
        if let Some(found) = self.known.borrow().get(text) {
            return found.clone();
        }
        // Not borrowed while it is found: finding may ask for another text.
        let found = find(text);
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(text.into(), found.clone());
        found
    }
}

/// Hashes short texts in a quarter of the time that the usual hasher takes, which is a good part of what a remembered
/// answer costs. Keyed anew in every process: nobody can write texts beforehand that all fall together.
#[derive(Clone)]
struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Self(RandomState::new().build_hasher().finish())
    }
}

impl BuildHasher for Quick {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        self.clone()
    }
}

impl Quick {
    fn mix(&mut self, word: u64) {
        // Both halves of the product, so that every bit of the word reaches every bit of the state.
        let product = u128::from(self.0 ^ word) * 0x9E37_79B9_7F4A_7C15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last));
        self.mix(bytes.len() as u64);
    }

    // What a text ends with; its length was taken in.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_understood_once_and_never_taken_for_another() {
        let memo = Memo::default();
        let mut n_found = 0;
        for round in 0..3 {
            for text in ["Tốt", "tốt", ""] {
                assert_eq!(
                    memo.of(text, |text| {
                        n_found += 1;
                        text.len()
                    }),
                    text.len(),
                    "{round}"
                );
            }
        }
        assert_eq!(n_found, 3);
    }

    #[test]
    fn however_many_texts_come_few_are_kept() {
        let memo = Memo::default();
        for n in 0..3 * MOST {
            memo.of(&n.to_string(), |_| n);
        }
        assert!(memo.known.borrow().len() <= MOST);
        memo.of(&"x".repeat(LONGEST + 1), |_| 0);
        assert!(memo.known.borrow().keys().all(|text| text.len() <= LONGEST));
    }
}
