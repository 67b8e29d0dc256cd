//! From header words to the columns of one table: which of several claims wins, which are two for one meaning (H202),
//! which required one is missing (H201). Where words alone do not tell, the cells below do; nothing is guessed.

mod names;

use super::frame::{counts_under, is_ticked_under};
use super::header::{Header, is_number_row};
use super::row_words::is_total;
use super::ticks::{Beside, beside_words, join_short_ticks, leave_votes};
use super::vocabulary::{Claim, HeaderWords, claim, has, likeness, year_in};
use crate::domain::column::{Actor, Column, ColumnSeen, MatchedBy, TableKind};
use crate::domain::fault::FaultKind;
use crate::domain::grade::Grade;
use crate::domain::place::CellAt;
use crate::grid::{Row, Value};
use crate::intake::value::grade::{GradeText, read_grade};
use crate::intake::view::{SheetView, is_blank, shown};
use std::cell::RefCell;
use std::ops::RangeInclusive;

use names::{leave_own_word, settle_names};

/// The columns of a table, and what was wrong with its header.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Columns {
    pub seen: Vec<ColumnSeen>,
    /// Faults with the header cell they stand in.
    pub faults: Vec<(FaultKind, CellAt)>,
    /// The decided grade's column is missing or twofold.
    pub grade_unknown: bool,
}

/// A column of a header, its words, what they claim and how that was found.
pub type ColumnClaim<'h> = (u16, &'h HeaderWords, Claim, MatchedBy);

/// How many filled cells are looked at to tell what a column holds.
const N_SAMPLED: usize = 40;

/// How many rows are gone through for it: past so many, a column as good as empty is taken to be so. Sheets of thousands of
/// columns would else be gone through once for each.
const N_LOOKED_AT: usize = 2_000;

/// Rows of a table that hold people rather than totals, column numbers or signatures; each is told once, when it is needed.
struct Counting<'v> {
    header: &'v Header,
    /// Those not looked at yet.
    waiting: RefCell<&'v [Row]>,
    told: RefCell<Vec<&'v Row>>,
}

impl<'v> Counting<'v> {
    fn of(view: &'v SheetView, header: &'v Header, body: &RangeInclusive<u32>) -> Self {
        Self { header, waiting: RefCell::new(view.rows_in(body)), told: RefCell::default() }
    }

    /// The row of this place among those that count.
    fn row(&self, place: usize) -> Option<&'v Row> {
        let mut told = self.told.borrow_mut();
        let mut waiting = self.waiting.borrow_mut();
        while told.len() <= place {
            let (row, rest) = waiting.split_first()?;
            *waiting = rest;
            if self.counts(row) {
                told.push(row);
            }
        }
        Some(told[place])
    }

    /// A signature block below the table has no more than two or three cells in a row.
    fn counts(&self, row: &Row) -> bool {
        let n_least = self.header.columns.len().min(3);
        row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))).count() >= n_least
            && !row.cells.iter().any(|cell| matches!(&cell.value, Value::Text(text) if is_total(text)))
            && !is_number_row(row, &self.header.columns)
    }
}

/// What a column's cells hold, by a sample from the top.
struct Held {
    n_filled: usize,
    n_grades: usize,
    /// Whole numbers above one.
    n_counts: usize,
}

impl Held {
    fn of(rows: &Counting, column: u16) -> Self {
        let mut held = Held { n_filled: 0, n_grades: 0, n_counts: 0 };
        for row in (0..N_LOOKED_AT).map_while(|place| rows.row(place)) {
            let Some(value) = row.value(column).filter(|value| !is_blank(Some(value))) else { continue };
            held.n_filled += 1;
            held.n_counts += usize::from(matches!(value, Value::Number(number) if *number > 1.0));
            if matches!(read_grade(&shown(value)), GradeText::Is(_) | GradeText::Misspelt(_) | GradeText::NotGraded(_))
            {
                held.n_grades += 1;
            }
            if held.n_filled >= N_SAMPLED {
                break;
            }
        }
        held
    }

    /// Votes under the labels of grades.
    fn is_mostly_counts(&self) -> bool {
        self.n_counts > 0 && self.n_counts * 2 >= self.n_filled
    }

    fn is_mostly_grades(&self) -> bool {
        self.n_grades > 0 && self.n_grades * 2 >= self.n_filled
    }
}

