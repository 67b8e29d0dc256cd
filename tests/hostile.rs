//! Texts that try to be something else, as names of branches, people and sheets and as notes: through every output they come
//! out as text, on one line.

#[path = "cli/campaign.rs"]
#[allow(dead_code, reason = "the campaign is shared with the tests of the command line")]
mod campaign;

use campaign::{Run, tonghop};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use tonghop::grid::{Limits, Value, read};
use zip::write::SimpleFileOptions;

/// What is written, and what is left of it where it is shown; a name is shown as a person's.
const TEXTS: [(&str, &str); 13] = [
    ("=HYPERLINK(\"http://x.vn\",\"An\")", "=HYPERLINK(\"http://x.vn\",\"An\")"),
    ("+1+1 An", "+1+1 An"),
    ("-2+3 An", "-2+3 An"),
    ("@SUM(A1) An", "@SUM(A1) An"),
    ("\tAn =1+1", "An =1+1"),
    ("An\u{1b}[31m\u{7}\u{8} Đỏ", "An[31m Đỏ"),
    ("An \u{202e}nìB\u{202c}", "An nìB"),
    ("An\nĐã ghi: bịa\r\nChi bộ: bịa", "An Đã ghi: bịa Chi bộ: bịa"),
    ("An <script>alert(1)</script>", "An <script>alert(1)</script>"),
    ("An ]]> &amp; </t> --> \"'", "An ]]> &amp; </t> --> \"'"),
    ("An ⟦_x0000_⟧ Bình", "An Bình"),
    ("An ⟦_xD800_⟧ Bình", "An \u{fffd} Bình"),
    ("An _x000D_ Bình", "An _x000D_ Bình"),
];

/// As Excel takes it for the name of a sheet, each its own.
fn sheet_name(number: usize, text: &str) -> String {
    let kept = text.chars().filter(|&letter| !letter.is_control() && !"[]:*?/\\'⟦⟧".contains(letter));
    kept.take(24).chain(number.to_string().chars()).collect()
}

