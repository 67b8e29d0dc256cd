//! The consolidated workbook `tong-hop-<năm>.xlsx` (forms.md §4): one file per sheet, each with its own columns. Prints
//! what was judged; judges nothing, reads no clock and no disk.

mod collectives;
mod decision;
mod findings;
pub(in crate::output) mod frame;
pub mod letterhead;
pub(in crate::output) mod look;
mod members;
mod positions;
mod published;
pub(in crate::output) mod quotas;
mod reconciliation;
mod rewards;
mod source;
mod spread;
mod staff;
mod status;
mod summary;
pub(in crate::output) mod table;
pub mod turnout;
mod unfit;
pub(in crate::output) mod words;
mod year_on_year;

use crate::book::{Book, BookError};
use crate::consolidate::Bloc;
use frame::Frame;
use look::Looks;

/// The file's name for a year.
pub fn file_name(year: i32) -> String {
    format!("tong-hop-{year}.xlsx")
}

/// How the workbook is made, whatever it says.
pub struct Making<'m> {
    /// How many records of a list stand on one sheet; the others go on on further sheets. At least 1.
    pub records_a_sheet: u32,
    /// Told how many more records of lists were written.
    pub wrote: &'m dyn Fn(u64),
}

impl Making<'_> {
    /// As many records a sheet as Excel has room for; nobody is told.
    pub const PLAIN: Making<'static> = Making { records_a_sheet: spread::RECORDS_OF_EXCEL, wrote: &|_| {} };

    fn tell(&self, n_records: u64) {
        (self.wrote)(n_records);
    }
}

/// How many records the lists of a bloc's workbook have together: what [`Making::wrote`] is told in the end.
pub fn n_records(bloc: &Bloc) -> u64 {
    let merged = bloc.campaign.submissions.iter().filter(|submission| submission.is_merged());
    let of_returns: usize = merged
        .map(|submission| {
            // Members stand on `Công khai` too.
            2 * submission.members.len()
                + submission.collectives.len()
                + submission.staff.len()
                + submission.rewards.len()
        })
        .sum();
    (of_returns + bloc.findings.len()) as u64
}

/// The lists that are longer than a sheet: the name of the first sheet, and of the last that they go on on.
pub fn spread_lists(bloc: &Bloc) -> Vec<(&'static str, String)> {
    spread_over(bloc, spread::RECORDS_OF_EXCEL)
}

fn spread_over(bloc: &Bloc, records_a_sheet: u32) -> Vec<(&'static str, String)> {
    let merged = || bloc.campaign.submissions.iter().filter(|submission| submission.is_merged());
    let lists = [
        (members::SHEET, merged().map(|submission| submission.members.len()).sum()),
        (collectives::SHEET, merged().map(|submission| submission.collectives.len()).sum()),
        (staff::SHEET, merged().map(|submission| submission.staff.len()).sum()),
        (rewards::SHEET, merged().map(|submission| submission.rewards.len()).sum()),
        (findings::SHEET, bloc.findings.len()),
    ];
    let last = |(list, n_records): (&'static str, usize)| {
        let (name, _) = spread::sheets(list, n_records, records_a_sheet).pop()?;
        (name != list).then_some((list, name))
    };
    lists.into_iter().filter_map(last).collect()
}

/// The bytes of the consolidated workbook. The same bloc gives the same bytes.
pub fn consolidated(bloc: &Bloc) -> Result<Vec<u8>, BookError> {
    made(bloc, Making::PLAIN)
}

/// [`consolidated`], made in this way.
pub fn made(bloc: &Bloc, making: Making<'_>) -> Result<Vec<u8>, BookError> {
    let title = format!("Tổng hợp kết quả đánh giá, xếp loại chất lượng năm {}", bloc.campaign.plan.year);
    let dated = frame::dated(bloc);
    let mut book = Book::new(&title, dated)?;
    let frame = Frame { making, ..Frame::new(bloc, dated, Looks::new(&mut book)) };
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
    year_on_year::sheet(&frame, &mut book)?;
    // The keys of a million rows are not needed while the package is put together.
    drop(frame);
    book.into_bytes()
}
