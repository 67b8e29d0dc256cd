//! What one returned file gave: its records, its tables and where every row went, and the faults. Plain data that
//! could cross a process boundary.

use super::column::{Column, ColumnSeen, TableKind};
use super::correction::EditedCell;
use super::fault::Fault;
use super::grade::Grade;
use super::member::Member;
use super::people::{Collective, Reward, Staff};
use super::place::{CellAt, CellPlace, Located};
use chrono::NaiveDate;
use std::sync::Arc;

/// A file of the folder before it is opened.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileFacts {
    /// Path inside the campaign folder, `/` between the parts.
    pub path: Arc<str>,
    pub n_bytes: u64,
    /// Lower-case hexadecimal SHA-256 of the bytes that were parsed; empty when they could not be read at all.
    pub sha256: String,
    /// The file system's modification day.
    pub modified_on: Option<NaiveDate>,
}

/// How far a file could be read.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Outcome {
    /// A workbook was understood, at least in part.
    #[default]
    Read,
    /// Not a return at all: lock file, system file, folder (F117). It appears in no other count.
    Skipped,
    /// Could not be opened: the fault says why (F105, F106, F108).
    Unreadable,
    /// Opened, but nothing in it may be used: F109, F115 for the whole file, F116.
    Rejected,
}

/// One file as read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    pub file: FileFacts,
    pub outcome: Outcome,
    /// The workbook that a committee one level below consolidated: its sender is a base organisation of its own.
    pub is_of_committee: bool,
    /// The sheet `Thông tin` of the program's own form, or the same facts stated in a title block.
    pub declared: Declared,
    /// Of a file without any table, the words of its first lines that name one branch of the plan.
    pub titled: Option<BranchClaim>,
    /// The date of the document: title block (“…, ngày 25 tháng 11 năm 2021”).
    pub document_date: Option<DocumentDate>,
    /// The day of last modification in the workbook's own properties.
    pub properties_date: Option<NaiveDate>,
    /// The review year the file says, most certain place first (form, title, sheet name, file name).
    pub year: Option<i32>,
    /// Tables in the order they stand.
    pub tables: Vec<Table>,
    pub members: Vec<Member>,
    pub collectives: Vec<Collective>,
    pub staff: Vec<Staff>,
    pub rewards: Vec<Reward>,
    pub stated: Vec<StatedTotal>,
    pub set_aside: Vec<SetAsideRow>,
    pub faults: Vec<Fault>,
    /// Cells that were to be read as another value.
    pub edited: Vec<EditedCell>,
}

/// The date written in a document, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentDate {
    pub on: NaiveDate,
    pub place: CellPlace,
}

/// What a return says of itself: the sheet `Thông tin`, or lines of a title block.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Declared {
    /// Sheet the facts below stand on, when they come from a sheet `Thông tin`.
    pub sheet: Option<Arc<str>>,
    pub branch_code: Option<Located<String>>,
    pub branch_name: Option<Located<String>>,
    pub year: Option<Located<i32>>,
    pub meeting_on: Option<Located<NaiveDate>>,
    pub n_members: Option<Located<u32>>,
    pub n_full: Option<Located<u32>>,
    pub n_probationary: Option<Located<u32>>,
    pub prepared_by: Option<Located<String>>,
    pub secretary: Option<Located<String>>,
    /// Không đề nghị khen thưởng (x).
    pub no_rewards: bool,
    /// Không có nội dung (x): a nil return (settled 7).
    pub nil: bool,
    pub form_version: Option<Located<String>>,
}

/// What made the program think that a table belongs to a branch. Ordered from most to least certain.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ClaimSource {
    /// Mã chi bộ on the form.
    FormCode,
    /// Tên chi bộ on the form.
    FormName,
    /// A column Chi bộ.
    Column,
    /// A heading between a table's rows: “1. Chi bộ Tổng hợp”.
    Heading,
    /// The title block above the table.
    Title,
    SheetName,
    FileName,
    /// The folder inside `nop/` the file lies in.
    FolderName,
}

