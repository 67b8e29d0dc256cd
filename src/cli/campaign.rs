//! From the paths a person gives to a judged bloc: what every command that reads a folder does first.

use super::arguments::Common;
use super::earlier::{self, Source, kept_beside};
use super::history;
use super::journal;
use super::merge;
use super::progress::Stages;
use super::screen::{Talk, aside};
use super::stop::{Stop, Strictness};
use crate::consolidate::advice::{self, Effect, WhatIf};
use crate::consolidate::{self, Bloc, Request};
use crate::domain::decision::Decisions;
use crate::domain::plan::Plan;
use crate::grid::{self, Kind, Limits, Unreadable};
use crate::intake::folder::{self, Entry, Listing, disk};
use crate::intake::plan::read_plan;
use crate::output::columns::on_screen;
use crate::regulation::profile::{ChosenBy, Profile, Regulation, RegulationError, laid_over, parse, regulation_for};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A campaign found on disk, its plan read, its returns not yet.
pub struct Found {
    pub request: Request,
    /// The plan workbook in use.
    pub plan_file: Option<PathBuf>,
}

/// Finds the files and reads the plan.
///
/// # Errors
/// A path cannot be listed, there is nothing to read, the plan has mistakes, the profile is unknown, or a password file cannot be read.
pub fn find(paths: &[PathBuf], common: &Common) -> Result<Found, Stop> {
    let mut listing = list_all(paths)?;
    let plan_file = common.plan.clone().or_else(|| listing.plan.take());
    if let Some(plan_file) = &plan_file {
        let plan_file = same_on_disk(plan_file);
        listing.entries.retain(|entry| same_on_disk(&entry.on_disk) != plan_file);
    }
    // With a plan an empty folder has its meaning: every branch is missing.
    if plan_file.is_none() && listing.entries.iter().all(|entry| entry.skipped.is_some()) {
        let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Stop::Usage(format!("Trong {} không có tệp nào của chi bộ để đọc.", places.join(", "))));
    }
    let passwords = passwords(common)?;
    let plan = plan_file.as_deref().map(|file| open_plan(file, &passwords, &limits(common))).transpose()?;
    if let Some(plan) = &plan {
        tell_unknown_parts(talk(common), plan);
    }
    let regulation = regulation(plan.as_ref(), common.regulation.as_deref())?;
    let earlier = history::read(&common.history, &passwords);
    let read_so: BTreeSet<PathBuf> = earlier.files.iter().map(|(file, _)| same_on_disk(file)).collect();
    listing.entries.retain(|entry| !is_history(entry, &read_so));
    let request =
        Request { listing, plan, regulation, passwords, limits: limits(common), earlier, threads: common.threads };
    Ok(Found { request, plan_file })
}

/// A workbook given as an earlier year is no return, though it lies among them.
fn is_history(entry: &Entry, read_so: &BTreeSet<PathBuf>) -> bool {
    !read_so.is_empty() && read_so.contains(&same_on_disk(&entry.on_disk))
}

/// One file or folder as it is, without any plan that may lie beside it.
///
/// # Errors
/// As [`find`].
pub fn find_returns(path: &Path, common: &Common) -> Result<Found, Stop> {
    let listing = Listing { plan: None, ..folder::list(path)? };
    let passwords = passwords(common)?;
    let regulation = regulation(None, common.regulation.as_deref())?;
    let earlier = history::read(&common.history, &passwords);
    let (limits, threads) = (limits(common), common.threads);
    let request = Request { listing, plan: None, regulation, passwords, limits, earlier, threads };
    Ok(Found { request, plan_file: None })
}

/// A plan that was read, with the regulation it is under.
pub struct Planned {
    pub plan: Plan,
    pub regulation: Regulation,
}

