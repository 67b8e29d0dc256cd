//! What to do about a quota: each branch's share and how far it is over its own, the fewest changes that comply, how the
//! branches' own proposals stood before the committee decided, and the effect of changes that nobody has made yet. Counts
//! of branches only: whom to regrade is the committee's to say.

use super::Bloc;
use super::quotas::{CountedPopulation, Whose, counted, counted_by, held};
use crate::domain::campaign::Campaign;
use crate::domain::plan::Denominator;
use crate::regulation::quota::{Counts, Quota, QuotaCheck, QuotaSubject, cap, check};
use crate::text::fold::fold;

/// The advice on one quota.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
    /// Every branch in the population, in plan order.
    pub shares: Vec<Share>,
    /// The fewest changes from Excellent to Good that comply: branches furthest over their own share first. Empty when
    /// the cap holds.
    pub changes: Vec<Change>,
    /// How many must change for the tighter reading to hold too.
    pub remove_for_tight: u32,
    /// The same quota on the branches' own grades, where the committee has decided otherwise.
    pub returned: Option<QuotaCheck>,
}

/// What a branch brings into a population.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// Code of the branch.
    pub branch: String,
    pub counts: Counts,
    /// The cap if the branch were a population of its own.
    pub cap: u32,
    /// How many Excellent it has above that.
    pub over: u32,
}

/// So many of a branch from Excellent to Good.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub branch: String,
    pub remove: u32,
}

/// The advice on every quota of a bloc, in the order of its quotas.
pub fn advice(bloc: &Bloc) -> Vec<Advice> {
    let populations = counted(&bloc.campaign, &bloc.regulation);
    let returned = returned(bloc);
    bloc.quotas
        .iter()
        .map(|quota| {
            let is_this =
                |subject: QuotaSubject, population: &str| subject == quota.subject && population == quota.population;
            let population = populations.iter().find(|one| is_this(one.subject, &one.population));
            let earlier = returned.iter().find(|one| is_this(one.subject, &one.population));
            let earlier = earlier.filter(|one| one.counts != quota.counts).cloned();
            Advice {
                shares: population.map(|one| shares(&bloc.campaign, one)).unwrap_or_default(),
                changes: population.map(|one| fewest_changes(&bloc.campaign, one, quota.remove)).unwrap_or_default(),
                remove_for_tight: quota.counts.excellent.saturating_sub(quota.tight_cap),
                returned: earlier,
            }
        })
        .collect()
}

/// The quotas on the branches' own grades; none where the committee has decided nothing.
fn returned(bloc: &Bloc) -> Vec<QuotaCheck> {
    let is_decided = bloc.campaign.submissions.iter().any(|submission| {
        submission.members.iter().any(|one| one.grades.committee_grade.is_some())
            || submission.collectives.iter().any(|one| one.grades.committee_grade.is_some())
            || submission.staff.iter().any(|one| one.grades.committee_grade.is_some())
    });
    if !is_decided {
        return Vec::new();
    }
    let populations = counted_by(&bloc.campaign, &bloc.regulation, Whose::Branch);
    populations.into_iter().map(|one| held(&bloc.campaign, one)).collect()
}

/// A quota's population branch by branch, as the committee weighs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sides {
    /// By the branches' own grades.
    pub returned: Counts,
    /// Every branch that has anybody of the population, graded or not, in plan order: what is decided later adds none.
    pub branches: Vec<Side>,
}

/// One branch in a population.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Side {
    /// Index into the plan's branches.
    pub branch: usize,
    /// By the grades in force.
    pub counts: Counts,
    /// By the branch's own grades.
    pub returned: Counts,
}

