//! Several branches in one list: a column that names them, headings between the rows, and what only looks like either.

use super::support::campaign::{CampaignFolder, judged, plan};
use super::support::table::{book, sheet};
use super::{read_sheet, read_with};
use tonghop::domain::branch::Branch;
use tonghop::domain::plan::Plan;
use tonghop::domain::reading::{Owner, Reading};
use tonghop::domain::submission::Content;
use tonghop::intake::folder::plan_from;

/// Whom the reading gives to which branch: the branch's name, then its people.
fn by_branch(reading: &Reading, plan: &Plan) -> Vec<String> {
    let name = |table: u32| match &reading.tables[table as usize].owner {
        Owner::Branch(index) => plan.branches[*index].name.clone(),
        Owner::Unknown { .. } => "?".to_owned(),
        Owner::Unresolved => "-".to_owned(),
    };
    let line = |member: &tonghop::domain::member::Member| {
        format!("{}: {}", name(member.source.table), member.name.value.clean)
    };
    reading.members.iter().map(line).collect()
}

/// As `check` of one file without a plan reads it.
fn planless(table: &str) -> Vec<String> {
    let mut readings = [read_sheet(table)];
    let plan = plan_from(&mut readings);
    by_branch(&readings[0], &plan)
}

const PEOPLE: &str = "| 1 | Nguyễn Văn An | HTTNV |\n| 2 | Lê Thị Bình | HTTNV |";

#[test]
fn headings_between_the_rows_name_the_branch_of_those_below() {
    for (first, second) in [
        ("| Chi bộ Một |", "| Chi bộ Hai |"),
        ("| I. CHI BỘ MỘT | < | < |", "| II. CHI BỘ HAI | < | < |"),
        ("| 1 | Chi bộ Một | |", "| 2 | Chi bộ Hai | |"),
        ("| | I- CHI BỘ MỘT |", "| | II- CHI BỘ HAI |"),
        ("| I | Chi bộ Một (01 đồng chí) |", "| II | Chi bộ Hai: 2 đảng viên |"),
        ("| * Chi bộ: Một |", "| * Chi bộ: Hai |"),
    ] {
        let table = format!(
            "| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 | < | < |\n| TT | Họ và tên | Xếp loại |\n{first}\n| 1 | Trần Văn Cường | HTNV |\n{second}\n{PEOPLE}\n| Tổng cộng: 3 |"
        );
        let found: Vec<String> = planless(&table).iter().map(|line| line.to_lowercase().replace(':', "")).collect();
        let found: Vec<&str> = found.iter().map(|line| line.trim_start_matches("chi bộ ")).collect();
        assert_eq!(found, ["một trần văn cường", "hai nguyễn văn an", "hai lê thị bình"], "{table}");
    }
}

#[test]
fn other_headings_leave_the_branch_as_it_was() {
    let table = format!(
        "| CHI BỘ TỔNG HỢP |\n| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 | < | < |\n| TT | Họ và tên | Xếp loại |\n| Tổ đảng 1 |\n| 1 | Trần Văn Cường | HTNV |\n| Chi bộ đề nghị xếp loại |\n{PEOPLE}"
    );
    assert_eq!(
        planless(&table),
        ["Chi bộ TỔNG HỢP: Trần Văn Cường", "Chi bộ TỔNG HỢP: Nguyễn Văn An", "Chi bộ TỔNG HỢP: Lê Thị Bình"]
    );
}

#[test]
fn with_a_plan_only_its_branches_part_a_branchs_own_list() {
    let branch = |code: &str, name: &str| Branch { code: code.into(), name: name.into(), ..Branch::default() };
    let plan =
        Plan {
            year: 2021, branches: vec![branch("CB01", "Tổng hợp"), branch("CB02", "Thanh tra")], ..Plan::default()
        };
    let table = "| CHI BỘ TỔNG HỢP |
        | DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 | < | < |
        | TT | Họ và tên | Xếp loại |
        | Chi bộ ghép cũ |
        | 1 | Trần Văn Cường | HTNV |
        | Chi bộ Thanh tra |
        | 2 | Nguyễn Văn An | HTTNV |";
    let reading = read_with(table, &plan);
    assert_eq!(by_branch(&reading, &plan), ["Tổng hợp: Trần Văn Cường", "Thanh tra: Nguyễn Văn An"]);
}

#[test]
fn the_name_of_the_branch_or_office_beside_peoples_names_is_no_second_name() {
    for (header, branches) in [("Tên chi bộ", ["Một", "Hai"]), ("Tên đơn vị", ["Chi bộ TỔNG HỢP", "Chi bộ TỔNG HỢP"])]
    {
        let table = format!(
            "| CHI BỘ TỔNG HỢP |\n| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 | < | < | < |\n| TT | Họ và tên | {header} | Xếp loại |\n| 1 | Trần Văn Cường | Một | HTNV |\n| 2 | Nguyễn Văn An | Hai | HTTNV |"
        );
        let expected = [format!("{}: Trần Văn Cường", branches[0]), format!("{}: Nguyễn Văn An", branches[1])];
        assert_eq!(planless(&table), expected, "{header}");
    }
}

#[test]
fn who_is_proposed_may_stand_under_what_elsewhere_says_which_kind() {
    for header in ["Cá nhân, tập thể", "Cá nhân/Tập thể", "Họ tên, tập thể"] {
        let table = format!(
            "| DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG |\n| TT | {header} | Hình thức khen thưởng | Thành tích |\n| 1 | Nguyễn Văn An | Giấy khen | HTXSNV |"
        );
        let reading = read_sheet(&table);
        let names: Vec<&str> = reading.rewards.iter().map(|reward| reward.name.value.clean.as_str()).collect();
        assert_eq!(names, ["Nguyễn Văn An"], "{header}");
    }
}

#[test]
fn a_file_without_a_table_is_that_of_the_one_branch_its_head_names() {
    let minutes = |head: &str| {
        let lines = format!(
            "| {head} |\n| BIÊN BẢN HỌP XẾP LOẠI ĐẢNG VIÊN NĂM 2021 |\n| 1. Đồng chí An: hoàn thành tốt nhiệm vụ |"
        );
        let plan = plan(&[("CB01", "Chi bộ Tổng hợp"), ("CB02", "Chi bộ Thanh tra")]);
        let folder = CampaignFolder::new().plan(&plan).returned("gửi.xlsx", &book([sheet("Biên bản", &lines)]));
        let bloc = judged(folder.path(), 1);
        let of_plan = bloc.campaign.submissions.iter().filter(|submission| submission.branch.is_some());
        of_plan.map(|submission| submission.content).collect::<Vec<_>>()
    };
    use Content::{Missing, Rejected};
    assert_eq!(minutes("CHI BỘ THANH TRA"), [Missing, Rejected]);
    assert_eq!(minutes("Kính gửi: Chi bộ Tổng hợp, |\n| CHI BỘ THANH TRA"), [Missing, Missing]);
    assert_eq!(minutes("CHI BỘ KHÁC"), [Missing, Missing]);
}
