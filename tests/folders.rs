//! Folders as they come (threats.md §5): what is no file, what cannot be opened, names that other systems write. Nothing
//! blocks, nothing is followed, nothing is missed: each odd thing is named once, and the good files beside it are merged.

use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A return of one branch, of one invented person.
fn good(path: &Path, number: usize) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Đảng viên").unwrap();
    sheet.write_string(0, 0, "DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021").unwrap();
    sheet.write_string(1, 0, format!("Chi bộ Tổ dân phố {number}")).unwrap();
    let header = ["TT", "Họ và tên", "Ngày sinh", "Chi bộ xếp loại"];
    let row = ["1", &format!("Nguyễn Văn Thử {number}"), "03/02/1980", "Hoàn thành tốt nhiệm vụ"];
    for (row, texts) in [(3, header), (4, row)] {
        for (column, text) in texts.iter().enumerate() {
            sheet.write_string(row, column as u16, *text).unwrap();
        }
    }
    fs::write(path, workbook.save_to_buffer().unwrap()).unwrap();
}

struct Looked {
    code: Option<i32>,
    merged: u64,
    /// Codes of the findings about each file, by its shown path.
    codes: BTreeMap<String, Vec<String>>,
    /// Shown paths of the files in use.
    used: Vec<String>,
}

fn look(folder: &Path) -> Looked {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let ended = command.args(["check", "--format", "json", "--quiet"]).arg(folder).output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap_or_else(|_| panic!("{ended:?}"));
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in said["findings"].as_array().unwrap() {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        codes.entry(text("file")).or_default().push(text("code"));
    }
    let used = said["submissions"].as_array().unwrap().iter().filter_map(|one| one["file"].as_str());
    Looked {
        code: ended.status.code(),
        merged: said["reconciliation"]["merged"].as_u64().unwrap(),
        codes,
        used: used.map(str::to_owned).collect(),
    }
}

impl Looked {
    fn of(&self, file: &str) -> Vec<&str> {
        self.codes.get(file).into_iter().flatten().map(String::as_str).collect()
    }
}

