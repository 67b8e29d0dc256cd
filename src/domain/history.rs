//! Earlier years as their consolidated workbooks tell them: who was graded how, and how each branch stood.

use super::date::PartialDate;
use super::grade::{Grade, Standing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of earlier years beside the roster.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct History {
    /// Years before this one, newest first; two workbooks of one year in the order they were given.
    pub years: Vec<PastYear>,
    /// By submission and index of the member there: the years he was found in, newest first.
    pub of_members: BTreeMap<(usize, usize), Vec<PastGrade>>,
    /// The same of collectives.
    pub of_collectives: BTreeMap<(usize, usize), Vec<PastGrade>>,
    /// Files that were given as earlier years and are not used, each with why, in words.
    pub left_out: Vec<String>,
}

/// One consolidated workbook of an earlier year.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PastYear {
    pub year: i32,
    /// The workbook's name.
    pub file: Arc<str>,
    pub branches: Vec<PastBranch>,
    pub people: Vec<PastPerson>,
    pub collectives: Vec<PastCollective>,
    /// Rows whose branch the workbook does not tell: in no figure.
    pub n_without_branch: usize,
}

/// A branch of that year, with how many of its members had which grade.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PastBranch {
    pub code: String,
    pub name: String,
    /// In the order of [`Grade::ALL`].
    pub by_grade: [u32; 4],
}

/// A member of that year; the committee's decision counts over the branch's grade.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastPerson {
    /// Code of the branch he stood in.
    pub branch: Arc<str>,
    pub card_no: Option<String>,
    pub name: String,
    pub born: Option<PartialDate>,
    /// None: neither a grade nor a reason for having none was recorded.
    pub standing: Option<Standing>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastCollective {
    /// Code of the branch it stood under.
    pub branch: Arc<str>,
    pub name: String,
    pub grade: Option<Grade>,
}

/// How somebody stood at the end of an earlier year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastGrade {
    pub year: i32,
    /// Code of the branch then.
    pub branch: Arc<str>,
    pub standing: Standing,
    /// The workbook that says so.
    pub file: Arc<str>,
}
