//! What a folder holds.

use crate::domain::fault::SkippedThing;
use crate::intake::folder::{FolderError, Listing, list};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with the given files; a name that ends in `/` is a folder.
fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
    }
    folder
}

/// Shown paths, skipped things with their kind behind.
fn shown(listing: &Listing) -> Vec<String> {
    let entry = |entry: &super::super::Entry| match entry.skipped {
        Some(thing) => format!("{} {thing:?}", entry.shown),
        None => entry.shown.clone(),
    };
    listing.entries.iter().map(entry).collect()
}

fn plan_name(listing: &Listing) -> Option<String> {
    let path = listing.plan.as_ref()?;
    assert!(path.is_file());
    Some(path.file_name()?.to_string_lossy().into_owned())
}

#[test]
fn a_campaign_folder_gives_the_plan_and_what_lies_in_nop() {
    let folder = folder(&[
        "ke-hoach.xlsx",
        "ghi chu.xlsx",
        "ket-qua/tong-hop-2021.xlsx",
        "nop/b.xlsx",
        "nop/a.pdf",
        "nop/A.XLS",
        "nop/tong-hop-2021.xlsx",
        "nop/Chi bộ 1/c.xlsx",
        "nop/Chi bộ 1/cũ/d.xlsx",
        "nop/trong/",
    ]);
    let listing = list(folder.path()).unwrap();
    assert_eq!(plan_name(&listing).as_deref(), Some("ke-hoach.xlsx"));
    assert_eq!(
        shown(&listing),
        [
            "nop/A.XLS",
            "nop/Chi bộ 1/c.xlsx",
            "nop/Chi bộ 1/cũ Folder",
            "nop/a.pdf",
            "nop/b.xlsx",
            "nop/tong-hop-2021.xlsx",
        ]
    );
    assert!(listing.entries.iter().all(|entry| entry.on_disk.exists()));
}

#[test]
fn a_folder_without_nop_gives_its_own_files_but_not_the_programs() {
    let folder = folder(&[
        "KE-HOACH.XLSX",
        "CB01.xlsx",
        "bao-cao-chi-bo-1.xlsx",
        "tong-hop-chi-bo-2.xlsx",
        "bao-cao-2021.docx",
        "bao-cao-2021.xlsx",
        "tong-hop-2021.xlsx",
        "tinh-hinh-nop.xlsx",
        "don-doc.txt",
        "tong-quan.html",
        "ket-qua/x.xlsx",
        "phan-hoi/CB01.xlsx",
        "mau/CB01.xlsx",
        "them/CB02.xlsx",
    ]);
    let listing = list(folder.path()).unwrap();
    assert_eq!(plan_name(&listing).as_deref(), Some("KE-HOACH.XLSX"));
    assert_eq!(shown(&listing), ["CB01.xlsx", "bao-cao-chi-bo-1.xlsx", "them/CB02.xlsx", "tong-hop-chi-bo-2.xlsx"]);
}

#[test]
fn things_that_are_no_returns_are_skipped_by_kind() {
    let folder = folder(&[
        "nop/~$CB01.xlsx",
        "nop/.~lock.CB01.ods#",
        "nop/Thumbs.db",
        "nop/DESKTOP.INI",
        "nop/.DS_Store",
        "nop/._CB01.xlsx",
        "nop/.an/",
        "nop/__MACOSX/CB01.xlsx",
        "nop/~WRD0001.tmp",
        "nop/x.xlsx/trong.xlsx",
        "nop/don-doc.txt",
        "nop/ghi chú.txt",
        "nop/khong duoi",
    ]);
    assert_eq!(
        shown(&list(folder.path()).unwrap()),
        [
            "nop/.DS_Store SystemFile",
            "nop/._CB01.xlsx SystemFile",
            "nop/.an SystemFile",
            "nop/.~lock.CB01.ods# LockFile",
            "nop/DESKTOP.INI SystemFile",
            "nop/Thumbs.db SystemFile",
            "nop/__MACOSX SystemFile",
            "nop/don-doc.txt Foreign",
            "nop/ghi chú.txt",
            "nop/khong duoi",
            "nop/x.xlsx Folder",
            "nop/~$CB01.xlsx LockFile",
            "nop/~WRD0001.tmp SystemFile",
        ]
    );
}

