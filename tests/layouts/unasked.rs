//! Ways of writing that no form asks for: a grade said once for many, marks of repetition, name and birth in one cell,
//! and grades where names should stand.

use super::{people, read_sheet, read_with};
use tonghop::domain::branch::Branch;
use tonghop::domain::fault::{FaultKind, InsteadOfName};
use tonghop::domain::grade::Grade;
use tonghop::domain::legend::Legend;
use tonghop::domain::plan::Plan;
use tonghop::domain::reading::Reading;

fn count(reading: &Reading, is: impl Fn(&FaultKind) -> bool) -> usize {
    reading.faults.iter().filter(|fault| is(&fault.kind)).count()
}

fn lacks_grades(reading: &Reading) -> bool {
    count(reading, |kind| matches!(kind, FaultKind::MissingColumn { .. })) > 0
}

#[test]
fn headings_between_rows_grade_those_below_them() {
    for headings in [
        ["I. Hoàn thành xuất sắc nhiệm vụ: 01 đồng chí", "II. Hoàn thành tốt nhiệm vụ (02 đ/c)"],
        ["HTXSNV", "HTTNV"],
        ["Đảng viên được xếp loại Hoàn thành xuất sắc nhiệm vụ", "Đảng viên được xếp loại Hoàn thành tốt nhiệm vụ"],
        ["Mức 1", "Mức 2 (02 đồng chí)"],
    ] {
        let table = format!(
            "| TT | Họ và tên | Chức vụ |\n| {} | < | < |\n| 1 | Nguyễn Văn An | Bí thư |\n| {} | < | < |\n| 1 | Lê Thị Bình | |\n| 2 | Trần Văn Cường | |",
            headings[0], headings[1]
        );
        let reading = read_sheet(&table);
        assert_eq!(
            people(&reading),
            ["Nguyễn Văn An B3 Excellent", "Lê Thị Bình B5 Good", "Trần Văn Cường B6 Good"],
            "{headings:?} {:#?}",
            reading.faults
        );
        assert!(!lacks_grades(&reading));
        assert_eq!(count(&reading, |kind| *kind == FaultKind::GradedByHeading { n: 3 }), 1);
    }
}

