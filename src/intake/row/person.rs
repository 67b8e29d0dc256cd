//! Rows of people: party members and staff.

use super::cells::{RowCells, TableContext, Tallies};
use super::joint::split_birth;
use super::score::read_scores;
use crate::domain::column::{Actor, Column};
use crate::domain::date::PartialDate;
use crate::domain::fault::{Fault, FaultKind, InsteadOfName};
use crate::domain::grade::Reason;
use crate::domain::member::{ActorGrades, Category, Member, PersonName};
use crate::domain::people::Staff;
use crate::domain::place::{CellAt, Located};
use crate::domain::text::Text;
use crate::grid::Value;
use crate::intake::value::grade::{is_grade, read_reason, reason_in_remark, standing_in_remark};
use crate::intake::value::name::{NameCell, read_name};
use crate::intake::value::word::{
    Tick, denies_review, read_category, read_discipline, read_reviewed_at, read_tick, tells_discipline,
};
use crate::intake::view::shown;

/// The name cell of a row, taken apart; an `Err` tells what stands there instead (C301).
pub fn person_name(cells: &mut RowCells) -> Result<(NameCell, CellAt), (Option<InsteadOfName>, CellAt)> {
    let frame = cells.table.frame;
    let column = frame.name.first().copied().unwrap_or(1);
    let at = CellAt::new(cells.row, column);
    for &part in &frame.name {
        let part_at = CellAt::new(cells.row, part);
        match frame.view.sheet.value(part_at) {
            Some(Value::Error(text)) => {
                let kind = FaultKind::ErrorValue { text: text.to_string(), column: Column::Name };
                cells.trouble(kind, Column::Name, part_at);
                return Err((None, part_at));
            }
            Some(Value::NoResult) => {
                cells.trouble(FaultKind::NoStoredResult, Column::Name, part_at);
                return Err((None, part_at));
            }
            _ => {}
        }
    }
    let written = frame.name_text(cells.row);
    if !written.chars().any(char::is_alphabetic) {
        return Err(((!written.trim().is_empty()).then_some(InsteadOfName::Number), at));
    }
    // A mark is nobody's name, whatever its header says.
    if read_tick(&written) == Tick::Yes {
        return Err((None, at));
    }
    if is_grade(&written) {
        return Err((Some(InsteadOfName::Grade), at));
    }
    // Counts what had to be normalised; the name itself is cleaned by its own rules.
    cells.cleaned(&written, at);
    let joint = split_birth(&written).filter(|_| !cells.has_born());
    let mut name = match &joint {
        Some((alone, _)) => read_name(alone),
        None => read_name(&written),
    };
    if let Some((_, born)) = joint {
        name.name = PersonName::new(&written, name.name.clean);
        name.born = Some(born);
    }
    if name.name.clean.is_empty() {
        name.name = PersonName::new(&written, Text::from(written.trim()));
    }
    Ok((name, at))
}

/// The date of birth, from its column or columns, else from the cell of the name.
fn born(cells: &mut RowCells, name: &NameCell, name_at: CellAt) -> Option<Located<PartialDate>> {
    let of_column = [Column::Born, Column::BornMale, Column::BornFemale].into_iter().find_map(|born| cells.date(born));
    of_column.or_else(|| name.born.map(|born| Located::new(born, name_at)))
}

