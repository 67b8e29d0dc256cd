//! Data that other readers get wrong without a word (threats.md §2): each case that no other file of these tests holds.

use crate::dump::dumped;
use crate::formats::{ods, record as binary_record, xlsb_of};
use crate::parts::{Lie, Parts, rows};
use std::io::{Cursor, Read, Write};
use tonghop::grid::{Archive, Limits, Unreadable};

/// A record of an old workbook: its kind, its length, its body.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
}

/// An old workbook with these records before the list of its sheets; each sheet with its name, its records, and where it
/// says it begins: at the sheet of that number.
fn old(version: u16, globals: &[u8], sheets: &[(&str, &[u8], usize)]) -> Vec<u8> {
    let is_biff8 = version == 0x0600;
    let begin = |kind: u16| record(0x0809, &[&version.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let end = record(0x000A, &[]);
    let tab = |at: usize, name: &str| {
        let marks: &[u8] = if is_biff8 { &[0, 0, name.len() as u8, 0] } else { &[0, 0, name.len() as u8] };
        record(0x0085, &[&(at as u32).to_le_bytes()[..], marks, name.as_bytes()].concat())
    };
    let bodies: Vec<Vec<u8>> = sheets.iter().map(|(_, cells, _)| [&begin(0x10)[..], cells, &end].concat()).collect();
    let n_head = begin(5).len() + globals.len() + end.len();
    let n_head = n_head + sheets.iter().map(|(name, ..)| tab(0, name).len()).sum::<usize>();
    let start = |number: usize| n_head + bodies[..number].iter().map(Vec::len).sum::<usize>();
    let tabs: Vec<u8> = sheets.iter().flat_map(|&(name, _, at)| tab(start(at), name)).collect();
    let stream = [&begin(5)[..], globals, &tabs, &end, &bodies.concat()].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let name = if is_biff8 { "Workbook" } else { "Book" };
    file.create_stream(name).unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

/// A text of a cell before there were shared strings: a byte a letter.
fn label(row: u16, column: u16, text: &[u8]) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0], (text.len() as u16).to_le_bytes()].concat();
    record(0x0204, &[&place, text].concat())
}

fn number(row: u16, column: u16, number: f64) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(0x0203, &[&place[..], &number.to_le_bytes()].concat())
}

#[test]
fn a_workbook_inside_a_workbook_gives_no_row() {
    let stream_of = |file: &[u8]| {
        let mut stream = Vec::new();
        let mut file = cfb::CompoundFile::open(Cursor::new(file)).unwrap();
        file.open_stream("/Workbook").unwrap().read_to_end(&mut stream).unwrap();
        stream
    };
    let (one, two) = (number(0, 0, 1.0), number(0, 0, 2.0));
    // An embedded object is a folder with a workbook of its own, which may stand first in the directory.
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_storage("/MBD00000001").unwrap();
    let embedded = stream_of(&old(0x0600, &[], &[("A", &two, 0)]));
    file.create_stream("/MBD00000001/Workbook").unwrap().write_all(&embedded).unwrap();
    let own = stream_of(&old(0x0600, &[], &[("A", &one, 0)]));
    file.create_stream("/Workbook").unwrap().write_all(&own).unwrap();
    assert_eq!(dumped(&file.into_inner().into_inner()), "# A\nA1 1\n");
}

#[test]
fn a_workbook_before_excel_97_is_in_its_own_code_page() {
    let code_page = record(0x0042, &1258_u16.to_le_bytes());
    // In that code page marks of tones stand behind their vowels.
    let text = b"L\xEA Tho\xF2 H\xE0";
    let file = old(0x0500, &code_page, &[("A", &label(0, 0, text), 0)]);
    assert_eq!(dumped(&file), "# A\nA1 \"Lê Tho\\u{323} Hà\"\n");
}

#[test]
fn a_table_of_strings_that_holds_fewer_than_it_says_loses_no_name() {
    let says =
        |n: u32| [[1_u32; 1].map(u32::to_le_bytes).concat(), n.to_le_bytes().to_vec(), vec![1, 0, 0, b'x']].concat();
    let cell = |index: u32| record(0x00FD, &[&[0; 6][..], &index.to_le_bytes()].concat());
    let file = |n: u32, index: u32| old(0x0600, &record(0x00FC, &says(n)), &[("A", &cell(index), 0)]);
    assert_eq!(dumped(&file(1, 0)), "# A\nA1 \"x\"\n");
    for index in [1, 3] {
        assert!(dumped(&file(4, index)).starts_with("Damaged: "), "{index}");
    }
}

