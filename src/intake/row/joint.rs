//! A name and a date of birth in one cell: “Nguyễn Văn An, 1980”, “Nguyễn Văn An (sinh ngày 03/02/1980)”.

use crate::domain::date::PartialDate;
use crate::grid::Value;
use crate::intake::value::date::read_date;
use crate::text::fold::skeleton;

/// Words between a name and a date of birth.
const OF_BIRTH: &[&str] = &["", "sn", "sinh", "sinh nam", "nam sinh", "sinh ngay", "ngay sinh", "ns", "nam", "ngay"];

/// The years that may be one of birth here: a number beyond is something else.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2015;

/// The name without a date of birth behind it, and the date; `None` where none stands there. What stands behind the
/// date (a post) stays with the name.
pub fn split_birth(text: &str) -> Option<(String, PartialDate)> {
    let first_digit = text.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0)?;
    let (head, tail) = text.split_at(first_digit);
    let end = tail.find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.'))).unwrap_or(tail.len());
    let (date, behind) = tail.split_at(end);
    let date = date.trim_end_matches(['.', '-', '/']);
    // “An, 80” or “An, 3/80” may be anything.
    if !date.split(['/', '-', '.']).any(|part| part.len() == 4) {
        return None;
    }
    let born = read_date(&Value::Text(date.into())).ok().flatten()?;
    if !YEARS.contains(&born.year()) {
        return None;
    }
    // The mark nearest to the date may stand between words and date: “An (sinh năm: 1980)”.
    let mut marks = head.rmatch_indices(['(', ',', ';', '-', '–', '—', ':', '\n', '/']).map(|(at, _)| at).take(2);
    let name = marks.find_map(|mark| {
        let (name, words) = head.split_at(mark);
        let is_name = name.chars().next_back().is_some_and(|last| last.is_alphabetic() || last.is_whitespace());
        (is_name && OF_BIRTH.contains(&skeleton(words).as_str()) && !ends_in_words_of_birth(name)).then_some(name)
    })?;
    Some((join(name, behind), born))
}

fn ends_in_words_of_birth(name: &str) -> bool {
    let words = skeleton(name);
    [" sinh", " sinh nam", " nam sinh", " sinh ngay", " ngay sinh", " sn", " ns"].iter().any(|end| words.ends_with(end))
}

fn join(name: &str, behind: &str) -> String {
    let behind = behind.trim_start_matches(|c: char| c == ')' || c.is_whitespace());
    let name = name.trim_end();
    match behind.chars().any(char::is_alphabetic) {
        true if behind.starts_with(char::is_alphabetic) => format!("{name}, {behind}"),
        true => format!("{name}{behind}"),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_behind_a_name_is_told_from_other_numbers() {
        for (text, expected) in [
            ("Nguyễn Văn An, 1980", Some(("Nguyễn Văn An", "1980"))),
            ("Nguyễn Văn An (1980)", Some(("Nguyễn Văn An", "1980"))),
            ("Nguyễn Văn An - 03/02/1980", Some(("Nguyễn Văn An", "1980-02-03"))),
            ("Nguyễn Văn An\n03/02/1980", Some(("Nguyễn Văn An", "1980-02-03"))),
            ("Nguyễn Văn An, sinh năm 1980", Some(("Nguyễn Văn An", "1980"))),
            ("Nguyễn Văn An (Sinh năm: 1980)", Some(("Nguyễn Văn An", "1980"))),
            ("Nguyễn Văn An, SN 1980, Bí thư", Some(("Nguyễn Văn An, Bí thư", "1980"))),
            ("1. Nguyễn Văn An", None),
            ("Nguyễn Văn An 2", None),
            ("Nguyễn Văn An (2)", None),
            ("Nguyễn Văn An, Chi bộ 1980", None),
            ("Nguyễn Văn An, 2021", None),
            ("1980", None),
        ] {
            let found = split_birth(text).map(|(name, born)| (name, born.iso()));
            assert_eq!(found, expected.map(|(name, born)| (name.to_owned(), born.to_owned())), "{text}");
        }
    }
}
