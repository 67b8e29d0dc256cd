//! Earlier years through `--history`: five-year proposals, people matched by card or by name and birth date, this year
//! beside last, and files that cannot be used.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use support::campaign::CampaignFolder;
use support::table::{book, sheet};
use support::typing::type_into;

/// Runs the program in a folder; what it printed, and its exit code.
fn tonghop(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).output().unwrap();
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
    (String::from_utf8(ended.stdout).unwrap(), ended.status.code().expect("ended by itself"))
}

const EXCELLENT: &str = "Hoàn thành xuất sắc nhiệm vụ";
const GOOD: &str = "Hoàn thành tốt nhiệm vụ";

/// A campaign of one branch: people as `card | name | born | grade`, `roster` as the plan's sheet has it.
fn campaign(year: i32, people: &[&str], roster: Option<&str>, proposed: &str) -> CampaignFolder {
    let general = format!(
        "| Năm đánh giá | {year} |\n| Tên đảng bộ | Đảng bộ Văn phòng |\n| Hồ sơ quy định | 2018-132 |\n| Hạn chi bộ nộp | {year}-11-26 |"
    );
    let mut plan = book([
        sheet("Thông tin chung", &general),
        sheet("Chi bộ", "| Mã chi bộ | Tên chi bộ |\n| CB01 | Chi bộ Hành chính |"),
    ]);
    if let Some(roster) = roster {
        plan = plan.and(sheet("Đảng viên", roster));
    }
    let facts = format!(
        "| Mã chi bộ | CB01 |\n| Tên chi bộ | Chi bộ Hành chính |\n| Năm | {year} |\n| Ngày họp chi bộ | {year}-11-20 |"
    );
    let rows: String = (1..).zip(people).map(|(n, person)| format!("| {n} | {person} |\n")).collect();
    let members = format!("| TT | Số thẻ đảng | Họ và tên | Ngày sinh | Chi bộ xếp loại |\n{rows}");
    let mut returned = book([sheet("Thông tin", &facts), sheet("Đảng viên", &members)]);
    if !proposed.is_empty() {
        let rewards = "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |";
        returned = returned
            .and(sheet("Khen thưởng", &format!("{rewards}\n| 1 | {proposed} | cá nhân | bằng khen | 5 năm liền |")));
    }
    CampaignFolder::new().plan(&plan).returned("CB01.xlsx", &returned)
}

/// The consolidated workbook of such a campaign.
fn consolidated(year: i32, people: &[&str]) -> Vec<u8> {
    let folder = campaign(year, people, None, "");
    tonghop(folder.path(), &["merge", "--quiet"]);
    fs::read(folder.path().join(format!("ket-qua/tong-hop-{year}.xlsx"))).unwrap()
}

