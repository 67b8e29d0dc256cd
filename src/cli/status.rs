//! `tonghop status`: who has returned, late, missing, nil, unreadable; with the table and the reminders in `ket-qua/`.

use super::arguments::{Common, Format, Status};
use super::campaign;
use super::earlier::mind_the_lock;
use super::merge;
use super::overview;
use super::password::locked;
use super::progress::Stages;
use super::save;
use super::screen::{aside, paper, printable, result};
use super::stop::{Stop, exit_code};
use crate::consolidate::Bloc;
use crate::output::workbook::turnout;
use crate::output::{json, reminders, status, summary};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

pub fn run(arguments: &Status, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(std::slice::from_ref(&arguments.folder), common)?;
    let _held = merge::hold_results(&arguments.folder, None)?;
    let stages = Stages::new(campaign::talk(common));
    let bloc = campaign::run(found.request, std::slice::from_ref(&arguments.folder), common, &stages);
    // A folder that cannot be written to must not keep anybody from seeing the table.
    let written = write(&bloc, &arguments.folder, arguments.as_of, common);
    let page = overview::beside(&bloc, std::slice::from_ref(&arguments.folder), arguments.as_of, common);
    match common.format {
        Format::Json => result(&json::object(&bloc, arguments.as_of))?,
        Format::Text => {
            let status = status::status(&bloc, arguments.as_of, paper());
            result(&format!("{status}{}\n", paper().text(&summary::unchecked(&bloc))))?;
        }
    }
    let said = said(&written?);
    match common.format {
        Format::Json => aside(campaign::talk(common), said.trim_end()),
        Format::Text => {
            result(&format!("{said}{}", overview::told(page.as_deref(), std::slice::from_ref(&arguments.folder))))?;
        }
    }
    Ok(exit_code(&bloc, campaign::strictness(common)))
}

/// Writes `tinh-hinh-nop.xlsx` and `don-doc.txt`; gives their paths.
///
/// # Errors
/// One of them cannot be made or written.
pub fn write(bloc: &Bloc, folder: &Path, as_of: Option<NaiveDate>, common: &Common) -> Result<Vec<PathBuf>, Stop> {
    let results = campaign::inside(folder, "ket-qua");
    let table = turnout::turnout_book(bloc, as_of).map_err(|error| Stop::Book(error.to_string()))?;
    let letters = reminders::reminders(bloc, as_of);
    let table = locked(&table, common)?;
    save::make_results_folder(&results)?;
    let targets = vec![results.join(turnout::FILE_NAME), results.join("don-doc.txt")];
    let consolidated = merge::output_of(bloc.campaign.plan.year, folder, None);
    mind_the_lock([targets[0].as_path(), &consolidated], common)?;
    targets.iter().try_for_each(|target| save::look_ahead(target))?;
    for (target, bytes) in targets.iter().zip([&table[..], letters.as_bytes()]) {
        save::save(target, bytes)?;
    }
    Ok(targets)
}

/// “Đã ghi: …”, one line a file.
pub fn said(written: &[PathBuf]) -> String {
    written.iter().map(|path| format!("Đã ghi: {}\n", printable(&path.display().to_string()))).collect()
}
