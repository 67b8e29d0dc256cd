//! The plan's sheet `Xử lý`: “sửa thành” has a cell read as another value, said with what the file holds; what cannot be
//! carried out is said; rows are found again though they move.

mod support;

use std::fs;
use support::campaign::{CampaignFolder, facts, general, judged, short_return};
use support::dump::{cell, dump, sheet as sheet_lines};
use support::table::{TextBook, book, sheet};
use tonghop::consolidate::Bloc;
use tonghop::consolidate::key::row_keys;
use tonghop::output::workbook;

const ROWS: &str = "
    | 1 | Lê Minh Họa | 1980-02-03 | Bí thư | HTTNV | |
    | 2 | Phạm Ví Dụ | 1985-05-14 | | Khá | |
    | 3 | Đỗ Giả Định | 30/02/1990 | | HTTNV | |
    | 4 | Trần Thử Nghiệm | 1979-08-21 | | | |
    | 5 | Võ Mẫu Mực | 1979-08-22 | | Giỏi | |";

fn planned(handlings: &str) -> TextBook {
    book([
        general(""),
        sheet("Chi bộ", "| Mã chi bộ | Tên chi bộ |\n| CB01 | Chi bộ Một |\n| CB02 | Chi bộ Hai |"),
        sheet("Xử lý", &format!("| Mã | Chi bộ | Vị trí | Quyết định | Giá trị | Lý do | Người | Ngày |\n{handlings}")),
    ])
}

fn folder(handlings: &str, rows: &str) -> CampaignFolder {
    let ticks = sheet(
        "Danh sách",
        "| TT | Họ và tên | Ngày sinh | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Hồ Đánh Dấu | 1981-01-01 | x | x | | |
         | 2 | Bùi Đánh Dấu | 1982-01-01 | | x | | |",
    );
    CampaignFolder::new()
        .plan(&planned(handlings))
        .returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", rows))
        .returned("CB02.xlsx", &book([facts("CB02", "Chi bộ Hai", ""), ticks]))
}

fn grades(bloc: &Bloc, branch: usize) -> Vec<&'static str> {
    let members = &bloc.campaign.submissions[branch].members;
    members.iter().map(|one| one.grades.branch_grade.as_ref().map_or("-", |grade| grade.value.short_label())).collect()
}

/// Code, cell and message of what is said of cells.
fn told(bloc: &Bloc) -> Vec<String> {
    let of_cell = |finding: &&tonghop::rules::finding::Finding| finding.cell.is_some() && finding.code != "F102";
    let findings = bloc.findings.iter().filter(of_cell);
    findings.map(|one| format!("{} {} {}", one.code, one.cell.expect("it has one"), one.message)).collect()
}

#[test]
fn a_corrected_cell_is_read_as_the_plan_says_and_what_the_file_holds_stays_told() {
    let folder = folder(
        "| C303 | CB01 | nop/CB01.xlsx › Đảng viên › E3 | Sửa thành | HTTNV | Chi bộ xác nhận | Bí thư | 28/11/2021 |
         | C307 | CB01 | | Sửa thành | 28/02/1990 | Theo hồ sơ | | |
         | C302 | CB01 | Trần Thử Nghiệm | sửa thành Hoàn thành nhiệm vụ | | Sót | | |
         | C304 | CB02 | Danh sách › D2 | Sửa thành | HTTNV | Đánh dấu thừa | | |",
        ROWS,
    );
    let file = fs::read(folder.path().join("nop/CB01.xlsx")).unwrap();
    let bloc = judged(folder.path(), 2);
    assert_eq!(grades(&bloc, 0), ["HTTNV", "HTTNV", "HTTNV", "HTNV", "-"]);
    assert_eq!(grades(&bloc, 1), ["HTTNV", "HTTNV"]);
    assert_eq!(bloc.campaign.submissions[0].members[2].born.as_ref().unwrap().value.iso(), "1990-02-28");
    let told = told(&bloc);
    for line in [
        "X610 E3 Ô này ghi “Khá”, được đọc là “HTTNV” (kế hoạch, sheet “Xử lý” dòng 2, mã C303). Lý do: “Chi bộ xác nhận”.",
        "X610 C4 Ô này được đọc theo giá trị mà kế hoạch ghi (kế hoạch, sheet “Xử lý” dòng 3, mã C307). Lý do: “Theo hồ sơ”.",
        "X610 E5 Ô này để trống, được đọc là “Hoàn thành nhiệm vụ” (kế hoạch, sheet “Xử lý” dòng 4, mã C302). Lý do: “Sót”.",
        "X610 D2 Ô này ghi “Hoàn thành xuất sắc nhiệm vụ, Hoàn thành tốt nhiệm vụ”, được đọc là “HTTNV” (kế hoạch, \
         sheet “Xử lý” dòng 5, mã C304). Lý do: “Đánh dấu thừa”.",
    ] {
        assert!(told.iter().any(|one| one == line), "{line}\n{told:#?}");
    }
    let left: Vec<&String> = told.iter().filter(|line| !line.starts_with("X610")).collect();
    assert!(matches!(left.as_slice(), [only] if only.starts_with("C303 E6")), "{left:?}");
    assert_eq!(fs::read(folder.path().join("nop/CB01.xlsx")).unwrap(), file);

    let shown = dump(&workbook::consolidated(&bloc).unwrap());
    assert_eq!(cell(&shown, "Đảng viên", "M3"), "Hoàn thành tốt nhiệm vụ");
    let reconciled = sheet_lines(&shown, "Đối soát").join("\n");
    for words in ["Giá trị được sửa theo kế hoạch", "Khá", "C303; Chi bộ xác nhận; Bí thư"] {
        assert!(reconciled.contains(words), "{words}\n{reconciled}");
    }
}

