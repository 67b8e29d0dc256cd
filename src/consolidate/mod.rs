//! Every branch in parallel, in plan order: reads the files, gives each to its branch, links people to the roster,
//! counts, checks the quotas, and runs the rules. The only user of rayon.

pub mod count;
pub mod key;
pub mod reconcile;

use crate::domain::campaign::Campaign;
use crate::domain::plan::Plan;
use crate::domain::reading::Reading;
use crate::grid::Limits;
use crate::intake::folder::Listing;
use crate::regulation::profile::Regulation;
use crate::regulation::quota::QuotaCheck;
use crate::rules::finding::Finding;

/// A campaign consolidated and judged: all that outputs print.
#[derive(Clone, PartialEq, Debug)]
pub struct Bloc {
    pub campaign: Campaign,
    pub regulation: Regulation,
    /// The quotas in force, then (subject members, population a branch code) each branch's own for information.
    pub quotas: Vec<QuotaCheck>,
    pub branch_quotas: Vec<QuotaCheck>,
    pub findings: Vec<Finding>,
    /// What could not be checked for want of a plan, in words for the screen and the sheet `Đối soát`.
    pub unchecked: Vec<String>,
}

/// From readings to a judged bloc: no disk, no clock, no threads.
pub fn assemble(plan: Option<Plan>, readings: Vec<Reading>, regulation: Option<Regulation>) -> Bloc {
    let _ = (plan, readings, regulation);
    unimplemented!()
}

/// What a run works on.
#[derive(Clone, Debug)]
pub struct Request {
    /// The files found, in any order.
    pub listing: Listing,
    pub plan: Option<Plan>,
    /// None: the plan's or the year's profile.
    pub regulation: Option<Regulation>,
    pub passwords: Vec<String>,
    pub limits: Limits,
    /// None: one per core.
    pub threads: Option<usize>,
}

/// The stages a person sees pass.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// In files.
    Reading,
    /// In submissions.
    Judging,
    /// In rows of the consolidated workbook.
    Writing,
}

/// Told of progress from any thread.
pub trait Progress: Sync {
    fn begin(&self, stage: Stage, total: u64);
    fn advance(&self, by: u64);
    fn end(&self);
}

/// Reads every file of the request in parallel and assembles the bloc. Bad files become faults; nothing here fails.
pub fn run(request: Request, progress: &dyn Progress) -> Bloc {
    let _ = (request, progress);
    unimplemented!()
}
