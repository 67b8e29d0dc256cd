//! Which submissions use each file of a campaign, and which once did: gone through once, for campaigns of ten thousand
//! branches and files.

use crate::domain::campaign::Campaign;
use crate::domain::submission::{Piece, Submission};

/// A submission, an index into the campaign's, and the tables of a file that it uses.
pub type FileUse<'a> = (usize, &'a [usize]);

/// Uses by file, in plan order.
pub struct Uses<'a> {
    in_use: Vec<Vec<FileUse<'a>>>,
    superseded: Vec<Vec<FileUse<'a>>>,
}

impl<'a> Uses<'a> {
    pub fn of(campaign: &'a Campaign) -> Self {
        let by_file = |pieces: fn(&'a Submission) -> &'a [Piece]| {
            let mut by_file = vec![Vec::new(); campaign.files.len()];
            for (index, submission) in campaign.submissions.iter().enumerate() {
                for piece in pieces(submission) {
                    if let Some(of_file) = by_file.get_mut(piece.file) {
                        of_file.push((index, piece.tables.as_slice()));
                    }
                }
            }
            by_file
        };
        Self {
            in_use: by_file(|submission| &submission.pieces),
            superseded: by_file(|submission| &submission.superseded),
        }
    }

    /// Who uses a file, and which tables of it.
    pub fn in_use(&self, file: usize) -> &[FileUse<'a>] {
        self.in_use.get(file).map_or(&[], Vec::as_slice)
    }

    /// Who uses a file.
    pub fn users(&self, file: usize) -> impl Iterator<Item = usize> {
        let mut last = None;
        self.in_use(file)
            .iter()
            .map(|(submission, _)| *submission)
            .filter(move |&user| last.replace(user) != Some(user))
    }

    /// Who once used a file that a newer one replaced: the first.
    pub fn once(&self, file: usize) -> Option<usize> {
        self.superseded.get(file)?.first().map(|(submission, _)| *submission)
    }
}
