//! The tables of a whole file: found first in every sheet, so that one may lean on another (a table that names no
//! branch belongs to the one the rest of the file names), read afterwards.

use super::Context;
use super::layout::columns::{Columns, understand_columns};
use super::layout::header::{Header, Shape};
use super::layout::heading::{Headed, said_of_whole};
use super::layout::kind::kind_of;
use super::layout::row_words::{is_letterhead, is_total, running_number};
use super::layout::surroundings::{Line, claims_of, review_years, titles_above};
use super::layout::vocabulary::{Claim, HeaderWord, claim, header_word};
use super::panels::Panel;
use super::value::grade::{GradeText, read_grade};
use super::value::name::looks_like_name;
use super::view::{SheetView, is_blank, shown};
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::place::CellAt;
use crate::domain::reading::{BranchClaim, ClaimSource, Owner};
use crate::text::fold::{has_any, skeleton};
use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

/// A table found, its header understood, its rows not read yet.
pub struct FoundTable<'a> {
    pub view: &'a SheetView<'a>,
    pub header: Header,
    pub body: RangeInclusive<u32>,
    /// Rows of the body where the header stands again, as on every page of a long list.
    pub repeats: Vec<RangeInclusive<u32>>,
    pub kind: TableKind,
    pub columns: Columns,
    /// Lines above the header, nearest first.
    pub titles: Vec<Line>,
    /// Most certain first.
    pub claims: Vec<BranchClaim>,
    pub owner: Owner,
    /// What its title or sheet says of all in it.
    pub headed: Option<(Headed, CellAt)>,
    /// The year its titles say is under review, when that is not the one expected, and the one that is: the plan's, else
    /// the newest of the file's lists of its kind.
    pub other_year: Option<(i32, i32)>,
    /// The years its titles speak of.
    pub years: Vec<i32>,
    /// Its figures are votes: its rows are no second list of the people, and are set aside.
    pub is_vote: bool,
}

impl FoundTable<'_> {
    /// Whether a row of the body is the header again.
    pub fn is_repeat(&self, row: u32) -> bool {
        self.repeats.iter().any(|rows| rows.contains(&row))
    }
}

/// Finds the tables of a file's sheets. `panels` are what the views show: their headers, and the lines over the tables to
/// their left or right, which speak where their own do not. `file_claims` are what form, file name and folder say of the branch.
pub fn find_tables<'a>(
    views: &'a [SheetView<'a>],
    panels: &[Panel],
    file: &Arc<str>,
    file_claims: &[BranchClaim],
    year: Option<i32>,
    context: &Context,
) -> Vec<FoundTable<'a>> {
    let mut tables = Vec::new();
    for (view, panel) in views.iter().zip(panels) {
        tables.extend(tables_of_sheet(view, panel, file, file_claims, year, context));
    }
    match context.plan {
        Some(_) => inherit_owner(&mut tables),
        None => leave_older_lists(&mut tables),
    }
    tables
}

fn tables_of_sheet<'a>(
    view: &'a SheetView<'a>,
    panel: &Panel,
    file: &Arc<str>,
    file_claims: &[BranchClaim],
    year: Option<i32>,
    context: &Context,
) -> Vec<FoundTable<'a>> {
    let headers = with_repeats(view, &panel.headers);
    let last_row = view.sheet.rows.last().map_or(0, |row| row.number);
    let mut tables: Vec<FoundTable> = Vec::new();
    let mut letterhead: Vec<Line> = Vec::new();
    for (index, (header, repeats)) in headers.iter().enumerate() {
        let end = headers.get(index + 1).map_or(last_row, |(next, _)| next.top - 1);
        let body = header.body_from..=end;
        let mut titles = titles_above(view, header, index.checked_sub(1).map(|before| headers[before].0));
        if index == 0 {
            titles.extend_from_slice(&panel.beside);
            letterhead = titles.clone();
        }
        let words: Vec<String> = titles.iter().map(|line| line.text.clone()).collect();
        let kind = kind_of(header, &words, &view.sheet.name);
        let years = years_said(&titles, &letterhead, view);
        let expected = context.plan.map(|plan| plan.year);
        let other_year = expected.and_then(|expected| Some((other_year(&years, expected)?, expected)));
        let columns = match header.shape {
            Shape::Names => {
                let titled = || titles.iter().chain(&letterhead).flat_map(review_years).max();
                let year = context.plan.map(|plan| plan.year).or(year).or_else(titled);
                understand_columns(view, header, &body, kind, year)
            }
            Shape::Counts => Columns::default(),
        };
        if matches!(kind, TableKind::Members | TableKind::Staff) && explains_columns(view, &columns, &body) {
            continue;
        }
        let is_vote = is_of_votes(view, header, &columns, &body, &titles);
        let claims = claims_for(view, &titles, &letterhead, file, file_claims, context);
        let owner = context.owner_of(&claims);
        let header_at = CellAt::new(header.top, header.columns.first().map_or(1, |(column, _)| *column));
        let headed = said_of_whole(&titles, &view.sheet.name, header_at);
        tables.push(FoundTable {
            view,
            header: (*header).clone(),
            body,
            repeats: repeats.clone(),
            kind,
            columns,
            titles,
            claims,
            owner,
            headed,
            other_year,
            years,
            is_vote,
        });
    }
    tables
}

