//! Whose a file is when its tables do not say: the office's own log, then what the file declares, then its name and
//! its folder.

use crate::domain::plan::{LogEntry, Plan};
use crate::domain::reading::{BranchClaim, ClaimSource, Owner, Reading};
use crate::intake::folder::owner_of;
use crate::text::fold::fold;

/// The branch of a file as a whole.
pub fn file_owner(reading: &Reading, plan: &Plan) -> Option<usize> {
    if let Some(entry) = log_entry(plan, &reading.file.path) {
        return Some(entry.branch).filter(|&branch| branch < plan.branches.len());
    }
    let claims = declared_claims(reading).into_iter().chain(name_claims(&reading.file.path)).collect::<Vec<_>>();
    branch_of(&claims, plan)
}

/// The branch that the sheet `Thông tin` of a file names.
pub fn declared_owner(reading: &Reading, plan: &Plan) -> Option<usize> {
    branch_of(&declared_claims(reading), plan)
}

/// The log's entry for a file, named by its file name or by its path inside the folder (settled 6).
pub fn log_entry<'a>(plan: &'a Plan, path: &str) -> Option<&'a LogEntry> {
    let path = fold(path);
    plan.log.iter().find(|entry| {
        let logged = entry.file.as_deref().map(|file| fold(&file.replace('\\', "/"))).unwrap_or_default();
        !logged.is_empty() && path.strip_suffix(&logged).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    })
}

fn branch_of(claims: &[BranchClaim], plan: &Plan) -> Option<usize> {
    if claims.is_empty() {
        return None;
    }
    match owner_of(claims, plan) {
        Owner::Branch(branch) => Some(branch).filter(|&branch| branch < plan.branches.len()),
        Owner::Unknown { .. } | Owner::Unresolved => None,
    }
}

fn declared_claims(reading: &Reading) -> Vec<BranchClaim> {
    let declared = &reading.declared;
    let code = declared.branch_code.iter().map(|code| (code, ClaimSource::FormCode));
    let name = declared.branch_name.iter().map(|name| (name, ClaimSource::FormName));
    code.chain(name).map(|(text, source)| BranchClaim { text: text.value.clone(), source, at: None }).collect()
}

fn name_claims(path: &str) -> Vec<BranchClaim> {
    let mut parts: Vec<&str> = path.split('/').collect();
    let file = parts.pop().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folder = parts.pop().filter(|folder| *folder != RETURNS_FOLDER);
    let claim = |text: &str, source| BranchClaim { text: text.to_owned(), source, at: None };
    let of_folder = folder.map(|folder| claim(folder, ClaimSource::FolderName));
    std::iter::once(claim(stem, ClaimSource::FileName)).chain(of_folder).collect()
}

/// The folder of returns inside a campaign folder; its own name claims nothing.
const RETURNS_FOLDER: &str = "nop";
