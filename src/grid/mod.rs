//! The door to spreadsheets: file bytes in, sparse cells with absolute 1-based addresses out, with merges, hidden
//! flags and document properties; and the guards that a hostile file meets before any parser does.
//!
//! The only user of calamine. Knows nothing of branches, grades or plans: of the domain it uses addresses alone.
//! What it gives back is plain data that could cross a process boundary.
//!
//! The road of the bytes: [`sniff`] tells what they are; [`container`] guards and inflates the parts of a zip, [`ole`]
//! the streams of an old Office file, [`charset`] the characters of a text; [`unlock`] opens what is
//! encrypted; a reader per format (`xlsx` in one pass of our own, the others through calamine
//! or on the same tools) hands cells to [`gather`]. A new format is a new reader behind [`read`], nothing above sees it.

mod archive;
mod biff;
mod charset;
mod container;
mod converted;
mod csv;
mod gather;
mod html;
mod ods;
mod ole;
mod properties;
mod relations;
mod serial;
mod sniff;
mod spreadsheetml;
mod unlock;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use archive::{Archive, ArchivedFile};

use crate::domain::place::CellAt;
use chrono::NaiveDateTime;
use container::Package;
use ole::Ole;
use sniff::{Document, Outside};
use std::sync::Arc;

/// A whole workbook, formats told apart no more.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Workbook {
    pub format: Format,
    /// In the order of the tabs; told apart by position, never by name.
    pub sheets: Vec<Sheet>,
    /// Last modification in the document's own properties.
    pub modified: Option<NaiveDateTime>,
    /// Names of the fonts that cells number: see [`Workbook::font`].
    pub fonts: Vec<Arc<str>>,
}

impl Workbook {
    /// The name of the font a cell is shown in, where the format tells.
    pub fn font(&self, cell: &Cell) -> Option<&str> {
        self.fonts.get(usize::from(cell.font).checked_sub(1)?).map(|name| &**name)
    }
}

/// What the bytes really are.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Format {
    #[default]
    Xlsx,
    Xlsm,
    Xlsb,
    Xls,
    Ods,
    Csv,
    SpreadsheetMl,
    HtmlTable,
}

impl Format {
    /// The extension the format goes by, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Xlsm => "xlsm",
            Format::Xlsb => "xlsb",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Csv => "csv",
            Format::SpreadsheetMl => "xml",
            Format::HtmlTable => "html",
        }
    }
}

/// One sheet: only rows and cells that hold something.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    pub name: Arc<str>,
    pub is_hidden: bool,
    /// By rising number; no row twice.
    pub rows: Vec<Row>,
    /// Merged areas, both corners included.
    pub merges: Vec<Area>,
    /// Hidden columns, from and to, 1-based.
    pub hidden_columns: Vec<(u16, u16)>,
}

/// A row with at least one filled cell.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    /// 1-based.
    pub number: u32,
    pub is_hidden: bool,
    /// By rising column; no column twice.
    pub cells: Vec<Cell>,
}

/// A filled cell.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// 1-based.
    pub column: u16,
    /// Number of the font in the workbook's list, from 1; 0 where it is not known.
    pub font: u16,
    pub value: Value,
}

/// A cell's value as stored. A formula gives its stored result.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Text(Arc<str>),
    /// Finite.
    Number(f64),
    Bool(bool),
    /// A number that the cell's format shows as a date or time, already brought from the workbook's epoch.
    DateTime(NaiveDateTime),
    /// `#REF!` and the like, as shown.
    Error(Arc<str>),
    /// A formula whose result was never stored (H205).
    NoResult,
}

/// A rectangle of cells, both corners included.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Area {
    pub first: CellAt,
    pub last: CellAt,
}