#[test]
fn what_is_no_return_is_named_and_the_returns_beside_it_are_merged() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    good(&at("a.xlsx"), 1);
    good(&at("z.xlsx"), 2);
    fs::create_dir(at("thư mục.xlsx")).unwrap();
    good(&at("thư mục.xlsx/trong.xlsx"), 3);
    fs::write(at("rỗng.xlsx"), b"").unwrap();
    fs::write(at("~$a.xlsx"), b"x").unwrap();
    fs::write(at(".DS_Store"), b"x").unwrap();
    fs::write(at("Thumbs.db"), b"x").unwrap();
    fs::write(at(".tonghop.lock"), b"x").unwrap();
    fs::write(at(".tonghop-AbCdEf.tmp"), b"x").unwrap();
    fs::write(at("cắt.xlsx"), &fs::read(at("a.xlsx")).unwrap()[..1_000]).unwrap();
    let looked = look(folder.path());
    assert_eq!((looked.code, looked.merged), (Some(3), 2));
    for (name, codes) in [
        ("thư mục.xlsx", &["F117"][..]),
        ("rỗng.xlsx", &["F105"]),
        ("cắt.xlsx", &["F105"]),
        ("~$a.xlsx", &["F117"]),
        (".DS_Store", &["F117"]),
        ("Thumbs.db", &["F117"]),
        (".tonghop.lock", &[]),
        (".tonghop-AbCdEf.tmp", &[]),
    ] {
        assert_eq!(looked.of(name), codes, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_links_neither_block_nor_lead_away() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    good(&at("a.xlsx"), 1);
    good(&elsewhere.path().join("b.xlsx"), 2);
    assert!(Command::new("mkfifo").arg(at("ống.xlsx")).status().unwrap().success());
    symlink("/dev/zero", at("không hết.xlsx")).unwrap();
    symlink("vòng 2.xlsx", at("vòng 1.xlsx")).unwrap();
    symlink("vòng 1.xlsx", at("vòng 2.xlsx")).unwrap();
    symlink("không có.xlsx", at("treo.xlsx")).unwrap();
    symlink(elsewhere.path().join("b.xlsx"), at("ra ngoài.xlsx")).unwrap();
    symlink(folder.path(), at("quay lại")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("cổng.xlsx")).unwrap();
    let looked = look(folder.path());
    assert_eq!(looked.merged, 1);
    for name in [
        "ống.xlsx",
        "không hết.xlsx",
        "vòng 1.xlsx",
        "vòng 2.xlsx",
        "treo.xlsx",
        "ra ngoài.xlsx",
        "quay lại",
        "cổng.xlsx",
    ] {
        assert_eq!(looked.of(name), ["F117"], "{name}");
    }
}

/// Named by itself on the command line, a pipe or a device is not read either.
#[cfg(unix)]
#[test]
fn a_device_given_by_itself_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("ống");
    good(&folder.path().join("a.xlsx"), 1);
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [Path::new("/dev/zero"), Path::new("/dev/full"), &pipe] {
        for arguments in [
            &["check"][..],
            &["merge", "--plan"],
            &["init", "x", "--year", "2021", "--roster"],
            &["report", "--template"],
            &["check", "a.xlsx", "--regulation"],
            &["check", "a.xlsx", "--password-file"],
            &["merge", "-o", "ra.xlsx", "--decisions"],
        ] {
            // To nobody's end of a pipe, the one option that may name one would wait.
            if path == pipe && arguments.last().is_some_and(|last| matches!(*last, "--password-file" | "--regulation"))
            {
                continue;
            }
            let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
            let ended = command.args(arguments).arg(path).current_dir(folder.path()).output().unwrap();
            assert_eq!(ended.status.code(), Some(2), "{arguments:?} {}: {ended:?}", path.display());
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("đóng.xlsx");
    good(&folder.path().join("a.xlsx"), 1);
    good(&closed, 2);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let looked = look(folder.path());
    // Some may read everything.
    match fs::read(&closed) {
        Ok(_) => assert_eq!((looked.merged, looked.of("đóng.xlsx").contains(&"F105")), (2, false)),
        Err(_) => assert_eq!((looked.merged, looked.of("đóng.xlsx")), (1, vec!["F105"])),
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_or_are_the_same_to_the_eye_are_read_each() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    // Two that show alike, of Windows-1258 or of nothing; then the two ways to write one Vietnamese name.
    let names: [&OsStr; 4] = [
        OsStr::from_bytes(b"Chi b\xF2.xlsx"),
        OsStr::from_bytes(b"Chi b\xF5.xlsx"),
        OsStr::new("Chi bộ A.xlsx"),
        OsStr::new("Chi bo\u{323}\u{302} A.xlsx"),
    ];
    for (number, name) in (1..).zip(names) {
        good(&folder.path().join(name), number);
    }
    let looked = look(folder.path());
    assert_eq!((looked.merged, looked.used.len()), (4, 4), "{:?}", looked.used);
    assert!(looked.codes.keys().all(|file| !looked.of(file).contains(&"F105")), "{:?}", looked.codes);
    // What the screen shows has no broken bytes.
    assert!(looked.used.iter().any(|name| name.contains('\u{FFFD}')), "{:?}", looked.used);
}

#[test]
fn a_very_long_path_is_a_path() {
    let folder = tempfile::tempdir().unwrap();
    let mut deep = PathBuf::from(folder.path());
    for _ in 0..6 {
        deep.push("Hồ sơ kiểm điểm, xếp loại chất lượng cuối năm của các chi bộ");
    }
    fs::create_dir_all(deep.join("nop")).unwrap();
    let long = format!("{}.xlsx", "dài".repeat(60));
    good(&deep.join("nop").join(&long), 1);
    assert!(deep.as_os_str().len() > 400);
    let looked = look(&deep);
    assert_eq!((looked.merged, looked.used), (1, vec![format!("nop/{long}")]));
    assert!(deep.join("ket-qua/tong-quan.html").is_file());
}

/// Times that no honest file has harm nothing.
#[test]
fn files_of_1970_and_2100_are_files() {
    use std::time::{Duration, SystemTime};
    let folder = tempfile::tempdir().unwrap();
    for (number, seconds) in [(1, 0), (2, 4_102_444_800), (3, 253_402_300_799)] {
        let path = folder.path().join(format!("{number}.xlsx"));
        good(&path, number);
        let file = fs::File::options().write(true).open(path).unwrap();
        // A file system that cannot hold the time keeps the one it has.
        let _ = file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    }
    assert_eq!(look(folder.path()).merged, 3);
}
