//! Tables that stand side by side in one sheet: every one is read, at its own cells, and a spacer parts nothing.

use super::{people, read_sheet};
use tonghop::domain::fault::FaultKind;
use tonghop::domain::reading::Reading;

fn rewards(reading: &Reading) -> Vec<String> {
    reading.rewards.iter().map(|reward| format!("{} {}", reward.name.value.clean, reward.source.at)).collect()
}

fn nothing_is_left(case: &str, reading: &Reading) {
    let tally = reading.tally();
    assert_eq!((tally.read, tally.set_aside), (tally.records, 0), "{case}: {:#?}", reading.set_aside);
    let is_of_columns =
        |kind: &FaultKind| matches!(kind, FaultKind::TwoColumns { .. } | FaultKind::MissingColumn { .. });
    let wrong: Vec<_> = reading.faults.iter().filter(|fault| is_of_columns(&fault.kind)).collect();
    assert!(wrong.is_empty(), "{case}: {wrong:#?}");
}

#[test]
fn one_list_broken_in_two_halves() {
    let reading = read_sheet(
        "| CHI BỘ VĂN PHÒNG | < | < | < | < | < | < |
         | DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 | < | < | < | < | < | < |
         | TT | Họ và tên | Xếp loại | TT | Họ và tên | Xếp loại |
         | 1 | Nguyễn Văn An | HTXSNV | 3 | Phạm Thị Dung | HTTNV |
         | 2 | Lê Thị Bình | HTTNV | 4 | Hồ Văn Em | HTNV |
         | | Tổng cộng: 4 đồng chí | | | | |",
    );
    assert_eq!(
        people(&reading),
        ["Nguyễn Văn An C4 Excellent", "Lê Thị Bình C5 Good", "Phạm Thị Dung F4 Good", "Hồ Văn Em F5 Completed"]
    );
    nothing_is_left("halves", &reading);
}

