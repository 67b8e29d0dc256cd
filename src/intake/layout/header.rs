//! Finds the headers of tables in a sheet: one to four rows, merged or not, by their words and never by position.

use super::vocabulary::{
    Claim, HeaderWord, HeaderWords, NameOf, claim, header_skeleton, header_word, may_name_collectives, name_of,
    resembles_name,
};
use crate::domain::column::Column;
use crate::domain::place::CellAt;
use crate::grid::{Row, Value};
use crate::intake::value::date::find_date;
use crate::intake::value::grade::{GradeText, is_grade, read_grade};
use crate::intake::value::word::{Tick, read_tick};
use crate::intake::view::{SheetView, is_blank, shown};
use crate::text::fold::skeleton;
use std::collections::BTreeMap;

/// A header found in a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// First row.
    pub top: u32,
    /// Last row with header words.
    pub bottom: u32,
    /// First row that may hold data: below the number row (1) (2) (3), if there is one.
    pub body_from: u32,
    /// Each column's words, by rising column.
    pub columns: Vec<(u16, HeaderWords)>,
    pub shape: Shape,
}

/// What kind of header it is, as far as its words alone tell.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// It has a column of names.
    Names,
    /// Grades as columns, and no names: counts.
    Counts,
}

/// The most rows a header spans.
const TALLEST_HEADER: u32 = 4;

/// All headers of a sheet, from top to bottom.
pub fn find_headers(view: &SheetView) -> Vec<Header> {
    let rows = &view.sheet.rows;
    let mut headers: Vec<Header> = Vec::new();
    let mut free_from = 0;
    for row in rows {
        if row.number < free_from {
            continue;
        }
        let shape = if is_name_seed(row) || is_collective_seed(view, row) {
            Shape::Names
        } else if is_count_seed(row) && !has_names_below(view, row) {
            Shape::Counts
        } else if is_nameless_seed(row) && !has_names_below(view, row) {
            Shape::Names
        } else {
            continue;
        };
        let header = build(view, row, shape, free_from);
        free_from = header.body_from;
        headers.push(header);
    }
    headers
}

/// Whether a value can only be data: a number, a date, digits.
fn is_figure(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::DateTime(_) => true,
        Value::Text(text) => {
            let text = text.trim();
            !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.')
        }
        _ => false,
    }
}

fn texts(row: &Row) -> impl Iterator<Item = (u16, &str)> {
    row.cells.iter().filter_map(|cell| match &cell.value {
        Value::Text(text) if !is_blank(Some(&cell.value)) => Some((cell.column, text.as_ref())),
        _ => None,
    })
}

/// A row with the header of a name column and at least one other header. Data rows never have both: cheap tests first,
/// for most rows of a sheet are data.
fn is_name_seed(row: &Row) -> bool {
    let Some(first) = row.cells.iter().find(|cell| !is_blank(Some(&cell.value))) else { return false };
    if is_figure(&first.value) {
        return false;
    }
    let mut n_names = 0;
    let mut n_given = 0;
    let mut n_plain = 0;
    for (_, text) in texts(row) {
        match header_word(text) {
            HeaderWord::Name => n_names += 1,
            HeaderWord::Plain => n_plain += 1,
            HeaderWord::Perhaps if name_of(&header_skeleton(text)).is_some() => n_given += 1,
            HeaderWord::No if resembles_name(&header_skeleton(text)) => n_given += 1,
            HeaderWord::Perhaps | HeaderWord::No => {}
        }
    }
    // “Tên” alone is a name column only in good company.
    n_names > 0 && n_names + n_given + n_plain >= 2 || n_given > 0 && n_plain >= 2
}

/// A row with a word that may stand over the names of collectives, words of grading beside it and no name of people:
/// the header of a short table of collectives, when the next rows are graded. “Đơn vị · Số lượng · Tỷ lệ” heads none.
fn is_collective_seed(view: &SheetView, row: &Row) -> bool {
    let mut n_names = 0;
    let mut grading = Vec::new();
    for cell in row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))) {
        let Value::Text(text) = &cell.value else { return false };
        if may_name_collectives(&header_skeleton(text)) {
            n_names += 1;
            continue;
        }
        let word = header_word(text);
        let is_grading = is_label(text) || matches!(of(text), Claim::PlainGrade | Claim::GradeIfGraded(..));
        match word {
            HeaderWord::Name => return false,
            HeaderWord::No if !is_grading => return false,
            _ => {}
        }
        if is_grading || matches!(of(text), Claim::Is(Column::Grade(_) | Column::Tick(..))) {
            grading.push(cell.column);
        }
    }
    if n_names != 1 || grading.is_empty() || has_names_below(view, row) {
        return false;
    }
    let is_graded = |value: &Value| match value {
        Value::Text(text) => is_grade(text) || read_tick(text) == Tick::Yes && !is_figure(value),
        _ => false,
    };
    let graded = |below: &Row| grading.iter().any(|&column| below.value(column).is_some_and(is_graded));
    view.rows_in(&(row.number + 1..=row.number + TALLEST_HEADER)).iter().any(graded)
}

