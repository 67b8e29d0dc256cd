//! `check --redact`: a copy of a campaign holds nobody, and the program finds in it what it finds in the original.

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::campaign::{CampaignFolder, facts, plan};
use support::table::{book, sheet};

fn run(arguments: &[&Path]) -> (i32, String) {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).args(arguments).output().unwrap();
    (ended.status.code().expect("ended by itself"), String::from_utf8(ended.stdout).unwrap())
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

fn findings_json(folder: &Path) -> Value {
    let (code, out) = run(&[Path::new("check"), folder, Path::new("--format"), Path::new("json")]);
    assert!(matches!(code, 0 | 1 | 3), "exit {code}");
    serde_json::from_str(&out).unwrap()
}

/// Codes with branch and cell, each as often as it is found. Files that are no workbooks are not copied, so what is said
/// of a file as a whole is left aside.
fn at_cells(json: &Value) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for one in json["findings"].as_array().unwrap().iter().filter(|one| one["cell"].is_string()) {
        *found.entry(format!("{} {} {}", one["code"], one["branch"], one["cell"])).or_default() += 1;
    }
    found
}

/// Names, card numbers and days of birth of everybody in the results.
fn personal(json: &Value) -> BTreeSet<String> {
    let texts = |list: &str, keys: &[&str]| -> Vec<String> {
        let all = json[list].as_array().unwrap().iter();
        all.flat_map(|one| keys.iter().filter_map(|key| one[*key].as_str().map(str::to_owned)).collect::<Vec<_>>())
            .collect()
    };
    let people = ["members", "staff"].iter().flat_map(|list| texts(list, &["name", "card_no"]));
    people.filter(|text| text.chars().count() > 4).collect()
}

/// Every text of every file in a folder, and every path.
fn everything(folder: &Path) -> String {
    let mut all = String::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            all.push_str(&path.to_string_lossy());
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "xlsx") {
                all.push_str(&fs::read_to_string(&path).unwrap());
                continue;
            }
            let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).expect("every copy is a workbook");
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                all.push_str(&part.name().unwrap());
                part.read_to_string(&mut all).unwrap();
            }
        }
    }
    all
}

/// Headers stay, also where no branch's name happens to have their words; a correction of the plan finds its cell again,
/// named by its place or by the person.
#[test]
fn headers_stay_and_the_plans_corrections_find_their_cells() {
    let people = "| TT | Số thẻ đảng | Họ và tên | Ngày sinh | Chi bộ xếp loại |
                  | 1 | 08012345 | Lê Minh Họa | 1980-02-03 | Khá |
                  | 2 | 08012346 | Phạm Ví Dụ | 1985-05-14 | Giỏi |";
    let handlings = "| Mã | Chi bộ | Vị trí | Quyết định | Giá trị | Lý do |
                     | C303 | CB01 | nop/CB01.xlsx › Đảng viên › E2 | Sửa thành | HTTNV | nhầm |
                     | C303 | CB01 | Phạm Ví Dụ | Sửa thành | HTNV | nhầm |";
    let folder = CampaignFolder::new()
        .plan(&plan(&[("CB01", "Chi bộ Một")]).and(sheet("Xử lý", handlings)))
        .returned("CB01.xlsx", &book([facts("CB01", "Chi bộ Một", ""), sheet("Đảng viên", people)]));
    let copy = tempfile::tempdir().unwrap().path().join("ban-sao");
    let (code, _) = run(&[Path::new("check"), folder.path(), Path::new("--redact"), &copy]);
    assert!(matches!(code, 0 | 1));
    let [original, redacted] = [folder.path(), &copy].map(findings_json);
    assert_eq!(at_cells(&original).keys().filter(|key| key.starts_with("\"X610\"")).count(), 2, "{original:#}");
    assert_eq!(at_cells(&original), at_cells(&redacted));
    let all = everything(&copy);
    assert!(!all.contains("Phạm Ví Dụ") && !all.contains("08012346"));
}

#[test]
fn nobody_is_in_the_copy_and_the_same_is_found_at_the_same_cells() {
    for name in ["2021", "sach"] {
        let folder = tempfile::tempdir().unwrap();
        let (copy, key) = (folder.path().join("ban-sao"), folder.path().join("khoa"));
        // One key, so that the copy is the same each time: another may call two people nearly alike (X608).
        fs::write(&key, "mười sáu byte hay hơn").unwrap();
        let arguments = ["check", "--redact", "--redact-key"].map(Path::new);
        let (code, said) = run(&[arguments[0], &sample(name), arguments[1], &copy, arguments[2], &key]);
        assert_eq!(code, 0, "{said}");
        let (original, redacted) = (findings_json(&sample(name)), findings_json(&copy));
        assert_eq!(at_cells(&original), at_cells(&redacted), "{name}");
        assert_eq!(original["members"].as_array().unwrap().len(), redacted["members"].as_array().unwrap().len());
        let grades = |json: &Value| -> Vec<Value> {
            json["members"].as_array().unwrap().iter().map(|one| one["branch_grade"].clone()).collect()
        };
        assert_eq!(grades(&original), grades(&redacted), "{name}");
        let text = everything(&copy);
        let personal = personal(&original);
        assert!(personal.len() > 50, "{name}: there are people to look for");
        let met: Vec<&String> = personal.iter().filter(|one| text.contains(one.as_str())).collect();
        assert!(met.is_empty(), "{name}: {met:?}");
    }
}

#[test]
fn one_key_gives_one_set_of_pseudonyms_and_no_key_another_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("khoa");
    fs::write(&key, "mười sáu byte hay hơn").unwrap();
    let names = |name: &str, with_key: bool| -> Vec<Value> {
        let copy = folder.path().join(name);
        let redact = Path::new("--redact");
        let sample = sample("sach");
        let mut arguments = vec![Path::new("check"), &sample, redact, &copy];
        if with_key {
            arguments.extend([Path::new("--redact-key"), key.as_path()]);
        }
        assert_eq!(run(&arguments).0, 0);
        findings_json(&copy)["members"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect()
    };
    let first = names("a", true);
    assert_eq!(first, names("b", true));
    assert_ne!(first, names("c", false));
    assert_ne!(names("d", false), names("e", false));
}

#[test]
fn a_folder_that_is_not_new_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cu.txt"), "cũ").unwrap();
    let (code, _) = run(&[Path::new("check"), &sample("sach"), Path::new("--redact"), folder.path()]);
    assert_eq!(code, 2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
