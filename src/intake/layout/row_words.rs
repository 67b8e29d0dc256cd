//! The words of rows that are nobody: totals, headings, notes, signatures, letterheads, running numbers.

use super::vocabulary::has;
use crate::domain::date::PartialDate;
use crate::intake::value::date::{find_date, read_date_text};
use crate::intake::value::name::looks_like_name;
use crate::text::fold::{fold, opening, skeleton};
use std::borrow::Cow;

/// “5”, “05 đồng chí”, “12 đ/c”.
pub(super) fn is_count(text: &str) -> bool {
    let words = skeleton(text);
    let Some((number, what)) = words.split_once(' ') else { return is_running_number(&words) };
    is_running_number(number) && matches!(what, "dong chi" | "d c" | "dc" | "nguoi" | "dang vien" | "dv" | "tap the")
}

/// 1, 01, 1., (1), 1/ in the column of running numbers.
pub(super) fn is_running_number(text: &str) -> bool {
    let inside = text.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '/' | '-') || c.is_whitespace());
    (1..=6).contains(&inside.len()) && inside.chars().all(|c| c.is_ascii_digit())
}

/// The running number of a cell, when it is one.
pub fn running_number(text: &str) -> Option<u32> {
    is_running_number(text)
        .then(|| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok())
        .flatten()
}

pub(super) fn is_roman(words: &str) -> bool {
    words.split(' ').next().is_some_and(|first| {
        !first.is_empty() && first.len() <= 5 && first.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
    })
}

/// “III. Miễn sinh hoạt: 03 đồng chí”: no cell of data begins so.
pub(super) fn is_numbered_heading(text: &str) -> bool {
    text.trim_start().split_once(['.', '-', ')', '/']).is_some_and(|(number, rest)| {
        let number = number.trim_matches(|c: char| c == '(' || c.is_whitespace());
        number.chars().all(|c| c.is_ascii_uppercase())
            && is_roman(&skeleton(number))
            && rest.chars().any(char::is_alphabetic)
    })
}

/// The marked example row of a form.
pub(super) fn is_example(text: &str) -> bool {
    if text.len() > 40 || opening(text).is_some_and(|first| first != 'v') {
        return false;
    }
    let words = skeleton(text);
    words == "vd" || words == "vi du" || words.starts_with("vi du ")
}

/// Words of a total row, whatever it sums.
pub fn is_total(text: &str) -> bool {
    // Every cell of the rows that columns are told by is asked this; most begin with another letter.
    if opening(text).is_some_and(|first| !matches!(first, 't' | 'c' | 'm')) || text.chars().count() > 80 {
        return false;
    }
    // “Tống Công Ninh” is a person.
    let folded = fold(text);
    let is_written = folded.is_ascii()
        || ["tổng", "cộng", "toàn", "tỷ lệ", "tỉ lệ", "mang sang", "chuyển sang trang", "chuyển trang"]
            .iter()
            .any(|start| folded.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(start));
    if !is_written {
        return false;
    }
    let words = skeleton(text);
    let words = words.as_str();
    matches!(
        words,
        "tong"
            | "cong"
            | "tong cong"
            | "tong so"
            | "cong chung"
            | "tong cong chung"
            | "toan chi bo"
            | "ty le"
            | "ti le"
            | "tong chung"
            | "cong don"
            | "mang sang"
    ) || words.starts_with("tong cong ")
        || words.starts_with("tong so ") && !has(words, "trong do")
        || ["ty le ", "mang sang trang", "chuyen sang trang", "chuyen trang"]
            .iter()
            .any(|start| words.starts_with(start))
        || words.strip_prefix("cong ").is_some_and(|rest| {
            rest.split(' ').all(|word| {
                is_roman(word)
                    || word.chars().all(|c| c.is_ascii_digit())
                    || matches!(
                        word,
                        "muc" | "to" | "trang" | "sang" | "mang" | "phan" | "dang" | "vien" | "dong" | "chi"
                    )
            })
        })
}

