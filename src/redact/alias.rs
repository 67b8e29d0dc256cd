//! Pseudonyms: the same word, number or day gives the same one through a whole campaign, chosen by a secret, so that
//! nobody without it can go back or try names out. Two different ones never give the same.

use crate::intake::value::name::is_surname;
use crate::text::compose::{composed, decomposed, is_composed};
use crate::text::fold::{fold, skeleton};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// Family names that stand in for family names.
const SURNAMES: [&str; 48] = [
    "nguyễn", "trần", "lê", "phạm", "hoàng", "phan", "vũ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "trương",
    "đinh", "lâm", "trịnh", "đào", "cao", "lương", "tạ", "châu", "tô", "lưu", "phùng", "vương", "quách", "triệu",
    "kiều", "thạch", "âu", "bạch", "biện", "chử", "cồ", "cù", "diệp", "doãn", "đàm", "đậu", "giang", "hầu", "khổng",
    "khúc", "lục", "mạc", "nghiêm",
];
const ONSETS: [&str; 19] =
    ["b", "c", "d", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "tr", "v", "x", "ch"];
const RHYMES: [&str; 24] = [
    "e", "eo", "en", "i", "in", "inh", "a", "ai", "am", "an", "ang", "anh", "ao", "au", "ay", "o", "oi", "om", "on",
    "ong", "u", "um", "un", "ung",
];
/// How often a family name is looked for before a made-up word will do.
const TRIES: u32 = 60;
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// What chooses: 32 bytes that nobody keeps, or made from words that somebody keeps.
pub struct Secret(Vec<u8>);

impl Secret {
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// A number for something, under a name for its kind and how often it was asked before.
    fn number(&self, kind: &str, of: &str, attempt: u32) -> u64 {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("a code takes keys of every length");
        let code = mac
            .chain_update(kind.as_bytes())
            .chain_update([0])
            .chain_update(of.as_bytes())
            .chain_update(attempt.to_le_bytes())
            .finalize()
            .into_bytes();
        code.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
    }
}

/// The pseudonyms given so far.
pub(super) struct Aliases {
    secret: Secret,
    /// By the skeleton of the word: the pseudonym's own skeleton, in small letters, with accents where it is a surname.
    words: BTreeMap<String, String>,
    /// Accented spellings of one skeleton, in the order they were met.
    spellings: BTreeMap<String, Vec<String>>,
    numbers: BTreeMap<String, String>,
    /// Taken, or not to be used: words of people and of the vocabulary.
    taken: BTreeSet<String>,
    taken_numbers: BTreeSet<String>,
}

impl Aliases {
    /// `forbidden` are words that no pseudonym may be.
    pub fn new(secret: Secret, forbidden: impl Iterator<Item = String>) -> Self {
        Self {
            secret,
            words: BTreeMap::new(),
            spellings: BTreeMap::new(),
            numbers: BTreeMap::new(),
            taken: forbidden.map(|word| skeleton(&word)).collect(),
            taken_numbers: BTreeSet::new(),
        }
    }

    /// The pseudonym of one word, in the case and the composition it is written in.
    pub fn word(&mut self, written: &str) -> String {
        let key = skeleton(written);
        if key.is_empty() {
            return String::new();
        }
        let base = match self.words.get(&key) {
            Some(base) => base.clone(),
            None => self.new_word(written, key.clone()),
        };
        let folded = fold(written);
        let text = if folded == key {
            skeleton(&base)
        } else {
            let spellings = self.spellings.entry(key).or_default();
            let place = spellings.iter().position(|known| *known == folded).unwrap_or_else(|| {
                spellings.push(folded.clone());
                spellings.len() - 1
            });
            if place == 0 && base != skeleton(&base) { base } else { toned(&skeleton(&base), place) }
        };
        dressed_as(written, text)
    }

