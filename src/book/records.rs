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
use std::io::Write;
use std::ops::RangeInclusive;

/// A list under way.
pub(super) struct Records {
    columns: Vec<Column>,
    first_row: u32,
    /// The row that comes next.
    next: u32,
    n_links: u32,
    /// Cells of the row under way, used again for each.
    cells: Vec<u8>,
    packing: Packing,
}

/// What all cells of a column have in common, written once.
struct Column {
    style: KnownStyle,
    width: f64,
    /// `<c r="D`
    opening: Vec<u8>,
    /// From behind the row's number on: `" s="7"`; and the same in the style of texts that look like formulas.
    styled: Vec<u8>,
    styled_quoted: Vec<u8>,
    /// The same few texts stand under each other.
    last: Written,
    /// The last result of a formula that was measured, and its height.
    measured: (String, f64),
}

/// A text as its cell was written from behind the row's number on, and the height it needs.
#[derive(Default)]
struct Written {
    text: String,
    xml: Vec<u8>,
    height: f64,
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
        let styled = |number: u32| match number {
            0 => b"\"".to_vec(),
            _ => format!("\" s=\"{number}\"").into_bytes(),
        };
        let column = |(number, style): (u16, &&KnownStyle)| Column {
            style: (*style).clone(),
            width: widths.get(usize::from(number) - 1).copied().unwrap_or(DEFAULT_WIDTH),
            opening: format!("<c r=\"{}", letters(number)).into_bytes(),
            styled: styled(style.number),
            styled_quoted: styled(style.quoted_number),
            last: Written::default(),
            measured: (String::new(), 0.0),
        };
        Self {
            columns: (1..).zip(styles).map(column).collect(),
            first_row,
            next: first_row,
            n_links,
            cells: Vec::new(),
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
        xml.extend_from_slice(b"<row r=\"");
        xml.extend_from_slice(row);
        if let Some(height) = height {
            // Whole pixels, as programs keep heights.
            let quarters = (height * 4.0 / 3.0).round() * 0.75;
            // Not fixed: the row grows with what is typed into it.
            write_number(xml, "\" ht=\"", quarters);
        }
        xml.extend_from_slice(b"\">");
        xml.extend_from_slice(&self.cells);
        xml.extend_from_slice(b"</row>");
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
    xml: &'c mut Vec<u8>,
    column: &'c mut Column,
    row: &'c [u8],
    n_links: &'c mut u32,
}

impl Cell<'_> {
    /// Writes the cell and gives the height in points that its text needs.
    fn put(&mut self, value: Value<'_>) -> f64 {
        match value {
            Value::Blank => {
                self.start();
                self.xml.extend_from_slice(b"/>");
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
                        self.text_formula(&link, &text)
                    }
                    None => self.text(&text),
                }
            }
        }
    }

    /// `<c r="D12" s="7"`
    fn start(&mut self) {
        self.at();
        self.xml.extend_from_slice(&self.column.styled);
    }

    /// `<c r="D12`
    fn at(&mut self) {
        self.xml.extend_from_slice(&self.column.opening);
        self.xml.extend_from_slice(self.row);
    }

    fn number(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> f64 {
        self.start();
        self.xml.extend_from_slice(b"><v>");
        write(self.xml);
        self.xml.extend_from_slice(b"</v></c>");
        0.0
    }

    fn text(&mut self, text: &str) -> f64 {
        if self.column.last.xml.is_empty() || self.column.last.text != text {
            self.column.write(text);
        }
        self.at();
        self.xml.extend_from_slice(&self.column.last.xml);
        self.column.last.height
    }

    fn formula(&mut self, formula: &str, cached: &Cached) -> f64 {
        match cached {
            Cached::Text(text) => return self.text_formula(formula, text),
            Cached::Whole(number) => {
                self.start_formula(b"><f>", formula);
                write_whole(self.xml, *number);
            }
            Cached::Decimal(number) => {
                self.start_formula(b"><f>", formula);
                write_number(self.xml, "", *number);
            }
        }
        self.xml.extend_from_slice(b"</v></c>");
        0.0
    }

    /// A formula whose result is a text.
    fn text_formula(&mut self, formula: &str, result: &str) -> f64 {
        self.start_formula(b" t=\"str\"><f>", formula);
        let height = if is_plain(result) {
            self.xml.extend_from_slice(result.as_bytes());
            self.column.height(result)
        } else {
            let text = storable(result);
            push_string(self.xml, &text);
            if text.is_empty() { 0.0 } else { self.column.height(&text) }
        };
        self.xml.extend_from_slice(b"</v></c>");
        height
    }

    fn start_formula(&mut self, kind: &[u8], formula: &str) {
        self.start();
        self.xml.extend_from_slice(kind);
        push_escaped(self.xml, formula.strip_prefix('=').unwrap_or(formula));
        self.xml.extend_from_slice(b"</f><v>");
    }

    fn result(&mut self, result: &Cached) -> f64 {
        match result {
            Cached::Text(text) => self.text(text),
            Cached::Whole(number) => self.number(|xml| write_whole(xml, *number)),
            Cached::Decimal(number) => self.number(|xml| write_number(xml, "", *number)),
        }
    }
}

