//! What columns hold, where the words of one header alone do not say it: its neighbours and its cells do.

use super::{people, read_sheet};
use tonghop::domain::fault::FaultKind;

#[test]
fn a_name_in_three_columns_is_whole() {
    for middle in ["Tên đệm", "Chữ đệm", "Tên lót"] {
        let reading = read_sheet(&format!(
            "| TT | Họ | {middle} | Tên | Xếp loại |
             | 1 | Nguyễn | Văn | An | HTTNV |
             | 2 | Lê | | Bình | HTNV |"
        ));
        assert_eq!(people(&reading), ["Nguyễn Văn An E2 Good", "Lê Bình E3 Completed"], "{middle}");
        assert_eq!(reading.faults, [], "{middle}");
    }
    // Beside a whole name it is no part of it.
    let reading = read_sheet("| Họ và tên | Tên đệm | Xếp loại |\n| Nguyễn Văn An | Văn | HTTNV |");
    assert_eq!(people(&reading), ["Nguyễn Văn An C2 Good"]);
}

#[test]
fn short_labels_among_tick_columns_are_ticks() {
    for labels in ["Xuất sắc | Tốt | HT | KHT", "HTXS | HTT | HT | KHT", "XS | T | HT | KHT"] {
        let reading = read_sheet(&format!(
            "| TT | Họ và tên | {labels} |
             | 1 | Nguyễn Văn An | x | | | |
             | 2 | Lê Thị Bình | | x | | |
             | 3 | Trần Văn Cường | | | x | |"
        ));
        let expected = ["Nguyễn Văn An C2 Excellent", "Lê Thị Bình D3 Good", "Trần Văn Cường E4 Completed"];
        assert_eq!(people(&reading), expected, "{labels}");
        assert_eq!(reading.faults, [], "{labels}");
    }
    // Alone beside a grade in words it is some other mark.
    let reading = read_sheet("| Họ và tên | Xếp loại | HT |\n| Nguyễn Văn An | HTTNV | x |");
    assert_eq!(people(&reading), ["Nguyễn Văn An B2 Good"]);
}

#[test]
fn a_reason_written_in_a_tick_column_is_that_reason() {
    let reading = read_sheet(
        "| TT | Họ và tên | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Nguyễn Văn An | Miễn sinh hoạt | | | |
         | 2 | Lê Thị Bình | | Chưa đủ 6 tháng | | |
         | 3 | Trần Văn Cường | | x (dự bị) | | |
         | 4 | Phạm Thị Dung | | x (chờ xác minh) | | |
         | 5 | Đỗ Văn Em | x | Chưa xếp loại | | |",
    );
    let expected = [
        "Nguyễn Văn An B2 Exempt",
        "Lê Thị Bình B3 UnderSixMonths",
        "Trần Văn Cường D4 Good",
        "Phạm Thị Dung B5 —",
        "Đỗ Văn Em B6 —",
    ];
    assert_eq!(people(&reading), expected);
    let kinds: Vec<&FaultKind> = reading.faults.iter().map(|fault| &fault.kind).collect();
    assert!(matches!(kinds[..], [FaultKind::NotAGrade { .. }, FaultKind::ManyTicks { .. }]), "{kinds:?}");
}

#[test]
fn a_column_named_after_the_person_that_holds_grades_is_his_own_word() {
    let reading = read_sheet("| TT | Họ và tên | Cá nhân | Chi bộ |\n| 1 | Nguyễn Văn An | HTXSNV | HTTNV |");
    assert_eq!(people(&reading), ["Nguyễn Văn An D2 Good"]);
    assert!(reading.members[0].grades.self_grade.is_some());
    assert_eq!(reading.faults, []);
    // Alone it is the column of names.
    let reading = read_sheet("| TT | Cá nhân | Xếp loại |\n| 1 | Nguyễn Văn An | HTTNV |");
    assert_eq!(people(&reading), ["Nguyễn Văn An C2 Good"]);
}

#[test]
fn the_whole_year_beside_its_quarters_is_the_decided_grade() {
    let reading = read_sheet(
        "| TT | Họ và tên | Quý I | Quý II | Quý III | Quý IV | Cả năm |
         | 1 | Nguyễn Văn An | HTTNV | HTTNV | HTNV | HTTNV | HTXSNV |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An G2 Excellent"]);
    // Figures of the whole year are none.
    let reading = read_sheet(
        "| TT | Họ và tên | Xếp loại | Số buổi cả năm |
         | 1 | Nguyễn Văn An | HTTNV | 12 |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An C2 Good"]);
}

#[test]
fn rows_of_dots_or_dashes_are_nobodys() {
    let reading = read_sheet(
        "| TT | Họ và tên | Chức vụ | Xếp loại |
         | 1 | Nguyễn Văn An | … | HTTNV |
         | 2 | … | … | … |
         | 3 | - | - | - |
         | ... | ... | ... | ... |
         | 4 | … | … | HTNV |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An D2 Good"]);
    assert_eq!((reading.tally().read, reading.set_aside.len()), (2, 1));
}

#[test]
fn a_group_over_the_name_is_header_where_its_neighbours_reach_down() {
    let reading = read_sheet(
        "| TT | Đảng viên được đánh giá | < | Kết quả biểu quyết (số phiếu) | < | < | < | Kết luận của chi bộ | Ghi chú |
         | ^ | Họ và tên | Sinh năm | XS | Tốt | HT | Không HT | ^ | ^ |
         | 1 | Nguyễn Văn An | 1975 | 2 | 5 | 0 | 0 | Hoàn thành tốt nhiệm vụ | |
         | 2 | Lê Thị Bình | 1982 | 6 | 1 | 0 | 0 | HTXSNV | |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An H3 Good", "Lê Thị Bình H4 Excellent"], "{:#?}", reading.faults);
    // A letterhead right above a header reaches down nowhere.
    let reading = read_sheet(
        "| ĐẢNG BỘ MẪU | < | < | ĐẢNG CỘNG SẢN VIỆT NAM | < |
         | TT | Họ và tên | Chức vụ | Chi bộ xếp loại | Ghi chú |
         | 1 | Nguyễn Văn An | | HTTNV | |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An D3 Good"]);
    assert!(
        reading.tables[0].columns.iter().all(|seen| !seen.header.contains("MẪU")),
        "{:?}",
        reading.tables[0].columns
    );
}

#[test]
fn marks_under_the_word_member_are_nobodys_names() {
    let reading = read_sheet(
        "| Phòng | Stt | Họ | Tên lót + Tên | N/s | Đảng viên | Phân loại CB,CC | Phân loại đảng viên |
         | Một | 1 | Bùi | Quang Huy | 02.05.1979 | x | HTXS | HTXS |
         | Một | 2 | Cao | Văn Én | 1/1/1991 | | HTT | |",
    );
    assert_eq!(people(&reading), ["Bùi Quang Huy H2 Excellent"], "{:#?}", reading.faults);
    assert!(reading.members[0].born.is_some());
    assert_eq!(reading.staff.len(), 1, "{:#?}", reading.staff);
    // With no other name a mark is set aside, and no person is called x.
    let reading = read_sheet("| TT | Đảng viên | Chức vụ | Xếp loại |\n| 1 | x | Bí thư | HTTNV |");
    assert_eq!((reading.members.len(), reading.set_aside.len()), (0, 1), "{:#?}", reading.members);
}
