//! How the counts of a quota follow the sheets on which the committee decides.

use super::super::frame::Frame;
use super::super::spread::sum;
use super::super::{collectives, members, staff};
use crate::book::criterion;
use crate::consolidate::quotas::group_of;
use crate::domain::grade::Grade;
use crate::domain::plan::Population;
use crate::regulation::profile::parts::Heads;
use crate::regulation::quota::{COMMITTEE, QuotaCheck, QuotaSubject};

/// The sheets that hold what is counted.
pub struct Sheets {
    // Those of every sheet that each list is spread over.
    members: Vec<members::Blocks>,
    member_results: Vec<String>,
    collectives: Vec<collectives::Blocks>,
    staff: Vec<staff::Blocks>,
    staff_results: Vec<String>,
}

impl Sheets {
    pub fn of(frame: &Frame) -> Self {
        let (members, staff) = (members::blocks(frame), staff::blocks(frame));
        Self {
            member_results: members.iter().map(|blocks| blocks.result.clone()).collect(),
            members,
            collectives: collectives::blocks(frame),
            staff_results: staff.iter().map(|blocks| blocks.result.clone()).collect(),
            staff,
        }
    }
}

/// How the counts of a population follow the sheets.
pub enum Live<'b> {
    /// Every row of these blocks of results.
    Whole { results: &'b [String] },
    /// The rows of these branches.
    Branches { blocks: &'b [members::Blocks], codes: Vec<&'b str> },
    /// The collectives of one group.
    Group { blocks: &'b [collectives::Blocks], subject: QuotaSubject, population: String },
    /// Those of them that a branch has.
    GroupOfBranch { blocks: &'b [collectives::Blocks], code: &'b str, subject: QuotaSubject, population: String },
    /// A branch's staff.
    StaffOfBranch { blocks: &'b [staff::Blocks], code: &'b str },
    /// No sheet says who belongs to the population: the counts stay as they were.
    Fixed,
}

impl<'b> Live<'b> {
    pub fn of(frame: &Frame<'b>, check: &QuotaCheck, sheets: &'b Sheets) -> Self {
        let blocks = &sheets.members;
        match check.subject {
            // No sheet says whose post makes a head.
            QuotaSubject::Members if frame.bloc.regulation.heads.value == Heads::Apart => Live::Fixed,
            QuotaSubject::Members
                if check.population == COMMITTEE && check.quota.population == Population::Committee =>
            {
                Live::Whole { results: &sheets.member_results }
            }
            QuotaSubject::Members => Live::Branches { blocks, codes: codes_of(frame, &check.population) },
            QuotaSubject::Staff if check.population == COMMITTEE => Live::Whole { results: &sheets.staff_results },
            QuotaSubject::Collectives | QuotaSubject::Organisations => Live::Group {
                blocks: &sheets.collectives,
                subject: check.subject,
                population: check.population.clone(),
            },
            QuotaSubject::Staff | QuotaSubject::Leaders => Live::Fixed,
        }
    }

    /// What one branch brings into a quota's population.
    pub fn of_branch(frame: &Frame<'b>, check: &QuotaCheck, code: &'b str, sheets: &'b Sheets) -> Self {
        match check.subject {
            QuotaSubject::Members if frame.bloc.regulation.heads.value == Heads::Apart => Live::Fixed,
            QuotaSubject::Members => Live::Branches { blocks: &sheets.members, codes: vec![code] },
            QuotaSubject::Staff => Live::StaffOfBranch { blocks: &sheets.staff, code },
            QuotaSubject::Collectives | QuotaSubject::Organisations => Live::GroupOfBranch {
                blocks: &sheets.collectives,
                code,
                subject: check.subject,
                population: check.population.clone(),
            },
            QuotaSubject::Leaders => Live::Fixed,
        }
    }

    /// How many have this grade, as a formula without its `=`.
    pub fn formula(&self, grade: Grade) -> Option<String> {
        let label = criterion(grade.label());
        match self {
            Live::Whole { results } => Some(sum(results, |results| format!("COUNTIFS({results},{label})"))),
            Live::Branches { blocks, codes } => match codes.as_slice() {
                [] => None,
                [only] => {
                    let code = criterion(only);
                    Some(sum(blocks, |blocks| format!("COUNTIFS({},{code},{},{label})", blocks.code, blocks.result)))
                }
                several => {
                    let list = several.iter().map(|code| criterion(code)).collect::<Vec<_>>().join(";");
                    Some(sum(blocks, |blocks| {
                        format!("SUMPRODUCT(COUNTIFS({},{{{list}}},{},{label}))", blocks.code, blocks.result)
                    }))
                }
            },
            Live::Group { blocks, subject, population } => {
                Some(sum(blocks, |blocks| blocks.count(*subject, population, grade.label())))
            }
            Live::GroupOfBranch { blocks, code, subject, population } => {
                Some(sum(blocks, |blocks| blocks.count_of_branch(code, *subject, population, grade.label())))
            }
            Live::StaffOfBranch { blocks, code } => {
                let code = criterion(code);
                Some(sum(blocks, |blocks| format!("COUNTIFS({},{code},{},{label})", blocks.code, blocks.result)))
            }
            Live::Fixed => None,
        }
    }
}

/// The branches of a population: the one of this code, else those of the group of this name.
fn codes_of<'b>(frame: &Frame<'b>, population: &str) -> Vec<&'b str> {
    let branches = &frame.plan.branches;
    if let Some(branch) = branches.iter().find(|branch| branch.code == population) {
        return vec![branch.code.as_str()];
    }
    let of_group = branches.iter().filter(|branch| group_of(frame.plan, branch) == population);
    of_group.map(|branch| branch.code.as_str()).collect()
}
