//! The door to writing workbooks: sheets of cells and styles in, file bytes out. The only user of rust_xlsxwriter.
//! Knows nothing of the domain.
//!
//! A [`Sheet`] is filled on its own, row by row from the top, and then handed to the [`Book`]; sheets appear in the
//! order they are handed over. Nothing is written to disk, not even in passing: a temporary file would hold people's
//! grades.

mod cell;
mod chart;
mod choice;
mod formula;
pub mod marked;
mod measure;
mod name;
mod package;
mod packing;
mod print;
mod records;
mod sheet;
mod style;

pub use cell::{At, Cached, Value};
pub use chart::ColumnChart;
pub use choice::{Choice, Strictness};
pub use formula::{criterion, literal, range};
pub use name::safe_sheet_name;
pub use print::{Orientation, Print};
pub use sheet::{Highlight, Sheet};
pub use style::{Horizontal, KnownStyle, Rgb, Style, Vertical};

use chrono::{Datelike, NaiveDate};
use records::Rows;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::collections::BTreeMap;

/// The font of every cell, note, chart and page header.
pub const FONT: &str = "Times New Roman";

/// Level 2 packs long lists in half the time of level 3 and a quarter of that of the default 6, for a file of 6 % and a
/// quarter more bytes: what repeats from row to row is passed over and not looked up byte by byte.
const ZIP_LEVEL: u8 = 2;

/// The name of the hidden sheet that holds the long lists of dropdowns.
const LISTS_SHEET: &str = "Danh mục";

/// The workbook cannot be made. Nothing about the data itself: a value that does not fit a cell is cut or written as
/// text instead.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// More rows or columns than a worksheet has.
    #[error("trang tính “{sheet}” vượt quá giới hạn của Excel (1.048.576 dòng, 16.384 cột)")]
    BeyondSheet { sheet: String },
    /// A list of more bytes than a zip holds.
    #[error("tệp kết quả quá lớn (trên 4 GB)")]
    TooLarge,
    #[error("không tạo được bảng tính: {0}")]
    Writer(#[from] XlsxError),
    #[error("không nén được các trang dài: {0}")]
    Packing(#[from] flate2::CompressError),
    /// rust_xlsxwriter wrote a package that is not laid out as this program knows it.
    #[error("không ghép được các trang dài vào bảng tính")]
    Package,
}

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    lists: Vec<Vec<String>>,
    /// By their numbers in the package; the first is the default.
    formats: Vec<Format>,
    /// Rows of long lists, by the position of their sheets, from 1.
    rows: BTreeMap<usize, Rows>,
    n_sheets: usize,
}

impl Book {
    /// An empty workbook. `dated` is its creation day in the file's properties; the clock is never asked, so that the
    /// same content gives the same bytes.
    pub fn new(title: &str, dated: Option<NaiveDate>) -> Result<Self, BookError> {
        let mut workbook = Workbook::new();
        workbook.set_default_format(&style::base_format(), sheet::ROW_PIXELS, sheet::COLUMN_PIXELS)?;
        let created = match dated {
            Some(day) => {
                ExcelDateTime::from_ymd(day.year().clamp(1900, 9999) as u16, day.month() as u8, day.day() as u8)?
            }
            None => ExcelDateTime::from_ymd(2000, 1, 1)?,
        };
        workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
        workbook.set_zip_compression_level(ZIP_LEVEL);
        Ok(Self {
            workbook,
            lists: Vec::new(),
            formats: vec![style::base_format()],
            rows: BTreeMap::new(),
            n_sheets: 0,
        })
    }

    /// Adds a finished sheet after those already there.
    pub fn push(&mut self, sheet: Sheet) -> Result<(), BookError> {
        let (worksheet, rows) = sheet.finish()?;
        self.workbook.push_worksheet(worksheet);
        self.n_sheets += 1;
        if let Some(rows) = rows {
            self.rows.insert(self.n_sheets, rows);
        }
        Ok(())
    }

    /// Numbers a style, for [`Sheet::begin_records`].
    pub fn know(&mut self, style: Style) -> KnownStyle {
        let quoted = style.quoted();
        KnownStyle { number: self.number(&style.format), quoted_number: self.number(&quoted), style }
    }

    fn number(&mut self, format: &Format) -> u32 {
        let number = self.formats.iter().position(|known| known == format).unwrap_or(self.formats.len());
        if number == self.formats.len() {
            self.formats.push(format.clone());
            // Numbers are given in the order of registering: those of the sheets come after.
            self.workbook.register_format(format);
        }
        number as u32
    }

    /// A dropdown over these words. Excel caps a list within the cell's own rule at 255 characters and splits it at
    /// commas; a longer one goes to a hidden sheet.
    pub fn choice(&mut self, words: &[&str]) -> Choice {
        if choice::fits_inline(words) {
            return Choice::inline(words);
        }
        self.listed_choice(words)
    }

    /// A dropdown over these words whose list stands on the hidden sheet `Danh mục`, however short it is: there a
    /// person can see and a program can read what may be chosen.
    pub fn listed_choice(&mut self, words: &[&str]) -> Choice {
        self.lists.push(words.iter().map(|word| (*word).to_owned()).collect());
        Choice::on_sheet(LISTS_SHEET, self.lists.len() as u16, words.len() as u32)
    }

    /// The bytes of the file.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, BookError> {
        if !self.lists.is_empty() {
            let lists = self.lists_sheet()?;
            self.push(lists)?;
        }
        let package = self.workbook.save_to_buffer()?;
        // Also without lists: the package then says nothing of the system that it was made on.
        package::with_lists(&package, self.rows)
    }

    fn lists_sheet(&self) -> Result<Sheet, BookError> {
        let mut sheet = Sheet::new(LISTS_SHEET)?;
        let style = Style::new();
        for (column, words) in (1..).zip(&self.lists) {
            for (row, word) in (1..).zip(words) {
                sheet.put(At::new(row, column), Value::text(word.as_str()), &style)?;
            }
        }
        sheet.hide();
        Ok(sheet)
    }
}
