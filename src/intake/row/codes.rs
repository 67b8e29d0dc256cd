//! Codes in place of grades, where the sheet itself or the plan says what they stand for. A code without a legend is no
//! grade, and no usual one is assumed.

use crate::domain::grade::Grade;
use crate::domain::legend::Legend;
use crate::grid::Value;
use crate::intake::layout::frame::Frame;
use crate::intake::value::legend::read_legend;
use std::cell::OnceCell;

/// A row with more filled cells than this is data, not a note.
const MOST_OF_NOTE: usize = 3;

/// The legend of a table, looked for when the first code is met: few sheets have codes.
pub struct LazyLegend<'a> {
    of_plan: Option<&'a Legend>,
    of_sheet: OnceCell<Option<Legend>>,
}

impl<'a> LazyLegend<'a> {
    pub fn new(of_plan: Option<&'a Legend>) -> Self {
        Self { of_plan, of_sheet: OnceCell::new() }
    }

    /// The grade a code stands for: by the sheet's own legend, else by the plan's.
    pub fn grade(&self, frame: &Frame, written: &str) -> Option<Grade> {
        self.used(frame)?.grade(written)
    }

    /// The legend that decides.
    pub fn used(&self, frame: &Frame) -> Option<&Legend> {
        self.of_sheet.get_or_init(|| of_sheet(frame)).as_ref().or(self.of_plan)
    }
}

/// The first legend of the sheet, in a header or a note.
fn of_sheet(frame: &Frame) -> Option<Legend> {
    let rows = frame.view.sheet.rows.iter();
    let may_say = rows.filter(|row| row.number < *frame.body.start() || row.cells.len() <= MOST_OF_NOTE);
    let mut texts = may_say.flat_map(|row| &row.cells).filter_map(|cell| match &cell.value {
        Value::Text(text) if text.contains([',', ';', '\n']) => Some(text),
        _ => None,
    });
    texts.find_map(|text| read_legend(text))
}
