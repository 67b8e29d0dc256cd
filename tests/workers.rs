//! One file that aborts, loops, leaks or lies among hundreds of good ones costs that file alone. The program is run as a
//! whole; what misbehaves on purpose is a worker process of it, told to by the last bytes of a file (a seam that only
//! builds for tests have).

#[path = "support/killers.rs"]
mod killers;

use killers::{KILLERS, OLD_WORKBOOK};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a run said on standard output, as JSON, and its exit code.
struct Run {
    code: i32,
    said: serde_json::Value,
    aside: String,
}

fn check(folder: &Path, seam: &str, arguments: &[&str]) -> Run {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(["check", ".", "--format", "json"])
        .args(arguments)
        .current_dir(folder)
        .env("TONGHOP_WORKER_SEAM", seam)
        .output()
        .unwrap();
    let aside = String::from_utf8(ended.stderr).unwrap();
    let said = serde_json::from_slice(&ended.stdout).unwrap_or_else(|_| panic!("no JSON; {aside}"));
    Run { code: ended.status.code().expect("ended by itself"), said, aside }
}

impl Run {
    /// Codes of the findings about each file, with the messages.
    fn findings(&self) -> BTreeMap<String, Vec<(String, String)>> {
        let mut of_file: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for finding in self.said["findings"].as_array().unwrap() {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            of_file.entry(text("file")).or_default().push((text("code"), text("message")));
        }
        of_file
    }
}

/// A return of one branch, of one invented person.
fn good(folder: &Path, number: usize) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Đảng viên").unwrap();
    sheet.write_string(0, 0, "DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021").unwrap();
    sheet.write_string(1, 0, format!("Chi bộ Tổ dân phố {number}")).unwrap();
    let header = ["TT", "Họ và tên", "Ngày sinh", "Chi bộ xếp loại"];
    let row = ["1", &format!("Nguyễn Văn Thử {number}"), "03/02/1980", "Hoàn thành tốt nhiệm vụ"];
    for (row, texts) in [(3, header), (4, row)] {
        for (column, text) in texts.iter().enumerate() {
            sheet.write_string(row, column as u16, *text).unwrap();
        }
    }
    workbook.save(folder.join(format!("to-{number:03}.xlsx"))).unwrap();
}

/// What a worker is told to do, and what is then said of the file.
const DEEDS: [(&str, &str, &str); 8] = [
    ("abort", "F105", "Tệp bị hỏng"),
    ("panic", "F105", "Tệp bị hỏng"),
    ("overflow", "F105", "Tệp bị hỏng"),
    ("lie", "F105", "Tệp bị hỏng"),
    ("cut", "F105", "Tệp bị hỏng"),
    ("loop", "F108", "thời gian xử lý quá 1 giây"),
    ("leak", "F108", "bộ nhớ cần để đọc quá 400.000.000 byte"),
    ("flood", "F108", "lượng dữ liệu đọc ra quá 64.000.000 byte"),
];

#[test]
fn whatever_a_worker_does_five_hundred_good_files_are_merged_and_the_bad_one_is_named() {
    const GOOD: usize = 500;
    let folder = tempfile::tempdir().unwrap();
    (1..=GOOD).for_each(|number| good(folder.path(), number));
    for (deed, _, _) in DEEDS {
        let bytes = [OLD_WORKBOOK, format!("<{deed}>").as_bytes()].concat();
        fs::write(folder.path().join(format!("{deed}.xls")), bytes).unwrap();
    }
    // One that behaves, so that a worker is there for a file after another one's death.
    fs::write(folder.path().join("zzz.xls"), OLD_WORKBOOK).unwrap();
    let run = check(folder.path(), "1", &["--limits", "cpu=1,wall=600,memory=400MB", "--threads", "2"]);
    assert_eq!(run.code, 3);
    let (files, merged) = (&run.said["reconciliation"]["files"], &run.said["reconciliation"]["merged"]);
    let n_of_old = 3;
    assert_eq!(
        (files.as_u64(), merged.as_u64()),
        (Some(GOOD as u64 + DEEDS.len() as u64 + 1), Some(GOOD as u64 + n_of_old))
    );
    let findings = run.findings();
    for (deed, code, words) in DEEDS {
        let said = findings.get(&format!("{deed}.xls")).unwrap();
        assert!(said.len() == 1 && said[0].0 == code && said[0].1.contains(words), "{deed}: {said:?}");
    }
    let unreadable = findings.values().flatten().filter(|(code, _)| code == "F105" || code == "F108").count();
    assert_eq!(unreadable, DEEDS.len());
}

