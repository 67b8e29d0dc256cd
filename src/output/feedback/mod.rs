//! The workbook sent back to a branch (`phan-hoi/<mã>.xlsx`, forms.md §5): its own sheets with the wrong cells coloured
//! and noted, and in front the sheet `Cần sửa`, which is also the receipt. The original file is never touched.

mod front;
mod rebuilt;

use super::file_name;
use crate::book::marked::{Mark, SheetMarks, Tint, marked};
use crate::book::{At, BookError};
use crate::consolidate::Bloc;
use crate::domain::place::CellAt;
use crate::domain::submission::{Piece, Submission};
use crate::grid::{self, Limits};
use crate::rules::finding::{Finding, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// One workbook to be sent back.
pub struct Feedback {
    /// `<mã>.xlsx`; a branch that sent its return in several files gets `<mã> (2).xlsx` beside.
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Gives the bytes of a file of the campaign by its path, as they were read; none when they are no more the same.
pub type Originals<'o> = dyn Fn(&str) -> Option<Vec<u8>> + 'o;

/// The workbooks for every branch that sent something, in plan order. A branch that sent nothing has nothing to be sent
/// back.
///
/// # Errors
/// A workbook cannot be made.
pub fn feedback(
    bloc: &Bloc,
    originals: &Originals,
    passwords: &[String],
    limits: &Limits,
) -> Result<Vec<Feedback>, BookError> {
    let mut taken = BTreeSet::new();
    let mut made = Vec::new();
    for (index, submission) in bloc.campaign.submissions.iter().enumerate() {
        if submission.branch.is_none() {
            continue;
        }
        for (number, piece) in submission.pieces.iter().enumerate() {
            let Some(sent) = Sent::of(bloc, index, submission, piece, number) else { continue };
            let bytes = sent.workbook(originals, passwords, limits)?;
            let name = file_name::distinct(&submission.code, &mut taken);
            made.push(Feedback { file_name: format!("{name}.xlsx"), bytes });
        }
    }
    Ok(made)
}

/// One file a branch sent, with what there is to say of it.
pub(super) struct Sent<'b> {
    pub bloc: &'b Bloc,
    pub submission: &'b Submission,
    pub piece: &'b Piece,
    pub path: &'b str,
    pub sha256: &'b str,
    /// Findings about this file; with a branch's first file also those about none.
    pub findings: Vec<&'b Finding>,
    /// Whether other branches' rows lie in the same file: they are nobody else's to see.
    is_shared: bool,
}

impl<'b> Sent<'b> {
    fn of(bloc: &'b Bloc, index: usize, submission: &'b Submission, piece: &'b Piece, number: usize) -> Option<Self> {
        let reading = bloc.campaign.files.get(piece.file)?;
        let path = &*reading.file.path;
        let is_here = |finding: &&Finding| {
            finding.submission == Some(index)
                && match &finding.file {
                    Some(file) => &**file == path,
                    None => number == 0,
                }
        };
        // What is only to be known, and not about any cell, is the office's matter.
        let concerns_branch = |finding: &&Finding| {
            !finding.is_of_decision && (finding.severity != Severity::Note || finding.cell.is_some())
        };
        let findings = bloc.findings.iter().filter(is_here).filter(concerns_branch).collect();
        let is_others = |other: &Submission| {
            !std::ptr::eq(other, submission)
                && other.pieces.iter().chain(&other.superseded).any(|other| other.file == piece.file)
        };
        let is_shared = bloc.campaign.submissions.iter().any(is_others);
        Some(Self { bloc, submission, piece, path, sha256: &reading.file.sha256, findings, is_shared })
    }

    /// The original with marks where it can be marked safely; else its values in a new workbook; without them the front
    /// sheet alone.
    fn workbook(&self, originals: &Originals, passwords: &[String], limits: &Limits) -> Result<Vec<u8>, BookError> {
        let front = front::front(self);
        let marks = self.marks();
        let Some(bytes) = originals(self.path) else { return rebuilt::front_alone(self, &front) };
        if !self.is_shared
            && let Some(marked) = marked(&bytes, &front, &marks)
        {
            return Ok(marked);
        }
        match grid::read(&bytes, limits, passwords) {
            Ok(workbook) => rebuilt::rebuilt(self, &front, &marks, &workbook),
            Err(_) => rebuilt::front_alone(self, &front),
        }
    }

    /// The cells to mark: each once, with everything said of it, coloured by the worst.
    fn marks(&self) -> Vec<SheetMarks> {
        let mut cells: BTreeMap<&str, BTreeMap<CellAt, (Tint, Vec<String>)>> = BTreeMap::new();
        for finding in &self.findings {
            let (Some(sheet), Some(cell)) = (&finding.sheet, finding.cell) else { continue };
            let said = cells.entry(sheet).or_default().entry(cell).or_insert((Tint::Note, Vec::new()));
            said.0 = said.0.max(tint(finding.severity));
            said.1.push(note(finding));
        }
        cells
            .into_iter()
            .map(|(sheet, cells)| SheetMarks {
                sheet: sheet.to_owned(),
                marks: cells
                    .into_iter()
                    .map(|(cell, (tint, said))| Mark { at: at(cell), tint, text: said.join("\n") })
                    .collect(),
            })
            .collect()
    }

    /// Whether a row of a shared file may be seen by this branch: its own records, rows that something is said of, and
    /// what stands at the head of its tables.
    fn may_see(&self, sheet: &str, row: u32) -> bool {
        if !self.is_shared {
            return true;
        }
        let submission = self.submission;
        let members = submission.members.iter().map(|record| &record.source);
        let collectives = submission.collectives.iter().map(|record| &record.source);
        let staff = submission.staff.iter().map(|record| &record.source);
        let rewards = submission.rewards.iter().map(|record| &record.source);
        let mut records = members.chain(collectives).chain(staff).chain(rewards);
        let mut tables = self.piece.tables.iter().filter_map(|&table| {
            let reading = self.bloc.campaign.files.get(self.piece.file)?;
            reading.tables.get(table).filter(|table| &*table.sheet == sheet)
        });
        records.any(|source| &*source.file == self.path && &*source.sheet == sheet && source.row == row)
            || tables.any(|table| (table.header_rows.0..=table.header_rows.1).contains(&row))
            || self.findings.iter().any(|finding| {
                finding.sheet.as_deref() == Some(sheet) && finding.cell.is_some_and(|cell| cell.row == row)
            })
    }
}

fn tint(severity: Severity) -> Tint {
    match severity {
        Severity::Error => Tint::Error,
        Severity::Warning => Tint::Warning,
        Severity::Note => Tint::Note,
    }
}

fn note(finding: &Finding) -> String {
    let fix = if finding.fix.is_empty() { String::new() } else { format!("\n→ {}", finding.fix) };
    format!("{}{fix} ({})", finding.message, finding.code)
}

fn at(cell: CellAt) -> At {
    At::new(cell.row, cell.column)
}
