//! A sheet of the plan that is a table: its header row found by words, its columns told apart, its rows one by one.

use super::cell::{PlanCell, is_blank, quoted, shown};
use super::remarks::Remarks;
use super::sheet::PlanSheet;
use crate::domain::place::CellAt;
use crate::grid::{Row, Value};
use crate::text::fold::{clean, skeleton};
use crate::text::likeness::nearest;

/// A column that a sheet of the plan can have.
pub(super) struct Header<C: 'static> {
    pub column: C,
    /// The name of the form (forms.md §1), then other spellings that mean the same.
    pub names: &'static [&'static str],
    pub presence: Presence,
}

/// Whether a table can do without a column.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
}

/// A column as found.
pub(super) struct Found<C> {
    pub column: C,
    pub number: u16,
    pub label: &'static str,
}

/// A column that no header of the sheet explains.
pub(super) struct Stranger {
    pub at: CellAt,
    pub text: String,
}

/// A table with its columns known.
pub(super) struct PlanTable<'a, C> {
    pub sheet: PlanSheet<'a>,
    pub columns: Vec<Found<C>>,
    pub strangers: Vec<Stranger>,
    header_row: u32,
}

/// One filled row below the header.
pub(super) struct PlanRow<'t, 'a, C> {
    table: &'t PlanTable<'a, C>,
    pub number: u32,
}

/// How far down a header is looked for.
const HEADER_WITHIN_ROWS: usize = 40;

/// Columns of running numbers, which mean nothing here.
const ORDINALS: [&str; 4] = ["tt", "stt", "so tt", "so thu tu"];

impl<'a, C: Copy + PartialEq> PlanTable<'a, C> {
    /// Finds the header and maps its columns. A required column that is missing, a column that stands twice, and a header
    /// that is nearly a known one (which is not there itself) are mistakes. `None` when the sheet is empty or no header
    /// can be found.
    pub fn find(sheet: PlanSheet<'a>, headers: &'static [Header<C>], remarks: &mut Remarks) -> Option<Self> {
        if sheet.sheet.rows.iter().all(|row| row.cells.iter().all(|cell| is_blank(&cell.value))) {
            return None;
        }
        let Some(row) = header_row(sheet, headers) else {
            let wanted = headers.iter().filter(|header| header.presence == Presence::Required);
            let wanted: Vec<String> = wanted.map(|header| format!("“{}”", header.names[0])).collect();
            let expected = format!("Cần một dòng tiêu đề có các cột {}.", wanted.join(", "));
            remarks.mistake_of_sheet(sheet, "không thấy dòng tiêu đề", expected);
            return None;
        };
        let mut table = Self { sheet, columns: Vec::new(), strangers: Vec::new(), header_row: row.number };
        for cell in &row.cells {
            let at = CellAt::new(row.number, cell.column);
            let text = shown(&cell.value);
            match meaning(&text, headers) {
                Some(header) => table.add(header, at, remarks),
                None if text.is_empty() || ORDINALS.contains(&skeleton(&text).as_str()) => {}
                None => table.strangers.push(Stranger { at, text }),
            }
        }
        let refused = table.refuse_near_misses(headers, remarks);
        table.complain_missing(headers, &refused, remarks);
        Some(table)
    }

    /// Notes the columns nobody knows.
    pub fn note_strangers(&self, remarks: &mut Remarks) {
        for stranger in &self.strangers {
            remarks.unknown_cell(self.sheet, stranger.at, &stranger.text);
        }
    }

