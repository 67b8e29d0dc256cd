//! What to do next, in order: first what data is still missing, then what branches must mend, then the committee's own.

use super::branches::{code_or_name, key, title};
use super::{Overview, day, on_screen, quotas};
use crate::consolidate::Bloc;
use crate::domain::submission::{Content, Submission};
use crate::output::status::days_left;
use crate::output::tally::{FindingCounts, is_unreadable};
use crate::output::workbook::words::quota_subject;
use crate::regulation::quota::{Verdict, arithmetic};
use crate::rules::finding::Severity;
use maud::{Markup, html};
use std::collections::BTreeSet;

pub fn section(page: &Overview) -> Markup {
    let bloc = page.bloc;
    let steps =
        [missing(page), unusable(bloc), unknown_files(bloc), to_mend(bloc), over(bloc), to_look_at(bloc), last(bloc)];
    html! { ol.steps { @for step in steps.into_iter().flatten() { li { (step) } } } }
}

fn of_content(bloc: &Bloc, content: Content) -> Vec<&Submission> {
    let is_owed = |submission: &&Submission| submission.branch.is_some() && submission.content == content;
    bloc.campaign.submissions.iter().filter(is_owed).collect()
}

fn missing(page: &Overview) -> Option<Markup> {
    let plan = &page.bloc.campaign.plan;
    let missing = of_content(page.bloc, Content::Missing);
    let left = |submission: &Submission| {
        let deadline = plan.deadline_of(plan.branches.get(submission.branch?)?)?;
        page.as_of.map(|today| format!(" ({})", days_left(deadline, today)))
    };
    (!missing.is_empty()).then(|| {
        html! {
            strong { "Đôn đốc " (missing.len()) " ‹chi bộ› chưa nộp" } ": "
            (list(missing.iter().map(|each| format!("{}{}", title(each), left(each).unwrap_or_default()))))
            ". ‹Chi bộ› không có nội dung thì ghi x vào “Sổ nộp” của kế hoạch."
        }
    })
}

fn unusable(bloc: &Bloc) -> Option<Markup> {
    let rejected = of_content(bloc, Content::Rejected);
    let why =
        |each: &Submission| if is_unreadable(bloc, each) { "không đọc được" } else { "không dùng được" };
    (!rejected.is_empty()).then(|| {
        html! {
            strong { "Xin " (rejected.len()) " ‹chi bộ› gửi lại tệp" } ": "
            (list(rejected.iter().map(|each| format!("{} ({})", title(each), why(each))))) "."
        }
    })
}

/// Files with errors that are nobody's yet.
fn unknown_files(bloc: &Bloc) -> Option<Markup> {
    let is_nobodys = |submission: Option<usize>| {
        submission.and_then(|index| bloc.campaign.submissions.get(index)).is_none_or(|each| each.branch.is_none())
    };
    let files: BTreeSet<&str> = bloc
        .findings
        .iter()
        .filter(|finding| {
            finding.severity == Severity::Error
                && finding.accepted().is_none()
                && finding.branch.is_none()
                && is_nobodys(finding.submission)
        })
        .filter_map(|finding| finding.file.as_deref())
        .collect();
    (!files.is_empty()).then(|| {
        html! {
            strong { "Xác định " (files.len()) " tệp chưa rõ của ‹chi bộ› nào hoặc không đọc được" } ": "
            (list(files.iter().map(|file| on_screen(file)))) "."
        }
    })
}

fn to_mend(bloc: &Bloc) -> Option<Markup> {
    let with_errors: Vec<(usize, &Submission, u32)> = bloc
        .campaign
        .submissions
        .iter()
        .zip(FindingCounts::by_submission(bloc))
        .enumerate()
        .filter(|(_, (submission, counts))| submission.is_merged() && counts.errors > 0)
        .map(|(index, (submission, counts))| (index, submission, counts.errors))
        .collect();
    (!with_errors.is_empty()).then(|| {
        html! {
            strong { "Báo " (with_errors.len()) " ‹chi bộ› sửa lỗi" } ": "
            @for (position, (index, submission, errors)) in with_errors.iter().enumerate() {
                @if position > 0 { "; " }
                a href="#findings" data-branch=(key(Some(*index))) data-severity="error" {
                    (code_or_name(submission)) " (" (errors) " lỗi)"
                }
            }
            "."
        }
    })
}

fn over(bloc: &Bloc) -> Option<Markup> {
    let checks: Vec<_> = bloc.quotas.iter().filter(|check| check.verdict != Verdict::Within).collect();
    (!checks.is_empty()).then(|| {
        html! {
            strong { "Cân nhắc tỷ lệ xuất sắc" } ": "
            @for (position, check) in checks.iter().enumerate() {
                @if position > 0 { "; " }
                (quota_subject(check.subject)) " (" (quotas::population(bloc, check)) "): " (arithmetic(check))
            }
            "."
        }
    })
}

fn to_look_at(bloc: &Bloc) -> Option<Markup> {
    let warnings = FindingCounts::of(&bloc.findings).warnings;
    (warnings > 0).then(|| {
        html! {
            strong { "Xem lại " (warnings) " cảnh báo" } " ở phần "
            a href="#findings" data-branch="" data-severity="warning" { "Nội dung cần rà soát" }
            "; nội dung nào chấp nhận được thì ghi ý kiến vào cột “Xử lý” của sheet “Cần rà soát”."
        }
    })
}

fn last(bloc: &Bloc) -> Option<Markup> {
    let report = bloc.campaign.plan.report_deadline;
    Some(html! {
        strong { "Trình đảng ủy quyết định" }
        ": mở tệp tổng hợp, xem sheet “Tổng hợp” và “Kiểm soát tỷ lệ”"
        @if let Some(deadline) = report { "; báo cáo cấp trên chậm nhất ngày " (day(deadline)) }
        "."
    })
}

/// Every item: what is to be done is not cut short.
fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}
