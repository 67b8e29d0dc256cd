//! What those are called who owe a return: “chi bộ”; one level up, where each is a committee, “đảng bộ”; “đơn vị” where
//! both come together. Every output takes the word from here.

use crate::domain::campaign::Campaign;
use crate::domain::submission::Submission;
use crate::text::fold::unaccented;

/// The kind of those who owe a return.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Unit {
    #[default]
    Branch,
    Committee,
    /// Both kinds.
    Mixed,
}

impl Unit {
    /// In the middle of a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Branch => "chi bộ",
            Unit::Committee => "đảng bộ",
            Unit::Mixed => "đơn vị",
        }
    }

    /// At the head of a sentence or a column.
    pub fn head(self) -> &'static str {
        match self {
            Unit::Branch => "Chi bộ",
            Unit::Committee => "Đảng bộ",
            Unit::Mixed => "Đơn vị",
        }
    }

    /// In a title.
    pub fn title(self) -> &'static str {
        match self {
            Unit::Branch => "CHI BỘ",
            Unit::Committee => "ĐẢNG BỘ",
            Unit::Mixed => "ĐƠN VỊ",
        }
    }

    /// A rule's title, which speaks of branches, as it stands beside findings of these.
    pub fn retitled(self, title: &str) -> String {
        title.replace(Unit::Branch.word(), self.word()).replace(Unit::Branch.head(), self.head())
    }

    /// A text that names the unit by marks, with the words put in.
    pub fn put_into(self, text: &str) -> String {
        text.replace(MARK, self.word()).replace(HEAD_MARK, self.head()).replace(TITLE_MARK, self.title())
    }
}

/// Where a text speaks of those who owe a return, whatever they are.
pub const MARK: &str = "‹chi bộ›";
/// The same at the head of a sentence.
pub const HEAD_MARK: &str = "‹Chi bộ›";
/// The same in a title.
pub const TITLE_MARK: &str = "‹CHI BỘ›";

/// What those who owe a return are called together.
pub fn unit(campaign: &Campaign) -> Unit {
    let owing = campaign.submissions.iter().filter(|one| one.branch.is_some());
    let mut kinds = owing.filter_map(|one| unit_of(campaign, one));
    match kinds.next() {
        None => Unit::default(),
        Some(first) if kinds.all(|kind| kind == first) => first,
        Some(_) => Unit::Mixed,
    }
}

/// What the sender of a submission is called: by what came in, and by the name in the plan. None where neither tells.
pub fn unit_of(campaign: &Campaign, submission: &Submission) -> Option<Unit> {
    if is_of_committee(campaign, submission) {
        return Some(Unit::Committee);
    }
    let name = unaccented(&submission.name);
    if ["dang bo ", "dang uy "].iter().any(|word| name.starts_with(word)) {
        return Some(Unit::Committee);
    }
    (submission.is_merged() || name.starts_with("chi bo ")).then_some(Unit::Branch)
}

/// Whether what was sent in is what a committee below consolidated.
pub fn is_of_committee(campaign: &Campaign, submission: &Submission) -> bool {
    let mut pieces = submission.pieces.iter();
    pieces.any(|piece| campaign.files.get(piece.file).is_some_and(|file| file.is_of_committee))
}
