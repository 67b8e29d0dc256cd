//! How the members of each branch are graded: a bar a branch, with the figures beside it in the same row.

use super::{branches, on_screen, wide};
use crate::consolidate::Bloc;
use crate::consolidate::count::StandingCounts;
use crate::domain::grade::Grade;
use crate::regulation::quota::share;
use maud::{Markup, html};

/// The width of the longest bar, in the drawing's own units: whole numbers, so that every machine draws the same.
const FULL: u64 = 1_000;

/// One part of a bar.
struct Part {
    class: &'static str,
    label: &'static str,
    count: u32,
}

pub fn section(bloc: &Bloc) -> Markup {
    let rows: Vec<(String, String, StandingCounts)> = bloc
        .campaign
        .submissions
        .iter()
        .filter(|submission| submission.is_merged())
        .map(|each| (branches::code_or_name(each), on_screen(&each.name), StandingCounts::of(each)))
        .collect();
    if rows.is_empty() {
        return html! { p { "Chưa có ‹chi bộ› nào nộp được số liệu." } };
    }
    let longest = rows.iter().map(|(_, _, counts)| counts.total).max().unwrap_or(0);
    let mut sum = StandingCounts::default();
    for (_, _, counts) in &rows {
        sum += *counts;
    }
    let table = html! {
        table.grades {
            thead {
                tr {
                    th scope="col" { "‹Chi bộ›" }
                    th.bar scope="col" { "Biểu đồ" }
                    th.number scope="col" { "Đảng viên" }
                    @for grade in Grade::ALL {
                        th.number scope="col" { abbr title=(grade.label()) { (grade.short_label()) } }
                    }
                    th.number scope="col" { "Không xếp loại" }
                    th.number scope="col" { "Chưa rõ" }
                    th.number scope="col" { "Tỷ lệ xuất sắc" }
                }
            }
            tbody {
                @for (code, name, counts) in &rows {
                    tr {
                        th scope="row" { abbr title=(name) { (code) } }
                        td.bar { (bar(*counts, longest)) }
                        (figures(*counts))
                    }
                }
            }
            tfoot { tr { th scope="row" { "Cộng" } td.bar { (bar(sum, sum.total)) } (figures(sum)) } }
        }
    };
    html! {
        ul.legend aria-hidden="true" {
            @for part in parts(StandingCounts::default()) { li { span.swatch.(part.class) {} " " (part.label) } }
        }
        p.fine { "Đảng viên theo mức xếp loại, từng ‹chi bộ›. Tỷ lệ tính trên số được xếp loại." }
        (wide("Bảng kết quả xếp loại", table))
    }
}

fn figures(counts: StandingCounts) -> Markup {
    html! {
        td.number { (counts.total) }
        @for grade in Grade::ALL { td.number { (counts.of_grade(grade)) } }
        td.number { (counts.not_graded() - counts.undecided) }
        td.number { (counts.undecided) }
        td.number { (share(counts.excellent, counts.graded())) }
    }
}

fn parts(counts: StandingCounts) -> [Part; 6] {
    let graded = |grade: Grade, class| Part { class, label: grade.label(), count: counts.of_grade(grade) };
    [
        graded(Grade::Excellent, "excellent"),
        graded(Grade::Good, "good"),
        graded(Grade::Completed, "completed"),
        graded(Grade::NotCompleted, "not-completed"),
        Part { class: "not-graded", label: "Không xếp loại", count: counts.not_graded() - counts.undecided },
        Part { class: "undecided", label: "Chưa rõ", count: counts.undecided },
    ]
}

/// The figures stand in the row; the bar is for the eye alone.
fn bar(counts: StandingCounts, longest: u32) -> Markup {
    let unit = |people: u32| u64::from(people) * FULL / u64::from(longest.max(1));
    let mut before = 0;
    let mut drawn = Vec::new();
    for part in parts(counts) {
        let (from, to) = (unit(before), unit(before + part.count));
        before += part.count;
        if to > from {
            drawn.push((part.class, from, to - from));
        }
    }
    html! {
        svg viewBox={ "0 0 " (FULL) " 40" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for (class, from, width) in drawn { rect.(class) x=(from) y="0" width=(width) height="40" {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_full_and_parts_leave_no_gap() {
        let counts = StandingCounts { total: 7, excellent: 1, good: 2, completed: 1, exempt: 3, ..Default::default() };
        let drawn = bar(counts, 7).into_string();
        let numbers = |name: &str| -> Vec<u64> {
            drawn.split(&format!("{name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
        };
        let (from, width) = (numbers(" x"), numbers(" width"));
        assert_eq!(from.first(), Some(&0));
        for index in 1..from.len() {
            assert_eq!(from[index], from[index - 1] + width[index - 1]);
        }
        assert_eq!(from.last().zip(width.last()).map(|(from, width)| from + width), Some(FULL));
    }
}