    /// The rows that hold something: without blank rows, the example row (“Ví dụ”), a row of column numbers, and sums.
    pub fn rows<'t>(&'t self) -> impl Iterator<Item = PlanRow<'t, 'a, C>> {
        let below = self.sheet.sheet.rows.iter().filter(|row| row.number > self.header_row);
        below.filter(|row| self.holds_data(row)).map(|row| PlanRow { table: self, number: row.number })
    }

    fn number_of(&self, column: C) -> Option<&Found<C>> {
        self.columns.iter().find(|found| found.column == column)
    }

    fn add(&mut self, header: &'static Header<C>, at: CellAt, remarks: &mut Remarks) {
        let label = header.names[0];
        if let Some(first) = self.number_of(header.column) {
            let first = CellAt::new(at.row, first.number);
            let found = format!("cột “{label}” đã có ở {first}");
            remarks.mistake(self.sheet, at, found, "Mỗi cột chỉ ghi một lần; xóa hoặc đổi tên một cột.");
            return;
        }
        self.columns.push(Found { column: header.column, number: at.column, label });
    }

    /// Takes out of the strangers those that are nearly a header the table lacks, as mistakes; gives these headers.
    fn refuse_near_misses(&mut self, headers: &'static [Header<C>], remarks: &mut Remarks) -> Vec<&'static str> {
        let absent: Vec<&'static str> = headers
            .iter()
            .filter(|header| self.number_of(header.column).is_none())
            .map(|header| header.names[0])
            .collect();
        let mut refused = Vec::new();
        let sheet = self.sheet;
        self.strangers.retain(|stranger| {
            let Some(known) = nearest(&stranger.text, absent.iter().copied()) else { return true };
            let found = format!("tiêu đề {} gần giống “{known}”", quoted(&stranger.text));
            remarks.mistake(sheet, stranger.at, found, near_miss_advice(known));
            refused.extend(absent.iter().find(|&&name| name == known));
            false
        });
        refused
    }

    fn complain_missing(&self, headers: &'static [Header<C>], refused: &[&str], remarks: &mut Remarks) {
        for header in headers.iter().filter(|header| header.presence == Presence::Required) {
            let label = header.names[0];
            if self.number_of(header.column).is_none() && !refused.contains(&label) {
                let expected = format!("Thêm cột “{label}” vào dòng tiêu đề (dòng {}).", self.header_row);
                remarks.mistake_of_sheet(self.sheet, format!("thiếu cột “{label}”"), expected);
            }
        }
    }

    /// A row counts when a column of the table is filled in it, and it is none of the rows people write around data.
    fn holds_data(&self, row: &Row) -> bool {
        let is_known = |column: u16| self.columns.iter().any(|found| found.number == column);
        if !row.cells.iter().any(|cell| is_known(cell.column) && !is_blank(&cell.value)) {
            return false;
        }
        let texts: Vec<String> =
            row.cells.iter().filter(|cell| !is_blank(&cell.value)).map(|cell| skeleton(&shown(&cell.value))).collect();
        let first = texts.first().map(String::as_str).unwrap_or_default();
        let is_example = ["vd", "vi du"].iter().any(|word| {
            first
                .split_once(word)
                .is_some_and(|(head, rest)| head.is_empty() && (rest.is_empty() || rest.starts_with(' ')))
        });
        let is_sum = row
            .cells
            .iter()
            .zip(0..3)
            .any(|(cell, _)| matches!(skeleton(&shown(&cell.value)).as_str(), "tong cong" | "tong so" | "cong"));
        !is_example && !is_sum && !is_number_row(row)
    }
}

impl<'a, C: Copy + PartialEq> PlanRow<'_, 'a, C> {
    /// The row's cell in a column; `None` when the table has no such column.
    pub fn cell(&self, column: C) -> Option<PlanCell<'a>> {
        let found = self.table.number_of(column)?;
        let at = CellAt::new(self.number, found.number);
        Some(PlanCell { sheet: self.table.sheet, at, label: found.label })
    }

    /// The row's cell in a column as clean text.
    pub fn text(&self, column: C, remarks: &mut Remarks) -> Option<String> {
        self.cell(column)?.text(remarks)
    }
}

/// What to do about a name that is nearly a known one.
pub(super) fn near_miss_advice(known: &str) -> String {
    format!("Nếu đúng là “{known}”, ghi đúng như vậy; nếu không, đặt tên khác hẳn.")
}

/// The header a text stands for: by its whole words, else without a remark in brackets behind it.
pub(super) fn meaning<C>(text: &str, headers: &'static [Header<C>]) -> Option<&'static Header<C>> {
    let by_key = |key: &str| headers.iter().find(|header| header.names.iter().any(|name| skeleton(name) == key));
    let whole = skeleton(text);
    by_key(&whole).or_else(|| match text.split_once('(') {
        Some((head, _)) => by_key(&skeleton(head)),
        None => None,
    })
}

/// The first of the rows with the most known headers, among the rows near the top.
fn header_row<'a, C>(sheet: PlanSheet<'a>, headers: &'static [Header<C>]) -> Option<&'a Row> {
    let mut best: Option<(usize, &Row)> = None;
    for row in sheet.sheet.rows.iter().take(HEADER_WITHIN_ROWS) {
        let texts = row.cells.iter().filter_map(|cell| match &cell.value {
            Value::Text(text) => Some(clean(text)),
            _ => None,
        });
        let n_known = texts.filter(|text| meaning(text, headers).is_some()).count();
        if n_known > best.map_or(0, |(most, _)| most) {
            best = Some((n_known, row));
        }
    }
    best.map(|(_, row)| row)
}

/// A row of column numbers under the header: (1), (2), (3)…
fn is_number_row(row: &Row) -> bool {
    let filled = row.cells.iter().filter(|cell| !is_blank(&cell.value));
    let mut n_cells = 0;
    for cell in filled {
        let Value::Text(text) = &cell.value else { return false };
        let text = clean(text);
        let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        if inner.is_none_or(|inner| inner.trim().parse::<u16>().is_err()) {
            return false;
        }
        n_cells += 1;
    }
    n_cells > 1
}
