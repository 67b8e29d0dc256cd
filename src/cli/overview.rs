//! The overview page on disk: `ket-qua/tong-quan.html` of a campaign folder, written by every command that reads one.

use super::arguments::Common;
use super::campaign;
use super::save::{self, SaveError};
use super::screen::{aside, complain, paper, printable, written};
use crate::consolidate::Bloc;
use crate::output::page::{self, Overview};
use crate::output::text::Names;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Writes the page into a folder's results, which are made if they are not there.
///
/// # Errors
/// See [`SaveError`].
pub fn write(bloc: &Bloc, folder: &Path, as_of: Option<NaiveDate>, common: &Common) -> Result<PathBuf, SaveError> {
    let results = campaign::inside(folder, "ket-qua");
    save::make_results_folder(&results)?;
    let target = results.join(page::FILE_NAME);
    save::save(&target, Overview { bloc, as_of, names: names_on_page(common) }.html().as_bytes())?;
    Ok(target)
}

/// [`write`] for a command whose result is not the page: only in a campaign folder, and a page that cannot be written
/// is told and stops nothing.
pub fn beside(bloc: &Bloc, paths: &[PathBuf], as_of: Option<NaiveDate>, common: &Common) -> Option<PathBuf> {
    let [folder] = paths else { return None };
    if !folder.is_dir() || !campaign::is_campaign_folder(folder) {
        return None;
    }
    match write(bloc, folder, as_of, common) {
        Ok(page) => Some(page),
        Err(error) => {
            complain(&error.to_string());
            None
        }
    }
}

/// Where the page of a folder is and what comes next, as the last lines of a command's result; empty when none was
/// written.
pub fn told(page: Option<&Path>, paths: &[PathBuf]) -> String {
    page.map_or_else(String::new, |page| {
        let next = format!("Việc tiếp theo: xem phần “Việc cần làm” của trang; gộp: tonghop merge{}\n", operand(paths));
        format!("{} (mở bằng trình duyệt)\n{}", written(page), paper().text(&next))
    })
}

/// A folder as it is typed after a command; nothing for the one a person stands in.
fn operand(paths: &[PathBuf]) -> String {
    match paths {
        [folder] if folder.as_path() != Path::new(".") => {
            let folder = printable(&folder.display().to_string());
            if folder.contains(' ') { format!(" \"{folder}\"") } else { format!(" {folder}") }
        }
        _ => String::new(),
    }
}

/// A page cannot be locked: who asks for a password gets no name written in clear.
fn names_on_page(common: &Common) -> Names {
    if common.seal.is_none() {
        return names(common);
    }
    if common.names {
        let words = "Trang tổng quan không đặt được mật khẩu nên không ghi họ tên, dù có --names.";
        aside(campaign::talk(common), words);
    }
    Names::Hidden
}

pub fn names(common: &Common) -> Names {
    if common.names { Names::Shown } else { Names::Hidden }
}
