//! Every finding with its place, message, remedy and rule, and the form that filters them. Without a script all stand
//! there and the form stays away.

use super::branches::{Owners, key};
use super::{Overview, on_screen, rule};
use crate::output::tally::FindingCounts;
use crate::output::text::{Names, counted, place};
use crate::rules::finding::{Finding, Severity};
use crate::rules::unit::unit;
use crate::rules::{self, RULES};
use maud::{Markup, html};
use std::collections::BTreeSet;

pub fn section(page: &Overview) -> Markup {
    let findings = &page.bloc.findings;
    if findings.is_empty() {
        return html! { p { "Không có nội dung nào cần rà soát." } };
    }
    let owners = Owners::new(page.bloc);
    let open = FindingCounts::of(findings);
    let n_accepted = findings.iter().filter(|finding| finding.accepted().is_some()).count();
    html! {
        p { @if open == FindingCounts::default() { "Không còn nội dung nào phải xử lý." } @else { (counted(open)) "." } }
        @if n_accepted > 0 { p { "Đã được đảng ủy chấp nhận, không tính ở trên: " (n_accepted) " nội dung." } }
        (form(page, &owners))
        p #shown role="status" aria-live="polite" {}
        ol #list {
            @for finding in findings { (one(page, &owners, finding)) }
        }
        h3 { "Giải thích các mã" }
        @for code in codes(findings) { (rule::page(code)) }
    }
}

/// The codes met, in the order people read.
fn codes(findings: &[Finding]) -> Vec<&'static str> {
    let met: BTreeSet<&str> = findings.iter().map(|finding| finding.code).collect();
    RULES.iter().map(|rule| rule.code).filter(|code| met.contains(code)).collect()
}

fn form(page: &Overview, owners: &Owners) -> Markup {
    let findings = &page.bloc.findings;
    let mut branches: Vec<Option<usize>> = findings.iter().map(|finding| owners.submission_of(finding)).collect();
    branches.sort_unstable();
    branches.dedup();
    let unit = unit(&page.bloc.campaign);
    html! {
        form #filter role="search" aria-label="Lọc nội dung cần rà soát" hidden {
            label { span { "‹Chi bộ›" }
                select name="branch" {
                    option value="" { "Tất cả" }
                    @for branch in branches { option value=(key(branch)) { (owners.label(branch)) } }
                }
            }
            label { span { "Mức độ" }
                select name="severity" {
                    option value="" { "Tất cả" }
                    @for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                        option value=(severity.id()) { (severity.label()) }
                    }
                }
            }
            label { span { "Mã" }
                select name="code" {
                    option value="" { "Tất cả" }
                    @for code in codes(findings) { option value=(code) { (code) " · " (unit.retitled(title_of(code))) } }
                }
            }
            @if findings.iter().any(|finding| finding.accepted().is_some()) {
                label {
                    span { "Xử lý" }
                    select name="state" {
                        option value="" { "Tất cả" }
                        option value="open" { "Chưa chấp nhận" }
                        option value="accepted" { "Đã chấp nhận" }
                    }
                }
            }
            label.grow { span { "Tìm chữ (có dấu hoặc không dấu)" }
                input type="search" name="words" autocomplete="off" spellcheck="false";
            }
            button type="reset" { "Bỏ lọc" }
        }
    }
}

fn one(page: &Overview, owners: &Owners, finding: &Finding) -> Markup {
    let owner = owners.submission_of(finding);
    let place = place(finding);
    let state = if finding.accepted().is_some() { "accepted" } else { "open" };
    let class = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    html! {
        li.finding.(class) data-branch=(key(owner)) data-severity=(finding.severity.id()) data-code=(finding.code) data-state=(state) {
            p.what {
                span.badge { (finding.severity.label()) } " " b.code { (finding.code) } " "
                span.owner { (owners.label(owner)) }
            }
            @if !place.is_empty() { p.place { (place) } }
            @if let (Names::Shown, Some(subject)) = (page.names, &finding.subject) { p.subject { (on_screen(subject)) } }
            p { (on_screen(&finding.message)) }
            @if !finding.fix.is_empty() { p { strong { "Cách sửa: " } (on_screen(&finding.fix)) } }
            @if !finding.basis.is_empty() { p.fine { "Căn cứ: " (on_screen(&finding.basis)) } }
            @if let Some(answer) = &finding.answer {
                p { span.state.within { (handled(finding)) } @if page.names == Names::Shown { " " (on_screen(&answer.words)) } }
            }
            details.explain {
                summary { "Vì sao bị nêu (" (finding.code) ")" }
                p { a href={ "#rule-" (finding.code) } { "Xem giải thích mã " (finding.code) } }
            }
        }
    }
}

/// What became of a finding that the committee answered. Its words may name people; they are shown only with names.
pub fn handled(finding: &Finding) -> &'static str {
    if finding.accepted().is_some() {
        "Đảng ủy đã chấp nhận"
    } else {
        "Đảng ủy đã có ý kiến xử lý"
    }
}

fn title_of(code: &str) -> &'static str {
    rules::rule(code).map_or("", |rule| rule.title)
}
