//! Which files of a folder are returns. Opens none of them and follows no link.

use super::{Entry, FolderError, Listing, disk};
use crate::domain::fault::SkippedThing;
use crate::text::fold::{fold, skeleton};
use std::ffi::OsStr;
use std::fs::{self, DirEntry, FileType};
use std::path::{Path, PathBuf};

/// Extensions of workbooks: a folder with such a name is a mistake of copying, not a folder of returns.
const WORKBOOK_EXTENSIONS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "xltx", "xltm", "ods", "csv"];

/// Folders of a campaign folder that hold what the program writes.
const OUTPUT_FOLDERS: [&str; 3] = ["ket-qua", "phan-hoi", "mau"];

/// Text and web pages that the program writes and no branch does.
const OUTPUT_PAGES: [&str; 2] = ["don-doc.txt", "tong-quan.html"];

/// See [`super::list`].
pub(super) fn list(path: &Path) -> Result<Listing, FolderError> {
    let unreadable = |cause| FolderError::Unreadable { path: path.to_owned(), cause };
    let kind = match fs::metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            return Err(FolderError::Missing { path: path.to_owned() });
        }
        Err(cause) => return Err(unreadable(cause)),
    };
    if !kind.is_dir() {
        return Ok(Listing { plan: None, entries: vec![single(path, kind)] });
    }
    let root = children(path).map_err(unreadable)?;
    let plan = plan_among(&root);
    let mut entries = Vec::new();
    match returns_folder(&root) {
        Some(nop) => {
            let cause_of = |cause| FolderError::Unreadable { path: nop.path.clone(), cause };
            let inside = children(&nop.path).map_err(cause_of)?;
            inside.iter().for_each(|child| collect(child, &nop.name, &mut entries));
        }
        None => {
            let of_returns = root.iter().filter(|child| plan.as_ref() != Some(&child.path) && !is_own_output(child));
            of_returns.for_each(|child| collect(child, "", &mut entries));
        }
    }
    sort(&mut entries);
    Ok(Listing { plan: plan.or_else(|| plan_beside_returns(path)), entries })
}

/// Something in a folder, by its own name; links are not followed.
struct Child {
    path: PathBuf,
    /// For people; what is not Unicode shows as �.
    name: String,
    kind: Option<FileType>,
}

impl Child {
    fn of(entry: &DirEntry) -> Self {
        Self { path: entry.path(), name: shown_name(&entry.file_name()), kind: entry.file_type().ok() }
    }

    fn is_folder(&self) -> bool {
        self.kind.is_some_and(|kind| kind.is_dir())
    }
}

/// What a folder holds, sorted by name, without what this program leaves there while it runs. A listing that breaks off is
/// no listing: a return would be missed without a word.
fn children(folder: &Path) -> std::io::Result<Vec<Child>> {
    let mut children = Vec::new();
    for entry in disk::list(folder)? {
        let child = Child::of(&entry?);
        if !is_own_trace(&child.name) {
            children.push(child);
        }
    }
    children.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    Ok(children)
}

/// A path given by itself. A link is followed here: the user named it.
fn single(path: &Path, kind: FileType) -> Entry {
    let name = path.file_name().map(shown_name).unwrap_or_else(|| path.display().to_string());
    let skipped = match kind.is_file() {
        true => skipped_by_name(&name),
        false => Some(SkippedThing::Special),
    };
    let on_disk = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    Entry { on_disk, shown: name, skipped }
}

/// `nop`, also in capitals or with accents; the exact name first.
fn returns_folder(root: &[Child]) -> Option<&Child> {
    let is_folder = |child: &&Child| fs::metadata(&child.path).is_ok_and(|metadata| metadata.is_dir());
    let by_name = |name: &str| root.iter().filter(is_folder).find(|child| child.name == name);
    by_name("nop").or_else(|| root.iter().filter(is_folder).find(|child| skeleton(&child.name) == "nop"))
}

/// `ke-hoach.xlsx` or `.xlsm`; the exact name first, else the same words in capitals, with accents or with spaces. The
/// office put it there, so a link is as good as the file.
fn plan_among(folder: &[Child]) -> Option<PathBuf> {
    let is_file = |child: &&Child| fs::metadata(&child.path).is_ok_and(|metadata| metadata.is_file());
    let files = || folder.iter().filter(is_file).filter(|child| skipped_by_name(&child.name).is_none());
    let exact = files().find(|child| child.name == "ke-hoach.xlsx");
    let alike = || files().find(|child| matches!(skeleton(&child.name).as_str(), "ke hoach xlsx" | "ke hoach xlsm"));
    exact.or_else(alike).map(|child| child.path.clone())
}

