//! Remarks behind a name that are plainly no part of it: the kind of membership, the sex, a footnote's mark. Anything
//! else, “(A)” or “(con)”, may be what tells two people apart.

use super::is_edge;
use crate::domain::member::Category;
use crate::text::fold::skeleton;

/// The name without such a remark, and the kind of membership it says.
pub(super) fn split(text: &str) -> (&str, Option<Category>) {
    let mut rest = text;
    let mut category = None;
    while let Some((name, said)) = split_one(rest) {
        category = category.or(said);
        rest = name;
    }
    (rest, category)
}

fn split_one(text: &str) -> Option<(&str, Option<Category>)> {
    let text = text.trim_end_matches(is_edge);
    let in_brackets = text.strip_suffix([')', ']']).and_then(|open| {
        let at = open.rfind(['(', '['])?;
        Some((&open[..at], &open[at + 1..]))
    });
    let (name, remark, is_bracketed) = match in_brackets {
        Some((name, remark)) => (name, remark, true),
        None => {
            let (at, mark) = text.char_indices().rfind(|(_, c)| matches!(c, '-' | '–' | '—' | ',' | ';'))?;
            (&text[..at], &text[at + mark.len_utf8()..], false)
        }
    };
    if !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let said = match skeleton(remark).as_str() {
        "du bi" | "dvdb" | "dv db" | "db" | "dang vien du bi" | "dv du bi" => Some(Category::Probationary),
        "chinh thuc" | "dvct" | "dv ct" | "dang vien chinh thuc" | "dv chinh thuc" => Some(Category::Full),
        "dang vien" | "dv" => None,
        // Nam and Nữ are given names as well.
        "nu" | "nam" | "" if is_bracketed => None,
        _ => return None,
    };
    Some((name.trim_end_matches(is_edge), said))
}
