//! Workbooks locked with a password: every way Office locks them opens with the right one, and with no other.
//! `fixtures/locked/make.py` says who wrote the files.

use crate::dump::dumped;
use tonghop::grid::{Limits, Unreadable, Workbook, read};

const PLAIN: &[u8] = include_bytes!("../fixtures/danh-sach.xlsx");
const AGILE: &[u8] = include_bytes!("fixtures/locked/agile-192-sha256.xlsx");
const STANDARD: &[u8] = include_bytes!("fixtures/locked/standard-128.xlsx");
const EXCELS_OWN: &[u8] = include_bytes!("fixtures/locked/agile-excels-own.xlsx");

const LOCKED: [(&str, &[u8]); 7] = [
    ("agile 128 sha1", include_bytes!("fixtures/locked/agile-128-sha1.xlsx")),
    ("agile 192 sha256", AGILE),
    ("agile 256 sha384", include_bytes!("fixtures/locked/agile-256-sha384.xlsx")),
    ("agile 256 sha512", include_bytes!("fixtures/locked/agile-256-sha512.xlsx")),
    ("standard 128", STANDARD),
    ("standard 192", include_bytes!("fixtures/locked/standard-192.xlsx")),
    ("standard 256", include_bytes!("fixtures/locked/standard-256.xlsx")),
];

fn with(bytes: &[u8], passwords: &[&str]) -> Result<Workbook, Unreadable> {
    let passwords: Vec<String> = passwords.iter().map(|password| (*password).to_owned()).collect();
    read(bytes, &Limits::default(), &passwords)
}

fn cause(result: Result<Workbook, Unreadable>) -> String {
    match result {
        Err(Unreadable::Damaged { cause }) => cause,
        other => format!("{other:?}"),
    }
}

/// The file with words of its description replaced by as many bytes.
fn edited(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).expect(from);
    [&bytes[..at], to.as_bytes(), &bytes[at + to.len()..]].concat()
}

#[test]
fn every_way_of_locking_opens_with_its_password() {
    let plain = read(PLAIN, &Limits::default(), &[]).unwrap();
    for (name, bytes) in LOCKED {
        assert_eq!(with(bytes, &["mật khẩu"]).as_ref(), Ok(&plain), "{name}");
    }
}

#[test]
fn the_right_password_is_found_among_others() {
    assert!(with(AGILE, &["", "sai", &"dài".repeat(100), "mật khẩu", "nữa"]).is_ok());
    assert!(with(STANDARD, &["sai", "mật khẩu"]).is_ok());
}

#[test]
fn without_the_right_password_a_file_stays_locked() {
    for (name, bytes) in [("agile", AGILE), ("standard", STANDARD)] {
        for passwords in [&[][..], &["sai"], &["mật khẩu "], &["Mật khẩu"], &["VelvetSweatshop"]] {
            assert_eq!(with(bytes, passwords), Err(Unreadable::Locked), "{name} {passwords:?}");
        }
    }
}

#[test]
fn what_excel_opens_without_asking_opens_without_asking() {
    assert_eq!(with(EXCELS_OWN, &[]), read(PLAIN, &Limits::default(), &[]));
}

#[test]
fn rounds_past_the_limit_are_refused_before_any_is_made() {
    // The file says 1000; the larger number takes letters of an attribute that nobody reads.
    let endless = edited(AGILE, "spinCount=\"1000\" saltSize=\"16\"", "spinCount=\"1000001\" saltSiz=\"\"");
    assert!(cause(with(&endless, &["mật khẩu"])).starts_with("more rounds"));
}

#[test]
fn a_package_changed_after_it_was_locked_is_damage() {
    let package = |bytes: &[u8]| {
        // The package is the largest stream: its bytes lie in the last third of the file.
        bytes.len() * 2 / 3
    };
    for (name, bytes) in LOCKED {
        let mut changed = bytes.to_vec();
        let at = package(bytes);
        changed[at] ^= 1;
        let result = with(&changed, &["mật khẩu"]);
        assert!(matches!(result, Err(Unreadable::Damaged { .. })), "{name}: {result:?}");
    }
}

#[test]
fn no_broken_description_opens_or_ends_the_run() {
    for (from, to) in [
        ("keyBits=\"192\"", "keyBits=\"999\""),
        ("blockSize=\"16\"", "blockSize=\"08\""),
        ("saltValue=\"", "saltValue=<"),
        ("keyData", "keyDatA"),
        ("encryptedKeyValue", "encryptedKeyValu3"),
        ("encryptedHmacKey", "encryptedHmacKez"),
    ] {
        let result = with(&edited(AGILE, from, to), &["mật khẩu"]);
        assert!(result.is_err(), "{from}: {result:?}");
    }
    for (from, to) in [("\"AES\"", "\"DES\""), ("ChainingModeCBC", "ChainingModeCFB"), ("SHA256", "WHIRL1")] {
        assert_eq!(with(&edited(AGILE, from, to), &["mật khẩu"]), Err(Unreadable::Locked), "{from}");
    }
    for bytes in [AGILE, STANDARD] {
        for n_bytes in (0..bytes.len()).step_by(512) {
            assert!(with(&bytes[..n_bytes], &["mật khẩu"]).is_err(), "cut at {n_bytes}");
        }
    }
}

#[test]
fn no_flipped_bit_of_the_description_is_taken_for_an_answer() {
    let plain = read(PLAIN, &Limits::default(), &[]).unwrap();
    let start = STANDARD.windows(4).position(|window| window == [3, 0, 2, 0]).unwrap();
    for at in (start..start + 240).step_by(7) {
        let mut changed = STANDARD.to_vec();
        changed[at] ^= 0x10;
        if let Ok(workbook) = with(&changed, &["mật khẩu"]) {
            // Names and reserved numbers may be anything.
            assert_eq!(workbook, plain, "byte {at}");
        }
    }
}

#[test]
fn locked_workbooks_of_other_kinds_are_named() {
    assert_eq!(dumped(AGILE), "Locked");
}
