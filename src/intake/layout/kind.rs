//! What a table is about: from its name column, its other headers, the title lines above it, and the sheet's name.

use super::header::{Header, Shape};
use super::vocabulary::{Claim, HeaderWords, NameOf, claim, has, may_name_collectives, name_of};
use crate::domain::column::{Actor, Column, TableKind};
use crate::text::fold::skeleton;

/// Tells the kind of a table. `titles` are the lines above the header up to the table before, nearest first.
pub fn kind_of(header: &Header, titles: &[String], sheet_name: &str) -> TableKind {
    if header.shape == Shape::Counts {
        return TableKind::Summary;
    }
    let names = header.columns.iter().filter_map(|(_, words)| name_of(&words.leaf)).collect::<Vec<_>>();
    let is_of_collectives = names.contains(&NameOf::Collective) && !names.contains(&NameOf::Person);
    let is_of_either = names.contains(&NameOf::Either);
    let claims: Vec<Claim> = header.columns.iter().map(|(_, words)| claim(words, None)).collect();
    let as_rewards: Vec<Claim> =
        header.columns.iter().map(|(_, words)| claim(words, Some(TableKind::Rewards))).collect();
    let says = |column: Column| claims.contains(&Claim::Is(column));
    let n_reward_columns = [Column::RewardForm, Column::RewardKind, Column::Achievement]
        .iter()
        .filter(|column| claims.contains(&Claim::Is(**column)) || as_rewards.contains(&Claim::Is(**column)))
        .count();
    let has_grade = claims.iter().any(|claim| {
        matches!(claim, Claim::PlainGrade | Claim::Is(Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _)))
    });
    let spoken = spoken_kind(titles, sheet_name);
    if n_reward_columns > 0 {
        let is_plain = claims
            .iter()
            .filter(|claim| matches!(claim, Claim::Is(Column::RewardForm | Column::RewardKind | Column::Achievement)))
            .count();
        if spoken.rewards || is_of_either || is_plain > 0 && !has_grade || is_plain > 1 && !spoken.grading {
            return TableKind::Rewards;
        }
    } else if spoken.rewards && !spoken.grading && !has_grade {
        return TableKind::Rewards;
    }
    if is_of_collectives {
        return TableKind::Collectives;
    }
    if is_of_either {
        return match spoken.subject {
            Some(TableKind::Collectives) => TableKind::Collectives,
            _ if spoken.rewards => TableKind::Rewards,
            Some(kind) => kind,
            None => TableKind::Collectives,
        };
    }
    if names.is_empty() && is_of_units(header, &claims) && matches!(spoken.subject, None | Some(TableKind::Collectives))
    {
        return TableKind::Collectives;
    }
    // A table of people: members unless the words speak of staff alone.
    let party_columns = says(Column::CardNo) || says(Column::Joined) || says(Column::Official);
    let says_member =
        header.columns.iter().any(|(_, words)| has(&words.whole, "dang vien") && name_of(&words.leaf).is_some());
    let is_member_flag = header.columns.iter().any(|(_, words)| has(&words.whole, "la dang vien"))
        || header.columns.iter().any(|(_, words)| words.leaf == "dang vien") && {
            // “Họ và tên”, or “Họ”, and a column “Đảng viên (x)” beside it.
            names.contains(&NameOf::Family) || names.iter().filter(|name| **name == NameOf::Person).count() > 1
        };
    let branch_word = header.columns.iter().any(|(_, words)| has(&words.leaf, "chi bo") || has(&words.leaf, "chi uy"));
    if is_member_flag {
        return if grades_both(header, &claims) { TableKind::Members } else { TableKind::Staff };
    }
    if party_columns || says_member || branch_word {
        return TableKind::Members;
    }
    match spoken.subject {
        Some(TableKind::Staff) => TableKind::Staff,
        _ => TableKind::Members,
    }
}

/// The most columns of a short table of collectives.
const MOST_OF_UNITS: usize = 12;

/// Whether a word that may stand over collectives is the only name in a short table, and nothing there is a person's.
fn is_of_units(header: &Header, claims: &[Claim]) -> bool {
    let is_persons = |claim: &Claim| {
        matches!(claim, Claim::Is(Column::Born | Column::Joined | Column::Official | Column::CardNo | Column::Post))
    };
    header.columns.len() <= MOST_OF_UNITS
        && header.columns.iter().filter(|(_, words)| may_name_collectives(&words.leaf)).count() == 1
        && !claims.iter().any(is_persons)
}

/// One list of everybody in the office: a column for the grade as staff, and one for the grade that the party gives.
fn grades_both(header: &Header, claims: &[Claim]) -> bool {
    let is_office =
        |claim: &Claim| matches!(claim, Claim::Is(Column::Grade(Actor::Office) | Column::Tick(Actor::Office, _)));
    let is_of_party = |words: &HeaderWords, claim: &Claim| {
        matches!(claim, Claim::PlainGrade | Claim::Is(Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _)))
            && (has(&words.whole, "dang vien") || has(&words.whole, "chi bo"))
    };
    claims.iter().any(is_office)
        && header.columns.iter().zip(claims).any(|((_, words), claim)| is_of_party(words, claim))
}

/// What titles speak of.
#[derive(Default)]
struct Spoken {
    rewards: bool,
    grading: bool,
    subject: Option<TableKind>,
}

/// The nearest line that speaks of a kind decides; the sheet's name is the last word.
fn spoken_kind(titles: &[String], sheet_name: &str) -> Spoken {
    let mut spoken = Spoken::default();
    for line in titles.iter().map(String::as_str).chain(std::iter::once(sheet_name)) {
        let words = skeleton(line);
        let is_reward_line = has(&words, "khen thuong") || has(&words, "bieu duong") || has(&words, "khen");
        let is_grading_line = has(&words, "xep loai") || has(&words, "danh gia") || has(&words, "phan loai");
        let of_members = has(&words, "dang vien");
        let of_collectives = has(&words, "tap the") || has(&words, "to chuc dang");
        let of_staff = ["cong chuc", "vien chuc", "nguoi lao dong", "cbcc", "cbccvc", "can bo nhan vien", "nhan vien"]
            .iter()
            .any(|staff| has(&words, staff));
        let subject = match (of_members, of_staff, of_collectives) {
            (true, _, _) => Some(TableKind::Members),
            (false, true, _) => Some(TableKind::Staff),
            (false, false, true) => Some(TableKind::Collectives),
            _ => None,
        };
        if !is_reward_line && !is_grading_line && subject.is_none() {
            continue;
        }
        spoken.rewards = is_reward_line;
        spoken.grading = is_grading_line;
        spoken.subject = subject;
        if is_reward_line || subject.is_some() {
            break;
        }
    }
    spoken
}
