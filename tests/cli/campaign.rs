//! A small clean campaign on disk, of invented people, and the program run in it.

use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The invented members, two of each branch.
pub const PEOPLE: [&str; 4] = ["Trần Thử Nghiệm", "Lê Minh Họa", "Phạm Ví Dụ", "Đỗ Giả Định"];

/// How a run ended, and what it said.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in a folder.
pub fn tonghop(folder: &Path, arguments: &[&str]) -> Run {
    let ended = command(folder, arguments).output().unwrap();
    Run {
        code: ended.status.code().expect("ended by itself"),
        out: String::from_utf8(ended.stdout).unwrap(),
        err: String::from_utf8(ended.stderr).unwrap(),
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    command.current_dir(folder).args(arguments);
    command
}

/// `ke-hoach.xlsx` with two branches, and a clean return of each in `nop/`.
pub struct Campaign {
    folder: tempfile::TempDir,
}

impl Campaign {
    pub fn new() -> Self {
        Self::received("CB01", "26/11/2021")
    }

    /// The log says that this branch's return came on this day; the other one's came on the 26th.
    pub fn received(branch: &str, day: &str) -> Self {
        let campaign = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(campaign.path("nop")).unwrap();
        campaign.plan(branch, day);
        let completed = "Hoàn thành nhiệm vụ";
        campaign.return_of("CB01", &[(PEOPLE[0], completed), (PEOPLE[1], "Hoàn thành tốt nhiệm vụ")]);
        campaign.return_of("CB02", &[(PEOPLE[2], completed), (PEOPLE[3], completed)]);
        campaign
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        tonghop(self.folder.path(), arguments)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        command(self.folder.path(), arguments)
    }

    /// Every path inside, sorted.
    pub fn listing(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                found.push(path);
            }
        }
        found.sort();
        found
    }

    fn plan(&self, branch: &str, day: &str) {
        let other = if branch == "CB01" { "CB02" } else { "CB01" };
        write(
            &self.path("ke-hoach.xlsx"),
            &[
                (
                    "Thông tin chung",
                    &[
                        &["Năm đánh giá", "2021"],
                        &["Tên đảng bộ", "Đảng bộ Văn phòng Mẫu"],
                        &["Đảng ủy cấp trên", "Đảng ủy Khối Mẫu"],
                        &["Địa danh", "Mẫu Tỉnh"],
                        &["Hồ sơ quy định", "2018-132"],
                        &["Hạn chi bộ nộp", "27/11/2021"],
                        &["Hạn báo cáo cấp trên", "30/11/2021"],
                        &["Người ký", "BÍ THƯ, Võ Hư Cấu"],
                    ],
                ),
                (
                    "Chi bộ",
                    &[&["Mã chi bộ", "Tên chi bộ"], &["CB01", "Chi bộ Tổng hợp"], &["CB02", "Chi bộ Hành chính"]],
                ),
                (
                    "Sổ nộp",
                    &[
                        &["Mã chi bộ", "Ngày nhận", "Tên tệp"],
                        &[branch, day, &format!("{branch}.xlsx")],
                        &[other, "26/11/2021", &format!("{other}.xlsx")],
                    ],
                ),
            ],
        );
    }

    /// The return of a branch on the program's own form: people and their grades.
    pub fn return_of(&self, branch: &str, people: &[(&str, &str)]) {
        let name = if branch == "CB01" { "Chi bộ Tổng hợp" } else { "Chi bộ Hành chính" };
        let mut rows: Vec<Vec<&str>> = vec![vec![
            "TT",
            "Họ và tên",
            "Ngày sinh",
            "Bản kiểm điểm (Mẫu 02) (x)",
            "Kiểm điểm tại (Phòng / Chi bộ)",
            "Nhận xét nơi cư trú",
            "Chi bộ xếp loại",
            "Lý do không xếp loại",
            "Kỷ luật trong năm",
        ]];
        let ordinals = ["1", "2", "3", "4"];
        let births = if branch == "CB01" { ["03/02/1980", "14/05/1985"] } else { ["21/08/1979", "30/09/1990"] };
        for (index, (person, grade)) in people.iter().enumerate() {
            rows.push(vec![ordinals[index], person, births[index], "x", "Chi bộ", "Tốt", grade, "", ""]);
        }
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let n_people = people.len().to_string();
        write(
            &self.path(&format!("nop/{branch}.xlsx")),
            &[
                (
                    "Thông tin",
                    &[
                        &["Mã chi bộ", branch],
                        &["Tên chi bộ", name],
                        &["Năm", "2021"],
                        &["Tổng số đảng viên", &n_people],
                        &["Không đề nghị khen thưởng (x)", "x"],
                    ],
                ),
                ("Đảng viên", &rows),
            ],
        );
    }
}

/// Writes a workbook of texts: sheets by name, rows from A1 down.
fn write(path: &Path, sheets: &[(&str, &[&[&str]])]) {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row as u32, column as u16, *text).unwrap();
            }
        }
    }
    workbook.save(path).unwrap();
}
