//! Forms typed in the encodings from before Unicode: whole files, single cells, and files that only look odd.

use std::sync::Arc;
use tonghop::domain::fault::FaultKind;
use tonghop::domain::reading::{FileFacts, Reading};
use tonghop::grid::{Cell, Row, Sheet, Value, Workbook};
use tonghop::intake::{Context, read_file, understand};

const TCVN3: [&str; 6] = [
    "DANH S¸CH XÕP LO¹I CHÊT L¦îNG §¶NG VI£N N¡M 2021",
    "Chi bé V¨n phßng",
    "TT|Hä vµ tªn|Ngµy sinh|Chøc vô|Chi bé xÕp lo¹i",
    "1|NguyÔn V¨n An|03/02/1980|BÝ th\u{AD}|Hoµn thµnh tèt nhiÖm vô",
    "2|TrÇn ThÞ Hoµ|31/12/1975||Hoµn thµnh xuÊt s¾c nhiÖm vô",
    "3|Phan Hµ|1990|Phã bÝ th\u{AD}|Hoµn thµnh nhiÖm vô",
];
const VNI: [&str; 6] = [
    "DANH SAÙCH XEÁP LOAÏI CHAÁT LÖÔÏNG ÑAÛNG VIEÂN NAÊM 2021",
    "Chi boä Vaên phoøng",
    "TT|Hoï vaø teân|Ngaøy sinh|Chöùc vuï|Chi boä xeáp loaïi",
    "1|Nguyeãn Vaên An|03/02/1980|Bí thö|Hoaøn thaønh toát nhieäm vuï",
    "2|Traàn Thò Hoaø|31/12/1975||Hoaøn thaønh xuaát saéc nhieäm vuï",
    "3|Phan Haø|1990|Phoù bí thö|Hoaøn thaønh nhieäm vuï",
];
const UNICODE: [&str; 6] = [
    "DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021",
    "Chi bộ Văn phòng",
    "TT|Họ và tên|Ngày sinh|Chức vụ|Chi bộ xếp loại",
    "1|Nguyễn Văn An|03/02/1980|Bí thư|Hoàn thành tốt nhiệm vụ",
    "2|Trần Thị Hoà|31/12/1975||Hoàn thành xuất sắc nhiệm vụ",
    "3|Phan Hà|1990|Phó bí thư|Hoàn thành nhiệm vụ",
];

/// A workbook of these lines, all in one font.
fn workbook(lines: &[&str], font: &str) -> Workbook {
    let cells = |line: &str| {
        let texts = line.split('|').enumerate().filter(|(_, text)| !text.is_empty());
        texts.map(|(at, text)| Cell { column: at as u16 + 1, font: 1, value: Value::Text(Arc::from(text)) }).collect()
    };
    let rows = lines.iter().zip(1..).map(|(line, number)| Row { number, is_hidden: false, cells: cells(line) });
    let sheet = Sheet { name: Arc::from("Danh sách"), rows: rows.collect(), ..Sheet::default() };
    let fonts = if font.is_empty() { Vec::new() } else { vec![Arc::from(font)] };
    Workbook { sheets: vec![sheet], fonts, ..Workbook::default() }
}

fn reading(workbook: &Workbook) -> Reading {
    let facts = FileFacts { path: "nop/a.xlsx".into(), ..FileFacts::default() };
    understand(workbook, facts, &Context::default())
}

fn people(reading: &Reading) -> String {
    let line = |member: &tonghop::domain::member::Member| {
        let grade = member.grades.branch_grade.as_ref().map(|grade| grade.value);
        format!("{} {:?} {grade:?}\n", member.name.value.clean, member.post.as_ref().map(|post| &post.value))
    };
    reading.members.iter().map(line).collect()
}

/// How many cells were decoded for certain, and how many were left.
fn said(reading: &Reading) -> (usize, usize) {
    let of = |wanted: bool| {
        let is = |kind: &FaultKind| matches!(kind, FaultKind::LegacyEncoding { certain, .. } if *certain == wanted);
        reading.faults.iter().filter(|fault| is(&fault.kind)).count()
    };
    (of(true), of(false))
}

fn with_cell(lines: &[&str; 6], at: usize, line: &'static str) -> Workbook {
    let mut lines = *lines;
    lines[at] = line;
    workbook(&lines, "Times New Roman")
}

