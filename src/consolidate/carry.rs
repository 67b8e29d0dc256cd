//! The plan of a new campaign, from what is at hand: a list of members, or last year's campaign. Carries over who there
//! is and what they were graded; deadlines, the log and decisions belong to their own year.

use super::Bloc;
use crate::domain::grade::Standing;
use crate::domain::member::{Category, Member};
use crate::domain::plan::{Plan, RosterMember};
use crate::domain::submission::Submission;
use std::collections::BTreeMap;

/// A plan to be looked through and completed by the office.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    pub plan: Plan,
    /// Remarks for the office, by place in the roster.
    pub remarks: BTreeMap<usize, &'static str>,
}

/// Earlier years that the roster always has columns for: five years running are this one and four before it (domain.md,
/// “Commendation”).
const EARLIER_YEARS: i32 = 4;

impl Draft {
    /// Nothing known yet but the year.
    pub fn of_year(year: i32) -> Self {
        Self { plan: Plan { year, ..Plan::default() }, remarks: BTreeMap::new() }
    }

    /// The earlier years of the roster's columns, newest first.
    pub fn earlier_years(&self) -> Vec<i32> {
        let year = self.plan.year;
        let known = self.plan.roster.iter().flat_map(|person| person.earlier.iter().map(|&(earlier, _)| earlier));
        let mut years: Vec<i32> = known.chain(year - EARLIER_YEARS..year).filter(|&earlier| earlier < year).collect();
        years.sort_unstable_by_key(|&earlier| std::cmp::Reverse(earlier));
        years.dedup();
        years
    }
}

/// Branches and members of a list that was read without a plan. Grades in it are left out: whose year they are the list
/// does not say.
pub fn from_list(bloc: &Bloc, year: i32) -> Draft {
    let mut draft = Draft::of_year(year);
    for submission in &bloc.campaign.submissions {
        let Some(branch) = submission.branch.and_then(|index| bloc.campaign.plan.branches.get(index)) else { continue };
        if submission.members.is_empty() {
            continue;
        }
        let mut branch = branch.clone();
        if is_code(&branch.name) {
            branch.code.clone_from(&branch.name);
        }
        let index = draft.plan.branches.len();
        draft.plan.branches.push(branch);
        draft.plan.roster.extend(submission.members.iter().map(|member| listed(member, index)));
    }
    draft
}

/// A name such as `CB07` or `12` in the column Chi bộ is a code.
fn is_code(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
}

/// What last year's grades were read from.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum LastYear {
    Returns,
    /// The consolidated workbook: its sheet `Đảng viên` alone, for others list the same people again.
    Consolidated,
}

/// The sheet of the consolidated workbook that lists the members (forms.md §4).
const MEMBERS_SHEET: &str = "Đảng viên";

/// The sheet, or one of those that a list longer than a sheet goes on on: `Đảng viên (2)`.
fn is_members_sheet(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(MEMBERS_SHEET) else { return false };
    let number = rest.strip_prefix(" (").and_then(|rest| rest.strip_suffix(')'));
    rest.is_empty() || number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// Last year's campaign carried into a new year: branches, roster and collectives as last year's plan had them, with
/// last year's grades as they were decided; members whom only a return knew join the roster, with a remark.
pub fn from_last_year(bloc: &Bloc, source: LastYear, year: i32) -> Draft {
    let last = &bloc.campaign.plan;
    let mut draft = Draft {
        plan: Plan {
            year,
            committee: last.committee.clone(),
            upper_committee: last.upper_committee.clone(),
            locality: last.locality.clone(),
            signer_title: last.signer_title.clone(),
            signer_name: last.signer_name.clone(),
            branches: last.branches.clone(),
            roster: last.roster.clone(),
            collectives: last.collectives.clone(),
            ..Plan::default()
        },
        remarks: BTreeMap::new(),
    };
    for (index, branch) in draft.plan.branches.iter_mut().enumerate() {
        branch.own_deadline = None;
        // The roster says it better; without one last year's figure is the only one.
        if last.roster.iter().any(|person| person.branch == index) {
            branch.headcount = None;
        }
    }
    for person in &mut draft.plan.roster {
        person.earlier.retain(|&(earlier, _)| earlier < last.year);
        person.earlier.insert(0, (last.year, None));
    }
    for submission in &bloc.campaign.submissions {
        let Some(branch) = submission.branch.filter(|_| submission.is_merged()) else { continue };
        let counts = |member: &&Member| match source {
            LastYear::Returns => true,
            LastYear::Consolidated => is_members_sheet(&member.source.sheet),
        };
        for member in submission.members.iter().filter(counts) {
            let grade = member.standing().filter(|standing| matches!(standing, Standing::Graded(_)));
            match member.roster {
                Some(known) => {
                    let person = &mut draft.plan.roster[known];
                    // Of two returns that list one person, the first that grades him counts; X601 told last year.
                    if let Some((_, first @ None)) = person.earlier.first_mut() {
                        *first = grade;
                    }
                }
                None => {
                    draft.remarks.insert(draft.plan.roster.len(), remark(submission, last));
                    let earlier = vec![(last.year, grade)];
                    draft.plan.roster.push(RosterMember { earlier, ..listed(member, branch) });
                }
            }
        }
    }
    draft
}

fn remark(submission: &Submission, last: &Plan) -> &'static str {
    match last.roster.iter().any(|person| Some(person.branch) == submission.branch) {
        true => "Có trong hồ sơ năm trước, chưa có trong danh sách",
        false => "Lấy từ hồ sơ năm trước",
    }
}

/// A member of a return as a line of the roster.
fn listed(member: &Member, branch: usize) -> RosterMember {
    RosterMember {
        row: 0,
        branch,
        card_no: member.card_no.as_ref().map(|card| card.value.to_string()),
        name: member.name.value.clean.to_string(),
        born: member.born.as_ref().map(|born| born.value),
        joined: member.joined.as_ref().map(|joined| joined.value),
        official: member.official.as_ref().map(|official| official.value),
        post: member.post.as_ref().map(|post| post.value.to_string()),
        category: category(member),
        category_text: None,
        civil_servant: member.civil_servant,
        earlier: Vec::new(),
    }
}

/// Who is freed or suspended is so, even where a return only says it as the reason for no grade.
fn category(member: &Member) -> Option<Category> {
    use crate::domain::grade::Reason;
    member.category.or_else(|| match member.reason.as_ref()?.value {
        Reason::Exempt => Some(Category::Exempt),
        Reason::Suspended => Some(Category::Suspended),
        Reason::UnderSixMonths | Reason::Other => None,
    })
}
