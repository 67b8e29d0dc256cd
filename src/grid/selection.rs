//! What of a long workbook is kept while it is read, for those who look for little in it: the head of every sheet, then
//! some columns of some rows.

use super::Row;
use super::gather::Rows;

/// So many rows of each sheet are kept whole, and looked at to tell what of the others is wanted.
pub const HEAD: usize = 30;

/// What is wanted of a sheet's rows behind its head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    All,
    Nothing,
    Rows {
        /// Cells of these columns are kept.
        columns: Vec<u16>,
        /// A row is kept when one of these holds something; when there is none of these, every row is.
        marks: Vec<u16>,
    },
}

/// Asked by the name of the sheet, the names of all and the head.
pub type Asked<'s> = &'s (dyn Fn(&str, &[&str], &[Row]) -> Wanted + std::panic::RefUnwindSafe);

/// What is to be kept of a workbook.
#[derive(Copy, Clone)]
pub(super) struct Selection<'s>(Option<Asked<'s>>);

impl<'s> Selection<'s> {
    pub const ALL: Self = Self(None);

    pub fn of(asked: Asked<'s>) -> Self {
        Self(Some(asked))
    }

    pub fn is_all(self) -> bool {
        self.0.is_none()
    }

    pub fn of_sheet(self, name: &'s str, all: &'s [&'s str]) -> OfSheet<'s> {
        OfSheet { selection: self, name, all, wanted: self.is_all().then_some(Wanted::All) }
    }
}

/// What is to be kept of one sheet, known once its head is read.
pub(super) struct OfSheet<'s> {
    selection: Selection<'s>,
    name: &'s str,
    all: &'s [&'s str],
    wanted: Option<Wanted>,
}

impl OfSheet<'_> {
    /// Told before every row, and after the last: settles what is wanted once the head is whole, and lets go of the row
    /// before, when nothing in it was.
    pub fn row_is_over(&mut self, rows: &mut Rows) {
        match (&self.wanted, self.selection.0) {
            (Some(Wanted::Rows { marks, .. }), _) if !marks.is_empty() => {
                rows.drop_last_behind(HEAD, |row| !marks.iter().any(|mark| row.value(*mark).is_some()));
            }
            (None, Some(asked)) if rows.rows().len() >= HEAD => {
                // Rows in no order are nobody's list: they are sorted when all are there.
                let is_sorted = rows.rows().is_sorted_by(|one, next| one.number < next.number);
                self.wanted = Some(if is_sorted { asked(self.name, self.all, rows.rows()) } else { Wanted::All });
            }
            _ => {}
        }
    }

    pub fn keeps(&self, column: u16) -> bool {
        match &self.wanted {
            None | Some(Wanted::All) => true,
            Some(Wanted::Nothing) => false,
            Some(Wanted::Rows { columns, .. }) => columns.contains(&column),
        }
    }
}
