//! `check --redact DIR`: a copy of the campaign without names, to ask for help with.

use super::arguments::Common;
use super::campaign::{self, Found};
use super::interrupt::Passing;
use super::save;
use super::save_folder::Unfinished;
use super::screen::{paper, printable, result};
use super::stop::{CLEAN, Stop};
use crate::grid::{self, Limits, Workbook};
use crate::intake::folder::{self, Entry, disk, look_into};
use crate::redact::{Campaign, Copy, Original, Secret, redacted};
use chrono::{NaiveDate, NaiveTime};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Of a secret that somebody gives, at least so many bytes: shorter ones can be tried out.
const SHORTEST_SECRET: usize = 16;

/// Writes the copies; says what they hold and what they do not.
///
/// # Errors
/// The folder is there and not empty or lies among the returns, the plan cannot be read, or nothing can be written.
pub fn run(paths: &[PathBuf], target: &Path, key: Option<&Path>, common: &Common) -> Result<u8, Stop> {
    refuse_target(target, paths)?;
    let secret = secret(key)?;
    let found = campaign::find(paths, common)?;
    let passwords = passwords(&found);
    let limits = found.request.limits;
    let plan_book = match (&found.plan_file, &found.request.plan) {
        (Some(file), Some(plan)) => Some((read_plan(file, &passwords, &limits)?, plan)),
        _ => None,
    };
    let (originals, unread) = originals(&found.request.listing.entries, &passwords, &limits);
    let plan = plan_book.as_ref().map(|(workbook, plan)| (workbook, *plan));
    let made = redacted(plan, originals, secret).map_err(|error| Stop::Book(error.to_string()))?;
    let folder = Unfinished::beside(target)?;
    for copy in &made.copies {
        write(copy, folder.path())?;
    }
    folder.finish()?;
    result(&paper().text(&account(&made, &unread, target)))?;
    Ok(CLEAN)
}

fn refuse_target(target: &Path, paths: &[PathBuf]) -> Result<(), Stop> {
    let shown = printable(&target.display().to_string());
    let is_empty = match fs::read_dir(target) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => target.symlink_metadata().is_err(),
    };
    if !is_empty {
        return Err(Stop::Usage(format!("{shown} đã có. Chọn một thư mục mới cho --redact.")));
    }
    let home = campaign::same_on_disk(target);
    let is_inside = paths.iter().any(|path| home.starts_with(campaign::same_on_disk(path)));
    if is_inside {
        return Err(Stop::Usage(format!("{shown} nằm trong thư mục đang đọc. Chọn thư mục khác cho --redact.")));
    }
    Ok(())
}

/// Random, so that nobody can go back; or of a file, so that a later copy gives the same pseudonyms.
fn secret(key: Option<&Path>) -> Result<Secret, Stop> {
    let Some(file) = key else {
        let mut bytes = vec![0; 32];
        getrandom::fill(&mut bytes).map_err(|_| Stop::Usage("Máy không cho số ngẫu nhiên.".to_owned()))?;
        return Ok(Secret::new(bytes));
    };
    let shown = printable(&file.display().to_string());
    let bytes = disk::read(file).map_err(|_| Stop::Usage(format!("Không đọc được tệp khóa {shown}.")))?;
    if bytes.len() < SHORTEST_SECRET {
        return Err(Stop::Usage(format!("Tệp khóa {shown} cần có ít nhất {SHORTEST_SECRET} byte.")));
    }
    Ok(Secret::new(bytes))
}

fn passwords(found: &Found) -> Vec<String> {
    let of_log = found.request.plan.iter().flat_map(|plan| &plan.log).filter_map(|entry| entry.password.clone());
    of_log.chain(found.request.passwords.iter().cloned()).collect()
}

fn read_plan(file: &Path, passwords: &[String], limits: &Limits) -> Result<Workbook, Stop> {
    let trouble =
        || Stop::PlanFile { file: file.to_owned(), why: "tệp đã thay đổi trong lúc đọc".to_owned() };
    let bytes = disk::read(file).map_err(|_| trouble())?;
    grid::read(&bytes, limits, passwords).map_err(|_| trouble())
}

/// Every workbook that can be read, those in archives too; and how many files are none.
fn originals(entries: &[Entry], passwords: &[String], limits: &Limits) -> (Vec<Original>, usize) {
    let (mut originals, mut n_unread) = (Vec::new(), 0);
    for entry in entries {
        let Ok((bytes, facts)) = folder::open(entry, limits.file_bytes) else {
            n_unread += 1;
            continue;
        };
        match grid::read(&bytes, limits, passwords) {
            Ok(workbook) => originals.push(Original { facts, workbook }),
            Err(_) => {
                let inside = look_into(&bytes, &facts, limits).unwrap_or_default();
                n_unread += usize::from(inside.is_empty());
                for opened in inside {
                    let read = opened.ok().and_then(|(bytes, facts)| {
                        Some(Original { workbook: grid::read(&bytes, limits, passwords).ok()?, facts })
                    });
                    n_unread += usize::from(read.is_none());
                    originals.extend(read);
                }
            }
        }
    }
    grid::worker::dismiss();
    (originals, n_unread)
}

fn write(copy: &Copy, target: &Path) -> Result<(), Stop> {
    let path = copy.path.split('/').fold(target.to_owned(), |path, part| path.join(part));
    if let Some(folder) = path.parent() {
        // Not while a stop clears away.
        let _held = Passing::hold();
        save::make_results_folder(folder)?;
    }
    save::save(&path, &copy.bytes)?;
    // When a file came may be known by nothing else. Where it cannot be set, that one finding differs.
    if let Some(moment) = copy.modified_on.and_then(noon) {
        let _ = File::options().write(true).open(&path).and_then(|file| file.set_modified(moment));
    }
    Ok(())
}

/// The middle of a day, which is the same day in every zone of the country.
fn noon(day: NaiveDate) -> Option<SystemTime> {
    let seconds = day.and_time(NaiveTime::MIN).and_utc().timestamp().checked_add(5 * 3_600)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
}

fn account(made: &Campaign, n_unread: &usize, target: &Path) -> String {
    let mut text = format!(
        "Đã ghi {} tệp đã thay họ tên, số thẻ, ngày sinh và ghi chú bằng bí danh vào {}\n",
        made.copies.len(),
        printable(&target.display().to_string())
    );
    if *n_unread > 0 {
        text.push_str(&format!("Không sao chép {n_unread} tệp không đọc được hoặc không phải bảng tính.\n"));
    }
    if !made.left_out.is_empty() {
        text.push_str(&format!("Không sao chép {} tệp có dấu mật.\n", made.left_out.len()));
    }
    text + "Định dạng, ghi chú của ô, hình ảnh, macro không được mang theo; mọi tệp thành .xlsx.\n\
        Việc tiếp theo: mở xem lại các tệp ấy trước khi gửi cho người hỗ trợ.\n"
}
