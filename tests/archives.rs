//! Archives and locked workbooks in a campaign: looked into one level, each file under its own name, nothing lost.

mod support;

use std::io::{Cursor, Write};
use support::campaign::{CampaignFolder, plan, short_return};
use tonghop::consolidate::{Bloc, Request, run};
use tonghop::grid::{Limits, read};
use tonghop::intake::folder::list;
use tonghop::intake::plan::read_plan;
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;

fn judged(campaign: &CampaignFolder, passwords: &[&str], limits: Limits) -> Bloc {
    let listing = list(campaign.path()).unwrap();
    let bytes = std::fs::read(listing.plan.as_ref().unwrap()).unwrap();
    let plan = read_plan(&read(&bytes, &Limits::default(), &[]).unwrap(), "ke-hoach.xlsx").unwrap();
    let passwords = passwords.iter().map(|password| (*password).to_owned()).collect();
    run(Request { listing, plan: Some(plan), passwords, limits, threads: Some(2), ..Request::default() }, &())
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// `path: outcome, people` of every file.
fn files(bloc: &Bloc) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, reading) in bloc.campaign.files.iter().enumerate() {
        let of = bloc.campaign.submissions.iter().filter(|found| found.pieces.iter().any(|piece| piece.file == index));
        let people: Vec<_> = of.map(|found| format!(" {}={}", found.code, found.members.len())).collect();
        lines.push(format!("{}: {:?}{}", reading.file.path, reading.outcome, people.concat()));
    }
    lines
}

fn codes(bloc: &Bloc, file: &str) -> Vec<&'static str> {
    let of_file = bloc.findings.iter().filter(|finding| finding.file.as_deref() == Some(file));
    of_file.map(|finding| finding.code).collect()
}

fn returned(code: &str, name: &str) -> Vec<u8> {
    short_return(code, name, "| 1 | Nguyễn Văn An | 03/02/1980 | | Hoàn thành tốt nhiệm vụ | |").xlsx()
}

const BRANCHES: [(&str, &str); 2] = [("CB01", "Chi bộ Văn phòng"), ("CB02", "Chi bộ Tổng hợp")];

#[test]
fn files_of_an_archive_count_as_if_they_lay_in_a_folder_of_its_name() {
    let nested = archive(&[("CB02.xlsx", &returned("CB02", "Chi bộ Tổng hợp"))]);
    let zip = archive(&[
        ("CB01.xlsx", &returned("CB01", "Chi bộ Văn phòng")),
        ("Thư mục/CB02.xlsx", &returned("CB02", "Chi bộ Tổng hợp")),
        ("ảnh.png", b"\x89PNG\r\n\x1a\n...."),
        ("trong.zip", &nested),
        ("__MACOSX/._CB01.xlsx", b"x"),
        ("~$CB01.xlsx", b"x"),
    ]);
    let campaign = CampaignFolder::new().plan(&plan(&BRANCHES)).file("nop/gói.zip", &zip);
    let bloc = judged(&campaign, &[], Limits::default());
    assert_eq!(
        files(&bloc),
        [
            "nop/gói.zip/CB01.xlsx: Read CB01=1",
            "nop/gói.zip/Thư mục/CB02.xlsx: Read CB02=1",
            "nop/gói.zip/__MACOSX/._CB01.xlsx: Skipped",
            "nop/gói.zip/trong.zip: Unreadable =0",
            "nop/gói.zip/~$CB01.xlsx: Skipped",
            "nop/gói.zip/ảnh.png: Unreadable =0",
        ]
    );
    assert_eq!(codes(&bloc, "nop/gói.zip/trong.zip"), ["F105"]);
    assert_eq!(codes(&bloc, "nop/gói.zip/ảnh.png"), ["F105"]);
}

#[test]
fn archives_that_cannot_be_opened_are_named_once() {
    let secret = {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().with_deprecated_encryption(b"x").unwrap();
        zip.start_file("CB01.xlsx", options).unwrap();
        zip.write_all(b"x").unwrap();
        zip.finish().unwrap().into_inner()
    };
    for (name, bytes) in [
        ("a.rar", b"Rar!\x1A\x07\x01\0".to_vec()),
        ("a.7z", b"7z\xBC\xAF\x27\x1C\0".to_vec()),
        ("khóa.zip", secret),
        ("rỗng.zip", archive(&[])),
        ("cụt.zip", archive(&[("CB01.xlsx", b"xxxxxxxxxxxxxxxx")])[..40].to_vec()),
        ("leo.zip", archive(&[("../CB01.xlsx", b"x")])),
    ] {
        let path = format!("nop/{name}");
        let campaign = CampaignFolder::new().plan(&plan(&BRANCHES)).file(&path, &bytes);
        let bloc = judged(&campaign, &[], Limits::default());
        assert_eq!(files(&bloc), [format!("{path}: Unreadable =0")]);
        assert_eq!(codes(&bloc, &path), ["F105"], "{name}");
    }
}

#[test]
fn limits_hold_inside_archives() {
    let file = returned("CB01", "Chi bộ Văn phòng");
    let zip = archive(&[("CB01.xlsx", &file), ("CB02.xlsx", &returned("CB02", "Chi bộ Tổng hợp"))]);
    let campaign = CampaignFolder::new().plan(&plan(&BRANCHES)).file("nop/gói.zip", &zip);
    let of_entries = judged(&campaign, &[], Limits { zip_entries: 1, ..Limits::default() });
    assert_eq!(codes(&of_entries, "nop/gói.zip"), ["F108"]);
    let unpacked = Limits { unpacked_bytes: file.len() as u64 + 100, ..Limits::default() };
    let of_all = judged(&campaign, &[], unpacked);
    assert!(codes(&of_all, "nop/gói.zip/CB02.xlsx").contains(&"F108"));
}

#[test]
fn a_locked_return_opens_with_the_password_given_or_logged_and_says_nothing_of_it() {
    let locked = include_bytes!("grid/fixtures/locked/agile-192-sha256.xlsx");
    let log = support::table::sheet(
        "Sổ nộp",
        "| Mã chi bộ | Ngày nhận | Tên tệp | Mật khẩu |\n| CB01 | 2021-11-25 | CB01.xlsx | mật khẩu |",
    );
    for (with_log, passwords, is_open) in
        [(false, &[][..], false), (false, &["sai"], false), (false, &["sai", "mật khẩu"], true), (true, &["sai"], true)]
    {
        let plan = if with_log { plan(&BRANCHES).and(log.clone()) } else { plan(&BRANCHES) };
        let campaign = CampaignFolder::new().plan(&plan).file("nop/CB01.xlsx", locked);
        let bloc = judged(&campaign, passwords, Limits::default());
        let is_locked = codes(&bloc, "nop/CB01.xlsx").contains(&"F106");
        let n_members: usize = bloc.campaign.submissions.iter().map(|found| found.members.len()).sum();
        assert_eq!((is_locked, n_members), (!is_open, if is_open { 3 } else { 0 }), "{with_log} {passwords:?}");
        assert!(!format!("{:?}", bloc.findings).contains("mật khẩu\""));
    }
}
