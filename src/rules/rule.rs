//! What a rule is, and the ground it stands on: the case with its tables and people found once, so that each rule is a
//! short function.

use super::Case;
use super::finding::{Finding, Severity};
use super::person::{Person, Roster, people_of};
use super::unit;
use super::uses::Uses;
use crate::domain::column::Column;
use crate::domain::date::PartialDate;
use crate::domain::grade::Grade;
use crate::domain::member::{Member, RowSource};
use crate::domain::place::CellAt;
use crate::domain::reading::{Reading, Table};
use crate::domain::submission::{Content, Submission};
use crate::text::fold::fold;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One rule: plain data and one function.
pub struct Rule {
    /// `Q701`. Never reused.
    pub code: &'static str,
    /// Its usual severity.
    pub severity: Severity,
    /// Another severity, and when it is given.
    pub sometimes: Option<(Severity, &'static str)>,
    /// What it says, in one short Vietnamese line.
    pub title: &'static str,
    /// The page `explain` prints: Markdown with fixed headings.
    pub page: &'static str,
    /// How often one file may hear it before it is folded into one finding with a count.
    pub fold: Fold,
    pub check: Check,
}

/// Folding of low-value findings of one kind in one file.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Fold {
    /// Every one is said.
    Never,
    /// More than so many in a file become one with a count.
    Above(u32),
}

/// What a rule looks at. Rules whose facts come from reading may look further besides (C304, C307).
#[derive(Copy, Clone)]
pub enum Check {
    /// Speaks only for faults, through the table in `fault.rs`.
    Fault,
    /// Each member's row of a merged return.
    Member(fn(&MemberRow) -> Vec<Said>),
    /// Each submission, merged or not.
    Return(fn(&Return, &mut Vec<Finding>)),
    /// The whole committee.
    Bloc(fn(&Ground, &mut Vec<Finding>)),
}

/// The words of a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    pub message: String,
    pub fix: String,
    pub basis: String,
}

impl Words {
    pub fn new(message: impl Into<String>, fix: impl Into<String>, basis: impl Into<String>) -> Self {
        Self { message: message.into(), fix: fix.into(), basis: basis.into() }
    }
}

/// What a rule says of one member's row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    pub severity: Severity,
    pub at: CellAt,
    pub words: Words,
}

/// Where a finding points.
#[derive(Clone, Default, Debug)]
pub struct Spot {
    pub submission: Option<usize>,
    pub branch: Option<String>,
    pub file: Option<Arc<str>>,
    pub sheet: Option<Arc<str>>,
    pub cell: Option<CellAt>,
    pub subject: Option<String>,
}

impl Spot {
    pub fn about(mut self, subject: impl AsRef<str>) -> Self {
        self.subject = Some(subject.as_ref().to_owned());
        self
    }

    pub fn at_row(mut self, source: &RowSource, at: CellAt) -> Self {
        self.file = Some(source.file.clone());
        self.sheet = Some(source.sheet.clone());
        self.cell = Some(at);
        self
    }

    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        self.file = Some(file.clone());
        self
    }
}

impl Rule {
    /// A finding of the rule's usual severity.
    pub fn finding(&self, spot: Spot, words: Words) -> Finding {
        self.finding_of(self.severity, spot, words)
    }

    /// A finding of a severity that this case calls for.
    pub fn finding_of(&self, severity: Severity, spot: Spot, words: Words) -> Finding {
        Finding {
            code: self.code,
            severity,
            submission: spot.submission,
            branch: spot.branch,
            file: spot.file,
            sheet: spot.sheet,
            cell: spot.cell,
            subject: spot.subject,
            message: words.message,
            fix: words.fix,
            basis: words.basis,
            is_of_decision: false,
            answer: None,
        }
    }

    /// A finding of the rule's usual severity that comes of the committee's decision.
    pub fn finding_of_decision(&self, spot: Spot, words: Words) -> Finding {
        Finding { is_of_decision: true, ..self.finding(spot, words) }
    }

    /// The usual severity's word about a member's row.
    pub fn said(&self, at: CellAt, words: Words) -> Vec<Said> {
        vec![Said { severity: self.severity, at, words }]
    }
}

/// The case, with what several rules need found once.
pub struct Ground<'a> {
    pub case: &'a Case<'a>,
    /// Index of a file by its path.
    files: BTreeMap<&'a str, usize>,
    pub uses: Uses<'a>,
    /// Every member of every merged return, in plan order.
    pub people: Vec<Person<'a>>,
    pub roster: Roster,
    /// By entry of the roster: the submissions in whose returns that person was found.
    pub found_in: Vec<Vec<usize>>,
}

impl<'a> Ground<'a> {
    pub fn new(case: &'a Case<'a>) -> Self {
        let files =
            case.campaign.files.iter().enumerate().map(|(index, reading)| (&*reading.file.path, index)).collect();
        let people = people_of(case.campaign);
        let roster = Roster::of(&case.campaign.plan.roster);
        let mut found_in = vec![Vec::new(); case.campaign.plan.roster.len()];
        for person in &people {
            if let Some(found) =
                person.member.roster.or_else(|| roster.find(person)).and_then(|at| found_in.get_mut(at))
            {
                found.push(person.submission);
            }
        }
        Self { case, files, uses: Uses::of(case.campaign), people, roster, found_in }
    }

    /// The people of one submission's return.
    pub fn people_in(&self, submission: usize) -> &[Person<'a>] {
        let from = self.people.partition_point(|person| person.submission < submission);
        let to = self.people.partition_point(|person| person.submission <= submission);
        &self.people[from..to]
    }

