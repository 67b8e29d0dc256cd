//! Names of files made from names of branches, such that every system takes them.

use std::collections::BTreeSet;

/// The most bytes of a name before its extension; file systems take 255 in all.
const MAX_BYTES: usize = 200;

/// Names Windows keeps for devices, whatever the extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The text without what a path, a screen or a command line gives a meaning to.
pub fn safe(text: &str) -> String {
    let replaced: String = text
        .chars()
        .map(|c| if "/\\:*?\"<>|#%".contains(c) || c.is_control() { ' ' } else { c })
        .filter(|&c| !is_invisible(c))
        .collect();
    let words: Vec<&str> = replaced.split_whitespace().collect();
    let mut name = words.join(" ");
    while name.len() > MAX_BYTES {
        name.pop();
    }
    let name = name.trim_matches(|c: char| matches!(c, '.' | ' ' | '-' | '~' | '$')).to_owned();
    let stem = name.split('.').next().unwrap_or_default().trim().to_lowercase();
    let is_device = DEVICES.iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|rest| {
            rest.is_empty()
                || matches!(*device, "com" | "lpt") && rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit()
        })
    });
    match name.is_empty() {
        true => "Chi bộ".to_owned(),
        false if is_device => format!("Chi bộ {name}"),
        false => name,
    }
}

/// A safe name that none of `taken` is, whatever the case; it joins them.
pub fn distinct(text: &str, taken: &mut BTreeSet<String>) -> String {
    let base = safe(text);
    let mut name = base.clone();
    let mut number = 2_u32;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{base} ({number})");
        number += 1;
    }
    name
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_name_every_system_takes() {
        for (text, expected) in [
            ("CB01 Chi bộ Tổng hợp", "CB01 Chi bộ Tổng hợp"),
            ("CB/01\\..", "CB 01"),
            ("../../etc/passwd", "etc passwd"),
            ("-rf *", "rf"),
            ("~$CB01", "CB01"),
            ("CON", "Chi bộ CON"),
            ("com1.xlsx", "Chi bộ com1.xlsx"),
            ("Công đoàn", "Công đoàn"),
            ("Conan", "Conan"),
            ("a\u{202E}b\nc", "ab c"),
            ("...", "Chi bộ"),
            ("", "Chi bộ"),
        ] {
            assert_eq!(safe(text), expected, "{text:?}");
        }
        assert!(safe(&"ế".repeat(300)).len() <= MAX_BYTES);
    }

    #[test]
    fn two_branches_never_share_a_file() {
        let mut taken = BTreeSet::new();
        let names: Vec<String> = ["CB/1", "cb 1", "CB:1"].into_iter().map(|text| distinct(text, &mut taken)).collect();
        assert_eq!(names, ["CB 1", "cb 1 (2)", "CB 1 (3)"]);
    }
}
