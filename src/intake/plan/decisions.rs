//! The sheet `Xử lý`: what the committee decided about findings.

use super::remarks::Remarks;
use super::sheet::PlanSheet;
use super::table::{Header, PlanRow, PlanTable, Presence};
use crate::domain::plan::FindingDecision;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Column {
    Code,
    Branch,
    Place,
    Decision,
    Value,
    Reason,
    By,
    On,
    Note,
}

const HEADERS: &[Header<Column>] = &[
    Header { column: Column::Code, names: &["Mã"], presence: Presence::Required },
    Header { column: Column::Branch, names: &["Chi bộ", "Mã chi bộ"], presence: Presence::Optional },
    Header { column: Column::Place, names: &["Vị trí"], presence: Presence::Optional },
    Header { column: Column::Decision, names: &["Quyết định"], presence: Presence::Optional },
    Header { column: Column::Value, names: &["Giá trị"], presence: Presence::Optional },
    Header { column: Column::Reason, names: &["Lý do"], presence: Presence::Optional },
    Header { column: Column::By, names: &["Người", "Người quyết định"], presence: Presence::Optional },
    Header { column: Column::On, names: &["Ngày"], presence: Presence::Optional },
    Header { column: Column::Note, names: &["Ghi chú"], presence: Presence::Optional },
];

/// Reads the decisions; each needs the code of the finding it answers.
pub(super) fn read(sheet: PlanSheet, remarks: &mut Remarks) -> Vec<FindingDecision> {
    let Some(table) = PlanTable::find(sheet, HEADERS, remarks) else { return Vec::new() };
    table.note_strangers(remarks);
    table.rows().filter_map(|row| decision(&row, remarks)).collect()
}

fn decision(row: &PlanRow<Column>, remarks: &mut Remarks) -> Option<FindingDecision> {
    let expected = "Ghi mã của nội dung cần rà soát, ví dụ C303.";
    let code = row.cell(Column::Code).and_then(|cell| cell.required(expected, remarks));
    let on = row.cell(Column::On).and_then(|cell| cell.day(remarks));
    let mut text = |column| row.text(column, remarks);
    let (branch, place) = (text(Column::Branch), text(Column::Place));
    let (decision, value) = (text(Column::Decision), text(Column::Value));
    let (reason, by) = (text(Column::Reason), text(Column::By));
    Some(FindingDecision { row: row.number, code: code?, branch, place, decision, value, reason, by, on })
}