impl Area {
    pub fn contains(&self, at: CellAt) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

impl Sheet {
    /// The cell at an address, by binary search.
    pub fn value(&self, at: CellAt) -> Option<&Value> {
        let row = &self.rows[self.rows.binary_search_by_key(&at.row, |row| row.number).ok()?];
        row.value(at.column)
    }
}

impl Row {
    pub fn value(&self, column: u16) -> Option<&Value> {
        let index = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(&self.cells[index].value)
    }
}

/// Why bytes gave no workbook. Causes are facts for `intake` to name; none holds text of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// Zero bytes.
    Empty,
    /// Something else by its first bytes or its parts.
    NotAWorkbook(Kind),
    /// Encrypted, and no given password opens it.
    Locked,
    /// A workbook's container, cut short, damaged, or against the rules of [`Limits`]' guards (two parts of one name,
    /// DOCTYPE, wrong CRC…). `cause` is technical English for the log.
    Damaged { cause: String },
    /// A workbook of a format that is not read yet.
    Unsupported(Format),
    /// Over a limit: figure met and figure allowed.
    Over { limit: LimitKind, figure: u64, allowed: u64 },
}

/// What bytes that are no workbook are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    Pdf,
    Word,
    PowerPoint,
    Picture,
    Html,
    Archive,
    Unknown,
}

/// The limits of threats.md §3.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum LimitKind {
    FileBytes,
    ZipEntries,
    UnpackedBytes,
    Ratio,
    Sheets,
    Cells,
    SharedStrings,
}

/// Limits that guard reading; defaults from threats.md §3, measured on real files.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    pub file_bytes: u64,
    pub zip_entries: u64,
    /// Unpacked bytes per part and per file, counted while inflating.
    pub unpacked_bytes: u64,
    /// Unpacked to packed; looked at only above `ratio_floor_bytes` unpacked.
    pub ratio: u64,
    pub ratio_floor_bytes: u64,
    pub sheets: u64,
    /// Non-empty cells in the whole workbook.
    pub cells: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 50_000_000,
            zip_entries: 5_000,
            unpacked_bytes: 256_000_000,
            ratio: 300,
            ratio_floor_bytes: 16_000_000,
            sheets: 256,
            cells: 2_000_000,
        }
    }
}

/// Reads a workbook, whatever its name says.
///
/// `passwords` open encrypted workbooks, after the one that Excel itself tries; none is kept.
///
/// # Errors
/// [`Unreadable`], with what the bytes are or which limit they pass.
pub fn read(bytes: &[u8], limits: &Limits, passwords: &[String]) -> Result<Workbook, Unreadable> {
    let n_bytes = bytes.len() as u64;
    if n_bytes > limits.file_bytes {
        return Err(over(LimitKind::FileBytes, n_bytes, limits.file_bytes));
    }
    // Parsers of mailed-in files are not trusted not to panic; what they leave behind is dropped with them.
    std::panic::catch_unwind(|| read_any(bytes, limits, passwords)).unwrap_or_else(|_| Err(damaged("panic")))
}

fn read_any(bytes: &[u8], limits: &Limits, passwords: &[String]) -> Result<Workbook, Unreadable> {
    match sniff::outside(bytes) {
        Outside::Zip => read_package(bytes, limits),
        Outside::Ole => match unlock::package(&Ole::open(bytes)?, passwords)? {
            Some(package) => read_package(&package, limits),
            None => xls::read(bytes, limits),
        },
        Outside::Delimited(text) => csv::read(&text, limits),
        Outside::OldXml(text) => spreadsheetml::read(&text, limits),
        Outside::Page(text) => html::read(&text, limits),
        Outside::Other(why) => Err(why),
    }
}

fn read_package(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    let mut package = Package::open(bytes, limits)?.ok_or(Unreadable::NotAWorkbook(Kind::Archive))?;
    match sniff::document(&mut package)? {
        Document::Workbook { part, format } => xlsx::read(&mut package, &part, format, limits),
        Document::Binary => xlsb::read(bytes, &mut package, limits),
        Document::OpenSpreadsheet => ods::read(&mut package, limits),
    }
}

fn damaged(cause: impl Into<String>) -> Unreadable {
    Unreadable::Damaged { cause: cause.into() }
}

fn over(limit: LimitKind, figure: u64, allowed: u64) -> Unreadable {
    Unreadable::Over { limit, figure, allowed }
}
