//! A table's columns as its rows are held against them: the name's text, and what the cells of a row amount to.

use super::vocabulary::HeaderWords;
use crate::domain::column::{Column, ColumnSeen, TableKind};
use crate::domain::place::CellAt;
use crate::grid::{Row, Value};
use crate::intake::value::grade::{GradeText, read_grade};
use crate::intake::value::word::{Tick, read_tick};
use crate::intake::view::{Filled, SheetView, is_blank, shown};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::RangeInclusive;

/// The columns of a table that tell rows apart.
pub struct Frame<'a> {
    pub view: &'a SheetView<'a>,
    pub kind: TableKind,
    pub columns: &'a [ColumnSeen],
    pub header: &'a [(u16, HeaderWords)],
    pub ordinal: Option<u16>,
    /// Columns that make up the name: one, or family and given.
    pub name: Vec<u16>,
    /// The rows below the header that may be the table's.
    pub body: RangeInclusive<u32>,
    /// Whether somebody is ticked by a mark that is no number, once it was asked.
    pub marked: OnceCell<bool>,
}

/// So many rows are looked at for a mark.
const N_LOOKED_AT: usize = 2_000;

impl<'a> Frame<'a> {
    pub fn new(
        view: &'a SheetView<'a>,
        kind: TableKind,
        columns: &'a [ColumnSeen],
        header: &'a [(u16, HeaderWords)],
        body: RangeInclusive<u32>,
    ) -> Self {
        let column = |meaning: Column| columns.iter().find(|seen| seen.meaning == meaning).map(|seen| seen.column);
        let name = match column(Column::Name) {
            Some(name) => vec![name],
            None => {
                let parts = [Column::FamilyName, Column::MiddleName, Column::GivenName];
                parts.into_iter().filter_map(column).collect()
            }
        };
        Self { view, kind, columns, header, ordinal: column(Column::Ordinal), name, body, marked: OnceCell::new() }
    }

    /// Whether a row counts people under the grades where others tick each of theirs: “Số lượng | | 4 | 14 | 2 | 0”.
    pub(super) fn counts_people(&self, row: &Row) -> bool {
        let is_tick = |seen: &&ColumnSeen| matches!(seen.meaning, Column::Tick(..) | Column::TickNotGraded(_));
        let ticked: Vec<u16> = self.columns.iter().filter(is_tick).map(|seen| seen.column).collect();
        counts_under(row, &ticked)
            && *self.marked.get_or_init(|| {
                self.view.rows_in(&self.body).iter().take(N_LOOKED_AT).any(|row| is_ticked_under(row, &ticked))
            })
    }

    /// The name's text, its parts joined by a space; empty when the cells are blank.
    pub fn name_text(&self, row: u32) -> Cow<'a, str> {
        let mut parts = self.name.iter().filter_map(|&column| {
            let (value, _) = self.view.down(CellAt::new(row, column));
            value.filter(|value| !is_blank(Some(value))).map(shown)
        });
        let Some(first) = parts.next() else { return Cow::Borrowed("") };
        match parts.next() {
            None => first,
            Some(second) => {
                let rest = parts.map(|part| format!(" {part}")).collect::<String>();
                Cow::Owned(format!("{first} {second}{rest}"))
            }
        }
    }

    /// Whether the name came down a merged area from the row above.
    pub(super) fn name_is_continued(&self, row: u32) -> bool {
        self.name.first().is_some_and(|&column| self.view.down(CellAt::new(row, column)).1 == Filled::FromMerge)
    }
}

/// Whether a row holds whole numbers in two of these columns or more: counts of several people.
pub(super) fn counts_under(row: &Row, ticked: &[u16]) -> bool {
    let is_count = |column: &&u16| match row.value(**column) {
        Some(Value::Number(number)) => number.fract() == 0.0 && *number >= 0.0,
        Some(Value::Text(text)) => {
            let text = text.trim();
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    };
    ticked.iter().filter(is_count).count() > 1
}

/// Whether a mark that is no number stands in one of these columns.
pub(super) fn is_ticked_under(row: &Row, ticked: &[u16]) -> bool {
    ticked.iter().any(|&column| {
        matches!(row.value(column), Some(Value::Text(text))
            if read_tick(text) == Tick::Yes && !text.trim().bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// How many cells of the row, outside number and name, hold what their column is for.
pub(super) fn n_facts(frame: &Frame, row: &Row) -> usize {
    let is_fact = |seen: &&ColumnSeen| {
        if matches!(
            seen.meaning,
            Column::Ordinal | Column::Name | Column::FamilyName | Column::MiddleName | Column::GivenName
        ) {
            return false;
        }
        let at = CellAt::new(row.number, seen.column);
        // A heading merged across the table fills no data column.
        row.value(seen.column).is_some_and(|value| !is_blank(Some(value)) || *value == Value::NoResult)
            && frame
                .view
                .area(at)
                .is_none_or(|area| area.first.column == area.last.column || area.last.column - area.first.column < 2)
    };
    frame.columns.iter().filter(is_fact).count()
}

pub(super) fn has_grade(frame: &Frame, row: &Row) -> bool {
    frame.columns.iter().any(|seen| match seen.meaning {
        Column::Grade(_) => row.value(seen.column).is_some_and(|value| {
            matches!(read_grade(&shown(value)), GradeText::Is(_) | GradeText::Misspelt(_) | GradeText::NotGraded(_))
        }),
        Column::Tick(..) => row.value(seen.column).is_some_and(|value| {
            let text = shown(value);
            read_tick(&text) == Tick::Yes || matches!(read_grade(&text), GradeText::Is(_) | GradeText::Misspelt(_))
        }),
        Column::TickNotGraded(_) => row.value(seen.column).is_some_and(|value| {
            let text = shown(value);
            read_tick(&text) == Tick::Yes || matches!(read_grade(&text), GradeText::NotGraded(_))
        }),
        Column::RewardForm | Column::RewardKind => row.value(seen.column).is_some_and(|value| !is_blank(Some(value))),
        _ => false,
    })
}

/// Whether a column is for grades, reasons or remarks.
pub(super) fn holds_standing(frame: &Frame, column: u16) -> bool {
    frame.columns.iter().any(|seen| {
        seen.column == column
            && matches!(
                seen.meaning,
                Column::Grade(_)
                    | Column::Tick(..)
                    | Column::TickNotGraded(_)
                    | Column::NotGradedReason
                    | Column::Note
                    | Column::Category
                    | Column::Unknown
            )
    })
}

/// One text and nothing else in the row, or one merged over most of it.
pub(super) fn is_lone_text(frame: &Frame, row: &Row, n_filled: usize) -> bool {
    n_filled == 1 || is_lone_merged(frame, row)
}

pub(super) fn is_lone_merged(frame: &Frame, row: &Row) -> bool {
    let mut own = row.cells.iter().filter(|cell| !is_blank(Some(&cell.value)));
    let (Some(first), None) = (own.next(), own.next()) else { return false };
    frame.view.area(CellAt::new(row.number, first.column)).is_some_and(|area| area.last.column > area.first.column)
}
