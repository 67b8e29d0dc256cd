//! The running numbers of a table: where they skip, and how many rows they promise.

use super::layout::frame::Frame;
use super::layout::row_words::running_number;
use super::view::shown;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::place::CellAt;
use crate::grid::Row;
use std::sync::Arc;

/// Follows the running numbers of a table (C312).
#[derive(Default)]
pub struct Ordinals {
    last: Option<u32>,
    /// What the last number should have been, when it was another: one slip of the pen is one fault.
    missed: Option<u32>,
    /// Numbers may start again at 1 under a sub-heading.
    pub may_restart: bool,
    /// The largest number since the last 1, and those of the runs before it together.
    largest: u32,
    before: u32,
}

impl Ordinals {
    /// How many rows the numbers say there are.
    pub fn promised(&self) -> u32 {
        self.before.saturating_add(self.largest)
    }

    /// Takes the number of the next record; a fault when it is not the one that follows.
    pub fn next(&mut self, frame: &Frame, row: &Row, sheet: &Arc<str>) -> Option<Fault> {
        let column = frame.ordinal?;
        let found = running_number(&shown(row.value(column)?))?;
        let expected = self.last.map_or(found, |last| last + 1);
        let restarts = std::mem::take(&mut self.may_restart) && found == 1;
        let goes_on = self.missed.take().is_some_and(|missed| found == missed + 1);
        self.last = Some(found);
        if found == 1 {
            self.before = self.promised();
            self.largest = 1;
        } else {
            self.largest = self.largest.max(found);
        }
        if found == expected || restarts || goes_on {
            return None;
        }
        self.missed = Some(expected);
        Some(Fault::of_cell(FaultKind::OrdinalSkips { expected, found }, sheet, CellAt::new(row.number, column)))
    }
}
