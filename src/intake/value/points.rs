//! Points as people write them: `28,5`, `28.5 điểm`, `28/30`.

use crate::domain::score::Points;
use crate::text::fold::skeleton;

/// What points are given out of, as far as a cell may say it behind a slash.
const OUT_OF: [&str; 3] = ["30", "70", "100"];

/// Reads a cell of points; `None` when it is no number. Digits past the third behind the comma are rounded: they come
/// from how numbers are stored.
pub fn read_points(text: &str) -> Option<Points> {
    let mut text = text.trim();
    if let Some((number, rest)) = text.split_once(char::is_whitespace).filter(|(_, rest)| !rest.trim().is_empty()) {
        text = matches!(skeleton(rest).as_str(), "diem" | "d").then_some(number)?;
    }
    if let Some((number, whole)) = text.split_once('/') {
        text = OUT_OF.contains(&whole.trim()).then_some(number.trim_end())?;
    }
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
    let rounded = i64::from(digit(3) >= 5);
    let thousandths = whole * 1_000 + digit(0) * 100 + digit(1) * 10 + digit(2) + rounded;
    Some(Points(if is_negative { -thousandths } else { thousandths }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_with_comma_or_point_and_with_what_they_are_out_of() {
        for (text, thousandths) in [
            ("90", 90_000),
            ("28,5", 28_500),
            (" 28.5 ", 28_500),
            ("28,799999999999997", 28_800),
            ("89,9995", 90_000),
            ("0", 0),
            ("-1", -1_000),
            ("28/30", 28_000),
            ("28,5 điểm", 28_500),
            ("95 đ", 95_000),
        ] {
            assert_eq!(read_points(text), Some(Points(thousandths)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_points_is_not_made_one() {
        for text in ["", "-", "chín mươi", "28/12", "28 30", "1e3", "28,5,1", "HTXS", "NaN", "1234567890123"] {
            assert_eq!(read_points(text), None, "{text}");
        }
    }
}
