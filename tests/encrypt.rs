//! `--encrypt`: every workbook and document that is written opens with the password and with no other, nothing lies
//! open beside it, and what people decided in a locked output survives the next run.

mod support;
#[path = "cli/campaign.rs"]
#[expect(dead_code, reason = "shared with tests of the command line, which use more of it")]
mod whole;

use std::fs;
use std::path::{Path, PathBuf};
use support::dump::{cell, dump};
use support::typing::type_into;
use tonghop::grid::{Limits, Unreadable, is_locked, read, unlocked};
use tonghop::seal::{Password, seal};
use whole::{Campaign, PEOPLE};

const SECRET: &str = "Mật khẩu Đảng ủy";
const OUTPUT: &str = "ket-qua/tong-hop-2021.xlsx";
const KEPT: &str = "ket-qua/tong-hop-2021.bak.xlsx";

/// A campaign with the password in a file outside of every folder that is read.
fn campaign() -> Campaign {
    let campaign = Campaign::new();
    fs::write(campaign.path("mat-khau"), format!("\u{feff}{SECRET}\r\n")).unwrap();
    campaign
}

fn opened(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    unlocked(&bytes, &[SECRET.to_owned()]).unwrap_or_else(|| panic!("{} does not open", path.display()))
}

/// Files written by runs: everything but what was there before.
fn written(campaign: &Campaign, before: &[PathBuf]) -> Vec<PathBuf> {
    campaign.listing().into_iter().filter(|path| path.is_file() && !before.contains(path)).collect()
}

