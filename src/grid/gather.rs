//! Cells in any order become sorted sparse rows, counted against the limit as they come.

use super::limits::MAX_TEXT_UNITS;
use super::{Area, Cell, LimitKind, Row, Unreadable, Value, damaged, over};
use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Merged areas beyond this number in one sheet are no person's work and are not kept.
const MAX_MERGES: usize = 100_000;

/// How many filled cells the whole workbook may still give.
pub(super) struct CellAllowance {
    allowed: u64,
    taken: u64,
}

impl CellAllowance {
    pub fn new(allowed: u64) -> Self {
        Self { allowed, taken: 0 }
    }

    pub fn take_one(&mut self) -> Result<(), Unreadable> {
        self.taken += 1;
        if self.taken > self.allowed { Err(over(LimitKind::Cells, self.taken, self.allowed)) } else { Ok(()) }
    }
}

/// The rows of one sheet while it is read.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    hidden: Vec<u32>,
}

impl Rows {
    /// Puts a filled cell. The address is already known to lie on the sheet.
    pub fn put(&mut self, at: CellAt, value: Value, allowance: &mut CellAllowance) -> Result<(), Unreadable> {
        self.put_in_font(at, value, 0, allowance)
    }

    /// [`Rows::put`] of a cell whose font is known by its number in [`Fonts`].
    pub fn put_in_font(
        &mut self,
        at: CellAt,
        value: Value,
        font: u16,
        allowance: &mut CellAllowance,
    ) -> Result<(), Unreadable> {
        allowance.take_one()?;
        let cell = Cell { column: at.column, font, value };
        match self.rows.last_mut() {
            Some(row) if row.number == at.row => row.cells.push(cell),
            last => {
                // Rows of a table are equally long.
                let mut cells = Vec::with_capacity(last.map_or(1, |row| row.cells.len()));
                cells.push(cell);
                self.rows.push(Row { number: at.row, is_hidden: false, cells });
            }
        }
        Ok(())
    }

    /// The rows so far, as they came.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Lets go of the last row, unless it is one of the first `n_kept`.
    pub fn drop_last_behind(&mut self, n_kept: usize, is_dropped: impl Fn(&Row) -> bool) {
        if self.rows.len() > n_kept && self.rows.last().is_some_and(is_dropped) {
            self.rows.pop();
        }
    }

    /// Says that a row is hidden; it need not hold anything.
    pub fn hide(&mut self, row: u32) {
        self.hidden.push(row);
    }

    /// The rows by rising number, each with its cells by rising column.
    ///
    /// # Errors
    /// One cell given twice with different values: nobody can say which one the writer meant (threats.md S8).
    pub fn finish(mut self) -> Result<Vec<Row>, Unreadable> {
        if !self.rows.is_sorted_by(|one, next| one.number < next.number) {
            self.rows.sort_by_key(|row| row.number);
            self.rows.dedup_by(|later, kept| {
                let is_same = later.number == kept.number;
                if is_same {
                    kept.cells.append(&mut later.cells);
                }
                is_same
            });
        }
        self.hidden.sort_unstable();
        for row in &mut self.rows {
            if !row.cells.is_sorted_by(|one, next| one.column < next.column) {
                row.cells.sort_by_key(|cell| cell.column);
                row.cells.dedup();
                if !row.cells.is_sorted_by(|one, next| one.column < next.column) {
                    return Err(damaged("one cell stands twice with different values"));
                }
            }
            row.is_hidden = self.hidden.binary_search(&row.number).is_ok();
        }
        Ok(self.rows)
    }
}

/// The fonts of a workbook, numbered from 1 as they are met.
#[derive(Default)]
pub(super) struct Fonts {
    names: Vec<Arc<str>>,
    number_of: BTreeMap<Arc<str>, u16>,
}

impl Fonts {
    /// A font's number; 0 for no name, and for one past as many as anybody uses.
    pub fn number_of(&mut self, name: &str) -> u16 {
        let name = name.trim();
        if let Some(number) = self.number_of.get(name) {
            return *number;
        }
        let is_name = !name.is_empty() && name.len() <= 100;
        let Some(number) = u16::try_from(self.names.len() + 1).ok().filter(|_| is_name) else { return 0 };
        let name: Arc<str> = Arc::from(name);
        self.names.push(name.clone());
        self.number_of.insert(name, number);
        number
    }

    /// The names; that of number 1 comes first.
    pub fn finish(self) -> Vec<Arc<str>> {
        self.names
    }
}

