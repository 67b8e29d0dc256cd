//! One worksheet part in one pass: filled cells with checked addresses, merges, what is hidden.

use super::super::container::Piece;
use super::super::gather::{CellAllowance, Rows, keep_merge, number_value, text_value};
use super::super::selection::OfSheet;
use super::super::serial::{Epoch, Shown, iso_moment, moment};
use super::super::xml::{Element, Event, Xml, append_text, is_true};
use super::super::{Area, Sheet, Unreadable, Value, damaged};
use super::plain::{Content, PlainCell, plain_cell};
use super::strings::{RichText, unescaped};
use super::styles::CellFormat;
use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use std::sync::Arc;

/// What a sheet's cells point to in the rest of the workbook.
pub(super) struct Surroundings<'w> {
    pub shared: &'w [Arc<str>],
    /// By style index.
    pub formats: &'w [CellFormat],
    pub epoch: Epoch,
}

/// A worksheet being read, piece by piece; its name and whether its tab is hidden are the caller's to fill in.
pub(super) struct Reader<'p, 'w> {
    pass: Pass<'p, 'w>,
    merges: Vec<Area>,
    hidden_columns: Vec<(u16, u16)>,
    is_in_rows: bool,
    /// Elements that the pieces so far left open.
    open: Vec<String>,
}

impl<'p, 'w> Reader<'p, 'w> {
    pub fn new(surroundings: &'p Surroundings<'w>, allowance: &'p mut CellAllowance, selection: OfSheet<'p>) -> Self {
        let pass = Pass {
            row: 0,
            column: 0,
            cell: None,
            value: String::new(),
            inline: RichText::default(),
            rows: Rows::default(),
            surroundings,
            allowance,
            selection,
        };
        Self { pass, merges: Vec::new(), hidden_columns: Vec::new(), is_in_rows: false, open: Vec::new() }
    }

    /// Takes the part's text, or the next piece of it.
    pub fn take(&mut self, text: &str, piece: Piece) -> Result<(), Unreadable> {
        let open = std::mem::take(&mut self.open);
        let mut events = Xml::resumed(text, &open);
        let pass = &mut self.pass;
        loop {
            let rest = events.rest();
            if piece == Piece::Within && rest == Some("") {
                self.open = events.left_open();
                return Ok(());
            }
            if self.is_in_rows
                && pass.cell.is_none()
                && let Some(plain) = rest.and_then(plain_cell)
            {
                pass.take_plain(&plain, events.depth() + 1)?;
                events.pass_over(plain.n_bytes);
                continue;
            }
            let event = events.next()?;
            match &event {
                Event::Eof => return Ok(()),
                Event::Start(element) => {
                    let depth = events.depth();
                    match element.name {
                        "sheetData" => self.is_in_rows = true,
                        "row" if self.is_in_rows && pass.cell.is_none() => pass.start_row(element)?,
                        "c" if self.is_in_rows && pass.cell.is_none() => pass.start_cell(element, depth)?,
                        "col" if !self.is_in_rows => keep_hidden_columns(&mut self.hidden_columns, element)?,
                        "mergeCell" if !self.is_in_rows => {
                            if let Some((one, other)) = merged_corners(element)? {
                                keep_merge(&mut self.merges, one, other);
                            }
                        }
                        _ => pass.inside_cell(&event, depth)?,
                    }
                }
                Event::End(name) => match *name {
                    "sheetData" => self.is_in_rows = false,
                    "c" if pass.cell.as_ref().is_some_and(|cell| cell.depth == events.depth() + 1) => {
                        pass.finish_cell()?;
                    }
                    // An end stands one level above what it closes.
                    _ => pass.inside_cell(&event, events.depth() + 1)?,
                },
                _ => pass.inside_cell(&event, events.depth())?,
            }
        }
    }

    pub fn finish(mut self) -> Result<Sheet, Unreadable> {
        self.pass.selection.row_is_over(&mut self.pass.rows);
        let (merges, hidden_columns) = (self.merges, self.hidden_columns);
        Ok(Sheet { rows: self.pass.rows.finish()?, merges, hidden_columns, ..Sheet::default() })
    }
}

/// How a cell says its value is written.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Written {
    Number,
    Shared,
    /// The result of a formula that gives text.
    Text,
    Inline,
    Bool,
    Error,
    IsoDate,
}

impl Written {
    fn of(kind: &str) -> Self {
        match kind.trim() {
            "n" | "" => Written::Number,
            "s" => Written::Shared,
            "inlineStr" => Written::Inline,
            "b" => Written::Bool,
            "e" => Written::Error,
            "d" => Written::IsoDate,
            _ => Written::Text,
        }
    }
}

