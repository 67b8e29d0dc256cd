//! Reading a consolidated workbook back for what people typed into it: decisions on rows, and the handling of findings.
//! What a decision says and whether it still fits is not looked at here.

use super::view::{is_blank, shown};
use crate::domain::column::TableKind;
use crate::domain::decision::{Decisions, Handling, RowDecision};
use crate::grid::{HEAD, Row, Sheet, Value, Wanted, Workbook};
use crate::text::fold::{clean, fold};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The workbook is not one that decisions can be read from whole.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotConsolidated {
    /// None of the lists is there.
    #[error("đây không phải là tệp tổng hợp do chương trình ghi")]
    OtherWorkbook,
    #[error("thiếu trang “{sheet}” nên không biết đảng ủy đã quyết định gì ở trang đó")]
    NoSheet { sheet: &'static str },
    #[error("trang “{sheet}” thiếu cột “{header}”")]
    NoColumn { sheet: &'static str, header: &'static str },
}

/// A list on which the committee decides, with the headers of what is read back.
pub(super) struct List {
    pub about: TableKind,
    pub sheet: &'static str,
    pub name: &'static str,
    returned: &'static str,
}

pub(super) const LISTS: [List; 4] = [
    List {
        about: TableKind::Members, sheet: "Đảng viên", name: "Họ và tên", returned: "Chi bộ xếp loại"
    },
    List {
        about: TableKind::Collectives, sheet: "Tập thể", name: "Tên tập thể", returned: "Chi bộ đề nghị"
    },
    List { about: TableKind::Staff, sheet: "Công chức", name: "Họ và tên", returned: "Xếp loại" },
    List {
        about: TableKind::Rewards, sheet: "Khen thưởng", name: "Họ và tên hoặc tập thể", returned: "Hình thức"
    },
];

const FINDINGS: &str = "Cần rà soát";
const UNFIT: &str = "Quyết định không còn khớp";
const KEY: &str = "Mã dòng";
const BRANCH: &str = "Mã chi bộ";
const DECISION: &str = "Đảng ủy quyết định";
const WHY: &str = "Lý do thay đổi";
const SUBJECT: &str = "Người / đối tượng";
const HANDLING: &str = "Xử lý";

/// A header stands within so many rows from the top, though somebody put lines above it.
const HEADER_WITHIN: usize = HEAD;

impl List {
    /// Headers that stand together in no other sheet. The first is the one that decisions stand under.
    fn marks(&self) -> [&'static str; 6] {
        [DECISION, WHY, KEY, BRANCH, self.name, self.returned]
    }

    /// The sheets of the list, also where somebody has renamed the first.
    pub fn sheets<'w>(&self, workbook: &'w Workbook) -> Vec<&'w Sheet> {
        let mut sheets: Vec<&Sheet> = sheets_of(workbook, self.sheet).collect();
        if sheets.is_empty() {
            sheets.extend(renamed(workbook, &self.marks()));
        }
        sheets
    }
}

/// Whether the workbook has the sheets that stand together in none but a consolidated one.
pub fn is_consolidated(workbook: &Workbook) -> bool {
    ["Tổng hợp", "Đảng viên", FINDINGS, "Đối soát"].iter().all(|name| sheet_of(workbook, name).is_some())
}

/// What [`read_decisions`] looks at behind the head of a sheet: of the lists the rows that something is typed on, and of
/// these the columns that are read. A list of a million rows on which the committee decided a hundred is a hundred rows.
pub fn wanted(sheet: &str, all: &[&str], head: &[Row]) -> Wanted {
    const COLUMNS: [&str; 9] = [KEY, BRANCH, DECISION, WHY, SUBJECT, "Mã", "Vị trí", "Nội dung", HANDLING];
    if fold(sheet) == fold(UNFIT) {
        return Wanted::All;
    }
    let found = |marks: &[&str]| {
        let header = head.iter().take(HEADER_WITHIN).find(|row| column_of(row, marks[0]).is_some())?;
        Some((header, marks.iter().filter_map(|mark| column_of(header, mark)).collect::<Vec<u16>>()))
    };
    let Some((header, marks)) = found(&[DECISION, WHY]).or_else(|| found(&[HANDLING])) else { return Wanted::Nothing };
    let names = COLUMNS.iter().copied().chain(LISTS.iter().flat_map(|list| [list.name, list.returned]));
    let columns = names.filter_map(|name| column_of(header, name)).collect();
    // Of a list on several sheets every row is met, so that none counts twice.
    let is_spread = all.iter().any(|other| fold(other).ends_with("(2)"));
    Wanted::Rows { columns, marks: if is_spread { Vec::new() } else { marks } }
}