#[test]
fn what_cannot_be_corrected_is_left_and_said() {
    for (handling, why) in [
        ("| C303 | CB01 | | Sửa thành | HTTNV | | | |", "trùng 2 ô khác nhau"),
        ("| C303 | CB01 | E3 | Sửa thành | rất tốt | | | |", "giá trị không phải mức xếp loại"),
        ("| C303 | CB01 | E3 | Sửa thành … | | nhầm | | |", "phải ghi giá trị đúng"),
        ("| C307 | CB01 | C4 | Sửa thành | hôm qua | | | |", "giá trị không phải ngày tháng"),
        ("| F102 | CB01 | | Sửa thành | 26/11/2021 | | | |", "không"),
        ("| C303 | CB01 | E30 | Sửa thành | HTTNV | | | |", "không trùng nội dung cần rà soát nào"),
    ] {
        let bloc = judged(folder(handling, ROWS).path(), 1);
        assert_eq!(grades(&bloc, 0), ["HTTNV", "-", "HTTNV", "-", "-"], "{handling}");
        assert!(bloc.findings.iter().all(|finding| finding.code != "X610"), "{handling}");
        let said = bloc.unchecked.iter().find(|line| line.contains("sheet “Xử lý” dòng 2")).expect(handling);
        assert!(said.contains(why), "{handling}: {said}");
    }
}

#[test]
fn of_two_corrections_of_one_cell_the_first_is_made_and_the_other_said() {
    let handlings = "| C303 | CB01 | Phạm Ví Dụ | Sửa thành | HTNV | mới | | |
                     | C303 | CB01 | E3 | Sửa thành | HTTNV | trùng | | |";
    let bloc = judged(folder(handlings, ROWS).path(), 1);
    assert_eq!(grades(&bloc, 0)[1], "HTNV");
    let said = bloc.unchecked.iter().find(|line| line.contains("sheet “Xử lý” dòng 3")).expect("it is said");
    assert!(said.contains("đã được sửa ở một dòng khác"), "{said}");
}

/// A name is given where there is none, and never put in place of another.
#[test]
fn a_name_that_is_written_stays() {
    let rows = ROWS.replace("Lê Minh Họa", "");
    let given = judged(folder("| C301 | CB01 | | Sửa thành | Lê Minh Họa | Sót | | |", &rows).path(), 1);
    assert_eq!(&*given.campaign.submissions[0].members[0].name.value.clean, "Lê Minh Họa");
    let told = told(&given);
    assert!(told.iter().any(|line| line.starts_with("X610") && !line.contains("Minh Họa")), "{told:?}");
}

/// A cell names another person once rows move; a row's key and a name go with the person.
#[test]
fn rows_named_by_key_or_by_name_are_found_again_though_they_move() {
    let first = judged(folder("", ROWS).path(), 1);
    let key = row_keys(&first.campaign.submissions[0]).members[1].to_string();
    let handlings = format!(
        "| C303 | CB01 | {key} | Sửa thành | HTNV | Chi bộ xác nhận | | |
         | C303 | CB01 | Võ Mẫu Mực | chấp nhận | | xếp sau | | |"
    );
    let moved =
        ROWS.replace("| 1 | Lê Minh Họa", "| 0 | Đinh Mới Đến | 1991-01-01 | | HTTNV | |\n    | 1 | Lê Minh Họa");
    for rows in [ROWS, moved.as_str()] {
        let bloc = judged(folder(&handlings, rows).path(), 1);
        let of = |name: &str| {
            let members = &bloc.campaign.submissions[0].members;
            members.iter().find(|one| &*one.name.value.clean == name).and_then(|one| one.grades.branch_grade.as_ref())
        };
        assert_eq!(of("Phạm Ví Dụ").map(|grade| grade.value.short_label()), Some("HTNV"), "{rows}");
        assert!(of("Võ Mẫu Mực").is_none());
        let accepted = bloc.findings.iter().find(|finding| finding.code == "C303").expect("Giỏi is no grade");
        assert_eq!(accepted.accepted(), Some("xếp sau"));
        assert!(!bloc.unchecked.iter().any(|line| line.contains("Xử lý")), "{:?}", bloc.unchecked);
    }
}
