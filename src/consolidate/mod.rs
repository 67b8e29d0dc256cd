//! Every branch in parallel, in plan order: reads the files, gives each to its branch, links people to the roster,
//! counts, checks the quotas, and runs the rules. The only user of rayon.

pub mod advice;
mod answers;
pub mod carry;
mod changes;
mod claim;
pub mod complete;
mod corrections;
pub mod count;
mod decisions;
mod gather;
pub mod history;
mod identity;
pub mod key;
#[cfg(test)]
mod laws;
pub mod quotas;
mod read;
pub mod reconcile;
mod replace;
pub mod restored;
mod reward;
mod roster;
#[cfg(test)]
mod sample;
mod second_list;
mod set_aside;
#[cfg(test)]
mod tests;
mod unchecked;

use crate::domain::campaign::Campaign;
use crate::domain::correction::CellEdit;
use crate::domain::decision::{Decisions, Handling, RowDecision, UnfitWhy};
use crate::domain::plan::Plan;
use crate::domain::reading::Reading;
use crate::domain::submission::Content;
use crate::grid::Limits;
use crate::intake::folder::{Given, Listing, plan_from};
use crate::regulation::profile::{Regulation, RegulationError, regulation_for};
use crate::regulation::quota::QuotaCheck;
use crate::rules::finding::Finding;
use crate::rules::{Case, judge};
use gather::gather;
use history::Earlier;
use roster::Roster;

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

/// From readings to a judged bloc: no disk, no clock, no threads. Readings may come in any order.
pub fn assemble(plan: Option<Plan>, readings: Vec<Reading>, regulation: Option<Regulation>) -> Bloc {
    assemble_deciding(plan, readings, regulation, Decisions::default())
}

/// [`assemble`], with what the committee had typed into an earlier output.
pub fn assemble_deciding(
    plan: Option<Plan>,
    readings: Vec<Reading>,
    regulation: Option<Regulation>,
    decisions: Decisions,
) -> Bloc {
    let Decisions { rows, handlings } = decisions;
    let campaign = linked(gathered(plan, readings), rows, || {});
    judged(campaign, regulation, &handlings)
}

fn gathered(plan: Option<Plan>, mut readings: Vec<Reading>) -> Campaign {
    // Before a plan is made of them, so that the plan's order of branches is no matter of the folder's.
    readings.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let plan = plan.unwrap_or_else(|| plan_from(&mut readings));
    gather(plan, readings)
}

/// Puts decisions on their rows, links members to the roster and proposals to members; `step` is called after every
/// submission.
fn linked(mut campaign: Campaign, decisions: Vec<RowDecision>, step: impl Fn()) -> Campaign {
    campaign.unfit = decisions::apply(&mut campaign, decisions);
    let roster = Roster::new(&campaign.plan);
    for submission in &mut campaign.submissions {
        roster.link(submission, &campaign.plan);
        reward::recognise(submission, submission.branch.map(|branch| &campaign.plan.branches[branch]));
        step();
    }
    campaign
}

/// Holds the quotas and the rules against a campaign, and puts the committee's answers beside the findings.
fn judged(campaign: Campaign, regulation: Option<Regulation>, handlings: &[Handling]) -> Bloc {
    judged_as(Whole::Campaign, campaign, regulation, handlings)
}

fn judged_as(whole: Whole, mut campaign: Campaign, regulation: Option<Regulation>, handlings: &[Handling]) -> Bloc {
    let (regulation, regulation_error) = match regulation {
        Some(given) => (given, None),
        None => regulation_of(&campaign.plan),
    };
    let mut quotas = quotas::in_force(&campaign, &regulation);
    let branch_quotas = quotas::of_branches(&campaign, &regulation);
    let mut unchecked = unchecked::sentences(&campaign.plan, regulation_error.as_ref());
    unchecked.extend(campaign.history.left_out.iter().cloned());
    if whole == Whole::Files {
        quotas.retain(|quota| campaign.submissions.iter().any(|submission| submission.code == quota.population));
        unchecked.push(unchecked::OF_ALL_BRANCHES.to_owned());
    }
    let look = |campaign: &Campaign| {
        judge(&Case { campaign, regulation: &regulation, quotas: &quotas, branch_quotas: &branch_quotas })
    };
    let mut findings = look(&campaign);
    let unanswering = answers::answer(&mut findings, handlings, &campaign);
    let is_said = unanswering.iter().any(|unfit| unfit.why == UnfitWhy::FindingChanged);
    campaign.unfit.extend(unanswering);
    if is_said {
        // An answer whose finding changed is a finding itself, and it may be answered too.
        findings = look(&campaign);
        answers::answer(&mut findings, handlings, &campaign);
    }
    unchecked.extend(answers::not_carried_out(&findings, &campaign));
    reward::leave_short_histories(&mut campaign, &findings);
    Bloc { campaign, regulation, quotas, branch_quotas, findings, unchecked }
}

