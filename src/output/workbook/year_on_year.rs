//! `So với năm trước`: each branch beside what it was the year before, this year's figures live over `Đảng viên`. Only
//! where a workbook of that year was given.

use super::frame::Frame;
use super::look::Look;
use super::members;
use super::spread::sum;
use crate::book::{At, Book, BookError, Cached, Orientation, Print, Sheet, Value, criterion};
use crate::consolidate::history::{Compared, GradeRow, YearOnYear, year_on_year};
use crate::domain::grade::Grade;
use crate::output::year_on_year::note;

pub const SHEET: &str = "So với năm trước";

const COLUMNS: [(&str, f64); 17] = [
    ("TT", 5.0),
    ("Mã chi bộ", 9.0),
    ("Chi bộ", 30.0),
    ("Số được xếp loại", 8.5),
    ("HTXSNV", 9.0),
    ("HTTNV", 8.0),
    ("HTNV", 8.0),
    ("KHTNV", 8.0),
    ("Tỷ lệ HTXSNV", 9.0),
    ("Số được xếp loại", 8.5),
    ("HTXSNV", 9.0),
    ("HTTNV", 8.0),
    ("HTNV", 8.0),
    ("KHTNV", 8.0),
    ("Tỷ lệ HTXSNV", 9.0),
    ("Tăng, giảm HTXSNV (người)", 10.0),
    ("Tăng, giảm tỷ lệ (điểm %)", 10.0),
];
/// Behind the columns above.
const NOTE: u16 = COLUMNS.len() as u16 + 1;
const HEADER_ROW: u32 = 4;
const FIRST_ROW: u32 = HEADER_ROW + 2;

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let Some(compared) = year_on_year(&frame.bloc.campaign) else { return Ok(()) };
    let mut sheet = Sheet::new(SHEET)?;
    sheet.widths(COLUMNS.iter().map(|(_, width)| *width).chain([28.0]))?;
    sheet.without_gridlines();
    header(&mut sheet, frame, &compared)?;
    let blocks = members::blocks(frame);
    let mut row = FIRST_ROW;
    for (number, branch) in (1_u32..).zip(&compared.rows) {
        put_branch(&mut sheet, frame, row, number, branch, &blocks)?;
        row += 1;
    }
    put_total(&mut sheet, frame, row, &compared)?;
    put_moved(&mut sheet, frame, row + 2, &compared)?;
    sheet.freeze_at(At::new(FIRST_ROW, 4))?;
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: Some((HEADER_ROW, HEADER_ROW + 1)),
        title: None,
        repeated_columns: 0,
        last_cell: None,
    })?;
    book.push(sheet)
}

fn header(sheet: &mut Sheet, frame: &Frame, compared: &YearOnYear) -> Result<(), BookError> {
    let looks = &frame.looks;
    let (year, last) = (frame.plan.year, compared.year);
    let title = format!("KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN NĂM {year} SO VỚI NĂM TRƯỚC");
    sheet.merge(At::new(1, 1), At::new(1, NOTE), Value::text(title), looks.of(Look::Title))?;
    let basis = format!("Số liệu năm {last} lấy từ tệp {}, theo kết quả đảng ủy đã quyết định.", compared.file);
    sheet.merge(At::new(2, 1), At::new(2, NOTE), Value::text(basis), looks.of(Look::Subtitle))?;
    if let Some(line) = frame.provisional_line() {
        sheet.merge(At::new(3, 1), At::new(3, NOTE), Value::text(line), looks.of(Look::Alert))?;
    }
    let style = looks.of(Look::Header);
    let (top, below) = (HEADER_ROW, HEADER_ROW + 1);
    for (column, (text, _)) in (1..).zip(COLUMNS) {
        match column {
            4..=15 => sheet.put(At::new(below, column), Value::text(text), style)?,
            _ => sheet.merge(At::new(top, column), At::new(below, column), Value::text(text), style)?,
        }
    }
    sheet.merge(At::new(top, NOTE), At::new(below, NOTE), Value::text("Ghi chú"), style)?;
    sheet.merge(At::new(top, 4), At::new(top, 9), Value::text(format!("Năm {last}")), style)?;
    sheet.merge(At::new(top, 10), At::new(top, 15), Value::text(format!("Năm {year}")), style)?;
    sheet.height(top, 20.0)?;
    sheet.height(below, 46.0)
}

fn put_branch(
    sheet: &mut Sheet,
    frame: &Frame,
    row: u32,
    number: u32,
    branch: &Compared,
    blocks: &[members::Blocks],
) -> Result<(), BookError> {
    let looks = &frame.looks;
    let mut put = |column: u16, value: Value<'_>, look: Look| sheet.put(At::new(row, column), value, looks.of(look));
    put(1, Value::whole(number), Look::Whole)?;
    put(2, Value::text(branch.code), Look::Centre)?;
    put(3, Value::text(branch.name), Look::Text)?;
    for (column, index) in (5..).zip(0..4) {
        let value = branch.before.map_or(Value::Blank, |before| Value::whole(before.0[index]));
        put(column, value, Look::Whole)?;
    }
    for ((column, index), grade) in (11..).zip(0..4).zip(Grade::ALL) {
        let value = branch.now.map_or(Value::Blank, |now| {
            let (code, grade) = (criterion(branch.code), criterion(grade.label()));
            let counted = sum(blocks, |blocks| format!("COUNTIFS({},{code},{},{grade})", blocks.code, blocks.result));
            Value::formula(format!("={counted}"), Cached::whole(now.0[index]))
        });
        put(column, value, Look::Whole)?;
    }
    put(NOTE, Value::text(note(branch)), Look::Text)?;
    for (column, graded) in [(4, branch.before), (10, branch.now)] {
        let value = graded.map_or(Value::Blank, |graded| graded_in(row, column, graded));
        put(column, value, Look::Whole)?;
        let value = graded.map_or(Value::Blank, |graded| share(row, column, graded));
        put(column + 5, value, Look::Percent)?;
    }
    let both = branch.before.zip(branch.now);
    put(16, both.map_or(Value::Blank, |(before, now)| more(row, before, now)), Look::Whole)?;
    put(17, both.map_or(Value::Blank, |(before, now)| points(row, before, now)), Look::Centre)
}

