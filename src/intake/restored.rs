//! A campaign put together again from its consolidated workbook alone: the plan as far as the workbook tells it, the
//! returns branch by branch, what was decided on each row, how far each branch had got, and the findings as they stood.
//! What the workbook does not tell is left out, never guessed.

use super::Context;
use super::consolidated::{Decided, LISTS, NotConsolidated, read_decided, sheets_of};
use super::file::understand;
use super::plan::read_general;
use super::value::date::{find_date, read_date};
use super::view::{is_blank, shown};
use crate::domain::branch::Branch;
use crate::domain::column::TableKind;
use crate::domain::date::PartialDate;
use crate::domain::plan::{Plan, PlannedCollective};
use crate::domain::reading::{FileFacts, Reading};
use crate::domain::submission::{Content, Timing};
use crate::grid::{Cell, Row, Sheet, Value, Workbook};
use crate::text::fold::{clean, fold};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::sync::Arc;

/// What a consolidated workbook tells of its campaign.
#[derive(Clone, Debug, Default)]
pub struct Restored {
    pub plan: Plan,
    /// One for each branch that has rows, each under a path of its own.
    pub readings: Vec<Reading>,
    pub decided: Decided,
    /// By branch of the plan; none when the workbook has no sheet of it.
    pub turnout: Option<Vec<Turnout>>,
    /// The sheet `Cần rà soát`, row by row.
    pub findings: Vec<ListedFinding>,
    /// Rows of people whose branch the workbook does not tell.
    pub n_without_branch: usize,
}

/// How a branch's return stood when the workbook was written.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Turnout {
    pub content: Content,
    pub timing: Timing,
}

/// A finding as the sheet prints it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListedFinding {
    pub code: String,
    pub branch: String,
    pub subject: String,
    pub message: String,
    pub fix: String,
    pub basis: String,
    /// Mức độ as printed; “Đã chấp nhận (lỗi)” for what was accepted then.
    pub severity: String,
    /// Xử lý as typed.
    pub words: String,
}

const SUMMARY: &str = "Tổng hợp";
const TURNOUT: &str = "Tình hình nộp";
const FINDINGS: &str = "Cần rà soát";
const RECONCILIATION: &str = "Đối soát";
const BRANCH_CODE: &str = "Mã chi bộ";
const BRANCH_NAME: &str = "Chi bộ";
/// A header or a title stands within so many rows from the top.
const HEADER_WITHIN: usize = 30;
/// Before the name of a group, in the key of a line that lists its branches.
pub const GROUP: &str = "Nhóm tương đồng:";

/// Columns of the lists that a return has too: the header here, and the header there. All others are made from these, or
/// are of the committee.
const COLUMNS: [(&str, &str); 37] = [
    ("TT", "TT"),
    ("Số thẻ đảng", "Số thẻ đảng"),
    ("Họ và tên", "Họ và tên"),
    ("Tên tập thể", "Tên tập thể"),
    ("Họ và tên hoặc tập thể", "Họ và tên hoặc tập thể"),
    ("Ngày sinh", "Ngày sinh"),
    ("Ngày vào Đảng", "Ngày vào Đảng"),
    ("Chức vụ", "Chức vụ"),
    ("Diện", "Diện"),
    ("Tự xếp loại", "Tự xếp loại"),
    ("Xếp loại công chức", "Xếp loại công chức"),
    ("Chi ủy đề xuất", "Chi ủy đề xuất"),
    ("Chi bộ xếp loại", "Chi bộ xếp loại"),
    ("Chi bộ đề nghị", "Chi bộ đề nghị"),
    ("Xếp loại", "Xếp loại"),
    ("Lý do không xếp loại", "Lý do không xếp loại"),
    ("Kỷ luật", "Kỷ luật trong năm"),
    ("Nơi cư trú", "Nhận xét nơi cư trú"),
    ("Bản kiểm điểm (Mẫu 02)", "Bản kiểm điểm (Mẫu 02)"),
    ("Bản kiểm điểm (Mẫu 01)", "Bản kiểm điểm (Mẫu 01)"),
    ("Kiểm điểm tại", "Kiểm điểm tại"),
    ("Loại", "Loại"),
    ("Phòng", "Phòng"),
    ("Là đảng viên", "Là đảng viên"),
    ("Đối tượng", "Đối tượng"),
    ("Hình thức", "Hình thức"),
    ("Thành tích", "Thành tích"),
    ("Ghi chú", "Ghi chú"),
    ("Điểm tiêu chí chung", "Điểm tiêu chí chung"),
    ("Điểm kết quả", "Điểm kết quả"),
    ("Tổng điểm", "Tổng điểm"),
    ("Quý I", "Quý I"),
    ("Quý II", "Quý II"),
    ("Quý III", "Quý III"),
    ("Quý IV", "Quý IV"),
    ("Tóm tắt căn cứ", "Tóm tắt căn cứ"),
    ("Mã chức danh", "Mã chức danh"),
];

