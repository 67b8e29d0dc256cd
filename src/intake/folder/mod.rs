//! Which files there are, and which file is whose. [`listing`] looks into folders and opens nothing; [`file`] reads one
//! file's bytes, [`archive`] those inside an archive; [`branch_index`] holds what files say of themselves against the plan; [`planless`] makes a plan from
//! it when there is none. No cell is read here.

mod archive;
mod branch_index;
pub mod disk;
mod file;
mod hits;
mod listing;
mod planless;
mod resemblance;
#[cfg(test)]
mod tests;
mod words;

pub use branch_index::BranchIndex;
pub(crate) use file::sha256_hex;
pub use words::stated_branch;

use crate::domain::fault::SkippedThing;
use crate::domain::plan::Plan;
use crate::domain::reading::{BranchClaim, FileFacts, Owner, Reading};
use crate::grid::Limits;
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
/// is looked into. Given `…/nop` itself, the plan beside it is found too; paths are then shown relative to `nop`.
///
/// # Errors
/// The path does not exist or cannot be listed.
pub fn list(path: &Path) -> Result<Listing, FolderError> {
    listing::list(path)
}

/// Reads an entry's bytes once (regular files only, bounded by `max_bytes`), with its facts.
///
/// # Errors
/// A reading without content whose one fault says why there are no bytes: skipped (F117), not accessible (F105), or
/// larger than `max_bytes` (F108).
pub fn open(entry: &Entry, max_bytes: u64) -> Result<(Vec<u8>, FileFacts), Box<Reading>> {
    file::open(entry, max_bytes)
}

/// A file whose bytes are there already: one that was put on a page instead of lying in a folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// Its name alone, as every output shows it.
    pub name: String,
    pub bytes: Vec<u8>,
    /// When it was last changed, where that is known.
    pub modified: Option<std::time::SystemTime>,
}

/// The facts of a file as [`open`] would give them.
///
/// # Errors
/// As [`open`].
pub fn given(file: &Given, max_bytes: u64) -> Result<FileFacts, Box<Reading>> {
    file::given(file, max_bytes)
}

/// What an archive (.zip) holds, one level: each file's bytes and facts as if it lay in a folder of the archive's name,
/// or why it is not read. Nothing is unpacked to disk. `None` when the bytes are no archive that can be opened, or
/// there is no file in it.
pub fn look_into(bytes: &[u8], archive: &FileFacts, limits: &Limits) -> Option<Vec<Opened>> {
    archive::look_into(bytes, archive, limits)
}

/// A file's bytes with its facts, or the reading that says why there are none.
pub type Opened = Result<(Vec<u8>, FileFacts), Box<Reading>>;

/// Holds the claims against the plan's codes, names and other names, by folded keys; a near miss is only offered, never
/// taken. The rules are told at [`BranchIndex::owner_of`]; whoever asks for many tables keeps one [`BranchIndex`].
pub fn owner_of(claims: &[BranchClaim], plan: &Plan) -> Owner {
    BranchIndex::of(plan).owner_of(claims)
}

/// Without a plan: makes a plan from what the files say of themselves (year, branches in natural order of code or
/// name), and resolves every table to it. A file that names no branch gets one named after the file. The committee's
/// name is not known then.
pub fn plan_from(readings: &mut [Reading]) -> Plan {
    planless::plan_from(readings)
}