    fn new_word(&mut self, written: &str, key: String) -> String {
        let is_family = is_surname(written);
        for attempt in 0.. {
            let number = self.secret.number("từ", &key, attempt);
            let base = match is_family && attempt < TRIES {
                true => SURNAMES[(number % SURNAMES.len() as u64) as usize].to_owned(),
                false => made_up(number, attempt.saturating_sub(if is_family { TRIES } else { 0 })),
            };
            if !self.taken.contains(&skeleton(&base)) && skeleton(&base) != key {
                self.taken.insert(skeleton(&base));
                self.words.insert(key, base.clone());
                return base;
            }
        }
        // Attempts do not end before words of more and more syllables are free.
        String::new()
    }

    /// Digits of the same number: as many, as many zeros in front.
    pub fn digits(&mut self, written: &str) -> String {
        let bare = written.trim_start_matches('0');
        if bare.is_empty() {
            return written.to_owned();
        }
        let zeros = &written[..written.len() - bare.len()];
        if let Some(known) = self.numbers.get(bare) {
            return format!("{zeros}{known}");
        }
        for attempt in 0..1_000_u32 {
            let mut alias = String::new();
            while alias.len() < bare.len() {
                let round = attempt * 100 + alias.len() as u32 / 10;
                let number = self.secret.number("số", bare, round);
                alias.push_str(&format!("{:010}", number % 10_000_000_000));
            }
            alias.truncate(bare.len());
            if alias.starts_with('0') {
                alias.replace_range(..1, &(1 + attempt % 9).to_string());
            }
            // Of the shortest numbers there are too few to go round; then two may meet.
            let is_free = alias != bare && !self.taken_numbers.contains(&alias);
            if is_free || attempt == 999 {
                self.taken_numbers.insert(alias.clone());
                self.numbers.insert(bare.to_owned(), alias.clone());
                return format!("{zeros}{alias}");
            }
        }
        "0".repeat(written.len())
    }

    /// Month and day of the same year: days of one month stay in one month.
    pub fn month_and_day(&self, year: i32, month: u32, day: u32) -> (u32, u32) {
        (self.month(year, month), self.placed("ngày", &format!("{year}-{month}"), 28, (day - 1) % 28) + 1)
    }

    pub fn month(&self, year: i32, month: u32) -> u32 {
        self.placed("tháng", &year.to_string(), 12, month - 1) + 1
    }

    /// Where one of `n` goes when all are put into a new order.
    fn placed(&self, kind: &str, of: &str, n: u32, which: u32) -> u32 {
        let mut order: Vec<u32> = (0..n).collect();
        order.sort_by_key(|at| self.secret.number(kind, of, *at));
        order[which as usize]
    }
}

fn made_up(number: u64, attempt: u32) -> String {
    let syllable = |number: u64| {
        let n_onsets = ONSETS.len() as u64;
        let rhyme = RHYMES[(number / n_onsets % RHYMES.len() as u64) as usize];
        format!("{}{rhyme}", ONSETS[(number % n_onsets) as usize])
    };
    // When the short ones run out.
    let n_more = attempt / 12;
    (0..=n_more.min(5)).map(|place| syllable(number.rotate_left(11 * place))).collect()
}

/// With a tone on its first vowel; spellings past the five tones get letters behind.
fn toned(base: &str, place: usize) -> String {
    let at = base.find(['a', 'e', 'i', 'o', 'u', 'y']).map_or(base.len(), |at| at + 1);
    let mut text = base.to_owned();
    text.insert(at, TONES[place % TONES.len()]);
    text.push_str(&"h".repeat(place / TONES.len()));
    composed(&text)
}

/// In capitals, or with a large first letter, composed or not, as the original is.
fn dressed_as(written: &str, text: String) -> String {
    let letters: Vec<char> = written.chars().filter(|letter| letter.is_alphabetic()).collect();
    let n_large = letters.iter().filter(|letter| letter.is_uppercase()).count();
    let text = if n_large == letters.len() && letters.len() > 1 {
        text.to_uppercase()
    } else if letters.first().is_some_and(|letter| letter.is_uppercase()) {
        let mut letters = text.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    } else {
        text
    };
    if is_composed(written) { text } else { decomposed(&text) }
}
