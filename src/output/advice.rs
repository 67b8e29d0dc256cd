//! The adviser on the screen: for each quota that is over or between the two readings, which branches lie above their
//! own share and the fewest changes that comply; how the branches' proposals stood; and what changes not made yet would
//! do. Branches and counts only.

use super::columns::on_screen;
use super::summary::{quota, subject};
use crate::consolidate::Bloc;
use crate::consolidate::advice::{Advice, Effect, WhatIf, advice as advise};
use crate::regulation::quota::{QuotaCheck, QuotaSubject, Verdict, arithmetic, share};
use crate::rules::unit::{Unit, unit};
use std::fmt::Write;

/// How many branches a line names before it points to the sheet.
const NAMED: usize = 12;

/// The advice on every quota that asks for some, each under the quota's own line; empty when none does.
pub fn advice(bloc: &Bloc) -> String {
    let unit = unit(&bloc.campaign);
    let mut text = String::new();
    for (check, advice) in bloc.quotas.iter().zip(advise(bloc)) {
        if check.verdict != Verdict::Within || advice.returned.is_some() {
            text.push_str(&quota(check));
            push_advice(&mut text, unit, check, &advice);
        }
    }
    unit.put_into(&text)
}

/// The same without the quotas' lines, which the summary has printed.
pub fn lines(bloc: &Bloc) -> String {
    let unit = unit(&bloc.campaign);
    let mut text = String::new();
    for (check, advice) in bloc.quotas.iter().zip(advise(bloc)) {
        if check.verdict != Verdict::Within || advice.returned.is_some() {
            let _ = writeln!(text, "Gợi ý cho {}:", subject(check));
        }
        push_advice(&mut text, unit, check, &advice);
    }
    unit.put_into(&text)
}

fn push_advice(text: &mut String, unit: Unit, check: &QuotaCheck, advice: &Advice) {
    if let Some(returned) = &advice.returned {
        let _ = writeln!(text, "  Theo đề nghị của ‹chi bộ› (trước quyết định của đảng ủy): {}.", arithmetic(returned));
    }
    if check.verdict == Verdict::Within {
        return;
    }
    let over: Vec<String> = advice
        .shares
        .iter()
        .filter(|one| one.over > 0)
        .map(|one| {
            let base = one.counts.excellent + one.counts.good;
            let ratio = share(one.counts.excellent, base);
            format!("{} {}/{base} ({ratio}, vượt {})", on_screen(&one.branch), one.counts.excellent, one.over)
        })
        .collect();
    // The one or two collectives of a branch have no share of their own.
    let is_of_collectives = matches!(check.subject, QuotaSubject::Collectives | QuotaSubject::Organisations);
    let has_own_share = !is_of_collectives || unit == Unit::Committee;
    if has_own_share && !over.is_empty() {
        let _ = writeln!(text, "  ‹Chi bộ› trên mức riêng: {}.", some(&over));
    }
    if !advice.changes.is_empty() {
        let changes: Vec<String> =
            advice.changes.iter().map(|one| format!("{} bớt {}", on_screen(&one.branch), one.remove)).collect();
        let _ = writeln!(text, "  Cách bớt ít nhất (cộng {}): {}.", check.remove, some(&changes));
    }
    if check.verdict == Verdict::Band {
        let _ = writeln!(text, "  Muốn đạt cả theo cách tính chặt: bớt {}.", advice.remove_for_tight);
    }
}

/// The first of a list, and how many more there are.
fn some(words: &[String]) -> String {
    let named = words[..words.len().min(NAMED)].join(", ");
    match words.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} và {more} ‹chi bộ› khác"),
    }
}

/// What changes would do, quota by quota.
pub fn what_if(changes: &WhatIf, effects: &[Effect]) -> String {
    let asked: Vec<String> =
        changes.0.iter().map(|(branch, number)| format!("{} {number:+}", on_screen(branch))).collect();
    let mut text = format!("Thử thay đổi số xuất sắc (dữ liệu giữ nguyên): {}.\n", asked.join(", "));
    for effect in effects {
        if effect.before.counts == effect.after.counts {
            let _ = writeln!(text, "  Không đổi: {}", quota(&effect.before).trim_end());
            continue;
        }
        let _ = writeln!(text, "  Trước: {}", quota(&effect.before).trim_end());
        let _ = writeln!(text, "  Sau:   {}", quota(&effect.after).trim_end());
    }
    text
}
