//! One run at a time in a campaign's folder of results: two would write over each other's outputs and decisions. Whoever
//! comes second is told who is there.
//!
//! The system gives the lock back when its holder ends, however that ends; a lock file that was left is nobody's.

use super::interrupt::Passing;
use super::stop::Stop;
use chrono::{DateTime, Local};
use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file that is locked. Listings of returns leave it out.
const NAME: &str = ".tonghop.lock";

/// A folder of results held for this run; given back when dropped.
pub struct Held {
    file: File,
    path: PathBuf,
}

/// Who holds a folder, as far as the lock file tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holder {
    /// “nguyen trên máy VP-01, tiến trình 1234”; empty where it cannot be read.
    pub who: String,
    /// “18:27 ngày 26/11/2021”
    pub since: Option<String>,
}

/// Holds a folder that is there; `None` where the system or the drive has no locks, or the folder cannot be written to:
/// saving then says so in its own words.
///
/// # Errors
/// Another run holds it.
pub fn hold(folder: &Path) -> Result<Option<Held>, Stop> {
    let path = folder.join(NAME);
    // Each round another run has just ended and removed its file; nobody is that unlucky many times.
    for _ in 0..20 {
        let mut passing = Passing::hold();
        match system::lock(&path) {
            system::Locked::Here(mut file) => {
                passing.begins(&path);
                let who = format!("{}, tiến trình {}", system::user(), std::process::id());
                // Who holds it is a courtesy to the second; the lock holds without it.
                let _ = file.set_len(0).and_then(|()| file.write_all(who.as_bytes()));
                return Ok(Some(Held { file, path }));
            }
            system::Locked::Elsewhere => {
                return Err(Stop::Running { folder: folder.to_owned(), holder: holder(&path) });
            }
            system::Locked::JustRemoved => {}
            system::Locked::Never => return Ok(None),
        }
    }
    Ok(None)
}

impl Drop for Held {
    fn drop(&mut self) {
        // While it is still held, so that nobody else's is removed. On Windows it goes with its last handle.
        let mut passing = Passing::hold();
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        passing.ended(&self.path);
        let _ = self.file.unlock();
    }
}

fn holder(path: &Path) -> Holder {
    let written = fs::read_to_string(path).unwrap_or_default();
    let since = fs::metadata(path).and_then(|facts| facts.modified()).ok();
    Holder {
        who: written.chars().take(200).filter(|letter| !letter.is_control()).collect(),
        since: since.map(|at| DateTime::<Local>::from(at).format("%H:%M ngày %d/%m/%Y").to_string()),
    }
}

fn named(variables: &[&str]) -> String {
    let found = variables.iter().find_map(|variable| env::var(variable).ok().filter(|name| !name.trim().is_empty()));
    found.unwrap_or_else(|| "một người dùng".to_owned())
}

#[cfg(unix)]
mod system {
    use super::{File, Path, fs};
    use std::fs::TryLockError;
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt};

    pub enum Locked {
        Here(File),
        Elsewhere,
        JustRemoved,
        Never,
    }

    pub fn lock(path: &Path) -> Locked {
        let mut options = File::options();
        let opened = options.read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
        let Ok(file) = opened else { return Locked::Never };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Locked::Elsewhere,
            Err(TryLockError::Error(_)) => return Locked::Never,
        }
        // The file of this name may be another by now, or a link that leads away: such a one is not written to.
        match (fs::symlink_metadata(path), file.metadata()) {
            (Ok(named), Ok(locked)) if named.is_symlink() || !locked.is_file() => Locked::Never,
            (Ok(named), Ok(locked)) if (named.dev(), named.ino()) == (locked.dev(), locked.ino()) => Locked::Here(file),
            _ => Locked::JustRemoved,
        }
    }

    pub fn user() -> String {
        let machine = rustix::system::uname().nodename().to_string_lossy().into_owned();
        format!("{} trên máy {machine}", super::named(&["USER", "LOGNAME"]))
    }
}

#[cfg(windows)]
mod system {
    use super::{File, Path};
    use std::os::windows::fs::OpenOptionsExt;

    #[expect(dead_code, reason = "removed with its last handle, a file cannot be one that was just removed")]
    pub enum Locked {
        Here(File),
        Elsewhere,
        JustRemoved,
        Never,
    }

    /// Locks of Windows keep others from reading who holds it; a file that nobody else may write to does not.
    pub fn lock(path: &Path) -> Locked {
        const SHARE_READ: u32 = 1;
        const DELETE_ON_CLOSE: u32 = 0x0400_0000;
        const READ_WRITE_DELETE: u32 = 0x8000_0000 | 0x4000_0000 | 0x0001_0000;
        const SHARING_VIOLATION: i32 = 32;
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        options.access_mode(READ_WRITE_DELETE).share_mode(SHARE_READ).custom_flags(DELETE_ON_CLOSE);
        match options.open(path) {
            Ok(file) => Locked::Here(file),
            Err(cause) if cause.raw_os_error() == Some(SHARING_VIOLATION) => Locked::Elsewhere,
            Err(_) => Locked::Never,
        }
    }

    pub fn user() -> String {
        format!("{} trên máy {}", super::named(&["USERNAME"]), super::named(&["COMPUTERNAME"]))
    }
}

#[cfg(not(any(unix, windows)))]
mod system {
    use super::{File, Path};

    #[expect(dead_code, reason = "there are no locks here")]
    pub enum Locked {
        Here(File),
        Elsewhere,
        JustRemoved,
        Never,
    }

    pub fn lock(_: &Path) -> Locked {
        Locked::Never
    }

    pub fn user() -> String {
        super::named(&["USER"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_is_there_and_the_third_comes_in_when_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let first = hold(folder.path()).unwrap();
        assert!(first.is_some());
        let Err(Stop::Running { holder, .. }) = hold(folder.path()) else { panic!("two at once") };
        assert!(holder.who.ends_with(&format!("tiến trình {}", std::process::id())), "{}", holder.who);
        assert!(holder.since.is_some_and(|since| since.contains(" ngày ")));
        drop(first);
        assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
        assert!(hold(folder.path()).unwrap().is_some());
    }

    #[test]
    fn a_file_that_a_killed_run_left_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), "ai đó trên máy nào đó, tiến trình 1").unwrap();
        assert!(hold(folder.path()).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_not_followed_into_somebody_elses_file() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("khác.txt");
        fs::write(&other, "nguyên vẹn").unwrap();
        std::os::unix::fs::symlink(&other, folder.path().join(NAME)).unwrap();
        assert!(hold(folder.path()).unwrap().is_none());
        assert_eq!(fs::read_to_string(&other).unwrap(), "nguyên vẹn");
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_held() {
        assert!(hold(Path::new("/khong/co")).unwrap().is_none());
    }
}
