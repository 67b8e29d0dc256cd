//! `--log FILE`: what a run did, for whoever helps. Times, files, addresses, codes and counts; never a name, a number of a
//! card, a grade or any other text of a cell.

use super::arguments::{Arguments, Command};
use super::screen::printable;
use super::stop::Stop;
use crate::consolidate::Bloc;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How every journal begins: a file of another beginning is somebody's own and is not written to.
const OPENING: &str = "tonghop ";

struct Journal {
    file: File,
    since: Instant,
}

static JOURNAL: Mutex<Option<Journal>> = Mutex::new(None);

/// Begins the journal that was asked for, behind what stands in it from earlier runs.
///
/// # Errors
/// The file is none of ours, or cannot be written to.
pub fn begin(arguments: &Arguments) -> Result<(), Stop> {
    let Some(path) = &arguments.common.log else { return Ok(()) };
    let shown = printable(&path.display().to_string());
    if !is_ours_or_new(path) {
        return Err(Stop::Usage(format!("--log: {shown} là tệp khác, không ghi đè. Chọn tên khác.")));
    }
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(|cause| Stop::Usage(format!("--log: không ghi được {shown}: {cause}.")))?;
    *JOURNAL.lock().unwrap_or_else(PoisonError::into_inner) = Some(Journal { file, since: Instant::now() });
    let (version, system) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    raw(&format!("{OPENING}{version}, {system} {}: {}", std::env::consts::ARCH, name_of(&arguments.command)));
    Ok(())
}

fn is_ours_or_new(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Err(_) => true,
        Ok(facts) if !facts.is_file() => false,
        Ok(facts) if facts.len() == 0 => true,
        Ok(_) => {
            let mut start = [0; OPENING.len()];
            let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
            read.is_ok() && start == *OPENING.as_bytes()
        }
    }
}

fn name_of(command: &Option<Command>) -> &'static str {
    match command {
        Some(Command::Merge(_)) => "merge",
        Some(Command::Check(_)) => "check",
        Some(Command::Status(_)) => "status",
        Some(Command::Init(_)) => "init",
        Some(Command::Template(_)) => "template",
        Some(Command::Report(_)) => "report",
        Some(Command::Explain(_)) => "explain",
        Some(Command::Completions(_)) => "completions",
        Some(Command::Man) => "man",
        None => "(không lệnh)",
    }
}

/// One line with the milliseconds since the run began. A journal that takes no more is no trouble of the run.
pub fn line(text: &str) {
    let mut journal = JOURNAL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(journal) = journal.as_mut() {
        let _ = writeln!(journal.file, "{:>8} ms  {}", journal.since.elapsed().as_millis(), printable(text));
    }
}

fn raw(text: &str) {
    let mut journal = JOURNAL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(journal) = journal.as_mut() {
        let _ = writeln!(journal.file, "{}", printable(text));
    }
}

/// What was read and found: each file with its size and rows, each finding with its address and code.
pub fn results(bloc: &Bloc) {
    if JOURNAL.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
        return;
    }
    let plan = &bloc.campaign.plan;
    line(&format!("năm {}, {}, {} nơi nộp", plan.year, bloc.regulation.title, plan.branches.len()));
    for reading in &bloc.campaign.files {
        let tally = reading.tally();
        line(&format!(
            "{}: {} byte, {} bảng, {} dòng đọc, {} để riêng",
            reading.file.path,
            reading.file.n_bytes,
            reading.tables.len(),
            tally.read,
            tally.set_aside
        ));
    }
    for finding in &bloc.findings {
        let parts = [finding.file.as_deref(), finding.sheet.as_deref()].into_iter().flatten().map(str::to_owned);
        let place: Vec<String> = parts.chain(finding.cell.map(|cell| cell.to_string())).collect();
        line(&format!("{} {} {}", finding.code, finding.branch.as_deref().unwrap_or("-"), place.join(" › ")));
    }
}
