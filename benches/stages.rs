//! The stages of a merge one by one, each over the same hundred files: unpacking the parts, scanning them into cells,
//! understanding the cells, judging, writing the workbook. One thread, but for the packing of long lists. It prints times
//! and asserts nothing but that each stage reached its end. Making the campaign is not measured.

mod generated;

use divan::{Bencher, black_box};
use generated::{Size, make};
use std::fs;
use std::io::{Cursor, Read};
use std::sync::{Arc, LazyLock};
use tonghop::consolidate::{self, Bloc};
use tonghop::domain::plan::Plan;
use tonghop::domain::reading::{FileFacts, Reading};
use tonghop::grid::{self, Limits, Workbook};
use tonghop::intake::folder::BranchIndex;
use tonghop::intake::plan::read_plan;
use tonghop::intake::{Context, understand};
use tonghop::output::workbook;
use zip::ZipArchive;

fn main() {
    divan::main();
}

const SIZE: Size = Size { n_files: 100, n_members: 60, n_others: 60 };

/// The campaign after each stage.
struct Made {
    plan: Plan,
    files: Vec<(Arc<str>, Vec<u8>)>,
    workbooks: Vec<Workbook>,
    readings: Vec<Reading>,
    bloc: Bloc,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let folder = tempfile::Builder::new().prefix("tonghop-bench-").tempdir().expect("a temporary folder");
    make(folder.path(), SIZE).expect("the temporary folder can be written");
    let plan = fs::read(folder.path().join("ke-hoach.xlsx")).expect("the plan was made");
    let plan = grid::read(&plan, &Limits::default(), &[]).expect("the plan is a workbook");
    let plan = read_plan(&plan, "ke-hoach.xlsx").expect("the plan has no mistake");
    let listed = fs::read_dir(folder.path().join("nop")).expect("the returns were made");
    let mut paths: Vec<_> = listed.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.sort();
    let file = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        (Arc::from(format!("nop/{name}")), fs::read(path).expect("the return was made"))
    };
    let files: Vec<(Arc<str>, Vec<u8>)> = paths.iter().map(file).collect();
    let workbooks: Vec<Workbook> = files.iter().map(|(_, bytes)| scanned(bytes)).collect();
    let readings = understood(&plan, &files, &workbooks);
    let bloc = consolidate::assemble(Some(plan.clone()), readings.clone(), None);
    Made { plan, files, workbooks, readings, bloc }
});

fn scanned(bytes: &[u8]) -> Workbook {
    grid::read(bytes, &Limits::default(), &[]).expect("the return is a workbook")
}

fn understood(plan: &Plan, files: &[(Arc<str>, Vec<u8>)], workbooks: &[Workbook]) -> Vec<Reading> {
    let branches = BranchIndex::of(plan);
    let context = Context { plan: Some(plan), branches: Some(&branches), ..Context::default() };
    let facts = |path: &Arc<str>| FileFacts { path: path.clone(), ..FileFacts::default() };
    files.iter().zip(workbooks).map(|((path, _), workbook)| understand(workbook, facts(path), &context)).collect()
}

fn bench<T>(bencher: Bencher, stage: impl Fn(&Made) -> T + Sync) {
    LazyLock::force(&MADE);
    let n_rows = SIZE.n_files * (SIZE.n_members + 2 * SIZE.n_others);
    bencher.counter(divan::counter::ItemsCount::new(n_rows)).bench(|| black_box(stage(&MADE)));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn stage_1_unpack(bencher: Bencher) {
    bench(bencher, |made| {
        let mut n_bytes = 0;
        for (_, bytes) in &made.files {
            let mut package = ZipArchive::new(Cursor::new(bytes)).expect("a return is a zip");
            for index in 0..package.len() {
                let mut part = Vec::new();
                package.by_index(index).expect("a part").read_to_end(&mut part).expect("a part inflates");
                n_bytes += part.len();
            }
        }
        n_bytes
    });
}

/// Unpacking included.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn stage_2_scan(bencher: Bencher) {
    bench(bencher, |made| made.files.iter().map(|(_, bytes)| scanned(bytes).sheets.len()).sum::<usize>());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn stage_3_understand(bencher: Bencher) {
    bench(bencher, |made| understood(&made.plan, &made.files, &made.workbooks));
}

/// Copying the readings included.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn stage_4_judge(bencher: Bencher) {
    bench(bencher, |made| consolidate::assemble(Some(made.plan.clone()), made.readings.clone(), None));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn stage_5_write(bencher: Bencher) {
    bench(bencher, |made| workbook::consolidated(&made.bloc).expect("the consolidated workbook can be written"));
}
