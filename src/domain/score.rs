//! What a member's row holds besides grades where grading is by points (Quy định 366-QĐ/TW, 2025): the points, the
//! quarters, the summary of grounds and the code of the post.

use super::grade::Grade;
use super::place::Located;
use super::text::Text;
use std::fmt;

/// Points out of a hundred, in thousandths: 28,5 is 28 500. Whole numbers, so that no comparison meets a fraction.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Points(pub i64);

impl Points {
    /// Whole points.
    pub const fn whole(points: i64) -> Self {
        Self(points * 1_000)
    }
}

/// As forms print them: `28,5`, `90`.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (self.0.unsigned_abs() / 1_000, self.0.unsigned_abs() % 1_000);
        match format!("{fraction:03}").trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            fraction => write!(f, "{sign}{whole},{fraction}"),
        }
    }
}

/// How a quarter was graded: in words, or by points only.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum QuarterMark {
    Grade(Grade),
    Points(Points),
}

/// The columns of 2025-366 in one row. A blank cell, and a column that is not there, give `None`; whether the column is
/// there the table says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scores {
    /// Điểm tiêu chí chung.
    pub common: Option<Located<Points>>,
    /// Điểm kết quả.
    pub result: Option<Located<Points>>,
    /// Tổng điểm as written; never added up here.
    pub total: Option<Located<Points>>,
    /// Quý I to III.
    pub quarters: [Option<Located<QuarterMark>>; 3],
    /// Tóm tắt căn cứ.
    pub grounds: Option<Located<Text>>,
    /// Mã chức danh: the group a leader is compared within (settled 25).
    pub post_code: Option<Located<Text>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_print_with_a_comma_and_no_idle_zeros() {
        for (thousandths, printed) in
            [(90_000, "90"), (28_500, "28,5"), (69_990, "69,99"), (-50, "-0,05"), (5, "0,005")]
        {
            assert_eq!(Points(thousandths).to_string(), printed);
        }
        assert_eq!(Points::whole(90), Points(90_000));
    }
}