/// How many were graded: the sum of the four counts behind.
fn graded_in(row: u32, column: u16, graded: GradeRow) -> Value<'static> {
    let letters = |column: u16| crate::domain::place::column_letters(column);
    Value::formula(
        format!("=SUM({}{row}:{}{row})", letters(column + 1), letters(column + 4)),
        Cached::whole(graded.graded()),
    )
}

fn share(row: u32, column: u16, graded: GradeRow) -> Value<'static> {
    let letters = |column: u16| crate::domain::place::column_letters(column);
    let (all, excellent) = (letters(column), letters(column + 1));
    Value::formula(
        format!("=IF({all}{row}=0,0,{excellent}{row}/{all}{row})"),
        Cached::share(graded.excellent(), graded.graded()),
    )
}

fn more(row: u32, before: GradeRow, now: GradeRow) -> Value<'static> {
    let difference = i64::from(now.excellent()) - i64::from(before.excellent());
    Value::formula(format!("=K{row}-E{row}"), Cached::whole(difference))
}

/// The difference of the two shares, in tenths of a point: exact, so that the office program and this one agree.
fn points(row: u32, before: GradeRow, now: GradeRow) -> Value<'static> {
    let formula = format!(
        "=IF(OR(D{row}=0,J{row}=0),\"\",IF(O{row}>I{row},\"+\",IF(O{row}<I{row},\"-\",\"\"))\
         &INT(ABS(ROUND((O{row}-I{row})*1000,0))/10)&\",\"&MOD(ABS(ROUND((O{row}-I{row})*1000,0)),10))"
    );
    Value::formula(formula, Cached::text(crate::output::year_on_year::points(before, now)))
}

/// Who stood in another branch the year before.
fn put_moved(sheet: &mut Sheet, frame: &Frame, heading: u32, compared: &YearOnYear) -> Result<(), BookError> {
    if compared.moved.is_empty() {
        return Ok(());
    }
    let looks = &frame.looks;
    let text = format!("Đảng viên năm {} ở {} khác ({})", compared.year, frame.unit.word(), compared.moved.len());
    sheet.put(At::new(heading, 1), Value::text(text), looks.of(Look::Heading))?;
    let blocks = [(1, 1), (2, 3), (4, 9), (10, 15)];
    let mut put = |row: u32, cells: [(Value<'_>, Look); 4]| {
        for ((from, to), (value, look)) in blocks.into_iter().zip(cells) {
            sheet.merge(At::new(row, from), At::new(row, to), value, looks.of(look))?;
        }
        Ok::<(), BookError>(())
    };
    let years = [compared.year, frame.plan.year].map(|year| format!("Năm {year}"));
    let header = ["TT", "Họ và tên", years[0].as_str(), years[1].as_str()];
    put(heading + 1, header.map(|text| (Value::text(text), Look::Header)))?;
    for (number, moved) in (1_u32..).zip(&compared.moved) {
        let [name, from, to] = [moved.name, moved.from, moved.to].map(|text| (Value::text(text), Look::Text));
        put(heading + 1 + number, [(Value::whole(number), Look::Whole), name, from, to])?;
    }
    Ok(())
}

fn put_total(sheet: &mut Sheet, frame: &Frame, row: u32, compared: &YearOnYear) -> Result<(), BookError> {
    let looks = &frame.looks;
    let (before, now) = compared.total;
    sheet.merge(At::new(row, 1), At::new(row, 3), Value::text("Tổng cộng"), looks.of(Look::TotalText))?;
    let letters = |column: u16| crate::domain::place::column_letters(column);
    for (from, graded) in [(4, before), (10, now)] {
        sheet.put(At::new(row, from), graded_in(row, from, graded), looks.of(Look::TotalWhole))?;
        for (column, count) in (from + 1..).zip(graded.0) {
            let formula = match row > FIRST_ROW {
                true => format!("=SUM({0}{FIRST_ROW}:{0}{1})", letters(column), row - 1),
                false => "=0".to_owned(),
            };
            let value = Value::formula(formula, Cached::whole(count));
            sheet.put(At::new(row, column), value, looks.of(Look::TotalWhole))?;
        }
        sheet.put(At::new(row, from + 5), share(row, from, graded), looks.of(Look::TotalPercent))?;
    }
    sheet.put(At::new(row, 16), more(row, before, now), looks.of(Look::TotalWhole))?;
    sheet.put(At::new(row, 17), points(row, before, now), looks.of(Look::TotalText))?;
    sheet.put(At::new(row, NOTE), Value::Blank, looks.of(Look::TotalText))
}
