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

/// A compound file that holds nothing but one stream at its root. The stream is filled up with zeros to whole sectors.
pub(super) fn with_one_stream(name: &str, stream: Vec<u8>) -> Vec<u8> {
    with_streams(vec![(name, stream)])
}

/// [`with_one_stream`] of a few streams.
pub(super) fn with_streams(streams: Vec<(&str, Vec<u8>)>) -> Vec<u8> {
    const SECTOR: usize = 4_096;
    const TABLE_SECTOR: u32 = 0xFFFF_FFFD;
    let mut file = vec![0; SECTOR];
    // The sector that each sector is followed by.
    let mut next: Vec<u32> = Vec::new();
    let mut entries: Vec<(&str, u8, u32, u64)> = Vec::new();
    for (name, mut stream) in streams {
        // A whole sector is also what keeps the stream out of the mini stream.
        stream.resize(stream.len().next_multiple_of(SECTOR).max(SECTOR), 0);
        let first = next.len() as u32;
        entries.push((name, 2, first, stream.len() as u64));
        next.extend(first + 1..first + (stream.len() / SECTOR) as u32);
        next.push(END_OF_CHAIN);
        file.append(&mut stream);
    }
    let n_streams = next.len();
    next.push(END_OF_CHAIN);
    // Each table sector names 1 024 sectors, itself among them.
    let n_table = next.len().div_ceil(SECTOR / 4 - 1);
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (at, number) in [(24, 0x3E_u16), (26, 4), (28, 0xFFFE), (30, 12), (32, 6)] {
        file[at..at + 2].copy_from_slice(&number.to_le_bytes());
    }
    let longs = [
        (40, 1),
        (44, n_table as u32),
        (48, n_streams as u32),
        (56, MINI_STREAM_CUTOFF as u32),
        (60, END_OF_CHAIN),
        (68, END_OF_CHAIN),
    ];
    for (at, number) in longs {
        file[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
    }
    // The header names 109 table sectors, enough for 450 MB: more than any file that is opened.
    for (index, place) in file[76..HEADER_BYTES].as_chunks_mut::<4>().0.iter_mut().enumerate() {
        let named = if index < n_table { (next.len() + index) as u32 } else { NO_ENTRY };
        *place = named.to_le_bytes();
    }
    let mut directory = vec![0; SECTOR];
    let n_entries = entries.len() as u32;
    entries.insert(0, ("Root Entry", 5, 0, 0));
    for (number, (entry, (name, kind, first, n_bytes))) in
        (0..).zip(directory.chunks_exact_mut(ENTRY_BYTES).zip(entries))
    {
        let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64..66].copy_from_slice(&(units.len() as u16).to_le_bytes());
        entry[66] = kind;
        entry[67] = 1;
        // The root's child is the first of the streams, and each leads on to the next.
        let (after, child) = match number {
            0 => (NO_ENTRY, 1),
            _ if number < n_entries => (number + 1, NO_ENTRY),
            _ => (NO_ENTRY, NO_ENTRY),
        };
        for (at, number) in [(68, NO_ENTRY), (72, after), (76, child), (116, first)] {
            entry[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
        }
        entry[120..128].copy_from_slice(&n_bytes.to_le_bytes());
    }
    file.append(&mut directory);
    let padding = n_table * SECTOR / 4 - next.len() - n_table;
    let table = next.into_iter().chain(std::iter::repeat_n(TABLE_SECTOR, n_table));
    for number in table.chain(std::iter::repeat_n(NO_ENTRY, padding)) {
        file.extend(number.to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_comes_back_whole_whatever_its_size() {
        for n_bytes in [0, 1, 4_095, 4_096, 4_097, 100_000, 4_096 * 1_023, 4_096 * 1_024 + 1, 9_000_000] {
            let stream: Vec<u8> = (0..n_bytes).map(|at: u32| (at % 251) as u8).collect();
            let file = with_one_stream("Workbook", stream.clone());
            let read = Ole::open(&file).and_then(|ole| ole.stream("workbook")).unwrap_or_default().unwrap_or_default();
            assert!(read.starts_with(&stream) && read[stream.len()..].iter().all(|&byte| byte == 0), "{n_bytes}");
        }
    }

    #[test]
    fn each_of_several_streams_comes_back() {
        let streams = [("Workbook", vec![1; 9_000]), ("\u{5}SummaryInformation", vec![2; 10]), ("x", vec![3; 4_096])];
        let file = with_streams(streams.to_vec());
        for (name, stream) in streams {
            let read = Ole::open(&file).and_then(|ole| ole.stream(name)).unwrap_or_default().unwrap_or_default();
            assert!(read.starts_with(&stream) && read[stream.len()..].iter().all(|&byte| byte == 0), "{name}");
        }
    }

    #[test]
    fn chains_that_run_in_circles_or_away_are_damage() {
        let file = with_one_stream("Workbook", vec![1; 20_000]);
        let table = file.len() - 4_096;
        for (sector, next) in [(2_usize, 1_u32), (0, 0), (3, 70_000), (4, 5_000)] {
            let mut broken = file.clone();
            broken[table + 4 * sector..table + 4 * sector + 4].copy_from_slice(&next.to_le_bytes());
            let stream = Ole::open(&broken).and_then(|ole| ole.stream("Workbook"));
            assert!(matches!(stream, Err(Unreadable::Damaged { .. })), "{sector} -> {next}");
        }
        for n_bytes in [3, 511, 512, 4_000, 8_000, 20_000] {
            let cut = Ole::open(&file[..n_bytes]).and_then(|ole| ole.stream("Workbook"));
            assert!(!matches!(cut, Ok(Some(_))), "cut at {n_bytes}");
        }
    }

    #[test]
    fn streams_of_embedded_objects_are_not_the_files_own() {
        let mut file = with_one_stream("Workbook", vec![1; 5_000]);
        // The root's only child becomes a folder, and the stream a child of that.
        let directory = 4_096 * 3;
        let folder = directory + 2 * ENTRY_BYTES;
        file.copy_within(directory..directory + ENTRY_BYTES, folder);
        file[directory + 76] = 2;
        file[folder + 66] = 1;
        let ole = Ole::open(&file);
        assert!(ole.is_ok_and(|ole| !ole.has("Workbook")));
    }
}
