//! `tonghop status`: who has returned, late, missing, nil, unreadable.

use super::arguments::{Common, Format, Status};
use super::campaign;
use super::progress::Stages;
use super::screen::result;
use super::stop::{Stop, exit_code};
use crate::output::{json, status, summary};

pub fn run(arguments: &Status, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(std::slice::from_ref(&arguments.folder), common)?;
    let stages = Stages::new(campaign::talk(common));
    let bloc = campaign::run(found.request, std::slice::from_ref(&arguments.folder), common, &stages);
    match common.format {
        Format::Json => result(&json::object(&bloc, arguments.as_of))?,
        Format::Text => {
            result(&format!("{}{}", status::status(&bloc, arguments.as_of), summary::unchecked(&bloc)))?;
        }
    }
    Ok(exit_code(&bloc, campaign::strictness(common)))
}
