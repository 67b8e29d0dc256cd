//! A return made anew from its values, where the original cannot be marked: other formats, and workbooks with parts that
//! must not be carried on. Values, merged cells and the order of sheets are kept; widths follow the texts.

use super::Sent;
use crate::book::marked::{Front, FrontLook, FrontRow, SheetMarks, Tint, note_text, place};
use crate::book::{
    At, Book, BookError, Horizontal, Orientation, Print, Rgb, Sheet, Style, Value, Vertical, safe_sheet_name,
};
use crate::grid::{self, Workbook};
use chrono::NaiveTime;
use std::collections::BTreeMap;

/// Merged areas larger than this format a sheet, they hold no text.
const LARGEST_MERGE: u32 = 10_000;
const NARROWEST: f64 = 6.0;
const WIDEST: f64 = 40.0;

/// The front sheet and the branch's sheets.
pub fn rebuilt(sent: &Sent, front: &Front, marks: &[SheetMarks], workbook: &Workbook) -> Result<Vec<u8>, BookError> {
    let mut book = begun(sent)?;
    let names = names(front, workbook);
    put_front(front, &names, &mut book)?;
    for (number, sheet) in workbook.sheets.iter().enumerate() {
        let Some(name) = names.get(&number) else { continue };
        let marks = marks.iter().find(|marks| *marks.sheet == *sheet.name);
        put_sheet(sent, sheet, name, marks, &mut book)?;
    }
    book.into_bytes()
}

/// Nothing of the file could be read, or it is not there any more.
pub fn front_alone(sent: &Sent, front: &Front) -> Result<Vec<u8>, BookError> {
    let mut book = begun(sent)?;
    put_front(front, &Names::default(), &mut book)?;
    book.into_bytes()
}

fn begun(sent: &Sent) -> Result<Book, BookError> {
    let received = sent.piece.received.or(sent.submission.received).map(|received| received.on);
    Book::new(&format!("Phản hồi: {}", sent.submission.name), received)
}

/// Names of the sheets as they can stand in a new workbook, by their place in the original; without the empty ones and
/// an earlier front sheet.
#[derive(Default)]
struct Names {
    by_place: BTreeMap<usize, String>,
    /// The new name by the original one.
    by_name: BTreeMap<String, String>,
}

impl Names {
    fn get(&self, number: &usize) -> Option<&String> {
        self.by_place.get(number)
    }
}

fn names(front: &Front, workbook: &Workbook) -> Names {
    let mut names = Names::default();
    let mut taken = vec![front.name.clone()];
    for (number, sheet) in workbook.sheets.iter().enumerate() {
        if sheet.rows.is_empty() || number == 0 && *sheet.name == front.name {
            continue;
        }
        let name = safe_sheet_name(&sheet.name, &taken.iter().map(String::as_str).collect::<Vec<_>>());
        taken.push(name.clone());
        names.by_name.entry(sheet.name.to_string()).or_insert_with(|| name.clone());
        names.by_place.insert(number, name);
    }
    names
}

fn put_front(front: &Front, names: &Names, book: &mut Book) -> Result<(), BookError> {
    let mut sheet = Sheet::new(&front.name)?;
    sheet.widths(front.widths.iter().copied())?;
    let last_column = front.widths.len() as u16;
    for (number, row) in (1..).zip(&front.rows) {
        if let Some(height) = front.height(row) {
            sheet.height(number, height)?;
        }
        match row {
            FrontRow::Across(text, look) => {
                let (from, to) = (At::new(number, 1), At::new(number, last_column));
                sheet.merge(from, to, Value::text(text.as_str()), &front_style(*look))?;
            }
            FrontRow::Cells(cells) => {
                for (column, cell) in (1..).zip(cells) {
                    let known = cell.target.as_ref().and_then(|(sheet, at)| Some((names.by_name.get(sheet)?, *at)));
                    let value = match known {
                        Some((name, at)) => {
                            Value::Link { target: format!("#{}", place(name, at)), text: cell.text.as_str().into() }
                        }
                        None => Value::text(cell.text.as_str()),
                    };
                    sheet.put(At::new(number, column), value, &front_style(cell.look))?;
                }
            }
            FrontRow::Blank => {}
        }
    }
    sheet.freeze_at(At::new(front.header_row + 1, 1))?;
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: Some((front.header_row, front.header_row)),
        title: None,
        repeated_columns: 0,
        last_cell: Some(At::new(front.rows.len() as u32, last_column)),
    })?;
    book.push(sheet)
}

