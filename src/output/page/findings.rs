//! Every finding with its place, message, remedy and rule, and the form that filters them. Without a script all stand
//! there and the form stays away.

use super::branches::{Owners, key};
use super::{Overview, on_screen, rule};
use crate::output::tally::FindingCounts;
use crate::output::text::{Names, counted, place};
use crate::rules::finding::{Finding, Severity};
use crate::rules::{self, RULES};
use maud::{Markup, html};
use std::collections::BTreeSet;

pub fn section(page: &Overview) -> Markup {
    let findings = &page.bloc.findings;
    if findings.is_empty() {
        return html! { p { "Không có nội dung nào cần rà soát." } };
    }
    let owners = Owners::new(page.bloc);
    html! {
        p { (counted(FindingCounts::of(findings))) "." }
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
    html! {
        form #filter role="search" aria-label="Lọc nội dung cần rà soát" hidden {
            label { span { "Chi bộ" }
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
                    @for code in codes(findings) { option value=(code) { (code) " · " (title_of(code)) } }
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
    let class = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    html! {
        li.finding.(class) data-branch=(key(owner)) data-severity=(finding.severity.id()) data-code=(finding.code) {
            p.what {
                span.badge { (finding.severity.label()) } " " b.code { (finding.code) } " "
                span.owner { (owners.label(owner)) }
            }
            @if !place.is_empty() { p.place { (place) } }
            @if let (Names::Shown, Some(subject)) = (page.names, &finding.subject) { p.subject { (on_screen(subject)) } }
            p { (on_screen(&finding.message)) }
            @if !finding.fix.is_empty() { p { strong { "Cách sửa: " } (on_screen(&finding.fix)) } }
            @if !finding.basis.is_empty() { p.fine { "Căn cứ: " (on_screen(&finding.basis)) } }
            details.explain {
                summary { "Vì sao bị nêu (" (finding.code) ")" }
                p { a href={ "#rule-" (finding.code) } { "Xem giải thích mã " (finding.code) } }
            }
        }
    }
}

fn title_of(code: &str) -> &'static str {
    rules::rule(code).map_or("", |rule| rule.title)
}
