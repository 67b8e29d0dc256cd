//! `tonghop check`: the same reading and rules as merge, and no workbook; of a campaign folder the overview page.

use super::arguments::{Check, Common, Format};
use super::campaign;
use super::overview;
use super::progress::Stages;
use super::screen::{paper, result};
use super::stop::{Stop, exit_code};
use crate::output::{json, layout, summary, text};

pub fn run(arguments: &Check, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(&arguments.paths, common)?;
    let stages = Stages::new(campaign::talk(common));
    let bloc = campaign::run(found.request, &arguments.paths, common, &stages);
    let page = overview::beside(&bloc, &arguments.paths, None, common);
    if arguments.show_layout && common.format == Format::Text {
        result(&layout::layout(&bloc))?;
    }
    match common.format {
        Format::Json => result(&json::object(&bloc, None))?,
        Format::Text => {
            let findings = text::findings(&bloc, overview::names(common), paper());
            result(&format!(
                "{findings}{}{}",
                paper().text(&summary::unchecked(&bloc)),
                overview::told(page.as_deref())
            ))?;
        }
    }
    Ok(exit_code(&bloc, campaign::strictness(common)))
}
