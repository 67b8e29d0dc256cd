//! Law 10: what the committee types into the consolidated workbook is never lost by the next run.

mod support;

use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::campaign::{CampaignFolder, facts, general, plan, short_return};
use support::dump::{cell, dump, sheet as sheet_lines};
use support::table::{TextBook, book, sheet};
use support::typing::{renamed, type_into, without_row};
use tonghop::consolidate::{self, Bloc, Request};
use tonghop::domain::decision::{Approval, Decisions, Typed};
use tonghop::domain::grade::Grade;
use tonghop::domain::plan::Plan;
use tonghop::grid::{self, Limits};
use tonghop::intake::consolidated::read_decisions;
use tonghop::intake::folder;
use tonghop::intake::plan::read_plan;
use tonghop::output::workbook::consolidated;

const OUTPUT: &str = "ket-qua/tong-hop-2021.xlsx";
const BACKUP: &str = "ket-qua/tong-hop-2021.bak.xlsx";

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn tonghop(folder: &Path, arguments: &[&str]) -> Run {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).output().unwrap();
    Run {
        code: ended.status.code().expect("ended by itself"),
        out: String::from_utf8(ended.stdout).unwrap(),
        err: String::from_utf8(ended.stderr).unwrap(),
    }
}

fn branch_one(first_grade: &str) -> TextBook {
    let members = format!(
        "| 1 | Lê Minh Họa | 1980-02-03 | Bí thư | {first_grade} | |
         | 2 | Phạm Ví Dụ | 1985-05-14 | | HTTNV | |
         | 3 | Đỗ Giả Định | 1990-09-30 | | XS? | |"
    );
    short_return("CB01", "Chi bộ Một", &members)
        .and(sheet(
            "Tập thể",
            "| TT | Tên tập thể | Loại | Chi bộ đề nghị |
             | 1 | Chi bộ Một | Chi bộ | HTXSNV |",
        ))
        .and(sheet(
            "Công chức",
            "| TT | Họ và tên | Ngày sinh | Xếp loại |
             | 1 | Lê Minh Họa | 1980-02-03 | HTXSNV |",
        ))
        .and(sheet(
            "Khen thưởng",
            "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |
             | 1 | Lê Minh Họa | cá nhân | giấy khen | trong năm |
             | 2 | Phạm Ví Dụ | cá nhân | giấy khen | đột xuất |",
        ))
}

fn branch_two() -> TextBook {
    short_return("CB02", "Chi bộ Hai", "| 1 | Trần Thử Nghiệm | 1979-08-21 | | HTTNV | |")
}

fn committee() -> CampaignFolder {
    CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")]))
        .returned("CB01.xlsx", &branch_one("HTXSNV"))
}

fn edit(folder: &CampaignFolder, cells: &[(&str, &str, &str)]) {
    let path = folder.path().join(OUTPUT);
    let typed = type_into(&fs::read(&path).unwrap(), cells);
    fs::write(&path, typed).unwrap();
}

fn shown(folder: &CampaignFolder) -> String {
    dump(&fs::read(folder.path().join(OUTPUT)).unwrap())
}

fn json(folder: &CampaignFolder) -> serde_json::Value {
    let run = tonghop(folder.path(), &["merge", "--format", "json", "--quiet"]);
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}{}", run.out, run.err))
}

