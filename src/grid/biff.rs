//! The records of an old binary workbook, gone through before calamine is: what it would not tell (merges, what is
//! hidden), what it would believe (sizes, indices), and the rewriting that keeps its dense rectangles small.

use super::gather::{Fonts, keep_merge};
use super::{Area, LimitKind, Limits, Unreadable, damaged, over};
use crate::domain::place::CellAt;
use std::ops::Range;
use std::sync::Arc;

/// What the records say of the workbook.
pub(super) struct Survey {
    pub is_biff8: bool,
    /// One per tab, in order.
    pub sheets: Vec<SheetSurvey>,
    /// Names of the fonts that the sheets' texts number, from 1.
    pub fonts: Vec<Arc<str>>,
}

/// What the records say of one sheet. Rows and columns count from 0 where nothing else is said.
#[derive(Default)]
pub(super) struct SheetSurvey {
    /// Rows that hold a cell, rising: the place in this list is the number the rewritten records have.
    pub rows: Vec<u16>,
    pub columns: Vec<u16>,
    /// Cells of shared strings, by their new numbers.
    pub text_ranks: Vec<(u32, u32)>,
    /// Addresses of texts, rising, each with the number of its font.
    text_fonts: Vec<((u16, u16), u16)>,
    pub merges: Vec<Area>,
    /// 1-based.
    pub hidden_rows: Vec<u32>,
    /// 1-based.
    pub hidden_columns: Vec<(u16, u16)>,
}

// Kinds of records [MS-XLS 2.3].
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
const FONT: u16 = 0x0031;
const CELL_FORMAT: u16 = 0x00E0;
const NAME: u16 = 0x0018;
const EXTERN_SHEET: u16 = 0x0017;
const SHEET_IDS: u16 = 0x013D;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const MERGES: u16 = 0x00E5;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const BOOL_OR_ERROR: u16 = 0x0205;
const RK: u16 = 0x027E;
const LABEL_SST: u16 = 0x00FD;
const MULTIPLE_RK: u16 = 0x00BD;
/// A kind nobody reads: records that calamine would spend effort on for nothing become this.
const NOBODYS: u16 = 0x1FFF;

/// The last column of an old sheet, `IV`, counted from 0.
const MAX_OLD_COLUMN: u16 = 255;

/// The largest rectangle of filled rows by filled columns that calamine may lay out for one sheet.
const MAX_RECTANGLE: u64 = 8_000_000;

/// Goes through the stream of a workbook and rewrites it as the module says.
///
/// # Errors
/// Encrypted; records cut short; cells given twice; over the limits of cells and sheets.
pub(super) fn survey(stream: &mut [u8], limits: &Limits) -> Result<Survey, Unreadable> {
    let mut is_biff8 = false;
    let mut n_strings = 0;
    let mut starts: Vec<usize> = Vec::new();
    let mut fonts = Fonts::default();
    let mut formats = Formats::default();
    for record in substream(stream, 0)? {
        let body = &stream[record.body.clone()];
        match record.kind {
            BOF => is_biff8 = number(body, 0)? == 0x0600,
            FILE_PASS => return Err(Unreadable::Locked),
            BOUND_SHEET => starts.push(long(body, 0)? as usize),
            SST => n_strings = long(body, 4)?,
            FONT => formats.fonts.push(fonts.number_of(&font_name(body, is_biff8).unwrap_or_default())),
            CELL_FORMAT => formats.font_of.push(number(body, 0)?),
            NAME | EXTERN_SHEET | SHEET_IDS => set(stream, record.at, NOBODYS),
            _ => {}
        }
    }
    if starts.is_empty() {
        return Err(damaged("a workbook without sheets"));
    }
    if starts.len() as u64 > limits.sheets {
        return Err(over(LimitKind::Sheets, starts.len() as u64, limits.sheets));
    }
    let mut sheets = Vec::with_capacity(starts.len());
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut n_cells = 0;
    for start in starts {
        let records = substream(stream, start)?;
        let end = records.last().map_or(start, |record| record.body.end);
        if taken.iter().any(|other| start < other.end && other.start < end) {
            return Err(damaged("two sheets in one place"));
        }
        taken.push(start..end);
        let sheet = survey_sheet(stream, &records, n_strings, &formats)?;
        n_cells += sheet.n_cells;
        if n_cells > limits.cells {
            return Err(over(LimitKind::Cells, n_cells, limits.cells));
        }
        sheets.push(sheet.survey);
    }
    Ok(Survey { is_biff8, sheets, fonts: fonts.finish() })
}

