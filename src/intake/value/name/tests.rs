//! Claims about names. All people are invented.

use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn print(written: &str) -> String {
    read_name(written).name.clean.to_string()
}

#[test]
fn names_are_printed_as_a_person_would() {
    for (written, printed) in [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("NGUYỄN  VĂN\u{a0}AN.", "Nguyễn Văn An"),
        ("Nguyễn Văn An..", "Nguyễn Văn An"),
        ("Nguyễn Văn An,", "Nguyễn Văn An"),
        ("Nguyễn Văn An…", "Nguyễn Văn An"),
        ("Nguyễn Văn An*", "Nguyễn Văn An"),
        ("Nguyễn\nVăn An", "Nguyễn Văn An"),
        ("ĐẶNG ĐÌNH ĐỆ", "Đặng Đình Đệ"),
        ("ÐẶNG ÐÌNH ÐỆ", "Đặng Đình Đệ"),
        ("nguyễn văn an", "nguyễn văn an"),
        ("Nguyễn văn An", "Nguyễn văn An"),
        ("NGUYỄN Văn An", "NGUYỄN Văn An"),
        ("Lê Thị Thuý Hoà", "Lê Thị Thuý Hoà"),
        ("LÊ THỊ THUÝ HOÀ", "Lê Thị Thuý Hoà"),
        ("LÊ THỊ THÚY HÒA", "Lê Thị Thúy Hòa"),
        ("Đ/c Nguyễn Văn An", "Nguyễn Văn An"),
        ("Đ/C: NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("đ/c Nguyễn Văn An", "Nguyễn Văn An"),
        ("Đ/cNguyễn Văn An", "Nguyễn Văn An"),
        ("Đ/ c Nguyễn Văn An", "Nguyễn Văn An"),
        ("ĐC. Nguyễn Văn An", "Nguyễn Văn An"),
        ("ĐC Nguyễn Văn An", "Nguyễn Văn An"),
        ("đ.c Nguyễn Văn An", "Nguyễn Văn An"),
        ("Đ.c. Nguyễn Văn An", "Nguyễn Văn An"),
        ("Ð/c Nguyễn Văn An", "Nguyễn Văn An"),
        ("D/c Nguyen Van An", "Nguyen Van An"),
        ("Đồng chí Nguyễn Văn An", "Nguyễn Văn An"),
        ("ĐỒNG CHÍ NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("Đồng chí: Nguyễn Văn An", "Nguyễn Văn An"),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An"),
        ("ÔNG NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("Ông: Nguyễn Văn An", "Nguyễn Văn An"),
        ("Bà Trần Thị Bình", "Trần Thị Bình"),
        ("Ba\u{300} Trần Thị Bình", "Trần Thị Bình"),
        ("Ông (bà) Trần Thị Bình", "Trần Thị Bình"),
        ("Ông/Bà: Trần Thị Bình", "Trần Thị Bình"),
        ("Chị Trần Thị Bình", "Trần Thị Bình"),
        ("Anh Lê Văn Cường", "Lê Văn Cường"),
        ("1. Đ/c Ông Nguyễn Văn An", "Nguyễn Văn An"),
        ("Ông Ích Duy", "Ông Ích Duy"),
        ("Ông Thị Ngọc Linh", "Ông Thị Ngọc Linh"),
        ("ÔNG THỊ NGỌC LINH", "Ông Thị Ngọc Linh"),
        ("Cô Thị Lan", "Cô Thị Lan"),
        ("Anh Đức", "Anh Đức"),
        ("Đông Chí Thanh", "Đông Chí Thanh"),
        ("Dong chi Nguyen Van An", "Nguyen Van An"),
        ("Đồng Chí Nguyễn Văn An", "Nguyễn Văn An"),
        ("Đỗ Cường", "Đỗ Cường"),
        ("H’Hen Niê", "H’Hen Niê"),
        ("NGUYỄN THỊ H' MLÔ", "Nguyễn Thị H' Mlô"),
        ("H'MLÔ NIÊ", "H'Mlô Niê"),
        ("Y-BION", "Y-Bion"),
        ("Y-Bion", "Y-Bion"),
        ("K'BRỂU", "K'Brểu"),
        ("Nguyễn Văn An (A)", "Nguyễn Văn An (A)"),
        ("NGUYỄN VĂN AN (B)", "Nguyễn Văn An (B)"),
        ("Nguyễn Văn An (con)", "Nguyễn Văn An (con)"),
        ("Nguyễn Văn An (nữ)", "Nguyễn Văn An"),
        ("Nguyễn Văn An(*)", "Nguyễn Văn An"),
        ("Nguyễn Văn An - Đảng viên dự bị", "Nguyễn Văn An"),
        ("Nguyễn Văn An (ĐVDB)", "Nguyễn Văn An"),
        ("Nguyễn Văn An (dự bị tháng 7)", "Nguyễn Văn An (dự bị tháng 7)"),
        ("Lê Thị - Nữ", "Lê Thị - Nữ"),
        ("Nguyễn Văn A.", "Nguyễn Văn A"),
        ("ThS. Nguyễn Văn An", "ThS. Nguyễn Văn An"),
        ("- Nguyễn Văn An", "Nguyễn Văn An"),
        ("Đ/c", ""),
        ("", ""),
        ("-", ""),
        ("12345", "12345"),
    ] {
        assert_eq!(print(written), printed, "{written:?}");
        assert_eq!(print(&written.nfd().collect::<String>()), printed, "{written:?} decomposed");
        assert_eq!(read_name(written).name.written(), written);
    }
}

#[test]
fn numbers_before_a_name_come_off() {
    for (written, ordinal, printed) in [
        ("1. Nguyễn Văn An", Some("1"), "Nguyễn Văn An"),
        ("1.Nguyễn Văn An", Some("1"), "Nguyễn Văn An"),
        ("01) Nguyễn Văn An", Some("01"), "Nguyễn Văn An"),
        ("1- Nguyễn Văn An", Some("1"), "Nguyễn Văn An"),
        ("(2) NGUYỄN VĂN AN", Some("2"), "Nguyễn Văn An"),
        ("12 Nguyễn Văn An", Some("12"), "Nguyễn Văn An"),
        ("I. Nguyễn Văn An", Some("I"), "Nguyễn Văn An"),
        ("3. Đ/c Lê Văn Cường", Some("3"), "Lê Văn Cường"),
        ("Y Bion", None, "Y Bion"),
        ("X Văn An", None, "X Văn An"),
        ("VI VĂN AN", None, "Vi Văn An"),
    ] {
        let cell = read_name(written);
        assert_eq!((cell.ordinal.as_deref(), cell.name.clean.as_str()), (ordinal, printed), "{written}");
    }
}

#[test]
fn known_posts_behind_a_name_come_off() {
    for (written, printed, post) in [
        ("Nguyễn Văn An - Bí thư", "Nguyễn Văn An", Some("Bí thư")),
        ("Nguyễn Văn An (Bí thư)", "Nguyễn Văn An", Some("Bí thư")),
        ("NGUYỄN VĂN AN (Bí thư Chi bộ)", "Nguyễn Văn An", Some("Bí thư Chi bộ")),
        ("Nguyễn Văn An, Phó Bí thư", "Nguyễn Văn An", Some("Phó Bí thư")),
        ("Nguyễn Văn An – Chi ủy viên", "Nguyễn Văn An", Some("Chi ủy viên")),
        ("Nguyễn Văn An-Trưởng phòng", "Nguyễn Văn An", Some("Trưởng phòng")),
        ("Nguyễn Văn An\nBí thư chi bộ", "Nguyễn Văn An", Some("Bí thư chi bộ")),
        ("Nguyễn Văn An\n(PBT)", "Nguyễn Văn An", Some("PBT")),
        ("Nguyễn Văn An (BT)", "Nguyễn Văn An", Some("BT")),
        ("1. Đ/c NGUYỄN VĂN AN - PHÓ GIÁM ĐỐC", "Nguyễn Văn An", Some("PHÓ GIÁM ĐỐC")),
        ("Nguyễn Văn An (CUV)", "Nguyễn Văn An", Some("CUV")),
        ("Nguyễn Văn An (chuyên viên)", "Nguyễn Văn An", Some("chuyên viên")),
        ("Y-Bion Niê - Chuyên viên", "Y-Bion Niê", Some("Chuyên viên")),
        ("Nguyễn Văn An (P. Bí thư)", "Nguyễn Văn An", Some("P. Bí thư")),
        ("Nguyễn Văn An (BT Chi bộ)", "Nguyễn Văn An", Some("BT Chi bộ")),
        ("Nguyễn Văn An/Bí thư", "Nguyễn Văn An", Some("Bí thư")),
        ("Nguyễn Văn An\nBí thư chi bộ, Trưởng phòng", "Nguyễn Văn An", Some("Bí thư chi bộ, Trưởng phòng")),
        ("Nguyễn Văn An (Bí thư) (dự bị)", "Nguyễn Văn An", Some("Bí thư")),
        ("Bí thư: Nguyễn Văn An", "Nguyễn Văn An", Some("Bí thư")),
        ("Bí thư: (đã ký)", "Bí thư: (đã ký)", None),
        ("Nguyễn Văn An (A)", "Nguyễn Văn An (A)", None),
        ("Nguyễn Văn An (TP Cao Lãnh)", "Nguyễn Văn An (TP Cao Lãnh)", None),
        ("Nguyễn Văn An (1980)", "Nguyễn Văn An (1980)", None),
        ("Bí thư", "Bí thư", None),
    ] {
        let cell = read_name(written);
        assert_eq!((cell.name.clean.as_str(), cell.post.as_deref()), (printed, post), "{written}");
    }
}

#[test]
fn people_are_told_from_headings() {
    for text in [
        "Nguyễn Văn An",
        "NGUYỄN VĂN AN",
        "nguyễn văn an",
        "Nguyễn văn An",
        "Nguyễn Thị hoa",
        "nguyen van an",
        "Nguyen Van An",
        "NGUYEN VAN AN",
        "Lê An",
        "Y Bion",
        "Y Bion Niê",
        "H'Hen",
        "H’Hen Niê",
        "H' Hen Niê",
        "H'MLÔ",
        "K'Brểu",
        "Lò A Sếnh",
        "lò a sếnh",
        "Giàng Seo Phử",
        "Tôn Nữ Thị Ngọc Quỳnh Như",
        "Công Tằng Tôn Nữ Thị Ngọc Lan",
        "Đ/c Nguyễn Văn An",
        "1. Nguyễn Văn An",
        "Ông Nguyễn Văn An",
        "Nguyễn Văn An (A)",
        "Nguyễn Văn An (Bí thư)",
        "Nguyễn Văn An - Phó Bí thư",
        "ThS. Nguyễn Văn An",
        "Tổng Văn Bình",
        "Phó Đức Minh",
        "Văn Phong Nhã",
        "Đoàn Thanh Nhi",
        "Ban Văn Tú",
        "Bàn Thị Mẩy",
        "Công Văn Minh",
        "Cộng Hòa",
        "Trưởng Văn An",
        "Chi Bảo",
        "Phong Van An",
        "So Van An",
        "To Van An",
        "Toàn Văn Lộc",
        "Trịnh Chủ Tích",
        "Đảng Văn Khoa",
        "Ksor Phước",
        "Rơ Châm H'Bơng",
        "Nguyê\u{303}n Va\u{306}n An",
        "ÐẶNG VĂN AN",
        "Nguyễn Văn An.",
        "Trương Văn An",
        "Nguyễn Đình-Huy",
        "Thị Hương",
        "Sơn Thị Ngọc",
        "Đoàn Trường Giang",
        "Dong Chi Thanh",
        "Đ/c: Nguyễn Văn An",
        "Bà: Trần Thị Bình",
        "Tô Văn An",
        "Danh Út",
    ] {
        assert!(looks_like_name(text), "{text}");
    }
    for text in [
        "",
        "-",
        "1",
        "12345",
        "An",
        "X",
        "Tổng cộng",
        "TỔNG CỘNG",
        "Tổng số",
        "Cộng",
        "CỘNG",
        "Cộng:",
        "Chi bộ Văn phòng",
        "CHI BỘ VĂN PHÒNG",
        "Chi Bộ Văn Phòng",
        "Tổ đảng 1",
        "TỔ ĐẢNG SỐ MỘT",
        "T/M CHI ỦY",
        "TM. CHI UỶ",
        "TM CHI ỦY",
        "BÍ THƯ",
        "Bí thư",
        "PHÓ BÍ THƯ",
        "NGƯỜI LẬP BIỂU",
        "Người lập",
        "NGƯỜI LẬP",
        "Ghi chú: hai đồng chí vắng",
        "Ghi chú",
        "Danh sách có 15 đồng chí",
        "Phòng Tổng hợp",
        "PHÒNG TỔNG HỢP",
        "(Ký, ghi rõ họ tên)",
        "(Ký tên, đóng dấu)",
        "Ban Chấp hành",
        "BAN CHẤP HÀNH ĐẢNG BỘ",
        "I. KHỐI VĂN PHÒNG",
        "II. BAN QUẢN LÝ",
        "Xác nhận của",
        "XÁC NHẬN CỦA ĐẢNG ỦY",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Họ và tên",
        "HỌ VÀ TÊN",
        "Hoàn thành tốt nhiệm vụ",
        "HOÀN THÀNH XUẤT SẮC NHIỆM VỤ",
        "Nội chính",
        "Kinh tế ngành",
        "Hành chính - Quản trị",
        "Công đoàn cơ quan",
        "Chuyên viên",
        "Trưởng phòng",
        "KT. GIÁM ĐỐC",
        "tong cong",
        "TONG CONG",
        "chi bo van phong",
        "BI THU",
        "Nguoi lap bieu",
        "Nguyễn Văn An 1980",
        "Đồng Tháp, ngày 25 tháng 11 năm 2021",
        "Số: 12-BC/CB",
        "Trong đó",
        "Dự bị",
        "Chính thức",
        "tập thể",
        "Lãnh đạo phòng Tổng hợp",
        "Đảng viên dự bị",
        "Một hai ba bốn năm sáu bảy tám",
        "nguyen@example.vn",
        "Không có",
        "x x",
        "Đơn vị: Phòng Tổng hợp",
        "Văn phòng Tỉnh ủy",
        "Đoàn Thanh niên",
        "Sở Nội vụ",
        "Cộng I",
        "CỘNG (I)",
        "Tổ Hành chính",
        "PHỤ LỤC",
        "VIỆT NAM",
        "Nguyễn Văn An:",
        "- Lưu VT.",
    ] {
        assert!(!looks_like_name(text), "{text}");
    }
}

#[test]
fn one_name_in_two_spellings_has_one_key() {
    for (one, other) in [
        ("NGUYỄN VĂN HOÀ", "Nguyễn Văn Hòa"),
        ("Đ/c Nguyễn Văn An", "nguyễn  văn an."),
        ("H’Hen Niê", "H' HEN NIÊ"),
        ("ThS. Nguyễn Văn An", "Nguyễn Văn An"),
        ("Ðặng Thuý", "ĐẶNG THÚY"),
        ("Y - Bion", "Y-Bion"),
        // The minus of figures set low.
        ("Lê Thị An₋", "Lê Thị An"),
    ] {
        assert_eq!(name_key(one), name_key(other), "{one} / {other}");
    }
    for (one, other) in [
        ("Nguyễn Văn An", "Nguyễn Văn Ân"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hòa"),
        ("Nguyễn Văn An (A)", "Nguyễn Văn An (B)"),
        ("Lê Văn Dũng", "Lê Văn Đũng"),
    ] {
        assert_ne!(name_key(one), name_key(other), "{one} / {other}");
    }
}

proptest! {
    #[test]
    fn a_clean_name_is_clean(text in "[A-ZĐa-z'./()-]{1,3}( [A-Za-zàễđĐÐỄ.,/-]{1,5}){0,4}|\\PC{0,20}|.{0,20}") {
        let once = print(&text);
        looks_like_name(&text);
        prop_assert_eq!(name_key(&once), name_key(&text));
    }
}

#[test]
fn a_cell_that_names_two_people_is_told_from_a_long_name() {
    for two in [
        "Nguyễn Văn Bá và Trần Thị Bốn",
        "NGUYỄN VĂN BÁ VÀ TRẦN THỊ BỐN",
        "Nguyễn Văn Bá\nTrần Thị Bốn",
        "1. Nguyễn Văn Bá\n2. Trần Thị Bốn",
        "Nguyễn Văn Bá, Trần Thị Bốn",
        "Đ/c Nguyễn Văn Bá; Đ/c Trần Thị Bốn",
        "Lê An & Hồ Lan",
    ] {
        assert!(names_two(two), "{two}");
    }
    for one in [
        "Nguyễn Văn Bá",
        "Nguyễn Thị\nHoàng Anh",
        "Nguyễn Thị Thu\nHà",
        "Tôn Nữ Thị\nHoàng Lan Anh",
        "Nguyễn Văn Bá\nBí thư chi bộ",
        "Nguyễn Văn Bá, Trưởng phòng",
        "Lò Và Chá",
        "Và A Sùng",
        "Nguyễn Văn Bá (Trần Bá)",
    ] {
        assert!(!names_two(one), "{one}");
    }
}
