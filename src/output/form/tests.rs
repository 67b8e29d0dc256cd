//! The headers of the form, held against the contract (forms.md §2).

use super::*;

#[test]
fn headers_are_the_contracts() {
    let headers = |fields: &[super::super::fillable::Field]| {
        fields.iter().map(|field| field.header.to_string()).collect::<Vec<_>>().join(", ")
    };
    let regulation = |year| {
        let plan = Plan { year, ..Plan::default() };
        crate::regulation::profile::regulation_for(&plan).unwrap()
    };
    // forms.md §2, word for word.
    assert_eq!(
        headers(sheets::FACTS),
        "Mã chi bộ, Tên chi bộ, Năm, Ngày họp chi bộ, Tổng số đảng viên, Chính thức, Dự bị, Người lập, Bí thư, \
         Không đề nghị khen thưởng (x), Không có nội dung (x), Phiên bản biểu mẫu"
    );
    assert_eq!(
        headers(&sheets::members(&regulation(2021))),
        "TT, Số thẻ đảng, Họ và tên, Ngày sinh, Ngày vào Đảng, Ngày chính thức, Chức vụ, Bản kiểm điểm (Mẫu 02) (x), \
         Kiểm điểm tại (Phòng / Chi bộ), Nhận xét nơi cư trú, Tự xếp loại, Xếp loại công chức, Chi ủy đề xuất, \
         Chi bộ xếp loại, Lý do không xếp loại, Kỷ luật trong năm, Ghi chú"
    );
    assert!(headers(&sheets::members(&regulation(2025))).contains(
        "Kỷ luật trong năm, Mã chức danh, Điểm tiêu chí chung, Điểm kết quả, Tổng điểm, Quý I, Quý II, Quý III, \
         Tóm tắt căn cứ, Ghi chú"
    ));
    assert_eq!(
        headers(sheets::COLLECTIVES),
        "TT, Tên tập thể, Loại, Bản kiểm điểm (Mẫu 01) (x), Tự xếp loại, Chi bộ đề nghị, Ghi chú"
    );
    assert_eq!(headers(sheets::STAFF), "TT, Họ và tên, Ngày sinh, Chức vụ, Phòng, Là đảng viên (x), Xếp loại, Ghi chú");
    assert_eq!(
        headers(sheets::REWARDS),
        "TT, Họ và tên hoặc tập thể, Đối tượng (cá nhân / tập thể), Hình thức (giấy khen / bằng khen / biểu dương), \
         Loại (trong năm / 5 năm liền / đột xuất), Thành tích, Ghi chú"
    );
}
