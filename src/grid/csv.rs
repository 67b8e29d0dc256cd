//! Tables of text (.csv, .txt, .tsv): records of fields, every field a text as it was written, so that leading zeros
//! stay. A record is a row, whatever lines its quoted fields take, as Excel counts them.

use super::gather::{CellAllowance, Rows, text_value};
use super::{Format, Limits, Sheet, Unreadable, Value, Workbook, damaged};
use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Delimiters that are looked for; the earlier goes first where two fit as well.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// How many records tell the delimiter.
const N_TRIED: usize = 100;

/// What Excel writes for a cell that holds an error.
const ERRORS: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

/// Reads a text whose delimiter is not known.
///
/// # Errors
/// More rows, columns or cells than a sheet or the limits allow.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Workbook, Unreadable> {
    // The mark by which DOS ended a text.
    let (stated, text) = stated_delimiter(text.trim_end_matches('\u{1A}'));
    let mut records = Records::new(text, stated.unwrap_or_else(|| delimiter_of(text).unwrap_or(b',')));
    let mut rows = Rows::default();
    let mut allowance = CellAllowance::new(limits.cells);
    let mut fields = Vec::new();
    let mut row = 0;
    while records.next(&mut fields) {
        row += 1;
        if row > MAX_ROW {
            return Err(damaged("a row outside the sheet"));
        }
        for (index, field) in fields.drain(..).enumerate() {
            let Some(value) = value_of(&field) else { continue };
            let column = u16::try_from(index + 1).ok().filter(|&column| column <= MAX_COLUMN);
            let column = column.ok_or_else(|| damaged("a cell outside the sheet"))?;
            rows.put(CellAt::new(row, column), value, &mut allowance)?;
        }
    }
    let sheet = Sheet { name: Arc::from("Sheet1"), rows: rows.finish()?, ..Sheet::default() };
    Ok(Workbook { format: Format::Csv, sheets: vec![sheet], ..Workbook::default() })
}

/// Whether a text is such a table: a delimiter stands in most of its first records. Prose has none so regularly.
pub(super) fn is_table(text: &str) -> bool {
    let (stated, text) = stated_delimiter(text);
    stated.is_some() || delimiter_of(text).is_some()
}

/// Excel's own first line `sep=;`, which is no row of the sheet.
fn stated_delimiter(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_at(text.find(['\r', '\n']).unwrap_or(text.len()));
    match first.trim_matches('"').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] if delimiter.is_ascii() => {
            (Some(*delimiter), rest.strip_prefix("\r\n").or(rest.strip_prefix(['\r', '\n'])).unwrap_or(rest))
        }
        _ => (None, text),
    }
}