/// Reads a member's row; an `Err` means that the row has no name and is set aside, with the faults to tell.
pub fn read_member(table: &TableContext, row: u32, tallies: &mut Tallies) -> Result<(Member, Vec<Fault>), Vec<Fault>> {
    let mut cells = RowCells::new(table, row, tallies);
    let (name, name_at) = match person_name(&mut cells) {
        Ok(found) => found,
        Err((instead, at)) => return Err(nameless(cells, instead, at)),
    };
    let ordinal = cells.text(Column::Ordinal);
    let card_no = cells.text(Column::CardNo);
    let person_code = cells.text(Column::PersonCode).map(Box::new);
    let born = born(&mut cells, &name, name_at);
    let joined = cells.date(Column::Joined);
    let official = cells.date(Column::Official);
    let post = cells.text(Column::Post).or_else(|| name.post.map(|post| Located::new(Text::from(post), name_at)));
    let room = cells.text(Column::Room);
    let mut category = cells.value(Column::Category).and_then(|(value, at)| {
        let text = shown(value);
        let category = read_category(&text);
        if category.is_none() {
            cells.trouble(
                FaultKind::UnclearWord { text: text.trim().to_owned(), column: Column::Category },
                Column::Category,
                at,
            );
        }
        category
    });
    if category.is_none() && !cells.troubled.contains(&Column::Category) {
        category = name.category;
    }
    let civil_servant = cells.tick(Column::CivilServant).map(|tick| tick.value);
    let self_review = cells.tick(Column::SelfReview);
    let reviewed_at = cells.value(Column::ReviewedAt).and_then(|(value, at)| {
        let text = shown(value);
        let reviewed = read_reviewed_at(&text);
        if reviewed.is_none() && !denies_review(&text) {
            let fault = FaultKind::UnclearWord { text: text.trim().to_owned(), column: Column::ReviewedAt };
            cells.trouble(fault, Column::ReviewedAt, at);
        }
        reviewed.map(|reviewed| Located::new(reviewed, at))
    });
    let residence = cells.text(Column::Residence);
    let (grades, grade_reason) = cells.grades();
    let reason_cell = cells.text(Column::NotGradedReason);
    let mut reason =
        reason_cell.as_ref().and_then(|text| read_reason(&text.value).map(|reason| Located::new(reason, text.at)));
    // A reason in words beside a fifth tick says more than the tick; a named reason in the grade column is as good.
    if reason.is_none() || (reason.as_ref().is_some_and(|given| given.value == Reason::Other) && grade_reason.is_some())
    {
        let written = reason.take();
        reason = match (written, grade_reason) {
            (Some(written), Some(in_grade)) if in_grade.value == Reason::Other => Some(written),
            (_, Some(in_grade)) => Some(in_grade),
            (written, None) => written,
        };
    }
    // “Lý do” beside a grade explains the grade; only the known reasons contradict it.
    if grades.branch_grade.is_some() && reason.as_ref().is_some_and(|given| given.value == Reason::Other) {
        reason = None;
    }
    let note = cells.text(Column::Note);
    if reason_cell.is_none() {
        reason = or_in_note(&cells, &grades, reason, note.as_ref());
    }
    if grades.branch_grade.is_some() && reason.is_none() && category.is_none() {
        reason = note.as_ref().and_then(|note| Some(Located::new(standing_in_remark(&note.value)?, note.at)));
    }
    if category.is_none() {
        category = reason.as_ref().and_then(|given| match given.value {
            Reason::Exempt => Some(Category::Exempt),
            Reason::Suspended => Some(Category::Suspended),
            Reason::UnderSixMonths | Reason::Other => None,
        });
    }
    let mut discipline_cell = cells.text(Column::Discipline);
    let read = |cell: &Located<Text>| read_discipline(&cell.value).map(|found| Located::new(found, cell.at));
    let mut discipline = discipline_cell.as_ref().and_then(read);
    // Many forms have no column for it.
    if discipline.is_none()
        && let Some(note) = note.as_ref().filter(|note| tells_discipline(&note.value))
    {
        discipline = read(note);
        discipline_cell = Some(note.clone());
    }
    let scores = read_scores(&mut cells);
    let carried = cells.carried();
    let grade_at = grades.branch_grade.as_ref().map(|grade| grade.at);
    let clean = name.name.clean.clone();
    let (source, faults) = cells.finish(name_at, grade_at, &clean);
    let member = Member {
        source,
        ordinal,
        name: Located::new(name.name, name_at),
        card_no,
        person_code,
        born,
        joined,
        official,
        post,
        room,
        category,
        civil_servant,
        self_review,
        reviewed_at,
        residence,
        grades,
        reason,
        reason_text: reason_cell.map(|text| Box::new(text.value)),
        discipline_text: discipline.as_ref().and(discipline_cell).map(|text| Box::new(text.value)),
        discipline,
        note,
        scores,
        carried,
        roster: None,
    };
    Ok((member, faults))
}

/// Beside a blank grade a note that says why there is none gives the reason: many forms have no column for reasons. Other
/// notes explain nothing; “Chưa xếp loại” alone says less than the note beside it.
pub(super) fn or_in_note(
    cells: &RowCells,
    grades: &ActorGrades,
    reason: Option<Located<Reason>>,
    note: Option<&Located<Text>>,
) -> Option<Located<Reason>> {
    let is_blank = grades.branch_grade.is_none() && !cells.troubled.contains(&Column::Grade(Actor::Branch));
    let is_vague = reason.as_ref().is_none_or(|given| given.value == Reason::Other);
    let told = note.filter(|_| is_blank && is_vague);
    told.and_then(|note| Some(Located::new(reason_in_remark(&note.value)?, note.at))).or(reason)
}

/// Reads a row of staff.
pub fn read_staff(table: &TableContext, row: u32, tallies: &mut Tallies) -> Result<(Staff, Vec<Fault>), Vec<Fault>> {
    let mut cells = RowCells::new(table, row, tallies);
    let (name, name_at) = match person_name(&mut cells) {
        Ok(found) => found,
        Err((instead, at)) => return Err(nameless(cells, instead, at)),
    };
    let ordinal = cells.text(Column::Ordinal);
    let born = born(&mut cells, &name, name_at);
    let post = cells.text(Column::Post).or_else(|| name.post.map(|post| Located::new(Text::from(post), name_at)));
    let room = cells.text(Column::Room);
    let is_member = cells.tick(Column::IsMember).map(|tick| tick.value);
    let (grades, reason) = cells.grades();
    let reason = reason.or_else(|| {
        let text = cells.text(Column::NotGradedReason)?;
        read_reason(&text.value).map(|reason| Located::new(reason, text.at))
    });
    let note = cells.text(Column::Note);
    let reason = match cells.column(Column::NotGradedReason) {
        Some(_) => reason,
        None => or_in_note(&cells, &grades, reason, note.as_ref()),
    };
    let carried = cells.carried();
    let grade_at = grades.branch_grade.as_ref().map(|grade| grade.at);
    let clean = name.name.clean.clone();
    let (source, faults) = cells.finish(name_at, grade_at, &clean);
    let staff = Staff {
        source,
        ordinal,
        name: Located::new(name.name, name_at),
        born,
        post,
        room,
        is_member,
        grades,
        reason,
        note,
        carried,
    };
    Ok((staff, faults))
}

/// The faults of a row without a name: one that says so, unless an error value already does.
pub fn nameless(cells: RowCells, instead: Option<InsteadOfName>, at: CellAt) -> Vec<Fault> {
    let mut faults = cells.faults;
    // Without a name column the header has said so, once for all rows.
    if !cells.troubled.contains(&Column::Name) && !cells.table.frame.name.is_empty() {
        faults.push(Fault::of_cell(FaultKind::NoName { instead }, &cells.table.sheet, at).in_table(cells.table.table));
    }
    faults
}
