//! The bloc report: its figures are those of every other output, its wording fits them, and a committee's own template
//! is filled in.

mod support;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::campaign::{CampaignFolder, general, plan, sample, short_return};
use support::table::{book, sheet};
use support::typing::type_into;
use tonghop::consolidate::count::StandingCounts;
use tonghop::consolidate::{self, Bloc, Request};
use tonghop::domain::grade::Grade;
use tonghop::grid::{self, Limits};
use tonghop::intake::folder;
use tonghop::intake::plan::read_plan;
use tonghop::output::{json, report, summary, workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn judged(folder: &Path) -> Bloc {
    let mut listing = folder::list(folder).unwrap();
    let plan = fs::read(listing.plan.take().expect("there is a plan")).unwrap();
    let plan = read_plan(&grid::read(&plan, &Limits::default(), &[]).unwrap(), "ke-hoach.xlsx").unwrap();
    let (regulation, passwords) = (None, Vec::new());
    let request = Request { listing, plan: Some(plan), regulation, passwords, threads: Some(2), ..Request::default() };
    consolidate::run(request, &())
}

/// The text of a document as a reader sees it, a line a paragraph.
fn text_of(docx: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut xml = String::new();
    archive.by_name("word/document.xml").expect("the document").read_to_string(&mut xml).expect("it is text");
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').expect("tags end");
        if tag == "w:t" || tag.starts_with("w:t ") {
            text.push_str(after);
        } else if tag == "/w:p" {
            text.push('\n');
        }
    }
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn cells(xlsx: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx)).expect("the program's own workbook opens");
    let range = book.worksheet_range(name).expect("the sheet is there");
    range.rows().map(|row| row.iter().map(|cell: &Data| cell.to_string()).collect()).collect()
}

/// Workbook, report, annexes, JSON and the screen say the same of the same bloc.
#[test]
fn every_output_tells_the_same_figures_on_both_samples() {
    for name in ["sach", "2021"] {
        let bloc = judged(&sample(name));
        let mut total = StandingCounts::default();
        bloc.campaign.submissions.iter().for_each(|one| total += StandingCounts::of(one));

        let book = workbook::consolidated(&bloc).unwrap();
        let sums = cells(&book, "Tổng hợp");
        let sums = sums.iter().find(|row| row[0] == "Tổng cộng").expect("a total row");
        let expected = [total.total, total.graded(), total.excellent, total.good, total.completed, total.not_completed];
        let of_book: Vec<String> = [2, 7, 8, 10, 12, 14].map(|column| sums[column].clone()).to_vec();
        assert_eq!(of_book, expected.map(|figure| figure.to_string()), "{name}: Tổng hợp");

        let annex = cells(&report::annexes(&bloc).unwrap(), "PL1 Theo chi bộ");
        let annex = annex.iter().find(|row| row[1] == "Tổng cộng").expect("a total row");
        let of_annex: Vec<String> = [2, 8, 9, 11, 13, 15].map(|column| annex[column].clone()).to_vec();
        assert_eq!(of_annex, of_book, "{name}: annex");

        let document = text_of(&report::report(&bloc).unwrap());
        let sentence = document.lines().find(|line| line.contains("Tổng số") && line.contains("đảng viên;"));
        let sentence = sentence.expect("the sentence on members").to_owned();
        assert!(sentence.contains(&format!("Tổng số {:02} đảng viên", total.total)), "{name}: {sentence}");
        assert!(sentence.contains(&format!("xếp loại {:02} đồng chí", total.graded())), "{name}: {sentence}");
        for grade in Grade::ALL.into_iter().filter(|&grade| total.of_grade(grade) > 0) {
            let words = format!("{} {:02} đồng chí", grade.label().to_lowercase(), total.of_grade(grade));
            assert!(sentence.contains(&words), "{name}: {words} is not in {sentence}");
        }

        let object: serde_json::Value = serde_json::from_str(&json::object(&bloc, None)).unwrap();
        let members = object["members"].as_array().unwrap();
        let graded = members.iter().filter(|member| member["standing"] == "graded").count();
        assert_eq!((members.len(), graded), (total.total as usize, total.graded() as usize), "{name}: JSON");
        assert_eq!(object["quotas"][0]["excellent"], total.excellent, "{name}: JSON");

        let screen = summary::summary(&bloc);
        let line = format!("Đảng viên: {}; được xếp loại {}: HTXSNV {}", total.total, total.graded(), total.excellent);
        assert!(screen.contains(&line), "{name}: {line} is not in {screen}");
        // One arithmetic, word for word, on the screen, in the report and in the workbook.
        let arithmetic = tonghop::regulation::quota::arithmetic(&bloc.quotas[0]);
        for (place, text) in [("screen", &screen), ("report", &document)] {
            assert!(text.contains(&arithmetic), "{name}: {place}");
        }
        assert!(cells(&book, "Kiểm soát tỷ lệ").iter().flatten().any(|cell| *cell == arithmetic), "{name}: workbook");
    }
}

