//! Saving an output: a temporary file beside the target, flushed to the disk, then renamed over it. Whatever goes
//! wrong, an earlier output stays as it was, and never is there half a workbook.
//!
//! Outputs hold people's yearly evaluation: files are made readable by their owner only, and so is `ket-qua/`.

use super::interrupt::Passing;
use super::journal;
use crate::intake::folder::disk::{Step, step};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Temporary files of this program, told from everybody else's by both ends of their names.
pub(super) const TEMPORARY_PREFIX: &str = ".tonghop-";
pub(super) const TEMPORARY_SUFFIX: &str = ".tmp";

/// An output could not be written. The earlier output, if any, is untouched.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("Không ghi được {}: chưa có thư mục {}. Tạo thư mục hoặc chọn chỗ khác bằng -o.", .target.display(), .folder.display())]
    NoFolder { target: PathBuf, folder: PathBuf },
    #[error("Không ghi được {}: đây là thư mục. Ghi thêm tên tệp sau -o.", .target.display())]
    IsFolder { target: PathBuf },
    #[error("Không ghi được {}: tệp đang đặt chế độ chỉ đọc. Bỏ chế độ đó rồi chạy lại{}.", .target.display(), or_as(.instead))]
    ReadOnly { target: PathBuf, instead: Option<PathBuf> },
    #[error("Không ghi được {}: tệp đang mở trong Excel hoặc chương trình khác. Đóng tệp rồi chạy lại{}.", .target.display(), or_as(.instead))]
    Open { target: PathBuf, instead: Option<PathBuf> },
    #[error("Không tạo được thư mục {}: {}.", .folder.display(), why(.cause))]
    CannotMakeFolder { folder: PathBuf, cause: io::Error },
    #[error("Không ghi được {}: {}{}. Tệp kết quả cũ (nếu có) còn nguyên.", .target.display(), why(.cause), or_as(.instead))]
    Failed { target: PathBuf, cause: io::Error, instead: Option<PathBuf> },
}

impl SaveError {
    /// Offers another name, one that is free, for the output whose name can be chosen.
    pub fn offering_another_name(mut self, of: &Path) -> Self {
        if let SaveError::ReadOnly { instead, .. }
        | SaveError::Open { instead, .. }
        | SaveError::Failed { instead, .. } = &mut self
        {
            *instead = free_name(of);
        }
        self
    }
}

/// `tong-hop-2021-moi.xlsx` beside `tong-hop-2021.xlsx`, or the first of `-moi-2`… that is free.
fn free_name(target: &Path) -> Option<PathBuf> {
    let stem = target.file_stem()?.to_str()?;
    let extension = target.extension().and_then(|extension| extension.to_str()).map(|name| format!(".{name}"));
    let extension = extension.unwrap_or_default();
    let numbers = (2..100).map(|number| format!("-{number}"));
    let names = std::iter::once(String::new()).chain(numbers);
    let mut paths = names.map(|number| target.with_file_name(format!("{stem}-moi{number}{extension}")));
    paths.find(|path| path.symlink_metadata().is_err())
}

fn or_as(instead: &Option<PathBuf>) -> String {
    instead.as_ref().map(|path| format!(", hoặc ghi ra tên khác: -o \"{}\"", path.display())).unwrap_or_default()
}

/// Whether a target could be written, looked at before the long work so that a person does not wait for nothing.
///
/// # Errors
/// Its folder does not exist, it is a folder itself, or it is read-only.
pub fn look_ahead(target: &Path) -> Result<(), SaveError> {
    let folder = folder_of(target);
    if !folder.is_dir() {
        return Err(SaveError::NoFolder { target: target.to_owned(), folder });
    }
    match fs::metadata(target) {
        Ok(found) if found.is_dir() => Err(SaveError::IsFolder { target: target.to_owned() }),
        Ok(found) if found.permissions().readonly() => {
            Err(SaveError::ReadOnly { target: target.to_owned(), instead: None })
        }
        Ok(_) if is_open_elsewhere(target) => Err(SaveError::Open { target: target.to_owned(), instead: None }),
        _ => Ok(()),
    }
}

/// Whether another program keeps the file from being replaced, as Excel does on Windows with a workbook it shows. On other
/// systems nothing does.
fn is_open_elsewhere(target: &Path) -> bool {
    cfg!(windows) && File::options().write(true).open(target).is_err_and(|cause| is_of_sharing(&cause))
}

fn is_of_sharing(cause: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(cause.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

/// Makes the folder of results, for its owner only. One that is there stays as it is.
///
/// # Errors
/// It cannot be made.
pub fn make_results_folder(folder: &Path) -> Result<(), SaveError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|cause| SaveError::CannotMakeFolder { folder: folder.to_owned(), cause })
}

/// Writes `bytes` to `target`, whole or not at all.
///
/// # Errors
/// See [`SaveError`].
pub fn save(target: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    journal::line(&format!("ghi {}: {} byte", target.display(), bytes.len()));
    save_content(target, &Content::Bytes(bytes))
}

/// Writes a copy of the file `from` to `target`, whole or not at all, and without ever holding it.
///
/// # Errors
/// See [`SaveError`].
pub fn save_copy(target: &Path, from: &Path) -> Result<(), SaveError> {
    journal::line(&format!("ghi {}: bản sao của {}", target.display(), from.display()));
    save_content(target, &Content::Of(from))
}

