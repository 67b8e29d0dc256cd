//! Part V: what is left open, and what is asked for.

use super::facts::Facts;
use super::guidance::names;
use super::wording::{body, headed, heading, open, two_digits};
use crate::docx::Block;
use crate::domain::submission::Content;
use crate::regulation::quota::Verdict;

pub fn part(facts: &Facts) -> Vec<Block> {
    let mut blocks = vec![heading("V. TỒN TẠI, KIẾN NGHỊ"), heading("1. Tồn tại, hạn chế")];
    blocks.extend(shortcomings(facts).into_iter().map(|point| body(format!("- {point}"))));
    if facts.findings.of_decisions > 0 {
        let n = two_digits(facts.findings.of_decisions);
        blocks.push(open(
            &format!("- Còn {n} nội dung chưa khớp với mức xếp loại do đảng ủy quyết định. "),
            "đảng ủy xử lý trước khi ký báo cáo: xem trang “Cần rà soát” của tệp tổng hợp",
        ));
    }
    blocks.push(open("- Tồn tại khác và nguyên nhân: ", "bổ sung nếu có"));
    blocks.push(headed("2. Kiến nghị", open("", "kiến nghị, đề xuất với cấp trên (nếu có)")));
    blocks
}

/// What the figures themselves show; one sentence each.
pub fn shortcomings(facts: &Facts) -> Vec<String> {
    let mut points = Vec::new();
    let missing = facts.with_content(Content::Missing);
    let rejected = facts.with_content(Content::Rejected);
    if !missing.is_empty() {
        points.push(format!("Còn {} ‹chi bộ› chưa nộp hồ sơ{}.", two_digits(missing.len() as u32), names(&missing)));
    }
    if !rejected.is_empty() {
        let n = two_digits(rejected.len() as u32);
        points.push(format!("Hồ sơ của {n} ‹chi bộ› chưa dùng được, phải nộp lại{}.", names(&rejected)));
    }
    let late = facts.late();
    if !late.is_empty() {
        points.push(format!("{} ‹chi bộ› nộp hồ sơ sau hạn.", two_digits(late.len() as u32)));
    }
    let n_over = facts.bloc.quotas.iter().filter(|check| check.verdict == Verdict::Over).count();
    if n_over > 0 {
        points.push(format!(
            "Tỷ lệ “Hoàn thành xuất sắc nhiệm vụ” còn vượt quy định ở {} nội dung (mục III).",
            two_digits(n_over as u32)
        ));
    }
    if facts.n_unmended > 0 {
        points.push(format!(
            "Hồ sơ các ‹chi bộ› còn {} nội dung sai hoặc thiếu chưa được sửa.",
            two_digits(facts.n_unmended)
        ));
    }
    let n_unfit = facts
        .bloc
        .campaign
        .unfit
        .iter()
        .filter(|one| one.why != crate::domain::decision::UnfitWhy::FindingGone)
        .count();
    if n_unfit > 0 {
        points.push(format!(
            "{} quyết định đã ghi không còn khớp với hồ sơ hiện tại, đảng ủy cần xem lại.",
            two_digits(n_unfit as u32)
        ));
    }
    points
}
