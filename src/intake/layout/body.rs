//! The rows below a header, each told for what it is: a record, or furniture (heading, number row, total, note,
//! signature), or a row of unknown kind that is set aside. No row is passed over in silence.

use super::header::is_number_row;
use super::heading::said_between;
use super::vocabulary::{HeaderWords, has};
use crate::domain::column::{Column, ColumnSeen, TableKind};
use crate::domain::place::CellAt;
use crate::grid::{Cell, Row, Value};
use crate::intake::folder::stated_branch;
use crate::intake::value::date::find_date;
use crate::intake::value::grade::{GradeText, is_grade, read_grade};
use crate::intake::value::name::looks_like_name;
use crate::intake::value::word::{Tick, read_tick};
use crate::intake::view::{Filled, SheetView, is_blank, shown};
use crate::text::fold::{fold, opening, skeleton};
use std::borrow::Cow;
use std::cell::LazyCell;

/// What a row is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum RowKind {
    Blank,
    /// A person, collective or proposal.
    Record,
    /// Data without a name (C301).
    Nameless,
    SubHeading,
    NumberRow,
    Total,
    Note,
    Signature,
    /// A prepared line with a running number and nothing else, or an example row of the form.
    Prepared,
    /// The second line of a record whose name is merged over both.
    Continued,
    /// None of these: set aside and shown whole (C311).
    Unknown,
}

/// The columns of a table that tell rows apart.
pub struct Frame<'a> {
    pub view: &'a SheetView<'a>,
    pub kind: TableKind,
    pub columns: &'a [ColumnSeen],
    pub header: &'a [(u16, HeaderWords)],
    pub ordinal: Option<u16>,
    /// Columns that make up the name: one, or family and given.
    pub name: Vec<u16>,
    /// The first row below the header.
    pub first_row: u32,
}

impl<'a> Frame<'a> {
    pub fn new(
        view: &'a SheetView<'a>,
        kind: TableKind,
        columns: &'a [ColumnSeen],
        header: &'a [(u16, HeaderWords)],
        first_row: u32,
    ) -> Self {
        let column = |meaning: Column| columns.iter().find(|seen| seen.meaning == meaning).map(|seen| seen.column);
        let name = match column(Column::Name) {
            Some(name) => vec![name],
            None => [column(Column::FamilyName), column(Column::GivenName)].into_iter().flatten().collect(),
        };
        Self { view, kind, columns, header, ordinal: column(Column::Ordinal), name, first_row }
    }

    /// The name's text, its parts joined by a space; empty when the cells are blank.
    pub fn name_text(&self, row: u32) -> Cow<'a, str> {
        let mut parts = self.name.iter().filter_map(|&column| {
            let (value, _) = self.view.down(CellAt::new(row, column));
            value.filter(|value| !is_blank(Some(value))).map(shown)
        });
        let Some(first) = parts.next() else { return Cow::Borrowed("") };
        match parts.next() {
            None => first,
            Some(second) => Cow::Owned(format!("{first} {second}")),
        }
    }

    /// Whether the name came down a merged area from the row above.
    fn name_is_continued(&self, row: u32) -> bool {
        self.name.first().is_some_and(|&column| self.view.down(CellAt::new(row, column)).1 == Filled::FromMerge)
    }
}

/// Walks the rows of a table's body from top to bottom; what came before a row helps to tell it.
#[derive(Default)]
pub struct Walk {
    in_signature: bool,
    has_ended: bool,
}

