//! The workbook sent back to a branch: its own cells as they were, the wrong ones marked, nothing carried on that should
//! not be, and the way back in open.

#[path = "cli/campaign.rs"]
#[allow(dead_code, reason = "the tests of other commands use the rest")]
mod campaign;
mod support;

use campaign::tonghop;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use support::campaign::{CampaignFolder, plan, sample, short_return};
use support::fill::filled;
use support::table::{book, sheet};
use tonghop::grid::{self, Limits, Workbook};

const HEADS: &str = "| TT | Họ và tên | Ngày sinh | Chức vụ | Chi bộ xếp loại | Lý do không xếp loại |";

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(part.name().unwrap().into_owned(), content);
    }
    parts
}

fn package(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn text_of(parts: &BTreeMap<String, Vec<u8>>) -> String {
    parts.iter().map(|(name, content)| format!("{name}\n{}\n", String::from_utf8_lossy(content))).collect()
}

fn read(bytes: &[u8]) -> Workbook {
    grid::read(bytes, &Limits::default(), &[]).unwrap()
}

/// Sheets of values and merged areas; without the one in front.
fn content(bytes: &[u8]) -> Vec<(String, Vec<grid::Row>, Vec<grid::Area>)> {
    let sheets = read(bytes).sheets.into_iter().filter(|sheet| &*sheet.name != "Cần sửa");
    sheets.map(|sheet| (sheet.name.to_string(), sheet.rows, sheet.merges)).collect()
}

/// Runs `check --feedback` and gives the files written.
fn sent_back(folder: &CampaignFolder) -> BTreeMap<String, Vec<u8>> {
    let run = tonghop(folder.path(), &["check", "--feedback", "phan-hoi", "--quiet"]);
    assert!(run.out.contains("tệp phản hồi"), "{}{}", run.out, run.err);
    fs::read_dir(folder.path().join("phan-hoi"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect()
}

fn of_two_branches() -> CampaignFolder {
    CampaignFolder::new().plan(&plan(&[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")]))
}

const WRONG: &str = "| 1 | Trần Thử Nghiệm | 1980-02-03 | Bí thư | XS? | |
                     | 2 | Lê Minh Họa | 1985-05-14 | Chuyên viên | | |";

#[test]
fn every_sample_comes_back_with_its_own_cells_and_the_parts_nobody_touched() {
    let folder = CampaignFolder::new();
    let sample = sample("2021");
    let mut folder = folder.file("ke-hoach.xlsx", &fs::read(sample.join("ke-hoach.xlsx")).unwrap());
    let mut originals = BTreeMap::new();
    for entry in fs::read_dir(sample.join("nop")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            folder = folder.file(&format!("nop/{name}"), &bytes);
            originals.insert(format!("nop/{name}"), bytes);
        }
    }
    let back = sent_back(&folder);
    let run = tonghop(folder.path(), &["check", "--format", "json", "--quiet"]);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let mut n_marked = 0;
    for submission in value["submissions"].as_array().unwrap() {
        let (Some(code), Some(file)) = (submission["branch"].as_str(), submission["file"].as_str()) else { continue };
        let (bytes, original) = (&back[&format!("{code}.xlsx")], &originals[file]);
        assert_eq!(&*read(bytes).sheets[0].name, "Cần sửa");
        if grid::read(original, &Limits::default(), &[]).is_err() {
            continue;
        }
        assert_eq!(content(bytes), content(original), "{code}");
        let (before, after) = (parts(original), parts(bytes));
        for (name, part) in &before {
            let may_change = ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/"];
            if !may_change.iter().any(|part| name.contains(part)) && !name.starts_with("xl/worksheets/") {
                assert!(name.starts_with("docProps/") || after[name] == *part, "{code}: {name}");
            }
        }
        n_marked += usize::from(after.contains_key("xl/worksheets/sheetTonghop.xml"));
        // The receipt.
        assert!(text_of(&after).contains(submission["sha256"].as_str().unwrap()), "{code}");
    }
    assert!(n_marked >= 8, "{n_marked} were marked in place");
    for (name, bytes) in originals {
        assert!(fs::read(folder.path().join(&name)).unwrap() == bytes, "{name} was touched");
    }
}

#[test]
fn wrong_cells_are_tinted_noted_and_led_to_even_where_they_were_blank() {
    let folder = of_two_branches().returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", WRONG));
    let back = sent_back(&folder);
    assert_eq!(back.keys().collect::<Vec<_>>(), ["CB01.xlsx"], "who sent nothing gets nothing");
    let parts = parts(&back["CB01.xlsx"]);
    let part = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let notes = part("xl/commentsTonghop2.xml");
    for cell in ["E2", "E3"] {
        assert!(notes.contains(&format!("<comment ref=\"{cell}\"")), "{notes}");
        assert!(part("xl/worksheets/sheetTonghop.xml").contains(&format!("location=\"'Đảng viên'!{cell}\"")));
    }
    assert!(notes.contains("C303") && notes.contains("C302"), "{notes}");
    assert!(part("xl/styles.xml").contains("FFF8D3D0"));
    let run = tonghop(folder.path(), &["check", "--feedback", "phan-hoi", "--quiet", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&run.out).is_ok(), "the result stays JSON alone");
}

#[test]
fn a_mended_workbook_sent_again_is_clean_and_marks_of_what_was_mended_go_away() {
    let folder = of_two_branches().returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", WRONG));
    let first = sent_back(&folder)["CB01.xlsx"].clone();
    let mended = filled_at(&first, "xl/worksheets/sheet2.xml", "E2", "Hoàn thành tốt nhiệm vụ");
    let folder = folder.file("nop/CB01.xlsx", &mended);
    let second = sent_back(&folder)["CB01.xlsx"].clone();
    let parts = parts(&second);
    let part = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    assert_eq!(read(&second).sheets.iter().filter(|sheet| sheet.name.starts_with("Cần sửa")).count(), 1);
    let notes = part("xl/commentsTonghop2.xml");
    assert!(!notes.contains("ref=\"E2\"") && notes.contains("ref=\"E3\""), "{notes}");
    let style_of = |cell: &str| {
        let sheet = part("xl/worksheets/sheet2.xml");
        let tag = sheet.split(&format!("<c r=\"{cell}\"")).nth(1).unwrap().split('>').next().unwrap().to_owned();
        tag.split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0").parse::<usize>().unwrap()
    };
    let styles = part("xl/styles.xml");
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    let fill_of =
        |cell: &str| formats[style_of(cell)].split("fillId=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(fill_of("E2"), "0");
    assert_ne!(fill_of("E3"), "0");
}

/// Puts a text into a cell of a part.
fn filled_at(bytes: &[u8], part: &str, cell: &str, text: &str) -> Vec<u8> {
    let mut parts = parts(bytes);
    let xml = String::from_utf8(parts[part].clone()).unwrap();
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap();
    let end = start + xml[start..].find("</c>").unwrap() + 4;
    let style = xml[start..end].split("s=\"").nth(1).unwrap().split('"').next().unwrap();
    let new = format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    parts.insert(part.to_owned(), format!("{}{new}{}", &xml[..start], &xml[end..]).into_bytes());
    package(&parts)
}

#[test]
fn the_programs_own_form_keeps_its_notes_beside_the_marks() {
    let folder = of_two_branches();
    assert_eq!(tonghop(folder.path(), &["template"]).code, 0);
    let form = fs::read(folder.path().join("mau/CB01 Chi bộ Một.xlsx")).unwrap();
    let typed = [("Đảng viên!A3", "1"), ("Đảng viên!C3", "Trần Thử Nghiệm"), ("Đảng viên!N3", "XS?")];
    let typed: Vec<(String, String)> = typed.map(|(cell, text)| (cell.to_owned(), text.to_owned())).to_vec();
    let folder = folder.file("nop/CB01.xlsx", &filled(&form, &typed));
    let back = sent_back(&folder)["CB01.xlsx"].clone();
    let text = text_of(&parts(&back));
    assert!(text.contains("CẦN SỬA: ") && text.contains("Mỗi đảng viên một dòng"), "both are there");
    // Dropdowns, locks and hidden lists of the form are still there.
    for words in ["<dataValidation ", "<sheetProtection ", "<protectedRange ", "state=\"hidden\"", "_xlnm.Print_Titles"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert_eq!(content(&back), content(&filled(&form, &typed)));
}

#[test]
fn names_that_hold_on_one_sheet_still_hold_on_theirs() {
    let folder = of_two_branches();
    assert_eq!(tonghop(folder.path(), &["template"]).code, 0);
    let form = fs::read(folder.path().join("mau/CB01 Chi bộ Một.xlsx")).unwrap();
    let names = |bytes: &[u8]| {
        let workbook = String::from_utf8(parts(bytes)["xl/workbook.xml"].clone()).unwrap();
        let sheets: Vec<String> =
            workbook.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        let mut held: Vec<(String, String)> = workbook
            .split("<definedName ")
            .skip(1)
            .map(|rest| {
                let place: usize =
                    rest.split("localSheetId=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
                (sheets[place].clone(), rest.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned())
            })
            .collect();
        held.sort();
        held
    };
    let back = sent_back(&folder.file("nop/CB01.xlsx", &form))["CB01.xlsx"].clone();
    assert!(!names(&form).is_empty());
    assert_eq!(names(&back), names(&form));
}

#[test]
fn macros_outside_links_objects_and_names_are_not_carried_on() {
    let clean = parts(&short_return("CB01", "Chi bộ Một", WRONG).xlsx());
    let workbook = String::from_utf8(clean["xl/workbook.xml"].clone()).unwrap();
    let relations = String::from_utf8(clean["xl/worksheets/sheet1.xml"].clone()).unwrap();
    let cases: Vec<(&str, Vec<(&str, String)>)> = vec![
        ("macro", vec![("xl/vbaProject.bin", "MACRO-BYTES".to_owned())]),
        ("object", vec![("xl/embeddings/oleObject1.bin", "OBJECT-BYTES".to_owned())]),
        ("outside workbook", vec![("xl/externalLinks/externalLink1.xml", "<externalLink/>".to_owned())]),
        (
            "outside link",
            vec![(
                "xl/worksheets/_rels/sheet1.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"http://MACRO-BYTES.example\" TargetMode=\"External\"/></Relationships>".to_owned(),
            )],
        ),
        (
            "link by formula",
            vec![(
                "xl/worksheets/sheet1.xml",
                relations.replace("</sheetData>", "<row r=\"90\"><c r=\"A90\" t=\"str\"><f>HYPERLINK(\"http://MACRO-BYTES.example\")</f><v>a</v></c></row></sheetData>"),
            )],
        ),
        (
            "author and path",
            vec![
                ("docProps/core.xml", "<a>MACRO-BYTES</a>".to_owned()),
                ("docProps/custom.xml", "<a>MACRO-BYTES</a>".to_owned()),
                (
                    "xl/workbook.xml",
                    workbook.replacen(
                        "<sheets>",
                        "<mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><x15ac:absPath xmlns:x15ac=\"x\" url=\"C:\\MACRO-BYTES\\\"/></mc:Choice></mc:AlternateContent><sheets>",
                        1,
                    ),
                ),
            ],
        ),
    ];
    for (what, added) in cases {
        let mut parts_with = clean.clone();
        for (name, content) in added {
            parts_with.insert(name.to_owned(), content.into_bytes());
        }
        let folder = of_two_branches().file("nop/CB01.xlsx", &package(&parts_with));
        let back = sent_back(&folder)["CB01.xlsx"].clone();
        let found = parts(&back);
        let text = text_of(&found);
        for words in ["MACRO-BYTES", "OBJECT-BYTES", "externalLink", "vbaProject", "embeddings"] {
            assert!(!text.contains(words), "{what}: {words}");
        }
        // Whatever way was gone, the marks and the people are there.
        let sheets = read(&back).sheets;
        assert_eq!(&*sheets[0].name, "Cần sửa", "{what}");
        assert!(format!("{sheets:?}").contains("Lê Minh Họa"), "{what}");
        assert!(text.contains("CẦN SỬA: "), "{what}");
    }
}

#[test]
fn other_formats_come_back_as_a_workbook_of_their_values() {
    let csv = "DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021 CHI BỘ MỘT,,,\nTT,Họ và tên,Ngày sinh,Chi bộ xếp loại\n1,Trần Thử Nghiệm,03/02/1980,XS?\n2,=1+1 Họa,14/05/1985,Hoàn thành tốt nhiệm vụ\n";
    let folder = of_two_branches().file("nop/CB01.csv", csv.as_bytes());
    let back = sent_back(&folder)["CB01.xlsx"].clone();
    let sheets = read(&back).sheets;
    assert_eq!(sheets.len(), 2);
    let shown = format!("{:?}", sheets[1]);
    for words in ["Trần Thử Nghiệm", "XS?", "=1+1 Họa"] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    assert!(text_of(&parts(&back)).contains("CẦN SỬA: "));
    assert!(!text_of(&parts(&back)).contains("<f>1+1"));
}

#[test]
fn what_cannot_be_read_at_all_gets_its_receipt_and_what_to_do() {
    let folder = of_two_branches().file("nop/CB01.xlsx", b"%PDF-1.4");
    let back = sent_back(&folder)["CB01.xlsx"].clone();
    let sheets = read(&back).sheets;
    assert_eq!(sheets.len(), 1);
    let shown = format!("{:?}", sheets[0]);
    assert!(shown.contains("F105") && shown.contains("SHA-256"), "{shown}");
}

#[test]
fn a_file_of_two_branches_shows_neither_the_others_people() {
    let rows = |name: &str| format!("{HEADS}\n| 1 | {name} | 1980-02-03 | Bí thư | XS? | |");
    let by_sheet = book([sheet("Chi bộ Một", &rows("Trần Thử Nghiệm")), sheet("Chi bộ Hai", &rows("Lê Minh Họa"))]);
    let by_column = book([sheet(
        "DS",
        "
        | TT | Họ và tên | Ngày sinh | Chi bộ | Chi bộ xếp loại |
        | 1 | Trần Thử Nghiệm | 1980-02-03 | Chi bộ Một | XS? |
        | 2 | Lê Minh Họa | 1985-05-14 | Chi bộ Hai | XS? |",
    )]);
    for workbook in [by_sheet, by_column] {
        let back = sent_back(&of_two_branches().returned("tất cả.xlsx", &workbook));
        for (file, own, other) in
            [("CB01.xlsx", "Trần Thử Nghiệm", "Lê Minh Họa"), ("CB02.xlsx", "Lê Minh Họa", "Trần Thử Nghiệm")]
        {
            let text = text_of(&parts(&back[file]));
            assert!(text.contains(own) && !text.contains(other), "{file}");
        }
    }
}

#[test]
fn feedback_is_never_written_among_the_returns() {
    let folder = of_two_branches().returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", WRONG));
    for target in ["nop", "./nop/", "nop/../nop"] {
        let run = tonghop(folder.path(), &["check", "--feedback", target]);
        assert_eq!(run.code, 2, "{target}: {}", run.err);
        assert_eq!(fs::read_dir(folder.path().join("nop")).unwrap().count(), 1, "{target}");
    }
}

#[test]
fn the_same_returns_give_the_same_bytes() {
    let folder = of_two_branches().returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", WRONG));
    assert!(sent_back(&folder) == sent_back(&folder));
}
