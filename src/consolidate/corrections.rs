//! What the plan's sheet `Xử lý` has read as another value (“sửa thành”): from the findings of a first reading, which
//! cells are meant; after the second, what was done. Nothing is guessed: a row that does not mean one cell, or whose value
//! does not fit its column, is left and said.

use super::Bloc;
use super::answers::{Keys, is_about};
use crate::domain::campaign::Campaign;
use crate::domain::column::{Actor, Column};
use crate::domain::correction::{CellEdit, Correction, EditOutcome, EditedCell, NotCorrected};
use crate::domain::grade::Grade;
use crate::domain::place::{CellAt, CellPlace};
use crate::domain::plan::{FindingDecision, Plan};
use crate::domain::reading::{Reading, Table};
use crate::intake::value::date::read_date_text;
use crate::intake::value::grade::{GradeText, read_grade};
use crate::rules::finding::Finding;
use crate::text::fold::skeleton;
use std::collections::{BTreeMap, BTreeSet};

/// Whether any row of the plan asks for a correction: only then are the files read twice.
pub(super) fn are_asked(plan: &Plan) -> bool {
    plan.decisions.iter().any(asks)
}

/// Whether a row asks for a correction.
pub(super) fn asks(decision: &FindingDecision) -> bool {
    let key = skeleton(decision.decision.as_deref().unwrap_or_default());
    key == "sua" || key.starts_with("sua ")
}

/// What is to be read otherwise, and what cannot be.
#[derive(Default)]
pub(super) struct Sought {
    wanted: Vec<Wanted>,
    refused: Vec<(u32, NotCorrected)>,
}

/// One row of the plan, and the cells it comes to.
struct Wanted {
    correction: Correction,
    edits: Vec<CellEdit>,
    /// The grades that ticked cells stand for, cell by cell; none where one cell holds the value.
    ticks: Vec<Grade>,
}

impl Sought {
    pub fn edits(&self) -> Vec<CellEdit> {
        self.wanted.iter().flat_map(|wanted| wanted.edits.iter().cloned()).collect()
    }

    /// Takes down in the campaign, as it was read with the edits, what was done and what was not.
    pub fn note(self, campaign: &mut Campaign) {
        let told: BTreeMap<CellPlace, EditedCell> = campaign
            .files
            .iter()
            .flat_map(|file| &file.edited)
            .map(|cell| (cell.place.clone(), cell.clone()))
            .collect();
        campaign.uncorrected = self.refused;
        for Wanted { mut correction, edits, ticks } in self.wanted {
            let cells: Vec<&EditedCell> = edits.iter().filter_map(|edit| told.get(&edit.place)).collect();
            let left = cells.iter().find_map(|cell| match cell.outcome {
                EditOutcome::Made => None,
                EditOutcome::NotBlank => Some(NotCorrected::Name),
                EditOutcome::Merged => Some(NotCorrected::Merged),
            });
            match left {
                Some(why) => campaign.uncorrected.push((correction.row, why)),
                None => {
                    correction.written = written(&cells, &ticks);
                    campaign.corrections.push(correction);
                }
            }
        }
        campaign.uncorrected.sort_by_key(|(row, _)| *row);
    }
}

/// What the cells hold in the file: the text of one, the grades that several are ticked for.
fn written(cells: &[&EditedCell], ticks: &[Grade]) -> String {
    if ticks.is_empty() {
        return cells.first().map(|cell| cell.written.clone()).unwrap_or_default();
    }
    let ticked = cells.iter().zip(ticks).filter(|(cell, _)| !cell.written.is_empty());
    ticked.map(|(_, grade)| grade.label()).collect::<Vec<_>>().join(", ")
}

/// Holds the rows that ask for a correction against the findings of a first reading.
pub(super) fn sought(bloc: &Bloc) -> Sought {
    let mut sought = Sought::default();
    let decisions = &bloc.campaign.plan.decisions;
    let keys = Keys::of(&bloc.campaign, decisions);
    let mut taken: BTreeSet<CellPlace> = BTreeSet::new();
    for decision in decisions.iter().filter(|decision| asks(decision)) {
        let findings: Vec<&Finding> =
            bloc.findings.iter().filter(|finding| is_about(decision, finding, &keys)).collect();
        // That it fits no finding is said of every row of the sheet.
        if findings.is_empty() {
            continue;
        }
        let wanted = wanted(decision, &findings, &bloc.campaign).and_then(|wanted| {
            let is_new = wanted.edits.iter().all(|edit| taken.insert(edit.place.clone()));
            if is_new { Ok(wanted) } else { Err(NotCorrected::Twice) }
        });
        match wanted {
            Ok(wanted) => sought.wanted.push(wanted),
            Err(why) => sought.refused.push((decision.row, why)),
        }
    }
    sought
}

