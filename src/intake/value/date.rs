//! Dates in every form of forms.md §3, day always before month.

use crate::domain::date::PartialDate;
use crate::grid::Value;
use chrono::NaiveDate;

/// Why a cell gave no date.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum DateTrouble {
    /// Nothing in it has the form of a date (C306).
    NotADate,
    /// It has the form of a date that cannot be: 30/02/1980 (C307).
    Impossible,
}

/// Reads the cell of a date column. Blank, dashes and dots give `Ok(None)`. A number from 1900 to 2100 is a year; a
/// larger one that no format shows as a date is read as an Excel serial of the 1900 system (20 000 to 60 000).
pub fn read_date(value: &Value) -> Result<Option<PartialDate>, DateTrouble> {
    let _ = value;
    unimplemented!()
}

/// Reads a text that is a date and nothing else.
pub fn read_date_text(text: &str) -> Result<Option<PartialDate>, DateTrouble> {
    let _ = text;
    unimplemented!()
}

/// Finds “ngày 25 tháng 11 năm 2021” (or 25/11/2021 after “ngày”) inside a longer line.
pub fn find_date(line: &str) -> Option<NaiveDate> {
    let _ = line;
    unimplemented!()
}
