//! Part II: the reviews themselves, as far as the returns tell of them.

use super::facts::Facts;
use super::wording::{body, headed, heading, open, two_digits};
use crate::docx::Block;

pub fn part(facts: &Facts) -> Vec<Block> {
    let mut blocks = vec![heading("II. KẾT QUẢ KIỂM ĐIỂM")];
    let of_collectives = match collectives(facts) {
        Some(text) if facts.reviews.collectives_with_self_review < Some(facts.reviews.n_collectives) => {
            open(&format!("{text} "), "số tập thể còn lại: nêu rõ đã kiểm điểm hay chưa")
        }
        Some(text) => body(text),
        None => open("", "số tập thể đã kiểm điểm; chưa có trong số liệu tổng hợp"),
    };
    let of_members = match members(facts) {
        Some(text) => body(text),
        None => open("", "số đảng viên đã kiểm điểm; chưa có trong số liệu tổng hợp"),
    };
    blocks.push(headed("1. Kiểm điểm tập thể", of_collectives));
    blocks.push(headed("2. Kiểm điểm cá nhân", of_members));
    blocks.push(headed("3. Đánh giá chung", open("", "ưu điểm, hạn chế qua kiểm điểm; việc gợi ý kiểm điểm (nếu có)")));
    blocks
}

/// How many collectives are told to have their self-review; a return without the column says nothing of the others.
pub fn collectives(facts: &Facts) -> Option<String> {
    let n_reviewed = facts.reviews.collectives_with_self_review?;
    let n_all = facts.reviews.n_collectives;
    Some(format!(
        "{}/{} tập thể được ghi nhận có bản tự kiểm điểm (Mẫu 01).",
        two_digits(n_reviewed),
        two_digits(n_all)
    ))
}

pub fn members(facts: &Facts) -> Option<String> {
    let reviews = facts.reviews;
    let n_reviewed = reviews.members_with_self_review?;
    let n_all = facts.total().total;
    let mut text = format!(
        "{}/{} đảng viên được ghi nhận có bản tự kiểm điểm (Mẫu 02)",
        two_digits(n_reviewed),
        two_digits(n_all)
    );
    match (reviews.in_room, reviews.in_branch) {
        (0, 0) => {}
        (0, branch) => text.push_str(&format!("; {} đảng viên kiểm điểm tại chi bộ", two_digits(branch))),
        (room, 0) => text.push_str(&format!("; {} đảng viên kiểm điểm tại phòng", two_digits(room))),
        (room, branch) => text.push_str(&format!(
            "; {} đảng viên kiểm điểm tại phòng, {} đảng viên kiểm điểm tại chi bộ",
            two_digits(room),
            two_digits(branch)
        )),
    }
    if let Some(n_told) = reviews.members_with_residence {
        text.push_str(&format!("; {} đảng viên có nhận xét của cấp ủy nơi cư trú", two_digits(n_told)));
    }
    text.push('.');
    Some(text)
}
