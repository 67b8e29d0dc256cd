//! Bare facts of what could not be read or was read with reserve: no code, no severity, no wording. `rules` gives
//! each its code and words, by a match without a wildcard arm.

use super::column::{Column, TableKind};
use super::grade::Grade;
use super::place::{CellAt, CellPlace};
use std::sync::Arc;

/// One fact about a file, a sheet or a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    pub kind: FaultKind,
    pub sheet: Option<Arc<str>>,
    pub at: Option<CellAt>,
    /// The person or collective of the row, as a clean name.
    pub subject: Option<String>,
    /// Index into the file's tables, when it stands in one.
    pub table: Option<u32>,
}

impl Fault {
    /// A fact about the whole file.
    pub fn of_file(kind: FaultKind) -> Self {
        Self { kind, sheet: None, at: None, subject: None, table: None }
    }

    /// A fact about a cell.
    pub fn of_cell(kind: FaultKind, sheet: &Arc<str>, at: CellAt) -> Self {
        Self { kind, sheet: Some(sheet.clone()), at: Some(at), subject: None, table: None }
    }

    pub fn with_subject(mut self, subject: impl AsRef<str>) -> Self {
        self.subject = Some(subject.as_ref().to_owned());
        self
    }

    pub fn in_table(mut self, table: u32) -> Self {
        self.table = Some(table);
        self
    }
}

/// What a file turned out to be when it is no workbook.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum NotAWorkbook {
    Empty,
    Pdf,
    Word,
    PowerPoint,
    Picture,
    Html,
    /// .zip, .rar, .7z
    Archive,
    /// A zip or OLE container cut short or damaged; the technical cause goes to the log only.
    Damaged,
    /// A format that is a workbook's but not read yet.
    UnsupportedWorkbook,
    /// Could not be opened or read from disk.
    Inaccessible,
    /// Changed while it was read: somebody is copying or saving it.
    BeingWritten,
    Unknown,
}

/// Which limit was exceeded (threats.md §3).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Limit {
    FileBytes,
    ZipEntries,
    UnpackedBytes,
    Ratio,
    Sheets,
    Cells,
    SharedStrings,
    /// By the clock.
    Seconds,
    ProcessorSeconds,
    Memory,
    /// What a separate reading process sends back.
    AnswerBytes,
}

/// What kind of thing in the folder was passed over.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum SkippedThing {
    /// `~$…`: Office's lock file.
    LockFile,
    /// `Thumbs.db`, `.DS_Store`, `desktop.ini`.
    SystemFile,
    Folder,
    /// Neither a file nor a folder: pipe, device, dangling link.
    Special,
    /// A file whose kind is never a return's (the program's own text and web pages).
    Foreign,
}

/// What carries data though hidden.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hidden {
    Sheet,
    /// Rows from and to, 1-based.
    Rows(u32, u32),
    Columns(u16, u16),
}

/// How a text was changed for comparison.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Normalised {
    /// Decomposed or compatibility characters composed.
    UnicodeForm,
    /// Doubled, non-breaking or surrounding spaces.
    Spaces,
    /// Zero-width, bidirectional or control characters removed.
    Invisible,
    /// Ð (U+00D0) for Đ.
    Eth,
}

/// What stands where a name should be.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum InsteadOfName {
    Number,
    Grade,
}

/// The facts. One cause gives one fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FaultKind {
    // Files.
    /// F105
    NotReadable(NotAWorkbook),
    /// F106
    Locked,
    /// F107: `is` is the true kind's usual extension.
    WrongExtension { written: String, is: &'static str },
    /// F108: figure and limit in the unit of the limit.
    OverLimit { limit: Limit, figure: u64, allowed: u64 },
    /// F109
    NoKnownTable,
    /// F110
    NoRows { kind: TableKind },
    /// A file of counts without names: figures are stated, nobody is listed (F110).
    OnlyCounts,
    /// F112
    OldForm { stamped: String },
    /// F113
    HiddenCells(Hidden),
    /// F115: `whole` when nothing of this year is in the file (settled 12).
    OtherYear { found: i32, expected: i32, whole: bool },
    /// F116: the marking as written.
    Secret { marking: String },
    /// F117
    Skipped(SkippedThing),

    // Headers and the cells' form.
    /// H201: a required column; the nearest header as written, if any.
    MissingColumn { column: Column, table: TableKind, nearest: Option<String> },
    /// H202: both headers as written, and the second's cell.
    TwoColumns { column: Column, first: String, second: String, second_at: CellAt },
    /// H203
    HeaderByLikeness { header: String, column: Column },
    /// H204
    UnknownColumn { header: String },
    /// H205
    NoStoredResult,
    /// H205: `n` cells of one column of a table, from the fault's cell to `to`.
    NoStoredResults { column: Column, n: u32, to: CellAt },
    /// H206: `n` cells were filled from merged ones, first at the fault's cell.
    MergedRead { n: u32 },
    /// H208: `n` people have the grade that a heading or title says, the first at the fault's cell.
    GradedByHeading { n: u32 },
    /// H210: `n` cells hold a code for which the sheet or the plan has this legend, the first at the fault's cell.
    GradesByCode { n: u32, legend: String },
    /// H209: `n` cells hold a mark of repetition, the first at the fault's cell.
    DittoRead { n: u32 },
    /// H207
    ErrorValue { text: String, column: Column },

    // Cells of a row.
    /// C301: cells but no name, or something else where the name should be.
    NoName { instead: Option<InsteadOfName> },
    /// C303
    NotAGrade { text: String, nearest: Option<Grade>, column: Column },
    /// C304: more than one tick; the ticked cells.
    ManyTicks { cells: Vec<CellAt> },
    /// C304: the ticked cell says another grade than the words in the cell of the fault.
    TickAgainstWords { text: String, ticked: Grade, ticked_at: CellAt },
    /// C305
    MisspeltGrade { text: String, grade: Grade },
    /// C306
    NotADate { text: String, column: Column },
    /// C307: a date that cannot be, such as 30/02/1980. (Implausible ones are a rule's matter.)
    ImpossibleDate { text: String, column: Column },
    /// C308
    LostDigits { text: String, column: Column },
    /// C309: what was written and what it decodes to; `certain` when two signals agree.
    LegacyEncoding { encoding: &'static str, written: String, decoded: String, certain: bool },
    /// C310: `n` cells, first at the fault's cell.
    NormalisedText { how: Normalised, n: u32 },
    /// C311: shown whole in the reconciliation sheet.
    SetAside { cells: Vec<(CellAt, String)> },
    /// C312: the running number expected and the one found.
    OrdinalSkips { expected: u32, found: u32 },
    /// A cell that should be a reason, kind or form and is none known; it is kept as text.
    UnclearWord { text: String, column: Column },
}

/// A place to point at for a fault without a cell of its own.
pub fn place_of(fault: &Fault, file: &Arc<str>) -> Option<CellPlace> {
    match (&fault.sheet, fault.at) {
        (Some(sheet), Some(at)) => Some(CellPlace { file: file.clone(), sheet: sheet.clone(), at }),
        _ => None,
    }
}
