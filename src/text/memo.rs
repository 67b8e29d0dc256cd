//! What a pure function of a text gave before. The same few texts (grades, headers, posts) stand in nearly every cell of
//! nearly every file, and understanding one costs far more than finding it again.

use std::cell::RefCell;
use std::collections::HashMap;

/// So many texts are remembered; then all are forgotten, so that memory stays small whatever a file holds.
const MOST: usize = 4_096;
/// Longer texts seldom come twice.
const LONGEST: usize = 200;

/// The answers of one function. Never looked through in order, so that its order is nobody's matter.
pub struct Memo<V> {
    known: RefCell<HashMap<Box<str>, V>>,
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
