//! Lists beside the one asked for: an older year's, an explanation of the form, the minutes of a vote. Nobody in them
//! is a second person, and no row of them is lost.

use super::{people, read};
use crate::support::table::{book, sheet};
use tonghop::domain::fault::FaultKind;

const THIS_YEAR: &str = "| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 | < | < |
                         | TT | Họ và tên | Xếp loại |
                         | 1 | Nguyễn Văn An | HTTNV |";

#[test]
fn without_a_plan_the_newest_year_of_a_file_is_this_years() {
    let before = THIS_YEAR.replace("2021", "2020").replace("HTTNV", "HTNV");
    for sheets in [[("A", &*before), ("B", THIS_YEAR)], [("A", THIS_YEAR), ("B", &*before)]] {
        let reading = read(&book(sheets.map(|(name, table)| sheet(name, table))));
        assert_eq!(people(&reading), ["Nguyễn Văn An C3 Good"]);
        assert_eq!(reading.set_aside.len(), 1);
        let is_told =
            |kind: &FaultKind| matches!(kind, FaultKind::OtherYear { found: 2020, expected: 2021, whole: false });
        assert!(reading.faults.iter().any(|fault| is_told(&fault.kind)), "{:#?}", reading.faults);
    }
    // One year alone, whichever, is the year under review; so is that of two lists of it.
    let reading = read(&book([sheet("A", &before), sheet("B", &before.replace("Văn An", "Thị Bình"))]));
    assert_eq!((reading.members.len(), reading.set_aside.len()), (2, 0));
}

#[test]
fn a_sheet_that_explains_the_columns_lists_nobody() {
    let explained = "| HƯỚNG DẪN ĐIỀN BIỂU | |
                     | Họ và tên | Ghi chữ in hoa có dấu |
                     | Ngày sinh | dd/mm/yyyy |
                     | Xếp loại | Ghi: HTXSNV, HTTNV |";
    let reading = read(&book([sheet("HD", explained), sheet("DS", THIS_YEAR)]));
    assert_eq!(people(&reading), ["Nguyễn Văn An C3 Good"]);
    assert_eq!(reading.faults, []);
    // A birth behind a name is no header.
    let born = "| TT | Họ và tên, năm sinh | Xếp loại |\n| 1 | Nguyễn Văn An, sinh năm 1980 | HTTNV |";
    assert_eq!(read(&book([sheet("DS", born)])).members.len(), 1);
    // One person among such words, and it is a list.
    let mixed = "| Họ và tên | Xếp loại |\n| Xếp loại | HTTNV |\n| Nguyễn Văn An | HTTNV |";
    assert!(people(&read(&book([sheet("DS", mixed)]))).contains(&"Nguyễn Văn An B3 Good".to_owned()));
}

#[test]
fn zeros_and_ones_in_the_minutes_of_a_vote_are_votes() {
    let votes = "| BIÊN BẢN KIỂM PHIẾU NĂM 2021 | < | < | < |
                 | TT | Họ và tên | HTXSNV | HTTNV |
                 | 1 | Nguyễn Văn An | 0 | 1 |";
    let reading = read(&book([sheet("BB", votes), sheet("DS", THIS_YEAR)]));
    assert_eq!(people(&reading), ["Nguyễn Văn An C3 Good"]);
    assert_eq!(reading.set_aside.len(), 1);
    // Ticks below such a title are ticks, and so are ones and zeros below another.
    for list in [votes.replace("| 0 | 1 |", "| | x |"), votes.replace("BIÊN BẢN KIỂM PHIẾU", "KẾT QUẢ XẾP LOẠI")]
    {
        assert_eq!(people(&read(&book([sheet("BB", &list)]))), ["Nguyễn Văn An D3 Good"], "{list}");
    }
}
