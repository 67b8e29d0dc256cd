//! Sheets that somebody fills in: the branch's form and the plan workbook are made of them. A sheet is a list of
//! [`Field`]s; each says once how its column is headed, what may stand in it, what its note tells and what the example
//! row shows. Headers and the example are locked, everything below is open.

mod facts;
mod lists;

pub use facts::{Examples, Fact, facts};
pub use lists::{List, Lists};

use crate::book::{
    At, Book, BookError, Highlight, Horizontal, Orientation, Print, Rgb, Sheet, Strictness, Style, Value, Vertical,
};
use crate::domain::date::PartialDate;
use crate::rules::rule;
use std::borrow::Cow;

/// What the cells of a field hold, for their look and their dropdown.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// TT.
    Ordinal,
    Text,
    /// Digits that are no number: card numbers, phone numbers. Stored as text, so that no leading zero is lost.
    Digits,
    Date,
    Count,
    /// Chosen from a list.
    Choice(List),
}

/// One column, or one key of a sheet of facts.
#[derive(Clone, Debug)]
pub struct Field {
    pub header: Cow<'static, str>,
    /// In characters.
    pub width: f64,
    pub kind: Kind,
    /// What to write there, for the note of the header.
    pub about: &'static str,
    /// Codes of the rules that look at it: the note ends with their titles, so that form and check speak alike.
    pub rules: &'static [&'static str],
    /// The cell of the example row.
    pub example: &'static str,
}

/// Shorthand for a field.
pub const fn field(
    header: &'static str,
    width: f64,
    kind: Kind,
    about: &'static str,
    rules: &'static [&'static str],
    example: &'static str,
) -> Field {
    Field { header: Cow::Borrowed(header), width, kind, about, rules, example }
}

impl Field {
    /// The note on its header.
    pub fn note(&self) -> String {
        let mut note = self.about.to_owned();
        let looked_at: Vec<String> = self
            .rules
            .iter()
            .filter_map(|code| rule(code))
            .map(|rule| format!("• {} ({})", rule.title, rule.code))
            .collect();
        if !looked_at.is_empty() {
            note.push_str("\nChương trình kiểm tra:\n");
            note.push_str(&looked_at.join("\n"));
        }
        note
    }
}

/// What stands in the first cell of the example row; reading passes over a row that begins so.
pub const EXAMPLE: &str = "Ví dụ";

/// The first row to fill in: below the header and the example.
pub const FIRST_ROW: u32 = 3;

/// Dropdowns reach this far down, for lists longer than the prepared rows.
const LAST_CHOICE_ROW: u32 = 2_000;

/// A sheet that is one table.
pub struct Table<'t> {
    pub name: &'t str,
    /// At the head of each printed page.
    pub title: (String, String),
    pub fields: &'t [Field],
    /// Rows known beforehand; a row may end early.
    pub rows: Vec<Vec<Value<'t>>>,
    /// Empty rows prepared below them.
    pub n_spare: u32,
    /// Columns kept in view while scrolling to the right.
    pub n_frozen: u16,
    /// Colours a cell that still waits to be filled in: the column's number and a condition for the first row.
    pub awaiting: Option<(u16, String)>,
}

