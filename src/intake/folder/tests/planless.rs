//! The plan that files make without one.

use crate::domain::column::TableKind;
use crate::domain::place::{CellAt, Located};
use crate::domain::reading::ClaimSource::{Column, FileName, FormCode, FormName, Title};
use crate::domain::reading::{BranchClaim, ClaimSource, FileFacts, Outcome, Owner, Reading, RowTally, Table};
use crate::intake::folder::plan_from;

fn table(claims: &[(ClaimSource, &str)]) -> Table {
    let claim = |&(source, text): &(ClaimSource, &str)| BranchClaim { text: text.to_owned(), source, at: None };
    Table {
        sheet: "Sheet1".into(),
        kind: TableKind::Members,
        header_rows: (1, 1),
        columns: Vec::new(),
        claims: claims.iter().map(claim).collect(),
        owner: Owner::Unresolved,
        tally: RowTally::default(),
        title: String::new(),
        grade_unknown: false,
        is_of_one_grade: false,
    }
}

fn reading(path: &str, tables: &[&[(ClaimSource, &str)]]) -> Reading {
    let file = FileFacts { path: path.into(), ..FileFacts::default() };
    // As in real readings, the file's name stands among the claims of every table.
    let tables = tables.iter().map(|claims| table(&[claims, &[(FileName, path)][..]].concat())).collect();
    Reading { file, tables, year: Some(2021), ..Reading::default() }
}

/// Branches as “code name”, and the owners' codes table by table.
fn planned(mut readings: Vec<Reading>) -> (Vec<String>, Vec<String>) {
    let plan = plan_from(&mut readings);
    assert_eq!((plan.file, plan.committee.as_str()), (None, ""));
    let owner = |table: &Table| match table.owner {
        Owner::Branch(index) => plan.branches[index].code.clone(),
        _ => "unresolved".to_owned(),
    };
    let owners = readings.iter().flat_map(|reading| &reading.tables).map(owner).collect();
    (plan.branches.iter().map(|branch| format!("{} {}", branch.code, branch.name)).collect(), owners)
}

#[test]
fn branches_come_from_titles_in_natural_order() {
    let (branches, owners) = planned(vec![
        reading("a.xlsx", &[&[(Title, "CHI BỘ 10")]]),
        reading("b.xlsx", &[&[(Title, "ĐẢNG BỘ X\nCHI BỘ 2 NĂM 2021")], &[]]),
        reading("c.xlsx", &[&[(Title, "Danh sách đảng viên Chi bộ Văn phòng Đoàn ĐBQH và HĐND năm 2021")]]),
    ]);
    assert_eq!(branches, ["CB01 CHI BỘ 2", "CB02 CHI BỘ 10", "CB03 Chi bộ Văn phòng Đoàn ĐBQH và HĐND"]);
    assert_eq!(owners, ["CB02", "CB01", "CB01", "CB03"]);
}

#[test]
fn the_committees_own_office_keeps_its_whole_name() {
    let (branches, _) = planned(vec![
        reading("a.xlsx", &[&[(Title, "ĐẢNG BỘ XÃ VÍ DỤ\nCHI BỘ CƠ QUAN ĐẢNG ỦY")]]),
        reading("b.xlsx", &[&[(Title, "Chi bộ Văn phòng Đảng ủy xã Ví Dụ")]]),
        reading("c.xlsx", &[&[(Title, "(Kèm theo Báo cáo của Chi bộ Ủy ban Kiểm tra Đảng ủy)")]]),
        reading("d.xlsx", &[&[(Title, "Chi bộ Thanh tra Đảng ủy Sở Thử nghiệm")]]),
    ]);
    assert_eq!(
        branches,
        [
            "CB01 CHI BỘ CƠ QUAN ĐẢNG ỦY",
            "CB02 Chi bộ Thanh tra",
            "CB03 Chi bộ Ủy ban Kiểm tra Đảng ủy",
            "CB04 Chi bộ Văn phòng",
        ]
    );
}

#[test]
fn spellings_of_one_name_are_one_branch_with_the_fullest_spelling() {
    let (branches, owners) = planned(vec![
        reading("1.xlsx", &[&[(Title, "CHI BỘ TỔNG HỢP")]]),
        reading("danh sach CB Tong hop nam 2021 (lan 2).xlsx", &[&[]]),
        reading("3.xlsx", &[&[(Column, "Chi bộ Tổng hợp")]]),
        reading("ChiBoTongHop.xlsx", &[&[]]),
    ]);
    assert_eq!(branches, ["CB01 Chi bộ Tổng hợp"]);
    assert_eq!(owners, ["CB01"; 4]);
}

