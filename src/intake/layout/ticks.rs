//! Tick columns beside other words on the same grade: votes under the labels of grades, and a column that says the
//! grade in words besides. The cells tell which of them decides.

use super::columns::ColumnClaim;
use super::header::is_number_row;
use super::row_words::is_total;
use super::vocabulary::{Claim, HeaderWords};
use crate::domain::column::{Actor, Column, MatchedBy};
use crate::domain::grade::Grade;
use crate::grid::{Row, Value};
use crate::intake::value::grade::{GradeText, read_grade};
use crate::intake::value::word::{Tick, read_tick};
use crate::intake::view::{SheetView, is_blank, shown};
use std::ops::RangeInclusive;

/// “HT” and “T” are a grade's label only among the labels of others: at least two ticks of the same group beside them, and
/// none of the same grade.
pub fn join_short_ticks(claims: &mut [ColumnClaim]) {
    for index in 0..claims.len() {
        let (_, words, claim, _) = &claims[index];
        let grade = match words.leaf.as_str() {
            "ht" => Grade::Completed,
            "t" => Grade::Good,
            _ => continue,
        };
        if matches!(claim, Claim::Is(_)) {
            continue;
        }
        let group = claims.iter().enumerate().filter_map(|(place, (_, beside, claim, _))| match claim {
            Claim::Is(Column::Tick(by, grade)) if beside.above == words.above => Some((place, *by, *grade)),
            _ => None,
        });
        let group: Vec<(usize, Actor, Grade)> = group.collect();
        let Some((_, by, _)) = group.iter().find(|(place, ..)| place.abs_diff(index) <= 2).copied() else { continue };
        let of_actor = group.iter().filter(|(_, actor, _)| *actor == by);
        if of_actor.clone().count() >= 2 && of_actor.clone().all(|(.., other)| *other != grade) {
            claims[index].2 = Claim::Is(Column::Tick(by, grade));
            claims[index].3 = MatchedBy::Words;
        }
    }
}

/// Votes are counted in all columns of their group, also where nobody voted. A group in which more rows are ticked than
/// counted (`is_marked`) is none of votes: what is counted there are subtotals.
pub fn leave_votes(claims: &mut [ColumnClaim], is_votes: impl Fn(u16) -> bool, is_marked: impl Fn(&[u16]) -> bool) {
    for actor in [Actor::OneSelf, Actor::Office, Actor::Proposer, Actor::Branch, Actor::Committee] {
        let is_ticked =
            |claim: &Claim| matches!(claim, Claim::Is(Column::Tick(by, _) | Column::TickNotGraded(by)) if *by == actor);
        let ticked: Vec<u16> =
            claims.iter().filter(|(_, _, claim, _)| is_ticked(claim)).map(|(column, ..)| *column).collect();
        if ticked.iter().any(|&column| is_votes(column)) && !is_marked(&ticked) {
            claims.iter_mut().filter(|(_, _, claim, _)| is_ticked(claim)).for_each(|one| one.2 = Claim::Carried);
        }
    }
}

/// How a column of grades in words stands to the ticks of the same actor.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Beside {
    /// Only the ticks say anything.
    TicksAlone,
    /// Only the words do.
    WordsAlone,
    /// They say the same, but for a slip in a few rows, each of which is told there.
    Repeat,
    /// They are two different things.
    Differ,
}

/// Looks at the rows of the table: what the words in a column and the ticks of the branch say of the same person.
pub fn beside_words(
    view: &SheetView,
    header: &[(u16, HeaderWords)],
    body: &RangeInclusive<u32>,
    words: u16,
    ticks: &[(u16, Grade)],
) -> Beside {
    let (mut n_words, mut n_ticks, mut n_agree, mut n_differ) = (0, 0, 0, 0);
    for row in view.rows_in(body) {
        let is_furniture = row.cells.iter().any(|cell| matches!(&cell.value, Value::Text(text) if is_total(text)))
            || is_number_row(row, header);
        if is_furniture {
            continue;
        }
        let written = row.value(words).filter(|value| !is_blank(Some(value))).map(|value| read_grade(&shown(value)));
        let written = match written {
            Some(GradeText::Is(grade) | GradeText::Misspelt(grade)) => Some(grade),
            _ => None,
        };
        match (written, ticked(row, ticks)) {
            (Some(_), None) => n_words += 1,
            (None, Some(_)) => n_ticks += 1,
            (Some(written), Some(ticked)) if written == ticked => n_agree += 1,
            (Some(_), Some(_)) => n_differ += 1,
            (None, None) => {}
        }
    }
    match (n_words + n_agree + n_differ, n_ticks + n_agree + n_differ) {
        (0, _) => Beside::TicksAlone,
        (_, 0) => Beside::WordsAlone,
        _ if n_differ * 3 > n_agree => Beside::Differ,
        _ => Beside::Repeat,
    }
}

/// The grade of the one ticked column of a row.
fn ticked(row: &Row, ticks: &[(u16, Grade)]) -> Option<Grade> {
    let mut ticked = ticks.iter().filter(|(column, grade)| {
        row.value(*column).filter(|value| !is_blank(Some(value))).is_some_and(|value| {
            let text = shown(value);
            read_tick(&text) == Tick::Yes || read_grade(&text) == GradeText::Is(*grade)
        })
    });
    let (_, grade) = ticked.next()?;
    ticked.next().is_none().then_some(*grade)
}
