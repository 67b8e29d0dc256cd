//! Lists that say a grade once for many people: in the title (“Danh sách đảng viên hoàn thành xuất sắc nhiệm vụ”), in the
//! name of the sheet, or in headings between the rows (“I. Hoàn thành tốt nhiệm vụ: 12 đồng chí”). They speak only where
//! no row has a grade of its own: the words of a row are never overruled.

use super::body::RowKind;
use super::frame::Frame;
use super::surroundings::Line;
use super::vocabulary::has;
use crate::domain::column::{Actor, Column, ColumnSeen, TableKind};
use crate::domain::fault::FaultKind;
use crate::domain::grade::{Grade, Reason};
use crate::domain::place::CellAt;
use crate::grid::{Row, Value};
use crate::intake::tables::FoundTable;
use crate::intake::value::grade::{GradeText, read_grade};
use crate::intake::view::{is_blank, shown};
use crate::text::fold::{has_any, skeleton};
use std::collections::BTreeMap;

/// What a heading says of everyone below it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Headed {
    Grade(Grade),
    NotGraded(Reason),
}

/// The headings of one table that say a grade.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Headings {
    /// What the title or the sheet's name says, for rows above any heading.
    pub whole: Option<(Headed, CellAt)>,
    /// By the row of the heading. One that says nothing of a grade (“Tổ đảng 2”) ends none: it may divide what stands under
    /// the grade. Where rows have grades of their own it ends what stood above it, and is `None`.
    pub between: BTreeMap<u32, Option<(Headed, CellAt)>>,
}

impl Headings {
    /// What is said of a row.
    pub fn over(&self, row: u32) -> Option<(Headed, CellAt)> {
        self.between.range(..row).next_back().map_or(self.whole, |(_, headed)| *headed)
    }
}

/// The headings of a table that say what its rows do not. Where a row has a grade of its own, only reasons for having none
/// (“III. Đảng viên miễn sinh hoạt”) speak for the rows below that are blank. `rows` are without headers that repeat. `None` where no heading says anything.
pub fn headings_of(found: &FoundTable, frame: &Frame, rows: &[(&Row, RowKind)]) -> Option<Headings> {
    // Proposals for commendation have no grades; two columns that both decide (H202), or one that could, are no column
    // missing.
    let is_doubted = found.columns.grade_unknown
        && !found.columns.faults.iter().any(|(kind, _)| is_missing_grade(kind, frame.columns));
    if matches!(found.kind, TableKind::Rewards | TableKind::Summary) || is_doubted {
        return None;
    }
    let mut between = BTreeMap::new();
    let mut silent = Vec::new();
    let mut is_graded = false;
    for &(row, kind) in rows {
        match kind {
            RowKind::Record => is_graded |= says_own_grade(frame, row),
            RowKind::SubHeading => match said_in(frame, row) {
                Some(headed) => _ = between.insert(row.number, Some(headed)),
                None => silent.push(row.number),
            },
            _ => {}
        }
    }
    if is_graded {
        // A heading that says a grade ends a reason too, but is no word on the rows below it.
        for headed in between.values_mut() {
            *headed = headed.filter(|(said, _)| matches!(said, Headed::NotGraded(_)));
        }
        if between.values().all(Option::is_none) {
            return None;
        }
        between.extend(silent.into_iter().map(|row| (row, None)));
        return Some(Headings { whole: None, between });
    }
    let whole = found.headed;
    (whole.is_some() || !between.is_empty()).then_some(Headings { whole, between })
}

/// H201 of the decided grade, where no unknown column holds grades that could be it. Those of others are none.
pub fn is_missing_grade(kind: &FaultKind, columns: &[ColumnSeen]) -> bool {
    let FaultKind::MissingColumn { column: Column::Grade(Actor::Branch), nearest, .. } = kind else { return false };
    let is_of_others =
        |header: &str| columns.iter().any(|seen| seen.header == *header && matches!(seen.meaning, Column::Grade(_)));
    nearest.as_deref().is_none_or(is_of_others)
}

/// What the titles of a table, nearest first, or the name of its sheet say of all in it, and where; `header_at` is the
/// first cell of the header.
pub fn said_of_whole(titles: &[Line], sheet_name: &str, header_at: CellAt) -> Option<(Headed, CellAt)> {
    let titled = titles.iter().find_map(|line| Some((said_in_title(&line.text)?, line.at)));
    titled.or_else(|| Some((said_in_title(sheet_name)?, header_at)))
}

fn is_decided(meaning: Column) -> bool {
    matches!(
        meaning,
        Column::Grade(Actor::Branch | Actor::Committee)
            | Column::Tick(Actor::Branch, _)
            | Column::TickNotGraded(Actor::Branch)
    )
}

