//! Text in columns for a terminal: widths as a screen shows Vietnamese (a base letter and its marks are one column),
//! long words wrapped and never cut, and nothing of a file's name that could move the cursor.

use super::ink::{Paper, Tone};
use crate::text::fold::clean;
use unicode_width::UnicodeWidthStr;

/// How wide a screen the tables are made for.
pub const SCREEN: usize = 80;

/// Text of files and plans made safe for one line of a screen: composed, without control, invisible and direction
/// characters.
pub fn on_screen(text: &str) -> String {
    clean(text)
}

/// How many columns of a screen a text takes.
pub fn screen_width(text: &str) -> usize {
    text.width()
}

/// Where a cell's text stands within its column.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
}

/// A column of a table: its head, its width in screen columns, and the side its text stands on.
#[derive(Copy, Clone, Debug)]
pub struct Column {
    pub head: &'static str,
    pub width: usize,
    pub align: Align,
}

/// A row of a table, and what its cells mean.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<String>,
    /// Columns, counted from 0, that are painted.
    pub tones: Vec<(usize, Tone)>,
}

impl Row {
    /// The row with these of its cells alone, in this order.
    pub fn only(&self, places: &[usize]) -> Row {
        let tones =
            self.tones.iter().filter_map(|(place, tone)| Some((places.iter().position(|kept| kept == place)?, *tone)));
        Row {
            cells: places.iter().filter_map(|&place| self.cells.get(place).cloned()).collect(),
            tones: tones.collect(),
        }
    }
}

/// A table under its heads. Cells too long for their column go on in the lines below. The rule below the heads is of
/// hyphens: consoles of older Windows have no line glyphs in every font.
pub fn table(columns: &[Column], rows: &[Row], paper: Paper) -> String {
    let head = |words: fn(&Column) -> String| Row {
        cells: columns.iter().map(words).collect(),
        tones: (0..columns.len()).map(|column| (column, Tone::Heading)).collect(),
    };
    let mut text = String::new();
    push_row(&mut text, columns, &head(|column| column.head.to_owned()), paper);
    let rule = Row { tones: Vec::new(), ..head(|column| "-".repeat(column.width)) };
    push_row(&mut text, columns, &rule, paper);
    for row in rows {
        push_row(&mut text, columns, row, paper);
    }
    text
}

fn push_row(text: &mut String, columns: &[Column], row: &Row, paper: Paper) {
    let cells = &row.cells;
    let cells: Vec<Vec<String>> =
        columns.iter().zip(cells).map(|(column, cell)| wrap(&on_screen(cell), column.width)).collect();
    let n_lines = cells.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..n_lines {
        let mut printed = String::new();
        for (position, (column, cell)) in columns.iter().zip(&cells).enumerate() {
            if position > 0 {
                printed.push(' ');
            }
            let tone = row.tones.iter().find(|(painted, _)| *painted == position).map(|(_, tone)| *tone);
            pad(&mut printed, cell.get(line).map_or("", String::as_str), column, tone, paper);
        }
        text.push_str(printed.trim_end());
        text.push('\n');
    }
}

fn pad(line: &mut String, cell: &str, column: &Column, tone: Option<Tone>, paper: Paper) {
    let spaces = " ".repeat(column.width.saturating_sub(cell.width()));
    let painted = match tone {
        Some(tone) if !cell.is_empty() => paper.paint(tone, cell),
        _ => cell.to_owned(),
    };
    match column.align {
        Align::Left => line.extend([painted, spaces]),
        Align::Right => line.extend([spaces, painted]),
    }
}

/// Breaks text between words into lines of at most `width` screen columns; a longer word is broken inside.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars() {
            line.push(letter);
            if line.width() > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::super::ink::Ink;
    use super::*;

    #[test]
    fn vietnamese_letters_are_one_column_wide() {
        for (text, width) in [("Đảng ủy", 7), ("Nguyễn", 6), ("ĐẢNG BỘ", 7)] {
            assert_eq!(text.width(), width, "{text}");
        }
    }

    #[test]
    fn wrapping_loses_no_letter_and_keeps_the_width() {
        let cases: [(&str, usize, &[&str]); 5] = [
            ("", 5, &[""]),
            ("Chi bộ Văn phòng", 20, &["Chi bộ Văn phòng"]),
            ("Chi bộ Văn phòng", 10, &["Chi bộ Văn", "phòng"]),
            ("Chi bộ Văn phòng", 6, &["Chi bộ", "Văn", "phòng"]),
            ("CB-0123456789", 5, &["CB-01", "23456", "789"]),
        ];
        for (text, width, lines) in cases {
            assert_eq!(wrap(text, width), lines, "{text} in {width}");
        }
    }

    #[test]
    fn a_cell_too_long_goes_on_below_and_its_neighbours_stay_in_their_columns() {
        let columns = [
            Column { head: "Mã", width: 4, align: Align::Left },
            Column { head: "Tên", width: 8, align: Align::Left },
            Column { head: "Số", width: 3, align: Align::Right },
        ];
        let cells = vec!["CB1".to_owned(), "Chi bộ Đảng ủy".to_owned(), "12".to_owned()];
        let mut rows = [Row { cells, tones: Vec::new() }];
        let expected = "Mã   Tên       Số\n---- -------- ---\nCB1  Chi bộ    12\n     Đảng ủy\n";
        assert_eq!(table(&columns, &rows, Paper::PLAIN), expected);
        rows[0].tones = vec![(1, Tone::Bad), (2, Tone::Look)];
        let paper = Paper { ink: Ink::Coloured, width: None };
        let painted = table(&columns, &rows, paper);
        assert!(painted.contains("\u{1b}[31mChi bộ\u{1b}[0m ") && painted.contains(" \u{1b}[33m12\u{1b}[0m"));
        let bare = painted.replace("\u{1b}[0m", "").replace("\u{1b}[1m", "").replace("\u{1b}[31m", "");
        assert_eq!(bare.replace("\u{1b}[33m", ""), expected);
    }
}