impl Walk {
    /// Tells what a row is.
    pub fn kind_of(&mut self, frame: &Frame, row: &Row) -> RowKind {
        let is_filled = |cell: &&Cell| !is_blank(Some(&cell.value));
        if !row.cells.iter().any(|cell| is_filled(&cell) || cell.value == Value::NoResult) {
            return RowKind::Blank;
        }
        let ordinal = frame.ordinal.and_then(|column| row.value(column)).map(shown).unwrap_or_default();
        let has_number = is_running_number(&ordinal);
        let name = frame.name_text(row.number);
        if is_number_row(row, frame.header) {
            return RowKind::NumberRow;
        }
        if is_example(&ordinal) || is_example(&name) {
            return RowKind::Prepared;
        }
        // A numbered row with a name is a record wherever it stands, also below a signature.
        let is_named = !name.trim().is_empty() && !frame.name_is_continued(row.number);
        // Most rows are plain records, told without these.
        let filled = LazyCell::new(|| {
            let filled = row.cells.iter().filter(is_filled).map(|cell| (cell.column, shown(&cell.value)));
            filled.collect::<Vec<(u16, Cow<str>)>>()
        });
        let facts = LazyCell::new(|| n_facts(frame, row));
        let is_person = LazyCell::new(|| looks_like_name(&name));
        // “2. | Tổ đảng Nội vụ” numbers a heading.
        let may_be_heading = matches!(frame.kind, TableKind::Members | TableKind::Staff);
        if has_number && is_named && may_be_heading && *facts == 0 && !*is_person && is_unit(&name) {
            return RowKind::SubHeading;
        }
        // “1 | Hoàn thành tốt nhiệm vụ | | 5”: a numbered heading with a count, unless the row holds what people have.
        if is_named
            && is_grade(&name)
            && !has_grade(frame, row)
            && filled
                .iter()
                .all(|(column, text)| frame.name.contains(column) || Some(*column) == frame.ordinal || is_count(text))
        {
            return RowKind::SubHeading;
        }
        if has_number && is_named && !is_total(&name) {
            self.in_signature = false;
            return RowKind::Record;
        }
        // A given name may be “Tổng”, beside a family's name.
        let given = frame.name.get(1).copied().filter(|_| {
            frame.name.first().is_some_and(|&family| !is_blank(frame.view.down(CellAt::new(row.number, family)).0))
        });
        let says_total = filled.iter().take(3).any(|(column, text)| Some(*column) != given && is_total(text));
        if says_total && !(is_named && *is_person && *facts > 1) {
            return RowKind::Total;
        }
        // A post (“Bí thư”, “Chi ủy viên”) stands in the row of a person too.
        let is_a_person = is_named && *is_person && *facts > 0 && !self.in_signature
            || *facts > 1 && (has_number || has_grade(frame, row));
        if filled.iter().any(|(_, text)| is_signature(text)) && !is_a_person || is_date_line(&filled) {
            self.in_signature = true;
            return RowKind::Signature;
        }
        if self.in_signature {
            return if is_named
                && *facts > 1
                && (*is_person || frame.kind != TableKind::Members)
                && has_grade(frame, row)
            {
                RowKind::Record
            } else {
                RowKind::Signature
            };
        }
        // The letterhead of the next table below.
        if is_letterhead(&filled) && !has_number && !has_grade(frame, row) {
            self.has_ended = true;
            return RowKind::Note;
        }
        let opens_a_note = filled.iter().take(2).any(|(_, text)| is_note(text) && !is_unit(text));
        if opens_a_note && (*facts == 0 || is_lone_text(frame, row, filled.len())) {
            self.has_ended = true;
            return RowKind::Note;
        }
        if frame.name_is_continued(row.number) {
            return RowKind::Continued;
        }
        if is_named {
            return self.kind_of_named(frame, row, &ordinal, &name, *facts, filled.len());
        }
        if has_number && filled.len() == 1 {
            return RowKind::Prepared;
        }
        let is_lone = is_lone_text(frame, row, filled.len());
        if is_lone && !has_number {
            let text = &filled[0].1;
            if text.chars().count() > 90 || (self.has_ended || is_sentence(text)) && !has_grade(frame, row) {
                return RowKind::Note;
            }
            // A lone text under a data column (“Hoàn thành tốt nhiệm vụ” in the grade column) is data without a name.
            let is_heading = is_numbered_heading(text)
                || !holds_standing(frame, filled[0].0) && said_between(text).is_some()
                || filled[0].0 <= *frame.name.iter().max().unwrap_or(&filled[0].0)
                || frame.view.area(CellAt::new(row.number, filled[0].0)).is_some();
            if is_heading {
                return RowKind::SubHeading;
            }
            return if *facts > 0 { RowKind::Nameless } else { RowKind::Unknown };
        }
        if *facts > 0 {
            RowKind::Nameless
        } else if is_heading_pair(&filled) {
            RowKind::SubHeading
        } else {
            RowKind::Unknown
        }
    }

