//! Pieces of formulas, quoted so that no text of a file can become part of one.

use super::cell::{At, letters};

/// The longest text literal Excel accepts inside a formula.
const MAX_LITERAL: usize = 255;
/// The longest formula.
pub const MAX_FORMULA: usize = 8_192;
/// Excel keeps at most this many links a sheet.
pub const MAX_LINKS: u32 = 65_530;

/// A text inside a formula: `"say ""so"""`.
pub fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A condition of COUNTIFS that means exactly this text, wildcards and operators in it included.
pub fn criterion(text: &str) -> String {
    let mut exact = String::with_capacity(text.len() + 1);
    // Without the sign a text such as “>5” or “<>” would be an operator.
    if text.starts_with(['=', '<', '>']) {
        exact.push('=');
    }
    for c in text.chars() {
        if matches!(c, '*' | '?' | '~') {
            exact.push('~');
        }
        exact.push(c);
    }
    literal(&exact)
}

/// A block of another sheet with fixed corners: `'Đảng viên'!$B$2:$B$151`.
pub fn range(sheet: &str, from: At, to: At) -> String {
    format!("'{}'!${}${}:${}${}", sheet.replace('\'', "''"), letters(from.column), from.row, letters(to.column), to.row)
}

/// The formula of a link, or none where Excel would refuse it.
pub fn hyperlink(target: &str, text: &str) -> Option<String> {
    let fits = |text: &str| text.encode_utf16().count() <= MAX_LITERAL;
    let plain = |text: &str| !text.chars().any(char::is_control);
    (fits(target) && fits(text) && plain(target) && plain(text))
        .then(|| format!("=HYPERLINK({},{})", literal(target), literal(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_in_texts_cannot_leave_the_literal() {
        assert_eq!(literal(r#"a"&B1&"b"#), r#""a""&B1&""b""#);
        assert_eq!(hyperlink(r#"../n"p.xlsx"#, "x").as_deref(), Some(r#"=HYPERLINK("../n""p.xlsx","x")"#));
        assert_eq!(range("It's", At::new(2, 2), At::new(9, 2)), "'It''s'!$B$2:$B$9");
    }

    #[test]
    fn criteria_mean_the_text_itself() {
        for (text, expected) in
            [("CB01", r#""CB01""#), ("A*?~", r#""A~*~?~~""#), ("<>", r#""=<>""#), ("=x", r#""==x""#)]
        {
            assert_eq!(criterion(text), expected);
        }
    }

    #[test]
    fn links_too_long_for_excel_are_not_made() {
        assert_eq!(hyperlink(&"a".repeat(256), "x"), None);
        assert_eq!(hyperlink("x", &"ă".repeat(256)), None);
        assert!(hyperlink(&"ă".repeat(255), "x").is_some());
        assert_eq!(hyperlink("a\nb", "x"), None);
    }
}
