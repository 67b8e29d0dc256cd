//! The columns of the form's sheets: headers exactly as forms.md §2 has them, and for each what to write there, which
//! rules look at it, and an example.

use crate::book::At;
use crate::output::fillable::{Field, Kind, List, field};
use crate::regulation::profile::Regulation;

/// The keys of the sheet `Thông tin`.
pub const FACTS: &[Field] = &[
    field("Mã chi bộ", 0.0, Kind::Text, "Mã của chi bộ trong kế hoạch; đã điền sẵn, không sửa.", &["F104"], ""),
    field("Tên chi bộ", 0.0, Kind::Text, "Tên chi bộ trong kế hoạch; đã điền sẵn, không sửa.", &[], ""),
    field("Năm", 0.0, Kind::Count, "Năm đánh giá, xếp loại; đã điền sẵn, không sửa.", &["F115"], ""),
    field(
        "Ngày họp chi bộ",
        0.0,
        Kind::Date,
        "Ngày chi bộ họp kiểm điểm, xếp loại: ngày/tháng/năm.",
        &[],
        "20/11/2021",
    ),
    field(
        "Tổng số đảng viên",
        0.0,
        Kind::Count,
        "Tổng số đảng viên của chi bộ, kể cả người không xếp loại. Sửa nếu số điền sẵn không còn đúng.",
        &["B419"],
        "15",
    ),
    field("Chính thức", 0.0, Kind::Count, "Số đảng viên chính thức.", &[], "14"),
    field("Dự bị", 0.0, Kind::Count, "Số đảng viên dự bị.", &[], "1"),
    field("Người lập", 0.0, Kind::Text, "Họ và tên người lập biểu.", &[], ""),
    field("Bí thư", 0.0, Kind::Text, "Họ và tên bí thư chi bộ.", &[], ""),
    field(
        "Không đề nghị khen thưởng (x)",
        0.0,
        Kind::Choice(List::Tick),
        "Ghi x nếu chi bộ không đề nghị khen thưởng ai; khi đó để trống sheet “Khen thưởng”.",
        &[],
        "",
    ),
    field(
        "Không có nội dung (x)",
        0.0,
        Kind::Choice(List::Tick),
        "Ghi x nếu chi bộ không có nội dung nào để báo cáo; để trống các sheet khác rồi gửi lại tệp này.",
        &["F110"],
        "",
    ),
    field(
        "Phiên bản biểu mẫu",
        0.0,
        Kind::Text,
        "Do chương trình ghi, để biết biểu mẫu lập từ kế hoạch nào; không sửa.",
        &["F112"],
        "",
    ),
];

const GRADE: Kind = Kind::Choice(List::Grades);
const TICK: Kind = Kind::Choice(List::Tick);
const ORDINAL: Field = field("TT", 5.0, Kind::Ordinal, "Số thứ tự, từ 1.", &["C312"], "");
const NOTE: Field = field("Ghi chú", 16.0, Kind::Text, "Nội dung khác cần báo cáo.", &[], "");

