//! `tonghop` without a command: inside a campaign folder status, check and merge in one go, with one reading.

use super::arguments::{Common, Format};
use super::campaign;
use super::earlier::Source;
use super::merge;
use super::screen::result;
use super::stop::{Stop, exit_code};
use crate::output::text::{Grouping, Names};
use crate::output::{json, status, text};
use std::path::{Path, PathBuf};

pub fn run(common: &Common) -> Result<u8, Stop> {
    let here = Path::new(".");
    let found = campaign::find(&[PathBuf::from(here)], common)?;
    let merged = merge::merge(found, here, None, &Source::Output, common)?;
    let bloc = &merged.bloc;
    let written = super::status::said(&super::status::write(bloc, here, None)?);
    match common.format {
        Format::Json => result(&json::object(bloc, None))?,
        Format::Text => {
            let parts = [
                status::status(bloc, None),
                text::findings(bloc, Names::Hidden, Grouping::Branch),
                merge::account(&merged),
            ];
            result(&format!("{}{written}", parts.join("\n")))?;
        }
    }
    Ok(exit_code(bloc, campaign::strictness(common)))
}
