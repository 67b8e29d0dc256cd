//! One text without anybody in it: known words stay, names, numbers, days of birth and everything else become
//! pseudonyms, and signs, spaces, capitals and composition stay as they are.

use super::alias::Aliases;
use super::vocabulary::Vocabulary;
use crate::intake::value::name::{is_surname, looks_like_name, read_name};
use crate::text::fold::{fold, skeleton};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a cell is about.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum About {
    /// A person: every word is somebody's, but for a post behind the name.
    Person,
    /// A grade, a reason, a tick: slips of known words are findings and stay.
    Grade,
    /// A card's number or the like: every digit is.
    Number,
    /// A day of birth.
    Birth,
    /// A header: compared without accents, as headers are.
    Header,
    Anything,
}

/// Words before a name.
const HONORIFICS: [&str; 12] = ["đồng chí", "đ/c", "đc", "ông", "bà", "anh", "chị", "cô", "chú", "bác", "thầy", "đ.c"];

/// Family names so common that they begin a name even in small letters.
const COMMON_SURNAMES: [&str; 12] =
    ["nguyễn", "trần", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "ngô"];

/// Younger people are no members: days after this many years before the campaign are no days of birth.
const YOUNGEST: i32 = 16;

pub(super) struct Texts {
    pub aliases: Aliases,
    vocabulary: Vocabulary,
    /// Folded words of every person known, by the first.
    people: BTreeMap<String, Vec<Vec<String>>>,
    bare_people: BTreeMap<String, Vec<Vec<String>>>,
    year: i32,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Kind {
    Word,
    Digits,
    Between,
}

#[derive(Clone, Debug)]
struct Token<'t> {
    kind: Kind,
    text: &'t str,
}

