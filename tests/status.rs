//! Who owes what: every state of a return on the screen, in JSON, in `tinh-hinh-nop.xlsx` and in the reminders.

#[path = "cli/campaign.rs"]
#[allow(dead_code, reason = "the tests of other commands use the rest")]
mod campaign;
mod support;

use campaign::tonghop;
use std::fs;
use support::campaign::{CampaignFolder, general, short_return};
use support::dump;
use support::table::{book, sheet};

const TAN: &str = "| 1 | Trần Thử Nghiệm | 1980-02-03 | Bí thư | Hoàn thành tốt nhiệm vụ | |";
const HOA: &str = "| 2 | Lê Minh Họa | 1985-05-14 | Chuyên viên | Hoàn thành nhiệm vụ | |";

/// One branch in every state.
fn every_state() -> CampaignFolder {
    let names = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám"];
    let branches: String =
        (1..).zip(names).map(|(number, name)| format!("| CB0{number} | Chi bộ {name} |\n")).collect();
    let log = "
        | Mã chi bộ | Ngày nhận | Tên tệp | Không có nội dung |
        | CB01 | 2021-11-25 | CB01.xlsx | |
        | CB02 | 2021-11-28 | CB02.xlsx | |
        | CB04 | 2021-11-25 | | x |
        | CB05 | 2021-11-25 | CB05.xlsx | |
        | CB06 | 2021-11-25 | CB06.xlsx | |
        | CB07 | 2021-11-25 | CB07.xlsx | |
        | CB08 | 2021-11-24 | CB08.xlsx | |
        | CB08 | 2021-11-25 | CB08 lan 2.xlsx | |";
    let plan = book([
        general(""),
        sheet("Chi bộ", &format!("| Mã chi bộ | Tên chi bộ |\n{branches}")),
        sheet("Tập thể", "| Mã chi bộ | Tên tập thể | Loại |\n| CB07 | Chi ủy Chi bộ Bảy | Chi ủy |"),
        sheet("Sổ nộp", log),
    ]);
    let good = |number: usize| short_return(&format!("CB0{number}"), &format!("Chi bộ {}", names[number - 1]), TAN);
    CampaignFolder::new()
        .plan(&plan)
        .returned("CB01.xlsx", &good(1))
        .returned("CB02.xlsx", &short_return("CB02", "Chi bộ Hai", &TAN.replace("Trần Thử", "Đỗ Thử")))
        .returned("CB05.xlsx", &short_return("CB05", "Chi bộ Năm", ""))
        .file("nop/CB06.xlsx", b"%PDF-1.4")
        .returned("CB07.xlsx", &short_return("CB07", "Chi bộ Bảy", &TAN.replace("Trần Thử", "Vũ Thử")))
        .returned("CB08.xlsx", &short_return("CB08", "Chi bộ Tám", &TAN.replace("Trần Thử", "Hồ Thử")))
        .returned(
            "CB08 lan 2.xlsx",
            &short_return(
                "CB08",
                "Chi bộ Tám",
                &format!("{}\n{HOA}", TAN.replace("Trần Thử", "Hồ Thử").replace("tốt nhiệm", "xuất sắc nhiệm")),
            ),
        )
}