    pub fn submissions(&self) -> &'a [Submission] {
        &self.case.campaign.submissions
    }

    pub fn reading(&self, file: usize) -> Option<&'a Reading> {
        self.case.campaign.files.get(file)
    }

    /// The table a row was read from.
    pub fn table_of(&self, source: &RowSource) -> Option<&'a Table> {
        self.reading_of(source)?.tables.get(source.table as usize)
    }

    /// The file a row was read from.
    pub fn reading_of(&self, source: &RowSource) -> Option<&'a Reading> {
        self.reading(*self.files.get(&*source.file)?)
    }

    /// A spot in a branch's submission, not yet in a file.
    pub fn spot(&self, submission: usize) -> Spot {
        let branch = self.submissions().get(submission).filter(|found| found.branch.is_some());
        Spot { submission: Some(submission), branch: branch.map(|found| found.code.clone()), ..Spot::default() }
    }

    /// The last day of the review year: nothing reviewed can have happened after it. None while no plan and no file
    /// says the year.
    pub fn year_end(&self) -> Option<NaiveDate> {
        let year = self.case.campaign.plan.year;
        NaiveDate::from_ymd_opt(year, 12, 31).filter(|_| is_review_year(year))
    }

    /// The day by which months of membership are counted, where it is known.
    pub fn six_months_on(&self) -> Option<NaiveDate> {
        let plan = &self.case.campaign.plan;
        plan.six_months_on().filter(|_| plan.six_months_on.is_some() || is_review_year(plan.year))
    }

    /// Branches of the plan that have given nothing usable yet.
    pub fn n_awaited(&self) -> usize {
        if !self.case.campaign.is_provisional() {
            return 0;
        }
        let awaits = |content| matches!(content, Content::Missing | Content::Rejected);
        self.submissions().iter().filter(|found| found.branch.is_some() && awaits(found.content)).count()
    }
}

impl Ground<'_> {
    /// Whether a committee below sent in what it consolidated.
    pub fn is_of_committee(&self, submission: &Submission) -> bool {
        unit::is_of_committee(self.case.campaign, submission)
    }

    /// What those who owe a return are called together.
    pub fn unit(&self) -> &'static str {
        unit::unit(self.case.campaign).word()
    }
}

/// Whether a year can be one of review; folders without plan, title or date leave it at nothing.
pub fn is_review_year(year: i32) -> bool {
    year >= 1930
}

/// One submission, and the staff grades its own staff table gives.
pub struct Return<'a> {
    pub ground: &'a Ground<'a>,
    pub index: usize,
    pub submission: &'a Submission,
    /// Grade by folded name and birth day; `None` where two rows disagree about who it is.
    staff: BTreeMap<(String, NaiveDate), Option<Grade>>,
}

impl<'a> Return<'a> {
    pub fn new(ground: &'a Ground<'a>, index: usize, submission: &'a Submission) -> Self {
        let mut staff = BTreeMap::new();
        for person in &submission.staff {
            if let (Some(day), Some(grade)) = (day_of(person.born.as_ref().map(|born| born.value)), person.grade()) {
                staff
                    .entry((fold(&person.name.value.clean), day))
                    .and_modify(|known| *known = None)
                    .or_insert(Some(grade));
            }
        }
        Self { ground, index, submission, staff }
    }

    pub fn spot(&self) -> Spot {
        self.ground.spot(self.index)
    }

    /// Whether a committee below sent in what it consolidated: the papers of its people were its own to ask for.
    pub fn is_of_committee(&self) -> bool {
        self.ground.is_of_committee(self.submission)
    }

    /// The file the return is read from, the one with the members first.
    pub fn main_file(&self) -> Option<&'a Arc<str>> {
        let piece = self.submission.pieces.first()?;
        Some(&self.ground.reading(piece.file)?.file.path)
    }

    /// Spot in the file in use.
    pub fn file_spot(&self) -> Spot {
        match self.main_file() {
            Some(file) => self.spot().in_file(file),
            None => self.spot(),
        }
    }
}

/// One member's row of a merged return.
pub struct MemberRow<'a> {
    pub of: &'a Return<'a>,
    pub member: &'a Member,
    pub table: Option<&'a Table>,
}

impl MemberRow<'_> {
    pub fn case(&self) -> &Case<'_> {
        self.of.ground.case
    }

    /// The grade in force, the committee's before the branch's, and the cell of the branch's.
    pub fn grade(&self) -> Option<(Grade, CellAt)> {
        let grades = &self.member.grades;
        let branch = grades.branch_grade.as_ref();
        let grade = grades.committee_grade.as_ref().or(branch)?;
        Some((grade.value, branch.map_or(self.member.source.at, |branch| branch.at)))
    }

    /// When the member was admitted: as the return says, else as the plan's roster does.
    pub fn joined(&self) -> Option<PartialDate> {
        let roster = &self.case().campaign.plan.roster;
        let listed = self.member.roster.and_then(|index| roster.get(index)).and_then(|listed| listed.joined);
        let is_troubled = self.member.source.is_troubled(Column::Joined);
        self.member.joined.as_ref().map(|joined| joined.value).or(listed.filter(|_| !is_troubled))
    }

    /// The grade as staff: the row's own, else that of the one person of the same name and birth date in the branch's
    /// table of staff.
    pub fn staff_grade(&self) -> Option<Grade> {
        if let Some(grade) = &self.member.grades.staff_grade {
            return Some(grade.value);
        }
        if self.of.staff.is_empty() {
            return None;
        }
        let day = day_of(self.member.born.as_ref().map(|born| born.value))?;
        *self.of.staff.get(&(fold(&self.member.name.value.clean), day))?
    }
}

/// The day, when the date is that precise.
pub fn day_of(date: Option<PartialDate>) -> Option<NaiveDate> {
    match date? {
        PartialDate::Day(day) => Some(day),
        PartialDate::Month { .. } | PartialDate::Year(_) => None,
    }
}