/// What is to be written.
enum Content<'c> {
    Bytes(&'c [u8]),
    /// What a file holds.
    Of(&'c Path),
}

fn save_content(target: &Path, content: &Content<'_>) -> Result<(), SaveError> {
    look_ahead(target)?;
    let folder = folder_of(target);
    write_and_rename(target, &folder, content).map_err(|cause| match is_of_sharing(&cause) {
        true => SaveError::Open { target: target.to_owned(), instead: None },
        false => SaveError::Failed { target: target.to_owned(), cause, instead: None },
    })
}

fn write_and_rename(target: &Path, folder: &Path, content: &Content<'_>) -> io::Result<()> {
    let opened = swept(folder);
    step(Step::Create)?;
    let mut passing = Passing::hold();
    let mut temporary =
        tempfile::Builder::new().prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX).tempfile_in(folder)?;
    let name = temporary.path().to_owned();
    passing.begins(&name);
    drop(passing);
    let written =
        fill(&mut temporary, content).and_then(|()| temporary.persist(target).map(drop).map_err(|failed| failed.error));
    Passing::hold().ended(&name);
    written?;
    if let Some(folder) = opened {
        // The file is in place and whole; only its name might not outlive a power cut. Not every file system can do
        // this for a folder, so a refusal is no failure.
        let _ = step(Step::Flush).and_then(|()| folder.sync_all());
    }
    Ok(())
}

/// Writes the temporary file to the disk, up to its renaming.
fn fill(temporary: &mut tempfile::NamedTempFile, content: &Content<'_>) -> io::Result<()> {
    match content {
        Content::Bytes(bytes) => {
            // In two goes, so that a fault between them leaves what a disk that fills up would leave.
            let (first, rest) = bytes.split_at(bytes.len() / 2);
            temporary.write_all(first)?;
            step(Step::Write)?;
            temporary.write_all(rest)?;
        }
        Content::Of(file) => {
            step(Step::Open)?;
            let mut from = File::open(file)?;
            step(Step::Write)?;
            io::copy(&mut from, temporary.as_file_mut())?;
        }
    }
    step(Step::Flush)?;
    temporary.as_file().sync_all()?;
    step(Step::Rename)
}

/// The folder, opened and swept. While it is held nobody sweeps what this run puts there. Where folders cannot be opened
/// or locked (Windows, some network drives) nothing is swept.
pub(super) fn swept(folder: &Path) -> Option<File> {
    let opened = File::open(folder).ok()?;
    if opened.lock().is_ok() {
        sweep(folder);
    }
    Some(opened)
}

/// Removes what earlier runs left when they were killed, files and unfinished folders: they hold personal data. Best
/// effort.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours =
            name.to_str().is_some_and(|name| name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX));
        // A link is neither, and leads elsewhere.
        let _ = match entry.file_type() {
            Ok(kind) if is_ours && kind.is_file() => fs::remove_file(entry.path()),
            Ok(kind) if is_ours && kind.is_dir() => fs::remove_dir_all(entry.path()),
            _ => Ok(()),
        };
    }
}

/// The folder that an output lies in.
pub(super) fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The usual causes in words a clerk understands; the others as the system says them.
fn why(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::PermissionDenied => {
            "không có quyền ghi, hoặc tệp đang mở trong Excel; kiểm tra quyền và đóng tệp rồi chạy lại".to_owned()
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "ổ đĩa đã đầy".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".to_owned(),
        io::ErrorKind::InvalidFilename => "tên tệp không hợp lệ hoặc quá dài".to_owned(),
        io::ErrorKind::ResourceBusy => "tệp đang được chương trình khác dùng".to_owned(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "đã có một tệp trùng tên thư mục".to_owned(),
        _ => format!("hệ thống báo “{cause}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_output_replaces_the_old_one_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.xlsx");
        save(&target, b"first, and longer").unwrap();
        save(&target, b"second").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"second");
        assert_eq!(names(folder.path()), ["a.xlsx"]);
    }

    #[cfg(unix)]
    #[test]
    fn outputs_and_their_folder_are_for_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let results = folder.path().join("ket-qua");
        make_results_folder(&results).unwrap();
        let target = results.join("a.xlsx");
        save(&target, b"x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&results), mode(&target)), (0o700, 0o600));
    }

    #[test]
    fn a_read_only_output_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.xlsx");
        fs::write(&target, b"old").unwrap();
        let mut permissions = fs::metadata(&target).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&target, permissions).unwrap();
        assert!(matches!(save(&target, b"new"), Err(SaveError::ReadOnly { .. })));
        assert_eq!(fs::read(&target).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.xlsx"]);
    }

    #[test]
    fn a_target_that_is_a_folder_or_lies_in_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(save(folder.path(), b"x"), Err(SaveError::IsFolder { .. })));
        let lost = folder.path().join("không có").join("a.xlsx");
        assert!(matches!(save(&lost, b"x"), Err(SaveError::NoFolder { .. })));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_rename_that_fails_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("x".repeat(300));
        assert!(matches!(save(&target, b"x"), Err(SaveError::Failed { .. })));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn another_name_is_offered_and_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("tổng hợp.xlsx");
        let offered = |name: &str| {
            let failed = SaveError::ReadOnly { target: target.clone(), instead: None }.offering_another_name(&target);
            assert!(
                failed.to_string().ends_with(&format!("-o \"{}\".", folder.path().join(name).display())),
                "{failed}"
            );
            fs::write(folder.path().join(name), b"x").unwrap();
        };
        ["tổng hợp-moi.xlsx", "tổng hợp-moi-2.xlsx", "tổng hợp-moi-3.xlsx"].into_iter().for_each(offered);
    }

    #[cfg(unix)]
    #[test]
    fn temporary_files_of_a_killed_run_are_swept_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".tonghop-AbC123.tmp", ".tonghop-ghi-chú.txt", "tonghop.tmp"] {
            fs::write(folder.path().join(name), b"x").unwrap();
        }
        save(&folder.path().join("a.xlsx"), b"x").unwrap();
        assert_eq!(names(folder.path()), [".tonghop-ghi-chú.txt", "a.xlsx", "tonghop.tmp"]);
    }
}