/// Only one that waits for nothing: on a busy machine an honest one could be late too.
#[test]
fn a_worker_that_sleeps_is_woken_by_nobody_and_ended_by_the_clock() {
    let folder = tempfile::tempdir().unwrap();
    good(folder.path(), 1);
    fs::write(folder.path().join("ngủ.xls"), [OLD_WORKBOOK, b"<sleep>"].concat()).unwrap();
    let run = check(folder.path(), "1", &["--limits", "wall=1"]);
    assert_eq!(run.said["reconciliation"]["merged"].as_u64(), Some(1));
    let findings = run.findings();
    let said = &findings["ngủ.xls"];
    assert!(said.len() == 1 && said[0].0 == "F108" && said[0].1.contains("thời gian đọc quá 1 giây"), "{said:?}");
}

/// Where the system does not hold a process to its memory, the program looks at it again and again.
#[cfg(unix)]
#[test]
fn a_worker_that_hoards_memory_is_seen_and_ended() {
    let is_there = Command::new("ps").args(["-o", "rss=", "-p", &std::process::id().to_string()]).output();
    if !is_there.is_ok_and(|told| told.status.success()) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    good(folder.path(), 1);
    fs::write(folder.path().join("giữ.xls"), [OLD_WORKBOOK, b"<hoard>"].concat()).unwrap();
    fs::write(folder.path().join("tốt.xls"), OLD_WORKBOOK).unwrap();
    let run = check(folder.path(), "watch", &["--limits", "memory=100MB,wall=600,cpu=600", "--threads", "1"]);
    assert_eq!(run.said["reconciliation"]["merged"].as_u64(), Some(4));
    let findings = run.findings();
    let said = &findings["giữ.xls"];
    assert!(said.len() == 1 && said[0].0 == "F108" && said[0].1.contains("bộ nhớ"), "{said:?}");
}

#[test]
fn a_file_is_not_blamed_for_what_the_one_before_it_did_to_the_worker() {
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=6 {
        // Odd ones end their worker, even ones come to the next or to one that has read before.
        let ending = if number % 2 == 1 { "<abort>" } else { "" };
        let bytes = [OLD_WORKBOOK, ending.as_bytes()].concat();
        fs::write(folder.path().join(format!("{number}.xls")), bytes).unwrap();
    }
    let run = check(folder.path(), "1", &["--threads", "1"]);
    let findings = run.findings();
    for number in 1..=6 {
        let said = findings.get(&format!("{number}.xls"));
        let is_broken = said.is_some_and(|said| said.iter().any(|(code, _)| code == "F105"));
        assert_eq!(is_broken, number % 2 == 1, "{number}.xls");
    }
}

#[test]
fn workers_read_what_this_process_would_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.xls"), OLD_WORKBOOK).unwrap();
    let (with, without) = (check(folder.path(), "1", &[]), check(folder.path(), "none", &[]));
    assert_eq!(with.said, without.said);
    assert_eq!(with.said["members"].as_array().map(Vec::len), Some(3));
    let words = "không cho mở tiến trình con";
    assert_eq!((with.aside.contains(words), without.aside.matches(words).count()), (false, 1));
    let quiet = check(folder.path(), "none", &["--quiet"]);
    assert_eq!(quiet.aside, "");
}

