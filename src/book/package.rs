//! Puts the long lists into the package that rust_xlsxwriter made: their rows take the place of two marked cells. All
//! other parts are taken over as they are packed.

use super::BookError;
use super::packing::{Packed, Place, packed};
use super::records::Rows;
use flate2::Crc;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

/// The largest part and the largest package that plain zip records can tell of.
const MAX_BYTES: usize = u32::MAX as usize;

/// The package with the rows of its lists; `lists` by the position of their sheets, from 1.
///
/// # Errors
/// The package is not as rust_xlsxwriter makes them, or becomes larger than a zip can be.
pub(super) fn with_lists(package: &[u8], mut lists: BTreeMap<usize, Rows>) -> Result<Vec<u8>, BookError> {
    let mut parts = ZipArchive::new(Cursor::new(package)).map_err(|_| BookError::Package)?;
    let n_bytes =
        package.len() + lists.values().flat_map(|rows| &rows.xml).map(|piece| piece.deflated.len()).sum::<usize>();
    // Room for all at once: growing would hold a long list two or three times.
    let mut zip = Zip { bytes: Vec::with_capacity(n_bytes + ROOM_FOR_DIRECTORY), ..Zip::default() };
    for index in 0..parts.len() {
        let mut part = parts.by_index_raw(index).map_err(|_| BookError::Package)?;
        let name = part.name().map_err(|_| BookError::Package)?.into_owned();
        let list = sheet_of(&name).and_then(|sheet| lists.remove(&sheet));
        let Some(rows) = list else {
            let sizes = Sizes { crc: part.crc32(), packed: 0, unpacked: part.size() as usize };
            let mut bytes = Vec::with_capacity(part.compressed_size() as usize);
            part.read_to_end(&mut bytes).map_err(|_| BookError::Package)?;
            zip.add(&name, part.compression(), sizes, vec![bytes])?;
            continue;
        };
        drop(part);
        let mut text = String::new();
        let mut part = parts.by_index(index).map_err(|_| BookError::Package)?;
        part.read_to_string(&mut text).map_err(|_| BookError::Package)?;
        let (head, tail) = around_marks(&text, &rows).ok_or(BookError::Package)?;
        let (head, tail) = (packed(head.as_bytes(), Place::Within)?, packed(tail.as_bytes(), Place::Last)?);
        let pieces: Vec<Packed> = std::iter::once(head).chain(rows.xml).chain(std::iter::once(tail)).collect();
        let mut crc = Crc::new();
        pieces.iter().for_each(|piece| crc.combine(&piece.crc));
        // The checksum counts bytes modulo 2^32, so the length is added up here.
        let unpacked = pieces.iter().map(|piece| piece.n_bytes).sum();
        let pieces = pieces.into_iter().map(|piece| piece.deflated).collect();
        zip.add(&name, CompressionMethod::Deflated, Sizes { crc: crc.sum(), packed: 0, unpacked }, pieces)?;
    }
    if lists.is_empty() { zip.finish() } else { Err(BookError::Package) }
}

/// The position of the sheet whose part this is.
fn sheet_of(part: &str) -> Option<usize> {
    part.strip_prefix("xl/worksheets/sheet")?.strip_suffix(".xml")?.parse().ok()
}

/// More than the directory of a workbook's parts takes.
const ROOM_FOR_DIRECTORY: usize = 64 * 1024;

/// What stands before and behind the rows of the marked cells.
fn around_marks<'x>(xml: &'x str, rows: &Rows) -> Option<(&'x str, &'x str)> {
    let row = |number: &u32| format!("<row r=\"{number}\"");
    let first = xml.find(&row(rows.numbers.start()))?;
    let last = first + xml[first..].find(&row(rows.numbers.end()))?;
    let behind = last + xml[last..].find("</row>")? + "</row>".len();
    Some((&xml[..first], &xml[behind..]))
}

#[derive(Copy, Clone)]
struct Sizes {
    crc: u32,
    packed: usize,
    unpacked: usize,
}

/// A zip in the making, without dates: the same parts give the same bytes.
#[derive(Default)]
struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    n_parts: u16,
}

impl Zip {
    fn add(
        &mut self,
        name: &str,
        method: CompressionMethod,
        sizes: Sizes,
        pieces: Vec<Vec<u8>>,
    ) -> Result<(), BookError> {
        let sizes = Sizes { packed: pieces.iter().map(Vec::len).sum(), ..sizes };
        let header = self.bytes.len();
        if sizes.unpacked > MAX_BYTES || header + sizes.packed + name.len() > MAX_BYTES - 1_000_000 {
            return Err(BookError::TooLarge);
        }
        let method: u16 = if method == CompressionMethod::Stored { 0 } else { 8 };
        let facts = facts(method, sizes, name);
        self.bytes.extend_from_slice(&0x0403_4B50_u32.to_le_bytes());
        self.bytes.extend_from_slice(&facts);
        self.bytes.extend_from_slice(name.as_bytes());
        // Each goes as soon as it is copied, so that no list is held twice.
        pieces.into_iter().for_each(|piece| self.bytes.extend_from_slice(&piece));

        self.directory.extend_from_slice(&0x0201_4B50_u32.to_le_bytes());
        self.directory.extend_from_slice(&VERSION.to_le_bytes());
        self.directory.extend_from_slice(&facts);
        // No comment, first disk, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&(header as u32).to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        self.n_parts += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, BookError> {
        let at = self.bytes.len();
        if at + self.directory.len() > MAX_BYTES {
            return Err(BookError::TooLarge);
        }
        self.bytes.extend_from_slice(&self.directory);
        self.bytes.extend_from_slice(&0x0605_4B50_u32.to_le_bytes());
        self.bytes.extend_from_slice(&[0; 4]);
        self.bytes.extend_from_slice(&self.n_parts.to_le_bytes());
        self.bytes.extend_from_slice(&self.n_parts.to_le_bytes());
        self.bytes.extend_from_slice(&(self.directory.len() as u32).to_le_bytes());
        self.bytes.extend_from_slice(&(at as u32).to_le_bytes());
        self.bytes.extend_from_slice(&[0; 2]);
        Ok(self.bytes)
    }
}

/// Zip 2.0: folders and deflate.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF8_NAMES: u16 = 1 << 11;
/// 01/01/1980, the zero of zip's calendar.
const NO_DATE: u16 = 1 << 5 | 1;

/// What a part's own header and the directory both say of it, from the version needed to the length of the extra field.
fn facts(method: u16, sizes: Sizes, name: &str) -> Vec<u8> {
    let mut facts = Vec::with_capacity(26);
    [VERSION, UTF8_NAMES, method, 0, NO_DATE].iter().for_each(|word| facts.extend_from_slice(&word.to_le_bytes()));
    // Both lengths were held against the limit.
    let numbers = [sizes.crc, sizes.packed as u32, sizes.unpacked as u32];
    numbers.iter().for_each(|number| facts.extend_from_slice(&number.to_le_bytes()));
    facts.extend_from_slice(&(name.len() as u16).to_le_bytes());
    facts.extend_from_slice(&[0; 2]);
    facts
}
