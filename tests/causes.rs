//! One cause, one finding: each case puts one mistake, or one close call, into a clean campaign of two branches on the
//! program's own form, sends the workbooks down the whole road, and holds the complete list of findings against what a
//! clerk would say. Nothing else may be said, and nothing less.

mod support;

use support::campaign::CampaignFolder;
use support::table::{TextBook, TextCell, TextSheet, book, sheet};
use tonghop::consolidate::{Request, run};
use tonghop::domain::place::CellAt;
use tonghop::grid::{Limits, read};
use tonghop::intake::folder::list;
use tonghop::intake::plan::read_plan;
use tonghop::rules::RULES;

#[path = "causes/cases.rs"]
mod cases;

const EXCELLENT: &str = "Hoàn thành xuất sắc nhiệm vụ";
const GOOD: &str = "Hoàn thành tốt nhiệm vụ";

/// Ten invented people of each branch.
const PEOPLE: [[&str; 10]; 2] = [
    [
        "Nguyễn Văn An",
        "Trần Thị Bình",
        "Lê Minh Châu",
        "Phạm Quốc Dũng",
        "Huỳnh Thị Giang",
        "Võ Thanh Hải",
        "Đặng Ngọc Khánh",
        "Bùi Thị Lan",
        "Đỗ Hữu Mạnh",
        "Hồ Thị Nga",
    ],
    [
        "Ngô Văn Oanh",
        "Dương Thị Phúc",
        "Lý Minh Quang",
        "Phan Thị Sương",
        "Vũ Đình Tài",
        "Trương Thị Uyên",
        "Đinh Công Vinh",
        "Mai Thị Xuân",
        "Tô Ngọc Yên",
        "Cao Văn Ánh",
    ],
];

/// A campaign under way: the plan and the returns as tables, and files that are no tables.
struct World {
    plan: TextBook,
    /// By file name inside `nop/`.
    returns: Vec<(String, TextBook)>,
    raw: Vec<(String, Vec<u8>)>,
}

fn card(branch: usize, person: usize) -> String {
    format!("'08700{}{:03}", branch + 1, person + 1)
}

fn born(branch: usize, person: usize) -> String {
    format!("19{}-0{}-1{}", 70 + person, 1 + branch, person)
}

fn post(person: usize) -> &'static str {
    match person {
        0 => "Bí thư chi bộ, Trưởng phòng",
        1 => "Phó Bí thư chi bộ, Phó Trưởng phòng",
        _ => "Chuyên viên",
    }
}

fn grade(person: usize) -> &'static str {
    if person == 2 { EXCELLENT } else { GOOD }
}

