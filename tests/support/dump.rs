//! A written workbook as plain text, for golden comparisons: each sheet with its merged areas, each row with its cells,
//! formulas beside their stored results. It reads the bytes as another program would, not through our own reader.

use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use std::fmt::Write;
use std::io::Cursor;
use tonghop::domain::place::CellAt;

/// The whole workbook. Panics when the bytes are no readable workbook.
///
/// ```text
/// == Tổng hợp
/// merged A1:D1
/// A1 ĐẢNG BỘ | E1 ĐẢNG CỘNG SẢN VIỆT NAM
/// A12 1 | B12 Chi bộ Một | C12 =COUNTIF(…) → 18
/// ```
pub fn dump(bytes: &[u8]) -> String {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("the bytes are a workbook");
    let sheets = book.sheets_metadata().to_vec();
    let mut text = String::new();
    for sheet in sheets {
        let hidden = if sheet.visible == SheetVisible::Visible { "" } else { " (ẩn)" };
        line(&mut text, &format!("== {}{hidden}", sheet.name));
        let merges = book.merge_cells_by_sheet_name(&sheet.name);
        for area in merges.expect("merged areas are readable") {
            line(&mut text, &format!("merged {}:{}", at(area.start), at(area.end)));
        }
        let mut cells = book.worksheet_cells_reader(&sheet.name).expect("the sheet is readable");
        let mut row: Option<(u32, String)> = None;
        while let Some(cell) = cells.next_cell_with_formula().expect("the cells are readable") {
            let value = shown(&cell.value);
            let shown = match &cell.formula {
                Some(formula) => format!("={formula} → {value}"),
                None if value.is_empty() => continue,
                None => value,
            };
            let shown = format!("{} {shown}", at(cell.pos));
            row = match row.take() {
                Some((number, cells)) if number == cell.pos.0 => Some((number, format!("{cells} | {shown}"))),
                Some((_, cells)) => {
                    line(&mut text, &cells);
                    Some((cell.pos.0, shown))
                }
                None => Some((cell.pos.0, shown)),
            };
        }
        if let Some((_, cells)) = row {
            line(&mut text, &cells);
        }
    }
    text
}

/// The lines of one sheet of a [`dump`], without its heading.
pub fn sheet<'a>(dump: &'a str, name: &str) -> Vec<&'a str> {
    let is_heading = |line: &&str| line.strip_prefix("== ").is_some_and(|rest| rest.trim_end_matches(" (ẩn)") == name);
    let lines = dump.lines().skip_while(|line| !is_heading(line)).skip(1);
    lines.take_while(|line| !line.starts_with("== ")).collect()
}

/// What stands in one cell of one sheet of a [`dump`]; empty when nothing does.
pub fn cell<'a>(dump: &'a str, name: &str, address: &str) -> &'a str {
    let cells = sheet(dump, name).into_iter().flat_map(|line| line.split(" | "));
    cells.filter_map(|cell| cell.split_once(' ')).find(|(at, _)| *at == address).map_or("", |(_, shown)| shown)
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("writing to a String cannot fail");
}

fn at((row, column): (u32, u32)) -> CellAt {
    CellAt::new(row + 1, u16::try_from(column + 1).expect("columns end at XFD"))
}

/// Line breaks are shown as `⏎`, so that a row stays one line.
fn shown(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.replace('\n', "⏎"),
        DataRef::SharedString(text) => text.replace('\n', "⏎"),
        DataRef::Bool(truth) => truth.to_string().to_uppercase(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}
