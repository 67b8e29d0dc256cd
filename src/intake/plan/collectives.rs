//! The sheet `Tập thể`: the collectives that are to be graded.

use super::branches::Codes;
use super::remarks::Remarks;
use super::sheet::PlanSheet;
use super::table::{Header, PlanRow, PlanTable, Presence};
use crate::domain::plan::PlannedCollective;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Column {
    Branch,
    Name,
    Kind,
    Group,
    Note,
}

const HEADERS: &[Header<Column>] = &[
    Header { column: Column::Branch, names: &["Mã chi bộ"], presence: Presence::Optional },
    Header { column: Column::Name, names: &["Tên tập thể", "Tập thể"], presence: Presence::Required },
    Header { column: Column::Kind, names: &["Loại", "Loại tập thể"], presence: Presence::Optional },
    Header { column: Column::Group, names: &["Nhóm tương đồng", "Nhóm"], presence: Presence::Optional },
    Header { column: Column::Note, names: &["Ghi chú"], presence: Presence::Optional },
];

/// Reads the collectives; a blank Mã chi bộ means one of the committee itself.
pub(super) fn read(sheet: PlanSheet, codes: &Codes, remarks: &mut Remarks) -> Vec<PlannedCollective> {
    let Some(table) = PlanTable::find(sheet, HEADERS, remarks) else { return Vec::new() };
    table.note_strangers(remarks);
    table.rows().filter_map(|row| collective(&row, codes, remarks)).collect()
}

fn collective(row: &PlanRow<Column>, codes: &Codes, remarks: &mut Remarks) -> Option<PlannedCollective> {
    let branch = row.cell(Column::Branch).and_then(|cell| codes.look_up(&cell, remarks));
    let name = row.cell(Column::Name).and_then(|cell| cell.required("Ghi tên tập thể.", remarks));
    let kind = row.text(Column::Kind, remarks);
    let group = row.text(Column::Group, remarks);
    Some(PlannedCollective { row: row.number, branch, name: name?, kind, group })
}
