//! Whole tables as branches make them, each with the people it holds and nobody else.

use super::{people, read_sheet, support};
use tonghop::consolidate::{assemble, reconcile};
use tonghop::domain::fault::FaultKind;
use tonghop::domain::grade::Reason;

/// Reads a table and compares its people; nothing may be set aside, and read = records.
fn holds(case: &str, table: &str, expected: &[&str]) {
    let reading = read_sheet(table);
    assert_eq!(people(&reading), expected, "{case}: {:#?}", reading.faults);
    let tally = reading.tally();
    assert_eq!((tally.read, tally.set_aside), (tally.records, 0), "{case}: {:#?}", reading.set_aside);
}

#[test]
fn the_skeletons_met_in_public_sources() {
    holds(
        "a column for every actor",
        "| TT | Họ và tên đảng viên | Mã số | Đảng viên tự đánh giá, xếp loại (1) | Đánh giá, xếp loại viên chức, người lao động (2) | Chi ủy đánh giá, xếp loại (3) | Tập thể lãnh đạo đoàn thể (4) | Chi bộ đánh giá, xếp loại (5) |
         | 1 | Nguyễn Văn An | 001 | HTXSNV | HTTNV | HTTNV | HTTNV | HTNV |",
        &["Nguyễn Văn An H2 Completed"],
    );
    holds(
        "the list of those not graded",
        "| DANH SÁCH ĐẢNG VIÊN CHƯA KIỂM ĐIỂM, XẾP LOẠI | < | < | < | < | < |
         | TT | Họ và tên | Ngày kết nạp | Chưa kiểm điểm (X) | Chưa đánh giá xếp loại (X) | Lý do |
         | 1 | Nguyễn Văn An | 03/02/2021 | | X | Kết nạp chưa đủ 6 tháng |
         | 2 | Lê Thị Bình | 03/02/1985 | X | X | Miễn công tác và sinh hoạt đảng |",
        &["Nguyễn Văn An B3 UnderSixMonths", "Lê Thị Bình B4 Exempt"],
    );
    holds(
        "the name over family and given name, in the second of three rows",
        "| | Họ và tên | < | Kết quả | < |
         | Số TT | Họ đệm | Tên | Tự xếp loại | Chi bộ xếp loại |
         | (1) | (2) | (3) | (4) | (5) |
         | 1 | Nguyễn Văn | An | HTXSNV | HTTNV |",
        &["Nguyễn Văn An E4 Good"],
    );
    holds(
        "groups written over their first column only",
        "| Năm sinh | | Mức xếp loại | | | | | |
         | Nam | Nữ | HTXSNV | HTTNV | HTNV | KHTNV | | |
         | | | | | | | Họ và tên | Ghi chú |
         | 1980 | | | x | | | Nguyễn Văn An | |",
        &["Nguyễn Văn An D4 Good"],
    );
}

#[test]
fn a_known_reason_in_the_note_stands_beside_a_blank_grade_and_beside_nothing_else() {
    let rows = [
        ("Ghi chú", "| Miễn sinh hoạt", "Exempt"),
        ("Ghi chú", "| Kết nạp ngày 12/8/2021", "UnderSixMonths"),
        ("Ghi chú, lý do", "| Đình chỉ sinh hoạt đảng", "Suspended"),
        ("Ghi chú", "| Nghỉ hưu 01/12", "—"),
        ("Ghi chú (lý do không xếp loại)", "| Điều trị bệnh", "Other"),
        ("Ghi chú", "HTTNV | Được miễn sinh hoạt từ 01/12", "Good"),
        ("Ghi chú", "Giỏi lắm | Miễn sinh hoạt", "—"),
    ];
    for (header, cells, expected) in rows {
        let table = format!("| TT | Họ và tên | Chi bộ xếp loại | {header} |\n| 1 | Nguyễn Văn An | {cells} |");
        let reading = read_sheet(&table);
        let stands: Vec<String> =
            people(&reading).iter().filter_map(|line| Some(line.rsplit_once(' ')?.1.to_owned())).collect();
        assert_eq!(stands, [expected], "{table}");
    }
}

