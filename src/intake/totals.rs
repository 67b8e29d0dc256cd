//! Figures a file states: total rows, tables of counts, and sentences such as “Danh sách này có 15 đồng chí”. Read as
//! stated, compared elsewhere (B417, B418).

use super::layout::frame::Frame;
use super::layout::header::Header;
use super::layout::surroundings::Line;
use super::layout::vocabulary::{HeaderWords, has};
use super::value::grade::{GradeText, read_grade};
use super::view::{SheetView, is_blank, shown};
use crate::domain::column::{Actor, Column};
use crate::domain::grade::Grade;
use crate::domain::place::CellAt;
use crate::domain::reading::Counted;
use crate::grid::{Row, Value};
use crate::text::fold::{has_any, skeleton};

/// A figure and where it stands.
pub type Figure = (Counted, u32, CellAt);

/// The figures of a table's total rows. Only a total of the whole table counts: of several rows the last, unless they
/// are plainly totals of sections.
pub fn of_total_rows(frame: &Frame, rows: &[&Row]) -> Vec<Figure> {
    let is_share = |row: &Row| label_of(row).starts_with("ty le") || label_of(row).starts_with("ti le");
    let totals: Vec<&&Row> = rows.iter().filter(|row| !is_share(row)).collect();
    let Some(last) = totals.last() else { return Vec::new() };
    let is_of_section = totals.len() > 1 && !label_of(last).starts_with("tong")
        || totals.len() > 1 && label_of(totals[0]) == label_of(last);
    if is_of_section { Vec::new() } else { of_total_row(frame, last) }
}

fn label_of(row: &Row) -> String {
    row.cells
        .iter()
        .filter_map(|cell| match &cell.value {
            Value::Text(text) => Some(skeleton(text)),
            _ => None,
        })
        .find(|words| words.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or_default()
}

fn whole(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) if number.fract() == 0.0 && (0.0..1e6).contains(number) => Some(*number as u32),
        Value::Text(text) => leading_number(text.trim()),
        _ => None,
    }
}

/// The number a text consists of, perhaps with “đồng chí” behind it.
fn leading_number(text: &str) -> Option<u32> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits == 0 || n_digits > 6 {
        return None;
    }
    let rest = skeleton(&text[n_digits..]);
    let is_people = matches!(rest.as_str(), "" | "dong chi" | "d c" | "dc" | "dang vien" | "nguoi" | "tap the" | "dv");
    if is_people { text[..n_digits].parse().ok() } else { None }
}

/// A total that stands above its table: “Tổng số đảng viên: 15 đồng chí”, “Tổng số: 15 đ/c”.
pub fn of_titles(titles: &[Line]) -> Vec<Figure> {
    let is_total = |line: &&Line| {
        let words = skeleton(&line.text);
        words.starts_with("tong so") && has_any(&words, &["dang vien", "dong chi", "d c"])
    };
    let told = titles.iter().filter(is_total);
    told.flat_map(|line| of_sentence(&line.text).into_iter().map(|(counted, figure)| (counted, figure, line.at)))
        .collect()
}

