//! Tables of collectives whose name column is called by a word that elsewhere says where somebody works, and graded rows
//! that stand under no header at all.

use super::{people, read, read_sheet};
use crate::support::table::{book, sheet};
use tonghop::domain::reading::Reading;

fn collectives(reading: &Reading) -> Vec<String> {
    let graded = reading.collectives.iter().map(|one| {
        let grade = one.grades.branch_grade.as_ref().map(|grade| format!("{:?}", grade.value));
        format!("{} {}", one.name.value, grade.unwrap_or_default())
    });
    graded.collect()
}

const BOTH: [&str; 2] = ["Chi ủy Chi bộ Một Good", "Phòng Hành chính Excellent"];

#[test]
fn short_tables_of_units_are_of_collectives() {
    for header in ["Đơn vị", "Phòng, ban", "Tổ chức", "Nội dung", "Đối tượng"] {
        for grade in ["Kết quả xếp loại", "Xếp loại", "Kết quả"] {
            let reading = read_sheet(&format!(
                "| KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI TẬP THỂ NĂM 2021 | < | < |
                 | STT | {header} | {grade} |
                 | 1 | Chi ủy Chi bộ Một | HTTNV |
                 | 2 | Phòng Hành chính | HTXSNV |"
            ));
            assert_eq!(collectives(&reading), BOTH, "{header}, {grade}: {:#?}", reading.faults);
            assert!(reading.members.is_empty() && reading.set_aside.is_empty(), "{header}, {grade}");
        }
    }
    let reading = read_sheet(
        "| TẬP THỂ | < | < | < | < | < |
         | STT | Đơn vị | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Chi ủy Chi bộ Một | | x | | |
         | 2 | Phòng Hành chính | x | | | |",
    );
    assert_eq!(collectives(&reading), BOTH, "{:#?}", reading.faults);
}

#[test]
fn tables_of_figures_by_unit_hold_no_collective() {
    let reading = read_sheet(
        "| STT | Đơn vị | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Phòng Hành chính | 2 | 5 | 1 | 0 |
         | 2 | Phòng Tài vụ | 1 | 4 | 2 | 0 |",
    );
    assert!(reading.collectives.is_empty() && reading.members.is_empty(), "{:?}", collectives(&reading));
    // Beside the names of people it says where they work.
    let reading = read_sheet(
        "| TT | Họ và tên | Đơn vị | Kết quả xếp loại |
         | 1 | Nguyễn Văn An | Phòng Hành chính | HTTNV |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An D2 Good"]);
}

#[test]
fn graded_rows_without_a_header_are_set_aside_and_no_line_of_a_letterhead_is() {
    let list = "| TT | Họ và tên | Chi bộ xếp loại |
                | 1 | Nguyễn Văn An | HTTNV |";
    let above = "| CHI BỘ MỘT | | HTXSNV: 01 đồng chí |
                 | 1 | Phan Thị Hà | HTTNV |
                 | | Phan Hải | HTNV |
                 | Danh sách tiếp: | | |";
    let reading = read_sheet(&format!("{above}\n{list}"));
    assert_eq!(people(&reading), ["Nguyễn Văn An C6 Good"]);
    let rows: Vec<u32> = reading.set_aside.iter().map(|row| row.place.at.row).collect();
    assert_eq!(rows, [2, 3], "{:#?}", reading.set_aside);
    let other = "| TỔ ĐẢNG 2 | |
                 | Phan Thị Hà | HTTNV |
                 | Phan Hải | HTNV |
                 | BÍ THƯ | Lê Văn Ký |";
    let reading = read(&book([sheet("Đảng viên", list), sheet("Tổ 2", other)]));
    let rows: Vec<u32> = reading.set_aside.iter().map(|row| row.place.at.row).collect();
    assert_eq!(rows, [2, 3], "{:#?}", reading.set_aside);
}

#[test]
fn people_below_the_collectives_of_one_list_are_people() {
    let reading = read_sheet(
        "| TT | Tên tập thể, cá nhân | Xếp loại |
         | I. TẬP THỂ | < | < |
         | 1 | Chi ủy Chi bộ Một | HTTNV |
         | II. CÁ NHÂN | < | < |
         | 1 | Nguyễn Văn An | HTTNV |
         | 2 | Lê Thị Bình | HTXSNV |",
    );
    assert_eq!(collectives(&reading), ["Chi ủy Chi bộ Một Good"], "{:#?}", reading.faults);
    assert_eq!(people(&reading), ["Nguyễn Văn An C5 Good", "Lê Thị Bình C6 Excellent"], "{:#?}", reading.faults);
}

#[test]
fn words_with_nothing_but_a_figure_beside_them_are_nobody() {
    let list = "| TT | Họ và tên | Năm sinh | Chức vụ | Chi bộ xếp loại |
                | 1 | Nguyễn Văn An | 1980 | | HTTNV |";
    let reading = read_sheet(&format!("{list}\n| | Nữ | 2 | | |\n| | Dân tộc thiểu số | | 1 | |"));
    assert_eq!(people(&reading), ["Nguyễn Văn An E2 Good"]);
    // A name is a person, whatever stands beside it.
    let reading = read_sheet(&format!("{list}\n| | Lê Thị Nữ | 1985 | | HTTNV |"));
    assert_eq!(people(&reading).len(), 2);
}