/// The clean campaign of a year.
fn clean(year: u32) -> World {
    let branches = [("CB01", "Chi bộ Phòng Hành chính"), ("CB02", "Chi bộ Phòng Dân nguyện")];
    let mut roster =
        "| Mã chi bộ | Số thẻ đảng | Họ và tên | Ngày sinh | Ngày vào Đảng | Ngày chính thức | Chức vụ | Diện \
                      | Công chức | Xếp loại 2020 | Xếp loại 2019 | Xếp loại 2018 | Xếp loại 2017 |\n"
            .to_owned();
    let mut collectives = "| Mã chi bộ | Tên tập thể | Loại | Nhóm tương đồng |\n".to_owned();
    let mut returns = Vec::new();
    for (branch, (code, name)) in branches.iter().enumerate() {
        let mut members = "| TT | Số thẻ đảng | Họ và tên | Ngày sinh | Ngày vào Đảng | Ngày chính thức | Chức vụ | Bản kiểm \
                           điểm (Mẫu 02) (x) | Kiểm điểm tại | Nhận xét nơi cư trú | Tự xếp loại | Xếp loại công chức | Chi ủy \
                           đề xuất | Chi bộ xếp loại | Lý do không xếp loại | Kỷ luật trong năm | Ghi chú |"
            .to_owned();
        if year >= 2025 {
            members += " Điểm tiêu chí chung | Điểm kết quả | Tổng điểm | Quý I | Quý II | Quý III | Tóm tắt căn cứ | Mã chức danh |";
        }
        members.push('\n');
        for (person, full_name) in PEOPLE[branch].iter().enumerate() {
            let (card, born, post, grade) = (card(branch, person), born(branch, person), post(person), grade(person));
            let place = if person % 2 == 0 { "Chi bộ" } else { "Phòng" };
            members += &format!(
                "| {} | {card} | {full_name} | {born} | 2005-02-03 | 2006-02-03 | {post} | x | {place} | Thực hiện tốt | \
                 {grade} | {grade} | {grade} | {grade} | | | |",
                person + 1
            );
            if year >= 2025 {
                let (result, total) = if person == 2 { ("64", "92") } else { ("50", "78") };
                let code = if person == 0 { "TP" } else { "" };
                members +=
                    &format!(" 28 | {result} | {total} | {GOOD} | {GOOD} | {GOOD} | Hoàn thành kế hoạch | {code} |");
            }
            members.push('\n');
            roster += &format!(
                "| {code} | {card} | {full_name} | {born} | 2005-02-03 | 2006-02-03 | {post} | Chính thức | x | {EXCELLENT} | \
                 {EXCELLENT} | {EXCELLENT} | {EXCELLENT} |\n"
            );
        }
        let groups = format!(
            "| TT | Tên tập thể | Loại | Bản kiểm điểm (Mẫu 01) (x) | Tự xếp loại | Chi bộ đề nghị | Ghi chú |\n\
             | 1 | Chi ủy {name} | Chi ủy | x | {GOOD} | {GOOD} | |\n| 2 | {name} | Chi bộ | x | {GOOD} | {GOOD} | |"
        );
        collectives +=
            &format!("| {code} | Chi ủy {name} | Chi ủy | Chi ủy |\n| {code} | {name} | Chi bộ | Chi bộ |\n");
        let staff = format!(
            "| TT | Họ và tên | Ngày sinh | Chức vụ | Phòng | Là đảng viên (x) | Xếp loại | Ghi chú |\n\
             | 1 | Kiều Văn Việt | 1985-05-0{n} | Nhân viên | Phòng | | {GOOD} | |\n\
             | 2 | Lâm Thị Thơ | 1986-06-0{n} | Nhân viên | Phòng | | {GOOD} | |",
            n = branch + 1
        );
        let rewards = format!(
            "| TT | Họ và tên hoặc tập thể | Đối tượng (cá nhân / tập thể) | Hình thức (giấy khen / bằng khen / biểu dương) \
             | Loại (trong năm / 5 năm liền / đột xuất) | Thành tích | Ghi chú |\n\
             | 1 | {} | cá nhân | giấy khen | trong năm | Sáng kiến | |",
            PEOPLE[branch][2]
        );
        let facts = format!(
            "| Mã chi bộ | {code} |\n| Tên chi bộ | {name} |\n| Năm | {year} |\n| Ngày họp chi bộ | {year}-11-20 |\n\
             | Tổng số đảng viên | 10 |\n| Chính thức | 10 |\n| Dự bị | 0 |\n| Người lập | Nguyễn Văn An |\n| Bí thư | Nguyễn Văn An |"
        );
        let workbook = book([
            sheet("Thông tin", &facts),
            sheet("Đảng viên", &members),
            sheet("Tập thể", &groups),
            sheet("Công chức", &staff),
            sheet("Khen thưởng", &rewards),
        ]);
        returns.push((format!("{code}.xlsx"), workbook));
    }
    let general = format!(
        "| Năm đánh giá | {year} |\n| Tên đảng bộ | Đảng bộ Văn phòng |\n| Hạn chi bộ nộp | {year}-11-26 |\n\
         | Ngày tính 6 tháng | {year}-12-31 |"
    );
    let owed = "| Mã chi bộ | Tên chi bộ | Tên gọi khác | Số đảng viên |\n\
                | CB01 | Chi bộ Phòng Hành chính | CB Hành chính | 10 |\n| CB02 | Chi bộ Phòng Dân nguyện | CB Dân nguyện | 10 |";
    let log = format!(
        "| Mã chi bộ | Ngày nhận | Tên tệp | Không có nội dung | Mật khẩu | Ghi chú |\n| CB01 | {year}-11-22 | CB01.xlsx |\n\
         | CB02 | {year}-11-22 | CB02.xlsx |"
    );
    let plan = book([
        sheet("Thông tin chung", &general),
        sheet("Chi bộ", owed),
        sheet("Đảng viên", &roster),
        sheet("Tập thể", &collectives),
        sheet("Sổ nộp", &log),
    ]);
    World { plan, returns, raw: Vec::new() }
}