fn address(written: &str) -> Result<CellAt, Unreadable> {
    written.parse().map_err(|_| damaged("a cell outside the sheet"))
}

/// A cell between its start and its end.
struct CellUnderWay {
    at: CellAt,
    written: Written,
    format: CellFormat,
    depth: usize,
    has_formula: bool,
    has_value: bool,
    is_in_value: bool,
    is_in_inline: bool,
}

/// Where the pass stands.
struct Pass<'p, 'w> {
    /// Last row and column met, 0 before the first: cells without an address follow them.
    row: u32,
    column: u16,
    cell: Option<CellUnderWay>,
    /// What the cell under way holds, in buffers that are used again for each.
    value: String,
    inline: RichText,
    rows: Rows,
    surroundings: &'p Surroundings<'w>,
    allowance: &'p mut CellAllowance,
    selection: OfSheet<'p>,
}

impl Pass<'_, '_> {
    fn start_row(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let mut number = self.row + 1;
        let mut is_hidden = false;
        for attribute in element.attributes() {
            let attribute = attribute?;
            match (attribute.name, attribute.is_prefixed) {
                ("r", false) => number = attribute.value.trim().parse().unwrap_or(0),
                ("hidden", false) => is_hidden |= is_true(&attribute.value),
                ("ht", false) => is_hidden |= attribute.value.trim().parse() == Ok(0.0),
                _ => {}
            }
        }
        if !(1..=MAX_ROW).contains(&number) {
            return Err(damaged("a row outside the sheet"));
        }
        self.selection.row_is_over(&mut self.rows);
        self.row = number;
        self.column = 0;
        if is_hidden {
            self.rows.hide(number);
        }
        Ok(())
    }

    fn start_cell(&mut self, element: &Element<'_>, depth: usize) -> Result<(), Unreadable> {
        let mut at = None;
        let mut written = Written::Number;
        let mut format = CellFormat::default();
        for attribute in element.attributes() {
            let attribute = attribute?;
            match (attribute.name, attribute.is_prefixed) {
                ("r", false) if at.is_some() => return Err(damaged("a cell with two addresses")),
                ("r", false) => at = Some(address(&attribute.value)?),
                ("s", false) => format = self.format(&attribute.value),
                ("t", false) => written = Written::of(&attribute.value),
                _ => {}
            }
        }
        self.begin_cell(at, written, format, depth)
    }

    /// A whole cell at once, as [`Pass::start_cell`], [`Pass::inside_cell`] and [`Pass::finish_cell`] would take it.
    fn take_plain(&mut self, plain: &PlainCell<'_>, depth: usize) -> Result<(), Unreadable> {
        let at = plain.address.map(address).transpose()?;
        let format = plain.style.map_or_else(CellFormat::default, |style| self.format(style));
        self.begin_cell(at, plain.kind.map_or(Written::Number, Written::of), format, depth)?;
        match plain.content {
            Content::Nothing => {}
            Content::Value(value) => {
                self.value.push_str(value);
                if let Some(cell) = &mut self.cell {
                    cell.has_value = true;
                }
            }
            Content::Inline(text) => self.inline.text.push_str(text),
        }
        self.finish_cell()
    }

    /// The format that a cell gives as its style.
    fn format(&self, style: &str) -> CellFormat {
        let index: Option<usize> = style.trim().parse().ok();
        index.and_then(|index| self.surroundings.formats.get(index)).copied().unwrap_or_default()
    }

    fn begin_cell(
        &mut self,
        at: Option<CellAt>,
        written: Written,
        format: CellFormat,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let at = match at {
            Some(at) if at.row != self.row => return Err(damaged("a cell outside its row")),
            Some(at) => at,
            None if self.row == 0 || self.column == MAX_COLUMN => return Err(damaged("a cell outside the sheet")),
            None => CellAt::new(self.row, self.column + 1),
        };
        self.column = at.column;
        self.cell = Some(CellUnderWay {
            at,
            written,
            format,
            depth,
            has_formula: false,
            has_value: false,
            is_in_value: false,
            is_in_inline: false,
        });
        self.value.clear();
        self.inline.clear();
        Ok(())
    }

