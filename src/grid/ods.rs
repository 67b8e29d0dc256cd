//! OpenDocument spreadsheets (.ods) in one pass over `content.xml`. Of our own, because calamine lays them out dense,
//! loops for ever on a part that ends inside a row, and tells neither merges nor what is hidden.

use super::container::Package;
use super::gather::{CellAllowance, Rows, keep_merge, number_value, text_value};
use super::ods_fonts::CellFonts;
use super::properties::last_modified;
use super::serial::{Epoch, iso_moment, moment};
use super::xml::{Element, Event, Xml, append_text};
use super::{Area, Format, LimitKind, Limits, Sheet, Unreadable, Value, Workbook, damaged, over};
use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Workbook, Unreadable> {
    let text = package.text("content.xml")?;
    let mut pass = Pass {
        hidden_styles: BTreeSet::new(),
        fonts: shared_fonts(package)?,
        allowance: CellAllowance::new(limits.cells),
        sheets: Vec::new(),
    };
    let mut events = Xml::new(&text);
    let mut style = None;
    // document-content › body › spreadsheet › table: deeper tables are parts of cells or of the history of changes.
    const DEPTH_OF_TABLE: usize = 4;
    loop {
        let event = events.next()?;
        pass.fonts.take(&event)?;
        match event {
            Event::Eof => break,
            Event::Start(element) => match element.name {
                "style" => style = element.attribute_of_any_prefix("name")?,
                "table-properties" if element.attribute_of_any_prefix("display")?.as_deref() == Some("false") => {
                    pass.hidden_styles.extend(style.clone());
                }
                "table" if events.depth() == DEPTH_OF_TABLE => pass.read_table(&element, &mut events)?,
                _ => {}
            },
            _ => {}
        }
        let n_sheets = pass.sheets.len() as u64;
        if n_sheets > limits.sheets {
            return Err(over(LimitKind::Sheets, n_sheets, limits.sheets));
        }
    }
    if pass.sheets.is_empty() {
        return Err(damaged("a workbook without sheets"));
    }
    let modified = last_modified(package, "meta.xml", "date")?;
    Ok(Workbook { format: Format::Ods, sheets: pass.sheets, modified, fonts: pass.fonts.finish() })
}

/// The fonts of the named styles, which stand in a part of their own. Its automatic styles belong to page headers.
fn shared_fonts(package: &mut Package<'_>) -> Result<CellFonts, Unreadable> {
    let mut fonts = CellFonts::default();
    let Some(text) = package.text_if_any("styles.xml")? else { return Ok(fonts) };
    let mut events = Xml::new(&text);
    loop {
        match events.next()? {
            Event::Eof | Event::End("styles") => return Ok(fonts),
            Event::Start(element) if element.name == "automatic-styles" => return Ok(fonts),
            event => fonts.take(&event)?,
        }
    }
}

struct Pass {
    /// Table styles that say the sheet is not displayed.
    hidden_styles: BTreeSet<String>,
    fonts: CellFonts,
    allowance: CellAllowance,
    sheets: Vec<Sheet>,
}

/// Filled cells of one row.
type RowCells = Vec<RowCell>;

struct RowCell {
    /// The columns it is repeated over, 1-based.
    first: u32,
    last: u32,
    /// Its own font, or its row's; its columns' otherwise.
    font: Option<u16>,
    value: Value,
}

impl Pass {
    /// Reads a table up to its end.
    fn read_table(&mut self, start: &Element<'_>, events: &mut Xml<'_>) -> Result<(), Unreadable> {
        let style = start.attribute_of_any_prefix("style-name")?;
        let mut sheet = Sheet {
            name: Arc::from(start.attribute_of_any_prefix("name")?.unwrap_or_default()),
            is_hidden: style.is_some_and(|style| self.hidden_styles.contains(&style)),
            ..Sheet::default()
        };
        let depth = events.depth();
        let mut rows = Rows::default();
        let mut row = 1;
        let mut column = 1;
        // The last column of each run, and the font its cells have when they name no style.
        let mut column_fonts: Vec<(u32, u16)> = Vec::new();
        loop {
            match events.next()? {
                Event::End(_) if events.depth() < depth => break,
                Event::Start(element) => match element.name {
                    "table-column" => {
                        let repeated = Repeated::of(&element)?;
                        if repeated.is_hidden {
                            keep_hidden_columns(&mut sheet.hidden_columns, column, repeated.n);
                        }
                        column = column.saturating_add(repeated.n);
                        let style = element.attribute_of_any_prefix("default-cell-style-name")?;
                        column_fonts.push((column - 1, self.fonts.of_style(style.as_deref().unwrap_or_default())));
                    }
                    "table-row" => {
                        let repeated = Repeated::of(&element)?;
                        let style = element.attribute_of_any_prefix("default-cell-style-name")?;
                        let font = style.map(|style| self.fonts.of_style(&style));
                        let cells = read_row(row, font, events, &mut sheet.merges, &mut self.fonts)?;
                        if !cells.is_empty() {
                            self.put(&mut rows, row, &repeated, &cells, &column_fonts)?;
                        }
                        row = row.saturating_add(repeated.n);
                    }
                    // Drawings and notes hold tables of their own.
                    "shapes" | "forms" => skip(events)?,
                    _ => {}
                },
                _ => {}
            }
        }
        sheet.rows = rows.finish()?;
        self.sheets.push(sheet);
        Ok(())
    }

