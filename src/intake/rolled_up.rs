//! A consolidated workbook as the return of its committee one level up: its lists are read by their own headers, the
//! decided result is the grade that comes in, and the branch below and the source it names are carried along. The other
//! sheets are made from the lists and hold no rows of their own.

use super::Context;
use super::consolidated::is_consolidated;
use super::layout::columns::Columns;
use super::layout::header::{Header, Shape};
use super::layout::surroundings::{Line, titles_above};
use super::layout::vocabulary::HeaderWords;
use super::tables::FoundTable;
use super::view::{SheetView, is_blank, shown};
use crate::domain::column::{Actor, Column, ColumnSeen, MatchedBy, TableKind};
use crate::domain::place::{CellAt, Located};
use crate::domain::reading::{BranchClaim, Declared};
use crate::grid::{Row, Sheet, Value, Workbook};
use crate::text::fold::{fold, skeleton};
use std::collections::HashSet;
use std::sync::Arc;

/// A list of the consolidated workbook (forms.md §4): its sheet, what its rows are, the header of the grade as returned,
/// and the meanings of its columns.
struct List {
    sheet: &'static str,
    kind: TableKind,
    returned: &'static str,
    columns: &'static [(&'static str, Column)],
}

const LISTS: [List; 4] = [
    List {
        sheet: "Đảng viên",
        kind: TableKind::Members,
        returned: "Chi bộ xếp loại",
        columns: &[
            ("TT", Column::Ordinal),
            ("Số thẻ đảng", Column::CardNo),
            ("Họ và tên", Column::Name),
            ("Ngày sinh", Column::Born),
            ("Ngày vào Đảng", Column::Joined),
            ("Chức vụ", Column::Post),
            ("Diện", Column::Category),
            ("Tự xếp loại", Column::Grade(Actor::OneSelf)),
            ("Xếp loại công chức", Column::Grade(Actor::Office)),
            ("Chi ủy đề xuất", Column::Grade(Actor::Proposer)),
            (RESULT, Column::Grade(Actor::Branch)),
            ("Lý do không xếp loại", Column::NotGradedReason),
            ("Kỷ luật", Column::Discipline),
            ("Nơi cư trú", Column::Residence),
            ("Ghi chú", Column::Note),
            ("Điểm tiêu chí chung", Column::CommonPoints),
            ("Điểm kết quả", Column::ResultPoints),
            ("Tổng điểm", Column::TotalPoints),
            ("Quý I", Column::Quarter(1)),
            ("Quý II", Column::Quarter(2)),
            ("Quý III", Column::Quarter(3)),
            ("Tóm tắt căn cứ", Column::Grounds),
            ("Mã chức danh", Column::PostCode),
        ],
    },
    List {
        sheet: "Tập thể",
        kind: TableKind::Collectives,
        returned: "Chi bộ đề nghị",
        columns: &[
            ("TT", Column::Ordinal),
            ("Tên tập thể", Column::Name),
            ("Loại", Column::CollectiveKind),
            ("Bản kiểm điểm (Mẫu 01)", Column::SelfReview),
            ("Tự xếp loại", Column::Grade(Actor::OneSelf)),
            (RESULT, Column::Grade(Actor::Branch)),
            ("Lý do không xếp loại", Column::NotGradedReason),
            ("Ghi chú", Column::Note),
        ],
    },
    List {
        sheet: "Công chức",
        kind: TableKind::Staff,
        returned: "Xếp loại",
        columns: &[
            ("TT", Column::Ordinal),
            ("Họ và tên", Column::Name),
            ("Ngày sinh", Column::Born),
            ("Chức vụ", Column::Post),
            ("Phòng", Column::Room),
            ("Là đảng viên", Column::IsMember),
            (RESULT, Column::Grade(Actor::Branch)),
            ("Lý do không xếp loại", Column::NotGradedReason),
            ("Ghi chú", Column::Note),
        ],
    },
    List {
        sheet: "Khen thưởng",
        kind: TableKind::Rewards,
        returned: "",
        columns: &[
            ("TT", Column::Ordinal),
            ("Họ và tên hoặc tập thể", Column::Name),
            ("Đối tượng", Column::RewardSubject),
            ("Hình thức", Column::RewardForm),
            ("Loại", Column::RewardKind),
            ("Thành tích", Column::Achievement),
            ("Ghi chú", Column::Note),
        ],
    },
];

