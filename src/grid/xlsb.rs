//! Office's binary workbooks (.xlsb), cells by calamine's streaming reader. Every part is inflated, checked and gone
//! through here first: lengths and indices that calamine would believe, and what it does not tell (merges, what is
//! hidden, formulas that ended in an error).

use super::container::{Package, resolve_target};
use super::converted::value_of;
use super::gather::{CellAllowance, Rows, keep_merge, text_value};
use super::properties::last_modified;
use super::relations::relations_of;
use super::serial::Epoch;
use super::{Area, Format, LimitKind, Limits, Sheet, Unreadable, Value, Workbook, damaged, over};
use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use calamine::{Data, Reader, SheetType, SheetVisible, Xlsb};
use std::io::Cursor;
use std::sync::Arc;

/// Where calamine looks for the parts that are not found by relationships.
const WORKBOOK: &str = "xl/workbook.bin";
const STRINGS: &str = "xl/sharedStrings.bin";
const STYLES: &str = "xl/styles.bin";

// Kinds of records [MS-XLSB 2.3].
const ROW: u16 = 0;
const ERROR_CELL: u16 = 3;
const STRING_INDEX_CELL: u16 = 7;
const ERROR_FORMULA: u16 = 11;
const STRING_ITEM: u16 = 19;
const COLUMNS: u16 = 60;
const RICH_TEXT_CELL: u16 = 62;
const END_OF_CELLS: u16 = 146;
const TAB: u16 = 156;
const MERGE: u16 = 176;

pub(super) fn read(bytes: &[u8], package: &mut Package<'_>, limits: &Limits) -> Result<Workbook, Unreadable> {
    let surveys = survey(package, limits)?;
    let mut xlsb =
        Xlsb::new(Cursor::new(bytes)).map_err(|_| damaged("the parts of the workbook do not fit together"))?;
    let epoch = if xlsb.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 };
    let tabs = xlsb.sheets_metadata().to_vec();
    if tabs.len() != surveys.len() {
        return Err(damaged("the workbook's list of sheets is incomplete"));
    }
    let mut allowance = CellAllowance::new(limits.cells);
    let mut sheets = Vec::new();
    for (index, (tab, survey)) in tabs.iter().zip(surveys).enumerate() {
        // calamine knows sheets by name only: the first of one name would stand for the second.
        if tabs[..index].iter().any(|other| other.name == tab.name) {
            return Err(damaged("two sheets of one name"));
        }
        let Some(survey) = survey else { continue };
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let mut rows = Rows::default();
        survey.hidden_rows.iter().for_each(|&row| rows.hide(row));
        for (at, value) in survey.untold {
            rows.put(at, value, &mut allowance)?;
        }
        let mut cells = xlsb.worksheet_cells_reader(&tab.name).map_err(|_| damaged("a sheet cannot be read"))?;
        while let Some(cell) = cells.next_cell().map_err(|_| damaged("a cell cannot be read"))? {
            let (row, column) = cell.get_position();
            let at = address(row, column)?;
            if let Some(value) = value_of(&Data::from(cell.get_value().clone()), epoch) {
                rows.put(at, value, &mut allowance)?;
            }
        }
        sheets.push(Sheet {
            name: Arc::from(tab.name.as_str()),
            is_hidden: tab.visible != SheetVisible::Visible,
            rows: rows.finish()?,
            merges: survey.merges,
            hidden_columns: survey.hidden_columns,
        });
    }
    let modified = last_modified(package, "docProps/core.xml", "modified")?;
    Ok(Workbook { format: Format::Xlsb, sheets, modified, fonts: Vec::new() })
}

/// What the records of a worksheet say beside calamine.
#[derive(Default)]
struct SheetSurvey {
    merges: Vec<Area>,
    /// 1-based.
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<(u16, u16)>,
    /// Cells that calamine passes over.
    untold: Vec<(CellAt, Value)>,
}