impl Column {
    /// Writes the cell of a text, but for its address.
    fn write(&mut self, text: &str) {
        self.last.text.clear();
        self.last.text.push_str(text);
        self.last.xml.clear();
        let is_plain = is_plain(text);
        let stored = if is_plain { text.into() } else { storable(text) };
        let xml = &mut self.last.xml;
        xml.extend_from_slice(if looks_like_formula(&stored) { &self.styled_quoted } else { &self.styled });
        self.last.height = 0.0;
        if stored.is_empty() {
            xml.extend_from_slice(b"/>");
            return;
        }
        xml.extend_from_slice(b" t=\"inlineStr\"><is><t");
        let is_edge = |c: char| matches!(c, ' ' | '\t' | '\n');
        if stored.starts_with(is_edge) || stored.ends_with(is_edge) {
            xml.extend_from_slice(b" xml:space=\"preserve\"");
        }
        xml.push(b'>');
        if is_plain {
            xml.extend_from_slice(stored.as_bytes());
        } else {
            push_string(xml, &stored);
        }
        xml.extend_from_slice(b"</t></is></c>");
        self.last.height = measure::height(&stored, [self.width].into_iter(), &self.style.style);
    }

    fn height(&mut self, text: &str) -> f64 {
        let (measured, height) = &mut self.measured;
        if measured != text {
            *height = measure::height(text, [self.width].into_iter(), &self.style.style);
            measured.clear();
            measured.push_str(text);
        }
        *height
    }
}

/// Whether a text stands in a cell as it is: nothing in it to escape, to leave out or to cut. A `false` only means that
/// a closer look is due. Looks at every byte, which takes less time than stopping at the first.
fn is_plain(text: &str) -> bool {
    let is_special = |byte: u8| {
        (byte < b' ')
            | (byte == 0x7F)
            | (byte == 0xC2)
            | (byte == 0xEF)
            | (byte == b'&')
            | (byte == b'<')
            | (byte == b'>')
            | (byte == b'_')
    };
    // No character has more UTF-16 units than UTF-8 bytes.
    !text.is_empty() && text.len() < 1_000 && !text.bytes().fold(false, |found, byte| found | is_special(byte))
}

/// A number's digits, without an allocation for each of a million rows.
fn decimal(mut number: u32, digits: &mut [u8; 10]) -> &[u8] {
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    &digits[from..]
}

fn write_whole(xml: &mut Vec<u8>, number: i64) {
    match u32::try_from(number) {
        Ok(number) => xml.extend_from_slice(decimal(number, &mut [0; 10])),
        // Writing to memory does not fail.
        Err(_) => drop(write!(xml, "{number}")),
    }
}

fn write_number(xml: &mut Vec<u8>, before: &str, number: f64) {
    // Writing to memory does not fail.
    let _ = write!(xml, "{before}{number}");
}

fn push_escaped(xml: &mut Vec<u8>, text: &str) {
    let text = text.as_bytes();
    let mut from = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text) {
        xml.extend_from_slice(&text[from..at]);
        xml.extend_from_slice(match text[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            _ => b"&gt;",
        });
        from = at + 1;
    }
    xml.extend_from_slice(&text[from..]);
}

fn push_string(xml: &mut Vec<u8>, text: &str) {
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
            let mut xml = Vec::new();
            push_string(&mut xml, text);
            assert_eq!(String::from_utf8_lossy(&xml), expected);
            assert!(!is_plain(text) || text == expected);
        }
    }

    #[test]
    fn whole_numbers_are_written_in_full() {
        for number in [0, 7, 10, 4_294_967_295, 4_294_967_296, -3, i64::MIN] {
            let mut xml = Vec::new();
            write_whole(&mut xml, number);
            assert_eq!(String::from_utf8_lossy(&xml), number.to_string());
        }
    }
}
