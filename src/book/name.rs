//! Names of sheets that Excel accepts.

/// The most characters (UTF-16 units) of a sheet's name.
const MAX_NAME: usize = 31;

/// A sheet name made of any text: without `[ ] : * ? / \`, control characters and outer apostrophes, at most 31
/// characters, different (whatever the case) from those `taken`.
pub fn safe_sheet_name(text: &str, taken: &[&str]) -> String {
    let replaced: String = text
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) { '-' } else { c })
        .filter(|c| !c.is_control() && !is_direction_mark(*c))
        .collect();
    let base = cut(replaced.trim().trim_matches('\'').trim(), MAX_NAME);
    // “History” is a name Excel keeps for itself.
    let base = if base.is_empty() || base.eq_ignore_ascii_case("history") { "Trang".to_owned() } else { base };
    let is_free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if is_free(&base) {
        return base;
    }
    let mut number = 2_u32;
    loop {
        let suffix = format!(" ({number})");
        let name = cut(&base, MAX_NAME - suffix.len()) + &suffix;
        if is_free(&name) {
            return name;
        }
        number += 1;
    }
}

fn cut(text: &str, most: usize) -> String {
    let mut n_units = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            n_units += c.len_utf16();
            n_units <= most
        })
        .collect();
    kept.trim_end().trim_end_matches('\'').to_owned()
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_name_excel_accepts() {
        for (text, expected) in [
            ("Chi bộ 1/2", "Chi bộ 1-2"),
            ("  'Phòng: Tổng hợp'  ", "Phòng- Tổng hợp"),
            ("", "Trang"),
            ("history", "Trang"),
            ("a\u{202E}b\n", "ab"),
            ("Chi bộ Phòng Hành chính, Tổ chức và Quản trị", "Chi bộ Phòng Hành chính, Tổ chứ"),
        ] {
            assert_eq!(safe_sheet_name(text, &[]), expected);
        }
    }

    #[test]
    fn taken_names_get_a_number_whatever_the_case() {
        assert_eq!(safe_sheet_name("ĐẢNG VIÊN", &["Đảng viên", "đảng viên (2)"]), "ĐẢNG VIÊN (3)");
        let long = "x".repeat(40);
        assert_eq!(safe_sheet_name(&long, &[&"x".repeat(31)]), "x".repeat(27) + " (2)");
    }
}