/// What a text claims as a header of its own.
fn of(text: &str) -> Claim {
    claim(&HeaderWords::new(&[text.to_owned()]), None)
}

/// A row of header words without a name column, among them a running number or a grade: a table that says nobody's
/// name (H201), but a table.
fn is_nameless_seed(row: &Row) -> bool {
    let mut n_plain = 0;
    let mut is_told = false;
    for cell in row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))) {
        let Value::Text(text) = &cell.value else { return false };
        match header_word(text) {
            HeaderWord::No => return false,
            HeaderWord::Perhaps => {}
            HeaderWord::Plain | HeaderWord::Name => n_plain += 1,
        }
        is_told |= matches!(of(text), Claim::Is(Column::Ordinal | Column::Grade(_)) | Claim::PlainGrade);
    }
    is_told && n_plain >= 3
}

/// A row that holds the labels of at least three grades side by side and nothing but header words: the head of a table
/// of counts, where no name column was found. (One column per actor can put three grades into a person's row too, but
/// never without a name, a number or a date beside them.)
fn is_count_seed(row: &Row) -> bool {
    let mut grades = Vec::new();
    for cell in row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))) {
        let Value::Text(text) = &cell.value else { return false };
        if is_figure(&cell.value) || text.chars().count() > 60 {
            return false;
        }
        match read_grade(text) {
            GradeText::Is(grade) if !grades.contains(&grade) => grades.push(grade),
            GradeText::Is(_) => {}
            _ if header_word(text) == HeaderWord::No && !is_small_word(text) => return false,
            _ => {}
        }
    }
    grades.len() >= 3
}

/// Whether the header of a name column stands in one of the two rows below: the labels of grades above it are its upper
/// rows.
fn has_names_below(view: &SheetView, row: &Row) -> bool {
    view.rows_in(&(row.number + 1..=row.number + 2)).iter().any(is_name_seed)
}

fn build(view: &SheetView, seed: &Row, shape: Shape, free_from: u32) -> Header {
    let name_column = texts(seed)
        .find(|(_, text)| header_word(text) == HeaderWord::Name)
        .or_else(|| texts(seed).find(|(_, text)| name_of(&header_skeleton(text)).is_some()))
        .or_else(|| texts(seed).find(|(_, text)| resembles_name(&header_skeleton(text))))
        .map(|(column, _)| column);
    let mut top = seed.number;
    while top > free_from.max(1) && seed.number - top < TALLEST_HEADER - 2 {
        match view.sheet.rows.binary_search_by_key(&(top - 1), |row| row.number) {
            Ok(above) if is_group_row(view, &view.sheet.rows[above], seed, top, name_column) => top -= 1,
            _ => break,
        }
    }
    let mut bottom = seed.number;
    for column in seed.cells.iter().map(|cell| cell.column) {
        if let Some(area) = view.area(CellAt::new(seed.number, column)) {
            bottom = bottom.max(area.last.row.min(top + TALLEST_HEADER - 1));
        }
    }
    while bottom + 1 < top + TALLEST_HEADER {
        match view.sheet.rows.binary_search_by_key(&(bottom + 1), |row| row.number) {
            Ok(below) if is_sub_row(view, &view.sheet.rows[below], name_column) => bottom += 1,
            _ => break,
        }
    }
    // An area that starts in the last sub-row may reach further down.
    let columns = column_words(view, top, bottom);
    let body_from = match view.sheet.rows.binary_search_by_key(&(bottom + 1), |row| row.number) {
        Ok(next) if is_number_row(&view.sheet.rows[next], &columns) => bottom + 2,
        _ => bottom + 1,
    };
    Header { top, bottom, body_from, columns, shape }
}

