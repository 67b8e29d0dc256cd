//! Text for print: what was written, without the accidents of typing. Case, accents and tone placement stay.

use super::letters::{is_invisible, is_plain, is_space, narrow};
use crate::domain::fault::Normalised;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Composed (NFC), control and invisible characters removed, every kind of space made one plain space, trimmed: the
/// text as a person would print it, with case and accents as written. Ð (U+00D0) becomes Đ where Vietnamese has it.
pub fn clean(text: &str) -> String {
    clean_report(text).0.into_owned()
}

/// [`clean`], without copying what needs no change, and which kinds of change it took, each once, in the order of the
/// enum (C310). A line break or tab between words is ordinary layout and is not reported.
pub fn clean_report(text: &str) -> (Cow<'_, str>, Vec<Normalised>) {
    if is_clean(text) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut pass = Pass::default();
    for c in text.chars() {
        pass.push(c);
    }
    pass.finish()
}

/// Whether a character is a mark that stands on the letter before it: a tone written apart.
pub fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Whether nothing can be wrong, by what most cells hold. A `false` only means that a closer look is due.
fn is_clean(text: &str) -> bool {
    let mut last = ' ';
    for c in text.chars() {
        if !is_plain(c) || (c == ' ' && last == ' ') {
            return false;
        }
        last = c;
    }
    last != ' ' || text.is_empty()
}

#[derive(Default)]
struct Pass {
    text: String,
    /// Spaces met since the last visible character.
    gap: Gap,
    /// The last visible character that is no combining mark.
    last: Option<char>,
    /// Same order as the enum [`Normalised`].
    changed: [bool; 4],
}

#[derive(Copy, Clone, Default)]
struct Gap {
    n: u32,
    has_odd: bool,
    has_break: bool,
}

const KINDS: [Normalised; 4] = [Normalised::UnicodeForm, Normalised::Spaces, Normalised::Invisible, Normalised::Eth];

impl Pass {
    fn note(&mut self, kind: Normalised) {
        self.changed[kind as usize] = true;
    }

    fn push(&mut self, c: char) {
        if is_space(c) {
            self.gap.n += 1;
            self.gap.has_break |= matches!(c, '\n' | '\r' | '\t');
            self.gap.has_odd |= !matches!(c, ' ' | '\n' | '\r' | '\t');
            return;
        }
        if is_invisible(c) {
            self.note(Normalised::Invisible);
            return;
        }
        self.close_gap();
        let now = self.as_printed(c);
        self.text.push(now);
        if !is_mark(now) {
            self.last = Some(now);
        }
    }

    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if gap.n == 0 {
            return;
        }
        let is_leading = self.text.is_empty();
        if gap.has_odd || is_leading || (gap.n > 1 && !gap.has_break) {
            self.note(Normalised::Spaces);
        }
        if !is_leading {
            self.text.push(' ');
            self.last = None;
        }
    }

    fn as_printed(&mut self, c: char) -> char {
        if let Some(narrow) = narrow(c) {
            self.note(Normalised::UnicodeForm);
            return narrow;
        }
        let stroked = match c {
            // In TCVN3 text Ð is é and ð a vowel too, always behind a small letter or inside a word; Đ begins a
            // syllable, or stands among capitals (HÐND).
            'Ð' if !self.last.is_some_and(char::is_lowercase) => 'Đ',
            'ð' if !self.last.is_some_and(char::is_alphabetic) => 'đ',
            '\u{189}' => 'Đ',
            '\u{256}' => 'đ',
            _ => return c,
        };
        self.note(Normalised::Eth);
        stroked
    }

    fn finish(mut self) -> (Cow<'static, str>, Vec<Normalised>) {
        if self.gap.n > 0 {
            self.note(Normalised::Spaces);
        }
        if is_nfc_quick(self.text.chars()) != IsNormalized::Yes {
            let composed: String = self.text.nfc().collect();
            if composed != self.text {
                self.note(Normalised::UnicodeForm);
                self.text = composed;
            }
        }
        let changed = KINDS.into_iter().filter(|kind| self.changed[*kind as usize]).collect();
        (Cow::Owned(self.text), changed)
    }
}

#[cfg(test)]
mod tests {
    use super::Normalised::{Eth, Invisible, Spaces, UnicodeForm};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cleaned_text_and_what_it_took() {
        for (written, printed, changes) in [
            ("Nguyễn Văn An", "Nguyễn Văn An", &[][..]),
            ("CB01", "CB01", &[]),
            ("", "", &[]),
            ("Hoà uỷ", "Hoà uỷ", &[]),
            ("  An ", "An", &[Spaces]),
            ("Văn  An", "Văn An", &[Spaces]),
            ("Văn\u{a0}An", "Văn An", &[Spaces]),
            ("Văn\nAn", "Văn An", &[]),
            ("Văn \r\n An", "Văn An", &[]),
            ("Văn An\n", "Văn An", &[Spaces]),
            ("Nguye\u{302}\u{303}n", "Nguyễn", &[UnicodeForm]),
            ("Nguyê\u{303}n", "Nguyễn", &[UnicodeForm]),
            ("A\u{200b}n\u{feff}\u{0}", "An", &[Invisible]),
            ("Ðặng Ðình", "Đặng Đình", &[Eth]),
            ("HÐND", "HĐND", &[Eth]),
            ("\u{189}ỗ", "Đỗ", &[Eth]),
            ("bÐ", "bÐ", &[]),
            ("１２", "12", &[UnicodeForm]),
            ("\u{a0}", "", &[Spaces]),
            (" Ða\u{302}\u{200d}u  ", "Đâu", &[UnicodeForm, Spaces, Invisible, Eth]),
            ("“Tốt” – ½", "“Tốt” – ½", &[]),
        ] {
            let (text, how) = clean_report(written);
            assert_eq!((text.as_ref(), how.as_slice()), (printed, changes), "{written:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "[a-zÐðĐ Ƌ\u{a0}\u{200b}\u{301}\u{323}\u{302}\nàễＡ]{0,12}|\\PC{0,8}|.{0,8}") {
            let once = clean(&text);
            let (twice, how) = clean_report(&once);
            prop_assert_eq!(twice.as_ref(), once.as_str());
            prop_assert!(how.is_empty());
        }
    }
}
