//! What a run says and keeps of itself by default holds nobody: the screen, the errors, and the journal of `--log`.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Said {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Said {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).output().unwrap();
    Said {
        code: ended.status.code().expect("ended by itself"),
        out: String::from_utf8(ended.stdout).unwrap(),
        err: String::from_utf8(ended.stderr).unwrap(),
    }
}

/// A copy of a sample, so that outputs fall into it.
fn copy_of(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut folders =
        vec![(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name), folder.path().to_owned())];
    while let Some((from, to)) = folders.pop() {
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let name = path.file_name().unwrap().to_owned();
            match path.is_dir() {
                true if name == "ket-qua" => {}
                true => folders.push((path, to.join(name))),
                false => drop(fs::copy(&path, to.join(name)).unwrap()),
            }
        }
    }
    folder
}

/// Names and card numbers of everybody the results list.
fn personal(json: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for one in ["members", "staff"].iter().flat_map(|list| json[*list].as_array().unwrap()) {
        found.extend(["name", "card_no"].iter().filter_map(|key| one[*key].as_str()).map(str::to_owned));
    }
    found.retain(|text| text.chars().count() > 4);
    found
}

#[test]
fn nobody_is_named_on_the_screen_in_errors_or_in_the_journal() {
    for name in ["2021", "sach"] {
        let folder = copy_of(name);
        let json = run(folder.path(), &["check", ".", "--format", "json"]).out;
        let personal = personal(&serde_json::from_str(&json).unwrap());
        assert!(personal.len() > 50, "{name}: there are people to look for");
        let mut said = String::new();
        let log = "nhat-ky.txt";
        for arguments in [
            &["check", "."][..],
            &["check", ".", "--by", "code"],
            &["merge", "."],
            &["merge", "."],
            &["status", "."],
            &["report", "."],
            &["check", "nop", "--show-layout"],
            &["check", ".", "--feedback", "phan-hoi"],
            &["merge", "khong-co"],
            &["check", ".", "--what-if", "CB01=-1"],
            &[],
        ] {
            let arguments = [arguments, &["--log", log]].concat();
            let ended = run(folder.path(), &arguments);
            assert!(matches!(ended.code, 0..=4), "{arguments:?}: {}", ended.err);
            said.push_str(&ended.out);
            said.push_str(&ended.err);
        }
        let journal = fs::read_to_string(folder.path().join(log)).unwrap();
        for text in [&said, &journal] {
            let met: Vec<&String> = personal.iter().filter(|one| text.contains(one.as_str())).collect();
            assert!(met.is_empty(), "{name}: {met:?}");
        }
        for grade in ["xuất sắc", "Hoàn thành", "HTXSNV", "HTTNV"] {
            assert!(!journal.contains(grade), "{name}: {grade} in the journal");
        }
        // It tells what helps: every run, every file, every code with its place.
        let n_runs = journal.lines().filter(|line| line.starts_with("tonghop ")).count();
        let n_ends = journal.lines().filter(|line| line.contains("mã thoát")).count();
        assert_eq!((n_runs, n_ends), (11, 11), "{journal}");
        assert!(journal.contains("nop/") && journal.contains("ket-qua/tong-hop-2021.xlsx"), "{journal}");
        if name == "2021" {
            assert!(journal.lines().any(|line| line.contains("B401 ") && line.contains(" › ")), "{journal}");
        }
    }
}

#[test]
fn the_journal_is_written_over_nothing_of_anybody_else() {
    let folder = copy_of("sach");
    for file in ["ke-hoach.xlsx", "."] {
        let before = fs::read(folder.path().join("ke-hoach.xlsx")).unwrap();
        let ended = run(folder.path(), &["check", ".", "--log", file]);
        assert_eq!(ended.code, 2, "{}", ended.err);
        assert!(ended.err.contains("--log"), "{}", ended.err);
        assert_eq!(fs::read(folder.path().join("ke-hoach.xlsx")).unwrap(), before);
    }
}
