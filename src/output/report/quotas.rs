//! Quotas in the sentences of part III: whose, the arithmetic, the verdict, and what the committee has to add.

use super::facts::Facts;
use super::wording::{body, two_digits};
use crate::docx::{Block, Paragraph, Run};
use crate::domain::grade::Grade;
use crate::regulation::quota::{
    COMMITTEE, OUTSIDE_GROUPS, QuotaCheck, QuotaSubject, Verdict, arithmetic, tight_arithmetic,
};
use crate::text::fold::skeleton;

/// Past so many parts of the committee that each keep their quota, one sentence tells of them together.
const MOST_WITHIN: usize = 3;

/// The quota of the whole first, then those of parts: each that is not kept, and those that are as far as they can be
/// read one by one.
pub fn of_members(facts: &Facts) -> Vec<Block> {
    let of_whole = |check: &&QuotaCheck| check.population == COMMITTEE;
    let (mut told, parts): (Vec<_>, Vec<_>) = facts.quotas_of(QuotaSubject::Members).partition(of_whole);
    let n_parts = parts.len();
    let is_within = |check: &QuotaCheck| check.verdict == Verdict::Within;
    let n_within = parts.iter().filter(|check| is_within(check)).count();
    let tells_each = n_within <= MOST_WITHIN;
    told.extend(parts.into_iter().filter(|check| tells_each || !is_within(check)));
    let mut blocks: Vec<Block> = told.into_iter().map(|check| paragraph(facts, check)).collect();
    if !tells_each {
        let n = two_digits(n_within as u32);
        let unit = facts.frame.unit.word();
        blocks.push(body(match n_within == n_parts {
            true => format!("Xét riêng từng {unit}, cả {n} {unit} đều trong tỷ lệ quy định (Phụ lục 7)."),
            false => format!("Xét riêng từng {unit}, {n} {unit} còn lại đều trong tỷ lệ quy định (Phụ lục 7)."),
        }));
    }
    blocks
}

/// A quota as a paragraph; one that is not kept asks the writer for the committee's word.
pub fn paragraph(facts: &Facts, check: &QuotaCheck) -> Block {
    let text = in_words(facts, check);
    match check.verdict {
        Verdict::Within => body(text),
        Verdict::Band => {
            Paragraph::body(vec![Run::new(text), Run::open(" [nêu ý kiến của đảng ủy về cách tính được áp dụng]")])
                .into()
        }
        Verdict::Over => Paragraph::body(vec![
            Run::bold(text),
            Run::open(" [đảng ủy cần quyết định giảm, hoặc nêu văn bản cho phép vượt]"),
        ])
        .into(),
    }
}

/// A quota in words: whose, the arithmetic, the verdict.
pub fn in_words(facts: &Facts, check: &QuotaCheck) -> String {
    let subject = match check.subject {
        QuotaSubject::Members => "đảng viên",
        QuotaSubject::Collectives => "tập thể",
        QuotaSubject::Organisations => "tổ chức đảng",
        QuotaSubject::Leaders => "cán bộ lãnh đạo, quản lý",
        QuotaSubject::Staff => "công chức, người lao động",
    };
    let population = population(facts, check);
    let provisional = if check.is_provisional {
        " Số liệu tạm tính vì còn ‹chi bộ› chưa có số liệu."
    } else {
        ""
    };
    let verdict = match check.verdict {
        Verdict::Within => "Kết luận: trong tỷ lệ quy định.".to_owned(),
        Verdict::Band => {
            let tight =
                tight_arithmetic(check).map(|words| format!("; cách tính chặt hơn: {words}")).unwrap_or_default();
            format!("Kết luận: trong khoảng giữa hai cách tính{tight}.")
        }
        Verdict::Over => "Kết luận: vượt tỷ lệ quy định.".to_owned(),
    };
    format!(
        "Tỷ lệ “{}” của {subject} ({population}): {}. {verdict}{provisional}",
        Grade::Excellent.label(),
        arithmetic(check).trim_end_matches('.')
    )
}

/// Among whom a quota counts, in words.
pub fn population(facts: &Facts, check: &QuotaCheck) -> String {
    match check.population.as_str() {
        COMMITTEE => "toàn đảng bộ".to_owned(),
        OUTSIDE_GROUPS => OUTSIDE_GROUPS.to_lowercase(),
        code if check.subject == QuotaSubject::Leaders => format!("mã chức danh {code}"),
        other => match facts.plan.branches.iter().find(|branch| branch.code == other) {
            Some(branch) => branch.name.clone(),
            // A group may be called “Nhóm 1” itself.
            None if skeleton(other).starts_with("nhom ") => other.to_owned(),
            None => format!("nhóm {other}"),
        },
    }
}
