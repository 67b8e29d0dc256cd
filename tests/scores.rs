//! Grading by points (2025-366): what a return says of points, quarters and grounds stands in the consolidated workbook
//! and in the JSON, behind all else; and comes in again one level up. Where nobody has it nothing is added.

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::campaign::{CampaignFolder, short_return};
use support::dump::{cell, dump};
use support::table::{book, sheet};

fn tonghop(folder: &Path, arguments: &[&str]) -> String {
    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).output().unwrap();
    assert!(matches!(ended.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8(ended.stdout).unwrap()
}

fn members(folder: &Path) -> Vec<Value> {
    let json: Value = serde_json::from_str(&tonghop(folder, &["check", ".", "--format", "json"])).unwrap();
    json["members"].as_array().unwrap().clone()
}

#[test]
fn points_quarters_and_grounds_are_printed_and_come_in_again_one_level_up() {
    let returned = book([sheet(
        "Danh sách",
        "| CHI BỘ MỘT |
         | TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN NĂM 2025 |
         | TT | Họ và tên | Mã chức danh | Điểm tiêu chí chung | Điểm kết quả | Quý I | Quý III | Chi bộ xếp loại | Tóm tắt căn cứ |
         | 1 | Nguyễn Văn An | L1 | 28,5 | 65 | HTXSNV | 92 | HTXSNV | Chủ trì hai đề án |
         | 2 | Lê Thị Bình | | 27 | '55,25 | | | HTTNV | |",
    )]);
    let folder = CampaignFolder::new().returned("mot.xlsx", &returned);
    tonghop(folder.path(), &["merge"]);
    let output = fs::read(folder.path().join("ket-qua/tong-hop-2025.xlsx")).unwrap();
    let text = dump(&output);
    let at = |address: &str| cell(&text, "Đảng viên", address);
    let headers = ["X1", "Y1", "Z1", "AA1", "AB1", "AC1"].map(at);
    assert_eq!(headers, ["Điểm tiêu chí chung", "Điểm kết quả", "Quý I", "Quý III", "Tóm tắt căn cứ", "Mã chức danh"]);
    assert_eq!(
        ["X2", "Y2", "Z2", "AA2", "AB2", "AC2"].map(at),
        ["28.5", "65", "Hoàn thành xuất sắc nhiệm vụ", "92", "Chủ trì hai đề án", "L1"]
    );
    assert_eq!(at("Y3"), "55.25");

    let scores = members(folder.path())[0]["scores"].clone();
    let expected: Value = serde_json::from_str(
        r#"{"common":28.5,"result":65.0,"total":null,"quarters":["excellent",null,92.0],"grounds":"Chủ trì hai đề án","post_code":"L1"}"#,
    )
    .unwrap();
    assert_eq!(scores, expected);

    let above = CampaignFolder::new().file("nop/mot.xlsx", &output);
    let one_up = members(above.path());
    assert_eq!(one_up[0]["scores"], expected);
    assert_eq!(one_up[1]["scores"]["result"], 55.25);
}

#[test]
fn nothing_is_added_where_nobody_is_graded_by_points() {
    let returned = short_return("CB01", "Một", "| 1 | Nguyễn Văn An | | | HTTNV | |");
    let folder = CampaignFolder::new().returned("mot.xlsx", &returned);
    tonghop(folder.path(), &["merge"]);
    let mut output = fs::read_dir(folder.path().join("ket-qua")).unwrap().map(|entry| entry.unwrap().path());
    let output = output.find(|path| path.extension().is_some_and(|end| end == "xlsx")).unwrap();
    let text = dump(&fs::read(output).unwrap());
    assert!(!support::dump::sheet(&text, "Đảng viên").iter().any(|line| line.contains("Điểm")), "{text}");
    let members = members(folder.path());
    assert_eq!(members.len(), 1);
    assert!(members[0].get("scores").is_none());
}
