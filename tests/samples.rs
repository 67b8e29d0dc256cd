//! The committed samples are what the maker makes, what stands in `MONG-DOI.md` stands in the files, and the program
//! finds that and nothing more.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use support::campaign::sample;
use support::expected::{Expected, Weight, expected};
use support::{campaign, dump};
use tonghop::consolidate::{self, Bloc, Request};
use tonghop::domain::submission::Submission;
use tonghop::grid::{self, Limits};
use tonghop::intake::folder;
use tonghop::intake::plan::read_plan;
use tonghop::rules::finding::{Finding, Severity};

/// Saved by LibreOffice, which stamps the time into them (see `samples/maker/main.rs`).
const SAVED_BY_LIBREOFFICE: [&str; 4] = [
    "2021/nop/CB02_Phong Cong tac HDND.xlsx",
    "2021/nop/CB04 - Phong Quan tri Tai vu.xlsx",
    "2021/nop/CB11_Lanh dao Van phong.xlsx",
    "sach/nop/CB02_Phong Cong tac HDND.xlsx",
];

/// Every file under `root`, by its path with `/`.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![root.join("2021"), root.join("sach")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "ket-qua") {
                folders.push(path);
            } else if path.is_file() {
                let inside = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(inside, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The example's program, which `cargo test` builds beside the tests.
fn maker() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let beside = here.parent().and_then(Path::parent).unwrap().join("examples");
    beside.join(format!("make-samples{}", std::env::consts::EXE_SUFFIX))
}

#[test]
fn the_committed_samples_are_what_the_maker_makes() {
    let scratch = tempfile::tempdir().unwrap();
    // Without a PATH the maker finds no LibreOffice; those files are not compared anyway.
    let run = Command::new(maker()).arg(scratch.path()).env("PATH", "").output().expect("the maker was built");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let (committed, made) = (files(&sample("")), files(scratch.path()));
    assert_eq!(committed.keys().collect::<Vec<_>>(), made.keys().collect::<Vec<_>>());
    for (path, bytes) in &committed {
        if !SAVED_BY_LIBREOFFICE.contains(&path.as_str()) {
            assert!(bytes == &made[path], "{path} differs from what `cargo run --example make-samples` makes");
        }
    }
}

#[test]
fn files_saved_by_libreoffice_were_so_and_hold_the_same_cells() {
    let scratch = tempfile::tempdir().unwrap();
    let run = Command::new(maker()).arg(scratch.path()).env("PATH", "").output().expect("the maker was built");
    assert!(run.status.success());
    for path in SAVED_BY_LIBREOFFICE {
        let (committed, ours) = (fs::read(sample(path)).unwrap(), fs::read(scratch.path().join(path)).unwrap());
        assert_ne!(committed, ours, "{path} comes from our own writer");
        // The two writers list merged areas in different orders.
        let cells = |bytes: &[u8]| dump::dump(bytes).lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(cells(&committed), cells(&ours), "{path}");
    }
}

#[test]
fn samples_are_small() {
    for (path, bytes) in files(&sample("")) {
        assert!(bytes.len() < 30_000, "{path}: {} bytes", bytes.len());
    }
}

#[test]
fn every_planted_mistake_stands_in_the_cell_named() {
    let mut codes = BTreeSet::new();
    for line in expected("2021") {
        codes.insert(line.code.clone());
        if line.cell.is_empty() {
            continue;
        }
        let shown = dump::dump(&fs::read(sample("2021").join(&line.file)).unwrap());
        let cell = dump::cell(&shown, &line.sheet, &line.cell);
        let is_as_planted = match line.code.as_str() {
            "C301" | "C302" | "R504" => cell.is_empty(),
            "C303" => cell == "XS?",
            "C305" => cell == "HTXSXNV" || cell == "HTSXNV",
            "C306" => cell == "xem hồ sơ",
            "C307" => cell == "30/02/1980",
            "B417" => cell == "Tổng cộng: 21 đồng chí",
            _ => !cell.is_empty(),
        };
        assert!(is_as_planted, "{line:?}: {cell:?}");
    }
    assert!(codes.len() >= 12 + 10, "mistakes of a dozen kinds and more: {codes:?}");
}

#[test]
fn the_clean_sample_expects_nothing() {
    assert!(expected("sach").iter().all(|line| line.weight == Weight::Note));
    assert!(campaign::sample("sach").join("ke-hoach.xlsx").is_file());
}

#[test]
fn the_campaign_has_the_size_of_a_provincial_office() {
    let plan = dump::dump(&fs::read(sample("2021/ke-hoach.xlsx")).unwrap());
    let n_rows = |name| dump::sheet(&plan, name).iter().filter(|line| !line.starts_with("merged")).count() - 1;
    assert_eq!(n_rows("Chi bộ"), 12);
    assert!((150..=170).contains(&n_rows("Đảng viên")), "{}", n_rows("Đảng viên"));
}

/// A sample merged and judged through the library.
fn judged(name: &str, threads: usize) -> Bloc {
    let listing = folder::list(&sample(name)).expect("the sample can be listed");
    let plan = fs::read(sample(name).join("ke-hoach.xlsx")).expect("the sample has a plan");
    let plan = grid::read(&plan, &Limits::default(), &[]).expect("the plan is a workbook");
    let plan = read_plan(&plan, "ke-hoach.xlsx").expect("the plan has no mistake");
    let request = Request { listing, plan: Some(plan), threads: Some(threads), ..Request::default() };
    consolidate::run(request, &())
}

/// A finding as `MONG-DOI.md` tells it.
fn told(finding: &Finding) -> [String; 5] {
    let text = |text: &Option<Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    [
        finding.code.to_owned(),
        finding.branch.clone().unwrap_or_default(),
        text(&finding.file),
        text(&finding.sheet),
        finding.cell.map_or(String::new(), |cell| cell.to_string()),
    ]
}

#[test]
fn the_samples_raise_exactly_what_was_planted() {
    for name in ["2021", "sach"] {
        let bloc = judged(name, 2);
        let line = |line: Expected| [line.code, line.branch, line.file, line.sheet, line.cell];
        let (heavy, notes): (Vec<_>, Vec<_>) =
            expected(name).into_iter().partition(|line| line.weight == Weight::ErrorOrWarning);
        let mut wanted = heavy.into_iter().map(line).collect::<Vec<_>>();
        let of_weight = |is_note: bool| {
            let findings = bloc.findings.iter().filter(move |finding| (finding.severity == Severity::Note) == is_note);
            findings.map(told).collect::<Vec<_>>()
        };
        let mut found = of_weight(false);
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{name}: errors and warnings");
        let found_notes = of_weight(true);
        for note in notes.into_iter().map(line) {
            assert!(found_notes.contains(&note), "{name}: {note:?} is not among the notes");
        }
    }
}

#[test]
fn the_clean_sample_raises_nothing_but_how_the_quota_was_computed() {
    let bloc = judged("sach", 1);
    let found = bloc.findings.iter().filter(|finding| finding.code != "Q708").map(told).collect::<Vec<_>>();
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(bloc.campaign.submissions.iter().map(|one| one.members.len()).sum::<usize>(), 44);
}

#[test]
fn everybody_in_the_samples_is_read_whatever_the_layout() {
    let bloc = judged("2021", 2);
    let n_members = |one: &Submission| (one.code.clone(), one.members.len());
    let counts = bloc.campaign.submissions.iter().map(n_members).filter(|(code, _)| !code.is_empty());
    let wanted = [
        ("CB01", 19),
        ("CB02", 15),
        ("CB03", 20),
        ("CB04", 15),
        ("CB05", 14),
        ("CB06", 12),
        ("CB07", 13),
        ("CB08", 15),
        ("CB09", 0),
        ("CB10", 0),
        ("CB11", 10),
        ("CB12", 12),
    ];
    assert_eq!(counts.collect::<Vec<_>>(), wanted.map(|(code, n)| (code.to_owned(), n)));
}