impl World {
    /// A workbook by the name of a return without its extension, or `kh`.
    fn book(&mut self, name: &str) -> &mut TextBook {
        if name == "kh" {
            return &mut self.plan;
        }
        let file = format!("{name}.xlsx");
        &mut self.returns.iter_mut().find(|(known, _)| *known == file).unwrap_or_else(|| panic!("no {file}")).1
    }

    fn sheet(&mut self, name: &str, of: &str) -> &mut TextSheet {
        let found = self.book(name).sheets.iter_mut().find(|sheet| sheet.name == of);
        found.unwrap_or_else(|| panic!("no sheet {of} in {name}"))
    }

    /// One edit:
    ///
    /// | written | does |
    /// |---|---|
    /// | `CB01 › Đảng viên › N5 = XS?` | writes a cell; nothing behind `=` empties it |
    /// | `CB01 › Đảng viên › + a \| b` | adds a row at the end |
    /// | `CB01 › Đảng viên › - 5` | takes row 5 out, rows below move up |
    /// | `CB01 › Đảng viên › - J` | empties a whole column, header too |
    /// | `CB01 › Đảng viên › ẩn dòng 5` | hides, as tables write it |
    /// | `CB01 › - Đảng viên` | takes a sheet out |
    /// | `CB01 › + Nháp` | adds an empty sheet |
    /// | `- CB01` | takes the file out |
    /// | `CB01 → tên mới.xls` | renames the file |
    /// | `CB01 ⇒ bản sao.xlsx` | copies it as it stands now |
    /// | `tệp x.pdf` | adds a file of these bytes: the name's own kind |
    fn edit(&mut self, edit: &str) {
        if let Some(name) = edit.strip_prefix("- ") {
            let file = format!("{name}.xlsx");
            self.returns.retain(|(known, _)| *known != file);
            return;
        }
        if let Some((from, to)) = edit.split_once(" → ") {
            let file = format!("{from}.xlsx");
            for (name, _) in self.returns.iter_mut().filter(|(name, _)| *name == file) {
                *name = to.to_owned();
            }
            return;
        }
        if let Some((from, to)) = edit.split_once(" ⇒ ") {
            let copy = self.book(from).clone();
            self.returns.push((to.to_owned(), copy));
            return;
        }
        if let Some(name) = edit.strip_prefix("tệp ") {
            let (name, kind) = name.split_once(" = ").unwrap_or((name, ""));
            self.raw.push((name.to_owned(), if kind.is_empty() { Vec::new() } else { support::page::broken(kind) }));
            return;
        }
        let parts: Vec<&str> = edit.splitn(3, " › ").collect();
        match parts[..] {
            [of, change] => match change.split_at(2) {
                ("- ", name) => self.book(of).sheets.retain(|sheet| sheet.name != name),
                ("+ ", name) => self.book(of).sheets.push(sheet(name, "")),
                _ => panic!("{edit}"),
            },
            [of, name, change] => change_sheet(self.sheet(of, name), change),
            _ => panic!("{edit}"),
        }
    }

