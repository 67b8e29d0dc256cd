//! One sheet: cells, widths, merges, dropdowns, notes, filters, charts, protection.

use super::cell::{At, Value, looks_like_formula, serial, spelled, storable};
use super::chart::{self, ColumnChart};
use super::choice::{Choice, Source, Strictness};
use super::formula::{MAX_FORMULA, MAX_LINKS, hyperlink};
use super::measure;
use super::name::safe_sheet_name;
use super::print::{self, Print};
use super::records::{self, Records, Rows};
use super::style::{KnownStyle, Style, base_format};
use super::{BookError, FONT};
use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation,
    DataValidationErrorStyle, Format, Formula, IgnoreError, Note, ProtectionOptions, Worksheet, XlsxError,
};

/// Excel's own default; another value would fix the height of every row and cut wrapped text.
pub(super) const ROW_PIXELS: u32 = 20;
pub(super) const COLUMN_PIXELS: u32 = 64;
/// The same in the units people set: points, and characters.
pub(super) const ONE_LINE: f64 = 15.0;
/// The same of the largest text that stands in cells to be filled in, 12 points.
const ONE_LARGE_LINE: f64 = 16.0;
pub(super) const DEFAULT_WIDTH: f64 = 8.43;
/// The last cell of a worksheet.
const MAX_ROW: u32 = 1_048_576;
const MAX_COLUMN: u16 = 16_384;

/// When a cell is coloured by its own value.
#[derive(Clone, PartialEq, Debug)]
pub enum Highlight {
    /// It holds exactly this text.
    TextIs(String),
    /// It is a number above this one.
    Above(f64),
    /// This formula, written for the block's first cell, is true.
    When(String),
}

/// A sheet in the making.
pub struct Sheet {
    name: String,
    worksheet: Worksheet,
    n_links: u32,
    /// In characters, from the first column on.
    widths: Vec<f64>,
    /// Heights in points that rows need for their wrapped text, where one line is not enough.
    needed: BTreeMap<u32, f64>,
    /// Of those: rows with merged cells.
    merged: BTreeSet<u32>,
    fixed: BTreeSet<u32>,
    records: Option<Records>,
}

/// The last row that a sheet has.
const LAST_ROW: u32 = 1_048_576;
/// Heights of so many records are told to rust_xlsxwriter too: notes at the head of the list are drawn over them.
const ROWS_UNDER_NOTES: u32 = 60;

