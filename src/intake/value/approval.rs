//! The committee's yes or no to a proposal, in the words people type.

use crate::domain::decision::Approval;
use crate::text::fold::skeleton;

/// Reads an answer; `None` for anything that is neither a plain yes nor a plain no.
pub fn read_approval(text: &str) -> Option<Approval> {
    match skeleton(text).as_str() {
        "dong y" | "nhat tri" | "thong nhat" | "duyet" | "chap nhan" | "co" | "x" | "dong y khen thuong" => {
            Some(Approval::Agreed)
        }
        "khong dong y" | "khong nhat tri" | "khong thong nhat" | "khong duyet" | "khong chap nhan" | "khong" | "ko"
        | "k dong y" | "ko dong y" | "bo" | "khong khen thuong" => Some(Approval::Refused),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_in_any_spelling_and_nothing_is_guessed() {
        for (text, answer) in [
            ("Đồng ý", Some(Approval::Agreed)),
            ("ĐỒNG Ý", Some(Approval::Agreed)),
            ("dong y.", Some(Approval::Agreed)),
            ("Không đồng ý", Some(Approval::Refused)),
            ("ko", Some(Approval::Refused)),
            ("Chưa", None),
            ("Đồng ý nhưng đổi sang bằng khen", None),
            ("", None),
        ] {
            assert_eq!(read_approval(text), answer, "{text}");
        }
    }
}