const RESULT: &str = "Kết quả";
const DECISION: &str = "Đảng ủy quyết định";
const BRANCH: &str = "Chi bộ";
const SOURCE: &str = "Nguồn";
/// Columns that say again what others say, or that mean nothing outside their workbook.
const LEFT_BELOW: [&str; 8] = [
    "Mã chi bộ",
    "Mã dòng",
    "Đề nghị khen thưởng",
    "Xếp loại năm nay",
    "Điều kiện",
    "Nhóm tương đồng",
    "Lý do thay đổi",
    "Người đứng đầu",
];
/// Behind the header of what was written one level below.
const BELOW: &str = " (cấp dưới)";
/// A list's header stands within so many rows from the top.
const HEADER_WITHIN: usize = 30;

/// Whether a returned workbook is what a committee below consolidated: not so when its rows are of the plan's own
/// branches, as in last year's workbook from which this year's plan is drafted.
pub fn is_rolled_up(workbook: &Workbook, context: &Context) -> bool {
    is_consolidated(workbook) && !is_own(workbook, context)
}

fn is_own(workbook: &Workbook, context: &Context) -> bool {
    let mut branches = LISTS
        .iter()
        .flat_map(|list| sheets_of(workbook, list).map(move |sheet| (list, sheet)))
        .filter_map(|(list, sheet)| {
            let header = header_of(sheet, list)?;
            Some((column_of(&sheet.rows[header], BRANCH)?, &sheet.rows[header + 1..]))
        })
        .flat_map(|(column, rows)| rows.iter().filter_map(move |row| row.value(column)))
        .filter(|value| !is_blank(Some(value)))
        .peekable();
    branches.peek().is_some() && branches.all(|value| context.is_branch(&fold(&shown(value))))
}

/// The sheet of a list, and those that it goes on on: `Đảng viên (2)`.
fn sheets_of<'w>(workbook: &'w Workbook, list: &List) -> impl Iterator<Item = &'w Sheet> {
    let name = fold(list.sheet);
    workbook.sheets.iter().filter(move |sheet| is_list_sheet(&fold(&sheet.name), &name))
}

fn is_list_sheet(sheet: &str, list: &str) -> bool {
    let Some(rest) = sheet.strip_prefix(list) else { return false };
    let number = rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')'));
    rest.is_empty() || number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// The lists of the workbook, made ready to be read: the decided result stands as text where its formula stood, and the
/// path of sources below is one text. Nothing else is changed; every cell keeps its address.
pub fn lists(workbook: &Workbook) -> Vec<Sheet> {
    LISTS.iter().flat_map(|list| made_ready(workbook, list)).collect()
}

fn made_ready(workbook: &Workbook, list: &List) -> Vec<Sheet> {
    let mut met: HashSet<(String, String)> = HashSet::new();
    let mut made = Vec::new();
    for sheet in sheets_of(workbook, list) {
        let Some(header) = header_of(sheet, list) else { continue };
        let places = Places::of(&sheet.rows[header], list);
        let mut sheet = sheet.clone();
        let mut rows = sheet.rows.split_off(header + 1);
        // Excel names a copy that somebody makes of a sheet as a further sheet of the list is named.
        rows.retain(|row| places.key_of(row).is_none_or(|key| !met.contains(&key)));
        met.extend(rows.iter().filter_map(|row| places.key_of(row)));
        // A proposal that the committee below refused ends there, in its own workbook.
        rows.retain(|row| list.kind != TableKind::Rewards || !places.is_refused(row));
        for row in &mut rows {
            places.settle_result(row);
            join_below(row, places.source, " ← ");
            join_below(row, places.branch, " › ");
        }
        sheet.rows.extend(rows);
        made.push(sheet);
    }
    made
}

