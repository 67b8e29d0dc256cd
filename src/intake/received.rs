//! When a file came, and which of several files is the newest (settled 1–2). Looks at dates and names only.

use crate::domain::plan::{LogEntry, Plan};
use crate::domain::reading::Reading;
use crate::domain::submission::{Received, ReceivedBasis, Timing};
use crate::text::fold::{fold, skeleton};
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::num::NonZeroU16;

/// When a file came, for a branch of the plan: first of the plan's `Sổ nộp`, the date written in the document, the
/// workbook's properties, the file's time.
///
/// Of the log, the entry that names the file counts (the longest path that fits; of several the latest day). Entries of
/// the branch without a file's name count for its other files: the first day on or after the file's own date, else the
/// latest. Nil entries are no arrival of a file. For a file without a branch only entries that name it count.
pub fn received(reading: &Reading, branch: Option<usize>, plan: &Plan) -> Option<Received> {
    let document = reading.document_date.as_ref().map(|date| date.on);
    let own = [
        (document, ReceivedBasis::Document),
        (reading.properties_date, ReceivedBasis::Properties),
        (reading.file.modified_on, ReceivedBasis::FileTime),
    ];
    let own = own.into_iter().find_map(|(on, basis)| Some(Received { on: on?, basis }));
    match logged(reading, branch, plan, own.map(|own| own.on)) {
        Some(on) => Some(Received { on, basis: ReceivedBasis::Log }),
        None => own,
    }
}

fn logged(reading: &Reading, branch: Option<usize>, plan: &Plan, own: Option<NaiveDate>) -> Option<NaiveDate> {
    let path = path_key(&reading.file.path);
    let arrivals = || plan.log.iter().filter(|entry| !entry.nil && branch.is_none_or(|branch| entry.branch == branch));
    let named = arrivals().filter_map(|entry| Some((names(entry, &path)?, entry.received_on?)));
    if let Some((_, on)) = named.max() {
        return Some(on);
    }
    branch?;
    let unnamed = || arrivals().filter(|entry| entry.file.is_none()).filter_map(|entry| entry.received_on);
    let after = own.and_then(|own| unnamed().filter(|&on| on >= own).min());
    after.or_else(|| unnamed().max())
}

/// Whether a log entry names the file: by its name, with or without extension, or by a path inside the folder. Gives how
/// much of the path it names.
fn names(entry: &LogEntry, path: &str) -> Option<usize> {
    let wanted = path_key(entry.file.as_deref()?);
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let ends_with = |path: &str| {
        path.strip_suffix(wanted.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    (!wanted.is_empty() && (ends_with(path) || ends_with(stem))).then_some(wanted.len())
}

/// Paths as people type them: either slash, any case, composed or not.
fn path_key(path: &str) -> String {
    let path = path.replace('\\', "/");
    let parts = path.split('/').map(fold).filter(|part| !part.is_empty() && part != ".");
    parts.collect::<Vec<_>>().join("/")
}

/// Orders files of one branch from oldest to newest: by received date (a file without one is the oldest), then by a
/// number or word in the name (lần 2, sửa, (1), bản cuối), then by the dates of document, properties and file, then by
/// path.
pub fn order(a: (&Reading, Option<Received>), b: (&Reading, Option<Received>)) -> Ordering {
    sequence(a.0, a.1).cmp(&sequence(b.0, b.1))
}

/// What a file is ordered by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sequence<'a> {
    received_on: Option<NaiveDate>,
    version: Version,
    document_on: Option<NaiveDate>,
    properties_on: Option<NaiveDate>,
    modified_on: Option<NaiveDate>,
    /// The name without extension first: `CB01.xlsx` before `CB01-1.xlsx`.
    stem: &'a str,
    path: &'a str,
}

fn sequence(reading: &Reading, received: Option<Received>) -> Sequence<'_> {
    let path: &str = &reading.file.path;
    Sequence {
        received_on: received.map(|received| received.on),
        version: Version::of(path),
        document_on: reading.document_date.as_ref().map(|date| date.on),
        properties_on: reading.properties_date,
        modified_on: reading.file.modified_on,
        stem: path.rsplit_once('.').map_or(path, |(stem, _)| stem),
        path,
    }
}

