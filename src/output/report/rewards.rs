//! Part IV: commendation.

use super::facts::Facts;
use super::tables;
use super::wording::{all_of, body, heading, open, two_digits};
use crate::docx::{Block, Paragraph, Run};
use crate::domain::people::{RewardKind, RewardSubject};
use std::collections::BTreeMap;

pub fn part(facts: &Facts) -> Vec<Block> {
    let rewards = facts.rewards;
    let n_left = rewards.members + rewards.collectives;
    let annex = if n_left + rewards.refused > 0 { " Danh sách ở Phụ lục 5." } else { "" };
    let mut sentence = Paragraph::body(vec![Run::new(format!("{}{annex}", proposals(facts)))]);
    // Where a table follows, it begins on the page of the sentence that it belongs to.
    sentence.keeps_with_next = n_left > 0;
    let mut blocks = vec![heading("IV. KHEN THƯỞNG"), sentence.into()];
    if n_left > 0 {
        blocks.push(tables::rewards(facts));
        blocks.push(Paragraph::left(Vec::new()).sized(6.0).into());
    }
    if rewards.without_condition > 0 {
        let n = two_digits(rewards.without_condition);
        let which = match (rewards.without_condition, n_left) {
            (_, 1) => "Đề nghị này".to_owned(),
            (without, all) if without == all => format!("Cả {n} đề nghị"),
            _ => format!("Trong đó {n} đề nghị"),
        };
        let text = format!(
            "{which} chưa đủ điều kiện theo hồ sơ (không được xếp loại “Hoàn thành xuất sắc nhiệm vụ” hoặc chưa xác định được đối tượng)."
        );
        blocks.push(
            Paragraph::body(vec![Run::new(text), Run::open(" [đảng ủy xem xét, quyết định từng trường hợp]")]).into(),
        );
    }
    blocks.extend(answers(facts));
    blocks.push(open("Đề nghị cấp trên: ", "hình thức, đối tượng đề nghị cấp trên khen thưởng (nếu có)"));
    blocks
}

/// What the committee said of the proposals; nothing where it said nothing, or where all is said already.
fn answers(facts: &Facts) -> Option<Block> {
    let rewards = facts.rewards;
    let n_left = rewards.members + rewards.collectives;
    let n_waiting = n_left - rewards.agreed;
    let said = [(rewards.agreed, "đồng ý"), (rewards.refused, "không đồng ý")];
    let said: Vec<String> = said
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, words)| format!("{words} {} đề nghị", two_digits(count)))
        .collect();
    if said.is_empty() || n_left == 0 {
        return None;
    }
    let text = format!("Đảng ủy {} của các ‹chi bộ›.", said.join(", "));
    Some(match n_waiting {
        0 => body(text),
        n => open(&format!("{text} "), &format!("còn {} đề nghị đảng ủy chưa ghi ý kiến", two_digits(n))),
    })
}

/// How many are proposed, by kind and form.
pub fn proposals(facts: &Facts) -> String {
    let rewards = facts.rewards;
    let subjects: Vec<String> = [
        (rewards.members, rewards.different_members, "cá nhân"),
        (rewards.collectives, rewards.different_collectives, "tập thể"),
    ]
    .into_iter()
    .filter(|&(count, ..)| count > 0)
    .map(|(count, different, words)| match count == different {
        true => format!("{} {words}", two_digits(count)),
        false => format!("{} lượt {words} ({} {words})", two_digits(count), two_digits(different)),
    })
    .collect();
    if subjects.is_empty() {
        return match rewards.refused {
            0 => "Không có đề nghị khen thưởng.".to_owned(),
            1 => "Các ‹chi bộ› có 01 đề nghị khen thưởng, đảng ủy không đồng ý.".to_owned(),
            n => {
                format!("Các ‹chi bộ› có {} đề nghị khen thưởng, đảng ủy không đồng ý đề nghị nào.", two_digits(n))
            }
        };
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
