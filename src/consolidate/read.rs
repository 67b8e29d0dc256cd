//! Reads many files at once. One file's trouble, a panic included, stays that file's.

use super::claim::LoggedFiles;
use super::{Progress, Request};
use crate::domain::correction::CellEdit;
use crate::domain::fault::{Fault, FaultKind, NotAWorkbook};
use crate::domain::plan::Plan;
use crate::domain::reading::{FileFacts, Outcome, Reading};
use crate::grid::{Limits, worker};
use crate::intake::folder::{BranchIndex, Entry, Given, Opened, given, look_into, open};
use crate::intake::{Context, read_file};
use rayon::prelude::*;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Once};

/// Reads every entry of the request in the order of the listing: one reading each, and one for each file in an archive.
/// Cells that `edits` name are read as they say.
pub fn every_file(request: &Request, edits: &[CellEdit], progress: &dyn Progress) -> Vec<Reading> {
    let plan = request.plan.as_ref();
    let logged = plan.map(LoggedFiles::new);
    let branches = plan.map(BranchIndex::of);
    let ground = Ground {
        plan,
        branches: branches.as_ref(),
        logged,
        passwords: &request.passwords,
        limits: request.limits,
        edits,
    };
    let read = |entry: &Entry| {
        let readings = ground.read(entry);
        progress.advance(1);
        readings
    };
    let readings = read_in_parallel(request, read);
    worker::dismiss();
    readings
}

/// Reads files whose bytes are given, one after the other and with no plan, as [`every_file`] reads those of a folder.
pub fn every_given(files: &[Given], passwords: &[String], limits: Limits) -> Vec<Reading> {
    let ground = Ground { plan: None, branches: None, logged: None, passwords, limits, edits: &[] };
    let read = |file: &Given| match given(file, limits.file_bytes) {
        Ok(facts) => ground.read_opened(&file.bytes, facts),
        Err(reading) => vec![*reading],
    };
    files.iter().flat_map(read).collect()
}

fn read_in_parallel(request: &Request, read: impl Fn(&Entry) -> Vec<Reading> + Sync) -> Vec<Reading> {
    let entries = &request.listing.entries;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(request.threads.unwrap_or(0)).build();
    match pool {
        Ok(pool) => pool.install(|| entries.par_iter().flat_map_iter(&read).collect()),
        // A system that gives no threads still gives this one.
        Err(_) => entries.iter().flat_map(read).collect(),
    }
}

/// What all files are read by.
struct Ground<'a> {
    plan: Option<&'a Plan>,
    branches: Option<&'a BranchIndex<'a>>,
    logged: Option<LoggedFiles<'a>>,
    passwords: &'a [String],
    limits: Limits,
    edits: &'a [CellEdit],
}

impl Ground<'_> {
    fn read(&self, entry: &Entry) -> Vec<Reading> {
        let facts = FileFacts { path: Arc::from(entry.shown.as_str()), ..FileFacts::default() };
        if let Some(thing) = entry.skipped {
            return vec![without_content(facts, Outcome::Skipped, FaultKind::Skipped(thing))];
        }
        let opened = guarded(|| open(entry, self.limits.file_bytes));
        let (bytes, facts) = match opened {
            Some(Ok(opened)) => opened,
            Some(Err(reading)) => return vec![*reading],
            None => return vec![unreadable(facts, NotAWorkbook::Inaccessible)],
        };
        self.read_opened(&bytes, facts)
    }

    /// A file, and the files in it if it is an archive.
    fn read_opened(&self, bytes: &[u8], facts: FileFacts) -> Vec<Reading> {
        let reading = self.read_bytes(bytes, facts, None);
        if !is_archive(&reading) {
            return vec![reading];
        }
        let inside = guarded(|| look_into(bytes, &reading.file, &self.limits)).flatten();
        let Some(inside) = inside else { return vec![reading] };
        let archive = &reading.file.path;
        let read = |opened: Opened| match opened {
            Ok((bytes, facts)) => self.read_bytes(&bytes, facts, Some(archive)),
            Err(reading) => *reading,
        };
        inside.into_par_iter().map(read).collect()
    }

    /// Reads one file's bytes; a file in an archive goes by the log's entry for the archive where it has none itself.
    fn read_bytes(&self, bytes: &[u8], facts: FileFacts, archive: Option<&str>) -> Reading {
        let logged =
            self.logged.as_ref().and_then(|logged| logged.entry(&facts.path).or_else(|| logged.entry(archive?)));
        // The log's own password for a file goes before those given for all.
        let own = logged.and_then(|entry| entry.password.clone());
        let passwords: Vec<String> = own.into_iter().chain(self.passwords.iter().cloned()).collect();
        let context = Context {
            plan: self.plan,
            branches: self.branches,
            logged_for: logged.map(|entry| entry.branch),
            passwords: &passwords,
            limits: self.limits,
            edits: self.edits,
        };
        guarded(|| read_file(bytes, facts.clone(), &context))
            .unwrap_or_else(|| unreadable(facts, NotAWorkbook::Damaged))
    }
}

/// Whether a file is an archive that nobody looked into yet.
fn is_archive(reading: &Reading) -> bool {
    reading.faults.iter().any(|fault| fault.kind == FaultKind::NotReadable(NotAWorkbook::Archive))
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
    use crate::domain::fault::SkippedThing;
    use crate::intake::folder::Listing;

    #[test]
    fn a_panic_gives_nothing_and_the_next_step_runs() {
        assert_eq!(guarded(|| -> u32 { panic!("Nguyễn Văn An") }), None);
        assert_eq!(guarded(|| 7), Some(7));
        assert!(!IS_GUARDED.get());
    }

    /// Counts the files it is told of.
    struct Counting(std::sync::atomic::AtomicU64);

    impl Progress for Counting {
        fn begin(&self, _: crate::consolidate::Stage, _: u64) {}

        fn advance(&self, by: u64) {
            self.0.fetch_add(by, std::sync::atomic::Ordering::Relaxed);
        }

        fn end(&self) {}
    }

    #[test]
    fn every_entry_gives_one_reading_in_its_place_whatever_the_threads() {
        let entry = |n: usize| Entry {
            on_disk: "/khong-co/thu-muc-nay".into(),
            shown: format!("nop/{n:02}.xlsx"),
            skipped: (n.is_multiple_of(3)).then_some(SkippedThing::LockFile),
        };
        for threads in [None, Some(1), Some(4)] {
            let request = Request {
                earlier: Default::default(),
                listing: Listing { plan: None, entries: (0..40).map(entry).collect() },
                plan: None,
                regulation: None,
                passwords: Vec::new(),
                limits: Limits::default(),
                threads,
            };
            let progress = Counting(0.into());
            let readings = every_file(&request, &[], &progress);
            assert_eq!(progress.0.into_inner(), 40);
            for (n, reading) in readings.iter().enumerate() {
                assert_eq!(&*reading.file.path, format!("nop/{n:02}.xlsx"));
                let (outcome, fault) = if n.is_multiple_of(3) {
                    (Outcome::Skipped, FaultKind::Skipped(SkippedThing::LockFile))
                } else {
                    (Outcome::Unreadable, FaultKind::NotReadable(NotAWorkbook::Inaccessible))
                };
                assert_eq!((reading.outcome, &reading.faults[0].kind), (outcome, &fault));
            }
        }
    }
}
