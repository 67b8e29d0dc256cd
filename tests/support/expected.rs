//! The expectations beside a sample (`MONG-DOI.md`): one line a planted mistake.

use super::campaign::sample;
use std::fs;

/// Which of the page's two tables a line stands in.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// The table is complete: no other error and no other warning may be raised.
    ErrorOrWarning,
    /// Other notes may be raised.
    Note,
}

/// A finding that must be raised. Empty text: the finding has no branch, file, sheet or cell.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Expected {
    pub weight: Weight,
    pub code: String,
    pub branch: String,
    /// Path inside the campaign folder.
    pub file: String,
    pub sheet: String,
    /// Such as `N13`.
    pub cell: String,
    pub what: String,
}

/// All expectations of a sample, in the order of the page. Panics on a line that is not as described there.
pub fn expected(of_sample: &str) -> Vec<Expected> {
    let page = fs::read_to_string(sample(of_sample).join("MONG-DOI.md")).expect("the sample has its expectations");
    let mut weight = None;
    let mut lines = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            weight = Some(if heading.starts_with("Lưu ý") { Weight::Note } else { Weight::ErrorOrWarning });
        }
        let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else { continue };
        let cells = cells.split(" | ").map(|cell| if cell == "-" { "" } else { cell }).collect::<Vec<_>>();
        if cells[0] == "CODE" {
            continue;
        }
        let [code, branch, file, sheet, cell, what] = cells[..] else { panic!("not six cells: {line}") };
        lines.push(Expected {
            weight: weight.expect("lines stand under a heading"),
            code: code.to_owned(),
            branch: branch.to_owned(),
            file: file.to_owned(),
            sheet: sheet.to_owned(),
            cell: cell.to_owned(),
            what: what.to_owned(),
        });
    }
    lines
}