impl Texts {
    pub fn new<'n>(
        aliases: Aliases,
        vocabulary: Vocabulary,
        people: impl Iterator<Item = &'n str> + Clone,
        year: i32,
    ) -> Self {
        let laid_out = |key: fn(&str) -> String| {
            let mut by_first: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
            for name in people.clone() {
                let words: Vec<String> = tokens(name)
                    .into_iter()
                    .filter(|token| token.kind == Kind::Word)
                    .map(|token| key(token.text))
                    .collect();
                if let (Some(first), true) = (words.first(), words.len() > 1) {
                    let known = by_first.entry(first.clone()).or_default();
                    if !known.contains(&words) {
                        known.push(words);
                    }
                }
            }
            by_first
        };
        Self { aliases, vocabulary, people: laid_out(fold), bare_people: laid_out(skeleton), year }
    }

    pub fn text(&mut self, text: &str, about: About) -> String {
        let tokens = tokens(text);
        let is_bare = text.chars().filter(|letter| letter.is_alphabetic()).all(|letter| letter.is_ascii());
        let mut stays: Vec<bool> = tokens.iter().map(|token| self.stays(token, about, is_bare)).collect();
        match about {
            About::Person => self.keep_post(text, &tokens, is_bare, &mut stays),
            About::Header => {}
            About::Anything if self.is_somebody(text, &tokens, is_bare) => stays.fill(false),
            _ => self.find_people(&tokens, is_bare, &mut stays),
        }
        let figures = self.figures(&tokens, about);
        let mut redacted = String::with_capacity(text.len());
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Word if !stays[at] => redacted.push_str(&self.aliases.word(token.text)),
                Kind::Digits => redacted.push_str(figures.get(&at).map_or(token.text, String::as_str)),
                Kind::Word | Kind::Between => redacted.push_str(token.text),
            }
        }
        redacted
    }

    fn stays(&self, token: &Token<'_>, about: About, is_bare: bool) -> bool {
        if token.kind != Kind::Word {
            return true;
        }
        match about {
            About::Person => false,
            About::Grade => self.vocabulary.has_nearly(token.text),
            About::Header => self.vocabulary.has_bare(token.text),
            _ if is_bare => self.vocabulary.has_bare(token.text),
            _ => self.vocabulary.has(token.text),
        }
    }

    /// In a cell of a name, an honorific before and a post behind it are nobody's.
    fn keep_post(&self, text: &str, tokens: &[Token<'_>], is_bare: bool, stays: &mut [bool]) {
        let mut n_words = tokens.iter().filter(|token| token.kind == Kind::Word).count();
        let post = read_name(text).post.unwrap_or_default();
        let n_post = self::tokens(&post).iter().filter(|token| token.kind == Kind::Word).count();
        let lead = HONORIFICS.iter().find(|lead| {
            let folded = fold(text);
            folded.strip_prefix(**lead).is_some_and(|rest| rest.starts_with([' ', '.', ':']))
        });
        let n_lead = lead.map_or(0, |lead| lead.split([' ', '/', '.']).count());
        for (number, (at, token)) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word).enumerate()
        {
            let is_known = if is_bare { self.vocabulary.has_bare(token.text) } else { self.vocabulary.has(token.text) };
            stays[at] = number < n_lead || (n_words <= n_post && is_known);
            n_words -= 1;
        }
    }

    /// Whether the whole cell is a name, in a letterhead or under a signature.
    fn is_somebody(&self, text: &str, tokens: &[Token<'_>], is_bare: bool) -> bool {
        let is_known = |word: &str| if is_bare { self.vocabulary.has_bare(word) } else { self.vocabulary.has(word) };
        let all_known = tokens.iter().all(|token| token.kind != Kind::Word || is_known(token.text));
        looks_like_name(text) && (!all_known || is_surname(text.trim()))
    }

    /// Names inside a text: known ones, those behind an honorific, those that begin with a family name.
    fn find_people(&self, tokens: &[Token<'_>], is_bare: bool, stays: &mut [bool]) {
        let words: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].kind == Kind::Word).collect();
        let people = if is_bare { &self.bare_people } else { &self.people };
        let key = |word: usize| {
            let text = tokens[words[word]].text;
            if is_bare { skeleton(text) } else { fold(text) }
        };
        for first in 0..words.len() {
            let mut n_words = 0;
            for known in people.get(&key(first)).into_iter().flatten() {
                let fits = first + known.len() <= words.len()
                    && known.iter().enumerate().all(|(more, word)| key(first + more) == *word);
                if fits {
                    n_words = n_words.max(known.len());
                }
            }
            n_words = n_words.max(self.run_of_name(tokens, &words, first, is_bare));
            for word in first..(first + n_words).min(words.len()) {
                stays[words[word]] = false;
            }
        }
    }

    /// How many words from here on are a name by their look; 0 when none.
    fn run_of_name(&self, tokens: &[Token<'_>], words: &[usize], first: usize, is_bare: bool) -> usize {
        let text = |word: usize| tokens[words[word]].text;
        let is_large = |word: usize| text(word).starts_with(char::is_uppercase);
        // Words of one line with nothing but a space between.
        let joined = |word: usize| {
            word == first
                || tokens[words[word - 1] + 1..words[word]]
                    .iter()
                    .all(|token| token.kind == Kind::Between && matches!(token.text, " " | "  " | "_" | "." | "-"))
        };
        let run = |is_part: &dyn Fn(usize) -> bool| {
            (first..words.len().min(first + 5)).take_while(|&word| joined(word) && is_part(word)).count()
        };
        let is_honoured = first > 0 && {
            let before: String = words[first.saturating_sub(2)..first]
                .iter()
                .flat_map(|&at| [tokens[at].text, tokens.get(at + 1).map_or("", |token| token.text)])
                .collect();
            let before = fold(&before);
            let before = before.trim_end_matches(['.', ' ', ':']);
            HONORIFICS.iter().any(|word| before == *word || before.ends_with(&format!(" {word}")))
        };
        let large = run(&is_large);
        if is_honoured && large > 0 && !begins_post(text(first)) {
            return large.min(4);
        }
        let is_common = COMMON_SURNAMES.contains(&fold(text(first)).as_str());
        if !is_large(first) {
            let small = run(&|word| !is_large(word));
            return if is_common && small > 1 { small.min(4) } else { 0 };
        }
        if !(is_surname(text(first)) || is_bare && is_common) {
            return 0;
        }
        let longest = (2..=large).rev().find(|n_words| {
            let name: Vec<&str> = (first..first + n_words).map(text).collect();
            let is_branch = name.iter().all(|word| self.vocabulary.is_of_branch(word));
            !is_branch && looks_like_name(&name.join(" "))
        });
        longest.unwrap_or(0)
    }

    /// New digits by the place of their token.
    fn figures(&mut self, tokens: &[Token<'_>], about: About) -> BTreeMap<usize, String> {
        let mut new = BTreeMap::new();
        let digits: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].kind == Kind::Digits).collect();
        let mut is_day = vec![false; digits.len()];
        for first in 0..digits.len() {
            let three = [digits.get(first), digits.get(first + 1), digits.get(first + 2)];
            let [Some(&day), Some(&month), Some(&year)] = three else { break };
            if is_day[first] || !is_between(tokens, day, month) || !is_between(tokens, month, year) {
                continue;
            }
            let is_back = tokens[day].text.len() == 4;
            let (day, year) = if is_back { (year, day) } else { (day, year) };
            let number = |at: usize| tokens[at].text.parse::<u32>().unwrap_or(u32::MAX);
            let long_year = match tokens[year].text.len() {
                4 => number(year) as i32,
                2 => {
                    if number(year) <= 30 {
                        2000 + number(year) as i32
                    } else {
                        1900 + number(year) as i32
                    }
                }
                _ => continue,
            };
            if tokens[day].text.len() > 2 || tokens[month].text.len() > 2 || !(1900..=2100).contains(&long_year) {
                continue;
            }
            is_day[first..first + 3].fill(true);
            if long_year <= self.year - YOUNGEST || about == About::Birth {
                let (d, m) = self.day(long_year, number(month), number(day));
                new.insert(day, padded(d, tokens[day].text));
                new.insert(month, padded(m, tokens[month].text));
            }
        }
        for first in 0..digits.len().saturating_sub(1) {
            let (month, year) = (digits[first], digits[first + 1]);
            let (Ok(m), Ok(y)) = (tokens[month].text.parse::<u32>(), tokens[year].text.parse::<i32>()) else {
                continue;
            };
            let is_pair = !is_day[first] && !is_day[first + 1] && is_between(tokens, month, year);
            if is_pair && tokens[year].text.len() == 4 && (1..=12).contains(&m) && (1900..=2100).contains(&y) {
                is_day[first..first + 2].fill(true);
                if y <= self.year - YOUNGEST || about == About::Birth {
                    new.insert(month, padded(self.aliases.month(y, m), tokens[month].text));
                }
            }
        }
        // What is left: runs of digits with at most one sign between.
        let mut first = 0;
        while first < digits.len() {
            let mut last = first;
            while last + 1 < digits.len()
                && !is_day[last + 1]
                && digits[last + 1] == digits[last] + 2
                && tokens[digits[last] + 1].text.chars().count() == 1
                && !tokens[digits[last] + 1].text.contains(['\n', ',', ';', '/'])
            {
                last += 1;
            }
            let run = &digits[first..=last];
            let n_digits: usize = run.iter().map(|&at| tokens[at].text.len()).sum();
            let is_year = |at: usize| {
                tokens[at].text.len() == 4 && (tokens[at].text.starts_with("19") || tokens[at].text.starts_with("20"))
            };
            let longest = run.iter().map(|&at| tokens[at].text.len()).max().unwrap_or(0);
            // “2018-132” is the number of a regulation.
            let is_document = run.len() == 2 && is_year(run[0]) && tokens[run[1]].text.len() <= 3;
            let is_somebodys = about == About::Number || longest >= 5 || n_digits >= 7 && !is_document;
            if !is_day[first] && is_somebodys && (about == About::Number || !run.iter().all(|&at| is_year(at))) {
                let all: String = run.iter().map(|&at| tokens[at].text).collect();
                let alias = self.aliases.digits(&all);
                let mut rest = alias.as_str();
                for &at in run {
                    let (part, after) = rest.split_at(tokens[at].text.len().min(rest.len()));
                    new.insert(at, part.to_owned());
                    rest = after;
                }
            }
            first = last + 1;
        }
        new
    }

    /// Another day of the same year; one that cannot be stays one that cannot be.
    fn day(&self, year: i32, month: u32, day: u32) -> (u32, u32) {
        if NaiveDate::from_ymd_opt(year, month, day).is_some() {
            let (month, day) = self.aliases.month_and_day(year, month, day);
            return (day, month);
        }
        match (month, day) {
            (13.., 1..=12) => (self.aliases.month(year, day), 13 + month % 16),
            _ => (30, 2),
        }
    }

    /// A number cell.
    pub fn number(&mut self, number: f64, about: About) -> f64 {
        let is_whole = number.fract() == 0.0 && (0.0..1e21).contains(&number);
        if !is_whole {
            return if about == About::Number { 0.5 } else { number };
        }
        let written = format!("{number:.0}");
        match about {
            About::Birth if (10_000.0..=50_000.0).contains(&number) => {
                let day = NaiveDate::from_ymd_opt(1899, 12, 30)
                    .and_then(|zero| zero.checked_add_signed(chrono::Duration::days(number as i64)));
                let serial = day.and_then(|day| self.birth(day)).and_then(|day| {
                    Some(day.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days() as f64)
                });
                serial.unwrap_or(1.0)
            }
            About::Birth if written.len() <= 4 => number,
            About::Number => self.aliases.digits(&written).parse().unwrap_or(1.0),
            _ if written.len() >= 7 || about == About::Birth => self.aliases.digits(&written).parse().unwrap_or(1.0),
            _ => number,
        }
    }

    /// A date cell.
    pub fn date(&self, day: NaiveDate, about: About) -> NaiveDate {
        use chrono::Datelike;
        if about == About::Birth || day.year() <= self.year - YOUNGEST {
            return self.birth(day).unwrap_or(day);
        }
        day
    }

    fn birth(&self, day: NaiveDate) -> Option<NaiveDate> {
        use chrono::Datelike;
        let (month, new) = self.aliases.month_and_day(day.year(), day.month(), day.day());
        NaiveDate::from_ymd_opt(day.year(), month, new)
    }
}

