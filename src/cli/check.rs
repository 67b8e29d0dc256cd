//! `tonghop check`: the same reading and rules as merge, and no workbook.

use super::arguments::{Check, Common, Format};
use super::campaign;
use super::progress::Stages;
use super::screen::result;
use super::stop::{Stop, exit_code};
use crate::output::text::Names;
use crate::output::{json, layout, summary, text};

pub fn run(arguments: &Check, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(&arguments.paths, common)?;
    let stages = Stages::new(campaign::talk(common));
    let bloc = campaign::run(found.request, &arguments.paths, common, &stages);
    if arguments.show_layout && common.format == Format::Text {
        result(&layout::layout(&bloc))?;
    }
    let names = if arguments.names { Names::Shown } else { Names::Hidden };
    match common.format {
        Format::Json => result(&json::object(&bloc, None))?,
        Format::Text => result(&format!("{}{}", text::findings(&bloc, names), summary::unchecked(&bloc)))?,
    }
    Ok(exit_code(&bloc, campaign::strictness(common)))
}
