//! The quota's arithmetic held against its definition and against the table of domain.md.

use super::*;

const DENOMINATORS: [Denominator; 3] = [Denominator::GoodOrBetter, Denominator::GoodOnly, Denominator::AllGraded];
const ROUNDINGS: [Rounding; 2] = [Rounding::HalfUp, Rounding::Floor];
/// 0,01 % to 100 %, round and odd ones.
const PERCENTS: [u32; 9] = [0, 1, 333, 1_000, 1_250, 2_000, 2_500, 5_000, 10_000];

fn quota(percent: u32, denominator: Denominator, rounding: Rounding) -> Quota {
    Quota { percent, denominator, population: Population::Committee, rounding, has_band: false }
}

fn counts(excellent: u32, good: u32) -> Counts {
    Counts { excellent, good, graded: excellent + good }
}

fn held_against(quota: Quota, counts: Counts) -> QuotaCheck {
    check(QuotaSubject::Members, "committee".to_owned(), quota, counts, false)
}

/// The definition, with no arithmetic in common with the code: a count is allowed when it does not exceed the rounded
/// share, and a share is rounded by asking whether it reaches the whole number, or the half before it.
fn is_allowed(quota: Quota, excellent: u32, good: u32, graded: u32) -> bool {
    let base = match quota.denominator {
        Denominator::GoodOrBetter => excellent + good,
        Denominator::GoodOnly => good,
        Denominator::AllGraded => graded,
    };
    let share_in_halves_of_hundredths = 2 * i64::from(quota.percent) * i64::from(base);
    let reached_from = match quota.rounding {
        Rounding::HalfUp => 2 * i64::from(excellent) - 1,
        Rounding::Floor => 2 * i64::from(excellent),
    };
    excellent == 0 || share_in_halves_of_hundredths >= 10_000 * reached_from
}

#[test]
fn cap_is_exact_for_every_base_to_ten_thousand_under_every_setting() {
    for denominator in DENOMINATORS {
        for rounding in ROUNDINGS {
            for percent in PERCENTS {
                let quota = quota(percent, denominator, rounding);
                let mut most = 0;
                for n in 0..=10_000_u32 {
                    // A larger base never allows fewer, so the search goes on from the last answer.
                    while most < n && is_allowed(quota, most + 1, n - (most + 1), n) {
                        most += 1;
                    }
                    assert_eq!(cap(quota, counts(0, n)), most, "{quota:?} base {n}");
                    assert_eq!(cap(quota, counts(n, 0)), most, "{quota:?} base {n}, all excellent");
                }
            }
        }
    }
}

#[test]
fn search_from_the_last_answer_is_the_full_search() {
    for denominator in DENOMINATORS {
        for rounding in ROUNDINGS {
            for percent in PERCENTS {
                let quota = quota(percent, denominator, rounding);
                for n in 0..=150_u32 {
                    let most = (0..=n).filter(|&x| is_allowed(quota, x, n - x, n)).max().unwrap();
                    assert_eq!(cap(quota, counts(n / 3, n - n / 3)), most, "{quota:?} base {n}");
                }
            }
        }
    }
}

#[test]
fn the_table_of_the_domain_holds() {
    let table = [
        (1, 0, 0, 0, 0),
        (2, 0, 0, 0, 0),
        (3, 0, 1, 0, 0),
        (4, 0, 1, 0, 1),
        (5, 1, 1, 0, 1),
        (8, 1, 2, 1, 1),
        (10, 2, 2, 1, 2),
        (13, 2, 3, 2, 2),
        (16, 3, 3, 2, 3),
        (18, 3, 4, 3, 3),
        (20, 4, 4, 3, 3),
        (25, 5, 5, 4, 4),
        (50, 10, 10, 8, 8),
        (79, 15, 16, 13, 13),
        (100, 20, 20, 16, 17),
    ];
    for (n, better_floor, better_half, only_floor, only_half) in table {
        for (denominator, rounding, expected) in [
            (Denominator::GoodOrBetter, Rounding::Floor, better_floor),
            (Denominator::GoodOrBetter, Rounding::HalfUp, better_half),
            (Denominator::GoodOnly, Rounding::Floor, only_floor),
            (Denominator::GoodOnly, Rounding::HalfUp, only_half),
        ] {
            assert_eq!(
                cap(quota(2_000, denominator, rounding), counts(0, n)),
                expected,
                "{denominator:?} {rounding:?} {n}"
            );
        }
    }
}