#[test]
fn a_whole_form_of_an_old_encoding_reads_like_the_same_form_in_unicode() {
    let unicode = reading(&workbook(&UNICODE, "Times New Roman"));
    assert_eq!((people(&unicode).lines().count(), said(&unicode)), (3, (0, 0)));
    for (lines, font) in [
        (&TCVN3, ".VnTime"),
        (&TCVN3, ""),
        (&TCVN3, "Times New Roman"),
        (&VNI, "VNI-Times"),
        (&VNI, ""),
        (&VNI, "Arial"),
    ] {
        let reading = reading(&workbook(lines, font));
        assert_eq!(people(&reading), people(&unicode), "{font}");
        assert_eq!(reading.tables[0].title, unicode.tables[0].title, "{font}");
        let (n_certain, n_left) = said(&reading);
        assert!(n_certain >= 13 && n_left == 0, "{font}: {n_certain} {n_left}");
    }
}

#[test]
fn a_font_of_capitals_shows_capitals() {
    let mut book = workbook(&TCVN3, ".VnTime");
    book.fonts.push(Arc::from(".VnTimeH"));
    book.sheets[0].rows[3].cells[1].font = 2;
    let shows =
        |kind: &FaultKind| matches!(kind, FaultKind::LegacyEncoding { decoded, .. } if decoded == "NGUYỄN VĂN AN");
    assert!(reading(&book).faults.iter().any(|fault| shows(&fault.kind)));
}

#[test]
fn unicode_pasted_into_cells_of_an_old_font_stays_what_it_is() {
    let reading = reading(&workbook(&UNICODE, ".VnTime"));
    assert_eq!(said(&reading), (0, 0));
    assert_eq!(people(&reading), people(&self::reading(&workbook(&UNICODE, ""))));
}

#[test]
fn a_stray_cell_is_decoded_when_it_is_no_name_or_its_font_agrees() {
    let stray_grade = reading(&with_cell(&UNICODE, 3, "1|Nguyễn Văn An|03/02/1980|Bí thư|Hoµn thµnh tèt nhiÖm vô"));
    assert_eq!(said(&stray_grade), (1, 0));
    assert!(people(&stray_grade).starts_with("Nguyễn Văn An Some(\"Bí thư\") Some(Good)"));

    let name = "1|NguyÔn V¨n An|03/02/1980|Bí thư|Hoàn thành tốt nhiệm vụ";
    let mut stray_name = with_cell(&UNICODE, 3, name);
    let left = reading(&stray_name);
    assert_eq!(said(&left), (0, 1));
    assert_eq!(left.members.len(), 3);
    assert!(people(&left).starts_with("NguyÔn V¨n An "), "{}", people(&left));

    stray_name.fonts.push(Arc::from(".VnTime"));
    stray_name.sheets[0].rows[3].cells[1].font = 2;
    let replaced = reading(&stray_name);
    assert_eq!(said(&replaced), (1, 0));
    assert!(people(&replaced).starts_with("Nguyễn Văn An "));
}

#[test]
fn utf_8_opened_as_something_else_is_repaired_where_the_way_back_is_exact() {
    let name = "1|Nguyá»…n VÄƒn An|03/02/1980|Bí thư|HoÃ\u{A0}n thÃ\u{A0}nh tá»‘t nhiá»‡m vá»¥";
    let repaired = reading(&with_cell(&UNICODE, 3, name));
    assert_eq!(said(&repaired), (2, 0));
    assert!(people(&repaired).starts_with("Nguyễn Văn An Some(\"Bí thư\") Some(Good)"), "{}", people(&repaired));
}

#[test]
fn odd_letters_in_a_clean_file_say_nothing() {
    for line in [
        "1|H'Hen Niê|03/02/1980|café Müller|Hoàn thành tốt nhiệm vụ",
        "1|Y Blô Êban|03/02/1980|5 µm, 3×4, 25 °C|Hoàn thành tốt nhiệm vụ",
        "1|Lê Hà|03/02/1980|«Good» ± ½ § © ®|Hoàn thành tốt nhiệm vụ",
        "1|Ðặng Hùng|03/02/1980|HÐND|Hoàn thành tốt nhiệm vụ",
        "1|Trí Phã|03/02/1980|a(b)+c^2|Hoàn thành tốt nhiệm vụ",
    ] {
        assert_eq!(said(&reading(&with_cell(&UNICODE, 3, line))), (0, 0), "{line}");
    }
}

#[test]
fn a_text_file_of_an_old_encoding_reads_too() {
    let csv = TCVN3.join("\n").replace('|', ";");
    // Each of these letters is one byte of Windows-1252 with the same number.
    let bytes: Vec<u8> = csv.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let facts = FileFacts { path: "nop/a.csv".into(), ..FileFacts::default() };
    let reading = read_file(&bytes, facts, &Context::default());
    assert_eq!(people(&reading), people(&self::reading(&workbook(&UNICODE, ""))));
    assert_eq!(said(&reading).1, 0);
}
