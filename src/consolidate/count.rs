//! Counts of people by standing, the one computation that every output prints.

use crate::domain::grade::{Grade, Reason, Standing};
use crate::domain::member::Member;
use crate::domain::people::{Reward, RewardSubject};
use crate::domain::submission::Submission;
use crate::regulation::quota::Counts;

/// How the members of a branch, or of several, stand. `total = exempt + suspended + under_six_months + other_reason +
/// undecided + graded()`.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct StandingCounts {
    pub total: u32,
    pub exempt: u32,
    pub suspended: u32,
    pub under_six_months: u32,
    pub other_reason: u32,
    /// Neither a grade nor a reason, or not readable: an open point.
    pub undecided: u32,
    pub excellent: u32,
    pub good: u32,
    pub completed: u32,
    pub not_completed: u32,
    /// Proposals for members that the committee has not refused.
    pub rewards: u32,
}

impl StandingCounts {
    /// Counts the members of a submission that is merged; all zero for any other.
    pub fn of(submission: &Submission) -> Self {
        let mut counts = Self::default();
        if !submission.is_merged() {
            return counts;
        }
        submission.members.iter().for_each(|member| counts.add(member));
        counts.rewards = submission.rewards.iter().filter(|reward| is_counted(reward)).count() as u32;
        counts
    }

    fn add(&mut self, member: &Member) {
        self.total += 1;
        let bucket = match member.standing() {
            Some(Standing::Graded(Grade::Excellent)) => &mut self.excellent,
            Some(Standing::Graded(Grade::Good)) => &mut self.good,
            Some(Standing::Graded(Grade::Completed)) => &mut self.completed,
            Some(Standing::Graded(Grade::NotCompleted)) => &mut self.not_completed,
            Some(Standing::NotGraded(Reason::Exempt)) => &mut self.exempt,
            Some(Standing::NotGraded(Reason::Suspended)) => &mut self.suspended,
            Some(Standing::NotGraded(Reason::UnderSixMonths)) => &mut self.under_six_months,
            Some(Standing::NotGraded(Reason::Other)) => &mut self.other_reason,
            None => &mut self.undecided,
        };
        *bucket += 1;
    }

    /// Members with a grade.
    pub fn graded(&self) -> u32 {
        self.excellent + self.good + self.completed + self.not_completed
    }

    /// Members with a reason for having none, or nothing at all.
    pub fn not_graded(&self) -> u32 {
        self.total - self.graded()
    }

    pub fn of_grade(&self, grade: Grade) -> u32 {
        match grade {
            Grade::Excellent => self.excellent,
            Grade::Good => self.good,
            Grade::Completed => self.completed,
            Grade::NotCompleted => self.not_completed,
        }
    }

    /// What the quota's arithmetic needs.
    pub fn for_quota(&self) -> Counts {
        Counts { excellent: self.excellent, good: self.good, graded: self.graded() }
    }
}

/// Proposed for a member, and not refused by the committee.
fn is_counted(reward: &Reward) -> bool {
    reward.subject != Some(RewardSubject::Collective) && !reward.is_refused()
}

impl std::ops::AddAssign for StandingCounts {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.exempt += other.exempt;
        self.suspended += other.suspended;
        self.under_six_months += other.under_six_months;
        self.other_reason += other.other_reason;
        self.undecided += other.undecided;
        self.excellent += other.excellent;
        self.good += other.good;
        self.completed += other.completed;
        self.not_completed += other.not_completed;
        self.rewards += other.rewards;
    }
}

/// How collectives, organisations or staff are graded.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct GradeCounts {
    /// In the order of [`Grade::ALL`].
    by_grade: [u32; 4],
    /// Without a grade.
    pub without: u32,
}

impl GradeCounts {
    pub fn of(grades: impl IntoIterator<Item = Option<Grade>>) -> Self {
        let mut counts = Self::default();
        for grade in grades {
            match grade.and_then(|grade| Grade::ALL.iter().position(|one| *one == grade)) {
                Some(place) => counts.by_grade[place] += 1,
                None => counts.without += 1,
            }
        }
        counts
    }

    pub fn of_grade(&self, grade: Grade) -> u32 {
        Grade::ALL.iter().zip(self.by_grade).filter(|(one, _)| **one == grade).map(|(_, count)| count).sum()
    }

    pub fn graded(&self) -> u32 {
        self.by_grade.iter().sum()
    }

    pub fn total(&self) -> u32 {
        self.graded() + self.without
    }
}