/// Understands the columns of a table of this kind. `year` is the year under review, when known.
pub fn understand_columns(
    view: &SheetView,
    header: &Header,
    body: &RangeInclusive<u32>,
    kind: TableKind,
    year: Option<i32>,
) -> Columns {
    let counting = Counting::of(view, header, body);
    let mut claims: Vec<ColumnClaim> = header
        .columns
        .iter()
        .map(|(column, words)| {
            let held = || Held::of(&counting, *column);
            let (claim, matched_by) = settle(words, kind, held);
            (*column, words, claim, matched_by)
        })
        .collect();
    join_short_ticks(&mut claims);
    leave_other_years(&mut claims, year);
    leave_votes(
        &mut claims,
        |column| Held::of(&counting, column).is_mostly_counts(),
        |ticked| {
            let rows = || (0..N_LOOKED_AT).map_while(|place| counting.row(place));
            let n_counted = rows().filter(|row| counts_under(row, ticked)).count();
            rows().filter(|row| is_ticked_under(row, ticked)).count() > n_counted
        },
    );
    leave_lone_ticks(&mut claims);
    leave_own_word(&mut claims, |column| Held::of(&counting, column).is_mostly_grades());
    settle_names(view, header, &mut claims, kind);
    prefer_party_proposer(&mut claims);
    let mut columns = Columns::default();
    settle_grades(view, header, body, &mut claims, kind, &mut columns);
    for (column, words, claim, matched_by) in claims {
        let at = CellAt::new(header.bottom, column);
        let (meaning, matched_by) = match claim {
            Claim::Is(meaning) => (meaning, matched_by),
            Claim::PlainGrade | Claim::GradeIfGraded(..) | Claim::RemarkGrade | Claim::Carried => {
                (Column::Unknown, MatchedBy::Words)
            }
            Claim::Nothing | Claim::Foreign => (Column::Unknown, MatchedBy::Nothing),
        };
        let earlier = columns.seen.iter().find(|seen| seen.meaning == meaning && meaning != Column::Unknown);
        let meaning = match earlier {
            None => meaning,
            Some(earlier) => {
                if matters_twice(meaning) {
                    let kind = FaultKind::TwoColumns {
                        column: meaning,
                        first: earlier.header.clone(),
                        second: words.written.clone(),
                        second_at: at,
                    };
                    columns.faults.push((kind, CellAt::new(header.bottom, earlier.column)));
                }
                Column::Unknown
            }
        };
        match (meaning, matched_by) {
            (Column::Unknown, MatchedBy::Nothing) => {
                columns.faults.push((FaultKind::UnknownColumn { header: words.written.clone() }, at));
            }
            (_, MatchedBy::Likeness) => {
                let kind = FaultKind::HeaderByLikeness { header: words.written.clone(), column: meaning };
                columns.faults.push((kind, at));
            }
            _ => {}
        }
        columns.seen.push(ColumnSeen { column, header: words.written.clone(), meaning, matched_by });
    }
    require(&counting, kind, &mut columns);
    columns
}

/// A claim by words, else by likeness; claims that depend on the cells are settled by them.
fn settle(words: &HeaderWords, kind: TableKind, held: impl Fn() -> Held) -> (Claim, MatchedBy) {
    let by_words = claim(words, Some(kind));
    let (found, matched_by) = match by_words {
        Claim::Nothing => (likeness(words), MatchedBy::Likeness),
        // “Sếp lọai”: one word hints at grades, the header as a whole only resembles one.
        Claim::GradeIfGraded(None, None) if likeness(words) == Claim::PlainGrade => (by_words, MatchedBy::Likeness),
        found => (found, MatchedBy::Words),
    };
    let found = match found {
        Claim::GradeIfGraded(actor, otherwise) => {
            let held = held();
            // Words of grading over blank cells are a grade column that nobody filled in.
            if held.is_mostly_grades() || held.n_filled == 0 && otherwise.is_none() {
                match actor {
                    Some(actor) => Claim::Is(Column::Grade(actor)),
                    None if is_remark(&words.leaf) => Claim::RemarkGrade,
                    None => Claim::PlainGrade,
                }
            } else {
                otherwise.map_or(Claim::Carried, Claim::Is)
            }
        }
        other => other,
    };
    let matched_by = if found == Claim::Nothing { MatchedBy::Nothing } else { matched_by };
    (found, matched_by)
}

/// Words of remarks rather than of a decision.
fn is_remark(leaf: &str) -> bool {
    ["nhan xet", "danh gia chung", "y kien", "tu danh gia", "uu diem", "thuc hien"].iter().any(|word| has(leaf, word))
}

