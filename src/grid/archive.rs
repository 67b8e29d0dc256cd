//! Archives (.zip) that hold files and are no document themselves: the names of what is inside, and the bytes of one
//! file at a time, inflated in memory and counted against the limits. What is inside is read like any other file;
//! archives inside archives are not opened.

use super::container::{is_document_part, part_key};
use super::{LimitKind, Limits, Unreadable, damaged, over};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

/// An opened archive.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// In the order of their names.
    pub files: Vec<ArchivedFile>,
    limits: Limits,
    unpacked: u64,
}

/// A file in an archive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArchivedFile {
    /// With `/` between folders; nothing leads out of the archive.
    pub name: String,
    /// The day it was last changed, as the archive notes it.
    pub modified_on: Option<NaiveDate>,
    index: usize,
}

impl<'a> Archive<'a> {
    /// Opens an archive; none when the bytes are no zip or hold a document.
    ///
    /// # Errors
    /// More entries than the limit, or names that two programs would understand differently.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Option<Self>, Unreadable> {
        let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
        if zip.file_names_raw().any(|name| is_document_part(&String::from_utf8_lossy(name))) {
            return Ok(None);
        }
        let n_entries = zip.len() as u64;
        if n_entries > limits.zip_entries {
            return Err(over(LimitKind::ZipEntries, n_entries, limits.zip_entries));
        }
        if zip.has_duplicate_names() || !matches!(zip.has_overlapping_entries(), Ok(false)) {
            return Err(damaged("entries of one name or in one place"));
        }
        let mut files = Vec::new();
        let mut keys = BTreeSet::new();
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|_| damaged("zip entry out of range"))?;
            if entry.is_dir() || entry.is_symlink() {
                continue;
            }
            // A name is UTF-8 in the archives of today; those of old Windows are in the code page of DOS.
            let name = match std::str::from_utf8(entry.name_raw()) {
                Ok(name) => name.to_owned(),
                Err(_) => entry.name().map(|name| name.into_owned()).unwrap_or_default(),
            };
            let name = name.replace('\\', "/");
            let leads_out =
                name.starts_with('/') || name.contains(['\0', ':']) || name.split('/').any(|part| part == "..");
            if name.is_empty() || leads_out || !keys.insert(part_key(&name)) {
                return Err(damaged("names that lead out of the archive or differ in case only"));
            }
            let modified_on = entry.last_modified().and_then(|at| {
                // The first day of that calendar stands for none.
                let day = NaiveDate::from_ymd_opt(at.year().into(), at.month().into(), at.day().into())?;
                (at.year() > 1980).then_some(day)
            });
            files.push(ArchivedFile { name, modified_on, index });
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Some(Self { zip, files, limits: *limits, unpacked: 0 }))
    }

    /// The bytes of one of the files.
    ///
    /// # Errors
    /// Encrypted or packed in a way that is not read ([`Unreadable::NotAWorkbook`] of an archive); a wrong checksum; over
    /// the limits of one file or of all that was unpacked so far.
    pub fn bytes(&mut self, file: &ArchivedFile) -> Result<Vec<u8>, Unreadable> {
        let closed = Unreadable::NotAWorkbook(super::Kind::Archive);
        let entry = self.zip.by_index_data(file.index).map_err(|_| damaged("zip entry out of range"))?;
        let is_plain = matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
        if entry.encrypted() || !is_plain {
            return Err(closed);
        }
        let mut entry = self.zip.by_index(file.index).map_err(|_| damaged("a file of the archive cannot be opened"))?;
        let left = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        let allowed = left.min(self.limits.file_bytes);
        let mut bytes = Vec::new();
        (&mut entry)
            .take(allowed.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|_| damaged("a file of the archive is cut short or its checksum is wrong"))?;
        let n_bytes = bytes.len() as u64;
        self.unpacked = self.unpacked.saturating_add(n_bytes);
        if n_bytes > self.limits.file_bytes {
            return Err(over(LimitKind::FileBytes, n_bytes, self.limits.file_bytes));
        }
        if n_bytes > left {
            return Err(over(LimitKind::UnpackedBytes, self.unpacked, self.limits.unpacked_bytes));
        }
        Ok(bytes)
    }
}
