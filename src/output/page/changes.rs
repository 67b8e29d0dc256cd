//! What the committee decided otherwise than the branch, what it decided about findings, and what branches changed
//! between two returns. Places always; names and free words only when asked for.

use super::branches::{Owners, code_or_name, title};
use super::{Overview, findings, on_screen, wide};
use crate::domain::decision::Answer;
use crate::domain::grade::Grade;
use crate::domain::member::{ActorGrades, RowSource};
use crate::domain::submission::{Change, ChangeKind, Submission};
use crate::output::text::{self, Names};
use crate::rules::finding::Finding;
use maud::{Markup, html};

pub fn section(page: &Overview) -> Markup {
    html! {
        h3 { "Đảng ủy quyết định khác ‹chi bộ›" }
        (decided(page))
        h3 { "Đảng ủy xử lý nội dung rà soát" }
        (handled(page))
        h3 { "‹Chi bộ› nộp lại" }
        (returned_again(page))
    }
}

/// One grade that the committee changed.
struct Decided<'b> {
    submission: &'b Submission,
    source: &'b RowSource,
    name: &'b str,
    what: &'static str,
    from: Option<Grade>,
    to: Grade,
}

fn decided(page: &Overview) -> Markup {
    let mut rows: Vec<Decided> = Vec::new();
    for submission in page.bloc.campaign.submissions.iter().filter(|submission| submission.is_merged()) {
        let mut push = |source, name, what, grades: &ActorGrades| {
            let from = grades.branch_grade.as_ref().map(|grade| grade.value);
            if let Some(to) = grades.committee_grade.as_ref().map(|grade| grade.value).filter(|to| Some(*to) != from) {
                rows.push(Decided { submission, source, name, what, from, to });
            }
        };
        for each in &submission.members {
            push(&each.source, each.name.value.clean.as_str(), "Đảng viên", &each.grades);
        }
        for each in &submission.collectives {
            push(&each.source, each.name.value.as_str(), "Tập thể", &each.grades);
        }
        for each in &submission.staff {
            push(&each.source, each.name.value.clean.as_str(), "Công chức", &each.grades);
        }
    }
    if rows.is_empty() {
        return html! { p { "Chưa có." } };
    }
    let table = html! {
        table {
            thead { tr {
                th scope="col" { "‹Chi bộ›" } th scope="col" { "Đối tượng" } th scope="col" { "Vị trí" }
                @if page.names == Names::Shown { th scope="col" { "Họ và tên" } }
                th scope="col" { "‹Chi bộ› xếp loại" } th scope="col" { "Đảng ủy quyết định" }
            } }
            tbody {
                @for row in rows {
                    tr {
                        td { (code_or_name(row.submission)) } td { (row.what) } td { (place(row.source)) }
                        @if page.names == Names::Shown { td { (on_screen(row.name)) } }
                        td { (row.from.map_or("–", Grade::label)) } td { (row.to.label()) }
                    }
                }
            }
        }
    };
    wide("Đảng ủy quyết định khác ‹chi bộ›", table)
}

fn place(source: &RowSource) -> String {
    format!("{} › {} › {}", on_screen(&source.file), on_screen(&source.sheet), source.at)
}

fn handled(page: &Overview) -> Markup {
    let owners = Owners::new(page.bloc);
    let answered: Vec<(&Finding, &Answer)> =
        page.bloc.findings.iter().filter_map(|finding| Some((finding, finding.answer.as_ref()?))).collect();
    if answered.is_empty() {
        return html! { p { "Chưa có." } };
    }
    let table = html! {
        table {
            thead { tr {
                th scope="col" { "Mã" } th scope="col" { "‹Chi bộ›" } th scope="col" { "Vị trí" } th scope="col" { "Xử lý" }
                @if page.names == Names::Shown { th scope="col" { "Ý kiến" } }
            } }
            tbody {
                @for (finding, answer) in answered {
                    tr {
                        td { (finding.code) } td { (owners.label(owners.submission_of(finding))) } td { (text::place(finding)) }
                        td { (findings::handled(finding)) }
                        @if page.names == Names::Shown { td { (on_screen(&answer.words)) } }
                    }
                }
            }
        }
    };
    wide("Xử lý nội dung rà soát", table)
}

fn returned_again(page: &Overview) -> Markup {
    let again = page.bloc.campaign.submissions.iter().filter(|submission| !submission.changes.is_empty());
    let again: Vec<&Submission> = again.collect();
    if again.is_empty() {
        return html! { p { "Không có ‹chi bộ› nào nộp lại với nội dung khác." } };
    }
    html! {
        @for submission in again {
            details {
                summary { (title(submission)) ": " (submission.changes.len()) " thay đổi so với bản trước" }
                ul { @for change in &submission.changes { li { (changed(page, change)) } } }
            }
        }
    }
}

fn changed(page: &Overview, change: &Change) -> Markup {
    let place = &change.place;
    html! {
        (on_screen(&place.sheet)) " › " (place.at) ": "
        @match &change.what {
            ChangeKind::Added => "thêm một dòng",
            ChangeKind::Removed => "bớt một dòng (vị trí ở bản trước)",
            ChangeKind::Field { header, from, to } => {
                (on_screen(header)) ": “" (on_screen(from)) "” → “" (on_screen(to)) "”"
            }
        }
        @if page.names == Names::Shown { " (" (on_screen(&change.subject)) ")" }
    }
}