#[test]
fn a_name_merged_over_two_columns_is_whole_also_where_the_format_has_no_merged_cells() {
    let rows = |second: [&str; 3]| {
        let [a, b, c] = second;
        format!(
            "| TT | Họ và tên | | Xếp loại |\n| (1) | (2) | (3) | (4) |\n| 1 | Nguyễn Văn | {a} | HTTNV |\n| 2 | Lê Thị | {b} | HTTNV |\n| 3 | Trần | {c} | HTNV |\n| Tổng cộng | 3 | người |"
        )
    };
    holds(
        "the given name under no header",
        &rows(["An", "Bình", "H'Hen"]),
        &["Nguyễn Văn An D3 Good", "Lê Thị Bình D4 Good", "Trần H'Hen D5 Completed"],
    );
    for other in [["Nam", "Nữ", "Nam"], ["Kinh", "Kinh", "Kinh"], ["1980", "1981", "1982"], ["x", "", "x"]] {
        holds(
            "something else under no header",
            &rows(other),
            &["Nguyễn Văn D3 Good", "Lê Thị D4 Good", "Trần D5 Completed"],
        );
    }
}

#[test]
fn rows_around_people_are_nobody() {
    holds(
        "signatures in the columns of names and grades",
        "| TT | Họ và tên | Chức vụ | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Nguyễn Văn An | Bí thư | | x | | |
         | | Tổng số | 1 | 0 | 1 | 0 | 0 |
         | | THƯ KÝ | | | | | BÍ THƯ CHI BỘ |
         | | (Ký, ghi rõ họ tên) | | | | | (Ký, ghi rõ họ tên) |
         | | Lê Thị Bình | | | | | Nguyễn Văn An |",
        &["Nguyễn Văn An E2 Good"],
    );
    holds(
        "numbered headings, notes and sentences",
        "| TT | Họ và tên | Ngày sinh | Xếp loại |
         | 1 | Tổ đảng Nội vụ | | |
         | 1 | Nguyễn Văn An | 1980 | HTTNV |
         | 2 | Tổ đảng 2 | | |
         | 1 | Lê Thị Bình | 1981 | HTNV |
         | - Đồng chí Nguyễn Văn An chủ trì cuộc họp. | | | |
         | | | 1. Đảng viên nghỉ ốm có giấy của bệnh viện. | |
         | * Ghi chú: ghi theo biểu quyết | | | |",
        &["Nguyễn Văn An D3 Good", "Lê Thị Bình D5 Completed"],
    );
    holds(
        "sentences that begin with a name",
        "| Họ và tên | Xếp loại |
         | Nguyễn Văn An | HTTNV |
         | Nguyễn Văn An chủ trì hội nghị | |",
        &["Nguyễn Văn An B2 Good"],
    );
}