impl Sheet {
    /// An empty sheet; the name is made safe.
    pub fn new(name: &str) -> Result<Self, BookError> {
        let name = safe_sheet_name(name, &[]);
        let mut worksheet = Worksheet::new();
        worksheet.set_default_format(&base_format(), ROW_PIXELS, COLUMN_PIXELS)?;
        // A formula whose result is an empty text would otherwise be stored as 0.
        worksheet.set_formula_result_default("");
        worksheet.set_default_note_author("tonghop");
        worksheet.set_name(&name)?;
        Ok(Self {
            name,
            worksheet,
            n_links: 0,
            widths: Vec::new(),
            needed: BTreeMap::new(),
            merged: BTreeSet::new(),
            fixed: BTreeSet::new(),
            records: None,
        })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes one cell. Text is cut at Excel's limit, text that looks like a formula stays text, a link that Excel
    /// would refuse becomes its text, a date before March 1900 becomes text.
    ///
    /// The row grows to show the text whole: call [`Sheet::widths`] before. Excel would measure such rows itself on
    /// opening, LibreOffice does not.
    pub fn put(&mut self, at: At, value: Value<'_>, style: &Style) -> Result<(), BookError> {
        self.make_room(at.row, (at.column, at.column), &value, style);
        self.write(at, value, style).map_err(|error| self.explain(error))
    }

    fn make_room(&mut self, row: u32, (from, to): (u16, u16), value: &Value<'_>, style: &Style) {
        let text = match value {
            Value::Text(text) | Value::Link { text, .. } => text.as_ref(),
            Value::Formula { cached: super::Cached::Text(text), .. } => text.as_str(),
            _ => return,
        };
        if text.is_empty() {
            return;
        }
        let width = |column: u16| self.widths.get(usize::from(column) - 1).copied().unwrap_or(DEFAULT_WIDTH);
        let height = measure::height(text, (from..=to).map(width), style);
        if height > ONE_LINE {
            let needed = self.needed.entry(row).or_insert(height);
            *needed = needed.max(height);
            if from < to {
                self.merged.insert(row);
            }
        }
    }

    fn write(&mut self, at: At, value: Value<'_>, style: &Style) -> Result<(), XlsxError> {
        let (row, column) = (at.row - 1, at.column - 1);
        match value {
            Value::Blank => {
                self.worksheet.write_blank(row, column, &style.format)?;
            }
            Value::Text(text) => self.write_text(at, &text, style)?,
            Value::Whole(number) => {
                self.worksheet.write_number_with_format(row, column, number as f64, &style.format)?;
            }
            Value::Decimal(number) => {
                self.worksheet.write_number_with_format(row, column, number, &style.format)?;
            }
            Value::Date(day) => match serial(day) {
                Some(serial) => {
                    self.worksheet.write_number_with_format(row, column, serial, &style.format)?;
                }
                None => self.write_text(at, &day.format("%d/%m/%Y").to_string(), style)?,
            },
            Value::Formula { formula, cached } => {
                if formula.encode_utf16().count() > MAX_FORMULA {
                    return self.write_result(at, &cached, style);
                }
                let formula = Formula::new(formula).set_result(cached.stored());
                self.worksheet.write_formula_with_format(row, column, formula, &style.format)?;
            }
            Value::Link { target, text } => {
                let link = if self.n_links < MAX_LINKS { hyperlink(&target, &text) } else { None };
                match link {
                    Some(link) => {
                        self.n_links += 1;
                        let formula = Formula::new(link).set_result(spelled(&storable(&text)));
                        self.worksheet.write_formula_with_format(row, column, formula, &style.format)?;
                    }
                    None => self.write_text(at, &text, style)?,
                }
            }
        }
        Ok(())
    }

    fn write_text(&mut self, at: At, text: &str, style: &Style) -> Result<(), XlsxError> {
        let text = storable(text);
        let (row, column) = (at.row - 1, at.column - 1);
        if looks_like_formula(&text) {
            self.worksheet.write_string_with_format(row, column, &*text, &style.quoted())?;
        } else {
            self.worksheet.write_string_with_format(row, column, &*text, &style.format)?;
        }
        Ok(())
    }

    fn write_result(&mut self, at: At, result: &super::Cached, style: &Style) -> Result<(), XlsxError> {
        match result {
            super::Cached::Text(text) => self.write_text(at, text, style),
            super::Cached::Whole(number) => self.write(at, Value::Whole(*number), style),
            super::Cached::Decimal(number) => self.write(at, Value::Decimal(*number), style),
        }
    }

    /// Joins a block into one cell and writes its value.
    pub fn merge(&mut self, from: At, to: At, value: Value<'_>, style: &Style) -> Result<(), BookError> {
        if from != to {
            let merged =
                self.worksheet.merge_range(from.row - 1, from.column - 1, to.row - 1, to.column - 1, "", &style.format);
            if let Err(error) = merged {
                return Err(self.explain(error));
            }
        }
        if from.row == to.row {
            self.make_room(from.row, (from.column, to.column), &value, style);
        }
        self.write(from, value, style).map_err(|error| self.explain(error))
    }

    /// Widths of columns from the first on, in characters of the default font.
    pub fn widths(&mut self, widths: impl IntoIterator<Item = f64>) -> Result<(), BookError> {
        self.widths = widths.into_iter().collect();
        for (column, &width) in (0..).zip(&self.widths) {
            if let Err(error) = self.worksheet.set_column_width(column, width) {
                return Err(self.explain(error));
            }
        }
        Ok(())
    }

    /// Fixes a row's height in points: for text in cells merged over several rows, and for empty room.
    pub fn height(&mut self, row: u32, points: f64) -> Result<(), BookError> {
        self.fixed.insert(row);
        self.worksheet.set_row_height(row - 1, points).map(drop).map_err(|error| self.explain(error))
    }

    /// Keeps the rows above and the columns left of `at` in view.
    pub fn freeze_at(&mut self, at: At) -> Result<(), BookError> {
        self.worksheet.set_freeze_panes(at.row - 1, at.column - 1).map(drop).map_err(|error| self.explain(error))
    }

    /// Filter buttons on the first row of a block.
    pub fn filter(&mut self, from: At, to: At) -> Result<(), BookError> {
        self.worksheet
            .autofilter(from.row - 1, from.column - 1, to.row - 1, to.column - 1)
            .map(drop)
            .map_err(|error| self.explain(error))
    }

    /// A dropdown on a block. `hint` (at most 255 characters) is shown to somebody who typed another value.
    pub fn choose(
        &mut self,
        (from, to): (At, At),
        choice: &Choice,
        strictness: Strictness,
        hint: &str,
    ) -> Result<(), BookError> {
        let validation = match &choice.source {
            Source::Inline(words) => DataValidation::new().allow_list_strings(words)?,
            Source::Range(range) => DataValidation::new().allow_list_formula(range.as_str().into()),
        };
        let style = match strictness {
            Strictness::Only => DataValidationErrorStyle::Stop,
            Strictness::Suggested => DataValidationErrorStyle::Information,
        };
        let validation = validation
            .set_error_style(style)
            .show_error_message(strictness == Strictness::Only)
            .set_error_title("Giá trị không có trong danh mục")?
            .set_error_message(hint)?;
        self.worksheet
            .add_data_validation(from.row - 1, from.column - 1, to.row - 1, to.column - 1, &validation)
            .map(drop)
            .map_err(|error| self.explain(error))
    }

    /// A note that shows when the pointer rests on the cell.
    pub fn note(&mut self, at: At, text: &str) -> Result<(), BookError> {
        let n_lines = text.lines().map(|line| 1 + line.chars().count() as u32 / 42).sum::<u32>();
        let note = Note::new(storable(text))
            .add_author_prefix(false)
            .set_font_name(FONT)
            .set_font_size(10)
            .set_width(260)
            .set_height(24 + 17 * n_lines);
        self.worksheet.insert_note(at.row - 1, at.column - 1, &note).map(drop).map_err(|error| self.explain(error))
    }

    /// Colours the cells of a block by their values, now and after every change.
    pub fn highlight(&mut self, (from, to): (At, At), when: &Highlight, style: &Style) -> Result<(), BookError> {
        let (r1, c1, r2, c2) = (from.row - 1, from.column - 1, to.row - 1, to.column - 1);
        let look = conditional(style);
        let added = match when {
            Highlight::TextIs(text) => self.worksheet.add_conditional_format(
                r1,
                c1,
                r2,
                c2,
                &ConditionalFormatCell::new()
                    .set_rule(ConditionalFormatCellRule::EqualTo(text.clone()))
                    .set_format(look),
            ),
            Highlight::Above(number) => self.worksheet.add_conditional_format(
                r1,
                c1,
                r2,
                c2,
                &ConditionalFormatCell::new()
                    .set_rule(ConditionalFormatCellRule::GreaterThan(*number))
                    .set_format(look),
            ),
            Highlight::When(formula) => self.worksheet.add_conditional_format(
                r1,
                c1,
                r2,
                c2,
                &ConditionalFormatFormula::new().set_rule(formula.as_str()).set_format(look),
            ),
        };
        added.map(drop).map_err(|error| self.explain(error))
    }

    /// No green corner on texts made of digits (card numbers, years).
    pub fn digits_are_text(&mut self, from: At, to: At) -> Result<(), BookError> {
        self.worksheet
            .ignore_error_range(
                from.row - 1,
                from.column - 1,
                to.row - 1,
                to.column - 1,
                IgnoreError::NumberStoredAsText,
            )
            .map(drop)
            .map_err(|error| self.explain(error))
    }

    /// Draws a chart of this sheet's cells with its corner at `at`.
    pub fn chart(&mut self, at: At, chart: &ColumnChart) -> Result<(), BookError> {
        let drawn = chart::build(chart, &self.name);
        self.worksheet.insert_chart(at.row - 1, at.column - 1, &drawn).map(drop).map_err(|error| self.explain(error))
    }

    /// New printed pages begin at these rows.
    pub fn page_breaks_before(&mut self, rows: &[u32]) -> Result<(), BookError> {
        let rows: Vec<u32> = rows.iter().map(|row| row - 1).collect();
        self.worksheet.set_page_breaks(&rows).map(drop).map_err(|error| self.explain(error))
    }

    /// Begins a printed page before `first` where rows `first` to `last` would else fall on two, as far as their heights
    /// tell; `repeated` are the rows that every page has at its top. A sheet that one page all but holds is printed on one,
    /// a little smaller. After [`Sheet::print`].
    pub fn keep_on_one_page(&mut self, (first, last): (u32, u32), repeated: (u32, u32)) -> Result<(), BookError> {
        // Rows are as high as whole pixels.
        let height = |row: u32| self.needed.get(&row).map_or(ONE_LINE, |points| (points / 0.75).floor() * 0.75);
        if print::are_split((first, last), repeated, &self.widths, height) {
            if print::all_but_fit(last, &self.widths, height) {
                self.worksheet.set_print_fit_to_pages(1, 1);
                return Ok(());
            }
            return self.page_breaks_before(&[first]);
        }
        Ok(())
    }

    pub fn print(&mut self, set_up: &Print) -> Result<(), BookError> {
        print::set_up(&mut self.worksheet, set_up, &self.widths).map_err(|error| self.explain(error))
    }

    /// Locks every cell but those of an unlocked style; no password.
    pub fn protect(&mut self) {
        self.worksheet.protect();
    }

    /// Locks what stands above `row` and opens everything from it on, with and without a cell's own lock: pasting brings
    /// the locks of the sheet it comes from. Rows may be added, heights and widths changed. No password.
    pub fn protect_above(&mut self, row: u32) -> Result<(), BookError> {
        let options = ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            insert_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        };
        let opened =
            self.worksheet.unprotect_range_with_options(row - 1, 0, MAX_ROW - 1, MAX_COLUMN - 1, "Nhap_lieu", "");
        if let Err(error) = opened {
            return Err(self.explain(error));
        }
        self.worksheet.protect_with_options(&options);
        Ok(())
    }

