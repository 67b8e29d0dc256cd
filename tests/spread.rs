//! Lists longer than a sheet go on on further sheets: no row is lost between them, totals count all of them, and what is
//! typed on any of them is read back. The sheets here hold few rows, so that nobody needs a million.

mod support;

use std::fs;
use support::campaign::{CampaignFolder, plan, short_return};
use support::dump::{cell, dump, sheet as sheet_lines};
use support::table::{TextBook, sheet};
use support::typing::type_into;
use tonghop::consolidate::{self, Bloc, Request};
use tonghop::domain::decision::Decisions;
use tonghop::domain::plan::Plan;
use tonghop::grid::{self, Limits};
use tonghop::intake::consolidated::read_decisions;
use tonghop::intake::folder;
use tonghop::intake::plan::read_plan;
use tonghop::output::workbook::{Making, made, n_records};

fn with_lists(code: &str, name: &str, members: &str) -> TextBook {
    short_return(code, name, members)
        .and(sheet(
            "Tập thể",
            &format!(
                "| TT | Tên tập thể | Loại | Chi bộ đề nghị |
                 | 1 | {name} | Chi bộ | HTXSNV |
                 | 2 | Tổ {code} | Tổ | HTTNV |"
            ),
        ))
        .and(sheet(
            "Công chức",
            &format!(
                "| TT | Họ và tên | Ngày sinh | Xếp loại |
                 | 1 | Lê Minh {code} | 1980-02-03 | HTXSNV |
                 | 2 | Phạm Minh {code} | 1981-02-03 | HTTNV |"
            ),
        ))
        .and(sheet(
            "Khen thưởng",
            &format!(
                "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |
                 | 1 | Lê Minh {code} | cá nhân | giấy khen | trong năm |
                 | 2 | Phạm Ví {code} | cá nhân | giấy khen | đột xuất |"
            ),
        ))
}

fn committee() -> CampaignFolder {
    let members = |code: &str| {
        format!(
            "| 1 | Lê Minh {code} | 1980-02-03 | Bí thư | HTXSNV | |
             | 2 | Phạm Ví {code} | 1985-05-14 | | HTTNV | |
             | 3 | Đỗ Giả {code} | 1990-09-30 | | XS? | |"
        )
    };
    CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")]))
        .returned("CB01.xlsx", &with_lists("CB01", "Chi bộ Một", &members("Một")))
        .returned("CB02.xlsx", &with_lists("CB02", "Chi bộ Hai", &members("Hai")))
}

fn run(folder: &CampaignFolder, earlier: Option<&[u8]>) -> Bloc {
    let mut listing = folder::list(folder.path()).unwrap();
    let plan = fs::read(listing.plan.take().expect("there is a plan")).unwrap();
    let plan = read_plan(&grid::read(&plan, &Limits::default(), &[]).unwrap(), "ke-hoach.xlsx").unwrap();
    let request = Request { listing, plan: Some(plan), threads: Some(1), ..Request::default() };
    let typed = |bytes: &[u8]| read_decisions(&grid::read(bytes, &Limits::default(), &[]).unwrap()).unwrap();
    let decisions = |_: &Plan| Ok::<Decisions, ()>(earlier.map(typed).unwrap_or_default());
    consolidate::run_deciding(request, &(), decisions).unwrap()
}

fn spread(bloc: &Bloc, records_a_sheet: u32) -> Vec<u8> {
    made(bloc, Making { records_a_sheet, ..Making::PLAIN }).unwrap()
}

/// The records of a list over all its sheets, without addresses and formulas.
fn records(dump: &str, list: &str) -> Vec<Vec<String>> {
    let names = std::iter::once(list.to_owned()).chain((2..).map(|number| format!("{list} ({number})")));
    let mut records = Vec::new();
    for name in names {
        let lines = sheet_lines(dump, &name);
        if lines.is_empty() {
            break;
        }
        assert!(lines[0].starts_with("A1 TT"), "{name} has a header: {}", lines[0]);
        for line in &lines[1..] {
            let values = line.split(" | ").map(|cell| {
                let shown = cell.split_once(' ').map_or("", |(_, shown)| shown);
                shown.rsplit(" → ").next().unwrap_or_default().to_owned()
            });
            records.push(values.collect());
        }
    }
    records
}

