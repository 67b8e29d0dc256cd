//! Files whose bytes are given, as the checker in a browser gets them, are judged as the same files on disk are.

use std::fs;
use std::path::Path;
use tonghop::consolidate::{self, Request};
use tonghop::grid::Limits;
use tonghop::intake::folder::{self, Given};

#[test]
fn every_sample_file_by_itself_gives_the_same_whichever_door_it_came_by() {
    let mut n_findings = 0;
    for sample in ["2021", "sach"] {
        let returns = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample).join("nop");
        for entry in fs::read_dir(returns).unwrap().map(Result::unwrap) {
            let path = entry.path();
            // Folders are not put on a page.
            if !path.is_file() {
                continue;
            }
            let request = Request { listing: folder::list(&path).unwrap(), threads: Some(1), ..Request::default() };
            let on_disk = consolidate::run_alone(request, &());
            let given = Given {
                name: entry.file_name().into_string().unwrap(),
                bytes: fs::read(&path).unwrap(),
                modified: entry.metadata().unwrap().modified().ok(),
            };
            let given = consolidate::run_given(&[given], &[], Limits::default());
            assert_eq!(given, on_disk, "{}", path.display());
            n_findings += given.findings.len();
        }
    }
    assert!(n_findings > 30, "{n_findings}");
}

#[test]
fn a_file_over_the_limit_is_told_and_not_read() {
    let given = Given { name: "a.xlsx".to_owned(), bytes: vec![0; 11], modified: None };
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    let bloc = consolidate::run_given(&[given], &[], limits);
    assert!(bloc.findings.iter().any(|finding| finding.code == "F108"), "{:?}", bloc.findings);
}
