//! Workbooks as text tables: rows of cells between bars, turned into .xlsx bytes or straight into
//! [`tonghop::grid::Workbook`].
//!
//! ```text
//! | TT | Họ và tên | Ngày sinh  | Xếp loại | <     |
//! | ^  | ^         | ^          | HTXS     | HTT   |
//! @10
//! | 1  | Lê Thị An | 1980-02-03 |          | x     |
//! ```
//!
//! | written | cell |
//! |---|---|
//! | nothing | none |
//! | `12`, `18,5` is text, `18.5` | a number; a leading zero keeps it text |
//! | `1980-02-03` | a real date; every other form of date is text |
//! | `TRUE`, `FALSE` | a truth value |
//! | `#REF!`, `#N/A`… | an error value |
//! | `=A1+1 → 5` | a formula with its stored result; `=A1+1 →` one whose result was never stored |
//! | `'12` | text, whatever it looks like |
//! | `<`, `^` | merged with the cell to the left, or above |
//! | `\n`, `\p`, `\_` | inside text: new line, bar, a space that stays |
//!
//! A blank line is a blank row. `@10` makes the next row number 10; `@ẩn dòng 3-4` and `@ẩn cột B-C` hide.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula};
use std::collections::BTreeMap;
use std::sync::Arc;
use tonghop::domain::place::CellAt;
use tonghop::grid::{Area, Cell, Row, Sheet, Value, Workbook};

/// A workbook of text tables.
#[derive(Clone, Debug, Default)]
pub struct TextBook {
    pub sheets: Vec<TextSheet>,
    /// Creation and modification in the document's own properties.
    pub modified: Option<NaiveDate>,
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct TextSheet {
    pub name: String,
    pub is_hidden: bool,
    pub cells: BTreeMap<CellAt, TextCell>,
    pub merges: Vec<Area>,
    /// From and to, 1-based.
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u16, u16)>,
}

/// A filled cell.
#[derive(Clone, PartialEq, Debug)]
pub enum TextCell {
    Text(String),
    Number(f64),
    Bool(bool),
    Day(NaiveDate),
    Error(String),
    /// `result` is none when it was never stored.
    Formula {
        formula: String,
        result: Option<Box<TextCell>>,
    },
}

/// A workbook of these sheets.
pub fn book(sheets: impl IntoIterator<Item = TextSheet>) -> TextBook {
    TextBook { sheets: sheets.into_iter().collect(), modified: None }
}

/// A sheet of this name with this table. Panics, naming the line, on a text that is no table.
pub fn sheet(name: &str, table: &str) -> TextSheet {
    let mut sheet = TextSheet { name: name.to_owned(), ..TextSheet::default() };
    let mut marks = BTreeMap::new();
    let mut row = 1;
    for line in trim_blank_ends(table) {
        let line = line.trim();
        if let Some(order) = line.strip_prefix('@') {
            match order.trim().parse() {
                Ok(number) => row = number,
                Err(_) => sheet.hide(order.trim()),
            }
            continue;
        }
        for (at, written) in cells_of(line, row) {
            match written {
                mark @ ("<" | "^") => _ = marks.insert(at, mark),
                written => _ = sheet.cells.insert(at, TextCell::read(written)),
            }
        }
        row += 1;
    }
    sheet.merges = areas(&marks, name);
    sheet
}

/// A sheet as the pages of rules write it: every line is a row, a cell is text unless it is a whole number; nothing is
/// merged or hidden, no sign means anything else.
pub fn plain_sheet(name: &str, table: &str) -> TextSheet {
    let mut sheet = TextSheet { name: name.to_owned(), ..TextSheet::default() };
    for (row, line) in (1..).zip(table.lines()) {
        for (at, written) in cells_of(line.trim(), row) {
            let cell = match number(written).filter(|_| !written.contains('.')) {
                Some(number) => TextCell::Number(number),
                None => TextCell::Text(written.to_owned()),
            };
            sheet.cells.insert(at, cell);
        }
    }
    sheet
}

/// The filled cells between the bars of a line, trimmed.
fn cells_of(line: &str, row: u32) -> impl Iterator<Item = (CellAt, &str)> {
    let cells = line.strip_prefix('|').unwrap_or(line);
    let cells = cells.strip_suffix('|').unwrap_or(cells);
    let cells = (1u16..).zip(cells.split('|')).map(move |(column, written)| (CellAt::new(row, column), written.trim()));
    cells.filter(|(_, written)| !written.is_empty())
}