/// The delimiter that cuts the first records into the most fields of one and the same number; none when there is one
/// record only, or none cuts half of the records, or a header and its rows below a letterhead that has none.
fn delimiter_of(text: &str) -> Option<u8> {
    let mut best = None;
    for delimiter in DELIMITERS {
        let mut records = Records::new(text, delimiter);
        let mut fields = Vec::new();
        let (mut n_records, mut n_cut) = (0_usize, 0_usize);
        let mut n_with: BTreeMap<usize, usize> = BTreeMap::new();
        let mut run = Run::default();
        while n_records < N_TRIED && records.next(&mut fields) {
            if fields.iter().all(|field| field.trim().is_empty()) && fields.len() == 1 {
                continue;
            }
            n_records += 1;
            run.take(&fields, n_records, delimiter);
            if fields.len() > 1 {
                n_cut += 1;
                *n_with.entry(fields.len()).or_default() += 1;
            }
        }
        let regular = n_with.iter().map(|(n_fields, n)| (n_fields - 1) * n).max().unwrap_or(0);
        if n_records >= 2 && (n_cut * 2 > n_records || run.is_table) && best.is_none_or(|(most, _)| regular > most) {
            best = Some((regular, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

/// Records in a row with as many fields each: below the lines of a letterhead, a short list is told by them. Prose has no
/// such lines, and writes a space behind its commas.
#[derive(Default)]
struct Run {
    n_fields: usize,
    n_records: usize,
    may_begin: bool,
    is_table: bool,
}

/// A letterhead has no more lines.
const TALLEST_LETTERHEAD: usize = 15;

impl Run {
    fn take(&mut self, fields: &[Cow<str>], number: usize, delimiter: u8) {
        if fields.len() == self.n_fields {
            self.n_records += 1;
        } else {
            let is_of_words = fields
                .iter()
                .all(|field| field.chars().count() <= 60 && (delimiter != b',' || !field.starts_with(' ')));
            let may_begin = is_of_words && number <= TALLEST_LETTERHEAD + 1;
            *self = Run { n_fields: fields.len(), n_records: 1, may_begin, is_table: self.is_table };
        }
        let is_long = self.n_fields >= 4 && self.n_records >= 2 || self.n_fields == 3 && self.n_records >= 3;
        self.is_table |= self.may_begin && is_long;
    }
}

fn value_of(field: &str) -> Option<Value> {
    let trimmed = field.trim_matches([' ', '\t', '\r', '\n', '\u{A0}', '\0']);
    if trimmed.is_empty() {
        return None;
    }
    if ERRORS.contains(&trimmed) {
        return Some(Value::Error(Arc::from(trimmed)));
    }
    // `="00123"`: how web systems keep Excel from taking a figure for a number.
    match trimmed.strip_prefix("=\"").and_then(|inside| inside.strip_suffix('"')) {
        Some(inside) => text_value(&inside.replace("\"\"", "\"")),
        None => text_value(field),
    }
}

/// The records of a text, one after the other.
struct Records<'t> {
    text: &'t str,
    at: usize,
    delimiter: u8,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: u8) -> Self {
        Self { text, at: 0, delimiter }
    }

    /// Puts the fields of the next record in place of what is there; `false` at the end of the text.
    fn next(&mut self, fields: &mut Vec<Cow<'t, str>>) -> bool {
        fields.clear();
        if self.at >= self.text.len() {
            return false;
        }
        loop {
            let field = self.field();
            fields.push(field);
            let rest = &self.text[self.at..];
            match rest.as_bytes().first() {
                Some(&byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += if rest.starts_with("\r\n") { 2 } else { 1 };
                    return true;
                }
                Some(_) => {
                    self.at += 1;
                    return true;
                }
                None => return true,
            }
        }
    }

    /// The next field, up to the delimiter or line break that ends it.
    fn field(&mut self) -> Cow<'t, str> {
        let rest = &self.text[self.at..];
        if let Some((quoted, n_bytes)) = rest.strip_prefix('"').and_then(quoted) {
            self.at += 1 + n_bytes;
            // Letters behind the closing quote belong to the field as they are.
            let tail = self.plain();
            return Cow::Owned(quoted + tail);
        }
        Cow::Borrowed(self.plain())
    }

    fn plain(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let is_end = |byte: u8| byte == self.delimiter || byte == b'\r' || byte == b'\n';
        let n_bytes = rest.bytes().position(is_end).unwrap_or(rest.len());
        self.at += n_bytes;
        &rest[..n_bytes]
    }
}

/// What stands up to the closing quote, and the bytes with it; none when no quote closes: then the opening one is a
/// letter like any other, for else it would take the rest of the file into one cell.
fn quoted(after_quote: &str) -> Option<(String, usize)> {
    let mut field = String::new();
    let mut at = 0;
    loop {
        let n_bytes = after_quote[at..].bytes().position(|byte| byte == b'"')?;
        field.push_str(&after_quote[at..at + n_bytes]);
        at += n_bytes + 1;
        if !after_quote[at..].starts_with('"') {
            return Some((field, at));
        }
        field.push('"');
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `number: column=text …`.
    fn dumped(text: &str) -> String {
        let workbook = read(text, &Limits::default()).unwrap_or_default();
        let mut dump = String::new();
        for row in workbook.sheets.iter().flat_map(|sheet| &sheet.rows) {
            let cells = row.cells.iter().map(|cell| match &cell.value {
                Value::Text(text) => format!("{}={text}", cell.column),
                other => format!("{}={other:?}", cell.column),
            });
            dump += &format!("{}: {}\n", row.number, cells.collect::<Vec<_>>().join(" "));
        }
        dump
    }

    #[test]
    fn a_letterhead_without_delimiters_hides_no_table() {
        let head = "MẬT\nĐẢNG BỘ MẪU\nCHI BỘ HÀNH CHÍNH\n\nDANH SÁCH NĂM 2021\n";
        assert!(is_table(&format!("{head}TT,Họ và tên,Ngày sinh,Xếp loại\n1,Nguyễn Văn An,1980,HTTNV\n")));
        assert!(is_table(&format!("{head}Họ và tên;Xếp loại;Ghi chú\nLê An;HTTNV;\nLê Bé;HTTNV;\n")));
        for prose in [
            "Kính gửi chi bộ,\nHọp ngày 5, có 3 người, vắng 1, nghỉ 2.\nBàn việc a, việc b, việc c, việc d.\nHết.\nKý tên\nNgười lập\nBí thư\n",
            "Một dòng\nHai dòng\na,b,c,d\nBa dòng\n",
            "Một dòng\nHai dòng\nBa dòng\na;b\nc;d\nBốn\n",
        ] {
            assert!(!is_table(prose), "{prose}");
        }
    }

    #[test]
    fn fields_are_cut_where_excel_cuts_them() {
        for (text, expected) in [
            ("TT;Tên\n1;An\n", "1: 1=TT 2=Tên\n2: 1=1 2=An\n"),
            ("TT,Tên\r\n1,An\r\n", "1: 1=TT 2=Tên\n2: 1=1 2=An\n"),
            ("TT\tTên\r1\tAn", "1: 1=TT 2=Tên\n2: 1=1 2=An\n"),
            ("TT|Tên\n01|An\n", "1: 1=TT 2=Tên\n2: 1=01 2=An\n"),
            // Commas inside the fields of another delimiter.
            ("TT;Họ, tên\n1;An, Văn\n2;8,5\n", "1: 1=TT 2=Họ, tên\n2: 1=1 2=An, Văn\n3: 1=2 2=8,5\n"),
            // Blank lines are rows; a field of spaces is an empty cell.
            ("a;b\n\n \nc;d\n", "1: 1=a 2=b\n4: 1=c 2=d\n"),
            ("sep=|\na|b\n", "1: 1=a 2=b\n"),
            ("a;\"b\nc\"\"d\"\ne;f\n", "1: 1=a 2=b\nc\"d\n2: 1=e 2=f\n"),
            ("a;\"b\"c\nd;e\n", "1: 1=a 2=bc\n2: 1=d 2=e\n"),
            // A quote that never closes is a letter.
            ("a;\"b\nc;d\ne;f\n", "1: 1=a 2=\"b\n2: 1=c 2=d\n3: 1=e 2=f\n"),
            ("a;b\n1;=\"007\"\n2;\"=\"\"008\"\"\"\n", "1: 1=a 2=b\n2: 1=1 2=007\n3: 1=2 2=008\n"),
            ("a;b\n1;#REF!\n", "1: 1=a 2=b\n2: 1=1 2=Error(\"#REF!\")\n"),
            ("a;b\n;;\n1;2\u{1A}", "1: 1=a 2=b\n3: 1=1 2=2\n"),
        ] {
            assert_eq!(dumped(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_letterhead_without_delimiters_does_not_hide_them() {
        let text =
            "ĐẢNG BỘ A\nHà Nội, ngày 25 tháng 11 năm 2021\n\nTT;Họ tên;Mức\n1;An;HTTNV\n2;Bình;HTNV\n3;Chi;HTNV\n";
        assert!(is_table(text));
        assert!(dumped(text).contains("5: 1=1 2=An 3=HTTNV"));
    }

    #[test]
    fn prose_is_no_table() {
        for text in ["", "một dòng", "một, dòng", "Kính gửi Đảng ủy.\nChi bộ chưa có danh sách.\n"] {
            assert!(!is_table(text), "{text}");
        }
    }

    #[test]
    fn cells_past_the_edges_of_a_sheet_are_refused() {
        let wide = format!("a;b\n{}x\n", ";".repeat(16_384));
        assert!(read(&wide, &Limits::default()).is_err());
        let tall = "a;b\n".repeat(1_048_577);
        assert!(read(&tall, &Limits { cells: u64::MAX, ..Limits::default() }).is_err());
    }

    #[test]
    fn no_text_makes_the_reader_stumble() {
        let pieces = [";", ",", "\"", "\n", "\r", "a", "ấ", " ", "=\"", "\t", "sep=;"];
        let mut state = 11_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            // Only the end of the test is claimed: no panic, no endless loop.
            let _ = (is_table(&text), dumped(&text));
        }
    }
}