fn committee() -> CampaignFolder {
    let members = "| 1 | Lê Minh Họa | 1980-02-03 | Bí thư | HTXSNV | |
                   | 2 | Phạm Ví Dụ | 1985-05-14 | | HTTNV | |
                   | 3 | Đỗ Giả Định | 1990-09-30 | | | Miễn sinh hoạt |";
    CampaignFolder::new().plan(&plan(&[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")])).returned(
        "CB01.xlsx",
        &short_return("CB01", "Chi bộ Một", members).and(sheet(
            "Khen thưởng",
            "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |
             | 1 | Lê Minh Họa | cá nhân | giấy khen | trong năm |",
        )),
    )
}

fn tonghop(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (ended.status.code().expect("ended by itself"), text(ended.stdout), text(ended.stderr))
}

#[test]
fn the_report_follows_the_decisions_and_says_them_with_their_reasons() {
    let folder = committee();
    let output = folder.path().join("ket-qua/tong-hop-2021.xlsx");
    let document = folder.path().join("ket-qua/bao-cao-2021.docx");
    tonghop(folder.path(), &["merge"]);
    let typed = type_into(
        &fs::read(&output).unwrap(),
        &[
            ("Đảng viên", "N2", "Hoàn thành tốt nhiệm vụ"),
            ("Đảng viên", "O2", "Có ý kiến nơi cư trú"),
            ("Khen thưởng", "K2", "Không đồng ý"),
        ],
    );
    fs::write(&output, &typed).unwrap();
    for arguments in [&["report"][..], &["baocao", "."], &["report", "ket-qua/tong-hop-2021.xlsx"]] {
        let (_, out, err) = tonghop(folder.path(), arguments);
        assert!(out.contains("bao-cao-2021.docx"), "{arguments:?}: {out}{err}");
        let text = text_of(&fs::read(&document).unwrap());
        for words in [
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "ĐẢNG ỦY VĂN PHÒNG",
            "-BC/ĐU",
            "BÁO CÁO",
            "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO",
            "V. TỒN TẠI, KIẾN NGHỊ",
            "01/02 chi bộ đã nộp hồ sơ",
            "Chưa nộp 01 chi bộ: Chi bộ Hai.",
            "Tổng số 03 đảng viên",
            "hoàn thành tốt nhiệm vụ 02 đồng chí (100,0%)",
            "đối với 01 trường hợp (Phụ lục 6): đồng chí Lê Minh Họa (Chi bộ Một): từ “Hoàn thành xuất sắc nhiệm vụ” thành “Hoàn thành tốt nhiệm vụ”; lý do: Có ý kiến nơi cư trú.",
            "Không xếp loại 01 đồng chí được miễn công tác và sinh hoạt đảng.",
            "Chi tiết ở Phụ lục 1 (theo chi bộ) và Phụ lục 3 (không xếp loại); kiểm soát tỷ lệ ở Phụ lục 7.",
            "Các chi bộ có 01 đề nghị khen thưởng, đảng ủy không đồng ý. Danh sách ở Phụ lục 5.",
            "Nơi nhận:",
            "T/M ĐẢNG ỦY",
            "BÍ THƯ",
            "Trần Quốc Bảo Khanh",
        ] {
            assert!(text.contains(words), "{arguments:?}: {words} is not in\n{text}");
        }
        // The workbook that was decided on is left alone.
        assert_eq!(fs::read(&output).unwrap(), typed);
        fs::remove_file(&document).unwrap();
    }
    let annexes = fs::read(folder.path().join("ket-qua/bao-cao-2021.xlsx")).unwrap();
    let changes = cells(&annexes, "PL6 Thay đổi");
    assert!(changes.iter().flatten().any(|cell| cell == "Có ý kiến nơi cư trú"));
    assert!(cells(&annexes, "PL3 Không xếp loại").iter().flatten().any(|cell| cell == "Đỗ Giả Định"));
}

#[test]
fn the_same_bloc_gives_the_same_report() {
    let bloc = judged(&sample("2021"));
    assert!(report::report(&bloc).unwrap() == report::report(&bloc).unwrap());
    assert!(report::annexes(&bloc).unwrap() == report::annexes(&bloc).unwrap());
}

#[test]
fn wording_fits_none_one_and_many() {
    let graded = |grades: &[&str]| -> String {
        let people = ["Lê Một", "Lê Hai", "Lê Ba", "Lê Bốn", "Lê Năm", "Lê Sáu"];
        let rows = grades.iter().zip(people).enumerate();
        rows.map(|(n, (grade, name))| format!("| {n} | {name} | 19{}0-02-03 | | {grade} | |\n", n + 5)).collect()
    };
    let of = |rows: &str| {
        let folder = CampaignFolder::new()
            .plan(&plan(&[("CB01", "Chi bộ Một")]))
            .returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", rows));
        report::plain_text(&judged(folder.path()))
    };
    let over = of(&graded(&["HTXSNV", "HTXSNV", "HTTNV"]));
    assert!(over.contains("vượt tỷ lệ quy định") && over.contains("[đảng ủy cần quyết định giảm"), "{over}");
    assert!(over.contains("Toàn bộ đảng viên đều được xếp loại."), "{over}");
    let plain = of(&graded(&["HTTNV", "HTTNV", "HTNV"]));
    assert!(plain.contains("trong tỷ lệ quy định") && !plain.contains("hoàn thành xuất sắc nhiệm vụ 0"), "{plain}");
    assert!(plain.contains("Đảng ủy thống nhất với mức xếp loại"), "{plain}");
    let nobody = CampaignFolder::new().plan(&plan(&[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")]));
    let nobody = report::plain_text(&judged(nobody.path()));
    assert!(nobody.contains("chưa có chi bộ nào trong số 02 chi bộ nộp hồ sơ"), "{nobody}");
    assert!(nobody.contains("Chưa có số liệu đảng viên."), "{nobody}");
}

/// Proposals that the committee answered, left open, refused; one person proposed twice is one person.
#[test]
fn what_the_committee_said_of_proposals_is_told() {
    let members = "| 1 | Lê Minh Họa | 1980-02-03 | Bí thư | HTXSNV | |
                   | 2 | Phạm Ví Dụ | 1985-05-14 | | HTTNV | |";
    let rewards = "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |
                   | 1 | Lê Minh Họa | cá nhân | giấy khen | trong năm |
                   | 2 | Lê Minh Họa | cá nhân | bằng khen | 5 năm liền |
                   | 3 | Phạm Ví Dụ | cá nhân | giấy khen | đột xuất |";
    let folder = CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một")]))
        .returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", members).and(sheet("Khen thưởng", rewards)));
    let output = folder.path().join("ket-qua/tong-hop-2021.xlsx");
    tonghop(folder.path(), &["merge"]);
    let fresh = fs::read(&output).unwrap();
    for (answers, said, unsaid) in [
        (["", "", ""], "Đề nghị khen thưởng 03 lượt cá nhân (02 cá nhân):", "Đảng ủy đồng ý"),
        (
            ["Đồng ý", "", "Không đồng ý"],
            "Đảng ủy đồng ý 01 đề nghị, không đồng ý 01 đề nghị của các chi bộ. [còn 01 đề nghị đảng ủy chưa ghi ý kiến]",
            "lượt tập thể",
        ),
        (["Đồng ý", "Đồng ý", "Đồng ý"], "Đảng ủy đồng ý 03 đề nghị của các chi bộ.", "chưa ghi ý kiến"),
        (
            ["Không đồng ý"; 3],
            "Các chi bộ có 03 đề nghị khen thưởng, đảng ủy không đồng ý đề nghị nào.",
            "Không có đề nghị",
        ),
    ] {
        let cells: Vec<(&str, &str, &str)> =
            ["K2", "K3", "K4"].into_iter().zip(answers).map(|(at, word)| ("Khen thưởng", at, word)).collect();
        fs::write(&output, type_into(&fresh, &cells)).unwrap();
        tonghop(folder.path(), &["report"]);
        let text = text_of(&fs::read(folder.path().join("ket-qua/bao-cao-2021.docx")).unwrap());
        assert!(text.contains(said), "{said} is not in\n{text}");
        assert!(!text.contains(unsaid), "{unsaid} is in\n{text}");
    }
}

/// Nobody graded: no share, nothing agreed to, and no figure of nothing.
#[test]
fn a_committee_without_grades_agreed_to_none() {
    let rows = "| 1 | Lê Một | 1980-02-03 | | | Miễn sinh hoạt |
                | 2 | Lê Hai | 1981-02-03 | | | Đình chỉ sinh hoạt đảng |";
    let folder = CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một")]))
        .returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", rows));
    let text = report::plain_text(&judged(folder.path()));
    assert!(text.contains("Tổng số 02 đảng viên; không có đảng viên nào được xếp loại."), "{text}");
    assert!(!text.contains("Đảng ủy thống nhất") && !text.contains("00 "), "{text}");
}

/// A quota for each of many branches: those over it one by one, the others in one sentence.
#[test]
fn quotas_of_many_branches_are_told_together() {
    let names = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"];
    let codes = ["CB01", "CB02", "CB03", "CB04", "CB05", "CB06"];
    let listed: String = codes.iter().zip(names).map(|(code, name)| format!("| {code} | Chi bộ {name} |\n")).collect();
    let planned =
        book([general("| Phạm vi | Từng chi bộ |"), sheet("Chi bộ", &format!("| Mã chi bộ | Tên chi bộ |\n{listed}"))]);
    let text = |n_over: usize| {
        let mut folder = CampaignFolder::new().plan(&planned);
        for (n, (code, name)) in codes.iter().zip(names).enumerate() {
            let grades = if n < n_over { ["HTXSNV", "HTXSNV"] } else { ["HTTNV", "HTTNV"] };
            let rows: String = (grades.iter().enumerate())
                .map(|(k, grade)| format!("| {k} | Lê {name} {} | 19{}{k}-02-03 | | {grade} | |\n", names[k], n + 5))
                .collect();
            folder = folder.returned(&format!("{code}.xlsx"), &short_return(code, &format!("Chi bộ {name}"), &rows));
        }
        report::plain_text(&judged(folder.path()))
    };
    let all = text(0);
    assert!(all.contains("Xét riêng từng chi bộ, cả 06 chi bộ đều trong tỷ lệ quy định (Phụ lục 7)."), "{all}");
    assert_eq!(all.matches("của đảng viên (Chi bộ").count(), 0, "{all}");
    let some = text(2);
    assert!(some.contains("Xét riêng từng chi bộ, 04 chi bộ còn lại đều trong tỷ lệ quy định (Phụ lục 7)."), "{some}");
    assert_eq!(some.matches("của đảng viên (Chi bộ").count(), 2, "{some}");
}

/// A Word document with these paragraphs and rows, as little as a reader takes.
fn template(body: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", format!("<w:document xmlns:w=\"{main}\"><w:body>{body}</w:body></w:document>")),
        ("word/header1.xml", format!("<w:hdr xmlns:w=\"{main}\"><w:p><w:r><w:t>{{{{Năm}}}}</w:t></w:r></w:p></w:hdr>")),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn paragraph(runs: &[&str]) -> String {
    let runs: String = runs.iter().map(|text| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")).collect();
    format!("<w:p>{runs}</w:p>")
}

#[test]
fn a_committees_own_template_is_filled_in() {
    let bloc = judged(&sample("sach"));
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(&[text]))).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&["Chi bộ", "Tổng", "Năm {{Năm}}"]),
        row(&["{{dòng: chi bộ}}{{TT}}. {{Chi bộ}}", "{{Tổng số đảng viên}}", "{{Tỷ lệ HTXSNV}}"]),
        row(&["{{dòng: không hoàn thành}}{{Họ và tên}}", "{{Lý do}}", ""]),
    );
    let body = [
        paragraph(&["Tổng số {{Tổng số đảng viên}} đảng viên &amp; {{HTXSNV}} xuất sắc"]),
        // As Word splits what somebody typed and corrected.
        paragraph(&["Năm {", "{n", "ăm}", "}, đã nộp {{ĐÃ NỘP}}/{{so chi bo}}"]),
        paragraph(&["{{Không có chỗ này}} giữ nguyên"]),
        table,
    ]
    .concat();
    let filled = report::filled(&bloc, &template(&body)).unwrap();
    let text = text_of(&filled.bytes);
    let mut total = StandingCounts::default();
    bloc.campaign.submissions.iter().for_each(|one| total += StandingCounts::of(one));
    assert!(text.contains(&format!("Tổng số {} đảng viên & {} xuất sắc", total.total, total.excellent)), "{text}");
    assert!(text.contains("Năm 2021, đã nộp 4/4"), "{text}");
    assert!(text.contains("{{Không có chỗ này}} giữ nguyên"), "{text}");
    assert_eq!(filled.unknown.iter().collect::<Vec<_>>(), ["Không có chỗ này"]);
    for (number, branch) in (1..).zip(&bloc.campaign.plan.branches) {
        assert!(text.contains(&format!("{number}. {}", branch.name)), "{text}");
    }
    assert!(!text.contains("{{dòng"), "{text}");
    assert_eq!(text.matches("Năm 2021").count(), 2, "{text}");
    assert!(report::filled(&bloc, b"%PDF-1.7").is_err());
}

/// Every placeholder that the guide names is one.
#[test]
fn the_guide_names_no_placeholder_that_is_not_filled_in() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let bloc = judged(&sample("2021"));
    let row = |words: &[&str]| {
        let cells: String = words.iter().map(|words| format!("<w:tc>{}</w:tc>", paragraph(&[words]))).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let named = |line: &str| {
        let pieces = line.split("`{{").skip(1);
        pieces
            .filter_map(|piece| piece.split_once("}}`"))
            .map(|(name, _)| format!("{{{{{name}}}}}"))
            .collect::<Vec<_>>()
    };
    let of = |head: &str| named(guide.lines().find(|line| line.starts_with(head)).expect(head));
    let mut n_named = 0;
    for head in [
        "| chung |",
        "| nộp hồ sơ |",
        "| đảng viên |",
        "| tập thể, công chức |",
        "| khen thưởng, thay đổi |",
        "| câu viết sẵn |",
    ] {
        let names = of(head);
        n_named += names.len();
        let body: String = names.iter().map(|name| paragraph(&[name])).collect();
        let filled = report::filled(&bloc, &template(&body)).unwrap();
        assert!(filled.unknown.is_empty(), "{head} {:?}", filled.unknown);
    }
    assert!(n_named > 40, "{n_named}");
    let in_rows = of("| một dòng của bảng");
    let (lists, fields): (Vec<_>, Vec<_>) = in_rows.into_iter().partition(|name| name.starts_with("{{dòng"));
    assert_eq!(lists.len(), 6);
    for field in &fields {
        let is_filled = lists.iter().any(|list| {
            let table = format!("<w:tbl>{}</w:tbl>", row(&[list, field]));
            report::filled(&bloc, &template(&table)).unwrap().unknown.is_empty()
        });
        assert!(is_filled, "{field}");
    }
}

/// A package of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("it is text");
    text
}