/// Without the last column.
const MEMBERS: &[Field] = &[
    ORDINAL,
    field("Số thẻ đảng", 13.0, Kind::Digits, "Đủ các chữ số, kể cả số 0 ở đầu.", &["C308", "X605"], "00000000"),
    field(
        "Họ và tên",
        20.0,
        Kind::Text,
        "Mỗi đảng viên một dòng. Thêm đảng viên mới chuyển đến ở dòng trống cuối danh sách.",
        &["C301", "X602", "X603", "X604"],
        "Nguyễn Văn Mẫu",
    ),
    field("Ngày sinh", 10.5, Kind::Date, "Ngày/tháng/năm.", &["C306", "C307", "X605"], "03/02/1980"),
    field("Ngày vào Đảng", 10.5, Kind::Date, "Ngày kết nạp: ngày/tháng/năm.", &["C307", "B403"], "19/05/2005"),
    field(
        "Ngày chính thức",
        10.5,
        Kind::Date,
        "Ngày công nhận chính thức; để trống nếu còn dự bị.",
        &["C307"],
        "19/05/2006",
    ),
    field("Chức vụ", 15.0, Kind::Text, "Chức vụ đảng, chính quyền, đoàn thể.", &[], "Chuyên viên"),
    field(
        "Bản kiểm điểm (Mẫu 02) (x)",
        9.0,
        TICK,
        "Ghi x nếu đã có bản kiểm điểm cá nhân theo Mẫu 02.",
        &["B413"],
        "x",
    ),
    field(
        "Kiểm điểm tại (Phòng / Chi bộ)",
        9.5,
        Kind::Choice(List::ReviewedAt),
        "Nơi đã kiểm điểm: Phòng (cùng cơ quan) hoặc Chi bộ.",
        &["B414"],
        "Chi bộ",
    ),
    field(
        "Nhận xét nơi cư trú",
        11.0,
        Kind::Text,
        "Tóm tắt ý kiến nhận xét của nơi cư trú (Quy định 213-QĐ/TW), hoặc lý do được miễn.",
        &["B412"],
        "Tốt",
    ),
    field(
        "Tự xếp loại",
        14.0,
        GRADE,
        "Mức đảng viên tự nhận: chọn một trong bốn mức.",
        &["C303"],
        "Hoàn thành tốt nhiệm vụ",
    ),
    field(
        "Xếp loại công chức",
        14.0,
        GRADE,
        "Mức xếp loại công chức, viên chức, người lao động trong năm; để trống nếu không có.",
        &["C303", "B409", "B410", "B426"],
        "Hoàn thành tốt nhiệm vụ",
    ),
    field("Chi ủy đề xuất", 14.0, GRADE, "Mức chi ủy đề xuất.", &["C303"], "Hoàn thành tốt nhiệm vụ"),
    field(
        "Chi bộ xếp loại",
        14.0,
        GRADE,
        "Mức chi bộ quyết định đề nghị. Ô nền vàng: còn chờ ghi mức xếp loại hoặc lý do không xếp loại.",
        &["C302", "C303", "B401", "B402", "B403", "B405"],
        "Hoàn thành tốt nhiệm vụ",
    ),
    field(
        "Lý do không xếp loại",
        15.0,
        Kind::Choice(List::Reasons),
        "Chỉ ghi khi không xếp loại; khi đó để trống cột “Chi bộ xếp loại”.",
        &["C302", "B401", "B402"],
        "",
    ),
    field(
        "Kỷ luật trong năm",
        11.0,
        Kind::Choice(List::Disciplines),
        "Hình thức kỷ luật trong năm; để trống nếu không có.",
        &["B405", "B406"],
        "",
    ),
];

/// What the forms of profiles with points have besides (settled 15), before the notes.
const SCORED: &[Field] = &[
    field("Mã chức danh", 8.0, Kind::Text, "Mã chức danh để so sánh trong nhóm vị trí tương đồng.", &["Q705"], "CV"),
    field("Điểm tiêu chí chung", 7.5, Kind::Text, "Từ 0 đến 30 điểm.", &["B422"], "27"),
    field("Điểm kết quả", 7.5, Kind::Text, "Từ 0 đến 70 điểm.", &["B422"], "58"),
    field("Tổng điểm", 7.5, Kind::Text, "Bằng hai điểm trên cộng lại.", &["B422", "B423", "B424"], "85"),
    field("Quý I", 14.0, GRADE, "Mức xếp loại quý I, nếu có đánh giá quý.", &["B425"], ""),
    field("Quý II", 14.0, GRADE, "Mức xếp loại quý II, nếu có đánh giá quý.", &["B425"], ""),
    field("Quý III", 14.0, GRADE, "Mức xếp loại quý III, nếu có đánh giá quý.", &["B425"], ""),
    field("Tóm tắt căn cứ", 20.0, Kind::Text, "Bắt buộc khi đề nghị hoàn thành xuất sắc nhiệm vụ.", &["B408"], ""),
];

/// The columns of the sheet `Đảng viên` under a regulation.
pub fn members(regulation: &Regulation) -> Vec<Field> {
    let scored = if regulation.points.is_some() { SCORED } else { &[] };
    MEMBERS.iter().chain(scored).cloned().chain([NOTE]).collect()
}