/// “Xếp loại năm 2020” beside this year's is history, not a second grade.
fn leave_other_years(claims: &mut [ColumnClaim], year: Option<i32>) {
    let newest = claims.iter().filter_map(|(_, words, ..)| year_in(&words.whole)).max();
    let Some(this_year) = year.or(newest) else { return };
    for (_, words, claim, _) in claims {
        let is_grade =
            matches!(claim, Claim::PlainGrade | Claim::RemarkGrade | Claim::Is(Column::Grade(_) | Column::Tick(..)));
        if is_grade && year_in(&words.whole).is_some_and(|year| year != this_year) {
            *claim = Claim::Carried;
        }
    }
}

/// One grade's label alone is no group of tick columns.
fn leave_lone_ticks(claims: &mut [ColumnClaim]) {
    for actor in [Actor::OneSelf, Actor::Office, Actor::Proposer, Actor::Branch, Actor::Committee] {
        let ticks = |claim: &Claim| matches!(claim, Claim::Is(Column::Tick(by, _)) if *by == actor);
        if claims.iter().filter(|(_, _, claim, _)| ticks(claim)).count() == 1 {
            claims
                .iter_mut()
                .filter(|(_, _, claim, _)| ticks(claim))
                .for_each(|(_, _, claim, _)| *claim = Claim::Carried);
        }
    }
}

/// Of several bodies that propose, the branch's own committee (chi ủy) is the one the forms ask for.
fn prefer_party_proposer(claims: &mut [ColumnClaim]) {
    let proposers = positions(claims, &Claim::Is(Column::Grade(Actor::Proposer)));
    let own = proposers.iter().copied().find(|&index| has(&claims[index].1.whole, "chi uy"));
    let Some(kept) = own.or(proposers.first().copied()) else { return };
    for index in proposers {
        if index != kept {
            claims[index].2 = Claim::Carried;
        }
    }
}

/// The decided grade: a column that names the branch; else the only one that names nobody. Two that both claim it are
/// H202, never a guess.
fn settle_grades(
    view: &SheetView,
    header: &Header,
    body: &RangeInclusive<u32>,
    claims: &mut [ColumnClaim],
    kind: TableKind,
    columns: &mut Columns,
) {
    if matches!(kind, TableKind::Rewards | TableKind::Summary) {
        return;
    }
    let decided = Column::Grade(Actor::Branch);
    let is_ticked = claims.iter().any(|(_, _, claim, _)| matches!(claim, Claim::Is(Column::Tick(Actor::Branch, _))));
    let named: Vec<usize> = positions(claims, &Claim::Is(decided));
    let plain = match positions(claims, &Claim::PlainGrade) {
        plain if plain.is_empty() => positions(claims, &Claim::RemarkGrade),
        plain => plain,
    };
    if is_ticked {
        let words = if named.is_empty() { plain } else { named };
        settle_beside_ticks(view, header, body, claims, &words, columns);
        return;
    }
    let rivals = match (named.len(), plain.len()) {
        (1, _) | (0, 0) => return,
        (0, 1) => {
            claims[plain[0]].2 = Claim::Is(decided);
            return;
        }
        (0, _) => plain,
        (_, _) => named,
    };
    // Several proposers of a collective, or a “đề nghị” beside a “xếp loại”: the one that decides is the word xếp loại.
    let deciding: Vec<usize> = rivals
        .iter()
        .copied()
        .filter(|&index| {
            let leaf = &claims[index].1.leaf;
            !["de nghi", "de xuat", "du kien"].iter().any(|word| has(leaf, word))
        })
        .collect();
    if let [only] = deciding[..] {
        for &index in &rivals {
            claims[index].2 = if index == only { Claim::Is(decided) } else { Claim::Carried };
        }
        return;
    }
    columns.faults.push(both_decide(header, claims, rivals[0], rivals[1]));
    columns.grade_unknown = true;
    for index in rivals {
        claims[index].2 = Claim::Carried;
    }
}

/// H202: two columns claim to be the decided grade.
fn both_decide(header: &Header, claims: &[ColumnClaim], first: usize, second: usize) -> (FaultKind, CellAt) {
    let place = |index: usize| CellAt::new(header.bottom, claims[index].0);
    let fault = FaultKind::TwoColumns {
        column: Column::Grade(Actor::Branch),
        first: claims[first].1.written.clone(),
        second: claims[second].1.written.clone(),
        second_at: place(second),
    };
    (fault, place(first))
}