/// The plan of the campaign whose `nop/` was given.
fn plan_beside_returns(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let is_returns = folder.file_name().map(shown_name).is_some_and(|name| skeleton(&name) == "nop");
    let parent = folder.parent().filter(|_| is_returns)?;
    plan_among(&children(parent).ok()?)
}

/// The lock of a run, and the file a killed one was writing.
fn is_own_trace(name: &str) -> bool {
    name == ".tonghop.lock" || (name.starts_with(".tonghop-") && name.ends_with(".tmp"))
}

/// What the program itself leaves in a campaign folder. Only names with a year count as its workbooks and reports: a
/// branch may well call its return `bao-cao-chi-bo-1.xlsx`.
fn is_own_output(child: &Child) -> bool {
    let name = fold(&child.name);
    if child.is_folder() {
        return OUTPUT_FOLDERS.contains(&name.as_str());
    }
    let has_year = |prefix: &str| {
        let rest = name.strip_prefix(prefix).unwrap_or_default();
        rest.len() > 4 && rest.bytes().take(4).all(|byte| byte.is_ascii_digit()) && !rest.as_bytes()[4].is_ascii_digit()
    };
    OUTPUT_PAGES.contains(&name.as_str())
        || name == "tinh-hinh-nop.xlsx"
        || (has_year("tong-hop-") && name.ends_with(".xlsx"))
        || (has_year("bao-cao-") && (name.ends_with(".xlsx") || name.ends_with(".docx")))
}

/// Adds a thing of the returns' folder: a file, or the things of a folder one level down.
fn collect(child: &Child, inside: &str, entries: &mut Vec<Entry>) {
    let shown = join(inside, &child.name);
    match folder_to_enter(child) {
        Some(grandchildren) => {
            for grandchild in &grandchildren {
                entries.push(entry(grandchild, join(&shown, &grandchild.name)));
            }
        }
        None => entries.push(entry(child, shown)),
    }
}

/// The things of a folder of returns; `None` for a file, and for a folder that is not entered.
fn folder_to_enter(child: &Child) -> Option<Vec<Child>> {
    let is_entered = child.is_folder() && skipped_by_name(&child.name).is_none() && !is_named_as_workbook(&child.name);
    is_entered.then(|| children(&child.path).ok()).flatten()
}

/// One thing as it stands. A folder gets here when it is not entered: deeper than one level, with a workbook's name, or
/// not readable.
fn entry(child: &Child, shown: String) -> Entry {
    let by_name = skipped_by_name(&child.name);
    let skipped = match child.kind {
        Some(kind) if kind.is_file() => by_name,
        Some(kind) if kind.is_dir() => Some(by_name.unwrap_or_else(|| skipped_folder(child))),
        // Dot files and lock files stay what they are, links too: Emacs' `.#` locks are dangling links.
        Some(_) | None => Some(by_name.unwrap_or(SkippedThing::Special)),
    };
    Entry { on_disk: child.path.clone(), shown, skipped }
}

/// A folder that cannot be listed is as closed as a device.
fn skipped_folder(child: &Child) -> SkippedThing {
    match disk::list(&child.path) {
        Ok(_) => SkippedThing::Folder,
        Err(_) => SkippedThing::Special,
    }
}

/// Files that no person put there, and the program's own pages.
pub(super) fn skipped_by_name(name: &str) -> Option<SkippedThing> {
    let folded = name.to_lowercase();
    if name.starts_with("~$") || folded.starts_with(".~lock.") {
        return Some(SkippedThing::LockFile);
    }
    let is_system = name.starts_with('.')
        || matches!(folded.as_str(), "thumbs.db" | "ehthumbs.db" | "desktop.ini" | "icon\r" | "__macosx")
        || (name.starts_with('~') && folded.ends_with(".tmp"));
    if is_system {
        return Some(SkippedThing::SystemFile);
    }
    OUTPUT_PAGES.contains(&folded.as_str()).then_some(SkippedThing::Foreign)
}

fn is_named_as_workbook(name: &str) -> bool {
    let extension = Path::new(name).extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| WORKBOOK_EXTENSIONS.contains(&extension.as_str()))
}

fn join(inside: &str, name: &str) -> String {
    if inside.is_empty() { name.to_owned() } else { format!("{inside}/{name}") }
}

fn shown_name(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}

/// By the bytes of the shown path, which are the same on every machine; two unreadable names that show alike keep the
/// order of their true names.
fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| (&a.shown, &a.on_disk).cmp(&(&b.shown, &b.on_disk)));
}
