//! The same table in every format gives the same people, and the same trouble.
//!
//! `fixtures/danh-sach.fods` was written by hand; LibreOffice 7.4.7 saved it in the other formats
//! (`soffice --headless --convert-to xlsx danh-sach.fods`, and so on; the filters `MS Excel 97`, `MS Excel 2003 XML`,
//! `Text - txt - csv (StarCalc):59,34,76` for UTF-8 and `:9,34,65535` for UTF-16). The old code pages are written here.

use tonghop::domain::member::Member;
use tonghop::domain::reading::{FileFacts, Reading};
use tonghop::intake::{Context, read_file};

const XLSX: &[u8] = include_bytes!("fixtures/danh-sach.xlsx");
const XLS: &[u8] = include_bytes!("fixtures/danh-sach.xls");
const ODS: &[u8] = include_bytes!("fixtures/danh-sach.ods");
const XML: &[u8] = include_bytes!("fixtures/danh-sach.xml");
const HTML: &[u8] = include_bytes!("fixtures/danh-sach.html");
const CSV: &[u8] = include_bytes!("fixtures/danh-sach-utf8.csv");
const CSV_UTF16: &[u8] = include_bytes!("fixtures/danh-sach-utf16.csv");

fn reading(name: &str, bytes: &[u8]) -> Reading {
    let facts = FileFacts { path: format!("nop/{name}").into(), ..FileFacts::default() };
    read_file(bytes, facts, &Context::default())
}

/// What rules look at of a person, one line each.
fn people(reading: &Reading) -> String {
    reading.members.iter().map(line).collect()
}

fn line(member: &Member) -> String {
    let born = member.born.as_ref().map(|born| format!("{:?}", born.value));
    let grades = &member.grades;
    format!(
        "{} {} born={born:?} post={:?} self={:?} branch={:?} note={:?}\n",
        member.source.row,
        member.name.value.clean,
        member.post.as_ref().map(|post| &post.value),
        grades.self_grade.as_ref().map(|grade| grade.value),
        grades.branch_grade.as_ref().map(|grade| grade.value),
        member.note.as_ref().map(|note| &note.value),
    )
}

/// The text in a code page, by the letters that differ from Latin-1.
fn in_code_page(text: &str, letters: &[(char, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for letter in text.chars() {
        match letters.iter().find(|(other, _)| *other == letter) {
            Some((_, written)) => bytes.extend(*written),
            None => bytes.push(u8::try_from(u32::from(letter)).unwrap_or_else(|_| panic!("{letter} in {text}"))),
        }
    }
    bytes
}

#[test]
fn one_list_gives_the_same_people_in_every_format() {
    let expected = people(&reading("a.xlsx", XLSX));
    assert_eq!(expected.lines().count(), 3, "{expected}");
    assert!(expected.contains("6 Nguyễn Văn An born=Some(\"Day"), "{expected}");
    let csv = String::from_utf8(CSV.to_vec()).unwrap();
    let marked = format!("\u{FEFF}{csv}").into_bytes();
    let big_endian: Vec<u8> = csv.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little_endian: Vec<u8> = csv.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("a.xls", XLS),
        ("a.ods", ODS),
        ("a.xml", XML),
        ("a.csv", CSV),
        ("a.csv", CSV_UTF16),
        ("a.csv", &marked),
        ("a.csv", &big_endian),
        ("a.csv", &little_endian),
        ("a.txt", csv.replace(';', "\t").as_bytes()),
        ("a.csv", csv.replace(';', ",").as_bytes()),
        ("a.csv", csv.replace('\n', "\r\n").as_bytes()),
    ] {
        let reading = reading(name, bytes);
        assert_eq!(people(&reading), expected, "{name}");
        let faults: Vec<_> = reading.faults.iter().map(|fault| format!("{:?}", fault.kind)).collect();
        let is_hidden = |fault: &String| fault.starts_with("HiddenCells");
        assert!(faults.iter().all(is_hidden), "{name}: {faults:?}");
    }
}

#[test]
fn a_web_page_gives_the_same_people_but_those_that_were_hidden() {
    // LibreOffice writes no hidden rows and columns into a page.
    let shown = people(&reading("a.xlsx", XLSX)).lines().filter(|line| !line.starts_with('7')).collect::<String>();
    let page = reading("a.html", HTML);
    assert_eq!(people(&page).replace("7 Lê", "8 Lê").replace('\n', ""), shown);
    // The gap in the running numbers is how it can be noticed.
    let faults: Vec<_> = page.faults.iter().map(|fault| format!("{:?}", fault.kind)).collect();
    assert_eq!(faults, ["OrdinalSkips { expected: 2, found: 3 }"]);
}

#[test]
fn the_letters_of_code_page_1258_come_back() {
    let csv = "TT;Họ và tên;Ngày sinh;Chi bộ xếp loại\n1;Nguyễn Văn An;03/02/1980;Hoàn thành tốt nhiệm vụ\n2;Đỗ Thị Ý;1975;Hoàn thành nhiệm vụ\n";
    let bytes = in_code_page(
        csv,
        &[
            ('ọ', b"o\xF2"),
            ('ộ', b"\xF4\xF2"),
            ('ế', b"\xEA\xEC"),
            ('ạ', b"a\xF2"),
            ('ễ', b"\xEA\xDE"),
            ('ă', b"\xE3"),
            ('ố', b"\xF4\xEC"),
            ('ệ', b"\xEA\xF2"),
            ('ụ', b"u\xF2"),
            ('Đ', b"\xD0"),
            ('ỗ', b"\xF4\xDE"),
            ('ị', b"i\xF2"),
            ('Ý', b"Y\xEC"),
        ],
    );
    let unicode = people(&reading("a.csv", csv.as_bytes()));
    assert_eq!(unicode.lines().count(), 2, "{unicode}");
    assert_eq!(people(&reading("a.csv", &bytes)), unicode);
}

#[test]
fn a_name_that_belongs_to_another_format_is_said_and_read_all_the_same() {
    for (name, bytes, is_said) in [
        ("a.xls", HTML, true),
        ("a.xls", XML, true),
        ("a.xls", CSV, true),
        ("a.xlsx", XLS, true),
        ("a.xls", XLSX, true),
        ("a.xls", XLS, false),
        ("a.htm", HTML, false),
        ("a.html", HTML, false),
        ("a.txt", CSV, false),
        ("a.tsv", CSV, false),
        ("a.CSV", CSV, false),
    ] {
        let reading = reading(name, bytes);
        assert_eq!(reading.members.len(), if bytes == HTML { 2 } else { 3 }, "{name}");
        let says = reading.faults.iter().any(|fault| format!("{:?}", fault.kind).starts_with("WrongExtension"));
        assert_eq!(says, is_said, "{name}");
    }
}
