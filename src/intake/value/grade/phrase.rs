//! The grammar of a grade cell: [numbering] [words around] không? hoàn thành (xuất sắc | tốt)? nhiệm vụ?, in words,
//! abbreviations or a mixture of both, with any spacing.

use super::slip;
use crate::domain::grade::Grade;
use crate::text::fold::skeleton;

/// What the words of a cell say.
pub(super) enum Said {
    /// One grade, perhaps several times: “Hoàn thành tốt nhiệm vụ (HTTNV)”.
    Grade(Grade),
    /// One grade in a form nobody prescribes, or a listed misspelling.
    Misspelt(Grade),
    /// Two or more different grades, one that is denied (“không hoàn thành tốt”), or praise that is none.
    Unsure,
    /// No grade; the words that are not known to stand around grades, as one key without spaces.
    Nothing { words: String },
}

/// Words that stand around a grade and change nothing. Longer phrases first where one begins another.
const AROUND: &[&str] = &[
    "tu danh gia xep loai",
    "danh gia xep loai",
    "du tu cach",
    "tu xep loai",
    "tu danh gia",
    "tu nhan",
    "muc xep loai",
    "muc chat luong",
    "muc do",
    "xep loai chat luong",
    "xep loai",
    "phan loai",
    "danh gia",
    "chat luong",
    "ket qua",
    "dat muc",
    "dat loai",
    "dat",
    "de nghi",
    "de xuat",
    "dong chi",
    "dang vien",
    "dang uy",
    "chi bo",
    "chi uy",
    "tap the",
    "ca nhan",
    "to chuc dang",
    "can bo",
    "cong chuc",
    "vien chuc",
    "nguoi lao dong",
    "duoc giao",
    "chuc trach",
    "tieu bieu",
    "trong nam",
    "duoc xep",
    "loai",
    "muc",
    "xl",
    "dv",
    "la",
];

/// Words that say whose grade it is: they count as surroundings of a full phrase only, since “Đảng viên tốt” or “Chi bộ
/// xuất sắc” are praise and no grade.
const WHOSE: &[&str] = &[
    "dang vien",
    "du tu cach",
    "dong chi",
    "chi bo",
    "chi uy",
    "dang uy",
    "tap the",
    "ca nhan",
    "to chuc dang",
    "can bo",
    "cong chuc",
    "vien chuc",
    "nguoi lao dong",
    "dv",
    "duoc giao",
    "chuc trach",
    "tieu bieu",
];

/// `plain` is the cell without accents, `key` its skeleton.
pub(super) fn read(plain: &str, key: &str) -> Said {
    let words: Vec<&str> = key.split(' ').collect();
    let mut rest = without_numbering(plain, &words);
    rest = without_votes(plain, rest);
    let mut levels = Vec::new();
    let mut core = String::new();
    let mut names_somebody = false;
    while let Some(&word) = rest.first() {
        if let Some((grade, n)) = level(rest) {
            levels.push(grade);
            rest = &rest[n..];
        } else if let Some(phrase) = AROUND.iter().find(|phrase| starts_with(rest, phrase)) {
            names_somebody |= WHOSE.contains(phrase);
            rest = &rest[phrase.split(' ').count()..];
        } else if is_year(word) {
            rest = &rest[1..];
        } else if word == "nam" && rest.get(1).is_some_and(|next| is_year(next)) {
            rest = &rest[2..];
        } else {
            core.push_str(word);
            rest = &rest[1..];
        }
    }
    let Some(phrases) = phrases(&core) else {
        return if levels.is_empty() { misspelt_abbreviation(core) } else { Said::Unsure };
    };
    if names_somebody && levels.is_empty() && phrases.iter().any(|phrase| phrase.form == Form::Bare) {
        return Said::Unsure;
    }
    if phrases.iter().any(|phrase| phrase.form == Form::Denied) {
        return Said::Unsure;
    }
    let Some(first) = levels.first().copied().or(phrases.first().map(|phrase| phrase.grade)) else {
        return Said::Nothing { words: core };
    };
    if levels.iter().chain(phrases.iter().map(|phrase| &phrase.grade)).any(|&grade| grade != first) {
        return Said::Unsure;
    }
    if phrases.iter().any(|phrase| phrase.form == Form::Unusual) { Said::Misspelt(first) } else { Said::Grade(first) }
}