/// The year a consolidated workbook is of, as its sheets' titles say it.
pub fn year_of(workbook: &Workbook) -> Option<i32> {
    let stated = keys_of(workbook).into_iter().find(|(key, _)| fold(key) == fold("Năm đánh giá"));
    if let Some(year) = stated.and_then(|(_, year)| year.parse().ok()) {
        return Some(year);
    }
    let sheets = [SUMMARY, "Kiểm soát tỷ lệ", "So sánh vị trí", RECONCILIATION];
    sheets.iter().flat_map(|name| sheets_of(workbook, name)).flat_map(titles).find_map(|line| {
        let words: Vec<String> = fold(&line).split(' ').map(str::to_owned).collect();
        let year = words.iter().rposition(|word| word == "năm").and_then(|at| words.get(at + 1)?.parse().ok());
        year.filter(|year| (1990..=2200).contains(year))
    })
}

/// Texts of the first rows of a sheet.
fn titles(sheet: &Sheet) -> impl Iterator<Item = String> + '_ {
    let cells = sheet.rows.iter().take_while(|row| row.number <= 12).flat_map(|row| &row.cells);
    cells.map(|cell| clean(&shown(&cell.value))).filter(|text| !text.is_empty())
}

/// Puts the campaign together again; `file` is the workbook's own name, under which its rows are shown.
///
/// # Errors
/// A list that decisions are made on, or a column of it, is gone.
pub fn restore(workbook: &Workbook, file: &str) -> Result<Restored, NotConsolidated> {
    let decided = read_decided(workbook)?;
    let mut plan = general(workbook, file);
    let turnout = turnout(workbook, &mut plan);
    if turnout.is_none() {
        // Who owed a return is what a plan tells first.
        plan.file = None;
    }
    let rows = rows_of_branches(workbook, &mut plan);
    put_groups(workbook, &mut plan);
    let (by_branch, n_without_branch) = rows;
    plan.collectives = groups_of_collectives(workbook, &plan);
    let mut readings = Vec::new();
    for (branch, sheets) in by_branch {
        let facts =
            FileFacts { path: Arc::from(format!("{file}/{}", plan.branches[branch].code)), ..FileFacts::default() };
        let facts_sheet = facts_of(&plan.branches[branch], plan.year);
        let made = Workbook {
            sheets: std::iter::once(facts_sheet).chain(sheets).collect(),
            ..Workbook { format: workbook.format, ..Workbook::default() }
        };
        let context = Context { plan: Some(&plan), logged_for: Some(branch), ..Context::default() };
        readings.push(understand(&made, facts, &context));
    }
    let turnout = turnout.map(|mut turnout| {
        // A branch that only the lists know has returned something.
        let known = Turnout { content: Content::Read, timing: Timing::Undated };
        turnout.resize(plan.branches.len(), known);
        turnout
    });
    Ok(Restored { plan, readings, decided, turnout, findings: findings(workbook), n_without_branch })
}

