//! The streams of an old Office file (compound file binary): what stands at its root, and the bytes of one stream.
//! Chains are followed no longer than the file has sectors, so a loop ends as damage and not as memory.

use super::{Unreadable, damaged};
use std::collections::BTreeSet;

/// An opened compound file.
pub(super) struct Ole<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    mini_stream: Vec<u8>,
    next_sector: Vec<u32>,
    next_mini_sector: Vec<u32>,
    root: Vec<Stream>,
}

/// A stream at the root; streams of embedded objects lie deeper and are not listed (threats.md S3).
struct Stream {
    name: String,
    first: u32,
    n_bytes: usize,
}

const HEADER_BYTES: usize = 512;
const MINI_SECTOR_BYTES: usize = 64;
/// Streams shorter than this lie in the mini stream.
const MINI_STREAM_CUTOFF: usize = 4_096;
const ENTRY_BYTES: usize = 128;
const LAST_REGULAR_SECTOR: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const NO_ENTRY: u32 = 0xFFFF_FFFF;

impl<'a> Ole<'a> {
    /// Reads the tables of sectors and the directory.
    ///
    /// # Errors
    /// Cut short, or tables that point nowhere or in circles.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let header = bytes.get(..HEADER_BYTES).ok_or_else(|| damaged("OLE header is cut short"))?;
        let sector_bytes = match u16_at(header, 30) {
            9 => 512,
            12 => 4_096,
            _ => return Err(damaged("OLE sectors of an unknown size")),
        };
        let mut ole = Self {
            bytes,
            sector_bytes,
            mini_stream: Vec::new(),
            next_sector: Vec::new(),
            next_mini_sector: Vec::new(),
            root: Vec::new(),
        };
        ole.next_sector = ole.sector_table(header)?;
        let directory = ole.chain(u32_at(header, 48))?;
        let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY_BYTES).collect();
        let root = *entries.first().ok_or_else(|| damaged("OLE directory is empty"))?;
        let first_mini_table = u32_at(header, 60);
        if first_mini_table <= LAST_REGULAR_SECTOR {
            ole.next_mini_sector = numbers(&ole.chain(first_mini_table)?).collect();
            ole.mini_stream = ole.chain(u32_at(root, 116))?;
        }
        ole.root = root_streams(&entries, u32_at(root, 76));
        Ok(ole)
    }

    pub fn has(&self, name: &str) -> bool {
        self.root.iter().any(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream at the root; none when it is not there.
    ///
    /// # Errors
    /// Its chain is broken or shorter than its size.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(stream) = self.root.iter().find(|stream| stream.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let mut bytes = if stream.n_bytes == 0 {
            Vec::new()
        } else if stream.n_bytes < MINI_STREAM_CUTOFF {
            follow(stream.first, &self.next_mini_sector, |sector| {
                let from = sector as usize * MINI_SECTOR_BYTES;
                self.mini_stream.get(from..from + MINI_SECTOR_BYTES)
            })?
        } else {
            self.chain(stream.first)?
        };
        if bytes.len() < stream.n_bytes {
            return Err(damaged("OLE stream is cut short"));
        }
        bytes.truncate(stream.n_bytes);
        Ok(Some(bytes))
    }

    /// The table of sectors, put together from the sectors that the header and its continuation name.
    fn sector_table(&self, header: &[u8]) -> Result<Vec<u32>, Unreadable> {
        let mut parts: Vec<u32> = numbers(&header[76..HEADER_BYTES]).collect();
        let mut continuation = u32_at(header, 68);
        let mut seen = BTreeSet::new();
        while continuation <= LAST_REGULAR_SECTOR {
            if !seen.insert(continuation) {
                return Err(damaged("OLE table of sectors runs in a circle"));
            }
            let sector = self.sector(continuation).ok_or_else(|| damaged("OLE table of sectors is cut short"))?;
            parts.extend(numbers(sector));
            continuation = parts.pop().unwrap_or(END_OF_CHAIN);
        }
        let mut table = Vec::new();
        let mut named = BTreeSet::new();
        for part in parts.into_iter().filter(|&part| part <= LAST_REGULAR_SECTOR) {
            let sector = self.sector(part).ok_or_else(|| damaged("OLE table of sectors is cut short"))?;
            if !named.insert(part) {
                return Err(damaged("OLE table of sectors names a sector twice"));
            }
            table.extend(numbers(sector));
        }
        Ok(table)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let from = (number as usize + 1).checked_mul(self.sector_bytes)?;
        let sector = self.bytes.get(from..)?;
        // Some writers leave the last sector short.
        (!sector.is_empty()).then(|| &sector[..sector.len().min(self.sector_bytes)])
    }

    fn chain(&self, first: u32) -> Result<Vec<u8>, Unreadable> {
        follow(first, &self.next_sector, |sector| self.sector(sector))
    }
}

/// The bytes of a chain of sectors.
fn follow<'s>(first: u32, next: &[u32], sector_of: impl Fn(u32) -> Option<&'s [u8]>) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let mut sector = first;
    let mut n_left = next.len();
    while sector <= LAST_REGULAR_SECTOR {
        bytes.extend_from_slice(sector_of(sector).ok_or_else(|| damaged("OLE chain leaves the file"))?);
        n_left = n_left.checked_sub(1).ok_or_else(|| damaged("OLE chain runs in a circle"))?;
        sector = *next.get(sector as usize).ok_or_else(|| damaged("OLE chain leaves its table"))?;
    }
    Ok(bytes)
}

/// Streams that are children of the root: its tree of siblings, each entry visited once.
fn root_streams(entries: &[&[u8]], child: u32) -> Vec<Stream> {
    const STREAM: u8 = 2;
    let mut streams = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![child];
    while let Some(number) = waiting.pop() {
        let Some(entry) = entries.get(number as usize) else { continue };
        if number == NO_ENTRY || !seen.insert(number) {
            continue;
        }
        waiting.extend([u32_at(entry, 68), u32_at(entry, 72)]);
        if entry[66] == STREAM {
            let n_name_bytes = usize::from(u16_at(entry, 64)).clamp(2, 64) - 2;
            let units: Vec<u16> =
                entry[..n_name_bytes].as_chunks::<2>().0.iter().map(|&unit| u16::from_le_bytes(unit)).collect();
            let name = String::from_utf16_lossy(&units);
            streams.push(Stream { name, first: u32_at(entry, 116), n_bytes: u32_at(entry, 120) as usize });
        }
    }
    streams
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + use<'_> {
    bytes.as_chunks::<4>().0.iter().map(|&number| u32::from_le_bytes(number))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
