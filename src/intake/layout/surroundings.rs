//! The lines around tables: letterhead, titles, signatures. They may name the branch, the year under review, the
//! document's date, a secrecy marking.

use super::header::Header;
use super::row_words::running_number;
use super::vocabulary::has;
use crate::domain::place::CellAt;
use crate::domain::reading::{BranchClaim, ClaimSource};
use crate::grid::{Row, Value};
use crate::intake::value::date::find_date;
use crate::intake::value::grade::is_grade;
use crate::intake::value::name::looks_like_name;
use crate::intake::view::{SheetView, is_blank, shown};
use crate::text::fold::{fold, skeleton};
use chrono::NaiveDate;
use std::borrow::Cow;

/// A line of text outside the tables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub at: CellAt,
    pub text: String,
}

/// How many lines above a header are looked at for its title.
const N_TITLE_LINES: usize = 40;

/// The lines above a header, nearest first, up to the rows of data before it (or the previous header).
pub fn titles_above(view: &SheetView, header: &Header, previous: Option<&Header>) -> Vec<Line> {
    let from = previous.map_or(0, |header| header.body_from);
    let mut lines = Vec::new();
    for row in view.sheet.rows.iter().rev().filter(|row| row.number < header.top) {
        // Nobody's title: it is set aside.
        if previous.is_none() && is_graded_row(row) {
            continue;
        }
        if row.number < from || previous.is_some() && is_data_like(row) {
            break;
        }
        for cell in &row.cells {
            if let Value::Text(text) = &cell.value
                && !is_blank(Some(&cell.value))
            {
                // One cell may hold several lines: “ĐẢNG BỘ …⏎CHI BỘ …”.
                let at = CellAt::new(row.number, cell.column);
                lines.extend(
                    text.lines()
                        .filter(|line| !line.trim().is_empty())
                        .map(|line| Line { at, text: line.trim().to_owned() }),
                );
            }
        }
        if lines.len() >= N_TITLE_LINES {
            break;
        }
    }
    lines
}

/// Whether a row outside every table names somebody, or is numbered, and holds a grade: whatever it is, it is no line of a
/// letterhead.
pub fn is_graded_row(row: &Row) -> bool {
    let texts: Vec<Cow<str>> =
        row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))).map(|cell| shown(&cell.value)).collect();
    let [first, rest @ ..] = texts.as_slice() else { return false };
    if !texts.iter().any(|text| is_grade(text)) {
        return false;
    }
    let is_numbered = running_number(first).is_some() && rest.iter().any(|text| !is_grade(text));
    is_numbered || texts.iter().any(|text| !is_grade(text) && looks_like_name(text))
}

fn is_data_like(row: &Row) -> bool {
    let filled: Vec<_> = row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))).collect();
    let starts_with_number = filled.first().is_some_and(|cell| {
        matches!(cell.value, Value::Number(_)) || shown(&cell.value).trim().chars().all(|c| c.is_ascii_digit())
    });
    filled.len() >= 4 || filled.len() >= 2 && starts_with_number
}

/// All text lines of a sheet, for one without tables.
pub fn all_lines(view: &SheetView) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in view.sheet.rows.iter().take(200) {
        for cell in &row.cells {
            if let Value::Text(text) = &cell.value {
                let at = CellAt::new(row.number, cell.column);
                lines.extend(
                    text.lines()
                        .filter(|line| !line.trim().is_empty())
                        .map(|line| Line { at, text: line.trim().to_owned() }),
                );
            }
        }
    }
    lines
}

/// A branch that a line of a letterhead or title names, from the words “chi bộ” on; without them only a line that is
/// the name of a branch of the plan, of which `is_a_branch` is asked with the folded name.
pub fn branch_named(line: &Line, is_a_branch: impl FnOnce(&str) -> bool) -> Option<String> {
    let words = skeleton(&line.text);
    // A title is short; an instruction (“Chi bộ ghi rõ lý do…”) names no branch.
    let is_remark = ["ghi chu", "luu y", "huong dan", "chu thich"].iter().any(|start| words.starts_with(start));
    if words.len() > 160 || is_remark || is_signing_line(&words) {
        return None;
    }
    if has(&words, "chi bo") {
        return name_from_words(&line.text);
    }
    let folded = fold(&line.text);
    let folded = folded.strip_prefix("đơn vị:").map_or(folded.as_str(), str::trim);
    is_a_branch(folded).then(|| folded.to_owned())
}