#[test]
fn templates_come_as_word_and_others_leave_them() {
    let bloc = judged(&sample("sach"));
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let of = |body: &str| format!("<w:document xmlns:w=\"{main}\"><w:body>{body}</w:body></w:document>");
    let types = |kind: &str| {
        format!(
            "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml\"/></Types>"
        )
    };
    // A template of Word's own becomes a document: Word refuses a .docx that says it is a template.
    let dotx =
        package(&[("[Content_Types].xml", &types("template")), ("word/document.xml", &of(&paragraph(&["{{Năm}}"])))]);
    let filled = report::filled(&bloc, &dotx).unwrap().bytes;
    assert_eq!(part(&filled, "[Content_Types].xml"), types("document"));
    assert!(text_of(&filled).contains("2021"));
    // Split by the spell checker, by languages and by a bookmark; in a text box that Word keeps twice; in a header.
    let split = "<w:p><w:r><w:t>Tổng {</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:lang w:val=\"vi-VN\"/></w:rPr><w:t xml:space=\"preserve\">{ Tổng số </w:t></w:r><w:bookmarkStart w:id=\"0\" w:name=\"x\"/><w:proofErr w:type=\"spellEnd\"/><w:r><w:t>đảng viên}</w:t></w:r><w:r><w:t>} người</w:t></w:r></w:p>";
    let boxed = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>{{HTX</w:t></w:r><w:r><w:t>SNV}}</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{{HTXSNV}}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let header = format!("<w:hdr xmlns:w=\"{main}\">{}</w:hdr>", paragraph(&["Năm {{", "năm", "}}"]));
    let odd = package(&[
        ("[Content_Types].xml", &types("document")),
        ("word/document.xml", &of(&[split, boxed].concat())),
        ("word/header2.xml", &header),
        ("word/footer1.xml", &header),
    ]);
    let filled = report::filled(&bloc, &odd).unwrap();
    let mut total = StandingCounts::default();
    bloc.campaign.submissions.iter().for_each(|one| total += StandingCounts::of(one));
    let text = text_of(&filled.bytes);
    assert!(text.contains(&format!("Tổng {} người", total.total)), "{text}");
    assert_eq!(text.lines().filter(|line| *line == total.excellent.to_string()).count(), 2, "{text}");
    for name in ["word/header2.xml", "word/footer1.xml"] {
        assert!(part(&filled.bytes, name).contains("2021"), "{name}");
    }
    assert!(filled.unknown.is_empty(), "{:?}", filled.unknown);
    // One row of a list, and none.
    let row = |words: &str| format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph(&[words]));
    let lists = [row("{{dòng: không hoàn thành}}{{Họ và tên}}"), row("{{dòng: chi bộ lạ}}{{TT}}")].concat();
    let filled = report::filled(&bloc, &template(&lists)).unwrap();
    assert!(text_of(&filled.bytes).contains('–') && text_of(&filled.bytes).contains("{{dòng: chi bộ lạ}}"));
    assert!(filled.unknown.contains("dòng: chi bộ lạ"), "{:?}", filled.unknown);

    let ole = |words: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let macros = package(&[
        ("[Content_Types].xml", "<Types ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>"),
        ("word/document.xml", &of("")),
    ]);
    let writer = package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]);
    for (bytes, words) in [
        (ole("EncryptedPackage"), "mật khẩu"),
        (ole("WordDocument"), "đời cũ (.doc)"),
        (macros, "macro"),
        (writer, ".odt"),
        (package(&[("xl/workbook.xml", "<x/>")]), "không phải là tệp Word"),
        (
            package(&[("[Content_Types].xml", &types("document")), ("word/document.xml", "<w:document><w:p></w:doc")]),
            "bị hỏng",
        ),
        (b"PK\x03\x04 cut".to_vec(), "không phải là tệp Word"),
        (Vec::new(), "không phải là tệp Word"),
    ] {
        let error = report::filled(&bloc, &bytes).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn what_stands_in_the_way_of_a_report_is_said() {
    let folder = committee();
    fs::write(folder.path().join("mau.docx"), b"not a document").unwrap();
    let lonely = tempfile::tempdir().unwrap();
    fs::write(lonely.path().join("x.xlsx"), b"PK").unwrap();
    let lonely: PathBuf = lonely.path().join("x.xlsx");
    let cases: [(&[&str], i32, &str); 4] = [
        (&["report", "--template", "mau.docx"], 2, "không phải là tệp Word"),
        (&["report", "--template", "mất.docx"], 2, "mất.docx"),
        (&["report", "không-có"], 2, "không-có"),
        (&["report", "-o", "không-có/b.docx"], 4, "chưa có thư mục"),
    ];
    for (arguments, code, words) in cases {
        let (got, out, err) = tonghop(folder.path(), arguments);
        assert_eq!((got, out.as_str()), (code, ""), "{arguments:?}: {err}");
        assert!(err.contains(words), "{arguments:?}: {err}");
    }
    let (code, _, err) = tonghop(folder.path(), &["report", &lonely.display().to_string()]);
    assert_ne!(code, 0, "{err}");
}