/// Goes through every part that calamine will read; one answer per tab, none for those without cells.
fn survey(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<Option<SheetSurvey>>, Unreadable> {
    let relations = relations_of(package, WORKBOOK)?;
    let n_strings = match package.has(STRINGS) {
        true => {
            let part = package.bytes(STRINGS)?;
            Records(&part).try_fold(0_u32, |n, record| Ok(n + u32::from(record?.kind == STRING_ITEM)))?
        }
        false => 0,
    };
    if u64::from(n_strings) > limits.cells {
        return Err(over(LimitKind::SharedStrings, n_strings.into(), limits.cells));
    }
    if package.has(STYLES) {
        let part = package.bytes(STYLES)?;
        Records(&part).try_for_each(|record| record.map(drop))?;
    }
    let workbook = package.bytes(WORKBOOK)?;
    let mut surveys = Vec::new();
    for record in Records(&workbook) {
        let record = record?;
        if record.kind != TAB {
            continue;
        }
        let id = relation_of_tab(record.body)?;
        let relation = relations.iter().find(|relation| relation.id == id);
        let relation = relation.ok_or_else(|| damaged("a sheet without its part"))?;
        surveys.push(match (relation.kind.as_str(), relation.part.as_deref()) {
            ("worksheet", Some(part)) => {
                let part = package.bytes(&resolve_target("", part))?;
                Some(survey_sheet(&part, n_strings)?)
            }
            ("worksheet", None) => return Err(damaged("a sheet outside the file")),
            _ => None,
        });
        if surveys.len() as u64 > limits.sheets {
            return Err(over(LimitKind::Sheets, surveys.len() as u64, limits.sheets));
        }
    }
    if surveys.is_empty() {
        return Err(damaged("a workbook without sheets"));
    }
    Ok(surveys)
}

fn survey_sheet(part: &[u8], n_strings: u32) -> Result<SheetSurvey, Unreadable> {
    let mut survey = SheetSurvey::default();
    let mut row = 0;
    let mut is_whole = false;
    for record in Records(part) {
        let Record { kind, body } = record?;
        match kind {
            ROW => {
                row = long(body, 0)?;
                if row >= MAX_ROW {
                    return Err(damaged("a row outside the sheet"));
                }
                if body.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    survey.hidden_rows.push(row + 1);
                }
            }
            STRING_INDEX_CELL if long(body, 8)? >= n_strings => {
                return Err(damaged("a shared string that is not there"));
            }
            ERROR_FORMULA | ERROR_CELL if error_text(body).is_none() => return Err(damaged("an unknown error value")),
            ERROR_FORMULA => {
                let value = error_text(body).map(|text| Value::Error(Arc::from(text)));
                survey.untold.extend(value.map(|value| Ok((address(row, long(body, 0)?)?, value))).transpose()?);
            }
            RICH_TEXT_CELL => {
                let at = address(row, long(body, 0)?)?;
                survey.untold.extend(text_value(&wide_text(body, 9)?).map(|value| (at, value)));
            }
            COLUMNS if body.get(16).is_some_and(|flags| flags & 1 != 0) => {
                let (from, to) = (long(body, 0)?, long(body, 4)?.min(u32::from(MAX_COLUMN) - 1));
                if from <= to {
                    survey.hidden_columns.push((from as u16 + 1, to as u16 + 1));
                }
            }
            MERGE => {
                let corner = |row: usize, column: usize| address(long(body, row)?, long(body, column)?);
                if let (Ok(one), Ok(other)) = (corner(0, 8), corner(4, 12)) {
                    keep_merge(&mut survey.merges, one, other);
                }
            }
            END_OF_CELLS => is_whole = true,
            _ => {}
        }
    }
    if is_whole { Ok(survey) } else { Err(damaged("a sheet ends before its cells do")) }
}

/// The address of a row and column counted from 0.
fn address(row: u32, column: u32) -> Result<CellAt, Unreadable> {
    let column = u16::try_from(column).ok().filter(|&column| column < MAX_COLUMN);
    match column {
        Some(column) if row < MAX_ROW => Ok(CellAt::new(row + 1, column + 1)),
        _ => Err(damaged("a cell outside the sheet")),
    }
}

fn error_text(body: &[u8]) -> Option<&'static str> {
    Some(match body.get(8)? {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    })
}

/// The relationship a tab names; the binary form has its state and number before it.
fn relation_of_tab(body: &[u8]) -> Result<String, Unreadable> {
    wide_text(body, 8)
}

fn wide_text(body: &[u8], at: usize) -> Result<String, Unreadable> {
    let n_units = long(body, at)? as usize;
    let units = body.get(at + 4..).and_then(|rest| rest.get(..n_units.checked_mul(2)?));
    let units = units.ok_or_else(|| damaged("a record is too short"))?;
    let units: Vec<u16> = units.as_chunks::<2>().0.iter().map(|&unit| u16::from_le_bytes(unit)).collect();
    Ok(String::from_utf16_lossy(&units))
}

fn long(body: &[u8], at: usize) -> Result<u32, Unreadable> {
    let bytes = body.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map(|&bytes| u32::from_le_bytes(bytes)).ok_or_else(|| damaged("a record is too short"))
}

struct Record<'p> {
    kind: u16,
    body: &'p [u8],
}

/// The records of a part: a kind of one or two bytes, a length of one to four, both seven bits a byte.
struct Records<'p>(&'p [u8]);

impl<'p> Iterator for Records<'p> {
    type Item = Result<Record<'p>, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_none() {
            self.0 = &[];
        }
        Some(record.ok_or_else(|| damaged("a part's records are cut short")))
    }
}

impl<'p> Records<'p> {
    fn record(&mut self) -> Option<Record<'p>> {
        let kind = self.number(2)?;
        let n_bytes = self.number(4)?;
        let (body, rest) = self.0.split_at_checked(n_bytes as usize)?;
        self.0 = rest;
        Some(Record { kind: kind as u16, body })
    }

    fn number(&mut self, max_bytes: u32) -> Option<u32> {
        let mut number = 0;
        for index in 0..max_bytes {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << (7 * index);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}
