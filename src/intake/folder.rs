//! Which files there are, and which file is whose.

use crate::domain::fault::SkippedThing;
use crate::domain::plan::Plan;
use crate::domain::reading::{BranchClaim, FileFacts, Owner, Reading};
use std::path::{Path, PathBuf};

/// One thing found in the folder of returns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Where it lies on disk.
    pub on_disk: PathBuf,
    /// Path inside the campaign folder with `/`; what every output shows.
    pub shown: String,
    /// Set when it is not opened at all (F117).
    pub skipped: Option<SkippedThing>,
}

/// What a folder holds, sorted by shown path.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Listing {
    /// `ke-hoach.xlsx` of the campaign folder.
    pub plan: Option<PathBuf>,
    pub entries: Vec<Entry>,
}

/// The folder cannot be listed.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("không mở được thư mục {}: {cause}", .path.display())]
    Unreadable { path: PathBuf, cause: std::io::Error },
    #[error("không thấy tệp hay thư mục {}", .path.display())]
    Missing { path: PathBuf },
}

/// Lists a campaign folder (returns in `nop/` when there is one, else the folder itself), a plain folder, or one file.
/// Results in `ket-qua/`, the plan itself and the program's own outputs are never returns. One level of folders inside
/// is looked into.
///
/// # Errors
/// The path does not exist or cannot be listed.
pub fn list(path: &Path) -> Result<Listing, FolderError> {
    let _ = path;
    unimplemented!()
}

/// Reads an entry's bytes once (regular files only, bounded by `max_bytes`), with its facts; an `Err` names why as a
/// fault of the file.
pub fn open(entry: &Entry, max_bytes: u64) -> Result<(Vec<u8>, FileFacts), Box<Reading>> {
    let _ = (entry, max_bytes);
    unimplemented!()
}

/// Holds the claims (most certain first) against the plan's codes, names and other names, by folded keys; a near miss
/// is only offered, never taken.
pub fn owner_of(claims: &[BranchClaim], plan: &Plan) -> Owner {
    let _ = (claims, plan);
    unimplemented!()
}

/// Without a plan: makes a plan from what the files say of themselves (year, committee, branches in natural order of
/// code or name), and resolves every table to it. A file that names no branch gets one named after the file.
pub fn plan_from(readings: &mut [Reading]) -> Plan {
    let _ = readings;
    unimplemented!()
}