fn is_signing_line(words: &str) -> bool {
    ["t m ", "tm ", "bi thu", "k t ", "kt ", "nguoi ", "noi nhan", "luu"].iter().any(|start| words.starts_with(start))
}

/// Words at which a branch's name in a title ends: with accents, as “cơ quan” is a name and “có quan hệ” is not.
const NAME_ENDS: &[&str] = &[
    "được",
    "năm",
    "đề nghị",
    "về",
    "đánh giá",
    "tự đánh giá",
    "tự xếp",
    "xếp loại",
    "xl",
    "gửi",
    "kèm",
    "cuối năm",
    "kiểm điểm",
    "với",
    "theo",
    "trình",
    "thống nhất",
    "đã",
    "có",
    "quyết định",
    "báo cáo",
    "nhận xét",
    "biểu quyết",
    "ghi",
    "cần",
    "phải",
    "sẽ",
    "nộp",
    "là",
    "gồm",
    "tháng",
    "ngày",
    "số lượng",
];

/// The same for titles written without accents; only words that no name holds.
const BARE_NAME_ENDS: &[&str] =
    &["duoc", "nam 20", "de nghi", "danh gia", "tu danh gia", "xep loai", "kem theo", "kiem diem", "quyet dinh"];

/// The name that follows “chi bộ” in a line, with these words; none when nothing that could be a name follows.
fn name_from_words(text: &str) -> Option<String> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let keys: Vec<String> = tokens.iter().map(|token| skeleton(token)).collect();
    // The last “chi bộ” names the branch: “Chi ủy Chi bộ Tổng hợp”, “các chi bộ: Chi bộ 1”.
    let start = (0..keys.len().saturating_sub(1)).rev().find(|&index| {
        keys[index].ends_with("chi")
            && keys[index].split(' ').next_back() == Some("chi")
            && (keys[index + 1] == "bo" || keys[index + 1].starts_with("bo "))
    })?;
    let folded: Vec<String> = tokens.iter().map(|token| fold(token)).collect();
    let begins = |rest: &str, ends: &[&str]| {
        ends.iter().any(|end| rest == *end || rest.strip_prefix(end).is_some_and(|after| after.starts_with([' ', '2'])))
    };
    let mut name = Vec::new();
    for index in start + 2..tokens.len() {
        let is_end = begins(&folded[index..].join(" "), NAME_ENDS)
            || folded[index].is_ascii() && begins(&keys[index..].join(" "), BARE_NAME_ENDS);
        if is_end {
            break;
        }
        let token = tokens[index];
        if token.starts_with(['(', '[']) {
            break;
        }
        name.push(token.trim_end_matches([',', ';', '.', ':', ')']));
        if token.ends_with([',', ';', ')']) {
            break;
        }
    }
    let name = name.join(" ");
    let name =
        name.trim_matches(|c: char| matches!(c, ':' | '-' | '–' | '.' | '…' | '"' | '“' | '”') || c.is_whitespace());
    let key = skeleton(name);
    let is_generic = key.is_empty() || ["truc thuoc", "de", "tu", "la", "cua", "trong"].contains(&key.as_str());
    if is_generic { None } else { Some(format!("Chi bộ {name}")) }
}

/// The claims that lines make, in the order given, each branch once.
pub fn claims_of(
    lines: &[Line],
    is_a_branch: impl Fn(&str) -> bool,
    file: &std::sync::Arc<str>,
    sheet: &std::sync::Arc<str>,
) -> Vec<BranchClaim> {
    let mut claims: Vec<BranchClaim> = Vec::new();
    for line in lines {
        let Some(text) = branch_named(line, &is_a_branch) else { continue };
        if claims.iter().all(|claim| claim.text != text) {
            let place = crate::domain::place::CellPlace { file: file.clone(), sheet: sheet.clone(), at: line.at };
            claims.push(BranchClaim { text, source: ClaimSource::Title, at: Some(place) });
        }
    }
    claims
}

