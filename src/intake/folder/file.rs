//! One file's bytes, read once, with the facts the system knows of it. Nothing is parsed here.

use super::listing::skipped_by_name;
use super::{Entry, Given, disk};
use crate::domain::fault::{Fault, FaultKind, Limit, NotAWorkbook};
use crate::domain::reading::{FileFacts, Outcome, Reading};
use chrono::{DateTime, NaiveDate};
use sha2::{Digest, Sha256};
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

/// See [`super::open`].
pub(super) fn open(entry: &Entry, max_bytes: u64) -> Result<(Vec<u8>, FileFacts), Box<Reading>> {
    let mut facts = FileFacts { path: entry.shown.as_str().into(), ..FileFacts::default() };
    if let Some(thing) = entry.skipped {
        return Err(closed(facts, Outcome::Skipped, FaultKind::Skipped(thing)));
    }
    let inaccessible = FaultKind::NotReadable(NotAWorkbook::Inaccessible);
    let Some((file, metadata)) = regular_file(&entry.on_disk) else {
        return Err(closed(facts, Outcome::Unreadable, inaccessible));
    };
    facts.n_bytes = metadata.len();
    facts.modified_on = metadata.modified().ok().and_then(day_in_vietnam);
    let too_large = |figure| FaultKind::OverLimit { limit: Limit::FileBytes, figure, allowed: max_bytes };
    if metadata.len() > max_bytes {
        return Err(closed(facts, Outcome::Unreadable, too_large(metadata.len())));
    }
    // The length may lie or change while reading: what is taken is bounded too.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    if disk::read_to_end((&file).take(max_bytes.saturating_add(1)), &mut bytes).is_err() {
        return Err(closed(facts, Outcome::Unreadable, inaccessible));
    }
    facts.n_bytes = bytes.len() as u64;
    if facts.n_bytes > max_bytes {
        let figure = facts.n_bytes;
        return Err(closed(facts, Outcome::Unreadable, too_large(figure)));
    }
    if !is_as_before(&file, &metadata, facts.n_bytes) {
        return Err(closed(facts, Outcome::Unreadable, FaultKind::NotReadable(NotAWorkbook::BeingWritten)));
    }
    facts.sha256 = sha256_hex(&bytes);
    Ok((bytes, facts))
}

/// See [`super::given`].
pub(super) fn given(file: &Given, max_bytes: u64) -> Result<FileFacts, Box<Reading>> {
    let mut facts = FileFacts { path: file.name.as_str().into(), ..FileFacts::default() };
    if let Some(thing) = skipped_by_name(&file.name) {
        return Err(closed(facts, Outcome::Skipped, FaultKind::Skipped(thing)));
    }
    facts.n_bytes = file.bytes.len() as u64;
    facts.modified_on = file.modified.and_then(day_in_vietnam);
    if facts.n_bytes > max_bytes {
        let too_large = FaultKind::OverLimit { limit: Limit::FileBytes, figure: facts.n_bytes, allowed: max_bytes };
        return Err(closed(facts, Outcome::Unreadable, too_large));
    }
    facts.sha256 = sha256_hex(&file.bytes);
    Ok(facts)
}

/// Lower-case hexadecimal SHA-256.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn closed(file: FileFacts, outcome: Outcome, kind: FaultKind) -> Box<Reading> {
    Box::new(Reading { file, outcome, faults: vec![Fault::of_file(kind)], ..Reading::default() })
}

/// Opens a regular file and nothing else: a pipe would block, a link could lead anywhere. What was opened must be what
/// was looked at, so that a swap in between is noticed.
fn regular_file(path: &Path) -> Option<(File, Metadata)> {
    let before = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
    let file = disk::open(path).ok()?;
    let metadata = file.metadata().ok().filter(Metadata::is_file)?;
    is_same_file(&before, &metadata).then_some((file, metadata))
}

/// Whether the file is still what it was when it was opened, and as long as what was read: else the bytes may be half of
/// one version and half of the next. What cannot be looked at again counts as unchanged.
fn is_as_before(file: &File, before: &Metadata, n_read: u64) -> bool {
    let Ok(after) = file.metadata() else { return true };
    before.len() == n_read && after.len() == n_read && before.modified().ok() == after.modified().ok()
}