    /// A row whose name cell is filled and that has no running number in figures.
    fn kind_of_named(
        &mut self,
        frame: &Frame,
        row: &Row,
        ordinal: &str,
        name: &str,
        facts: usize,
        n_filled: usize,
    ) -> RowKind {
        let ordinal_words = skeleton(ordinal);
        let is_roman = !ordinal_words.is_empty() && (is_roman(&ordinal_words) || ordinal_words.len() == 1);
        let is_person = looks_like_name(name);
        if facts > 0 {
            let is_heading = is_roman && !is_person && frame.kind != TableKind::Collectives && !has_grade(frame, row);
            return if is_heading { RowKind::SubHeading } else { RowKind::Record };
        }
        if is_roman || is_lone_merged(frame, row) {
            return RowKind::SubHeading;
        }
        match frame.kind {
            TableKind::Members | TableKind::Staff if is_person && !is_unit(name) => RowKind::Record,
            // A collective is named like a heading; without a number or a grade beside it, it is one.
            TableKind::Members
            | TableKind::Staff
            | TableKind::Collectives
            | TableKind::Rewards
            | TableKind::Summary => {
                if n_filled == 1 {
                    if name.chars().count() > 90 { RowKind::Note } else { RowKind::SubHeading }
                } else {
                    RowKind::Unknown
                }
            }
        }
    }
}

/// “5”, “05 đồng chí”, “12 đ/c”.
fn is_count(text: &str) -> bool {
    let words = skeleton(text);
    let Some((number, what)) = words.split_once(' ') else { return is_running_number(&words) };
    is_running_number(number) && matches!(what, "dong chi" | "d c" | "dc" | "nguoi" | "dang vien" | "dv" | "tap the")
}

/// 1, 01, 1., (1), 1/ in the column of running numbers.
fn is_running_number(text: &str) -> bool {
    let inside = text.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '/' | '-') || c.is_whitespace());
    (1..=6).contains(&inside.len()) && inside.chars().all(|c| c.is_ascii_digit())
}

/// The running number of a cell, when it is one.
pub fn running_number(text: &str) -> Option<u32> {
    is_running_number(text)
        .then(|| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok())
        .flatten()
}

fn is_roman(words: &str) -> bool {
    words.split(' ').next().is_some_and(|first| {
        !first.is_empty() && first.len() <= 5 && first.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
    })
}

/// “III. Miễn sinh hoạt: 03 đồng chí”: no cell of data begins so.
fn is_numbered_heading(text: &str) -> bool {
    text.trim_start().split_once(['.', '-', ')', '/']).is_some_and(|(number, rest)| {
        let number = number.trim_matches(|c: char| c == '(' || c.is_whitespace());
        number.chars().all(|c| c.is_ascii_uppercase())
            && is_roman(&skeleton(number))
            && rest.chars().any(char::is_alphabetic)
    })
}

