//! Tables side by side: a sheet in which one table stands to the right of another is parted, before anything is read,
//! into one sheet for each, every cell at its own address. Told by a second column of running numbers beside a second
//! column of names, or by an empty column between two whole tables; a spacer inside one table parts nothing.

use super::layout::header::{Header, Shape, find_headers};
use super::layout::surroundings::{Line, titles_above};
use super::layout::vocabulary::{Claim, HeaderWords, claim, name_of};
use super::view::{SheetView, is_blank};
use crate::domain::column::Column;
use crate::grid::{Cell, Row, Sheet, Value};
use crate::intake::value::grade::{GradeText, read_grade};
use std::borrow::Cow;

/// A sheet, or what of it belongs to one of several tables side by side.
pub struct Panel<'a> {
    pub sheet: Cow<'a, Sheet>,
    /// Lines above the tables beside it, which may speak for this one too; nearest first.
    pub beside: Vec<Line>,
    /// Those of its tables, once it is parted no further.
    pub headers: Vec<Header>,
}

/// More tables than this stand side by side in no form.
const MOST_PANELS: usize = 8;

/// Parts a sheet; most sheets are one panel.
pub fn panels_of(sheet: &Sheet) -> Vec<Panel<'_>> {
    let mut done: Vec<Panel> = Vec::new();
    let mut rest = vec![Panel { sheet: Cow::Borrowed(sheet), beside: Vec::new(), headers: Vec::new() }];
    while let Some(mut panel) = rest.pop() {
        let may_part = done.len() + rest.len() + 1 < MOST_PANELS;
        let (headers, parted) = {
            let view = SheetView::new(&panel.sheet);
            let headers = find_headers(&view);
            let parted = if may_part { part(&panel, &view, &headers) } else { None };
            (headers, parted)
        };
        match parted {
            // The left one is looked at first, so that the panels come in reading order.
            Some((left, right)) => rest.extend([right, left]),
            None => {
                panel.headers = headers;
                done.push(panel);
            }
        }
    }
    done
}

fn part<'a>(panel: &Panel<'a>, view: &SheetView, headers: &[Header]) -> Option<(Panel<'a>, Panel<'a>)> {
    let last_row = panel.sheet.rows.last().map_or(0, |row| row.number);
    headers.iter().enumerate().find_map(|(index, header)| {
        let end = headers.get(index + 1).map_or(last_row, |next| next.top - 1);
        let cut = second_table(header).or_else(|| behind_gap(view, header, end))?;
        let before = index.checked_sub(1).map(|before| &headers[before]);
        Some(cut_at(view, header, before, end, cut, panel))
    })
}

fn is(words: &HeaderWords, column: Column) -> bool {
    claim(words, None) == Claim::Is(column)
}

fn is_name(words: &HeaderWords) -> bool {
    name_of(&words.leaf).is_some() || is(words, Column::Name)
}

/// The second column of running numbers in one header, when names stand on both sides of it.
fn second_table(header: &Header) -> Option<u16> {
    let ordinals = || (0..header.columns.len()).filter(|&index| is(&header.columns[index].1, Column::Ordinal));
    let index = ordinals().nth(1)?;
    let (left, right) = header.columns.split_at(index);
    let is_named = |columns: &[(u16, HeaderWords)]| columns.iter().any(|(_, words)| is_name(words));
    (is_named(left) && is_named(right)).then(|| header.columns[index].0)
}

/// The first column of a whole table that an empty column keeps apart from the table of this header.
fn behind_gap(view: &SheetView, header: &Header, end: u32) -> Option<u16> {
    let last = (header.top..=end).rev().find(|&number| n_filled(row_of(view, number)) >= 3)?;
    let rows = || (header.top..=last).filter_map(|number| row_of(view, number));
    let width = rows().filter_map(|row| row.cells.last()).map(|cell| cell.column).max()?;
    let first = header.columns.first()?.0;
    // One flag a column: whether anything stands in it.
    let mut is_used = vec![false; usize::from(width) + 2];
    for row in rows() {
        for cell in row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))) {
            is_used[usize::from(cell.column)] = true;
        }
        for area in view.areas_of_row(row.number).filter(|area| area.last.column - area.first.column < 40) {
            let to = usize::from(area.last.column.min(width));
            is_used[usize::from(area.first.column).min(to)..=to].fill(true);
        }
    }
    let starts =
        (first + 2..=width).filter(|&column| is_used[usize::from(column)] && !is_used[usize::from(column) - 1]);
    starts.into_iter().find(|&column| {
        let of = |keeps: fn(u16, u16) -> bool| {
            let rows = rows().map(|row| part_of_row(row, |at| keeps(at, column)));
            let rows = rows.filter(|row| !row.cells.is_empty()).collect();
            Sheet { rows, merges: panel_merges(view, |at| keeps(at, column)), ..Sheet::default() }
        };
        is_whole(&of(|at, cut| at < cut)) && is_whole(&of(|at, cut| at >= cut))
    })
}

