//! The sheet `Chi bộ`: who owes a return.

use super::cell::{PlanCell, quoted};
use super::remarks::Remarks;
use super::sheet::PlanSheet;
use super::table::{Header, PlanRow, PlanTable, Presence};
use crate::domain::branch::Branch;
use crate::domain::place::CellAt;
use crate::text::fold::{clean, fold};
use crate::text::likeness::nearest;
use std::collections::BTreeMap;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Column {
    Code,
    Name,
    OtherNames,
    Group,
    Secretary,
    Email,
    Phone,
    Headcount,
    OwnDeadline,
    Note,
}

const HEADERS: &[Header<Column>] = &[
    Header { column: Column::Code, names: &["Mã chi bộ", "Mã"], presence: Presence::Required },
    Header { column: Column::Name, names: &["Tên chi bộ", "Chi bộ"], presence: Presence::Required },
    Header { column: Column::OtherNames, names: &["Tên gọi khác"], presence: Presence::Optional },
    Header { column: Column::Group, names: &["Nhóm tương đồng", "Nhóm"], presence: Presence::Optional },
    Header { column: Column::Secretary, names: &["Bí thư", "Bí thư chi bộ"], presence: Presence::Optional },
    Header { column: Column::Email, names: &["Email", "E-mail", "Thư điện tử"], presence: Presence::Optional },
    Header { column: Column::Phone, names: &["Điện thoại", "Số điện thoại"], presence: Presence::Optional },
    Header {
        column: Column::Headcount, names: &["Số đảng viên", "Tổng số đảng viên"], presence: Presence::Optional
    },
    Header { column: Column::OwnDeadline, names: &["Hạn nộp riêng"], presence: Presence::Optional },
    Header { column: Column::Note, names: &["Ghi chú"], presence: Presence::Optional },
];

/// Reads the branches. Codes must differ, and no name or other name may stand for two branches.
pub(super) fn read(sheet: PlanSheet, remarks: &mut Remarks) -> Vec<Branch> {
    let Some(table) = PlanTable::find(sheet, HEADERS, remarks) else {
        if sheet.sheet.rows.is_empty() {
            complain_no_branch(sheet, remarks);
        }
        return Vec::new();
    };
    table.note_strangers(remarks);
    let mut branches = Vec::new();
    let mut taken = Taken::default();
    for row in table.rows() {
        let branch = branch(&row, remarks);
        taken.claim(&row, &branch, remarks);
        branches.push(branch);
    }
    if branches.is_empty() {
        complain_no_branch(sheet, remarks);
    }
    branches
}

fn complain_no_branch(sheet: PlanSheet, remarks: &mut Remarks) {
    remarks.mistake_of_sheet(sheet, "chưa có chi bộ nào", "Ghi mỗi chi bộ một dòng, ít nhất có mã và tên.");
}

fn branch(row: &PlanRow<Column>, remarks: &mut Remarks) -> Branch {
    let mut required = |column, expected| {
        let cell = row.cell(column);
        cell.and_then(|cell| cell.required(expected, remarks)).unwrap_or_default()
    };
    let code = required(Column::Code, "Mỗi chi bộ cần một mã riêng, ví dụ CB01.");
    let name = required(Column::Name, "Ghi tên chi bộ, ví dụ Chi bộ Tổng hợp.");
    // Alt+Enter inside the cell separates names as well, so the raw text is split before it is cleaned.
    let other_names = row.cell(Column::OtherNames).and_then(|cell| cell.verbatim(remarks)).unwrap_or_default();
    Branch {
        code,
        name,
        other_names: other_names.split([';', '\n', '\r']).map(clean).filter(|name| !name.is_empty()).collect(),
        group: row.text(Column::Group, remarks),
        secretary: row.text(Column::Secretary, remarks),
        email: row.text(Column::Email, remarks),
        phone: row.text(Column::Phone, remarks),
        headcount: row.cell(Column::Headcount).and_then(|cell| cell.count(remarks)),
        own_deadline: row.cell(Column::OwnDeadline).and_then(|cell| cell.day(remarks)),
        note: row.text(Column::Note, remarks),
        plan_row: Some(row.number),
    }
}

