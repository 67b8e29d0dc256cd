//! Rows of collectives and party organisations.

use super::cells::{RowCells, TableContext, Tallies};
use super::person::{nameless, or_in_note};
use crate::domain::column::Column;
use crate::domain::fault::{Fault, InsteadOfName};
use crate::domain::people::Collective;
use crate::domain::place::{CellAt, Located};
use crate::domain::text::Text;
use crate::intake::value::grade::{is_grade, read_reason};

/// The name of a collective: numbering in front taken off, otherwise as written.
pub fn group_name(cells: &mut RowCells) -> Option<Located<Text>> {
    let column = cells.table.frame.name.first().copied()?;
    let at = CellAt::new(cells.row, column);
    let written = cells.table.frame.name_text(cells.row).into_owned();
    let clean = cells.cleaned(&written, at);
    let name = without_numbering(&clean);
    name.chars().any(char::is_alphabetic).then(|| Located::new(Text::from(name), at))
}

fn without_numbering(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')', '-', '/']) {
        Some(after) if rest.len() < name.len() => after.trim_start(),
        _ => name.strip_prefix("- ").unwrap_or(name),
    }
    .trim_end_matches(['.', ',', ';', ':'])
    .trim()
}

/// Reads a row of a table of collectives.
pub fn read_collective(
    table: &TableContext,
    row: u32,
    tallies: &mut Tallies,
) -> Result<(Collective, Vec<Fault>), Vec<Fault>> {
    let mut cells = RowCells::new(table, row, tallies);
    let Some(name) = group_name(&mut cells).filter(|name| !is_grade(&name.value)) else {
        let at = CellAt::new(row, table.frame.name.first().copied().unwrap_or(1));
        let written = table.frame.name_text(row);
        let instead = match written.trim() {
            "" => None,
            text if is_grade(text) => Some(InsteadOfName::Grade),
            _ => Some(InsteadOfName::Number),
        };
        return Err(nameless(cells, instead, at));
    };
    let ordinal = cells.text(Column::Ordinal);
    let kind = cells.text(Column::CollectiveKind);
    let self_review = cells.tick(Column::SelfReview);
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
    let (source, faults) = cells.finish(name.at, grade_at, &name.value);
    Ok((Collective { source, ordinal, name, kind, self_review, grades, reason, note, carried }, faults))
}
