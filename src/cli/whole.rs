//! `tonghop` without a command: inside a campaign folder status, check and merge in one go, with one reading.

use super::arguments::{Common, Format};
use super::campaign;
use super::console;
use super::earlier::Source;
use super::merge;
use super::overview;
use super::screen::{paper, result};
use super::stop::{Stop, exit_code};
use crate::output::text::Grouping;
use crate::output::{json, status, text};
use std::path::{Path, PathBuf};

pub fn run(here: &Path, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(&[PathBuf::from(here)], common)?;
    let merged = merge::merge(found, here, None, &Source::Output, common)?;
    let bloc = &merged.bloc;
    let written = super::status::said(&super::status::write(bloc, here, None, common)?);
    match common.format {
        Format::Json => result(&json::object(bloc, None))?,
        Format::Text => {
            let parts = [
                status::status(bloc, None, paper()),
                text::findings(bloc, overview::names(common), Grouping::Branch, paper()),
                merge::account(&merged, &written),
            ];
            result(&parts.join("\n"))?;
        }
    }
    // Somebody who clicked the icon reads the page rather than the console.
    if console::is_own()
        && let Some(page) = &merged.page
    {
        console::open(page);
    }
    Ok(exit_code(bloc, campaign::strictness(common)))
}
