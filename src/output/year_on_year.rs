//! This year beside the year before, in a line for the screen.

use crate::consolidate::Bloc;
use crate::consolidate::history::{Compared, GradeRow, year_on_year};
use crate::regulation::quota::share;
use crate::rules::unit::unit;
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
    let (rose, fell) = compared.rose_and_fell();
    let unit = unit(&bloc.campaign).word();
    let _ = write!(text, "; tỷ lệ tăng ở {rose} {unit}, giảm ở {fell} {unit}");
    if !compared.moved.is_empty() {
        let _ = write!(text, "; {} đảng viên chuyển {unit}", compared.moved.len());
    }
    text.push_str(".\n");
    text
}

/// What lacks for comparing a branch.
pub fn note(branch: &Compared) -> &'static str {
    match (branch.before, branch.now, branch.is_planned) {
        (_, _, false) => "Năm nay không còn trong kế hoạch",
        (None, Some(_), true) => "Năm trước không có số liệu",
        (None, None, true) => "Cả hai năm chưa có số liệu",
        (Some(_), None, true) => "Năm nay chưa có số liệu",
        (Some(_), Some(_), true) => "",
    }
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
