//! What reading the plan has to say, gathered with where it stands, so that it can be told in the order of the sheets
//! whatever order they were read in.

use super::PlanError;
use super::sheet::PlanSheet;
use crate::domain::place::CellAt;
use crate::domain::plan::UnknownPart;

/// Position of the sheet among the tabs, row, column; what is missing altogether comes last.
type Position = (usize, u32, u16);

/// Mistakes and unknown parts so far.
#[derive(Default)]
pub(super) struct Remarks {
    mistakes: Vec<(Position, PlanError)>,
    unknown: Vec<(Position, UnknownPart)>,
}

impl Remarks {
    /// A mistake in a cell. `found` is a phrase without a full stop, `expected` a sentence.
    pub fn mistake(&mut self, sheet: PlanSheet, at: CellAt, found: impl Into<String>, expected: impl Into<String>) {
        let error = PlanError {
            sheet: sheet.name(),
            cell: Some(at.to_string()),
            found: found.into(),
            expected: expected.into(),
        };
        self.mistakes.push(((sheet.index, at.row, at.column), error));
    }

    /// A mistake of a whole sheet, such as a key or column that is not there; told after the sheet's cells.
    pub fn mistake_of_sheet(&mut self, sheet: PlanSheet, found: impl Into<String>, expected: impl Into<String>) {
        let error = PlanError { sheet: sheet.name(), cell: None, found: found.into(), expected: expected.into() };
        self.mistakes.push(((sheet.index, u32::MAX, 0), error));
    }

    /// A mistake of the workbook: a sheet that is not there, told last.
    pub fn mistake_of_workbook(&mut self, sheet: &str, found: impl Into<String>, expected: impl Into<String>) {
        let error = PlanError { sheet: sheet.to_owned(), cell: None, found: found.into(), expected: expected.into() };
        self.mistakes.push(((usize::MAX, 0, 0), error));
    }

    /// A sheet whose meaning is unknown.
    pub fn unknown_sheet(&mut self, sheet: PlanSheet) {
        let part = UnknownPart { sheet: sheet.name(), cell: None, text: sheet.name() };
        self.unknown.push(((sheet.index, 0, 0), part));
    }

    /// A key or header whose meaning is unknown.
    pub fn unknown_cell(&mut self, sheet: PlanSheet, at: CellAt, text: impl Into<String>) {
        let part = UnknownPart { sheet: sheet.name(), cell: Some(at.to_string()), text: text.into() };
        self.unknown.push(((sheet.index, at.row, at.column), part));
    }

    /// Everything in the order it stands.
    pub fn in_order(mut self) -> (Vec<PlanError>, Vec<UnknownPart>) {
        self.mistakes.sort_by_key(|&(position, _)| position);
        self.unknown.sort_by_key(|&(position, _)| position);
        (
            self.mistakes.into_iter().map(|(_, error)| error).collect(),
            self.unknown.into_iter().map(|(_, part)| part).collect(),
        )
    }
}
