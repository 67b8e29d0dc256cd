//! Reasons for having no grade, from a grade cell (listed words only) or from a column of reasons (any words).

use super::is_blank;
use crate::domain::grade::Reason;
use crate::text::fold::{has_any, skeleton, unaccented};

/// Reads a cell that gives a reason for not being graded; `None` when blank, or when it says that there is none
/// (“Không”, “Không có”, 0). Words that fit none of the known reasons are [`Reason::Other`].
pub fn read_reason(text: &str) -> Option<Reason> {
    let key = skeleton(text);
    if key.is_empty() && is_blank(text) || matches!(key.as_str(), "khong" | "khong co" | "ko" | "0") {
        return None;
    }
    Some(known(&unaccented(text), &key).unwrap_or(Reason::Other))
}

/// Reads a remark beside a blank grade; `None` for words that explain nothing. Who has moved here is graded here, so
/// that his coming is no reason.
pub fn reason_in_remark(text: &str) -> Option<Reason> {
    let (plain, key) = (unaccented(text), skeleton(text));
    let has_come = has_any(&key, &["chuyen den", "moi chuyen", "chuyen ve"]) && !has_any(&key, &["xep loai"]);
    known(&plain, &key).or_else(|| (has_any(&key, UNGRADED) && !has_come).then_some(Reason::Other))
}

/// Reads a remark beside a grade: that somebody is freed or suspended contradicts it (B401, B402).
pub fn standing_in_remark(text: &str) -> Option<Reason> {
    let key = skeleton(text);
    match (is_exempt(&key), is_suspended(&key)) {
        (true, _) => Some(Reason::Exempt),
        (_, true) => Some(Reason::Suspended),
        _ => None,
    }
}

/// Words of a grade cell that say that somebody is not graded. Other words are no reason there.
pub(super) fn in_grade_cell(plain: &str, key: &str) -> Option<Reason> {
    known(plain, key).or_else(|| has_any(key, UNGRADED).then_some(Reason::Other))
}

/// Ways to say that there is no grade, without a reason that the forms count by itself.
const UNGRADED: &[&str] = &[
    "chua xep loai",
    "khong xep loai",
    "ko xep loai",
    "chua duoc xep loai",
    "khong duoc xep loai",
    "chua xep",
    "khong xep",
    "chua xl",
    "khong xl",
    "ko xl",
    "k xl",
    "k xep loai",
    "ko danh gia",
    "cxl",
    "kxl",
    "chua phan loai",
    "khong phan loai",
    "chua danh gia",
    "khong danh gia",
    "chua duoc danh gia",
    "khong duoc danh gia",
    "chua kiem diem",
    "khong kiem diem",
    "chua duoc kiem diem",
    "mien danh gia",
    "mien xep loai",
    "mien kiem diem",
    "khong thuoc dien",
    "khong thuoc doi tuong",
    "khong du dieu kien",
    "chua du dieu kien",
    "chua du thoi gian",
    "khong du thoi gian",
    "chuyen sinh hoat",
    "chuyen shd",
    "chuyen den",
    "chuyen di",
    "moi chuyen",
    "da chuyen",
    "di hoc",
    "hoc tap trung",
    "nghi thai san",
    "thai san",
    "nghi om",
    "om dai ngay",
    "di nuoc ngoai",
    "o nuoc ngoai",
    "tu tran",
    "da mat",
    "qua doi",
    "xin ra khoi dang",
    "xoa ten",
];

fn known(plain: &str, key: &str) -> Option<Reason> {
    if is_exempt(key) {
        Some(Reason::Exempt)
    } else if is_suspended(key) {
        Some(Reason::Suspended)
    } else if is_new(plain, key) {
        Some(Reason::UnderSixMonths)
    } else {
        None
    }
}

/// “Miễn” alone, or from party life or work. Without what it frees from, the word may as well be “miền”.
fn is_exempt(key: &str) -> bool {
    const FREED: &[&str] = &[
        "mien sinh hoat",
        "mien cong tac",
        "mien ct",
        "mien shd",
        "mien sh",
        "mien sinh",
        "mien ctac",
        "mien ct va",
        "mien dang",
        "msh",
        "mshd",
    ];
    const STANDING: &[&str] = &["mien", "dien mien", "duoc mien", "dang vien mien", "dv mien", "thuoc dien mien"];
    const NOT: &[&str] = &["khong mien", "khong duoc mien", "chua mien", "chua duoc mien", "het mien", "thoi mien"];
    (has_any(key, FREED) || STANDING.contains(&key)) && !has_any(key, NOT)
}

/// “Đình chỉ” alone, or from party life; from work or office is another matter.
fn is_suspended(key: &str) -> bool {
    const STOPPED: &[&str] = &["dinh chi sinh hoat", "dinh chi shd", "dinh chi sh", "dcshd"];
    const STANDING: &[&str] = &["dinh chi", "bi dinh chi", "dang bi dinh chi", "tam dinh chi", "dang dinh chi"];
    const NOT: &[&str] = &["khong bi dinh chi", "het dinh chi", "khong dinh chi", "het thoi gian dinh chi"];
    (has_any(key, STOPPED) || STANDING.contains(&key)) && !has_any(key, NOT)
}

/// Admitted less than six months ago. A time below six months without admission is that only when nothing else
/// (illness, study, a move) is named to which it could belong.
fn is_new(plain: &str, key: &str) -> bool {
    const LONG_AGO: &[&str] = &["tren 6 thang", "tren 06 thang", "da du 6 thang", "da du 06 thang", "hon 6 thang"];
    const ADMITTED: &[&str] = &["ket nap", "vao dang", "dang vien moi", "dv moi"];
    const SHORT: &[&str] = &["chua du", "khong du", "chua den", "chua qua", "duoi", "it hon", "chua toi", "chua tron"];
    const SIX_MONTHS: &[&str] = &["6 thang", "06 thang", "sau thang", "6t", "6 th"];
    const OF_ELSE: &[&str] = &[
        "chuyen",
        "cong tac",
        "nghi",
        "om",
        "benh",
        "thai san",
        "hoc",
        "di",
        "ve",
        "vang",
        "sinh hoat",
        "bo nhiem",
        "tuyen dung",
        "lam viec",
        "hop dong",
        "cong chuc",
    ];
    if has_any(key, LONG_AGO) && !has_any(key, SHORT) {
        return false;
    }
    if has_any(key, ADMITTED) {
        return true;
    }
    let is_short = has_any(key, SHORT) || plain.contains('<');
    is_short && has_any(key, SIX_MONTHS) && !has_any(key, OF_ELSE)
}
