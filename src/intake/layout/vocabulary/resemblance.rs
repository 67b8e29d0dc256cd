//! What a header's words resemble when they say nothing themselves (H203).

use super::Claim;
use super::words::HeaderWords;
use crate::domain::column::{Actor, Column};
use crate::text::likeness::edits_within;

/// Whether a text that says nothing resembles the header of a name column: “Họ và tênn”.
pub fn resembles_name(leaf: &str) -> bool {
    let is_name = |canon: &&(&str, Canon)| matches!(canon.1, Canon::Is(Column::Name));
    leaf.len() >= 6
        && CANON.iter().filter(is_name).any(|(canon, _)| edits_within(leaf, canon, (canon.len() / 5).max(1)).is_some())
}

/// What a header's words resemble, when they say nothing: at most one edit in five letters, and no other meaning as
/// near (H203).
pub fn likeness(words: &HeaderWords) -> Claim {
    let leaf = words.leaf.as_str();
    if leaf.len() < 6 {
        return Claim::Nothing;
    }
    let mut best: Option<(usize, &Canon)> = None;
    let mut is_tied = false;
    for (canon, means) in CANON {
        let most = (canon.len() / 5).clamp(1, 3);
        let Some(edits) = edits_within(leaf, canon, most) else { continue };
        match best {
            Some((least, _)) if edits > least => {}
            Some((least, known)) if edits == least => is_tied = is_tied || !same(known, means),
            _ => {
                best = Some((edits, means));
                is_tied = false;
            }
        }
    }
    match best {
        Some((_, Canon::Is(column))) if !is_tied => Claim::Is(*column),
        Some((_, Canon::Plain)) if !is_tied => Claim::PlainGrade,
        _ => Claim::Nothing,
    }
}

/// The headers that likeness is held against: canonical words and their meaning.
const CANON: &[(&str, Canon)] = &[
    ("ho va ten", Canon::Is(Column::Name)),
    ("ho ten dang vien", Canon::Is(Column::Name)),
    ("ho va ten dang vien", Canon::Is(Column::Name)),
    ("ten tap the", Canon::Is(Column::Name)),
    ("so the dang", Canon::Is(Column::CardNo)),
    ("so the dang vien", Canon::Is(Column::CardNo)),
    ("ngay sinh", Canon::Is(Column::Born)),
    ("nam sinh", Canon::Is(Column::Born)),
    ("ngay thang nam sinh", Canon::Is(Column::Born)),
    ("ngay vao dang", Canon::Is(Column::Joined)),
    ("ngay ket nap", Canon::Is(Column::Joined)),
    ("ngay chinh thuc", Canon::Is(Column::Official)),
    ("chuc vu", Canon::Is(Column::Post)),
    ("ghi chu", Canon::Is(Column::Note)),
    ("tu xep loai", Canon::Is(Column::Grade(Actor::OneSelf))),
    ("tu danh gia xep loai", Canon::Is(Column::Grade(Actor::OneSelf))),
    ("xep loai cong chuc", Canon::Is(Column::Grade(Actor::Office))),
    ("chi uy de xuat", Canon::Is(Column::Grade(Actor::Proposer))),
    ("chi bo xep loai", Canon::Is(Column::Grade(Actor::Branch))),
    ("chi bo de nghi", Canon::Is(Column::Grade(Actor::Branch))),
    ("chi bo danh gia xep loai", Canon::Is(Column::Grade(Actor::Branch))),
    ("muc xep loai", Canon::Plain),
    ("ket qua xep loai", Canon::Plain),
    ("xep loai", Canon::Plain),
    ("xep loai chat luong", Canon::Plain),
    ("ly do khong xep loai", Canon::Is(Column::NotGradedReason)),
    ("ky luat trong nam", Canon::Is(Column::Discipline)),
    ("nhan xet noi cu tru", Canon::Is(Column::Residence)),
    ("ban kiem diem", Canon::Is(Column::SelfReview)),
    ("kiem diem tai", Canon::Is(Column::ReviewedAt)),
    ("hinh thuc khen thuong", Canon::Is(Column::RewardForm)),
    ("thanh tich", Canon::Is(Column::Achievement)),
];

enum Canon {
    Is(Column),
    Plain,
}

fn same(a: &Canon, b: &Canon) -> bool {
    match (a, b) {
        (Canon::Is(a), Canon::Is(b)) => a == b,
        (Canon::Plain, Canon::Plain) => true,
        _ => false,
    }
}