const LISTS: [&str; 6] = ["Đảng viên", "Tập thể", "Công chức", "Khen thưởng", "Cần rà soát", "Công khai"];

#[test]
fn no_record_is_lost_between_sheets_and_totals_are_the_same() {
    let bloc = run(&committee(), None);
    let whole = dump(&spread(&bloc, 1_000));
    for capacity in [1, 2, 4, 5] {
        let parts = dump(&spread(&bloc, capacity));
        for list in LISTS {
            assert_eq!(records(&parts, list), records(&whole, list), "{list}, {capacity} a sheet");
        }
        for sheet in ["Tổng hợp", "Kiểm soát tỷ lệ"] {
            let results = |dump: &str| {
                let cells = sheet_lines(dump, sheet).join("\n").replace(" | ", "\n");
                cells.lines().map(|cell| cell.rsplit(" → ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(results(&parts).len(), results(&whole).len());
        }
        // Two members of the branch were graded; whichever sheet they stand on, the formula looks there.
        for number in 2..=6_u32.div_ceil(capacity) {
            for (sheet, at) in [("Tổng hợp", "C11"), ("Tổng hợp", "I11"), ("Kiểm soát tỷ lệ", "")] {
                let formulas = if at.is_empty() {
                    sheet_lines(&parts, sheet).join("\n")
                } else {
                    cell(&parts, sheet, at).to_owned()
                };
                assert!(formulas.contains(&format!("'Đảng viên ({number})'!")), "{sheet} {at}: {formulas}");
            }
        }
    }
    assert!(!whole.contains("(2)'!"));
}

#[test]
fn what_is_typed_on_a_further_sheet_is_read_back() {
    let folder = committee();
    let first = spread(&run(&folder, None), 2);
    let typed = type_into(
        &first,
        &[
            ("Đảng viên (2)", "N3", "HTNV"),
            ("Đảng viên (2)", "O3", "Có đơn thư"),
            ("Tập thể (2)", "J2", "Hoàn thành nhiệm vụ"),
            ("Công chức (2)", "J3", "HTNV"),
            ("Khen thưởng (2)", "K2", "Không đồng ý"),
            ("Cần rà soát (2)", "J2", "Trả chi bộ sửa"),
        ],
    );
    let again = run(&folder, Some(&typed));
    for capacity in [2, 3, 1_000] {
        let text = dump(&spread(&again, capacity));
        for (list, record, word) in [
            ("Đảng viên", 3, "Có đơn thư"),
            ("Tập thể", 2, "Hoàn thành nhiệm vụ"),
            ("Công chức", 3, "Hoàn thành nhiệm vụ"),
            ("Khen thưởng", 2, "Không đồng ý"),
        ] {
            let record = &records(&text, list)[record];
            assert!(record.iter().any(|cell| cell == word), "{list}: {record:?}");
        }
        assert!(records(&text, "Cần rà soát").iter().any(|record| record.iter().any(|cell| cell == "Trả chi bộ sửa")));
    }
    let once_more = run(&folder, Some(&spread(&again, 3)));
    assert_eq!(spread(&once_more, 2), spread(&again, 2));
}

#[test]
fn a_copy_of_a_sheet_decides_nothing() {
    let folder = committee();
    let spread = spread(&run(&folder, None), 1_000);
    let mut workbook = grid::read(&spread, &Limits::default(), &[]).unwrap();
    let at = workbook.sheets.iter().position(|sheet| &*sheet.name == "Đảng viên").unwrap();
    let mut copy = workbook.sheets[at].clone();
    copy.name = "Đảng viên (2)".into();
    for row in &mut copy.rows[1..] {
        row.cells.retain(|cell| cell.column != 14);
        let place = row.cells.partition_point(|cell| cell.column < 14);
        row.cells.insert(place, grid::Cell { column: 14, font: 0, value: grid::Value::Text("HTNV".into()) });
    }
    workbook.sheets.insert(at + 1, copy);
    assert!(read_decisions(&workbook).unwrap().rows.is_empty());
}

#[test]
fn progress_ends_at_what_was_announced() {
    let bloc = run(&committee(), None);
    for records_a_sheet in [1, 3, 1_000] {
        let told = std::cell::Cell::new(0);
        made(&bloc, Making { records_a_sheet, wrote: &|n| told.set(told.get() + n) }).unwrap();
        assert_eq!(told.get(), n_records(&bloc));
    }
}
