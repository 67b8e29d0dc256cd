//! A new campaign: the plan workbook as written is the plan as read, and what is carried over from a list or from last
//! year's folder arrives whole.

#[path = "cli/campaign.rs"]
#[allow(dead_code, reason = "the tests of other commands use the rest")]
mod campaign;
mod support;

use campaign::{Campaign, PEOPLE, tonghop};
use std::fs;
use std::path::Path;
use support::campaign::sample;
use support::fill::filled;
use support::table::{book, sheet};
use tonghop::consolidate::carry::Draft;
use tonghop::domain::grade::{Grade, Standing};
use tonghop::domain::member::Category;
use tonghop::domain::plan::{Denominator, Plan, Population, QuotaOverrides, Rounding};
use tonghop::grid::{self, Limits};
use tonghop::intake::plan::read_plan;
use tonghop::output::plan_book::plan_book;

fn plan_at(path: &Path) -> Plan {
    plan_of(&fs::read(path).unwrap())
}

fn plan_of(bytes: &[u8]) -> Plan {
    let workbook = grid::read(bytes, &Limits::default(), &[]).unwrap();
    read_plan(&workbook, "ke-hoach.xlsx").unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// Without the rows things stand in, and without what belongs to its own campaign.
fn content(mut plan: Plan) -> Plan {
    plan.branches.iter_mut().for_each(|branch| branch.plan_row = None);
    plan.roster.iter_mut().for_each(|person| person.row = 0);
    plan.collectives.iter_mut().for_each(|collective| collective.row = 0);
    Plan { log: Vec::new(), decisions: Vec::new(), ..plan }
}

#[test]
fn the_plan_as_written_is_the_plan_as_read() {
    let mut plan = content(plan_at(&sample("2021").join("ke-hoach.xlsx")));
    plan.overrides = QuotaOverrides {
        percent: Some(1750),
        denominator: Some(Denominator::GoodOnly),
        population: Some(Population::Branch),
        rounding: Some(Rounding::Floor),
        basis: Some("Công văn 12-CV/ĐUK".to_owned()),
    };
    plan.regulation = Some("2018-132".to_owned());
    for percent in [25, 100, 2000, 10_000] {
        plan.overrides.percent = Some(percent);
        let draft = Draft { plan: plan.clone(), ..Draft::default() };
        let read = content(plan_of(&plan_book(&draft).unwrap()));
        assert_eq!(read, plan);
    }
}

#[test]
fn a_new_plan_lacks_nothing_but_its_branches() {
    let bytes = plan_book(&Draft::of_year(2021)).unwrap();
    let read = read_plan(&grid::read(&bytes, &Limits::default(), &[]).unwrap(), "ke-hoach.xlsx");
    let mistakes: Vec<String> = read.unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(mistakes, ["Chi bộ: chưa có chi bộ nào. Ghi mỗi chi bộ một dòng, ít nhất có mã và tên."]);
    let typed = [
        ("Chi bộ!A3", "CB01"),
        ("Chi bộ!B3", "Chi bộ Tổng hợp"),
        ("Đảng viên!A3", "CB01"),
        ("Đảng viên!C3", PEOPLE[0]),
    ];
    let typed: Vec<(String, String)> = typed.map(|(cell, text)| (cell.to_owned(), text.to_owned())).to_vec();
    let plan = plan_of(&filled(&bytes, &typed));
    assert_eq!((plan.year, plan.branches.len(), plan.roster.len()), (2021, 1, 1));
    assert!(plan.unknown_parts.is_empty(), "{:?}", plan.unknown_parts);
    assert!(plan.roster[0].earlier.iter().map(|(year, _)| *year).eq([2020, 2019, 2018, 2017]));
}

#[test]
fn init_makes_the_folder_once_and_never_touches_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    let run = tonghop(folder.path(), &["init", "mới", "--year", "2021"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for path in ["mới/ke-hoach.xlsx", "mới/nop", "mới/ket-qua"] {
        assert!(folder.path().join(path).exists(), "{path}");
    }
    let before = fs::read(folder.path().join("mới/ke-hoach.xlsx")).unwrap();
    let run = tonghop(folder.path(), &["khoitao", "mới", "--year", "2022"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("không ghi đè"), "{}", run.err);
    assert_eq!(fs::read(folder.path().join("mới/ke-hoach.xlsx")).unwrap(), before);
    // By whatever name it goes.
    fs::create_dir(folder.path().join("cũ")).unwrap();
    fs::write(folder.path().join("cũ/KẾ HOẠCH.xlsx"), b"x").unwrap();
    assert_eq!(tonghop(folder.path(), &["init", "cũ", "--year", "2022"]).code, 2);
    for (arguments, expected) in [
        (&["init", "khác"][..], "--year"),
        (&["init", "khác", "--year", "21"], "21"),
        (&["init", "khác", "--year", "2021", "--roster", "a", "--from", "b"], "một trong hai"),
        (&["init", "khác", "--year", "2021", "--roster", "mất.xlsx"], "mất.xlsx"),
        (&["init", "khác", "--from", "mất"], "mất"),
    ] {
        let run = tonghop(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
        assert!(!folder.path().join("khác").exists(), "{arguments:?}");
    }
}

#[test]
fn a_list_fills_branches_and_roster_whether_by_column_or_by_sheet() {
    let heads = "| TT | Họ và tên | Ngày sinh | Số thẻ đảng | Ngày vào Đảng | Chức vụ |";
    let by_column = book([sheet(
        "DSĐV",
        "
        | DANH SÁCH ĐẢNG VIÊN |
        |
        | TT | Họ và tên | Ngày sinh | Số thẻ đảng | Chi bộ | Chức vụ |
        | 1 | Trần Thử Nghiệm | 1980-02-03 | '001234567 | Chi bộ Tổng hợp | Bí thư |
        | 2 | Lê Minh Họa | 1985-05-14 | '001234568 | Chi bộ Tổng hợp | Chuyên viên |
        | 3 | Phạm Ví Dụ | 1979-08-21 | '001234569 | Chi bộ Hành chính | Chuyên viên |",
    )]);
    let by_sheet = book([
        sheet(
            "Chi bộ Tổng hợp",
            &format!(
                "{heads}\n| 1 | Trần Thử Nghiệm | 1980-02-03 | '001234567 | 2005-02-03 | Bí thư |\n| 2 | Lê Minh Họa | 1985-05-14 | '001234568 | 2010-02-03 | Chuyên viên |"
            ),
        ),
        sheet(
            "Chi bộ Hành chính",
            &format!("{heads}\n| 1 | Phạm Ví Dụ | 1979-08-21 | '001234569 | 2003-02-03 | Chuyên viên |"),
        ),
    ]);
    for workbook in [by_column, by_sheet] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ds.xlsx"), workbook.xlsx()).unwrap();
        let run = tonghop(folder.path(), &["init", "2021", "--year", "2021", "--roster", "ds.xlsx"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let plan = plan_at(&folder.path().join("2021/ke-hoach.xlsx"));
        let mut listed: Vec<(String, &str, Option<&str>)> = plan
            .roster
            .iter()
            .map(|person| (plan.branches[person.branch].name.clone(), person.name.as_str(), person.card_no.as_deref()))
            .collect();
        listed.sort();
        assert_eq!(
            listed,
            [
                ("Chi bộ Hành chính".to_owned(), "Phạm Ví Dụ", Some("001234569")),
                ("Chi bộ Tổng hợp".to_owned(), "Lê Minh Họa", Some("001234568")),
                ("Chi bộ Tổng hợp".to_owned(), "Trần Thử Nghiệm", Some("001234567")),
            ]
        );
    }
}

#[test]
fn last_years_grades_are_carried_from_the_consolidated_workbook_or_else_from_the_returns() {
    let campaign = Campaign::new();
    for has_consolidated in [false, true] {
        if has_consolidated {
            assert_eq!(campaign.run(&["merge"]).code, 0);
        }
        let target = if has_consolidated { "b" } else { "a" };
        let run = campaign.run(&["init", target, "--from", "."]);
        assert_eq!(run.code, 0, "{}", run.err);
        let plan = plan_at(&campaign.path(&format!("{target}/ke-hoach.xlsx")));
        assert_eq!((plan.year, plan.branches.len(), plan.deadline), (2022, 2, None));
        let grades: Vec<(&str, Option<Standing>)> = plan
            .roster
            .iter()
            .map(|person| {
                (
                    person.name.as_str(),
                    person.earlier.iter().find(|(year, _)| *year == 2021).and_then(|(_, grade)| *grade),
                )
            })
            .collect();
        assert_eq!(
            grades,
            [
                (PEOPLE[0], Some(Standing::Graded(Grade::Completed))),
                (PEOPLE[1], Some(Standing::Graded(Grade::Good))),
                (PEOPLE[2], Some(Standing::Graded(Grade::Completed))),
                (PEOPLE[3], Some(Standing::Graded(Grade::Completed))),
            ]
        );
    }
    let run = campaign.run(&["init", "c", "--from", ".", "--year", "2021"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("phải sau năm ấy"), "{}", run.err);
}

#[test]
fn a_roster_once_carried_keeps_everybody_and_what_is_known_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let last = sample("sach");
    let run = tonghop(folder.path(), &["init", "2022", "--from", last.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (before, after) = (plan_at(&last.join("ke-hoach.xlsx")), plan_at(&folder.path().join("2022/ke-hoach.xlsx")));
    let key = |plan: &Plan| {
        let mut people: Vec<_> = plan
            .roster
            .iter()
            .map(|person| {
                (person.branch, person.card_no.clone(), person.name.clone(), person.born.map(|born| born.iso()))
            })
            .collect();
        people.sort();
        people
    };
    assert_eq!(key(&before), key(&after));
    assert_eq!(before.collectives.len(), after.collectives.len());
    let n_exempt = |plan: &Plan| plan.roster.iter().filter(|person| person.category == Some(Category::Exempt)).count();
    assert_eq!(n_exempt(&before), n_exempt(&after));
}

#[test]
fn template_writes_one_form_per_branch_and_reading_the_folder_passes_over_them() {
    let campaign = Campaign::new();
    fs::remove_dir_all(campaign.path("nop")).unwrap();
    let run = campaign.run(&["template"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for form in ["mau/CB01 Chi bộ Tổng hợp.xlsx", "mau/CB02 Chi bộ Hành chính.xlsx"] {
        assert!(campaign.path(form).is_file(), "{form} in {}", run.out);
    }
    // Without nop/ the folder itself is that of the returns; forms in it are nobody's return.
    let run = campaign.run(&["status", "--format", "json"]);
    assert_eq!(run.out.matches("\"status\": \"missing\"").count(), 2, "{}", run.out);
    let run = campaign.run(&["mau", "-o", "gửi đi"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(campaign.path("gửi đi/CB01 Chi bộ Tổng hợp.xlsx").is_file());
    let empty = tempfile::tempdir().unwrap();
    let run = tonghop(empty.path(), &["template"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("tonghop init"), "{}", run.err);
}

#[test]
fn the_checkers_page_goes_with_the_forms_and_nothing_else_does() {
    let campaign = Campaign::new();
    let page = tonghop::output::page::checker::page(b"packed");
    fs::write(campaign.path("trang.html"), &page).unwrap();
    fs::write(campaign.path("khác.html"), "<!DOCTYPE html><p>Trang khác</p>").unwrap();
    for wrong in ["khác.html", "mất.html"] {
        let run = campaign.run(&["template", "--checker", wrong]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong}");
        assert!(run.err.contains(wrong), "{}", run.err);
        assert!(!campaign.path("mau").exists(), "{wrong}");
    }
    let run = campaign.run(&["template", "--checker", "trang.html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_to_string(campaign.path("mau/kiem-tra.html")).unwrap(), page);
    assert!(run.out.contains("kiem-tra.html"), "{}", run.out);
}
