//! What goes over the pipe between the program and its workers: frames with their length in front, and a workbook as
//! bytes. A worker has read a hostile file and may be anybody's by then: every number, address and text that comes back
//! is checked as if it had come by mail.

use crate::domain::place::{CellAt, MAX_COLUMN, MAX_ROW};
use crate::grid::limits::MAX_TEXT_UNITS;
use crate::grid::{Area, Cell, Format, Kind, LimitKind, Limits, Row, Sheet, Unreadable, Value, Workbook};
use chrono::{DateTime, NaiveDateTime};
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// What a worker says first. Another program that was started by mistake says something else.
pub(super) const HELLO: &[u8] = concat!("tonghop-worker 1 ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// The longest name or cause that comes back.
const MAX_WORDS: usize = 1_000;

pub(super) fn write_frame(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// What reading a frame ended in.
pub(super) enum Frame {
    Whole(Vec<u8>),
    /// Its length, which is over what is allowed; nothing of it was read.
    TooLong(u64),
    /// The pipe ended before or inside it.
    Cut,
}

pub(super) fn read_frame(from: &mut impl Read, allowed: u64) -> Frame {
    let mut length = [0; 8];
    if from.read_exact(&mut length).is_err() {
        return Frame::Cut;
    }
    let length = u64::from_le_bytes(length);
    if length > allowed {
        return Frame::TooLong(length);
    }
    // What is held grows with what came, not with what was promised.
    let mut bytes = Vec::new();
    match from.take(length).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 == length => Frame::Whole(bytes),
        _ => Frame::Cut,
    }
}

/// A file to read, and the limits it is read under.
pub(super) fn request(limits: &Limits) -> Vec<u8> {
    limits.figures().iter().flat_map(|figure| figure.to_le_bytes()).collect()
}

pub(super) fn limits_of(request: &[u8]) -> Option<Limits> {
    let mut figures = [0; 11];
    let (numbers, rest) = request.as_chunks::<8>();
    if numbers.len() != figures.len() || !rest.is_empty() {
        return None;
    }
    for (figure, number) in figures.iter_mut().zip(numbers) {
        *figure = u64::from_le_bytes(*number);
    }
    Some(Limits::of_figures(figures))
}

const FORMATS: [Format; 8] = [
    Format::Xlsx,
    Format::Xlsm,
    Format::Xlsb,
    Format::Xls,
    Format::Ods,
    Format::Csv,
    Format::SpreadsheetMl,
    Format::HtmlTable,
];
const KINDS: [Kind; 7] =
    [Kind::Pdf, Kind::Word, Kind::PowerPoint, Kind::Picture, Kind::Html, Kind::Archive, Kind::Unknown];
const LIMITS: [LimitKind; 11] = [
    LimitKind::FileBytes,
    LimitKind::ZipEntries,
    LimitKind::UnpackedBytes,
    LimitKind::Ratio,
    LimitKind::Sheets,
    LimitKind::Cells,
    LimitKind::SharedStrings,
    LimitKind::Memory,
    LimitKind::ProcessorSeconds,
    LimitKind::WallSeconds,
    LimitKind::AnswerBytes,
];

// What an answer starts with.
const READ: u64 = 0;
const EMPTY: u64 = 1;
const NOT_A_WORKBOOK: u64 = 2;
const LOCKED: u64 = 3;
const DAMAGED: u64 = 4;
const UNSUPPORTED: u64 = 5;
const OVER: u64 = 6;

// What a cell's value starts with.
const TEXT: u64 = 0;
const NUMBER: u64 = 1;
const FALSE: u64 = 2;
const TRUE: u64 = 3;
const MOMENT: u64 = 4;
const ERROR: u64 = 5;
const NO_RESULT: u64 = 6;

/// An answer as bytes.
pub(super) fn encoded(answer: &Result<Workbook, Unreadable>) -> Vec<u8> {
    let mut out = Out(Vec::new());
    match answer {
        Ok(workbook) => {
            out.number(READ);
            out.workbook(workbook);
        }
        Err(Unreadable::Empty) => out.number(EMPTY),
        Err(Unreadable::NotAWorkbook(kind)) => {
            out.number(NOT_A_WORKBOOK);
            out.place_in(&KINDS, kind);
        }
        Err(Unreadable::Locked) => out.number(LOCKED),
        Err(Unreadable::Damaged { cause }) => {
            out.number(DAMAGED);
            out.text(cause);
        }
        Err(Unreadable::Unsupported(format)) => {
            out.number(UNSUPPORTED);
            out.place_in(&FORMATS, format);
        }
        Err(Unreadable::Over { limit, figure, allowed }) => {
            out.number(OVER);
            out.place_in(&LIMITS, limit);
            out.number(*figure);
            out.number(*allowed);
        }
    }
    out.0
}

/// [`encoded`] undone; `None` when the bytes are no answer that a sound worker would give.
pub(super) fn decoded(bytes: &[u8], limits: &Limits) -> Option<Result<Workbook, Unreadable>> {
    let mut from = In(bytes);
    let answer = match from.number()? {
        READ => Ok(from.workbook(limits)?),
        EMPTY => Err(Unreadable::Empty),
        NOT_A_WORKBOOK => Err(Unreadable::NotAWorkbook(from.one_of(&KINDS)?)),
        LOCKED => Err(Unreadable::Locked),
        DAMAGED => Err(Unreadable::Damaged { cause: from.words()?.to_owned() }),
        UNSUPPORTED => Err(Unreadable::Unsupported(from.one_of(&FORMATS)?)),
        OVER => Err(Unreadable::Over { limit: from.one_of(&LIMITS)?, figure: from.number()?, allowed: from.number()? }),
        _ => return None,
    };
    from.0.is_empty().then_some(answer)
}

struct Out(Vec<u8>);

impl Out {
    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: u64) {
        while number > 0x7F {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn place_in<T: PartialEq>(&mut self, all: &[T], one: &T) {
        // Every case stands in its list; one that did not would be refused at the other end.
        self.number(all.iter().position(|other| other == one).unwrap_or(all.len()) as u64);
    }

    fn moment(&mut self, moment: NaiveDateTime) {
        let moment = moment.and_utc();
        self.0.extend_from_slice(&moment.timestamp().to_le_bytes());
        self.0.extend_from_slice(&moment.timestamp_subsec_nanos().to_le_bytes());
    }

    fn workbook(&mut self, workbook: &Workbook) {
        self.place_in(&FORMATS, &workbook.format);
        match workbook.modified {
            None => self.number(0),
            Some(modified) => {
                self.number(1);
                self.moment(modified);
            }
        }
        self.number(workbook.fonts.len() as u64);
        workbook.fonts.iter().for_each(|font| self.text(font));
        // Texts once each: a column of grades has four of them.
        let mut texts: Vec<&str> = Vec::new();
        let mut number_of: HashMap<&str, u64> = HashMap::new();
        let cells = |sheet: &'_ Sheet| sheet.rows.iter().map(|row| row.cells.len() as u64).sum::<u64>();
        for row in workbook.sheets.iter().flat_map(|sheet| &sheet.rows) {
            for cell in &row.cells {
                if let Value::Text(text) | Value::Error(text) = &cell.value {
                    number_of.entry(text).or_insert_with(|| {
                        texts.push(text);
                        texts.len() as u64 - 1
                    });
                }
            }
        }
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text));
        self.number(workbook.sheets.iter().map(cells).sum());
        self.number(workbook.sheets.len() as u64);
        for sheet in &workbook.sheets {
            self.sheet(sheet, &number_of);
        }
    }

    fn sheet(&mut self, sheet: &Sheet, number_of: &HashMap<&str, u64>) {
        self.text(&sheet.name);
        self.number(sheet.is_hidden.into());
        self.number(sheet.merges.len() as u64);
        for Area { first, last } in &sheet.merges {
            [first.row, first.column.into(), last.row, last.column.into()]
                .iter()
                .for_each(|&number| self.number(number.into()));
        }
        self.number(sheet.hidden_columns.len() as u64);
        for &(from, to) in &sheet.hidden_columns {
            self.number(from.into());
            self.number(to.into());
        }
        self.number(sheet.rows.len() as u64);
        for row in &sheet.rows {
            self.number(row.number.into());
            self.number(row.is_hidden.into());
            self.number(row.cells.len() as u64);
            for cell in &row.cells {
                self.number(cell.column.into());
                self.number(cell.font.into());
                self.value(&cell.value, number_of);
            }
        }
    }

    fn value(&mut self, value: &Value, number_of: &HashMap<&str, u64>) {
        // Every text was numbered; one that was not would be refused at the other end.
        let number = |text: &Arc<str>| number_of.get(&**text).copied().unwrap_or(u64::MAX);
        match value {
            Value::Text(text) => {
                self.number(TEXT);
                self.number(number(text));
            }
            Value::Number(figure) => {
                self.number(NUMBER);
                self.0.extend_from_slice(&figure.to_le_bytes());
            }
            Value::Bool(false) => self.number(FALSE),
            Value::Bool(true) => self.number(TRUE),
            Value::DateTime(moment) => {
                self.number(MOMENT);
                self.moment(*moment);
            }
            Value::Error(text) => {
                self.number(ERROR);
                self.number(number(text));
            }
            Value::NoResult => self.number(NO_RESULT),
        }
    }
}

