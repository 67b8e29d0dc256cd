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
    let table = html! {
        table.board {
            thead {
                tr {
                    th scope="col" { "Mã" }
                    th scope="col" { "Chi bộ" }
                    th scope="col" { "Tình trạng" }
                    th.number scope="col" { "Lỗi" }
                    th.number scope="col" { "Cảnh báo" }
                    th scope="col" { "Ngày nhận" }
                    th.number scope="col" { "Số lần nộp" }
                    th.number scope="col" { "Đảng viên" }
                }
            }
            tbody {
                @for (index, (submission, counts)) in bloc.campaign.submissions.iter().zip(findings).enumerate() {
                    (row(page, index, submission, counts))
                }
            }
        }
    };
    html! {
        (totals(bloc))
        p.fine { "Mỗi chi bộ một dòng; bấm vào số lỗi, số cảnh báo để xem nội dung của chi bộ đó." }
        (wide("Bảng tình hình nộp", table))
    }
}

fn row(page: &Overview, index: usize, submission: &Submission, counts: FindingCounts) -> Markup {
    let plan = &page.bloc.campaign.plan;
    let deadline =
        submission.branch.and_then(|branch| plan.branches.get(branch)).and_then(|branch| plan.deadline_of(branch));
    let left = match (submission.content, deadline, page.as_of) {
        (Content::Missing, Some(deadline), Some(today)) => Some(status::days_left(deadline, today)),
        _ => None,
    };
    let (class, mark) = look(submission);
    let n_sent_back = n_sent_back(page.bloc, submission);
    let n_sent = if submission.pieces.is_empty() { 0 } else { 1 + submission.superseded.len() };
    html! {
        tr {
            td { @if submission.code.is_empty() { "–" } @else { (on_screen(&submission.code)) } }
            th scope="row" { @if submission.name.is_empty() { (title(submission)) } @else { (on_screen(&submission.name)) } }
            td.where-it-stands {
                span.state.(class) {
                    span aria-hidden="true" { (mark) } " " (status::state(page.bloc, submission))
                    @if let Some(left) = left { ", " (left) }
                }
                @if n_sent_back > 0 { " " span.state.sent-back { span aria-hidden="true" { "↩" } " Đã trả chi bộ sửa" } }
            }
            (count(index, "error", "lỗi", counts.errors))
            (count(index, "warning", "cảnh báo", counts.warnings))
            td { @if let Some(received) = submission.received { (day(received.on)) } @else { "–" } }
            td.number { (n_sent) }
            td.number { @if submission.is_merged() { (StandingCounts::of(submission).total) } @else { "–" } }
        }
    }
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

/// How many findings of the branch the committee sent back (the plan's sheet `Xử lý`) and no newer return answers.
pub fn n_sent_back(bloc: &Bloc, submission: &Submission) -> usize {
    let is_open = |on| submission.received.is_none_or(|received| received.on <= on);
    bloc.campaign
        .plan
        .decisions
        .iter()
        .filter(|decision| submission.branch.is_some() && decision.branch.as_deref() == Some(&*submission.code))
        .filter(|decision| decision.decision.as_deref().is_some_and(|words| fold(words).starts_with("trả")))
        .filter(|decision| decision.on.is_none_or(is_open))
        .count()
}

/// The counts above the board.
fn totals(bloc: &Bloc) -> Markup {
    let turnout = Turnout::of(bloc);
    let sent_back = bloc.campaign.submissions.iter().filter(|each| n_sent_back(bloc, each) > 0).count() as u32;
    let strangers = (bloc.campaign.submissions.len() as u32).saturating_sub(turnout.owed);
    let counts = [
        ("on-time", "Đúng hạn", turnout.on_time),
        ("late", "Nộp muộn", turnout.late),
        ("on-time", "Đã nộp, không rõ ngày hoặc hạn", turnout.undated),
        ("nil", "Không có nội dung", turnout.nil),
        ("unusable", "Không dùng được", turnout.rejected),
        ("missing", "Chưa nộp", turnout.missing),
        ("sent-back", "Đã trả chi bộ sửa", sent_back),
        ("unknown", "Tệp chưa rõ của chi bộ nào", strangers),
    ];
    html! {
        p { "Đã nộp " strong { (turnout.returned()) "/" (turnout.owed) } " chi bộ." }
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
    use crate::domain::plan::FindingDecision;
    use crate::output::sample;
    use chrono::NaiveDate;

    #[test]
    fn a_return_newer_than_the_decision_answers_it() {
        let mut bloc = sample::bloc();
        let decision = |words: &str, on| FindingDecision {
            row: 2,
            code: "B409".to_owned(),
            branch: Some("CB01".to_owned()),
            place: None,
            decision: Some(words.to_owned()),
            value: None,
            reason: None,
            by: None,
            on,
        };
        // The sample's return came on 26/11/2021.
        let on = |day| NaiveDate::from_ymd_opt(2021, 11, day);
        for (words, day, expected) in [
            ("Trả chi bộ sửa", None, 1),
            ("TRẢ LẠI", on(27), 1),
            ("Trả chi bộ sửa", on(25), 0),
            ("Chấp nhận", None, 0),
            ("Tra cứu", None, 0),
        ] {
            bloc.campaign.plan.decisions = vec![decision(words, day)];
            assert_eq!(n_sent_back(&bloc, &bloc.campaign.submissions[0]), expected, "{words}");
            assert_eq!(n_sent_back(&bloc, &bloc.campaign.submissions[1]), 0, "{words}");
        }
    }
}
