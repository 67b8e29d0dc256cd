//! Hand-built campaigns for the tests of the rules. All people are invented.

use crate::domain::branch::Branch;
use crate::domain::campaign::Campaign;
use crate::domain::column::{Actor, Column, ColumnSeen, MatchedBy, TableKind};
use crate::domain::date::PartialDate;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::grade::{Grade, Reason};
use crate::domain::member::{ActorGrades, Category, Discipline, Member, PersonName, RowSource};
use crate::domain::people::{Collective, Reward, RewardKind, RewardMatch, RewardSubject, Staff};
use crate::domain::place::{CellAt, CellPlace, Located};
use crate::domain::plan::{Plan, RosterMember};
use crate::domain::reading::{Counted, FileFacts, Outcome, Owner, Reading, RowTally, StatedTotal, Table};
use crate::domain::submission::{Content, Piece, Received, ReceivedBasis, Submission, Timing};
use crate::regulation::profile::{Regulation, regulation_for};
use crate::regulation::quota::QuotaCheck;
use crate::rules::finding::Finding;
use crate::rules::{Case, judge};
use chrono::NaiveDate;
use std::sync::Arc;

/// A campaign under test, with what stands beside it.
pub struct Scene {
    pub campaign: Campaign,
    pub regulation: Regulation,
    pub quotas: Vec<QuotaCheck>,
    pub branch_quotas: Vec<QuotaCheck>,
}

pub const SHEET: &str = "Danh sách";

/// Columns of every table here: TT, name, born, card, grade.
const COLUMNS: [Column; 5] =
    [Column::Ordinal, Column::Name, Column::Born, Column::CardNo, Column::Grade(Actor::Branch)];

/// A plan of the year 2021 with the branches CB01, CB02, … and the deadline 27/11/2021; nothing returned.
pub fn scene(n_branches: usize) -> Scene {
    of_year(2021, n_branches)
}

pub fn of_year(year: i32, n_branches: usize) -> Scene {
    let branch = |n| Branch { code: format!("CB{n:02}"), name: format!("Chi bộ {n}"), ..Branch::default() };
    let plan = Plan {
        file: Some("ke-hoach.xlsx".to_owned()),
        year,
        deadline: NaiveDate::from_ymd_opt(year, 11, 27),
        branches: (1..=n_branches).map(branch).collect(),
        ..Plan::default()
    };
    let regulation = regulation_for(&plan).unwrap();
    let submissions = plan.branches.iter().enumerate().map(|(index, branch)| missing(index, branch)).collect();
    let campaign = Campaign { plan, submissions, ..Campaign::default() };
    Scene { campaign, regulation, quotas: Vec::new(), branch_quotas: Vec::new() }
}

fn missing(index: usize, branch: &Branch) -> Submission {
    Submission {
        branch: Some(index),
        code: branch.code.clone(),
        name: branch.name.clone(),
        content: Content::Missing,
        timing: Timing::Missing,
        received: None,
        first_received: None,
        pieces: Vec::new(),
        superseded: Vec::new(),
        declared: Default::default(),
        changes: Vec::new(),
        members: Vec::new(),
        collectives: Vec::new(),
        staff: Vec::new(),
        joined_rows: Vec::new(),
        rewards: Vec::new(),
    }
}

/// A scene in which one branch returned members, on time and by the office's log. A row is
/// `Name; key=value; key=value`, see [`member`].
pub fn with_members(rows: &[&str]) -> Scene {
    scene(1).returned(0, rows)
}

impl Scene {
    /// A branch (by index) returns a file `CB01.xlsx` with members in rows 2, 3, … of one sheet.
    pub fn returned(mut self, branch: usize, rows: &[&str]) -> Self {
        let path: Arc<str> = format!("nop/CB{:02}.xlsx", branch + 1).into();
        let file = self.campaign.files.len();
        self.campaign.files.push(Reading {
            file: FileFacts {
                sha256: format!("hash of {path}"),
                n_bytes: 9_000,
                path: path.clone(),
                modified_on: None,
            },
            ..Reading::default()
        });
        let submission = &mut self.campaign.submissions[branch];
        submission.content = Content::Read;
        submission.timing = Timing::OnTime;
        submission.received = Some(Received { on: day("26/11/2021"), basis: ReceivedBasis::Log });
        submission.pieces = vec![Piece { file, tables: Vec::new(), received: None, tally: RowTally::default() }];
        self.table(branch, TableKind::Members);
        for (n, row) in rows.iter().enumerate() {
            let source = source(&path, 0, n as u32 + 2);
            self.campaign.submissions[branch].members.push(member(source, row));
        }
        self
    }