/// A grade with a remark behind a bracket, comma, dash or the like that says nothing of grades; and whether the remark
/// is of a known kind that leaves the grade as it is: reward, discipline, the kind of membership, a footnote's number.
pub(super) fn with_remark(plain: &str) -> Option<(Grade, Remark)> {
    const KNOWN: &[&str] = &[
        "de", "nghi", "khen", "thuong", "giay", "bang", "bieu", "duong", "tang", "tieu", "dang", "uy", "cap", "tren",
        "chi", "bo", "co", "cua", "do", "bi", "ky", "luat", "khien", "trach", "canh", "cao", "cach", "chuc", "trong",
        "nam", "lien", "5", "05", "du", "vien", "dvdb", "db", "dv", "dvct", "ct", "chinh", "thuc",
    ];
    let (at, mark) = plain.char_indices().find(|(_, c)| matches!(c, '(' | '[' | ',' | ';' | ':' | '-'))?;
    let tail = skeleton(&plain[at..]);
    let Said::Grade(grade) = read(&plain[..at], &skeleton(&plain[..at])) else { return None };
    if is_mentioned(&tail) {
        return None;
    }
    let is_footnote = matches!(mark, '(' | '[') && tail.len() == 1;
    let is_known = is_footnote || tail.split(' ').all(|word| KNOWN.contains(&word) || is_year(word));
    Some((grade, if is_known { Remark::Known } else { Remark::Other }))
}

#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Remark {
    Known,
    Other,
}

/// Whether a cell speaks of a grade at all, whatever else it says.
pub(super) fn is_mentioned(key: &str) -> bool {
    key.contains("hoan thanh")
        || key.contains("xuat sac")
        || key.split(' ').any(|word| {
            word.len() > 2 && phrases(word).is_some_and(|found| found.iter().any(|phrase| phrase.form == Form::Whole))
        })
}

fn starts_with(words: &[&str], phrase: &str) -> bool {
    let mut n = 0;
    phrase.split(' ').all(|part| {
        n += 1;
        words.get(n - 1) == Some(&part)
    })
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year))
}

/// “Mức 1” to “Mức 4”, also in Roman numerals, and “Loại A1”: the grade and how many words it takes.
fn level(words: &[&str]) -> Option<(Grade, usize)> {
    let (number, n) = match words {
        ["muc", "do", number, ..] => (*number, 3),
        ["muc", number, ..] => (*number, 2),
        ["loai", "a1", ..] => return Some((Grade::Excellent, 2)),
        ["loai", "a", "1", ..] => return Some((Grade::Excellent, 3)),
        _ => return None,
    };
    let grade = match number {
        "1" | "01" | "i" => Grade::Excellent,
        "2" | "02" | "ii" => Grade::Good,
        "3" | "03" | "iii" => Grade::Completed,
        "4" | "04" | "iv" => Grade::NotCompleted,
        _ => return None,
    };
    Some((grade, n))
}

/// Numbering before the words: “1. …”, “02) …”, “a) …”, “II - …”.
fn without_numbering<'a, 'b>(plain: &str, words: &'a [&'b str]) -> &'a [&'b str] {
    let [first, rest @ ..] = words else { return words };
    let is_number = first.len() <= 2 && first.bytes().all(|b| b.is_ascii_digit());
    let is_letter = matches!(*first, "a" | "b" | "c" | "d" | "e" | "i" | "ii" | "iii" | "iv" | "v");
    let behind = plain.trim_start_matches(|c: char| !c.is_alphanumeric()).get(first.len()..).unwrap_or_default();
    let has_mark = behind.trim_start().starts_with(['.', ')', '-', ':', '/']);
    let is_long = rest.iter().any(|word| word.len() > 1);
    if is_long && ((is_number && (has_mark || behind.starts_with(' '))) || (is_letter && has_mark)) {
        rest
    } else {
        words
    }
}