#[test]
fn two_sheets_of_one_name_are_two_sheets_or_none() {
    let (one, two) = (number(0, 0, 1.0), number(0, 0, 2.0));
    let sheets = |names: [&'static str; 2]| old(0x0600, &[], &[(names[0], &one, 0), (names[1], &two, 1)]);
    assert_eq!(dumped(&sheets(["A", "B"])), "# A\nA1 1\n# B\nA1 2\n");
    assert_eq!(dumped(&sheets(["A", "A"])), "Damaged: two sheets of one name");
    let cells = [binary_record(0, &[0; 16]), binary_record(5, &[[0; 8], 1_f64.to_le_bytes()].concat())];
    assert!(dumped(&xlsb_of(&["A"], &cells, true).zipped()).starts_with("# A"));
    assert_eq!(dumped(&xlsb_of(&["A", "A"], &cells, true).zipped()), "Damaged: two sheets of one name");
}

#[test]
fn one_sheet_is_not_two() {
    let (one, two) = (number(0, 0, 1.0), number(0, 0, 2.0));
    let file = old(0x0600, &[], &[("A", &one, 1), ("B", &two, 1)]);
    assert_eq!(dumped(&file), "Damaged: two sheets in one place");
}

#[test]
fn no_sheet_is_no_success_in_any_format() {
    let none = "Damaged: a workbook without sheets";
    assert_eq!(dumped(&ods("").edited("content.xml", "table:table", "table:bảng").zipped()), none);
    assert_eq!(dumped(&xlsb_of(&[], &[], true).zipped()), none);
    assert_eq!(dumped(&old(0x0600, &[], &[])), none);
}

#[test]
fn a_binary_sheet_that_stops_before_its_cells_end_is_damage() {
    let cells = [binary_record(0, &[0; 16]), binary_record(5, &[[0; 8], 1_f64.to_le_bytes()].concat())];
    assert_eq!(dumped(&xlsb_of(&["A"], &cells, false).zipped()), "Damaged: a sheet ends before its cells do");
}

#[test]
fn binary_texts_with_letters_of_several_looks_are_read() {
    let text: Vec<u8> = "Văn An".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let body = [&[2, 0, 0, 0, 0, 0, 0, 0, 1, 6, 0, 0, 0][..], &text, &[0; 4]].concat();
    let cells = [binary_record(0, &[0; 16]), binary_record(62, &body)];
    let read = dumped(&xlsb_of(&["A"], &cells, true).zipped());
    assert!(read.ends_with("C1 \"Văn An\"\n"), "{read}");
}

#[test]
fn ends_of_elements_that_cross_are_damage() {
    let inside = r#"<row r="1"><c r="A1"><f>1<v></f>2</v></c></row>"#;
    assert!(dumped(&rows(inside).zipped()).starts_with("Damaged: XML not well formed"));
    let run = r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>Văn</r></t></is></c></row>"#;
    assert!(dumped(&rows(run).zipped()).starts_with("Damaged: XML not well formed"));
}

#[test]
fn a_part_that_the_directory_does_not_name_is_damage() {
    let inside = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let mut parts = rows(inside);
    parts.0.insert(0, ("xl/worksheets/sheet1.xml".to_owned(), b"<worksheet/>".to_vec()));
    let first = Lie::Unlisted(0);
    assert_eq!(dumped(&parts.stored(first)), "Damaged: bytes before the first zip entry");
}

fn opened(bytes: &[u8]) -> Result<Vec<Result<Vec<u8>, Unreadable>>, Unreadable> {
    let mut archive = Archive::open(bytes, &Limits::default())?.expect("an archive");
    let files = archive.files.clone();
    Ok(files.iter().map(|file| archive.bytes(file)).collect())
}

#[test]
fn an_archive_gives_its_files_whole_or_not_at_all() {
    let file = |name: &str| (name.to_owned(), rows("").zipped());
    let one = Parts(vec![file("CB01.xlsx"), file("CB02.xlsx")]);
    assert_eq!(opened(&one.stored(Lie::Nothing)), Ok(vec![Ok(rows("").zipped()), Ok(rows("").zipped())]));
    let flipped = opened(&one.stored(Lie::Checksum("CB01.xlsx"))).unwrap();
    assert!(matches!(&flipped[..], [Err(Unreadable::Damaged { .. }), Ok(_)]), "a wrong checksum is one file's");
    for (claim, bytes) in [
        ("one name", Parts(vec![file("CB01.xlsx"), file("CB01.xlsx")]).stored(Lie::Nothing)),
        ("case", Parts(vec![file("CB01.xlsx"), file("cb01.XLSX")]).stored(Lie::Nothing)),
        ("one place", one.stored(Lie::Overlap("CB02.xlsx"))),
    ] {
        assert!(matches!(opened(&bytes), Err(Unreadable::Damaged { .. })), "{claim}");
    }
}
