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
