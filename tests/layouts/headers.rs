//! Headers in the words offices use: each is understood as the column it means, and near words as another.

use super::read_sheet;
use tonghop::domain::column::{Actor, Column};

/// What a column under this header is taken for, between a name and the branch's grade; `held` fills its cells.
fn meaning(header: &str, held: &str) -> Column {
    let table = format!(
        "| TT | Họ và tên | {header} | Chi bộ xếp loại |\n| 1 | Nguyễn Văn An | {held} | HTTNV |\n| 2 | Lê Thị Bình | {held} | HTNV |"
    );
    let reading = read_sheet(&table);
    let table = reading.tables.first().unwrap_or_else(|| panic!("no table under “{header}”"));
    table.columns.iter().find(|seen| seen.column == 3).map_or(Column::Unknown, |seen| seen.meaning)
}

#[test]
fn headers_of_every_column_are_understood_in_the_words_offices_use() {
    let table: &[(Column, &str, &[&str])] = &[
        (
            Column::Born,
            "1980",
            &[
                "Ngày sinh",
                "Ngày, tháng, năm sinh",
                "Năm sinh",
                "NS",
                "Sinh năm",
                "Sinh ngày",
                "N.sinh",
                "Ng.sinh",
                "Ngày/tháng/năm sinh",
                "Ngày sinh (dd/mm/yyyy)",
                "Tháng, năm sinh",
                "NTNS",
                "NTN sinh",
            ],
        ),
        (
            Column::CardNo,
            "49.001234",
            &[
                "Số thẻ đảng",
                "Số thẻ đảng viên",
                "Số thẻ ĐV",
                "Thẻ đảng viên",
                "Số thẻ",
                "Thẻ đảng",
                "Thẻ ĐV",
                "Số TĐV",
            ],
        ),
        (
            Column::Joined,
            "03/02/2005",
            &["Ngày vào Đảng", "Ngày kết nạp", "Ngày vào đảng (dự bị)", "Kết nạp", "Ngày vào ĐCSVN", "Ngày KN"],
        ),
        (
            Column::Official,
            "03/02/2006",
            &["Ngày chính thức", "Ngày CT", "Ngày công nhận ĐV chính thức", "Ngày vào Đảng chính thức"],
        ),
        (
            Column::Post,
            "Chuyên viên",
            &["Chức vụ", "C.vụ", "Chức danh", "Chức vụ, đơn vị công tác", "Chức vụ (Đảng, chính quyền, đoàn thể)"],
        ),
        (
            Column::NotGradedReason,
            "",
            &["Lý do", "Lí do chưa xếp loại", "Nguyên nhân không xếp loại", "Lý do không ĐGXL"],
        ),
        (Column::Discipline, "", &["Kỷ luật", "Kỉ luật", "Hình thức kỷ luật", "Kỷ luật trong năm (nếu có)"]),
        (Column::Note, "", &["Ghi chú", "GHI  CHÚ", "GC", "Ghi chú (nếu có)"]),
        (
            Column::Grade(Actor::OneSelf),
            "HTTNV",
            &["Tự xếp loại", "Cá nhân tự XL", "Đảng viên tự nhận", "ĐV tự xếp loại", "Tự đánh giá", "Tự phân loại"],
        ),
        (
            Column::Grade(Actor::Office),
            "HTTNV",
            &[
                "Xếp loại công chức",
                "XL công chức",
                "Xếp loại CB, CC, VC",
                "Cơ quan xếp loại",
                "Phòng đánh giá, xếp loại",
            ],
        ),
        (
            Column::Grade(Actor::Proposer),
            "HTTNV",
            &["Chi ủy đề xuất", "Chi uỷ đề nghị", "Ban chi ủy đề xuất", "Tổ đảng đề xuất", "Đề xuất của chi ủy"],
        ),
        (Column::Grade(Actor::Committee), "HTTNV", &["Đảng ủy quyết định", "BTV Đảng ủy xếp loại", "Đảng ủy XL"]),
    ];
    for (column, held, headers) in table {
        for header in *headers {
            assert_eq!(meaning(header, held), *column, "“{header}”");
        }
    }
}

#[test]
fn columns_of_other_things_are_carried_and_never_taken_for_near_ones() {
    for (header, held) in [
        ("Ngày sinh hoạt đảng", "15 hằng tháng"),
        ("Xếp loại năm 2019", "HTTNV"),
        ("Số phiếu", "12"),
        ("Tỷ lệ %", "95,5"),
        ("Nhận xét", "Tốt"),
        ("Kết quả thực hiện nhiệm vụ", "Có nhiều cố gắng"),
        ("Quê quán", "Cao Lãnh"),
        ("Nơi ở hiện nay", "Cao Lãnh"),
    ] {
        assert_eq!(meaning(header, held), Column::Unknown, "“{header}”");
    }
}

#[test]
fn the_decided_grade_is_told_by_many_headers() {
    for header in [
        "Mức xếp loại",
        "Kết quả xếp loại",
        "XL",
        "KQ xếp loại",
        "KQXL năm 2021",
        "Mức chất lượng",
        "Phân loại ĐV",
        "Mức độ hoàn thành nhiệm vụ",
        "MỨC ĐỘ HOÀN THÀNH",
        "Đề nghị mức xếp loại",
        "Kết luận",
        "Danh hiệu đảng viên",
        "Đánh giá",
        "Loại",
        "Chi bộ",
        "CB xếp loại",
        "Chi bộ đề nghị",
        "Kết quả biểu quyết của chi bộ",
    ] {
        let table = format!("| TT | Họ và tên | {header} | Ghi chú |\n| 1 | Nguyễn Văn An | HTTNV | |");
        let reading = read_sheet(&table);
        assert_eq!(super::people(&reading), ["Nguyễn Văn An C2 Good"], "“{header}”");
        assert_eq!(reading.faults, [], "“{header}”");
    }
}

#[test]
fn the_name_column_is_found_in_many_words() {
    for header in [
        "Họ và tên",
        "HỌ VÀ TÊN",
        "Họ, tên",
        "Họ & tên",
        "Họ/tên",
        "Họ tên ĐV",
        "Đảng viên",
        "Tên đảng viên",
        "Đồng chí",
        "Họ tên đ/c",
        "Họ, chữ đệm, tên",
        "Họ, chữ đệm và tên khai sinh",
        "Họ và tên, chức vụ",
        "Danh sách đảng viên",
        "Họ và tên cán bộ, đảng viên",
        "Ho va ten",
        "Họ và tên (chữ in hoa)",
    ] {
        let table = format!("| STT | {header} | Ngày sinh | Xếp loại |\n| 1 | Nguyễn Văn An | 1980 | HTTNV |");
        assert_eq!(super::people(&read_sheet(&table)), ["Nguyễn Văn An D2 Good"], "“{header}”");
    }
}
