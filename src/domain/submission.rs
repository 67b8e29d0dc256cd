//! What a branch has returned, and when.

use super::member::Member;
use super::people::{Collective, Reward, Staff};
use super::reading::{Declared, RowTally};
use chrono::NaiveDate;
use std::num::NonZeroU16;
use std::sync::Arc;

/// How a return stands against its deadline.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Timing {
    OnTime,
    Late {
        days: NonZeroU16,
    },
    /// Returned, but no date is known, or there is no deadline to hold it against.
    Undated,
    Missing,
}

/// Where a received date comes from, most certain first (settled 2).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReceivedBasis {
    /// The plan's sheet `Sổ nộp`.
    Log,
    /// The date written in the document.
    Document,
    /// The workbook's properties.
    Properties,
    FileTime,
}

/// When a file came, and how that is known.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Received {
    pub on: NaiveDate,
    pub basis: ReceivedBasis,
}

/// How far a return reached.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Content {
    /// Nothing came.
    #[default]
    Missing,
    /// A nil return: declared to have no content.
    Nil,
    /// A file came, and nothing of it can be used (settled 18).
    Rejected,
    /// Read, at least in part.
    Read,
}

/// One file that counts for a branch, or one that a newer file replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Index into the campaign's files.
    pub file: usize,
    /// The tables of that file which belong to this branch.
    pub tables: Vec<usize>,
    pub received: Option<Received>,
    /// The rows of these tables.
    pub tally: RowTally,
}

/// One branch's submission: every branch of the plan has exactly one; so has each group of files whose branch is
/// unknown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    /// Index into the plan's branches; none for a file of an unknown branch (F104).
    pub branch: Option<usize>,
    /// Code of the branch; for an unknown one empty.
    pub code: String,
    /// Name in the plan; for an unknown branch the name the file claims, or empty.
    pub name: String,
    pub content: Content,
    pub timing: Timing,
    /// Of the file in use.
    pub received: Option<Received>,
    /// The first day anything came from the branch.
    pub first_received: Option<Received>,
    /// Files in use, the one with the members first.
    pub pieces: Vec<Piece>,
    /// Files a newer one replaced, oldest first.
    pub superseded: Vec<Piece>,
    pub declared: Declared,
    /// What changed between the newest and the one before it.
    pub changes: Vec<Change>,
    pub members: Vec<Member>,
    /// Rows of second lists (not graded, with the reason) that were joined to the members they speak of.
    pub joined_rows: Vec<super::member::RowSource>,
    pub collectives: Vec<Collective>,
    pub staff: Vec<Staff>,
    pub rewards: Vec<Reward>,
}

impl Submission {
    /// Rows of the files in use.
    pub fn tally(&self) -> RowTally {
        let mut sum = RowTally::default();
        for piece in &self.pieces {
            sum += piece.tally;
        }
        sum
    }

    /// Whether a file of the branch was read and its rows are merged.
    pub fn is_merged(&self) -> bool {
        self.branch.is_some() && self.content == Content::Read
    }
}

/// A difference between two returns of one branch (F103).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub subject: String,
    pub what: ChangeKind,
    /// Where it stands in the file in use, or stood in the replaced one.
    pub place: super::place::CellPlace,
}

/// What changed for one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    Added,
    Removed,
    /// A field: its header, the earlier value, the newer.
    Field {
        header: Arc<str>,
        from: String,
        to: String,
    },
}
