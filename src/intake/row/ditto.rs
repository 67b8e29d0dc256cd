//! Marks of repetition: “nt”, “như trên”, a lone quotation mark. They repeat what stands above in the same column, as far
//! as nothing but people lies between.

use crate::domain::column::Column;
use crate::domain::place::CellAt;
use crate::grid::Value;
use crate::intake::layout::frame::Frame;
use crate::intake::view::is_blank;
use crate::text::fold::fold;

/// How many marks may stand under one another; a longer run is looked for no further.
const MOST_ABOVE: u32 = 2_000;

/// Whether a cell only says that it repeats the one above.
pub fn is_ditto(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    // Few texts are so short, and nearly every cell is asked.
    if text.len() > 24 || begins_otherwise(text) {
        return false;
    }
    let marks = fold(text);
    let inner = marks.trim_matches(|c: char| {
        matches!(c, '-' | '.' | '/' | '(' | ')' | '\'' | '"' | ',' | '〃') || c.is_whitespace()
    });
    match inner {
        "" => marks.contains(['"', '〃']) || marks.contains("''"),
        _ => matches!(inner, "nt" | "n/t" | "như trên" | "nhu tren" | "như dòng trên"),
    }
}

/// Whether a plain letter or digit that no mark begins with comes first: so most texts are told.
fn begins_otherwise(text: &str) -> bool {
    let first = text.bytes().find(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric());
    first.is_some_and(|byte| byte.is_ascii() && !matches!(byte, b'n' | b'N'))
}

/// Whether what a column holds may be the same for the next person: never what tells people apart.
pub fn may_repeat(meaning: Column) -> bool {
    !matches!(
        meaning,
        Column::Ordinal
            | Column::Name
            | Column::FamilyName
            | Column::MiddleName
            | Column::GivenName
            | Column::CardNo
            | Column::PersonCode
            | Column::Born
            | Column::BornMale
            | Column::BornFemale
    )
}

/// What a mark of repetition stands for: the nearest cell above that is no mark, when every row between has a name and a
/// mark.
pub fn repeated<'a>(frame: &Frame<'a>, at: CellAt) -> Option<&'a Value> {
    let above = (at.row.saturating_sub(MOST_ABOVE)..at.row).rev().map(|row| CellAt::new(row, at.column));
    for place in above {
        let row = &frame.view.sheet.rows;
        if row.binary_search_by_key(&place.row, |row| row.number).is_err() {
            continue;
        }
        let value = frame.view.down(place).0.filter(|value| !is_blank(Some(value)))?;
        if frame.name_text(place.row).is_empty() || place.row < *frame.body.start() {
            return None;
        }
        if !is_ditto(value) {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_repeat_and_dashes_do_not() {
        for (text, expected) in [
            ("nt", true),
            ("-nt-", true),
            ("NT", true),
            ("n/t", true),
            ("Như trên", true),
            ("\"", true),
            ("”", true),
            ("''", true),
            ("- \" -", true),
            ("〃", true),
            ("-", false),
            ("'", false),
            ("…", false),
            ("x", false),
            ("Nt Trang", false),
            ("", false),
        ] {
            assert_eq!(is_ditto(&Value::Text(text.into())), expected, "{text}");
        }
    }
}