/// The columns of the sheet `Tập thể`.
pub const COLLECTIVES: &[Field] = &[
    ORDINAL,
    field(
        "Tên tập thể",
        36.0,
        Kind::Text,
        "Chi bộ, chi ủy, tập thể lãnh đạo… mỗi tập thể một dòng.",
        &["R503"],
        "Tập thể lãnh đạo Phòng Mẫu",
    ),
    field(
        "Loại",
        18.0,
        Kind::Choice(List::CollectiveKinds),
        "Loại tập thể, để so sánh trong nhóm tương đồng.",
        &["Q704"],
        "Lãnh đạo phòng",
    ),
    field(
        "Bản kiểm điểm (Mẫu 01) (x)",
        12.0,
        TICK,
        "Ghi x nếu đã có bản kiểm điểm tập thể theo Mẫu 01.",
        &["B420"],
        "x",
    ),
    field("Tự xếp loại", 26.0, GRADE, "Mức tập thể tự nhận.", &["C303"], "Hoàn thành tốt nhiệm vụ"),
    field(
        "Chi bộ đề nghị",
        26.0,
        GRADE,
        "Mức chi bộ đề nghị cho tập thể.",
        &["B421", "C303"],
        "Hoàn thành tốt nhiệm vụ",
    ),
    NOTE,
];

/// The columns of the sheet `Công chức`.
pub const STAFF: &[Field] = &[
    ORDINAL,
    field(
        "Họ và tên",
        28.0,
        Kind::Text,
        "Công chức, viên chức, người lao động; kể cả người là đảng viên.",
        &["C301"],
        "Nguyễn Văn Mẫu",
    ),
    field("Ngày sinh", 13.0, Kind::Date, "Ngày/tháng/năm.", &["C306", "C307"], "03/02/1980"),
    field("Chức vụ", 22.0, Kind::Text, "Chức vụ, chức danh.", &[], "Chuyên viên"),
    field("Phòng", 24.0, Kind::Text, "Phòng, đơn vị công tác.", &[], "Phòng Mẫu"),
    field("Là đảng viên (x)", 10.0, TICK, "Ghi x nếu là đảng viên.", &[], "x"),
    field(
        "Xếp loại",
        26.0,
        GRADE,
        "Mức xếp loại công chức, viên chức, người lao động trong năm.",
        &["C302", "C303", "Q706"],
        "Hoàn thành tốt nhiệm vụ",
    ),
    NOTE,
];

/// The columns of the sheet `Khen thưởng`.
pub const REWARDS: &[Field] = &[
    ORDINAL,
    field(
        "Họ và tên hoặc tập thể",
        32.0,
        Kind::Text,
        "Ghi đúng như ở sheet “Đảng viên” hoặc “Tập thể”. Chỉ đề nghị người, tập thể hoàn thành xuất sắc nhiệm vụ, trừ khen đột xuất.",
        &["R501", "R503", "R506"],
        "Nguyễn Văn Mẫu",
    ),
    field(
        "Đối tượng (cá nhân / tập thể)",
        14.0,
        Kind::Choice(List::RewardSubjects),
        "Cá nhân hoặc tập thể.",
        &[],
        "Cá nhân",
    ),
    field(
        "Hình thức (giấy khen / bằng khen / biểu dương)",
        18.0,
        Kind::Choice(List::RewardForms),
        "Hình thức đề nghị.",
        &["R505"],
        "Giấy khen",
    ),
    field(
        "Loại (trong năm / 5 năm liền / đột xuất)",
        16.0,
        Kind::Choice(List::RewardKinds),
        "Loại khen thưởng.",
        &["R502", "R504"],
        "Trong năm",
    ),
    field("Thành tích", 44.0, Kind::Text, "Tóm tắt thành tích.", &[], "Hoàn thành xuất sắc nhiệm vụ năm"),
    NOTE,
];

/// The number and letters of the column with a header; the fields are this file's own, so it is there.
pub fn column_of(fields: &[Field], header: &str) -> (u16, String) {
    let position = fields.iter().position(|field| field.header == header);
    debug_assert!(position.is_some(), "no column {header}");
    let column = position.map_or(1, |position| position as u16 + 1);
    let letters = At::new(1, column).to_string().trim_end_matches('1').to_owned();
    (column, letters)
}