    /// Takes an event that is neither a row's nor a cell's own: what it means depends on how deep in the cell it is.
    fn inside_cell(&mut self, event: &Event<'_>, depth: usize) -> Result<(), Unreadable> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        let is_child = depth == cell.depth + 1;
        match event {
            Event::Start(element) if is_child => match element.name {
                "v" if cell.has_value => return Err(damaged("a cell with two values")),
                "v" => (cell.has_value, cell.is_in_value) = (true, true),
                "f" => cell.has_formula = true,
                "is" => cell.is_in_inline = true,
                _ => {}
            },
            Event::End(_) if is_child => (cell.is_in_value, cell.is_in_inline) = (false, false),
            _ if cell.is_in_inline => self.inline.take(event)?,
            _ if cell.is_in_value && is_child => append_text(&mut self.value, event)?,
            _ => {}
        }
        Ok(())
    }

    fn finish_cell(&mut self) -> Result<(), Unreadable> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        if !self.selection.keeps(cell.at.column) {
            return Ok(());
        }
        if let Some(value) = self.value_of(&cell)? {
            self.rows.put_in_font(cell.at, value, cell.format.font, self.allowance)?;
        }
        Ok(())
    }

    fn value_of(&self, cell: &CellUnderWay) -> Result<Option<Value>, Unreadable> {
        let written = self.value.as_str();
        let has_inline = !self.inline.text.is_empty();
        let is_text = matches!(cell.written, Written::Text | Written::Inline);
        let has_result = if is_text { cell.has_value || has_inline } else { !written.trim().is_empty() };
        if !has_result && !has_inline {
            // A formula without a stored result looks empty, and is not (threats.md S9).
            return Ok(cell.has_formula.then_some(Value::NoResult));
        }
        Ok(match cell.written {
            Written::Shared => match self.shared_string(written)? {
                string if string.is_empty() => None,
                string => Some(Value::Text(string.clone())),
            },
            Written::Text | Written::Inline if has_inline => text_value(&unescaped(&self.inline.text)),
            Written::Text | Written::Inline => text_value(&unescaped(written)),
            _ if has_inline && written.is_empty() => text_value(&unescaped(&self.inline.text)),
            Written::Bool => match written.trim() {
                "1" | "true" => Some(Value::Bool(true)),
                "0" | "false" => Some(Value::Bool(false)),
                _ => text_value(written),
            },
            Written::Error => Some(Value::Error(Arc::from(written.trim()))),
            Written::IsoDate => iso_moment(written).map(Value::DateTime).or_else(|| text_value(written)),
            Written::Number => match written.parse().or_else(|_| written.trim().parse::<f64>()) {
                Ok(number) => Some(self.number(number, cell.format.shown)),
                Err(_) => text_value(&unescaped(written)),
            },
        })
    }

    fn number(&self, number: f64, shown: Shown) -> Value {
        let moment = match shown {
            Shown::Moment => moment(number, self.surroundings.epoch),
            Shown::Number | Shown::Elapsed => None,
        };
        moment.map_or_else(|| number_value(number), Value::DateTime)
    }

    /// The shared string of an index, which must be a whole number in range (threats.md S5).
    fn shared_string(&self, index: &str) -> Result<&Arc<str>, Unreadable> {
        let index: Option<usize> = index.parse().or_else(|_| index.trim().parse()).ok();
        let string = index.and_then(|index| self.surroundings.shared.get(index));
        string.ok_or_else(|| damaged("a shared string that is not there"))
    }
}

fn keep_hidden_columns(hidden: &mut Vec<(u16, u16)>, element: &Element<'_>) -> Result<(), Unreadable> {
    let (mut from, mut to, mut is_hidden) = (0, 0, false);
    for attribute in element.attributes() {
        let attribute = attribute?;
        match (attribute.name, attribute.is_prefixed) {
            ("min", false) => from = attribute.value.trim().parse().unwrap_or(0),
            ("max", false) => to = attribute.value.trim().parse().unwrap_or(0),
            ("hidden", false) => is_hidden |= is_true(&attribute.value),
            ("width", false) => is_hidden |= attribute.value.trim().parse() == Ok(0.0),
            _ => {}
        }
    }
    let is_on_sheet = 1 <= from && from <= to && to <= MAX_COLUMN;
    if is_hidden && is_on_sheet && hidden.len() < usize::from(MAX_COLUMN) {
        hidden.push((from, to));
    }
    Ok(())
}

/// The corners of a merged area; none when they are no addresses: a merge is no reason to lose a sheet.
fn merged_corners(element: &Element<'_>) -> Result<Option<(CellAt, CellAt)>, Unreadable> {
    let Some(reference) = element.attribute("ref")? else { return Ok(None) };
    let (first, last) = reference.split_once(':').unwrap_or((&reference, &reference));
    let corner = |address: &str| address.replace('$', "").parse::<CellAt>().ok();
    Ok(corner(first).zip(corner(last)))
}
