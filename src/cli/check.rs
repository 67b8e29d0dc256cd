//! `tonghop check`: the same reading and rules as merge, and no consolidated workbook; with `--feedback` the one sent
//! back to each branch.

use super::arguments::{Check, Common, Format};
use super::campaign;
use super::feedback::{self, Files};
use super::progress::Stages;
use super::screen::{aside, result};
use super::stop::{Stop, exit_code};
use crate::consolidate;
use crate::output::text::Names;
use crate::output::{json, layout, summary, text};

pub fn run(arguments: &Check, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(&arguments.paths, common)?;
    let stages = Stages::new(campaign::talk(common));
    let files = arguments.feedback.as_ref().map(|_| Files::of(&found.request));
    // Files given by themselves are all there is to look at; a folder is a campaign.
    let bloc = match arguments.paths.iter().all(|path| path.is_file()) {
        true => consolidate::run_alone(found.request, &stages),
        false => campaign::run(found.request, &arguments.paths, common, &stages),
    };
    let written = match (&arguments.feedback, &files) {
        (Some(target), Some(files)) => feedback::write(&bloc, files, target),
        _ => Ok(String::new()),
    };
    if arguments.show_layout && common.format == Format::Text {
        result(&layout::layout(&bloc))?;
    }
    let names = if arguments.names { Names::Shown } else { Names::Hidden };
    match common.format {
        Format::Json => result(&json::object(&bloc, None))?,
        Format::Text => result(&format!("{}{}", text::findings(&bloc, names), summary::unchecked(&bloc)))?,
    }
    let written = written?;
    match common.format {
        Format::Json if !written.is_empty() => aside(campaign::talk(common), written.trim_end()),
        Format::Json => {}
        Format::Text => result(&written)?,
    }
    Ok(exit_code(&bloc, campaign::strictness(common)))
}
