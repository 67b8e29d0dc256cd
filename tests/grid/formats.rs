//! Workbooks as programs save them, in every format, and calamine as the oracle of our own reader.
//!
//! `fixtures/` holds one workbook that openpyxl 3.1.5 wrote and LibreOffice 7.4 saved again as .xlsx, .xls and .ods
//! (`fixtures/make.py`): what matters is how each of them really spells dates, merges, hidden rows and long gaps.

use crate::dump::{dumped, shown};
use crate::parts::Parts;
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula};
use std::collections::BTreeMap;
use std::io::Cursor;
use tonghop::grid::{Limits, Value, read};

const OPENPYXL: &[u8] = include_bytes!("fixtures/openpyxl.xlsx");
const XLSX: &[u8] = include_bytes!("fixtures/libreoffice/openpyxl.xlsx");
const XLS: &[u8] = include_bytes!("fixtures/libreoffice/openpyxl.xls");
const ODS: &[u8] = include_bytes!("fixtures/libreoffice/openpyxl.ods");

const SAVED_BY_LIBREOFFICE: &str = r##"# Danh sách
hidden columns 4-4
merge A1:F1
merge B9:C10
A1 "DANH SÁCH ĐẢNG VIÊN"
A3 "TT"
B3 "Họ và tên"
C3 "Ngày sinh"
D3 "Mức"
E3 "Giờ"
F3 "Số giờ"
A4 1
B4 "Nguyễn Văn Ấn"
C4 1980-01-03 00:00:00
D4 "HTTNV"
E4 1899-12-31 08:30:00
F4 0.125
G4 2
H4 "  hai khoảng  trắng "
I4 "có"
A5 2 (hidden row)
B5 "Trần Thị Bình" (hidden row)
C5 1975-12-31 07:15:00 (hidden row)
D5 "HTXSNV" (hidden row)
F5 1.25 (hidden row)
G5 #DIV/0! (hidden row)
H5 "dòng 1\ndòng 2" (hidden row)
B9 "gộp"
AB1500 "xa"
# Ẩn (ẩn)
C3 "x"
# Trống
"##;

#[test]
fn one_workbook_reads_the_same_in_every_format() {
    for (format, bytes) in [("xlsx", XLSX), ("xls", XLS), ("ods", ODS)] {
        assert_eq!(dumped(bytes), SAVED_BY_LIBREOFFICE, "{format}");
    }
}

#[test]
fn formulas_that_were_never_computed_say_so() {
    let unsaved = dumped(OPENPYXL);
    for (computed, not) in [("G4 2\n", "G4 no result\n"), ("I4 \"có\"\n", "I4 no result\n")] {
        assert!(SAVED_BY_LIBREOFFICE.contains(computed) && unsaved.contains(not), "{not}{unsaved}");
    }
}

#[test]
fn every_format_tells_when_it_was_saved() {
    for bytes in [OPENPYXL, XLSX, XLS, ODS] {
        let workbook = read(bytes, &Limits::default(), &[]).unwrap();
        assert!(workbook.modified.is_some_and(|at| at.to_string().starts_with("20")), "{:?}", workbook.format);
    }
}

#[test]
fn files_cut_anywhere_end_as_damage() {
    for bytes in [XLSX, ODS, XLS] {
        for length in (8..bytes.len() - 600).step_by(211) {
            let text = dumped(&bytes[..length]);
            assert!(text.starts_with("Damaged"), "cut at {length}: {text}");
        }
    }
}

/// Puts other bytes in the place of some that stand in the file once or more; the first is replaced.
fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    let mut patched = bytes.to_vec();
    patched[at..at + to.len()].copy_from_slice(to);
    patched
}

#[test]
fn an_old_workbook_with_a_wrong_code_page_keeps_its_names() {
    let wrong = patched(XLS, &[0x42, 0, 2, 0, 0xB0, 0x04], &[0x42, 0, 2, 0, 0xE4, 0x04]);
    assert_eq!(dumped(&wrong), SAVED_BY_LIBREOFFICE);
}

/// The record of the cell A3, a shared string, up to its style.
const A3: [u8; 8] = [0xFD, 0, 10, 0, 2, 0, 0, 0];

#[test]
fn an_old_workbooks_string_that_is_not_there_is_damage() {
    let at = XLS.windows(A3.len()).position(|window| window == A3).unwrap();
    for index in [200_u32, u32::MAX] {
        let mut wrong = XLS.to_vec();
        wrong[at + 10..at + 14].copy_from_slice(&index.to_le_bytes());
        assert_eq!(dumped(&wrong), "Damaged: a shared string that is not there");
    }
}

