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