/// The marked example row of a form.
fn is_example(text: &str) -> bool {
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
fn is_signature(text: &str) -> bool {
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
fn is_date_line(filled: &[(u16, Cow<str>)]) -> bool {
    let [(_, text)] = filled else { return false };
    let words = skeleton(text);
    text.chars().count() < 70 && has(&words, "ngay") && has(&words, "thang") && has(&words, "nam")
        || text.chars().count() < 70 && text.contains("ngày") && find_date(text).is_some()
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

fn is_note(text: &str) -> bool {
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
fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let n_words = text.split_whitespace().count();
    text.starts_with(['-', '–', '+']) && n_words > 3 || n_words > 6 && text.ends_with(['.', ';'])
}

/// Names that are those of a unit rather than a person.
fn is_unit(name: &str) -> bool {
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

/// The branch that a heading between the rows names, and where: “Chi bộ Tổng hợp” of “II. Chi bộ Tổng hợp (12 đồng chí)”.
pub fn branch_headed(frame: &Frame, row: &Row) -> Option<(String, CellAt)> {
    let mut texts = row
        .cells
        .iter()
        .filter(|cell| !is_blank(Some(&cell.value)) && Some(cell.column) != frame.ordinal)
        .map(|cell| (cell.column, shown(&cell.value)));
    // The heading may stand in the column of numbers itself.
    let (column, text) = match texts.next() {
        Some(found) => found,
        None => (frame.ordinal?, shown(row.value(frame.ordinal?)?)),
    };
    if texts.next().is_some() {
        return None;
    }
    Some((stated_branch(&text)?, CellAt::new(row.number, column)))
}

/// How many cells of the row, outside number and name, hold what their column is for.
fn n_facts(frame: &Frame, row: &Row) -> usize {
    let is_fact = |seen: &&ColumnSeen| {
        if matches!(seen.meaning, Column::Ordinal | Column::Name | Column::FamilyName | Column::GivenName) {
            return false;
        }
        let at = CellAt::new(row.number, seen.column);
        // A heading merged across the table fills no data column.
        row.value(seen.column).is_some_and(|value| !is_blank(Some(value)) || *value == Value::NoResult)
            && frame
                .view
                .area(at)
                .is_none_or(|area| area.first.column == area.last.column || area.last.column - area.first.column < 2)
    };
    frame.columns.iter().filter(is_fact).count()
}

fn has_grade(frame: &Frame, row: &Row) -> bool {
    frame.columns.iter().any(|seen| match seen.meaning {
        Column::Grade(_) => row.value(seen.column).is_some_and(|value| {
            matches!(read_grade(&shown(value)), GradeText::Is(_) | GradeText::Misspelt(_) | GradeText::NotGraded(_))
        }),
        Column::Tick(..) => row.value(seen.column).is_some_and(|value| {
            let text = shown(value);
            read_tick(&text) == Tick::Yes || matches!(read_grade(&text), GradeText::Is(_) | GradeText::Misspelt(_))
        }),
        Column::TickNotGraded(_) => row.value(seen.column).is_some_and(|value| {
            let text = shown(value);
            read_tick(&text) == Tick::Yes || matches!(read_grade(&text), GradeText::NotGraded(_))
        }),
        Column::RewardForm | Column::RewardKind => row.value(seen.column).is_some_and(|value| !is_blank(Some(value))),
        _ => false,
    })
}

/// Whether a column is for grades, reasons or remarks.
fn holds_standing(frame: &Frame, column: u16) -> bool {
    frame.columns.iter().any(|seen| {
        seen.column == column
            && matches!(
                seen.meaning,
                Column::Grade(_)
                    | Column::Tick(..)
                    | Column::TickNotGraded(_)
                    | Column::NotGradedReason
                    | Column::Note
                    | Column::Category
                    | Column::Unknown
            )
    })
}

/// One text and nothing else in the row, or one merged over most of it.
fn is_lone_text(frame: &Frame, row: &Row, n_filled: usize) -> bool {
    n_filled == 1 || is_lone_merged(frame, row)
}

fn is_lone_merged(frame: &Frame, row: &Row) -> bool {
    let mut own = row.cells.iter().filter(|cell| !is_blank(Some(&cell.value)));
    let (Some(first), None) = (own.next(), own.next()) else { return false };
    frame.view.area(CellAt::new(row.number, first.column)).is_some_and(|area| area.last.column > area.first.column)
}

/// “II” and “Tổ đảng 2” in two cells.
fn is_heading_pair(filled: &[(u16, Cow<str>)]) -> bool {
    let [(_, mark), (_, _)] = filled else { return false };
    let words = skeleton(mark);
    is_roman(&words) || words.len() == 1
}