#[test]
fn codes_come_from_forms_then_from_file_names_then_are_counted() {
    let (branches, owners) = planned(vec![
        reading("x.xlsx", &[&[(FormCode, "CB02"), (FormName, "Chi bộ Thanh tra")]]),
        reading("y.xlsx", &[&[(Title, "CHI BỘ THANH TRA")]]),
        reading("CB07_ds.xlsx", &[&[]]),
        reading("z.xlsx", &[&[(Title, "Chi bộ An")]]),
        reading("t.xlsx", &[&[(Title, "Chi bộ Bình")]]),
    ]);
    assert_eq!(branches, ["CB02 Chi bộ Thanh tra", "CB07 CB07_ds", "CB08 Chi bộ An", "CB09 Chi bộ Bình"]);
    assert_eq!(owners, ["CB02", "CB02", "CB07", "CB08", "CB09"]);
}

#[test]
fn a_file_that_names_no_branch_gives_its_name() {
    let (branches, owners) = planned(vec![
        reading("nop/danh sach.xlsx", &[&[(Title, "TỔNG HỢP KẾT QUẢ")], &[]]),
        reading("nop/CB CC 2021.xlsx", &[&[]]),
    ]);
    assert_eq!(branches, ["CB01 CB CC 2021", "CB02 danh sach"]);
    assert_eq!(owners, ["CB02", "CB02", "CB01"]);
}

#[test]
fn a_table_without_claims_follows_the_one_before() {
    let mut one = reading("a.xlsx", &[&[(Title, "CHI BỘ A")], &[], &[(Title, "CHI BỘ B")], &[]]);
    one.tables.iter_mut().for_each(|table| table.claims.retain(|claim| claim.source != FileName));
    assert_eq!(planned(vec![one]).1, ["CB01", "CB01", "CB02", "CB02"]);
}

#[test]
fn a_nil_return_without_tables_still_names_its_branch() {
    let mut nil = reading("a.xlsx", &[]);
    nil.declared.nil = true;
    nil.declared.branch_name = Some(Located::new("Chi bộ A".to_owned(), CellAt::new(2, 2)));
    assert_eq!(planned(vec![nil]).0, ["CB01 Chi bộ A"]);
}

#[test]
fn files_that_were_not_read_make_no_branch_and_no_year() {
    let mut broken = reading("CB01.xlsx", &[]);
    broken.outcome = Outcome::Unreadable;
    broken.year = Some(2019);
    let plan = plan_from(&mut [broken]);
    assert_eq!((plan.branches.len(), plan.year), (0, 0));
}

#[test]
fn the_year_is_the_most_frequent_then_the_later_then_that_of_dates() {
    let year = |years: &[Option<i32>], modified: &str| {
        let with_year = |&year: &Option<i32>| {
            let mut reading = reading("a.xlsx", &[&[]]);
            reading.year = year;
            reading.file.modified_on = modified.parse().ok();
            reading
        };
        plan_from(&mut years.iter().map(with_year).collect::<Vec<_>>()).year
    };
    assert_eq!(year(&[Some(2020), Some(2021), Some(2021)], ""), 2021);
    assert_eq!(year(&[Some(2020), Some(2020), Some(2021)], ""), 2020);
    assert_eq!(year(&[Some(2020), Some(2021)], ""), 2021);
    assert_eq!(year(&[None, Some(2020)], "2022-01-05"), 2020);
    assert_eq!(year(&[None], "2022-01-05"), 2021);
    assert_eq!(year(&[None], "2021-11-26"), 2021);
    assert_eq!(year(&[], ""), 0);
}

#[test]
fn the_order_of_the_readings_does_not_matter() {
    let files = || {
        vec![
            reading("a.xlsx", &[&[(Title, "CHI BỘ B")]]),
            reading("b.xlsx", &[&[(FormName, "Chi bộ A")]]),
            reading("c.xlsx", &[&[(FormCode, "X1"), (FormName, "Chi bộ C")]]),
            reading("d.xlsx", &[&[(Title, "Chi bộ C")]]),
            reading("CB05.xlsx", &[&[]]),
        ]
    };
    let mut backwards = files();
    backwards.reverse();
    assert_eq!(planned(files()).0, planned(backwards).0);
}
