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

/// Name of the population of a whole committee (settled 23, 24).
pub const COMMITTEE: &str = "committee";

/// Name of the population of those who belong to no group where others do: they are not the whole committee.
pub const OUTSIDE_GROUPS: &str = "Ngoài các nhóm";

/// One quota held against the counts of one population.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuotaCheck {
    pub subject: QuotaSubject,
    /// [`COMMITTEE`], a branch code, a group's name (settled 23), or [`OUTSIDE_GROUPS`].
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
    let percent = u128::from(quota.percent);
    let good_or_better = u128::from(counts.excellent) + u128::from(counts.good);
    let graded = u128::from(counts.graded);
    let (allowed, base) = match quota.denominator {
        Denominator::GoodOrBetter => (rounded(percent * good_or_better, quota.rounding), good_or_better),
        Denominator::AllGraded => (rounded(percent * graded, quota.rounding), graded),
        // x ≤ round(p(n − x)) solved for x, so that no search is needed: floor gives x(1 + p) ≤ pn, and half-up adds
        // one half on the right. The tests hold it against the search.
        Denominator::GoodOnly => {
            let half = match quota.rounding {
                Rounding::HalfUp => WHOLE,
                Rounding::Floor => 0,
            };
            ((2 * percent * good_or_better + half) / (2 * (WHOLE + percent)), good_or_better)
        }
    };
    // A share of more than the whole allows no more than the whole; a base is at most the sum of two u32.
    u32::try_from(allowed.min(base)).unwrap_or(u32::MAX)
}

/// 100 % in the unit of [`Quota::percent`].
const WHOLE: u128 = 10_000;

/// `product` hundredths of a percent of one, as a whole number.
fn rounded(product: u128, rounding: Rounding) -> u128 {
    match rounding {
        Rounding::HalfUp => (product + WHOLE / 2) / WHOLE,
        Rounding::Floor => product / WHOLE,
    }
}

/// The tighter of the two readings of HD 21 (2019), 2.3, by the same percentage.
fn tight_reading(quota: Quota) -> Quota {
    Quota { denominator: Denominator::GoodOnly, rounding: Rounding::Floor, ..quota }
}

/// Holds a quota against counts.
pub fn check(
    subject: QuotaSubject,
    population: String,
    quota: Quota,
    counts: Counts,
    is_provisional: bool,
) -> QuotaCheck {
    let cap = cap(quota, counts);
    let tight_cap = if quota.has_band { self::cap(tight_reading(quota), counts).min(cap) } else { cap };
    let verdict = match counts.excellent {
        n if n > cap => Verdict::Over,
        n if n > tight_cap => Verdict::Band,
        _ => Verdict::Within,
    };
    QuotaCheck {
        subject,
        population,
        counts,
        quota,
        cap,
        tight_cap,
        verdict,
        // No base moves when an Excellent becomes Good or a Good Excellent, and neither cap does; so the difference
        // is the number.
        remove: counts.excellent.saturating_sub(cap),
        headroom: cap.saturating_sub(counts.excellent).min(counts.good),
        is_provisional,
    }
}

/// The arithmetic in words: “(12 + 40) × 20 % = 10,4 → tối đa 10; đang đề nghị 12; cần bớt 2”. In the brackets stand
/// Excellent and Good. A reading that rounds down says so, because most offices round.
pub fn arithmetic(check: &QuotaCheck) -> String {
    let tail = if check.remove > 0 {
        format!("cần bớt {}", check.remove)
    } else if check.headroom > 0 {
        format!("còn có thể thêm {}", check.headroom)
    } else {
        "không cần bớt".to_owned()
    };
    format!("{}; đang đề nghị {}; {tail}", reading_in_words(check.quota, check.counts), check.counts.excellent)
}

/// The tighter reading in words, where the quota has a band: “20 % × (52 − 8) = 8,8 → tối đa 8 (làm tròn xuống)”.
pub fn tight_arithmetic(check: &QuotaCheck) -> Option<String> {
    check.quota.has_band.then(|| reading_in_words(tight_reading(check.quota), check.counts))
}

/// One reading's product and cap.
fn reading_in_words(quota: Quota, counts: Counts) -> String {
    let cap = cap(quota, counts);
    let Counts { excellent, good, graded } = counts;
    let percent = percent_in_words(quota.percent);
    let percent_of = |base: u64| decimal(u128::from(base) * u128::from(quota.percent), 4);
    let good_or_better = u64::from(excellent) + u64::from(good);
    let product = match quota.denominator {
        Denominator::GoodOrBetter => format!("({excellent} + {good}) × {percent} = {}", percent_of(good_or_better)),
        Denominator::AllGraded => format!("{graded} × {percent} = {}", percent_of(graded.into())),
        Denominator::GoodOnly => {
            // Every Excellent more is a Good less; where the share of the rest would round to one more than the cap,
            // only the step that fails shows why it is not.
            let others = good_or_better - u64::from(cap);
            let share = rounded(u128::from(others) * u128::from(quota.percent), quota.rounding);
            if share == u128::from(cap) || others == 0 {
                format!("({good_or_better} − {cap}) × {percent} = {}", percent_of(others))
            } else {
                let next = cap + 1;
                let product = percent_of(others - 1);
                format!("({good_or_better} − {next}) × {percent} = {product}, chưa đủ {next}")
            }
        }
    };
    let rounding = match quota.rounding {
        Rounding::HalfUp => "",
        Rounding::Floor => " (làm tròn xuống)",
    };
    format!("{product} → tối đa {cap}{rounding}")
}

/// A percentage in hundredths of a percent as people print it in a sum: `20 %`, `12,5 %`.
pub fn percent_in_words(percent: u32) -> String {
    format!("{} %", decimal(percent.into(), 2))
}

/// `value / 10^places` with a decimal comma, without zeros at the end.
fn decimal(value: u128, places: u32) -> String {
    let unit = 10_u128.pow(places);
    let fraction = format!("{:0width$}", value % unit, width = places as usize);
    match fraction.trim_end_matches('0') {
        "" => (value / unit).to_string(),
        fraction => format!("{},{fraction}", value / unit),
    }
}

/// A share in percent with one decimal and a comma, rounded half up: `18,1%`; an empty whole gives `–`.
pub fn share(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    let tenths = (2_000 * part + whole) / (2 * whole);
    format!("{},{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests;
