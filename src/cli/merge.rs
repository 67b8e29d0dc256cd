//! `tonghop merge`: reads every return, checks, writes the consolidated workbook.

use super::arguments::{Common, Format, Merge};
use super::campaign::{self, Found};
use super::earlier::{self, Source};
use super::journal;
use super::lock::{self, Held};
use super::overview;
use super::password::locked;
use super::progress::Stages;
use super::save;
use super::screen::{aside, paper, printable, result, written};
use super::stop::{Stop, exit_code};
use crate::consolidate::{self, Bloc, Progress, Stage};
use crate::domain::plan::Plan;
use crate::output::tally::FindingCounts;
use crate::output::workbook::Making;
use crate::output::{advice, json, summary, workbook};
use crate::rules::unit::unit;
use std::path::{Path, PathBuf};

pub fn run(arguments: &Merge, common: &Common) -> Result<u8, Stop> {
    let found = campaign::find(std::slice::from_ref(&arguments.folder), common)?;
    let merged = merge(
        found,
        &arguments.folder,
        arguments.output.as_deref(),
        &Source::asked(arguments.decisions.as_deref()),
        common,
    )?;
    // The workbook is written; a change that cannot be made spoils only the look ahead.
    let effects = match campaign::effects(&merged.bloc, arguments.what_if.as_ref()) {
        Ok(effects) => effects,
        Err(stop) => {
            result(&account(&merged, ""))?;
            return Err(stop);
        }
    };
    match common.format {
        Format::Json => {
            aside(campaign::talk(common), &all_written(&merged));
            result(&json::object_with(&merged.bloc, effects.as_deref()))?;
        }
        Format::Text => {
            let tried = arguments.what_if.as_ref().zip(effects.as_deref());
            let tried = tried.map(|(changes, effects)| advice::what_if(changes, effects)).unwrap_or_default();
            result(&format!("{}{}", account(&merged, ""), paper().text(&tried)))?;
        }
    }
    Ok(exit_code(&merged.bloc, campaign::strictness(common)))
}

/// A bloc and where its outputs were written.
pub struct Merged {
    pub bloc: Bloc,
    pub output: PathBuf,
    /// The overview page, where one was written.
    pub page: Option<PathBuf>,
    /// Where the earlier output is kept, when the new one is another.
    pub kept: Option<PathBuf>,
    /// The folder of results is this run's until all is written.
    _held: Option<Held>,
}

/// Holds the folder of results of a campaign for this run; none of a plain folder whose result goes elsewhere. It is made
/// if it is not there: whoever comes second must meet the first.
///
/// # Errors
/// Another run holds it.
pub fn hold_results(folder: &Path, asked: Option<&Path>) -> Result<Option<Held>, Stop> {
    if asked.is_some() && !campaign::is_campaign_folder(folder) {
        return Ok(None);
    }
    let results = campaign::inside(folder, "ket-qua");
    // What cannot be made cannot be held; saving says why in its place.
    match save::make_results_folder(&results) {
        Ok(()) => lock::hold(&results),
        Err(_) => Ok(None),
    }
}

/// Where the consolidated workbook of a year goes.
pub fn output_of(year: i32, folder: &Path, asked: Option<&Path>) -> PathBuf {
    match asked {
        Some(output) => output.to_owned(),
        None => campaign::inside(folder, "ket-qua").join(default_name(year)),
    }
}