fn wanted(decision: &FindingDecision, findings: &[&Finding], campaign: &Campaign) -> Result<Wanted, NotCorrected> {
    let value = value_of(decision).ok_or(NotCorrected::NoValue)?;
    let mut places: BTreeMap<CellPlace, &Finding> = BTreeMap::new();
    for &finding in findings {
        if let (Some(file), Some(sheet), Some(at)) = (&finding.file, &finding.sheet, finding.cell) {
            places.entry(CellPlace { file: file.clone(), sheet: sheet.clone(), at }).or_insert(finding);
        }
    }
    let n_places = places.len();
    let (place, finding) = match places.pop_first() {
        Some(only) if n_places == 1 => only,
        Some(_) => return Err(NotCorrected::Several(n_places)),
        None => return Err(NotCorrected::NoCell),
    };
    let reading = campaign.files.iter().find(|reading| reading.file.path == place.file).ok_or(NotCorrected::NoCell)?;
    let table = table_at(reading, &place);
    let meaning = table.and_then(|table| meaning_at(table, place.at));
    let edit = |column: u16, value: &str| CellEdit {
        place: CellPlace { at: CellAt::new(place.at.row, column), ..place.clone() },
        value: value.to_owned(),
        only_if_blank: false,
    };
    let (edits, ticks) = match (table, meaning) {
        (Some(table), Some(meaning)) => match actor_of(meaning, value, table) {
            Some(actor) => grade_edits(table, actor, place.at, value, &edit)?,
            None => (
                vec![CellEdit { only_if_blank: is_name(meaning), ..other_edit(meaning, value, place.at, &edit)? }],
                Vec::new(),
            ),
        },
        _ => (vec![edit(place.at.column, value)], Vec::new()),
    };
    let correction = Correction {
        row: decision.row,
        code: finding.code.to_owned(),
        place,
        branch: finding.branch.clone(),
        subject: finding.subject.clone(),
        written: String::new(),
        value: value.to_owned(),
        is_personal: meaning.is_some_and(|meaning| is_name(meaning) || is_date_of_birth(meaning) || is_number(meaning)),
        reason: decision.reason.clone(),
        by: decision.by.clone(),
        on: decision.on,
    };
    Ok(Wanted { correction, edits, ticks })
}

/// The value of its column, else what stands behind “sửa thành”.
fn value_of(decision: &FindingDecision) -> Option<&str> {
    let in_column = decision.value.as_deref().map(str::trim).filter(|value| !value.is_empty());
    in_column.or_else(|| {
        let words = decision.decision.as_deref()?.trim_start();
        // Texts of the plan come here composed, so the two words have as many letters however they are spelt.
        let behind: usize = words.char_indices().nth("sửa thành".chars().count()).map(|(at, _)| at)?;
        let is_so = skeleton(&words[..behind]) == "sua thanh";
        let rest =
            words[behind..].trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '“' | '”' | '"' | '…'));
        Some(rest).filter(|rest| is_so && !rest.is_empty())
    })
}

/// The table whose rows a cell stands among: the nearest header above it that has its column.
fn table_at<'r>(reading: &'r Reading, place: &CellPlace) -> Option<&'r Table> {
    let is_there = |table: &&Table| {
        table.sheet == place.sheet
            && table.header_rows.1 < place.at.row
            && table.columns.iter().any(|seen| seen.column == place.at.column)
    };
    reading.tables.iter().filter(is_there).max_by_key(|table| table.header_rows.1)
}

fn meaning_at(table: &Table, at: CellAt) -> Option<Column> {
    table.columns.iter().find(|seen| seen.column == at.column).map(|seen| seen.meaning)
}

