//! Where a value stands: 1-based cell addresses, and places from a whole branch down to one cell.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The largest row of a worksheet (Excel 2007 and later).
pub const MAX_ROW: u32 = 1_048_576;
/// The largest column of a worksheet, `XFD`.
pub const MAX_COLUMN: u16 = 16_384;

/// A cell's address, both numbers counted from 1 as a person does. Prints as `D12`.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellAt {
    /// 1 to [`MAX_ROW`].
    pub row: u32,
    /// 1 (`A`) to [`MAX_COLUMN`] (`XFD`).
    pub column: u16,
}

impl CellAt {
    /// The cell of row `row` and column `column`, both counted from 1.
    pub fn new(row: u32, column: u16) -> Self {
        Self { row, column }
    }
}

/// A column's letters: 1 → `A`, 27 → `AA`.
pub fn column_letters(column: u16) -> String {
    let mut letters = String::new();
    push_letters(&mut letters, column);
    letters
}

fn push_letters(text: &mut String, column: u16) {
    if column > 0 {
        push_letters(text, (column - 1) / 26);
        text.push(char::from(b'A' + ((column - 1) % 26) as u8));
    }
}

impl CellAt {
    /// Writes the address as it prints: for lists of a million, where the usual way of printing takes several times as
    /// long.
    pub fn push_to(self, text: &mut String) {
        push_letters(text, self.column);
        let mut digits = [0; 10];
        let mut from = digits.len();
        let mut rest = self.row;
        loop {
            from -= 1;
            digits[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        text.extend(digits[from..].iter().copied().map(char::from));
    }
}

impl fmt::Display for CellAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row)
    }
}

/// The text was not an address such as `D12`, or lies outside the largest sheet.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cell address within A1:XFD1048576")]
pub struct NotAnAddress;

impl FromStr for CellAt {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.as_bytes();
        let n_letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (letters, digits) = text.split_at(n_letters);
        if !(1..=3).contains(&n_letters) || !(1..=7).contains(&digits.len()) {
            return Err(NotAnAddress);
        }
        let mut column: u32 = 0;
        for letter in letters {
            column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        }
        let mut row: u32 = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return Err(NotAnAddress);
            }
            row = row * 10 + u32::from(digit - b'0');
        }
        if row == 0 || row > MAX_ROW || column > u32::from(MAX_COLUMN) {
            return Err(NotAnAddress);
        }
        Ok(Self { row, column: column as u16 })
    }
}

/// A value and the cell it was read from, within a sheet that the holder of the value knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Located<T> {
    pub value: T,
    pub at: CellAt,
}

impl<T> Located<T> {
    pub fn new(value: T, at: CellAt) -> Self {
        Self { value, at }
    }
}

/// A file, one of its sheets, and a cell there: where a row, a finding or a figure comes from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellPlace {
    /// Path inside the campaign folder, with `/` between the parts, as found on disk.
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    pub at: CellAt,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_round_trip_at_the_edges() {
        for text in ["A1", "Z1", "AA10", "AZ2", "BA3", "ZZ9", "AAA1", "XFD1048576", "D12"] {
            assert_eq!(text.parse::<CellAt>().map(|at| at.to_string()), Ok(text.to_owned()));
            let mut pushed = String::new();
            text.parse::<CellAt>().into_iter().for_each(|at| at.push_to(&mut pushed));
            assert_eq!(pushed, text);
        }
    }

    #[test]
    fn addresses_outside_the_sheet_are_refused() {
        for text in ["", "A", "1", "A0", "XFE1", "A1048577", "ZZZ1", "A4294967297", "A-1", "A1B", "Đ1"] {
            assert_eq!(text.parse::<CellAt>(), Err(NotAnAddress), "{text}");
        }
    }
}