/// The workbook with the escapes between brackets as a program writes them that means the characters themselves.
fn with_escapes(mut workbook: Workbook) -> Vec<u8> {
    let plain = workbook.save_to_buffer().unwrap();
    let mut parts = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let text = text.replace("⟦_x005F_x", "_x").replace("⟦_x", "_x").replace("_⟧", "_");
        written.start_file(part.name().unwrap().into_owned(), SimpleFileOptions::default()).unwrap();
        written.write_all(text.as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

fn sheet(workbook: &mut Workbook, name: &str, rows: &[Vec<&str>]) {
    let sheet = workbook.add_worksheet().set_name(name).unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

/// A branch of each text, with one person of that name in a sheet of that name, with that as a note.
fn campaign() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("nop")).unwrap();
    let codes: Vec<String> = (1..=TEXTS.len()).map(|number| format!("CB{number:02}")).collect();
    let mut branches = vec![vec!["Mã chi bộ", "Tên chi bộ"]];
    branches.extend(codes.iter().zip(TEXTS).map(|(code, (text, _))| vec![code.as_str(), text]));
    let general = [
        ["Năm đánh giá", "2021"],
        ["Tên đảng bộ", TEXTS[8].0],
        ["Đảng ủy cấp trên", TEXTS[9].0],
        ["Địa danh", TEXTS[7].0],
        ["Hồ sơ quy định", "2018-132"],
        ["Hạn chi bộ nộp", "27/11/2021"],
        ["Người ký", "BÍ THƯ, Võ Hư Cấu"],
    ];
    let mut plan = Workbook::new();
    sheet(&mut plan, "Thông tin chung", &general.map(|row| row.to_vec()));
    sheet(&mut plan, "Chi bộ", &branches);
    fs::write(folder.path().join("ke-hoach.xlsx"), with_escapes(plan)).unwrap();
    for (number, (code, (text, _))) in codes.iter().zip(TEXTS).enumerate() {
        let mut workbook = Workbook::new();
        sheet(&mut workbook, "Thông tin", &[vec!["Mã chi bộ", code], vec!["Tên chi bộ", text], vec!["Năm", "2021"]]);
        let rows = [
            vec!["TT", "Họ và tên", "Ngày sinh", "Chi bộ xếp loại", "Ghi chú"],
            vec!["1", text, "03/02/1980", "Hoàn thành xuất sắc nhiệm vụ", text],
            vec!["2", "Lê Minh Họa", "14/05/1985", text, ""],
        ];
        sheet(&mut workbook, &sheet_name(number, text), &rows);
        fs::write(folder.path().join(format!("nop/{code}.xlsx")), with_escapes(workbook)).unwrap();
    }
    folder
}

/// Letters that move what comes after them, or that no one sees.
fn is_dangerous(letter: char) -> bool {
    letter.is_control() && letter != '\n'
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn assert_harmless(claim: &str, text: &str) {
    let met: BTreeSet<char> = text.chars().filter(|&letter| is_dangerous(letter)).collect();
    let line = text.lines().find(|line| line.chars().any(is_dangerous)).unwrap_or_default();
    assert!(met.is_empty(), "{claim}: {met:?} in {line:?}");
    for line in text.lines() {
        assert!(!line.starts_with("Đã ghi: bịa") && !line.starts_with("Chi bộ: bịa"), "{claim}: {line}");
    }
}

fn said(folder: &Path, arguments: &[&str]) -> Run {
    let run = tonghop(folder, arguments);
    assert!(matches!(run.code, 0 | 1 | 3), "{arguments:?}: {} {}", run.code, run.err);
    run
}

/// Every part of a package by its name.
fn parts(path: &Path) -> Vec<(String, String)> {
    let mut package = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut parts = Vec::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let mut text = String::new();
        if part.read_to_string(&mut text).is_ok() {
            parts.push((part.name().unwrap().into_owned(), text));
        }
    }
    parts
}

#[test]
fn on_the_screen_they_are_text_on_their_line() {
    let folder = campaign();
    for arguments in [
        &["check", ".", "--names"][..],
        &["check", ".", "--by", "code"],
        &["merge", "."],
        &["status", "."],
        &["check", "nop/CB08.xlsx", "--show-layout"],
        &["report", "."],
        &[],
    ] {
        let run = said(folder.path(), arguments);
        assert_harmless(&format!("{arguments:?}"), &run.out);
        assert_harmless(&format!("{arguments:?}"), &run.err);
    }
}

#[test]
fn in_json_they_are_the_names_they_were() {
    let folder = campaign();
    let run = said(folder.path(), &["check", ".", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let members = json["members"].as_array().unwrap();
    assert_eq!(members.len(), 2 * TEXTS.len());
    let names: BTreeSet<&str> = members.iter().filter_map(|member| member["name"].as_str()).collect();
    let branches: BTreeSet<&str> =
        json["submissions"].as_array().unwrap().iter().filter_map(|branch| branch["branch_name"].as_str()).collect();
    for (written, shown) in TEXTS {
        // Before a name such a mark is one of a list.
        let name = shown.trim_start_matches(['+', '-']);
        assert!(names.contains(name), "{written:?} is no name among {names:#?}");
        assert!(branches.contains(shown), "{written:?} is no branch among {branches:#?}");
    }
    // Whatever is quoted from a cell stands in a string, escaped.
    assert!(!run.out.chars().any(|letter| letter.is_control() && letter != '\n'));
}

#[test]
fn in_workbooks_they_are_texts_and_nothing_is_computed_or_linked() {
    let folder = campaign();
    said(folder.path(), &["merge", "."]);
    said(folder.path(), &["report", "."]);
    for name in ["tong-hop-2021.xlsx", "bao-cao-2021.xlsx"] {
        let path = folder.path().join("ket-qua").join(name);
        let workbook = read(&fs::read(&path).unwrap(), &Limits::default(), &[]).unwrap();
        let mut texts = BTreeSet::new();
        for sheet in &workbook.sheets {
            for value in sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.value) {
                match value {
                    Value::Text(text) => drop(texts.insert(text.to_string())),
                    Value::Error(error) => panic!("{name}: {error}"),
                    _ => {}
                }
            }
        }
        for (written, shown) in TEXTS {
            assert!(texts.contains(shown), "{name}: {written:?} is nowhere");
        }
        texts.iter().for_each(|text| assert_harmless(name, text));
        for (part, text) in parts(&path) {
            let formulas = text.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next());
            for formula in formulas {
                // Between quotation marks it is text.
                let formula: String = formula.split('"').step_by(2).collect();
                assert!(
                    !["http", "SUM(A1) An", "+1+1", "script"].iter().any(|mark| formula.contains(mark)),
                    "{formula}"
                );
            }
            assert!(!text.contains("TargetMode=\"External\"") && !text.contains("<script"), "{name}: {part}");
        }
    }
}

#[test]
fn in_the_report_and_on_the_page_they_are_escaped() {
    let folder = campaign();
    said(folder.path(), &["merge", "."]);
    said(folder.path(), &["report", "."]);
    let mut has_script = false;
    for (part, text) in parts(&folder.path().join("ket-qua/bao-cao-2021.docx")) {
        assert!(!text.contains("<script") && !text.contains("]]>"), "{part}");
        assert!(!text.contains("TargetMode=\"External\""), "{part}");
        has_script |= text.contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_harmless(&part, &text.replace(['\r', '\t'], ""));
    }
    assert!(has_script, "the name of the committee is in the report");
    let page = fs::read_to_string(folder.path().join("ket-qua/tong-quan.html")).unwrap();
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains("href=\"http"));
    assert_harmless("page", &page.replace(['\r', '\t'], ""));
}

/// As long as a cell holds.
#[test]
fn a_name_as_long_as_a_cell_holds_breaks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("nop")).unwrap();
    let long = "Nguyễn ".repeat(4_680);
    let mut plan = Workbook::new();
    sheet(&mut plan, "Thông tin chung", &[vec!["Năm đánh giá", "2021"], vec!["Tên đảng bộ", &long]]);
    sheet(&mut plan, "Chi bộ", &[vec!["Mã chi bộ", "Tên chi bộ"], vec!["CB01", &long]]);
    plan.save(folder.path().join("ke-hoach.xlsx")).unwrap();
    let mut workbook = Workbook::new();
    sheet(&mut workbook, "Thông tin", &[vec!["Mã chi bộ", "CB01"], vec!["Năm", "2021"]]);
    let rows = [
        vec!["TT", "Họ và tên", "Ngày sinh", "Chi bộ xếp loại", "Ghi chú"],
        vec!["1", &long, "03/02/1980", "Hoàn thành tốt nhiệm vụ", &long],
    ];
    sheet(&mut workbook, "Đảng viên", &rows);
    workbook.save(folder.path().join("nop/CB01.xlsx")).unwrap();
    for arguments in [&["merge", "."][..], &["status", "."], &["report", "."], &["check", ".", "--names"]] {
        said(folder.path(), arguments);
    }
    let run = said(folder.path(), &["check", ".", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["members"][0]["name"].as_str().map(str::len), Some(long.trim().len()));
    let output = fs::read(folder.path().join("ket-qua/tong-hop-2021.xlsx")).unwrap();
    assert!(read(&output, &Limits::default(), &[]).is_ok());
}