/// Which font each cell format has.
#[derive(Default)]
struct Formats {
    /// Numbers in the workbook's list, by the order of the records.
    fonts: Vec<u16>,
    /// By format: the index of its font, which counts past a fifth one that is never written [MS-XLS 2.5.129].
    font_of: Vec<u16>,
}

impl Formats {
    /// The number of the font of a cell format; 0 when it is not known.
    fn font(&self, format: u16) -> u16 {
        let index = self.font_of.get(usize::from(format)).copied().unwrap_or(u16::MAX);
        let record = if index > 4 { usize::from(index) - 1 } else { usize::from(index) };
        self.fonts.get(record).copied().unwrap_or(0)
    }
}

/// The name in a record of a font [MS-XLS 2.4.122]: behind 14 bytes its length, and how it is written.
fn font_name(body: &[u8], is_biff8: bool) -> Option<String> {
    let n_letters = usize::from(*body.get(14)?);
    let is_wide = is_biff8 && *body.get(15)? & 1 == 1;
    let letters = body.get(if is_biff8 { 16 } else { 15 }..)?;
    if is_wide {
        let units = letters.get(..2 * n_letters)?.as_chunks::<2>().0.iter().map(|&unit| u16::from_le_bytes(unit));
        return Some(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect());
    }
    Some(letters.get(..n_letters)?.iter().map(|&byte| char::from(byte)).collect())
}

struct Record {
    /// Where its kind stands.
    at: usize,
    kind: u16,
    body: Range<usize>,
}

/// The records from a substream's first to its own end, without those of substreams nested in it (charts).
fn substream(stream: &[u8], start: usize) -> Result<Vec<Record>, Unreadable> {
    let mut records = Vec::new();
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        let head = stream.get(at..).and_then(|rest| rest.first_chunk::<4>());
        let &[kind_low, kind_high, size_low, size_high] =
            head.ok_or_else(|| damaged("the workbook's records are cut short"))?;
        let kind = u16::from_le_bytes([kind_low, kind_high]);
        let body = at + 4..at + 4 + usize::from(u16::from_le_bytes([size_low, size_high]));
        if body.end > stream.len() {
            return Err(damaged("the workbook's records are cut short"));
        }
        let is_first = at == start;
        if is_first && kind != BOF {
            return Err(damaged("a sheet does not start where the workbook says"));
        }
        let next = body.end;
        match kind {
            BOF if !is_first => depth += 1,
            EOF if depth > 0 => depth -= 1,
            _ if depth == 0 => records.push(Record { at, kind, body }),
            _ => {}
        }
        if kind == EOF && depth == 0 && records.last().is_some_and(|record| record.kind == EOF) {
            return Ok(records);
        }
        at = next;
    }
}

struct SurveyedSheet {
    survey: SheetSurvey,
    n_cells: u64,
}

fn survey_sheet(
    stream: &mut [u8],
    records: &[Record],
    n_strings: u32,
    formats: &Formats,
) -> Result<SurveyedSheet, Unreadable> {
    let mut sheet = SheetSurvey::default();
    let mut cells: Vec<(u16, u16)> = Vec::new();
    for record in records {
        let body = &stream[record.body.clone()];
        match record.kind {
            ROW if number(body, 12)? & 0x20 != 0 => sheet.hidden_rows.push(u32::from(number(body, 0)?) + 1),
            COLUMNS if number(body, 8)? & 1 != 0 => {
                let (from, to) = (number(body, 0)?, number(body, 2)?.min(MAX_OLD_COLUMN));
                if from <= to {
                    sheet.hidden_columns.push((from + 1, to + 1));
                }
            }
            MERGES => {
                for corners in body.get(2..).unwrap_or_default().chunks_exact(8).take(number(body, 0)?.into()) {
                    let corner = |row: usize, column: usize| {
                        Ok(CellAt::new(
                            u32::from(number(corners, row)?) + 1,
                            number(corners, column)?.saturating_add(1),
                        ))
                    };
                    keep_merge(&mut sheet.merges, corner(0, 4)?, corner(2, 6)?);
                }
            }
            LABEL_SST if long(body, 6)? >= n_strings => return Err(damaged("a shared string that is not there")),
            _ => {}
        }
        if matches!(record.kind, LABEL_SST | LABEL | RICH_LABEL | FORMULA) {
            let font = formats.font(number(body, 4)?);
            if font > 0 {
                sheet.text_fonts.push(((number(body, 0)?, number(body, 2)?), font));
            }
        }
        cells.extend(cells_of(record.kind, body)?);
    }
    sheet.text_fonts.sort_unstable();
    let n_cells = cells.len() as u64;
    cells.sort_unstable();
    if cells.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(damaged("one cell stands twice"));
    }
    sheet.rows = cells.iter().map(|&(row, _)| row).collect();
    sheet.rows.dedup();
    sheet.columns = cells.iter().map(|&(_, column)| column).collect();
    sheet.columns.sort_unstable();
    sheet.columns.dedup();
    let rectangle = sheet.rows.len() as u64 * sheet.columns.len() as u64;
    if rectangle > MAX_RECTANGLE {
        return Err(over(LimitKind::Cells, rectangle, MAX_RECTANGLE));
    }
    renumber(stream, records, &mut sheet)?;
    Ok(SurveyedSheet { survey: sheet, n_cells })
}