    /// The look of a column's cells that nobody wrote yet.
    pub fn column_style(&mut self, column: u16, style: &Style) -> Result<(), BookError> {
        self.worksheet.set_column_format(column - 1, &style.format).map(drop).map_err(|error| self.explain(error))
    }

    pub fn hide(&mut self) {
        self.worksheet.set_hidden(true);
    }

    pub fn hide_row(&mut self, row: u32) -> Result<(), BookError> {
        self.worksheet.set_row_hidden(row - 1).map(drop).map_err(|error| self.explain(error))
    }

    /// From the first to the last column, both included.
    pub fn hide_columns(&mut self, first: u16, last: u16) -> Result<(), BookError> {
        for column in first..=last {
            if let Err(error) = self.worksheet.set_column_hidden(column - 1) {
                return Err(self.explain(error));
            }
        }
        Ok(())
    }

    /// Without the grey lines between cells on the screen: for sheets laid out as a document.
    pub fn without_gridlines(&mut self) {
        self.worksheet.set_screen_gridlines(false);
    }

    /// Begins a list of records from a row on, its columns in these styles; once a sheet, after [`Sheet::widths`].
    /// Between its first record and its last no other cell may stand.
    pub fn begin_records(&mut self, first_row: u32, styles: &[&KnownStyle]) {
        debug_assert!(self.records.is_none(), "two lists on one sheet");
        self.records = Some(Records::new(first_row, styles, &self.widths, self.n_links));
    }

