//! The house's laws, read from the source itself: imports go down only, each package has one door, every file opens
//! with what it owns, nothing is left half done. If a test here fails, move the code; do not widen the tables without
//! saying why in the change.

#[path = "house/source.rs"]
mod source;

use source::{Path, Token};
use std::collections::BTreeSet;
use std::fs;
use std::path::{self, PathBuf};

/// What each room of `src` may use of the others. Floors fall from the bottom of this list to its top.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    // Both stand on the ground floor; what cleaning changed in a text is one of the domain's bare facts.
    ("text", &["domain::fault"]),
    ("grid", &["domain::place"]),
    ("book", &[]),
    ("docx", &[]),
    // Bytes of finished office files, whoever made them.
    ("seal", &[]),
    ("regulation", &["domain", "text"]),
    ("intake", &["domain", "text", "grid"]),
    ("rules", &["domain", "text", "regulation"]),
    ("consolidate", &["domain", "text", "grid", "regulation", "intake", "rules"]),
    // The workbook sent back to a branch shows its own cells: plain data, read again from bytes it is given.
    ("output", &["domain", "text", "grid", "book", "docx", "regulation", "rules", "consolidate"]),
    // The other door to the same work: files from a page, and a page's text back.
    ("browser", &["grid", "intake", "consolidate", "output"]),
    // A copy without names is made of cells, and how they were understood says whose they are.
    ("redact", &["domain", "text", "grid", "book", "intake"]),
    ("cli", &["domain", "text", "grid", "regulation", "intake", "rules", "consolidate", "output", "redact", "seal"]),
];

/// The rooms, or single files, that may name a package or a part of the standard library.
const DOORS: [(&str, &[&str]); 36] = [
    ("calamine", &["grid"]),
    ("encoding_rs", &["grid/charset.rs"]),
    // Reading containers; putting long lists into the package that rust_xlsxwriter made; marking a branch's own workbook.
    ("zip", &["grid", "book/package.rs", "book/marked", "docx"]),
    // Packing lists; unpacking parts.
    ("flate2", &["book", "grid/inflate.rs"]),
    // Finding signs in long texts: the end of a piece, what must be escaped.
    ("memchr", &["grid/container.rs", "book/records.rs"]),
    ("quick_xml", &["grid"]),
    ("rust_xlsxwriter", &["book"]),
    ("toml", &["regulation"]),
    // Fingerprints of files and plans; keys of rows; keys of locked workbooks.
    ("sha2", &["intake", "consolidate/key.rs", "grid/unlock", "seal", "redact/alias.rs"]),
    ("sha1", &["grid/unlock"]),
    ("md5", &["grid/unlock"]),
    ("rc4", &["grid/unlock"]),
    ("hmac", &["grid/unlock", "seal", "redact/alias.rs"]),
    ("aes", &["grid/unlock", "seal"]),
    ("getrandom", &["seal", "cli/redact.rs"]),
    ("cfb", &["seal/container.rs"]),
    ("rpassword", &["cli/password.rs"]),
    ("ctrlc", &["cli/interrupt.rs"]),
    ("compact_str", &["domain/text.rs"]),
    ("unicode_normalization", &["text"]),
    ("rayon", &["consolidate"]),
    ("serde", &["regulation", "output"]),
    ("serde_json", &["output/json"]),
    ("maud", &["output/page"]),
    ("unicode_width", &["output/columns.rs", "output/ink.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("terminal_size", &["cli/screen.rs"]),
    ("windows_sys", &["cli/console.rs", "grid/worker/confine.rs"]),
    ("rustix", &["grid/worker/confine.rs", "cli/lock.rs"]),
    ("tempfile", &["cli/save.rs", "cli/save_folder.rs"]),
    ("std::fs", &["intake/folder", "cli"]),
    // Parsers of others run in processes of their own, started from the executable that asks for them. The tests' seam in
    // the disk is told by a variable, and may end the process.
    ("std::process", &["main.rs", "cli", "grid/worker", "intake/folder/disk.rs"]),
    ("std::env", &["main.rs", "cli", "grid/worker", "intake/folder/disk.rs"]),
];

/// Words that must not stand in the program, and why.
const FORBIDDEN: [(&[&str], &str); 13] = [
    (&["todo", "!"], "is left half done"),
    (&["unimplemented", "!"], "is left half done"),
    (&["dbg", "!"], "prints what it looks at"),
    (&["println", "!"], "prints outside cli/screen.rs"),
    (&["eprintln", "!"], "prints outside cli/screen.rs"),
    (&["print", "!"], "prints outside cli/screen.rs"),
    (&["eprint", "!"], "prints outside cli/screen.rs"),
    (&[".", "unwrap", "("], "panics without a reason"),
    (&["SystemTime", "::", "now"], "makes outputs depend on the clock"),
    (&["Local", "::", "now"], "makes outputs depend on the clock"),
    (&["Utc", "::", "now"], "makes outputs depend on the clock"),
    (&["#", "[", "ignore"], "switches a test off"),
    (&["#", "[", "should_panic"], "hides which panic is meant"),
];

/// Lines of a file without its tests. Past half of this it is probably two ideas, past this it certainly is; rooms of
/// many like things (the rules of one family) live in between.
const LONGEST: usize = 600;

/// One file of `src`.
struct File {
    /// Inside `src`, with `/`: `intake/folder/mod.rs`.
    path: String,
    text: String,
    /// Without tests.
    tokens: Vec<Token>,
}

impl File {
    /// The room it stands in: `intake`, or `main.rs` and `lib.rs` themselves.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    fn is_in(&self, place: &str) -> bool {
        self.path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
    }

    /// The modules around the code of this file, from the crate's root.
    fn modules(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        path.split('/').collect()
    }

    /// A path as seen from the crate's root, `["rules", "finding"]`; none when it leads out of the crate.
    fn inside<'a>(&'a self, path: &'a Path) -> Option<Vec<&'a str>> {
        let mut parts: Vec<&str> = path.parts.iter().map(String::as_str).collect();
        match parts[0] {
            "crate" | "tonghop" => Some(parts.split_off(1)),
            "self" | "super" => {
                let mut modules = self.modules();
                while let Some(&first) = parts.first().filter(|&&first| first == "super" || first == "self") {
                    if first == "super" {
                        modules.pop();
                    }
                    parts.remove(0);
                }
                modules.extend(parts);
                Some(modules)
            }
            _ => None,
        }
    }
}

/// Every file of `src` that is not a test's.
fn files() -> Vec<File> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let found = sources(&root);
    let mut test_modules = BTreeSet::new();
    let mut files = Vec::new();
    for path in found {
        let inside = path.strip_prefix(&root).expect("found under src").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).expect("source is UTF-8");
        let (tokens, tests) = source::without_tests(&source::tokens(&text));
        let file = File { path: inside, text, tokens };
        test_modules.extend(tests.into_iter().map(|name| format!("{}/{name}", file.modules().join("/"))));
        files.push(file);
    }
    files.retain(|file| {
        let modules = file.modules();
        !(1..=modules.len()).any(|n| test_modules.contains(&modules[..n].join("/")))
    });
    files
}