#[test]
fn an_old_workbooks_cell_at_the_far_corner_costs_nothing() {
    let far = patched(XLS, &A3, &[0xFD, 0, 10, 0, 0xFF, 0xFF, 0xFF, 0]);
    let expected = SAVED_BY_LIBREOFFICE.replace("A3 \"TT\"\n", "").replace("\"xa\"\n", "\"xa\"\nIV65536 \"TT\"\n");
    assert_eq!(dumped(&far), expected);
    let outside = patched(XLS, &A3, &[0xFD, 0, 10, 0, 0xFF, 0xFF, 0, 1]);
    assert_eq!(dumped(&outside), "Damaged: a cell outside the sheet");
    let twice = patched(XLS, &A3, &[0xFD, 0, 10, 0, 2, 0, 1, 0]);
    assert_eq!(dumped(&twice), "Damaged: one cell stands twice");
}

#[test]
fn an_old_workbook_is_held_to_the_limits() {
    let named = |limits| read(XLS, &limits, &[]).map_err(|why| crate::dump::named(&why)).map(drop);
    assert_eq!(named(Limits { cells: 10, ..Limits::default() }), Err("Over Cells".to_owned()));
    assert_eq!(named(Limits { sheets: 2, ..Limits::default() }), Err("Over Sheets".to_owned()));
}

pub fn ods(table: &str) -> Parts {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Bảng\">{table}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    Parts(Vec::new()).with("mimetype", "application/vnd.oasis.opendocument.spreadsheet").with("content.xml", &content)
}

#[test]
fn cells_of_open_documents_are_in_the_font_of_their_own_style_or_their_rows_or_columns() {
    let style = |name: &str, font: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\">\
             <style:text-properties style:font-name=\"{font}\"/></style:style>"
        )
    };
    let content = format!(
        "<office:document-content><office:font-face-decls><style:font-face style:name=\"F1\" \
         svg:font-family=\"&apos;.VnTime&apos;\"/></office:font-face-decls><office:automatic-styles>{}{}</office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"a\">\
         <table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:default-cell-style-name=\"ce2\"/>\
         <table:table-row><table:table-cell table:style-name=\"ce1\"><text:p>a</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\"><text:p>b</text:p></table:table-cell></table:table-row>\
         <table:table-row table:default-cell-style-name=\"ce1\"><table:table-cell table:style-name=\"ce2\"><text:p>c</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\"><text:p>d</text:p></table:table-cell></table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document-content>",
        style("ce1", "F1"),
        style("ce2", "VNI-Times"),
    );
    let named = "<office:document-styles><office:styles><style:default-style style:family=\"table-cell\">\
                 <style:text-properties style:font-name=\"Arial\"/></style:default-style></office:styles></office:document-styles>";
    let bytes = Parts(Vec::new())
        .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .with("styles.xml", named)
        .with("content.xml", &content)
        .zipped();
    let workbook = read(&bytes, &Limits::default(), &[]).unwrap();
    let cells = workbook.sheets[0].rows.iter().flat_map(|row| &row.cells);
    let fonts: Vec<_> = cells.map(|cell| workbook.fonts[usize::from(cell.font) - 1].as_ref()).collect();
    assert_eq!(fonts, [".VnTime", "Arial", "VNI-Times", "VNI-Times", ".VnTime", ".VnTime"]);
}