#[test]
fn remove_is_the_least_and_headroom_the_most_that_keeps_the_cap() {
    for denominator in DENOMINATORS {
        for rounding in ROUNDINGS {
            for percent in PERCENTS {
                for has_band in [false, true] {
                    let quota = Quota { has_band, ..quota(percent, denominator, rounding) };
                    for excellent in 0..=25_u32 {
                        for good in 0..=25_u32 {
                            let graded = excellent + good + 7;
                            let check = held_against(quota, Counts { excellent, good, graded });
                            let holds = |excellent: u32, good: u32| {
                                excellent <= cap(quota, Counts { excellent, good, graded })
                                    && is_allowed(quota, excellent, good, graded)
                            };
                            let least = (0..=excellent).find(|&x| holds(excellent - x, good + x)).unwrap();
                            let most = (0..=good).rev().find(|&x| holds(excellent + x, good - x)).unwrap_or(0);
                            assert_eq!(check.remove, least, "{check:?}");
                            assert_eq!(check.headroom, most, "{check:?}");
                            assert_eq!(check.remove > 0, check.verdict == Verdict::Over, "{check:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn verdict_knows_the_band_only_where_there_is_one() {
    let plain = quota(2_000, Denominator::GoodOrBetter, Rounding::HalfUp);
    let banded = Quota { has_band: true, ..plain };
    let tight = quota(2_000, Denominator::GoodOnly, Rounding::Floor);
    let (within, band, over) = (Verdict::Within, Verdict::Band, Verdict::Over);
    // n = 79: the looser cap is 16, the tighter 13.
    let rows = [
        (banded, 13, within, 16, 13, 0, 3),
        (banded, 14, band, 16, 13, 0, 2),
        (banded, 16, band, 16, 13, 0, 0),
        (banded, 17, over, 16, 13, 1, 0),
        (plain, 14, within, 16, 16, 0, 2),
        (plain, 16, within, 16, 16, 0, 0),
        (plain, 17, over, 16, 16, 1, 0),
        (tight, 13, within, 13, 13, 0, 0),
        (tight, 14, over, 13, 13, 1, 0),
    ];
    for (quota, excellent, verdict, cap, tight_cap, remove, headroom) in rows {
        let check = held_against(quota, counts(excellent, 79 - excellent));
        let got = (check.verdict, check.cap, check.tight_cap, check.remove, check.headroom);
        assert_eq!(got, (verdict, cap, tight_cap, remove, headroom), "{excellent} under {quota:?}");
    }
}

#[test]
fn all_graded_counts_the_completed_and_the_not_completed_too() {
    let quota = quota(2_000, Denominator::AllGraded, Rounding::Floor);
    assert_eq!(cap(quota, Counts { excellent: 3, good: 5, graded: 20 }), 4);
}

#[test]
fn headroom_never_exceeds_the_good_there_are() {
    let quota = quota(2_000, Denominator::AllGraded, Rounding::HalfUp);
    let check = held_against(quota, Counts { excellent: 1, good: 1, graded: 60 });
    assert_eq!((check.cap, check.headroom), (12, 1));
}

#[test]
fn largest_counts_do_not_overflow() {
    let quota = quota(u32::MAX, Denominator::GoodOnly, Rounding::HalfUp);
    let all = Counts { excellent: u32::MAX, good: u32::MAX, graded: u32::MAX };
    assert_eq!(held_against(quota, all).verdict, Verdict::Within);
    assert!(share(u32::MAX, 1).ends_with(",0%"));
}

#[test]
fn arithmetic_is_printed_as_an_office_writes_it() {
    use Denominator::*;
    use Rounding::*;
    let rows = [
        (2_000, GoodOrBetter, HalfUp, (12, 40), "(12 + 40) × 20 % = 10,4 → tối đa 10; đang đề nghị 12; cần bớt 2"),
        (2_000, GoodOrBetter, HalfUp, (16, 63), "(16 + 63) × 20 % = 15,8 → tối đa 16; đang đề nghị 16; không cần bớt"),
        (2_500, GoodOrBetter, HalfUp, (3, 17), "(3 + 17) × 25 % = 5 → tối đa 5; đang đề nghị 3; còn có thể thêm 2"),
        (1_000, AllGraded, Floor, (2, 17), "19 × 10 % = 1,9 → tối đa 1 (làm tròn xuống); đang đề nghị 2; cần bớt 1"),
        (
            2_000,
            GoodOnly,
            Floor,
            (9, 43),
            "(52 − 8) × 20 % = 8,8 → tối đa 8 (làm tròn xuống); đang đề nghị 9; cần bớt 1",
        ),
        (
            2_000,
            GoodOnly,
            Floor,
            (1, 4),
            "(5 − 1) × 20 % = 0,8, chưa đủ 1 → tối đa 0 (làm tròn xuống); đang đề nghị 1; cần bớt 1",
        ),
        (1_250, GoodOrBetter, HalfUp, (0, 1), "(0 + 1) × 12,5 % = 0,125 → tối đa 0; đang đề nghị 0; không cần bớt"),
        (2_000, GoodOrBetter, HalfUp, (0, 0), "(0 + 0) × 20 % = 0 → tối đa 0; đang đề nghị 0; không cần bớt"),
    ];
    for (percent, denominator, rounding, (excellent, good), words) in rows {
        let check = held_against(quota(percent, denominator, rounding), counts(excellent, good));
        assert_eq!(arithmetic(&check), words);
    }
}

#[test]
fn tighter_reading_is_printed_where_there_is_a_band() {
    let plain = quota(2_000, Denominator::GoodOrBetter, Rounding::HalfUp);
    let banded = Quota { has_band: true, ..plain };
    assert_eq!(
        tight_arithmetic(&held_against(banded, counts(14, 65))).as_deref(),
        Some("(79 − 13) × 20 % = 13,2 → tối đa 13 (làm tròn xuống)")
    );
    assert_eq!(tight_arithmetic(&held_against(plain, counts(14, 65))), None);
}

#[test]
fn shares_have_one_decimal_and_a_comma() {
    for (part, whole, words) in [
        (858, 4_740, "18,1%"),
        (1, 3, "33,3%"),
        (2, 3, "66,7%"),
        (1, 8, "12,5%"),
        (1, 2_000, "0,1%"),
        (1, 2_001, "0,0%"),
        (0, 5, "0,0%"),
        (5, 5, "100,0%"),
        (3, 2, "150,0%"),
        (0, 0, "–"),
    ] {
        assert_eq!(share(part, whole), words, "{part}/{whole}");
    }
}
