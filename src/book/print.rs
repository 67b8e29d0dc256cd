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

/// The print set-up: A4, one page wide, page numbers in the footer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Print {
    pub orientation: Orientation,
    /// First and last row printed again at the top of every page, 1-based.
    pub repeated_rows: Option<(u32, u32)>,
    /// A title at the head of every page: a bold line, and a plain one below.
    pub title: Option<(String, String)>,
    /// The last cell printed; everything where none.
    pub last_cell: Option<At>,
}

pub(super) fn set_up(worksheet: &mut Worksheet, print: &Print) -> Result<(), rust_xlsxwriter::XlsxError> {
    match print.orientation {
        Orientation::Landscape => worksheet.set_landscape(),
        Orientation::Portrait => worksheet.set_portrait(),
    };
    let top = if print.title.is_some() { 0.9 } else { 0.5 };
    worksheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.4, top, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_footer(format!("&C&\"{FONT},Regular\"&10Trang &P/&N"));
    if let Some((first, second)) = &print.title {
        worksheet.set_header(header(first, second));
    }
    if let Some((first, last)) = print.repeated_rows {
        worksheet.set_repeat_rows(first - 1, last - 1)?;
    }
    if let Some(last) = print.last_cell {
        worksheet.set_print_area(0, 0, last.row - 1, last.column - 1)?;
    }
    Ok(())
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
    let points: f64 = widths.iter().map(|width| (width * 7.0 + 5.0) * 0.75).sum();
    PAGE_HEIGHT * (points / PAGE_WIDTH).max(1.0)
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
