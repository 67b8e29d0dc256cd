//! Lists longer than a sheet: they go on on `Đảng viên (2)` and so on, each with its own header, filter and dropdowns;
//! what is counted over such a list is counted over all of its sheets.

use super::frame::Frame;
use super::table::{Column, FIRST_ROW, List, number_of};
use crate::book::{At, Book, BookError, Sheet, range};

/// How many records a sheet of Excel holds under its header.
pub const RECORDS_OF_EXCEL: u32 = 1_048_576 - 1;
/// Progress is told after so many records.
const TOLD_EVERY: u64 = 1_000;

/// The name of a list's sheet; the first, of index 0, has the list's own.
pub fn sheet_name(list: &str, index: u32) -> String {
    if index == 0 { list.to_owned() } else { format!("{list} ({})", index + 1) }
}

/// The sheets that a list of `n_records` is spread over, at least one: each name with the last row of its records.
pub fn sheets(list: &str, n_records: usize, capacity: u32) -> Vec<(String, u32)> {
    let mut left = n_records;
    let mut sheets = Vec::new();
    loop {
        let here = left.min(capacity as usize);
        left -= here;
        sheets.push((sheet_name(list, sheets.len() as u32), super::table::last_row(here)));
        if left == 0 {
            return sheets;
        }
    }
}

/// What formulas elsewhere count of a list, for each sheet it is spread over: `of` is given what finds the block of records
/// under a header.
pub fn blocks<R, B>(
    columns: &[Column<R>],
    (list, n_records): (&str, usize),
    frame: &Frame,
    of: impl Fn(&dyn Fn(&str) -> String) -> B,
) -> Vec<B> {
    let of_sheet = |(name, last): (String, u32)| {
        of(&|header| {
            let column = number_of(columns, header);
            range(&name, At::new(FIRST_ROW, column), At::new(last, column))
        })
    };
    sheets(list, n_records, frame.making.records_a_sheet).into_iter().map(of_sheet).collect()
}

/// Where the record of a running number, from 1, stands: the index of its sheet, and the row there.
pub fn place_of(number: u32, capacity: u32) -> (u32, u32) {
    let before = number - 1;
    (before / capacity, FIRST_ROW + before % capacity)
}

/// What the sheets of a list have in common.
pub struct Titles<'t> {
    pub sheet: &'t str,
    pub title: &'t str,
    pub subtitle: &'t str,
    pub frozen_columns: u16,
}

impl<R> List<'_, R> {
    /// Adds the list to the book on as many sheets as it needs; `furnish` is called with every sheet that has records, and
    /// the row of the last.
    pub fn spread(
        &self,
        frame: &Frame,
        book: &mut Book,
        titles: &Titles<'_>,
        records: impl IntoIterator<Item = R>,
        mut furnish: impl FnMut(&mut Sheet, u32) -> Result<(), BookError>,
    ) -> Result<(), BookError> {
        let mut n_untold = 0;
        let tell = |record| {
            n_untold += 1;
            if n_untold == TOLD_EVERY {
                frame.making.tell(n_untold);
                n_untold = 0;
            }
            record
        };
        let mut records = records.into_iter().map(tell).peekable();
        for index in 0.. {
            let mut sheet = Sheet::new(&sheet_name(titles.sheet, index))?;
            let here = records.by_ref().take(frame.making.records_a_sheet as usize);
            let last =
                self.write(&mut sheet, &frame.looks, (titles.title, titles.subtitle), titles.frozen_columns, here)?;
            if let Some(last) = last {
                furnish(&mut sheet, last)?;
            }
            book.push(sheet)?;
            if records.peek().is_none() {
                break;
            }
        }
        drop(records);
        frame.making.tell(n_untold);
        Ok(())
    }
}

/// Joins what a formula says of each sheet of a list into the sum over all.
pub fn sum<B>(sheets: &[B], of_sheet: impl Fn(&B) -> String) -> String {
    sheets.iter().map(of_sheet).collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_fills_a_sheet_before_it_takes_the_next() {
        let spread = |n_records| sheets("A", n_records, 3);
        let of =
            |sheets: &[(&str, u32)]| sheets.iter().map(|(name, row)| ((*name).to_owned(), *row)).collect::<Vec<_>>();
        assert_eq!(spread(0), of(&[("A", 2)]));
        assert_eq!(spread(3), of(&[("A", 4)]));
        assert_eq!(spread(4), of(&[("A", 4), ("A (2)", 2)]));
        assert_eq!(spread(9), of(&[("A", 4), ("A (2)", 4), ("A (3)", 4)]));
        assert_eq!([1, 3, 4, 9].map(|number| place_of(number, 3)), [(0, 2), (0, 4), (1, 2), (2, 4)]);
    }
}
