//! Dates in every form of forms.md §3, day always before month: what the cell says, with its own precision, and no
//! guess where it says something else.

mod words;

use crate::domain::date::PartialDate;
use crate::grid::Value;
use crate::text::fold::unaccented;
use chrono::{Datelike, Days, NaiveDate};
use std::borrow::Cow;
use words::Token;

/// Why a cell gave no date.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum DateTrouble {
    /// Nothing in it has the form of a date (C306).
    NotADate,
    /// It has the form of a date that cannot be: 30/02/1980 (C307).
    Impossible,
}

type DateResult = Result<Option<PartialDate>, DateTrouble>;

/// Years a date may have; any other makes it impossible.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Serial numbers read as dates where no format says so: 19/05/1927 to 08/04/2064.
const SERIALS: std::ops::RangeInclusive<u64> = 10_000..=60_000;

/// Two-digit years up to this one are of the 2000s, as Excel has it, so that a date typed into a text cell is read as
/// the one typed into a date cell beside it.
const LAST_SHORT_YEAR_OF_2000S: i32 = 29;

/// Reads the cell of a date column. Blank, dashes and dots give `Ok(None)`. A number from 1900 to 2100 is a year; a
/// larger one that no format shows as a date is read as an Excel serial of the 1900 system (10 000 to 60 000), one of
/// eight digits as ddmmyyyy. Error values and formulas without a result are [`DateTrouble::NotADate`]: callers report
/// those before they come here.
pub fn read_date(value: &Value) -> DateResult {
    match value {
        Value::Text(text) => read_date_text(text),
        Value::DateTime(moment) if YEARS.contains(&moment.year()) => Ok(Some(PartialDate::Day(moment.date()))),
        Value::DateTime(_) => Err(DateTrouble::Impossible),
        Value::Number(number) => of_number(*number),
        Value::Bool(_) | Value::Error(_) | Value::NoResult => Err(DateTrouble::NotADate),
    }
}

/// Reads a text that is a date and nothing else.
pub fn read_date_text(text: &str) -> DateResult {
    let plain = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(unaccented(text)) };
    let tokens = words::tokens(without_time(&plain)).ok_or(DateTrouble::NotADate)?;
    of_tokens(&tokens)
}

/// Finds “ngày 25 tháng 11 năm 2021” (or 25/11/2021 after “ngày”) inside a longer line: the first that is a real day
/// with its year in four digits.
pub fn find_date(line: &str) -> Option<NaiveDate> {
    let plain = unaccented(line);
    let tokens: Vec<Token> =
        words::all_tokens(&plain).filter(|token| !matches!(token, Token::Mark(_) | Token::Other)).collect();
    let is_word = |index: usize, word: &str| matches!(tokens.get(index), Some(Token::Word(it)) if *it == word);
    let number = |index: usize| match tokens.get(index) {
        Some(Token::Digits(digits)) => Some(*digits),
        _ => None,
    };
    (0..tokens.len()).filter(|&index| is_word(index, "ngay")).find_map(|index| {
        let day = number(index + 1)?;
        let mut next = index + 2;
        next += usize::from(is_word(next, "thang"));
        let month = number(next)?;
        next += 1;
        next += usize::from(is_word(next, "nam"));
        let year = number(next).filter(|year| year.len() == 4)?;
        match of_day(day, month, year) {
            Ok(Some(PartialDate::Day(day))) => Some(day),
            _ => None,
        }
    })
}

fn of_number(number: f64) -> DateResult {
    if !(0.0..1e9).contains(&number) {
        return Err(DateTrouble::NotADate);
    }
    let whole = number.trunc() as u64;
    let is_whole = number.fract() == 0.0;
    match whole {
        // A serial may carry a time of day.
        _ if SERIALS.contains(&whole) => of_serial(whole),
        _ if is_whole => of_digits(&whole.to_string()),
        _ => Err(DateTrouble::NotADate),
    }
}

/// Days of the 1900 system, whose day 60 never was: from 61 on they count from 30/12/1899.
fn of_serial(serial: u64) -> DateResult {
    let day = NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|epoch| epoch.checked_add_days(Days::new(serial)));
    day.map(|day| Some(PartialDate::Day(day))).ok_or(DateTrouble::Impossible)
}

/// A number that stands alone: a year, a serial stored as text, or ddmmyyyy.
fn of_digits(digits: &str) -> DateResult {
    match digits.len() {
        4 => of_year(digits),
        5 if digits.parse().is_ok_and(|serial: u64| SERIALS.contains(&serial)) => {
            of_serial(digits.parse().map_err(|_| DateTrouble::NotADate)?)
        }
        // Never both: a month of the one reading would be 19, 20 or 21 in the other.
        8 => of_day(&digits[..2], &digits[2..4], &digits[4..])
            .or_else(|_| of_day(&digits[6..], &digits[4..6], &digits[..4]))
            .map_err(|_| DateTrouble::NotADate),
        _ => Err(DateTrouble::NotADate),
    }
}

/// Takes the time of day off: “1980-02-03 00:00:00”, “03/02/1980 12:00 AM”, “1980-02-03T00:00:00Z”.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    let hour = &text[before.len()..colon];
    let behind = text[colon..].to_ascii_lowercase();
    let is_time = (1..=2).contains(&hour.len())
        && before.ends_with([' ', 'T', 't'])
        && before.trim_end_matches([' ', 'T', 't']).ends_with(|c: char| c.is_ascii_digit())
        && behind.chars().all(|c| c.is_ascii_digit() || ": .zampsch".contains(c));
    if is_time { before.trim_end_matches([' ', 'T', 't']) } else { text }
}

