//! The figures and lists of the report, counted once from the bloc; sentences, tables, annexes and templates print them.

use crate::consolidate::Bloc;
use crate::consolidate::count::{GradeCounts, StandingCounts};
use crate::consolidate::quotas::CollectiveGroups;
use crate::domain::grade::{Grade, Standing};
use crate::domain::member::{ActorGrades, Member};
use crate::domain::people::{Collective, Reward, RewardMatch, RewardSubject};
use crate::domain::plan::Plan;
use crate::domain::submission::{Content, Submission, Timing};
use crate::output::tally::{FindingCounts, Turnout};
use crate::output::workbook::frame::{Frame, Part, dated};
use crate::output::workbook::look::Looks;
use crate::output::workbook::words;
use crate::regulation::quota::{QuotaCheck, QuotaSubject};
use crate::rules::finding::Finding;
use crate::text::fold::fold;
use std::collections::BTreeSet;

pub struct Facts<'b> {
    pub bloc: &'b Bloc,
    pub plan: &'b Plan,
    pub frame: Frame<'b>,
    pub turnout: Turnout,
    /// Every branch that owes a return, in plan order.
    pub branches: Vec<&'b Submission>,
    pub organisations: GradeCounts,
    pub collectives: GradeCounts,
    pub staff: GradeCounts,
    /// Members whose post has a code.
    pub leaders: GradeCounts,
    pub reviews: Reviews,
    pub rewards: RewardCounts,
    pub changes: Vec<Change<'b>>,
    pub findings: FindingCounts,
    /// Errors in returns that were merged, which their branches have still to mend. That something was not returned, or
    /// is over a quota, is said in sentences of its own.
    pub n_unmended: u32,
}

/// What the returns say of the reviews; none where no return has the column.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Reviews {
    pub n_collectives: u32,
    pub collectives_with_self_review: Option<u32>,
    pub members_with_self_review: Option<u32>,
    pub members_with_residence: Option<u32>,
    pub in_room: u32,
    pub in_branch: u32,
}

/// Proposals for commendation that the committee has not refused, and those it has.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct RewardCounts {
    pub members: u32,
    pub collectives: u32,
    /// Different people and collectives among them: one may be proposed for the year and for five years.
    pub different_members: u32,
    pub different_collectives: u32,
    pub agreed: u32,
    pub refused: u32,
    /// Not refused, and the conditions do not hold as far as the returns show.
    pub without_condition: u32,
}

/// A grade that the committee decided otherwise than the branch.
pub struct Change<'b> {
    pub what: &'static str,
    pub branch: &'b str,
    pub name: &'b str,
    pub from: Option<Grade>,
    pub to: Grade,
    pub why: Option<&'b str>,
}

/// A member with the branch he stands in.
pub struct Person<'f, 'b> {
    pub part: &'f Part<'b>,
    pub member: &'b Member,
}

impl<'b> Facts<'b> {
    /// The facts of a judged bloc; `looks` are those of the workbook they go into, if any.
    pub fn new(bloc: &'b Bloc, looks: Looks) -> Self {
        let frame = Frame::new(bloc, dated(bloc), looks);
        let (organisations, collectives) = of_collectives(bloc, &frame);
        let staff = frame.parts.iter().flat_map(|part| &part.submission.staff);
        let has_code = |member: &&Member| member.scores.as_ref().is_some_and(|scores| scores.post_code.is_some());
        let leaders = frame.parts.iter().flat_map(|part| &part.submission.members).filter(has_code);
        Self {
            bloc,
            plan: frame.plan,
            turnout: Turnout::of(bloc),
            branches: bloc.campaign.submissions.iter().filter(|submission| submission.branch.is_some()).collect(),
            organisations: GradeCounts::of(organisations),
            collectives: GradeCounts::of(collectives),
            staff: GradeCounts::of(staff.map(|one| one.grade())),
            leaders: GradeCounts::of(leaders.map(|one| match one.standing() {
                Some(Standing::Graded(grade)) => Some(grade),
                Some(Standing::NotGraded(_)) | None => None,
            })),
            reviews: reviews(&frame),
            rewards: reward_counts(&frame),
            changes: changes(&frame),
            findings: FindingCounts::of(&bloc.findings),
            n_unmended: FindingCounts::of(bloc.findings.iter().filter(|finding| is_of_merged_return(bloc, finding)))
                .to_mend(),
            frame,
        }
    }

    /// How the members of all branches stand.
    pub fn total(&self) -> &StandingCounts {
        &self.frame.total
    }

    /// Whether anybody or anything was graded.
    pub fn has_grades(&self) -> bool {
        let lists = [&self.organisations, &self.collectives, &self.staff];
        self.total().graded() > 0 || lists.iter().any(|counts| counts.graded() > 0)
    }

    /// The members who stand so, in plan order.
    pub fn people(&self, stands: impl Fn(&Member) -> bool) -> Vec<Person<'_, 'b>> {
        let mut people = Vec::new();
        for part in &self.frame.parts {
            people
                .extend(part.submission.members.iter().filter(|one| stands(one)).map(|member| Person { part, member }));
        }
        people
    }

    pub fn people_of_grade(&self, grade: Grade) -> Vec<Person<'_, 'b>> {
        self.people(|member| member.standing() == Some(Standing::Graded(grade)))
    }

    /// Members without a grade, whatever the reason.
    pub fn people_without_grade(&self) -> Vec<Person<'_, 'b>> {
        self.people(|member| !matches!(member.standing(), Some(Standing::Graded(_))))
    }