/// Lines without the blank ones at both ends, so that a table may start on the line after the quote.
fn trim_blank_ends(table: &str) -> Vec<&str> {
    let lines = table.lines().collect::<Vec<_>>();
    let mut filled = (0..lines.len()).filter(|&index| !lines[index].trim().is_empty());
    match (filled.next(), filled.next_back()) {
        (Some(first), Some(last)) => lines[first..=last].to_vec(),
        (Some(only), None) => vec![lines[only]],
        (None, _) => Vec::new(),
    }
}

/// The merged areas that the marks draw: each marked cell belongs to the area of its neighbour.
fn areas(marks: &BTreeMap<CellAt, &str>, name: &str) -> Vec<Area> {
    let mut anchors: BTreeMap<CellAt, CellAt> = BTreeMap::new();
    let mut areas: BTreeMap<CellAt, Area> = BTreeMap::new();
    for (&at, &mark) in marks {
        let neighbour = match mark {
            "<" => at.column.checked_sub(1).map(|column| CellAt::new(at.row, column)),
            _ => at.row.checked_sub(1).map(|row| CellAt::new(row, at.column)),
        };
        let neighbour = neighbour.filter(|near| near.row > 0 && near.column > 0);
        let neighbour = neighbour.unwrap_or_else(|| panic!("sheet {name}: {mark} at {at} has no neighbour"));
        let anchor = anchors.get(&neighbour).copied().unwrap_or(neighbour);
        anchors.insert(at, anchor);
        let area = areas.entry(anchor).or_insert(Area { first: anchor, last: anchor });
        area.last = CellAt::new(area.last.row.max(at.row), area.last.column.max(at.column));
    }
    areas.into_values().collect()
}

impl TextCell {
    /// Reads one written cell, trimmed and not empty.
    fn read(written: &str) -> Self {
        if let Some(text) = written.strip_prefix('\'') {
            return TextCell::Text(unescaped(text));
        }
        if let Some(formula) = written.strip_prefix('=') {
            let (formula, result) = formula.split_once('→').unwrap_or((formula, ""));
            let result = Some(result.trim()).filter(|result| !result.is_empty());
            let result = result.map(|result| Box::new(TextCell::read(result)));
            return TextCell::Formula { formula: format!("={}", formula.trim()), result };
        }
        if written.len() == 10
            && let Ok(day) = NaiveDate::parse_from_str(written, "%Y-%m-%d")
        {
            return TextCell::Day(day);
        }
        match written {
            "TRUE" => TextCell::Bool(true),
            "FALSE" => TextCell::Bool(false),
            "#REF!" | "#N/A" | "#NAME?" | "#DIV/0!" | "#VALUE!" | "#NUM!" | "#NULL!" | "#SPILL!" => {
                TextCell::Error(written.to_owned())
            }
            _ => match number(written) {
                Some(number) => TextCell::Number(number),
                None => TextCell::Text(unescaped(written)),
            },
        }
    }

    fn value(&self) -> Value {
        match self {
            TextCell::Text(text) => Value::Text(Arc::from(text.as_str())),
            TextCell::Number(number) => Value::Number(*number),
            TextCell::Bool(truth) => Value::Bool(*truth),
            TextCell::Day(day) => Value::DateTime((*day).into()),
            TextCell::Error(text) => Value::Error(Arc::from(text.as_str())),
            TextCell::Formula { result: Some(result), .. } => result.value(),
            TextCell::Formula { result: None, .. } => Value::NoResult,
        }
    }
}

