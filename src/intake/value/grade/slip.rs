//! Slips of the keyboard in grade cells: which are safe to accept, and which grade to offer for the others.

use super::GradeText;
use crate::domain::grade::Grade;
use crate::text::likeness::edits_within;

/// Labels without spaces, as long as they are written.
const LABELS: &[(&str, Grade)] = &[
    ("hoanthanhxuatsacnhiemvu", Grade::Excellent),
    ("hoanthanhxuatsac", Grade::Excellent),
    ("xuatsac", Grade::Excellent),
    ("hoanthanhtotnhiemvu", Grade::Good),
    ("hoanthanhtot", Grade::Good),
    ("hoanthanhnhiemvu", Grade::Completed),
    ("hoanthanh", Grade::Completed),
    ("khonghoanthanhnhiemvu", Grade::NotCompleted),
    ("khonghoanthanh", Grade::NotCompleted),
];

const ABBREVIATIONS: &[(&str, Grade)] = &[
    ("htxsnv", Grade::Excellent),
    ("htxs", Grade::Excellent),
    ("httnv", Grade::Good),
    ("htt", Grade::Good),
    ("htnv", Grade::Completed),
    ("khtnv", Grade::NotCompleted),
    ("kht", Grade::NotCompleted),
];

/// Misspelt abbreviations met in real files, or with nothing but a doubled or swapped letter that no other grade's
/// abbreviation is made of. HTXNV, HTTV, HTN and the like stay open: they lack the very letter that decides.
const MET: &[(&str, Grade)] = &[
    ("htxsxnv", Grade::Excellent),
    ("htsxnv", Grade::Excellent),
    ("htxssnv", Grade::Excellent),
    ("htxxsnv", Grade::Excellent),
    ("htxsnnv", Grade::Excellent),
    ("htxsnvv", Grade::Excellent),
    ("hhtxsnv", Grade::Excellent),
    ("hxtsnv", Grade::Excellent),
    ("thxsnv", Grade::Excellent),
    ("htxsvn", Grade::Excellent),
    ("htxsn", Grade::Excellent),
    ("htxsv", Grade::Excellent),
    ("hxsnv", Grade::Excellent),
    ("htttnv", Grade::Good),
    ("hhttnv", Grade::Good),
    ("httnnv", Grade::Good),
    ("httnvv", Grade::Good),
    ("httvn", Grade::Good),
    ("hhtnv", Grade::Completed),
    ("htnnv", Grade::Completed),
    ("htnvv", Grade::Completed),
    ("htvn", Grade::Completed),
    ("kkhtnv", Grade::NotCompleted),
    ("khhtnv", Grade::NotCompleted),
    ("khtnnv", Grade::NotCompleted),
    ("khtnvv", Grade::NotCompleted),
    ("khtvn", Grade::NotCompleted),
    ("khht", Grade::NotCompleted),
];

pub(super) fn abbreviation(core: &str) -> Option<Grade> {
    MET.iter().find(|(written, _)| *written == core).map(|(_, grade)| *grade)
}

/// Reads words that are no grade as they stand: a full label with at most two slips is accepted when every other
/// grade's label is at least two edits further away and the word that decides can be seen; else the nearest is offered.
pub(super) fn read(core: &str, is_doubted: bool) -> GradeText {
    // Likely the last grade in other words, though some mean “not yet”.
    if matches!(core, "chuahoanthanh" | "chuahoanthanhnhiemvu" | "chuahoanthanhnv" | "chuahtnv") {
        return GradeText::Not { nearest: Some(Grade::NotCompleted) };
    }
    let written = spelt_out(core);
    let mut near: Vec<(usize, Grade, &str)> = Vec::new();
    for (label, grade) in LABELS {
        let n_allowed = label.len() / 4;
        if let Some(n) = edits_within(&written, label, n_allowed) {
            near.push((n, *grade, label));
        }
    }
    near.sort_by_key(|(n, ..)| *n);
    let Some(&(n, grade, label)) = near.first() else {
        return GradeText::Not { nearest: nearest_abbreviation(core) };
    };
    let next = LABELS
        .iter()
        .filter(|(_, other)| *other != grade)
        .filter_map(|(other, _)| edits_within(&written, other, n + 2))
        .min()
        .unwrap_or(usize::MAX);
    let n_allowed = if label.len() > 15 { 2 } else { 1 };
    if n <= n_allowed && next >= n + 2 && shows_what_decides(&written, grade, label) && !is_doubted {
        return GradeText::Misspelt(grade);
    }
    GradeText::Not { nearest: (next > n && !speaks_against(&written, grade)).then_some(grade) }
}

/// Whether the words hold what another grade is told by, or break off where that would stand: “Hoàn thành t…”.
fn speaks_against(written: &str, grade: Grade) -> bool {
    let has_other =
        (written.contains("tot") && grade != Grade::Good) || (written.contains("xuatsac") && grade != Grade::Excellent);
    let breaks_off = written.strip_prefix("hoanthanh").is_some_and(|rest| !rest.starts_with('n'));
    has_other || (grade == Grade::Completed && breaks_off)
}

/// Whether the part that tells this grade from the others is there.
fn shows_what_decides(written: &str, grade: Grade, label: &str) -> bool {
    match grade {
        Grade::Excellent => written.contains("xuat") || written.contains("sac"),
        Grade::Good => written.contains("tot") || written.contains("toot"),
        // The bare word would take a cut-off “Hoàn thành t…” for the lower grade.
        Grade::Completed => label != "hoanthanh",
        Grade::NotCompleted => written.starts_with("kh"),
    }
}

/// HT, XS and NV around a word written in full, as words: “HT xuat xac NV”.
fn spelt_out(core: &str) -> String {
    let mut text = core.to_owned();
    if let Some(rest) = text.strip_prefix("kht").or(text.strip_prefix("ht"))
        && rest.len() > 4
    {
        let no = if text.starts_with('k') { "khong" } else { "" };
        text = format!("{no}hoanthanh{rest}");
    }
    match text.strip_suffix("nv") {
        Some(before) if before.len() > 6 => format!("{before}nhiemvu"),
        _ => text,
    }
}

/// One edit from an abbreviation. X and S occur in one grade only, K in one only; otherwise no two may be as near.
fn nearest_abbreviation(core: &str) -> Option<Grade> {
    let is_abbreviation =
        core.len() > 2 && core.starts_with(['h', 'k']) && core.bytes().all(|b| b"htxsnvk".contains(&b));
    let mut near: Vec<Grade> = ABBREVIATIONS
        .iter()
        .filter(|(short, _)| is_abbreviation && edits_within(core, short, 1).is_some())
        .map(|(_, grade)| *grade)
        .collect();
    near.sort();
    near.dedup();
    match near.as_slice() {
        [only] => Some(*only),
        several if several.contains(&Grade::Excellent) && core.contains(['x', 's']) => Some(Grade::Excellent),
        _ => (core == "ht").then_some(Grade::Completed),
    }
}