fn of_tokens(tokens: &[Token]) -> DateResult {
    use Token::{Digits, Mark, Word};
    let is_template = tokens.iter().all(|token| matches!(token, Mark(_) | Word("ngay" | "thang" | "nam")));
    if is_template {
        return Ok(None);
    }
    let tokens = without_edges(tokens);
    match tokens {
        [Digits(only)] => of_digits(only),
        [Word("nam"), Digits(year)] => of_year(year),
        [Word("thang"), Digits(month), rest @ ..] => match rest {
            [Mark(_), Digits(year)]
            | [Word("nam"), Digits(year)]
            | [Mark(_), Word("nam"), Digits(year)]
            | [Digits(year)] => of_month(month, year),
            _ => Err(DateTrouble::NotADate),
        },
        [Digits(month), Mark(mark), Digits(year)] if mark.len() == 1 => of_two(month, year),
        [Digits(month), Word("nam"), Digits(year)] => of_month(month, year),
        _ => of_three(tokens),
    }
}

/// Leading words that say only that a date follows, and marks around it.
fn without_edges<'a, 'b>(tokens: &'a [Token<'b>]) -> &'a [Token<'b>] {
    use Token::{Mark, Word};
    let mut kept = tokens;
    loop {
        kept = match kept {
            [Mark(_), rest @ ..] | [rest @ .., Mark(_)] => rest,
            [Word("ngay" | "sinh" | "sn"), rest @ ..] => rest,
            // “Ngày, tháng, năm sinh: …”
            [Word("thang"), Word("nam"), ..] | [Word("thang"), Mark(_), Word("nam"), ..] => &kept[1..],
            [Word("nam"), Word("sinh"), ..] => &kept[1..],
            _ => return kept,
        }
    }
}

/// Day, month, year with words or marks between them, or year, month, day as computers write it.
fn of_three(tokens: &[Token]) -> DateResult {
    use Token::{Digits, Mark, Word};
    let [Digits(first), middle @ .., Digits(last)] = tokens else { return Err(DateTrouble::NotADate) };
    let mut second = None;
    for (index, token) in middle.iter().enumerate() {
        match token {
            Digits(digits) if second.is_none() => second = Some(*digits),
            Word(word) if second.is_none() && words::month(word).is_some() => second = words::month(word),
            Word("thang") if second.is_none() => {}
            Word("nam") if second.is_some() => {}
            Mark(_) if index == 0 || !matches!(middle[index - 1], Mark(_)) => {}
            _ => return Err(DateTrouble::NotADate),
        }
    }
    let second = second.ok_or(DateTrouble::NotADate)?;
    let has_words = middle.iter().any(|token| matches!(token, Word(_)));
    if first.len() == 4 && !has_words { of_day(last, second, first) } else { of_day(first, second, last) }
}

/// “02/1980”, “1980-02”; “2/80” only where 80 can be nothing but a year. “3/2” lacks its year.
fn of_two(first: &str, second: &str) -> DateResult {
    match (first.len(), second.len()) {
        (1 | 2, 4) => of_month(first, second),
        (4, 1 | 2) => of_month(second, first),
        (1 | 2, 2) if second.parse().is_ok_and(|number: u32| number > 31) => of_month(first, second),
        _ => Err(DateTrouble::NotADate),
    }
}

fn of_day(day: &str, month: &str, year: &str) -> DateResult {
    if day.len() > 2 || month.len() > 2 {
        return Err(DateTrouble::NotADate);
    }
    let year = year_of(year)?;
    let (Ok(day), Ok(month)) = (day.parse(), month.parse()) else { return Err(DateTrouble::NotADate) };
    NaiveDate::from_ymd_opt(year, month, day).map(|day| Some(PartialDate::Day(day))).ok_or(DateTrouble::Impossible)
}

fn of_month(month: &str, year: &str) -> DateResult {
    if month.len() > 2 {
        return Err(DateTrouble::NotADate);
    }
    let year = year_of(year)?;
    match month.parse() {
        Ok(month @ 1..=12) => Ok(Some(PartialDate::Month { year, month })),
        Ok(_) => Err(DateTrouble::Impossible),
        Err(_) => Err(DateTrouble::NotADate),
    }
}

fn of_year(year: &str) -> DateResult {
    if year.len() < 4 {
        return Err(DateTrouble::NotADate);
    }
    year_of(year).map(|year| Some(PartialDate::Year(year)))
}

/// A year in four digits, or in two by [`LAST_SHORT_YEAR_OF_2000S`].
fn year_of(digits: &str) -> Result<i32, DateTrouble> {
    match (digits.len(), digits.parse::<i32>()) {
        (2, Ok(year)) if year <= LAST_SHORT_YEAR_OF_2000S => Ok(2000 + year),
        (2, Ok(year)) => Ok(1900 + year),
        (4, Ok(year)) if YEARS.contains(&year) => Ok(year),
        (1, _) | (_, Err(_)) => Err(DateTrouble::NotADate),
        _ => Err(DateTrouble::Impossible),
    }
}

#[cfg(test)]
mod tests;