/// Every quota of a bloc branch by branch, in the order of its quotas.
pub fn sides(bloc: &Bloc) -> Vec<Sides> {
    let by = |whose| counted_by(&bloc.campaign, &bloc.regulation, whose);
    let (all, now, before) = (by(Whose::Anybody), by(Whose::InForce), by(Whose::Branch));
    bloc.quotas
        .iter()
        .map(|quota| {
            let of = |populations: &'_ [CountedPopulation]| {
                let is_this = |one: &&CountedPopulation| {
                    one.subject == quota.subject && fold(&one.population) == fold(&quota.population)
                };
                populations.iter().find(is_this).cloned()
            };
            let (now, before) = (of(&now), of(&before));
            let counts_of = |population: &Option<CountedPopulation>, branch: usize| {
                // In plan order.
                let branches = &population.as_ref()?.branches;
                let found = branches.binary_search_by_key(&branch, |(at, _)| *at).ok()?;
                Some(branches[found].1)
            };
            let everybody = of(&all).map(|one| one.branches).unwrap_or_default();
            let side = |(branch, _): (usize, Counts)| Side {
                branch,
                counts: counts_of(&now, branch).unwrap_or_default(),
                returned: counts_of(&before, branch).unwrap_or_default(),
            };
            Sides {
                returned: before.as_ref().map(|one| one.counts).unwrap_or_default(),
                branches: everybody.into_iter().map(side).collect(),
            }
        })
        .collect()
}

fn code_of(campaign: &Campaign, branch: usize) -> String {
    campaign.plan.branches.get(branch).map_or_else(String::new, |branch| branch.code.clone())
}

fn shares(campaign: &Campaign, population: &CountedPopulation) -> Vec<Share> {
    let share = |&(branch, counts): &(usize, Counts)| {
        let own_cap = cap(population.quota, counts);
        let over = counts.excellent.saturating_sub(own_cap);
        Share { branch: code_of(campaign, branch), counts, cap: own_cap, over }
    };
    population.branches.iter().map(share).collect()
}

/// The changes by branch; see [`Spread`].
fn fewest_changes(campaign: &Campaign, population: &CountedPopulation, remove: u32) -> Vec<Change> {
    let counts: Vec<Counts> = population.branches.iter().map(|(_, counts)| *counts).collect();
    let spread = Spread::of(population.quota, &counts, remove);
    let changes = population.branches.iter().zip(spread.parts).filter(|(_, part)| part.remove > 0);
    changes.map(|((branch, _), part)| Change { branch: code_of(campaign, *branch), remove: part.remove }).collect()
}

/// How many of each branch change from Excellent to Good: each next change falls on the branch that is then furthest
/// above its exact share, the first of equals in plan order. Their number is the least there is, because no base moves
/// when an Excellent becomes Good.
///
/// Taken one by one they would be a loop; a sheet has none. So the changes are levels of whole people above the exact
/// share: all above a level change, and of those on it the ones with the largest fraction. Every number here stands in
/// a cell of `Kiểm soát tỷ lệ`, where it follows what is decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spread {
    /// What each step of the search for the level found; the last is the level.
    pub levels: [i64; N_STEPS],
    /// How many changes are left for those on the level.
    pub left: i64,
    pub parts: Vec<SpreadPart>,
}

/// What a branch has in a [`Spread`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpreadPart {
    /// How far it lies above its exact share, in parts of [`step_of`].
    pub excess: i64,
    /// The whole people in that, rounded down.
    pub whole: i64,
    /// Its changes above the level.
    pub above: i64,
    /// Its fraction on the level and one more; 0 where it has nobody there.
    pub on_level: i64,
    pub remove: u32,
}

/// Steps of the search for the level: it lies between −2^20 and 2^20.
pub const N_STEPS: usize = 21;
/// The lowest level.
pub const LOWEST: i64 = -(1 << (N_STEPS - 1));

/// By how much the excess of a branch falls when one of its Excellent becomes Good, in hundredths of a percent of one.
pub fn step_of(quota: Quota) -> i64 {
    match quota.denominator {
        Denominator::GoodOnly => 10_000 + i64::from(quota.percent),
        Denominator::GoodOrBetter | Denominator::AllGraded => 10_000,
    }
}

