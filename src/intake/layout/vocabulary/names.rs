//! The words of name columns: of whose names, whole or in parts.

use super::words::{has, has_any, is_any};
use crate::domain::column::Column;

/// Whether the words are those of a name column, and of whose names.
pub fn name_of(leaf: &str) -> Option<NameOf> {
    if has_any(leaf, &["nguoi nhan xet", "nguoi lap", "nguoi gioi thieu", "cha", "me", "vo chong"]) {
        return None;
    }
    let collective = ["tap the", "to chuc dang", "to chuc", "ten don vi", "ten chi bo"];
    let person =
        has_any(leaf, &["ho va ten", "ho ten", "ho va chu ten", "ten dang vien", "ten can bo", "ten cong chuc"])
            || has_any(leaf, &["ho va ten khai sinh", "ten nguoi"])
            || is_any(leaf, &["dang vien", "ca nhan", "ten ca nhan", "can bo", "hovaten", "hoten", "nhan su"]);
    if person && has_any(leaf, &["tap the", "to chuc", "don vi"]) && !has(leaf, "chuc vu") {
        return Some(NameOf::Either);
    }
    if person && has_any(leaf, &["dem", "lot", "chu dem"]) {
        return Some(NameOf::Family);
    }
    if person {
        return Some(NameOf::Person);
    }
    if is_any(
        leaf,
        &["ho", "ho dem", "ho lot", "ho va dem", "ho va chu dem", "ho va chu lot", "ho chu dem", "ho va ten dem"],
    ) {
        return Some(NameOf::Family);
    }
    if leaf == "ten" {
        return Some(NameOf::Given);
    }
    if has_any(leaf, &["ca nhan tap the", "tap the ca nhan", "ten ca nhan tap the", "ca nhan hoac tap the"]) {
        return Some(NameOf::Either);
    }
    if leaf.starts_with("ten ") && has_any(leaf, &collective)
        || is_any(leaf, &["tap the", "to chuc dang", "ten to chuc"])
    {
        return Some(NameOf::Collective);
    }
    if has_any(leaf, &["to chuc dang tap the", "tap the to chuc dang", "tap the lanh dao quan ly"])
        && !has_any(leaf, &["xep loai", "danh gia", "de xuat", "de nghi"])
    {
        return Some(NameOf::Collective);
    }
    None
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
    /// “Tên”: the given name alone, or the whole name where no family column stands beside it.
    Given,
}

pub fn name_column(leaf: &str) -> Column {
    match name_of(leaf) {
        Some(NameOf::Family) => Column::FamilyName,
        Some(NameOf::Given) => Column::GivenName,
        _ => Column::Name,
    }
}