/// A text as a value: kept as written, cut at the length a cell can hold. Nothing is no value.
pub(super) fn text_value(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(Arc::from(cut(text))))
}

/// A finite number as such; what is none as the error Excel shows for it (threats.md S10).
pub(super) fn number_value(number: f64) -> Value {
    if number.is_finite() { Value::Number(number) } else { Value::Error(Arc::from("#NUM!")) }
}

pub(super) fn cut(text: &str) -> &str {
    // A UTF-16 unit takes at least one byte of UTF-8, so shorter texts need no counting.
    if text.len() <= MAX_TEXT_UNITS {
        return text;
    }
    let mut n_units = 0;
    for (at, character) in text.char_indices() {
        n_units += character.len_utf16();
        if n_units > MAX_TEXT_UNITS {
            return &text[..at];
        }
    }
    text
}

/// Keeps a merged area when it lies on the sheet and covers more than one cell; corners may come in either order.
pub(super) fn keep_merge(merges: &mut Vec<Area>, one: CellAt, other: CellAt) {
    let is_on_sheet = |at: CellAt| (1..=MAX_ROW).contains(&at.row) && (1..=MAX_COLUMN).contains(&at.column);
    if one == other || !is_on_sheet(one) || !is_on_sheet(other) || merges.len() >= MAX_MERGES {
        return;
    }
    merges.push(Area {
        first: CellAt::new(one.row.min(other.row), one.column.min(other.column)),
        last: CellAt::new(one.row.max(other.row), one.column.max(other.column)),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(cells: &[(u32, u16, f64)]) -> Result<Vec<Row>, Unreadable> {
        let mut rows = Rows::default();
        let mut allowance = CellAllowance::new(100);
        for &(row, column, number) in cells {
            rows.put(CellAt::new(row, column), Value::Number(number), &mut allowance)?;
        }
        rows.finish()
    }

    #[test]
    fn any_order_of_cells_gives_the_same_rows() {
        let sorted = gathered(&[(1, 1, 1.0), (1, 2, 2.0), (3, 1, 3.0), (3, 5, 4.0)]);
        for shuffled in [
            [(3, 5, 4.0), (1, 2, 2.0), (3, 1, 3.0), (1, 1, 1.0)],
            [(3, 1, 3.0), (3, 5, 4.0), (1, 1, 1.0), (1, 2, 2.0)],
            [(1, 2, 2.0), (1, 1, 1.0), (3, 5, 4.0), (3, 1, 3.0)],
        ] {
            assert_eq!(gathered(&shuffled), sorted);
        }
        assert_eq!(sorted.map(|rows| rows.len()), Ok(2));
    }

    #[test]
    fn the_same_cell_twice_is_kept_once_only_when_equal() {
        assert_eq!(gathered(&[(1, 1, 1.0), (2, 1, 5.0), (1, 1, 1.0)]).map(|rows| rows[0].cells.len()), Ok(1));
        assert!(gathered(&[(1, 1, 1.0), (2, 1, 5.0), (1, 1, 2.0)]).is_err());
        assert!(gathered(&[(1, 1, 1.0), (1, 1, 2.0)]).is_err());
    }

    #[test]
    fn the_cell_over_the_limit_stops_the_reading() {
        let mut rows = Rows::default();
        let mut allowance = CellAllowance::new(2);
        let mut put = |column| rows.put(CellAt::new(1, column), Value::Bool(true), &mut allowance);
        assert_eq!((put(1), put(2)), (Ok(()), Ok(())));
        assert_eq!(put(3), Err(Unreadable::Over { limit: LimitKind::Cells, figure: 3, allowed: 2 }));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut(&"ấ".repeat(40_000)).chars().count(), 32_767);
        assert_eq!(cut(&"🙂".repeat(20_000)).chars().count(), 16_383);
        assert_eq!(cut(&"ấ".repeat(32_767)).chars().count(), 32_767);
    }

    #[test]
    fn merges_off_the_sheet_or_of_one_cell_are_not_kept() {
        let mut merges = Vec::new();
        keep_merge(&mut merges, CellAt::new(3, 4), CellAt::new(1, 2));
        keep_merge(&mut merges, CellAt::new(1, 1), CellAt::new(1, 1));
        keep_merge(&mut merges, CellAt::new(0, 1), CellAt::new(1, 1));
        keep_merge(&mut merges, CellAt::new(1, 1), CellAt::new(1_048_577, 1));
        assert_eq!(merges, [Area { first: CellAt::new(1, 2), last: CellAt::new(3, 4) }]);
    }
}
