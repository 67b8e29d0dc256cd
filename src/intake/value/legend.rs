//! Legends in headers, notes and the plan: which code stands for which grade.

use super::grade::{GradeText, read_grade};
use crate::domain::grade::Grade;
use crate::domain::legend::Legend;
use crate::text::fold::skeleton;

/// Signs between a code and its grade.
const SIGNS: [char; 5] = ['=', ':', '-', '–', '—'];

/// A text without two of these holds no legend; asked before anything is taken apart.
const LONGEST: usize = 1_000;

/// The legend that a text holds: “(A: HTXSNV, B: HTTNV)”, “A là hoàn thành xuất sắc; B là hoàn thành tốt”,
/// “Hoàn thành xuất sắc nhiệm vụ (A), hoàn thành tốt nhiệm vụ (B)”. `None` where it holds fewer than two codes.
pub fn read_legend(text: &str) -> Option<Legend> {
    if text.len() > LONGEST || text.len() < 8 {
        return None;
    }
    let pieces = text.split([',', ';', '\n', '•', '|']);
    Legend::of(pieces.filter_map(|piece| code_first(piece).or_else(|| grade_first(piece))))
}

/// “Ghi chú: A - Hoàn thành xuất sắc nhiệm vụ”.
fn code_first(piece: &str) -> Option<(String, Grade)> {
    let piece = piece.trim().trim_end_matches([')', '.', ']', '/']);
    let signs = piece.rmatch_indices(SIGNS).map(|(at, sign)| (at, sign, piece[at + sign.len()..].trim()));
    let words = piece.match_indices(" là ").map(|(at, word)| (at, "=", piece[at + word.len()..].trim()));
    signs.chain(words).find_map(|(at, sign, said)| {
        let grade = grade_of(said)?;
        let before = piece[..at].trim_end();
        let code = before.rsplit([' ', '(', '[', ':', '"', '“']).next()?;
        let stands_alone = is_before_code(&before[..before.len() - code.len()]);
        let code = code.trim_matches(|c: char| !c.is_alphanumeric());
        // “1- Hoàn thành xuất sắc” is the first of a list; “1: …” says what 1 means.
        let is_number = code.starts_with(|c: char| c.is_ascii_digit());
        let is_said = !is_number || matches!(sign, "=" | ":");
        (stands_alone && is_code(code) && is_said).then(|| (code.to_owned(), grade))
    })
}

/// “Hoàn thành xuất sắc nhiệm vụ (A)”, “HTXSNV: A”. A number there would be a count.
fn grade_first(piece: &str) -> Option<(String, Grade)> {
    let piece = piece.trim().trim_end_matches([')', '.', ']', '/', '"', '”', '\'']);
    let at = piece.rfind(['(', '=', ':', '-', '–', ' ', '"', '“'])?;
    let sign = piece[at..].chars().next()?;
    let code = piece[at + sign.len_utf8()..].trim();
    let is_letter = code.chars().count() == 1 && code.starts_with(|c: char| ('A'..='E').contains(&c));
    let said = piece[..at].trim_end().trim_end_matches(['(', '=', ':', '-', '–', '"', '“', ' ']);
    let said = ["ký hiệu", "viết tắt", "ghi", "là"].iter().find_map(|word| said.strip_suffix(word)).unwrap_or(said);
    // Behind words of their own: “Xếp loại: Hoàn thành xuất sắc nhiệm vụ (A)”.
    let said = said.rsplit_once(':').map_or(said, |(_, said)| said).trim().trim_end_matches(['-', '–', ' ']);
    is_letter.then(|| grade_of(said)).flatten().map(|grade| (code.to_owned(), grade))
}

/// “Tổ A: hoàn thành tốt nhiệm vụ” names a group.
fn is_before_code(words: &str) -> bool {
    let words = words.trim_end();
    words.is_empty()
        || words.ends_with([':', '(', '[', '"', '“', '-', '*'])
        || ["loai", "muc", "hieu", "ghi", "chu"].contains(&skeleton(words).rsplit(' ').next().unwrap_or_default())
}

fn is_code(code: &str) -> bool {
    (1..=3).contains(&code.chars().count())
        && code.chars().all(char::is_alphanumeric)
        && matches!(read_grade(code), GradeText::Not { .. })
}

fn grade_of(text: &str) -> Option<Grade> {
    match read_grade(text) {
        GradeText::Is(grade) | GradeText::Misspelt(grade) => Some(grade),
        GradeText::Blank | GradeText::NotGraded(_) | GradeText::Not { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legends_are_read_where_two_codes_are_told() {
        for (text, expected) in [
            ("Xếp loại (A: HTXSNV, B: HTTNV, C: HTNV, D: KHTNV)", Some("A = HTXSNV, B = HTTNV, C = HTNV, D = KHTNV")),
            ("Ghi chú: A - Hoàn thành xuất sắc nhiệm vụ; B - Hoàn thành tốt nhiệm vụ.", Some("A = HTXSNV, B = HTTNV")),
            ("A là hoàn thành xuất sắc nhiệm vụ, B là hoàn thành tốt nhiệm vụ", Some("A = HTXSNV, B = HTTNV")),
            ("1: Hoàn thành xuất sắc nhiệm vụ\n2: Hoàn thành tốt nhiệm vụ", Some("1 = HTXSNV, 2 = HTTNV")),
            ("Hoàn thành xuất sắc nhiệm vụ (A), Hoàn thành tốt nhiệm vụ (B)", Some("A = HTXSNV, B = HTTNV")),
            ("HTXSNV: A; HTTNV: B; HTNV: C", Some("A = HTXSNV, B = HTTNV, C = HTNV")),
            (
                "Hoàn thành xuất sắc nhiệm vụ ký hiệu A; hoàn thành tốt nhiệm vụ ký hiệu B",
                Some("A = HTXSNV, B = HTTNV"),
            ),
            ("Xếp loại A, B, C, D", None),
            ("Xếp loại (A: HTXSNV)", None),
            ("HTXSNV: 5; HTTNV: 10", None),
            ("1- Hoàn thành xuất sắc nhiệm vụ; 2- Hoàn thành tốt nhiệm vụ", None),
            ("A: HTXSNV; A: HTTNV; B: HTNV", None),
            ("HTXSNV: Hoàn thành xuất sắc nhiệm vụ; HTTNV: Hoàn thành tốt nhiệm vụ", None),
            ("Tổ A: hoàn thành tốt nhiệm vụ; Tổ B: hoàn thành xuất sắc nhiệm vụ", None),
            ("", None),
        ] {
            assert_eq!(read_legend(text).map(|legend| legend.to_string()).as_deref(), expected, "{text}");
        }
    }
}