/// A row above the seed that groups its columns: “Năm sinh” over Nam and Nữ. It is no line of the letterhead: each of
/// its texts stands over a word of the row below (`top`, the header's first row so far) that leaves room for it.
fn is_group_row(view: &SheetView, above: &Row, seed: &Row, top: u32, name_column: Option<u16>) -> bool {
    let below = |column: u16| {
        let value = view.sheet.value(CellAt::new(top, column)).filter(|value| !is_blank(Some(value)))?;
        Some(shown(value))
    };
    if is_title_row(above, seed) {
        return false;
    }
    // No line of a letterhead is merged down into the header.
    let reaches_down =
        |column: u16| view.area(CellAt::new(above.number, column)).is_some_and(|area| area.last.row >= top);
    let is_tied = texts(above).any(|(column, _)| reaches_down(column));
    let mut n_groups = 0;
    for (column, text) in texts(above) {
        let area = view.area(CellAt::new(above.number, column));
        let (first, last) = area.map_or((column, column), |area| (area.first.column, area.last.column));
        if find_date(text).is_some() {
            return false;
        }
        // “Đảng viên được đánh giá” merged over Họ và tên and Năm sinh, among cells that reach down.
        let is_over_name = name_column.is_some_and(|name| (first..=last).contains(&name));
        if reaches_down(column) || is_tied && is_over_name && last > first {
            n_groups += 1;
            continue;
        }
        // “Họ và tên” over Họ đệm and Tên is the one group over a name.
        if is_over_name {
            let is_whole_name = name_of(&header_skeleton(text)) == Some(NameOf::Person);
            let part = name_column.and_then(below).map(|part| name_of(&header_skeleton(&part)));
            if is_whole_name && part == Some(Some(NameOf::Family)) {
                n_groups += 1;
                continue;
            }
            return false;
        }
        let groups_something = (first..=last).any(|column| below(column).is_some_and(|leaf| fits_under(&leaf, text)));
        let is_left = name_column.is_some_and(|name| first < name);
        let stands_alone = (first..=last).all(|column| below(column).is_none())
            && (header_word(text) > HeaderWord::No || is_small_word(text));
        if is_left && !groups_something && !stands_alone {
            return false;
        }
        let covers_labels = (first..=last).any(|column| {
            seed.value(column).is_some_and(|value| matches!(read_grade(&shown(value)), GradeText::Is(_)))
        });
        if last > first && covers_labels || header_word(text) > HeaderWord::No || is_small_word(text) {
            n_groups += 1;
        } else {
            return false;
        }
    }
    n_groups > 0 && above.cells.iter().all(|cell| !is_figure(&cell.value))
}

/// A lone text at the table's left edge, or one that begins as titles do.
fn is_title_row(above: &Row, seed: &Row) -> bool {
    let mut lines = texts(above);
    let (Some((column, text)), None) = (lines.next(), lines.next()) else { return false };
    let words = skeleton(text);
    let is_title = ["danh sach", "bang ", "bien ban", "tong hop", "bao cao", "bieu ", "phu luc", "mau "]
        .iter()
        .any(|start| words.starts_with(start));
    is_title || texts(seed).next().is_none_or(|(first, _)| column <= first)
}

/// A row below the header's first that still belongs to it: no name in the name column, only texts, each a header word
/// or standing under a group.
fn is_sub_row(view: &SheetView, below: &Row, name_column: Option<u16>) -> bool {
    // A row of labels or doubtful words alone may be data; one sure word, or two labels side by side, tell.
    let mut n_sure = 0;
    let mut n_labels = 0;
    for cell in &below.cells {
        if is_blank(Some(&cell.value)) {
            continue;
        }
        if is_figure(&cell.value) {
            return false;
        }
        let text = shown(&cell.value);
        // “Họ và tên” over Họ đệm and Tên.
        let is_part_of_name =
            || matches!(name_of(&header_skeleton(&text)), Some(NameOf::Family | NameOf::Given | NameOf::Person));
        if name_column == Some(cell.column) && !is_part_of_name() {
            return false;
        }
        let at = CellAt::new(below.number - 1, cell.column);
        let is_under_group = view.area(at).is_some_and(|area| area.last.column > area.first.column);
        match header_word(&text) {
            _ if is_under_group || is_small_word(&text) || is_part_of_name() => n_sure += 1,
            HeaderWord::Plain | HeaderWord::Name => n_sure += 1,
            HeaderWord::Perhaps if is_label(&text) => n_labels += 1,
            HeaderWord::Perhaps => {}
            HeaderWord::No => return false,
        }
    }
    n_sure > 0 || n_labels > 1
}

fn is_label(text: &str) -> bool {
    matches!(read_grade(text), GradeText::Is(_) | GradeText::Misspelt(_) | GradeText::NotGraded(_))
}

