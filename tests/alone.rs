//! Single files checked by themselves, as a branch does before it sends them: the same messages with and without the
//! plan, and not a word about anybody else.

#[path = "cli/campaign.rs"]
#[allow(dead_code, reason = "the tests of other commands use the rest")]
mod campaign;
mod support;

use campaign::tonghop;
use std::collections::BTreeSet;
use support::campaign::{CampaignFolder, general, sample, short_return};
use support::table::{book, sheet};

fn findings(folder: &std::path::Path, arguments: &[&str]) -> (serde_json::Value, BTreeSet<(String, String, String)>) {
    let arguments = [&["check", "--format", "json", "--quiet"], arguments].concat();
    let run = tonghop(folder, &arguments);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}{}", run.out, run.err));
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let findings = value["findings"].as_array().unwrap().iter();
    let told =
        findings.map(|finding| (text(finding, "code"), text(finding, "cell"), text(finding, "message"))).collect();
    (value, told)
}

/// Everybody Excellent, which is far over the committee's cap; a grade nobody knows.
const ROWS: &str = "| 1 | Trần Thử Nghiệm | 1980-02-03 | Bí thư | Hoàn thành xuất sắc nhiệm vụ | |
                    | 2 | Lê Minh Họa | 1985-05-14 | Chuyên viên | XS? | |";

fn folder() -> CampaignFolder {
    let plan = book([
        general(""),
        sheet("Chi bộ", "| Mã chi bộ | Tên chi bộ |\n| CB01 | Chi bộ Một |\n| CB02 | Chi bộ Hai |"),
        sheet(
            "Tập thể",
            "| Mã chi bộ | Tên tập thể | Loại |\n| CB02 | Chi ủy Chi bộ Hai | Chi ủy |\n| | Ban chấp hành Đảng bộ | Ban chấp hành |",
        ),
        sheet("Sổ nộp", "| Mã chi bộ | Ngày nhận | Tên tệp |\n| CB01 | 2021-11-25 | CB01.xlsx |"),
    ]);
    CampaignFolder::new().plan(&plan).returned("CB01.xlsx", &short_return("CB01", "Chi bộ Một", ROWS))
}

#[test]
fn a_branch_hears_of_its_own_file_only() {
    let folder = folder();
    let (value, with_plan) = findings(folder.path(), &["nop/CB01.xlsx", "--plan", "ke-hoach.xlsx"]);
    let (_, without) = findings(folder.path(), &["nop/CB01.xlsx"]);
    // What the plan's form has columns for is asked of nobody without the plan.
    let same: BTreeSet<_> = with_plan.iter().filter(|(code, _, _)| code != "B412").cloned().collect();
    assert_eq!(same, without);
    assert!(with_plan.iter().any(|(code, cell, _)| code == "C303" && cell == "E3"), "{with_plan:#?}");
    for (code, _, _) in &with_plan {
        assert!(!["F101", "B421", "Q701", "Q702", "Q708"].contains(&code.as_str()), "{with_plan:#?}");
    }
    assert_eq!(value["provisional"], false);
    assert_eq!(value["submissions"].as_array().unwrap().len(), 1);
    // The folder is the campaign still.
    let (value, whole) = findings(folder.path(), &["."]);
    assert_eq!(value["provisional"], true);
    assert!(whole.iter().any(|(code, _, _)| code == "F101"));
}

#[test]
fn what_single_files_cannot_tell_is_said() {
    let folder = folder();
    let run = tonghop(folder.path(), &["check", "nop/CB01.xlsx"]);
    assert!(run.out.contains("chưa xét các chi bộ khác"), "{}", run.out);
    let run = tonghop(folder.path(), &["check"]);
    assert!(!run.out.contains("chưa xét các chi bộ khác"), "{}", run.out);
}

#[test]
fn clean_files_are_clean_one_by_one_with_the_plan_and_without() {
    let sach = sample("sach");
    for entry in std::fs::read_dir(sach.join("nop")).unwrap() {
        let file = entry.unwrap().path();
        let file = file.to_str().unwrap();
        for arguments in [&[file][..], &[file, "--plan", "ke-hoach.xlsx"]] {
            let (_, told) = findings(&sach, arguments);
            let told: Vec<_> =
                told.iter().filter(|(code, _, _)| !["R502", "Q703", "F111"].contains(&code.as_str())).collect();
            assert!(told.is_empty(), "{arguments:?}: {told:#?}");
        }
    }
}

#[test]
fn a_branch_can_have_its_own_file_marked() {
    let folder = folder();
    let run = tonghop(folder.path(), &["check", "nop/CB01.xlsx", "--feedback", "sua"]);
    assert!(folder.path().join("sua/CB01.xlsx").is_file(), "{}{}", run.out, run.err);
}
