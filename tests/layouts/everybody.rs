//! One list of everybody in the office, members of the party and others: each row is what it says it is.

use super::{people, read_sheet};
use tonghop::domain::reading::Reading;

/// Staff of a reading, one line each: name and grade.
fn staff(reading: &Reading) -> Vec<String> {
    let grade = |one: &tonghop::domain::people::Staff| {
        one.grades.branch_grade.as_ref().map_or("—".to_owned(), |grade| format!("{:?}", grade.value))
    };
    reading.staff.iter().map(|one| format!("{} {}", one.name.value.clean, grade(one))).collect()
}

#[test]
fn a_list_that_grades_staff_and_members_gives_each_person_his_grades() {
    for (flag, office, party) in [
        ("Đảng viên (x)", "Xếp loại công chức", "Xếp loại đảng viên"),
        ("Là đảng viên", "Xếp loại CC", "Chi bộ xếp loại"),
        ("ĐV", "Kết quả xếp loại CBCC", "Xếp loại ĐV"),
    ] {
        let reading = read_sheet(&format!(
            "| TT | Họ và tên | {flag} | {office} | {party} |
             | 1 | Nguyễn Văn An | x | HTTNV | HTXSNV |
             | 2 | Lê Thị Bình | | HTNV | |
             | 3 | Trần Văn Cường | | HTNV | HTTNV |"
        ));
        assert_eq!(people(&reading), ["Nguyễn Văn An E2 Excellent", "Trần Văn Cường E4 Good"], "{flag}, {party}");
        assert!(reading.members[0].grades.staff_grade.is_some(), "{flag}, {office}");
        assert_eq!(staff(&reading), ["Lê Thị Bình Completed"], "{flag}, {party}");
        assert_eq!((reading.tally().read, reading.tally().records), (3, 3));
        assert_eq!(reading.faults, [], "{flag}, {party}");
    }
}

#[test]
fn a_row_is_of_staff_only_where_it_says_so() {
    let reading = read_sheet(
        "| TT | Họ và tên | Xếp loại công chức | Xếp loại đảng viên | Ghi chú |
         | 1 | Nguyễn Văn An | HTTNV | HTTNV | |
         | 2 | Lê Thị Bình | HTTNV | | Quần chúng |
         | 3 | Trần Văn Cường | HTTNV | Không phải đảng viên | |
         | 4 | Phạm Thị Dung | HTTNV | | |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An D2 Good", "Phạm Thị Dung B5 —"]);
    assert_eq!(staff(&reading), ["Lê Thị Bình Good", "Trần Văn Cường Good"]);
}

#[test]
fn a_list_of_staff_that_marks_the_members_among_them_stays_one_of_staff() {
    let reading = read_sheet(
        "| XẾP LOẠI CÔNG CHỨC NĂM 2021 | < | < | < |
         | TT | Họ và tên | Là đảng viên | Xếp loại |
         | 1 | Nguyễn Văn An | x | HTTNV |
         | 2 | Lê Thị Bình | | HTNV |",
    );
    assert!(reading.members.is_empty());
    assert_eq!(staff(&reading), ["Nguyễn Văn An Good", "Lê Thị Bình Completed"]);
}