/// Words under which people sign.
pub(super) fn is_signature(text: &str) -> bool {
    if text.chars().count() > 80 {
        return false;
    }
    let words = skeleton(text);
    let words = words.as_str();
    matches!(
        words,
        "bi thu"
            | "pho bi thu"
            | "thu ky"
            | "nguoi lap"
            | "nguoi lap bieu"
            | "nguoi lap bang"
            | "nguoi tong hop"
            | "nguoi bao cao"
            | "chu tri"
            | "chu toa"
            | "noi nhan"
            | "chi uy vien"
            | "ky ten"
            | "lap bieu"
            | "thu truong"
            | "nguoi ghi"
            | "bi thu chi bo"
            | "bi thu chi uy"
            | "bi thu dang uy"
            | "pho bi thu chi bo"
            | "thu ky cuoc hop"
            | "thu ky hoi nghi"
            | "to kiem phieu"
            | "ban kiem phieu"
    ) || [
        "t m ",
        "tm ",
        "k t ",
        "kt ",
        "t l ",
        "nguoi lap ",
        "nguoi ghi ",
        "nguoi tong hop ",
        "nguoi bao cao ",
        "nguoi viet ",
        "nguoi kiem ",
        "nguoi thuc hien ",
        "chu tri ",
        "chu toa ",
        "xac nhan cua ",
        "thay mat ",
        "ky ghi ro ",
        "ky va ghi ",
        "da ky",
        "noi nhan ",
        "ky ten ",
    ]
    .iter()
    .any(|start| words.starts_with(start))
        || has(words, "ghi ro ho ten")
}

/// “Đồng Tháp, ngày 25 tháng 11 năm 2021” alone in its row opens the signature block.
pub(super) fn is_date_line(filled: &[(u16, Cow<str>)]) -> bool {
    let [(_, text)] = filled else { return false };
    let words = skeleton(text);
    text.chars().count() < 70 && has(&words, "ngay") && has(&words, "thang") && has(&words, "nam")
        || text.chars().count() < 70 && text.contains("ngày") && find_date(text).is_some()
        || is_place_and_short_date(text)
}

/// “Cao Lãnh, 20/11/2021”.
fn is_place_and_short_date(text: &str) -> bool {
    text.chars().count() < 40
        && text.rsplit_once(',').is_some_and(|(place, date)| {
            place.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '.')
                && matches!(read_date_text(date), Ok(Some(PartialDate::Day(_))))
        })
}

/// The head of a document: the party's or the state's name, or a branch beside place and date.
pub fn is_letterhead(filled: &[(u16, Cow<str>)]) -> bool {
    let is_head = |text: &str| {
        let words = skeleton(text);
        ["dang cong san viet nam", "cong hoa xa hoi chu nghia", "doc lap tu do"]
            .iter()
            .any(|start| words.starts_with(start))
    };
    let is_short = |text: &str| text.chars().count() < 120;
    filled.len() <= 3 && filled.iter().any(|(_, text)| is_short(text) && (is_head(text) || is_place_and_date(text)))
}

/// “Đồng Tháp, ngày 25 tháng 11 năm 2021”.
fn is_place_and_date(text: &str) -> bool {
    let words = skeleton(text);
    text.contains(',') && has(&words, "ngay") && has(&words, "thang") && has(&words, "nam")
}

pub(super) fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with('*') || text.starts_with("(*") {
        return true;
    }
    // Only the opening words tell; a long paragraph need not be folded whole.
    let opening: String = text.chars().take(40).collect();
    let words = skeleton(&opening);
    [
        "ghi chu",
        "chu viet tat",
        "viet tat",
        "cac chu viet tat",
        "luu y",
        "chu thich",
        "danh sach nay co",
        "danh sach co",
        "danh sach gom",
        "trong do",
        "an dinh danh sach",
        "nhu vay",
        "ghi chu ",
        "note",
    ]
    .iter()
    .any(|start| words.starts_with(start))
}

/// A sentence rather than a name or a heading: a dash before it, or many words and a full stop behind them.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let n_words = text.split_whitespace().count();
    text.starts_with(['-', '–', '+']) && n_words > 3 || n_words > 6 && text.ends_with(['.', ';'])
}

/// Names that are those of a unit rather than a person.
pub(super) fn is_unit(name: &str) -> bool {
    // “I- Chi bộ Tổng hợp”, “2) Phòng Tổng hợp”, “a. Tổ 1”.
    let numbering = name.split_once(['.', '-', ')', '/', ':', '–']).filter(|(number, _)| {
        let number = skeleton(number);
        is_roman(&number) || number.len() == 1 || is_running_number(&number)
    });
    let name = numbering.map_or(name, |(_, name)| name);
    let words = skeleton(name);
    const UNITS: [&str; 11] = [
        "to dang",
        "to ",
        "phong ",
        "ban ",
        "khoi ",
        "nhom ",
        "chi bo ",
        "van phong",
        "trung tam ",
        "bo phan ",
        "dang vien ",
    ];
    UNITS.iter().any(|start| words.starts_with(start))
        && (name.chars().any(|c| c.is_ascii_digit()) || !looks_like_name(name))
        || words.starts_with("to dang")
}

/// “II” and “Tổ đảng 2” in two cells.
pub(super) fn is_heading_pair(filled: &[(u16, Cow<str>)]) -> bool {
    let [(_, mark), (_, _)] = filled else { return false };
    let words = skeleton(mark);
    is_roman(&words) || words.len() == 1
}
