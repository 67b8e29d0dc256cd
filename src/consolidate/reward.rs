//! Recognises whom a proposal for commendation is for, among the same branch's members and collectives, and whether the
//! conditions hold as far as the file shows them.

use super::identity::{Person, the_only};
use crate::domain::branch::Branch;
use crate::domain::campaign::Campaign;
use crate::domain::grade::{Grade, Standing};
use crate::domain::member::Member;
use crate::domain::people::{Collective, Reward, RewardKind, RewardMatch, RewardSubject};
use crate::domain::submission::Submission;
use crate::intake::value::name::name_key;
use crate::rules::finding::{Finding, Severity};
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// Fills `matched`, `subject` and `eligible` of a submission's proposals. Several of one name leave the match open.
pub fn recognise(submission: &mut Submission, branch: Option<&Branch>) {
    if submission.rewards.is_empty() {
        return;
    }
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, member) in submission.members.iter().enumerate() {
        members.entry(name_key(&member.name.value.clean)).or_default().push(index);
    }
    let names = CollectiveNames::new(&submission.collectives, branch);
    for reward in &mut submission.rewards {
        let member = || {
            let named = members.get(&name_key(&reward.name.value.clean)).map(Vec::as_slice).unwrap_or_default();
            the_same(named, &submission.members).map(RewardMatch::Member)
        };
        let collective = || names.find(&reward.name.value.clean).map(RewardMatch::Collective);
        reward.matched = match reward.subject {
            Some(RewardSubject::Member) => member(),
            Some(RewardSubject::Collective) => collective(),
            None => member().or_else(collective),
        };
        let recognised = reward.matched.map(|matched| match matched {
            RewardMatch::Member(_) => RewardSubject::Member,
            RewardMatch::Collective(_) => RewardSubject::Collective,
        });
        reward.subject = reward.subject.or(recognised);
        let grade = match reward.matched {
            Some(RewardMatch::Member(index)) => match submission.members[index].standing() {
                Some(Standing::Graded(grade)) => Some(grade),
                _ => None,
            },
            Some(RewardMatch::Collective(index)) => submission.collectives[index].grade(),
            None => None,
        };
        reward.eligible = is_exceptional(reward) || grade == Some(Grade::Excellent);
    }
}

/// A proposal for five years running that the history contradicts is not eligible, whatever this year's grade (R502).
pub fn leave_short_histories(campaign: &mut Campaign, findings: &[Finding]) {
    for finding in findings.iter().filter(|finding| finding.code == "R502" && finding.severity == Severity::Error) {
        let Some(submission) = finding.submission.and_then(|index| campaign.submissions.get_mut(index)) else {
            continue;
        };
        let is_its = |reward: &&mut Reward| {
            let source = &reward.source;
            Some(&source.file) == finding.file.as_ref()
                && Some(&source.sheet) == finding.sheet.as_ref()
                && Some(source.at) == finding.cell
        };
        for reward in submission.rewards.iter_mut().filter(is_its) {
            reward.lacks_years = true;
            reward.eligible = false;
        }
    }
}

/// The first of several rows if all are one person listed again.
fn the_same(rows: &[usize], members: &[Member]) -> Option<usize> {
    let (&first, others) = rows.split_first()?;
    let person = Person::of_member(&members[first]);
    others.iter().all(|&other| Person::of_member(&members[other]).is_surely(&person)).then_some(first)
}

fn is_exceptional(reward: &Reward) -> bool {
    reward.kind.as_ref().is_some_and(|kind| kind.value == RewardKind::Exceptional)
}

/// The branch's collectives by the names a proposal may call them.
struct CollectiveNames<'a> {
    folded: Vec<String>,
    collectives: &'a [Collective],
    branch: Option<&'a Branch>,
}

impl<'a> CollectiveNames<'a> {
    fn new(collectives: &'a [Collective], branch: Option<&'a Branch>) -> Self {
        let folded = collectives.iter().map(|collective| without_lead(&fold(&collective.name.value)).to_owned());
        Self { folded: folded.collect(), collectives, branch }
    }

    /// By the name; else, for the branch itself, the only collective that is a chi bộ.
    fn find(&self, name: &str) -> Option<usize> {
        let folded = fold(name);
        let name = without_lead(&folded);
        if name.is_empty() {
            return None;
        }
        let named = (0..self.folded.len()).filter(|&index| self.folded[index] == name);
        the_only(named).or_else(|| {
            let is_branch = |index: &usize| is_branch_itself(&self.collectives[*index]);
            self.means_branch(name).then(|| the_only((0..self.folded.len()).filter(is_branch))).flatten()
        })
    }

    fn means_branch(&self, name: &str) -> bool {
        let bare = |name: &str| fold(name).trim_start_matches("chi bộ ").to_owned();
        let is_called = |other: &str| !other.is_empty() && bare(other) == bare(name);
        name == "chi bộ"
            || self.branch.is_some_and(|branch| {
                is_called(&branch.name) || branch.other_names.iter().any(|other| is_called(other))
            })
    }
}

/// A folded name without the word that only says it is a collective.
fn without_lead(folded: &str) -> &str {
    folded.strip_prefix("tập thể ").unwrap_or(folded).trim()
}

fn is_branch_itself(collective: &Collective) -> bool {
    let kind = collective.kind.as_ref().map(|kind| fold(&kind.value)).unwrap_or_default();
    let says = if kind.is_empty() { fold(&collective.name.value) } else { kind };
    says.starts_with("chi bộ")
}
