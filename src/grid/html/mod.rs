//! Web pages with tables, which web systems export under the name .xls, and Excel and LibreOffice save as .htm: all
//! tables one under another on one sheet, spans as merged areas, and the lines of text around them as rows of one cell,
//! because titles often stand outside the table. Words are taken as shown.

mod fonts;
mod scan;

use super::gather::{CellAllowance, Fonts, Rows, keep_merge, text_value};
use super::{Area, Format, Kind, Limits, Sheet, Unreadable, Workbook, damaged};
use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use fonts::StyleSheet;
use scan::{Tag, Token, Tokens, resolved};
use std::sync::Arc;

/// The most columns one cell may span, as the standard has it.
const MAX_SPAN: u32 = 1_000;
/// Tables inside tables inside tables: deeper ones are read as part of the one that holds them.
const MAX_NESTED: usize = 50;

/// Reads a page.
///
/// # Errors
/// A page without a table is no workbook; more rows, columns or cells than a sheet or the limits allow.
pub(super) fn read(page: &str, limits: &Limits) -> Result<Workbook, Unreadable> {
    let mut layout = Layout {
        rows: Rows::default(),
        allowance: CellAllowance::new(limits.cells),
        merges: Vec::new(),
        hidden_columns: Vec::new(),
        last_row: 0,
        tables: Vec::new(),
        n_tables: 0,
        loose: Words::default(),
        styles: StyleSheet::of(page),
        fonts: Fonts::default(),
    };
    for token in Tokens::new(page) {
        match token {
            Token::Start(tag) => layout.start(&tag)?,
            Token::End(name) => layout.end(name)?,
            Token::Text(text) => layout.words().append(text),
        }
    }
    while !layout.tables.is_empty() {
        layout.end_table()?;
    }
    layout.end_line()?;
    if layout.n_tables == 0 {
        return Err(Unreadable::NotAWorkbook(Kind::Html));
    }
    let sheet = Sheet {
        name: Arc::from(sheet_name(page)),
        is_hidden: false,
        rows: layout.rows.finish()?,
        merges: layout.merges,
        hidden_columns: layout.hidden_columns,
    };
    Ok(Workbook { format: Format::HtmlTable, sheets: vec![sheet], modified: None, fonts: layout.fonts.finish() })
}

/// The name that Office notes in a comment of the page.
fn sheet_name(page: &str) -> String {
    let named = page.split_once("<x:Name>").and_then(|(_, rest)| rest.split_once("</x:Name>"));
    let name = named.map(|(name, _)| resolved(name.trim()).into_owned());
    name.filter(|name| !name.is_empty() && name.chars().count() <= 31).unwrap_or_else(|| "Sheet1".to_owned())
}

/// Words being gathered: runs of white space become one space, breaks become lines.
#[derive(Default)]
struct Words {
    text: String,
    font: u16,
}

