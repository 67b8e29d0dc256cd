//! The zip container of a workbook: its guards (threats.md §2 S1, S7 and §3), and its parts inflated whole, with their
//! checksums checked. No parser sees a byte of a part that did not pass here.

use super::inflate::{checksum, inflated};
use super::{LimitKind, Limits, Unreadable, damaged, over, xml};
use memchr::memmem;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

/// An opened container. Parts are found as the packaging standard says: whatever their case, `/` between folders.
pub(super) struct Package<'a> {
    container: &'a [u8],
    zip: ZipArchive<Cursor<&'a [u8]>>,
    index_of: BTreeMap<String, usize>,
    limits: Limits,
    unpacked: u64,
    packed: u64,
}

impl<'a> Package<'a> {
    /// Opens a container that holds a document; `None` when it holds none and is somebody's archive.
    ///
    /// # Errors
    /// Cut short, over the limit of entries, or with names, methods or an order of bytes that no office program
    /// writes and that two readers would understand differently.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Option<Self>, Unreadable> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("zip directory is missing or does not fit"))?;
        if !zip.file_names_raw().any(|name| is_document_part(&String::from_utf8_lossy(name))) {
            return Ok(None);
        }
        let n_entries = zip.len() as u64;
        if n_entries > limits.zip_entries {
            return Err(over(LimitKind::ZipEntries, n_entries, limits.zip_entries));
        }
        let mut package =
            Self { container: bytes, zip, index_of: BTreeMap::new(), limits: *limits, unpacked: 0, packed: 0 };
        package.check_entries()?;
        Ok(Some(package))
    }

    fn check_entries(&mut self) -> Result<(), Unreadable> {
        if self.zip.has_duplicate_names() {
            return Err(damaged("two parts of one name"));
        }
        let mut first_header = u64::MAX;
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_data(index).map_err(|_| damaged("zip entry out of range"))?;
            first_header = first_header.min(entry.header_start());
            let key = part_key(&String::from_utf8_lossy(entry.name_raw()));
            let has_drive = key.as_bytes().get(1) == Some(&b':');
            if key.is_empty() || key.starts_with('/') || has_drive || key.contains('\0') {
                return Err(damaged("part name is empty, absolute or holds NUL"));
            }
            if key.split('/').any(|folder| folder == "..") {
                return Err(damaged("part name climbs out of the container"));
            }
            if entry.encrypted() {
                return Err(damaged("zip entry is encrypted"));
            }
            if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
                return Err(damaged("zip entry is neither stored nor deflated"));
            }
            if self.index_of.insert(key, index).is_some() {
                return Err(damaged("two parts whose names differ in case only"));
            }
        }
        // A second container put before or behind this one would be another document to another reader.
        if self.zip.offset() != 0 || first_header != 0 {
            return Err(damaged("bytes before the first zip entry"));
        }
        match self.zip.has_overlapping_entries() {
            Ok(false) => Ok(()),
            _ => Err(damaged("zip entries overlap")),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.index_of.contains_key(&part_key(name))
    }

    /// Names of all parts, in lower case.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.index_of.keys().map(String::as_str)
    }

    /// A part's bytes, inflated to their end.
    ///
    /// # Errors
    /// Missing, a wrong checksum, or over a limit counted on what really comes out.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let index = *self.index_of.get(&part_key(name)).ok_or_else(|| damaged("a part is missing"))?;
        let entry = self.zip.by_index_raw(index).map_err(|_| damaged("a part cannot be opened"))?;
        let packed = entry.compressed_size();
        let left = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        // The declared size is a hint only: it may lie, but what deflate can make of the packed bytes bounds it.
        let declared = entry.size().min(packed.saturating_mul(1_032)).min(left);
        let bytes = unpacked(self.container, &entry, declared, left)
            .ok_or_else(|| damaged("a part is cut short or its checksum is wrong"))?;
        let n_bytes = bytes.len() as u64;
        if n_bytes > left {
            let figure = self.unpacked.saturating_add(n_bytes);
            return Err(over(LimitKind::UnpackedBytes, figure, self.limits.unpacked_bytes));
        }
        self.unpacked += n_bytes;
        self.packed += packed;
        let too_dense = |unpacked: u64, packed: u64| {
            unpacked > self.limits.ratio_floor_bytes && unpacked > packed.saturating_mul(self.limits.ratio)
        };
        if too_dense(n_bytes, packed) || too_dense(self.unpacked, self.packed) {
            let figure = n_bytes.div_ceil(packed.max(1)).max(self.unpacked.div_ceil(self.packed.max(1)));
            return Err(over(LimitKind::Ratio, figure, self.limits.ratio));
        }
        Ok(bytes)
    }

    /// Hands a part's text over in pieces, each but the last ending where `end` ends, so that a part longer than memory
    /// should hold is never there whole. Its checksum is only compared behind the last piece: for the program's own files,
    /// not for what anybody mailed in. A part that is short, that is not UTF-8, or that holds comments or the like, in which
    /// `end` could stand and mean nothing, comes in one piece.
    ///
    /// # Errors
    /// As [`Package::text`], and those of `take`.
    pub fn pieces(
        &mut self,
        name: &str,
        end: &str,
        mut take: impl FnMut(&str, Piece) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        let index = *self.index_of.get(&part_key(name)).ok_or_else(|| damaged("a part is missing"))?;
        let mut entry = self.zip.by_index(index).map_err(|_| damaged("a part cannot be opened"))?;
        self.packed += entry.compressed_size();
        let mut left = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        let mut bytes: Vec<u8> = Vec::new();
        let mut is_first = true;
        loop {
            let n_before = bytes.len();
            let n_read = (&mut entry)
                .take(PIECE_BYTES.min(left.saturating_add(1)))
                .read_to_end(&mut bytes)
                .map_err(|_| damaged("a part is cut short or its checksum is wrong"))? as u64;
            if n_read > left {
                return Err(over(LimitKind::UnpackedBytes, self.limits.unpacked_bytes + 1, self.limits.unpacked_bytes));
            }
            left -= n_read;
            self.unpacked += n_read;
            if n_read < PIECE_BYTES {
                return take(&xml::decode(bytes)?, Piece::Last);
            }
            let is_utf8 = !is_first || matches!(bytes.as_slice(), [b'<', second, ..] if *second != 0);
            let new = &bytes[n_before.saturating_sub(1)..];
            let has_comment = memmem::find(new, b"<!").is_some();
            if !is_utf8 || has_comment {
                break;
            }
            let Some(at) = memmem::rfind(&bytes, end.as_bytes()) else { continue };
            let rest = bytes.split_off(at + end.len());
            let piece = std::mem::replace(&mut bytes, rest);
            take(std::str::from_utf8(&piece).map_err(|_| damaged("XML is not valid UTF-8"))?, Piece::Within)?;
            is_first = false;
        }
        let n_read = (&mut entry)
            .take(left.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|_| damaged("a part is cut short or its checksum is wrong"))? as u64;
        if n_read > left {
            return Err(over(LimitKind::UnpackedBytes, self.limits.unpacked_bytes + 1, self.limits.unpacked_bytes));
        }
        self.unpacked += n_read;
        take(&xml::decode(bytes)?, Piece::Last)
    }

    /// A part's text, decoded.
    ///
    /// # Errors
    /// As [`Package::bytes`], or neither UTF-8 nor UTF-16.
    pub fn text(&mut self, name: &str) -> Result<String, Unreadable> {
        xml::decode(self.bytes(name)?)
    }

    /// A part's text, or none when there is no such part.
    ///
    /// # Errors
    /// As [`Package::text`].
    pub fn text_if_any(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        if self.has(name) { self.text(name).map(Some) } else { Ok(None) }
    }
}