    /// Adds a table to the branch's file and returns its index.
    pub fn table(&mut self, branch: usize, kind: TableKind) -> usize {
        let piece = &mut self.campaign.submissions[branch].pieces[0];
        let reading = &mut self.campaign.files[piece.file];
        let seen = |(n, &meaning): (usize, &Column)| ColumnSeen {
            column: n as u16 + 1,
            header: String::new(),
            meaning: if kind == TableKind::Rewards && n == 4 { Column::RewardKind } else { meaning },
            matched_by: MatchedBy::Words,
        };
        reading.tables.push(Table {
            sheet: SHEET.into(),
            kind,
            header_rows: (1, 1),
            columns: COLUMNS.iter().enumerate().map(seen).collect(),
            claims: Vec::new(),
            owner: Owner::Branch(branch),
            tally: RowTally::default(),
            title: String::new(),
            grade_unknown: false,
            is_of_one_grade: false,
        });
        piece.tables.push(reading.tables.len() - 1);
        reading.tables.len() - 1
    }

    /// The file of a branch.
    pub fn file(&mut self, branch: usize) -> &mut Reading {
        let file = self.campaign.submissions[branch].pieces[0].file;
        &mut self.campaign.files[file]
    }

    /// Rewards `Name; kind=year; for=member:0`, rows from 20.
    pub fn proposing(mut self, branch: usize, rows: &[&str]) -> Self {
        let table = self.table(branch, TableKind::Rewards) as u32;
        for (n, row) in rows.iter().enumerate() {
            let source = source(&self.file(branch).file.path.clone(), table, n as u32 + 20);
            self.campaign.submissions[branch].rewards.push(reward(source, row));
        }
        self
    }

    /// Collectives `Name; grade=X; kind=…`, rows from 30.
    pub fn with_collectives(mut self, branch: usize, rows: &[&str]) -> Self {
        let table = self.table(branch, TableKind::Collectives) as u32;
        for (n, row) in rows.iter().enumerate() {
            let source = source(&self.file(branch).file.path.clone(), table, n as u32 + 30);
            let (name, fields) = fields(row);
            let at = CellAt::new(source.row, 2);
            self.campaign.submissions[branch].collectives.push(Collective {
                ordinal: None,
                name: Located::new(name.into(), at),
                kind: field(&fields, "kind").map(|kind| Located::new(kind.into(), at)),
                self_review: None,
                grades: grades(&fields, source.row),
                reason: reason(&fields, source.row),
                note: None,
                carried: Vec::new(),
                source,
            });
        }
        self
    }

    /// Staff `Name; born=…; grade=…`, rows from 40.
    pub fn with_staff(mut self, branch: usize, rows: &[&str]) -> Self {
        let table = self.table(branch, TableKind::Staff) as u32;
        for (n, row) in rows.iter().enumerate() {
            let source = source(&self.file(branch).file.path.clone(), table, n as u32 + 40);
            let (name, fields) = fields(row);
            self.campaign.submissions[branch].staff.push(Staff {
                ordinal: None,
                name: name_at(name, source.row),
                born: date(&fields, "born", source.row, 3),
                post: None,
                room: None,
                is_member: Some(true),
                grades: grades(&fields, source.row),
                reason: None,
                note: None,
                carried: Vec::new(),
                source,
            });
        }
        self
    }

    /// The plan's roster of a branch, `Name; born=…; card=…`.
    pub fn listing(mut self, branch: usize, rows: &[&str]) -> Self {
        for row in rows {
            let (name, fields) = fields(row);
            let place = |key| date(&fields, key, 1, 1).map(|found| found.value);
            self.campaign.plan.roster.push(RosterMember {
                row: self.campaign.plan.roster.len() as u32 + 2,
                branch,
                card_no: field(&fields, "card").map(str::to_owned),
                name: name.to_owned(),
                born: place("born"),
                joined: place("joined"),
                official: place("official"),
                post: None,
                category: None,
                category_text: None,
                civil_servant: None,
                earlier: Vec::new(),
            });
        }
        self
    }