    fn put(
        &mut self,
        rows: &mut Rows,
        row: u32,
        repeated: &Repeated,
        cells: &[RowCell],
        column_fonts: &[(u32, u16)],
    ) -> Result<(), Unreadable> {
        for row in row..row.saturating_add(repeated.n) {
            if row > MAX_ROW {
                return Err(damaged("a row outside the sheet"));
            }
            if repeated.is_hidden {
                rows.hide(row);
            }
            for cell in cells {
                for column in cell.first..=cell.last {
                    let run = column_fonts.partition_point(|&(last, _)| last < column);
                    let font = cell.font.or(column_fonts.get(run).map(|&(_, font)| font)).unwrap_or(0);
                    let column = u16::try_from(column).ok().filter(|&column| column <= MAX_COLUMN);
                    let column = column.ok_or_else(|| damaged("a cell outside the sheet"))?;
                    rows.put_in_font(CellAt::new(row, column), cell.value.clone(), font, &mut self.allowance)?;
                }
            }
        }
        Ok(())
    }
}

/// Reads a row up to its end.
fn read_row(
    row: u32,
    row_font: Option<u16>,
    events: &mut Xml<'_>,
    merges: &mut Vec<Area>,
    fonts: &mut CellFonts,
) -> Result<RowCells, Unreadable> {
    let depth = events.depth();
    let mut cells = RowCells::new();
    let mut column = 1_u32;
    loop {
        match events.next()? {
            Event::End(_) if events.depth() < depth => return Ok(cells),
            Event::Start(element) if matches!(element.name, "table-cell" | "covered-table-cell") => {
                let cell = Stated::of(&element)?;
                let (n_paragraphs, text) = read_text(events)?;
                let next = column.saturating_add(cell.n_repeated);
                if let (Ok(first), Some(last)) = (u16::try_from(column), column.checked_add(cell.n_columns - 1)) {
                    let last_row = row.saturating_add(cell.n_rows - 1);
                    let last = u16::try_from(last).unwrap_or(u16::MAX);
                    keep_merge(merges, CellAt::new(row, first), CellAt::new(last_row, last));
                }
                if let Some(value) = cell.value(&text, n_paragraphs) {
                    let font = cell.style.as_deref().map(|style| fonts.of_style(style)).or(row_font);
                    cells.push(RowCell { first: column, last: next - 1, font, value });
                }
                column = next;
            }
            _ => {}
        }
    }
}