    /// Writes the next record of the list, as [`Sheet::put`] would each cell, and without its cost.
    ///
    /// # Errors
    /// The sheet has no row left.
    pub fn put_record<'v>(&mut self, values: impl IntoIterator<Item = Value<'v>>) -> Result<(), BookError> {
        let Some(records) = &mut self.records else { return Ok(()) };
        let row = records.next_row();
        if row > LAST_ROW {
            return Err(BookError::BeyondSheet { sheet: self.name.clone() });
        }
        let height = records.put(values);
        if let Some(height) = height
            && row <= ROWS_UNDER_NOTES
        {
            self.needed.insert(row, height);
        }
        Ok(())
    }

    /// The sheet but for the records of its list, whose corners are marked; and those records.
    pub(super) fn finish(mut self) -> Result<(Worksheet, Option<Rows>), BookError> {
        let rows = self.records.take().map(Records::finish).transpose()?.flatten();
        for mark in rows.iter().flat_map(records::corners) {
            if let Err(error) = self.worksheet.write_number(mark.row - 1, mark.column - 1, 0) {
                return Err(self.explain(error));
            }
        }
        for (row, height) in std::mem::take(&mut self.needed) {
            // A row of one line is left alone: its height would be fixed, and not grow with what is typed into it.
            if (height > ONE_LARGE_LINE || self.merged.contains(&row))
                && !self.fixed.contains(&row)
                && let Err(error) = self.worksheet.set_row_height(row - 1, height)
            {
                return Err(self.explain(error));
            }
        }
        Ok((self.worksheet, rows))
    }

    fn explain(&self, error: XlsxError) -> BookError {
        match error {
            XlsxError::RowColumnLimitError => BookError::BeyondSheet { sheet: self.name.clone() },
            other => BookError::Writer(other),
        }
    }
}

/// Excel ignores a font's name and size in conditional looks, and some readers stumble over them.
fn conditional(style: &Style) -> Format {
    let mut look = Format::new();
    if let Some(fill) = style.fill_colour {
        look = look.set_background_color(fill);
    }
    if let Some(ink) = style.ink_colour {
        look = look.set_font_color(ink);
    }
    look
}