/// A number as a cell shows it: digits, one point, a sign; no leading zero, which only text keeps.
fn number(written: &str) -> Option<f64> {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.chars().all(|one| one.is_ascii_digit() || one == '.')
        && !(digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0."));
    written.parse().ok().filter(|_| is_plain)
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\p", "|").replace("\\_", " ")
}

impl TextSheet {
    pub fn hidden(mut self) -> Self {
        self.is_hidden = true;
        self
    }

    fn hide(&mut self, order: &str) {
        let ends = |text: &str| {
            let (from, to) = text.trim().split_once('-').unwrap_or((text.trim(), text.trim()));
            (from.trim().to_owned(), to.trim().to_owned())
        };
        if let Some((from, to)) = order.strip_prefix("ẩn dòng").map(ends) {
            self.hidden_rows.push((from.parse().expect("a row number"), to.parse().expect("a row number")));
        } else if let Some((from, to)) = order.strip_prefix("ẩn cột").map(ends) {
            let column = |letters: String| format!("{letters}1").parse::<CellAt>().expect("letters of a column").column;
            self.hidden_columns.push((column(from), column(to)));
        } else {
            panic!("sheet {}: unknown order @{order}", self.name);
        }
    }

    fn grid(&self) -> Sheet {
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        for (at, cell) in &self.cells {
            let is_hidden = self.hidden_rows.iter().any(|(from, to)| (*from..=*to).contains(&at.row));
            let row = rows.entry(at.row).or_insert_with(|| Row { number: at.row, is_hidden, cells: Vec::new() });
            row.cells.push(Cell { column: at.column, font: 0, value: cell.value() });
        }
        Sheet {
            name: Arc::from(self.name.as_str()),
            is_hidden: self.is_hidden,
            rows: rows.into_values().collect(),
            merges: self.merges.clone(),
            hidden_columns: self.hidden_columns.clone(),
        }
    }
}

impl TextBook {
    pub fn modified(mut self, on: NaiveDate) -> Self {
        self.modified = Some(on);
        self
    }

    pub fn and(mut self, sheet: TextSheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// The cells as [`tonghop::grid::read`] would give them, without a file between.
    pub fn grid(&self) -> Workbook {
        let sheets = self.sheets.iter().map(TextSheet::grid).collect();
        Workbook { sheets, modified: self.modified.and_then(|day| day.and_hms_opt(9, 0, 0)), ..Workbook::default() }
    }

    /// The workbook as .xlsx bytes. Panics on a formula without a stored result: our writer always stores one, so such
    /// a cell exists in [`TextBook::grid`] only.
    pub fn xlsx(&self) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let stamp = self.modified.unwrap_or(NaiveDate::from_ymd_opt(2021, 11, 1).expect("a day that exists"));
        book.set_properties(&DocProperties::new().set_creation_datetime(&stored(stamp)));
        for sheet in &self.sheets {
            sheet.write(&mut book).expect("the sheets of a test can be written");
        }
        book.save_to_buffer().expect("the workbook of a test can be written")
    }
}

fn stored(day: NaiveDate) -> ExcelDateTime {
    ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8).expect("a day that Excel knows")
}

impl TextSheet {
    fn write(&self, book: &mut rust_xlsxwriter::Workbook) -> Result<(), rust_xlsxwriter::XlsxError> {
        let sheet = book.add_worksheet().set_name(&self.name)?;
        let plain = Format::new();
        let date = Format::new().set_num_format("dd/mm/yyyy");
        // Merging blanks the area, so it comes before the cells.
        for area in &self.merges {
            let (first, last) = (area.first, area.last);
            sheet.merge_range(first.row - 1, first.column - 1, last.row - 1, last.column - 1, "", &plain)?;
        }
        for (at, cell) in &self.cells {
            let (row, column) = (at.row - 1, at.column - 1);
            match cell {
                TextCell::Text(text) => sheet.write_string(row, column, text)?,
                TextCell::Number(number) => sheet.write_number(row, column, *number)?,
                TextCell::Bool(truth) => sheet.write_boolean(row, column, *truth)?,
                TextCell::Day(day) => sheet.write_datetime_with_format(row, column, stored(*day), &date)?,
                TextCell::Error(text) => sheet.write_formula(row, column, Formula::new("=NA()").set_result(text))?,
                TextCell::Formula { formula, result: Some(result) } => {
                    let result = match &**result {
                        TextCell::Text(text) | TextCell::Error(text) => text.clone(),
                        TextCell::Number(number) => number.to_string(),
                        TextCell::Bool(truth) => truth.to_string().to_uppercase(),
                        other => panic!("{at}: {other:?} is no result our writer can store"),
                    };
                    sheet.write_formula(row, column, Formula::new(formula).set_result(result))?
                }
                TextCell::Formula { result: None, .. } => panic!("{at}: our writer always stores a result"),
            };
        }
        for &(from, to) in &self.hidden_rows {
            for row in from..=to {
                sheet.set_row_hidden(row - 1)?;
            }
        }
        for &(from, to) in &self.hidden_columns {
            for column in from..=to {
                sheet.set_column_hidden(column - 1)?;
            }
        }
        sheet.set_hidden(self.is_hidden);
        Ok(())
    }
}
