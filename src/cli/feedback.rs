//! `check --feedback DIR`: the workbook sent back to each branch.

use super::arguments::Common;
use super::campaign;
use super::earlier::mind_the_lock;
use super::password::locked;
use super::save;
use super::screen::printable;
use super::stop::Stop;
use crate::consolidate::{Bloc, Request};
use crate::grid::Limits;
use crate::intake::folder::{self, Entry};
use crate::output::feedback::feedback;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the files of a run lie, kept from before the run.
pub struct Files {
    entries: BTreeMap<String, Entry>,
    passwords: Vec<String>,
    limits: Limits,
    inputs: Vec<PathBuf>,
}

impl Files {
    pub fn of(request: &Request) -> Self {
        let entries = &request.listing.entries;
        let of_log = request.plan.iter().flat_map(|plan| &plan.log).filter_map(|entry| entry.password.clone());
        Self {
            entries: entries.iter().map(|entry| (entry.shown.clone(), entry.clone())).collect(),
            passwords: of_log.chain(request.passwords.iter().cloned()).collect(),
            limits: request.limits,
            inputs: entries.iter().map(|entry| campaign::same_on_disk(&entry.on_disk)).collect(),
        }
    }
}

/// Writes the workbooks into `target`; says what was written. `consolidated` is the campaign's own output, if any.
///
/// # Errors
/// The folder is that of the returns, something cannot be made or written, or outputs were locked before and are not now.
pub fn write(
    bloc: &Bloc,
    files: &Files,
    target: &Path,
    consolidated: Option<&Path>,
    common: &Common,
) -> Result<String, Stop> {
    let home = campaign::same_on_disk(target);
    if files.inputs.iter().any(|input| input.parent() == Some(&home)) {
        return Err(Stop::Usage(format!(
            "Thư mục {} chứa tệp chi bộ nộp; chọn thư mục khác cho --feedback.",
            printable(&target.display().to_string())
        )));
    }
    // Read again rather than kept: a campaign's files together are too much to hold. What changed since is not used.
    let hashes: BTreeMap<&str, &str> =
        bloc.campaign.files.iter().map(|reading| (&*reading.file.path, reading.file.sha256.as_str())).collect();
    let original = |path: &str| {
        let (bytes, facts) = folder::open(files.entries.get(path)?, files.limits.file_bytes).ok()?;
        (Some(&facts.sha256.as_str()) == hashes.get(path)).then_some(bytes)
    };
    let made =
        feedback(bloc, &original, &files.passwords, &files.limits).map_err(|error| Stop::Form(error.to_string()))?;
    save::make_results_folder(target)?;
    let targets: Vec<PathBuf> = made.iter().map(|made| target.join(&made.file_name)).collect();
    mind_the_lock(targets.iter().map(PathBuf::as_path).chain(consolidated), common)?;
    targets.iter().try_for_each(|target| save::look_ahead(target))?;
    for (made, target) in made.iter().zip(&targets) {
        save::save(target, &locked(&made.bytes, common)?)?;
    }
    Ok(format!("Đã ghi {} tệp phản hồi vào {}\n", made.len(), printable(&target.display().to_string())))
}