#[test]
fn members_left_and_rewards_right_of_an_empty_column() {
    let reading = read_sheet(
        "| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN | < | < | | DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG | < | < |
         | TT | Họ và tên | Xếp loại | | TT | Họ và tên | Hình thức khen |
         | 1 | Nguyễn Văn An | HTXSNV | | 1 | Nguyễn Văn An | Giấy khen |
         | 2 | Lê Thị Bình | HTTNV | | | | |
         | 3 | Phạm Thị Dung | HTTNV | | | | |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An C3 Excellent", "Lê Thị Bình C4 Good", "Phạm Thị Dung C5 Good"]);
    assert_eq!(rewards(&reading), ["Nguyễn Văn An F3"]);
    nothing_is_left("rewards", &reading);
}

#[test]
fn the_right_table_may_start_lower_and_be_the_longer_one() {
    let reading = read_sheet(
        "| ĐẢNG BỘ VĂN PHÒNG | < | < | | | | |
         | TT | Họ và tên | Xếp loại đảng viên | | | | |
         | 1 | Nguyễn Văn An | HTXSNV | | | | |
         | 2 | Lê Thị Bình | HTTNV | | STT | Tên tập thể | Chi bộ đề nghị |
         | 3 | Hồ Văn Em | HTTNV | | 1 | Chi ủy chi bộ | HTTNV |
         | | | | | 2 | Chi bộ Văn phòng | HTTNV |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An C3 Excellent", "Lê Thị Bình C4 Good", "Hồ Văn Em C5 Good"]);
    let collectives: Vec<_> =
        reading.collectives.iter().map(|one| format!("{} {}", one.name.value, one.source.at)).collect();
    assert_eq!(collectives, ["Chi ủy chi bộ G5", "Chi bộ Văn phòng G6"]);
    nothing_is_left("lower", &reading);
}

#[test]
fn three_in_a_row_and_a_table_below_them() {
    let reading = read_sheet(
        "| TT | Họ và tên | XL | TT | Họ và tên | XL | TT | Họ và tên | XL |
         | 1 | Nguyễn Văn An | HTTNV | 2 | Lê Thị Bình | HTTNV | 3 | Phạm Thị Dung | HTNV |

         | DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG | < | < | < |
         | TT | Họ và tên | Hình thức khen | Thành tích | | | | | |
         | 1 | Nguyễn Văn An | Giấy khen | Tốt | | | | | |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An C2 Good", "Lê Thị Bình F2 Good", "Phạm Thị Dung I2 Completed"]);
    assert_eq!(rewards(&reading), ["Nguyễn Văn An B6"]);
    nothing_is_left("three", &reading);
}

#[test]
fn counts_beside_a_list_are_stated_totals() {
    let reading = read_sheet(
        "| TT | Họ và tên | Xếp loại | | Mức | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Nguyễn Văn An | HTXSNV | | Số lượng | 1 | 2 | 0 | 0 |
         | 2 | Lê Thị Bình | HTTNV | | | | | | |
         | 3 | Phạm Thị Dung | HTTNV | | | | | | |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An C2 Excellent", "Lê Thị Bình C3 Good", "Phạm Thị Dung C4 Good"]);
    assert_eq!(reading.stated.len(), 4, "{:#?}", reading.stated);
    nothing_is_left("counts", &reading);
}

#[test]
fn a_spacer_or_a_second_name_parts_no_table() {
    for (case, table, expected) in [
        (
            "an empty column before the ticks",
            "| TT | Họ và tên | | HTXSNV | HTTNV | HTNV | KHTNV |
             | 1 | Nguyễn Văn An | | x | | | |
             | 2 | Lê Thị Bình | | | x | | |",
            ["Nguyễn Văn An D2 Excellent", "Lê Thị Bình E3 Good"],
        ),
        (
            "an empty column before the grade and the note",
            "| TT | Họ và tên | Chức vụ | | Xếp loại | Ghi chú |
             | 1 | Nguyễn Văn An | Bí thư | | HTXSNV | Tốt |
             | 2 | Lê Thị Bình | Chuyên viên | | HTTNV | Khá |",
            ["Nguyễn Văn An E2 Excellent", "Lê Thị Bình E3 Good"],
        ),
        (
            "votes behind a spacer",
            "| TT | Họ và tên | Xếp loại | | HTXSNV | HTTNV | HTNV | KHTNV |
             | 1 | Nguyễn Văn An | HTXSNV | | 12 | 3 | 0 | 0 |
             | 2 | Lê Thị Bình | HTTNV | | 2 | 13 | 0 | 0 |",
            ["Nguyễn Văn An C2 Excellent", "Lê Thị Bình C3 Good"],
        ),
        (
            "who reviewed whom",
            "| TT | Họ và tên | Xếp loại | Họ tên người nhận xét |
             | 1 | Nguyễn Văn An | HTXSNV | Hồ Văn Em |
             | 2 | Lê Thị Bình | HTTNV | Hồ Văn Em |",
            ["Nguyễn Văn An C2 Excellent", "Lê Thị Bình C3 Good"],
        ),
    ] {
        let reading = read_sheet(table);
        assert_eq!(people(&reading), expected, "{case}");
        assert_eq!(reading.tables.len(), 1, "{case}");
    }
}

#[test]
fn words_beside_ticks_repeat_them_stand_for_them_or_are_two_claims() {
    let table = |rows: &str| {
        read_sheet(&format!(
            "| TT | Họ và tên | Mức xếp loại | < | < | < | Kết quả xếp loại |
             | ^ | ^ | HTXSNV | HTTNV | HTNV | KHTNV | ^ |
             {rows}"
        ))
    };
    for (case, rows, expected) in [
        (
            "the same twice",
            "| 1 | Nguyễn Văn An | x | | | | HTXSNV |
             | 2 | Lê Thị Bình | | x | | | Tốt |",
            ["Nguyễn Văn An C3 Excellent", "Lê Thị Bình D4 Good"],
        ),
        (
            "words alone",
            "| 1 | Nguyễn Văn An | | | | | HTXSNV |
             | 2 | Lê Thị Bình | | | | | HTTNV |",
            ["Nguyễn Văn An G3 Excellent", "Lê Thị Bình G4 Good"],
        ),
        (
            "ticks alone",
            "| 1 | Nguyễn Văn An | x | | | | |
             | 2 | Lê Thị Bình | | x | | | |",
            ["Nguyễn Văn An C3 Excellent", "Lê Thị Bình D4 Good"],
        ),
        (
            "each where the other is blank",
            "| 1 | Nguyễn Văn An | x | | | | |
             | 2 | Lê Thị Bình | | | | | HTTNV |",
            ["Nguyễn Văn An C3 Excellent", "Lê Thị Bình G4 Good"],
        ),
    ] {
        let reading = table(rows);
        assert_eq!(people(&reading), expected, "{case}");
        nothing_is_left(case, &reading);
    }
    let slip = table(
        "| 1 | Nguyễn Văn An | x | | | | HTXSNV |
         | 2 | Lê Thị Bình | | x | | | HTTNV |
         | 3 | Hồ Văn Em | | x | | | HTTNV |
         | 4 | Phạm Thị Dung | | x | | | HTNV |",
    );
    assert_eq!(people(&slip)[3], "Phạm Thị Dung B6 —");
    assert!(slip.faults.iter().any(|fault| matches!(fault.kind, FaultKind::TickAgainstWords { .. })));
    let two = table(
        "| 1 | Nguyễn Văn An | x | | | | HTTNV |
         | 2 | Lê Thị Bình | | x | | | HTNV |",
    );
    assert_eq!(people(&two), ["Nguyễn Văn An B3 —", "Lê Thị Bình B4 —"]);
    assert!(two.faults.iter().any(|fault| matches!(fault.kind, FaultKind::TwoColumns { .. })), "{:#?}", two.faults);
}