/// Key and value lines of the sheet `Đối soát`.
fn keys_of(workbook: &Workbook) -> Vec<(String, String)> {
    let mut keys = Vec::new();
    for row in sheets_of(workbook, RECONCILIATION).flat_map(|sheet| &sheet.rows) {
        let mut texts = row.cells.iter().map(|cell| clean(&shown(&cell.value))).filter(|text| !text.is_empty());
        if let (Some(key), Some(value), None) = (texts.next(), texts.next(), texts.next()) {
            keys.push((key, value));
        }
    }
    keys
}

/// The plan's general part: from the lines that repeat it, else from the letterhead and the titles.
fn general(workbook: &Workbook, file: &str) -> Plan {
    let keys = keys_of(workbook);
    let mut plan = read_general(&keys);
    plan.file = Some(file.to_owned());
    if plan.year == 0 {
        plan.year = year_of(workbook).unwrap_or_default();
    }
    // “2018-132 (phiên bản 1): …”
    plan.regulation = plan.regulation.and_then(|told| told.split_whitespace().next().map(str::to_owned));
    if !keys.iter().any(|(key, _)| fold(key) == fold("Năm đánh giá"))
        && let Some(summary) = sheets_of(workbook, SUMMARY).next()
    {
        letterhead(summary, &mut plan);
    }
    plan
}

/// The letterhead of an older workbook. Names stand in capitals there: they are kept so, because nobody can tell which
/// letters were capitals before.
fn letterhead(sheet: &Sheet, plan: &mut Plan) {
    let text = |row: u32| {
        let row = sheet.rows.iter().find(|found| found.number == row)?;
        let first = row.cells.first().filter(|cell| cell.column == 1)?;
        Some(clean(&shown(&first.value))).filter(|text| !text.starts_with('…') && !text.is_empty() && text != "*")
    };
    plan.upper_committee = text(1).unwrap_or_default();
    plan.committee = text(2).unwrap_or_default();
    let lines: Vec<String> = titles(sheet).collect();
    for line in &lines {
        if let Some(on) = find_date(line).filter(|_| line.contains(", ngày ")) {
            plan.report_deadline = Some(on);
            plan.locality = line.split(", ngày ").next().unwrap_or_default().trim().to_owned();
        }
    }
    // Below the table: T/M ĐẢNG ỦY, the title under it, the name last.
    let mut right: Vec<String> = Vec::new();
    for cell in sheet.rows.iter().filter_map(|row| row.cells.last()) {
        let text = clean(&shown(&cell.value));
        if !right.is_empty() || fold(&text) == fold("T/M ĐẢNG ỦY") {
            right.push(text);
        }
    }
    if let [_, title, rest @ ..] = right.as_slice() {
        plan.signer_title.clone_from(title);
        plan.signer_name = rest.last().cloned().unwrap_or_default();
    }
}

/// The first row that has both headers, with its place among the sheet's rows.
fn header<'s>(sheet: &'s Sheet, marks: [&str; 2]) -> Option<(usize, &'s Row)> {
    let found =
        sheet.rows.iter().take(HEADER_WITHIN).position(|row| marks.iter().all(|mark| column(row, mark).is_some()));
    found.map(|at| (at, &sheet.rows[at]))
}

fn column(row: &Row, name: &str) -> Option<u16> {
    row.cells.iter().find(|cell| fold(&shown(&cell.value)) == fold(name)).map(|cell| cell.column)
}

fn text(row: &Row, column: Option<u16>) -> String {
    column.and_then(|column| row.value(column)).map(|value| clean(&shown(value))).unwrap_or_default()
}

fn day(row: &Row, column: Option<u16>) -> Option<NaiveDate> {
    match column.and_then(|column| row.value(column)) {
        Some(Value::DateTime(moment)) => Some(moment.date()),
        Some(value) => match read_date(value) {
            Ok(Some(PartialDate::Day(day))) => Some(day),
            _ => None,
        },
        None => None,
    }
}

