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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::{CellAt, CellPlace};
    use crate::domain::reading::DocumentDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A file with its dates: document, properties, file system; `-` for none.
    fn reading(path: &str, dates: &str) -> Reading {
        let mut reading = Reading::default();
        reading.file.path = path.into();
        let mut dates = dates.split_whitespace().map(|date| date.parse().ok());
        let mut next = || dates.next().flatten();
        let place = CellPlace { file: path.into(), sheet: "S".into(), at: CellAt::new(1, 1) };
        reading.document_date = next().map(|on| DocumentDate { on, place });
        reading.properties_date = next();
        reading.file.modified_on = next();
        reading
    }

    /// A log from lines “branch | date | file | x”.
    fn plan(log: &[&str]) -> Plan {
        let entry = |line: &&str| {
            let parts: Vec<&str> = line.split('|').map(str::trim).chain([""; 4]).collect();
            LogEntry {
                row: 2,
                branch: parts[0].parse().unwrap(),
                received_on: parts[1].parse().ok(),
                file: Some(parts[2].to_owned()).filter(|file| !file.is_empty()),
                nil: parts[3] == "x",
                password: None,
                note: None,
            }
        };
        Plan { log: log.iter().map(entry).collect(), ..Plan::default() }
    }

    fn told(reading: &Reading, branch: Option<usize>, log: &[&str]) -> Option<(String, ReceivedBasis)> {
        received(reading, branch, &plan(log)).map(|received| (received.on.to_string(), received.basis))
    }

    #[test]
    fn the_first_known_date_counts() {
        use ReceivedBasis::{Document, FileTime, Log, Properties};
        let all = "2021-11-25 2021-11-26 2021-11-27";
        type Case<'a> = (&'a str, &'a [&'a str], Option<(&'a str, ReceivedBasis)>);
        let cases: &[Case] = &[
            (all, &["0 | 2021-11-28 | a.xlsx"], Some(("2021-11-28", Log))),
            (all, &[], Some(("2021-11-25", Document))),
            ("- 2021-11-26 2021-11-27", &[], Some(("2021-11-26", Properties))),
            ("- - 2021-11-27", &[], Some(("2021-11-27", FileTime))),
            ("- - -", &[], None),
            // A log entry that gives no date, speaks of another branch or is a nil return, gives none.
            (all, &["0 | - | a.xlsx"], Some(("2021-11-25", Document))),
            (all, &["1 | 2021-11-28 | a.xlsx"], Some(("2021-11-25", Document))),
            (all, &["0 | 2021-11-28 | | x"], Some(("2021-11-25", Document))),
        ];
        for (dates, log, expected) in cases {
            let expected = expected.map(|(on, basis)| (on.to_owned(), basis));
            assert_eq!(told(&reading("nop/a.xlsx", dates), Some(0), log), expected, "{dates} {log:?}");
        }
    }

    #[test]
    fn a_log_entry_finds_its_file_by_name_or_path() {
        let path = "nop/Chi bộ 1/Danh sách.xlsx";
        for file in [
            "Danh sách.xlsx",
            "DANH SÁCH.XLSX",
            "Danh sách",
            "Danh sa\u{301}ch.xlsx",
            "nop/Chi bộ 1/Danh sách.xlsx",
            "Chi bộ 1\\Danh sách.xlsx",
            "./nop/Chi bộ 1/Danh sách.xlsx",
        ] {
            let on = told(&reading(path, ""), Some(0), &[&format!("0 | 2021-11-28 | {file}")]);
            assert!(on.is_some(), "{file}");
        }
        for file in ["sách.xlsx", "1/Danh sách.xlsx", "Danh sách.xls", "Chi bộ 2/Danh sách.xlsx"] {
            let on = told(&reading(path, ""), Some(0), &[&format!("0 | 2021-11-28 | {file}")]);
            assert_eq!(on, None, "{file}");
        }
    }

    #[test]
    fn of_several_entries_the_longest_path_then_the_latest_day_counts() {
        let on = |log: &[&str]| told(&reading("nop/b/a.xlsx", ""), Some(0), log).map(|(on, _)| on);
        let longest = ["0 | 2021-11-20 | b/a.xlsx", "0 | 2021-11-28 | a.xlsx"];
        assert_eq!(on(&longest).as_deref(), Some("2021-11-20"));
        assert_eq!(on(&["0 | 2021-11-28 | a.xlsx", "0 | 2021-11-20 | a.xlsx"]).as_deref(), Some("2021-11-28"));
    }

    #[test]
    fn entries_without_a_file_name_go_to_the_files_of_their_branch() {
        let log = ["0 | 2021-11-21", "0 | 2021-11-27", "0 | 2021-11-30 | other.xlsx"];
        let on = |dates: &str, branch| told(&reading("nop/a.xlsx", dates), branch, &log).map(|(on, _)| on);
        assert_eq!(on("2021-11-20", Some(0)).as_deref(), Some("2021-11-21"));
        assert_eq!(on("2021-11-22", Some(0)).as_deref(), Some("2021-11-27"));
        assert_eq!(on("2021-12-05", Some(0)).as_deref(), Some("2021-11-27"));
        assert_eq!(on("", Some(0)).as_deref(), Some("2021-11-27"));
        assert_eq!(on("", None), None);
    }

    /// Whether the second file is the newer of the two.
    fn is_newer(older: (&Reading, &str), newer: (&Reading, &str)) -> bool {
        let with_date = |(reading, on): (&Reading, &str)| {
            on.parse()
                .ok()
                .map(|on| Received { on, basis: ReceivedBasis::Log })
                .map_or((reading.clone(), None), |on| (reading.clone(), Some(on)))
        };
        let (a, b) = (with_date(older), with_date(newer));
        order((&a.0, a.1), (&b.0, b.1)) == Ordering::Less && order((&b.0, b.1), (&a.0, a.1)) == Ordering::Greater
    }

    #[test]
    fn the_later_received_is_newer_whatever_the_names() {
        let (a, b) = (reading("nop/a (lần 3).xlsx", ""), reading("nop/a.xlsx", ""));
        assert!(is_newer((&a, "2021-11-25"), (&b, "2021-11-26")));
        assert!(is_newer((&a, ""), (&b, "2021-11-26")));
    }

    #[test]
    fn names_tell_which_of_one_days_files_is_newer() {
        let cases = [
            ("CB01.xlsx", "CB01 lần 2.xlsx"),
            ("CB01 lan 1.xlsx", "CB01_lan2.xlsx"),
            ("CB01 (lan 2).xlsx", "CB01 (lan 10).xlsx"),
            ("CB01.xlsx", "CB01 (1).xlsx"),
            ("CB01 (1).xlsx", "CB01 (2).xlsx"),
            ("CB01 v1.xlsx", "CB01_v2.xlsx"),
            ("CB01.xlsx", "CB01 sửa.xlsx"),
            ("CB01.xlsx", "CB01_da_chinh_sua.xls"),
            ("CB01 sửa.xlsx", "CB01 sửa lần 2.xlsx"),
            ("CB01.xlsx", "CB01 bổ sung.xlsx"),
            ("CB01.xlsx", "CB01 - Copy.xlsx"),
            ("CB01 - Copy.xlsx", "CB01 - Copy (2).xlsx"),
            ("CB01 lần 3.xlsx", "CB01 bản cuối.xlsx"),
            ("CB01 lần 3.xlsx", "CB01_FINAL.xlsx"),
            ("CB01 final.xlsx", "CB01 final (1).xlsx"),
            ("CB01 bản cũ.xlsx", "CB01.xlsx"),
            ("Danh gia cuoi nam 2021.xlsx", "Danh gia cuoi nam 2021 lan 2.xlsx"),
            ("dang vien chinh thuc (lan 1).xlsx", "dang vien (lan 2).xlsx"),
            // Numbers of branches and years are no versions.
            ("CB12 2021.xlsx", "CB01 2021 sua.xlsx"),
            ("chi bo 30 nam 2021 (2021).xlsx", "chi bo 1 lan 2.xlsx"),
            // Names that say nothing: by path.
            ("CB01.xlsx", "CB01-them.xlsx"),
        ];
        for (older, newer) in cases {
            let on = "2021-11-26";
            assert!(is_newer((&reading(older, ""), on), (&reading(newer, ""), on)), "{older} < {newer}");
        }
    }

    #[test]
    fn names_that_say_the_same_leave_it_to_the_other_dates() {
        let (a, b) = (reading("b.xlsx", "- 2021-11-20 -"), reading("a.xlsx", "- 2021-11-22 -"));
        assert!(is_newer((&a, "2021-11-26"), (&b, "2021-11-26")));
    }

    #[test]
    fn the_day_of_the_deadline_is_on_time_and_the_next_is_one_day_late() {
        let late = |days| Timing::Late { days: NonZeroU16::new(days).unwrap() };
        let cases = [
            ("2021-11-26", Timing::OnTime),
            ("2021-11-27", Timing::OnTime),
            ("2021-11-28", late(1)),
            ("2021-12-02", late(5)),
            ("9999-01-01", late(u16::MAX)),
        ];
        for (on, expected) in cases {
            let received = Some(Received { on: day(on), basis: ReceivedBasis::Log });
            assert_eq!(timing(received, Some(day("2021-11-27"))), expected, "{on}");
            assert_eq!(timing(received, None), Timing::Undated);
        }
        assert_eq!(timing(None, Some(day("2021-11-27"))), Timing::Undated);
    }
}