impl Table<'_> {
    /// Makes the sheet and hands it to the book.
    pub fn write(self, lists: &mut Lists, book: &mut Book) -> Result<(), BookError> {
        let looks = Looks::new();
        let mut sheet = Sheet::new(self.name)?;
        sheet.widths(self.fields.iter().map(|field| field.width))?;
        for (column, field) in (1..).zip(self.fields) {
            sheet.put(At::new(1, column), Value::text(&*field.header), &looks.header)?;
            if !field.about.is_empty() {
                sheet.note(At::new(1, column), &field.note())?;
            }
            let example = if column == 1 { example_mark(field) } else { Cow::Borrowed(field.example) };
            sheet.put(At::new(2, column), Value::text_or_blank(Some(example)), &looks.example)?;
        }
        let last_row = FIRST_ROW + self.rows.len() as u32 + self.n_spare - 1;
        let mut rows = self.rows.into_iter();
        for row in FIRST_ROW..=last_row {
            let mut values = rows.next().unwrap_or_default().into_iter();
            for (column, field) in (1..).zip(self.fields) {
                let value = values.next().unwrap_or(Value::Blank);
                sheet.put(At::new(row, column), value, looks.of(field.kind))?;
            }
        }
        for (column, field) in (1..).zip(self.fields) {
            sheet.column_style(column, &looks.open(field.kind))?;
            if let Kind::Choice(list) = field.kind {
                let block = (At::new(FIRST_ROW, column), At::new(LAST_CHOICE_ROW.max(last_row), column));
                lists.offer(&mut sheet, block, list, book)?;
            }
            if field.kind == Kind::Digits {
                sheet.digits_are_text(At::new(FIRST_ROW, column), At::new(last_row, column))?;
            }
        }
        if let Some((column, condition)) = self.awaiting {
            let block = (At::new(FIRST_ROW, column), At::new(last_row, column));
            sheet.highlight(block, &Highlight::When(condition), &Style::new().fill(AWAITING_FILL))?;
        }
        sheet.freeze_at(At::new(2, self.n_frozen + 1))?;
        sheet.protect_above(FIRST_ROW)?;
        sheet.print(&Print {
            orientation: Orientation::Landscape,
            repeated_rows: Some((1, 1)),
            title: Some(self.title),
            repeated_columns: self.n_frozen,
            last_cell: Some(At::new(last_row, self.fields.len() as u16)),
        })?;
        book.push(sheet)
    }
}

/// The first cell of the example row always says what the row is.
fn example_mark(field: &Field) -> Cow<'static, str> {
    match field.example {
        "" => Cow::Borrowed(EXAMPLE),
        shown => Cow::Owned(format!("{EXAMPLE}: {shown}")),
    }
}

/// A date as precise as it is known.
pub fn date(date: Option<PartialDate>) -> Value<'static> {
    match date {
        Some(PartialDate::Day(day)) => Value::Date(day),
        Some(part) => Value::text(part.to_string()),
        None => Value::Blank,
    }
}

const HEADER_FILL: Rgb = Rgb(0xE7ECF3);
const EXAMPLE_FILL: Rgb = Rgb(0xEFEFEF);
const EXAMPLE_INK: Rgb = Rgb(0x7A7A7A);
const AWAITING_FILL: Rgb = Rgb(0xFFF8D6);

/// The looks of a fillable sheet.
struct Looks {
    header: Style,
    example: Style,
    text: Style,
    centre: Style,
    digits: Style,
    date: Style,
    count: Style,
}

impl Looks {
    fn new() -> Self {
        let cell = || Style::new().ruled().wrapped().vertical(Vertical::Centre);
        Self {
            header: cell().bold().fill(HEADER_FILL).horizontal(Horizontal::Centre),
            example: cell().italic().size(10).ink(EXAMPLE_INK).fill(EXAMPLE_FILL),
            text: cell().unlocked(),
            centre: cell().horizontal(Horizontal::Centre).unlocked(),
            digits: cell().horizontal(Horizontal::Centre).number_format("@").unlocked(),
            date: cell().horizontal(Horizontal::Centre).number_format("dd/mm/yyyy").unlocked(),
            count: cell().horizontal(Horizontal::Centre).number_format("0").unlocked(),
        }
    }

    fn of(&self, kind: Kind) -> &Style {
        match kind {
            Kind::Text => &self.text,
            Kind::Ordinal | Kind::Count => &self.count,
            Kind::Digits => &self.digits,
            Kind::Date => &self.date,
            Kind::Choice(List::Tick | List::ReviewedAt) => &self.centre,
            Kind::Choice(_) => &self.text,
        }
    }

    /// The same for cells below the prepared rows: no lines, so that nothing prints there.
    fn open(&self, kind: Kind) -> Style {
        let style = Style::new().unlocked();
        match kind {
            Kind::Digits => style.number_format("@"),
            Kind::Date => style.number_format("dd/mm/yyyy"),
            Kind::Ordinal | Kind::Text | Kind::Count | Kind::Choice(_) => style,
        }
    }
}

impl Lists {
    /// Puts a list's dropdown on a block.
    fn offer(&mut self, sheet: &mut Sheet, block: (At, At), list: List, book: &mut Book) -> Result<(), BookError> {
        let hint = match list.strictness() {
            Strictness::Only => "Chọn một giá trị trong danh sách thả xuống, hoặc để trống.",
            Strictness::Suggested => "",
        };
        sheet.choose(block, &self.choice(list, book), list.strictness(), hint)
    }
}