/// A part's bytes, their checksum compared; of more than `most` only the first that are too many. `None` when it is
/// damaged.
fn unpacked<R: Read>(container: &[u8], entry: &ZipFile<'_, R>, expected: u64, most: u64) -> Option<Vec<u8>> {
    let from = usize::try_from(entry.data_start()?).ok()?;
    let to = from.checked_add(usize::try_from(entry.compressed_size()).ok()?)?;
    let packed = container.get(from..to)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let bytes = match entry.compression() {
        CompressionMethod::Stored => packed[..packed.len().min(most.saturating_add(1))].to_vec(),
        _ => inflated(packed, usize::try_from(expected).ok()?, most)?,
    };
    let is_whole = bytes.len() <= most;
    (!is_whole || checksum(&bytes) == entry.crc32()).then_some(bytes)
}

/// Where a piece stands in its part.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    Within,
    Last,
}

/// How much of a part is unpacked before it is handed on.
const PIECE_BYTES: u64 = 1 << 20;

/// Whether a part makes a container a document, and not somebody's archive.
pub(super) fn is_document_part(name: &str) -> bool {
    matches!(part_key(name).as_str(), "[content_types].xml" | "mimetype" | "xl/workbook.xml" | "xl/workbook.bin")
}

/// The key parts are compared by: lower case, and `/` where an old .NET zip wrote `\`.
pub(super) fn part_key(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// The part a relationship of `source` points at. Absolute targets start at the root, others at the source's folder.
pub(super) fn resolve_target(source: &str, target: &str) -> String {
    let target = percent_decoded(&target.replace('\\', "/"));
    let mut folders: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        folders.extend(source.split('/'));
        folders.pop();
    }
    for folder in target.split('/') {
        match folder {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            _ => folders.push(folder),
        }
    }
    folders.join("/")
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_from_the_folder_of_their_source() {
        for (source, target, part) in [
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "/xl/workbook2.xml", "xl/workbook2.xml"),
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "../custom/./sheet.xml", "custom/sheet.xml"),
            ("xl/workbook.xml", "worksheets\\trang%20t%C3%ADnh.xml", "xl/worksheets/trang tính.xml"),
            ("xl/workbook.xml", "../../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolve_target(source, target), part, "{source} -> {target}");
        }
    }
}
