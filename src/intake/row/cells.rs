//! Typed access to the cells of one row: by meaning, never by position. Every cell that holds something else than its
//! column is for leaves a fault, once.

use super::codes::LazyLegend;
use super::ditto::{is_ditto, may_repeat, repeated};
use crate::domain::column::{Actor, Column};
use crate::domain::date::PartialDate;
use crate::domain::fault::{Fault, FaultKind, Normalised};
use crate::domain::grade::{Grade, Reason};
use crate::domain::member::{ActorGrades, CarriedCell, RowSource};
use crate::domain::place::{CellAt, Located};
use crate::domain::score::{Points, QuarterMark};
use crate::domain::text::Text;
use crate::grid::Value;
use crate::intake::layout::frame::Frame;
use crate::intake::layout::heading::{Headed, Headings};
use crate::intake::value::date::{DateTrouble, read_date};
use crate::intake::value::grade::{GradeText, read_grade, read_reason};
use crate::intake::value::points::read_points;
use crate::intake::value::word::{Tick, read_tick};
use crate::intake::view::{Filled, is_blank, shown};
use crate::text::fold::clean_report;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is counted over a whole file and told once: the number of cells and the first of them.
#[derive(Default)]
pub struct Tallies {
    pub normalised: BTreeMap<Normalised, (u32, Arc<str>, CellAt)>,
    /// Of the table being read.
    pub elsewhere: ReadElsewhere,
}

/// What the cells of one table say by something that stands elsewhere: how many do so, and the first place.
#[derive(Default)]
pub struct ReadElsewhere {
    /// Cells filled from merged ones.
    pub merged: Option<(u32, CellAt)>,
    /// People graded by a heading, and the first such heading.
    pub headed: Option<(u32, CellAt)>,
    /// Codes in place of grades.
    pub coded: Option<(u32, CellAt)>,
    /// Marks of repetition.
    pub dittos: Option<(u32, CellAt)>,
}

/// What the rows of one table share.
pub struct TableContext<'a> {
    pub frame: &'a Frame<'a>,
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    /// Index of the table in its file.
    pub table: u32,
    /// Headers of the columns that are carried along, by column.
    pub carried: Vec<(u16, Arc<str>)>,
    pub grade_unknown: bool,
    /// What headings say of rows without a grade of their own.
    pub headings: Option<Headings>,
    /// What codes in place of grades stand for, looked for when the first is met.
    pub legend: LazyLegend<'a>,
}

/// One row being read.
pub struct RowCells<'a, 'b> {
    pub table: &'b TableContext<'a>,
    pub row: u32,
    pub faults: Vec<Fault>,
    pub troubled: Vec<Column>,
    pub tallies: &'b mut Tallies,
}

impl<'a, 'b> RowCells<'a, 'b> {
    pub fn new(table: &'b TableContext<'a>, row: u32, tallies: &'b mut Tallies) -> Self {
        Self { table, row, faults: Vec::new(), troubled: Vec::new(), tallies }
    }

    /// The column of a meaning.
    pub fn column(&self, meaning: Column) -> Option<u16> {
        self.table.frame.columns.iter().find(|seen| seen.meaning == meaning).map(|seen| seen.column)
    }

    fn fault(&mut self, kind: FaultKind, at: CellAt) {
        self.faults.push(Fault::of_cell(kind, &self.table.sheet, at).in_table(self.table.table));
    }

    /// Notes a fault of a column: later rules stay silent about it.
    pub fn trouble(&mut self, kind: FaultKind, column: Column, at: CellAt) {
        self.troubled.push(column);
        self.fault(kind, at);
    }

    /// The value of a column that is needed: blank gives `None`; an error value or a formula without a result gives a
    /// fault and `None`.
    pub fn value(&mut self, meaning: Column) -> Option<(&'a Value, CellAt)> {
        let at = CellAt::new(self.row, self.column(meaning)?);
        let (value, filled) = self.table.frame.view.down(at);
        let value = value.filter(|value| !is_blank(Some(value)))?;
        if is_ditto(value) && may_repeat(meaning) {
            return self.repeated(value, at);
        }
        if filled == Filled::FromMerge {
            let (n, _) = self.tallies.elsewhere.merged.get_or_insert((0, at));
            *n += 1;
        }
        match value {
            Value::NoResult => {
                self.trouble(FaultKind::NoStoredResult, meaning, at);
                None
            }
            Value::Error(text) => {
                self.trouble(FaultKind::ErrorValue { text: text.to_string(), column: meaning }, meaning, at);
                None
            }
            _ => Some((value, at)),
        }
    }

