//! This year beside the year before, branch by branch.

use crate::consolidate::history::{Compared, GradeRow, year_on_year};
use crate::domain::campaign::Campaign;
use serde::Serialize;

#[derive(Serialize)]
pub struct YearOnYearOut<'a> {
    /// The year before.
    year: i32,
    file: &'a str,
    branches: Vec<BranchOut<'a>>,
    before: GradesOut,
    now: GradesOut,
    /// How many members stood in another branch then.
    moved: usize,
}

#[derive(Serialize)]
struct BranchOut<'a> {
    branch: &'a str,
    branch_name: &'a str,
    before: Option<GradesOut>,
    now: Option<GradesOut>,
}

#[derive(Serialize)]
struct GradesOut {
    excellent: u32,
    good: u32,
    completed: u32,
    not_completed: u32,
    graded: u32,
}

impl GradesOut {
    fn of(row: GradeRow) -> Self {
        let [excellent, good, completed, not_completed] = row.0;
        Self { excellent, good, completed, not_completed, graded: row.graded() }
    }
}

pub fn out(campaign: &Campaign) -> Option<YearOnYearOut<'_>> {
    let compared = year_on_year(campaign)?;
    let branch = |row: &Compared<'_>| row.before.map(GradesOut::of);
    Some(YearOnYearOut {
        year: compared.year,
        file: compared.file,
        before: GradesOut::of(compared.total.0),
        now: GradesOut::of(compared.total.1),
        branches: compared
            .rows
            .iter()
            .map(|row| BranchOut {
                branch: row.code,
                branch_name: row.name,
                before: branch(row),
                now: row.now.map(GradesOut::of),
            })
            .collect(),
        moved: compared.moved.len(),
    })
}