/// Everything typed into a consolidated workbook.
///
/// # Errors
/// A list, or one of its columns, is gone: decisions may have stood there.
pub fn read_decisions(workbook: &Workbook) -> Result<Decisions, NotConsolidated> {
    let Decided { mut decisions, .. } = read_decided(workbook)?;
    let mut met = BTreeSet::new();
    for table in Table::all_of(workbook, FINDINGS, &[HANDLING, "Mã", "Vị trí", "Nội dung", "Mức độ"])? {
        read_findings(&table, &mut met, &mut decisions.handlings)?;
    }
    Ok(decisions)
}

/// Decisions on rows, and where those that stand on a row stand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decided {
    /// Without handlings of findings, which are answers to what a run says.
    pub decisions: Decisions,
    /// Sheet and row of `decisions.rows`, index by index; none for what was kept from an earlier run.
    pub places: Vec<Option<(Arc<str>, u32)>>,
}

/// Everything decided on rows, with the rows.
///
/// # Errors
/// As [`read_decisions`].
pub fn read_decided(workbook: &Workbook) -> Result<Decided, NotConsolidated> {
    // The plan and the returns have sheets of these names too; nobody decides there.
    let decides = |sheet: &Sheet| sheet.rows.iter().take(HEADER_WITHIN).any(|row| column_of(row, DECISION).is_some());
    let is_any_list = LISTS.iter().flat_map(|list| list.sheets(workbook)).any(decides);
    if !is_consolidated(workbook) && !is_any_list {
        return Err(NotConsolidated::OtherWorkbook);
    }
    let Decided { mut decisions, mut places } = Decided::default();
    for list in &LISTS {
        let mut met = BTreeSet::new();
        for table in Table::all_of(workbook, list.sheet, &list.marks())? {
            let rows = read_list(&table, list, &mut met, &mut decisions.rows)?;
            places.extend(rows.into_iter().map(|row| Some((table.sheet.name.clone(), row))));
        }
    }
    if sheet_of(workbook, UNFIT).is_some() {
        read_unfit(&Table::of(workbook, UNFIT, &["Đã ghi"])?, &mut decisions)?;
    }
    places.resize(decisions.rows.len(), None);
    Ok(Decided { decisions, places })
}

/// Reads a sheet of a list. `met` are the rows of its sheets before: a row that stands there already is one of a copy
/// somebody made of the sheet, which goes by the name that a further sheet of the list would have. Gives the numbers of
/// the rows that decisions were added from.
fn read_list(
    table: &Table,
    list: &List,
    met: &mut BTreeSet<(String, String)>,
    decisions: &mut Vec<RowDecision>,
) -> Result<Vec<u32>, NotConsolidated> {
    let mut decided = Vec::new();
    let [key, branch, name, returned] = table.columns([KEY, BRANCH, list.name, list.returned])?;
    let [written, why] = table.columns([DECISION, WHY])?;
    let mut here = Vec::new();
    for row in table.rows() {
        if table.is_followed || table.is_further {
            let row = (text(row, key), text(row, branch));
            if !row.0.is_empty() && met.contains(&row) {
                continue;
            }
            here.push(row);
        }
        let decision = RowDecision {
            about: list.about,
            key: text(row, key),
            branch: text(row, branch),
            name: text(row, name),
            returned: text(row, returned),
            written: text(row, written),
            why: text(row, why),
            is_kept: false,
        };
        if !(decision.written.is_empty() && decision.why.is_empty()) {
            decisions.push(decision);
            decided.push(row.number);
        }
    }
    met.extend(here);
    Ok(decided)
}

/// As [`read_list`]; a finding is told by its code, place and message.
fn read_findings(
    table: &Table,
    met: &mut BTreeSet<[String; 3]>,
    handlings: &mut Vec<Handling>,
) -> Result<(), NotConsolidated> {
    let [code, branch, subject] = table.columns(["Mã", BRANCH, SUBJECT])?;
    let [place, message, words] = table.columns(["Vị trí", "Nội dung", HANDLING])?;
    let mut here = Vec::new();
    for row in table.rows() {
        if table.is_followed || table.is_further {
            let row = [code, place, message].map(|column| text(row, column));
            if met.contains(&row) {
                continue;
            }
            here.push(row);
        }
        let handling = Handling {
            code: text(row, code),
            branch: text(row, branch),
            subject: text(row, subject),
            place: text(row, place),
            message: text(row, message),
            words: text(row, words),
            is_kept: false,
        };
        if !handling.words.is_empty() {
            handlings.push(handling);
        }
    }
    met.extend(here);
    Ok(())
}