fn none_of(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn imports_go_down_only() {
    let mut faults = Vec::new();
    for file in files() {
        let Some((room, allowed)) = MAY_USE.iter().find(|(room, _)| *room == file.room()) else { continue };
        for path in source::paths(&file.tokens) {
            let Some(inside) = file.inside(&path) else { continue };
            let target = inside.join("::");
            let names = |room: &str| target == room || target.starts_with(&format!("{room}::"));
            let is_room = MAY_USE.iter().any(|(other, _)| names(other));
            if is_room && !names(room) && !allowed.iter().any(|allowed| names(allowed)) {
                faults.push(format!("{}:{}: {room} must not use {target}", file.path, path.line));
            }
        }
    }
    none_of(faults);
}

#[test]
fn every_room_has_its_floor() {
    let rooms: BTreeSet<String> =
        files().iter().map(|file| file.room().to_owned()).filter(|room| !room.ends_with(".rs")).collect();
    let known: BTreeSet<String> = MAY_USE.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, known);
}

#[test]
fn every_package_has_one_door() {
    let mut faults = Vec::new();
    for file in files() {
        for path in source::paths(&file.tokens) {
            let named = path.parts.join("::");
            for (package, doors) in DOORS {
                let uses = named == package || named.starts_with(&format!("{package}::"));
                let is_ours = file.modules().contains(&package);
                if uses && !is_ours && !doors.iter().any(|door| file.is_in(door)) {
                    faults.push(format!("{}:{}: {package} has its door in {doors:?}", file.path, path.line));
                }
            }
        }
    }
    none_of(faults);
}

/// Every Rust file below a folder, sorted.
fn sources(root: &path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                // What a fuzzer built is nobody's source.
                folders.extend((!path.ends_with("target")).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_file_opens_with_what_it_owns() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found: Vec<PathBuf> =
        ["src", "tests", "benches", "samples"].iter().flat_map(|folder| sources(&root.join(folder))).collect();
    assert!(found.len() > 400, "only {} files", found.len());
    let is_silent = |path: &PathBuf| !fs::read_to_string(path).expect("source is UTF-8").starts_with("//! ");
    none_of(found.into_iter().filter(is_silent).map(|path| path.display().to_string()).collect());
}

#[test]
fn nothing_is_left_half_done() {
    let mut faults = Vec::new();
    for file in files() {
        for (words, why) in FORBIDDEN {
            let mut places = file.tokens.windows(words.len());
            if let Some(place) =
                places.find(|place| place.iter().map(|token| token.text.as_str()).eq(words.iter().copied()))
            {
                faults.push(format!("{}:{}: {} {why}", file.path, place[0].line, words.concat()));
            }
        }
    }
    none_of(faults);
}

#[test]
fn no_file_is_two_ideas_long() {
    let longer = |file: &File| {
        // Tests stand at the end of a file.
        let tests = file.text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(file.text.len());
        file.text[..tests].lines().count() > LONGEST
    };
    none_of(
        files()
            .iter()
            .filter(|file| longer(file))
            .map(|file| format!("{} is over {LONGEST} lines", file.path))
            .collect(),
    );
}

#[test]
fn main_is_arguments_in_and_exit_code_out() {
    let main = files().into_iter().find(|file| file.path == "main.rs").expect("there is a binary");
    assert!(main.text.lines().count() < 30);
}
