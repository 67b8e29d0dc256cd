//! The quota for “Hoàn thành xuất sắc”: how many may be Excellent, and by how much a count is over (domain.md, “The
//! quota”; settled 22–24). Whole numbers only.

use crate::domain::plan::{Denominator, Population, Rounding};

/// A quota's settings.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Quota {
    /// In hundredths of a percent: 2 000 is 20 %.
    pub percent: u32,
    pub denominator: Denominator,
    pub population: Population,
    pub rounding: Rounding,
    /// Whether the tighter reading (good-only, floor) is shown as a band below the cap (settled 22: when neither
    /// denominator nor rounding is overridden; never for collectives, settled 24).
    pub has_band: bool,
}

/// Counts of one population.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub excellent: u32,
    pub good: u32,
    /// All four grades together.
    pub graded: u32,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Within,
    /// Between the tighter and the looser cap.
    Band,
    Over,
}

/// What a quota is about.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum QuotaSubject {
    Members,
    Collectives,
    Organisations,
    Leaders,
    Staff,
}

/// One quota held against the counts of one population.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuotaCheck {
    pub subject: QuotaSubject,
    /// `committee`, a branch code, or a group's name (settled 23).
    pub population: String,
    pub counts: Counts,
    pub quota: Quota,
    /// The cap by the quota's own setting.
    pub cap: u32,
    /// The cap by good-only and floor; equal to `cap` where there is no band.
    pub tight_cap: u32,
    pub verdict: Verdict,
    /// How many must become Good for the cap to hold.
    pub remove: u32,
    /// How many more Good may become Excellent.
    pub headroom: u32,
    pub is_provisional: bool,
}

/// The largest number of Excellent that the quota allows when the others stay as they are: for good-or-better and
/// all-graded a share of a base that does not move, for good-only the largest x with x ≤ round(percent × (n − x)),
/// n = Good + Excellent.
pub fn cap(quota: Quota, counts: Counts) -> u32 {
    let _ = (quota, counts);
    unimplemented!()
}

/// Holds a quota against counts.
pub fn check(
    subject: QuotaSubject,
    population: String,
    quota: Quota,
    counts: Counts,
    is_provisional: bool,
) -> QuotaCheck {
    let _ = (subject, population, quota, counts, is_provisional);
    unimplemented!()
}

/// The arithmetic in words: “(12 + 40) × 20 % = 10,4 → tối đa 10; đang đề nghị 12; cần bớt 2”.
pub fn arithmetic(check: &QuotaCheck) -> String {
    let _ = check;
    unimplemented!()
}

/// A share in percent with one decimal and a comma, rounded half up: `18,1%`; an empty whole gives `–`.
pub fn share(part: u32, whole: u32) -> String {
    let _ = (part, whole);
    unimplemented!()
}
