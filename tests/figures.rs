//! Numbers agree everywhere: workbook, report, annexes, page, JSON and screen of one run are held against each other, on
//! both samples, on a campaign that was decided on, and one level up.

mod support;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::Value as Json;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use support::campaign::{CampaignFolder, general, plan, sample};
use support::typing::type_into;
use zip::ZipArchive;

const OUTPUT: &str = "ket-qua/tong-hop-2021.xlsx";

fn tonghop(folder: &Path, arguments: &[&str]) -> String {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).output().unwrap();
    assert!(matches!(ended.status.code(), Some(0 | 1 | 3)), "{}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8(ended.stdout).unwrap()
}

/// Texts of the elements of one name in XML or HTML, tags inside taken out.
fn texts(source: &str, element: &str) -> Vec<String> {
    let opens = [format!("<{element}>"), format!("<{element} ")];
    let close = format!("</{element}>");
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = opens.iter().filter_map(|open| rest.find(open.as_str())).min() {
        let end = at + rest[at..].find(&close).expect("elements end");
        found.push(without_tags(&rest[at..end]));
        rest = &rest[end + close.len()..];
    }
    found
}

fn without_tags(source: &str) -> String {
    source.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()
}

struct Outputs {
    folder: std::path::PathBuf,
    json: Json,
    screen: String,
    page: String,
    document: String,
}

impl Outputs {
    fn of(folder: &Path) -> Self {
        let json =
            serde_json::from_str(&tonghop(folder, &["merge", "--format", "json", "--quiet"])).expect("it is JSON");
        let screen = tonghop(folder, &["merge", "--quiet"]);
        tonghop(folder, &["report", "--quiet"]);
        let page = fs::read_to_string(folder.join("ket-qua/tong-quan.html")).expect("the page");
        let report = fs::read(folder.join("ket-qua/bao-cao-2021.docx")).expect("the report");
        let mut document = String::new();
        let mut package = ZipArchive::new(Cursor::new(report)).expect("a package");
        package.by_name("word/document.xml").expect("its text").read_to_string(&mut document).expect("it is text");
        Self { folder: folder.to_owned(), json, screen, page, document }
    }

    fn rows(&self, file: &str, sheet: &str) -> Vec<Vec<String>> {
        let bytes = fs::read(self.folder.join(file)).expect("the workbook");
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("the workbook opens");
        let range = book.worksheet_range(sheet).expect("the sheet");
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    }

    fn records(&self, what: &str) -> &[Json] {
        self.json[what].as_array().expect("a list")
    }

    /// Members: all, graded, and of each grade from the best, as JSON lists them one by one.
    fn standing(&self) -> [usize; 6] {
        let members = self.records("members");
        let graded = || members.iter().filter(|one| one["standing"] == "graded");
        let result = |one: &Json| one["committee_grade"].as_str().or(one["branch_grade"].as_str()).map(str::to_owned);
        let of = |grade: &str| graded().filter(|one| result(one).as_deref() == Some(grade)).count();
        [members.len(), graded().count(), of("excellent"), of("good"), of("completed"), of("not_completed")]
    }

    fn findings(&self, severity: &str) -> usize {
        let is_open = |one: &&Json| one["severity"] == severity && one["accepted"].as_str().is_none();
        self.records("findings").iter().filter(is_open).count()
    }
}

fn numbers<const N: usize>(row: &[String], columns: [usize; N]) -> [usize; N] {
    columns.map(|column| row[column].parse().unwrap_or_else(|_| panic!("no number in {row:?}, column {column}")))
}

