//! Addresses and values of cells, as the writers above give them.

use chrono::NaiveDate;
use std::borrow::Cow;
use std::fmt;

/// A cell's address, both numbers counted from 1. Prints as `D12`.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct At {
    pub row: u32,
    pub column: u16,
}

impl At {
    pub fn new(row: u32, column: u16) -> Self {
        Self { row, column }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.column), self.row)
    }
}

/// A column's letters: 1 → `A`, 27 → `AA`.
pub fn letters(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column.saturating_sub(1))
}

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Value<'a> {
    /// Nothing but its style.
    Blank,
    Text(Cow<'a, str>),
    Whole(i64),
    Decimal(f64),
    Date(NaiveDate),
    /// A formula (with its leading `=`) and the result it has now.
    Formula {
        formula: String,
        cached: Cached,
    },
    /// A jump to a place, shown as `text`. `target` is relative to the workbook's folder; it is made by the program
    /// from the path of a file, never from a cell's text.
    Link {
        target: String,
        text: Cow<'a, str>,
    },
}

/// The result a formula has when the workbook is written.
#[derive(Clone, PartialEq, Debug)]
pub enum Cached {
    Text(String),
    Whole(i64),
    Decimal(f64),
}

impl<'a> Value<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Value::Text(text.into())
    }

    /// The text, or a blank cell.
    pub fn text_or_blank(text: Option<impl Into<Cow<'a, str>>>) -> Self {
        text.map_or(Value::Blank, |text| Value::Text(text.into()))
    }

    pub fn date_or_blank(day: Option<NaiveDate>) -> Self {
        day.map_or(Value::Blank, Value::Date)
    }

    pub fn whole(number: impl Into<i64>) -> Self {
        Value::Whole(number.into())
    }

    pub fn formula(formula: impl Into<String>, cached: Cached) -> Self {
        Value::Formula { formula: formula.into(), cached }
    }
}

impl Cached {
    pub fn text(text: impl Into<String>) -> Self {
        Cached::Text(text.into())
    }

    pub fn whole(number: impl Into<i64>) -> Self {
        Cached::Whole(number.into())
    }

    /// `part / whole`, and 0 of an empty whole: what the guarded division of a sheet gives.
    pub fn share(part: u32, whole: u32) -> Self {
        if whole == 0 { Cached::Whole(0) } else { Cached::Decimal(f64::from(part) / f64::from(whole)) }
    }

    /// As a formula's result is written.
    pub(super) fn stored(&self) -> String {
        match self {
            Cached::Text(text) => spelled(&storable(text)).into_owned(),
            Cached::Whole(number) => number.to_string(),
            Cached::Decimal(number) => number.to_string(),
        }
    }
}

/// The most text a cell holds, in UTF-16 units.
const MAX_UNITS: usize = 32_767;

/// The text as a cell can hold it: without characters that XML has no place for, cut (with `…`) past Excel's limit.
pub fn storable(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // The bytes that every unstorable character begins with: control characters, and the blocks of U+0080 and U+F000.
    let may_begin = |byte: u8| byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xEF);
    if text.bytes().any(may_begin) && text.contains(is_unstorable) {
        text = Cow::Owned(text.chars().filter(|&c| !is_unstorable(c)).collect());
    }
    // No character has more UTF-16 units than UTF-8 bytes, so a short text need not be counted.
    if text.len() > MAX_UNITS && text.encode_utf16().count() > MAX_UNITS {
        let mut n_units = 1;
        let end = text.char_indices().find_map(|(at, c)| {
            n_units += c.len_utf16();
            (n_units > MAX_UNITS).then_some(at)
        });
        let cut = text[..end.unwrap_or(text.len())].to_owned() + "…";
        text = Cow::Owned(cut);
    }
    text
}

/// The text as a sheet's XML spells it. Excel reads `_x0041_` in it as the letter A, so an underscore that would begin such a
/// spelling is spelled itself. rust_xlsxwriter does that for cells of text, and not for the results of formulas.
pub(super) fn spelled(text: &str) -> Cow<'_, str> {
    let is_spelling = |rest: &str| {
        let digits = rest.as_bytes().get(2..7);
        digits.is_some_and(|bytes| bytes[..4].iter().all(u8::is_ascii_hexdigit) && bytes[4] == b'_')
    };
    if !text.as_bytes().contains(&b'_') || !text.match_indices("_x").any(|(at, _)| is_spelling(&text[at..])) {
        return Cow::Borrowed(text);
    }
    let mut spelled = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        spelled.push_str(&rest[..at]);
        spelled.push_str(if is_spelling(&rest[at..]) { "_x005F_x" } else { "_x" });
        rest = &rest[at + 2..];
    }
    spelled.push_str(rest);
    Cow::Owned(spelled)
}

fn is_unstorable(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || c == '\u{FFFE}' || c == '\u{FFFF}'
}

/// Whether a spreadsheet would take the text for a formula once somebody edits the cell.
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The day as Excel counts it. None before March 1900: its calendar has a 29 February 1900 and nothing before 1900.
pub fn serial(day: NaiveDate) -> Option<f64> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = day.signed_duration_since(zero).num_days();
    (61..=2_958_465).contains(&days).then_some(days as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_the_limit_of_a_cell_and_not_before() {
        let fits = "ă".repeat(MAX_UNITS);
        assert_eq!(storable(&fits), fits);
        let cut = storable(&"😀".repeat(MAX_UNITS)).into_owned();
        assert!(cut.encode_utf16().count() <= MAX_UNITS && cut.ends_with("😀…"));
        let cut = storable(&"ă".repeat(MAX_UNITS + 1)).into_owned();
        assert_eq!(cut.encode_utf16().count(), MAX_UNITS);
    }

    #[test]
    fn control_characters_are_dropped_and_line_breaks_stay() {
        assert_eq!(storable("a\u{0}b\u{1b}\nc\td\u{FFFF}"), "ab\nc\td");
        for c in ('\0'..=char::MAX).filter(|&c| is_unstorable(c)) {
            assert_eq!(storable(&format!("a{c}b")), "ab", "{c:?}");
        }
    }

    #[test]
    fn a_result_that_spells_a_character_stays_what_it_is() {
        for (text, stored) in [
            ("An _x000D_ Bình\u{1b}", "An _x005F_x000D_ Bình"),
            ("_x_xD800__x0041_", "_x_x005F_xD800__x005F_x0041_"),
            ("tệp_xuất _x00_ _xấ", "tệp_xuất _x00_ _xấ"),
        ] {
            assert_eq!(Cached::Text(text.to_owned()).stored(), stored, "{text}");
        }
    }

    #[test]
    fn days_count_as_excel_does() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).and_then(serial);
        assert_eq!(day(2021, 11, 27), Some(44527.0));
        assert_eq!(day(1900, 3, 1), Some(61.0));
        assert_eq!(day(1900, 2, 28), None);
        assert_eq!(day(9999, 12, 31), Some(2_958_465.0));
        assert_eq!(day(10000, 1, 1), None);
    }

    #[test]
    fn addresses_print_as_people_write_them() {
        assert_eq!(At::new(12, 4).to_string(), "D12");
        assert_eq!(At::new(1, 27).to_string(), "AA1");
    }
}
