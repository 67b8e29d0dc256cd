//! What is planted where: the table `MONG-DOI.md` beside each sample, written from the same program that plants the
//! mistakes, so that every cell named there is the cell that was written.

use std::collections::BTreeSet;
use std::fmt::Write;
use tonghop::domain::place::CellAt;

/// A cell of a member's row that a mistake can stand in.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Spot {
    Name,
    Born,
    /// The branch's grade; in a tick form the first ticked cell.
    Grade,
}

/// A mistake bound to a row whose place is known only once it is written.
#[derive(Clone, Debug)]
pub struct Plant {
    pub code: &'static str,
    pub spot: Spot,
    pub what: &'static str,
}

/// A cell of a proposal that a mistake can stand in.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum RewardSpot {
    Name,
    Kind,
}

/// How a planted thing is to be spoken of.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Weight {
    ErrorOrWarning,
    Note,
}

/// The table being gathered.
#[derive(Default)]
pub struct Truth {
    lines: BTreeSet<(Weight, String, String)>,
}

/// Where a planted thing stands; `-` is printed for what is left empty.
#[derive(Copy, Clone, Default, Debug)]
pub struct At<'a> {
    pub branch: &'a str,
    pub file: &'a str,
    pub sheet: &'a str,
    pub cell: Option<CellAt>,
}

impl Truth {
    /// An error or a warning that must be found there.
    pub fn plant(&mut self, code: &str, at: At, what: &str) {
        self.add(Weight::ErrorOrWarning, code, at, what);
    }

    /// A note that must be found there; other notes may be.
    pub fn note(&mut self, code: &str, at: At, what: &str) {
        self.add(Weight::Note, code, at, what);
    }

    fn add(&mut self, weight: Weight, code: &str, at: At, what: &str) {
        let dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let cell = at.cell.map_or("-".to_owned(), |cell| cell.to_string());
        let line =
            format!("| {code} | {} | {} | {} | {cell} | {what} |", dash(at.branch), dash(at.file), dash(at.sheet));
        self.lines.insert((weight, format!("{} {} {code}", dash(at.branch), dash(at.file)), line));
    }

    /// The page. `intro` says what the sample is.
    pub fn page(&self, intro: &str) -> String {
        let mut page = format!("{intro}\n");
        for (weight, heading) in [
            (Weight::ErrorOrWarning, "## Lỗi và cảnh báo (đầy đủ / complete)"),
            (Weight::Note, "## Lưu ý (một phần / in part)"),
        ] {
            // Writing to a String cannot fail.
            let _ = write!(
                page,
                "\n{heading}\n\n| CODE | branch | file | sheet | cell | what |\n|---|---|---|---|---|---|\n"
            );
            for (_, _, line) in self.lines.iter().filter(|(of, _, _)| *of == weight) {
                let _ = writeln!(page, "{line}");
            }
        }
        page
    }
}
