//! The consolidated workbook `tong-hop-<năm>.xlsx` (forms.md §4): one file per sheet, each with its own columns. Prints
//! what was judged; judges nothing, reads no clock and no disk.

mod collectives;
mod decision;
mod findings;
pub(in crate::output) mod frame;
mod letterhead;
pub(in crate::output) mod look;
mod members;
mod positions;
mod published;
pub(in crate::output) mod quotas;
mod reconciliation;
mod rewards;
mod source;
mod staff;
mod status;
mod summary;
pub(in crate::output) mod table;
pub mod turnout;
mod unfit;
pub(in crate::output) mod words;

use crate::book::{Book, BookError};
use crate::consolidate::Bloc;
use frame::Frame;
use look::Looks;

/// The file's name for a year.
pub fn file_name(year: i32) -> String {
    format!("tong-hop-{year}.xlsx")
}

/// The bytes of the consolidated workbook. The same bloc gives the same bytes.
pub fn consolidated(bloc: &Bloc) -> Result<Vec<u8>, BookError> {
    let title = format!("Tổng hợp kết quả đánh giá, xếp loại chất lượng năm {}", bloc.campaign.plan.year);
    let dated = frame::dated(bloc);
    let mut book = Book::new(&title, dated)?;
    let frame = Frame::new(bloc, dated, Looks::new(&mut book));
    let grades = decision::grades(&mut book);
    summary::sheet(&frame, &mut book)?;
    members::sheet(&frame, &grades, &mut book)?;
    collectives::sheet(&frame, &grades, &mut book)?;
    staff::sheet(&frame, &grades, &mut book)?;
    rewards::sheet(&frame, &mut book)?;
    quotas::sheet(&frame, &mut book)?;
    positions::sheet(&frame, &mut book)?;
    status::sheet(&frame, &mut book)?;
    findings::sheet(&frame, &mut book)?;
    reconciliation::sheet(&frame, &mut book)?;
    published::sheet(&frame, &mut book)?;
    unfit::sheet(&frame, &mut book)?;
    book.into_bytes()
}
