//! Markings of secrecy on a document (F116): MẬT, TỐI MẬT, TUYỆT MẬT, alone or among the words that go with a stamp. The word
//! inside any other text (“bảo mật”, a person called Mật) marks nothing.

use super::surroundings::Line;
use crate::text::fold::fold;

/// A stamp and what goes with it are short.
const LONGEST: usize = 40;

/// What may stand before the marking and says what it is.
const LEVELS: &[&[&str]] = &[&["mức", "độ", "mật"], &["độ", "mật"]];

/// What may stand before a marking in capitals.
const LABELS: &[&[&str]] = &[&["đóng", "dấu"], &["dấu"], &["tài", "liệu"], &["văn", "bản"], &["hồ", "sơ"]];

/// What may stand behind it: urgency, and the number of the copy.
const BEHIND: [&str; 6] = ["khẩn", "thượng", "hoả", "tốc", "bản", "số"];

/// The marking, as written.
pub fn secrecy_marking(line: &Line) -> Option<String> {
    let written = line.text.trim();
    if written.chars().count() > LONGEST {
        return None;
    }
    let folded = fold(written);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let behind = |starts: &'static [&[&str]]| starts.iter().find_map(|start| words.strip_prefix(*start));
    let rest = match (behind(LEVELS), behind(LABELS)) {
        (Some(rest), _) => rest,
        (None, Some(rest)) if written.contains("MẬT") || written.contains("MA\u{323}\u{302}T") => rest,
        (None, Some(_)) => return None,
        (None, None) => &words,
    };
    let rest = match rest {
        ["tối" | "tuyệt", "mật", rest @ ..] | ["mật", rest @ ..] => rest,
        _ => return None,
    };
    let is_beside =
        |word: &&str| BEHIND.iter().any(|known| fold(known) == **word) || word.chars().all(|c| c.is_ascii_digit());
    rest.iter().all(is_beside).then(|| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::CellAt;

    #[test]
    fn a_stamp_is_told_from_the_word_in_other_texts() {
        let marking = |text: &str| secrecy_marking(&Line { at: CellAt::new(1, 1), text: text.to_owned() });
        for text in [
            "MẬT",
            "Mật",
            "“TỐI  MẬT”",
            "Độ mật: Tối mật",
            "MẬT (bản số 03)",
            "TÀI LIỆU MẬT",
            "Mức độ mật: MẬT",
            "Dấu: MẬT",
            "MẬT - KHẨN",
            "Mật; Hỏa tốc",
            "TUYỆT MẬT.",
        ] {
            assert_eq!(marking(text).as_deref(), Some(text));
        }
        for text in [
            "Bí mật nhà nước",
            "bảo mật",
            "Công tác bảo mật tài liệu MẬT",
            "Nguyễn Văn Mật",
            "Đ/c Mật",
            "Độ mật: Không",
            "Độ mật:",
            "Mật khẩu: 123",
            "Mật độ",
            "Tài liệu mật kèm theo",
            "Quản lý tài liệu mật",
            "mặt",
        ] {
            assert_eq!(marking(text), None, "{text}");
        }
    }
}
