//! The proof that no row was lost, file by file, with what was not checked and what was set aside.

use super::{on_screen, wide};
use crate::consolidate::Bloc;
use crate::consolidate::reconcile::{self, SheetLine};
use crate::output::workbook::words;
use maud::{Markup, html};

pub fn section(bloc: &Bloc) -> Markup {
    let sums = reconcile::sums(&bloc.campaign);
    html! {
        p {
            @if sums.balances() { span.state.within { "✓ Khớp" } } @else { span.state.over { "✗ Không khớp" } }
            " " (sums.files) " tệp: đọc " (sums.read) " dòng = gộp " (sums.merged) " + để riêng " (sums.set_aside)
            " + bị lần nộp sau thay thế " (sums.superseded) "."
        }
        (lines(bloc))
        (set_aside(bloc))
        @if !bloc.unchecked.is_empty() {
            h3 { "Chưa kiểm tra" }
            ul { @for line in &bloc.unchecked { li { (on_screen(line)) } } }
        }
    }
}

fn lines(bloc: &Bloc) -> Markup {
    let lines = reconcile::lines(&bloc.campaign);
    if lines.is_empty() {
        return html! {};
    }
    let table = html! {
        table {
            thead { tr {
                th scope="col" { "Tệp" } th scope="col" { "Trang tính" } th.number scope="col" { "Đọc" }
                th.number scope="col" { "Gộp" } th.number scope="col" { "Để riêng" } th.number scope="col" { "Bị thay thế" }
                th scope="col" { "Kiểm tra" }
            } }
            tbody { @for line in &lines { (one(bloc, line)) } }
        }
    };
    html! {
        details { summary { "Từng tệp, từng trang tính (" (lines.len()) ")" } (wide("Đối soát từng trang tính", table)) }
    }
}

fn one(bloc: &Bloc, line: &SheetLine) -> Markup {
    let file = bloc.campaign.files.get(line.file).map_or_else(String::new, |reading| on_screen(&reading.file.path));
    html! {
        tr {
            td { (file) } td { (on_screen(&line.sheet)) } td.number { (line.read) } td.number { (line.merged) }
            td.number { (line.set_aside) } td.number { (line.superseded) }
            td { @if line.balances() { "✓ khớp" } @else { "✗ không khớp" } }
        }
    }
}

/// Where rows were set aside and why; what stands in them is for the workbook, because it names people.
fn set_aside(bloc: &Bloc) -> Markup {
    let rows = reconcile::set_aside_rows(&bloc.campaign);
    html! {
        @if !rows.is_empty() {
            details {
                summary { "Dòng để riêng (" (rows.len()) "); nội dung từng dòng có trong sheet “Đối soát” của tệp tổng hợp" }
                ul {
                    @for (_, row) in rows {
                        li {
                            (on_screen(&row.place.file)) " › " (on_screen(&row.place.sheet)) " › " (row.place.at) ": "
                            (words::set_aside(row.why))
                        }
                    }
                }
            }
        }
    }
}