    /// The value that a mark of repetition stands for; the mark itself where that is not certain.
    fn repeated(&mut self, mark: &'a Value, at: CellAt) -> Option<(&'a Value, CellAt)> {
        match repeated(self.table.frame, at) {
            Some(Value::NoResult | Value::Error(_)) | None => Some((mark, at)),
            Some(value) => {
                self.tallies.elsewhere.dittos.get_or_insert((0, at)).0 += 1;
                Some((value, at))
            }
        }
    }

    /// Whether the row has a date of birth in a column of its own, readable or not.
    pub fn has_born(&self) -> bool {
        let born = self
            .table
            .frame
            .columns
            .iter()
            .filter(|seen| matches!(seen.meaning, Column::Born | Column::BornMale | Column::BornFemale));
        born.into_iter().any(|seen| !is_blank(self.table.frame.view.down(CellAt::new(self.row, seen.column)).0))
    }

    /// A text cell, cleaned for print.
    pub fn text(&mut self, meaning: Column) -> Option<Located<Text>> {
        let (value, at) = self.value(meaning)?;
        let shown = shown(value);
        let text = self.cleaned(&shown, at);
        (!text.is_empty()).then(|| Located::new(Text::from(text), at))
    }

    /// Cleans a text and counts what had to be changed (C310).
    pub fn cleaned<'t>(&mut self, text: &'t str, at: CellAt) -> Cow<'t, str> {
        let (clean, changes) = clean_report(text);
        for how in changes {
            let sheet = &self.table.sheet;
            let (n, ..) = self.tallies.normalised.entry(how).or_insert_with(|| (0, sheet.clone(), at));
            *n += 1;
        }
        clean
    }

    /// A date cell.
    pub fn date(&mut self, meaning: Column) -> Option<Located<PartialDate>> {
        let (value, at) = self.value(meaning)?;
        match read_date(value) {
            Ok(date) => date.map(|date| Located::new(date, at)),
            Err(trouble) => {
                let text = shown(value).trim().to_owned();
                let kind = match trouble {
                    DateTrouble::NotADate => FaultKind::NotADate { text, column: meaning },
                    DateTrouble::Impossible => FaultKind::ImpossibleDate { text, column: meaning },
                };
                self.trouble(kind, meaning, at);
                None
            }
        }
    }

    /// A cell to be ticked; a column that is there and blank says no. Words instead of a tick (“Đã nộp”) count as yes:
    /// the column asks whether the paper is there.
    pub fn tick(&mut self, meaning: Column) -> Option<Located<bool>> {
        let at = CellAt::new(self.row, self.column(meaning)?);
        let Some((value, at)) = self.value(meaning) else {
            return (!self.troubled.contains(&meaning)).then(|| Located::new(false, at));
        };
        Some(Located::new(read_tick(&shown(value)) != Tick::No, at))
    }

    /// A cell of points.
    pub fn points(&mut self, meaning: Column) -> Option<Located<Points>> {
        let (value, at) = self.value(meaning)?;
        let text = shown(value);
        let points = read_points(&text);
        if points.is_none() {
            self.trouble(FaultKind::UnclearWord { text: text.trim().to_owned(), column: meaning }, meaning, at);
        }
        points.map(|points| Located::new(points, at))
    }

    /// A quarter's cell: a grade in words, or points.
    pub fn quarter(&mut self, number: u8) -> Option<Located<QuarterMark>> {
        let meaning = Column::Quarter(number);
        let (value, at) = self.value(meaning)?;
        let text = shown(value);
        if let Some(points) = read_points(&text) {
            return Some(Located::new(QuarterMark::Points(points), at));
        }
        let (grade, _) = self.grade_text(&text, meaning, at);
        grade.map(|grade| Located::new(QuarterMark::Grade(grade.value), at))
    }

    /// The grades of every actor, from text columns and from ticks, and the reason a grade column gives instead.
    pub fn grades(&mut self) -> (ActorGrades, Option<Located<Reason>>) {
        let mut grades = ActorGrades::default();
        let mut reason = None;
        for actor in [Actor::OneSelf, Actor::Office, Actor::Proposer, Actor::Branch, Actor::Committee] {
            let (grade, given_reason) = self.grade_of(actor);
            if actor == Actor::Branch && reason.is_none() {
                reason = given_reason;
            }
            let slot = match actor {
                Actor::OneSelf => &mut grades.self_grade,
                Actor::Office => &mut grades.staff_grade,
                Actor::Proposer => &mut grades.proposed_grade,
                Actor::Branch => &mut grades.branch_grade,
                Actor::Committee => &mut grades.committee_grade,
            };
            *slot = grade;
        }
        if grades.branch_grade.is_none() && reason.is_none() && !self.is_troubled_in_grade() {
            self.take_from_heading(&mut grades, &mut reason);
        }
        (grades, reason)
    }

    fn take_from_heading(&mut self, grades: &mut ActorGrades, reason: &mut Option<Located<Reason>>) {
        let Some((headed, at)) = self.table.headings.as_ref().and_then(|headings| headings.over(self.row)) else {
            return;
        };
        match headed {
            Headed::Grade(grade) => grades.branch_grade = Some(Located::new(grade, at)),
            Headed::NotGraded(given) => *reason = Some(Located::new(given, at)),
        }
        self.tallies.elsewhere.headed.get_or_insert((0, at)).0 += 1;
    }

    fn is_troubled_in_grade(&self) -> bool {
        self.troubled.iter().any(|column| {
            matches!(
                column,
                Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _) | Column::TickNotGraded(Actor::Branch)
            )
        })
    }

    fn grade_of(&mut self, actor: Actor) -> (Option<Located<Grade>>, Option<Located<Reason>>) {
        let meaning = Column::Grade(actor);
        let (written, written_reason) = match self.value(meaning) {
            Some((value, at)) => self.grade_text(&shown(value), meaning, at),
            None => (None, None),
        };
        if self.troubled.contains(&meaning) {
            return (written, written_reason);
        }
        let (ticked, ticked_reason) = self.ticked_grade(actor);
        match (written, ticked) {
            (Some(written), Some(ticked)) if written.value != ticked.value => {
                let text = written.value.label().to_owned();
                let kind = FaultKind::TickAgainstWords { text, ticked: ticked.value, ticked_at: ticked.at };
                self.trouble(kind, meaning, written.at);
                (None, None)
            }
            (Some(written), None) if ticked_reason.is_some() => {
                let cells = ticked_reason.map(|reason| vec![written.at, reason.at]).unwrap_or_default();
                self.trouble(FaultKind::ManyTicks { cells }, meaning, written.at);
                (None, None)
            }
            // The cell of a grade that is ticked is the ticked one (settled 13).
            (written, ticked) => (ticked.or(written), ticked_reason.or(written_reason)),
        }
    }

    fn grade_text(
        &mut self,
        text: &str,
        meaning: Column,
        at: CellAt,
    ) -> (Option<Located<Grade>>, Option<Located<Reason>>) {
        match read_grade(text) {
            GradeText::Blank => (None, None),
            GradeText::Is(grade) => (Some(Located::new(grade, at)), None),
            GradeText::Misspelt(grade) => {
                self.fault(FaultKind::MisspeltGrade { text: text.trim().to_owned(), grade }, at);
                (Some(Located::new(grade, at)), None)
            }
            GradeText::NotGraded(reason) => (None, Some(Located::new(reason, at))),
            GradeText::Not { nearest } => {
                if let Some(grade) = self.table.legend.grade(self.table.frame, text) {
                    self.tallies.elsewhere.coded.get_or_insert((0, at)).0 += 1;
                    return (Some(Located::new(grade, at)), None);
                }
                let kind = FaultKind::NotAGrade { text: text.trim().to_owned(), nearest, column: meaning };
                self.trouble(kind, meaning, at);
                (None, None)
            }
        }
    }

    /// The ticked column of an actor's group. No tick at all is no fault here: a reason may stand elsewhere.
    fn ticked_grade(&mut self, actor: Actor) -> (Option<Located<Grade>>, Option<Located<Reason>>) {
        let columns: Vec<(u16, Column)> = self
            .table
            .frame
            .columns
            .iter()
            .filter(|seen| match seen.meaning {
                Column::Tick(by, _) | Column::TickNotGraded(by) => by == actor,
                _ => false,
            })
            .map(|seen| (seen.column, seen.meaning))
            .collect();
        let mut ticked: Vec<(Column, CellAt)> = Vec::new();
        let mut reason_text = None;
        let mut reason_in_tick = None;
        for (_, meaning) in columns {
            let Some((value, at)) = self.value(meaning) else { continue };
            let text = shown(value);
            match (read_tick(&text), meaning) {
                (Tick::No, _) => {}
                (Tick::Yes, _) => ticked.push((meaning, at)),
                // The column's own label written out instead of a tick, or a reason in the fifth column.
                (Tick::Unclear, Column::Tick(_, grade)) => match read_grade(&text) {
                    GradeText::Is(written) | GradeText::Misspelt(written) if written == grade => {
                        ticked.push((meaning, at));
                    }
                    // “Miễn sinh hoạt” written across the columns stands in the first of them.
                    GradeText::NotGraded(reason) => {
                        reason_in_tick = Some(reason);
                        reason_text = Some(Located::new(reason, at));
                    }
                    _ => {
                        let kind = FaultKind::NotAGrade {
                            text: text.trim().to_owned(),
                            nearest: Some(grade),
                            column: meaning,
                        };
                        self.trouble(kind, Column::Grade(actor), at);
                    }
                },
                (Tick::Unclear, _) => reason_text = read_reason(&text).map(|reason| Located::new(reason, at)),
            }
        }
        match ticked[..] {
            [] => (None, reason_text),
            // “Chưa xếp loại” in one column and a tick in another contradict each other.
            [(Column::Tick(..), at)] if reason_in_tick.is_some_and(|reason| reason == Reason::Other) => {
                let cells = reason_text.map_or(vec![at], |reason| vec![at, reason.at]);
                self.trouble(FaultKind::ManyTicks { cells }, Column::Grade(actor), at);
                (None, None)
            }
            [(Column::Tick(_, grade), at)] => (Some(Located::new(grade, at)), reason_text),
            [(_, at)] => (None, Some(reason_text.unwrap_or(Located::new(Reason::Other, at)))),
            [(_, first), ..] => {
                let cells = ticked.iter().map(|(_, at)| *at).collect();
                self.trouble(FaultKind::ManyTicks { cells }, Column::Grade(actor), first);
                (None, None)
            }
        }
    }

    /// Every filled cell of columns without a place of their own.
    pub fn carried(&mut self) -> Vec<CarriedCell> {
        let mut carried = Vec::new();
        for (column, header) in &self.table.carried {
            let at = CellAt::new(self.row, *column);
            let Some(value) = self.table.frame.view.sheet.value(at).filter(|value| !is_blank(Some(value))) else {
                continue;
            };
            carried.push(CarriedCell { header: header.clone(), text: shown(value).trim().to_owned(), at });
        }
        carried
    }

    /// The source of the record, and its faults with the subject's name on them.
    pub fn finish(self, name_at: CellAt, grade_at: Option<CellAt>, subject: &str) -> (RowSource, Vec<Fault>) {
        let is_troubled_in_grade = self.is_troubled_in_grade();
        let faults = self.faults.into_iter().map(|fault| fault.with_subject(subject)).collect();
        let mut troubled = self.troubled;
        // A grade said by a heading stands in the heading's row, and the person in this one.
        let grade_at = grade_at.filter(|at| at.row == self.row);
        // Ticks are the grade's column to every rule above.
        if is_troubled_in_grade && !troubled.contains(&Column::Grade(Actor::Branch)) {
            troubled.push(Column::Grade(Actor::Branch));
        }
        let source = RowSource {
            file: self.table.file.clone(),
            sheet: self.table.sheet.clone(),
            row: self.row,
            table: self.table.table,
            troubled,
            at: grade_at.unwrap_or(name_at),
        };
        (source, faults)
    }
}
