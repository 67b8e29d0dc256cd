//! Cells read as another value than the file holds, as the office asked in the plan. The file itself is not touched.

use super::view::shown;
use crate::domain::correction::{CellEdit, EditOutcome, EditedCell};
use crate::domain::place::CellAt;
use crate::grid::{Cell, Row, Sheet, Value, Workbook};
use std::sync::Arc;

/// The workbook with the edits of its file made, and what became of each; no workbook where there is none to make.
pub(super) fn edited(workbook: &Workbook, file: &str, edits: &[CellEdit]) -> (Option<Workbook>, Vec<EditedCell>) {
    let here: Vec<&CellEdit> = edits.iter().filter(|edit| &*edit.place.file == file).collect();
    if here.is_empty() {
        return (None, Vec::new());
    }
    let mut changed = workbook.clone();
    let mut told = Vec::new();
    for edit in here {
        let Some(sheet) = changed.sheets.iter_mut().find(|sheet| sheet.name == edit.place.sheet) else { continue };
        let at = edit.place.at;
        let written = sheet.value(at).map(|value| shown(value).trim().to_owned()).unwrap_or_default();
        let outcome = match () {
            () if edit.only_if_blank && !written.is_empty() => EditOutcome::NotBlank,
            () if is_of_several_rows(sheet, at) => EditOutcome::Merged,
            () => EditOutcome::Made,
        };
        if outcome == EditOutcome::Made {
            put(sheet, at, &edit.value);
        }
        told.push(EditedCell { place: edit.place.clone(), written, outcome });
    }
    (Some(changed), told)
}

fn is_of_several_rows(sheet: &Sheet, at: CellAt) -> bool {
    sheet.merges.iter().any(|area| area.contains(at) && area.first.row != area.last.row)
}

/// Puts a text into a cell, which may not have been filled before; an empty one empties it.
fn put(sheet: &mut Sheet, at: CellAt, value: &str) {
    let row = match sheet.rows.binary_search_by_key(&at.row, |row| row.number) {
        Ok(row) => row,
        Err(_) if value.is_empty() => return,
        Err(row) => {
            sheet.rows.insert(row, Row { number: at.row, ..Row::default() });
            row
        }
    };
    let cells = &mut sheet.rows[row].cells;
    // Plain Unicode, whatever font the file shows the cell in.
    let cell = Cell { column: at.column, font: 0, value: Value::Text(Arc::from(value)) };
    match cells.binary_search_by_key(&at.column, |cell| cell.column) {
        Ok(found) if value.is_empty() => drop(cells.remove(found)),
        Ok(found) => cells[found] = cell,
        Err(_) if value.is_empty() => {}
        Err(place) => cells.insert(place, cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::CellPlace;
    use crate::grid::Area;

    fn text(column: u16, text: &str) -> Cell {
        Cell { column, font: 3, value: Value::Text(text.into()) }
    }

    fn book() -> Workbook {
        let rows = vec![
            Row { number: 2, is_hidden: false, cells: vec![text(2, "An"), text(4, "Khá")] },
            Row { number: 5, is_hidden: false, cells: vec![text(2, "Bình")] },
        ];
        let merges = vec![Area { first: CellAt::new(7, 1), last: CellAt::new(9, 1) }];
        let sheet = Sheet { name: "DS".into(), is_hidden: false, rows, merges, hidden_columns: Vec::new() };
        Workbook { format: Default::default(), sheets: vec![sheet], modified: None, fonts: Vec::new() }
    }

    fn edit(cell: (u32, u16), value: &str, only_if_blank: bool) -> CellEdit {
        let place = CellPlace { file: "a.xlsx".into(), sheet: "DS".into(), at: CellAt::new(cell.0, cell.1) };
        CellEdit { place, value: value.to_owned(), only_if_blank }
    }

    #[test]
    fn cells_are_replaced_given_and_emptied_and_what_stood_there_is_told() {
        let edits =
            [edit((2, 4), "Tốt", false), edit((5, 3), "x", false), edit((3, 1), "1", false), edit((5, 2), "", false)];
        let (changed, told) = edited(&book(), "a.xlsx", &edits);
        let sheet = &changed.unwrap().sheets[0];
        for (at, value) in [((2, 2), "An"), ((2, 4), "Tốt"), ((5, 3), "x"), ((3, 1), "1")] {
            assert_eq!(sheet.value(CellAt::new(at.0, at.1)), Some(&Value::Text(value.into())), "{at:?}");
        }
        assert_eq!(sheet.value(CellAt::new(5, 2)), None);
        assert!(sheet.rows.is_sorted_by_key(|row| row.number));
        let written: Vec<&str> = told.iter().map(|one| one.written.as_str()).collect();
        assert_eq!(written, ["Khá", "", "", "Bình"]);
        assert!(told.iter().all(|one| one.outcome == EditOutcome::Made));
    }

    #[test]
    fn a_cell_of_several_rows_and_one_to_be_blank_that_is_not_are_left() {
        let edits = [edit((8, 1), "x", false), edit((2, 2), "Lan", true)];
        let (changed, told) = edited(&book(), "a.xlsx", &edits);
        assert_eq!(changed.unwrap().sheets, book().sheets);
        let outcomes: Vec<EditOutcome> = told.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [EditOutcome::Merged, EditOutcome::NotBlank]);
    }

    #[test]
    fn a_file_that_no_edit_is_for_is_not_copied() {
        let (changed, told) = edited(&book(), "b.xlsx", &[edit((2, 4), "Tốt", false)]);
        assert!(changed.is_none() && told.is_empty());
    }
}
