//! `tonghop check`: the same reading and rules as merge, and no consolidated workbook; with `--feedback` the one sent
//! back to each branch; of a campaign folder the overview page.

use super::arguments::{Check, Common, Format, Group};
use super::campaign;
use super::feedback::{self, Files};
use super::merge;
use super::overview;
use super::progress::Stages;
use super::redact;
use super::screen::{aside, paper, result};
use super::stop::{Stop, exit_code};
use crate::consolidate;
use crate::output::text::Grouping;
use crate::output::{advice, json, layout, summary, text};

pub fn run(arguments: &Check, common: &Common) -> Result<u8, Stop> {
    if let Some(target) = &arguments.redact {
        return redact::run(&arguments.paths, target, arguments.redact_key.as_deref(), common);
    }
    let found = campaign::find(&arguments.paths, common)?;
    let _held = match &arguments.paths[..] {
        [folder] if folder.is_dir() && campaign::is_campaign_folder(folder) => merge::hold_results(folder, None)?,
        _ => None,
    };
    let stages = Stages::new(campaign::talk(common));
    let files = arguments.feedback.as_ref().map(|_| Files::of(&found.request));
    // Files given by themselves are all there is to look at; a folder is a campaign.
    let bloc = match arguments.paths.iter().all(|path| path.is_file()) {
        true => consolidate::run_alone(found.request, &stages),
        false => campaign::run(found.request, &arguments.paths, common, &stages),
    };
    let written = match (&arguments.feedback, &files) {
        (Some(target), Some(files)) => {
            let output = match &arguments.paths[..] {
                [folder] if campaign::is_campaign_folder(folder) => {
                    Some(merge::output_of(bloc.campaign.plan.year, folder, None))
                }
                _ => None,
            };
            feedback::write(&bloc, files, target, output.as_deref(), common)
        }
        _ => Ok(String::new()),
    };
    let page = overview::beside(&bloc, &arguments.paths, None, common);
    if arguments.show_layout && common.format == Format::Text {
        result(&layout::layout(&bloc))?;
    }
    let effects = campaign::effects(&bloc, arguments.what_if.as_ref())?;
    match common.format {
        Format::Json => result(&json::object_with(&bloc, effects.as_deref()))?,
        Format::Text => {
            let grouping = match arguments.by {
                Group::Branch => Grouping::Branch,
                Group::Code => Grouping::Code,
            };
            let tried = arguments.what_if.as_ref().zip(effects.as_deref());
            let parts = [
                text::findings(&bloc, overview::names(common), grouping, paper()),
                paper().text(&advice::advice(&bloc)),
                paper().text(&tried.map(|(changes, effects)| advice::what_if(changes, effects)).unwrap_or_default()),
                paper().text(&summary::unchecked(&bloc)),
            ];
            result(&parts.concat())?;
        }
    }
    let written = written?;
    match common.format {
        Format::Json if !written.is_empty() => aside(campaign::talk(common), written.trim_end()),
        Format::Json => {}
        Format::Text => {
            let told = overview::told(page.as_deref(), &arguments.paths);
            let gap = if written.is_empty() && told.is_empty() { "" } else { "\n" };
            result(&format!("{gap}{written}{told}"))?;
        }
    }
    Ok(exit_code(&bloc, campaign::strictness(common)))
}