/// A list whose names are all headers themselves (“Xếp loại | Ghi: HTXSNV, HTTNV”) explains how a form is filled in.
fn explains_columns(view: &SheetView, columns: &Columns, body: &RangeInclusive<u32>) -> bool {
    let Some(name) = columns.seen.iter().find(|seen| seen.meaning == Column::Name) else { return false };
    let mut n_explained = 0;
    for row in view.rows_in(body) {
        let Some(value) = row.value(name.column).filter(|value| !is_blank(Some(value))) else { continue };
        let n_filled = row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))).count();
        let text = shown(value);
        // A cell may speak of a birth behind a person's name; and who is numbered or graded is no explanation.
        let is_somebody = looks_like_name(&text)
            || text.chars().any(|c| c.is_ascii_digit())
            || row.cells.iter().any(|cell| {
                let held = shown(&cell.value);
                running_number(&held).is_some() || matches!(read_grade(&held), GradeText::Is(_))
            });
        match header_word(&text) >= HeaderWord::Plain {
            _ if is_somebody && n_filled > 1 || looks_like_name(&text) => return false,
            true => n_explained += 1,
            // A line of its own below, such as an example.
            false if n_filled == 1 => {}
            false => return false,
        }
    }
    n_explained > 0
}

/// The minutes of a vote: figures under the labels of grades, and no column that says what was decided. Zeros and ones are
/// votes there, too.
fn is_of_votes(
    view: &SheetView,
    header: &Header,
    columns: &Columns,
    body: &RangeInclusive<u32>,
    titles: &[Line],
) -> bool {
    let is_titled = titles.iter().any(|line| has_any(&skeleton(&line.text), &["kiem phieu", "ket qua bo phieu"]));
    if !is_titled || columns.seen.iter().any(|seen| seen.meaning == Column::Grade(Actor::Branch)) {
        return false;
    }
    let ticks = header.columns.iter().filter(|(_, words)| matches!(claim(words, None), Claim::Is(Column::Tick(..))));
    let ticks: Vec<u16> = ticks.map(|(column, _)| *column).collect();
    let cells = view.rows_in(body).iter().flat_map(|row| ticks.iter().filter_map(|column| row.value(*column)));
    let mut cells = cells.filter(|value| !is_blank(Some(value))).peekable();
    cells.peek().is_some() && cells.all(|value| shown(value).trim().bytes().all(|byte| byte.is_ascii_digit()))
}

/// Headers with the rows where each stands again below: the same words in the same columns, and no title before them.
fn with_repeats<'h>(view: &SheetView, headers: &'h [Header]) -> Vec<(&'h Header, Vec<RangeInclusive<u32>>)> {
    let mut kept: Vec<(&Header, Vec<RangeInclusive<u32>>)> = Vec::new();
    for header in headers {
        match kept.last_mut() {
            Some((first, repeats))
                if first.shape == Shape::Names
                    && first.columns == header.columns
                    && goes_on(view, first.body_from..header.top) =>
            {
                repeats.push(header.top..=header.body_from - 1);
            }
            _ => kept.push((header, Vec::new())),
        }
    }
    kept
}

/// Whether the list goes on below these rows: between its last row and the next nothing stands but a page's total.
fn goes_on(view: &SheetView, rows: Range<u32>) -> bool {
    for row in view.sheet.rows.iter().rev().filter(|row| rows.contains(&row.number)) {
        let filled: Vec<(u16, Cow<str>)> = row
            .cells
            .iter()
            .filter(|cell| !is_blank(Some(&cell.value)))
            .map(|cell| (cell.column, shown(&cell.value)))
            .collect();
        let is_page_line = filled.iter().any(|(_, text)| is_total(text) || skeleton(text).starts_with("trang "));
        match filled.len() {
            0 => {}
            _ if is_page_line => {}
            1 => return false,
            _ => return !is_letterhead(&filled),
        }
    }
    true
}

