//! Claims about the small vocabularies.

use super::*;

fn check<T: PartialEq + std::fmt::Debug>(read: impl Fn(&str) -> T, cells: &[(T, &[&str])]) {
    for (expected, texts) in cells {
        for text in *texts {
            assert_eq!(read(text), *expected, "{text:?}");
        }
    }
}

#[test]
fn ticks() {
    check(
        read_tick,
        &[
            (
                Tick::Yes,
                &[
                    "X",
                    "x",
                    " x ",
                    "xx",
                    "(x)",
                    "[x]",
                    "x.",
                    "√",
                    "✓",
                    "✔",
                    "✗",
                    "☑",
                    "☒",
                    "v",
                    "V",
                    "1",
                    "có",
                    "Có",
                    "CÓ",
                    "TRUE",
                    "ü",
                    "þ",
                    "û",
                    "\u{F0FC}",
                    "\u{F0FE}",
                    "đã nộp",
                    "х",
                    "1.0",
                    "x\u{200b}",
                    "co\u{301}",
                    "Ö",
                    "+",
                    "(+)",
                    "✔\u{fe0f}",
                ],
            ),
            (
                Tick::No,
                &["", " ", "-", "–", "…", "...", "0", "không", "Không có", "chưa", "FALSE", "☐", "\u{a0}", "()"],
            ),
            (
                Tick::Unclear,
                &[
                    "/",
                    "2",
                    "11",
                    "1x",
                    "?",
                    "abc",
                    "x?",
                    "HTTNV",
                    "11/2021",
                    "Nguyễn Văn An",
                    "o",
                    "+-",
                    "vắng",
                    "xem",
                    "đ",
                ],
            ),
        ],
    );
}

#[test]
fn categories() {
    check(
        read_category,
        &[
            (Some(Category::Full), &["Chính thức", "CT", "ĐVCT", "đảng viên chính thức", "CHÍNH THỨC", "chinh thuc"]),
            (
                Some(Category::Probationary),
                &["Dự bị", "DB", "ĐVDB", "Đảng viên dự bị", "dự bị (chưa chuyển chính thức)", "Chưa chính thức"],
            ),
            (
                Some(Category::Exempt),
                &[
                    "Miễn sinh hoạt",
                    "Miễn CT&SHĐ",
                    "Miễn công tác và sinh hoạt đảng",
                    "Chính thức, miễn sinh hoạt",
                    "Miễn SHĐ",
                    "miễn",
                ],
            ),
            (Some(Category::Suspended), &["Đình chỉ", "Đình chỉ sinh hoạt đảng", "Dự bị - đình chỉ SHĐ"]),
            (None, &["", "-", "x", "Đảng viên", "Hưu trí", "Đình chỉ công tác", "miền núi"]),
        ],
    );
}

#[test]
fn disciplines() {
    check(
        read_discipline,
        &[
            (
                None,
                &[
                    "",
                    "-",
                    "…",
                    "0",
                    "không",
                    "Không",
                    "Không có",
                    "Không bị kỷ luật",
                    "Không vi phạm",
                    "Không KL",
                    "Chưa",
                    "Không bị xử lý kỷ luật trong năm 2021",
                ],
            ),
            (
                Some(Discipline::Reprimand),
                &["Khiển trách", "KHIỂN TRÁCH", "Bị kỷ luật khiển trách (QĐ số 12 ngày 3/4/2021)", "khien trach"],
            ),
            (
                Some(Discipline::Warning),
                &["Cảnh cáo", "Kỷ luật Cảnh cáo", "Khiển trách (chính quyền), cảnh cáo (đảng)"],
            ),
            (Some(Discipline::Dismissal), &["Cách chức", "Cách chức Bí thư chi bộ"]),
            (Some(Discipline::Expulsion), &["Khai trừ", "Khai trừ ra khỏi Đảng"]),
            (
                Some(Discipline::Unclear),
                &[
                    "KT",
                    "x",
                    "?",
                    "có",
                    "Vi phạm",
                    "Phê bình",
                    "QĐ số 12",
                    "Không bị khiển trách",
                    "Đang xem xét khiển trách",
                    "Hạ bậc lương",
                ],
            ),
        ],
    );
}