impl Spread {
    pub fn of(quota: Quota, counts: &[Counts], remove: u32) -> Self {
        let step = step_of(quota);
        let mut parts: Vec<SpreadPart> = counts
            .iter()
            .map(|counts| {
                let base = match quota.denominator {
                    Denominator::GoodOrBetter | Denominator::GoodOnly => {
                        i64::from(counts.excellent) + i64::from(counts.good)
                    }
                    Denominator::AllGraded => i64::from(counts.graded),
                };
                let excess = step * i64::from(counts.excellent) - i64::from(quota.percent) * base;
                SpreadPart { excess, whole: excess.div_euclid(step), above: 0, on_level: 0, remove: 0 }
            })
            .collect();
        let excellent: Vec<i64> = counts.iter().map(|counts| i64::from(counts.excellent)).collect();
        let from = |level: i64| -> i64 {
            parts.iter().zip(&excellent).map(|(part, &most)| (part.whole - level + 1).clamp(0, most)).sum()
        };
        let mut levels = [LOWEST; N_STEPS];
        let mut level = LOWEST;
        for (index, found) in levels.iter_mut().enumerate() {
            let next = level + (1 << (N_STEPS - 1 - index));
            if from(next) >= i64::from(remove) {
                level = next;
            }
            *found = level;
        }
        for (part, &most) in parts.iter_mut().zip(&excellent) {
            part.above = (part.whole - level).clamp(0, most);
            let is_on_level = part.whole >= level && part.whole - level < most;
            part.on_level = if is_on_level { part.excess.rem_euclid(step) + 1 } else { 0 };
        }
        let left = i64::from(remove) - parts.iter().map(|part| part.above).sum::<i64>();
        let mut on_level: Vec<usize> = (0..parts.len()).filter(|&index| parts[index].on_level > 0).collect();
        // The sort is stable: of equal fractions the first in plan order.
        on_level.sort_by_key(|&index| std::cmp::Reverse(parts[index].on_level));
        on_level.truncate(usize::try_from(left).unwrap_or(0));
        for part in &mut parts {
            part.remove = u32::try_from(part.above).unwrap_or(u32::MAX);
        }
        on_level.iter().for_each(|&index| parts[index].remove += 1);
        Self { levels, left, parts }
    }
}

/// Changes that nobody has made yet: by branch code, how many members more (or fewer) are Excellent, the difference
/// being Good.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WhatIf(pub Vec<(String, i32)>);

/// The text is no list of changes, or they cannot be made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WhatIfError {
    #[error("“{part}” không phải một thay đổi; ghi như CB03=-1,CB05=+1")]
    NotAChange { part: String },
    #[error("không có chi bộ “{branch}” trong số chi bộ đã nộp; các chi bộ: {}", .known.join(", "))]
    UnknownBranch { branch: String, known: Vec<String> },
    #[error("{branch} chỉ có {there} người xếp “{grade}”, không đủ để chuyển {wanted}")]
    TooMany { branch: String, grade: &'static str, there: u32, wanted: u32 },
}

impl std::str::FromStr for WhatIf {
    type Err = WhatIfError;

    fn from_str(text: &str) -> Result<Self, WhatIfError> {
        let mut changes: Vec<(String, i32)> = Vec::new();
        for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let refused = || WhatIfError::NotAChange { part: part.to_owned() };
            let (branch, number) = part.split_once('=').ok_or_else(refused)?;
            let number: i32 = number.trim().parse().map_err(|_| refused())?;
            let branch = branch.trim();
            if branch.is_empty() || number.unsigned_abs() > 1_000_000 {
                return Err(refused());
            }
            match changes.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(branch)) {
                Some((_, sum)) => *sum += number,
                None => changes.push((branch.to_owned(), number)),
            }
        }
        if changes.is_empty() { Err(WhatIfError::NotAChange { part: text.to_owned() }) } else { Ok(Self(changes)) }
    }
}

/// A members' quota as it is, and as it would be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    pub before: QuotaCheck,
    pub after: QuotaCheck,
}