#[test]
fn every_output_of_every_command_is_locked_and_nothing_lies_open_beside_it() {
    let campaign = campaign();
    let before = campaign.listing();
    for arguments in [
        &["merge"][..],
        &["report"],
        &["status"],
        &["template"],
        &["check", ".", "--feedback", "phan-hoi"],
        &["init", "sau", "--from", "."],
        &["merge", "-o", "ra.xlsx"],
        &[],
    ] {
        let arguments = [arguments, &["--encrypt-with", "mat-khau", "--names"]].concat();
        let run = campaign.run(&arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
        assert!(!run.out.contains(SECRET) && !run.err.contains(SECRET), "{arguments:?}");
    }
    let written = written(&campaign, &before);
    let mut n_locked = 0;
    for path in &written {
        let bytes = fs::read(path).unwrap();
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension {
            Some("xlsx" | "docx") => {
                assert!(is_locked(&bytes), "{} lies open", path.display());
                let package = unlocked(&bytes, &[SECRET.to_owned()]).expect("the password opens it");
                assert!(package.starts_with(b"PK"), "{}", path.display());
                assert!(unlocked(&bytes, &["sai".to_owned()]).is_none(), "{}", path.display());
                n_locked += 1;
            }
            Some("html" | "txt") => {}
            _ => panic!("{} was left behind", path.display()),
        }
        for person in PEOPLE {
            let has = bytes.windows(person.len()).any(|window| window == person.as_bytes());
            assert!(!has, "{} tells {person} in clear", path.display());
        }
    }
    // Consolidated (two places), report and annexes, status, two forms, two for feedback, the plan of next year.
    assert_eq!(n_locked, 10, "{written:?}");
}

#[test]
fn decisions_in_a_locked_output_outlive_the_next_run() {
    let campaign = campaign();
    let merge = ["merge", "--encrypt-with", "mat-khau"];
    assert_eq!(campaign.run(&merge).code, 0);
    let output = campaign.path(OUTPUT);
    let typed = type_into(&opened(&output), &[("Đảng viên", "N2", "HTT"), ("Đảng viên", "O2", "Có đơn thư")]);
    fs::write(&output, seal(&typed, &Password::new(SECRET).unwrap()).unwrap()).unwrap();
    let run = campaign.run(&merge);
    assert!(run.code <= 1, "{}{}", run.out, run.err);
    let text = dump(&opened(&output));
    assert_eq!(cell(&text, "Đảng viên", "N2"), "Hoàn thành tốt nhiệm vụ");
    assert_eq!(cell(&text, "Đảng viên", "O2"), "Có đơn thư");
    assert!(is_locked(&fs::read(campaign.path(KEPT)).unwrap()));

    // The report follows the decision; without the password nothing is written over it.
    let before = fs::read(&output).unwrap();
    let refused = campaign.run(&["merge"]);
    assert_eq!(refused.code, 4);
    assert!(refused.err.contains("có mật khẩu") && refused.err.contains("--encrypt"), "{}", refused.err);
    assert_eq!(fs::read(&output).unwrap(), before);

    // Nor does any other command leave something open beside it.
    for arguments in [&["status"][..], &["check", "--feedback", "phan-hoi"]] {
        let refused = campaign.run(arguments);
        assert_eq!(refused.code, 4, "{arguments:?}: {}", refused.err);
        assert!(refused.err.contains("có mật khẩu") && refused.err.contains("--encrypt"), "{}", refused.err);
    }
    assert!(!campaign.path("ket-qua/tinh-hinh-nop.xlsx").exists() && !campaign.path("phan-hoi/CB01.xlsx").exists());

    // Opened with the password and written without: that is said.
    let open = campaign.run(&["merge", "--password-file", "mat-khau"]);
    assert!(open.err.contains("tệp mới thì không"), "{}", open.err);
    assert_eq!(cell(&dump(&fs::read(&output).unwrap()), "Đảng viên", "N2"), "Hoàn thành tốt nhiệm vụ");
}

#[test]
fn what_lay_open_before_is_locked_with_the_rest() {
    let campaign = campaign();
    campaign.run(&["merge"]);
    campaign.return_of("CB02", &[(PEOPLE[2], "Hoàn thành tốt nhiệm vụ"), (PEOPLE[3], "Hoàn thành nhiệm vụ")]);
    campaign.run(&["merge"]);
    let [output, kept] = [campaign.path(OUTPUT), campaign.path(KEPT)];
    assert!([&output, &kept].iter().all(|file| !is_locked(&fs::read(file).unwrap())));
    let was = fs::read(&kept).unwrap();
    // The same output again, now locked: the copy kept from earlier stays what it was, and is not left open.
    assert_eq!(campaign.run(&["merge", "--encrypt-with", "mat-khau"]).code, 0);
    assert_eq!(opened(&kept), was);
    let new = opened(&output);
    // Unchanged, so there is nothing to keep.
    let run = campaign.run(&["merge", "--encrypt-with", "mat-khau"]);
    assert!(!run.out.contains("Bản trước"), "{}", run.out);
    assert_eq!((opened(&output), opened(&kept)), (new, was));
}

#[test]
fn a_password_that_cannot_be_one_stops_the_run_before_anything_is_written() {
    let campaign = campaign();
    let before = campaign.listing();
    for (name, text) in [("trống", String::new()), ("hai dòng", "a\nb\n".to_owned()), ("dài", "ă".repeat(256))] {
        fs::write(campaign.path("mat-khau"), text).unwrap();
        let run = campaign.run(&["merge", "--encrypt-with", "mat-khau"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}: {}", run.err);
        assert!(run.err.contains("một dòng"), "{name}: {}", run.err);
    }
    let run = campaign.run(&["merge", "--encrypt-with", "không có"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(campaign.listing(), before);
    let refused = campaign.run(&["merge", "--encrypt=abc"]);
    assert_eq!(refused.code, 2, "a password is no argument: {}", refused.err);
}

#[test]
fn packages_of_every_length_come_back_whole() {
    // Around the block, the segment, and the small streams that an old container packs together.
    let empty = zip::ZipWriter::new(std::io::Cursor::new(Vec::new())).finish().unwrap().into_inner();
    for n_bytes in [0, 1, 10, 4_074, 4_075, 70_000] {
        let package = [vec![0xA5; n_bytes], empty.clone()].concat();
        let locked = seal(&package, &Password::new(SECRET).unwrap()).unwrap();
        assert_eq!(unlocked(&locked, &[SECRET.to_owned()]).as_ref(), Some(&package), "{n_bytes}");
    }
}

#[test]
fn a_changed_byte_is_damage_and_no_password_is_shown() {
    let plain: &[u8] = include_bytes!("fixtures/danh-sach.xlsx");
    let password = Password::new(SECRET).unwrap();
    assert!(!format!("{password:?}").contains("Mật"));
    let locked = seal(plain, &password).unwrap();
    let passwords = [SECRET.to_owned()];
    assert_eq!(read(&locked, &Limits::default(), &passwords), read(plain, &Limits::default(), &[]));
    assert_eq!(read(&locked, &Limits::default(), &[]), Err(Unreadable::Locked));
    let package = locked.windows(8).rposition(|window| window == (plain.len() as u64).to_le_bytes()).unwrap();
    for at in [package + 8, package + plain.len() / 2, package + plain.len()] {
        let mut changed = locked.clone();
        changed[at] ^= 1;
        let result = read(&changed, &Limits::default(), &passwords);
        assert!(matches!(result, Err(Unreadable::Damaged { .. })), "{at}: {result:?}");
    }
}