#[test]
fn notes_tell_of_a_discipline_in_force_only() {
    for (note, tells) in [
        ("Bị kỷ luật khiển trách", true),
        ("Kỷ luật cảnh cáo năm 2021", true),
        ("Khiển trách (QĐ 12)", true),
        ("Hết thời hạn kỷ luật khiển trách", false),
        ("Không bị kỷ luật", false),
        ("Đang xem xét kỷ luật cảnh cáo", false),
        ("Chồng bị kỷ luật cảnh cáo", false),
        ("Chủ nhiệm Ủy ban Kiểm tra, theo dõi kỷ luật", false),
        ("", false),
    ] {
        assert_eq!(tells_discipline(note), tells, "{note}");
    }
}

#[test]
fn places_of_review() {
    check(
        read_reviewed_at,
        &[
            (Some(ReviewedAt::Room), &["Phòng", "phòng", "P", "P. Tổng hợp", "Cơ quan", "Tại phòng", "Phòng Tổng hợp"]),
            (Some(ReviewedAt::Branch), &["Chi bộ", "CB", "chi bo", "Tại chi bộ", "Chi bộ Văn phòng"]),
            (None, &["", "-", "x", "chưa", "Vắng", "Chưa kiểm điểm ở chi bộ", "Không kiểm điểm tại Phòng"]),
        ],
    );
    for (text, is_denial) in
        [("Chưa", true), ("-", true), ("Chưa KĐ", true), ("Vắng", true), ("x", false), ("?", false)]
    {
        assert_eq!(denies_review(text), is_denial, "{text}");
    }
}

#[test]
fn reward_subjects() {
    check(
        read_reward_subject,
        &[
            (Some(RewardSubject::Member), &["cá nhân", "Cá nhân", "CN", "Đảng viên", "ca nhan"]),
            (Some(RewardSubject::Collective), &["tập thể", "TT", "Tổ chức đảng", "Chi bộ", "TẬP THỂ"]),
            (None, &["", "-", "x", "Tập thể, cá nhân"]),
        ],
    );
}

#[test]
fn reward_forms() {
    check(
        read_reward_form,
        &[
            (Some(RewardForm::Certificate), &["Giấy khen", "GK", "Giấy khen của Đảng ủy", "giay khen"]),
            (Some(RewardForm::Diploma), &["Bằng khen", "BK", "bằng khen của Tỉnh ủy"]),
            (Some(RewardForm::Praise), &["Biểu dương", "Chi bộ biểu dương"]),
            (Some(RewardForm::Flag), &["Cờ", "cờ thi đua", "Tặng cờ", "CỜ"]),
            (
                Some(RewardForm::Other),
                &["Huân chương", "Tiền thưởng", "Có", "Giấy khen, bằng khen", "?", "Cơ quan khen"],
            ),
            (None, &["", "-", "Không", "…"]),
        ],
    );
}

#[test]
fn reward_kinds() {
    check(
        read_reward_kind,
        &[
            (
                Some(RewardKind::Year),
                &[
                    "trong năm",
                    "Trong năm",
                    "năm",
                    "hằng năm",
                    "Hàng năm",
                    "Năm 2021",
                    "2021",
                    "trong năm 2021",
                    "Trong năm (năm 2021)",
                ],
            ),
            (
                Some(RewardKind::FiveYears),
                &[
                    "5 năm liền",
                    "05 năm liền",
                    "5 năm",
                    "5 năm liên tục",
                    "năm năm liền",
                    "5 năm (2017-2021)",
                    "Giai đoạn 2017 - 2021",
                ],
            ),
            (Some(RewardKind::Exceptional), &["đột xuất", "Chuyên đề", "ĐỘT XUẤT"]),
            (None, &["", "-", "3 năm liền", "x", "khác", "3 năm"]),
        ],
    );
}
