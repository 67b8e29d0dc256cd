//! This year beside the year before, in a line for the screen.

use crate::consolidate::Bloc;
use crate::consolidate::history::{GradeRow, year_on_year};
use crate::regulation::quota::share;
use std::fmt::Write;

/// One line; empty without a workbook of last year.
pub fn line(bloc: &Bloc) -> String {
    let Some(compared) = year_on_year(&bloc.campaign) else { return String::new() };
    let (before, now) = compared.total;
    let in_words =
        |row: GradeRow| format!("{}/{} ({})", row.excellent(), row.graded(), share(row.excellent(), row.graded()));
    let mut text = format!("So với năm {}: HTXSNV {}, năm nay {}", compared.year, in_words(before), in_words(now));
    let points = points(before, now);
    if !points.is_empty() {
        let _ = write!(text, ", chênh {points} điểm %");
    }
    let rose =
        compared.rows.iter().filter(|row| row.before.zip(row.now).is_some_and(|(before, now)| is_more(now, before)));
    let fell =
        compared.rows.iter().filter(|row| row.before.zip(row.now).is_some_and(|(before, now)| is_more(before, now)));
    let (rose, fell) = (rose.count(), fell.count());
    let _ = writeln!(text, "; tỷ lệ tăng ở {rose} chi bộ, giảm ở {fell} chi bộ.");
    text
}

/// Whether the share of Excellent in `a` is above that in `b`.
fn is_more(a: GradeRow, b: GradeRow) -> bool {
    a.graded() > 0
        && b.graded() > 0
        && u64::from(a.excellent()) * u64::from(b.graded()) > u64::from(b.excellent()) * u64::from(a.graded())
}

/// By how many points the share of Excellent changed: “+2,5”; empty where a year has nobody graded.
pub fn points(before: GradeRow, now: GradeRow) -> String {
    if before.graded() == 0 || now.graded() == 0 {
        return String::new();
    }
    let (n, of) = (i64::from(now.excellent()), i64::from(now.graded()));
    let (m, of_before) = (i64::from(before.excellent()), i64::from(before.graded()));
    let (difference, whole) = (n * of_before - m * of, of * of_before);
    let tenths = (difference.abs() * 2_000 + whole) / (2 * whole);
    let sign = match difference.signum() {
        1 => "+",
        -1 => "-",
        _ => "",
    };
    format!("{sign}{},{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_told_with_sign_and_comma() {
        for (before, now, told) in [
            ([1, 9, 0, 0], [2, 8, 0, 0], "+10,0"),
            ([2, 8, 0, 0], [1, 9, 0, 0], "-10,0"),
            ([1, 2, 0, 0], [1, 2, 0, 0], "0,0"),
            ([1, 2, 0, 0], [1, 5, 0, 0], "-16,7"),
            ([0, 0, 0, 0], [1, 5, 0, 0], ""),
        ] {
            assert_eq!(points(GradeRow(before), GradeRow(now)), told);
        }
    }
}