#[test]
fn the_plan_goes_by_a_few_spellings_and_the_exact_one_first() {
    let cases: &[(&[&str], Option<&str>)] = &[
        (&["ke-hoach.xlsx"], Some("ke-hoach.xlsx")),
        (&["Ke-Hoach.XLSM"], Some("Ke-Hoach.XLSM")),
        (&["Kế hoạch.xlsx"], Some("Kế hoạch.xlsx")),
        (&["ke\u{302}\u{301}-hoa\u{323}ch.xlsx"], Some("ke\u{302}\u{301}-hoa\u{323}ch.xlsx")),
        (&["KE-HOACH.xlsx", "ke-hoach.xlsx"], Some("ke-hoach.xlsx")),
        (&["ke-hoach (1).xlsx"], None),
        (&["~$ke-hoach.xlsx"], None),
        (&["ke-hoach.xlsx/"], None),
        (&["ke-hoach.docx"], None),
    ];
    for (names, expected) in cases {
        let folder = folder(&[&["nop/"], *names].concat());
        assert_eq!(plan_name(&list(folder.path()).unwrap()).as_deref(), *expected, "{names:?}");
    }
}

#[test]
fn nop_itself_finds_the_plan_beside_it_and_shows_paths_from_there() {
    let folder = folder(&["ke-hoach.xlsx", "Nop/CB01.xlsx", "khac/CB02.xlsx"]);
    let listing = list(&folder.path().join("Nop")).unwrap();
    assert_eq!(
        (plan_name(&listing).as_deref(), shown(&listing)),
        (Some("ke-hoach.xlsx"), vec!["CB01.xlsx".to_owned()])
    );
    assert_eq!(list(&folder.path().join("khac")).unwrap().plan, None);
    assert_eq!(shown(&list(folder.path()).unwrap()), ["Nop/CB01.xlsx"]);
}

#[test]
fn a_single_file_is_one_entry() {
    let folder = folder(&["ke-hoach.xlsx", "CB01.xlsx", "~$CB01.xlsx"]);
    let listing = list(&folder.path().join("CB01.xlsx")).unwrap();
    assert_eq!((listing.plan.is_none(), shown(&listing)), (true, vec!["CB01.xlsx".to_owned()]));
    assert_eq!(shown(&list(&folder.path().join("~$CB01.xlsx")).unwrap()), ["~$CB01.xlsx LockFile"]);
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let missing = list(Path::new("/khong-co/thu-muc"));
    assert!(matches!(missing, Err(FolderError::Missing { .. })));
    assert_eq!(missing.unwrap_err().to_string(), "không thấy tệp hay thư mục /khong-co/thu-muc");
}

#[test]
fn an_empty_folder_is_an_empty_listing() {
    let folder = folder(&[]);
    assert_eq!(list(folder.path()).unwrap(), Listing::default());
}

#[cfg(unix)]
#[test]
fn links_pipes_and_loops_are_special_and_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = folder(&["nop/CB01.xlsx", "nop/sub/"]);
    let nop = folder.path().join("nop");
    symlink(nop.join("CB01.xlsx"), nop.join("link.xlsx")).unwrap();
    symlink("nowhere", nop.join("dangling.xlsx")).unwrap();
    symlink(&nop, nop.join("loop")).unwrap();
    symlink(&nop, nop.join("sub/loop")).unwrap();
    symlink("/dev/zero", nop.join("zero.xlsx")).unwrap();
    assert_eq!(
        shown(&list(folder.path()).unwrap()),
        [
            "nop/CB01.xlsx",
            "nop/dangling.xlsx Special",
            "nop/link.xlsx Special",
            "nop/loop Special",
            "nop/sub/loop Special",
            "nop/zero.xlsx Special",
        ]
    );
    assert_eq!(list(Path::new("/dev/null")).unwrap().entries[0].skipped, Some(SkippedThing::Special));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_are_shown_with_replacements() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&["nop/"]);
    for name in [b"CB\xe901.xlsx".as_slice(), b"CB\xea01.xlsx"] {
        fs::write(folder.path().join("nop").join(OsStr::from_bytes(name)), b"x").unwrap();
    }
    let listing = list(folder.path()).unwrap();
    assert_eq!(shown(&listing), ["nop/CB\u{fffd}01.xlsx", "nop/CB\u{fffd}01.xlsx"]);
    assert!(listing.entries[0].on_disk < listing.entries[1].on_disk);
}
