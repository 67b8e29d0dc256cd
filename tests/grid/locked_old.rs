//! Old workbooks (.xls) locked with a password: each of the three ways opens with the right one, and with no other.
//! `fixtures/locked/make_old.py` says who wrote the files.

use crate::dump::{dump, dumped};
use tonghop::grid::{Limits, Unreadable, Workbook, read};

const PLAIN: &[u8] = include_bytes!("fixtures/libreoffice/openpyxl.xls");
const RC4: &[u8] = include_bytes!("fixtures/locked/old-rc4.xls");
const CRYPTO_API: &[u8] = include_bytes!("fixtures/locked/old-crypto-api-128.xls");
const MIXED: &[u8] = include_bytes!("fixtures/locked/old-mixed.xls");
const EXCELS_OWN: &[u8] = include_bytes!("fixtures/locked/old-rc4-excels-own.xls");

const PASSWORD: &str = "mật khẩu";
/// Excel 95's way knows letters of one byte only.
const OF_ONE_BYTE: &str = "mat khau 2021";

const LOCKED: [(&str, &[u8], &str); 6] = [
    ("saved by LibreOffice", include_bytes!("fixtures/locked/libreoffice-rc4.xls"), PASSWORD),
    ("rc4", RC4, PASSWORD),
    ("crypto api, 40 bits", include_bytes!("fixtures/locked/old-crypto-api-40.xls"), PASSWORD),
    ("crypto api, 56 bits", include_bytes!("fixtures/locked/old-crypto-api-56.xls"), PASSWORD),
    ("crypto api, 128 bits", CRYPTO_API, PASSWORD),
    ("mixed", MIXED, OF_ONE_BYTE),
];

fn with(bytes: &[u8], passwords: &[&str]) -> Result<Workbook, Unreadable> {
    let passwords: Vec<String> = passwords.iter().map(|password| (*password).to_owned()).collect();
    read(bytes, &Limits::default(), &passwords)
}

/// Where the record that says how the file is locked has its body.
fn description(bytes: &[u8]) -> usize {
    let first = bytes.windows(8).position(|window| window == [0x09, 0x08, 0x10, 0, 0, 6, 5, 0]).unwrap();
    assert_eq!(bytes[first + 20..first + 22], [0x2F, 0]);
    first + 24
}

#[test]
fn every_way_of_locking_an_old_workbook_opens_with_its_password() {
    for (name, bytes, password) in LOCKED {
        let opened = with(bytes, &["sai", "", password]).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert_eq!(dump(&opened), dumped(PLAIN), "{name}");
        assert!(opened.fonts.iter().any(|font| &**font == "Calibri"), "{name}: {:?}", opened.fonts);
        assert!(opened.modified.is_some(), "{name}: when it was saved is told");
    }
}

#[test]
fn without_the_right_password_an_old_workbook_stays_locked() {
    let long = "dài".repeat(100);
    for (name, bytes, _) in LOCKED {
        let others = ["", "sai", "mật khẩu ", "Mật khẩu", "mat khau 2022", "mat khau 2021 nam", &long];
        for passwords in [&[][..], &others[..]] {
            assert_eq!(with(bytes, passwords), Err(Unreadable::Locked), "{name} {passwords:?}");
        }
    }
}

#[test]
fn an_old_workbook_that_excel_opens_without_asking_opens_without_asking() {
    assert_eq!(dumped(EXCELS_OWN), dumped(PLAIN));
}

#[test]
fn a_verifier_that_does_not_fit_its_password_opens_nothing() {
    for (name, bytes, password) in LOCKED {
        // The last byte of the verifier's hash, or of the only verifier there is.
        let at = description(bytes);
        let length = usize::from(bytes[at - 2]) | usize::from(bytes[at - 1]) << 8;
        let mut changed = bytes.to_vec();
        changed[at + length - 1] ^= 1;
        assert_eq!(with(&changed, &[password]), Err(Unreadable::Locked), "{name}");
    }
}

#[test]
fn ways_of_locking_that_nobody_knows_stay_locked() {
    // Places in the description: kind of lock; version; cipher, hash, bits of the CryptoAPI.
    for (bytes, at, byte) in
        [(RC4, 0, 7), (RC4, 2, 9), (CRYPTO_API, 4, 3), (CRYPTO_API, 22, 2), (CRYPTO_API, 26, 5), (CRYPTO_API, 30, 3)]
    {
        let mut changed = bytes.to_vec();
        changed[description(bytes) + at] = byte;
        assert_eq!(with(&changed, &[PASSWORD]), Err(Unreadable::Locked), "byte {at}");
    }
}

#[test]
fn no_damaged_description_or_record_ends_the_run() {
    for (name, bytes, password) in LOCKED {
        let start = description(bytes);
        for at in (start - 4..start + 160).step_by(3) {
            let mut changed = bytes.to_vec();
            changed[at] ^= 0x91;
            if let Ok(workbook) = with(&changed, &[password]) {
                // Names of providers, flags and what is no part of the description may be anything.
                assert!(!workbook.sheets.is_empty(), "{name}, byte {at}");
            }
        }
        for n_bytes in (0..bytes.len()).step_by(512) {
            assert!(with(&bytes[..n_bytes], &[password]).is_err(), "{name} cut at {n_bytes}");
        }
    }
    let cut = |bytes: &[u8], length: u8| {
        let mut changed = bytes.to_vec();
        changed[description(bytes) - 2] = length;
        with(&changed, &[PASSWORD, OF_ONE_BYTE])
    };
    for (bytes, length) in [(RC4, 0), (RC4, 5), (RC4, 53), (CRYPTO_API, 20), (CRYPTO_API, 80), (MIXED, 5)] {
        assert!(matches!(cut(bytes, length), Err(Unreadable::Damaged { .. })), "{length} bytes");
    }
}