#[test]
fn a_numbered_heading_with_a_count_beside_it_is_nobody() {
    let reading = read_sheet(
        "| TT | Họ và tên | Chức vụ | Ghi chú |
         | I | Hoàn thành xuất sắc nhiệm vụ | 1 | |
         | 1 | Nguyễn Văn An | Bí thư | |
         | 2 | Hoàn thành tốt nhiệm vụ | | 02 đồng chí |
         | 1 | Lê Thị Bình | | |
         | 2 | Trần Văn Cường | | |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An B3 Excellent", "Lê Thị Bình B5 Good", "Trần Văn Cường B6 Good"]);
    assert_eq!(reading.tally().set_aside, 0, "{:#?}", reading.set_aside);
}

#[test]
fn a_title_grades_a_list_without_a_column_of_grades() {
    let list = |title: &str, header: &str, cells: &str| {
        read_sheet(&format!(
            "| {title} | < | < | < |\n| TT | Họ và tên | Ngày sinh | {header} |\n| 1 | Nguyễn Văn An | 1980 | {cells} |"
        ))
    };
    let title = "DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH XUẤT SẮC NHIỆM VỤ NĂM 2021";
    assert_eq!(people(&list(title, "Ghi chú", "")), ["Nguyễn Văn An B3 Excellent"]);
    assert_eq!(people(&list(title, "Xếp loại", "")), ["Nguyễn Văn An B3 Excellent"]);
    assert_eq!(people(&list("Danh sách đảng viên miễn sinh hoạt", "Ghi chú", "")), ["Nguyễn Văn An B3 Exempt"]);
    // A row's own words are never overruled, not even when they are none.
    assert_eq!(people(&list(title, "Xếp loại", "HTTNV")), ["Nguyễn Văn An D3 Good"]);
    assert_eq!(people(&list(title, "Xếp loại", "Giỏi lắm")), ["Nguyễn Văn An B3 —"]);
    for other in [
        "DANH SÁCH ĐẢNG VIÊN HTXSNV 5 NĂM LIỀN",
        "ĐÁNH GIÁ, XẾP LOẠI MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ NĂM 2021",
        "Tự xếp loại hoàn thành tốt nhiệm vụ",
    ] {
        let reading = list(other, "Ghi chú", "");
        assert_eq!(people(&reading), ["Nguyễn Văn An B3 —"], "{other}");
        assert!(lacks_grades(&reading), "{other}");
    }
}

#[test]
fn two_columns_that_both_decide_are_not_settled_by_a_title() {
    let reading = read_sheet(
        "| DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH XUẤT SẮC NHIỆM VỤ | < | < | < |
         | TT | Họ và tên | Xếp loại | Kết quả xếp loại |
         | 1 | Nguyễn Văn An | HTTNV | HTNV |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An B3 —"]);
}

#[test]
fn marks_of_repetition_stand_for_the_cell_above() {
    for mark in ["nt", "-nt-", "\"", "”", "như trên", "〃"] {
        let reading = read_sheet(&format!(
            "| TT | Họ và tên | Xếp loại | Ghi chú |
             | 1 | Nguyễn Văn An | HTTNV | Giỏi |
             | 2 | Lê Thị Bình | {mark} | |
             | 3 | Trần Văn Cường | {mark} | {mark} |"
        ));
        assert_eq!(
            people(&reading),
            ["Nguyễn Văn An C2 Good", "Lê Thị Bình C3 Good", "Trần Văn Cường C4 Good"],
            "{mark}"
        );
        assert_eq!(count(&reading, |kind| *kind == FaultKind::DittoRead { n: 2 }), 1, "{:#?}", reading.faults);
        // The note above is blank: nothing is repeated, and the mark stays.
        assert_eq!(reading.members[2].note.as_ref().map(|note| note.value.as_str().to_owned()), Some(mark.to_owned()));
    }
}

#[test]
fn a_mark_below_a_heading_or_nothing_repeats_nothing() {
    for table in [
        "| TT | Họ và tên | Xếp loại |\n| 1 | Nguyễn Văn An | nt |",
        "| TT | Họ và tên | Xếp loại |\n| 1 | Lê Văn Minh | HTTNV |\n| Tổ đảng 2 | | |\n| 1 | Nguyễn Văn An | nt |",
        "| TT | Họ và tên | Xếp loại |\n| 1 | Lê Văn Minh | |\n| 2 | Nguyễn Văn An | nt |",
    ] {
        let reading = read_sheet(table);
        assert!(reading.members.last().unwrap().grades.branch_grade.is_none(), "{table}");
        assert_eq!(count(&reading, |kind| matches!(kind, FaultKind::NotAGrade { .. })), 1, "{table}");
    }
    // Who a person is, is never repeated.
    let reading = read_sheet(
        "| TT | Họ và tên | Số thẻ đảng | Xếp loại |\n| 1 | Lê Văn Minh | 123 | HTT |\n| 2 | Lê Văn Minh | nt | HTT |",
    );
    assert_ne!(reading.members[1].card_no.as_ref().map(|card| card.value.as_str()), Some("123"));
}

#[test]
fn a_birth_in_the_cell_of_the_name_is_read_where_the_row_has_no_other() {
    let born = |header: &str, cell: &str, own: &str| {
        let reading = read_sheet(&format!("| TT | {header} | Ngày sinh | Xếp loại |\n| 1 | {cell} | {own} | HTTNV |"));
        let member = reading.members.first().unwrap();
        (member.name.value.clean.to_string(), member.born.as_ref().map(|born| born.value.iso()))
    };
    for cell in ["Nguyễn Văn An, 1980", "Nguyễn Văn An (1980)", "Đ/c Nguyễn Văn An, sinh năm 1980"] {
        for header in ["Họ và tên", "Họ và tên, năm sinh"] {
            assert_eq!(
                born(header, cell, ""),
                ("Nguyễn Văn An".to_owned(), Some("1980".to_owned())),
                "{header}: {cell}"
            );
        }
    }
    let (_, own) = born("Họ và tên", "Nguyễn Văn An (1980)", "03/02/1981");
    assert_eq!(own.as_deref(), Some("1981-02-03"));
}

#[test]
fn a_grade_is_nobodys_name() {
    for (table, n_people) in [
        ("| TT | Họ và tên | Ngày sinh | Xếp loại |\n| 1 | Hoàn thành tốt nhiệm vụ | 1980 | HTTNV |", 0),
        ("| TT | Tên tập thể | Loại | Xếp loại |\n| 1 | HTXSNV | Chi ủy | HTTNV |", 0),
        ("| TT | Họ và tên | Ngày sinh | Xếp loại |\n| 1 | Hoàng Thành Tốt | 1980 | HTTNV |", 1),
    ] {
        let reading = read_sheet(table);
        assert_eq!(reading.members.len() + reading.collectives.len(), n_people, "{table}");
        let said = count(&reading, |kind| *kind == FaultKind::NoName { instead: Some(InsteadOfName::Grade) });
        assert_eq!((said, reading.set_aside.len()), (1 - n_people, 1 - n_people), "{table} {:#?}", reading.faults);
    }
}

#[test]
fn a_header_that_stands_again_on_the_next_page_opens_no_second_list() {
    let header = "| TT | Họ và tên | Ngày sinh | Xếp loại | Cỡ áo |";
    let reading = read_sheet(&format!(
        "| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 | < | < | < | < |\n{header}
         | 1 | Nguyễn Văn An | 1980 | HTTNV | |
         | Cộng trang 1 | 1 | | | |
         {header}
         | Mang sang | 1 | | | |
         | 2 | Lê Thị Bình | 1981 | nt | |
         {header}
         | 3 | Trần Văn Cường | 1982 | HTNV | |"
    ));
    assert_eq!(
        people(&reading),
        ["Nguyễn Văn An D3 Good", "Lê Thị Bình D7 —", "Trần Văn Cường D9 Completed"]
            .map(|line| line.replace("D7", "B7"))
    );
    assert_eq!(reading.tables.len(), 1);
    assert_eq!(reading.tally().set_aside, 0, "{:#?}", reading.set_aside);
    let n_unknown = count(&reading, |kind| matches!(kind, FaultKind::UnknownColumn { .. }));
    assert_eq!(n_unknown, 1, "the header is understood once");
}

#[test]
fn the_same_header_below_a_title_of_its_own_is_another_table() {
    let header = "| TT | Họ và tên | Ngày sinh | Xếp loại |";
    for between in ["| DANH SÁCH BỔ SUNG |", "| CHI BỘ HAI |", "| BÍ THƯ |", "| ĐẢNG BỘ A | | ĐẢNG CỘNG SẢN VIỆT NAM |"]
    {
        let reading = read_sheet(&format!(
            "{header}\n| 1 | Nguyễn Văn An | 1980 | HTTNV |\n{between}\n{header}\n| 1 | Lê Thị Bình | 1981 | HTNV |"
        ));
        assert!(reading.tables.len() >= 2, "{between}");
        assert_eq!(reading.members.len(), 2, "{between}");
    }
}

#[test]
fn a_note_tells_more_than_a_fifth_tick() {
    let reading = read_sheet(
        "| TT | Họ và tên | HTXSNV | HTTNV | HTNV | KHTNV | Chưa xếp loại | Ghi chú |
         | 1 | Nguyễn Văn An | | | | | x | Miễn sinh hoạt |
         | 2 | Lê Thị Bình | | | | | x | Đi học |
         | 3 | Trần Văn Cường | | x | | | | Trước đây miễn sinh hoạt |",
    );
    let stands: Vec<String> =
        people(&reading).iter().filter_map(|line| Some(line.rsplit_once(' ')?.1.to_owned())).collect();
    assert_eq!(stands, ["Exempt", "Other", "Good"]);
}

#[test]
fn codes_are_grades_where_the_sheet_says_what_they_stand_for() {
    for (header, note) in [
        ("Xếp loại (A: HTXSNV, B: HTTNV, C: HTNV, D: KHTNV)", ""),
        ("Xếp loại", "| Ghi chú: A - Hoàn thành xuất sắc nhiệm vụ; B - Hoàn thành tốt nhiệm vụ. |"),
        ("Chi bộ xếp loại", "| HTXSNV: A; HTTNV: B; HTNV: C |"),
    ] {
        let reading = read_sheet(&format!(
            "| TT | Họ và tên | Ngày sinh | {header} |
             | 1 | Nguyễn Văn An | 1980 | A |
             | 2 | Lê Thị Bình | 1981 | b |
             | 3 | Trần Văn Cường | 1982 | E |\n{note}"
        ));
        assert_eq!(
            people(&reading),
            ["Nguyễn Văn An D2 Excellent", "Lê Thị Bình D3 Good", "Trần Văn Cường B4 —"],
            "{header} {note} {:#?}",
            reading.faults
        );
        assert_eq!(count(&reading, |kind| matches!(kind, FaultKind::GradesByCode { n: 2, .. })), 1);
        assert_eq!(count(&reading, |kind| matches!(kind, FaultKind::NotAGrade { .. })), 1);
    }
}

#[test]
fn codes_without_a_legend_are_nothing_unless_the_plan_has_one() {
    let table = "| TT | Họ và tên | Xếp loại (A, B, C, D) |\n| 1 | Nguyễn Văn An | A |";
    let plain = read_sheet(table);
    assert_eq!(people(&plain), ["Nguyễn Văn An B2 —"]);
    let pairs = [("A".to_owned(), Grade::Excellent), ("B".to_owned(), Grade::Good)];
    let branch = Branch { code: "CB01".into(), name: "Chi bộ Một".into(), ..Branch::default() };
    let plan = Plan { year: 2021, branches: vec![branch], legend: Legend::of(pairs), ..Plan::default() };
    let reading = read_with(&format!("| CHI BỘ MỘT |\n{table}"), &plan);
    assert_eq!(people(&reading), ["Nguyễn Văn An C3 Excellent"]);
}

#[test]
fn a_place_with_a_date_in_figures_and_who_signs_for_whom_are_nobody() {
    let reading = read_sheet(
        "| TT | Họ và tên | Xếp loại | Ký tên |
         | 1 | Nguyễn Văn An | HTTNV | |
         | | | | Cao Lãnh, 20/11/2021 |
         | | | | Thay mặt chi bộ |
         | | | | (đã ký) |
         | | | | Nguyễn Văn An |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An C2 Good"]);
    assert_eq!(reading.tally().set_aside, 0, "{:#?}", reading.set_aside);
}

#[test]
fn a_heading_that_gives_a_reason_speaks_for_the_blank_rows_below_it() {
    let reading = read_sheet(
        "| TT | Họ và tên | Chức vụ | Xếp loại |
         | I | ĐẢNG VIÊN MIỄN SINH HOẠT | | |
         | 1 | Nguyễn Văn An | Chuyên viên | |
         | II | ĐẢNG VIÊN CHÍNH THỨC | | |
         | 1 | Lê Thị Bình | Chuyên viên | HTTNV |
         | 2 | Trần Văn Cường | Chuyên viên | |
         | III | ĐẢNG VIÊN CHƯA ĐỦ 6 THÁNG | | |
         | 1 | Phạm Thị Dung | Chuyên viên | |",
    );
    let expected =
        ["Nguyễn Văn An B3 Exempt", "Lê Thị Bình D5 Good", "Trần Văn Cường B6 —", "Phạm Thị Dung B8 UnderSixMonths"];
    assert_eq!(people(&reading), expected);
}
