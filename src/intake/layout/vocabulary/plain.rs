//! Columns told by plain words: dates, posts, papers, rewards, and what other lists hold.

use super::Claim;
use super::grades::{hints_at_grades, speaks_of_grades};
use super::names::{name_column, name_of};
use super::words::{HeaderWords, has, has_any, is_any};
use crate::domain::column::{Actor, Column, TableKind};

/// Columns that are told by plain words.
pub fn plain_word(words: &HeaderWords, kind: Option<TableKind>) -> Option<Claim> {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    let above = words.above.as_str();
    let is = |column| Some(Claim::Is(column));

    // Points and quarters (2025-366) before names and grades: “Điểm tiêu chí chung” under “Cá nhân tự chấm”.
    if has_any(whole, &["diem tieu chi chung", "tieu chi chung"]) {
        return is(Column::CommonPoints);
    }
    if has_any(leaf, &["diem ket qua", "ket qua thuc hien nhiem vu diem"]) {
        return is(Column::ResultPoints);
    }
    if has_any(leaf, &["tong diem", "diem tong"]) {
        return is(Column::TotalPoints);
    }
    for (number, names) in [(1, ["quy i", "quy 1"]), (2, ["quy ii", "quy 2"]), (3, ["quy iii", "quy 3"])] {
        if has_any(leaf, &names) || (has(above, "quy") && is_any(leaf, &names.map(|name| &name[4..]))) {
            return is(Column::Quarter(number));
        }
    }
    if has(leaf, "tom tat") && has(leaf, "can cu") {
        return is(Column::Grounds);
    }
    if has(leaf, "ma chuc danh") {
        return is(Column::PostCode);
    }
    if has_any(leaf, &["the dang", "so the", "the dang vien", "so td"]) {
        return is(Column::CardNo);
    }
    if has_any(leaf, &["ghi chu", "gc"]) {
        if has_any(leaf, &["ly do khong", "ly do chua", "ly do mien"]) {
            return is(Column::NotGradedReason);
        }
        return is(Column::Note);
    }
    if has(leaf, "ly do") || has(leaf, "nguyen nhan") {
        let other = has_any(leaf, &["thay doi", "chuyen", "vang", "khen"]);
        return if other { Some(Claim::Carried) } else { is(Column::NotGradedReason) };
    }
    if has_any(whole, &["ky luat"]) {
        return is(Column::Discipline);
    }
    if has_any(whole, &["cu tru"]) {
        return is(Column::Residence);
    }
    if has_any(leaf, &["kiem diem tai", "noi kiem diem", "dia diem kiem diem", "kiem diem o", "don vi kiem diem"]) {
        return is(Column::ReviewedAt);
    }
    if has(whole, "kiem diem") && !has_any(leaf, &["xep loai"]) {
        let done = has_any(whole, &["ban", "mau", "tu kiem diem", "bao cao", "da nop", "nop"]) && !has(leaf, "chua");
        return if done { is(Column::SelfReview) } else { Some(Claim::Carried) };
    }
    if is_any(leaf, &["mau 01", "mau 02", "mau 1", "mau 2", "mau so 02", "mau so 01"]) {
        return is(Column::SelfReview);
    }
    if let Some(found) = date_column(words) {
        return Some(Claim::Is(found));
    }
    if let Some(found) = reward_column(leaf, whole, kind) {
        return Some(found);
    }
    let is_name_and_post = leaf.starts_with("ho ") && name_of(leaf).is_some();
    if has_any(leaf, &["chuc vu", "chuc trach", "chuc danh"]) && !speaks_of_grades(leaf) && !is_name_and_post {
        return is(Column::Post);
    }
    // “Họ và tên” is a name whatever group it stands in.
    let is_in_grades = (hints_at_grades(above) || speaks_of_grades(above)) && !leaf.starts_with("ho ");
    if name_of(leaf).is_some() && !speaks_of_grades(leaf) && !is_in_grades {
        let is_flag = leaf == "dang vien" && kind == Some(TableKind::Staff);
        return is(if is_flag { Column::IsMember } else { name_column(leaf) });
    }
    if has_any(leaf, &["la dang vien"]) {
        return is(Column::IsMember);
    }
    if is_any(leaf, &["cong chuc", "la cong chuc", "cong chuc vien chuc", "la cong chuc vien chuc", "vien chuc"])
        && above.is_empty()
        && kind != Some(TableKind::Staff)
    {
        return Some(Claim::GradeIfGraded(Some(Actor::Office), Some(Column::CivilServant)));
    }
    if is_any(
        leaf,
        &[
            "gioi tinh",
            "nam nu",
            "que quan",
            "dan toc",
            "ton giao",
            "tuoi dang",
            "tuoi",
            "trinh do",
            "noi sinh",
            "dien thoai",
            "so dien thoai",
            "email",
            "nu",
            "ky ten",
            "ky nhan",
            "chu ky",
        ],
    ) || has_any(
        leaf,
        &["que quan", "trinh do", "ly luan", "dien thoai", "nghe nghiep", "thuong tru", "gioi tinh", "noi o"],
    ) {
        return if leaf == "gioi tinh" { is(Column::Sex) } else { Some(Claim::Foreign) };
    }
    if has_any(
        leaf,
        &[
            "ma so",
            "ma dang vien",
            "so hieu",
            "ma dinh danh",
            "cccd",
            "cmnd",
            "can cuoc",
            "ma cong chuc",
            "ma dv",
            "ma nhan vien",
            "ma cc",
        ],
    ) || leaf == "ma"
    {
        return is(Column::PersonCode);
    }
    if is_any(
        leaf,
        &[
            "dien",
            "dien dang vien",
            "tinh trang dang vien",
            "loai dang vien",
            "chinh thuc du bi",
            "dang vien chinh thuc du bi",
            "dang vien ct db",
            "ct db",
            "doi tuong dang vien",
            "tinh trang",
        ],
    ) {
        return is(Column::Category);
    }
    let of_grades = speaks_of_grades(above) || hints_at_grades(above);
    if is_any(
        leaf,
        &[
            "chi bo",
            "ten chi bo",
            "thuoc chi bo",
            "sinh hoat tai chi bo",
            "chi bo sinh hoat",
            "sinh hoat chi bo",
            "dang sinh hoat tai chi bo",
            "chi bo dang sinh hoat",
            "don vi chi bo",
            "chi bo truc thuoc",
            "ma chi bo",
        ],
    ) && !of_grades
    {
        return Some(if leaf == "chi bo" {
            Claim::GradeIfGraded(Some(Actor::Branch), Some(Column::Branch))
        } else {
            Claim::Is(Column::Branch)
        });
    }
    if is_any(
        leaf,
        &[
            "phong",
            "don vi",
            "don vi cong tac",
            "noi cong tac",
            "phong ban",
            "co quan",
            "co quan cong tac",
            "co quan don vi",
            "phong don vi",
            "bo phan",
            "phong ban don vi",
            "don vi phong",
            "to dang",
            "phong bo phan",
            "vi tri viec lam",
            "vi tri cong tac",
        ],
    ) && !of_grades
    {
        return Some(Claim::GradeIfGraded(Some(Actor::Office), Some(Column::Room)));
    }
    if kind == Some(TableKind::Collectives)
        && is_any(leaf, &["loai", "loai tap the", "loai hinh", "loai to chuc", "phan loai tap the"])
    {
        return Some(Claim::GradeIfGraded(None, Some(Column::CollectiveKind)));
    }
    None
}