/// Whose grade is meant: that of the cell's column; of a row that is pointed at by its name or number, and given a grade,
/// the one that decides in it.
fn actor_of(meaning: Column, value: &str, table: &Table) -> Option<Actor> {
    match meaning {
        Column::Grade(actor) | Column::Tick(actor, _) | Column::TickNotGraded(actor) => Some(actor),
        _ if (is_name(meaning) || meaning == Column::Ordinal) && grade_of(value).is_some() => {
            let has = |actor| {
                let is_his = |meaning| matches!(meaning, Column::Grade(who) | Column::Tick(who, _) if who == actor);
                table.columns.iter().any(|seen| is_his(seen.meaning))
            };
            [Actor::Branch, Actor::Committee].into_iter().find(|&actor| has(actor))
        }
        _ => None,
    }
}

fn grade_of(value: &str) -> Option<Grade> {
    match read_grade(value) {
        GradeText::Is(grade) | GradeText::Misspelt(grade) => Some(grade),
        GradeText::Blank | GradeText::NotGraded(_) | GradeText::Not { .. } => None,
    }
}

/// The cells of a grade: the one that holds it as text, or all that could be ticked for it.
fn grade_edits(
    table: &Table,
    actor: Actor,
    at: CellAt,
    value: &str,
    edit: &impl Fn(u16, &str) -> CellEdit,
) -> Result<(Vec<CellEdit>, Vec<Grade>), NotCorrected> {
    let grade = grade_of(value);
    if let Some(column) = table.column(Column::Grade(actor)) {
        let is_fit = grade.is_some() || matches!(read_grade(value), GradeText::NotGraded(_));
        return if is_fit { Ok((vec![edit(column, value)], Vec::new())) } else { Err(NotCorrected::NotAGrade) };
    }
    let grade = grade.ok_or(NotCorrected::NotAGrade)?;
    let mut edits = Vec::new();
    let mut ticks = Vec::new();
    for seen in &table.columns {
        match seen.meaning {
            Column::Tick(who, of) if who == actor => {
                edits.push(edit(seen.column, if of == grade { "x" } else { "" }));
                ticks.push(of);
            }
            _ => {}
        }
    }
    // With a tick for “chưa xếp loại” beside it the row would say two things; that one is emptied last.
    if let Some(column) = table.column(Column::TickNotGraded(actor)) {
        edits.push(edit(column, ""));
    }
    if edits.is_empty() { Ok((vec![edit(at.column, value)], Vec::new())) } else { Ok((edits, ticks)) }
}

fn other_edit(
    meaning: Column,
    value: &str,
    at: CellAt,
    edit: &impl Fn(u16, &str) -> CellEdit,
) -> Result<CellEdit, NotCorrected> {
    match meaning {
        _ if is_name(meaning) && grade_of(value).is_some() => Err(NotCorrected::Name),
        Column::Joined | Column::Official | Column::Born | Column::BornMale | Column::BornFemale
            if !matches!(read_date_text(value), Ok(Some(_))) =>
        {
            Err(NotCorrected::NotADate)
        }
        Column::CardNo if !value.chars().any(|c| c.is_ascii_digit()) => Err(NotCorrected::NotACardNumber),
        _ => Ok(edit(at.column, value)),
    }
}

fn is_name(meaning: Column) -> bool {
    matches!(meaning, Column::Name | Column::FamilyName | Column::MiddleName | Column::GivenName)
}

fn is_date_of_birth(meaning: Column) -> bool {
    matches!(meaning, Column::Born | Column::BornMale | Column::BornFemale)
}

fn is_number(meaning: Column) -> bool {
    matches!(meaning, Column::CardNo | Column::PersonCode)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(decision: &str, value: &str) -> FindingDecision {
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        FindingDecision {
            row: 2,
            code: "C303".to_owned(),
            branch: None,
            place: None,
            decision: told(decision),
            value: told(value),
            reason: None,
            by: None,
            on: None,
        }
    }

    #[test]
    fn the_value_stands_in_its_column_or_behind_the_words() {
        for (words, column, value) in [
            ("Sửa thành", "HTTNV", Some("HTTNV")),
            ("sửa thành HTTNV", "", Some("HTTNV")),
            ("SỬA THÀNH: “Hoàn thành tốt nhiệm vụ”", " ", Some("Hoàn thành tốt nhiệm vụ")),
            ("sửa thành HTNV", "HTTNV", Some("HTTNV")),
            ("Sửa thành …", "", None),
            ("Sửa", "", None),
            ("Sửa lại theo hồ sơ", "", None),
        ] {
            assert_eq!(value_of(&decision(words, column)), value, "{words} | {column}");
            assert!(asks(&decision(words, column)), "{words}");
        }
        assert!(!asks(&decision("Chấp nhận", "đã sửa")));
    }
}
