//! One list of everybody in the office, members of the party and others: which rows are of staff alone, and the columns
//! as such a row uses them. A row is that only when it says so itself; any other is a member's.

use crate::domain::column::{Actor, Column, ColumnSeen};
use crate::domain::place::CellAt;
use crate::intake::layout::frame::Frame;
use crate::intake::value::word::{Tick, read_tick};
use crate::intake::view::{is_blank, shown};
use crate::text::fold::{has_any, skeleton};
use crate::text::memo::Memo;

/// The columns of a list that grades its people both as staff and as members, as a row of staff uses them: the office's
/// grade decides. `None` where the list does not grade both.
pub fn columns_of_staff(columns: &[ColumnSeen]) -> Option<Vec<ColumnSeen>> {
    let by_office = |meaning: Column| matches!(meaning, Column::Grade(Actor::Office) | Column::Tick(Actor::Office, _));
    let grades_both =
        columns.iter().any(|seen| by_office(seen.meaning)) && columns.iter().any(|seen| is_of_party(seen.meaning));
    grades_both.then(|| {
        let as_staff = |meaning: Column| match meaning {
            Column::Grade(Actor::Office) => Column::Grade(Actor::Branch),
            Column::Tick(Actor::Office, grade) => Column::Tick(Actor::Branch, grade),
            Column::TickNotGraded(Actor::Office) => Column::TickNotGraded(Actor::Branch),
            of_party if is_of_party(of_party) => Column::Unknown,
            other => other,
        };
        columns.iter().map(|seen| ColumnSeen { meaning: as_staff(seen.meaning), ..seen.clone() }).collect()
    })
}

fn is_of_party(meaning: Column) -> bool {
    matches!(
        meaning,
        Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _) | Column::TickNotGraded(Actor::Branch)
    )
}

fn is_of_its_bodies(meaning: Column) -> bool {
    matches!(
        meaning,
        Column::Grade(Actor::Proposer | Actor::Committee) | Column::Tick(Actor::Proposer | Actor::Committee, _)
    )
}

/// Whether a row of such a list says that it is nobody of the party: its column for that is blank, or the words beside
/// its name say so. A grade given by the party is the word of the party, whatever else is left blank.
pub fn is_outside_party(frame: &Frame, row: u32) -> bool {
    let text =
        |column: u16| frame.view.down(CellAt::new(row, column)).0.filter(|value| !is_blank(Some(value))).map(shown);
    let is_graded = frame
        .columns
        .iter()
        .filter(|seen| is_of_party(seen.meaning) || is_of_its_bodies(seen.meaning))
        .any(|seen| text(seen.column).is_some_and(|text| !says_so(&text) && read_tick(&text) != Tick::No));
    if is_graded {
        return false;
    }
    if let Some(flag) = frame.columns.iter().find(|seen| seen.meaning == Column::IsMember) {
        return text(flag.column).is_none_or(|text| read_tick(&text) == Tick::No);
    }
    let may_say = |meaning: Column| {
        is_of_party(meaning) || matches!(meaning, Column::Note | Column::Category | Column::NotGradedReason)
    };
    frame
        .columns
        .iter()
        .filter(|seen| may_say(seen.meaning))
        .any(|seen| text(seen.column).is_some_and(|text| says_so(&text)))
}

/// Whether a text says of somebody that he is no member of the party.
fn says_so(text: &str) -> bool {
    thread_local! {
        // Grades, mostly: the same few texts.
        static KNOWN: Memo<bool> = Memo::default();
    }
    let found = |text: &str| {
        let words = skeleton(text);
        words.len() <= 60 && has_any(&words, OUTSIDE)
    };
    KNOWN.with(|known| known.of(text, found))
}

/// Ways to say that somebody is no member of the party.
const OUTSIDE: &[&str] = &[
    "quan chung",
    "ngoai dang",
    "khong phai dang vien",
    "khong phai dv",
    "khong la dang vien",
    "chua phai dang vien",
    "chua la dang vien",
    "chua vao dang",
    "chua la dv",
];
