//! The door to spreadsheets: file bytes in, sparse cells with absolute 1-based addresses out, with merges, hidden
//! flags and document properties; and the guards that a hostile file meets before any parser does.
//!
//! The only user of calamine. Knows nothing of branches, grades or plans: of the domain it uses addresses alone.
//! What it gives back is plain data that could cross a process boundary.
//!
//! The road of the bytes: [`sniff`] tells what they are; [`container`] guards and inflates the parts of a zip, [`ole`]
//! the streams of an old Office file, [`charset`] the characters of a text; [`unlock`] opens what is
//! encrypted; a reader per format (most in one pass of our own; those that need calamine in a [`worker`] process) hands
//! cells to [`gather`]. A new format is a new reader behind [`read`], nothing above sees it.

mod archive;
mod biff;
mod charset;
mod container;
mod converted;
mod csv;
mod gather;
mod html;
mod inflate;
mod limits;
mod ods;
mod ods_fonts;
mod ole;
mod properties;
mod relations;
mod selection;
mod serial;
mod sniff;
mod spreadsheetml;
mod unlock;
pub mod worker;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use archive::{Archive, ArchivedFile};
pub use selection::{Asked, HEAD, Wanted};

pub use limits::{LimitKind, Limits, SettingError, TABLE as LIMITS, Unit};

use crate::domain::place::CellAt;
use chrono::NaiveDateTime;
use container::Package;
use ole::Ole;
use selection::Selection;
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
    let read = || read_any(bytes, limits, passwords, Selection::ALL);
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(damaged("panic")))
}

/// [`read`], of a long workbook that is the program's own, for those who look for little in it: after the first [`HEAD`]
/// rows of each sheet `wanted` is asked, by the sheet's name, the names of all sheets and those rows, what of the rest is
/// wanted. Only .xlsx is read so, and a sheet that is longer than memory should hold is never unpacked as a whole; of
/// other formats all is there.
///
/// # Errors
/// As [`read`].
pub fn read_wanted(
    bytes: &[u8],
    limits: &Limits,
    passwords: &[String],
    wanted: Asked<'_>,
) -> Result<Workbook, Unreadable> {
    let n_bytes = bytes.len() as u64;
    if n_bytes > limits.file_bytes {
        return Err(over(LimitKind::FileBytes, n_bytes, limits.file_bytes));
    }
    let read = || read_any(bytes, limits, passwords, Selection::of(wanted));
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(damaged("panic")))
}

/// Whether the bytes are a workbook or document encrypted with a password.
pub fn is_locked(bytes: &[u8]) -> bool {
    matches!(sniff::outside(bytes), Outside::Ole) && Ole::open(bytes).is_ok_and(|ole| ole.has("EncryptedPackage"))
}

/// The package inside an encrypted workbook or document; none when it is no such file, or no password opens it.
pub fn unlocked(bytes: &[u8], passwords: &[String]) -> Option<Vec<u8>> {
    if !matches!(sniff::outside(bytes), Outside::Ole) {
        return None;
    }
    unlock::package(&Ole::open(bytes).ok()?, passwords).ok()?
}

fn read_any(
    bytes: &[u8],
    limits: &Limits,
    passwords: &[String],
    selection: Selection<'_>,
) -> Result<Workbook, Unreadable> {
    match sniff::outside(bytes) {
        Outside::Zip => read_package(bytes, limits, selection),
        Outside::Ole => {
            let ole = Ole::open(bytes)?;
            if let Some(package) = unlock::package(&ole, passwords)? {
                return read_package(&package, limits, selection);
            }
            let unlocked = unlock::old_workbook(&ole, passwords)?;
            worker::read(unlocked.as_deref().unwrap_or(bytes), limits)
        }
        Outside::Delimited(text) => csv::read(&text, limits),
        Outside::OldXml(text) => spreadsheetml::read(&text, limits),
        Outside::Page(text) => html::read(&text, limits),
        Outside::Other(why) => Err(why),
    }
}

fn read_package(bytes: &[u8], limits: &Limits, selection: Selection<'_>) -> Result<Workbook, Unreadable> {
    let mut package = Package::open(bytes, limits)?.ok_or(Unreadable::NotAWorkbook(Kind::Archive))?;
    match sniff::document(&mut package)? {
        Document::Workbook { part, format } => xlsx::read(&mut package, &part, format, limits, selection),
        Document::Binary => worker::read(bytes, limits),
        Document::OpenSpreadsheet => ods::read(&mut package, limits),
    }
}

/// Reads, in this very process, one of the formats whose parser is somebody else's: the work of a [`worker`].
fn read_in_place(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    match sniff::outside(bytes) {
        Outside::Ole => xls::read(bytes, limits),
        Outside::Zip => match Package::open(bytes, limits)? {
            Some(mut package) => xlsb::read(bytes, &mut package, limits),
            None => Err(Unreadable::NotAWorkbook(Kind::Archive)),
        },
        Outside::Delimited(_) | Outside::OldXml(_) | Outside::Page(_) | Outside::Other(_) => {
            Err(Unreadable::NotAWorkbook(Kind::Unknown))
        }
    }
}

fn damaged(cause: impl Into<String>) -> Unreadable {
    Unreadable::Damaged { cause: cause.into() }
}

fn over(limit: LimitKind, figure: u64, allowed: u64) -> Unreadable {
    Unreadable::Over { limit, figure, allowed }
}
