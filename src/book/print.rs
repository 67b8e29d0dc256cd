//! How a sheet prints.

use super::FONT;
use super::cell::At;
use rust_xlsxwriter::Worksheet;

/// Excel's number of the paper size A4.
const A4: u8 = 9;
/// Excel's limit for a page header with its codes.
const MAX_HEADER: usize = 255;

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Orientation {
    Landscape,
    Portrait,
}

/// The print set-up: A4, one page wide, page numbers in the footer. A sheet that one page would make too small to read
/// goes on on a second page beside it, where it can.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Print {
    pub orientation: Orientation,
    /// First and last row printed again at the top of every page, 1-based.
    pub repeated_rows: Option<(u32, u32)>,
    /// So many columns, from the first on, are printed again at the left of a second page; with none there is no second.
    pub repeated_columns: u16,
    /// A title at the head of every page: a bold line, and a plain one below.
    pub title: Option<(String, String)>,
    /// The last cell printed; everything where none.
    pub last_cell: Option<At>,
}

/// `widths` are those of the columns, in characters.
pub(super) fn set_up(
    worksheet: &mut Worksheet,
    print: &Print,
    widths: &[f64],
) -> Result<(), rust_xlsxwriter::XlsxError> {
    match print.orientation {
        Orientation::Landscape => worksheet.set_landscape(),
        Orientation::Portrait => worksheet.set_portrait(),
    };
    let top = if print.title.is_some() { 0.9 } else { 0.5 };
    worksheet
        .set_paper_size(A4)
        .set_margins(0.5, 0.4, top, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_footer(format!("&C&\"{FONT},Regular\"&10Trang &P/&N"));
    if let Some((first, second)) = &print.title {
        worksheet.set_header(header(first, second));
    }
    if let Some((first, last)) = print.repeated_rows {
        worksheet.set_repeat_rows(first - 1, last - 1)?;
    }
    let mut n_printed = widths.len();
    if let Some(last) = print.last_cell {
        worksheet.set_print_area(0, 0, last.row - 1, last.column - 1)?;
        n_printed = n_printed.min(last.column.into());
    }
    match beside(&widths[..n_printed], print.repeated_columns) {
        None => worksheet.set_print_fit_to_pages(1, 0),
        Some(Beside { first_of_second, percent }) => worksheet
            .set_repeat_columns(0, print.repeated_columns - 1)?
            .set_vertical_page_breaks(&[first_of_second.into()])?
            .set_print_scale(percent)
            .set_page_order(false),
    };
    Ok(())
}

/// A sheet on two pages beside each other.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
struct Beside {
    /// The column that begins the second page, counted from 0.
    first_of_second: u16,
    /// The scale of both.
    percent: u16,
}

/// On one page the letters of a cell would be smaller than this share of their size, which few can read.
const LEGIBLE: f64 = 0.55;

/// How a sheet is best put on two pages, where one would make it too small.
fn beside(widths: &[f64], repeated: u16) -> Option<Beside> {
    let repeated = usize::from(repeated);
    if repeated == 0 || repeated >= widths.len() || PAGE_WIDTH / points(widths) >= LEGIBLE {
        return None;
    }
    let again = points(&widths[..repeated]);
    let wider = |at: usize| points(&widths[..at]).max(again + points(&widths[at..]));
    let at = (repeated + 1..widths.len()).min_by(|&one, &other| wider(one).total_cmp(&wider(other)))?;
    // A column that does not fit would get a third page: programs print columns up to a tenth wider than they show them.
    let percent = (PAGE_WIDTH / wider(at) * 90.0).floor().clamp(10.0, 100.0);
    Some(Beside { first_of_second: at as u16, percent: percent as u16 })
}

/// How wide columns of these widths in characters are.
fn points(widths: &[f64]) -> f64 {
    widths.iter().map(|width| (width * 7.0 + 5.0) * 0.75).sum()
}

/// Points of an A4 page in landscape within the margins above.
const PAGE_WIDTH: f64 = (11.69 - 0.9) * 72.0;
const PAGE_HEIGHT: f64 = (8.27 - 1.1) * 72.0;
/// Programs scale a sheet down to a whole percent, so that a page holds a little more.
const SCALED_DOWN: f64 = 1.015;

/// How much higher than a page a sheet may be to be printed on one all the same: a tenth smaller still reads well.
const ALL_BUT: f64 = 1.1;

/// Whether rows 1 to `last` are about as high as one page.
pub(super) fn all_but_fit(last: u32, widths: &[f64], height: impl Fn(u32) -> f64) -> bool {
    (1..=last).map(height).sum::<f64>() <= room(widths) * ALL_BUT
}

/// The points of rows that a page holds once the sheet is scaled to its width.
fn room(widths: &[f64]) -> f64 {
    PAGE_HEIGHT * (points(widths) / PAGE_WIDTH).max(1.0)
}

/// Whether rows `first` to `last` fall on two pages in landscape, as far as heights tell: office programs agree with this to
/// about a row.
pub(super) fn are_split(
    (first, last): (u32, u32),
    repeated: (u32, u32),
    widths: &[f64],
    height: impl Fn(u32) -> f64,
) -> bool {
    let room = room(widths);
    let of_rows = |from: u32, to: u32| (from..=to).map(&height).sum::<f64>();
    let again = of_rows(repeated.0, repeated.1);
    let mut used = 0.0;
    for row in 1..first {
        let here = height(row);
        if used + here > room {
            used = again;
        }
        used += here;
    }
    let block = of_rows(first, last);
    used > again && used + block > room * SCALED_DOWN
}

fn header(first: &str, second: &str) -> String {
    // The space keeps a leading digit of the text out of the size code.
    let plain = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>().replace('&', "&&");
    let mut text = format!("&C&\"{FONT},Bold\"&14 {}", plain(first));
    if !second.is_empty() {
        let line = format!("\n&\"{FONT},Regular\"&11 {}", plain(second));
        let room = MAX_HEADER.saturating_sub(text.encode_utf16().count());
        if line.encode_utf16().count() <= room {
            text.push_str(&line);
        }
    }
    if text.encode_utf16().count() > MAX_HEADER {
        return String::new();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_may_fall_on_two_pages_is_told() {
        // 34 rows of 15 points fill a page that is not scaled.
        let split = |first, last| are_split((first, last), (1, 2), &[20.0; 5], |_| 15.0);
        assert!(!split(5, 12));
        assert!(split(30, 37));
        assert!(!split(27, 34));
        // On the second page, with the two rows repeated.
        assert!(!split(40, 47));
        assert!(split(62, 69));
    }

    #[test]
    fn a_sheet_too_wide_for_one_page_takes_two_and_repeats_its_first_columns() {
        assert_eq!(beside(&[20.0; 9], 2), None, "it fits");
        assert_eq!(beside(&[20.0; 20], 0), None, "nothing would tell whose row it is");
        // The second page holds columns 1 and 2 again, and eight more.
        let two = beside(&[20.0; 18], 2).unwrap();
        assert_eq!(two.first_of_second, 10);
        let wider = points(&[20.0; 10]) * f64::from(two.percent) / 100.0;
        assert!(wider <= PAGE_WIDTH && wider > PAGE_WIDTH * 0.85);
        // A column wider than all others together still has a page.
        assert_eq!(beside(&[5.0, 5.0, 300.0, 5.0, 5.0], 1).unwrap().first_of_second, 3);
    }

    #[test]
    fn a_sheet_hardly_higher_than_a_page_is_told() {
        // 34 rows of 15 points fill a page that is not scaled.
        let fits = |last| all_but_fit(last, &[20.0; 5], |_| 15.0);
        assert!(fits(34) && fits(37));
        assert!(!fits(38));
    }

    #[test]
    fn page_headers_stay_within_excels_limit_and_escape_codes() {
        assert_eq!(header("A & B", ""), "&C&\"Times New Roman,Bold\"&14 A && B");
        assert_eq!(header(&"x".repeat(300), "y"), "");
        assert!(!header("x", &"y".repeat(300)).contains('y'));
    }
}