fn says_own_grade(frame: &Frame, row: &Row) -> bool {
    frame
        .columns
        .iter()
        .any(|seen| is_decided(seen.meaning) && row.value(seen.column).is_some_and(|value| !is_blank(Some(value))))
}

/// What a heading row says; its words may stand beside a number and a count.
fn said_in(frame: &Frame, row: &Row) -> Option<(Headed, CellAt)> {
    row.cells
        .iter()
        .filter(|cell| matches!(cell.value, Value::Text(_)) && Some(cell.column) != frame.ordinal)
        .chain(row.cells.iter().filter(|cell| Some(cell.column) == frame.ordinal))
        .find_map(|cell| Some((said_between(&shown(&cell.value))?, CellAt::new(row.number, cell.column))))
}

/// Words beside which a grade is not what the list was given this year: history, commendation, somebody else's word, a
/// quota, a criterion.
const OTHERWISE: &[&str] = &[
    "khen thuong",
    "khen",
    "bieu duong",
    "nam lien",
    "lien tuc",
    "lien tiep",
    "nam lien tuc",
    "tu xep loai",
    "tu danh gia",
    "tu nhan",
    "ty le",
    "ti le",
    "khong qua",
    "toi da",
    "tieu chi",
    "tieu chuan",
    "huong dan",
    "bien ban",
    "ket qua bo phieu",
    "kiem phieu",
    "nam truoc",
    "chua dat",
    "khong dat",
];

/// What a heading between the rows says: the words of a grade cell with a count behind them, or a sentence as in a title.
pub fn said_between(text: &str) -> Option<Headed> {
    let words = words_of(text)?;
    match read_grade(without_count(text)) {
        GradeText::Is(grade) | GradeText::Misspelt(grade) if !has(&words, "muc do") => Some(Headed::Grade(grade)),
        GradeText::NotGraded(reason) if text.split_whitespace().count() <= 16 => Some(Headed::NotGraded(reason)),
        _ => said_of_all(text, &words),
    }
}

/// The one grade, or reason for none, that a title says of the whole list; `None` where it says none or several.
pub fn said_in_title(text: &str) -> Option<Headed> {
    said_of_all(text, &words_of(text)?)
}

fn said_of_all(text: &str, words: &str) -> Option<Headed> {
    let mut rest = format!(" {words} ");
    let mut found = None;
    for (label, grade) in LABELS {
        let label = format!(" {label} ");
        while let Some(at) = rest.find(&label) {
            // “Mức độ hoàn thành nhiệm vụ” is what is measured, and no grade.
            if *grade == Grade::Completed && !is_given(words, &rest[..at]) {
                return None;
            }
            rest.replace_range(at..at + label.len(), " | ");
            if found.is_some_and(|before| before != *grade) {
                return None;
            }
            found = Some(*grade);
        }
    }
    found.map(Headed::Grade).or_else(|| match read_grade(without_count(text)) {
        GradeText::NotGraded(reason) if reason != Reason::Other || is_of_ungraded(words) => {
            Some(Headed::NotGraded(reason))
        }
        _ => None,
    })
}

/// The skeleton of a line that may say a grade; `None` for long ones and those that speak of something else.
fn words_of(text: &str) -> Option<String> {
    let words = (text.chars().count() <= 200).then(|| skeleton(text))?;
    (!has_any(&words, OTHERWISE)).then_some(words)
}

/// Whether the words before “hoàn thành nhiệm vụ” say that it is what somebody was given.
fn is_given(words: &str, before: &str) -> bool {
    match before.trim_end().rsplit(' ').next() {
        Some("" | "vien" | "muc" | "dat" | "the" | "|") | None => true,
        // “III. Hoàn thành nhiệm vụ”, “3. HTNV: 01 đồng chí”: a number before the words, and nothing before it.
        Some(number) if before.trim() == number && is_numbering(number) => true,
        Some("loai") => has(words, "duoc") || has(words, "danh sach"),
        Some(_) => false,
    }
}

/// The number of a heading: “3”, “03”, “III”, “c”.
fn is_numbering(word: &str) -> bool {
    let is_number = word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit());
    let is_roman = word.len() <= 4 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    is_number || is_roman || matches!(word, "a" | "b" | "c" | "d" | "e")
}

/// “Danh sách đảng viên chưa đánh giá, xếp loại”, rather than of those who moved or study.
fn is_of_ungraded(words: &str) -> bool {
    ["chua", "khong"].iter().any(|no| has(words, no))
        && ["xep loai", "danh gia", "kiem diem", "xl"].iter().any(|what| has(words, what))
}

