//! Hand-built readings for the tests of this floor. All people are invented.

use crate::domain::branch::Branch;
use crate::domain::column::{Actor, Column, ColumnSeen, MatchedBy, TableKind};
use crate::domain::date::PartialDate;
use crate::domain::grade::Grade;
use crate::domain::member::{ActorGrades, Member, PersonName, RowSource};
use crate::domain::people::{Collective, Reward, RewardKind, Staff};
use crate::domain::place::{CellAt, CellPlace, Located};
use crate::domain::plan::{Plan, RosterMember};
use crate::domain::reading::{
    DocumentDate, FileFacts, Outcome, Owner, Reading, RowTally, SetAsideRow, SetAsideWhy, Table,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// A plan with the branches CB01, CB02, … and the deadline 27/11/2021.
pub fn plan(n_branches: usize) -> Plan {
    let branch = |n| Branch { code: format!("CB{n:02}"), name: format!("Chi bộ {n}"), ..Branch::default() };
    Plan {
        file: Some("ke-hoach.xlsx".to_owned()),
        year: 2021,
        deadline: Some(day("27/11/2021")),
        branches: (1..=n_branches).map(branch).collect(),
        ..Plan::default()
    }
}

/// A person of the roster, `card | name | born`.
pub fn known(branch: usize, row: &str) -> RosterMember {
    let cells = cells(row);
    RosterMember {
        row: 2,
        branch,
        card_no: some(cells[0]),
        name: cells[1].to_owned(),
        born: date(cells[2]),
        joined: None,
        official: None,
        post: None,
        category: None,
        category_text: None,
        civil_servant: None,
        earlier: Vec::new(),
    }
}

/// A file that came on a day (by the date in the document; empty: no date).
pub fn file(path: &str, on: &str) -> Reading {
    let path: Arc<str> = Arc::from(path);
    let place = CellPlace { file: path.clone(), sheet: Arc::from("Trang 1"), at: CellAt::new(1, 1) };
    Reading {
        file: FileFacts { sha256: format!("hash of {path}"), path, ..FileFacts::default() },
        document_date: (!on.is_empty()).then(|| DocumentDate { on: day(on), place }),
        ..Reading::default()
    }
}

/// A file that gave nothing.
pub fn broken(path: &str, outcome: Outcome) -> Reading {
    Reading { outcome, ..file(path, "") }
}

impl Reading {
    /// Adds a table of a branch. A row is `card | name | born | grade`; of collectives, staff and rewards the card is
    /// ignored, and a reward's grade is its kind. A row without a name is set aside.
    pub fn with(self, kind: TableKind, branch: usize, rows: &[&str]) -> Self {
        self.with_table(kind, Owner::Branch(branch), rows)
    }

    pub fn with_table(mut self, kind: TableKind, owner: Owner, rows: &[&str]) -> Self {
        let table = self.tables.len() as u32;
        let sheet: Arc<str> = Arc::from(format!("Trang {}", table / 2 + 1));
        let first = 10 + 1000 * (table % 2);
        let mut tally = RowTally { furniture: 3, ..RowTally::default() };
        for (n, row) in rows.iter().enumerate() {
            let cells = cells(row);
            let row = first + n as u32;
            let source = RowSource {
                file: self.file.path.clone(),
                sheet: sheet.clone(),
                row,
                table,
                troubled: Vec::new(),
                at: CellAt::new(row, 4),
            };
            tally.read += 1;
            if cells[1].is_empty() {
                let at = CellAt::new(row, 1);
                let cells = vec![(at, cells[0].to_owned())];
                let why = SetAsideWhy::NoName;
                self.set_aside.push(SetAsideRow { place: source.place(at), table: Some(table), cells, why });
                tally.set_aside += 1;
                continue;
            }
            tally.records += 1;
            match kind {
                TableKind::Members => self.members.push(member(source, &cells)),
                TableKind::Collectives => self.collectives.push(collective(source, &cells)),
                TableKind::Staff => self.staff.push(staff(source, &cells)),
                TableKind::Rewards => self.rewards.push(reward(source, &cells)),
                TableKind::Summary => panic!("a summary has no rows"),
            }
        }
        let columns = [
            Column::CardNo,
            Column::Name,
            Column::Born,
            if kind == TableKind::Rewards { Column::RewardKind } else { Column::Grade(Actor::Branch) },
        ];
        let seen = |(n, &meaning): (usize, &Column)| ColumnSeen {
            column: n as u16 + 1,
            header: String::new(),
            meaning,
            matched_by: MatchedBy::Words,
        };
        self.tables.push(Table {
            sheet,
            kind,
            header_rows: (first - 1, first - 1),
            columns: columns.iter().enumerate().map(seen).collect(),
            claims: Vec::new(),
            owner,
            tally,
            title: String::new(),
            grade_unknown: false,
            is_of_one_grade: false,
        });
        self
    }

    /// Sets a row aside that stands in no table.
    pub fn with_loose_row(mut self) -> Self {
        let at = CellAt::new(900, 1);
        let place = CellPlace { file: self.file.path.clone(), sheet: Arc::from("Trang 1"), at };
        let cells = vec![(at, "?".to_owned())];
        self.set_aside.push(SetAsideRow { place, table: None, cells, why: SetAsideWhy::UnknownKind });
        self
    }
}

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%d/%m/%Y").expect("a date in a test")
}

