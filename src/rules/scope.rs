//! Which rules a regulation puts in force: last year's file must still check as it did last year.

use crate::regulation::profile::{Regulation, profiles};

/// Whether a rule is in force under a regulation. A rule whose ground a profile does not have keeps silent.
pub fn is_in_force(code: &str, regulation: &Regulation) -> bool {
    match code {
        "B404" => regulation.new_members_are_reviewed.is_some(),
        "B408" => regulation.grounds_basis.is_some(),
        "B409" | "B410" => regulation.staff_grade_binds,
        "B411" => regulation.sick_leave_months.is_some(),
        "B422" | "B423" | "B424" => regulation.points.is_some(),
        "B425" => regulation.quarters_basis.is_some(),
        "Q705" => regulation.leader_quota.is_some(),
        _ => true,
    }
}

/// The built-in profiles a rule is in force under; none named when it is in all.
pub fn only_in(code: &str) -> Vec<String> {
    let profiles = profiles();
    let found: Vec<String> = profiles
        .iter()
        .filter(|profile| is_in_force(code, &profile.regulation))
        .map(|profile| profile.regulation.id.clone())
        .collect();
    if found.len() == profiles.len() { Vec::new() } else { found }
}
