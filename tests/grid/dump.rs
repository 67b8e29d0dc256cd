//! A workbook as text: one line per sheet, merge and filled cell, the form in which tests compare workbooks.

use std::fmt::Write;
use tonghop::domain::place::CellAt;
use tonghop::grid::{Limits, Unreadable, Value, Workbook, read};

/// What reading the bytes with the default limits gives.
pub fn dumped(bytes: &[u8]) -> String {
    match read(bytes, &Limits::default(), &[]) {
        Ok(workbook) => dump(&workbook),
        Err(why) => named(&why).to_owned(),
    }
}

pub fn dump(workbook: &Workbook) -> String {
    let mut text = String::new();
    for sheet in &workbook.sheets {
        let hidden = if sheet.is_hidden { " (ẩn)" } else { "" };
        writeln!(text, "# {}{hidden}", sheet.name).unwrap();
        for (from, to) in &sheet.hidden_columns {
            writeln!(text, "hidden columns {from}-{to}").unwrap();
        }
        for area in &sheet.merges {
            writeln!(text, "merge {}:{}", area.first, area.last).unwrap();
        }
        for row in &sheet.rows {
            let hidden = if row.is_hidden { " (hidden row)" } else { "" };
            for cell in &row.cells {
                let at = CellAt::new(row.number, cell.column);
                writeln!(text, "{at} {}{hidden}", shown(&cell.value)).unwrap();
            }
        }
    }
    text
}

pub fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{:?}", &**text),
        Value::Number(number) => format!("{number}"),
        Value::Bool(truth) => format!("{truth}"),
        Value::DateTime(at) => format!("{at}"),
        Value::Error(text) => text.to_string(),
        Value::NoResult => "no result".to_owned(),
    }
}

/// The variant's name; of damage, the cause too.
pub fn named(why: &Unreadable) -> String {
    match why {
        Unreadable::Damaged { cause } => format!("Damaged: {cause}"),
        Unreadable::Over { limit, .. } => format!("Over {limit:?}"),
        other => format!("{other:?}"),
    }
}
