//! The README's table of codes is the registry's: `TONGHOP_WRITE_EXPECTED=1 cargo test --test readme` writes it anew.

use std::path::Path;
use tonghop::rules::RULES;
use tonghop::rules::scope::only_in;

const FROM: &str = "<!-- BẢNG MÃ: bắt đầu (tests/readme.rs) -->\n";
const TO: &str = "<!-- BẢNG MÃ: hết -->";

/// One row a rule, in the order of the registry.
fn table() -> String {
    let mut table = "| mã | mức | hồ sơ | nội dung |\n|---|---|---|---|\n".to_owned();
    for rule in RULES {
        let sometimes =
            rule.sometimes.map(|(severity, when)| format!("; {} khi {when}", severity.label().to_lowercase()));
        let profiles = only_in(rule.code);
        let profiles = if profiles.is_empty() { "mọi năm".to_owned() } else { profiles.join(", ") };
        let (severity, sometimes) = (rule.severity.label(), sometimes.unwrap_or_default());
        table += &format!("| {} | {severity}{sometimes} | {profiles} | {} |\n", rule.code, rule.title);
    }
    table
}

#[test]
fn the_table_of_codes_is_the_registrys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(FROM).expect("the table begins");
    let (found, after) = rest.split_once(TO).expect("the table ends");
    if std::env::var_os("TONGHOP_WRITE_EXPECTED").is_some() {
        std::fs::write(&path, format!("{before}{FROM}{}{TO}{after}", table())).unwrap();
        return;
    }
    assert!(found == table(), "run TONGHOP_WRITE_EXPECTED=1 cargo test --test readme, and read the diff");
}
