//! Records that no branch may merge, turned back into rows that are shown whole: nothing is lost because it could not
//! be placed.

use crate::domain::fault::FaultKind;
use crate::domain::member::{ActorGrades, CarriedCell, PersonName, RowSource};
use crate::domain::place::{CellAt, Located};
use crate::domain::reading::{Reading, SetAsideRow, SetAsideWhy};
use crate::domain::text::Text;

/// Sets the records of some of a file's tables aside; the tables' counts follow. Nothing happens where reading has
/// set the rows aside itself.
pub fn records(reading: &mut Reading, tables: &[usize]) {
    let is_taken = |source: &RowSource| tables.contains(&(source.table as usize));
    let mut rows: Vec<(u32, Line)> = Vec::new();
    for member in reading.members.extract_if(.., |member| is_taken(&member.source)) {
        let mut line = Line::new(&member.source);
        line.text(&member.ordinal).name(&member.name).text(&member.card_no);
        line.text(&member.person_code.as_deref().cloned());
        line.shown(&member.born).shown(&member.joined).shown(&member.official);
        line.text(&member.post).text(&member.room).text(&member.residence).text(&member.note);
        line.grades(&member.grades).carried(&member.carried);
        line.written(member.reason.as_ref().map(|reason| reason.at), member.reason_written());
        line.written(member.discipline.as_ref().map(|discipline| discipline.at), member.discipline_written());
        rows.push((member.source.table, line));
    }
    for collective in reading.collectives.extract_if(.., |collective| is_taken(&collective.source)) {
        let mut line = Line::new(&collective.source);
        line.text(&collective.ordinal).text(&Some(collective.name)).text(&collective.kind).text(&collective.note);
        line.grades(&collective.grades).carried(&collective.carried);
        rows.push((collective.source.table, line));
    }
    for staff in reading.staff.extract_if(.., |staff| is_taken(&staff.source)) {
        let mut line = Line::new(&staff.source);
        line.text(&staff.ordinal).name(&staff.name).shown(&staff.born).text(&staff.post).text(&staff.room);
        line.text(&staff.note).grades(&staff.grades).carried(&staff.carried);
        rows.push((staff.source.table, line));
    }
    for reward in reading.rewards.extract_if(.., |reward| is_taken(&reward.source)) {
        let mut line = Line::new(&reward.source);
        line.text(&reward.ordinal).name(&reward.name).text(&reward.achievement).text(&reward.note);
        line.written(reward.form.as_ref().map(|form| form.at), reward.form_text.as_deref()).carried(&reward.carried);
        rows.push((reward.source.table, line));
    }
    let why = why(reading);
    for (table, line) in rows {
        if let Some(table) = reading.tables.get_mut(table as usize) {
            table.tally.records = table.tally.records.saturating_sub(1);
            table.tally.set_aside += 1;
        }
        reading.set_aside.push(line.into_row(table, why));
    }
}

fn why(reading: &Reading) -> SetAsideWhy {
    let is_of_other_year = |kind: &FaultKind| matches!(kind, FaultKind::OtherYear { whole: true, .. });
    if reading.faults.iter().any(|fault| is_of_other_year(&fault.kind)) {
        return SetAsideWhy::OtherYear;
    }
    SetAsideWhy::UnknownBranch
}

/// A row's cells as they are gathered from a record.
struct Line {
    source: RowSource,
    cells: Vec<(CellAt, String)>,
}

impl Line {
    fn new(source: &RowSource) -> Self {
        Self { source: source.clone(), cells: Vec::new() }
    }

    fn push(&mut self, at: CellAt, text: String) -> &mut Self {
        // Of cells that were read twice (a name with a post in it) the first reading stands.
        if !text.is_empty() && !self.cells.iter().any(|(other, _)| *other == at) {
            self.cells.push((at, text));
        }
        self
    }

    fn text(&mut self, cell: &Option<Located<Text>>) -> &mut Self {
        self.shown(cell)
    }

    fn shown<T: ToString>(&mut self, cell: &Option<Located<T>>) -> &mut Self {
        if let Some(cell) = cell {
            self.push(cell.at, cell.value.to_string());
        }
        self
    }

    fn name(&mut self, name: &Located<PersonName>) -> &mut Self {
        self.push(name.at, name.value.written().to_owned())
    }

    fn written(&mut self, at: Option<CellAt>, text: Option<&str>) -> &mut Self {
        if let (Some(at), Some(text)) = (at, text) {
            self.push(at, text.to_owned());
        }
        self
    }

    fn grades(&mut self, grades: &ActorGrades) -> &mut Self {
        let ActorGrades { self_grade, staff_grade, proposed_grade, branch_grade, committee_grade, committee_words: _ } =
            grades;
        for grade in [self_grade, staff_grade, proposed_grade, branch_grade, committee_grade].into_iter().flatten() {
            self.push(grade.at, grade.value.label().to_owned());
        }
        self
    }

    fn carried(&mut self, cells: &[CarriedCell]) -> &mut Self {
        for cell in cells {
            self.push(cell.at, cell.text.clone());
        }
        self
    }

    fn into_row(mut self, table: u32, why: SetAsideWhy) -> SetAsideRow {
        self.cells.sort_by_key(|(at, _)| *at);
        let first = self.cells.first().map_or(CellAt::new(self.source.row, 1), |(at, _)| *at);
        SetAsideRow { place: self.source.place(first), table: Some(table), cells: self.cells, why }
    }
}
