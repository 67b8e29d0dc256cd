//! A header's text taken apart into skeletons, and looking for words in them.

use crate::text::fold::{fold, position_of, skeleton};
use crate::text::memo::Memo;

pub use crate::text::fold::has_any;

/// Stands between the lines of a header that is remembered.
const BETWEEN: &str = "\u{1F}";

/// A header taken apart: the texts of its rows from top to bottom, each both folded and as a skeleton.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeaderWords {
    /// As written, joined with ` › `.
    pub written: String,
    /// Skeleton of the lowest line.
    pub leaf: String,
    /// Skeleton of the lowest line without anything in brackets: “Loại” of “Loại (trong năm / đột xuất)”.
    pub core: String,
    /// Folded lowest line, accents kept, for the few pairs that accents alone tell apart (Nam / Năm).
    pub leaf_folded: String,
    /// Skeletons of the lines above, joined by spaces.
    pub above: String,
    /// Skeleton of the whole.
    pub whole: String,
}

impl HeaderWords {
    /// From the lines of a header, top first; a line that repeats the one above (a merged cell) counts once.
    pub fn new(lines: &[String]) -> Self {
        thread_local! {
            // The same few headers stand over the columns of nearly every file.
            static KNOWN: Memo<HeaderWords> = Memo::default();
        }
        if lines.iter().any(|line| line.contains(BETWEEN)) {
            return Self::taken_apart(lines);
        }
        KNOWN.with(|known| known.of(&lines.join(BETWEEN), |_| Self::taken_apart(lines)))
    }

    fn taken_apart(lines: &[String]) -> Self {
        let mut distinct: Vec<&String> = Vec::new();
        for line in lines {
            if distinct.last().is_none_or(|last| *last != line) {
                distinct.push(line);
            }
        }
        let skeletons: Vec<String> = distinct.iter().map(|line| header_skeleton(line)).collect();
        let leaf = skeletons.last().cloned().unwrap_or_default();
        let above = skeletons[..skeletons.len().saturating_sub(1)].join(" ");
        let whole = skeletons.join(" ").trim().to_owned();
        let leaf_folded = distinct.last().map(|line| fold(line)).unwrap_or_default();
        let core = distinct.last().map(|line| in_full(skeleton(&without_brackets(line)))).unwrap_or_default();
        let written = distinct.iter().map(|line| one_line(line)).collect::<Vec<_>>().join(" › ");
        Self { written, leaf, core, leaf_folded, above, whole }
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0u32;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The skeleton of a header without the marks people put behind it: “(x)”, “(1)”, “[5]”, “*”.
pub fn header_skeleton(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        kept.push_str(&rest[..open]);
        let close = if rest[open..].starts_with('(') { ')' } else { ']' };
        let Some(end) = rest[open..].find(close).map(|at| open + at) else {
            kept.push_str(&rest[open..]);
            rest = "";
            break;
        };
        let inside = skeleton(&rest[open + 1..end]);
        let is_mark = inside.is_empty()
            || inside == "x"
            || inside == "danh dau x"
            || inside.chars().all(|c| c.is_ascii_digit() || c == ' ');
        if !is_mark {
            kept.push(' ');
            kept.push_str(&rest[open + 1..end]);
        }
        kept.push(' ');
        rest = &rest[end + 1..];
    }
    kept.push_str(rest);
    in_full(skeleton(&kept))
}

/// What offices shorten in headers, and the words it stands for. Only what has one meaning in every header.
const SHORT: &[(&str, &str)] = &[
    ("dv", "dang vien"),
    ("xl", "xep loai"),
    ("kq", "ket qua"),
    ("kqxl", "ket qua xep loai"),
    ("dg", "danh gia"),
    ("dgxl", "danh gia xep loai"),
    ("kqdg", "ket qua danh gia"),
    ("mxl", "muc xep loai"),
    ("kn", "ket nap"),
    ("ns", "nam sinh"),
    ("ntns", "ngay thang nam sinh"),
    ("ntn", "ngay thang nam"),
    ("ki", "ky"),
    ("kl", "ky luat"),
    ("li", "ly"),
    ("ti", "ty"),
    ("tdv", "the dang vien"),
    ("dcsvn", "dang"),
    ("dcs", "dang"),
    ("csvn", "dang"),
    ("hoten", "ho ten"),
    ("hovaten", "ho va ten"),
    ("sott", "so tt"),
];

/// A skeleton with its shortened words written out: “KQ XL” is “kết quả xếp loại”, “N.sinh” “năm sinh”.
fn in_full(words: String) -> String {
    if words.is_empty() {
        return words;
    }
    let letters: Vec<&str> = words.split(' ').collect();
    let is_short = |word: &&str| SHORT.iter().any(|(short, _)| short == word) || word.len() <= 2;
    if !letters.iter().any(is_short) {
        return words;
    }
    let mut full: Vec<&str> = Vec::with_capacity(letters.len() + 4);
    let mut index = 0;
    while index < letters.len() {
        let next = letters.get(index + 1).copied();
        let (word, n_taken) = match (letters[index], next) {
            ("s", Some("t")) if letters.get(index + 2) == Some(&"t") => ("stt", 3),
            ("t", Some("t")) => ("tt", 2),
            ("d", Some("c")) => ("dong chi", 2),
            ("d", Some("v")) => ("dang vien", 2),
            ("c", Some("vu")) => ("chuc vu", 2),
            ("n" | "ng", Some("sinh")) => ("ngay sinh", 2),
            // “CB xếp loại” stands beside “Chi ủy đề xuất”; “CB, CC, VC” are cán bộ.
            ("cb", Some("xep" | "xl" | "danh" | "de" | "quyet" | "phan" | "bieu" | "bo")) => ("chi bo", 1),
            // “CU đề xuất”; the “cứ” of “căn cứ xếp loại” is another word.
            ("cu", Some("xep" | "xl" | "danh" | "de")) if index == 0 || letters[index - 1] != "can" => ("chi uy", 1),
            (word, _) => (SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long), 1),
        };
        full.push(word);
        index += n_taken;
    }
    full.join(" ")
}

/// Whether `words` stand in `text` as whole words.
pub fn has(text: &str, words: &str) -> bool {
    position_of(text, words).is_some()
}

pub fn is_any(text: &str, phrases: &[&str]) -> bool {
    phrases.contains(&text)
}

/// A year written in a header, such as the 2020 of “Xếp loại năm 2020”.
pub fn year_in(words: &str) -> Option<i32> {
    words
        .split(' ')
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse::<i32>().ok())
        .find(|year| (1990..=2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grounds_of_a_grade_are_no_committee() {
        for (header, words) in [
            ("Tóm tắt căn cứ xếp loại", "tom tat can cu xep loai"),
            ("Căn cứ đề xuất", "can cu de xuat"),
            ("CU xếp loại", "chi uy xep loai"),
            ("Mức CU đề xuất", "muc chi uy de xuat"),
        ] {
            assert_eq!(header_skeleton(header), words, "{header}");
        }
    }
}