fn front_style(look: FrontLook) -> Style {
    let cell = || Style::new().ruled().wrapped().vertical(Vertical::Top);
    match look {
        FrontLook::Title => Style::new().bold().size(14).vertical(Vertical::Centre),
        FrontLook::Line => Style::new().wrapped().vertical(Vertical::Top),
        FrontLook::Header => cell().bold().fill(Rgb(0xE7ECF3)).horizontal(Horizontal::Centre),
        FrontLook::Text => cell(),
        FrontLook::Centre => cell().horizontal(Horizontal::Centre),
        FrontLook::Link => cell().underlined().ink(Rgb(0x0B4FA0)),
    }
}

fn put_sheet(
    sent: &Sent,
    original: &grid::Sheet,
    name: &str,
    marks: Option<&SheetMarks>,
    book: &mut Book,
) -> Result<(), BookError> {
    let visible: Vec<&grid::Row> =
        original.rows.iter().filter(|row| sent.may_see(&original.name, row.number)).collect();
    if visible.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new(name)?;
    sheet.widths(widths(&visible))?;
    let marked: BTreeMap<(u32, u16), &crate::book::marked::Mark> =
        marks.iter().flat_map(|marks| &marks.marks).map(|mark| ((mark.at.row, mark.at.column), mark)).collect();
    let style_of = |row: u32, column: u16, value: Option<&grid::Value>| {
        let style = Style::new().ruled().wrapped().vertical(Vertical::Centre);
        let style = match value {
            Some(grid::Value::DateTime(_)) => style.number_format("dd/mm/yyyy").horizontal(Horizontal::Centre),
            _ => style,
        };
        match marked.get(&(row, column)).map(|mark| mark.tint) {
            Some(Tint::Error) => style.fill(Rgb(0xF8D3D0)),
            Some(Tint::Warning) => style.fill(Rgb(0xFFE8C2)),
            Some(Tint::Note) => style.fill(Rgb(0xE6EEF8)),
            None => style,
        }
    };
    let merges: BTreeMap<(u32, u16), At> = original
        .merges
        .iter()
        .filter(|area| {
            let n_rows = area.last.row - area.first.row + 1;
            n_rows.saturating_mul(u32::from(area.last.column - area.first.column) + 1) <= LARGEST_MERGE
        })
        .filter(|area| (area.first.row..=area.last.row).all(|row| sent.may_see(&original.name, row)))
        .map(|area| ((area.first.row, area.first.column), At::new(area.last.row, area.last.column)))
        .collect();
    for row in visible {
        for cell in &row.cells {
            let at = At::new(row.number, cell.column);
            let style = style_of(row.number, cell.column, Some(&cell.value));
            match merges.get(&(row.number, cell.column)) {
                Some(last) => sheet.merge(at, *last, value(&cell.value), &style)?,
                None => sheet.put(at, value(&cell.value), &style)?,
            }
        }
    }
    for mark in marked.values() {
        let is_blank = original.value(crate::domain::place::CellAt::new(mark.at.row, mark.at.column)).is_none();
        if is_blank {
            sheet.put(mark.at, Value::Blank, &style_of(mark.at.row, mark.at.column, None))?;
        }
        sheet.note(mark.at, &note_text(&mark.text))?;
    }
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: None,
        title: None,
        repeated_columns: 0,
        last_cell: None,
    })?;
    book.push(sheet)
}

/// As wide as the longest text of a column, within reason.
fn widths(rows: &[&grid::Row]) -> Vec<f64> {
    let mut widths: Vec<f64> = Vec::new();
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let column = usize::from(cell.column) - 1;
        if widths.len() <= column {
            widths.resize(column + 1, NARROWEST);
        }
        let n_letters = match &cell.value {
            grid::Value::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
            grid::Value::DateTime(_) => 11,
            grid::Value::Number(_) | grid::Value::Bool(_) | grid::Value::Error(_) | grid::Value::NoResult => 8,
        };
        widths[column] = widths[column].max(n_letters as f64 + 1.5).min(WIDEST);
    }
    widths
}

fn value(value: &grid::Value) -> Value<'_> {
    match value {
        grid::Value::Text(text) => Value::text(&**text),
        grid::Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::Whole(*number as i64),
        grid::Value::Number(number) => Value::Decimal(*number),
        grid::Value::Bool(true) => Value::text("TRUE"),
        grid::Value::Bool(false) => Value::text("FALSE"),
        grid::Value::DateTime(moment) if moment.time() == NaiveTime::MIN => Value::Date(moment.date()),
        grid::Value::DateTime(moment) => Value::text(moment.format("%d/%m/%Y %H:%M").to_string()),
        grid::Value::Error(text) => Value::text(&**text),
        grid::Value::NoResult => Value::Blank,
    }
}