impl Words {
    fn append(&mut self, written: &str) {
        for character in resolved(written).chars() {
            match character {
                ' ' | '\t' | '\r' | '\n' | '\u{C}' if self.text.ends_with([' ', '\n']) || self.text.is_empty() => {}
                ' ' | '\t' | '\r' | '\n' | '\u{C}' => self.text.push(' '),
                _ => self.text.push(character),
            }
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() {
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push('\n');
        }
    }

    fn take(&mut self) -> (String, u16) {
        let words = std::mem::take(self);
        (words.text.trim().to_owned(), words.font)
    }
}

/// A table between its start and its end.
struct Table {
    /// The row under way on the sheet; none before the first and between rows.
    row: Option<u32>,
    /// The next column that may be free.
    column: u32,
    /// By column, counted from 0: for how many rows more, the one under way included, a cell above reaches down.
    taken: Vec<u32>,
    cell: Option<Cell>,
    /// Merged areas of this table start here in the sheet's list.
    first_merge: usize,
    /// Columns that `col` elements have told of.
    n_told: u32,
}

/// A cell between its start and its end.
struct Cell {
    at: CellAt,
    last_column: u16,
    n_rows: u32,
    words: Words,
}

struct Layout {
    rows: Rows,
    allowance: CellAllowance,
    merges: Vec<Area>,
    hidden_columns: Vec<(u16, u16)>,
    /// The last row anything was put in.
    last_row: u32,
    /// Open tables, the innermost last.
    tables: Vec<Table>,
    n_tables: u32,
    /// Words outside cells.
    loose: Words,
    styles: StyleSheet,
    fonts: Fonts,
}

impl Layout {
    fn words(&mut self) -> &mut Words {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.words,
            None => &mut self.loose,
        }
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Unreadable> {
        match tag.name.to_ascii_lowercase().as_str() {
            "table" if self.tables.len() < MAX_NESTED => self.start_table()?,
            "tr" => self.start_row(tag)?,
            "td" | "th" => self.start_cell(tag)?,
            "thead" | "tbody" | "tfoot" => self.end_row()?,
            "col" => self.take_column(tag),
            "br" => self.break_line()?,
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "hr" => {
                self.break_line()?;
                self.take_font(tag);
            }
            "input" if is_ticked(tag) => self.words().append("x"),
            _ => self.take_font(tag),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name.to_ascii_lowercase().as_str() {
            "table" => self.end_table(),
            "tr" | "thead" | "tbody" | "tfoot" => self.end_row(),
            "td" | "th" => self.end_cell(),
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" => self.break_line(),
            _ => Ok(()),
        }
    }

    /// The font that an element's words are shown in, when it names one.
    fn take_font(&mut self, tag: &Tag<'_>) {
        if let Some(font) = self.styles.font_of(tag) {
            let number = self.fonts.number_of(&font);
            self.words().font = number;
        }
    }

    fn break_line(&mut self) -> Result<(), Unreadable> {
        if self.tables.last().is_some_and(|table| table.cell.is_some()) {
            self.words().end_line();
            return Ok(());
        }
        self.end_line()
    }

    /// Puts the words outside cells in a row of their own. Inside a row they wait for its end.
    fn end_line(&mut self) -> Result<(), Unreadable> {
        if self.tables.last().is_some_and(|table| table.row.is_some()) {
            return Ok(());
        }
        let (text, font) = self.loose.take();
        if let Some(value) = text_value(&text) {
            let row = self.next_row()?;
            self.rows.put_in_font(CellAt::new(row, 1), value, font, &mut self.allowance)?;
        }
        Ok(())
    }

    fn next_row(&mut self) -> Result<u32, Unreadable> {
        self.last_row += 1;
        if self.last_row > MAX_ROW { Err(damaged("a row outside the sheet")) } else { Ok(self.last_row) }
    }

    fn start_table(&mut self) -> Result<(), Unreadable> {
        // A table in a cell stands under the words that come before it there.
        if let Some(table) = self.tables.last_mut()
            && table.cell.is_some()
        {
            self.end_cell()?;
        } else {
            self.end_line()?;
        }
        self.n_tables += 1;
        self.tables.push(Table {
            row: None,
            column: 1,
            taken: Vec::new(),
            cell: None,
            first_merge: self.merges.len(),
            n_told: 0,
        });
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Unreadable> {
        self.end_row()?;
        if let Some(table) = self.tables.pop() {
            // Spans may promise more rows than the table has.
            let mut own = self.merges.split_off(table.first_merge);
            own.iter_mut().for_each(|area| area.last.row = area.last.row.min(self.last_row));
            self.merges.extend(own.into_iter().filter(|area| area.first != area.last));
        }
        self.end_line()
    }

    fn start_row(&mut self, tag: &Tag<'_>) -> Result<(), Unreadable> {
        self.end_row()?;
        if self.tables.is_empty() {
            return Ok(());
        }
        let row = self.next_row()?;
        if fonts::is_not_displayed(tag) {
            self.rows.hide(row);
        }
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(row);
            table.column = 1;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unreadable> {
        self.end_cell()?;
        if let Some(table) = self.tables.last_mut()
            && table.row.take().is_some()
        {
            table.taken.iter_mut().for_each(|n_rows| *n_rows = n_rows.saturating_sub(1));
        }
        self.end_line()
    }

    fn start_cell(&mut self, tag: &Tag<'_>) -> Result<(), Unreadable> {
        self.end_cell()?;
        let Some(table) = self.tables.last() else { return Ok(()) };
        let row = match table.row {
            Some(row) => row,
            None => {
                let row = self.next_row()?;
                if let Some(table) = self.tables.last_mut() {
                    table.row = Some(row);
                    table.column = 1;
                }
                row
            }
        };
        let span = |name: &str| tag.attribute(name).and_then(|n| n.trim().parse::<u32>().ok()).unwrap_or(1).max(1);
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let n_rows = span("rowspan").min(65_534);
        while table.taken.get(table.column as usize - 1).is_some_and(|&n_rows| n_rows > 0) {
            table.column += 1;
        }
        let first = u16::try_from(table.column).ok().filter(|&column| column <= MAX_COLUMN);
        let first = first.ok_or_else(|| damaged("a cell outside the sheet"))?;
        let last = (table.column + span("colspan").min(MAX_SPAN) - 1).min(MAX_COLUMN.into());
        if table.taken.len() < last as usize {
            table.taken.resize(last as usize, 0);
        }
        for n_taken in &mut table.taken[usize::from(first) - 1..last as usize] {
            *n_taken = n_rows.max(*n_taken);
        }
        table.column = last + 1;
        let mut words = Words::default();
        if let Some(font) = self.styles.font_of(tag) {
            words.font = self.fonts.number_of(&font);
        }
        let last_column = u16::try_from(last).unwrap_or(MAX_COLUMN);
        table.cell = Some(Cell { at: CellAt::new(row, first), last_column, n_rows, words });
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let Some(mut cell) = self.tables.last_mut().and_then(|table| table.cell.take()) else { return Ok(()) };
        let last_row = cell.at.row.saturating_add(cell.n_rows - 1).min(MAX_ROW);
        keep_merge(&mut self.merges, cell.at, CellAt::new(last_row, cell.last_column));
        let (text, font) = cell.words.take();
        match text_value(&text) {
            Some(value) => self.rows.put_in_font(cell.at, value, font, &mut self.allowance),
            None => Ok(()),
        }
    }

    /// A `col` element, which may hide the columns it tells of.
    fn take_column(&mut self, tag: &Tag<'_>) {
        let is_hidden = fonts::is_not_displayed(tag);
        // Columns of a table in a table stand for no column of the sheet.
        let is_outermost = self.tables.len() == 1;
        let Some(table) = self.tables.last_mut() else { return };
        let n = tag.attribute("span").and_then(|n| n.trim().parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN);
        let first = table.n_told + 1;
        table.n_told = table.n_told.saturating_add(n).min(MAX_COLUMN.into());
        if let (Ok(first), Ok(last)) = (u16::try_from(first), u16::try_from(table.n_told))
            && is_hidden
            && is_outermost
            && first <= last
        {
            self.hidden_columns.push((first, last));
        }
    }
}

/// A box of a form that is ticked says so without words.
fn is_ticked(tag: &Tag<'_>) -> bool {
    let is_box = tag
        .attribute("type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio"));
    is_box && tag.attribute("checked").is_some()
}