/// What changes would do to the members' quotas; the bloc stays as it is.
///
/// # Errors
/// A branch that returned nothing, or more people than there are.
pub fn effects(bloc: &Bloc, what_if: &WhatIf) -> Result<Vec<Effect>, WhatIfError> {
    let mut populations = counted(&bloc.campaign, &bloc.regulation);
    populations.retain(|one| one.subject == QuotaSubject::Members);
    for (branch, number) in &what_if.0 {
        let known = |at: usize| code_of(&bloc.campaign, at).eq_ignore_ascii_case(branch);
        let found = populations.iter_mut().find_map(|one| {
            let at = one.branches.iter().position(|(at, _)| known(*at))?;
            Some((one, at))
        });
        let Some((population, at)) = found else {
            let all = populations.iter().flat_map(|one| &one.branches).map(|(at, _)| code_of(&bloc.campaign, *at));
            return Err(WhatIfError::UnknownBranch { branch: branch.clone(), known: all.collect() });
        };
        let own = population.branches[at].1;
        let wanted = number.unsigned_abs();
        let (there, grade) = match number {
            ..0 => (own.excellent, "Hoàn thành xuất sắc"),
            _ => (own.good, "Hoàn thành tốt"),
        };
        if wanted > there {
            return Err(WhatIfError::TooMany { branch: branch.clone(), grade, there, wanted });
        }
        for counts in [&mut population.branches[at].1, &mut population.counts] {
            if *number < 0 {
                counts.excellent -= wanted;
                counts.good += wanted;
            } else {
                counts.excellent += wanted;
                counts.good -= wanted;
            }
        }
    }
    let before = bloc.quotas.iter().filter(|quota| quota.subject == QuotaSubject::Members);
    let after = populations
        .into_iter()
        .zip(before.clone().map(|quota| quota.is_provisional))
        .map(|(one, is_provisional)| check(one.subject, one.population, one.quota, one.counts, is_provisional));
    Ok(before.cloned().zip(after).map(|(before, after)| Effect { before, after }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::{Population, Rounding};

    /// One by one, as the words of [`Spread`] say it.
    fn one_by_one(quota: Quota, counts: &[Counts], remove: u32) -> Vec<u32> {
        let mut left: Vec<u32> = counts.iter().map(|counts| counts.excellent).collect();
        for _ in 0..remove {
            let excess = |index: usize| {
                let (counts, left) = (counts[index], left[index]);
                let base = match quota.denominator {
                    Denominator::GoodOrBetter => counts.excellent + counts.good,
                    Denominator::GoodOnly => counts.excellent + counts.good - left,
                    Denominator::AllGraded => counts.graded,
                };
                10_000 * i64::from(left) - i64::from(quota.percent) * i64::from(base)
            };
            let furthest =
                (0..left.len()).filter(|&at| left[at] > 0).max_by(|&a, &b| excess(a).cmp(&excess(b)).then(b.cmp(&a)));
            left[furthest.unwrap()] -= 1;
        }
        counts.iter().zip(left).map(|(counts, left)| counts.excellent - left).collect()
    }

    #[test]
    fn changes_spread_by_levels_are_those_taken_one_by_one() {
        let mut state = 20_211_127_u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        for denominator in [Denominator::GoodOrBetter, Denominator::GoodOnly, Denominator::AllGraded] {
            for percent in [1_000, 2_000, 2_500] {
                let population = Population::Committee;
                let quota = Quota { percent, denominator, population, rounding: Rounding::HalfUp, has_band: false };
                for case in 0..150 {
                    let counts: Vec<Counts> = (0..=below(9))
                        .map(|_| {
                            let (excellent, good) = (below(8) as u32, below(20) as u32);
                            Counts { excellent, good, graded: excellent + good + below(4) as u32 }
                        })
                        .collect();
                    let all: u32 = counts.iter().map(|counts| counts.excellent).sum();
                    let remove = below(u64::from(all) + 1) as u32;
                    let spread = Spread::of(quota, &counts, remove);
                    let changes: Vec<u32> = spread.parts.iter().map(|part| part.remove).collect();
                    assert_eq!(changes, one_by_one(quota, &counts, remove), "{case}: {quota:?} {counts:?} −{remove}");
                }
            }
        }
    }

    #[test]
    fn changes_are_read_as_they_are_typed_and_refused_with_the_part_that_is_wrong() {
        let read = |text: &str| text.parse::<WhatIf>();
        let changes = vec![("CB03".to_owned(), -1), ("CB05".to_owned(), 1)];
        assert_eq!(read("CB03=-1, CB05=+1"), Ok(WhatIf(changes)));
        assert_eq!(read("CB03=-1;cb03=-2"), Ok(WhatIf(vec![("CB03".to_owned(), -3)])));
        for (text, part) in [("CB03", "CB03"), ("CB03=x", "CB03=x"), ("CB03=-1,=2", "=2"), ("", "")] {
            assert_eq!(read(text), Err(WhatIfError::NotAChange { part: part.to_owned() }), "{text}");
        }
    }
}
