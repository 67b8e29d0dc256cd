//! The proof that no row was lost: for every file read = merged + set aside + superseded.
//!
//! The left side is what reading counted; the right side is counted again from what really lies in the campaign:
//! records in the submissions, rows printed as set aside, tables that a newer file replaced.

use crate::domain::campaign::Campaign;
use crate::domain::member::RowSource;
use crate::domain::reading::{Outcome, SetAsideRow};
use crate::domain::submission::Submission;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where the rows of one sheet of one file went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetLine {
    /// Index into the campaign's files.
    pub file: usize,
    pub sheet: Arc<str>,
    pub read: u32,
    pub merged: u32,
    pub set_aside: u32,
    pub superseded: u32,
    pub furniture: u32,
}

impl SheetLine {
    /// Whether no row of the sheet is unaccounted for.
    pub fn balances(&self) -> bool {
        self.read == self.merged + self.set_aside + self.superseded
    }
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

impl Sums {
    /// Whether no row of any file is unaccounted for.
    pub fn balances(&self) -> bool {
        self.read == self.merged + self.set_aside + self.superseded
    }
}

/// One line per sheet with tables or rows set aside, files in path order, sheets as they stand. All rows of a replaced
/// table count as superseded, those set aside in it too.
pub fn lines(campaign: &Campaign) -> Vec<SheetLine> {
    let merged = merged_rows(campaign);
    let replaced = Replaced::of(campaign);
    let mut lines = Vec::new();
    for (file, reading) in campaign.files.iter().enumerate() {
        let first = lines.len();
        for (index, table) in reading.tables.iter().enumerate() {
            let line = line_of(&mut lines, first, file, &table.sheet);
            line.read += table.tally.read;
            line.furniture += table.tally.furniture;
            line.merged += merged.get(&(file, index)).copied().unwrap_or_default();
            if replaced.tables.contains(&(file, index)) {
                line.superseded += table.tally.read;
            }
        }
        for row in &reading.set_aside {
            let line = line_of(&mut lines, first, file, &row.place.sheet);
            let is_replaced = replaced.holds(file, row);
            // Rows in tables are among the table's own; those outside are counted here.
            if row.table.is_none() {
                line.read += 1;
                line.superseded += u32::from(is_replaced);
            }
            line.set_aside += u32::from(!is_replaced);
        }
    }
    lines
}

/// The sums of [`lines`], and the number of files.
pub fn sums(campaign: &Campaign) -> Sums {
    let n_files = campaign.files.iter().filter(|reading| reading.outcome != Outcome::Skipped).count();
    let mut sums = Sums { files: n_files as u32, ..Sums::default() };
    for line in lines(campaign) {
        sums.read += line.read;
        sums.merged += line.merged;
        sums.set_aside += line.set_aside;
        sums.superseded += line.superseded;
    }
    sums
}

/// The rows that [`lines`] counts as set aside, with the index of their file: what `Đối soát` lists whole.
pub fn set_aside_rows(campaign: &Campaign) -> Vec<(usize, &SetAsideRow)> {
    let replaced = Replaced::of(campaign);
    let mut rows = Vec::new();
    for (file, reading) in campaign.files.iter().enumerate() {
        rows.extend(reading.set_aside.iter().filter(|row| !replaced.holds(file, row)).map(|row| (file, row)));
    }
    rows
}

/// The line of a sheet among those of its file, made when it is new.
fn line_of<'a>(lines: &'a mut Vec<SheetLine>, first: usize, file: usize, sheet: &Arc<str>) -> &'a mut SheetLine {
    let found = lines[first..].iter().position(|line| line.sheet == *sheet).map(|at| first + at);
    let at = found.unwrap_or_else(|| {
        let (read, merged, set_aside, superseded, furniture) = (0, 0, 0, 0, 0);
        lines.push(SheetLine { file, sheet: sheet.clone(), read, merged, set_aside, superseded, furniture });
        lines.len() - 1
    });
    &mut lines[at]
}

/// Records in merged submissions, by file and table.
fn merged_rows(campaign: &Campaign) -> BTreeMap<(usize, usize), u32> {
    let by_path: BTreeMap<&str, usize> =
        campaign.files.iter().enumerate().map(|(file, reading)| (&*reading.file.path, file)).collect();
    let mut merged = BTreeMap::new();
    for submission in campaign.submissions.iter().filter(|submission| submission.is_merged()) {
        let sources: Vec<&RowSource> = sources(submission).collect();
        // Rows of one table stand together: each file is looked up once, not once a row.
        let of_one_table = |a: &&RowSource, b: &&RowSource| a.table == b.table && Arc::ptr_eq(&a.file, &b.file);
        for rows in sources.chunk_by(of_one_table) {
            let Some(first) = rows.first() else { continue };
            if let Some(&file) = by_path.get(&*first.file) {
                *merged.entry((file, first.table as usize)).or_default() += rows.len() as u32;
            }
        }
    }
    merged
}

fn sources(submission: &Submission) -> impl Iterator<Item = &RowSource> {
    let members = submission.members.iter().map(|member| &member.source);
    let collectives = submission.collectives.iter().map(|collective| &collective.source);
    let staff = submission.staff.iter().map(|staff| &staff.source);
    let rewards = submission.rewards.iter().map(|reward| &reward.source);
    let joined = submission.joined_rows.iter();
    members.chain(joined).chain(collectives).chain(staff).chain(rewards)
}

/// What newer files replaced.
struct Replaced {
    /// By file and table.
    tables: BTreeSet<(usize, usize)>,
    /// Files of which nothing is in use.
    files: BTreeSet<usize>,
}

impl Replaced {
    fn of(campaign: &Campaign) -> Self {
        let mut replaced = Self { tables: BTreeSet::new(), files: BTreeSet::new() };
        for piece in campaign.submissions.iter().flat_map(|submission| &submission.superseded) {
            replaced.files.insert(piece.file);
            replaced.tables.extend(piece.tables.iter().map(|&table| (piece.file, table)));
        }
        for piece in campaign.submissions.iter().flat_map(|submission| &submission.pieces) {
            replaced.files.remove(&piece.file);
        }
        replaced
    }

    fn holds(&self, file: usize, row: &SetAsideRow) -> bool {
        match row.table {
            Some(table) => self.tables.contains(&(file, table as usize)),
            None => self.files.contains(&file),
        }
    }
}
