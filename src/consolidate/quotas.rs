//! Which quotas are held against which people: the populations of settled 23 to 25, counted over merged submissions.

use crate::domain::branch::Branch;
use crate::domain::campaign::Campaign;
use crate::domain::grade::Grade;
use crate::domain::member::{ActorGrades, Member};
use crate::domain::people::Collective;
use crate::domain::plan::{Plan, PlannedCollective, Population};
use crate::domain::submission::Submission;
use crate::regulation::profile::Regulation;
use crate::regulation::profile::parts::Heads;
use crate::regulation::quota::{COMMITTEE, Counts, OUTSIDE_GROUPS, Quota, QuotaCheck, QuotaSubject, check};
use crate::rules::post::duties;
use crate::rules::unit::is_of_committee;
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// The name of the population of those without a group: all together where nobody of their kind has one (settled 24).
fn without_group(have_others: bool) -> &'static str {
    if have_others { OUTSIDE_GROUPS } else { COMMITTEE }
}

/// The population of a branch's members where the quota is held by group.
pub fn group_of<'p>(plan: &'p Plan, branch: &'p Branch) -> &'p str {
    let rest = || without_group(plan.branches.iter().any(|branch| branch.group.is_some()));
    branch.group.as_deref().unwrap_or_else(rest)
}

/// The quotas in force: members always; organisations, collectives, leaders and staff where any is graded.
pub fn in_force(campaign: &Campaign, regulation: &Regulation) -> Vec<QuotaCheck> {
    counted(campaign, regulation).into_iter().map(|one| held(campaign, one)).collect()
}

/// A population held against its quota. What another branch has not returned makes no branch's own figures provisional.
pub fn held(campaign: &Campaign, one: CountedPopulation) -> QuotaCheck {
    let is_provisional = campaign.is_provisional() && one.quota.population != Population::Branch;
    check(one.subject, one.population, one.quota, one.counts, is_provisional)
}

/// Whose grades are counted.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// The committee's where it decided, else the branch's.
    InForce,
    /// The branch's alone.
    Branch,
    /// Anybody's who could have a grade, so that nobody who belongs to a population is missing from it: no grades.
    Anybody,
}

impl Whose {
    fn grade(self, grades: &ActorGrades) -> Option<Grade> {
        let branch = grades.branch_grade.as_ref();
        match self {
            Whose::InForce => grades.committee_grade.as_ref().or(branch).map(|grade| grade.value),
            Whose::Branch => branch.map(|grade| grade.value),
            Whose::Anybody => Some(Grade::Completed),
        }
    }
}

/// One population that a quota is held against, and what each branch brings into it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountedPopulation {
    pub subject: QuotaSubject,
    /// `committee`, a branch code, a group's name, or the code of a post (settled 23, 25).
    pub population: String,
    pub quota: Quota,
    pub counts: Counts,
    /// Index into the plan's branches, in plan order; branches that bring nobody are not named.
    pub branches: Vec<(usize, Counts)>,
}

/// Every population of the quotas in force, in the order of [`in_force`].
pub fn counted(campaign: &Campaign, regulation: &Regulation) -> Vec<CountedPopulation> {
    let mut all = counted_by(campaign, regulation, Whose::InForce);
    all.retain(|one| one.subject == QuotaSubject::Members || one.counts.graded > 0);
    all
}

/// Every population that has anybody, counted by these grades.
pub fn counted_by(campaign: &Campaign, regulation: &Regulation, whose: Whose) -> Vec<CountedPopulation> {
    let members = of_members(campaign, regulation, whose);
    let (organisations, collectives) = of_collectives(campaign, regulation.collective_quota, whose);
    let staff = of_staff(campaign, whose);
    let leaders = regulation.leader_quota.as_ref().map(|quota| (quota.value, of_leaders(campaign, whose)));
    // The law's percentage for staff is the members' own; there is one population, the office.
    let staff_quota = Quota { population: Population::Committee, ..regulation.staff_quota };
    let parts = [
        (QuotaSubject::Members, regulation.member_quota, members),
        (QuotaSubject::Collectives, regulation.collective_quota, collectives),
        (QuotaSubject::Organisations, regulation.collective_quota, organisations),
        (QuotaSubject::Staff, staff_quota, staff),
    ];
    let leaders = leaders.map(|(quota, leaders)| (QuotaSubject::Leaders, quota, leaders));
    let own = Quota { population: Population::Branch, ..regulation.member_quota };
    let committees = [(QuotaSubject::Members, own, of_committees(campaign, regulation, whose))];
    let mut all = Vec::new();
    for (subject, quota, populations) in parts.into_iter().chain(leaders).chain(committees) {
        all.extend(populations.0.into_iter().map(|one| CountedPopulation {
            subject,
            population: one.population,
            quota,
            counts: one.counts,
            branches: one.branches,
        }));
    }
    all
}

