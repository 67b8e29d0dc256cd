//! The letterhead of a document of the Party, and the places for signatures.

use super::frame::Frame;
use super::look::Look;
use super::words::place_and_date;
use crate::book::{At, BookError, Sheet, Value};

/// Writes rows 1 to 4: on the left the upper committee over the committee, on the right the Party's name over place and
/// date. `left` and `right` are the first and last columns of the two blocks.
pub fn letterhead(sheet: &mut Sheet, frame: &Frame, left: (u16, u16), right: (u16, u16)) -> Result<(), BookError> {
    let (plan, looks) = (frame.plan, &frame.looks);
    let line = |sheet: &mut Sheet, row: u32, (from, to): (u16, u16), text: String, look: Look| {
        sheet.merge(At::new(row, from), At::new(row, to), Value::text(text), looks.of(look))
    };
    line(sheet, 1, left, capitals(&plan.upper_committee), Look::LetterheadUpper)?;
    line(sheet, 2, left, capitals(&plan.committee), Look::LetterheadName)?;
    // The star under the committee's name, as HD 36-HD/VPTW (2018) prescribes.
    line(sheet, 3, left, "*".to_owned(), Look::LetterheadName)?;
    line(sheet, 1, right, "ĐẢNG CỘNG SẢN VIỆT NAM".to_owned(), Look::LetterheadParty)?;
    let date = place_and_date(&plan.locality, frame.dated, plan.year);
    line(sheet, 3, right, date, Look::LetterheadDate)
}

/// A name as letterheads print it; dots to be filled in by hand where the plan gives none.
fn capitals(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() { "……………………………".to_owned() } else { name.to_uppercase() }
}

/// The signer's name stands so many rows below the first row of the places for signatures.
pub const LAST_OF_SIGNATURES: u32 = 6;

/// Writes the two places for signatures: who made the table on the left, who signs for the committee on the right.
pub fn signatures(
    sheet: &mut Sheet,
    frame: &Frame,
    row: u32,
    left: (u16, u16),
    right: (u16, u16),
) -> Result<(), BookError> {
    let (plan, looks) = (frame.plan, &frame.looks);
    let line = |sheet: &mut Sheet, row: u32, (from, to): (u16, u16), text: &str, look: Look| {
        sheet.merge(At::new(row, from), At::new(row, to), Value::text(text.to_owned()), looks.of(look))
    };
    let title = if plan.signer_title.trim().is_empty() { "BÍ THƯ" } else { plan.signer_title.trim() };
    line(sheet, row, left, "NGƯỜI LẬP BIỂU", Look::SignTitle)?;
    line(sheet, row + 1, left, "(Ký, ghi rõ họ tên)", Look::SignHint)?;
    line(sheet, row, right, "T/M ĐẢNG ỦY", Look::SignTitle)?;
    line(sheet, row + 1, right, &title.to_uppercase(), Look::SignTitle)?;
    line(sheet, row + LAST_OF_SIGNATURES, right, plan.signer_name.trim(), Look::SignTitle)
}