/// Digits padded as the old ones were.
fn padded(number: u32, old: &str) -> String {
    format!("{number:0width$}", width = old.len().min(2))
}

/// What stands between the parts of a date: one sign, or a word for the part.
fn is_between(tokens: &[Token<'_>], one: usize, other: usize) -> bool {
    let between: String = tokens[one + 1..other].iter().map(|token| token.text).collect();
    matches!(fold(&between).as_str(), "/" | "-" | "." | "/ " | "tháng" | "năm" | "thang" | "nam")
        || matches!(between.trim(), "/" | "-" | ".")
}

/// “đồng chí Bí thư” is nobody by name.
fn begins_post(word: &str) -> bool {
    matches!(
        skeleton(word).as_str(),
        "bi" | "pho" | "chu" | "truong" | "chanh" | "uy" | "giam" | "thu" | "chi" | "cap" | "ke" | "nhan" | "chuyen"
    )
}

/// Words (letters and marks on them; a capital behind a small letter begins another), runs of digits, and the rest.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let kind_of = |letter: char| {
        if letter.is_ascii_digit() {
            Kind::Digits
        } else if letter.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&letter) {
            Kind::Word
        } else {
            Kind::Between
        }
    };
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        if let Some(last) = before {
            let is_camel = last.is_lowercase() && letter.is_uppercase();
            if kind_of(last) != kind_of(letter) || (kind_of(letter) == Kind::Word && is_camel) {
                tokens.push(Token { kind: kind_of(last), text: &text[start..at] });
                start = at;
            }
        }
        before = Some(letter);
    }
    if let Some(last) = before {
        tokens.push(Token { kind: kind_of(last), text: &text[start..] });
    }
    tokens
}