/// The branches owed, in order, with how each stood.
fn turnout(workbook: &Workbook, plan: &mut Plan) -> Option<Vec<Turnout>> {
    let sheet = sheets_of(workbook, TURNOUT).next()?;
    let (at, headers) = header(sheet, [BRANCH_CODE, "Tình trạng"])?;
    let [code, name, due, status] =
        [BRANCH_CODE, BRANCH_NAME, "Hạn nộp", "Tình trạng"].map(|header| column(headers, header));
    let mut turnout = Vec::new();
    let mut deadlines: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    let mut before = headers.number;
    for row in &sheet.rows[at + 1..] {
        let (code, status) = (text(row, code), text(row, status));
        // What follows after a gap are other tables of the sheet.
        if row.number != before + 1 && code.is_empty() || code.is_empty() || status.is_empty() {
            break;
        }
        before = row.number;
        let own_deadline = day(row, due);
        own_deadline.into_iter().for_each(|day| *deadlines.entry(day).or_default() += 1);
        plan.branches.push(Branch { code, name: text(row, name), own_deadline, ..Branch::default() });
        turnout.push(standing(&status));
    }
    let usual = deadlines.into_iter().max_by_key(|&(_, n)| n).map(|(day, _)| day);
    plan.deadline = plan.deadline.or(usual);
    for branch in &mut plan.branches {
        branch.own_deadline = branch.own_deadline.filter(|day| Some(*day) != plan.deadline);
    }
    Some(turnout)
}

/// Tình trạng as the program words it.
fn standing(status: &str) -> Turnout {
    let key = fold(status);
    let n_days = key.split(' ').find_map(|word| word.parse().ok()).and_then(NonZeroU16::new);
    let (content, timing) = match key.as_str() {
        "chưa nộp" => (Content::Missing, Timing::Missing),
        "không có nội dung" => (Content::Nil, Timing::OnTime),
        "không đọc được" => (Content::Rejected, Timing::Undated),
        "đúng hạn" => (Content::Read, Timing::OnTime),
        _ => match n_days.filter(|_| key.starts_with("nộp muộn")) {
            Some(days) => (Content::Read, Timing::Late { days }),
            None => (Content::Read, Timing::Undated),
        },
    };
    Turnout { content, timing }
}

type Sheets = BTreeMap<usize, Vec<Sheet>>;

/// The rows of the lists by branch, each at its own address under the headers of a return.
fn rows_of_branches(workbook: &Workbook, plan: &mut Plan) -> (Sheets, usize) {
    let mut by_branch: Sheets = BTreeMap::new();
    let mut n_without = 0;
    for list in &LISTS {
        for sheet in list.sheets(workbook) {
            let Some((at, headers)) = header(sheet, [list.name, "Đảng ủy quyết định"]) else { continue };
            let [code, name] = [BRANCH_CODE, BRANCH_NAME].map(|header| column(headers, header));
            let person = column(headers, list.name);
            let kept: Vec<(u16, &str)> = COLUMNS
                .iter()
                .filter_map(|&(here, there)| Some((column(headers, here)?, there)))
                .filter(|&(_, there)| list.about != TableKind::Rewards || there != "Xếp loại")
                .collect();
            let mut rows: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
            for row in &sheet.rows[at + 1..] {
                let said = (text(row, code), text(row, name));
                let Some(branch) = branch_of(plan, &said) else {
                    n_without += usize::from(!is_blank(person.and_then(|column| row.value(column))));
                    continue;
                };
                let is_kept = |cell: &&Cell| kept.iter().any(|(column, _)| *column == cell.column);
                let cells = row.cells.iter().filter(is_kept).cloned().collect();
                rows.entry(branch).or_default().push(Row { number: row.number, is_hidden: false, cells });
            }
            for (branch, rows) in rows {
                let mut all = vec![header_row(headers.number, &kept)];
                all.extend(rows);
                let made = Sheet { name: sheet.name.clone(), rows: all, ..Sheet::default() };
                by_branch.entry(branch).or_default().push(made);
            }
        }
    }
    (by_branch, n_without)
}

fn header_row(number: u32, columns: &[(u16, &str)]) -> Row {
    let mut cells: Vec<Cell> = columns
        .iter()
        .map(|&(column, header)| Cell { column, font: 0, value: Value::Text(Arc::from(header)) })
        .collect();
    cells.sort_by_key(|cell| cell.column);
    Row { number, is_hidden: false, cells }
}

