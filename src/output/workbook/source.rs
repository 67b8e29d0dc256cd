//! Where a row comes from: file › sheet › cell, as text and as a link.

use crate::book::Value;
use crate::domain::member::RowSource;
use crate::domain::place::CellAt;
use std::cell::RefCell;

/// Results lie in `ket-qua/`, beside the folder of returns.
const UP: &str = "../";

/// A link to a record's row.
pub fn of_row(source: &RowSource) -> Value<'static> {
    of_cell(&source.file, &source.sheet, source.at)
}

/// `nop/CB01.xlsx › Đảng viên › E12`, leading there.
pub fn of_cell(file: &str, sheet: &str, at: CellAt) -> Value<'static> {
    thread_local! {
        // Rows of one sheet stand under each other.
        static LAST: RefCell<OfSheet> = RefCell::default();
    }
    LAST.with_borrow_mut(|of_sheet| {
        if of_sheet.file != file || of_sheet.sheet != sheet {
            *of_sheet = OfSheet::new(file, sheet);
        }
        of_sheet.cell(at)
    })
}

/// What the sources of all rows of one sheet begin with.
#[derive(Default)]
struct OfSheet {
    file: String,
    sheet: String,
    text: String,
    /// None where no link can lead.
    target: Option<String>,
}

impl OfSheet {
    fn new(file: &str, sheet: &str) -> Self {
        // Excel takes a `#` for the end of the path.
        let is_linked = opens_at_cells(file) && !sheet.contains('#');
        Self {
            text: format!("{} › {} › ", shown(file), shown(sheet)),
            target: is_linked.then(|| format!("{UP}{file}#'{}'!", sheet.replace('\'', "''"))),
            file: file.to_owned(),
            sheet: sheet.to_owned(),
        }
    }

    fn cell(&self, at: CellAt) -> Value<'static> {
        let with_address = |text: &str| {
            // Letters and digits of an address are ten at most.
            let mut whole = String::with_capacity(text.len() + 10);
            whole.push_str(text);
            at.push_to(&mut whole);
            whole
        };
        let text = with_address(&self.text);
        match &self.target {
            Some(target) => Value::Link { target: with_address(target), text: text.into() },
            None => Value::text(text),
        }
    }
}

/// A file, or a file and a sheet, leading to the file.
pub fn of_file(file: &str, sheet: Option<&str>) -> Value<'static> {
    let text = match sheet {
        Some(sheet) => format!("{} › {}", shown(file), shown(sheet)),
        None => shown(file),
    };
    if opens_at_all(file) {
        Value::Link { target: format!("{UP}{file}"), text: text.into() }
    } else {
        Value::text(text)
    }
}

/// The path on one line, whatever its name holds.
pub fn shown(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|&c| !is_hidden(c)).collect()
}

/// Whether a link can name the path: a file of its own on disk, without the characters links give a meaning to.
fn opens_at_all(file: &str) -> bool {
    let lower = file.to_lowercase();
    let is_in_archive = lower.contains(".zip/");
    !file.is_empty() && !is_in_archive && !file.contains(['#', '%', '?', '\\']) && shown(file) == file
}

fn opens_at_cells(file: &str) -> bool {
    let lower = file.to_lowercase();
    opens_at_all(file) && [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"].iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(file: &str, sheet: &str) -> Option<String> {
        match of_cell(file, sheet, CellAt::new(12, 5)) {
            Value::Link { target, .. } => Some(target),
            _ => None,
        }
    }

    #[test]
    fn links_name_the_cell_beside_the_results() {
        assert_eq!(target("nop/CB01.xlsx", "Đảng viên").as_deref(), Some("../nop/CB01.xlsx#'Đảng viên'!E12"));
        assert_eq!(target("nop/a.xlsx", "It's").as_deref(), Some("../nop/a.xlsx#'It''s'!E12"));
    }

    #[test]
    fn what_a_link_cannot_name_stays_text() {
        for file in ["nop/a#b.xlsx", "nop/goi.zip/a.xlsx", "nop/a.csv", "nop/a\u{202E}.xlsx", "nop/100%.xlsx", ""] {
            assert_eq!(target(file, "S"), None, "{file}");
        }
    }
}