/// The plan's regulation; when it names one that nobody knows, the year's, and the error to tell.
fn regulation_of(plan: &Plan) -> (Regulation, Option<RegulationError>) {
    match regulation_for(plan) {
        Ok(regulation) => (regulation, None),
        Err(error) => {
            let of_year = Plan { regulation: None, ..plan.clone() };
            let regulation = regulation_for(&of_year).expect("without a named profile the year chooses one");
            (regulation, Some(error))
        }
    }
}

/// What a run works on.
#[derive(Clone, Default, Debug)]
pub struct Request {
    /// The files found, in any order.
    pub listing: Listing,
    pub plan: Option<Plan>,
    /// None: the plan's or the year's profile.
    pub regulation: Option<Regulation>,
    pub passwords: Vec<String>,
    pub limits: Limits,
    /// Consolidated workbooks of earlier years.
    pub earlier: Earlier,
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

/// Nobody watches.
impl Progress for () {
    fn begin(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}

/// Reads every file of the request in parallel and assembles the bloc. Bad files become faults; nothing here fails.
/// Tells `progress` of the stages [`Stage::Reading`] and [`Stage::Judging`].
pub fn run(request: Request, progress: &dyn Progress) -> Bloc {
    let none = |_: &Plan| Ok::<_, std::convert::Infallible>(Decisions::default());
    run_deciding(request, progress, none).unwrap_or_else(|never| match never {})
}

/// [`run`] over single files, as a branch checks its own: other branches are neither awaited nor missed, and what can only
/// be told of all branches together (quotas of the committee and of groups, collectives of others) is left out and said.
pub fn run_alone(request: Request, progress: &dyn Progress) -> Bloc {
    let none = |_: &Plan| Ok::<_, std::convert::Infallible>(Decisions::default());
    run_as(Whole::Files, request, progress, none).unwrap_or_else(|never| match never {})
}

/// [`run_alone`] over files whose bytes are given and no plan: no disk, no thread.
pub fn run_given(files: &[Given], passwords: &[String], limits: Limits) -> Bloc {
    let campaign = alone(gathered(None, read::every_given(files, passwords, limits)));
    judged_as(Whole::Files, linked(campaign, Vec::new(), || {}), None, &[])
}

/// Without the branches that are not in the files, and what only they could return.
fn alone(mut campaign: Campaign) -> Campaign {
    campaign.submissions.retain(|submission| submission.branch.is_none() || submission.content != Content::Missing);
    let here: Vec<Option<usize>> = campaign.submissions.iter().map(|submission| submission.branch).collect();
    campaign.plan.collectives.retain(|collective| collective.branch.is_some() && here.contains(&collective.branch));
    campaign
}

/// What a run is the whole of.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Whole {
    Campaign,
    /// Single files.
    Files,
}

/// [`run`], with what the committee had typed into an earlier output: `earlier` is asked once the plan, and with it the
/// year, is known.
///
/// # Errors
/// What `earlier` gives.
pub fn run_deciding<E>(
    request: Request,
    progress: &dyn Progress,
    earlier: impl FnOnce(&Plan) -> Result<Decisions, E>,
) -> Result<Bloc, E> {
    run_as(Whole::Campaign, request, progress, earlier)
}

fn run_as<E>(
    whole: Whole,
    mut request: Request,
    progress: &dyn Progress,
    earlier: impl FnOnce(&Plan) -> Result<Decisions, E>,
) -> Result<Bloc, E> {
    // Copied only where the plan asks for corrections: which cells it means is known by what is found in them, and then
    // the files are read again with those values.
    let first = request.plan.as_ref().is_some_and(corrections::are_asked).then(|| request.clone());
    if let Some(mut first) = first {
        let campaign = read_whole(whole, &mut first, &[], progress);
        let decisions = earlier(&campaign.plan)?;
        let sought = corrections::sought(&judge_read(whole, campaign, first, decisions.clone(), &()));
        let mut campaign = read_whole(whole, &mut request, &sought.edits(), &());
        sought.note(&mut campaign);
        return Ok(judge_read(whole, campaign, request, decisions, progress));
    }
    let campaign = read_whole(whole, &mut request, &[], progress);
    let decisions = earlier(&campaign.plan)?;
    Ok(judge_read(whole, campaign, request, decisions, progress))
}

/// Every file read, with `edits` made, and given to its branch.
fn read_whole(whole: Whole, request: &mut Request, edits: &[CellEdit], progress: &dyn Progress) -> Campaign {
    progress.begin(Stage::Reading, request.listing.entries.len() as u64);
    let readings = read::every_file(request, edits, progress);
    let campaign = gathered(request.plan.take(), readings);
    let campaign = match whole {
        Whole::Campaign => campaign,
        Whole::Files => alone(campaign),
    };
    progress.end();
    campaign
}

fn judge_read(
    whole: Whole,
    campaign: Campaign,
    request: Request,
    decisions: Decisions,
    progress: &dyn Progress,
) -> Bloc {
    progress.begin(Stage::Judging, campaign.submissions.len() as u64);
    let Decisions { rows, handlings } = decisions;
    let mut campaign = linked(campaign, rows, || progress.advance(1));
    history::put(&mut campaign, request.earlier);
    let bloc = judged_as(whole, campaign, request.regulation, &handlings);
    progress.end();
    bloc
}