#[test]
fn open_documents_repeat_cells_and_rows_within_the_sheet() {
    let cell = |attributes: &str, text: &str| format!("<table:table-cell {attributes}>{text}</table:table-cell>");
    let float = |n: u32, value: u32| {
        cell(&format!(r#"table:number-columns-repeated="{n}" office:value-type="float" office:value="{value}""#), "")
    };
    let row =
        |n: u32, cells: &str| format!(r#"<table:table-row table:number-rows-repeated="{n}">{cells}</table:table-row>"#);
    let far = format!("{}{}", row(2, &float(2, 7)), row(1_048_573, &cell("", ""))) + &row(1, &float(1, 9));
    let history = "<table:tracked-changes><table:table-row/></table:tracked-changes>";
    for (table, expected) in [
        (far, "A1 7\nB1 7\nA2 7\nB2 7\nA1048576 9\n"),
        (
            row(
                1,
                &cell(
                    "",
                    "<text:p>a<text:s text:c=\"2\"/>b\n   c<text:tab/><office:annotation><text:p>x</text:p></office:annotation></text:p><text:p>d</text:p>",
                ),
            ),
            "A1 \"a  b c\\t\\nd\"\n",
        ),
        (
            row(1, &cell(r#"office:value-type="boolean" office:boolean-value="true""#, "<text:p>ĐÚNG</text:p>")),
            "A1 true\n",
        ),
        (row(1, &cell(r#"table:formula="of:=1""#, "")), "A1 no result\n"),
        (row(1, &cell(r#"table:formula="of:=&quot;&quot;""#, "<text:p/>")), ""),
        (row(1, &cell(r#"office:value-type="time" office:time-value="PT30H15M00S""#, "")), "A1 1.2604166666666667\n"),
        (history.to_owned(), ""),
    ] {
        assert_eq!(dumped(&ods(&table).zipped()), format!("# Bảng\n{expected}"));
    }
    for (table, expected) in [
        (row(u32::MAX, &float(2, 1)), "Over Cells"),
        (row(1, &float(16_385, 1)), "Damaged: a cell outside the sheet"),
        (row(1_048_576, "") + &row(1, &float(1, 1)), "Damaged: a row outside the sheet"),
        ("<table:table-row><table:table-cell>".to_owned(), "Damaged: XML not well formed"),
    ] {
        assert!(dumped(&ods(&table).zipped()).starts_with(expected), "{expected}");
    }
}

#[test]
fn an_open_document_that_ends_inside_a_row_is_damage() {
    let content = "<a><b><spreadsheet><table><table-row><table-cell>";
    let parts = Parts(Vec::new())
        .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .with("content.xml", content);
    assert_eq!(dumped(&parts.zipped()), "Damaged: XML ends inside an element");
}

/// A record of a binary workbook.
pub fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut record = if kind < 128 { vec![kind as u8] } else { vec![(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8] };
    assert!(body.len() < 128);
    record.push(body.len() as u8);
    record.extend(body);
    record
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = longs(&[units.len() as u32]);
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

fn xlsb(cells: &[Vec<u8>]) -> Parts {
    xlsb_of(&["Ẩn"], cells, true)
}

/// A binary workbook whose tabs, hidden all, show one sheet, which says where its cells end or does not.
pub fn xlsb_of(tabs: &[&str], cells: &[Vec<u8>], is_whole: bool) -> Parts {
    let tab = |name: &&str| record(156, &[longs(&[1, 1]), wide("rId1"), wide(name)].concat());
    let tabs: Vec<u8> = tabs.iter().flat_map(tab).collect();
    let workbook = [record(131, &[]), tabs, record(144, &[]), record(157, &[])].concat();
    let strings = [record(159, &longs(&[1, 1])), record(19, &[vec![0], wide("Đạt")].concat())].concat();
    let date = [0u8, 0, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let styles = [record(617, &longs(&[2])), record(47, &[0; 16]), record(47, &date)].concat();
    let head = [record(129, &[]), record(148, &[0; 16]), record(60, &[longs(&[2, 3, 0, 0]), vec![1, 0]].concat())];
    let merge = record(176, &longs(&[0, 1, 4, 5]));
    let end = if is_whole { [record(146, &[]), merge].concat() } else { Vec::new() };
    let sheet = [head.concat(), record(145, &[]), cells.concat(), end].concat();
    crate::parts::rows("")
        .edited("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin")
        .edited("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet1.bin")
        .renamed("xl/_rels/workbook.xml.rels", "xl/_rels/workbook.bin.rels")
        .renamed("xl/workbook.xml", "xl/workbook.bin")
        .renamed("xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.bin")
        .with_bytes("xl/workbook.bin", workbook)
        .with_bytes("xl/sharedStrings.bin", strings)
        .with_bytes("xl/styles.bin", styles)
        .with_bytes("xl/worksheets/sheet1.bin", sheet)
}

#[test]
fn binary_workbooks_are_read_with_what_calamine_does_not_tell() {
    let row = |number: u32, flags: u8| {
        let mut body = longs(&[number, 0, 0, 0]);
        body[11] = flags;
        record(0, &body)
    };
    let real = |column: u32, style: u32, number: f64| {
        record(5, &[longs(&[column, style]), number.to_le_bytes().to_vec()].concat())
    };
    let error = |column: u32| record(11, &[longs(&[column, 0]), vec![7], vec![0; 8]].concat());
    let string = |column: u32, index: u32| record(7, &longs(&[column, 0, index]));
    let cells =
        [row(0, 0), string(0, 0), real(1, 1, 44_525.0), error(4), row(1_048_575, 0x10), real(16_383, 0, f64::NAN)];
    let expected = "# Ẩn (ẩn)\nhidden columns 3-4\nmerge E1:F2\nA1 \"Đạt\"\nB1 2021-11-25 00:00:00\nE1 #DIV/0!\n\
                    XFD1048576 #NUM! (hidden row)\n";
    assert_eq!(dumped(&xlsb(&cells).zipped()), expected);
    for (cells, expected) in [
        (vec![row(0, 0), string(0, 1)], "Damaged: a shared string that is not there"),
        (vec![row(1_048_576, 0)], "Damaged: a row outside the sheet"),
        (vec![row(0, 0), real(16_384, 0, 1.0)], "Damaged: a cell outside the sheet"),
        (vec![row(0, 0), real(0, 0, 1.0), real(0, 0, 2.0)], "Damaged: one cell stands twice with different values"),
        (vec![vec![5, 120]], "Damaged: a part's records are cut short"),
    ] {
        assert_eq!(dumped(&xlsb(&cells).zipped()), expected);
    }
}

/// Filled cells by sheet, row and column, as text; without spaces at the ends, which calamine takes away.
type Cells = BTreeMap<(usize, u32, u16), String>;

fn ours(bytes: &[u8]) -> Cells {
    let workbook = read(bytes, &Limits::default(), &[]).unwrap();
    let mut cells = Cells::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        for row in &sheet.rows {
            for cell in &row.cells {
                let text = match &cell.value {
                    // calamine knows no such cells.
                    Value::NoResult => continue,
                    Value::Text(text) if text.trim().is_empty() => continue,
                    Value::Text(text) => format!("{:?}", text.trim()),
                    value => shown(value),
                };
                cells.insert((index, row.number, cell.column), text);
            }
        }
    }
    cells
}

fn calamines(bytes: &[u8]) -> Cells {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut cells = Cells::new();
    for (index, name) in workbook.sheet_names().into_iter().enumerate() {
        let mut reader = workbook.worksheet_cells_reader(&name).unwrap();
        while let Some(cell) = reader.next_cell().unwrap() {
            let text = match Data::from(cell.get_value().clone()) {
                Data::Empty => continue,
                Data::String(text) if text.trim().is_empty() => continue,
                Data::String(text) => format!("{:?}", text.trim()),
                Data::Float(number) => format!("{number}"),
                Data::Int(number) => format!("{number}"),
                Data::Bool(truth) => format!("{truth}"),
                Data::DateTime(at) if at.is_duration() => format!("{}", at.as_f64()),
                Data::DateTime(at) => {
                    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
                    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
                }
                Data::DateTimeIso(text) | Data::DurationIso(text) => text,
                Data::Error(error) => error.to_string(),
            };
            let (row, column) = cell.get_position();
            cells.insert((index, row + 1, column as u16 + 1), text);
        }
    }
    cells
}

#[test]
fn calamine_finds_the_same_cells_in_what_other_programs_saved() {
    for bytes in [OPENPYXL, XLSX] {
        let cells = ours(bytes);
        assert!(cells.len() > 10);
        assert_eq!(cells, calamines(bytes));
    }
}

#[derive(Clone, Debug)]
enum Written {
    Text(String),
    Rich(String, String),
    Number(f64),
    Bool(bool),
    /// Whole days and seconds of the day, so that no rounding is in question.
    Date(u32, u32),
    Formula(String),
}

fn written() -> impl Strategy<Value = Written> {
    prop_oneof![
        "[ a-zđĐơưấỹ_x0D&<>\"'\n\t]{0,12}".prop_map(Written::Text),
        ("[a-zấ ]{1,6}", "[A-ZĐ ]{1,6}").prop_map(|(plain, bold)| Written::Rich(plain, bold)),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Written::Number),
        (-1_000_000i32..1_000_000).prop_map(|number| Written::Number(f64::from(number) / 100.0)),
        any::<bool>().prop_map(Written::Bool),
        (61u32..2_958_465, 0u32..24).prop_map(|(day, hour)| Written::Date(day, hour)),
        "[a-zấ0-9 ]{0,8}".prop_map(Written::Formula),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn calamine_finds_the_same_cells_in_any_workbook(
        sheets in prop::collection::vec(prop::collection::btree_map((0u32..2_000, 0u16..300), written(), 0..60), 1..4)
    ) {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let date = Style::new().set_num_format("dd/mm/yyyy hh:mm");
        let (plain, bold) = (Style::new(), Style::new().set_bold());
        for cells in &sheets {
            let sheet = workbook.add_worksheet();
            for (&(row, column), value) in cells {
                match value {
                    Written::Text(text) => sheet.write_string(row, column, text),
                    Written::Rich(one, two) => sheet.write_rich_string(row, column, &[(&plain, one), (&bold, two)]),
                    Written::Number(number) => sheet.write_number(row, column, *number),
                    Written::Bool(truth) => sheet.write_boolean(row, column, *truth),
                    Written::Date(day, hour) => {
                        let serial = f64::from(*day) + f64::from(*hour) / 24.0;
                        let at = ExcelDateTime::from_serial_datetime(serial).unwrap();
                        sheet.write_datetime_with_format(row, column, &at, &date)
                    }
                    Written::Formula(result) => {
                        sheet.write_formula(row, column, Formula::new("=A1&B1").set_result(result.as_str()))
                    }
                }
                .unwrap();
            }
        }
        let bytes = workbook.save_to_buffer().unwrap();
        prop_assert_eq!(ours(&bytes), calamines(&bytes));
    }
}