/// Labels that are a grade in any sentence, longer before those they hold.
const LABELS: &[(&str, Grade)] = &[
    ("khong hoan thanh nhiem vu", Grade::NotCompleted),
    ("hoan thanh xuat sac nhiem vu", Grade::Excellent),
    ("hoan thanh tot nhiem vu", Grade::Good),
    ("hoan thanh nhiem vu", Grade::Completed),
    ("htxsnv", Grade::Excellent),
    ("httnv", Grade::Good),
    ("htnv", Grade::Completed),
    ("khtnv", Grade::NotCompleted),
    ("htxs", Grade::Excellent),
];

/// A heading without the count behind it: “: 05 đồng chí”, “(12 đ/c)”, “- 3 người”.
fn without_count(text: &str) -> &str {
    let text = text.trim().trim_end_matches(['.', ';', ':', ' ']);
    let Some(mark) = text.rfind(['(', ':', '-', '–', '=']) else { return text };
    let behind = skeleton(&text[mark..]);
    let is_count = behind.split(' ').all(|word| {
        word.chars().all(|c| c.is_ascii_digit())
            || matches!(
                word,
                "dong" | "chi" | "d" | "c" | "dc" | "nguoi" | "dang" | "vien" | "dv" | "co" | "gom" | "tap" | "the"
            )
    });
    if is_count && behind.chars().any(|c| c.is_ascii_digit()) { text[..mark].trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Grade::{Completed, Excellent, Good, NotCompleted};

    #[test]
    fn a_title_says_one_grade_or_none() {
        for (text, expected) in [
            ("DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH XUẤT SẮC NHIỆM VỤ NĂM 2021", Some(Headed::Grade(Excellent))),
            ("Đảng viên không hoàn thành nhiệm vụ", Some(Headed::Grade(NotCompleted))),
            ("DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH NHIỆM VỤ", Some(Headed::Grade(Completed))),
            ("Đảng viên được chi bộ đề nghị xếp loại “Hoàn thành tốt nhiệm vụ”", Some(Headed::Grade(Good))),
            ("HTXSNV", Some(Headed::Grade(Excellent))),
            ("III. Hoàn thành nhiệm vụ", Some(Headed::Grade(Completed))),
            ("3. HTNV: 01 đồng chí", Some(Headed::Grade(Completed))),
            ("Kết quả III hoàn thành nhiệm vụ", None),
            ("Danh sách đảng viên miễn sinh hoạt", Some(Headed::NotGraded(Reason::Exempt))),
            ("Danh sách đảng viên chưa đánh giá, xếp loại", Some(Headed::NotGraded(Reason::Other))),
            ("Danh sách đảng viên chuyển sinh hoạt", None),
            ("Danh sách đảng viên hoàn thành xuất sắc nhiệm vụ 5 năm liền", None),
            ("Danh sách đề nghị khen thưởng đảng viên HTXSNV", None),
            ("Tự xếp loại hoàn thành tốt nhiệm vụ", None),
            ("ĐÁNH GIÁ, XẾP LOẠI MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ NĂM 2021", None),
            ("Bảng đánh giá, xếp loại hoàn thành nhiệm vụ", None),
            ("Kết quả hoàn thành nhiệm vụ năm 2021", None),
            ("Hoàn thành xuất sắc nhiệm vụ và hoàn thành tốt nhiệm vụ", None),
            ("DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021", None),
            ("Đảng viên", None),
        ] {
            assert_eq!(said_in_title(text), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_between_rows_says_one_grade_or_none() {
        for (text, expected) in [
            ("I. Hoàn thành tốt nhiệm vụ: 12 đồng chí", Some(Headed::Grade(Good))),
            ("II- HTNV (05 đ/c)", Some(Headed::Grade(Completed))),
            ("3. Hoàn thành: 02 đồng chí.", Some(Headed::Grade(Completed))),
            ("Mức 1 (02 đồng chí)", Some(Headed::Grade(Excellent))),
            ("1. Đảng viên được xếp loại Hoàn thành xuất sắc nhiệm vụ (03 đ/c)", Some(Headed::Grade(Excellent))),
            ("III. Miễn sinh hoạt (02 đồng chí)", Some(Headed::NotGraded(Reason::Exempt))),
            ("IV. Chưa xếp loại", Some(Headed::NotGraded(Reason::Other))),
            ("Tự xếp loại hoàn thành tốt nhiệm vụ", None),
            ("Tổ đảng 1", None),
            ("II. Chi bộ Tổng hợp (12 đồng chí)", None),
        ] {
            assert_eq!(said_between(text), expected, "{text}");
        }
    }
}
