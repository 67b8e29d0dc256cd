//! How long a whole merge takes: listing, reading the plan and every file, rules, quotas, and the bytes of the
//! consolidated workbook; everything but writing those bytes to disk. It prints times and asserts nothing but that
//! the run reached its end. Making the campaigns is not measured.

mod generated;

use divan::{Bencher, black_box};
use generated::{Size, Trouble, make};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tonghop::consolidate::{self, Request};
use tonghop::grid::{self, Limits};
use tonghop::intake::folder;
use tonghop::intake::plan::read_plan;
use tonghop::output::workbook;

fn main() {
    divan::main();
    // Statics are never dropped, and a million rows should not stay in the temporary folder.
    for made in [&thousand_files::MADE, &long_files::MADE] {
        made.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// A generated campaign in a temporary folder, which goes when this is dropped.
struct Generated {
    folder: tempfile::TempDir,
}

impl Generated {
    /// Makes the campaign.
    ///
    /// # Errors
    /// The temporary folder cannot be written, or holds no room.
    fn make(size: Size) -> Result<Self, Trouble> {
        let folder = tempfile::Builder::new().prefix("tonghop-bench-").tempdir()?;
        make(folder.path(), size)?;
        Ok(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn plan(&self) -> PathBuf {
        self.path().join("ke-hoach.xlsx")
    }
}

/// A campaign made when the first measurement asks for it, and kept for the next.
type Made = Mutex<Option<Arc<Generated>>>;

/// The whole road from a folder to the workbook's bytes, on `threads` threads.
fn merge(campaign: &Generated, threads: Option<usize>) -> Vec<u8> {
    let limits = Limits::default();
    let listing = folder::list(campaign.path()).expect("the generated folder can be listed");
    let bytes = std::fs::read(campaign.plan()).expect("the generated plan can be read");
    let sheets = grid::read(&bytes, &limits, &[]).expect("the generated plan is a workbook");
    let plan = read_plan(&sheets, "ke-hoach.xlsx").expect("the generated plan has no mistake");
    let request = Request { listing, plan: Some(plan), limits, threads, ..Request::default() };
    let bloc = consolidate::run(request, &());
    workbook::consolidated(&bloc).expect("the consolidated workbook can be written")
}

fn measure(bencher: Bencher, made: &Made, size: Size, threads: Option<usize>) {
    let make = || Arc::new(Generated::make(size).expect("the temporary folder can be written"));
    let campaign = made.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(make).clone();
    let n_people = size.n_files * size.n_members;
    bencher.counter(divan::counter::ItemsCount::new(n_people)).bench(|| black_box(merge(&campaign, threads)));
}

/// A bloc of the size of a province: 1 000 files of three sheets of sixty people.
mod thousand_files {
    use super::*;

    pub static MADE: Made = Mutex::new(None);
    const SIZE: Size = Size { n_files: 1_000, n_members: 60, n_others: 60 };

    #[divan::bench(sample_count = 5, sample_size = 1)]
    fn all_cores(bencher: Bencher) {
        measure(bencher, &MADE, SIZE, None);
    }

    #[divan::bench(sample_count = 5, sample_size = 1)]
    fn one_thread(bencher: Bencher) {
        measure(bencher, &MADE, SIZE, Some(1));
    }
}

/// Few files, each as long as nobody's honest return: 20 files of 50 000 members.
mod long_files {
    use super::*;

    pub static MADE: Made = Mutex::new(None);
    const SIZE: Size = Size { n_files: 20, n_members: 50_000, n_others: 60 };

    #[divan::bench(sample_count = 2, sample_size = 1)]
    fn all_cores(bencher: Bencher) {
        measure(bencher, &MADE, SIZE, None);
    }
}