/// Words that only ever stand under a group.
fn is_small_word(text: &str) -> bool {
    matches!(
        header_skeleton(text).as_str(),
        "nam"
            | "nu"
            | "sl"
            | "so luong"
            | "ty le"
            | "tl"
            | "tong so"
            | "chinh thuc"
            | "du bi"
            | "dang"
            | "chinh quyen"
            | "doan the"
            | "t"
            | "ht"
    )
}

/// Each column's header lines from top to bottom; a group's text stands for every column it covers, merged or merely
/// written over the first of them.
fn column_words(view: &SheetView, top: u32, bottom: u32) -> Vec<(u16, HeaderWords)> {
    let mut filled: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    let rows: Vec<&Row> = view.sheet.rows.iter().filter(|row| (top..=bottom).contains(&row.number)).collect();
    let mut last_column = 0;
    let mut first_column = u16::MAX;
    for row in &rows {
        for (column, _) in texts(row) {
            let area = view.area(CellAt::new(row.number, column));
            // A cell merged far beyond the table (a title) would widen it without end.
            let last = area.map_or(column, |area| area.last.column.min(column.saturating_add(40)));
            last_column = last_column.max(last);
            first_column = first_column.min(column);
        }
        for cell in &row.cells {
            if is_figure(&cell.value) {
                last_column = last_column.max(cell.column);
            }
        }
    }
    if first_column == u16::MAX {
        return Vec::new();
    }
    let own_text = |row: u32, column: u16| -> Option<String> {
        let value = view.seen(CellAt::new(row, column)).filter(|value| !is_blank(Some(value)))?;
        Some(shown(value).into_owned())
    };
    for number in top..=bottom {
        let mut group: Option<String> = None;
        let lowest = |column: u16| (number + 1..=bottom).rev().find_map(|row| own_text(row, column));
        for column in first_column..=last_column {
            let own = own_text(number, column);
            let has_below = number < bottom
                && (number + 1..=bottom)
                    .any(|row| view.sheet.value(CellAt::new(row, column)).is_some_and(|value| !is_blank(Some(value))));
            let text = match own {
                Some(text) => {
                    group = has_below.then(|| text.clone());
                    Some(text)
                }
                None if has_below && view.area(CellAt::new(number, column)).is_none() => {
                    // Written over its first column only, a group reaches as far as columns need one.
                    if lowest(column).is_some_and(|leaf| group.as_ref().is_some_and(|text| !fits_under(&leaf, text))) {
                        group = None;
                    }
                    group.clone()
                }
                None => None,
            };
            if let Some(text) = text {
                filled.entry(column).or_default().push(text);
            }
        }
    }
    filled.into_iter().map(|(column, lines)| (column, HeaderWords::new(&lines))).collect()
}

/// Whether a column's own words leave room for a group over them: they say nothing alone (Nam, Nữ, a grade's label),
/// or both speak of grades.
fn fits_under(leaf: &str, group: &str) -> bool {
    let grades = |claim: &Claim| {
        matches!(claim, Claim::PlainGrade | Claim::RemarkGrade | Claim::GradeIfGraded(..) | Claim::Is(Column::Grade(_)))
    };
    match of(leaf) {
        Claim::Is(Column::Tick(..) | Column::TickNotGraded(_) | Column::GivenName) => true,
        found if grades(&found) => grades(&of(group)),
        Claim::Nothing | Claim::Carried if !matches!(of(group), Claim::Is(_)) => true,
        _ => is_small_word(leaf) && header_skeleton(leaf) != "ty le",
    }
}

/// (1) (2) (3), or A B 1 2 3: numbers that rise by one across the columns.
pub fn is_number_row(row: &Row, columns: &[(u16, HeaderWords)]) -> bool {
    let mut last = None;
    let (mut n_numbers, mut n_letters) = (0, 0);
    for cell in &row.cells {
        if is_blank(Some(&cell.value)) {
            continue;
        }
        let text = shown(&cell.value);
        let inside = text.trim().trim_matches(|c| matches!(c, '(' | ')' | '[' | ']')).trim();
        if let Ok(number) = inside.parse::<u32>() {
            // Most rows of data are told by their second number, if not by the first.
            let follows = last.map_or(number <= 2, |last: u32| last.checked_add(1) == Some(number));
            if !follows {
                return false;
            }
            last = Some(number);
            n_numbers += 1;
        } else if inside.len() == 1 && inside.chars().all(|c| c.is_ascii_alphabetic()) {
            n_letters += 1;
        } else if !inside.starts_with(|c: char| c.is_ascii_digit()) || !inside.contains(['=', '+']) {
            return false;
        }
    }
    n_numbers >= 2 && (n_numbers + n_letters) * 2 >= columns.len()
}