/// The text of a cell up to its end, paragraphs as lines, without notes and drawings; and how many paragraphs it has.
fn read_text(events: &mut Xml<'_>) -> Result<(u32, String), Unreadable> {
    let depth = events.depth();
    let mut text = String::new();
    let mut n_paragraphs = 0;
    let mut is_in_paragraph = false;
    loop {
        let event = events.next()?;
        match &event {
            Event::End(_) if events.depth() < depth => return Ok((n_paragraphs, text)),
            Event::Start(element) => match element.name {
                "p" if events.depth() == depth + 1 => {
                    if n_paragraphs > 0 {
                        text.push('\n');
                    }
                    n_paragraphs += 1;
                    is_in_paragraph = true;
                }
                "s" if is_in_paragraph => {
                    let n_spaces = element.attribute_of_any_prefix("c")?.and_then(|n| n.parse().ok()).unwrap_or(1);
                    text.extend(std::iter::repeat_n(' ', usize::min(n_spaces, 1_000)));
                }
                "tab" if is_in_paragraph => text.push('\t'),
                "line-break" if is_in_paragraph => text.push('\n'),
                "span" | "a" | "ruby" | "ruby-base" if is_in_paragraph => {}
                // Notes, drawings, phonetics: not the cell's own words.
                _ => skip(events)?,
            },
            Event::End(_) if events.depth() == depth => is_in_paragraph = false,
            event if is_in_paragraph => {
                let mut characters = String::new();
                append_text(&mut characters, event)?;
                // As in web pages, runs of white space are one space; more are written as elements.
                for character in characters.chars() {
                    let is_space = matches!(character, ' ' | '\t' | '\r' | '\n');
                    match is_space {
                        true if text.ends_with(' ') => {}
                        true => text.push(' '),
                        false => text.push(character),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Passes over the element that just started.
fn skip(events: &mut Xml<'_>) -> Result<(), Unreadable> {
    let depth = events.depth();
    while events.depth() >= depth {
        events.next()?;
    }
    Ok(())
}

/// How often a row or column stands, and whether it is shown.
struct Repeated {
    n: u32,
    is_hidden: bool,
}

impl Repeated {
    fn of(element: &Element<'_>) -> Result<Self, Unreadable> {
        let mut repeated = Self { n: 1, is_hidden: false };
        for attribute in element.attributes() {
            let attribute = attribute?;
            match attribute.name {
                "number-rows-repeated" | "number-columns-repeated" => repeated.n = count(&attribute.value),
                "visibility" => repeated.is_hidden = attribute.value != "visible",
                _ => {}
            }
        }
        Ok(repeated)
    }
}

/// What a cell says of itself beside its text.
#[derive(Default)]
struct Stated {
    kind: String,
    /// The number, date, time or truth, as written.
    figure: Option<String>,
    string: Option<String>,
    style: Option<String>,
    is_error: bool,
    has_formula: bool,
    n_repeated: u32,
    n_columns: u32,
    n_rows: u32,
}

impl Stated {
    fn of(element: &Element<'_>) -> Result<Self, Unreadable> {
        let mut cell = Self { n_repeated: 1, n_columns: 1, n_rows: 1, ..Self::default() };
        for attribute in element.attributes() {
            let attribute = attribute?;
            match attribute.name {
                // Stated twice, by the standard and by LibreOffice's extension, which alone knows errors.
                "value-type" if attribute.value == "error" => cell.is_error = true,
                "value-type" => cell.kind = attribute.value.into_owned(),
                "value" | "date-value" | "time-value" | "boolean-value" => {
                    cell.figure = Some(attribute.value.into_owned());
                }
                "style-name" => cell.style = Some(attribute.value.into_owned()),
                "string-value" => cell.string = Some(attribute.value.into_owned()),
                "formula" => cell.has_formula = true,
                "number-columns-repeated" => cell.n_repeated = count(&attribute.value),
                "number-columns-spanned" => cell.n_columns = count(&attribute.value),
                "number-rows-spanned" => cell.n_rows = count(&attribute.value),
                _ => {}
            }
        }
        Ok(cell)
    }

    fn value(&self, text: &str, n_paragraphs: u32) -> Option<Value> {
        let figure = self.figure.as_deref().unwrap_or_default().trim();
        let is_error = self.is_error || self.has_formula && (text.starts_with('#') || text.starts_with("Err:"));
        if is_error && !text.is_empty() {
            return Some(Value::Error(Arc::from(text)));
        }
        let from_figure = match self.kind.as_str() {
            "float" | "percentage" | "currency" => figure.parse().ok().map(number_value),
            "date" => iso_moment(figure).map(Value::DateTime),
            "time" => days(figure).map(time_value),
            "boolean" => match figure {
                "true" => Some(Value::Bool(true)),
                "false" => Some(Value::Bool(false)),
                _ => None,
            },
            // LibreOffice writes an empty paragraph, and no type, for a result that is an empty text.
            "" | "void" if self.has_formula && n_paragraphs == 0 => Some(Value::NoResult),
            _ => None,
        };
        from_figure.or_else(|| text_value(self.string.as_deref().filter(|string| !string.is_empty()).unwrap_or(text)))
    }
}

/// A time below a day is a time of day, as in other formats; a longer one stays a number of days.
fn time_value(days: f64) -> Value {
    let of_day = if days < 1.0 { moment(days, Epoch::Year1900) } else { None };
    of_day.map_or_else(|| number_value(days), Value::DateTime)
}

/// `PT08H30M00S` as days.
fn days(duration: &str) -> Option<f64> {
    let mut rest = duration.strip_prefix("PT")?;
    let mut seconds = 0.0;
    for (unit, in_seconds) in [('H', 3_600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((figure, after)) = rest.split_once(unit) {
            seconds += figure.replace(',', ".").parse::<f64>().ok()? * in_seconds;
            rest = after;
        }
    }
    rest.is_empty().then_some(seconds / 86_400.0)
}

fn count(figure: &str) -> u32 {
    figure.trim().parse().unwrap_or(1).max(1)
}

fn keep_hidden_columns(hidden: &mut Vec<(u16, u16)>, first: u32, n: u32) {
    let last = first.saturating_add(n - 1).min(MAX_COLUMN.into());
    if let (Ok(first), Ok(last)) = (u16::try_from(first), u16::try_from(last))
        && first <= last
    {
        hidden.push((first, last));
    }
}