/// A count of votes or points behind the words: “(12/15 phiếu)”, “100%”, “- 92 điểm”.
fn without_votes<'a, 'b>(plain: &str, words: &'a [&'b str]) -> &'a [&'b str] {
    let is_count = |word: &&&str| {
        word.bytes().all(|b| b.is_ascii_digit()) || matches!(**word, "phieu" | "diem" | "dong" | "y" | "tan" | "thanh")
    };
    let n = words.iter().rev().take_while(is_count).count();
    let tail = &words[words.len() - n..];
    // “hoàn thành” ends in a word of “tán thành”: a count begins with its first number.
    let Some(start) = tail.iter().position(|word| word.bytes().all(|b| b.is_ascii_digit())) else { return words };
    let is_vote = tail.iter().any(|word| matches!(*word, "phieu" | "diem"))
        || plain.contains('%')
        || (tail.len() - start == 2 && plain.contains('/'));
    let kept = words.len() - n + start;
    // “Mức 1” and “năm 2021” end in a number that is theirs.
    let is_theirs = kept > 0 && matches!(words[kept - 1], "muc" | "do" | "nam" | "loai");
    if is_vote && !is_theirs && kept > 0 { &words[..kept] } else { words }
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Form {
    /// With hoàn thành or its abbreviation.
    Whole,
    /// “Xuất sắc”, “XS”, “Tốt” alone.
    Bare,
    /// Understood, though nobody prescribes it: “Xuất sắc nhiệm vụ”.
    Unusual,
    /// “Không hoàn thành tốt”: the best is denied, but what stands instead is not said.
    Denied,
}

#[derive(Copy, Clone)]
struct Phrase {
    grade: Grade,
    form: Form,
}

/// The grade phrases that make up all of `core`, a key without spaces; `None` when something else is in it too.
fn phrases(core: &str) -> Option<Vec<Phrase>> {
    let mut found = Vec::new();
    let mut rest = core;
    while !rest.is_empty() {
        let (phrase, behind) = one_phrase(rest)?;
        found.push(phrase);
        rest = behind;
    }
    Some(found)
}

fn one_phrase(core: &str) -> Option<(Phrase, &str)> {
    // “không hoàn thành” comes first: what it denies is then no grade of its own.
    let denied = ["khong", "khg", "ko", "k"].iter().find_map(|no| core.strip_prefix(no));
    let (done, rest) = strip_any(denied.unwrap_or(core), &[("hoanthanh", Done::Words), ("ht", Done::Letters)]);
    // A lone T stands for tốt only inside HTT(NV): behind the words in full it may be a slip.
    let letter_t = if done == Some(Done::Letters) { "t" } else { "tot" };
    let rated =
        [("xuatsac", Grade::Excellent), ("xs", Grade::Excellent), ("tot", Grade::Good), (letter_t, Grade::Good)];
    let (rating, rest) = strip_any(rest, &rated);
    let (task, rest) = strip_any(rest, &[("nhiemvu", ()), ("nv", ())]);
    let (grade, form) = match (denied.is_some(), done, rating, task) {
        (true, Some(_), None, _) => (Grade::NotCompleted, Form::Whole),
        (true, Some(_), Some(grade), _) => (grade, Form::Denied),
        (false, Some(_), Some(grade), _) => (grade, Form::Whole),
        (false, Some(_), None, Some(())) | (false, Some(Done::Words), None, None) => (Grade::Completed, Form::Whole),
        (false, None, Some(grade), None) => (grade, Form::Bare),
        (false, None, Some(grade), Some(())) => (grade, Form::Unusual),
        _ => return None,
    };
    Some((Phrase { grade, form }, rest))
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Done {
    Words,
    Letters,
}

fn strip_any<'a, T: Copy>(text: &'a str, options: &[(&str, T)]) -> (Option<T>, &'a str) {
    for (option, meaning) in options {
        if let Some(rest) = text.strip_prefix(option) {
            return (Some(*meaning), rest);
        }
    }
    (None, text)
}

/// The misspellings of abbreviations that have been met and can mean one grade only.
fn misspelt_abbreviation(core: String) -> Said {
    match slip::abbreviation(&core) {
        Some(grade) => Said::Misspelt(grade),
        None => Said::Nothing { words: core },
    }
}