#[test]
fn people_who_are_called_like_headings_are_people() {
    let names = [
        "Tống Công Bằng",
        "Phòng Văn Ban",
        "Tổ Thị Đảng",
        "Cộng Hòa Bình",
        "Cộng Công Minh",
        "Y Bion Niê",
        "H'Hen Niê",
        "Lò Mí Chá",
        "K'Brêu",
        "Ông Văn Sáu",
        "Ông Thị Hạnh",
        "Tổng Thị Hoa",
    ];
    let rows: String = names.iter().map(|name| format!("| {name} | Bí thư | HTTNV |\n")).collect();
    let table = format!("| Họ và tên | Chức vụ | Xếp loại |\n{rows}| Tổng cộng | 12 | |");
    let expected: Vec<String> = (2..).zip(names).map(|(row, name)| format!("{name} C{row} Good")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    holds("names", &table, &expected);
}

#[test]
fn one_person_over_two_rows_is_one_person_and_both_rows_are_kept() {
    let table = "| TT | Họ và tên | Nhiệm vụ được giao | Xếp loại |
                 | 1 | Nguyễn Văn An | Bí thư | HTTNV |
                 | ^ | ^ | Trưởng phòng | ^ |
                 | 2 | Lê Thị Bình | Văn thư | HTNV |";
    holds("merged", table, &["Nguyễn Văn An D2 Good", "Lê Thị Bình D4 Completed"]);
    let reading = read_sheet(table);
    let carried: Vec<&str> = reading.members[0].carried.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(carried, ["Bí thư", "Trưởng phòng"]);
}

#[test]
fn a_table_without_names_is_told_once_and_its_rows_are_kept() {
    let reading = read_sheet(
        "| TT | Số thẻ đảng | Ngày sinh | Chi bộ xếp loại |
         | 1 | 49.001234 | 1980 | HTTNV |
         | 2 | 49.001235 | 1981 | HTNV |",
    );
    assert!(matches!(&reading.faults[..], [fault] if matches!(fault.kind, FaultKind::MissingColumn { .. })));
    assert_eq!((reading.set_aside.len(), reading.tally().read), (2, 2));
}

#[test]
fn a_misspelt_name_header_still_heads_a_table() {
    let reading = read_sheet("| TT | Họ và tênn | Ngày sinh | Xếp loại |\n| 1 | Nguyễn Văn An | 1980 | HTTNV |");
    assert_eq!(people(&reading), ["Nguyễn Văn An D2 Good"]);
    assert!(matches!(&reading.faults[..], [fault] if matches!(fault.kind, FaultKind::HeaderByLikeness { .. })));
}

#[test]
fn votes_counted_under_the_labels_of_grades_are_no_ticks() {
    holds(
        "votes",
        "| TT | Họ và tên | Kết quả bỏ phiếu | < | < | < | Chi bộ xếp loại |
         | ^ | ^ | HTXSNV | HTTNV | HTNV | KHTNV | ^ |
         | 1 | Nguyễn Văn An | 2 | 10 | 0 | 0 | HTTNV |
         | 2 | Lê Thị Bình | 0 | 1 | 11 | 0 | HTNV |",
        &["Nguyễn Văn An G3 Good", "Lê Thị Bình G4 Completed"],
    );
}

#[test]
fn the_letterhead_of_the_next_table_is_no_row_of_the_one_before() {
    let reading = read_sheet(
        "| XẾP LOẠI TỔ CHỨC ĐẢNG, TẬP THỂ NĂM 2021 | | | |
         | TT | Tên tập thể | Kết quả xếp loại | |
         | 1 | Chi bộ Quản trị | HTTNV | |
         | ĐẢNG BỘ VĂN PHÒNG TỈNH | | | ĐẢNG CỘNG SẢN VIỆT NAM |
         | CHI BỘ QUẢN TRỊ | | | Đồng Tháp, ngày 25 tháng 11 năm 2021 |
         | | | | Biểu số 01 |
         | DANH SÁCH ĐẢNG VIÊN ĐƯỢC XẾP LOẠI NĂM 2021 | | | |
         | TT | Họ và tên | Xếp loại năm 2020 | Xếp loại |
         | 1 | Nguyễn Văn An | HTNV | HTTNV |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An D9 Good"]);
    assert_eq!((reading.collectives.len(), reading.set_aside.len()), (1, 0));
}

#[test]
fn two_columns_that_both_decide_are_never_guessed_between() {
    for (first, second) in
        [("Chi bộ xếp loại", "Kết quả chi bộ xếp loại"), ("Mức xếp loại", "Kết quả xếp loại"), ("Xếp loại", "Kết luận")]
    {
        let table = format!("| TT | Họ và tên | {first} | {second} |\n| 1 | Nguyễn Văn An | HTTNV | HTNV |");
        let reading = read_sheet(&table);
        assert_eq!(people(&reading), ["Nguyễn Văn An B2 —"], "{first}, {second}");
        assert!(matches!(&reading.faults[..], [fault] if matches!(fault.kind, FaultKind::TwoColumns { .. })));
    }
}

#[test]
fn a_row_of_data_without_a_name_is_set_aside_even_with_a_post_that_signs() {
    let reading = read_sheet(
        "| TT | Họ và tên | Chức vụ | Xếp loại |
         | 1 | Nguyễn Văn An | Chuyên viên | HTTNV |
         | 2 | | Bí thư | HTNV |
         | 3 | Lê Thị Bình | Bí thư | HTNV |",
    );
    assert_eq!(people(&reading), ["Nguyễn Văn An D2 Good", "Lê Thị Bình D4 Completed"]);
    assert_eq!(reading.set_aside.len(), 1);
}

#[test]
fn a_person_in_the_list_of_all_and_in_that_of_those_not_graded_is_one_person() {
    let reading = read_sheet(
        "| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN CHI BỘ TỔNG HỢP NĂM 2021 | < | < | < |
         | TT | Họ và tên | Năm sinh | Xếp loại |
         | 1 | Nguyễn Văn An | 1980 | HTTNV |
         | 2 | Lê Thị Bình | 1950 | |

         | DANH SÁCH ĐẢNG VIÊN CHƯA KIỂM ĐIỂM, XẾP LOẠI | < | < | < |
         | TT | Họ và tên | Chưa đánh giá xếp loại (X) | Lý do |
         | 1 | Lê Thị Bình | X | Miễn công tác và sinh hoạt đảng |
         | 2 | Trần Văn Cường | X | Kết nạp chưa đủ 6 tháng |",
    );
    let bloc = assemble(None, vec![reading], None);
    let submission = &bloc.campaign.submissions[0];
    let members: Vec<(&str, Option<Reason>)> = submission
        .members
        .iter()
        .map(|member| (member.name.value.clean.as_str(), member.reason.as_ref().map(|reason| reason.value)))
        .collect();
    let expected = [
        ("Nguyễn Văn An", None),
        ("Lê Thị Bình", Some(Reason::Exempt)),
        ("Trần Văn Cường", Some(Reason::UnderSixMonths)),
    ];
    assert_eq!(members, expected);
    assert!(bloc.findings.iter().all(|finding| !matches!(finding.code, "C302" | "X602" | "X603")));
    let sums = reconcile::sums(&bloc.campaign);
    assert_eq!((sums.read, sums.merged, sums.set_aside), (4, 4, 0));
}

/// Ten people would be no better: one above, then the rows below, with what becomes of them.
fn below_people(rows: &str) -> (Vec<String>, Vec<String>, usize) {
    let table = format!(
        "| TT | Họ và tên | Ngày sinh | Chi bộ xếp loại | Ghi chú |
         | 1 | Nguyễn Văn An | 10/6/1971 | HTTNV | |
         | | | | | |
         {rows}"
    );
    let reading = read_sheet(&table);
    let groups = reading.collectives.iter().map(|one| {
        let grade = one.grades.branch_grade.as_ref().map(|grade| grade.value);
        format!("{} {grade:?}", one.name.value)
    });
    let tally = reading.tally();
    assert_eq!(tally.read, tally.records + tally.set_aside);
    (people(&reading), groups.collect(), reading.set_aside.len())
}

#[test]
fn collectives_below_people_are_no_people() {
    let one = vec!["Nguyễn Văn An D2 Good".to_owned()];
    for (rows, groups, n_aside) in [
        (
            "| II | Tập thể | | | |\n| 1 | Chi bộ Hành chính | | HTTNV | |\n| 2 | Chi ủy chi bộ | | HTNV | |\n| | NGƯỜI LẬP | | T/M CHI ỦY | |",
            vec!["Chi bộ Hành chính Some(Good)", "Chi ủy chi bộ Some(Completed)"],
            0,
        ),
        (
            "| II. TẬP THỂ | | | | |\n| 1 | Phòng Hành chính | | HTTNV | |\n| 2 | Công đoàn cơ quan | | | |",
            vec!["Phòng Hành chính Some(Good)", "Công đoàn cơ quan None"],
            0,
        ),
        ("| | Chi ủy chi bộ | | HTTNV | |", vec!["Chi ủy chi bộ Some(Good)"], 0),
        ("| | BAN CHAP HANH CONG DOAN | | HTTNV | |", vec!["BAN CHAP HANH CONG DOAN Some(Good)"], 0),
        ("| | Xếp loại tập thể chi bộ | | HTTNV | |", vec![], 1),
        ("| | Chi bộ tự xếp loại | | HTTNV | |", vec![], 1),
        ("| | Đề nghị chi bộ đạt | | HTTNV | |", vec![], 1),
    ] {
        let groups: Vec<String> = groups.into_iter().map(str::to_owned).collect();
        assert_eq!(below_people(rows), (one.clone(), groups, n_aside), "{rows}");
    }
}

#[test]
fn labelled_figures_and_signers_below_people_are_nobody() {
    for rows in [
        "| | Số đảng viên được xếp loại | | 1 | |\n| | Số đảng viên không xếp loại | | 0 | |",
        "| | Đảng viên chính thức | 9 | | |\n| | Đảng viên nữ | 4 | | |",
        "| * | Vắng | 0 | | |\n| | Số phiếu phát ra | 10/10 | | |",
        "| | Hoàn thành tốt nhiệm vụ: | 10 | | |\n| | Số ĐV được xếp loại | | | 10 đ/c |",
        "| | Trưởng phòng | | Lê Văn Ký | |",
    ] {
        assert_eq!(below_people(rows), (vec!["Nguyễn Văn An D2 Good".to_owned()], vec![], 0), "{rows}");
    }
}

#[test]
fn people_named_like_collectives_and_figures_stay_people() {
    for (row, name) in [
        ("| 2 | Đoàn Thanh Niên | | HTTNV | |", "Đoàn Thanh Niên"),
        ("| | Công Tằng Tôn Nữ Chi | | HTTNV | |", "Công Tằng Tôn Nữ Chi"),
        ("| | Ban Thị Chi | | HTTNV | |", "Ban Thị Chi"),
        ("| | Đảng viên Lê Thị Bình | 1980 | HTTNV | |", "Lê Thị Bình"),
        ("| | Tổng Văn Số | 1980 | | |", "Tổng Văn Số"),
        ("| 2 | Sô Y Tập | 1980 | Giỏi | |", "Sô Y Tập"),
    ] {
        let (people, groups, n_aside) = below_people(row);
        assert!(people.len() == 2 && people[1].contains(name), "{row}: {people:?}");
        assert_eq!((groups.len(), n_aside), (0, 0), "{row}");
    }
}

#[test]
fn a_row_of_two_people_is_set_aside_whole() {
    let one = vec!["Nguyễn Văn An D2 Good".to_owned()];
    for row in ["| 2 | Lê Văn Bá và Trần Thị Bốn | | HTTNV | |", "| 2 | Lê Văn Bá, Trần Thị Bốn | 1980 | HTTNV | |"]
    {
        assert_eq!(below_people(row), (one.clone(), vec![], 1), "{row}");
    }
}

#[test]
fn a_misspelt_grade_header_is_said_and_a_right_one_is_not() {
    for (header, n_said) in [("Sếp lọai", 1), ("Xếp loại", 0), ("Kết quả", 0), ("Loại", 0)] {
        let table = format!("| TT | Họ và tên | Ngày sinh | {header} |\n| 1 | Nguyễn Văn An | 1980 | HTTNV |");
        let reading = read_sheet(&table);
        assert_eq!(people(&reading), ["Nguyễn Văn An D2 Good"], "{header}");
        let said = reading.faults.iter().filter(|fault| matches!(fault.kind, FaultKind::HeaderByLikeness { .. }));
        assert_eq!(said.count(), n_said, "{header}: {:?}", reading.faults);
    }
}

#[test]
fn a_column_of_formulas_without_results_is_one_fault() {
    use tonghop::grid::Value;
    let people: String = (1..=5).map(|n| format!("| {n} | Nguyễn Văn An | HTTNV |\n")).collect();
    let mut workbook = support::table::book([support::table::sheet(
        "Danh sách",
        &format!("| TT | Họ và tên | Chi bộ xếp loại |\n{people}"),
    )])
    .grid();
    for row in &mut workbook.sheets[0].rows[1..] {
        row.cells[2].value = Value::NoResult;
    }
    let facts = tonghop::domain::reading::FileFacts { path: "nop/a.xlsx".into(), ..Default::default() };
    let reading = tonghop::intake::understand(&workbook, facts, &Default::default());
    let said: Vec<_> = reading
        .faults
        .iter()
        .filter_map(|fault| match &fault.kind {
            FaultKind::NoStoredResults { n, to, .. } => Some((fault.at.map(|at| at.to_string()), *n, to.to_string())),
            _ => None,
        })
        .collect();
    assert_eq!(said, [(Some("C2".to_owned()), 5, "C6".to_owned())]);
    assert_eq!(reading.members.len(), 5);
}

#[test]
fn a_row_set_aside_keeps_its_number() {
    let (_, _, n_aside) = below_people("| 2 | Lê Văn Bá và Trần Thị Bốn | | HTTNV | |\n| 3 | Hồ Thị Nga | | HTTNV | |");
    assert_eq!(n_aside, 1);
    let reading = read_sheet(
        "| TT | Họ và tên | Xếp loại |\n| 1 | Lê An Bá | HTTNV |\n| 2 | Lê Văn Bá và Trần Thị Bốn | HTTNV |\n| 3 | Hồ Thị Nga | HTTNV |",
    );
    assert!(!reading.faults.iter().any(|fault| matches!(fault.kind, FaultKind::OrdinalSkips { .. })));
}

#[test]
fn figures_are_stated_as_they_are_meant() {
    use tonghop::domain::grade::Grade;
    use tonghop::domain::reading::Counted;
    let stated = |table: &str| -> Vec<(Counted, u32)> {
        read_sheet(table).stated.iter().map(|stated| (stated.counted, stated.figure)).collect()
    };
    let below =
        |line: &str| stated(&format!("| TT | Họ và tên | Xếp loại |\n| 1 | Nguyễn Văn An | HTTNV |\n| {line} | | |"));
    assert_eq!(below("HTTNV: 19"), [(Counted::Grade(Grade::Good), 19)]);
    assert_eq!(below("Tổng số: 20; HTTNV: 19"), [(Counted::All, 20), (Counted::Grade(Grade::Good), 19)]);
    let heading = "| TT | Họ và tên | Xếp loại |\n| HTTNV: 1 | | |\n| 1 | Nguyễn Văn An | HTTNV |";
    assert_eq!(stated(heading), [], "a heading over people");
    let counts = "| Tổng số đảng viên | Số được xếp loại | Số không xếp loại | HTXSNV | HTTNV | HTNV | KHTNV |\n| 21 | 20 | 2 | 0 | 20 | 0 | 0 |";
    assert!(stated(counts).contains(&(Counted::NotGraded, 2)));
}

#[test]
fn counts_among_the_ticks_are_nobody_and_take_nobodys_grade() {
    let people = "| TT | Họ và tên | Năm sinh | HTXSNV | HTTNV | HTNV | KHTNV |
         | I | Cấp ủy viên | | 0 | 1 | 0 | 0 |
         | 1 | Nguyễn Văn An | 1980 | | x | | |
         | II | Phòng Hành chính | | 1 | 0 | 1 | 0 |
         | 2 | Lê Thị Bình | 1985 | x | | | |
         | 3 | Trần Văn Cường | 1990 | | | x | |";
    let expected = ["Nguyễn Văn An E3 Good", "Lê Thị Bình D5 Excellent", "Trần Văn Cường F6 Completed"];
    for below in [
        "| | Số lượng | | 1 | 1 | 1 | 0 |\n| | % | | 33 | 33 | 33 | 0 |",
        "| | Cộng phòng HC | | 1 | 1 | 1 | 0 |",
        "| | Tổng hợp | | 1 | 1 | 1 | 0 |\n| | Đạt tỷ lệ | | 33 | 33 | 33 | 0 |",
        "| | TS | | 10 | 10 | 10 | 0 |\n| | TS | | 20 | 20 | 20 | 0 |\n| | Cộng tổ 1 | | 1 | 1 | 1 | |",
    ] {
        holds(below, &format!("{people}\n{below}"), &expected);
    }
    // Where a tick is a one, a row of ones and zeros is a person.
    holds(
        "ones",
        "| TT | Họ và tên | Năm sinh | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Nguyễn Văn An | 1980 | 0 | 1 | 0 | 0 |
         | 2 | Lê Thị Bình | 1985 | 1 | 0 | 0 | 0 |",
        &["Nguyễn Văn An E2 Good", "Lê Thị Bình D3 Excellent"],
    );
    // The marks of another table below say nothing about these.
    holds(
        "ones above a table of marks",
        "| TT | Họ và tên | Năm sinh | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Nguyễn Văn An | 1980 | 0 | 1 | 0 | 0 |
         | 2 | Lê Thị Bình | 1985 | 1 | 0 | 0 | 0 |
         | |
         | TT | Họ và tên | Năm sinh | HTXSNV | HTTNV | HTNV | KHTNV |
         | 1 | Trần Văn Cường | 1990 | | x | | |
         | 2 | Phạm Thị Dung | 1991 | x | | | |",
        &["Nguyễn Văn An E2 Good", "Lê Thị Bình D3 Excellent", "Trần Văn Cường E6 Good", "Phạm Thị Dung D7 Excellent"],
    );
}

#[test]
fn a_total_above_the_list_is_stated() {
    let list = "| TT | Họ và tên | Chi bộ xếp loại |\n| 1 | Nguyễn Văn An | HTTNV |";
    for (line, figure) in [("Tổng số đảng viên: 5 đ/c", Some(5)), ("DANH SÁCH 5 NĂM", None), ("Chi bộ số 5", None)]
    {
        let reading = read_sheet(&format!("| {line} | < | < |\n{list}"));
        let stated: Vec<u32> = reading.stated.iter().map(|stated| stated.figure).collect();
        assert_eq!(stated, figure.into_iter().collect::<Vec<_>>(), "{line}");
    }
}