impl SheetSurvey {
    /// The number of the font a text is shown in; 0 when it is not known.
    pub fn font_at(&self, at: CellAt) -> u16 {
        let address = u16::try_from(at.row.saturating_sub(1)).ok().map(|row| (row, at.column.saturating_sub(1)));
        let index = address.and_then(|at| self.text_fonts.binary_search_by_key(&at, |&(at, _)| at).ok());
        index.map_or(0, |index| self.text_fonts[index].1)
    }
}

/// Gives the rows and columns of cells new numbers without gaps; empties formulas; silences stated dimensions.
fn renumber(stream: &mut [u8], records: &[Record], sheet: &mut SheetSurvey) -> Result<(), Unreadable> {
    for record in records {
        let body = record.body.clone();
        if record.kind == DIMENSIONS {
            set(stream, record.at, NOBODYS);
        }
        let Some((row, column)) = cells_of(record.kind, &stream[body.clone()])?.next() else { continue };
        // Both stand in the lists, which were made of these very records.
        let row = sheet.rows.binary_search(&row).unwrap_or_default();
        let column = sheet.columns.binary_search(&column).unwrap_or_default();
        set(stream, body.start, row as u16);
        set(stream, body.start + 2, column as u16);
        match record.kind {
            LABEL_SST => sheet.text_ranks.push((row as u32, column as u32)),
            // The columns between are all there, so the last one's number follows from the first's.
            MULTIPLE_RK => {
                let n_more = (body.len() - 6) / 6 - 1;
                set(stream, body.end - 2, (column + n_more) as u16);
            }
            FORMULA if body.len() >= 22 => set(stream, body.start + 20, 0),
            _ => {}
        }
    }
    Ok(())
}

/// The addresses a record gives values to.
fn cells_of(kind: u16, body: &[u8]) -> Result<impl Iterator<Item = (u16, u16)> + use<>, Unreadable> {
    let (first, last) = match kind {
        FORMULA | NUMBER | LABEL | RICH_LABEL | BOOL_OR_ERROR | RK | LABEL_SST => {
            let column = number(body, 2)?;
            (column, column)
        }
        MULTIPLE_RK => {
            let (first, last) = (number(body, 2)?, number(body, body.len().saturating_sub(2))?);
            if last < first || body.len() != 6 + 6 * (usize::from(last - first) + 1) {
                return Err(damaged("a record of numbers does not fit its columns"));
            }
            (first, last)
        }
        _ => return Ok(None.into_iter().flatten()),
    };
    if last > MAX_OLD_COLUMN {
        return Err(damaged("a cell outside the sheet"));
    }
    let row = number(body, 0)?;
    Ok(Some((first..=last).map(move |column| (row, column))).into_iter().flatten())
}

fn number(body: &[u8], at: usize) -> Result<u16, Unreadable> {
    let bytes = body.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map(|&bytes| u16::from_le_bytes(bytes)).ok_or_else(|| damaged("a record is too short"))
}

fn long(body: &[u8], at: usize) -> Result<u32, Unreadable> {
    let bytes = body.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map(|&bytes| u32::from_le_bytes(bytes)).ok_or_else(|| damaged("a record is too short"))
}

/// Writes over two bytes that a record was already seen to have.
fn set(stream: &mut [u8], at: usize, number: u16) {
    if let Some(bytes) = stream.get_mut(at..at + 2) {
        bytes.copy_from_slice(&number.to_le_bytes());
    }
}