/// Reads the plan of a campaign folder (or the plan workbook given by itself), and no return.
///
/// # Errors
/// There is no plan, it has mistakes, or the profile is unknown.
pub fn find_plan(folder: &Path, common: &Common) -> Result<Planned, Stop> {
    let found = match &common.plan {
        Some(file) => Some(file.clone()),
        None if folder.is_file() => Some(folder.to_owned()),
        None => folder::list(folder)?.plan,
    };
    let Some(file) = found else {
        return Err(Stop::Usage(format!(
            "Trong {} không có ke-hoach.xlsx. Tạo bằng: tonghop init, hoặc chỉ ra bằng --plan.",
            folder.display()
        )));
    };
    let plan = open_plan(&file, &passwords(common)?, &limits(common))?;
    tell_unknown_parts(talk(common), &plan);
    let regulation = match regulation(Some(&plan), common.regulation.as_deref())? {
        Some(regulation) => regulation,
        None => {
            regulation_for(&plan).map_err(|RegulationError::Unknown { id, known }| Stop::Regulation { id, known })?
        }
    };
    Ok(Planned { plan, regulation })
}

/// The year of the campaign in a folder; none where there is no plan that can be read.
pub fn year_of(folder: &Path, common: &Common) -> Option<i32> {
    let file = folder::list(folder).ok()?.plan?;
    let plan = open_plan(&file, &passwords(common).ok()?, &limits(common)).ok()?;
    Some(plan.year)
}

/// A folder of results inside a campaign folder; for its `nop/` the one beside it, for a single file beside that.
pub fn inside(folder: &Path, name: &str) -> PathBuf {
    if !folder.is_dir() {
        return folder.with_file_name(name);
    }
    // Given the returns' own folder, the plan found is the one beside it, and results do not belong among returns.
    let of_plan =
        folder::list(folder).ok().and_then(|listing| listing.plan).and_then(|plan| plan.parent().map(Path::to_owned));
    match of_plan.filter(|home| same_on_disk(home) != same_on_disk(folder)) {
        Some(home) => home.join(name),
        None if folder == Path::new(".") => PathBuf::from(name),
        None => folder.join(name),
    }
}

/// Reads and judges what was found, with progress. In a campaign folder what the committee has decided in the output of
/// the last merge counts here too, so that every command tells the same figures; an output that cannot be read is said
/// and stops nothing, because nothing is written.
pub fn run(request: Request, paths: &[PathBuf], common: &Common, stages: &Stages) -> Bloc {
    let passwords = request.passwords.clone();
    let earlier = |plan: &Plan| {
        let [folder] = paths else { return Ok(Decisions::default()) };
        if !folder.is_dir() {
            return Ok(Decisions::default());
        }
        let output = merge::output_of(plan.year, folder, None);
        let found = earlier::decisions(&Source::Output, &output, &passwords);
        Ok::<_, std::convert::Infallible>(found.unwrap_or_else(|_| {
            let words =
                format!("Không đọc được các quyết định trong {}; số liệu dưới đây chưa tính đến.", output.display());
            aside(talk(common), &words);
            Decisions::default()
        }))
    };
    let bloc = consolidate::run_deciding(request, stages, earlier).unwrap_or_else(|never| match never {});
    journal::results(&bloc);
    bloc
}

/// What changes asked for on the command line would do to the members' quotas.
///
/// # Errors
/// A branch that returned nothing, or more people than there are.
pub fn effects(bloc: &Bloc, what_if: Option<&WhatIf>) -> Result<Option<Vec<Effect>>, Stop> {
    let effects = what_if.map(|changes| advice::effects(bloc, changes)).transpose();
    effects.map_err(|error| Stop::Usage(format!("--what-if: {error}.")))
}

pub fn talk(common: &Common) -> Talk {
    if common.quiet { Talk::Silent } else { Talk::Told }
}

pub fn strictness(common: &Common) -> Strictness {
    if common.strict { Strictness::Warnings } else { Strictness::Errors }
}