/// Where the columns that are made ready stand; each pair is the workbook's own and what it carried from below.
struct Places {
    result: Option<u16>,
    decision: Option<u16>,
    returned: Option<u16>,
    key: Option<u16>,
    code: Option<u16>,
    branch: (Option<u16>, Option<u16>),
    source: (Option<u16>, Option<u16>),
}

impl Places {
    fn of(headers: &Row, list: &List) -> Self {
        let place = |header: &str| column_of(headers, header);
        let both = |header: &str| (place(header), place(&format!("{header}{BELOW}")));
        Self {
            result: place(RESULT),
            decision: place(DECISION),
            returned: place(list.returned),
            key: place("Mã dòng"),
            code: place("Mã chi bộ"),
            branch: both(BRANCH),
            source: both(SOURCE),
        }
    }

    /// What tells a row from all others of its workbook.
    fn key_of(&self, row: &Row) -> Option<(String, String)> {
        let key = text_of(row, self.key?)?;
        Some((key, self.code.and_then(|code| text_of(row, code)).unwrap_or_default()))
    }

    fn is_refused(&self, row: &Row) -> bool {
        self.decision.and_then(|decision| text_of(row, decision)).is_some_and(|text| fold(&text).starts_with("không"))
    }

    /// The decision where there is one, else the grade as returned: the formula may never have been computed, or not
    /// since.
    fn settle_result(&self, row: &mut Row) {
        let (Some(result), Some(decision), Some(returned)) = (self.result, self.decision, self.returned) else {
            return;
        };
        let value = |column: u16| row.value(column).filter(|value| !is_blank(Some(value))).cloned();
        match value(decision).or_else(|| value(returned)) {
            Some(value) => put(row, result, value),
            None => row.cells.retain(|cell| cell.column != result),
        }
    }
}

/// What stands in a column, before what an earlier roll-up carried under the same name: the whole way down in one cell.
fn join_below(row: &mut Row, (own, below): (Option<u16>, Option<u16>), between: &str) {
    let (Some(own), Some(below)) = (own, below) else { return };
    if let (Some(here), Some(further)) = (text_of(row, own), text_of(row, below)) {
        put(row, own, Value::Text(format!("{here}{between}{further}").into()));
    }
}

fn text_of(row: &Row, column: u16) -> Option<String> {
    row.value(column).filter(|value| !is_blank(Some(value))).map(|value| shown(value).into_owned())
}

fn put(row: &mut Row, column: u16, value: Value) {
    match row.cells.binary_search_by_key(&column, |cell| cell.column) {
        Ok(index) => row.cells[index].value = value,
        Err(index) => row.cells.insert(index, crate::grid::Cell { column, font: 0, value }),
    }
}

fn column_of(row: &Row, header: &str) -> Option<u16> {
    row.cells.iter().find(|cell| fold(&shown(&cell.value)) == fold(header)).map(|cell| cell.column)
}

/// Index of the header among the sheet's rows.
fn header_of(sheet: &Sheet, list: &List) -> Option<usize> {
    let (name, _) = list.columns.iter().find(|(_, meaning)| *meaning == Column::Name)?;
    let is_header = |row: &Row| column_of(row, name).is_some() && column_of(row, DECISION).is_some();
    sheet.rows.iter().take(HEADER_WITHIN).position(is_header)
}

/// The committee that the letterhead of the first sheet names, and where: what the return says of its sender.
pub fn declared(workbook: &Workbook, context: &Context) -> Declared {
    let mut declared = Declared::default();
    let Some(sheet) = workbook.sheets.iter().find(|sheet| fold(&sheet.name) == "tổng hợp") else { return declared };
    // The upper committee stands in the first line, the committee itself in the second, both at the left.
    let line = sheet.rows.iter().find(|row| row.number == 2).and_then(|row| row.cells.first());
    if let Some(cell) =
        line.filter(|cell| matches!(&cell.value, Value::Text(text) if text.chars().any(char::is_alphabetic)))
    {
        declared.sheet = Some(sheet.name.clone());
        let name = organisation(shown(&cell.value).trim(), context);
        declared.branch_name = Some(Located::new(name, CellAt::new(2, cell.column)));
    }
    declared
}