fn date_column(words: &HeaderWords) -> Option<Column> {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    let above = words.above.as_str();
    let of_birth = |text: &str| {
        has_any(
            text,
            &[
                "ngay sinh",
                "nam sinh",
                "thang sinh",
                "sinh ngay",
                "sinh nam",
                "ngay thang nam sinh",
                "nam thang sinh",
                "ntns",
                "ngay thang sinh",
            ],
        ) || matches!(text, "sinh" | "n s" | "ns")
    };
    if of_birth(above) || of_birth(leaf) {
        // Without accents “nam” is both male and year; only the folded text tells them apart.
        if is_any(leaf, &["nam", "gioi tinh nam"]) && words.leaf_folded != "năm" {
            return Some(Column::BornMale);
        }
        if is_any(leaf, &["nu", "gioi tinh nu"]) {
            return Some(Column::BornFemale);
        }
        // “Họ và tên, năm sinh” holds both, and is the column of names.
        let is_of_names = ["ho ten", "ho va ten", "ten dang vien"].iter().any(|start| leaf.starts_with(start));
        if is_of_names || has_any(leaf, &["noi sinh", "que", "sinh hoat"]) {
            return None;
        }
        return Some(Column::Born);
    }
    if leaf == "ngay ct" {
        return Some(Column::Official);
    }
    let joining = has_any(whole, &["vao dang", "ket nap", "vao dcs", "ngay vd", "vao dang csvn"]);
    if has(leaf, "chinh thuc")
        && (joining || has_any(whole, &["ngay", "cong nhan", "nam", "chuyen"]))
        && !has(leaf, "du bi")
    {
        return Some(Column::Official);
    }
    if joining && !has_any(leaf, &["so quyet dinh", "noi", "nguoi"]) {
        return Some(Column::Joined);
    }
    None
}

fn reward_column(leaf: &str, whole: &str, kind: Option<TableKind>) -> Option<Claim> {
    let rewards = kind == Some(TableKind::Rewards);
    if has_any(leaf, &["thanh tich"]) {
        return Some(Claim::Is(Column::Achievement));
    }
    if has_any(leaf, &["loai khen", "loai khen thuong", "loai hinh khen thuong", "dien khen"])
        || has(leaf, "loai de nghi") && !has(leaf, "xep loai")
        || rewards && is_any(leaf, &["loai", "loai hinh", "dien", "pham vi", "loai thanh tich"])
    {
        return Some(Claim::Is(Column::RewardKind));
    }
    if has_any(
        leaf,
        &["hinh thuc khen", "hinh thuc de nghi", "danh hieu thi dua", "hinh thuc khen thuong", "danh hieu khen"],
    ) || rewards && has_any(leaf, &["hinh thuc", "danh hieu", "de nghi khen", "khen thuong", "muc khen"])
    {
        return Some(Claim::Is(Column::RewardForm));
    }
    if rewards && (has(leaf, "doi tuong") || is_any(leaf, &["ca nhan tap the"])) {
        return Some(Claim::Is(Column::RewardSubject));
    }
    // In a table of people, “Đề nghị khen thưởng” is carried along: it proposes nothing without its form and kind.
    if has(whole, "khen thuong") || has(whole, "khen") {
        return Some(Claim::Carried);
    }
    None
}