/// Whether a folder is laid out as a campaign's (output.md).
pub fn is_campaign_folder(folder: &Path) -> bool {
    folder.join("nop").is_dir() || folder::list(folder).is_ok_and(|listing| listing.plan.is_some())
}

/// Two paths to one file give the same; a file that is not there gives its own path.
pub fn same_on_disk(path: &Path) -> PathBuf {
    if let Ok(found) = fs::canonicalize(path) {
        return found;
    }
    // A new file in a folder that is there.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// Lists every path; a file met twice is taken once, and two files shown alike are told apart by their paths as given.
fn list_all(paths: &[PathBuf]) -> Result<Listing, Stop> {
    if let [path] = paths {
        return Ok(folder::list(path)?);
    }
    let mut all = Listing::default();
    let (mut met, mut shown) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        let listing = folder::list(path)?;
        all.plan = all.plan.or(listing.plan);
        for mut entry in listing.entries {
            if !met.insert(same_on_disk(&entry.on_disk)) {
                continue;
            }
            if !shown.insert(entry.shown.clone()) {
                entry.shown = with_slashes(&entry);
                shown.insert(entry.shown.clone());
            }
            all.entries.push(entry);
        }
    }
    all.entries.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(all)
}

fn with_slashes(entry: &Entry) -> String {
    entry.on_disk.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// What reading is held to: the defaults, or what `--limits` set.
fn limits(common: &Common) -> Limits {
    common.limits.unwrap_or_default()
}

/// Every password given.
///
/// # Errors
/// A password file cannot be read.
pub fn passwords(common: &Common) -> Result<Vec<String>, Stop> {
    let mut passwords = common.passwords.clone();
    if let Some(file) = &common.password_file {
        let text = disk::read_to_string(file).map_err(|_| {
            Stop::Usage(format!("Không đọc được tệp mật khẩu {} (cần là tệp văn bản UTF-8).", file.display()))
        })?;
        let lines = text.trim_start_matches('\u{feff}').lines();
        passwords.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
    }
    Ok(passwords)
}

fn open_plan(file: &Path, passwords: &[String], limits: &Limits) -> Result<Plan, Stop> {
    let trouble = |why: String| Stop::PlanFile { file: file.to_owned(), why };
    let facts = fs::metadata(file).map_err(|_| trouble("không thấy tệp".to_owned()))?;
    if !facts.is_file() {
        return Err(trouble("đây không phải là tệp".to_owned()));
    }
    if facts.len() > limits.file_bytes {
        return Err(trouble("tệp quá lớn".to_owned()));
    }
    let bytes = disk::read(file).map_err(|cause| trouble(format!("hệ thống báo “{cause}”")))?;
    let workbook = grid::read(&bytes, limits, passwords).map_err(|why| trouble(not_a_plan(&why).to_owned()))?;
    let name = file.file_name().unwrap_or(OsStr::new("ke-hoach.xlsx")).to_string_lossy();
    read_plan(&workbook, &name).map_err(|mistakes| Stop::Plan { file: file.to_owned(), mistakes })
}

fn not_a_plan(why: &Unreadable) -> &'static str {
    match why {
        Unreadable::Empty => "tệp rỗng",
        Unreadable::NotAWorkbook(Kind::Pdf) => "đây là tệp PDF, cần tệp Excel (.xlsx)",
        Unreadable::NotAWorkbook(Kind::Word) => "đây là tệp Word, cần tệp Excel (.xlsx)",
        Unreadable::NotAWorkbook(_) => "đây không phải là tệp Excel",
        Unreadable::Locked => "tệp có mật khẩu; ghi mật khẩu bằng --password",
        Unreadable::Damaged { .. } => "tệp bị hỏng hoặc chép chưa xong",
        Unreadable::Unsupported(_) => "chương trình chưa đọc được định dạng này; lưu lại thành .xlsx",
        Unreadable::Over { .. } => "tệp quá lớn",
    }
}