/// Of the JSON's findings those of a code: severity and message.
fn said(folder: &Path, code: &str) -> Vec<String> {
    let (json, _) = tonghop(folder, &["check", "--quiet", "--format", "json", "--history", "cu"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let of_code = json["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
    of_code
        .map(|finding| format!("{}: {}", finding["severity"].as_str().unwrap(), finding["message"].as_str().unwrap()))
        .collect()
}

#[test]
fn five_years_are_counted_over_the_workbooks_of_earlier_years() {
    let now = "087001001 | Nguyễn Văn An | 03/02/1980";
    // Name of the case, the person in this year's return, in the four workbooks before it (2017 to 2020), what is said.
    type Case<'a> = (&'a str, &'a str, [&'a str; 4], &'a str);
    let cases: &[Case] = &[
        ("all excellent", now, [now; 4], ""),
        (
            "a card without its leading zero, and a name written otherwise",
            now,
            ["87001001 | NGUYỄN VĂN ÂN | 03/02/1980"; 4],
            "",
        ),
        ("no card, the same birth date", " | Nguyễn Văn An | 03/02/1980", [now; 4], ""),
        (
            "a homonym with another birth date",
            now,
            ["087001999 | Nguyễn Văn An | 04/02/1980"; 4],
            "note: Đề nghị khen 5 năm liền nhưng chưa có kết quả năm 2020, 2019, 2018, 2017 để đối chiếu.",
        ),
        (
            "a name alone",
            " | Nguyễn Văn An | ",
            [now; 4],
            "note: Đề nghị khen 5 năm liền nhưng chưa có kết quả năm 2020, 2019, 2018, 2017 để đối chiếu.",
        ),
        (
            "the card of another person",
            now,
            ["087001001 | Trần Thị Bình | 09/09/1990"; 4],
            "note: Đề nghị khen 5 năm liền nhưng chưa có kết quả năm 2020, 2019, 2018, 2017 để đối chiếu.",
        ),
        (
            "one year not there",
            now,
            ["087001777 | Lê Văn Cường | 01/01/1970", now, now, now],
            "note: Đề nghị khen 5 năm liền nhưng chưa có kết quả năm 2017 để đối chiếu.",
        ),
    ];
    for (case, person, before, expected) in cases {
        let mut folder = campaign(2021, &[&format!("{person} | {EXCELLENT}")], None, "Nguyễn Văn An");
        for (year, person) in (2017..).zip(before) {
            let workbook = consolidated(year, &[&format!("{person} | {EXCELLENT}")]);
            folder = folder.file(&format!("cu/tong-hop-{year}.xlsx"), &workbook);
        }
        assert_eq!(said(folder.path(), "R502").join(" / "), *expected, "{case}");
    }
}

#[test]
fn the_committees_decision_counts_and_a_roster_that_differs_is_said_once() {
    let an = format!("087001001 | Nguyễn Văn An | 03/02/1980 | {EXCELLENT}");
    let roster = format!(
        "| Mã chi bộ | Số thẻ đảng | Họ và tên | Ngày sinh | Xếp loại 2020 | Xếp loại 2019 | Xếp loại 2018 | Xếp loại 2017 |\n\
         | CB01 | 087001001 | Nguyễn Văn An | 03/02/1980 | {EXCELLENT} | {EXCELLENT} | {EXCELLENT} | {EXCELLENT} |"
    );
    let decided = type_into(&consolidated(2020, &[&an]), &[("Đảng viên", "N2", GOOD)]);
    let folder = campaign(2021, &[&an], Some(&roster), "Nguyễn Văn An").file("cu/tong-hop-2020.xlsx", &decided);
    assert_eq!(
        said(folder.path(), "R502"),
        [format!("error: Đề nghị khen 5 năm liền nhưng năm 2020 xếp “{GOOD}” (theo tong-hop-2020.xlsx).")]
    );
    assert_eq!(
        said(folder.path(), "X605"),
        [
            "warning: Khác dòng 2 sheet Đảng viên của kế hoạch: xếp loại năm 2020 là HTTNV ở tong-hop-2020.xlsx (kế hoạch HTXSNV)."
        ]
    );
}

#[test]
fn each_branch_stands_beside_last_year() {
    let (an, binh) = ("087001001 | Nguyễn Văn An | 03/02/1980", "087001002 | Trần Thị Bình | 04/05/1985");
    let last = consolidated(2020, &[&format!("{an} | {GOOD}"), &format!("{binh} | {GOOD}")]);
    let people = [format!("{an} | {EXCELLENT}"), format!("{binh} | {GOOD}")];
    let folder = campaign(2021, &[&people[0], &people[1]], None, "").file("cu/tong-hop-2020.xlsx", &last);
    let (screen, _) = tonghop(folder.path(), &["merge", "--quiet", "--history", "cu/tong-hop-2020.xlsx"]);
    let line = "So với năm 2020: HTXSNV 0/2 (0,0%), năm nay 1/2 (50,0%), chênh +50,0 điểm %; tỷ lệ tăng ở 1 chi bộ, giảm ở 0 chi bộ.";
    assert!(screen.contains(line), "{screen}");
    let written = fs::read(folder.path().join("ket-qua/tong-hop-2021.xlsx")).unwrap();
    let dump = support::dump::dump(&written);
    for (address, expected) in [("B6", "CB01"), ("D6", "2"), ("E6", "0"), ("K6", "1"), ("P6", "1"), ("Q6", "+50,0")] {
        let found = support::dump::cell(&dump, "So với năm trước", address);
        assert!(found.ends_with(expected), "{address}: {found}");
    }
    let (without, _) = tonghop(folder.path(), &["merge", "--quiet", "-o", "ra.xlsx"]);
    assert!(!without.contains("So với năm"), "{without}");
    let plain = support::dump::dump(&fs::read(folder.path().join("ra.xlsx")).unwrap());
    assert!(!plain.contains("So với năm trước"));
}

#[test]
fn the_report_tells_the_year_before_and_who_moved() {
    let (an, binh) = ("087001001 | Nguyễn Văn An | 03/02/1980", "087001002 | Trần Thị Bình | 04/05/1985");
    // The year before Bình stood in another branch, which is still there.
    let plan = |year: i32| {
        book([
            sheet("Thông tin chung", &format!("| Năm đánh giá | {year} |\n| Tên đảng bộ | Đảng bộ Văn phòng |")),
            sheet("Chi bộ", "| Mã chi bộ | Tên chi bộ |\n| CB01 | Chi bộ Hành chính |\n| CB02 | Chi bộ Dân nguyện |"),
        ])
    };
    let returned = |year: i32, code: &str, people: &[String]| {
        let rows: String = (1..).zip(people).map(|(n, person)| format!("| {n} | {person} |\n")).collect();
        book([
            sheet("Thông tin", &format!("| Mã chi bộ | {code} |\n| Năm | {year} |")),
            sheet("Đảng viên", &format!("| TT | Số thẻ đảng | Họ và tên | Ngày sinh | Chi bộ xếp loại |\n{rows}")),
        ])
    };
    let cuong = |grade: &str| format!("087001003 | Lê Minh Cường | 06/07/1975 | {grade}");
    let before = CampaignFolder::new()
        .plan(&plan(2020))
        .returned("CB01.xlsx", &returned(2020, "CB01", &[format!("{an} | {GOOD}")]))
        .returned("CB02.xlsx", &returned(2020, "CB02", &[format!("{binh} | {GOOD}"), cuong(EXCELLENT)]));
    tonghop(before.path(), &["merge", "--quiet"]);
    let before = fs::read(before.path().join("ket-qua/tong-hop-2020.xlsx")).unwrap();
    let folder = CampaignFolder::new()
        .plan(&plan(2021))
        .returned("CB01.xlsx", &returned(2021, "CB01", &[format!("{an} | {EXCELLENT}"), format!("{binh} | {GOOD}")]))
        .returned("CB02.xlsx", &returned(2021, "CB02", &[cuong(GOOD)]))
        .file("cu/tong-hop-2020.xlsx", &before);
    let (screen, _) = tonghop(folder.path(), &["merge", "--quiet", "--history", "cu"]);
    assert!(screen.contains("tăng ở 1 chi bộ, giảm ở 1 chi bộ; 1 đảng viên chuyển chi bộ."), "{screen}");
    let dump = support::dump::dump(&fs::read(folder.path().join("ket-qua/tong-hop-2021.xlsx")).unwrap());
    let moved = support::dump::sheet(&dump, "So với năm trước").join("\n");
    assert!(moved.contains("Trần Thị Bình | D12 Chi bộ Dân nguyện | J12 Chi bộ Hành chính"), "{moved}");
    let sentence = "So với năm 2020: hoàn thành xuất sắc nhiệm vụ năm trước 01/03 đồng chí (33,3%), năm nay 01/03 đồng chí \
                    (33,3%), tỷ lệ không đổi; tỷ lệ tăng ở 01 chi bộ, giảm ở 01 chi bộ (Phụ lục 9). Có 01 đảng viên năm trước \
                    được đánh giá ở chi bộ khác.";
    // From the campaign's folder, and from the workbook alone.
    fs::create_dir(folder.path().join("rieng")).unwrap();
    fs::copy(folder.path().join("ket-qua/tong-hop-2021.xlsx"), folder.path().join("rieng/tong-hop-2021.xlsx")).unwrap();
    for (path, results) in [(".", "ket-qua"), ("rieng/tong-hop-2021.xlsx", "rieng")] {
        let asked = ["report", path, "--quiet", "--history", "cu/tong-hop-2020.xlsx"];
        let ended =
            Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder.path()).args(asked).output().unwrap();
        assert!(ended.status.code().is_some_and(|code| code <= 1), "{}", String::from_utf8_lossy(&ended.stderr));
        let mut document = String::new();
        let report = fs::File::open(folder.path().join(results).join("bao-cao-2021.docx")).unwrap();
        let mut package = zip::ZipArchive::new(report).unwrap();
        std::io::Read::read_to_string(&mut package.by_name("word/document.xml").unwrap(), &mut document).unwrap();
        assert!(document.contains(sentence), "{path}: {document}");
        let annexes = fs::read(folder.path().join(results).join("bao-cao-2021.xlsx")).unwrap();
        let annexes = support::dump::dump(&annexes);
        let rows = support::dump::sheet(&annexes, "PL9 So với năm trước").join("\n");
        assert!(rows.contains("B6 Chi bộ Hành chính | C6 1 | D6 0 | E6 0 | F6 2 | G6 1 | H6 0.5 | I6 +50,0"), "{rows}");
        let moved = support::dump::sheet(&annexes, "PL10 Chuyển chi bộ").join("\n");
        assert!(moved.contains("B6 Trần Thị Bình | C6 Chi bộ Dân nguyện | D6 Chi bộ Hành chính"), "{moved}");
    }
}

#[test]
fn files_that_are_no_history_are_said_and_stop_nothing() {
    let an = format!("087001001 | Nguyễn Văn An | 03/02/1980 | {EXCELLENT}");
    let this_year = consolidated(2021, &[&an]);
    let other = book([sheet("Sheet1", "| Họ và tên |\n| Ai đó |")]).xlsx();
    let folder = campaign(2021, &[&an], None, "")
        .file("a.xlsx", &this_year)
        .file("b.xlsx", &other)
        .file("c.xlsx", b"%PDF-1.4 not a workbook")
        .file("d.xlsx", &this_year[..this_year.len() / 2])
        .folder("trong");
    let cases = [
        ("a.xlsx", "Tệp năm trước a.xlsx: là của chính năm 2021 nên không dùng; cần tệp của các năm trước."),
        (
            "b.xlsx",
            "Tệp năm trước b.xlsx: đây không phải là tệp tổng hợp do chương trình ghi (tong-hop-<năm>.xlsx); không dùng.",
        ),
        ("c.xlsx", "Tệp năm trước c.xlsx: đây là tệp PDF, cần tệp tổng hợp (Excel); không dùng."),
        ("d.xlsx", "Tệp năm trước d.xlsx: tệp bị hỏng hoặc chép chưa xong; không dùng."),
        ("e.xlsx", "Tệp năm trước e.xlsx: không thấy tệp; không dùng."),
        ("trong", "Thư mục năm trước trong: không có tệp tổng hợp nào (tong-hop-<năm>.xlsx) để dùng."),
    ];
    for (file, words) in cases {
        let (screen, code) = tonghop(folder.path(), &["merge", "--quiet", "--history", file]);
        assert!(screen.contains(words), "{file}:\n{screen}");
        assert!(code <= 1, "{file}: {code}");
        assert!(!screen.contains("So với năm"), "{file}");
    }
}
