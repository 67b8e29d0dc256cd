//! Columns that hold data under no header at all: carried along, and the given name beside a “Họ và tên” that was merged
//! over two columns before the file was saved in a format without merged cells.

use super::layout::row_words::{is_total, running_number};
use super::tables::FoundTable;
use super::view::{is_blank, shown};
use crate::domain::column::{Column, ColumnSeen, MatchedBy, TableKind};
use crate::grid::{Row, Value};
use crate::text::fold::fold;
use std::collections::BTreeSet;

/// The columns as understood, and those that hold data under no header at all: carried along too.
pub fn with_headless_columns(found: &FoundTable) -> Vec<ColumnSeen> {
    let mut columns = found.columns.seen.clone();
    let (Some(first), Some(last)) = (columns.first().map(|seen| seen.column), columns.last().map(|seen| seen.column))
    else {
        return columns;
    };
    let ordinal = columns.iter().find(|seen| seen.meaning == Column::Ordinal).map(|seen| seen.column);
    // One flag a column: whether nothing stands over it. A sheet may have thousands of columns, so they are not gone through
    // for every cell.
    let near = first.saturating_sub(2)..=last.saturating_add(20);
    let mut is_bare = vec![true; usize::from(*near.end()) + 1];
    for seen in &columns {
        if let Some(bare) = is_bare.get_mut(usize::from(seen.column)) {
            *bare = false;
        }
    }
    let mut headless: BTreeSet<u16> = BTreeSet::new();
    for row in found.view.rows_in(&found.body) {
        let is_numbered =
            ordinal.is_none_or(|column| row.value(column).is_some_and(|value| running_number(&shown(value)).is_some()));
        if !is_numbered || row.cells.len() < 3 {
            continue;
        }
        for cell in row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))) {
            if near.contains(&cell.column) && is_bare[usize::from(cell.column)] {
                headless.insert(cell.column);
            }
        }
    }
    let given = (!headless.is_empty()).then(|| given_name_column(found, &columns)).flatten();
    let given = given.filter(|given| headless.contains(given));
    for column in headless {
        let header = format!("(cột {})", crate::domain::place::column_letters(column));
        let meaning = if given == Some(column) { Column::GivenName } else { Column::Unknown };
        columns.push(ColumnSeen { column, header, meaning, matched_by: MatchedBy::Nothing });
    }
    if given.is_some() {
        columns
            .iter_mut()
            .filter(|seen| seen.meaning == Column::Name)
            .for_each(|seen| seen.meaning = Column::FamilyName);
    }
    columns.sort_by_key(|seen| seen.column);
    columns
}

/// How many people are looked at to tell a column of given names.
const N_SAMPLED: usize = 60;

/// The column behind a whole name whose cells are all one word of letters, and various: given names, not a sex or an
/// ethnic group.
fn given_name_column(found: &FoundTable, columns: &[ColumnSeen]) -> Option<u16> {
    if !matches!(found.kind, TableKind::Members | TableKind::Staff) {
        return None;
    }
    let name = columns.iter().find(|seen| seen.meaning == Column::Name)?.column;
    let column = name + 1;
    let is_person = |row: &&Row| {
        let Some(Value::Text(text)) = row.value(name) else { return false };
        text.chars().any(char::is_alphabetic) && !is_total(text)
    };
    let people =
        found.view.rows_in(&found.body).iter().filter(|row| is_person(row) && row.cells.len() > 2).take(N_SAMPLED);
    let mut n_people = 0;
    let mut n_given = 0;
    let mut is_unfinished = false;
    let mut various: BTreeSet<String> = BTreeSet::new();
    for row in people {
        n_people += 1;
        if let Some(Value::Text(text)) = row.value(column)
            && is_given_name(text.trim())
        {
            n_given += 1;
            is_unfinished = row.value(name).is_some_and(|value| lacks_given_name(&shown(value)));
            various.insert(fold(text));
        }
    }
    let is_all = n_given > 0 && n_given * 10 >= n_people * 9;
    let is_various = match n_given {
        1 => is_unfinished,
        _ => various.len() >= 2 && (various.len() * 2 >= n_given || various.len() > 5),
    };
    let is_of_sex = various.iter().all(|word| matches!(word.as_str(), "nam" | "nữ"));
    (is_all && is_various && !is_of_sex).then_some(column)
}

/// “Lê Thị”, “Trần”: one person alone tells nothing by variety.
fn lacks_given_name(name: &str) -> bool {
    let words = fold(name);
    matches!(words.rsplit(' ').next(), Some("thị" | "văn")) || !words.trim().contains(' ')
}

fn is_given_name(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
        && text.chars().count() <= 12
        && text
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-') || ('\u{300}'..='\u{36f}').contains(&c))
}
