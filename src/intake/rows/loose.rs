//! Rows outside every table: in a sheet without one, and above the first header of a sheet. Those that are records are set
//! aside and shown; nothing is passed over.

use crate::domain::fault::{Fault, FaultKind};
use crate::domain::place::{CellAt, CellPlace};
use crate::domain::reading::{Reading, SetAsideRow, SetAsideWhy};
use crate::grid::{Row, Value};
use crate::intake::layout::row_words::running_number;
use crate::intake::layout::surroundings::{Line, all_lines, is_graded_row};
use crate::intake::value::name::looks_like_name;
use crate::intake::view::{SheetView, is_blank, shown};
use std::sync::Arc;

/// Lines, and rows that look like people, of a sheet without any table: the first may date or mark the document, the
/// second are set aside, for nothing is passed over.
pub fn read_loose_sheet(view: &SheetView, reading: &mut Reading) -> Vec<(Arc<str>, Line)> {
    let sheet = &view.sheet.name;
    for row in &view.sheet.rows {
        let texts: Vec<_> = row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))).collect();
        let has_person = texts.iter().any(|cell| matches!(&cell.value, Value::Text(text) if looks_like_name(text)));
        let has_figure = texts.iter().any(|cell| {
            matches!(cell.value, Value::Number(_) | Value::DateTime(_)) || running_number(&shown(&cell.value)).is_some()
        });
        let is_of_people = texts.len() >= 3 && has_person && has_figure && !view.sheet.is_hidden;
        if is_of_people || is_graded_row(row) {
            set_aside_loose(sheet, row, reading);
        }
    }
    all_lines(view).into_iter().map(|line| (sheet.clone(), line)).collect()
}

/// Sets aside the rows above the first table of a sheet that are records and no letterhead: people whose header was not
/// found, or was never written.
pub fn read_above_tables(view: &SheetView, first_header: u32, reading: &mut Reading) {
    for row in view.sheet.rows.iter().take_while(|row| row.number < first_header).filter(|row| is_graded_row(row)) {
        set_aside_loose(&view.sheet.name, row, reading);
    }
}

fn set_aside_loose(sheet: &Arc<str>, row: &Row, reading: &mut Reading) {
    let row = set_aside_row(&reading.file.path, sheet, row, None, SetAsideWhy::UnknownKind);
    let fault = FaultKind::SetAside { cells: row.cells.clone() };
    reading.faults.push(Fault::of_cell(fault, sheet, row.place.at));
    reading.set_aside.push(row);
}

pub(super) fn set_aside_row(
    file: &Arc<str>,
    sheet: &Arc<str>,
    row: &Row,
    table: Option<u32>,
    why: SetAsideWhy,
) -> SetAsideRow {
    let cells: Vec<(CellAt, String)> = row
        .cells
        .iter()
        .filter(|cell| !is_blank(Some(&cell.value)))
        .map(|cell| (CellAt::new(row.number, cell.column), shown(&cell.value).trim().to_owned()))
        .collect();
    let at = cells.first().map_or(CellAt::new(row.number, 1), |(at, _)| *at);
    SetAsideRow { place: CellPlace { file: file.clone(), sheet: sheet.clone(), at }, table, cells, why }
}
