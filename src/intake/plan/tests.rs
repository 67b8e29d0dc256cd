//! The plan read as a whole, from workbooks written as text tables.

use super::{PlanError, read_plan};
use crate::domain::date::PartialDate;
use crate::domain::grade::{Grade, Reason, Standing};
use crate::domain::member::Category;
use crate::domain::plan::{Denominator, Plan, Population, Rounding};
use crate::grid::{Cell, Row, Sheet, Value, Workbook};
use chrono::NaiveDate;

/// A sheet from lines of cells between `|`. `#2` is a number, `@2021-11-27` a date, `!#REF!` an error, `?` a formula
/// without a result, `\n` a line break; all else is text. A blank line is a blank row.
fn sheet(name: &str, table: &str) -> Sheet {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(table.lines().skip(1)) {
        let filled = line.split('|').map(str::trim).zip(1..).filter(|(text, _)| !text.is_empty());
        let cells: Vec<Cell> = filled.map(|(text, column)| Cell { column, font: 0, value: value(text) }).collect();
        if !cells.is_empty() {
            rows.push(Row { number, is_hidden: false, cells });
        }
    }
    Sheet { name: name.into(), rows, ..Sheet::default() }
}

fn value(text: &str) -> Value {
    match (text.split_at_checked(1), text) {
        (_, "?") => Value::NoResult,
        (Some(("#", number)), _) => Value::Number(number.parse().unwrap()),
        (Some(("@", day)), _) => Value::DateTime(day.parse::<NaiveDate>().unwrap().into()),
        (Some(("!", error)), _) => Value::Error(error.into()),
        _ => Value::Text(text.replace("\\n", "\n").into()),
    }
}

const GENERAL: &str = "
Năm đánh giá | #2021
Tên đảng bộ | Đảng bộ Văn phòng";

const BRANCHES: &str = "
Mã chi bộ | Tên chi bộ
CB01 | Chi bộ Tổng hợp
CB02 | Chi bộ Thanh tra";

fn read(sheets: &[(&str, &str)]) -> Result<Plan, Vec<PlanError>> {
    let sheets = sheets.iter().map(|(name, table)| sheet(name, table)).collect();
    read_plan(&Workbook { sheets, ..Workbook::default() }, "ke-hoach.xlsx")
}

/// A sound plan with the given sheets besides, or instead.
fn with(extra: &[(&str, &str)]) -> Result<Plan, Vec<PlanError>> {
    let mut sheets = vec![("Thông tin chung", GENERAL), ("Chi bộ", BRANCHES)];
    for (name, table) in extra {
        sheets.retain(|(known, _)| known != name);
        sheets.push((name, table));
    }
    read(&sheets)
}

fn general(rows: &str) -> Result<Plan, Vec<PlanError>> {
    with(&[("Thông tin chung", &format!("{GENERAL}\n{rows}"))])
}