#[cfg(unix)]
fn is_same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Windows gives no stable identity through std; there, opening a file by its path does not block either.
#[cfg(not(unix))]
fn is_same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// The day in Vietnam (UTC+7 all year), whatever zone the machine is set to: the same folder gives the same dates
/// everywhere. Times before 1970 are no honest file time.
fn day_in_vietnam(time: SystemTime) -> Option<NaiveDate> {
    const SECONDS_EAST: i64 = 7 * 3600;
    let seconds = i64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs()).ok()?;
    DateTime::from_timestamp(seconds.checked_add(SECONDS_EAST)?, 0).map(|moment| moment.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::SkippedThing;
    use std::time::Duration;

    fn entry(path: &Path) -> Entry {
        Entry { on_disk: path.to_owned(), shown: "nop/a.xlsx".to_owned(), skipped: None }
    }

    fn fault_of(entry: &Entry, max_bytes: u64) -> (Outcome, FaultKind) {
        let reading = *open(entry, max_bytes).expect_err("should not open");
        assert_eq!(&*reading.file.path, entry.shown);
        assert_eq!(reading.faults.len(), 1);
        (reading.outcome, reading.faults[0].kind.clone())
    }

    #[test]
    fn bytes_come_with_their_digest_and_length() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        fs::write(&path, b"abc").unwrap();
        let (bytes, facts) = open(&entry(&path), 3).unwrap();
        assert_eq!(bytes, b"abc");
        assert_eq!(facts.n_bytes, 3);
        assert_eq!(facts.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(facts.modified_on.is_some());
    }

    #[test]
    fn an_empty_file_opens_and_is_somebody_elses_matter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        fs::write(&path, b"").unwrap();
        assert_eq!(open(&entry(&path), 0).map(|(bytes, _)| bytes.len()), Ok(0));
    }

    #[test]
    fn one_byte_over_the_limit_is_refused_with_the_figure() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        fs::write(&path, b"abcd").unwrap();
        let expected = FaultKind::OverLimit { limit: Limit::FileBytes, figure: 4, allowed: 3 };
        assert_eq!(fault_of(&entry(&path), 3), (Outcome::Unreadable, expected));
    }

    #[test]
    fn what_is_not_there_or_is_a_folder_is_inaccessible() {
        let folder = tempfile::tempdir().unwrap();
        let expected = (Outcome::Unreadable, FaultKind::NotReadable(NotAWorkbook::Inaccessible));
        assert_eq!(fault_of(&entry(&folder.path().join("gone.xlsx")), 9), expected);
        assert_eq!(fault_of(&entry(folder.path()), 9), expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed_even_to_a_good_file() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.xlsx"), folder.path().join("link.xlsx"));
        fs::write(&real, b"abc").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert_eq!(fault_of(&entry(&link), 9).1, FaultKind::NotReadable(NotAWorkbook::Inaccessible));
    }

    #[test]
    fn a_file_that_changes_under_the_reading_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        fs::write(&path, b"abc").unwrap();
        let (file, before) = regular_file(&path).unwrap();
        assert!(is_as_before(&file, &before, 3));
        // Only half of it was there when it was read.
        assert!(!is_as_before(&file, &before, 2));
        let writing = File::options().write(true).open(&path).unwrap();
        writing.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1)).unwrap();
        assert!(!is_as_before(&file, &before, 3));
        fs::write(&path, b"abcd").unwrap();
        assert!(!is_as_before(&file, &before, 3));
    }

    #[test]
    fn a_skipped_entry_is_not_touched() {
        let mut skipped = entry(Path::new("/nowhere/~$a.xlsx"));
        skipped.skipped = Some(SkippedThing::LockFile);
        assert_eq!(fault_of(&skipped, 9), (Outcome::Skipped, FaultKind::Skipped(SkippedThing::LockFile)));
    }

    #[test]
    fn the_day_of_a_file_is_that_of_vietnam() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        // 27/11/2021 16:59:59 and 17:00:00 UTC.
        assert_eq!(day_in_vietnam(at(1_638_032_399)), NaiveDate::from_ymd_opt(2021, 11, 27));
        assert_eq!(day_in_vietnam(at(1_638_032_400)), NaiveDate::from_ymd_opt(2021, 11, 28));
        assert_eq!(day_in_vietnam(SystemTime::UNIX_EPOCH - Duration::from_secs(1)), None);
        if let Some(far) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(i64::MAX as u64)) {
            assert_eq!(day_in_vietnam(far), None);
        }
    }
}
