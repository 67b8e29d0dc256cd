//! Days to and from each deadline: by the day given with `--as-of`, else by the dates that are recorded. Never by the
//! clock, so that the page says the same tomorrow.

use super::{Overview, branches, day};
use crate::domain::submission::Content;
use crate::output::status::days_left;
use chrono::NaiveDate;
use maud::{Markup, html};

pub fn section(page: &Overview) -> Markup {
    let plan = &page.bloc.campaign.plan;
    let deadlines = [("Hạn ‹chi bộ› nộp", plan.deadline), ("Hạn báo cáo cấp trên", plan.report_deadline)];
    let own = own_deadlines(page);
    if deadlines.iter().all(|(_, deadline)| deadline.is_none()) && own.is_empty() {
        return html! { p { "Kế hoạch chưa ghi hạn nộp và hạn báo cáo." } };
    }
    html! {
        @if let Some(today) = page.as_of { p { "Tính đến ngày " (day(today)) "." } }
        dl.deadlines {
            @for (label, deadline) in deadlines {
                @if let Some(deadline) = deadline {
                    div {
                        dt { (label) }
                        dd {
                            strong { (day(deadline)) }
                            @if let Some(distance) = distance(page, deadline) { " · " (distance) }
                        }
                    }
                }
            }
        }
        @if !own.is_empty() {
            p { "‹Chi bộ› có hạn riêng:" }
            ul { @for line in own { li { (line) } } }
        }
    }
}

/// “còn 3 ngày” with a day to count from; else how the last return received stands to the deadline.
fn distance(page: &Overview, deadline: NaiveDate) -> Option<String> {
    if let Some(today) = page.as_of {
        return Some(days_left(deadline, today));
    }
    let of_branches = page.bloc.campaign.submissions.iter().filter(|submission| submission.branch.is_some());
    let last = of_branches.filter_map(|submission| submission.received).map(|received| received.on).max()?;
    let received = format!("bản nộp nhận sau cùng ngày {}", day(last));
    Some(match (last - deadline).num_days() {
        0 => format!("{received}, đúng ngày hạn"),
        late if late > 0 => format!("{received}, sau hạn {late} ngày"),
        early => format!("{received}, trước hạn {} ngày", -early),
    })
}

fn own_deadlines(page: &Overview) -> Vec<String> {
    let plan = &page.bloc.campaign.plan;
    let mut lines = Vec::new();
    for submission in &page.bloc.campaign.submissions {
        let branch = submission.branch.and_then(|index| plan.branches.get(index));
        let Some(own) = branch.and_then(|branch| branch.own_deadline) else { continue };
        let left = match (page.as_of, submission.content) {
            (Some(today), Content::Missing) => format!(" · {}", days_left(own, today)),
            _ => String::new(),
        };
        lines.push(format!("{}: {}{left}", branches::title(submission), day(own)));
    }
    lines
}
