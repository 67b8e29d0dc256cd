//! Long lists: rows of many records, written as the sheet's XML at once and packed in the background while the next
//! ones are made, so that a million of them never stand in memory. rust_xlsxwriter makes all the rest of the sheet;
//! [`super::package`] puts the two together.

use super::cell::{At, Cached, Value, letters, looks_like_formula, serial, spelled, storable};
use super::formula::{MAX_FORMULA, MAX_LINKS, hyperlink};
use super::measure;
use super::packing::{Packed, Packing};
use super::sheet::{DEFAULT_WIDTH, ONE_LINE};
use super::style::KnownStyle;
use flate2::CompressError;
use std::fmt::Write;
use std::ops::RangeInclusive;

/// A list under way.
pub(super) struct Records {
    columns: Vec<Column>,
    first_row: u32,
    /// The row that comes next.
    next: u32,
    n_links: u32,
    /// Cells of the row under way, used again for each.
    cells: String,
    packing: Packing,
}

/// What all cells of a column have in common.
struct Column {
    style: KnownStyle,
    width: f64,
    letters: String,
    /// The last text measured, and its height: the same few texts stand under each other.
    measured: (String, f64),
}

/// A finished list: the rows it fills and their XML.
pub(super) struct Rows {
    pub numbers: RangeInclusive<u32>,
    /// Of its last column.
    pub last_column: u16,
    pub xml: Vec<Packed>,
}

impl Records {
    /// `styles` are those of the columns, from the first on; `widths` in characters.
    pub fn new(first_row: u32, styles: &[&KnownStyle], widths: &[f64], n_links: u32) -> Self {
        let column = |(number, style): (u16, &&KnownStyle)| Column {
            style: (*style).clone(),
            width: widths.get(usize::from(number) - 1).copied().unwrap_or(DEFAULT_WIDTH),
            letters: letters(number),
            measured: (String::new(), 0.0),
        };
        Self {
            columns: (1..).zip(styles).map(column).collect(),
            first_row,
            next: first_row,
            n_links,
            cells: String::new(),
            packing: Packing::default(),
        }
    }

    /// Writes the next row, and gives its height in points where it needs more than one line. Values beyond the last
    /// column are none of the list's.
    pub fn put<'v>(&mut self, values: impl IntoIterator<Item = Value<'v>>) -> Option<f64> {
        self.cells.clear();
        let mut highest = ONE_LINE;
        let mut digits = [0; 10];
        let row = decimal(self.next, &mut digits);
        for (column, value) in self.columns.iter_mut().zip(values) {
            let mut cell = Cell { xml: &mut self.cells, column, row, n_links: &mut self.n_links };
            let height = cell.put(value);
            highest = highest.max(height);
        }
        let height = (highest > ONE_LINE).then_some(highest);
        let xml = self.packing.text();
        xml.push_str("<row r=\"");
        xml.push_str(row);
        if let Some(height) = height {
            // Whole pixels, as programs keep heights.
            let quarters = (height * 4.0 / 3.0).round() * 0.75;
            write_number(xml, "\" ht=\"", quarters);
            xml.push_str("\" customHeight=\"1");
        }
        xml.push_str("\">");
        xml.push_str(&self.cells);
        xml.push_str("</row>");
        self.packing.text_grew();
        self.next += 1;
        height
    }

    /// The row that the next record will stand on.
    pub fn next_row(&self) -> u32 {
        self.next
    }

    /// The rows, packed; none when there was no record.
    ///
    /// # Errors
    /// Those of [`packed`](super::packing::packed).
    pub fn finish(self) -> Result<Option<Rows>, CompressError> {
        if self.next == self.first_row {
            return Ok(None);
        }
        let last_column = self.columns.len() as u16;
        Ok(Some(Rows { numbers: self.first_row..=self.next - 1, last_column, xml: self.packing.finish()? }))
    }
}

/// One cell being written.
struct Cell<'c> {
    xml: &'c mut String,
    column: &'c mut Column,
    row: &'c str,
    n_links: &'c mut u32,
}