/// Words that may name a branch, with where they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BranchClaim {
    pub text: String,
    pub source: ClaimSource,
    /// None for the names of files and folders.
    pub at: Option<CellPlace>,
}

/// Which branch a table belongs to, once claims are held against the plan.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Owner {
    /// Index into the plan's branches.
    Branch(usize),
    /// No branch of the plan; the claim as written and the nearest name the plan has (F104).
    Unknown { claim: Option<BranchClaim>, nearest: Option<String> },
    /// Claims were not looked at yet.
    #[default]
    Unresolved,
}

/// Where the rows of a table or sheet went. `read = records + set_aside`; furniture is everything else that is not
/// blank.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct RowTally {
    /// Data rows.
    pub read: u32,
    /// Data rows that became a record.
    pub records: u32,
    /// Data rows kept aside and shown whole (C311).
    pub set_aside: u32,
    /// Headings, sub-headings, number rows, totals, notes, signatures.
    pub furniture: u32,
    /// How many rows the running numbers say there are: the largest of every run from 1 on, added; 0 without any.
    pub numbered: u32,
}

impl std::ops::AddAssign for RowTally {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.records += other.records;
        self.set_aside += other.set_aside;
        self.furniture += other.furniture;
        self.numbered = self.numbered.saturating_add(other.numbered);
    }
}

/// One table found in a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub sheet: Arc<str>,
    pub kind: TableKind,
    /// First and last row of the header, 1-based.
    pub header_rows: (u32, u32),
    pub columns: Vec<ColumnSeen>,
    /// Words that may name the branch, most certain first.
    pub claims: Vec<BranchClaim>,
    pub owner: Owner,
    pub tally: RowTally,
    /// The title line above the table, as written; empty when there is none.
    pub title: String,
    /// The grade column could not be told (H201, H202): people are listed without a grade, and no row says so again.
    pub grade_unknown: bool,
    /// Its title or sheet says one grade for all: “Danh sách đảng viên hoàn thành xuất sắc nhiệm vụ”.
    pub is_of_one_grade: bool,
}

impl Table {
    /// Whether the table has a column of this meaning.
    pub fn has(&self, meaning: Column) -> bool {
        self.columns.iter().any(|seen| seen.meaning == meaning)
    }

    /// The column's 1-based number.
    pub fn column(&self, meaning: Column) -> Option<u16> {
        self.columns.iter().find(|seen| seen.meaning == meaning).map(|seen| seen.column)
    }

    /// Whether grades are given by ticks.
    pub fn is_ticked(&self) -> bool {
        self.columns.iter().any(|seen| matches!(seen.meaning, Column::Tick(..)))
    }
}

/// What a stated figure counts.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Counted {
    /// Tổng số.
    All,
    /// Số được xếp loại.
    Graded,
    NotGraded,
    Grade(Grade),
}

/// A figure stated in the file: a total row, or a sentence such as “Danh sách có 15 đồng chí”.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedTotal {
    pub kind: TableKind,
    /// Index into `tables` of the table it speaks of; none when it stands in a summary of the whole file.
    pub table: Option<u32>,
    pub counted: Counted,
    pub figure: u32,
    pub place: CellPlace,
}

/// A row that could not become a record: kept whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAsideRow {
    /// First filled cell of the row.
    pub place: CellPlace,
    /// Index into `tables`, when it stands in one.
    pub table: Option<u32>,
    /// The cells that are filled, in order, as shown: address and text.
    pub cells: Vec<(CellAt, String)>,
    pub why: SetAsideWhy,
}

/// Why a row was set aside.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum SetAsideWhy {
    /// Data without a name (C301).
    NoName,
    /// Not recognised as a person's row, nor as a heading, total, note or signature (C311).
    UnknownKind,
    /// The file's branch is not in the plan (F104).
    UnknownBranch,
    /// The table or file belongs to another year (F115).
    OtherYear,
}

impl Reading {
    /// Rows of all tables together.
    pub fn tally(&self) -> RowTally {
        let mut sum = RowTally::default();
        for table in &self.tables {
            sum += table.tally;
        }
        sum
    }
}
