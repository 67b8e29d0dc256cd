//! The keys and columns of the plan workbook: names exactly as forms.md §1 has them, what to write there, and examples.

use crate::output::fillable::{Field, Kind, List, field};
use std::borrow::Cow;

/// The keys of the sheet `Thông tin chung`.
pub const GENERAL: &[Field] = &[
    field("Năm đánh giá", 0.0, Kind::Count, "Bắt buộc.", &[], "2021"),
    field("Tên đảng bộ", 0.0, Kind::Text, "Tên in ở đầu các biểu.", &[], "Đảng bộ Văn phòng Mẫu"),
    field("Đảng ủy cấp trên", 0.0, Kind::Text, "Nơi nhận báo cáo.", &[], "Đảng ủy Khối các cơ quan tỉnh"),
    field("Địa danh", 0.0, Kind::Text, "Ghi trước ngày ký.", &[], "Đồng Tháp"),
    field(
        "Hồ sơ quy định",
        0.0,
        Kind::Choice(List::Regulations),
        "Để trống thì chọn theo năm đánh giá.",
        &[],
        "2018-132",
    ),
    field("Hạn chi bộ nộp", 0.0, Kind::Date, "Ngày cuối cùng còn tính là đúng hạn.", &["F102"], "27/11/2021"),
    field("Hạn báo cáo cấp trên", 0.0, Kind::Date, "Cũng là ngày ghi trên các biểu tổng hợp.", &[], "30/11/2021"),
    field(
        "Ngày tính 6 tháng",
        0.0,
        Kind::Date,
        "Mốc để tính đảng viên kết nạp chưa đủ 6 tháng; để trống là 31/12 của năm.",
        &["B403"],
        "31/12/2021",
    ),
    field("Người ký", 0.0, Kind::Text, "Chức danh và họ tên, cách nhau dấu phẩy.", &[], "BÍ THƯ, Nguyễn Văn Mẫu"),
    field(
        "Tỷ lệ tối đa (%)",
        0.0,
        Kind::Text,
        "Để trống thì theo hồ sơ quy định. Cao hơn quy định phải ghi căn cứ ở dòng “Căn cứ quyết định tỷ lệ”.",
        &["Q701", "Q707"],
        "20",
    ),
    field(
        "Mẫu số",
        0.0,
        Kind::Choice(List::Denominators),
        "Tỷ lệ tính trên số nào; để trống thì theo hồ sơ quy định.",
        &[],
        "",
    ),
    field(
        "Phạm vi",
        0.0,
        Kind::Choice(List::Populations),
        "Tỷ lệ tính trong phạm vi nào; để trống thì theo hồ sơ quy định.",
        &[],
        "",
    ),
    field(
        "Làm tròn",
        0.0,
        Kind::Choice(List::Roundings),
        "Cách làm tròn số người; để trống thì theo hồ sơ quy định.",
        &[],
        "",
    ),
    field(
        "Căn cứ quyết định tỷ lệ",
        0.0,
        Kind::Text,
        "Số, ngày văn bản cho phép tỷ lệ khác quy định.",
        &["Q707"],
        "Công văn 12-CV/ĐUK ngày 15/11/2021",
    ),
    field(
        "Ký hiệu mức xếp loại",
        0.0,
        Kind::Text,
        "Chỉ ghi khi chi bộ dùng ký hiệu thay cho tên mức; không ghi thì chữ A, B, C không được coi là mức nào.",
        &["H210", "C303"],
        "A = HTXSNV; B = HTTNV; C = HTNV; D = KHTNV",
    ),
];

const CODE_OF_BRANCH: Field = code_of_branch("Một mã có ở sheet “Chi bộ”.");
const fn code_of_branch(about: &'static str) -> Field {
    field("Mã chi bộ", 12.0, Kind::Choice(List::BranchCodes), about, &[], "CB01")
}
const NOTE: Field = field("Ghi chú", 24.0, Kind::Text, "", &[], "");

/// The columns of the sheet `Chi bộ`.
pub const BRANCHES: &[Field] = &[
    field("Mã chi bộ", 12.0, Kind::Text, "Bắt buộc, mỗi chi bộ một mã riêng.", &[], "CB01"),
    field("Tên chi bộ", 36.0, Kind::Text, "Bắt buộc.", &["F101", "F104"], "Chi bộ Phòng Mẫu"),
    field(
        "Tên gọi khác",
        28.0,
        Kind::Text,
        "Các cách gọi khác thấy trong tệp chi bộ gửi, cách nhau dấu chấm phẩy.",
        &["F104"],
        "Phòng Mẫu; P. Mẫu",
    ),
    field(
        "Nhóm tương đồng",
        18.0,
        Kind::Text,
        "Nhóm chi bộ có chức năng, nhiệm vụ tương đồng.",
        &["Q704"],
        "Khối tham mưu",
    ),
    field("Bí thư", 22.0, Kind::Text, "Họ và tên bí thư.", &[], "Nguyễn Văn Mẫu"),
    field("Email", 24.0, Kind::Text, "Để liên hệ; chương trình không gửi thư.", &[], "mau@example.vn"),
    field("Điện thoại", 13.0, Kind::Digits, "Để liên hệ.", &[], "0900000000"),
    field(
        "Số đảng viên",
        9.0,
        Kind::Count,
        "Số đảng viên đảng ủy nắm được; dùng khi không có danh sách ở sheet “Đảng viên”.",
        &["B419"],
        "15",
    ),
    field("Hạn nộp riêng", 13.0, Kind::Date, "Ngày gia hạn riêng cho chi bộ, thay hạn chung.", &["F102"], "29/11/2021"),
    NOTE,
];

