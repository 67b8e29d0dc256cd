//! Campaigns of several sizes from the generator of the benches, through the program itself: every row is counted and
//! written whatever the size. No time is asserted.

#[path = "../benches/generated/mod.rs"]
mod generated;

use generated::{Size, make};
use std::fs;
use std::process::Command;
use tonghop::grid::{self, Limits};

#[test]
fn every_row_is_merged_at_every_size() {
    for (n_files, n_members, n_others) in [(1, 1, 0), (12, 20, 20), (60, 5, 3), (2, 1_500, 10)] {
        let size = Size { n_files, n_members, n_others };
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), size).unwrap();
        let ended = Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .arg("merge")
            .arg(folder.path())
            .args(["--quiet", "--format", "json"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        let object: serde_json::Value =
            serde_json::from_slice(&ended.stdout).unwrap_or_else(|_| panic!("{size:?}: {said}"));
        let n_of = |list: &str| object[list].as_array().map_or(0, Vec::len);
        assert_eq!(n_of("members"), n_files * n_members, "{size:?}");
        assert_eq!(n_of("staff"), n_files * n_others.min(n_members), "{size:?}");
        assert_eq!(n_of("rewards"), n_files * n_others.min(n_members), "{size:?}");
        assert_eq!(n_of("submissions"), n_files, "{size:?}");
        let written = fs::read(folder.path().join("ket-qua/tong-hop-2021.xlsx")).unwrap();
        let written = grid::read(&written, &Limits::default(), &[]).unwrap();
        let list = written.sheets.iter().find(|sheet| &*sheet.name == "Đảng viên").unwrap();
        assert_eq!(list.rows.len(), 1 + n_files * n_members, "{size:?}");
        assert!(list.rows.iter().zip(1..).all(|(row, number)| row.number == number && row.value(5).is_some()));
    }
}