/// The branch that a row's code names, else the one its name does; a branch the sheet `Tình hình nộp` does not list joins
/// behind.
fn branch_of(plan: &mut Plan, (code, name): &(String, String)) -> Option<usize> {
    let known = plan.branches.iter().position(|branch| match code.is_empty() {
        false => fold(&branch.code) == fold(code),
        true => !name.is_empty() && fold(&branch.name) == fold(name),
    });
    if known.is_some() || code.is_empty() {
        return known;
    }
    plan.branches.push(Branch { code: code.clone(), name: name.clone(), ..Branch::default() });
    Some(plan.branches.len() - 1)
}

/// The form's sheet of facts, so that every row has its owner.
fn facts_of(branch: &Branch, year: i32) -> Sheet {
    let line = |number: u32, key: &str, value: String| {
        let cell = |column: u16, text: &str| Cell { column, font: 0, value: Value::Text(Arc::from(text)) };
        Row { number, is_hidden: false, cells: vec![cell(1, key), cell(2, &value)] }
    };
    let rows = vec![
        line(1, BRANCH_CODE, branch.code.clone()),
        line(2, "Tên chi bộ", branch.name.clone()),
        line(3, "Năm", year.to_string()),
    ];
    Sheet { name: Arc::from("Thông tin"), rows, ..Sheet::default() }
}

/// Lines “Nhóm tương đồng: …” list the codes of a group's branches.
fn put_groups(workbook: &Workbook, plan: &mut Plan) {
    for (key, codes) in keys_of(workbook) {
        let Some(group) = key.strip_prefix(GROUP).map(str::trim) else { continue };
        for code in codes.split(';').map(str::trim) {
            let named = plan.branches.iter_mut().filter(|branch| fold(&branch.code) == fold(code));
            named.for_each(|branch| branch.group = Some(group.to_owned()));
        }
    }
}

/// With whom each collective was compared, as the sheet `Tập thể` says.
fn groups_of_collectives(workbook: &Workbook, plan: &Plan) -> Vec<PlannedCollective> {
    let mut planned = Vec::new();
    for sheet in sheets_of(workbook, "Tập thể") {
        let Some((at, headers)) = header(sheet, ["Tên tập thể", "Nhóm đối chiếu tỷ lệ"]) else {
            continue;
        };
        let [code, name, kind, group] =
            [BRANCH_CODE, "Tên tập thể", "Loại", "Nhóm đối chiếu tỷ lệ"].map(|header| column(headers, header));
        for row in &sheet.rows[at + 1..] {
            let code = text(row, code);
            let branch = plan.branches.iter().position(|branch| fold(&branch.code) == fold(&code));
            let group = text(row, group);
            let Some((_, group)) = group.split_once(": ") else { continue };
            planned.push(PlannedCollective {
                row: row.number,
                branch,
                name: text(row, name),
                kind: Some(text(row, kind)).filter(|kind| !kind.is_empty()),
                group: Some(group.to_owned()).filter(|group| fold(group) != fold("toàn đảng bộ")),
            });
        }
    }
    planned
}

fn findings(workbook: &Workbook) -> Vec<ListedFinding> {
    let mut findings = Vec::new();
    for sheet in sheets_of(workbook, FINDINGS) {
        let Some((at, headers)) = header(sheet, ["Mã", "Mức độ"]) else { continue };
        let columns = ["Mã", BRANCH_CODE, "Người / đối tượng", "Nội dung", "Cách sửa", "Căn cứ", "Mức độ", "Xử lý"];
        let columns = columns.map(|header| column(headers, header));
        for row in &sheet.rows[at + 1..] {
            let [code, branch, subject, message, fix, basis, severity, words] = columns.map(|column| text(row, column));
            if !code.is_empty() {
                findings.push(ListedFinding { code, branch, subject, message, fix, basis, severity, words });
            }
        }
    }
    findings
}