#[test]
fn known_killers_are_refused_by_name_and_harm_nobody() {
    let folder = tempfile::tempdir().unwrap();
    good(folder.path(), 1);
    for killer in &KILLERS {
        fs::write(folder.path().join(killer.name), (killer.make)()).unwrap();
    }
    let run = check(folder.path(), "1", &[]);
    assert_eq!(run.said["reconciliation"]["merged"].as_u64(), Some(1));
    let findings = run.findings();
    for killer in &KILLERS {
        let codes: Vec<&str> = findings[killer.name].iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, [killer.code], "{}", killer.name);
    }
}

/// Legal, however far apart: they are read where they stand.
#[test]
fn cells_in_the_last_corner_are_read_in_every_format() {
    let limits = tonghop::grid::Limits::default();
    for (name, last) in [("far-cell.xlsx", "XFD1048576"), ("far-cell.xls", "IV65536"), ("far-cell.xlsb", "XFD1048576")]
    {
        let killer = KILLERS.iter().find(|killer| killer.name == name).unwrap();
        let read = tonghop::grid::read(&(killer.make)(), &limits, &[]);
        let workbook = read.unwrap_or_else(|why| panic!("{name}: {why:?}"));
        for at in ["A1", last] {
            let value = workbook.sheets[0].value(at.parse().unwrap());
            assert_eq!(value, Some(&tonghop::grid::Value::Number(1.0)), "{name} {at}");
        }
    }
}

/// Old workbooks damaged at random, through this test's own workers: whatever the parser does, this process lives and each
/// file has its answer.
#[test]
fn old_workbooks_damaged_at_random_end_nothing() {
    let seed = u64::from(std::process::id());
    println!("seed {seed}");
    let mut state = seed;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let limits = tonghop::grid::Limits { worker_cpu_seconds: 5, worker_wall_seconds: 20, ..Default::default() };
    let mut n_read = 0;
    for _ in 0..300 {
        let mut bytes = OLD_WORKBOOK.to_vec();
        for _ in 0..=below(6) {
            // Half of them where the records are, half anywhere.
            let at = if below(2) == 0 { 512 + below(4_096.min(bytes.len() - 512)) } else { below(bytes.len()) };
            bytes[at] = [0, 1, 0x7F, 0xFF, below(256) as u8][below(5)];
        }
        n_read += u32::from(tonghop::grid::read(&bytes, &limits, &[]).is_ok());
    }
    assert!(n_read > 0, "seed {seed}: nothing was read at all");
    assert!(!tonghop::grid::worker::is_without_workers());
    assert!(tonghop::grid::read(OLD_WORKBOOK, &limits, &[]).is_ok());
}

/// A limit set on the command line is the one that is held and shown.
#[test]
fn limits_can_be_set_and_are_shown_with_their_figures_when_they_are_met() {
    let folder = tempfile::tempdir().unwrap();
    good(folder.path(), 1);
    fs::write(folder.path().join("cũ.xls"), [OLD_WORKBOOK, b"<leak>"].concat()).unwrap();
    let bytes = fs::read(folder.path().join("to-001.xlsx")).unwrap();
    let length = bytes.len();
    let n_parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().len();
    for (limits, file, words) in [
        (
            "file=1000",
            "to-001.xlsx",
            format!("cỡ tệp {}.{:03} byte, giới hạn 1.000 byte", length / 1_000, length % 1_000),
        ),
        ("sheets=1,entries=5", "to-001.xlsx", format!("số thành phần trong tệp {n_parts} thành phần, giới hạn 5 ")),
        ("memory=100MB", "cũ.xls", "bộ nhớ cần để đọc quá 100.000.000 byte".to_owned()),
    ] {
        let run = check(folder.path(), "1", &["--limits", limits]);
        let findings = run.findings();
        let said = findings.get(file).map(Vec::as_slice).unwrap_or_default();
        assert!(said.len() == 1 && said[0].0 == "F108" && said[0].1.contains(&words), "{limits}: {said:?}");
    }
}
