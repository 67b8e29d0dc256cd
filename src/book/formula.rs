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
    let mut literal = String::with_capacity(text.len() + 2);
    push_literal(&mut literal, text);
    literal
}

fn push_literal(formula: &mut String, text: &str) {
    formula.push('"');
    for (index, piece) in text.split('"').enumerate() {
        if index > 0 {
            formula.push_str("\"\"");
        }
        formula.push_str(piece);
    }
    formula.push('"');
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
    // No character has more UTF-16 units than UTF-8 bytes, so a short text need not be counted.
    let fits = |text: &str| text.len() <= MAX_LITERAL || text.encode_utf16().count() <= MAX_LITERAL;
    // Control characters are in ASCII and behind the byte C2.
    let may_be_control = |byte: u8| byte < b' ' || matches!(byte, 0x7F | 0xC2);
    let plain = |text: &str| !(text.bytes().any(may_be_control) && text.chars().any(char::is_control));
    if !(fits(target) && fits(text) && plain(target) && plain(text)) {
        return None;
    }
    let mut formula = String::with_capacity(target.len() + text.len() + 24);
    formula.push_str("=HYPERLINK(");
    push_literal(&mut formula, target);
    formula.push(',');
    push_literal(&mut formula, text);
    formula.push(')');
    Some(formula)
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
