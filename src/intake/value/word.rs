//! The small vocabularies of the forms: ticks, kinds of membership, discipline, reward words.

use crate::domain::member::{Category, Discipline, ReviewedAt};
use crate::domain::people::{RewardForm, RewardKind, RewardSubject};

/// What a tick cell says.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Tick {
    /// Blank, or a dash, `0`, “không”.
    No,
    /// X, x, √, ✓, ✔, v, 1, “có”, a Wingdings tick (ü, þ), TRUE.
    Yes,
    /// Anything else.
    Unclear,
}

pub fn read_tick(text: &str) -> Tick {
    let _ = text;
    unimplemented!()
}

/// `None`: none of the known kinds.
pub fn read_category(text: &str) -> Option<Category> {
    let _ = text;
    unimplemented!()
}

/// `None` when blank or when the words say there is none (“Không”, “-”, “Không có”).
pub fn read_discipline(text: &str) -> Option<Discipline> {
    let _ = text;
    unimplemented!()
}

pub fn read_reviewed_at(text: &str) -> Option<ReviewedAt> {
    let _ = text;
    unimplemented!()
}

pub fn read_reward_subject(text: &str) -> Option<RewardSubject> {
    let _ = text;
    unimplemented!()
}

/// `None` when blank; words that fit no form are [`RewardForm::Other`].
pub fn read_reward_form(text: &str) -> Option<RewardForm> {
    let _ = text;
    unimplemented!()
}

/// `None` when blank or not understood.
pub fn read_reward_kind(text: &str) -> Option<RewardKind> {
    let _ = text;
    unimplemented!()
}