fn codes(object: &serde_json::Value) -> Vec<&str> {
    object["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn decisions_of_every_kind_outlive_a_late_return() {
    let folder = committee();
    tonghop(folder.path(), &["merge"]);
    edit(
        &folder,
        &[
            ("Đảng viên", "N2", "HTT"),
            ("Đảng viên", "O2", "Có đơn thư đang xem xét"),
            ("Tập thể", "J2", "hoàn thành tốt"),
            ("Tập thể", "K2", "Theo kết quả kiểm tra"),
            ("Công chức", "J2", "Hoàn thành tốt nhiệm vụ"),
            ("Khen thưởng", "K2", "không đồng ý"),
            ("Khen thưởng", "L2", "Không còn xuất sắc"),
            ("Khen thưởng", "K3", "Đồng ý"),
        ],
    );
    let folder = folder.returned("CB02.xlsx", &branch_two());
    let object = json(&folder);
    assert_eq!(object["members"].as_array().unwrap().len(), 4);
    assert_eq!(object["members"][0]["branch_grade"], "excellent");
    assert_eq!(object["members"][0]["committee_grade"], "good");
    assert_eq!(object["members"][0]["decision_reason"], "Có đơn thư đang xem xét");
    assert_eq!(object["collectives"][0]["grade"], "good");
    assert_eq!(object["collectives"][0]["committee_grade"], "good");
    assert_eq!(object["staff"][0]["grade"], "good");
    assert_eq!(object["rewards"][0]["decision"], "refused");
    assert_eq!(object["rewards"][0]["decision_reason"], "Không còn xuất sắc");
    assert_eq!(object["rewards"][1]["decision"], "agreed");
    assert_eq!(object["quotas"][0]["excellent"], 0, "the quota follows the decision");
    assert_eq!(codes(&object).iter().filter(|code| **code == "X607").count(), 3);
    assert!(!codes(&object).contains(&"R501"), "a refused proposal breaks no condition");
    let text = shown(&folder);
    for (list, at, expected) in [
        ("Đảng viên", "N2", "Hoàn thành tốt nhiệm vụ"),
        ("Đảng viên", "O2", "Có đơn thư đang xem xét"),
        ("Tập thể", "J2", "Hoàn thành tốt nhiệm vụ"),
        ("Tập thể", "K2", "Theo kết quả kiểm tra"),
        ("Khen thưởng", "K2", "Không đồng ý"),
        ("Khen thưởng", "L2", "Không còn xuất sắc"),
        ("Khen thưởng", "K3", "Đồng ý"),
    ] {
        assert_eq!(cell(&text, list, at), expected, "{list} {at}");
    }
    assert!(cell(&text, "Công khai", "D2").ends_with("→ Hoàn thành tốt nhiệm vụ"));
}

#[test]
fn what_follows_from_a_decision_is_the_offices_and_not_the_branchs_to_mend() {
    let members = "| 1 | Lê Minh Họa | 1980-02-03 | Bí thư | HTXSNV | |
                   | 2 | Phạm Ví Dụ | 1985-05-14 | | HTTNV | |
                   | 3 | Đỗ Giả Định | 1990-09-30 | | HTTNV | |";
    let rewards = "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |
                   | 1 | Lê Minh Họa | cá nhân | giấy khen | trong năm |";
    let folder = CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một")]))
        .returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", members).and(sheet("Khen thưởng", rewards)));
    tonghop(folder.path(), &["merge"]);
    let reason = "Có kết luận của Ủy ban Kiểm tra";
    edit(
        &folder,
        &[
            ("Đảng viên", "N2", "Hoàn thành tốt nhiệm vụ"),
            ("Đảng viên", "N3", "Không hoàn thành nhiệm vụ"),
            ("Đảng viên", "O3", reason),
            ("Đảng viên", "N4", "Không hoàn thành nhiệm vụ"),
        ],
    );
    let object = json(&folder);
    let of_code = |code: &str| {
        let all = object["findings"].as_array().unwrap().iter();
        all.filter(|one| one["code"] == code).map(|one| one["of_decision"].as_bool().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(of_code("R501"), [true]);
    assert_eq!(of_code("B407"), [true], "the reason that the committee gave for the other is a reason");
    assert_eq!(of_code("X607"), [true, true, true]);
    tonghop(folder.path(), &["status"]);
    let reminders = fs::read_to_string(folder.path().join("ket-qua/don-doc.txt")).unwrap();
    assert!(reminders.contains("Không có chi bộ nào cần nhắc"), "{reminders}");
    tonghop(folder.path(), &["check", "--feedback", "phan-hoi"]);
    let sent = dump(&fs::read(folder.path().join("phan-hoi/CB01.xlsx")).unwrap());
    assert!(!sent.contains("R501") && !sent.contains("X607") && !sent.contains("B407"), "{sent}");
    // The same facts in the branch's own words are its to mend.
    let own = members.replace("HTXSNV", "HTTNV");
    let folder =
        folder.returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", &own).and(sheet("Khen thưởng", rewards)));
    fs::remove_file(folder.path().join(OUTPUT)).unwrap();
    let object = json(&folder);
    let told = object["findings"].as_array().unwrap().iter().find(|one| one["code"] == "R501").unwrap();
    assert_eq!(told["of_decision"], false);
    tonghop(folder.path(), &["status"]);
    let reminders = fs::read_to_string(folder.path().join("ket-qua/don-doc.txt")).unwrap();
    assert!(reminders.contains("1 nội dung cần sửa"), "{reminders}");
}

#[test]
fn people_rename_sheets_and_spell_grades_their_own_way() {
    let spellings = [
        ("hoàn thành tốt nhiệm vụ ", Some("good")),
        ("Hoa\u{300}n tha\u{300}nh to\u{302}\u{301}t nhie\u{323}\u{302}m vu\u{323}", Some("good")),
        ("  HTTNV", Some("good")),
        ("Hoàn thành", Some("completed")),
        ("Giỏi", None),
    ];
    for (written, expected) in spellings {
        let folder = committee();
        tonghop(folder.path(), &["merge"]);
        edit(&folder, &[("Đảng viên", "N2", written), ("Đảng viên", "O2", "Họp ngày 28/11")]);
        let path = folder.path().join(OUTPUT);
        let typed = fs::read(&path).unwrap();
        let names = [("Đảng viên", "Đảng viên (họp 28-11)"), ("Cần rà soát", "Rà soát xong")];
        let ours = names.iter().fold(typed, |bytes, (from, to)| renamed(&bytes, from, to));
        fs::write(&path, &ours).unwrap();
        for _ in 0..2 {
            let object = json(&folder);
            assert_eq!(object["members"][0]["committee_grade"].as_str(), expected, "{written}");
            assert_eq!(object["members"][0]["decision_reason"], "Họp ngày 28/11", "{written}");
            assert_eq!(codes(&object).contains(&"X609"), expected.is_none(), "{written}");
        }
        if expected.is_none() {
            assert_eq!(cell(&shown(&folder), "Đảng viên", "N2"), written, "typed words stay as they are");
        }
    }
}

#[test]
fn what_no_longer_fits_is_kept_shown_said_and_outlives_further_runs() {
    let folder = committee().returned("CB02.xlsx", &branch_two());
    tonghop(folder.path(), &["merge"]);
    // Lê Minh Họa down to Good; Trần Thử Nghiệm up.
    edit(&folder, &[("Đảng viên", "N2", "HTT"), ("Đảng viên", "O2", "Đơn thư"), ("Đảng viên", "N5", "HTXSNV")]);
    let folder = folder
        .returned("CB01.xlsx", &branch_one("HTNV"))
        .returned("CB02.xlsx", &short_return("CB02", "Chi bộ Hai", "| 1 | Võ Hư Cấu | 1979-08-21 | | HTTNV | |"));
    for run in 0..3 {
        let object = json(&folder);
        assert_eq!(object["members"][0]["committee_grade"], serde_json::Value::Null, "run {run}");
        assert_eq!(codes(&object).iter().filter(|code| **code == "X609").count(), 2, "run {run}");
        let text = shown(&folder);
        let lines = sheet_lines(&text, "Quyết định không còn khớp").join("\n");
        for kept in
            ["Lê Minh Họa", "HTT", "Đơn thư", "Trần Thử Nghiệm", "HTXSNV", "Hồ sơ nay ghi “Hoàn thành nhiệm vụ”"]
        {
            assert!(lines.contains(kept), "run {run}: {kept} is not in {lines}");
        }
    }
    // The branch goes back to what the committee had decided about: the decision holds again.
    let folder = folder.returned("CB01.xlsx", &branch_one("HTXSNV"));
    let object = json(&folder);
    assert_eq!(object["members"][0]["committee_grade"], "good");
    assert_eq!(codes(&object).iter().filter(|code| **code == "X609").count(), 1);
}

#[test]
fn a_text_that_is_no_decision_stays_as_typed_and_counts_for_nothing() {
    let folder = committee();
    tonghop(folder.path(), &["merge"]);
    edit(&folder, &[("Đảng viên", "N2", "xem lại sau"), ("Khen thưởng", "K3", "chờ ý kiến")]);
    for _ in 0..2 {
        let object = json(&folder);
        assert_eq!(object["members"][0]["committee_grade"], serde_json::Value::Null);
        assert_eq!(codes(&object).iter().filter(|code| **code == "X609").count(), 2);
        let text = shown(&folder);
        assert_eq!(cell(&text, "Đảng viên", "N2"), "xem lại sau");
        assert!(cell(&text, "Đảng viên", "P2").ends_with("→ Hoàn thành xuất sắc nhiệm vụ"));
        assert_eq!(cell(&text, "Khen thưởng", "K3"), "chờ ý kiến");
    }
}

#[test]
fn a_finding_accepted_with_a_reason_is_silent_until_its_data_changes() {
    let folder = committee().returned("CB02.xlsx", &branch_two());
    let before = json(&folder);
    let at = codes(&before).iter().position(|code| *code == "C303").expect("XS? is no grade");
    let errors = before["submissions"][0]["errors"].as_u64().unwrap();
    let row = format!("J{}", at + 2);
    edit(&folder, &[("Cần rà soát", &row, "Chấp nhận: đã hỏi chi bộ, chờ bản sửa")]);
    for _ in 0..2 {
        let object = json(&folder);
        assert_eq!(object["submissions"][0]["errors"].as_u64().unwrap(), errors - 1);
        assert_eq!(object["findings"][at]["accepted"], "đã hỏi chi bộ, chờ bản sửa");
        let text = shown(&folder);
        assert_eq!(cell(&text, "Cần rà soát", &row), "Chấp nhận: đã hỏi chi bộ, chờ bản sửa");
        assert_eq!(cell(&text, "Cần rà soát", &format!("H{}", at + 2)), "Đã chấp nhận (lỗi)");
        assert!(!tonghop(folder.path(), &["check"]).out.contains("C303"));
    }
    // The same cell, another nonsense.
    let changed = branch_one("HTXSNV");
    let folder = folder.returned("CB01.xlsx", &retyped(changed, "XS?", "XS??"));
    let object = json(&folder);
    assert_eq!(object["submissions"][0]["errors"].as_u64().unwrap(), errors);
    assert!(codes(&object).contains(&"X609"));
    assert!(sheet_lines(&shown(&folder), "Quyết định không còn khớp").join("\n").contains("chờ bản sửa"));
}

/// The same data under another name of file is the same data, also where the message names the file.
#[test]
fn an_acceptance_outlives_a_file_sent_again_under_another_name() {
    let members = "| 1 | Lê Minh Họa | 1980-02-03 | Bí thư chi bộ | HTXSNV | |";
    let one = short_return("CB01", "Chi bộ Một", members)
        .and(sheet("Tập thể", "| TT | Tên tập thể | Loại | Chi bộ đề nghị |\n| 1 | Chi bộ Một | Chi bộ | HTTNV |"));
    let folder = CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")]))
        .returned("CB01.xlsx", &one)
        .returned("CB02.xlsx", &branch_two());
    let before = json(&folder);
    let at = codes(&before).iter().position(|code| *code == "B415").expect("the head is above his branch");
    let said = |object: &serde_json::Value, at: usize| object["findings"][at]["message"].as_str().unwrap().to_owned();
    assert!(said(&before, at).contains("CB01.xlsx"), "{}", said(&before, at));
    edit(&folder, &[("Cần rà soát", &format!("J{}", at + 2), "Chấp nhận: đảng ủy đã xem")]);
    let nop = folder.path().join("nop");
    fs::rename(nop.join("CB01.xlsx"), nop.join("CB01 lan 2.xlsx")).unwrap();
    let after = json(&folder);
    let at = codes(&after).iter().position(|code| *code == "B415").expect("it is still so");
    assert!(said(&after, at).contains("CB01 lan 2.xlsx"));
    assert_eq!(after["findings"][at]["accepted"], "đảng ủy đã xem");
    assert!(!codes(&after).contains(&"X609"), "{:?}", codes(&after));
}

fn retyped(mut book: TextBook, from: &str, to: &str) -> TextBook {
    use support::table::TextCell;
    for sheet in &mut book.sheets {
        for cell in sheet.cells.values_mut() {
            if *cell == TextCell::Text(from.to_owned()) {
                *cell = TextCell::Text(to.to_owned());
            }
        }
    }
    book
}

#[test]
fn accepting_without_a_reason_silences_nothing_and_the_plans_own_word_does() {
    let folder = committee().returned("CB02.xlsx", &branch_two());
    let before = json(&folder);
    let at = codes(&before).iter().position(|code| *code == "C303").expect("XS? is no grade");
    edit(&folder, &[("Cần rà soát", &format!("J{}", at + 2), "Chấp nhận")]);
    let object = json(&folder);
    assert_eq!(object["findings"][at]["accepted"], serde_json::Value::Null);
    assert_eq!(cell(&shown(&folder), "Cần rà soát", &format!("J{}", at + 2)), "Chấp nhận");
    let planned = book([
        general(""),
        sheet("Chi bộ", "| Mã chi bộ | Tên chi bộ |\n| CB01 | Chi bộ Một |\n| CB02 | Chi bộ Hai |"),
        sheet(
            "Xử lý",
            "| Mã | Chi bộ | Vị trí | Quyết định | Giá trị | Lý do |\n| C303 | CB01 | | chấp nhận | | biên bản số 3 |",
        ),
    ]);
    let object = json(&folder.plan(&planned));
    assert_eq!(object["findings"][at]["accepted"], "biên bản số 3");
}

#[test]
fn the_earlier_output_is_kept_and_an_unreadable_one_stops_the_run() {
    let folder = committee();
    tonghop(folder.path(), &["merge"]);
    assert!(!folder.path().join(BACKUP).exists());
    tonghop(folder.path(), &["merge"]);
    assert!(!folder.path().join(BACKUP).exists(), "nothing changed, nothing to keep");
    edit(&folder, &[("Đảng viên", "N2", "HTT")]);
    let typed = fs::read(folder.path().join(OUTPUT)).unwrap();
    let run = tonghop(folder.path(), &["merge"]);
    assert!(run.out.contains(BACKUP), "{}{}", run.out, run.err);
    assert_eq!(fs::read(folder.path().join(BACKUP)).unwrap(), typed);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder.path().join(BACKUP)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let whole = fs::read(folder.path().join(OUTPUT)).unwrap();
    let cut = &whole[..whole.len() / 2];
    let headless = without_row(&whole, "xl/worksheets/sheet2.xml", 1);
    let foreign = short_return("CB09", "Khác", "").xlsx();
    for (case, bytes) in [("cut", cut), ("headless", &headless), ("not a workbook", b"%PDF-1.7"), ("foreign", &foreign)]
    {
        fs::write(folder.path().join(OUTPUT), bytes).unwrap();
        let run = tonghop(folder.path(), &["merge"]);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{case}: {}", run.err);
        assert!(run.err.contains("--decisions none"), "{case}: {}", run.err);
        assert_eq!(fs::read(folder.path().join(OUTPUT)).unwrap(), bytes, "{case}");
        assert_eq!(fs::read(folder.path().join(BACKUP)).unwrap(), typed, "{case}");
    }
    let run = tonghop(folder.path(), &["merge", "--decisions", "none"]);
    assert_ne!(run.code, 4, "{}", run.err);
    assert_eq!(fs::read(folder.path().join(BACKUP)).unwrap(), foreign);
    fs::write(folder.path().join("cũ.xlsx"), &typed).unwrap();
    tonghop(folder.path(), &["merge", "--decisions", "cũ.xlsx"]);
    assert_eq!(cell(&shown(&folder), "Đảng viên", "N2"), "Hoàn thành tốt nhiệm vụ");
    let run = tonghop(folder.path(), &["merge", "--decisions", "mất.xlsx"]);
    assert_eq!(run.code, 2, "{}", run.err);
}

fn typed_in(output: &[u8]) -> Decisions {
    let workbook = grid::read(output, &Limits::default(), &[]).expect("the program's own workbook opens");
    read_decisions(&workbook).expect("nothing is missing")
}

/// One run in this process, after what was typed into the output before.
fn run(folder: &CampaignFolder, earlier: Option<&[u8]>) -> (Bloc, Vec<u8>) {
    let mut listing = folder::list(folder.path()).unwrap();
    let plan = fs::read(listing.plan.take().expect("there is a plan")).unwrap();
    let plan = read_plan(&grid::read(&plan, &Limits::default(), &[]).unwrap(), "ke-hoach.xlsx").unwrap();
    let request = Request { listing, plan: Some(plan), threads: Some(1), ..Request::default() };
    let decisions = |_: &Plan| Ok::<_, ()>(earlier.map(typed_in).unwrap_or_default());
    let bloc = consolidate::run_deciding(request, &(), decisions).unwrap();
    let bytes = consolidated(&bloc).unwrap();
    (bloc, bytes)
}

const NAMES: [&str; 6] = ["Lê Một", "Lê Hai", "Lê Ba", "Lê Bốn", "Lê Năm", "Lê Sáu"];

/// A return of some of the six, with grades by number; the number 4 leaves the person out.
fn random_return(code: &str, name: &str, grades: &[u8]) -> TextBook {
    let rows =
        grades.iter().zip(NAMES).enumerate().filter(|(_, (grade, _))| **grade < 4).map(|(n, (grade, person))| {
            format!(
                "| {n} | {person} {code} | 19{}0-01-02 | | {} | |\n",
                n + 5,
                Grade::ALL[usize::from(*grade)].label()
            )
        });
    let rows: String = rows.collect();
    let heads = "| TT | Họ và tên | Ngày sinh | Chức vụ | Chi bộ xếp loại | Lý do không xếp loại |\n";
    book([facts(code, name, ""), sheet("Đảng viên", &format!("{heads}{rows}"))])
}

/// Everything typed that can be found again in a bloc: on rows, and among what does not fit.
fn found_again(bloc: &Bloc) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for member in bloc.campaign.submissions.iter().flat_map(|one| &one.members) {
        let words = &member.grades.committee_words;
        let decided = member.grades.committee_grade.as_ref().map(|grade| grade.value.label().to_owned());
        let written = words.not_understood.as_deref().map(str::to_owned).or(decided).unwrap_or_default();
        let why = words.why.as_deref().unwrap_or_default().to_owned();
        if !written.is_empty() || !why.is_empty() {
            found.push((written, why));
        }
    }
    for unfit in &bloc.campaign.unfit {
        if let Typed::Row(row) = &unfit.typed {
            found.push((row.written.clone(), row.why.clone()));
        }
    }
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_typed_word_is_ever_lost(
        first in proptest::collection::vec(0u8..5, 6),
        second in proptest::collection::vec(0u8..5, 6),
        typed in proptest::collection::vec((0usize..7, 0usize..3), 6),
    ) {
        let words = ["", "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ",
            "Không hoàn thành nhiệm vụ", "để sau", "=1+1 ?"];
        let reasons = ["", "Lý do thứ nhất", "Có “ngoặc” & dấu < lạ"];
        let folder = CampaignFolder::new()
            .plan(&plan(&[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")]))
            .returned("CB01.xlsx", &random_return("CB01", "Chi bộ Một", &first));
        let (bloc, output) = run(&folder, None);
        let n_rows = bloc.campaign.submissions[0].members.len();
        let mut cells = Vec::new();
        let mut expected = Vec::new();
        for (row, (word, reason)) in typed.iter().take(n_rows).enumerate() {
            cells.push((format!("N{}", row + 2), words[*word]));
            cells.push((format!("O{}", row + 2), reasons[*reason]));
            if *word + *reason > 0 {
                expected.push((words[*word].to_owned(), reasons[*reason].to_owned()));
            }
        }
        expected.sort();
        let cells: Vec<(&str, &str, &str)> = cells.iter().map(|(at, text)| ("Đảng viên", at.as_str(), *text)).collect();
        let output = type_into(&output, &cells);
        // The branch returns again, and another one comes in.
        let folder = folder
            .returned("CB01.xlsx", &random_return("CB01", "Chi bộ Một", &second))
            .returned("CB02.xlsx", &random_return("CB02", "Chi bộ Hai", &first));
        let (bloc, output) = run(&folder, Some(&output));
        prop_assert_eq!(found_again(&bloc), expected.clone());
        // And nothing moves when nothing is new.
        let (bloc, again) = run(&folder, Some(&output));
        prop_assert_eq!(found_again(&bloc), expected);
        prop_assert!(output == again);
    }
}

#[test]
fn a_decision_on_a_copied_row_is_nobodys_until_the_committee_says_which() {
    let folder = committee();
    let (_, output) = run(&folder, None);
    let key = cell(&dump(&output), "Đảng viên", "W2").to_owned();
    let output = type_into(
        &output,
        &[
            ("Đảng viên", "N2", "HTT"),
            ("Đảng viên", "W3", &key),
            ("Đảng viên", "M3", "HTXSNV"),
            ("Đảng viên", "N3", "HTNV"),
        ],
    );
    // The copied row says Excellent as the true one does.
    let output = type_into(&output, &[("Đảng viên", "M3", "Hoàn thành xuất sắc nhiệm vụ")]);
    let (bloc, output) = run(&folder, Some(&output));
    assert!(bloc.campaign.submissions[0].members[0].grades.committee_grade.is_none());
    assert_eq!(bloc.campaign.unfit.len(), 2);
    // The committee types one of them on the row: that one holds, the two go.
    let output = type_into(&output, &[("Đảng viên", "N2", "Hoàn thành tốt nhiệm vụ")]);
    let (bloc, _) = run(&folder, Some(&output));
    let grade = bloc.campaign.submissions[0].members[0].grades.committee_grade.as_ref();
    assert_eq!(grade.map(|grade| grade.value), Some(Grade::Good));
    assert!(bloc.campaign.unfit.is_empty());
}

#[test]
fn proposals_are_answered_by_row_not_by_name() {
    let folder = committee();
    let (_, output) = run(&folder, None);
    let output = type_into(&output, &[("Khen thưởng", "K3", "Đồng ý")]);
    let (bloc, _) = run(&folder, Some(&output));
    let rewards = &bloc.campaign.submissions[0].rewards;
    assert_eq!(rewards.iter().map(|one| one.approval).collect::<Vec<_>>(), [None, Some(Approval::Agreed)]);
}