/// The profile named on the command line, by its id or by the file of a local guidance, goes before the plan's; without
/// either the year chooses.
///
/// # Errors
/// Nobody knows the profile, or its file cannot be read.
pub fn regulation(plan: Option<&Plan>, named: Option<&str>) -> Result<Option<Regulation>, Stop> {
    if let Some(file) =
        named.map(Path::new).filter(|file| file.extension() == Some(OsStr::new("toml")) || file.is_file())
    {
        let profile = local_profile(file)?;
        let plan = plan.cloned().unwrap_or_default();
        return Ok(Some(laid_over(&profile, ChosenBy::Plan, &plan)));
    }
    let plan = match (plan, named) {
        (None, None) => return Ok(None),
        (plan, Some(id)) => Plan { regulation: Some(id.to_owned()), ..plan.cloned().unwrap_or_default() },
        (Some(plan), None) => plan.clone(),
    };
    match regulation_for(&plan) {
        Ok(regulation) => Ok(Some(regulation)),
        Err(RegulationError::Unknown { id, known }) => Err(Stop::Regulation { id, known }),
    }
}

/// Reads a profile that a committee wrote itself.
fn local_profile(file: &Path) -> Result<Profile, Stop> {
    let refused = |why: String| Stop::Usage(format!("Hồ sơ quy định {}: {why}.", file.display()));
    let text =
        disk::read_to_string(file).map_err(|_| refused("không đọc được (cần là tệp văn bản UTF-8)".to_owned()))?;
    parse(&text).map_err(|error| refused(error.to_string()))
}

fn tell_unknown_parts(talk: Talk, plan: &Plan) {
    for part in &plan.unknown_parts {
        let cell = part.cell.as_ref().map(|cell| format!(" › {cell}")).unwrap_or_default();
        let place = on_screen(&format!("{}{cell}", part.sheet));
        aside(talk, &format!("Kế hoạch, {place}: “{}” không có trong mẫu, được giữ nguyên.", on_screen(&part.text)));
    }
}

/// Sheets that stand together in no workbook but the consolidated one.
const OWN_SHEETS: [&str; 3] = ["Tổng hợp", "Cần rà soát", "Đối soát"];

impl Found {
    /// Takes an earlier output out of the returns, where the person named it as the output again: in a folder without
    /// `nop/` the two lie side by side. A workbook in `nop/` is a branch's, whatever its sheets.
    pub fn set_earlier_output_apart(&mut self, output: &Path) {
        let outputs = [same_on_disk(output), same_on_disk(&kept_beside(output))];
        let (limits, passwords) = (self.request.limits, self.request.passwords.clone());
        let is_earlier = |entry: &Entry| {
            !entry.shown.contains('/')
                && outputs.contains(&same_on_disk(&entry.on_disk))
                && is_consolidated(&entry.on_disk, &limits, &passwords)
        };
        self.request.listing.entries.retain(|entry| !is_earlier(entry));
    }

    /// Every file the run reads.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        let returns = self.request.listing.entries.iter().map(|entry| entry.on_disk.as_path());
        // This year's own output may lie in a folder of earlier years; it is not read for this year.
        let year = self.request.plan.as_ref().map(|plan| plan.year);
        let history = self.request.earlier.files.iter().filter(move |(_, own)| Some(*own) != year);
        let history = history.map(|(file, _)| file.as_path());
        returns.chain(self.plan_file.as_deref()).chain(history)
    }
}

fn is_consolidated(file: &Path, limits: &Limits, passwords: &[String]) -> bool {
    let is_small = fs::metadata(file).is_ok_and(|facts| facts.is_file() && facts.len() <= limits.file_bytes);
    let workbook =
        is_small.then(|| disk::read(file).ok()).flatten().and_then(|bytes| grid::read(&bytes, limits, passwords).ok());
    workbook
        .is_some_and(|workbook| OWN_SHEETS.iter().all(|name| workbook.sheets.iter().any(|sheet| &*sheet.name == *name)))
}