/// Codes and names met so far, by folded key, with the cell they stand in.
#[derive(Default)]
struct Taken {
    codes: BTreeMap<String, CellAt>,
    names: BTreeMap<String, CellAt>,
}

impl Taken {
    fn claim(&mut self, row: &PlanRow<Column>, branch: &Branch, remarks: &mut Remarks) {
        if let Some(cell) = row.cell(Column::Code).filter(|_| !branch.code.is_empty()) {
            match self.codes.get(&fold(&branch.code)) {
                Some(first) => {
                    let found = format!("mã chi bộ {} đã có ở {first}", quoted(&branch.code));
                    remarks.mistake(cell.sheet, cell.at, found, "Mỗi chi bộ cần một mã riêng.");
                }
                None => {
                    self.codes.insert(fold(&branch.code), cell.at);
                }
            }
        }
        let name = row.cell(Column::Name).map(|cell| (cell, &branch.name));
        let others = branch.other_names.iter().filter_map(|name| Some((row.cell(Column::OtherNames)?, name)));
        for (cell, name) in name.into_iter().chain(others) {
            self.claim_name(&cell, row.number, name, remarks);
        }
    }

    /// One branch may repeat its own name; two branches may not share one.
    fn claim_name(&mut self, cell: &PlanCell, row: u32, name: &str, remarks: &mut Remarks) {
        let key = fold(name);
        let key = key.strip_prefix("chi bộ ").unwrap_or(&key).to_owned();
        if key.is_empty() {
            return;
        }
        match self.names.get(&key) {
            Some(first) if first.row != row => {
                let found = format!("tên {} đã có ở {first}", quoted(name));
                let expected = "Mỗi tên chỉ dùng cho một chi bộ, kể cả tên gọi khác.";
                remarks.mistake(cell.sheet, cell.at, found, expected);
            }
            Some(_) => {}
            None => {
                self.names.insert(key, cell.at);
            }
        }
    }
}

/// The branches' codes, for the sheets that refer to them.
pub(super) struct Codes<'b> {
    branches: &'b [Branch],
    by_key: BTreeMap<String, usize>,
}

impl<'b> Codes<'b> {
    pub fn of(branches: &'b [Branch]) -> Self {
        let keys = branches.iter().enumerate().map(|(index, branch)| (fold(&branch.code), index));
        Self { branches, by_key: keys.filter(|(key, _)| !key.is_empty()).collect() }
    }

    /// The branch that a cell's code names; a blank cell gives `None` without complaint.
    pub fn look_up(&self, cell: &PlanCell, remarks: &mut Remarks) -> Option<usize> {
        let written = cell.text(remarks)?;
        let found = self.by_key.get(&fold(&written)).copied();
        // With no branch read at all, the sheet `Chi bộ` has been complained of already.
        if found.is_none() && !self.by_key.is_empty() {
            let expected = match nearest(&written, self.branches.iter().map(|branch| branch.code.as_str())) {
                Some(code) => format!("Ghi mã có ở trang tính “Chi bộ”; có phải là “{code}”?"),
                None => "Ghi mã có ở trang tính “Chi bộ”.".to_owned(),
            };
            remarks.mistake(cell.sheet, cell.at, format!("không có chi bộ mã {}", quoted(&written)), expected);
        }
        found
    }

    /// As [`Self::look_up`], where a blank cell is a mistake too.
    pub fn require(&self, cell: &PlanCell, remarks: &mut Remarks) -> Option<usize> {
        if cell.is_blank() {
            remarks.mistake(
                cell.sheet,
                cell.at,
                format!("chưa ghi “{}”", cell.label),
                "Ghi mã có ở trang tính “Chi bộ”.",
            );
            return None;
        }
        self.look_up(cell, remarks)
    }
}
