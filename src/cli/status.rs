//! `tonghop status`: who has returned, late, missing, nil, unreadable.

use super::arguments::{Common, Format, Status};
use super::campaign;
use super::overview;
use super::progress::Stages;
use super::screen::{paper, result};
use super::stop::{Stop, exit_code};
use crate::output::{json, status, summary};

pub fn run(arguments: &Status, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(std::slice::from_ref(&arguments.folder), common)?;
    let stages = Stages::new(campaign::talk(common));
    let bloc = campaign::run(found.request, std::slice::from_ref(&arguments.folder), common, &stages);
    let page = overview::beside(&bloc, std::slice::from_ref(&arguments.folder), arguments.as_of, common);
    match common.format {
        Format::Json => result(&json::object(&bloc, arguments.as_of))?,
        Format::Text => {
            let status = status::status(&bloc, arguments.as_of, paper());
            result(&format!(
                "{status}{}{}",
                paper().text(&summary::unchecked(&bloc)),
                overview::told(page.as_deref())
            ))?;
        }
    }
    Ok(exit_code(&bloc, campaign::strictness(common)))
}