    /// `CODE severity branch sheet!cell` of every finding, in the order the program gives them.
    fn findings(&self) -> Vec<String> {
        let mut folder = CampaignFolder::new().plan(&self.plan);
        for (name, workbook) in &self.returns {
            folder = folder.returned(name, workbook);
        }
        for (name, bytes) in &self.raw {
            folder = folder.file(&format!("nop/{name}"), bytes);
        }
        let listing = list(folder.path()).expect("the folder was just made");
        let bytes = std::fs::read(folder.path().join("ke-hoach.xlsx")).expect("the plan was just written");
        let workbook = read(&bytes, &Limits::default(), &[]).expect("the plan is a workbook");
        let plan = read_plan(&workbook, "ke-hoach.xlsx").unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        let request = Request { listing, plan: Some(plan), threads: Some(1), ..Request::default() };
        let bloc = run(request, &());
        let line = |finding: &tonghop::rules::finding::Finding| {
            let severity = finding.severity.id().chars().next().unwrap_or('?').to_ascii_uppercase();
            let branch = finding.branch.as_deref().unwrap_or("-");
            let place = match (&finding.sheet, finding.cell) {
                (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
                (Some(sheet), None) => sheet.to_string(),
                (None, _) => "-".to_owned(),
            };
            format!("{} {severity} {branch} {place}", finding.code)
        };
        bloc.findings.iter().map(line).collect()
    }
}

fn change_sheet(sheet: &mut TextSheet, change: &str) {
    if let Some(cells) = change.strip_prefix("+ ") {
        let row = sheet.cells.keys().map(|at| at.row).max().unwrap_or(0) + 1;
        for (at, cell) in support::table::sheet("", &format!("| {cells} |")).cells {
            sheet.cells.insert(CellAt::new(row, at.column), cell);
        }
    } else if let Some(what) = change.strip_prefix("- ") {
        let cells = std::mem::take(&mut sheet.cells);
        match what.parse::<u32>() {
            Ok(row) => {
                let moved = cells
                    .into_iter()
                    .filter(|(at, _)| at.row != row)
                    .map(|(at, cell)| (CellAt::new(if at.row > row { at.row - 1 } else { at.row }, at.column), cell));
                sheet.cells = moved.collect();
            }
            Err(_) => {
                let column = format!("{what}1").parse::<CellAt>().expect("letters of a column").column;
                sheet.cells = cells.into_iter().filter(|(at, _)| at.column != column).collect();
            }
        }
    } else if let Some(rows) = change.strip_prefix("ẩn dòng ") {
        let row = rows.parse().expect("a row");
        sheet.hidden_rows.push((row, row));
    } else if change == "ẩn" {
        sheet.is_hidden = true;
    } else {
        let (at, text) = change.split_once('=').unwrap_or_else(|| panic!("{change}"));
        let at: CellAt = at.trim().parse().unwrap_or_else(|_| panic!("{change}"));
        match cell_of(text.trim()) {
            Some(cell) => sheet.cells.insert(at, cell),
            None => sheet.cells.remove(&at),
        };
    }
}

fn cell_of(text: &str) -> Option<TextCell> {
    support::table::sheet("", &format!("| {text} |")).cells.into_values().next()
}

/// A cause: its name, the year, the edits, and all that is said of it (Q708 is always said and left out).
struct Cause {
    name: &'static str,
    year: u32,
    edits: &'static [&'static str],
    findings: &'static [&'static str],
}

#[test]
fn a_clean_campaign_is_told_only_how_its_quota_was_computed() {
    for year in [2021, 2023, 2025] {
        assert_eq!(clean(year).findings(), ["Q708 N - -"], "{year}");
    }
}

#[test]
fn every_cause_gives_its_findings_and_nothing_else() {
    let mut wrong = Vec::new();
    for cause in cases::CAUSES {
        let mut world = clean(cause.year);
        cause.edits.iter().for_each(|edit| world.edit(edit));
        let mut found = world.findings();
        found.retain(|line| !line.starts_with("Q708"));
        let mut expected: Vec<String> = cause.findings.iter().map(|line| (*line).to_owned()).collect();
        found.sort();
        expected.sort();
        if found != expected {
            wrong.push(format!("{} ({})\n  expected {expected:?}\n  found    {found:?}", cause.name, cause.year));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases::CAUSES.len(), wrong.join("\n"));
}

/// Codes that the pages or other tests show, because a workbook written here cannot have their cause.
const ELSEWHERE: [&str; 15] = [
    "F106", "F108", "F112", "F116", "H205", "H206", "H208", "H210", "C304", "C309", "C311", "X606", "X607", "X609",
    "X610",
];

#[test]
fn every_code_has_a_cause_here_and_a_close_call() {
    assert!(cases::CAUSES.len() >= 40);
    let told: String = cases::CAUSES.iter().flat_map(|cause| cause.findings).map(|line| format!("{line}\n")).collect();
    for rule in RULES.iter().filter(|rule| !ELSEWHERE.contains(&rule.code)) {
        assert!(rule.code == "Q708" || told.contains(rule.code), "{} has no cause", rule.code);
    }
    assert!(cases::CAUSES.iter().filter(|cause| cause.findings.is_empty()).count() >= 40, "close calls");
}