/// What is left to decode.
struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            let bits = u64::from(byte & 0x7F);
            if shift == 63 && bits > 1 {
                return None;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// How many things follow; each takes a byte at least.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    fn truth(&mut self) -> Option<bool> {
        match self.number()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn text(&mut self) -> Option<&'a str> {
        let n_bytes = self.count()?;
        std::str::from_utf8(self.take(n_bytes)?).ok()
    }

    /// A short text: a name, a cause.
    fn words(&mut self) -> Option<&'a str> {
        self.text().filter(|text| text.len() <= MAX_WORDS)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::try_from(self.number()?).ok()?).copied()
    }

    fn moment(&mut self) -> Option<NaiveDateTime> {
        let (seconds, nanoseconds) = (i64::from_le_bytes(self.array()?), u32::from_le_bytes(self.array()?));
        Some(DateTime::from_timestamp(seconds, nanoseconds)?.naive_utc())
    }

    fn row_number(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok().filter(|row| (1..=MAX_ROW).contains(row))
    }

    fn column(&mut self) -> Option<u16> {
        u16::try_from(self.number()?).ok().filter(|column| (1..=MAX_COLUMN).contains(column))
    }

    fn workbook(&mut self, limits: &Limits) -> Option<Workbook> {
        let format = self.one_of(&FORMATS)?;
        let modified = if self.truth()? { Some(self.moment()?) } else { None };
        let n_fonts = self.count()?;
        let fonts = (0..n_fonts).map(|_| self.words().map(Arc::from)).collect::<Option<Vec<Arc<str>>>>()?;
        let n_fonts = u16::try_from(n_fonts).ok()?;
        let n_texts = self.count()?;
        let texts = (0..n_texts).map(|_| self.cell_text()).collect::<Option<Vec<Arc<str>>>>()?;
        let n_cells = self.number()?;
        let n_sheets = self.number()?;
        if n_cells > limits.cells || n_sheets > limits.sheets {
            return None;
        }
        let mut left = n_cells;
        let sheets = (0..n_sheets).map(|_| self.sheet(&texts, n_fonts, &mut left)).collect::<Option<Vec<Sheet>>>()?;
        (left == 0).then_some(Workbook { format, sheets, modified, fonts })
    }

    fn cell_text(&mut self) -> Option<Arc<str>> {
        let text = self.text()?;
        let is_short = text.len() <= MAX_TEXT_UNITS || text.encode_utf16().count() <= MAX_TEXT_UNITS;
        (is_short && !text.is_empty()).then(|| Arc::from(text))
    }

    fn sheet(&mut self, texts: &[Arc<str>], n_fonts: u16, left: &mut u64) -> Option<Sheet> {
        let name = Arc::from(self.words()?);
        let is_hidden = self.truth()?;
        let n_merges = self.count()?;
        let merges = (0..n_merges).map(|_| self.area()).collect::<Option<Vec<Area>>>()?;
        let n_hidden = self.count()?;
        let hidden_columns = (0..n_hidden).map(|_| self.columns()).collect::<Option<Vec<(u16, u16)>>>()?;
        let n_rows = self.count()?;
        let mut rows: Vec<Row> = Vec::new();
        for _ in 0..n_rows {
            let row = self.row(texts, n_fonts, left)?;
            if rows.last().is_some_and(|last| last.number >= row.number) {
                return None;
            }
            rows.push(row);
        }
        Some(Sheet { name, is_hidden, rows, merges, hidden_columns })
    }

    fn area(&mut self) -> Option<Area> {
        let first = CellAt::new(self.row_number()?, self.column()?);
        let last = CellAt::new(self.row_number()?, self.column()?);
        (first.row <= last.row && first.column <= last.column && first != last).then_some(Area { first, last })
    }

    fn columns(&mut self) -> Option<(u16, u16)> {
        let (from, to) = (self.column()?, self.column()?);
        (from <= to).then_some((from, to))
    }

    fn row(&mut self, texts: &[Arc<str>], n_fonts: u16, left: &mut u64) -> Option<Row> {
        let number = self.row_number()?;
        let is_hidden = self.truth()?;
        let n_cells = self.count()?;
        *left = left.checked_sub(n_cells as u64)?;
        let mut cells: Vec<Cell> = Vec::with_capacity(n_cells);
        for _ in 0..n_cells {
            let column = self.column()?;
            let font = u16::try_from(self.number()?).ok().filter(|&font| font <= n_fonts)?;
            let value = self.value(texts)?;
            if cells.last().is_some_and(|last| last.column >= column) {
                return None;
            }
            cells.push(Cell { column, font, value });
        }
        (n_cells > 0).then_some(Row { number, is_hidden, cells })
    }

    fn value(&mut self, texts: &[Arc<str>]) -> Option<Value> {
        Some(match self.number()? {
            TEXT => Value::Text(self.one_text(texts)?),
            NUMBER => {
                let number = f64::from_le_bytes(self.array()?);
                Value::Number(number.is_finite().then_some(number)?)
            }
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            MOMENT => Value::DateTime(self.moment()?),
            ERROR => Value::Error(self.one_text(texts)?),
            NO_RESULT => Value::NoResult,
            _ => return None,
        })
    }

    fn one_text(&mut self, texts: &[Arc<str>]) -> Option<Arc<str>> {
        texts.get(usize::try_from(self.number()?).ok()?).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(row: u32, column: u16) -> CellAt {
        CellAt::new(row, column)
    }

    /// A workbook with one of everything.
    fn workbook() -> Workbook {
        let text: Arc<str> = Arc::from("Hoàn thành tốt nhiệm vụ");
        let moment = DateTime::from_timestamp(-12_345, 500_000_000).map(|moment| moment.naive_utc());
        let values = [
            Value::Text(text.clone()),
            Value::Number(-0.5),
            Value::Bool(true),
            Value::Bool(false),
            Value::DateTime(moment.unwrap()),
            Value::Error(Arc::from("#REF!")),
            Value::NoResult,
            Value::Text(text),
        ];
        let cells = (1..).zip(values).map(|(column, value)| Cell { column: column * 2, font: column % 3, value });
        let last = Cell { column: MAX_COLUMN, font: 2, value: Value::Number(1e300) };
        Workbook {
            format: Format::Xlsb,
            modified: moment,
            fonts: vec![Arc::from(".VnTime"), Arc::from("Times New Roman")],
            sheets: vec![
                Sheet {
                    name: Arc::from("Đảng viên"),
                    is_hidden: true,
                    rows: vec![
                        Row { number: 3, is_hidden: true, cells: cells.collect() },
                        Row { number: MAX_ROW, is_hidden: false, cells: vec![last] },
                    ],
                    merges: vec![Area { first: at(1, 1), last: at(1, 4) }],
                    hidden_columns: vec![(2, 2), (5, 900)],
                },
                Sheet::default(),
            ],
        }
    }

    fn answers() -> Vec<Result<Workbook, Unreadable>> {
        let mut answers =
            vec![Ok(workbook()), Ok(Workbook::default()), Err(Unreadable::Empty), Err(Unreadable::Locked)];
        answers.push(Err(Unreadable::Damaged { cause: "a part is cut short".to_owned() }));
        answers.extend(KINDS.map(|kind| Err(Unreadable::NotAWorkbook(kind))));
        answers.extend(FORMATS.map(|format| Err(Unreadable::Unsupported(format))));
        answers.extend(LIMITS.map(|limit| Err(Unreadable::Over { limit, figure: u64::MAX, allowed: 300 })));
        answers
    }

    #[test]
    fn every_answer_comes_back_as_it_was() {
        for answer in answers() {
            assert_eq!(decoded(&encoded(&answer), &Limits::default()), Some(answer));
        }
        let limits = Limits { cells: 7, ..Limits::default() };
        assert_eq!(limits_of(&request(&limits)), Some(limits));
    }

    #[test]
    fn an_answer_cut_short_or_with_something_after_it_is_none() {
        for answer in answers() {
            let bytes = encoded(&answer);
            for n_bytes in 0..bytes.len() {
                assert_eq!(decoded(&bytes[..n_bytes], &Limits::default()), None, "{answer:?} cut at {n_bytes}");
            }
            assert_eq!(decoded(&[&bytes[..], &[0]].concat(), &Limits::default()), None, "{answer:?}");
        }
    }

    /// A workbook changed in one way that no reader would give.
    #[test]
    fn what_cannot_be_is_refused_though_it_is_well_written() {
        type Change = fn(&mut Workbook);
        let changes: [(&str, Change); 13] = [
            ("a row of number 0", |book| book.sheets[0].rows[0].number = 0),
            ("a row under the sheet", |book| book.sheets[0].rows[1].number = MAX_ROW + 1),
            ("rows that fall", |book| book.sheets[0].rows[0].number = MAX_ROW),
            ("a row of nothing", |book| book.sheets[0].rows[1].cells.clear()),
            ("a column of number 0", |book| book.sheets[0].rows[0].cells[0].column = 0),
            ("a column past the sheet", |book| book.sheets[0].rows[1].cells[0].column = MAX_COLUMN + 1),
            ("a cell twice", |book| book.sheets[0].rows[0].cells[1].column = 2),
            ("a font that has no name", |book| book.sheets[0].rows[0].cells[0].font = 3),
            ("no number", |book| book.sheets[0].rows[0].cells[1].value = Value::Number(f64::NAN)),
            ("an empty text", |book| book.sheets[0].rows[0].cells[0].value = Value::Text(Arc::from(""))),
            ("too long a text", |book| {
                book.sheets[0].rows[0].cells[0].value = Value::Text(Arc::from("ấ".repeat(40_000)));
            }),
            ("a merge upside down", |book| {
                book.sheets[0].merges[0] = Area { first: at(2, 1), last: at(1, 1) };
            }),
            ("hidden columns past the sheet", |book| book.sheets[0].hidden_columns[0] = (1, MAX_COLUMN + 1)),
        ];
        for (claim, change) in changes {
            let mut changed = workbook();
            change(&mut changed);
            assert_eq!(decoded(&encoded(&Ok(changed)), &Limits::default()), None, "{claim}");
        }
        let bytes = encoded(&Ok(workbook()));
        for limits in [Limits { cells: 8, ..Limits::default() }, Limits { sheets: 1, ..Limits::default() }] {
            assert_eq!(decoded(&bytes, &limits), None);
        }
    }

    #[test]
    fn a_promised_length_is_not_believed() {
        let frame = |length: u64, rest: &[u8]| [&length.to_le_bytes()[..], rest].concat();
        assert!(matches!(read_frame(&mut &frame(3, b"abc")[..], 3), Frame::Whole(bytes) if bytes == b"abc"));
        assert!(matches!(read_frame(&mut &frame(4, b"abc")[..], 9), Frame::Cut));
        assert!(matches!(read_frame(&mut &frame(u64::MAX, b"abc")[..], 9), Frame::TooLong(u64::MAX)));
        assert!(matches!(read_frame(&mut &b"abc"[..], 9), Frame::Cut));
    }

    proptest! {
        /// Whatever comes, nothing panics and nothing larger than the limits is made; what is understood is sound.
        #[test]
        fn any_bytes_are_understood_or_refused(at in 0_usize..400, byte: u8, tail in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut bytes = encoded(&Ok(workbook()));
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = decoded(&bytes, &Limits::default());
            bytes.truncate(at);
            bytes.extend(tail);
            if let Some(answer) = decoded(&bytes, &Limits::default()) {
                prop_assert_eq!(decoded(&encoded(&answer), &Limits::default()), Some(answer));
            }
        }
    }
}
