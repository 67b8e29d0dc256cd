//! The part of `Đối soát` on cells that the plan has read as another value: what the file says stays told.

use super::super::frame::Frame;
use super::super::look::Look;
use super::super::source;
use super::{N_COLUMNS, heading, spanned};
use crate::book::{BookError, Sheet, Value};

const SPANS: [(u16, u16); 6] = [(1, 1), (2, 2), (3, 4), (5, 6), (7, 7), (8, N_COLUMNS)];

/// Writes the part from `row` on, and gives the next free row; nothing where the plan corrects nothing.
pub fn corrected(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let done = &frame.bloc.campaign.corrections;
    if done.is_empty() {
        return Ok(row);
    }
    let mut next = heading(sheet, frame, row, "8. Giá trị được sửa theo kế hoạch (sheet “Xử lý”)")?;
    let heads = ["Vị trí", "Người / đối tượng", "Tệp ghi", "Được đọc là", "Ngày", "Mã, lý do, người quyết định"];
    let cells = SPANS.into_iter().zip(heads);
    spanned(sheet, frame, next, cells.map(|(span, text)| (span, Value::text(text), Look::Header)))?;
    next += 1;
    for one in done {
        let place = &one.place;
        let written = if one.written.is_empty() { "(để trống)" } else { one.written.as_str() };
        let words = [Some(one.code.as_str()), one.reason.as_deref(), one.by.as_deref()];
        let cells = [
            (source::of_cell(&place.file, &place.sheet, place.at), Look::Link),
            (Value::text(one.subject.clone().unwrap_or_default()), Look::Text),
            (Value::text(written.to_owned()), Look::Text),
            (Value::text(one.value.clone()), Look::Text),
            (one.on.map_or(Value::Blank, Value::Date), Look::Date),
            (Value::text(words.into_iter().flatten().collect::<Vec<_>>().join("; ")), Look::Text),
        ];
        spanned(sheet, frame, next, SPANS.into_iter().zip(cells).map(|(span, (value, look))| (span, value, look)))?;
        next += 1;
    }
    Ok(next)
}
