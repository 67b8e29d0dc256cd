//! What to do about a quota: each branch's share and how far it is over its own, the fewest changes that comply, how the
//! branches' own proposals stood before the committee decided, and the effect of changes that nobody has made yet. Counts
//! of branches only: whom to regrade is the committee's to say.

use super::quotas::{CountedPopulation, counted};
use super::{Bloc, quotas};
use crate::domain::campaign::Campaign;
use crate::domain::plan::Denominator;
use crate::regulation::quota::{Counts, Quota, QuotaCheck, QuotaSubject, cap, check};

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
    let mut undecided = bloc.campaign.clone();
    for submission in &mut undecided.submissions {
        submission.members.iter_mut().for_each(|one| one.grades.committee_grade = None);
        submission.collectives.iter_mut().for_each(|one| one.grades.committee_grade = None);
        submission.staff.iter_mut().for_each(|one| one.grades.committee_grade = None);
    }
    quotas::in_force(&undecided, &bloc.regulation)
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

/// Spreads the changes: each next one falls on the branch that is then furthest above its exact share. Their number is
/// the least there is, because no base moves when an Excellent becomes Good.
fn fewest_changes(campaign: &Campaign, population: &CountedPopulation, remove: u32) -> Vec<Change> {
    let mut left: Vec<u32> = population.branches.iter().map(|(_, counts)| counts.excellent).collect();
    for _ in 0..remove {
        let excess = |index: usize| excess(population.quota, population.branches[index].1, left[index]);
        // The first of equals: plan order.
        let furthest =
            (0..left.len()).filter(|&index| left[index] > 0).max_by(|&a, &b| excess(a).cmp(&excess(b)).then(b.cmp(&a)));
        let Some(furthest) = furthest else { break };
        left[furthest] -= 1;
    }
    let changes = population.branches.iter().zip(&left).filter(|((_, counts), left)| counts.excellent > **left);
    changes
        .map(|((branch, counts), left)| Change { branch: code_of(campaign, *branch), remove: counts.excellent - left })
        .collect()
}

/// How far so many Excellent lie above the exact share of a branch, in hundredths of a percent of one.
fn excess(quota: Quota, counts: Counts, excellent: u32) -> i64 {
    let base = match quota.denominator {
        Denominator::GoodOrBetter => counts.excellent + counts.good,
        Denominator::GoodOnly => counts.excellent + counts.good - excellent,
        Denominator::AllGraded => counts.graded,
    };
    10_000 * i64::from(excellent) - i64::from(quota.percent) * i64::from(base)
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
