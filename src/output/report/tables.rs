//! The tables within the report.

use super::facts::Facts;
use super::rewards::by_kind_and_form;
use crate::consolidate::count::StandingCounts;
use crate::docx::{Block, Borders, Cell, Paragraph, Run, Table};
use crate::domain::grade::Grade;
use crate::domain::submission::Content;
use crate::regulation::quota::share;

const SIZE: f64 = 10.5;

fn head(text: &str) -> Cell {
    Cell::new(Paragraph::centred(vec![Run::bold(text)]).sized(SIZE)).shaded()
}

fn figure(number: u32) -> Cell {
    text(if number == 0 { "–".to_owned() } else { number.to_string() })
}

fn text(text: impl Into<String>) -> Cell {
    Cell::new(Paragraph::centred(vec![Run::new(text)]).sized(SIZE))
}

fn left(text: impl Into<String>) -> Cell {
    Cell::new(Paragraph::left(vec![Run::new(text)]).sized(SIZE))
}

fn bold(mut cell: Cell) -> Cell {
    cell.paragraphs.iter_mut().flat_map(|one| &mut one.runs).for_each(|run| run.is_bold = true);
    cell
}

/// One row for every branch of the plan, and the sum.
pub fn by_branch(facts: &Facts) -> Block {
    // Members of whom nobody knows how they stand are neither graded nor without a grade.
    let has_undecided = facts.total().undecided > 0;
    let mut widths = vec![8.0, 0.0, 12.0, 12.0];
    if has_undecided {
        widths.push(10.0);
    }
    widths.push(12.0);
    let n_heads = widths.len();
    for grade in Grade::ALL {
        widths.extend(widths_of(facts, grade));
    }
    // The names take what the figures leave.
    widths[1] = TEXT_WIDTH - widths.iter().sum::<f64>();
    let mut first = vec![
        head("TT").begins(),
        head("‹Chi bộ›").begins(),
        head("Tổng số đảng viên").begins(),
        head("Không xếp loại").begins(),
    ];
    if has_undecided {
        first.push(head("Chưa rõ").begins());
    }
    first.push(head("Được xếp loại").begins());
    let mut second: Vec<Cell> = (0..n_heads).map(|_| Cell::goes_on().shaded()).collect();
    for grade in Grade::ALL {
        first.push(head(grade.short_label()).across(2));
        second.extend([head("SL"), head("%")]);
    }
    let n_figures = (n_heads - 2 + 2 * Grade::ALL.len()) as u16;
    let mut rows = vec![first, second];
    for (number, submission) in (1_u32..).zip(&facts.branches) {
        let counts = StandingCounts::of(submission);
        let mut row = vec![text(number.to_string()), left(submission.name.as_str())];
        match submission.content {
            Content::Read => row.extend(figures(&counts, has_undecided)),
            Content::Missing => row.push(text("Chưa nộp hồ sơ").across(n_figures)),
            Content::Rejected => row.push(text("Hồ sơ chưa dùng được").across(n_figures)),
            Content::Nil => row.push(text("Không có nội dung").across(n_figures)),
        }
        rows.push(row);
    }
    let mut total = vec![text("Tổng cộng").across(2)];
    total.extend(figures(facts.total(), has_undecided));
    rows.push(total.into_iter().map(bold).collect());
    // A sum never stands alone on a page.
    let n_rows = rows.len();
    keep_together(&mut rows[n_rows.saturating_sub(3)..]);
    Table { widths, borders: Borders::All, n_header_rows: 2, rows }.into()
}

/// Of a page between its margins, in millimetres.
const TEXT_WIDTH: f64 = 165.0;

/// The widths of a grade's number and share: as wide as the widest figure, which is bold in the sum, asks for.
fn widths_of(facts: &Facts, grade: Grade) -> [f64; 2] {
    let number = match facts.total().of_grade(grade) {
        // Dashes only.
        0 => return [7.0, 8.0],
        1..=99 => 7.0,
        100..=999 => 8.0,
        _ => 10.0,
    };
    let is_whole = |counts: StandingCounts| counts.of_grade(grade) > 0 && counts.of_grade(grade) == counts.graded();
    let has_whole = facts.branches.iter().any(|submission| is_whole(StandingCounts::of(submission)));
    [number, if has_whole { 14.5 } else { 12.5 }]
}

/// Keeps each row on the page of the next one.
fn keep_together(rows: &mut [Vec<Cell>]) {
    let Some((_, rows)) = rows.split_last_mut() else { return };
    let paragraphs = rows.iter_mut().flatten().flat_map(|cell| &mut cell.paragraphs);
    paragraphs.for_each(|paragraph| paragraph.keeps_with_next = true);
}

fn figures(counts: &StandingCounts, has_undecided: bool) -> Vec<Cell> {
    let mut cells = vec![figure(counts.total), figure(counts.not_graded() - counts.undecided)];
    if has_undecided {
        cells.push(figure(counts.undecided));
    }
    cells.push(figure(counts.graded()));
    for grade in Grade::ALL {
        let count = counts.of_grade(grade);
        cells.push(figure(count));
        cells.push(text(if count == 0 { "–".to_owned() } else { share(count, counts.graded()) }));
    }
    cells
}

/// Proposals by kind and form.
pub fn rewards(facts: &Facts) -> Block {
    let mut rows =
        vec![vec![head("TT"), head("Hình thức, loại thành tích"), head("Cá nhân"), head("Tập thể"), head("Cộng")]];
    for (number, (words, count)) in (1_u32..).zip(by_kind_and_form(facts)) {
        rows.push(vec![
            text(number.to_string()),
            left(capitalised(&words)),
            figure(count.members),
            figure(count.collectives),
            figure(count.members + count.collectives),
        ]);
    }
    let rewards = facts.rewards;
    let total = vec![
        text("Tổng cộng").across(2),
        figure(rewards.members),
        figure(rewards.collectives),
        figure(rewards.members + rewards.collectives),
    ];
    rows.push(total.into_iter().map(bold).collect());
    // A handful of kinds and forms stays on one page.
    keep_together(&mut rows);
    Table { widths: vec![10.0, 90.0, 22.0, 22.0, 21.0], borders: Borders::All, n_header_rows: 1, rows }.into()
}

/// With a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
