//! A sheet as a person sees it: shown texts, and merged cells standing for each cell they cover. The one place where a
//! stored value becomes text.

use crate::domain::place::CellAt;
use crate::grid::{Area, Row, Sheet, Value};
use chrono::{NaiveTime, Timelike};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A sheet with its merged areas indexed by the rows they cover.
pub struct SheetView<'a> {
    pub sheet: &'a Sheet,
    /// Row → indexes of the merged areas covering it.
    merges_by_row: BTreeMap<u32, Vec<usize>>,
}

/// Merged areas taller than this are not indexed row by row: such a merge formats a sheet, it holds no table.
const TALLEST_MERGE: u32 = 10_000;
/// Merged areas overlap in no honest sheet, so that together they cover no more rows than this: a few bytes of a file
/// could otherwise ask for all memory.
const MOST_COVERED_ROWS: u32 = 1_000_000;

impl<'a> SheetView<'a> {
    pub fn new(sheet: &'a Sheet) -> Self {
        let mut merges_by_row: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut n_covered = 0;
        for (index, area) in sheet.merges.iter().enumerate() {
            let n_rows = area.last.row - area.first.row + 1;
            if n_rows <= TALLEST_MERGE && n_covered + n_rows <= MOST_COVERED_ROWS {
                n_covered += n_rows;
                for row in area.first.row..=area.last.row {
                    merges_by_row.entry(row).or_default().push(index);
                }
            }
        }
        Self { sheet, merges_by_row }
    }

    /// The rows of these numbers that hold anything.
    pub fn rows_in(&self, numbers: &RangeInclusive<u32>) -> &'a [Row] {
        let rows = &self.sheet.rows;
        let from = rows.partition_point(|row| row.number < *numbers.start());
        let to = rows.partition_point(|row| row.number <= *numbers.end());
        rows.get(from..to).unwrap_or_default()
    }

    /// The merged area that covers a cell.
    pub fn area(&self, at: CellAt) -> Option<&'a Area> {
        let indexes = self.merges_by_row.get(&at.row)?;
        indexes.iter().map(|&index| &self.sheet.merges[index]).find(|area| area.contains(at))
    }

    /// The merged areas that cover a row.
    pub fn areas_of_row(&self, row: u32) -> impl Iterator<Item = &'a Area> + '_ {
        self.merges_by_row.get(&row).into_iter().flatten().map(|&index| &self.sheet.merges[index])
    }

    /// The value shown at a cell: its own, else that of the merged area it lies in.
    pub fn seen(&self, at: CellAt) -> Option<&'a Value> {
        self.sheet.value(at).or_else(|| self.area(at).and_then(|area| self.sheet.value(area.first)))
    }

    /// The value of a cell in a table's body: its own, else that of a merged area that starts in the same column above.
    /// An area's value belongs to its first column only. The flag says that it came down a merge.
    pub fn down(&self, at: CellAt) -> (Option<&'a Value>, Filled) {
        match self.sheet.value(at) {
            Some(value) => (Some(value), Filled::Own),
            None => match self.area(at).filter(|area| area.first.column == at.column && area.first.row < at.row) {
                Some(area) => (self.sheet.value(area.first), Filled::FromMerge),
                None => (None, Filled::Own),
            },
        }
    }
}

/// Whether a value stands in the cell itself or came down a merged area (H206).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Filled {
    Own,
    FromMerge,
}

/// A value as a person reads it: whole numbers without a point, decimals with a comma, dates as dd/mm/yyyy.
pub fn shown(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(shown_number(*number)),
        Value::Bool(true) => Cow::Borrowed("TRUE"),
        Value::Bool(false) => Cow::Borrowed("FALSE"),
        Value::DateTime(moment) if moment.time() == NaiveTime::MIN => Cow::Owned(moment.format("%d/%m/%Y").to_string()),
        Value::DateTime(moment) if moment.second() == 0 => Cow::Owned(moment.format("%d/%m/%Y %H:%M").to_string()),
        Value::DateTime(moment) => Cow::Owned(moment.format("%d/%m/%Y %H:%M:%S").to_string()),
        Value::Error(text) => Cow::Borrowed(text),
        Value::NoResult => Cow::Borrowed(""),
    }
}

fn shown_number(number: f64) -> String {
    // Up to 2^53 every whole number is exact; beyond it Excel itself shows no more than 15 digits.
    if number.fract() == 0.0 && number.abs() < 1e15 {
        (number as i64).to_string()
    } else {
        format!("{number}").replace('.', ",")
    }
}

/// Whether a cell shows nothing: no value, or only spaces.
pub fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Text(text)) => {
            text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_that_overlap_without_end_take_bounded_memory() {
        let area = |_| Area { first: CellAt::new(1, 1), last: CellAt::new(9_999, 2) };
        let sheet = Sheet { merges: (0..100_000).map(area).collect(), ..Sheet::default() };
        let view = SheetView::new(&sheet);
        assert_eq!(view.merges_by_row.values().map(Vec::len).sum::<usize>(), 999_900);
        assert!(view.area(CellAt::new(5, 2)).is_some());
    }

    #[test]
    fn numbers_show_as_people_write_them() {
        for (number, text) in [(15.0, "15"), (-3.0, "-3"), (0.5, "0,5"), (49_001_234_567.0, "49001234567")] {
            assert_eq!(shown(&Value::Number(number)), text);
        }
    }
}