/// `unit` is what those who owe a return are called.
fn agree(name: &str, folder: &Path, unit: &str) {
    let outputs = Outputs::of(folder);
    let standing @ [all, graded, excellent, good, completed, not_completed] = outputs.standing();

    // How members stand.
    let sums = outputs.rows(OUTPUT, "Tổng hợp");
    let sums = sums.iter().find(|row| row[0] == "Tổng cộng").expect("a total row");
    assert_eq!(numbers(sums, [2, 7, 8, 10, 12, 14]), standing, "{name}: Tổng hợp");
    let annex = outputs.rows("ket-qua/bao-cao-2021.xlsx", &format!("PL1 Theo {unit}"));
    let annex = annex.iter().find(|row| row[1] == "Tổng cộng").expect("a total row");
    assert_eq!(numbers(annex, [2, 8, 9, 11, 13, 15]), standing, "{name}: annex");
    let public = outputs.rows(OUTPUT, "Công khai");
    for (label, count) in [
        ("Hoàn thành xuất sắc nhiệm vụ", excellent),
        ("Hoàn thành tốt nhiệm vụ", good),
        ("Hoàn thành nhiệm vụ", completed),
        ("Không hoàn thành nhiệm vụ", not_completed),
    ] {
        assert_eq!(public.iter().filter(|row| row[3] == label).count(), count, "{name}: Công khai, {label}");
        let words = format!("{} {count:02} đồng chí", label.to_lowercase());
        assert_eq!(outputs.document.contains(&words), count > 0, "{name}: report, {words}");
    }
    let lists =
        [("PL2 Xuất sắc", excellent), ("PL4 Không hoàn thành", not_completed), ("PL3 Không xếp loại", all - graded)];
    for (sheet, count) in lists {
        let rows = outputs.rows("ket-qua/bao-cao-2021.xlsx", sheet);
        assert_eq!(rows.iter().filter(|row| row[0].parse::<usize>().is_ok()).count(), count, "{name}: {sheet}");
    }
    let total: Vec<String> = texts(&outputs.document, "w:tr");
    let total =
        total.iter().find(|row| row.starts_with("Tổng cộng")).unwrap_or_else(|| panic!("{name}: no sum in {total:?}"));
    let figure = |n: usize| if n == 0 { "–".to_owned() } else { n.to_string() };
    // Of some it is open how they stand: a column of their own, where there are any.
    let [undecided] = numbers(annex, [7]);
    let open = if undecided > 0 { undecided.to_string() } else { String::new() };
    assert!(
        total.starts_with(&format!("Tổng cộng{all}{}{open}{graded}", figure(all - graded - undecided))),
        "{name}: the report's table has {total}"
    );
    let foot = texts(&outputs.page, "tfoot").into_iter().find(|foot| foot.starts_with("Cộng")).expect("the page's sum");
    let cells = outputs.page.split("<tfoot>").find(|part| without_tags(part).starts_with("Cộng")).expect("the sum");
    let of_page: Vec<usize> = texts(cells, "td").iter().filter_map(|cell| cell.trim().parse().ok()).collect();
    assert_eq!(of_page[..5], [all, excellent, good, completed, not_completed], "{name}: page, {foot}");
    assert!(
        outputs.screen.contains(&format!("Đảng viên: {all}; được xếp loại {graded}: HTXSNV {excellent} (")),
        "{name}: screen\n{}",
        outputs.screen
    );

    // Quotas.
    let quotas = outputs.records("quotas");
    assert_eq!(quotas[0]["excellent"], excellent, "{name}: JSON");
    let sheet = outputs.rows(OUTPUT, "Kiểm soát tỷ lệ");
    let annex = outputs.rows("ket-qua/bao-cao-2021.xlsx", "PL7 Kiểm soát tỷ lệ");
    let of_annex: Vec<&Vec<String>> = annex.iter().filter(|row| row[0].parse::<usize>().is_ok()).collect();
    assert_eq!(of_annex.len(), quotas.len(), "{name}: annex of quotas");
    let first = sheet.iter().position(|row| row[0] == "Đảng viên" && row[2].parse::<usize>().is_ok()).expect("quotas");
    for (number, quota) in quotas.iter().enumerate() {
        let expected =
            ["excellent", "good", "graded", "cap"].map(|key| quota[key].as_u64().expect("a number") as usize);
        let row = &sheet[first + number];
        assert_eq!(numbers(row, [2, 3, 4, 13]), expected, "{name}: Kiểm soát tỷ lệ, {row:?}");
        assert_eq!(numbers(of_annex[number], [3, 4, 5, 7]), expected, "{name}: annex, {:?}", of_annex[number]);
        assert_eq!(row[15].parse::<u64>().ok(), quota["remove"].as_u64(), "{name}: {row:?}");
        assert_eq!(row[16].parse::<u64>().ok(), quota["headroom"].as_u64(), "{name}: {row:?}");
        assert_eq!(row[14], of_annex[number][8], "{name}: one verdict");
        // The arithmetic is one text everywhere.
        assert_eq!(row[17], of_annex[number][10], "{name}");
        assert!(without_tags(&outputs.page).contains(row[17].as_str()), "{name}: {} is not on the page", row[17]);
        // What the branches graded themselves stands beside what the committee made of it.
        let before = if quota["returned"].is_object() { &quota["returned"] } else { quota };
        let expected = ["excellent", "good"].map(|key| before[key].as_u64().expect("a number") as usize);
        assert_eq!(numbers(row, [18, 19]), expected, "{name}: {row:?}");
        let remove = quota["remove"].as_u64();
        assert_eq!(row[21].parse::<u64>().ok(), remove, "{name}: {row:?}");
    }
    let sections = sheet.iter().skip(first + quotas.len());
    let asked: Vec<u64> = sections.filter_map(|row| row[21].parse().ok()).collect();
    let advised = quotas.iter().filter(|quota| quota["shares"].as_array().is_some_and(|shares| shares.len() > 1));
    let advised = advised.flat_map(|quota| quota["changes"].as_array().expect("a list"));
    let advised: Vec<u64> = advised.map(|change| change["remove"].as_u64().expect("a number")).collect();
    let asked: Vec<u64> = asked.into_iter().filter(|number| *number > 0).collect();
    assert_eq!(asked, advised, "{name}: the fewest changes, branch by branch");
    let arithmetic = &sheet[first][17];
    for (place, text) in [("screen", &outputs.screen), ("report", &without_tags(&outputs.document))] {
        assert!(text.contains(arithmetic.as_str()), "{name}: {arithmetic} is not in {place}");
    }

    // What the committee decided otherwise.
    let is_changed = |one: &&Json| one["committee_grade"].is_string() && one["committee_grade"] != one["branch_grade"];
    let of_members = outputs.records("members").iter().filter(is_changed).count();
    let annex = outputs.rows("ket-qua/bao-cao-2021.xlsx", "PL6 Thay đổi");
    assert_eq!(annex.iter().filter(|row| row[1] == "Đảng viên").count(), of_members, "{name}: PL6");
    let n_changes = annex.iter().filter(|row| row[0].parse::<usize>().is_ok()).count();
    let document = without_tags(&outputs.document);
    let words = format!("so với đề nghị của {unit} đối với {n_changes:02} trường hợp");
    assert_eq!(document.contains(&words), n_changes > 0, "{name}: report, {words}");
    let decided = outputs.rows(OUTPUT, "Đảng viên");
    let decided = decided.iter().skip(1).filter(|row| !row[13].is_empty() && row[13] != row[12] && row[15] == row[13]);
    assert_eq!(decided.count(), of_members, "{name}: Đảng viên");
    let refused = outputs.records("rewards").iter().filter(|one| one["decision"] == "refused").count();
    let sheet = outputs.rows(OUTPUT, "Khen thưởng");
    assert_eq!(sheet.iter().filter(|row| row[10] == "Không đồng ý").count(), refused, "{name}: Khen thưởng");
    let words = format!("không đồng ý {refused:02} đề nghị");
    assert_eq!(document.contains(&words), refused > 0, "{name}: report, {words}");

    // Who returned.
    let submissions = outputs.records("submissions");
    let owed: Vec<&Json> = submissions.iter().filter(|one| one["branch"].is_string()).collect();
    let returned =
        owed.iter().filter(|one| !["missing", "rejected"].contains(&one["status"].as_str().unwrap())).count();
    let ratio = format!("{returned}/{}", owed.len());
    assert!(outputs.screen.contains(&format!("đã nộp {ratio}")), "{name}: screen\n{}", outputs.screen);
    assert!(
        outputs.document.contains(&format!("{returned:02}/{:02} {unit} đã nộp hồ sơ", owed.len())),
        "{name}: report"
    );
    let turnout = outputs.rows(OUTPUT, "Tình hình nộp");
    let rows: Vec<&Vec<String>> = turnout.iter().skip(1).take_while(|row| !row[1].is_empty()).collect();
    assert_eq!(rows.len(), owed.len(), "{name}: Tình hình nộp");
    let without = rows.iter().filter(|row| row[7] == "Chưa nộp" || row[7] == "Không đọc được").count();
    assert_eq!(owed.len() - without, returned, "{name}: Tình hình nộp");

    // Findings, proposals, changes, reconciliation.
    let sheet = outputs.rows(OUTPUT, "Cần rà soát");
    for (severity, label) in [("error", "Lỗi"), ("warning", "Cảnh báo"), ("note", "Lưu ý")] {
        let of_sheet = sheet.iter().filter(|row| row[7] == label).count();
        assert_eq!(of_sheet, outputs.findings(severity), "{name}: {label}");
    }
    // The report speaks of what branches have still to mend in returns that were merged.
    let merged: Vec<&Json> =
        submissions.iter().filter(|one| one["status"] == "accepted_with_findings").map(|one| &one["branch"]).collect();
    let is_to_mend = |finding: &&Json| {
        finding["severity"] == "error"
            && finding["of_decision"] == false
            && finding["accepted"].is_null()
            && merged.contains(&&finding["branch"])
            && !finding["code"].as_str().unwrap().starts_with(['F', 'Q'])
    };
    let errors = outputs.records("findings").iter().filter(is_to_mend).count();
    assert_eq!(outputs.document.contains(&format!("còn {errors:02} nội dung sai")), errors > 0, "{name}: report");
    let proposals = outputs.records("rewards");
    let asked = proposals.iter().filter(|one| one["decision"] != "refused").count();
    let annex = outputs.rows("ket-qua/bao-cao-2021.xlsx", "PL5 Khen thưởng");
    assert_eq!(annex.iter().filter(|row| row[0].parse::<usize>().is_ok()).count(), proposals.len(), "{name}: PL5");
    let of_members =
        proposals.iter().filter(|one| one["decision"] != "refused" && one["subject"] != "collective").count();
    assert_eq!(sums[16], of_members.to_string(), "{name}: Tổng hợp, Đề nghị khen thưởng");
    if asked > 0 {
        let told = texts(&outputs.document, "w:tr").into_iter().rfind(|row| row.starts_with("Tổng cộng")).unwrap();
        assert!(told.ends_with(&asked.to_string()), "{name}: the report's table of proposals has {told}");
    }
    let reconciled = &outputs.json["reconciliation"];
    let line = format!(
        "đọc {} = gộp {} + để riêng {} + bị thay thế {}",
        reconciled["read"], reconciled["merged"], reconciled["set_aside"], reconciled["superseded"]
    );
    assert!(outputs.screen.contains(&line), "{name}: {line}");
    let sums = outputs.rows(OUTPUT, "Đối soát");
    let sums = sums.iter().find(|row| row[0].starts_with("Tổng cộng (")).expect("a sum");
    for (column, key) in [(2, "read"), (3, "merged"), (4, "set_aside"), (5, "superseded")] {
        assert_eq!(sums[column], reconciled[key].to_string(), "{name}: Đối soát, {key}");
    }
}