/// The sheet of what did not fit at an earlier run: it may fit again.
fn read_unfit(table: &Table, decisions: &mut Decisions) -> Result<(), NotConsolidated> {
    let [sheet, branch, subject, returned] = table.columns(["Trang", BRANCH, SUBJECT, "Khi quyết định"])?;
    let [written, why, key] = table.columns(["Đã ghi", "Lý do", KEY])?;
    let [code, place, message] = table.columns(["Mã", "Vị trí", "Nội dung"])?;
    for row in table.rows() {
        let [sheet, branch, subject] = [sheet, branch, subject].map(|column| text(row, column));
        let [written, why] = [written, why].map(|column| text(row, column));
        if written.is_empty() && why.is_empty() {
            continue;
        }
        match LISTS.iter().find(|list| fold(list.sheet) == fold(&sheet)) {
            Some(list) => decisions.rows.push(RowDecision {
                about: list.about,
                key: text(row, key),
                branch,
                name: subject,
                returned: text(row, returned),
                written,
                why,
                is_kept: true,
            }),
            None => decisions.handlings.push(Handling {
                code: text(row, code),
                branch,
                subject,
                place: text(row, place),
                message: text(row, message),
                words: written,
                is_kept: true,
            }),
        }
    }
    Ok(())
}

/// A sheet of the consolidated workbook, and those it goes on on.
pub(super) fn sheets_of<'w>(workbook: &'w Workbook, name: &'w str) -> impl Iterator<Item = &'w Sheet> {
    let further = (2..).map_while(move |number: u32| sheet_of(workbook, &format!("{name} ({number})")));
    sheet_of(workbook, name).into_iter().chain(further)
}

fn sheet_of<'w>(workbook: &'w Workbook, name: &str) -> Option<&'w Sheet> {
    workbook.sheets.iter().find(|sheet| fold(&sheet.name) == fold(name))
}

/// The one sheet that has all these headers in one row, whatever its name: people rename what they work on. Of two nobody
/// can tell which is meant.
fn renamed<'w>(workbook: &'w Workbook, marks: &[&str]) -> Option<&'w Sheet> {
    let has_all = |row: &Row| marks.iter().all(|mark| column_of(row, mark).is_some());
    let mut found = workbook.sheets.iter().filter(|sheet| sheet.rows.iter().take(HEADER_WITHIN).any(has_all));
    found.next().filter(|_| found.next().is_none())
}

/// A list with its header found.
struct Table<'w> {
    name: &'static str,
    sheet: &'w Sheet,
    /// Index of the header among the sheet's rows.
    header: usize,
    /// Whether other sheets of the list stand before or after this one.
    is_further: bool,
    is_followed: bool,
}

impl<'w> Table<'w> {
    /// `marks` are headers that the list cannot be without; the first must be there.
    fn of(workbook: &'w Workbook, name: &'static str, marks: &[&'static str]) -> Result<Self, NotConsolidated> {
        let mark = marks[0];
        let sheet = sheet_of(workbook, name).or_else(|| renamed(workbook, marks));
        let sheet = sheet.ok_or(NotConsolidated::NoSheet { sheet: name })?;
        let header = sheet.rows.iter().take(HEADER_WITHIN).position(|row| column_of(row, mark).is_some());
        let header = header.ok_or(NotConsolidated::NoColumn { sheet: name, header: mark })?;
        Ok(Self { name, sheet, header, is_further: false, is_followed: false })
    }

    /// The list, and the sheets `… (2)`, `… (3)` that it goes on on where it is longer than a sheet. A sheet of such a name
    /// without the list's header is somebody's own.
    fn all_of(
        workbook: &'w Workbook,
        name: &'static str,
        marks: &[&'static str],
    ) -> Result<Vec<Self>, NotConsolidated> {
        let mark = marks[0];
        let mut tables = vec![Self::of(workbook, name, marks)?];
        let further = (2..).map_while(|number: u32| sheet_of(workbook, &format!("{name} ({number})")));
        for sheet in further {
            let header = sheet.rows.iter().take(HEADER_WITHIN).position(|row| column_of(row, mark).is_some());
            let Some(header) = header else { continue };
            tables.iter_mut().for_each(|table| table.is_followed = true);
            tables.push(Self { name, sheet, header, is_further: true, is_followed: false });
        }
        Ok(tables)
    }

    fn columns<const N: usize>(&self, headers: [&'static str; N]) -> Result<[u16; N], NotConsolidated> {
        let mut columns = [0; N];
        for (column, header) in columns.iter_mut().zip(headers) {
            *column = column_of(&self.sheet.rows[self.header], header)
                .ok_or(NotConsolidated::NoColumn { sheet: self.name, header })?;
        }
        Ok(columns)
    }

    fn rows(&self) -> impl Iterator<Item = &'w Row> {
        self.sheet.rows[self.header + 1..].iter()
    }
}

/// The first column of this header: columns carried along from returns stand behind the program's own.
fn column_of(row: &Row, header: &str) -> Option<u16> {
    let is_header = |value: &Value| fold(&shown(value)) == fold(header);
    row.cells.iter().find(|cell| is_header(&cell.value)).map(|cell| cell.column)
}

/// A cell's text as a person sees it. A formula that no program has computed yet is no blank cell: something was typed.
fn text(row: &Row, column: u16) -> String {
    match row.value(column) {
        Some(Value::NoResult) => "(công thức chưa có kết quả)".to_owned(),
        value if is_blank(value) => String::new(),
        Some(value) => clean(&shown(value)),
        None => String::new(),
    }
}
