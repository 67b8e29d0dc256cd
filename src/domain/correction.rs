//! Cells of returns that the office has read as another value: the plan's sheet `Xử lý`, “sửa thành”. The branch's file
//! stays as it is; what it says and what is read instead are both kept.

use super::place::CellPlace;
use chrono::NaiveDate;

/// A cell to be read as if it held another value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellEdit {
    pub place: CellPlace,
    /// Empty: as if the cell were blank.
    pub value: String,
    /// Nothing is read instead of what stands there; only what is missing is given.
    pub only_if_blank: bool,
}

/// What became of a [`CellEdit`], as the file's reading tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditedCell {
    pub place: CellPlace,
    /// What the file says; empty where the cell is blank.
    pub written: String,
    pub outcome: EditOutcome,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum EditOutcome {
    Made,
    /// It was to be made in a blank cell, and the cell is not.
    NotBlank,
    /// The cell is one with those of other rows.
    Merged,
}

/// A row of the plan's sheet `Xử lý` that was carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// Row of the plan's sheet.
    pub row: u32,
    /// Code of the finding that it answers.
    pub code: String,
    /// Where that finding points.
    pub place: CellPlace,
    /// Code of the branch.
    pub branch: Option<String>,
    /// Clean name of the person or collective.
    pub subject: Option<String>,
    /// What the file says; empty: nothing.
    pub written: String,
    pub value: String,
    /// The values are a name, a birth date or a card number, which no message may hold.
    pub is_personal: bool,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub on: Option<NaiveDate>,
}

/// Why a row of the plan's sheet `Xử lý` that asks for a correction was not carried out.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum NotCorrected {
    NoValue,
    /// What it is about stands in no cell of a file.
    NoCell,
    /// It fits so many cells.
    Several(usize),
    NotAGrade,
    NotADate,
    NotACardNumber,
    /// A name is never corrected, only given where there is none.
    Name,
    Merged,
    /// Another row before it corrects the same cell.
    Twice,
}
