//! What all sheets share: the merged returns in plan order with their keys and counts, the document's date, the looks.

use super::Making;
use super::look::Looks;
use crate::consolidate::Bloc;
use crate::consolidate::count::StandingCounts;
use crate::consolidate::key::{RowKeys, row_keys};
use crate::domain::branch::Branch;
use crate::domain::people::RewardMatch;
use crate::domain::plan::Plan;
use crate::domain::submission::{Content, ReceivedBasis, Submission};
use crate::rules::unit::{Unit, unit};
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub struct Frame<'b> {
    pub bloc: &'b Bloc,
    pub plan: &'b Plan,
    /// The date of the document (forms.md): the plan's day of reporting upward, else the branches' deadline, else the
    /// newest day anything was received. Never the clock.
    pub dated: Option<NaiveDate>,
    /// Merged returns, in plan order.
    pub parts: Vec<Part<'b>>,
    /// All merged returns together.
    pub total: StandingCounts,
    pub looks: Looks,
    pub making: Making<'b>,
    /// What those who owe a return are called.
    pub unit: Unit,
}

/// One merged return.
pub struct Part<'b> {
    pub submission: &'b Submission,
    pub branch: &'b Branch,
    pub keys: RowKeys,
    pub counts: StandingCounts,
    /// Rewards proposed for members, in words, by the member's index.
    pub rewards_of: BTreeMap<usize, String>,
}

impl<'b> Frame<'b> {
    pub fn new(bloc: &'b Bloc, dated: Option<NaiveDate>, looks: Looks) -> Self {
        let campaign = &bloc.campaign;
        let plan = &campaign.plan;
        let mut parts = Vec::new();
        let mut total = StandingCounts::default();
        for submission in campaign.submissions.iter().filter(|submission| submission.is_merged()) {
            let Some(branch) = submission.branch.and_then(|index| plan.branches.get(index)) else { continue };
            let part = Part::new(submission, branch);
            total += part.counts;
            parts.push(part);
        }
        Self { bloc, plan, dated, parts, total, looks, making: Making::PLAIN, unit: unit(campaign) }
    }

    /// Names of the branches of the plan whose figures are not in the tables though they owe some.
    pub fn without_figures(&self) -> Vec<&'b str> {
        let submissions = &self.bloc.campaign.submissions;
        submissions
            .iter()
            .filter(|submission| matches!(submission.content, Content::Missing | Content::Rejected))
            .filter_map(|submission| self.plan.branches.get(submission.branch?))
            .map(|branch| branch.name.as_str())
            .collect()
    }

    /// “TẠM TÍNH: chưa có số liệu của 2 chi bộ (…)”, when verdicts are provisional.
    pub fn provisional_line(&self) -> Option<String> {
        if !self.bloc.campaign.is_provisional() {
            return None;
        }
        let missing = self.without_figures();
        let unit = self.unit.word();
        Some(format!("TẠM TÍNH: chưa có số liệu của {} {unit} ({})", missing.len(), listed(&missing, 12, unit)))
    }

    /// The line under a list's title: whose list it is, and whether it is provisional.
    pub fn list_subtitle(&self) -> String {
        let missing = self.without_figures();
        let committee = self.plan.committee.trim();
        let unit = self.unit.word();
        match (self.bloc.campaign.is_provisional(), committee.is_empty()) {
            (true, true) => format!("Tạm tính: còn {} {unit} chưa có số liệu", missing.len()),
            (true, false) => format!("{committee} (tạm tính: còn {} {unit} chưa có số liệu)", missing.len()),
            (false, _) => committee.to_owned(),
        }
    }
}

/// The date of the document: see [`Frame::dated`].
pub fn dated(bloc: &Bloc) -> Option<NaiveDate> {
    let plan = &bloc.campaign.plan;
    // The day a file was saved on this machine is as good as the clock.
    let received = bloc.campaign.submissions.iter().filter_map(|submission| submission.received);
    let received = received.filter(|received| received.basis != ReceivedBasis::FileTime);
    plan.report_deadline.or(plan.deadline).or_else(|| received.map(|received| received.on).max())
}

/// Names with `; ` between, the rest as a number past `most`.
fn listed(names: &[&str], most: usize, unit: &str) -> String {
    if names.len() <= most {
        return names.join("; ");
    }
    format!("{}; và {} {unit} khác", names[..most].join("; "), names.len() - most)
}

impl<'b> Part<'b> {
    fn new(submission: &'b Submission, branch: &'b Branch) -> Self {
        let mut rewards_of: BTreeMap<usize, String> = BTreeMap::new();
        for reward in &submission.rewards {
            let Some(RewardMatch::Member(index)) = reward.matched else { continue };
            let form = reward.form_in_words().unwrap_or("Có");
            let words = match &reward.kind {
                Some(kind) => format!("{form} ({})", super::words::reward_kind(kind.value).to_lowercase()),
                None => form.to_owned(),
            };
            rewards_of.entry(index).and_modify(|text| *text = format!("{text}; {words}")).or_insert(words);
        }
        let keys = row_keys(submission);
        Self { submission, branch, keys, counts: StandingCounts::of(submission), rewards_of }
    }
}
