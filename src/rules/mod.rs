//! The only home of codes, severities and the words of findings: the registry of rules, one function a rule, one page
//! a rule (`pages/<CODE>.md`). Looks at the domain and the regulation, never at cells or disk.

pub mod finding;

use crate::domain::campaign::Campaign;
use crate::regulation::profile::Regulation;
use crate::regulation::quota::QuotaCheck;
use finding::Finding;

/// Everything a rule may look at.
#[derive(Copy, Clone)]
pub struct Case<'a> {
    pub campaign: &'a Campaign,
    pub regulation: &'a Regulation,
    pub quotas: &'a [QuotaCheck],
}

/// Runs every rule over a case; findings in the order people read: plan order of branches, file, sheet, row, code.
pub fn judge(case: &Case) -> Vec<Finding> {
    let _ = case;
    unimplemented!()
}
