//! XML workbooks of Excel 2002 and 2003 (SpreadsheetML), which old web systems export as .xls: one pass over the
//! document, elements by their local names.

use super::gather::{CellAllowance, Fonts, Rows, keep_merge, number_value, text_value};
use super::serial::{Epoch, Shown, iso_moment, moment, shown_by_code};
use super::xml::{Element, Event, Xml, append_text};
use super::{Area, Format, LimitKind, Limits, Sheet, Unreadable, Value, Workbook, damaged, over};
use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads a document.
///
/// # Errors
/// Not well formed, no sheet at all, cells outside the sheet or given twice, or over the limits.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Workbook, Unreadable> {
    let mut pass = Pass {
        events: Xml::new(text.trim_start()),
        styles: BTreeMap::new(),
        fonts: Fonts::default(),
        epoch: Epoch::Year1900,
        allowance: CellAllowance::new(limits.cells),
    };
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut modified = None;
    loop {
        let event = pass.events.next()?;
        let Event::Start(element) = &event else {
            match event {
                Event::Eof => break,
                _ => continue,
            }
        };
        match element.name {
            "LastSaved" => modified = iso_moment(&pass.text_of_element()?),
            "Date1904" => pass.epoch = Epoch::Year1904,
            "Style" => pass.read_style(element)?,
            "Worksheet" => sheets.push(pass.read_sheet(element)?),
            _ => {}
        }
        if sheets.len() as u64 > limits.sheets {
            return Err(over(LimitKind::Sheets, sheets.len() as u64, limits.sheets));
        }
    }
    if sheets.is_empty() {
        return Err(damaged("a workbook without sheets"));
    }
    Ok(Workbook { format: Format::SpreadsheetMl, sheets, modified, fonts: pass.fonts.finish() })
}

/// What a style says that reading needs.
#[derive(Copy, Clone, Default)]
struct Style {
    shown: Shown,
    font: u16,
}

struct Pass<'t> {
    events: Xml<'t>,
    styles: BTreeMap<String, Style>,
    fonts: Fonts,
    epoch: Epoch,
    allowance: CellAllowance,
}

/// A sheet under way.
#[derive(Default)]
struct Under {
    rows: Rows,
    merges: Vec<Area>,
    hidden_columns: Vec<(u16, u16)>,
    /// Last row and column that were met, 0 before the first.
    row: u32,
    column: u32,
    /// Cells that reach down: by their first column, their last one and their last row.
    from_above: BTreeMap<u32, (u32, u32)>,
    /// Style of the row, for cells that name none.
    row_style: Style,
}

