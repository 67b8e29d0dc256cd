//! The proof that no row was lost: for every file read = merged + set aside + superseded.

use crate::domain::campaign::Campaign;

/// Where the rows of one sheet of one file went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetLine {
    /// Index into the campaign's files.
    pub file: usize,
    pub sheet: std::sync::Arc<str>,
    pub read: u32,
    pub merged: u32,
    pub set_aside: u32,
    pub superseded: u32,
    pub furniture: u32,
}

/// Sums over all files (output.md, `reconciliation`). `read = merged + set_aside + superseded`.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// Files that were opened as returns; skipped things are not counted.
    pub files: u32,
    pub read: u32,
    pub merged: u32,
    pub set_aside: u32,
    pub superseded: u32,
}

/// One line per sheet with tables, files in path order, sheets as they stand.
pub fn lines(campaign: &Campaign) -> Vec<SheetLine> {
    let _ = campaign;
    unimplemented!()
}

/// The sums of [`lines`], and the number of files.
pub fn sums(campaign: &Campaign) -> Sums {
    let _ = campaign;
    unimplemented!()
}
