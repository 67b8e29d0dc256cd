//! The sheet `Sổ nộp`: what arrived when. Its complaints never hold a password.

use super::branches::Codes;
use super::remarks::Remarks;
use super::sheet::PlanSheet;
use super::table::{Header, PlanRow, PlanTable, Presence};
use crate::domain::plan::LogEntry;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Column {
    Branch,
    ReceivedOn,
    File,
    Nil,
    Password,
    Note,
}

const HEADERS: &[Header<Column>] = &[
    Header { column: Column::Branch, names: &["Mã chi bộ"], presence: Presence::Required },
    Header { column: Column::ReceivedOn, names: &["Ngày nhận"], presence: Presence::Optional },
    Header { column: Column::File, names: &["Tên tệp", "Tệp", "Tên file"], presence: Presence::Optional },
    Header {
        column: Column::Nil,
        names: &["Không có nội dung", "Không có nội dung (x)"],
        presence: Presence::Optional,
    },
    Header { column: Column::Password, names: &["Mật khẩu"], presence: Presence::Optional },
    Header { column: Column::Note, names: &["Ghi chú"], presence: Presence::Optional },
];

/// Reads the log. A row that holds nothing but a code, as an office prepares it in advance, is no entry.
pub(super) fn read(sheet: PlanSheet, codes: &Codes, remarks: &mut Remarks) -> Vec<LogEntry> {
    let Some(table) = PlanTable::find(sheet, HEADERS, remarks) else { return Vec::new() };
    table.note_strangers(remarks);
    table.rows().filter_map(|row| entry(&row, codes, remarks)).collect()
}

fn entry(row: &PlanRow<Column>, codes: &Codes, remarks: &mut Remarks) -> Option<LogEntry> {
    let branch = row.cell(Column::Branch).and_then(|cell| codes.require(&cell, remarks));
    let received_on = row.cell(Column::ReceivedOn).and_then(|cell| cell.day(remarks));
    let file = row.text(Column::File, remarks);
    let nil = row.cell(Column::Nil).is_some_and(|cell| cell.tick(remarks));
    let password = row.cell(Column::Password).and_then(|cell| cell.verbatim(remarks));
    let note = row.text(Column::Note, remarks);
    let says_something = received_on.is_some() || file.is_some() || nil || password.is_some() || note.is_some();
    let branch = branch.filter(|_| says_something)?;
    Some(LogEntry { row: row.number, branch, received_on, file, nil, password, note })
}
