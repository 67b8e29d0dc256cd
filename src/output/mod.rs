//! What leaves the program, as bytes and text: the consolidated workbook, the overview page, JSON, tables of status. Prints what was
//! judged; never judges, never touches the disk.

pub mod advice;
pub mod columns;
pub mod feedback;
mod file_name;
mod fillable;
pub mod form;
pub mod ink;
pub mod json;
pub mod layout;
pub mod page;
pub mod plan_book;
pub mod reminders;
pub mod report;
#[cfg(test)]
mod sample;
pub mod status;
pub mod summary;
pub mod tally;
pub mod text;
pub mod workbook;
pub mod year_on_year;