fn cells(row: &str) -> [&str; 4] {
    let mut parts = row.split('|').map(str::trim);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn date(text: &str) -> Option<PartialDate> {
    match text.len() {
        0 => None,
        4 => text.parse().ok().map(PartialDate::Year),
        _ => Some(PartialDate::Day(day(text))),
    }
}

fn located<T>(source: &RowSource, column: u16, value: T) -> Located<T> {
    Located::new(value, CellAt::new(source.row, column))
}

fn name(source: &RowSource, text: &str) -> Located<PersonName> {
    located(source, 2, PersonName::new(text, text.into()))
}

fn grades(source: &RowSource, text: &str) -> ActorGrades {
    let grade = Grade::ALL.into_iter().find(|grade| grade.short_label() == text);
    ActorGrades { branch_grade: grade.map(|grade| located(source, 4, grade)), ..ActorGrades::default() }
}

fn member(source: RowSource, cells: &[&str; 4]) -> Member {
    Member {
        ordinal: None,
        name: name(&source, cells[1]),
        card_no: some(cells[0]).map(|card| located(&source, 1, card.into())),
        person_code: None,
        born: date(cells[2]).map(|born| located(&source, 3, born)),
        joined: None,
        official: None,
        post: None,
        room: None,
        category: None,
        civil_servant: None,
        self_review: None,
        reviewed_at: None,
        residence: None,
        grades: grades(&source, cells[3]),
        reason: None,
        reason_text: None,
        discipline: None,
        discipline_text: None,
        note: None,
        scores: None,
        carried: Vec::new(),
        roster: None,
        source,
    }
}

fn collective(source: RowSource, cells: &[&str; 4]) -> Collective {
    Collective {
        ordinal: None,
        name: located(&source, 2, cells[1].into()),
        kind: some(cells[2]).map(|kind| located(&source, 3, kind.into())),
        self_review: None,
        grades: grades(&source, cells[3]),
        reason: None,
        note: None,
        carried: Vec::new(),
        source,
    }
}

fn staff(source: RowSource, cells: &[&str; 4]) -> Staff {
    Staff {
        ordinal: None,
        name: name(&source, cells[1]),
        born: date(cells[2]).map(|born| located(&source, 3, born)),
        post: None,
        room: None,
        is_member: None,
        grades: grades(&source, cells[3]),
        reason: None,
        note: None,
        carried: Vec::new(),
        source,
    }
}

fn reward(source: RowSource, cells: &[&str; 4]) -> Reward {
    let kind = match cells[3] {
        "trong năm" => Some(RewardKind::Year),
        "đột xuất" => Some(RewardKind::Exceptional),
        _ => None,
    };
    Reward {
        ordinal: None,
        name: name(&source, cells[1]),
        subject: None,
        form: None,
        form_text: None,
        kind: kind.map(|kind| located(&source, 4, kind)),
        achievement: None,
        note: None,
        carried: Vec::new(),
        matched: None,
        eligible: false,
        lacks_years: false,
        approval: None,
        committee_words: Default::default(),
        source,
    }
}
