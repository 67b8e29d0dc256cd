//! Every sheet of the consolidated workbook of both samples, as text, held against `tests/golden/`. After a wanted
//! change: `TONGHOP_WRITE_EXPECTED=1 cargo test --test golden`, then read the diff as the secretary who will receive it.

mod support;

use chrono::{TimeZone, Utc};
use std::fs;
use std::path::{Path, PathBuf};
use support::campaign::{judged, sample};
use support::dump::dump;
use tonghop::output::workbook::consolidated;

/// A copy of a sample whose files all carry one day: a checkout gives them the day it was made.
fn dated_copy(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&sample(name), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    let on = Utc.with_ymd_and_hms(2021, 11, 26, 3, 0, 0).single().expect("the moment exists");
    for entry in fs::read_dir(from).expect("the sample can be listed") {
        let entry = entry.expect("the sample can be listed");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            if entry.file_name() != "ket-qua" {
                fs::create_dir(&target).expect("a folder can be made");
                copy(&entry.path(), &target);
            }
        } else {
            fs::copy(entry.path(), &target).expect("a file can be copied");
            let file = fs::File::options().write(true).open(&target).expect("the copy can be opened");
            file.set_modified(on.into()).expect("the copy's time can be set");
        }
    }
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"))
}

fn holds(name: &str) {
    let folder = dated_copy(name);
    let bloc = judged(folder.path(), 2);
    let bytes = consolidated(&bloc).expect("the workbook can be written");
    // The version and the number of rules change with every release, and nothing else with them.
    let n_rules = format!("{} quy tắc", tonghop::rules::RULES.len());
    let text = dump(&bytes).replace(env!("CARGO_PKG_VERSION"), "‹phiên bản›").replace(&n_rules, "‹số› quy tắc");
    if std::env::var_os("TONGHOP_WRITE_EXPECTED").is_some() {
        fs::write(golden(name), &text).expect("the expectation can be written");
    }
    let expected = fs::read_to_string(golden(name)).expect("the expectation is there");
    for (number, (expected, found)) in expected.lines().zip(text.lines()).enumerate() {
        assert_eq!(expected, found, "{name}, line {}", number + 1);
    }
    assert_eq!(expected.lines().count(), text.lines().count());
}

#[test]
fn the_workbook_of_the_sample_with_mistakes() {
    holds("2021");
}

#[test]
fn the_workbook_of_the_clean_sample() {
    holds("sach");
}