/// Whether the figure in a label is the number of a part and counts nobody: “Cộng tổ 1”, “Cộng mục 2”.
fn numbers_a_part(text: &str) -> bool {
    let words = skeleton(text);
    let words: Vec<&str> = words.split(' ').collect();
    let is_part =
        |word: &str| matches!(word, "to" | "dang" | "nhom" | "phong" | "ban" | "muc" | "phan" | "trang" | "bo");
    matches!(words.as_slice(), [first, .., part, number]
        if *first == "cong" && is_part(part) && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn of_total_row(frame: &Frame, row: &Row) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut others = Vec::new();
    for cell in &row.cells {
        let at = CellAt::new(row.number, cell.column);
        let meaning = frame.columns.iter().find(|seen| seen.column == cell.column).map(|seen| seen.meaning);
        match (meaning, whole(&cell.value)) {
            (Some(Column::Tick(Actor::Branch, grade)), Some(figure)) => {
                figures.push((Counted::Grade(grade), figure, at));
            }
            (Some(Column::Tick(..) | Column::TickNotGraded(_)), _) | (_, None) => {}
            (Some(Column::Ordinal), Some(_)) if !matches!(cell.value, Value::Number(_)) => {}
            (_, Some(figure)) => others.push((figure, at)),
        }
    }
    // “Tổng cộng: 15 đồng chí, trong đó HTTNV: 12” in one cell.
    for cell in &row.cells {
        if let Value::Text(text) = &cell.value
            && !numbers_a_part(text)
        {
            let at = CellAt::new(row.number, cell.column);
            for (counted, figure) in of_sentence(text) {
                if figures.iter().all(|(known, ..)| *known != counted) {
                    figures.push((counted, figure, at));
                }
            }
        }
    }
    // A lone figure behind “Tổng cộng” counts the people, wherever it was typed.
    let is_cell = |at: &CellAt| row.value(at.column).is_some_and(|value| matches!(value, Value::Number(_)));
    if let ([(counted, figure, at)], true) = (&figures[..], others.is_empty())
        && (*counted == Counted::All || is_cell(at))
    {
        return vec![(Counted::All, *figure, *at)];
    }
    let has_all = figures.iter().any(|(counted, ..)| *counted == Counted::All);
    // One lone number behind “Tổng cộng” counts the people; several may count anything.
    if let ([(figure, at)], false) = (&others[..], has_all) {
        figures.push((Counted::All, *figure, *at));
    }
    figures
}

/// The figure of a row whose name cell is a label: “Số đảng viên được xếp loại | 10”. Only one figure has one meaning.
pub fn of_labelled(row: &Row) -> Vec<Figure> {
    let figures: Vec<(u32, CellAt)> = row
        .cells
        .iter()
        .filter_map(|cell| Some((whole(&cell.value)?, CellAt::new(row.number, cell.column))))
        .filter(|(_, at)| row.cells.iter().any(|cell| cell.column < at.column && matches!(cell.value, Value::Text(_))))
        .collect();
    let [(figure, at)] = figures[..] else { return Vec::new() };
    let label = label_of(row);
    counted_by(&label).map(|counted| (counted, figure, at)).into_iter().collect()
}

/// The figures that the one text of a row states.
pub fn of_lone_text(row: &Row) -> Vec<Figure> {
    let mut texts = row.cells.iter().filter(|cell| !is_blank(Some(&cell.value)));
    let (Some(cell), None) = (texts.next(), texts.next()) else { return Vec::new() };
    let Value::Text(text) = &cell.value else { return Vec::new() };
    let at = CellAt::new(row.number, cell.column);
    of_sentence(text).into_iter().map(|(counted, figure)| (counted, figure, at)).collect()
}

/// Figures in a sentence: “Tổng số đảng viên: 15 đồng chí, trong đó: HTXSNV: 3 đồng chí; HTTNV: 10 đồng chí”.
pub fn of_sentence(text: &str) -> Vec<(Counted, u32)> {
    let mut figures = Vec::new();
    for part in text.split(['\n', ';', '.']).flat_map(|part| part.split(", ")) {
        let Some(start) = part.find(|c: char| c.is_ascii_digit()) else { continue };
        let n_digits = part[start..].bytes().take_while(u8::is_ascii_digit).count();
        let Ok(figure) = part[start..start + n_digits].parse::<u32>() else { continue };
        let after = skeleton(&part[start + n_digits..]);
        let before = skeleton(&part[..start]);
        if n_digits > 4 || part[start + n_digits..].trim_start().starts_with(['%', '/']) {
            continue;
        }
        let counts_people = after.is_empty()
            || ["dong chi", "d c", "dc", "dang vien", "nguoi", "tap the", "dv"]
                .iter()
                .any(|word| after == *word || after.starts_with(&format!("{word} ")));
        if !counts_people {
            continue;
        }
        if let Some(counted) = counted_by(&before).or_else(|| grade_in(&after).map(Counted::Grade)) {
            figures.push((counted, figure));
        }
    }
    figures
}

fn counted_by(before: &str) -> Option<Counted> {
    let tail = before.strip_prefix("trong do ").unwrap_or(before);
    // “Số đảng viên không xếp loại” counts those who are not graded, whatever the reason.
    let of_people = ["so dang vien ", "so dv ", "dang vien ", "so dong chi ", "so "]
        .iter()
        .find_map(|start| tail.strip_prefix(start));
    match of_people.unwrap_or(tail) {
        "duoc xep loai" | "duoc danh gia" | "duoc danh gia xep loai" | "da xep loai" => return Some(Counted::Graded),
        "khong xep loai" | "chua xep loai" | "khong duoc xep loai" | "chua duoc xep loai" => {
            return Some(Counted::NotGraded);
        }
        _ => {}
    }
    if let Some(grade) = grade_in(tail) {
        return Some(Counted::Grade(grade));
    }
    let is_total = [
        "tong so dang vien",
        "tong so",
        "tong cong",
        "danh sach nay co",
        "danh sach co",
        "danh sach gom",
        "tong",
        "cong",
    ]
    .iter()
    .any(|start| tail == *start || tail.starts_with(&format!("{start} ")));
    if !is_total {
        return None;
    }
    // A qualified total (“… được xếp loại”, “… có mặt”) counts something else.
    let is_qualified = ["co mat", "vang", "mien", "chinh thuc", "du bi", "nu", "khong", "chua", "cong chuc"]
        .iter()
        .any(|word| has(tail, word));
    let is_of_graded = ["duoc xep loai", "duoc danh gia", "da xep loai", "xep loai"].iter().any(|word| has(tail, word));
    match (is_qualified, is_of_graded) {
        (true, _) => None,
        (false, true) => Some(Counted::Graded),
        (false, false) => Some(Counted::All),
    }
}

fn grade_in(words: &str) -> Option<Grade> {
    match read_grade(words) {
        GradeText::Is(grade) => Some(grade),
        _ => None,
    }
}

/// The figures of a table of counts: its total row, else its only row.
pub fn of_counts(view: &SheetView, header: &Header, last_row: u32) -> Vec<Figure> {
    let meanings: Vec<(u16, Counted)> = header
        .columns
        .iter()
        .filter_map(|(column, words)| counted_in(words).map(|counted| (*column, counted)))
        .collect();
    // Beside columns for single reasons “Chưa xếp loại” counts the rest; one column alone counts them all.
    let n_not_graded = meanings.iter().filter(|(_, counted)| *counted == Counted::NotGraded).count();
    let has_parts = header.columns.iter().any(|(_, words)| is_part_not_graded(words) && !is_beneath(words));
    let meanings: Vec<(u16, Counted)> = meanings
        .into_iter()
        .filter(|(_, counted)| *counted != Counted::NotGraded || n_not_graded == 1 && !has_parts)
        .collect();
    let rows: Vec<&Row> = view
        .sheet
        .rows
        .iter()
        .filter(|row| (header.body_from..=last_row).contains(&row.number))
        .filter(|row| meanings.iter().filter(|(column, _)| row.value(*column).and_then(whole).is_some()).count() >= 2)
        .collect();
    let total = rows.iter().rev().find(|row| {
        let label = label_of(row);
        label.starts_with("tong") || label == "cong"
    });
    let row = match (total, &rows[..]) {
        (Some(row), _) => row,
        (None, [only]) => only,
        (None, _) => return Vec::new(),
    };
    meanings
        .into_iter()
        .filter_map(|(column, counted)| {
            let value = row.value(column).filter(|value| !is_blank(Some(value)))?;
            Some((counted, whole(value)?, CellAt::new(row.number, column)))
        })
        .collect()
}

const NOT_GRADED: [&str; 6] =
    ["khong xep loai", "chua xep loai", "khong duoc xep loai", "chua duoc xep loai", "chua danh gia", "khong danh gia"];

/// Whether a header counts those who have no grade for one reason.
fn is_part_not_graded(words: &HeaderWords) -> bool {
    ["mien", "dinh chi", "duoi 6 thang", "chua du 6 thang"].iter().any(|word| has(&words.leaf, word))
}

/// Whether a header stands under a group of those not graded.
fn is_beneath(words: &HeaderWords) -> bool {
    NOT_GRADED.iter().any(|word| has(&words.above, word))
}

fn counted_in(words: &HeaderWords) -> Option<Counted> {
    if has(&words.leaf, "ty le") || has(&words.leaf, "ti le") || words.written.ends_with('%') {
        return None;
    }
    let grade = grade_in(&words.leaf).or_else(|| words.written.split(" › ").find_map(grade_in));
    if let Some(grade) = grade {
        return Some(Counted::Grade(grade));
    }
    let whole = words.whole.as_str();
    // Its parts (miễn sinh hoạt, đình chỉ…) are no figure of their own.
    if NOT_GRADED.iter().any(|word| has(&words.leaf, word)) && !is_part_not_graded(words) {
        return Some(Counted::NotGraded);
    }
    if NOT_GRADED.iter().any(|word| has(whole, word)) || is_part_not_graded(words) {
        return None;
    }
    if ["duoc xep loai", "duoc danh gia", "da xep loai", "xep loai"].iter().any(|word| has(whole, word))
        && has(whole, "so")
    {
        return Some(Counted::Graded);
    }
    (has(whole, "tong so") || has(whole, "tong")).then_some(Counted::All)
}

/// Whether a shown text is a figure of people; for callers that hold a value.
pub fn figure_of(value: &Value) -> Option<u32> {
    whole(value).or_else(|| leading_number(&shown(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_state_what_they_say_and_no_more() {
        for (text, figures) in [
            ("Danh sách này có 15 đồng chí.", vec![(Counted::All, 15)]),
            ("Tổng số đảng viên: 15 đồng chí", vec![(Counted::All, 15)]),
            (
                "Tổng số: 15 đồng chí, trong đó: HTXSNV: 3 đồng chí; HTTNV: 12 đồng chí",
                vec![(Counted::All, 15), (Counted::Grade(Grade::Excellent), 3), (Counted::Grade(Grade::Good), 12)],
            ),
            ("Tổng số đảng viên dự bị: 2 đồng chí", vec![]),
            ("Tổng số: 20; HTTNV: 19", vec![(Counted::All, 20), (Counted::Grade(Grade::Good), 19)]),
            ("Số đảng viên không xếp loại: 2", vec![(Counted::NotGraded, 2)]),
            ("Số phiếu không hợp lệ: 2", vec![]),
            ("Tỷ lệ 18,1%", vec![]),
            ("Kế hoạch số 05-KH/ĐU ngày 01/11/2021", vec![]),
        ] {
            assert_eq!(of_sentence(text), figures, "{text}");
        }
    }
}