/// What stands before the year in the header of an earlier year's grades.
pub const GRADE_OF: &str = "Xếp loại ";

/// The columns of the sheet `Đảng viên`, with one for each earlier year.
pub fn members(earlier_years: &[i32]) -> Vec<Field> {
    let first = [
        CODE_OF_BRANCH,
        field("Số thẻ đảng", 15.0, Kind::Digits, "Đủ các chữ số, kể cả số 0 ở đầu.", &["X605"], "00000000"),
        field("Họ và tên", 26.0, Kind::Text, "Bắt buộc.", &["X603", "X604"], "Nguyễn Văn Mẫu"),
        field("Ngày sinh", 12.0, Kind::Date, "Ngày/tháng/năm.", &["X605"], "03/02/1980"),
        field("Ngày vào Đảng", 12.0, Kind::Date, "Ngày kết nạp: ngày/tháng/năm.", &["B403"], "19/05/2005"),
        field("Ngày chính thức", 12.0, Kind::Date, "Để trống nếu còn dự bị.", &[], "19/05/2006"),
        field("Chức vụ", 22.0, Kind::Text, "Chức vụ đảng, chính quyền, đoàn thể.", &[], "Chuyên viên"),
        field(
            "Diện",
            15.0,
            Kind::Choice(List::Categories),
            "Chính thức, dự bị, miễn sinh hoạt hoặc đình chỉ sinh hoạt.",
            &["B401", "B402"],
            "Chính thức",
        ),
        field("Công chức (x)", 9.0, Kind::Choice(List::Tick), "Ghi x nếu là công chức, viên chức.", &["B409"], "x"),
    ];
    let earlier = earlier_years.iter().map(|year| Field {
        header: Cow::Owned(format!("{GRADE_OF}{year}")),
        width: 16.0,
        kind: Kind::Choice(List::Grades),
        about: "Mức xếp loại của năm ấy; dùng khi xét khen thưởng 5 năm liền.",
        rules: &["R502"],
        example: "Hoàn thành tốt nhiệm vụ",
    });
    first.into_iter().chain(earlier).chain([NOTE]).collect()
}

/// The columns of the sheet `Tập thể`.
pub const COLLECTIVES: &[Field] = &[
    code_of_branch("Mã chi bộ của tập thể; để trống nếu là tập thể của đảng bộ."),
    field("Tên tập thể", 40.0, Kind::Text, "Mỗi tập thể một dòng.", &["B421"], "Chi ủy Chi bộ Phòng Mẫu"),
    field("Loại", 18.0, Kind::Choice(List::CollectiveKinds), "Loại tập thể.", &["Q704"], "Chi ủy"),
    field("Nhóm tương đồng", 22.0, Kind::Text, "Tập thể cùng nhóm được so sánh với nhau.", &["Q704"], "Cấp ủy chi bộ"),
];

/// The columns of the sheet `Sổ nộp`.
pub const LOG: &[Field] = &[
    CODE_OF_BRANCH,
    field(
        "Ngày nhận",
        13.0,
        Kind::Date,
        "Ngày văn phòng nhận được hồ sơ; là căn cứ chính để tính đúng hạn.",
        &["F102", "F111"],
        "26/11/2021",
    ),
    field("Tên tệp", 40.0, Kind::Text, "Tên tệp trong thư mục nop/.", &[], "CB01.xlsx"),
    field(
        "Không có nội dung",
        12.0,
        Kind::Choice(List::Tick),
        "Ghi x khi chi bộ báo không có nội dung.",
        &["F101"],
        "",
    ),
    field("Mật khẩu", 16.0, Kind::Text, "Mật khẩu mở tệp, nếu chi bộ đặt.", &["F106"], ""),
    NOTE,
];

/// The columns of the sheet `Xử lý`.
pub const DECISIONS: &[Field] = &[
    field("Mã", 12.0, Kind::Text, "Mã của nội dung cần rà soát.", &[], "C303"),
    field("Chi bộ", 12.0, Kind::Choice(List::BranchCodes), "Mã chi bộ.", &[], "CB01"),
    field(
        "Vị trí",
        28.0,
        Kind::Text,
        "Ô được nêu, họ tên người được nêu, hoặc mã dòng trong tệp tổng hợp.",
        &[],
        "Đảng viên › N12",
    ),
    field(
        "Quyết định",
        18.0,
        Kind::Choice(List::Handlings),
        "Chấp nhận (kèm lý do), hoặc sửa thành giá trị bên cạnh: ô được đọc theo giá trị ấy, tệp của chi bộ giữ nguyên.",
        &[],
        "Chấp nhận",
    ),
    field("Giá trị", 24.0, Kind::Text, "Giá trị đúng, khi “Sửa thành”.", &[], ""),
    field("Lý do", 36.0, Kind::Text, "Vì sao.", &[], "Đã đối chiếu hồ sơ gốc"),
    field("Người", 20.0, Kind::Text, "Người quyết định.", &[], "Nguyễn Văn Mẫu"),
    field("Ngày", 13.0, Kind::Date, "Ngày quyết định.", &[], "28/11/2021"),
];