    /// A figure stated about a table of the branch's file.
    pub fn stating(mut self, branch: usize, table: Option<u32>, counted: Counted, figure: u32, cell: &str) -> Self {
        let reading = self.file(branch);
        let place = CellPlace { file: reading.file.path.clone(), sheet: SHEET.into(), at: cell.parse().unwrap() };
        reading.stated.push(StatedTotal { kind: TableKind::Members, table, counted, figure, place });
        self
    }

    /// A fault of the branch's file, in its table of members, at a cell.
    pub fn faulting(mut self, branch: usize, kind: FaultKind, cell: &str) -> Self {
        let fault = Fault::of_cell(kind, &SHEET.into(), cell.parse().unwrap()).in_table(0);
        self.file(branch).faults.push(fault);
        self
    }

    /// A file that gave nothing, for no branch.
    pub fn with_file(mut self, path: &str, outcome: Outcome, kind: FaultKind) -> Self {
        self.campaign.files.push(Reading {
            file: FileFacts { path: path.into(), n_bytes: 10, sha256: format!("hash of {path}"), modified_on: None },
            outcome,
            faults: vec![Fault::of_file(kind)],
            ..Reading::default()
        });
        self
    }

    /// Lets a change be made in the middle of a chain.
    pub fn but(mut self, change: impl FnOnce(&mut Scene)) -> Self {
        change(&mut self);
        self
    }

    /// What the rules say, without the note that a scene's bare form lacks columns (tested in `tests/causes.rs`).
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = judge(&Case {
            campaign: &self.campaign,
            regulation: &self.regulation,
            quotas: &self.quotas,
            branch_quotas: &self.branch_quotas,
        });
        findings.retain(|finding| finding.code != "B412" || finding.cell.is_some());
        findings
    }

    /// The findings as `CODE branch cell`, `-` for what a finding does not have.
    pub fn lines(&self) -> Vec<String> {
        let line = |finding: Finding| {
            let branch = finding.branch.unwrap_or_else(|| "-".to_owned());
            let cell = finding.cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string());
            format!("{} {branch} {cell}", finding.code)
        };
        self.findings().into_iter().map(line).collect()
    }
}

fn source(path: &Arc<str>, table: u32, row: u32) -> RowSource {
    let at = CellAt::new(row, 5);
    RowSource { file: path.clone(), sheet: SHEET.into(), row, table, troubled: Vec::new(), at }
}

/// A member from `Name; born=03/02/1980; card=…; joined=…; official=…; grade=X|G|C|N; staff=…; committee=…; reason=…;
/// category=exempt|suspended; discipline=…; note=…; roster=0; trouble=grade|card|joined`. Dates may be partial.
fn member(mut source: RowSource, row: &str) -> Member {
    let (name, fields) = fields(row);
    let at = |column| CellAt::new(source.row, column);
    let text = |key| field(&fields, key).map(str::to_owned);
    let discipline = field(&fields, "discipline").map(|form| match form {
        "khiển trách" => Discipline::Reprimand,
        "cảnh cáo" => Discipline::Warning,
        "cách chức" => Discipline::Dismissal,
        "khai trừ" => Discipline::Expulsion,
        _ => Discipline::Unclear,
    });
    let member = Member {
        ordinal: None,
        name: name_at(name, source.row),
        card_no: text("card").map(|card| Located::new(card.into(), at(4))),
        person_code: None,
        born: date(&fields, "born", source.row, 3),
        joined: date(&fields, "joined", source.row, 6),
        official: date(&fields, "official", source.row, 7),
        post: None,
        room: None,
        category: field(&fields, "category").map(|category| match category {
            "exempt" => Category::Exempt,
            "suspended" => Category::Suspended,
            "probationary" => Category::Probationary,
            _ => Category::Full,
        }),
        civil_servant: None,
        self_review: None,
        reviewed_at: None,
        residence: None,
        grades: grades(&fields, source.row),
        reason: reason(&fields, source.row),
        reason_text: text("reason").map(|text| Box::new(text.into())),
        discipline: discipline.map(|discipline| Located::new(discipline, at(9))),
        discipline_text: text("discipline").map(|text| Box::new(text.into())),
        note: text("note").map(|note| Located::new(note.into(), at(10))),
        scores: None,
        carried: Vec::new(),
        roster: field(&fields, "roster").map(|index| index.parse().unwrap()),
        source: RowSource { troubled: Vec::new(), ..source.clone() },
    };
    for trouble in fields.iter().filter(|(key, _)| *key == "trouble").map(|(_, value)| *value) {
        source.troubled.push(match trouble {
            "grade" => Column::Grade(Actor::Branch),
            "card" => Column::CardNo,
            "joined" => Column::Joined,
            other => panic!("no such trouble: {other}"),
        });
    }
    Member { source, ..member }
}

