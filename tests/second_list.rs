//! People a branch lists twice on purpose: once among all, once among those of one grade. They are one person, counted
//! once, and no row is lost.

mod support;

use support::campaign::{CampaignFolder, judged, plan, short_return};
use support::table::sheet;
use tonghop::consolidate::reconcile;

const ALL: &str = "
    | 1 | Nguyễn Văn An | 1980-02-03 | Bí thư | HTXSNV | |
    | 2 | Lê Thị Bình | 1985-05-14 | | HTTNV | |";

/// The people with their grades, and the codes of errors about people listed twice, when a second list is added.
fn with_second(title: &str, header: &str, rows: &str) -> (Vec<String>, Vec<&'static str>) {
    let second = format!("| {title} | < | < | < |\n| TT | Họ và tên | Ngày sinh | {header} |\n{rows}");
    let workbook = short_return("CB01", "Chi bộ Một", ALL).and(sheet("Danh sách 2", &second));
    let folder = CampaignFolder::new().plan(&plan(&[("CB01", "Chi bộ Một")])).returned("CB01.xlsx", &workbook);
    let bloc = judged(folder.path(), 1);
    let lines = reconcile::lines(&bloc.campaign);
    assert!(lines.iter().all(reconcile::SheetLine::balances), "{title}: {lines:?}");
    let people = bloc.campaign.submissions[0].members.iter().map(|member| {
        let grade = member.grades.branch_grade.as_ref().map(|grade| grade.value.label());
        format!("{}: {}", member.name.value.clean, grade.unwrap_or("—"))
    });
    let twice = bloc.findings.iter().map(|finding| finding.code).filter(|code| *code == "X602").collect();
    (people.collect(), twice)
}

const BOTH: [&str; 2] = ["Nguyễn Văn An: Hoàn thành xuất sắc nhiệm vụ", "Lê Thị Bình: Hoàn thành tốt nhiệm vụ"];

#[test]
fn a_list_of_one_grade_beside_the_list_of_all_counts_nobody_twice() {
    for (header, cell) in [("Ghi chú", ""), ("Xếp loại", "HTXSNV")] {
        let rows = format!("| 1 | Nguyễn Văn An | 1980-02-03 | {cell} |");
        let (people, twice) = with_second("DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", header, &rows);
        assert_eq!((people, twice), (BOTH.map(str::to_owned).to_vec(), vec![]), "{header}");
    }
}

#[test]
fn a_second_grade_or_another_birth_is_not_joined() {
    let (people, twice) =
        with_second("DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH TỐT NHIỆM VỤ", "Ghi chú", "| 1 | Nguyễn Văn An | 1980-02-03 | |");
    assert_eq!((people.len(), twice), (3, vec!["X602"]));
    let (people, twice) = with_second(
        "DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH XUẤT SẮC NHIỆM VỤ",
        "Ghi chú",
        "| 1 | Nguyễn Văn An | 1990-02-03 | |",
    );
    assert_eq!((people.len(), twice), (3, vec![]));
}

#[test]
fn a_second_list_that_says_no_grade_is_a_list_twice() {
    let (people, twice) = with_second("DANH SÁCH ĐẢNG VIÊN", "Xếp loại", "| 1 | Nguyễn Văn An | 1980-02-03 | HTXSNV |");
    assert_eq!((people.len(), twice), (3, vec!["X602"]));
}

#[test]
fn lists_of_something_else_add_to_the_people_and_are_no_people_of_their_own() {
    let mut workbook = short_return("CB01", "Chi bộ Một", ALL);
    for (name, rows) in [
        (
            "Nơi cư trú",
            "| TT | Họ và tên | Ngày sinh | Nhận xét nơi cư trú |
             | 1 | Nguyễn Văn An | 1980-02-03 | Chấp hành tốt |
             | 2 | Lê Thị Bình | 1985-05-14 | Chấp hành tốt |",
        ),
        (
            "Tự xếp loại",
            "| TT | Họ và tên | Tự xếp loại |
             | 1 | Lê Thị Bình | HTXSNV |
             | 2 | Nguyễn Văn An | HTXSNV |",
        ),
        (
            "Kỷ luật",
            "| TT | Họ và tên | Ngày sinh | Kỷ luật trong năm |
             | 1 | Lê Thị Bình | 1985-05-14 | Khiển trách |",
        ),
    ] {
        workbook = workbook.and(sheet(name, rows));
    }
    let folder = CampaignFolder::new().plan(&plan(&[("CB01", "Chi bộ Một")])).returned("CB01.xlsx", &workbook);
    let bloc = judged(folder.path(), 1);
    let members = &bloc.campaign.submissions[0].members;
    assert_eq!(members.len(), 2, "{members:#?}");
    assert!(members.iter().all(|member| member.residence.is_some() && member.grades.self_grade.is_some()));
    let codes: Vec<&str> = bloc.findings.iter().map(|finding| finding.code).collect();
    assert!(!codes.contains(&"H201") && !codes.contains(&"X602"), "{codes:?}");
    assert!(codes.contains(&"B405"), "the discipline of the one list stands against the grade of the other: {codes:?}");
    let lines = reconcile::lines(&bloc.campaign);
    assert!(lines.iter().all(reconcile::SheetLine::balances), "{lines:?}");
}

#[test]
fn who_stands_only_in_a_list_without_grades_is_still_a_person() {
    let (people, _) = with_second("DANH SÁCH THAM GIA", "Chức vụ", "| 1 | Trần Văn Cường | 1990-01-01 | |");
    assert_eq!(people.len(), 3, "{people:?}");
}

#[test]
fn a_sheet_copied_whole_counts_nobody_twice() {
    let copy = "| TT | Họ và tên | Ngày sinh | Chi bộ xếp loại |
                | 1 | Nguyễn Văn An | 1980-02-03 | HTXSNV |
                | 2 | Lê Thị Bình | 1985-05-14 | GRADE |";
    for (grade, n_people) in [("Hoàn thành tốt nhiệm vụ", 2), ("HTNV", 4)] {
        let workbook =
            short_return("CB01", "Chi bộ Một", ALL).and(sheet("Đảng viên (2)", &copy.replace("GRADE", grade)));
        let folder = CampaignFolder::new().plan(&plan(&[("CB01", "Chi bộ Một")])).returned("CB01.xlsx", &workbook);
        let bloc = judged(folder.path(), 1);
        assert_eq!(bloc.campaign.submissions[0].members.len(), n_people, "{grade}");
        assert_eq!(bloc.findings.iter().any(|finding| finding.code == "X602"), n_people == 4, "{grade}");
    }
}