    /// Proposals, refused ones too, in plan order.
    pub fn proposals(&self) -> Vec<(&Part<'b>, &'b Reward)> {
        let mut proposals = Vec::new();
        for part in &self.frame.parts {
            proposals.extend(part.submission.rewards.iter().map(|reward| (part, reward)));
        }
        proposals
    }

    pub fn quotas_of(&self, subject: QuotaSubject) -> impl Iterator<Item = &'b QuotaCheck> {
        self.bloc.quotas.iter().filter(move |check| check.subject == subject)
    }

    /// Branches whose returns came late, with the days.
    pub fn late(&self) -> Vec<(&'b Submission, u16)> {
        let days = |submission: &&'b Submission| match submission.timing {
            Timing::Late { days } if submission.content == Content::Read => Some((*submission, days.get())),
            _ => None,
        };
        self.branches.iter().filter_map(days).collect()
    }

    /// Branches that owe a return and have given none that can be used, in plan order.
    pub fn without_figures(&self) -> Vec<&'b Submission> {
        let lacks = |one: &&&'b Submission| matches!(one.content, Content::Missing | Content::Rejected);
        self.branches.iter().filter(lacks).copied().collect()
    }

    pub fn with_content(&self, content: Content) -> Vec<&'b Submission> {
        self.branches.iter().filter(|submission| submission.content == content).copied().collect()
    }
}

/// Whether a finding is about the content of a return in use, and not about its arrival.
fn is_of_merged_return(bloc: &Bloc, finding: &Finding) -> bool {
    let submission = finding.submission.and_then(|index| bloc.campaign.submissions.get(index));
    submission.is_some_and(Submission::is_merged) && !finding.code.starts_with(['F', 'Q'])
}

/// Why a member has no grade, in words; for one with neither grade nor reason that too.
pub fn reason(member: &Member) -> String {
    match words::reason(member) {
        words if words.is_empty() => "Chưa rõ mức xếp loại".to_owned(),
        words => words.into_owned(),
    }
}

fn of_collectives(bloc: &Bloc, frame: &Frame) -> (Vec<Option<Grade>>, Vec<Option<Grade>>) {
    let groups = CollectiveGroups::new(frame.plan, bloc.regulation.collective_quota);
    let (mut organisations, mut collectives) = (Vec::new(), Vec::new());
    for part in &frame.parts {
        let Some(branch) = part.submission.branch else { continue };
        for collective in &part.submission.collectives {
            let (subject, _) = groups.of(collective, branch);
            let list = if subject == QuotaSubject::Organisations { &mut organisations } else { &mut collectives };
            list.push(collective.grade());
        }
    }
    (organisations, collectives)
}

fn reviews(frame: &Frame) -> Reviews {
    let members = || frame.parts.iter().flat_map(|part| &part.submission.members);
    let collectives = || frame.parts.iter().flat_map(|part| &part.submission.collectives);
    let told = |n: usize| (n > 0).then_some(n as u32);
    let given = |collective: &&Collective| collective.self_review.as_ref().is_some_and(|given| given.value);
    let at =
        |place| members().filter(|one| one.reviewed_at.as_ref().is_some_and(|at| at.value == place)).count() as u32;
    Reviews {
        n_collectives: collectives().count() as u32,
        collectives_with_self_review: told(collectives().filter(given).count()),
        members_with_self_review: told(
            members().filter(|one| one.self_review.as_ref().is_some_and(|given| given.value)).count(),
        ),
        members_with_residence: told(members().filter(|one| one.residence.is_some()).count()),
        in_room: at(crate::domain::member::ReviewedAt::Room),
        in_branch: at(crate::domain::member::ReviewedAt::Branch),
    }
}

fn reward_counts(frame: &Frame) -> RewardCounts {
    let mut counts = RewardCounts::default();
    let mut met = BTreeSet::new();
    let rewards = frame.parts.iter().flat_map(|part| part.submission.rewards.iter().map(move |reward| (part, reward)));
    for (part, reward) in rewards {
        if reward.is_refused() {
            counts.refused += 1;
            continue;
        }
        let is_collective = reward.subject == Some(RewardSubject::Collective);
        let is_new = match reward.matched {
            Some(RewardMatch::Member(at)) => met.insert((part.branch.code.as_str(), is_collective, at.to_string())),
            Some(RewardMatch::Collective(at)) => met.insert((part.branch.code.as_str(), is_collective, at.to_string())),
            None => met.insert((part.branch.code.as_str(), is_collective, fold(&reward.name.value.clean))),
        };
        let (proposals, different) = match is_collective {
            true => (&mut counts.collectives, &mut counts.different_collectives),
            false => (&mut counts.members, &mut counts.different_members),
        };
        *proposals += 1;
        *different += u32::from(is_new);
        counts.agreed += u32::from(reward.approval.is_some());
        counts.without_condition += u32::from(!reward.eligible);
    }
    counts
}

fn changes<'b>(frame: &Frame<'b>) -> Vec<Change<'b>> {
    let mut changes = Vec::new();
    for part in &frame.parts {
        let branch = part.branch.name.as_str();
        let mut add = |what, name, grades: &'b ActorGrades| {
            let Some(to) = grades.committee_grade.as_ref().map(|grade| grade.value) else { return };
            let from = grades.branch_grade.as_ref().map(|grade| grade.value);
            if from != Some(to) {
                let why = grades.committee_words.why.as_deref();
                changes.push(Change { what, branch, name, from, to, why });
            }
        };
        let submission: &'b Submission = part.submission;
        submission.members.iter().for_each(|one| add("Đảng viên", &one.name.value.clean, &one.grades));
        submission.collectives.iter().for_each(|one| add("Tập thể", &one.name.value, &one.grades));
        submission.staff.iter().for_each(|one| add("Công chức", &one.name.value.clean, &one.grades));
    }
    changes
}