/// Reads, judges and writes. Nothing is written over a file that was read.
///
/// # Errors
/// An output that is one of the inputs, or one that cannot be written.
pub fn merge(
    mut found: Found,
    folder: &Path,
    asked: Option<&Path>,
    source: &Source,
    common: &Common,
) -> Result<Merged, Stop> {
    if let Some(output) = asked {
        found.set_earlier_output_apart(output);
    }
    let inputs: Vec<PathBuf> = found.inputs().map(campaign::same_on_disk).collect();
    if let Some(output) = asked {
        refuse_input(output, &inputs)?;
        save::look_ahead(output).map_err(|error| error.offering_another_name(output))?;
    }
    let held = hold_results(folder, asked)?;
    let stages = Stages::new(campaign::talk(common));
    let passwords = found.request.passwords.clone();
    let earlier = |plan: &Plan| earlier::decisions(source, &output_of(plan.year, folder, asked), &passwords);
    let bloc = consolidate::run_deciding(found.request, &stages, earlier)?;
    journal::results(&bloc);

    let output = output_of(bloc.campaign.plan.year, folder, asked);
    if asked.is_none() {
        save::make_results_folder(&campaign::inside(folder, "ket-qua"))?;
    }
    refuse_input(&output, &inputs)?;
    stages.begin(Stage::Writing, workbook::n_records(&bloc));
    let wrote = |n_records| stages.advance(n_records);
    let making = Making { wrote: &wrote, ..Making::PLAIN };
    let bytes = workbook::made(&bloc, making).map_err(|error| Stop::Book(error.to_string()))?;
    stages.end();
    let mut kept = None;
    let beside = earlier::kept_beside(&output);
    if let Some(old) = earlier::to_keep(&bytes, &output, common)? {
        refuse_input(&beside, &inputs)?;
        old.save(&beside, common)?;
        kept = Some(beside);
    }
    save::save(&output, &locked(&bytes, common)?).map_err(|error| error.offering_another_name(&output))?;
    let page = match asked {
        Some(_) => overview::beside(&bloc, &[folder.to_owned()], None, common),
        None => Some(overview::write(&bloc, folder, None, common)?),
    };
    Ok(Merged { bloc, output, page, kept, _held: held })
}

/// The summary, where the workbook and what else was written are, and what to do next. Paths are left to the terminal
/// to break: it puts them together again when they are copied.
pub fn account(merged: &Merged, also_written: &str) -> String {
    let counts = FindingCounts::of(&merged.bloc.findings);
    let next = if counts.errors + counts.warnings > 0 {
        format!(
            "Việc tiếp theo: mở sheet “Cần rà soát”, báo {} sửa rồi chạy lại; xem một mã: tonghop explain MÃ.",
            unit(&merged.bloc.campaign).word()
        )
    } else {
        "Việc tiếp theo: mở tệp, xem sheet “Tổng hợp” và “Kiểm soát tỷ lệ” trước khi trình ký.".to_owned()
    };
    let [summary, next] = [summary::summary(&merged.bloc), next].map(|text| paper().text(&text));
    let spread = spread_lists(&merged.bloc);
    let spread = if spread.is_empty() { spread } else { paper().text(&spread) };
    format!("{summary}{}\n{also_written}{spread}{}\n", all_written(merged), next.trim_end())
}

/// Which lists are longer than a sheet, each in a line.
fn spread_lists(bloc: &Bloc) -> String {
    let line = |(first, last)| {
        format!(
            "Danh sách “{first}” dài hơn một trang tính nên được ghi tiếp đến trang “{last}”; các bảng tổng hợp và tỷ lệ tính \
             trên tất cả.\n"
        )
    };
    workbook::spread_lists(bloc).into_iter().map(line).collect()
}

/// Every output, one a line.
fn all_written(merged: &Merged) -> String {
    let outputs = [Some(&merged.output), merged.page.as_ref()];
    let mut lines: Vec<String> = outputs.into_iter().flatten().map(|output| written(output)).collect();
    if let Some(kept) = &merged.kept {
        lines.insert(1, format!("Bản trước được giữ ở: {}", printable(&kept.display().to_string())));
    }
    lines.join("\n")
}

fn default_name(year: i32) -> String {
    match year {
        0 => "tong-hop.xlsx".to_owned(),
        year => workbook::file_name(year),
    }
}

pub fn refuse_input(output: &Path, inputs: &[PathBuf]) -> Result<(), Stop> {
    if !inputs.contains(&campaign::same_on_disk(output)) {
        return Ok(());
    }
    Err(Stop::Usage(format!(
        "Tệp kết quả {} trùng với kế hoạch hoặc một tệp chi bộ nộp. Chọn tên khác bằng -o.",
        output.display()
    )))
}