/// Ticks of the branch, and columns that say a grade in words of nobody else: what the cells hold decides between them.
fn settle_beside_ticks(
    view: &SheetView,
    header: &Header,
    body: &RangeInclusive<u32>,
    claims: &mut [ColumnClaim],
    words: &[usize],
    columns: &mut Columns,
) {
    let is_tick = |claim: &Claim| {
        matches!(claim, Claim::Is(Column::Tick(Actor::Branch, _) | Column::TickNotGraded(Actor::Branch)))
    };
    let grades: Vec<(u16, Grade)> = claims
        .iter()
        .filter_map(|(column, _, claim, _)| match claim {
            Claim::Is(Column::Tick(Actor::Branch, grade)) => Some((*column, *grade)),
            _ => None,
        })
        .collect();
    let mut repeated = None;
    for &index in words {
        let found = match claims[index].2 {
            // A remark beside ticks is a remark.
            Claim::RemarkGrade => Beside::TicksAlone,
            _ => beside_words(view, &header.columns, body, claims[index].0, &grades),
        };
        match found {
            Beside::TicksAlone => claims[index].2 = Claim::Carried,
            Beside::WordsAlone | Beside::Repeat if repeated.is_none() => {
                repeated = Some((index, found));
                claims[index].2 = Claim::Is(Column::Grade(Actor::Branch));
            }
            Beside::WordsAlone | Beside::Repeat => claims[index].2 = Claim::Carried,
            Beside::Differ => {
                let first_tick = claims.iter().position(|(_, _, claim, _)| is_tick(claim)).unwrap_or(index);
                columns.faults.push(both_decide(header, claims, index.min(first_tick), index.max(first_tick)));
                columns.grade_unknown = true;
                claims[index].2 = Claim::Carried;
                claims.iter_mut().filter(|(_, _, claim, _)| is_tick(claim)).for_each(|one| one.2 = Claim::Carried);
                return;
            }
        }
    }
    if matches!(repeated, Some((_, Beside::WordsAlone))) {
        claims.iter_mut().filter(|(_, _, claim, _)| is_tick(claim)).for_each(|one| one.2 = Claim::Carried);
    }
}

fn positions(claims: &[ColumnClaim], wanted: &Claim) -> Vec<usize> {
    (0..claims.len()).filter(|&index| claims[index].2 == *wanted).collect()
}

/// Meanings of which a second column would leave a doubt about a person or a decision.
fn matters_twice(meaning: Column) -> bool {
    matches!(meaning, Column::Name | Column::CardNo | Column::Born | Column::Tick(Actor::Branch, _))
}

/// The columns a table cannot do without.
fn require(counting: &Counting, kind: TableKind, columns: &mut Columns) {
    let first = CellAt::new(counting.header.top, columns.seen.first().map_or(1, |seen| seen.column));
    let is_name = |seen: &ColumnSeen| matches!(seen.meaning, Column::Name | Column::FamilyName | Column::GivenName);
    if !columns.seen.iter().any(is_name) {
        let fault = FaultKind::MissingColumn { column: Column::Name, table: kind, nearest: None };
        columns.faults.push((fault, first));
    }
    if columns.grade_unknown || !matches!(kind, TableKind::Members | TableKind::Collectives | TableKind::Staff) {
        return;
    }
    let is_there = columns.seen.iter().any(|seen| {
        matches!(seen.meaning, Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _) | Column::TickNotGraded(_))
    });
    // A list of those not graded has a reason in place of a grade; a decided list may have the committee's word alone.
    // With the grades of others beside it, a list that lacks the decided grade is a list that lacks it.
    let is_list_of_reasons = columns.seen.iter().any(|seen| seen.meaning == Column::NotGradedReason)
        && !columns.seen.iter().any(|seen| {
            matches!(seen.meaning, Column::Grade(Actor::OneSelf | Actor::Office | Actor::Proposer) | Column::Discipline)
        });
    let is_decided = columns.seen.iter().any(|seen| {
        seen.meaning == Column::Grade(Actor::Committee) && Held::of(counting, seen.column).is_mostly_grades()
    });
    if is_there || is_list_of_reasons || is_decided {
        return;
    }
    let holds_grades = |seen: &&ColumnSeen| Held::of(counting, seen.column).is_mostly_grades();
    let of = |is: fn(Column) -> bool| columns.seen.iter().filter(move |seen| is(seen.meaning)).rfind(holds_grades);
    let nearest =
        of(|meaning| meaning == Column::Unknown).or_else(|| of(|meaning| matches!(meaning, Column::Grade(_))));
    let nearest = nearest.map(|seen| seen.header.clone());
    let fault = FaultKind::MissingColumn { column: Column::Grade(Actor::Branch), table: kind, nearest };
    columns.faults.push((fault, first));
    columns.grade_unknown = true;
}
