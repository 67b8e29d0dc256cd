//! Comparison keys: two spellings of the same words give the same key. Keys are for comparing only, never printed.
//!
//! These run once for every distinct text of a folder, so the common cases (ASCII; composed Vietnamese) go through one
//! pass without normalising.

pub use super::clean::{clean, clean_report};

use super::letters::{base_of, is_invisible, is_space, letter, tone_moved};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Composed, lower case, new tone placement as one, Ð as Đ, invisible characters gone, single spaces, trimmed; accents
/// kept: “ĐẢNG  UỶ” and “Đảng ủy” give the same key, “hoa” and “hòa” do not.
///
/// Compatibility forms (full-width letters, ligatures, “…”) are taken as what they stand for, and the many quotes and
/// dashes as `'`, `"` and `-`.
pub fn fold(text: &str) -> String {
    fold_plain(text).unwrap_or_else(|| {
        let mut key = Key::with_capacity(text.len());
        let seen = text.chars().filter_map(as_compared).nfkd().filter_map(as_compared);
        seen.flat_map(char::to_lowercase).map(stroked).nfc().for_each(|c| key.push(c));
        key.finish()
    })
}

/// [`fold`] of a text of plain letters; none of another.
fn fold_plain(text: &str) -> Option<String> {
    let mut key = Key::with_capacity(text.len());
    for c in text.chars() {
        let letter = letter(c);
        if !letter.is_plain {
            return None;
        }
        key.push(letter.lower);
    }
    Some(key.finish())
}

/// [`fold`] without accents (đ → d), punctuation kept: “Ngày 3-2” → “ngay 3-2”.
pub fn unaccented(text: &str) -> String {
    let folded = fold(text);
    if folded.is_ascii() {
        return folded;
    }
    let mut plain = String::with_capacity(folded.len());
    for c in folded.chars() {
        // An accent alone between spaces goes, and one of the spaces with it.
        if c != ' ' || !(plain.is_empty() || plain.ends_with(' ')) {
            push_unaccented(&mut plain, c);
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// [`fold`], then without accents (đ → d) and with every run of characters that are neither letter nor digit as one
/// space: for headers and grades, which people type without accents too. “Họ, tên” → “ho ten”.
pub fn skeleton(text: &str) -> String {
    skeleton_plain(text).unwrap_or_else(|| skeleton_of_any(text))
}

/// [`skeleton`] of a text of letters that the table knows; none of another. Where a tone stands is no matter here.
fn skeleton_plain(text: &str) -> Option<String> {
    let mut key = String::with_capacity(text.len());
    let mut is_between = true;
    for c in text.chars() {
        match letter(c).bare {
            0 => return None,
            b' ' if is_between => {}
            b' ' => {
                key.push(' ');
                is_between = true;
            }
            bare => {
                key.push(char::from(bare));
                is_between = false;
            }
        }
    }
    if is_between {
        key.pop();
    }
    Some(key)
}

fn skeleton_of_any(text: &str) -> String {
    let plain = unaccented(text);
    let mut last = b' ';
    let is_skeleton = plain.bytes().all(|byte| {
        let before = std::mem::replace(&mut last, byte);
        byte.is_ascii_alphanumeric() || byte == b' ' && before != b' '
    });
    if is_skeleton && (last != b' ' || plain.is_empty()) {
        return plain;
    }
    let mut key = String::with_capacity(plain.len());
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// The letter or digit that a text's skeleton begins with, where the text's first character alone tells: a cheap way to
/// see that it cannot be one of a few words.
pub fn opening(text: &str) -> Option<char> {
    let bare = letter(text.chars().next()?).bare;
    bare.is_ascii_alphanumeric().then_some(char::from(bare))
}

/// Where `words` first stand in `key` as whole words; both are skeletons.
pub fn position_of(key: &str, words: &str) -> Option<usize> {
    // Words begin at few places, and most keys are short: looking there is far cheaper than a search prepared for any
    // place. No words stand everywhere words could begin.
    let (key, words) = (key.as_bytes(), words.as_bytes());
    let mut start = 0;
    loop {
        let rest = key.get(start..)?;
        if rest.starts_with(words) && matches!(rest.get(words.len()), None | Some(b' ')) {
            return Some(start);
        }
        start += rest.iter().position(|&byte| byte == b' ')? + 1;
    }
}

/// Whether any of `phrases` stands in `key` as whole words; all are skeletons.
pub fn has_any(key: &str, phrases: &[&str]) -> bool {
    // Which letters words begin with, one bit each: most phrases are told by their first letter.
    let mut begins = 0_u64;
    let mut is_start = true;
    for byte in key.bytes() {
        if is_start {
            begins |= 1 << (byte & 63);
        }
        is_start = byte == b' ';
    }
    let may_stand = |words: &str| words.bytes().next().is_none_or(|first| begins >> (first & 63) & 1 == 1);
    phrases.iter().any(|words| may_stand(words) && position_of(key, words).is_some())
}

fn push_unaccented(out: &mut String, c: char) {
    match c {
        '\0'..='\x7f' => out.push(c),
        _ => match base_of(c) {
            Some(base) => out.push(base),
            None => decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    out.push(if part == 'đ' { 'd' } else { part });
                }
            }),
        },
    }
}

/// A key being written: collapses spaces and moves tones as it goes.
struct Key {
    text: String,
    last: char,
}

impl Key {
    fn with_capacity(n_bytes: usize) -> Self {
        // A space first means that leading spaces are dropped like doubled ones.
        Self { text: String::with_capacity(n_bytes), last: ' ' }
    }

    /// `c` is lower case and composed.
    fn push(&mut self, c: char) {
        let is_letter = c.is_ascii_alphanumeric();
        if !is_letter && is_space(c) {
            if self.last != ' ' {
                self.text.push(' ');
                self.last = ' ';
            }
            return;
        }
        let mut now = c;
        if !self.last.is_ascii()
            && let Some((first, second)) = tone_moved(self.last, c)
        {
            self.text.pop();
            // By the same way again: what stands before it may have waited for a vowel without a tone.
            self.last = self.text.chars().next_back().unwrap_or(' ');
            self.push(first);
            now = second;
        }
        self.text.push(now);
        self.last = now;
    }

    fn finish(mut self) -> String {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text
    }
}

/// What takes part in a comparison: invisible characters do not, and quotes and dashes are each one.
fn as_compared(c: char) -> Option<char> {
    match c {
        '\u{60}' | '\u{B4}' | '\u{2B9}' | '\u{2BB}' | '\u{2BC}' | '\u{2BD}' | '\u{2C8}' | '‘'..='‛' | '′' | '‵' => {
            Some('\'')
        }
        '“'..='‟' | '″' | '«' | '»' => Some('"'),
        '‐'..='―' | '−' | '﹘' | '﹣' => Some('-'),
        _ if is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Letters that look like đ and are typed for it: ð (U+00F0) of Western keyboards, ɖ (U+0256).
fn stroked(c: char) -> char {
    match c {
        'ð' | 'ɖ' => 'đ',
        _ => c,
    }
}

#[cfg(test)]
mod tests;
