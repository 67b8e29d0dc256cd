//! Part IV: commendation.

use super::facts::Facts;
use super::tables;
use super::wording::{all_of, body, heading, open, two_digits};
use crate::docx::{Block, Paragraph, Run};
use crate::domain::people::{RewardKind, RewardSubject};
use std::collections::BTreeMap;

pub fn part(facts: &Facts) -> Vec<Block> {
    let mut blocks = vec![heading("IV. KHEN THƯỞNG"), body(proposals(facts))];
    let rewards = facts.rewards;
    if rewards.members + rewards.collectives > 0 {
        blocks.push(tables::rewards(facts));
        blocks.push(Paragraph::left(Vec::new()).sized(6.0).into());
    }
    if rewards.without_condition > 0 {
        let text = format!(
            "Trong đó {} đề nghị chưa đủ điều kiện theo hồ sơ (không được xếp loại “Hoàn thành xuất sắc nhiệm vụ” hoặc chưa xác định được đối tượng); xem phụ lục.",
            two_digits(rewards.without_condition)
        );
        blocks.push(
            Paragraph::body(vec![Run::new(text), Run::open(" [đảng ủy xem xét, quyết định từng trường hợp]")]).into(),
        );
    }
    if rewards.refused > 0 {
        blocks.push(body(format!("Đảng ủy không đồng ý {} đề nghị của các ‹chi bộ›.", two_digits(rewards.refused))));
    }
    blocks.push(open("Đề nghị cấp trên: ", "hình thức, đối tượng đề nghị cấp trên khen thưởng (nếu có)"));
    blocks
}

/// How many are proposed, by kind and form.
pub fn proposals(facts: &Facts) -> String {
    let rewards = facts.rewards;
    let subjects: Vec<String> = [(rewards.members, "cá nhân"), (rewards.collectives, "tập thể")]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, words)| format!("{} {words}", two_digits(count)))
        .collect();
    if subjects.is_empty() {
        return "Không có đề nghị khen thưởng.".to_owned();
    }
    let kinds: Vec<String> = by_kind_and_form(facts)
        .into_iter()
        .map(|(words, count)| format!("{words} {}", two_digits(count.members + count.collectives)))
        .collect();
    format!("Đề nghị khen thưởng {}: {}.", all_of(&subjects), kinds.join("; "))
}

/// Proposals of one kind and form.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub members: u32,
    pub collectives: u32,
}

/// Counts of proposals not refused, by kind and form in words, kinds in their order.
pub fn by_kind_and_form(facts: &Facts) -> Vec<(String, Count)> {
    let mut counts: BTreeMap<(Option<RewardKind>, String), Count> = BTreeMap::new();
    for (_, reward) in facts.proposals().into_iter().filter(|(_, reward)| !reward.is_refused()) {
        let form = reward.form_in_words().unwrap_or("Chưa rõ hình thức").to_owned();
        let count = counts.entry((reward.kind.as_ref().map(|kind| kind.value), form)).or_default();
        match reward.subject {
            Some(RewardSubject::Collective) => count.collectives += 1,
            Some(RewardSubject::Member) | None => count.members += 1,
        }
    }
    let in_words = |kind: Option<RewardKind>| match kind {
        Some(RewardKind::Year) => "thành tích trong năm",
        Some(RewardKind::FiveYears) => "thành tích 5 năm liền",
        Some(RewardKind::Exceptional) => "thành tích đột xuất",
        None => "chưa ghi loại",
    };
    let mut lines: Vec<_> = counts.into_iter().collect();
    // Those without a kind last.
    lines.sort_by_key(|((kind, _), _)| kind.is_none());
    lines
        .into_iter()
        .map(|((kind, form), count)| (format!("{} ({})", form.to_lowercase(), in_words(kind)), count))
        .collect()
}