fn told(result: Result<Plan, Vec<PlanError>>) -> Vec<String> {
    result.expect_err("should be refused").iter().map(PlanError::to_string).collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn a_full_plan_reads_into_its_fields() {
    let plan = read(&[
        (
            "THÔNG TIN CHUNG",
            "
             | KẾ HOẠCH KIỂM ĐIỂM, ĐÁNH GIÁ NĂM 2021
             | Nội dung | Giá trị | Ghi chú
             | Năm đánh giá: | 2021 | bắt buộc

             | Tên đảng bộ | Đảng bộ Văn phòng
             | Đảng uỷ cấp trên | Đảng ủy Khối các cơ quan Tỉnh
             | Địa danh | Đồng Tháp
             | Hồ sơ quy định | 2018-132
             | Hạn chi bộ nộp | @2021-11-27
             | Hạn báo cáo cấp trên | 30/11/2021
             | Ngày tính 6 tháng | ngày 31 tháng 12 năm 2021
             | Người ký | BÍ THƯ, Lê Thị Mẫu
             | Tỷ lệ tối đa (%) | 20,5%
             | Mẫu số | Chỉ tốt
             | Phạm vi | branch
             | Làm tròn | Làm tròn xuống
             | Căn cứ quyết định tỷ lệ | Công văn số 10
             | Ký hiệu mức xếp loại | A = HTXSNV; B = HTTNV; C = HTNV; D = KHTNV",
        ),
        (
            "Chi bộ",
            "
            DANH SÁCH CHI BỘ NỘP HỒ SƠ

            TT | Mã chi bộ | Tên chi bộ | Tên gọi khác | Nhóm tương đồng | Bí thư | Email | Điện thoại | Số đảng viên | Hạn nộp riêng | Ghi chú
            Ví dụ | CB00 | Chi bộ Mẫu | | | | | | không ghi
            #1 | CB01 | Chi bộ  Tổng hợp | Phòng TH ; Tổ Tổng hợp;; CB TH\\nPhòng Tổng hợp | Nhóm 1 | Trần Văn Mẫu | a@b.vn | #912345678 | #12 | 30/11/2021 | ghi

            #2 | #2 | Chi bộ Thanh tra
            Tổng cộng | | | | | | | | #12",
        ),
        (
            "Đảng viên",
            "
            Mã chi bộ | Số thẻ đảng | Họ và tên | Ngày sinh | Ngày vào Đảng | Ngày chính thức | Chức vụ | Diện | Công chức (x) | Xếp loại 2019 | Xếp loại năm 2020
            cb01 | #45012345 | Nguyễn Văn Mẫu | #1980 | 02/2005 | @2006-02-03 | Chuyên viên | dự bị | x | HTXSNV | Hoàn thành tốt nhiệm vụ
            2 | 045.1 | Phạm Thị Mẫu | | | | | Nghỉ dưỡng | | Chưa xếp loại",
        ),
        (
            "Tập thể",
            "
            Mã chi bộ | Tên tập thể | Loại | Nhóm tương đồng
             | Ban chấp hành đảng bộ | ban chấp hành
            CB01 | Chi ủy Chi bộ Tổng hợp | chi ủy | Nhóm 1",
        ),
        (
            "Sổ nộp",
            "
            Mã chi bộ | Ngày nhận | Tên tệp | Không có nội dung | Mật khẩu | Ghi chú
            CB01 | 26/11/2021 | CB01.xlsx | | bi mat
            2 | | | x
            CB01",
        ),
        (
            "Xử lý",
            "
            Mã | Chi bộ | Vị trí | Quyết định | Giá trị | Lý do | Người | Ngày
            C303 | CB01 | CB01.xlsx › Danh sách › E12 | sửa thành | HTTNV | ghi nhầm | Bí thư | 28/11/2021",
        ),
    ])
    .unwrap();

    assert_eq!(plan.file.as_deref(), Some("ke-hoach.xlsx"));
    assert_eq!((plan.year, plan.committee.as_str()), (2021, "Đảng bộ Văn phòng"));
    assert_eq!(plan.upper_committee, "Đảng ủy Khối các cơ quan Tỉnh");
    assert_eq!((plan.locality.as_str(), plan.regulation.as_deref()), ("Đồng Tháp", Some("2018-132")));
    assert_eq!((plan.deadline, plan.report_deadline), (day("2021-11-27"), day("2021-11-30")));
    assert_eq!(plan.six_months_on, day("2021-12-31"));
    assert_eq!((plan.signer_title.as_str(), plan.signer_name.as_str()), ("BÍ THƯ", "Lê Thị Mẫu"));
    assert_eq!(plan.overrides.percent, Some(2050));
    assert_eq!(plan.overrides.denominator, Some(Denominator::GoodOnly));
    assert_eq!(plan.overrides.population, Some(Population::Branch));
    assert_eq!(plan.overrides.rounding, Some(Rounding::Floor));
    assert_eq!(plan.overrides.basis.as_deref(), Some("Công văn số 10"));
    let grade = |code: &str| plan.legend.as_ref().and_then(|legend| legend.grade(code));
    assert_eq!((grade("b"), grade("E")), (Some(Grade::Good), None));

    let [first, second] = plan.branches.as_slice() else { panic!("{:?}", plan.branches) };
    assert_eq!((first.code.as_str(), first.name.as_str()), ("CB01", "Chi bộ Tổng hợp"));
    assert_eq!(first.other_names, ["Phòng TH", "Tổ Tổng hợp", "CB TH", "Phòng Tổng hợp"]);
    assert_eq!((first.headcount, first.own_deadline), (Some(12), day("2021-11-30")));
    assert_eq!((first.phone.as_deref(), first.plan_row), (Some("912345678"), Some(5)));
    assert_eq!((second.code.as_str(), second.headcount), ("2", None));

    let [first, second] = plan.roster.as_slice() else { panic!("{:?}", plan.roster) };
    assert_eq!((first.branch, first.card_no.as_deref()), (0, Some("45012345")));
    assert_eq!(first.born, Some(PartialDate::Year(1980)));
    assert_eq!(first.joined, Some(PartialDate::Month { year: 2005, month: 2 }));
    assert_eq!((first.category, first.civil_servant), (Some(Category::Probationary), Some(true)));
    assert_eq!(
        first.earlier,
        [(2020, Some(Standing::Graded(Grade::Good))), (2019, Some(Standing::Graded(Grade::Excellent)))]
    );
    assert_eq!((second.branch, second.card_no.as_deref()), (1, Some("045.1")));
    assert_eq!((second.category, second.category_text.as_deref()), (None, Some("Nghỉ dưỡng")));
    assert_eq!(
        (second.civil_servant, &second.earlier),
        (Some(false), &vec![(2020, None), (2019, Some(Standing::NotGraded(Reason::Other)))])
    );

    assert_eq!(plan.collectives.iter().map(|one| one.branch).collect::<Vec<_>>(), [None, Some(0)]);
    let [first, second] = plan.log.as_slice() else { panic!("{:?}", plan.log) };
    assert_eq!((first.branch, first.received_on, first.nil), (0, day("2021-11-26"), false));
    assert_eq!((first.file.as_deref(), first.password.as_deref()), (Some("CB01.xlsx"), Some("bi mat")));
    assert_eq!((second.branch, second.nil), (1, true));
    assert_eq!(plan.decisions[0].on, day("2021-11-28"));
    assert_eq!(plan.decisions[0].value.as_deref(), Some("HTTNV"));
    assert_eq!(plan.unknown_parts, []);
    assert_eq!(plan.fingerprint.len(), 12);
}

#[test]
fn a_plan_needs_no_more_than_a_year_and_a_branch() {
    let plan = read(&[
        ("Thong tin chung", "\nNăm đánh giá | năm 2021"),
        ("chi bộ", "\nTên chi bộ | Mã chi bộ *\nChi bộ 1 | #1"),
    ])
    .unwrap();
    assert_eq!((plan.year, plan.branches[0].code.as_str()), (2021, "1"));
    assert_eq!((plan.committee.as_str(), plan.deadline, plan.signer_name.as_str()), ("", None, ""));
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_they_stand() {
    let result = read(&[
        (
            "Sổ nộp",
            "
            Mã chi bộ | Ngày nhận
            CB9 | 30/02/2021",
        ),
        (
            "Chi bộ",
            "
            Mã chi bộ | Tên chi bộ | Số đảng viên
            CB01 | Chi bộ Tổng hợp | mười
            CB01 |
             | Chi bộ Thanh tra",
        ),
        ("Thông tin chung", "\nHạn chi bộ nộp | sớm\nTỷ lệ tối đa (%) | #120"),
    ]);
    let expected = [
        "Sổ nộp › A2: không có chi bộ mã “CB9”. Ghi mã có ở trang tính “Chi bộ”.",
        "Sổ nộp › B2: “Ngày nhận” ghi “30/02/2021”, không có ngày này. Ghi ngày/tháng/năm, ví dụ 27/11/2021.",
        "Chi bộ › C2: “Số đảng viên” ghi “mười”, không phải số đếm. Ghi số nguyên, từ 0 trở lên.",
        "Chi bộ › A3: mã chi bộ “CB01” đã có ở A2. Mỗi chi bộ cần một mã riêng.",
        "Chi bộ › B3: chưa ghi “Tên chi bộ”. Ghi tên chi bộ, ví dụ Chi bộ Tổng hợp.",
        "Chi bộ › A4: chưa ghi “Mã chi bộ”. Mỗi chi bộ cần một mã riêng, ví dụ CB01.",
        "Thông tin chung › B1: “Hạn chi bộ nộp” ghi “sớm”, không phải ngày. Ghi ngày/tháng/năm, ví dụ 27/11/2021.",
        "Thông tin chung › B2: “Tỷ lệ tối đa (%)” ghi “120”. Ghi tỷ lệ phần trăm lớn hơn 0 và không quá 100, ví dụ 20.",
        "Thông tin chung: không có dòng “Năm đánh giá”. Ghi năm bằng bốn chữ số, ví dụ 2021.",
    ];
    assert_eq!(told(result), expected);
}

#[test]
fn each_wrong_value_is_refused_in_its_cell() {
    let roster =
        |columns: &str, row: &str| with(&[("Đảng viên", &format!("\nMã chi bộ | Họ và tên | {columns}\n{row}"))]);
    let log =
        |row: &str| with(&[("Sổ nộp", &format!("\nMã chi bộ | Ngày nhận | Không có nội dung (x) | Mật khẩu\n{row}"))]);
    let cases = [
        (general("Hạn chi bộ nộp | 11/2021"), "Thông tin chung › B3: “Hạn chi bộ nộp” ghi “11/2021”, thiếu ngày."),
        (general("Ngày tính 6 tháng | 31/11/2021"), "Thông tin chung › B3: “Ngày tính 6 tháng” ghi “31/11/2021”"),
        (general("Hạn chi bộ nộp | !#REF!"), "Thông tin chung › B3: ô “Hạn chi bộ nộp” có lỗi công thức #REF!."),
        (general("Hạn chi bộ nộp | ?"), "Thông tin chung › B3: ô “Hạn chi bộ nộp” là công thức chưa có kết quả."),
        (general("Tỷ lệ tối đa (%) | 0%"), "Thông tin chung › B3: “Tỷ lệ tối đa (%)” ghi “0%”."),
        (general("Tỷ lệ tối đa | #-5"), "Thông tin chung › B3:"),
        (general("Tỷ lệ tối đa (%) | hai mươi"), "Thông tin chung › B3:"),
        (general("Ký hiệu mức xếp loại | A, B, C, D"), "Thông tin chung › B3:"),
        (general("Tỷ lệ tối đa (%) | 100,01%"), "Thông tin chung › B3:"),
        (
            general("Mẫu số | Xuất sắc"),
            "Thông tin chung › B3: “Mẫu số” ghi “Xuất sắc”. Ghi một trong: “Tốt và xuất sắc”",
        ),
        (general("Làm tròn | lên"), "Thông tin chung › B3: “Làm tròn” ghi “lên”."),
        (general("Năm đánh giá | #2022"), "Thông tin chung › A3: “Năm đánh giá” đã ghi ở B1."),
        (with(&[("Thông tin chung", "\nNăm đánh giá | 21")]), "Thông tin chung › B1: “Năm đánh giá” ghi “21”."),
        (with(&[("Thông tin chung", "\nNăm đánh giá |")]), "Thông tin chung › B1: chưa ghi “Năm đánh giá”."),
        (with(&[("Thông tin chung", "\nGhi chú gì đó")]), "Thông tin chung: chưa ghi “Năm đánh giá”."),
        (with(&[("Chi bộ", "\nMã chi bộ | Tên chi bộ")]), "Chi bộ: chưa có chi bộ nào."),
        (with(&[("Chi bộ", "")]), "Chi bộ: chưa có chi bộ nào."),
        (with(&[("Chi bộ", "\nMã chi bộ\nCB01")]), "Chi bộ: thiếu cột “Tên chi bộ”."),
        (
            with(&[("Chi bộ", &format!("{BRANCHES}\nCB03 | chi bộ THANH  TRA"))]),
            "Chi bộ › B4: tên “chi bộ THANH TRA” đã có ở B3.",
        ),
        (
            with(&[(
                "Chi bộ",
                "\nMã chi bộ | Tên chi bộ | Tên gọi khác\nCB01 | Chi bộ A | VP; X\nCB02 | Chi bộ B | vp",
            )]),
            "Chi bộ › C3: tên “vp” đã có ở C2.",
        ),
        (
            with(&[("Chi bộ", "\nMã chi bộ | Tên chi bộ | Tên chi bộ\nCB01 | Chi bộ A | B")]),
            "Chi bộ › C1: cột “Tên chi bộ” đã có ở B1.",
        ),
        (with(&[("Chi bộ", &format!("{BRANCHES}\ncb01 | Chi bộ C"))]), "Chi bộ › A4: mã chi bộ “cb01” đã có ở A2."),
        (roster("Diện", "CB11 | Nguyễn Văn Mẫu"), "Đảng viên › A2: không có chi bộ mã “CB11”."),
        (roster("Diện", " | Nguyễn Văn Mẫu"), "Đảng viên › A2: chưa ghi “Mã chi bộ”."),
        (roster("Ngày sinh", "CB01 | | 1980"), "Đảng viên › B2: chưa ghi “Họ và tên”."),
        (
            roster("Ngày sinh", "CB01 | Lê Mẫu | 30/02/1980"),
            "Đảng viên › C2: “Ngày sinh” ghi “30/02/1980”, không có ngày này.",
        ),
        (
            roster("Công chức", "CB01 | Lê Mẫu | chắc vậy"),
            "Đảng viên › C2: “Công chức (x)” ghi “chắc vậy”. Ghi x hoặc để trống.",
        ),
        (roster("Xếp loại 2020", "CB01 | Lê Mẫu | A"), "Đảng viên › C2: “A” không phải mức xếp loại."),
        (roster("Xếp loại", "CB01 | Lê Mẫu | A"), "Đảng viên › C1: tiêu đề “Xếp loại” không rõ năm nào."),
        (
            roster("Xếp loại 2020 | Xếp loại năm 2020", "CB01 | Lê Mẫu"),
            "Đảng viên › D1: cột xếp loại năm 2020 đã có ở C1.",
        ),
        (log("CB01 | hôm qua"), "Sổ nộp › B2: “Ngày nhận” ghi “hôm qua”, không phải ngày."),
        (log("CB01 | | có lẽ"), "Sổ nộp › C2: “Không có nội dung” ghi “có lẽ”."),
        (log(" | 26/11/2021"), "Sổ nộp › A2: chưa ghi “Mã chi bộ”."),
        (with(&[("Tập thể", "\nMã chi bộ | Tên tập thể\nCB77 | Chi ủy")]), "Tập thể › A2: không có chi bộ mã “CB77”."),
        (with(&[("Tập thể", "\nMã chi bộ | Tên tập thể\nCB01 |")]), "Tập thể › B2: chưa ghi “Tên tập thể”."),
        (with(&[("Tập thể", "\nkhông có gì")]), "Tập thể: không thấy dòng tiêu đề."),
        (with(&[("Xử lý", "\nMã | Chi bộ\n | CB01")]), "Xử lý › A2: chưa ghi “Mã”."),
    ];
    for (result, expected) in cases {
        let told = told(result);
        assert!(told.len() == 1 && told[0].starts_with(expected), "wanted {expected}\ngot {told:#?}");
    }
}

#[test]
fn a_missing_sheet_is_named_with_what_it_needs() {
    assert_eq!(
        told(read(&[("Trang 1", "\nx")])),
        [
            "Thông tin chung: không có trang tính này. Kế hoạch cần trang tính “Thông tin chung”, ít nhất có “Năm đánh giá”.",
            "Chi bộ: không có trang tính này. Kế hoạch cần trang tính “Chi bộ” với các cột “Mã chi bộ” và “Tên chi bộ”.",
        ]
    );
    assert_eq!(told(read(&[])).len(), 2);
}

#[test]
fn nearly_known_names_are_refused_with_the_known_one_offered() {
    let cases = [
        (
            general("Hạn chi bộ nnộp | 27/11/2021"),
            "Thông tin chung › A3: khóa “Hạn chi bộ nnộp” gần giống “Hạn chi bộ nộp”.",
        ),
        (
            with(&[("Thông tin chung", "\nNăm đánh gia1 | 2021\nĐịa danh | X")]),
            "Thông tin chung › A1: khóa “Năm đánh gia1”",
        ),
        (
            with(&[("Chi bộ", "\nMã chi bộ | Tên chi bbộ\nCB01 | Chi bộ A")]),
            "Chi bộ › B1: tiêu đề “Tên chi bbộ” gần giống “Tên chi bộ”.",
        ),
        (
            with(&[("Chi bộ", "\nMã chi bộ | Tên chi bộ | Số đảng vên\nCB01 | Chi bộ A | #3")]),
            "Chi bộ › C1: tiêu đề “Số đảng vên” gần giống “Số đảng viên”.",
        ),
        (with(&[("Sổ nộpp", "\nMã chi bộ | Ngày nhận")]), "Sổ nộpp: tên trang tính “Sổ nộpp” gần giống “Sổ nộp”."),
        (
            read(&[("Thông tin chung", GENERAL), ("Chi bộb", BRANCHES)]),
            "Chi bộb: tên trang tính “Chi bộb” gần giống “Chi bộ”.",
        ),
    ];
    for (result, expected) in cases {
        let told = told(result);
        assert!(told.len() == 1 && told[0].starts_with(expected), "wanted {expected}\ngot {told:#?}");
    }
}

#[test]
fn unknown_parts_are_kept_once_each_and_refuse_nothing() {
    let plan = with(&[
        (
            "Thông tin chung",
            &format!("{GENERAL}\nSố công văn | 05-KH/ĐU\nDòng không có giá trị\nMẫu tham khảo riêng | x"),
        ),
        ("Chi bộ", "\nMã chi bộ | Tên chi bộ | Trụ sở | Ghi chú\nCB01 | Chi bộ A | Tầng 2\nCB02 | Chi bộ B | Tầng 3"),
        ("Đảng viên", "\nMã chi bộ | Họ và tên | Xếp loại 2021\nCB01 | Lê Mẫu | HTTNV"),
        ("Lịch họp", "\nx"),
        ("Trang trống", ""),
        ("Hướng dẫn", "\nCách ghi"),
    ])
    .unwrap();
    let parts: Vec<_> =
        plan.unknown_parts.iter().map(|part| (part.sheet.as_str(), part.cell.as_deref(), part.text.as_str())).collect();
    assert_eq!(
        parts,
        [
            ("Thông tin chung", Some("A3"), "Số công văn"),
            ("Thông tin chung", Some("A5"), "Mẫu tham khảo riêng"),
            ("Chi bộ", Some("C1"), "Trụ sở"),
            ("Đảng viên", Some("C1"), "Xếp loại 2021"),
            ("Lịch họp", None, "Lịch họp"),
        ]
    );
    assert_eq!(plan.roster[0].earlier, []);
}

#[test]
fn percentages_come_in_every_spelling() {
    let cases = [
        ("#20", 2000),
        ("#0.2", 2000),
        ("#0.205", 2050),
        ("20", 2000),
        ("20%", 2000),
        ("20 %", 2000),
        ("20,5", 2050),
        ("20.5%", 2050),
        ("0,2", 2000),
        ("0,5%", 50),
        ("#100", 10000),
        ("#33.333", 3333),
    ];
    for (written, percent) in cases {
        let plan = general(&format!("Tỷ lệ tối đa (%) | {written}")).unwrap();
        assert_eq!(plan.overrides.percent, Some(percent), "{written}");
    }
}

#[test]
fn the_signer_comes_in_one_key_or_two() {
    let cases = [
        ("Người ký | BÍ THƯ, Lê Mẫu", ("BÍ THƯ", "Lê Mẫu")),
        ("Người ký | T/M ĐẢNG ỦY\\nPHÓ BÍ THƯ\\nLê Mẫu", ("T/M ĐẢNG ỦY PHÓ BÍ THƯ", "Lê Mẫu")),
        ("Người ký | T/M BAN CHẤP HÀNH, BÍ THƯ, Lê Mẫu", ("T/M BAN CHẤP HÀNH, BÍ THƯ", "Lê Mẫu")),
        ("Người ký | PHÓ BÍ THƯ Lê Mẫu", ("PHÓ BÍ THƯ", "Lê Mẫu")),
        ("Người ký | Lê Mẫu", ("", "Lê Mẫu")),
        ("Người ký | BÍ THƯ", ("BÍ THƯ", "")),
        ("Người ký (chức danh) | BÍ THƯ\nNgười ký (họ tên) | Lê Mẫu", ("BÍ THƯ", "Lê Mẫu")),
        ("Người ký | BÍ THƯ, Lê Mẫu\nNgười ký (họ tên) | Lê Văn Mẫu", ("BÍ THƯ", "Lê Văn Mẫu")),
        ("Địa danh | X", ("", "")),
    ];
    for (rows, (title, name)) in cases {
        let plan = general(rows).unwrap();
        assert_eq!((plan.signer_title.as_str(), plan.signer_name.as_str()), (title, name), "{rows}");
    }
}

#[test]
fn every_word_of_the_dropdowns_is_known() {
    let denominators =
        ["good-or-better", "Tốt và xuất sắc", "good-only", "Chỉ tốt", "all-graded", "Tất cả được xếp loại"];
    let populations = ["committee", "Toàn đảng bộ", "group", "Từng nhóm", "branch", "Từng chi bộ"];
    let roundings = ["half-up", "Làm tròn 0,5", "floor", "làm tròn xuống"];
    for word in denominators {
        assert!(general(&format!("Mẫu số | {word}")).unwrap().overrides.denominator.is_some(), "{word}");
    }
    for word in populations {
        assert!(general(&format!("Phạm vi | {word}")).unwrap().overrides.population.is_some(), "{word}");
    }
    for word in roundings {
        assert!(general(&format!("Làm tròn | {word}")).unwrap().overrides.rounding.is_some(), "{word}");
    }
    assert_eq!(general("Mẫu số |").unwrap().overrides.denominator, None);
}

#[test]
fn values_stand_right_of_a_merged_key() {
    use crate::domain::place::CellAt;
    let mut sheet_of_keys = sheet("Thông tin chung", "\nNăm đánh giá | | #2021 | ghi chú\nĐịa danh | | Đồng Tháp");
    let merge = |row| crate::grid::Area { first: CellAt::new(row, 1), last: CellAt::new(row, 2) };
    sheet_of_keys.merges = vec![merge(1), merge(2)];
    let workbook = Workbook { sheets: vec![sheet_of_keys, sheet("Chi bộ", BRANCHES)], ..Workbook::default() };
    let plan = read_plan(&workbook, "ke-hoach.xlsx").unwrap();
    assert_eq!((plan.year, plan.locality.as_str()), (2021, "Đồng Tháp"));
}

#[test]
fn names_and_passwords_stay_out_of_the_complaints() {
    let roster = "\nMã chi bộ | Họ và tên | Số thẻ đảng | Ngày sinh\nCB99 | Nguyễn Văn Mẫu | 45012345 | xx";
    let log = "\nMã chi bộ | Ngày nhận | Mật khẩu\nCB98 | yy | mat-khau-1";
    let told = told(with(&[("Đảng viên", roster), ("Sổ nộp", log)])).join("\n");
    for secret in ["Mẫu", "45012345", "mat-khau-1"] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn the_fingerprint_follows_people_and_branches_only() {
    let base = with(&[]).unwrap().fingerprint;
    let roster = ("Đảng viên", "\nMã chi bộ | Họ và tên\nCB01 | Lê Mẫu");
    let swapped = ("Chi bộ", "\nMã chi bộ | Tên chi bộ\nCB02 | Chi bộ Thanh tra\nCB01 | Chi bộ Tổng hợp");
    let renamed = ("Chi bộ", "\nMã chi bộ | Tên chi bộ\nCB01 | Chi bộ Khác\nCB02 | Chi bộ Thanh tra");
    assert_eq!(with(&[swapped]).unwrap().fingerprint, base);
    assert_eq!(general("Hạn chi bộ nộp | 27/11/2021").unwrap().fingerprint, base);
    for changed in [with(&[renamed]), with(&[roster]), with(&[("Thông tin chung", "\nNăm đánh giá | #2022")])] {
        assert_ne!(changed.unwrap().fingerprint, base);
    }
}
