//! Reads many files at once. One file's trouble, a panic included, stays that file's.

use super::claim::log_entry;
use super::{Progress, Request};
use crate::domain::fault::{Fault, FaultKind, NotAWorkbook};
use crate::domain::plan::Plan;
use crate::domain::reading::{FileFacts, Outcome, Reading};
use crate::grid::Limits;
use crate::intake::folder::{Entry, open};
use crate::intake::{Context, read_file};
use rayon::prelude::*;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Once};

/// Reads every entry of the request, one reading each, in the order of the listing.
pub fn every_file(request: &Request, progress: &dyn Progress) -> Vec<Reading> {
    let entries = &request.listing.entries;
    let ground = Ground { plan: request.plan.as_ref(), passwords: &request.passwords, limits: request.limits };
    let read = |entry: &Entry| {
        let reading = ground.read(entry);
        progress.advance(1);
        reading
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(request.threads.unwrap_or(0)).build();
    match pool {
        Ok(pool) => pool.install(|| entries.par_iter().map(read).collect()),
        // A system that gives no threads still gives this one.
        Err(_) => entries.iter().map(read).collect(),
    }
}

/// What all files are read by.
struct Ground<'a> {
    plan: Option<&'a Plan>,
    passwords: &'a [String],
    limits: Limits,
}

impl Ground<'_> {
    fn read(&self, entry: &Entry) -> Reading {
        let facts = FileFacts { path: Arc::from(entry.shown.as_str()), ..FileFacts::default() };
        if let Some(thing) = entry.skipped {
            return without_content(facts, Outcome::Skipped, FaultKind::Skipped(thing));
        }
        let opened = guarded(|| open(entry, self.limits.file_bytes));
        let (bytes, facts) = match opened {
            Some(Ok(opened)) => opened,
            Some(Err(reading)) => return *reading,
            None => return unreadable(facts, NotAWorkbook::Inaccessible),
        };
        let passwords = self.passwords_for(&entry.shown);
        let context = Context { plan: self.plan, passwords: &passwords, limits: self.limits };
        guarded(|| read_file(&bytes, facts.clone(), &context))
            .unwrap_or_else(|| unreadable(facts, NotAWorkbook::Damaged))
    }

    /// The log's own password for a file goes before those given for all.
    fn passwords_for(&self, shown: &str) -> Vec<String> {
        let entry = self.plan.and_then(|plan| log_entry(plan, shown));
        let own = entry.and_then(|entry| entry.password.clone());
        own.into_iter().chain(self.passwords.iter().cloned()).collect()
    }
}

fn unreadable(facts: FileFacts, what: NotAWorkbook) -> Reading {
    without_content(facts, Outcome::Unreadable, FaultKind::NotReadable(what))
}

fn without_content(file: FileFacts, outcome: Outcome, fault: FaultKind) -> Reading {
    Reading { file, outcome, faults: vec![Fault::of_file(fault)], ..Reading::default() }
}

thread_local! {
    /// Whether this thread is inside [`guarded`].
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a step of reading; `None` when it panicked. The panic's text, which may quote a file's content, is not printed.
fn guarded<T>(step: impl FnOnce() -> T) -> Option<T> {
    static SILENCED: Once = Once::new();
    SILENCED.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                usual(panic);
            }
        }));
    });
    IS_GUARDED.set(true);
    // What the step leaves behind is dropped with it: nothing half done is looked at again.
    let result = catch_unwind(AssertUnwindSafe(step));
    IS_GUARDED.set(false);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_gives_nothing_and_the_next_step_runs() {
        assert_eq!(guarded(|| -> u32 { panic!("Nguyễn Văn An") }), None);
        assert_eq!(guarded(|| 7), Some(7));
        assert!(!IS_GUARDED.get());
    }
}
