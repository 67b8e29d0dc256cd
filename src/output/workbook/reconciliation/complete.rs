//! The rows taken from every file beside the figures that say how many there should be.

use super::super::frame::Frame;
use super::super::look::{ERROR_FILL, Look};
use super::super::source;
use super::super::table::{self, Column, column};
use super::{heading, nothing};
use crate::book::{At, BookError, Highlight, Sheet, Style, Value};
use crate::consolidate::complete::{FileCheck, Verdict, of_files};
use crate::domain::column::TableKind;

struct CheckRow {
    path: String,
    check: FileCheck,
}

fn columns() -> [Column<CheckRow>; 8] {
    [
        column("Tệp", 0.0, Look::Text, |r| Value::text(r.path.clone())),
        column("Bảng", 0.0, Look::Text, |r| Value::text(kind_in_words(r.check.kind))),
        column("Dòng nhận", 0.0, Look::Whole, |r| Value::whole(r.check.taken)),
        column("Để riêng", 0.0, Look::Whole, |r| Value::whole(r.check.set_aside)),
        column("Theo số TT", 0.0, Look::Whole, |r| figure(r.check.numbered)),
        column("Số tổng ghi trong tệp", 0.0, Look::Whole, |r| figure(r.check.stated.or(r.check.declared))),
        column("Số theo kế hoạch", 0.0, Look::Whole, |r| figure(r.check.planned)),
        column("Nhận xét", 0.0, Look::Centre, |r| Value::text(remark(&r.check))),
    ]
}

const DIFFERS: &str = "Không khớp";

fn remark(check: &FileCheck) -> &'static str {
    match check.verdict() {
        Verdict::Agrees => "Khớp",
        Verdict::AgreesWithSetAside => "Khớp nếu tính cả dòng để riêng",
        Verdict::Differs => DIFFERS,
        Verdict::Alone => "Tệp không ghi số nào để đối chiếu",
    }
}

fn figure(figure: Option<u32>) -> Value<'static> {
    figure.map_or_else(|| Value::text("–"), Value::whole)
}

fn kind_in_words(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Members | TableKind::Summary => "Đảng viên",
        TableKind::Collectives => "Tập thể",
        TableKind::Staff => "Công chức",
        TableKind::Rewards => "Khen thưởng",
    }
}

pub fn completeness(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let campaign = &frame.bloc.campaign;
    let header_row = heading(sheet, frame, row, "3a. Dòng nhận từ từng tệp, so với số thứ tự, số tổng và kế hoạch")?;
    let checks = of_files(campaign);
    if checks.is_empty() {
        return nothing(sheet, frame, header_row);
    }
    let columns = columns();
    table::header(sheet, &frame.looks, header_row, &columns)?;
    let path = |check: &FileCheck| {
        campaign.files.get(check.file).map(|reading| source::shown(&reading.file.path)).unwrap_or_default()
    };
    let rows = checks.into_iter().map(|check| CheckRow { path: path(&check), check });
    let next = table::rows(sheet, &frame.looks, header_row + 1, &columns, rows)?;
    let block = (At::new(header_row + 1, 8), At::new(next - 1, 8));
    sheet.highlight(block, &Highlight::TextIs(DIFFERS.to_owned()), &Style::new().fill(ERROR_FILL))?;
    Ok(next)
}