impl Cell<'_> {
    /// Writes the cell and gives the height in points that its text needs.
    fn put(&mut self, value: Value<'_>) -> f64 {
        match value {
            Value::Blank => {
                self.start(self.column.style.number);
                self.xml.push_str("/>");
                0.0
            }
            Value::Text(text) => self.text(&text),
            Value::Whole(number) => self.number(|xml| write_whole(xml, number)),
            Value::Decimal(number) => self.number(|xml| write_number(xml, "", number)),
            Value::Date(day) => match serial(day) {
                Some(days) => self.number(|xml| write_whole(xml, days as i64)),
                None => self.text(&day.format("%d/%m/%Y").to_string()),
            },
            Value::Formula { formula, cached } => {
                if formula.len() > MAX_FORMULA && formula.encode_utf16().count() > MAX_FORMULA {
                    return self.result(&cached);
                }
                self.formula(&formula, &cached)
            }
            Value::Link { target, text } => {
                let link = if *self.n_links < MAX_LINKS { hyperlink(&target, &text) } else { None };
                match link {
                    Some(link) => {
                        *self.n_links += 1;
                        self.formula(&link, &Cached::Text(text.into_owned()))
                    }
                    None => self.text(&text),
                }
            }
        }
    }

    /// `<c r="D12" s="7"`
    fn start(&mut self, style: u32) {
        self.xml.push_str("<c r=\"");
        self.xml.push_str(&self.column.letters);
        self.xml.push_str(self.row);
        if style > 0 {
            self.xml.push_str("\" s=\"");
            let mut digits = [0; 10];
            self.xml.push_str(decimal(style, &mut digits));
        }
        self.xml.push('"');
    }

    fn number(&mut self, write: impl FnOnce(&mut String)) -> f64 {
        self.start(self.column.style.number);
        self.xml.push_str("><v>");
        write(self.xml);
        self.xml.push_str("</v></c>");
        0.0
    }

    fn text(&mut self, text: &str) -> f64 {
        let text = storable(text);
        let style = &self.column.style;
        let number = if looks_like_formula(&text) { style.quoted_number } else { style.number };
        self.start(number);
        if text.is_empty() {
            self.xml.push_str("/>");
            return 0.0;
        }
        self.xml.push_str(" t=\"inlineStr\"><is><t");
        let is_edge = |c: char| matches!(c, ' ' | '\t' | '\n');
        if text.starts_with(is_edge) || text.ends_with(is_edge) {
            self.xml.push_str(" xml:space=\"preserve\"");
        }
        self.xml.push('>');
        push_string(self.xml, &text);
        self.xml.push_str("</t></is></c>");
        self.height(&text)
    }

    fn formula(&mut self, formula: &str, cached: &Cached) -> f64 {
        self.start(self.column.style.number);
        if matches!(cached, Cached::Text(_)) {
            self.xml.push_str(" t=\"str\"");
        }
        self.xml.push_str("><f>");
        push_escaped(self.xml, formula.strip_prefix('=').unwrap_or(formula));
        self.xml.push_str("</f><v>");
        let height = match cached {
            Cached::Text(text) => {
                let text = storable(text);
                push_string(self.xml, &text);
                if text.is_empty() { 0.0 } else { self.height(&text) }
            }
            Cached::Whole(number) => {
                write_whole(self.xml, *number);
                0.0
            }
            Cached::Decimal(number) => {
                write_number(self.xml, "", *number);
                0.0
            }
        };
        self.xml.push_str("</v></c>");
        height
    }

    fn result(&mut self, result: &Cached) -> f64 {
        match result {
            Cached::Text(text) => self.text(text),
            Cached::Whole(number) => self.number(|xml| write_whole(xml, *number)),
            Cached::Decimal(number) => self.number(|xml| write_number(xml, "", *number)),
        }
    }

    fn height(&mut self, text: &str) -> f64 {
        let (measured, height) = &mut self.column.measured;
        if measured != text {
            *height = measure::height(text, [self.column.width].into_iter(), &self.column.style.style);
            measured.clear();
            measured.push_str(text);
        }
        *height
    }
}

/// A number's digits, without an allocation for each of a million rows.
fn decimal(mut number: u32, digits: &mut [u8; 10]) -> &str {
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    // Only ASCII digits were put there.
    std::str::from_utf8(&digits[from..]).unwrap_or_default()
}

fn write_whole(xml: &mut String, number: i64) {
    match u32::try_from(number) {
        Ok(number) => xml.push_str(decimal(number, &mut [0; 10])),
        // Writing to a String does not fail.
        Err(_) => drop(write!(xml, "{number}")),
    }
}

fn write_number(xml: &mut String, before: &str, number: f64) {
    // Writing to a String does not fail.
    let _ = write!(xml, "{before}{number}");
}

fn push_escaped(xml: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>')) {
        xml.push_str(&rest[..at]);
        xml.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[at + 1..];
    }
    xml.push_str(rest);
}

fn push_string(xml: &mut String, text: &str) {
    push_escaped(xml, &spelled(text));
}

/// The first and last cell of a list, for marks in the sheet that rust_xlsxwriter writes.
pub(super) fn corners(rows: &Rows) -> [At; 2] {
    [At::new(*rows.numbers.start(), 1), At::new(*rows.numbers.end(), rows.last_column)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_for_xml_and_for_excel() {
        for (text, expected) in [
            ("Nguyễn Văn An", "Nguyễn Văn An"),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("_x0041_ & _x00_ _xấ", "_x005F_x0041_ &amp; _x00_ _xấ"),
            ("_x_x000D_", "_x_x005F_x000D_"),
        ] {
            let mut xml = String::new();
            push_string(&mut xml, text);
            assert_eq!(xml, expected);
        }
    }

    #[test]
    fn whole_numbers_are_written_in_full() {
        for number in [0, 7, 10, 4_294_967_295, 4_294_967_296, -3, i64::MIN] {
            let mut xml = String::new();
            write_whole(&mut xml, number);
            assert_eq!(xml, number.to_string());
        }
    }
}