fn reward(source: RowSource, row: &str) -> Reward {
    let (name, fields) = fields(row);
    let at = CellAt::new(source.row, 5);
    let matched = field(&fields, "for").map(|matched| match matched.split_once(':').unwrap() {
        ("member", index) => RewardMatch::Member(index.parse().unwrap()),
        (_, index) => RewardMatch::Collective(index.parse().unwrap()),
    });
    Reward {
        ordinal: None,
        name: name_at(name, source.row),
        subject: field(&fields, "subject").map(|subject| match subject {
            "member" => RewardSubject::Member,
            _ => RewardSubject::Collective,
        }),
        form: None,
        form_text: None,
        kind: field(&fields, "kind").map(|kind| {
            let kind = match kind {
                "year" => RewardKind::Year,
                "five" => RewardKind::FiveYears,
                _ => RewardKind::Exceptional,
            };
            Located::new(kind, at)
        }),
        achievement: None,
        note: None,
        carried: Vec::new(),
        matched,
        eligible: false,
        lacks_years: false,
        approval: None,
        committee_words: Default::default(),
        source,
    }
}

fn name_at(name: &str, row: u32) -> Located<PersonName> {
    let name = PersonName::new(name, name.into());
    Located::new(name, CellAt::new(row, 2))
}

fn grades(fields: &[(&str, &str)], row: u32) -> ActorGrades {
    let grade = |key, column| field(fields, key).map(|letter| Located::new(grade(letter), CellAt::new(row, column)));
    ActorGrades {
        self_grade: None,
        staff_grade: grade("staff", 8),
        proposed_grade: None,
        branch_grade: grade("grade", 5),
        committee_grade: grade("committee", 11),
        ..ActorGrades::default()
    }
}

/// X, G, C, N: from best to worst.
fn grade(letter: &str) -> Grade {
    match letter {
        "X" => Grade::Excellent,
        "G" => Grade::Good,
        "C" => Grade::Completed,
        "N" => Grade::NotCompleted,
        other => panic!("no such grade: {other}"),
    }
}

fn reason(fields: &[(&str, &str)], row: u32) -> Option<Located<Reason>> {
    let reason = match field(fields, "reason")? {
        "exempt" => Reason::Exempt,
        "suspended" => Reason::Suspended,
        "new" => Reason::UnderSixMonths,
        _ => Reason::Other,
    };
    Some(Located::new(reason, CellAt::new(row, 12)))
}

fn date(fields: &[(&str, &str)], key: &str, row: u32, column: u16) -> Option<Located<PartialDate>> {
    let text = field(fields, key)?;
    let date = match text.split('/').map(|part| part.parse().unwrap()).collect::<Vec<u32>>()[..] {
        [year] => PartialDate::Year(year as i32),
        [month, year] => PartialDate::Month { year: year as i32, month },
        [_, _, _] => PartialDate::Day(day(text)),
        _ => panic!("no such date: {text}"),
    };
    Some(Located::new(date, CellAt::new(row, column)))
}

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%d/%m/%Y").unwrap()
}

/// `Name; key=value; …`
fn fields(row: &str) -> (&str, Vec<(&str, &str)>) {
    let mut parts = row.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    (name, parts.map(|part| part.split_once('=').unwrap()).collect())
}

fn field<'a>(fields: &[(&str, &'a str)], key: &str) -> Option<&'a str> {
    fields.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}
