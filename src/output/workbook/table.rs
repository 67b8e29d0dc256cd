//! A table of one sheet: columns with their headers, widths and values, and the rows under them.

use super::look::{Look, Looks};
use crate::book::{At, BookError, Orientation, Print, Sheet, Value};
use crate::domain::member::CarriedCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One column: what stands above it, how wide it is (in characters), how its cells look, and what a row gives it.
pub struct Column<R> {
    pub header: &'static str,
    pub width: f64,
    pub look: Look,
    pub value: for<'r> fn(&'r R) -> Value<'r>,
}

/// Shorthand for a line of a table's columns.
pub const fn column<R>(
    header: &'static str,
    width: f64,
    look: Look,
    value: for<'r> fn(&'r R) -> Value<'r>,
) -> Column<R> {
    Column { header, width, look, value }
}

/// The number, from 1, of the column with this header; the columns are the program's own, so it is there.
pub fn number_of<R>(columns: &[Column<R>], header: &str) -> u16 {
    let position = columns.iter().position(|column| column.header == header);
    debug_assert!(position.is_some(), "no column {header}");
    position.map_or(1, |position| position as u16 + 1)
}

/// The header of the column that says where a row comes from; the last columns of a list are this one and the key.
pub const SOURCE: &str = "Nguồn";

/// The row a list's first record stands on: the header is row 1, so that filters, pivots and other programs find it.
pub const FIRST_ROW: u32 = 2;

/// The last row of a list of `n_rows` records; without records the row that says so.
pub fn last_row(n_rows: usize) -> u32 {
    FIRST_ROW + (n_rows.max(1) as u32) - 1
}

/// Writes a header at a row.
pub fn header<R>(sheet: &mut Sheet, looks: &Looks, row: u32, columns: &[Column<R>]) -> Result<(), BookError> {
    for (number, column) in (1..).zip(columns) {
        let look = if column.look == Look::Decision { Look::DecisionHeader } else { Look::Header };
        sheet.put(At::new(row, number), Value::text(column.header), looks.of(look))?;
    }
    Ok(())
}

/// Writes records under a header, from `row` on; without any, a line “Không có”. Gives the row after the last.
pub fn rows<R>(
    sheet: &mut Sheet,
    looks: &Looks,
    row: u32,
    columns: &[Column<R>],
    records: impl IntoIterator<Item = R>,
) -> Result<u32, BookError> {
    let mut next = row;
    for record in records {
        put_row(sheet, looks, next, columns, &record)?;
        next += 1;
    }
    if next == row {
        nothing(sheet, looks, row, columns.len() as u16)?;
        next += 1;
    }
    Ok(next)
}

fn put_row<R>(sheet: &mut Sheet, looks: &Looks, row: u32, columns: &[Column<R>], record: &R) -> Result<(), BookError> {
    for (number, column) in (1..).zip(columns) {
        sheet.put(At::new(row, number), (column.value)(record), looks.of(column.look))?;
    }
    Ok(())
}

fn nothing(sheet: &mut Sheet, looks: &Looks, row: u32, n_columns: u16) -> Result<(), BookError> {
    sheet.merge(At::new(row, 1), At::new(row, n_columns), Value::text("Không có"), looks.of(Look::Nothing))
}

/// A sheet that is one list: header in row 1, records below, then the columns that nobody knew, carried along.
pub struct List<'l, R> {
    pub columns: &'l [Column<R>],
    /// Headers of the carried columns, each once.
    pub carried: &'l [Arc<str>],
    /// The carried cells of a record.
    pub carried_of: for<'r> fn(&'r R) -> &'r [CarriedCell],
}

/// A record carries nothing.
pub fn carries_nothing<R>(_: &R) -> &[CarriedCell] {
    &[]
}

impl<R> List<'_, R> {
    /// Fills the sheet and sets it up for the screen and for paper: frozen and repeated header, filter, one page wide.
    /// Gives the row of the last record; none when there was no record.
    pub fn write(
        &self,
        sheet: &mut Sheet,
        looks: &Looks,
        title: (&str, &str),
        frozen_columns: u16,
        records: impl IntoIterator<Item = R>,
    ) -> Result<Option<u32>, BookError> {
        let n_own = self.columns.len() as u16;
        let n_columns = n_own + self.carried.len() as u16;
        let widths = self.columns.iter().map(|column| column.width).chain(self.carried.iter().map(|_| 16.0));
        sheet.widths(widths)?;
        header(sheet, looks, 1, self.columns)?;
        for (number, name) in (n_own + 1..).zip(self.carried) {
            sheet.put(At::new(1, number), Value::text(&**name), looks.of(Look::Header))?;
        }
        let carried_look = self.carried.iter().map(|_| Look::Text);
        let styles = self.columns.iter().map(|column| column.look).chain(carried_look).map(|look| looks.of(look));
        sheet.begin_records(FIRST_ROW, &styles.collect::<Vec<_>>());
        let mut next = FIRST_ROW;
        for record in records {
            let own = self.columns.iter().map(|column| (column.value)(&record));
            sheet.put_record(own.chain(self.carried_values(&record)))?;
            next += 1;
        }
        if next == FIRST_ROW {
            nothing(sheet, looks, next, n_own)?;
        } else {
            sheet.filter(At::new(1, 1), At::new(next - 1, n_columns))?;
        }
        sheet.freeze_at(At::new(FIRST_ROW, frozen_columns + 1))?;
        sheet.print(&self.set_up(title, (next - 1).max(FIRST_ROW), frozen_columns))?;
        Ok((next > FIRST_ROW).then(|| next - 1))
    }

    /// Sources, keys and carried columns are for the screen: on paper they would make all the rest too small to read. Only
    /// what a form has behind them is printed with them.
    fn n_printed(&self) -> u16 {
        let is_for_screen = |column: &Column<R>| matches!(column.look, Look::Link | Look::Fine);
        let n_printed = match self.columns.iter().any(|column| column.header == SOURCE) {
            true => self.columns.iter().rposition(|column| !is_for_screen(column)).map_or(0, |last| last + 1),
            false => self.columns.len(),
        };
        n_printed as u16
    }

    /// How the list prints down to its last row.
    pub fn set_up(&self, title: (&str, &str), last_row: u32, frozen_columns: u16) -> Print {
        Print {
            orientation: Orientation::Landscape,
            repeated_rows: Some((1, 1)),
            title: Some((title.0.to_owned(), title.1.to_owned())),
            repeated_columns: frozen_columns,
            last_cell: Some(At::new(last_row, self.n_printed())),
        }
    }

    fn carried_values<'r>(&'r self, record: &'r R) -> impl Iterator<Item = Value<'r>> {
        let cells = if self.carried.is_empty() { &[] } else { (self.carried_of)(record) };
        self.carried.iter().map(move |name| {
            // Two columns of one name in one return: both texts are kept.
            let texts: Vec<&str> =
                cells.iter().filter(|cell| cell.header == *name).map(|cell| cell.text.as_str()).collect();
            if texts.is_empty() { Value::Blank } else { Value::text(texts.join("; ")) }
        })
    }
}

/// The headers of carried columns in the order they are first met.
pub fn carried_headers<'c>(cells: impl IntoIterator<Item = &'c CarriedCell>) -> Vec<Arc<str>> {
    let mut seen = BTreeSet::new();
    let mut headers = Vec::new();
    for cell in cells {
        if seen.insert(&*cell.header) {
            headers.push(cell.header.clone());
        }
    }
    headers
}
