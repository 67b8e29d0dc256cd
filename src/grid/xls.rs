//! Old binary workbooks (.xls, BIFF5 and BIFF8), cells by calamine.
//!
//! calamine gets a file of our own making: only the root stream of the workbook (an embedded workbook's rows never
//! come, threats.md S3), without formulas and names, which it would parse for nothing, and with rows and columns
//! numbered without gaps, because it lays every sheet out as a dense rectangle. The addresses are put back after.

use super::converted::value_of;
use super::gather::{CellAllowance, Rows};
use super::ole::{self, Ole};
use super::serial::Epoch;
use super::{Format, Kind, LimitKind, Limits, Sheet, Unreadable, Workbook, biff, damaged, over};
use crate::domain::place::CellAt;
use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsOptions};
use chrono::{DateTime, NaiveDateTime};
use std::io::Cursor;
use std::sync::Arc;

/// The code page of UTF-16, in which BIFF8 is always written, whatever its record says (threats.md S2).
const UTF_16: u16 = 1200;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    let ole = Ole::open(bytes)?;
    if ole.has("EncryptedPackage") {
        return Err(Unreadable::Locked);
    }
    let Some(mut stream) = ole.stream("Workbook")?.or(ole.stream("Book")?) else {
        return Err(Unreadable::NotAWorkbook(if ole.has("WordDocument") {
            Kind::Word
        } else if ole.has("PowerPoint Document") {
            Kind::PowerPoint
        } else {
            Kind::Unknown
        }));
    };
    let survey = biff::survey(&mut stream, limits)?;
    let mut options = XlsOptions::default();
    options.force_codepage = survey.is_biff8.then_some(UTF_16);
    let container = ole::with_one_stream("Workbook", stream);
    let mut xls = Xls::new_with_options(Cursor::new(container), options)
        .map_err(|_| damaged("the records of the workbook do not fit together"))?;
    let epoch = if xls.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 };
    let tabs = xls.sheets_metadata().to_vec();
    if tabs.len() != survey.sheets.len() {
        return Err(damaged("the workbook's list of sheets is incomplete"));
    }
    let mut allowance = CellAllowance::new(limits.cells);
    let mut sheets = Vec::new();
    for (index, (tab, surveyed)) in tabs.iter().zip(survey.sheets).enumerate() {
        // calamine knows sheets by name only: the second of one name would hide the first.
        if tabs[..index].iter().any(|other| other.name == tab.name) {
            return Err(damaged("two sheets of one name"));
        }
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let range = xls.worksheet_range(&tab.name).map_err(|_| damaged("a sheet cannot be read"))?;
        let mut rows = Rows::default();
        surveyed.hidden_rows.iter().for_each(|&row| rows.hide(row));
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let at = surveyed.address(first_row as usize + row, first_column as usize + column)?;
            if let Some(value) = value_of(data, epoch) {
                rows.put_in_font(at, value, surveyed.font_at(at), &mut allowance)?;
            }
        }
        for &(row, column) in &surveyed.text_ranks {
            // A string that calamine could not find leaves no cell at all (threats.md S6).
            if !matches!(range.get_value((row, column)), Some(Data::String(_))) {
                return Err(damaged("a shared string that is not there"));
            }
        }
        sheets.push(Sheet {
            name: Arc::from(tab.name.as_str()),
            is_hidden: tab.visible != SheetVisible::Visible,
            rows: rows.finish()?,
            merges: surveyed.merges,
            hidden_columns: surveyed.hidden_columns,
        });
    }
    if sheets.len() as u64 > limits.sheets {
        return Err(over(LimitKind::Sheets, sheets.len() as u64, limits.sheets));
    }
    let modified = ole.stream("\u{5}SummaryInformation")?.and_then(|summary| last_saved(&summary));
    Ok(Workbook { format: Format::Xls, sheets, modified, fonts: survey.fonts })
}

impl biff::SheetSurvey {
    /// Where a cell stands whose row and column were numbered without gaps.
    fn address(&self, row_rank: usize, column_rank: usize) -> Result<CellAt, Unreadable> {
        let row = self.rows.get(row_rank).map(|&row| u32::from(row) + 1);
        let column = self.columns.get(column_rank).and_then(|&column| column.checked_add(1));
        match (row, column) {
            (Some(row), Some(column)) => Ok(CellAt::new(row, column)),
            _ => Err(damaged("a cell outside the sheet")),
        }
    }
}

/// The time of last saving in a property set [MS-OLEPS]: property 13, in ticks of 100 ns since 1601.
fn last_saved(summary: &[u8]) -> Option<NaiveDateTime> {
    const LAST_SAVED: u32 = 13;
    const FILE_TIME: u32 = 0x40;
    const SECONDS_1601_TO_1970: i64 = 11_644_473_600;
    let number = |at: usize| Some(u32::from_le_bytes(summary.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let section = number(44)? as usize;
    let n_properties = number(section.checked_add(4)?)?.min(256) as usize;
    for entry in (0..n_properties).map(|index| section + 8 + 8 * index) {
        if number(entry)? != LAST_SAVED {
            continue;
        }
        let at = section.checked_add(number(entry + 4)? as usize)?;
        if number(at)? != FILE_TIME {
            return None;
        }
        let ticks = u64::from(number(at + 4)?) | u64::from(number(at + 8)?) << 32;
        let seconds = i64::try_from(ticks / 10_000_000).ok()?;
        return Some(DateTime::from_timestamp(seconds - SECONDS_1601_TO_1970, 0)?.naive_utc());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_office_files_are_known_by_their_streams() {
        let record = |kind: u16, body: &[u8]| [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body].concat();
        let begin = record(0x0809, &[0, 6, 5, 0]);
        let locked = [begin.clone(), record(0x002F, &[1, 0]), record(0x000A, &[])].concat();
        for (stream, content, expected) in [
            ("EncryptedPackage", Vec::new(), Unreadable::Locked),
            ("Workbook", locked.clone(), Unreadable::Locked),
            ("Book", locked, Unreadable::Locked),
            ("Workbook", begin, damaged("the workbook's records are cut short")),
            ("WordDocument", Vec::new(), Unreadable::NotAWorkbook(Kind::Word)),
            ("PowerPoint Document", Vec::new(), Unreadable::NotAWorkbook(Kind::PowerPoint)),
            ("Contents", Vec::new(), Unreadable::NotAWorkbook(Kind::Unknown)),
        ] {
            let file = ole::with_one_stream(stream, content);
            assert_eq!(read(&file, &Limits::default()), Err(expected), "{stream}");
        }
    }
}