/// A copy of a sample's inputs.
fn copied(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = sample(name);
    fs::create_dir(folder.path().join("nop")).unwrap();
    fs::copy(from.join("ke-hoach.xlsx"), folder.path().join("ke-hoach.xlsx")).unwrap();
    for entry in fs::read_dir(from.join("nop")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.path().join("nop").join(entry.file_name())).unwrap();
        }
    }
    folder
}

#[test]
fn every_output_tells_the_same_figures() {
    let mut decided = Vec::new();
    for name in ["sach", "2021"] {
        let folder = copied(name);
        agree(name, folder.path(), "chi bộ");
        // The committee decides: grades up and down, one answered finding, proposals agreed and refused.
        let output = folder.path().join(OUTPUT);
        let typed = type_into(
            &fs::read(&output).unwrap(),
            &[
                ("Đảng viên", "N2", "Hoàn thành nhiệm vụ"),
                ("Đảng viên", "O2", "Có ý kiến nơi cư trú"),
                ("Đảng viên", "N3", "htxsnv"),
                ("Đảng viên", "N5", "Không hoàn thành nhiệm vụ"),
                ("Đảng viên", "N6", "để xem lại"),
                ("Tập thể", "J2", "Hoàn thành nhiệm vụ"),
                ("Công chức", "J2", "Hoàn thành xuất sắc nhiệm vụ"),
                ("Khen thưởng", "K2", "Không đồng ý"),
                ("Khen thưởng", "K3", "Đồng ý"),
            ],
        );
        fs::write(&output, typed).unwrap();
        agree(&format!("{name}, decided"), folder.path(), "chi bộ");
        decided = fs::read(&output).unwrap();
    }
    // A committee's workbook goes up; another's is awaited.
    let below = "Đảng bộ Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân Tỉnh";
    let mut above = plan(&[("A", below), ("B", "Đảng bộ Ban Quản lý Giả Định")]);
    above.sheets[0] = general("| Tên đảng bộ | Đảng bộ Khối Giả Định |");
    above.sheets[0].cells.retain(|at, _| at.row != 2);
    let above = CampaignFolder::new().plan(&above).file("nop/A.xlsx", &decided);
    agree("one level up", above.path(), "đảng bộ");
}