/// What a file's name says of its version; the greater is the newer.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Version {
    stage: Stage,
    /// “lần 2”, “v2” and “(1)”, the second download, are 2; a name without a number is 1.
    number: u32,
    /// “sửa”, “bổ sung”: how many such words.
    n_revisions: usize,
    /// “ - Copy”, “bản sao”.
    n_copies: usize,
}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Stage {
    Old,
    Current,
    Final,
}

impl Version {
    /// “cuối năm” is no last version, nor is “đảng viên chính thức”: only words that speak of the file itself count.
    fn of(path: &str) -> Self {
        const OLD: [&str; 4] = ["ban cu", "file cu", "old", "lan truoc"];
        const FINAL: [&str; 7] = ["ban cuoi", "cuoi cung", "lan cuoi", "ban chot", "chot", "final", "moi nhat"];
        const REVISED: [&str; 6] = ["sua", "bo sung", "dieu chinh", "cap nhat", "thay the", "ban moi"];
        const COPIED: [&str; 2] = ["copy", "ban sao"];
        let name = path.rsplit('/').next().unwrap_or(path);
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // Underscores and digits glued to letters part words here too: “_v2”, “lan2”.
        let key = format!(" {} ", skeleton(&name.replace('_', " ")));
        let count = |phrases: &[&str]| phrases.iter().map(|phrase| key.matches(&format!(" {phrase} ")).count()).sum();
        let has = |phrases: &[&str]| -> bool {
            let n_found: usize = count(phrases);
            n_found > 0
        };
        let stage = match (has(&FINAL), has(&OLD)) {
            (true, _) => Stage::Final,
            (false, true) => Stage::Old,
            (false, false) => Stage::Current,
        };
        let number = numbered(&key).chain(bracketed(name)).max().unwrap_or(1);
        Self { stage, number, n_revisions: count(&REVISED), n_copies: count(&COPIED) }
    }
}

/// Numbers of versions past this are years or people.
const LARGEST_VERSION: u32 = 99;

/// The numbers after “lần”, “v”, “bản”, “đợt”, apart from the word or glued to it.
fn numbered(key: &str) -> impl Iterator<Item = u32> {
    const WORDS: [&str; 7] = ["lan", "l", "v", "ver", "version", "ban", "dot"];
    let words: Vec<&str> = key.split_whitespace().collect();
    let mut numbers = Vec::new();
    for (index, word) in words.iter().enumerate() {
        for before in WORDS {
            let Some(rest) = word.strip_prefix(before) else { continue };
            let apart = || words.get(index + 1).copied().unwrap_or_default();
            let figure = if rest.is_empty() { apart() } else { rest };
            numbers.extend(figure.parse::<u32>().ok().filter(|number| *number <= LARGEST_VERSION));
        }
    }
    numbers.into_iter()
}

/// “(1)” as browsers and Explorer number a second file of one name.
fn bracketed(name: &str) -> impl Iterator<Item = u32> {
    let inside = name.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
    let numbers = inside.filter_map(|(inside, _)| inside.trim().parse::<u32>().ok());
    numbers.filter(|number| *number < LARGEST_VERSION).map(|number| number + 1)
}

/// How a date stands against a deadline, whose day is the last one on time (settled 1).
pub fn timing(received: Option<Received>, deadline: Option<NaiveDate>) -> Timing {
    let (Some(received), Some(deadline)) = (received, deadline) else { return Timing::Undated };
    let n_days = (received.on - deadline).num_days().clamp(0, i64::from(u16::MAX));
    match u16::try_from(n_days).ok().and_then(NonZeroU16::new) {
        Some(days) => Timing::Late { days },
        None => Timing::OnTime,
    }
}
