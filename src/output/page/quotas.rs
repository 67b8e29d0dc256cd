//! Every quota in force as a gauge, with its arithmetic in words.

use super::on_screen;
use crate::consolidate::Bloc;
use crate::output::workbook::words::quota_subject;
use crate::regulation::quota::{COMMITTEE, OUTSIDE_GROUPS, QuotaCheck, Verdict, arithmetic, tight_arithmetic};
use maud::{Markup, html};

/// The width of a gauge in its own units.
const FULL: u64 = 1_000;

pub fn section(bloc: &Bloc) -> Markup {
    if bloc.quotas.is_empty() {
        return html! { p { "Không có tỷ lệ nào phải kiểm soát." } };
    }
    html! { ul.quotas { @for check in &bloc.quotas { li { (quota(bloc, check)) } } } }
}

fn quota(bloc: &Bloc, check: &QuotaCheck) -> Markup {
    let (class, verdict) = match check.verdict {
        Verdict::Within => ("within", "✓ Trong tỷ lệ"),
        Verdict::Band => ("band", "! Cần xem xét: trong mức này, vượt mức tính chặt"),
        Verdict::Over => ("over", "✗ Vượt tỷ lệ"),
    };
    html! {
        h3 { (quota_subject(check.subject)) " · " (population(bloc, check)) }
        p { span.state.(class) { (verdict) } @if check.is_provisional { " Tạm tính, vì còn ‹chi bộ› chưa nộp." } }
        (gauge(class, check))
        p { "Cách tính: " (arithmetic(check)) "." }
        @if let Some(tight) = tight_arithmetic(check) { p.fine { "Tính chặt (chỉ trên số hoàn thành tốt): " (tight) "." } }
    }
}

/// Who is counted, in words.
pub fn population(bloc: &Bloc, check: &QuotaCheck) -> String {
    match check.population.as_str() {
        COMMITTEE => return "toàn đảng bộ".to_owned(),
        OUTSIDE_GROUPS => return OUTSIDE_GROUPS.to_lowercase(),
        _ => {}
    }
    match bloc.campaign.plan.branches.iter().find(|branch| branch.code == check.population) {
        Some(branch) => on_screen(&branch.name),
        None => format!("nhóm {}", on_screen(&check.population)),
    }
}

/// A bar of those proposed against marks where the caps stand; the arithmetic below says the same in words.
fn gauge(class: &str, check: &QuotaCheck) -> Markup {
    let proposed = check.counts.excellent;
    // A fifth more than the longer of the two, so that the marks stand inside.
    let most = u64::from(proposed.max(check.cap).max(1)) * 6;
    let unit = |people: u32| u64::from(people) * 5 * FULL / most;
    let label = format!("Đang đề nghị {proposed}, tối đa {}", check.cap);
    html! {
        svg.gauge viewBox={ "0 0 " (FULL) " 60" } preserveAspectRatio="none" role="img" aria-label=(label) focusable="false" {
            rect.track x="0" y="12" width=(FULL) height="36" {}
            rect.(class) x="0" y="12" width=(unit(proposed)) height="36" {}
            @if check.tight_cap != check.cap { rect.tight x=(unit(check.tight_cap).saturating_sub(2)) y="6" width="4" height="48" {} }
            rect.cap x=(unit(check.cap).saturating_sub(3)) y="0" width="6" height="60" {}
        }
        p.scale aria-hidden="true" {
            "Đang đề nghị " strong { (proposed) } " · vạch đậm: tối đa " strong { (check.cap) }
            @if check.tight_cap != check.cap { " · vạch mảnh: tính chặt " strong { (check.tight_cap) } }
        }
    }
}
