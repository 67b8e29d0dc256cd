//! The board of branches: who has returned, late, missing, nil, unusable, sent back, with counts that lead to the findings.

use super::branches::{key, title};
use super::{Overview, day, on_screen, wide};
use crate::consolidate::Bloc;
use crate::consolidate::count::StandingCounts;
use crate::domain::submission::{Content, Submission, Timing};
use crate::output::status;
use crate::output::tally::{FindingCounts, Turnout};
use crate::text::fold::fold;
use maud::{Markup, html};

pub fn section(page: &Overview) -> Markup {
    let bloc = page.bloc;
    let findings = FindingCounts::by_submission(bloc);
    let sent_back = sent_back(bloc);
    let table = html! {
        table.board {
            thead {
                tr {
                    th scope="col" { "Mã" }
                    th scope="col" { "‹Chi bộ›" }
                    th scope="col" { "Tình trạng" }
                    th.number scope="col" { "Lỗi" }
                    th.number scope="col" { "Cảnh báo" }
                    th scope="col" { "Ngày nhận" }
                    th.number scope="col" { "Số lần nộp" }
                    th.number scope="col" { "Đảng viên" }
                }
            }
            tbody {
                @for (index, (counts, sent_back)) in findings.iter().zip(&sent_back).enumerate() {
                    (row(page, index, *counts, *sent_back))
                }
            }
        }
    };
    html! {
        (totals(bloc))
        p.fine { "Mỗi ‹chi bộ› một dòng; bấm vào số lỗi, số cảnh báo để xem nội dung của ‹chi bộ› đó." }
        (wide("Bảng tình hình nộp", table))
    }
}

fn row(page: &Overview, index: usize, counts: FindingCounts, n_sent_back: u32) -> Markup {
    let submission = &page.bloc.campaign.submissions[index];
    let plan = &page.bloc.campaign.plan;
    let deadline =
        submission.branch.and_then(|branch| plan.branches.get(branch)).and_then(|branch| plan.deadline_of(branch));
    let left = match (submission.content, deadline, page.as_of) {
        (Content::Missing, Some(deadline), Some(today)) => Some(status::days_left(deadline, today)),
        _ => None,
    };
    let (class, mark) = look(submission);
    let n_sent = if submission.pieces.is_empty() { 0 } else { 1 + submission.superseded.len() };
    html! {
        tr {
            td { @if submission.code.is_empty() { "–" } @else { (on_screen(&submission.code)) } }
            th scope="row" {
                @if submission.name.is_empty() { (title(submission)) } @else { (on_screen(&submission.name)) }
                @if submission.branch.is_none() && let Some(file) = file(page.bloc, submission) { span.file { (file) } }
            }
            td.where-it-stands {
                span.state.(class) {
                    span aria-hidden="true" { (mark) } " " (status::state(page.bloc, submission))
                    @if let Some(left) = left { ", " (left) }
                }
                @if n_sent_back > 0 { " " span.state.sent-back { span aria-hidden="true" { "↩" } " Đã trả ‹chi bộ› sửa" } }
            }
            (count(index, "error", "lỗi", counts.errors))
            (count(index, "warning", "cảnh báo", counts.warnings))
            td { @if let Some(received) = submission.received { (day(received.on)) } @else { "–" } }
            td.number { (n_sent) }
            td.number { @if submission.is_merged() { (StandingCounts::of(submission).total) } @else { "–" } }
        }
    }
}

/// The file that a row without a branch stands for: nothing else tells two of them apart.
fn file(bloc: &Bloc, submission: &Submission) -> Option<String> {
    let reading = bloc.campaign.files.get(submission.pieces.first()?.file)?;
    Some(on_screen(&reading.file.path))
}

/// A count that leads to what it counts.
fn count(index: usize, severity: &str, what: &str, count: u32) -> Markup {
    html! {
        td.number {
            @if count > 0 {
                a href="#findings" data-branch=(key(Some(index))) data-severity=(severity)
                    aria-label={ (count) " " (what) ", xem nội dung" } { (count) }
            } @else { "0" }
        }
    }
}

/// Class and mark of a state; the words beside them say the same.
fn look(submission: &Submission) -> (&'static str, &'static str) {
    match (submission.content, submission.timing) {
        (Content::Read | Content::Nil, _) if submission.branch.is_none() => ("unknown", "?"),
        (Content::Missing, _) => ("missing", "✗"),
        (Content::Rejected, _) => ("unusable", "✗"),
        (Content::Nil, _) => ("nil", "–"),
        (Content::Read, Timing::Late { .. }) => ("late", "!"),
        (Content::Read, Timing::OnTime | Timing::Undated | Timing::Missing) => ("on-time", "✓"),
    }
}

/// How many findings of each submission the committee sent back for mending (`Xử lý`). A return that mends them makes the
/// findings go, and the answers with them.
fn sent_back(bloc: &Bloc) -> Vec<u32> {
    let mut counts = vec![0; bloc.campaign.submissions.len()];
    for finding in &bloc.findings {
        let is_sent_back = finding.answer.as_ref().is_some_and(|answer| fold(&answer.words).starts_with("trả"));
        if let Some(count) = finding.submission.and_then(|index| counts.get_mut(index)).filter(|_| is_sent_back) {
            *count += 1;
        }
    }
    counts
}

/// The counts above the board.
fn totals(bloc: &Bloc) -> Markup {
    let turnout = Turnout::of(bloc);
    let sent_back = sent_back(bloc).into_iter().filter(|&count| count > 0).count() as u32;
    let strangers = (bloc.campaign.submissions.len() as u32).saturating_sub(turnout.owed);
    let counts = [
        ("on-time", "Đúng hạn", turnout.on_time),
        ("late", "Nộp muộn", turnout.late),
        ("on-time", "Đã nộp, không rõ ngày hoặc hạn", turnout.undated),
        ("nil", "Không có nội dung", turnout.nil),
        ("unusable", "Không dùng được", turnout.rejected),
        ("missing", "Chưa nộp", turnout.missing),
        ("sent-back", "Đã trả ‹chi bộ› sửa", sent_back),
        ("unknown", "Tệp chưa rõ của ‹chi bộ› nào", strangers),
    ];
    html! {
        p { "Đã nộp " strong { (turnout.returned()) "/" (turnout.owed) } " ‹chi bộ›." }
        ul.counts {
            @for (class, label, count) in counts {
                @if count > 0 { li.(class) { strong { (count) } " " (label) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::Answer;
    use crate::output::sample;

    #[test]
    fn what_the_committee_sends_back_is_counted_to_the_branch() {
        for (words, expected) in [("Trả chi bộ sửa", 1), ("TRẢ LẠI", 1), ("Chấp nhận", 0), ("Tra cứu", 0)]
        {
            let mut bloc = sample::bloc();
            bloc.findings[0].answer = Some(Answer { words: words.to_owned(), accepted: None });
            assert_eq!(sent_back(&bloc), [expected, 0, 0, 0, 0, 0], "{words}");
        }
    }
}
