//! What the fuzz targets share: reading under small limits, what must hold of every workbook that comes back, packages
//! made from parts, and workbooks made from text tables.

use std::io::{Cursor, Write};
use std::sync::Arc;
use tonghop::grid::{Area, Cell, Limits, Row, Sheet, Value, Workbook, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The program's limits, lower where only time would be lost.
pub fn limits() -> Limits {
    Limits { unpacked_bytes: 16_000_000, cells: 100_000, ..Limits::default() }
}

/// Reads bytes as the program does, and looks at what comes back.
pub fn read_and_check(bytes: &[u8]) {
    if let Ok(workbook) = read(bytes, &limits(), &[]) {
        check(&workbook);
    }
}

/// What `grid` promises of every workbook.
pub fn check(workbook: &Workbook) {
    let mut n_cells = 0;
    for sheet in &workbook.sheets {
        let mut last_row = 0;
        for row in &sheet.rows {
            assert!(row.number > last_row && row.number <= 1_048_576, "rows rise and lie in the sheet");
            last_row = row.number;
            assert!(!row.cells.is_empty(), "a row has a cell");
            let mut last_column = 0;
            for cell in &row.cells {
                assert!(cell.column > last_column && cell.column <= 16_384, "columns rise and lie in the sheet");
                last_column = cell.column;
                n_cells += 1;
                match &cell.value {
                    Value::Number(number) => assert!(number.is_finite()),
                    Value::Text(text) => {
                        assert!(text.encode_utf16().count() <= 32_767 + 1, "a text fits a cell");
                        assert!(!text.contains('\0'));
                    }
                    Value::Bool(_) | Value::DateTime(_) | Value::Error(_) | Value::NoResult => {}
                }
            }
        }
        for Area { first, last } in &sheet.merges {
            assert!(first.row <= last.row && first.column <= last.column, "an area has its corners in order");
        }
    }
    assert!(n_cells <= limits().cells, "the limit on cells holds");
}

/// A package from a text: parts begin with `\n=== path\n`.
pub fn package(text: &[u8]) -> Option<Vec<u8>> {
    const MARK: &[u8] = b"\n=== ";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut rest = text;
    let mut n_parts = 0;
    while let Some(at) = rest.windows(MARK.len()).position(|window| window == MARK) {
        let part = &rest[at + MARK.len()..];
        let end = part.windows(MARK.len()).position(|window| window == MARK).unwrap_or(part.len());
        let (part, after) = part.split_at(end);
        let line = part.iter().position(|&byte| byte == b'\n')?;
        let path = std::str::from_utf8(&part[..line]).ok()?;
        zip.start_file(path, stored).ok()?;
        zip.write_all(&part[line + 1..]).ok()?;
        n_parts += 1;
        rest = after;
    }
    (n_parts > 0).then(|| zip.finish().ok().map(Cursor::into_inner)).flatten()
}

/// A workbook from a text: `# name` begins a sheet, a line is a row, `|` stands between cells, a number is a number.
pub fn workbook(text: &str) -> Workbook {
    let mut workbook = Workbook::default();
    let mut sheet = Sheet::default();
    let mut number = 0;
    for line in text.lines().take(2_000) {
        if let Some(name) = line.strip_prefix("# ") {
            push(&mut workbook, std::mem::take(&mut sheet));
            sheet.name = name.into();
            number = 0;
            continue;
        }
        number += 1;
        let cells: Vec<Cell> = (1..)
            .zip(line.split('|').take(200))
            .map(|(column, text)| (column, text.trim()))
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| Cell { column, font: 0, value: value(text) })
            .collect();
        if !cells.is_empty() {
            sheet.rows.push(Row { number, is_hidden: false, cells });
        }
    }
    push(&mut workbook, sheet);
    workbook
}

fn push(workbook: &mut Workbook, sheet: Sheet) {
    if !sheet.rows.is_empty() && workbook.sheets.len() < 20 {
        workbook.sheets.push(sheet);
    }
}

fn value(text: &str) -> Value {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ => Value::Text(Arc::from(text)),
    }
}
