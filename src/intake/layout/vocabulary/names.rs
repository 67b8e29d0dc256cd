//! The words of name columns: of whose names, whole or in parts.

use super::words::{has, has_any, is_any};
use crate::domain::column::Column;

/// Whether the words are those of a name column, and of whose names.
pub fn name_of(leaf: &str) -> Option<NameOf> {
    if has_any(leaf, &["nguoi nhan xet", "nguoi lap", "nguoi gioi thieu", "cha", "me", "vo chong", "ghi ro"])
        || leaf.starts_with("ky ")
        || has_any(leaf, &["ho ten nguoi ky", "danh gia", "xep loai", "de xuat", "de nghi"])
    {
        return None;
    }
    if has_any(leaf, &["ca nhan tap the", "tap the ca nhan", "ten ca nhan tap the", "ca nhan hoac tap the"]) {
        return Some(NameOf::Either);
    }
    match parts_of_name(leaf) {
        Some(_) if has_any(leaf, &["tap the", "to chuc"]) || has(leaf, "don vi") && !has(leaf, "chuc vu") => {
            return Some(NameOf::Either);
        }
        Some(found) => return Some(found),
        None => {}
    }
    if is_any(leaf, &["ten dem", "ten lot", "chu dem", "chu lot", "dem", "lot", "ten dem chu lot", "chu dem ten lot"]) {
        return Some(NameOf::Middle);
    }
    let person = has_any(
        leaf,
        &["ten dang vien", "ten can bo", "ten cong chuc", "ten nguoi", "ten dong chi", "ten vien chuc", "ten ca nhan"],
    ) || is_any(leaf, &["dang vien", "ca nhan", "can bo", "nhan su", "can bo cong chuc", "ten nhan vien"]);
    if person {
        let is_either = has_any(leaf, &["tap the", "to chuc", "don vi"]) && !has(leaf, "chuc vu");
        return Some(if is_either { NameOf::Either } else { NameOf::Person });
    }
    // What follows “Họ”: the middle names and the given one.
    if is_any(
        leaf,
        &[
            "ten lot ten",
            "ten dem ten",
            "ten lot va ten",
            "ten dem va ten",
            "chu lot va ten",
            "chu dem va ten",
            "chu lot ten",
        ],
    ) {
        return Some(NameOf::Given);
    }
    // Words that are a name column only in the company of others.
    if is_any(leaf, &["ten", "dong chi", "cac dong chi", "danh sach dang vien", "danh sach", "ten goi"]) {
        return Some(NameOf::Given);
    }
    let collective = ["tap the", "to chuc dang", "to chuc", "ten don vi", "ten chi bo", "ten phong", "ten to chuc"];
    if leaf.starts_with("ten ") && has_any(leaf, &collective)
        || is_any(leaf, &["tap the", "to chuc dang", "cac tap the", "to chuc co so dang", "tap the lanh dao"])
        || has_any(leaf, &["to chuc dang tap the", "tap the to chuc dang", "tap the lanh dao quan ly"])
    {
        return Some(NameOf::Collective);
    }
    None
}

/// Words over the names of collectives in a table that has no other name column: “Đơn vị”, “Phòng, ban”, “Nội dung”.
/// Beside the names of people they say where somebody works.
pub fn may_name_collectives(leaf: &str) -> bool {
    is_any(
        leaf,
        &[
            "don vi",
            "cac don vi",
            "phong",
            "phong ban",
            "cac phong ban",
            "phong ban don vi",
            "don vi phong ban",
            "to chuc",
            "to chuc don vi",
            "tap the don vi",
            "don vi tap the",
            "noi dung",
            "noi dung danh gia",
            "doi tuong",
            "doi tuong danh gia",
            "doi tuong xep loai",
            "ten goi",
        ],
    )
}

/// “Họ và tên”, “Họ, chữ đệm, tên”, “Họ và tên đệm”, “Họ”: family and given name in one column, or the family name
/// with the middle one alone.
fn parts_of_name(leaf: &str) -> Option<NameOf> {
    let words: Vec<&str> = leaf.split(' ').collect();
    let start = words.iter().position(|word| *word == "ho")?;
    let is_middle = |word: &str| matches!(word, "dem" | "lot");
    let is_joint = |word: &str| matches!(word, "va" | "chu" | "ten" | "dem" | "lot");
    let parts: Vec<&str> = words[start + 1..].iter().copied().take_while(|word| is_joint(word)).collect();
    // “Họ tên đệm”: the name's last part is the middle one, so the given name stands elsewhere.
    match parts.last() {
        Some(last) if is_middle(last) => Some(NameOf::Family),
        Some(_) if parts.contains(&"ten") => Some(NameOf::Person),
        None if words.len() == 1 => Some(NameOf::Family),
        _ => None,
    }
}

/// Whose names a name column holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum NameOf {
    Person,
    Collective,
    /// “Họ và tên hoặc tập thể”.
    Either,
    /// The family (and middle) name alone.
    Family,
    /// The middle name alone, between a family and a given one.
    Middle,
    /// “Tên”: the given name alone, or the whole name where no family column stands beside it.
    Given,
}

pub fn name_column(leaf: &str) -> Column {
    match name_of(leaf) {
        Some(NameOf::Family) => Column::FamilyName,
        Some(NameOf::Middle) => Column::MiddleName,
        Some(NameOf::Given) => Column::GivenName,
        _ => Column::Name,
    }
}