impl Pass<'_> {
    /// The characters of the element that just started, those of elements in it included, up to its end.
    fn text_of_element(&mut self) -> Result<String, Unreadable> {
        let depth = self.events.depth();
        let mut text = String::new();
        loop {
            let event = self.events.next()?;
            if self.events.depth() < depth {
                return Ok(text);
            }
            append_text(&mut text, &event)?;
        }
    }

    fn read_style(&mut self, start: &Element<'_>) -> Result<(), Unreadable> {
        let depth = self.events.depth();
        let id = start.attribute_of_any_prefix("ID")?.unwrap_or_default();
        // What a style does not say it takes from its parent, or else from the one called Default.
        let parent = start.attribute_of_any_prefix("Parent")?.unwrap_or_else(|| "Default".to_owned());
        let mut style = self.styles.get(&parent).copied().unwrap_or_default();
        loop {
            match self.events.next()? {
                Event::End(_) if self.events.depth() < depth => break,
                Event::Start(element) if element.name == "NumberFormat" => {
                    let format = element.attribute_of_any_prefix("Format")?.unwrap_or_default();
                    style.shown = shown_by_name(&format);
                }
                Event::Start(element) if element.name == "Font" => {
                    if let Some(name) = element.attribute_of_any_prefix("FontName")? {
                        style.font = self.fonts.number_of(&name);
                    }
                }
                _ => {}
            }
        }
        self.styles.insert(id, style);
        Ok(())
    }

    fn read_sheet(&mut self, start: &Element<'_>) -> Result<Sheet, Unreadable> {
        let depth = self.events.depth();
        let name = start.attribute_of_any_prefix("Name")?.unwrap_or_default();
        let mut under = Under::default();
        let mut is_hidden = false;
        loop {
            match self.events.next()? {
                Event::End(_) if self.events.depth() < depth => break,
                Event::Start(element) => match element.name {
                    "Column" => under.take_column(&element)?,
                    "Row" => self.read_row(&element, &mut under)?,
                    "Visible" => is_hidden = self.text_of_element()? != "SheetVisible",
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(Sheet {
            name: Arc::from(name),
            is_hidden,
            rows: under.rows.finish()?,
            merges: under.merges,
            hidden_columns: under.hidden_columns,
        })
    }

    fn read_row(&mut self, start: &Element<'_>, under: &mut Under) -> Result<(), Unreadable> {
        let depth = self.events.depth();
        let place = Place::of(start)?;
        let number = place.index.unwrap_or_else(|| under.row.saturating_add(1));
        let last = number.saturating_add(place.span);
        if number <= under.row {
            return Err(damaged("rows out of order"));
        }
        under.row = number;
        if last > MAX_ROW {
            return Err(damaged("a row outside the sheet"));
        }
        if place.is_hidden {
            (under.row..=last).for_each(|row| under.rows.hide(row));
        }
        under.row_style = self.style_of(start)?.unwrap_or_default();
        under.column = 0;
        loop {
            match self.events.next()? {
                Event::End(_) if self.events.depth() < depth => break,
                Event::Start(element) if element.name == "Cell" => self.read_cell(&element, under)?,
                _ => {}
            }
        }
        under.row = last;
        Ok(())
    }

    fn style_of(&self, element: &Element<'_>) -> Result<Option<Style>, Unreadable> {
        Ok(element.attribute_of_any_prefix("StyleID")?.and_then(|id| self.styles.get(&id).copied()))
    }

    fn read_cell(&mut self, start: &Element<'_>, under: &mut Under) -> Result<(), Unreadable> {
        let depth = self.events.depth();
        let style = self.style_of(start)?.unwrap_or(under.row_style);
        let number = |name: &str| {
            Ok::<_, Unreadable>(
                start.attribute_of_any_prefix(name)?.and_then(|number| number.trim().parse::<u32>().ok()),
            )
        };
        let column = match number("Index")? {
            Some(column) => column,
            None => under.next_free_column(),
        };
        let has_formula = start.attribute_of_any_prefix("Formula")?.is_some();
        let (across, down) = (number("MergeAcross")?.unwrap_or(0), number("MergeDown")?.unwrap_or(0));
        under.column = column.saturating_add(across);
        let on_sheet = u16::try_from(column).ok().filter(|column| (1..=MAX_COLUMN).contains(column));
        let at = CellAt::new(under.row, on_sheet.ok_or_else(|| damaged("a cell outside the sheet"))?);
        if down > 0 {
            under.from_above.insert(column, (under.column, under.row.saturating_add(down)));
        }
        if let Ok(last) = u16::try_from(under.column) {
            keep_merge(&mut under.merges, at, CellAt::new(under.row.saturating_add(down), last));
        }
        let mut value = None;
        loop {
            match self.events.next()? {
                Event::End(_) if self.events.depth() < depth => break,
                // Comments have a `Data` of their own, one level further down.
                Event::Start(element) if element.name == "Data" && self.events.depth() == depth + 1 => {
                    let kind = element.attribute_of_any_prefix("Type")?.unwrap_or_default();
                    let text = self.text_of_element()?;
                    if value.replace(self.value_of(&kind, &text, style.shown)).is_some() {
                        return Err(damaged("a cell with two values"));
                    }
                }
                _ => {}
            }
        }
        let value = value.unwrap_or_else(|| has_formula.then_some(Value::NoResult));
        match value {
            Some(value) => under.rows.put_in_font(at, value, style.font, &mut self.allowance),
            None => Ok(()),
        }
    }

    fn value_of(&self, kind: &str, text: &str, shown: Shown) -> Option<Value> {
        let trimmed = text.trim();
        match kind {
            "Number" => match trimmed.parse::<f64>() {
                Ok(number) => {
                    let moment = if shown == Shown::Moment { moment(number, self.epoch) } else { None };
                    Some(moment.map_or_else(|| number_value(number), Value::DateTime))
                }
                Err(_) => text_value(text),
            },
            "DateTime" => iso_moment(trimmed).map(Value::DateTime).or_else(|| text_value(text)),
            "Boolean" => match trimmed {
                "1" | "true" | "TRUE" | "True" => Some(Value::Bool(true)),
                "0" | "false" | "FALSE" | "False" => Some(Value::Bool(false)),
                _ => text_value(text),
            },
            "Error" => Some(Value::Error(Arc::from(trimmed))),
            _ => text_value(text),
        }
    }
}

impl Under {
    /// The column of a cell that names none: the next one that no cell from above reaches into.
    fn next_free_column(&mut self) -> u32 {
        let mut column = self.column.saturating_add(1);
        while let Some((&first, &(last_column, last_row))) = self.from_above.range(..=column).next_back() {
            if last_row < self.row {
                self.from_above.remove(&first);
            } else if last_column >= column {
                column = last_column.saturating_add(1);
            } else {
                break;
            }
        }
        column
    }

    fn take_column(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let place = Place::of(element)?;
        let first = place.index.unwrap_or_else(|| self.column.saturating_add(1));
        self.column = first.saturating_add(place.span);
        let last = self.column.min(MAX_COLUMN.into());
        if let (true, Ok(first), Ok(last)) = (place.is_hidden, u16::try_from(first), u16::try_from(last))
            && 1 <= first
            && first <= last
            && self.hidden_columns.len() < usize::from(MAX_COLUMN)
        {
            self.hidden_columns.push((first, last));
        }
        Ok(())
    }
}

/// Where a row or column stands, how many more it stands for, and whether it is shown.
#[derive(Default)]
struct Place {
    index: Option<u32>,
    span: u32,
    is_hidden: bool,
}

impl Place {
    fn of(element: &Element<'_>) -> Result<Self, Unreadable> {
        let mut place = Self::default();
        for attribute in element.attributes() {
            let attribute = attribute?;
            let value = attribute.value.trim();
            match attribute.name {
                "Index" => place.index = Some(value.parse().unwrap_or(0)),
                "Span" => place.span = value.parse().unwrap_or(0),
                "Hidden" => place.is_hidden |= value == "1",
                "Height" | "Width" => place.is_hidden |= value.parse() == Ok(0.0),
                _ => {}
            }
        }
        Ok(place)
    }
}

/// The format's own names for some codes, else its code.
fn shown_by_name(format: &str) -> Shown {
    match format {
        "General Date" | "Short Date" | "Medium Date" | "Long Date" | "Short Time" | "Medium Time" | "Long Time" => {
            Shown::Moment
        }
        "General" | "General Number" | "Currency" | "Euro Currency" | "Fixed" | "Standard" | "Percent"
        | "Scientific" | "Yes/No" | "True/False" | "On/Off" => Shown::Number,
        code => shown_by_code(code),
    }
}
