//! One workbook made anew from its values, each redacted, at the addresses they stood at.

use super::Abouts;
use super::text::{About, Texts};
use crate::book::{At, Book, BookError, Cached, Sheet, Style, Value};
use crate::domain::place::CellAt;
use crate::grid::{self, Area, Cell, Workbook};
use crate::text::legacy::{Encoding, encode};
use chrono::{NaiveDate, NaiveTime, Timelike};
use std::collections::BTreeMap;

/// Merged areas past this many are no layout.
const MOST_MERGES: usize = 5_000;
/// Merged areas larger than this format a sheet, they hold no text.
const LARGEST_MERGE: u32 = 10_000;

pub(super) fn copy(
    workbook: &Workbook,
    day: Option<NaiveDate>,
    names: &[String],
    abouts: &Abouts,
    texts: &mut Texts,
) -> Result<Vec<u8>, BookError> {
    let mut book = Book::new("", day)?;
    for (number, (original, name)) in workbook.sheets.iter().zip(names).enumerate() {
        let mut sheet = Sheet::new(name)?;
        let merges = merges(original);
        for row in &original.rows {
            for cell in &row.cells {
                let at = CellAt::new(row.number, cell.column);
                let text = match &cell.value {
                    grid::Value::Text(text) => Some(&**text),
                    _ => None,
                };
                let about = abouts.of(number, at, text);
                let value = value(number, at, cell, about, abouts, texts);
                let style = style(workbook, cell);
                let to = merges.get(&at).map_or(at, |area| area.last);
                match to == at {
                    true => sheet.put(At::new(at.row, at.column), value, &style)?,
                    false => {
                        sheet.merge(At::new(at.row, at.column), At::new(to.row, to.column), value, &style)?;
                    }
                }
            }
            if row.is_hidden {
                sheet.hide_row(row.number)?;
            }
        }
        for (at, area) in &merges {
            if original.value(*at).is_none() {
                let (from, to) = (At::new(at.row, at.column), At::new(area.last.row, area.last.column));
                sheet.merge(from, to, Value::Blank, &Style::new())?;
            }
        }
        for (first, last) in &original.hidden_columns {
            sheet.hide_columns(*first, (*last).min(first.saturating_add(1_000)))?;
        }
        if original.is_hidden {
            sheet.hide();
        }
        book.push(sheet)?;
    }
    book.into_bytes()
}

/// Merged areas by their first cell, without those that lie over another.
fn merges(sheet: &grid::Sheet) -> BTreeMap<CellAt, Area> {
    let mut merges: BTreeMap<CellAt, Area> = BTreeMap::new();
    for area in sheet.merges.iter().take(MOST_MERGES) {
        let n_rows = area.last.row - area.first.row + 1;
        let is_small = n_rows.saturating_mul(u32::from(area.last.column - area.first.column) + 1) <= LARGEST_MERGE;
        let overlaps = |other: &Area| {
            area.first.row <= other.last.row
                && other.first.row <= area.last.row
                && area.first.column <= other.last.column
                && other.first.column <= area.last.column
        };
        if is_small && area.first != area.last && !merges.values().any(overlaps) {
            merges.insert(area.first, *area);
        }
    }
    merges
}

fn style(workbook: &Workbook, cell: &Cell) -> Style {
    let style = Style::new();
    // The font of an old encoding says what the letters are.
    let style = match workbook.font(cell).filter(|font| Encoding::of_font(font).is_some()) {
        Some(font) => style.font(font),
        None => style,
    };
    match &cell.value {
        grid::Value::DateTime(moment) if moment.time() == NaiveTime::MIN => style.number_format("dd/mm/yyyy"),
        grid::Value::DateTime(_) => style.number_format("dd/mm/yyyy hh:mm"),
        _ => style,
    }
}

fn value(sheet: usize, at: CellAt, cell: &Cell, about: About, abouts: &Abouts, texts: &mut Texts) -> Value<'static> {
    if let Some(text) = abouts.set.get(&(sheet, at)) {
        return if text.is_empty() { Value::Blank } else { Value::text(text.clone()) };
    }
    match &cell.value {
        grid::Value::Text(text) => match abouts.old.get(&(sheet, at)) {
            Some((encoding, decoded)) => {
                let redacted = texts.text(decoded, about);
                Value::text(encode(&redacted, *encoding).unwrap_or(redacted))
            }
            None => Value::text(texts.text(text, about)),
        },
        grid::Value::Number(number) => {
            let number = texts.number(*number, about);
            if number.fract() == 0.0 && number.abs() < 9e15 {
                Value::Whole(number as i64)
            } else {
                Value::Decimal(number)
            }
        }
        grid::Value::Bool(is) => {
            let word = if *is { "TRUE" } else { "FALSE" };
            Value::formula(format!("={word}()"), Cached::text(word))
        }
        grid::Value::DateTime(moment) => {
            let day = texts.date(moment.date(), about);
            let seconds = f64::from(moment.time().num_seconds_from_midnight());
            match NaiveDate::from_ymd_opt(1899, 12, 30) {
                Some(zero) if seconds > 0.0 => {
                    Value::Decimal(day.signed_duration_since(zero).num_days() as f64 + seconds / 86_400.0)
                }
                _ => Value::Date(day),
            }
        }
        grid::Value::Error(text) => Value::formula(format!("={text}"), Cached::text(&**text)),
        // A formula whose result was never stored stays one.
        grid::Value::NoResult => Value::formula("=1+1", Cached::text("")),
    }
}