/// The document's date in a line: “Đồng Tháp, ngày 25 tháng 11 năm 2021”. A date inside a sentence (a basis, a meeting,
/// a reference day) is not the document's.
pub fn document_date(line: &Line) -> Option<NaiveDate> {
    if line.text.chars().count() > 90 {
        return None;
    }
    let words = skeleton(&line.text);
    let before = words.split("ngay").next().unwrap_or_default();
    let is_place = before.split_whitespace().count() <= 6;
    let other = [
        "kem theo",
        "quyet dinh",
        "ke hoach",
        "huong dan",
        "tinh den",
        "han",
        "so",
        "cua",
        "sinh",
        "vao",
        "hop",
        "can cu",
        "truoc",
    ];
    if !is_place || !has(&words, "ngay") || other.iter().any(|word| has(before, word)) {
        return None;
    }
    find_date(&line.text)
}

/// The years a title says are under review: “NĂM 2021”. Lines with a date, a basis or an attachment's number are not
/// asked.
pub fn review_years(line: &Line) -> Vec<i32> {
    let words = skeleton(&line.text);
    if find_date(&line.text).is_some()
        || ["kem theo", "can cu", "quyet dinh", "ke hoach", "huong dan"].iter().any(|word| has(&words, word))
    {
        return Vec::new();
    }
    let words: Vec<&str> = words.split(' ').collect();
    let is_year = |word: &str| word.len() == 4 && word.parse::<i32>().is_ok_and(|year| (2000..=2099).contains(&year));
    let mut years = Vec::new();
    for pair in words.windows(2) {
        if pair[0] == "nam" && is_year(pair[1]) && pair[1].parse().is_ok_and(|year: i32| !years.contains(&year)) {
            years.extend(pair[1].parse::<i32>());
        }
    }
    // “ngày … tháng … năm 2021”, not yet dated, is no review year.
    if words.contains(&"thang") && words.contains(&"ngay") { Vec::new() } else { years }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { at: CellAt::new(1, 1), text: text.to_owned() }
    }

    #[test]
    fn titles_name_their_branch() {
        for (text, branch) in [
            ("CHI BỘ TỔNG HỢP", Some("Chi bộ TỔNG HỢP")),
            ("Chi bộ: Hành chính - Quản trị", Some("Chi bộ Hành chính - Quản trị")),
            ("DANH SÁCH ĐẢNG VIÊN CHI BỘ 3 ĐƯỢC ĐÁNH GIÁ, XẾP LOẠI NĂM 2021", Some("Chi bộ 3")),
            ("(Kèm theo Báo cáo của Chi bộ Thanh tra)", Some("Chi bộ Thanh tra")),
            ("T/M CHI BỘ", None),
            ("BÍ THƯ CHI BỘ", None),
            ("ĐẢNG CỘNG SẢN VIỆT NAM", None),
            ("Các chi bộ trực thuộc", None),
            ("CHI BO VAN PHONG", Some("Chi bộ VAN PHONG")),
        ] {
            assert_eq!(branch_named(&line(text), |_| false).as_deref(), branch, "{text}");
        }
    }

    #[test]
    fn only_the_documents_own_date_is_its_date() {
        let day = NaiveDate::from_ymd_opt(2021, 11, 25);
        for (text, date) in [
            ("Đồng Tháp, ngày 25 tháng 11 năm 2021", day),
            ("ngày 25 tháng 11 năm 2021", day),
            ("(Kèm theo Kế hoạch số 05-KH/ĐU, ngày 25 tháng 11 năm 2021)", None),
            ("Tuổi tính đến ngày 25/11/2021", None),
        ] {
            assert_eq!(document_date(&line(text)), date, "{text}");
        }
    }

    #[test]
    fn a_title_says_its_year_and_a_date_line_does_not() {
        for (text, years) in [
            ("DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021", vec![2021]),
            ("Kết quả năm 2021, phương hướng năm 2022", vec![2021, 2022]),
            ("Đồng Tháp, ngày 05 tháng 01 năm 2022", vec![]),
            ("(Kèm theo Kế hoạch năm 2020)", vec![]),
        ] {
            assert_eq!(review_years(&line(text)), years, "{text}");
        }
    }
}