/// The organisation whose committee the letterhead names: “ĐẢNG ỦY SỞ Y” speaks for the “Đảng bộ Sở Y”, unless the plan
/// itself calls it so.
fn organisation(written: &str, context: &Context) -> String {
    let words: Vec<&str> = written.split_whitespace().collect();
    match words.as_slice() {
        [first, second, rest @ ..]
            if !rest.is_empty()
                && skeleton(&format!("{first} {second}")) == "dang uy"
                && !context.is_branch(&fold(written)) =>
        {
            let organisation = if first.chars().any(char::is_lowercase) { "Đảng bộ" } else { "ĐẢNG BỘ" };
            [organisation].iter().chain(rest).copied().collect::<Vec<_>>().join(" ")
        }
        _ => written.to_owned(),
    }
}

/// Lines of the letterhead and title: the document's date and its year.
pub fn letterhead(workbook: &Workbook) -> Vec<(Arc<str>, Line)> {
    let Some(sheet) = workbook.sheets.iter().find(|sheet| fold(&sheet.name) == "tổng hợp") else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for row in sheet.rows.iter().take_while(|row| row.number <= 8) {
        for cell in &row.cells {
            if let Value::Text(text) = &cell.value {
                let at = CellAt::new(row.number, cell.column);
                lines.push((sheet.name.clone(), Line { at, text: text.trim().to_owned() }));
            }
        }
    }
    lines
}

/// The tables of these lists.
pub fn find_lists<'a>(views: &'a [SheetView<'a>], claims: &[BranchClaim], context: &Context) -> Vec<FoundTable<'a>> {
    views.iter().filter_map(|view| find_list(view, claims, context)).collect()
}

fn find_list<'a>(view: &'a SheetView<'a>, claims: &[BranchClaim], context: &Context) -> Option<FoundTable<'a>> {
    let sheet = fold(&view.sheet.name);
    let list = LISTS.iter().find(|list| is_list_sheet(&sheet, &fold(list.sheet)))?;
    let index = header_of(view.sheet, list)?;
    let row = &view.sheet.rows[index];
    let last_row = view.sheet.rows.last().map_or(row.number, |row| row.number);
    let texts = || row.cells.iter().filter(|cell| !is_blank(Some(&cell.value)));
    let header = Header {
        top: row.number,
        bottom: row.number,
        body_from: row.number + 1,
        columns: texts().map(|cell| (cell.column, HeaderWords::new(&[shown(&cell.value).into_owned()]))).collect(),
        shape: Shape::Names,
    };
    let mut seen: Vec<ColumnSeen> = Vec::new();
    for cell in texts() {
        let written = shown(&cell.value).into_owned();
        let key = fold(&written);
        let is = |header: &str| fold(header) == key;
        let is_left = LEFT_BELOW.iter().any(|header| is(header))
            || is(DECISION)
            || is(list.returned)
            || [BRANCH, SOURCE].iter().any(|header| is(&format!("{header}{BELOW}")));
        if is_left {
            continue;
        }
        let meaning = list.columns.iter().find(|(header, _)| is(header)).map(|(_, meaning)| *meaning);
        // The program's own column comes first; one of the same words behind it was carried along.
        let meaning = meaning.filter(|meaning| seen.iter().all(|earlier| earlier.meaning != *meaning));
        let is_of_level = [BRANCH, SOURCE].iter().any(|header| is(header));
        seen.push(ColumnSeen {
            column: cell.column,
            header: if is_of_level { format!("{written}{BELOW}") } else { written },
            meaning: meaning.unwrap_or(Column::Unknown),
            matched_by: MatchedBy::Words,
        });
    }
    let titles = titles_above(view, &header, None);
    Some(FoundTable {
        view,
        body: header.body_from..=last_row,
        repeats: Vec::new(),
        header,
        kind: list.kind,
        columns: Columns { seen, ..Columns::default() },
        titles,
        claims: claims.to_vec(),
        owner: context.owner_of(claims),
        headed: None,
        other_year: None,
        years: Vec::new(),
        is_vote: false,
    })
}
