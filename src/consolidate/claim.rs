//! Whose a file is when its tables do not say: the office's own log, then what the file declares, then its name and
//! its folder.

use crate::domain::plan::{LogEntry, Plan};
use crate::domain::reading::{BranchClaim, ClaimSource, Owner, Reading};
use crate::intake::folder::BranchIndex;
use crate::text::fold::fold;

/// The log's entries by the files they name, folded once.
pub struct LoggedFiles<'a>(Vec<(String, &'a LogEntry)>);

impl<'a> LoggedFiles<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        let named = |entry: &'a LogEntry| Some((path_key(entry.file.as_deref()?), entry));
        Self(plan.log.iter().filter_map(named).filter(|(file, _)| !file.is_empty()).collect())
    }

    /// The entry for a file, named by its file name, with or without extension, or by its path inside the folder
    /// (settled 6); of several the one that names most of the path.
    pub fn entry(&self, path: &str) -> Option<&'a LogEntry> {
        if self.0.is_empty() {
            return None;
        }
        let path = path_key(path);
        let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        let ends = |path: &str, file: &str| {
            path.strip_suffix(file).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let named = self.0.iter().filter(|(file, _)| ends(&path, file) || ends(stem, file));
        // Of equally long names the first entry stands: `max_by_key` alone would give the last.
        named.rev().max_by_key(|(file, _)| file.len()).map(|(_, entry)| *entry)
    }
}

/// Paths as people type them: either slash, any case, composed or not.
fn path_key(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.split('/').map(fold).filter(|part| !part.is_empty() && part != ".").collect::<Vec<_>>().join("/")
}

/// A plan made ready for telling whose files are.
pub struct Ownership<'a> {
    plan: &'a Plan,
    logged: LoggedFiles<'a>,
    branches: BranchIndex<'a>,
}

impl<'a> Ownership<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        Self { plan, logged: LoggedFiles::new(plan), branches: BranchIndex::of(plan) }
    }

    /// The branch of a file as a whole.
    pub fn of_file(&self, reading: &Reading) -> Option<usize> {
        if let Some(entry) = self.logged.entry(&reading.file.path) {
            return self.in_plan(entry.branch);
        }
        let titled = reading.titled.iter().cloned();
        let claims = declared_claims(reading).into_iter().chain(titled).chain(name_claims(&reading.file.path));
        self.named(&claims.collect::<Vec<_>>())
    }

    /// The branch that the sheet `Thông tin` of a file names.
    pub fn declared(&self, reading: &Reading) -> Option<usize> {
        let claims = declared_claims(reading);
        (!claims.is_empty()).then(|| self.named(&claims)).flatten()
    }

    fn named(&self, claims: &[BranchClaim]) -> Option<usize> {
        match self.branches.owner_of(claims) {
            Owner::Branch(branch) => self.in_plan(branch),
            Owner::Unknown { .. } | Owner::Unresolved => None,
        }
    }

    fn in_plan(&self, branch: usize) -> Option<usize> {
        (branch < self.plan.branches.len()).then_some(branch)
    }
}

fn declared_claims(reading: &Reading) -> Vec<BranchClaim> {
    let declared = &reading.declared;
    let code = declared.branch_code.iter().map(|code| (code, ClaimSource::FormCode));
    let name = declared.branch_name.iter().map(|name| (name, ClaimSource::FormName));
    code.chain(name).map(|(text, source)| BranchClaim { text: text.value.clone(), source, at: None }).collect()
}

fn name_claims(path: &str) -> Vec<BranchClaim> {
    let mut parts = path.rsplit('/');
    let file = parts.next().map(|file| (file, ClaimSource::FileName));
    let folder =
        parts.next().filter(|folder| *folder != RETURNS_FOLDER).map(|folder| (folder, ClaimSource::FolderName));
    let claim = |(text, source): (&str, ClaimSource)| BranchClaim { text: text.to_owned(), source, at: None };
    file.into_iter().chain(folder).map(claim).collect()
}

/// The folder of returns inside a campaign folder; its own name claims nothing.
const RETURNS_FOLDER: &str = "nop";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consolidate::sample::plan;

    #[test]
    fn the_log_names_files_as_people_type_them() {
        let mut logged = plan(2);
        for (branch, file) in [(0, "Bao cao.xlsx"), (1, "cb2\\BAO CAO.xlsx"), (1, "danh sách")] {
            let file = Some(file.to_owned());
            logged.log.push(LogEntry {
                row: 2,
                branch,
                received_on: None,
                file,
                nil: false,
                password: None,
                note: None,
            });
        }
        let files = LoggedFiles::new(&logged);
        for (path, branch) in [
            ("nop/bao cao.xlsx", Some(0)),
            ("nop/cb2/bao cao.xlsx", Some(1)),
            ("nop/danh sa\u{301}ch.xls", Some(1)),
            ("nop/2 bao cao.xlsx", None),
            ("nop/bao cao.xls", None),
        ] {
            assert_eq!(files.entry(path).map(|entry| entry.branch), branch, "{path}");
        }
    }
}