/// Every merged branch's own share of members, for information, in plan order. What a branch lacks elsewhere does not
/// make its own figures provisional.
pub fn of_branches(campaign: &Campaign, regulation: &Regulation) -> Vec<QuotaCheck> {
    let quota = Quota { population: Population::Branch, ..regulation.member_quota };
    let own = |submission: &Submission| {
        let counts = own_counts(submission, regulation, Whose::InForce);
        let is_provisional = false;
        check(QuotaSubject::Members, submission.code.clone(), quota, counts, is_provisional)
    };
    campaign.submissions.iter().filter(|submission| submission.is_merged()).map(own).collect()
}

/// Counts by population, in the order the populations first stand.
#[derive(Default)]
struct Populations(Vec<Sums>);

struct Sums {
    population: String,
    counts: Counts,
    branches: Vec<(usize, Counts)>,
}

impl Populations {
    /// The place of a population, made when it is new.
    fn place(&mut self, population: &str) -> &mut Sums {
        let at = self.0.iter().position(|one| one.population == population).unwrap_or_else(|| {
            let counts = Counts::default();
            self.0.push(Sums { population: population.to_owned(), counts, branches: Vec::new() });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    /// Adds what a branch brings; branches come in plan order.
    fn add(&mut self, population: &str, branch: usize, counts: Counts) {
        let sums = self.place(population);
        sum_up(&mut sums.counts, counts);
        match sums.branches.last_mut() {
            Some((last, own)) if *last == branch => sum_up(own, counts),
            _ => sums.branches.push((branch, counts)),
        }
    }
}

fn sum_up(sum: &mut Counts, counts: Counts) {
    sum.excellent += counts.excellent;
    sum.good += counts.good;
    sum.graded += counts.graded;
}

fn merged(campaign: &Campaign) -> impl Iterator<Item = (&Submission, usize)> {
    let merged = campaign.submissions.iter().filter(|submission| submission.is_merged());
    merged.filter_map(|submission| submission.branch.map(|branch| (submission, branch)))
}

fn of_members(campaign: &Campaign, regulation: &Regulation, whose: Whose) -> Populations {
    let quota = regulation.member_quota;
    let mut populations = Populations::default();
    if quota.population == Population::Committee {
        populations.place(COMMITTEE);
    }
    for (submission, branch) in merged(campaign) {
        let owed = &campaign.plan.branches[branch];
        let population = match quota.population {
            Population::Committee => COMMITTEE,
            Population::Group => group_of(&campaign.plan, owed),
            Population::Branch => &owed.code,
        };
        populations.add(population, branch, own_counts(submission, regulation, whose));
    }
    populations
}

/// Whether what a branch sent in is a consolidated workbook: the branch is then a committee, a base organisation that
/// keeps the quota by itself (domain.md, “in each base party organisation”).
pub fn is_committee(campaign: &Campaign, submission: &Submission) -> bool {
    submission.is_merged() && is_of_committee(campaign, submission)
}

/// Members of each committee below, unless the quota is held in every branch anyway.
fn of_committees(campaign: &Campaign, regulation: &Regulation, whose: Whose) -> Populations {
    let mut populations = Populations::default();
    if regulation.member_quota.population != Population::Branch {
        for (submission, branch) in merged(campaign).filter(|(submission, _)| is_committee(campaign, submission)) {
            let counts = own_counts(submission, regulation, whose);
            populations.add(&campaign.plan.branches[branch].code, branch, counts);
        }
    }
    populations
}

/// The members of a branch that its quota counts; heads are left out where the regulation sets them apart.
fn own_counts(submission: &Submission, regulation: &Regulation, whose: Whose) -> Counts {
    let mut counts = Counts::default();
    for member in &submission.members {
        if let Some(grade) = whose.grade(&member.grades)
            && !(regulation.heads.value == Heads::Apart && is_head(member))
        {
            sum_up(&mut counts, of_grade(grade));
        }
    }
    counts
}

/// Whether the post makes the member a head, whom some regulations leave out of the quota.
pub fn is_head(member: &Member) -> bool {
    member.post.as_ref().is_some_and(|post| duties(&post.value).is_head())
}

/// Leaders by the code of their post, as first written (settled 25).
fn of_leaders(campaign: &Campaign, whose: Whose) -> Populations {
    let mut populations = Populations::default();
    let mut written: BTreeMap<String, &str> = BTreeMap::new();
    for (member, branch) in merged(campaign).flat_map(|(found, at)| found.members.iter().map(move |one| (one, at))) {
        let code = member.scores.as_ref().and_then(|scores| scores.post_code.as_ref());
        if let (Some(code), Some(grade)) = (code, whose.grade(&member.grades)) {
            let population = *written.entry(fold(&code.value)).or_insert(&code.value);
            populations.add(population, branch, of_grade(grade));
        }
    }
    populations
}

/// Organisations, then other collectives (settled 24).
fn of_collectives(campaign: &Campaign, quota: Quota, whose: Whose) -> (Populations, Populations) {
    let groups = CollectiveGroups::new(&campaign.plan, quota);
    let (mut organisations, mut collectives) = (Populations::default(), Populations::default());
    for (submission, branch) in merged(campaign) {
        for collective in &submission.collectives {
            let Some(grade) = whose.grade(&collective.grades) else { continue };
            let (subject, population) = groups.of(collective, branch);
            let is_organisation = subject == QuotaSubject::Organisations;
            let sums = if is_organisation { &mut organisations } else { &mut collectives };
            sums.add(population, branch, of_grade(grade));
        }
    }
    (organisations, collectives)
}

/// With whom a collective is compared under the quota of collectives.
pub struct CollectiveGroups<'a> {
    plan: &'a Plan,
    planned: Planned<'a>,
    population: Population,
    /// Whether any organisation, and any other collective, has a group.
    have_groups: (bool, bool),
}

impl<'a> CollectiveGroups<'a> {
    pub fn new(plan: &'a Plan, quota: Quota) -> Self {
        let grouped = |are_organisations: bool| {
            plan.collectives.iter().any(|one| one.group.is_some() && is_planned_organisation(one) == are_organisations)
        };
        let of_branches = plan.branches.iter().any(|branch| branch.group.is_some());
        let have_groups = (of_branches || grouped(true), grouped(false));
        Self { plan, planned: Planned::new(plan), population: quota.population, have_groups }
    }

    /// Whether a collective of a branch (an index into the plan's branches) counts as an organisation, and the name of
    /// the population it belongs to (settled 23, 24).
    pub fn of(&self, collective: &Collective, branch: usize) -> (QuotaSubject, &'a str) {
        let owed = &self.plan.branches[branch];
        let known = self.planned.find(collective, branch);
        let is_organisation = is_organisation(collective, known);
        let group = known.and_then(|known| known.group.as_deref());
        // An organisation is compared within the group of its branch when the plan lists it nowhere else.
        let group = group
            .or(owed.group.as_deref().filter(|_| is_organisation))
            .unwrap_or_else(|| without_group(if is_organisation { self.have_groups.0 } else { self.have_groups.1 }));
        let population = match self.population {
            Population::Committee => COMMITTEE,
            Population::Group => group,
            Population::Branch => &owed.code,
        };
        let subject = if is_organisation { QuotaSubject::Organisations } else { QuotaSubject::Collectives };
        (subject, population)
    }
}

fn of_staff(campaign: &Campaign, whose: Whose) -> Populations {
    let mut populations = Populations::default();
    for (submission, branch) in merged(campaign) {
        for grade in submission.staff.iter().filter_map(|staff| whose.grade(&staff.grades)) {
            populations.add(COMMITTEE, branch, of_grade(grade));
        }
    }
    populations
}

fn of_grade(grade: Grade) -> Counts {
    let is = |wanted| u32::from(grade == wanted);
    Counts { excellent: is(Grade::Excellent), good: is(Grade::Good), graded: 1 }
}

/// Loại chi bộ or đảng bộ makes an organisation: as the return says, else as the plan does, else by the name.
fn is_organisation(collective: &Collective, known: Option<&PlannedCollective>) -> bool {
    let stated = collective.kind.as_ref().map(|kind| kind.value.as_str()).filter(|kind| !kind.trim().is_empty());
    names_organisation(stated.or(known.and_then(|known| known.kind.as_deref())).unwrap_or(&collective.name.value))
}

fn is_planned_organisation(planned: &PlannedCollective) -> bool {
    names_organisation(planned.kind.as_deref().unwrap_or(&planned.name))
}

fn names_organisation(says: &str) -> bool {
    let says = fold(says);
    ["chi bộ", "đảng bộ", "tổ chức đảng", "tổ chức cơ sở đảng"].iter().any(|lead| says.starts_with(lead))
}

/// The plan's collectives by folded name.
struct Planned<'a> {
    by_name: BTreeMap<String, Vec<&'a PlannedCollective>>,
}

impl<'a> Planned<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut by_name: BTreeMap<String, Vec<&PlannedCollective>> = BTreeMap::new();
        for collective in &plan.collectives {
            by_name.entry(fold(&collective.name)).or_default().push(collective);
        }
        Self { by_name }
    }

    /// The branch's own collective of this name, else the committee's.
    fn find(&self, collective: &Collective, branch: usize) -> Option<&'a PlannedCollective> {
        let named = self.by_name.get(&fold(&collective.name.value))?;
        let of = |wanted| named.iter().find(move |known| known.branch == wanted).copied();
        of(Some(branch)).or_else(|| of(None))
    }
}