/// The years that titles (else the letterhead, else the sheet's name) say are under review.
fn years_said(titles: &[Line], letterhead: &[Line], view: &SheetView) -> Vec<i32> {
    let of = |lines: &[Line]| lines.iter().flat_map(review_years).collect::<Vec<i32>>();
    let named = || {
        let words = skeleton(&view.sheet.name);
        words
            .split(' ')
            .filter(|word| word.len() == 4)
            .filter_map(|word| word.parse().ok())
            .filter(|year| (2015..=2099).contains(year))
            .collect()
    };
    [of(titles), of(letterhead), named()].into_iter().find(|years: &Vec<i32>| !years.is_empty()).unwrap_or_default()
}

/// The year a table is of, if it is not the expected one.
fn other_year(years: &[i32], expected: i32) -> Option<i32> {
    if years.contains(&expected) { None } else { years.iter().copied().max() }
}

/// Without a plan the newest year of a file is the one under review: an older list beside one of the same kind is left
/// out (settled 12).
fn leave_older_lists(tables: &mut [FoundTable]) {
    let newest: Vec<(TableKind, i32)> =
        tables.iter().filter_map(|table| Some((table.kind, table.years.iter().copied().max()?))).collect();
    for table in tables.iter_mut().filter(|table| table.kind != TableKind::Summary) {
        let of_kind = newest.iter().filter(|(kind, _)| *kind == table.kind).map(|(_, year)| *year);
        table.other_year = of_kind.max().and_then(|newest| Some((other_year(&table.years, newest)?, newest)));
    }
}

fn claims_for(
    view: &SheetView,
    titles: &[Line],
    letterhead: &[Line],
    file: &Arc<str>,
    file_claims: &[BranchClaim],
    context: &Context,
) -> Vec<BranchClaim> {
    let mut claims = file_claims.to_vec();
    let lines: Vec<Line> = titles.iter().chain(letterhead).cloned().collect();
    claims.extend(claims_of(&lines, |name| context.is_branch(name), file, &view.sheet.name));
    if !is_generic_sheet_name(&view.sheet.name) {
        claims.push(BranchClaim { text: view.sheet.name.to_string(), source: ClaimSource::SheetName, at: None });
    }
    // Stable: of several titles the nearest stays first.
    claims.sort_by_key(|claim| claim.source);
    claims
}

/// Names of sheets that say what is on them, or nothing, but never whose it is.
fn is_generic_sheet_name(name: &str) -> bool {
    let words = skeleton(name);
    let mut rest = words.split(' ').filter(|word| {
        let is_numeral = word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'));
        !is_numeral
            && !matches!(
                *word,
                "sheet"
                    | "trang"
                    | "trang tinh"
                    | "bang"
                    | "bieu"
                    | "mau"
                    | "phu"
                    | "luc"
                    | "danh"
                    | "sach"
                    | "dang"
                    | "vien"
                    | "tap"
                    | "the"
                    | "cong"
                    | "chuc"
                    | "khen"
                    | "thuong"
                    | "thong"
                    | "tin"
                    | "xep"
                    | "loai"
                    | "tong"
                    | "hop"
                    | "nam"
                    | "ds"
                    | "dv"
                    | "kq"
                    | "chat"
                    | "luong"
                    | "cbcc"
                    | "to"
                    | "ket"
                    | "qua"
                    | "danhsach"
                    | "dangvien"
                    | "tinh"
                    | "ca"
                    | "nhan"
                    | "data"
            )
    });
    // “Tổng hợp” is also a branch's name: with “Chi bộ” before it, the words “chi” and “bo” are left over.
    rest.next().is_none()
}

/// Tables that no line of their own gives to a branch go to the one branch that the rest of the file belongs to.
fn inherit_owner(tables: &mut [FoundTable]) {
    let mut owners: Vec<usize> = Vec::new();
    for table in tables.iter() {
        if let Owner::Branch(branch) = table.owner
            && !owners.contains(&branch)
        {
            owners.push(branch);
        }
    }
    let [only] = owners[..] else { return };
    for table in tables.iter_mut() {
        let is_silent = table.claims.iter().all(|claim| claim.source > ClaimSource::SheetName);
        if is_silent && matches!(table.owner, Owner::Unknown { .. }) {
            table.owner = Owner::Branch(only);
        }
    }
}