#[test]
fn every_state_is_told_and_no_rate_passes_a_hundred() {
    let folder = every_state();
    let run = tonghop(folder.path(), &["status", "--as-of", "28/11/2021"]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    let state_of = |code: &str| {
        let lines: Vec<&str> = run.out.lines().collect();
        let at = lines.iter().position(|line| line.starts_with(code)).unwrap();
        format!("{} {}", lines[at], lines.get(at + 1).unwrap_or(&""))
    };
    for (code, words) in [
        ("CB01", "Đúng hạn"),
        ("CB02", "Nộp muộn 2 ngày"),
        ("CB03", "Chưa nộp, quá hạn 2"),
        ("CB04", "Không có nội dung"),
        ("CB05", "Tệp không có dữ liệu"),
        ("CB06", "Không đọc được"),
        ("CB07", "Đúng hạn, thiếu phần"),
        ("CB08", "Đúng hạn"),
    ] {
        assert!(state_of(code).contains(words), "{code}: {}", run.out);
    }
    for line in [
        "Đã nộp 5/8 chi bộ (62,5%)",
        "Đúng hạn: 3 (37,5%)",
        "Nộp muộn: 1 (12,5%)",
        "Không có nội dung: 1 (12,5%)",
        "Không dùng được: 2 (25,0%)",
        "Chưa nộp: 1 (12,5%)",
        "thiếu phần: 1 (12,5%)",
        "nộp lại: 1 (12,5%)",
    ] {
        assert!(run.out.contains(line), "{line} is not in {}", run.out);
    }
    // Two files of one branch, and files of nobody, are no second branch.
    let folder = folder.returned("Lạ.xlsx", &short_return("CB99", "Chi bộ Không Có", TAN));
    let run = tonghop(folder.path(), &["status"]);
    assert!(run.out.contains("Đã nộp 5/8 chi bộ (62,5%)"), "{}", run.out);
}

#[test]
fn what_changed_between_two_returns_is_told_per_person_and_field() {
    let folder = every_state();
    let run = tonghop(folder.path(), &["status", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let eighth = &value["submissions"][7];
    assert_eq!(eighth["superseded"][0], "nop/CB08.xlsx");
    let changes: Vec<String> = eighth["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            let text = |key: &str| change[key].as_str().unwrap_or("-").to_owned();
            [
                text("subject"),
                text("change"),
                text("field"),
                text("from"),
                text("to"),
                change["source"]["cell"].to_string(),
            ]
            .join(" | ")
        })
        .collect();
    assert_eq!(
        changes,
        [
            "Hồ Thử Nghiệm | changed | Chi bộ xếp loại | Hoàn thành tốt nhiệm vụ | Hoàn thành xuất sắc nhiệm vụ | \"E2\"",
            "Lê Minh Họa | added | - | - | - | \"E3\"",
        ]
    );
    assert_eq!(value["submissions"][6]["missing_parts"][0], "collectives");
    let codes: Vec<&str> =
        value["findings"].as_array().unwrap().iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes.iter().filter(|&&code| code == "X606").count(), 1);
    let bytes = fs::read(folder.path().join("ket-qua/tinh-hinh-nop.xlsx")).unwrap();
    let text = dump::dump(&bytes);
    for words in ["Thay đổi của bản đang dùng", "Bổ sung", "Thêm 1, bớt 0, sửa 1", "Bổ sung phần Tập thể", "Tỷ lệ nộp"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn reminders_go_to_those_who_owe_and_to_nobody_else() {
    let folder = every_state();
    tonghop(folder.path(), &["status", "--as-of", "25/11/2021"]);
    let text = fs::read_to_string(folder.path().join("ket-qua/don-doc.txt")).unwrap();
    let addressed: Vec<&str> =
        text.lines().filter_map(|line| line.trim_end().strip_prefix("Kính gửi: Chi bộ ")).collect();
    assert_eq!(addressed, ["Ba", "Năm", "Sáu", "Bảy"], "{text}");
    assert!(text.contains("hạn nộp là ngày 26/11/2021, còn 1 ngày"), "{text}");
    assert!(text.contains("còn thiếu phần Tập thể"), "{text}");
}

#[test]
fn the_outputs_are_for_their_owner_only_and_lie_beside_the_returns_folder() {
    let folder = every_state();
    let run = tonghop(folder.path(), &["status", "nop"]);
    assert!(run.out.contains("tinh-hinh-nop.xlsx"), "{}{}", run.out, run.err);
    assert!(folder.path().join("ket-qua/don-doc.txt").is_file());
    assert!(!folder.path().join("nop/ket-qua").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for name in ["don-doc.txt", "tinh-hinh-nop.xlsx"] {
            let mode = fs::metadata(folder.path().join("ket-qua").join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
}

#[test]
fn a_table_that_cannot_be_written_is_still_shown() {
    let folder = every_state().file("ket-qua", b"a file in the folder's place");
    let run = tonghop(folder.path(), &["status"]);
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.out.contains("Đã nộp 5/8"), "{}", run.out);
}