/// A table that needs nothing of its neighbour: names with something said of them, or counts under the grades.
fn is_whole(sheet: &Sheet) -> bool {
    let view = SheetView::new(sheet);
    find_headers(&view).iter().any(|header| match header.shape {
        Shape::Names => {
            let says = |words: &HeaderWords| {
                matches!(
                    claim(words, None),
                    Claim::PlainGrade
                        | Claim::GradeIfGraded(..)
                        | Claim::Is(
                            Column::Ordinal
                                | Column::Grade(_)
                                | Column::Tick(..)
                                | Column::RewardForm
                                | Column::RewardKind
                        )
                )
            };
            header.columns.iter().any(|(_, words)| is_name(words))
                && header.columns.iter().any(|(_, words)| says(words))
        }
        Shape::Counts => is_of_counts(sheet, header),
    })
}

/// Figures of groups, not the votes for each person of the list: they have words of their own before them, or one row.
fn is_of_counts(sheet: &Sheet, header: &Header) -> bool {
    let is_count = |cell: &Cell| matches!(cell.value, Value::Number(number) if number.fract() == 0.0 && number > 1.0);
    let n_rows =
        sheet.rows.iter().filter(|row| row.number >= header.body_from && row.cells.iter().any(is_count)).count();
    let has_labels =
        header.columns.first().is_some_and(|(_, words)| !matches!(read_grade(&words.leaf), GradeText::Is(_)));
    n_rows == 1 || n_rows > 1 && has_labels
}

fn row_of<'a>(view: &SheetView<'a>, number: u32) -> Option<&'a Row> {
    let rows = &view.sheet.rows;
    rows.binary_search_by_key(&number, |row| row.number).ok().map(|index| &rows[index])
}

fn n_filled(row: Option<&Row>) -> usize {
    row.map_or(0, |row| row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))).count())
}

fn part_of_row(row: &Row, keeps: impl Fn(u16) -> bool) -> Row {
    let cells = row.cells.iter().filter(|cell| keeps(cell.column)).cloned().collect();
    Row { number: row.number, is_hidden: row.is_hidden, cells }
}

fn panel_merges(view: &SheetView, keeps: impl Fn(u16) -> bool) -> Vec<crate::grid::Area> {
    view.sheet.merges.iter().filter(|area| keeps(area.first.column)).copied().collect()
}

/// Takes the cells from `cut` on, of the header's rows, its body and its titles, into a panel of their own.
fn cut_at<'a>(
    view: &SheetView,
    header: &Header,
    before: Option<&Header>,
    end: u32,
    cut: u16,
    panel: &Panel<'a>,
) -> (Panel<'a>, Panel<'a>) {
    let titles = titles_above(view, header, before);
    let from = titles.iter().map(|line| line.at.row).min().unwrap_or(header.top).min(header.top);
    let is_of_block = |row: u32| (from..=end).contains(&row);
    let sheet = view.sheet;
    let mut left = Sheet { rows: Vec::with_capacity(sheet.rows.len()), merges: Vec::new(), ..shell(sheet) };
    let mut right = Sheet { rows: Vec::new(), merges: Vec::new(), ..shell(sheet) };
    for row in &sheet.rows {
        if !is_of_block(row.number) {
            left.rows.push(row.clone());
            continue;
        }
        for (to, part) in [
            (&mut left, part_of_row(row, |column| column < cut)),
            (&mut right, part_of_row(row, |column| column >= cut)),
        ] {
            if !part.cells.is_empty() {
                to.rows.push(part);
            }
        }
    }
    for area in &sheet.merges {
        let goes_right = area.first.column >= cut && is_of_block(area.first.row);
        if goes_right { &mut right } else { &mut left }.merges.push(*area);
    }
    let (own, beside): (Vec<Line>, Vec<Line>) = titles.into_iter().partition(|line| line.at.column >= cut);
    let with = |lines: Vec<Line>| lines.into_iter().chain(panel.beside.iter().cloned()).collect();
    let of = |sheet, beside| Panel { sheet: Cow::Owned(sheet), beside, headers: Vec::new() };
    (of(left, with(own)), of(right, with(beside)))
}

/// A sheet's own facts, without cells.
fn shell(sheet: &Sheet) -> Sheet {
    Sheet {
        name: sheet.name.clone(),
        is_hidden: sheet.is_hidden,
        rows: Vec::new(),
        merges: Vec::new(),
        hidden_columns: sheet.hidden_columns.clone(),
    }
}
