//! The pages of the rules: every example is run as a campaign. Its own code must be raised exactly where the page says,
//! and the whole list of findings of every example is held against `tests/pages.txt`, so that a new false alarm shows
//! on the day it is born. `TONGHOP_WRITE_EXPECTED=1 cargo test --test pages` writes the list anew: read its diff.

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use support::campaign::judged;
use support::page::{PageExample, examples};
use tonghop::consolidate::Bloc;
use tonghop::rules::RULES;

/// `C303 D3`, or `F101 -` for a finding without a cell.
fn lines_of(bloc: &Bloc) -> Vec<String> {
    bloc.findings
        .iter()
        .map(|finding| format!("{} {}", finding.code, finding.cell.map_or("-".to_owned(), |cell| cell.to_string())))
        .collect()
}

fn agrees(expected: &str, found: &str) -> bool {
    expected == found || expected.strip_suffix(" *").is_some_and(|code| found.starts_with(code))
}

/// The page's own findings, each expected one found and no other.
fn own_findings_agree(code: &str, example: &PageExample, found: &[String]) -> bool {
    let mut own: Vec<&String> = found.iter().filter(|line| line.starts_with(code)).collect();
    for expected in &example.findings {
        let Some(at) = own.iter().position(|line| agrees(expected, line)) else { return false };
        own.remove(at);
    }
    own.is_empty()
}

#[test]
fn every_example_raises_its_code_where_the_page_says_and_nowhere_else() {
    let mut wrong = Vec::new();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for rule in RULES {
        let examples = examples(rule.page);
        for (number, example) in examples.iter().enumerate() {
            let folder = example.folder();
            let found = lines_of(&judged(folder.path(), 1));
            if !own_findings_agree(rule.code, example, &found) {
                wrong.push(format!("{} ví dụ {}: page {:?}, found {found:?}", rule.code, number + 1, example.findings));
            }
            all.insert(format!("{} {}", rule.code, number + 1), found);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let text: String = all.iter().map(|(example, found)| format!("{example}: {}\n", found.join(", "))).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages.txt");
    if std::env::var_os("TONGHOP_WRITE_EXPECTED").is_some() {
        std::fs::write(&path, &text).expect("the expectations can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("tests/pages.txt is there");
    for (expected, found) in expected.lines().zip(text.lines()) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.lines().count(), text.lines().count());
}

/// Rules whose example a text table cannot tell (hidden rows, fonts, limits, formulas, an earlier output): told in words on the page, and
/// tested in `tests/` beside their subject.
const TOLD_IN_WORDS: [&str; 11] =
    ["C310", "C311", "F108", "F112", "F113", "H205", "H206", "H207", "X607", "X609", "X610"];

#[test]
fn every_page_trips_once_and_keeps_silent_once() {
    for rule in RULES {
        let examples = examples(rule.page);
        if TOLD_IN_WORDS.contains(&rule.code) {
            assert!(examples.is_empty(), "{}: has examples now, take it off the list", rule.code);
            continue;
        }
        let trips = examples.iter().filter(|example| !example.findings.is_empty()).count();
        let is_silent = examples.iter().any(|example| example.findings.is_empty());
        assert!(trips > 0 && is_silent, "{}: {} examples, {trips} trip", rule.code, examples.len());
    }
}

#[test]
fn every_page_has_its_headings_in_order() {
    for rule in RULES {
        let headings: Vec<&str> = rule.page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, ["Kiểm tra gì", "Vì sao", "Ví dụ", "Cách sửa"], "{}", rule.code);
    }
}

#[test]
fn codes_are_unique() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    let n_codes = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), n_codes);
}
