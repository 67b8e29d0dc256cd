//! Rows of proposals for commendation.

use super::cells::{RowCells, TableContext, Tallies};
use super::group::group_name;
use super::person::{nameless, person_name};
use crate::domain::column::Column;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::member::PersonName;
use crate::domain::people::{Reward, RewardSubject};
use crate::domain::place::Located;
use crate::intake::value::word::{read_reward_form, read_reward_kind, read_reward_subject};
use crate::intake::view::shown;
use crate::text::fold::skeleton;

/// Reads a row of a table of proposals.
pub fn read_reward(table: &TableContext, row: u32, tallies: &mut Tallies) -> Result<(Reward, Vec<Fault>), Vec<Fault>> {
    let mut cells = RowCells::new(table, row, tallies);
    let (person, name_at) = match person_name(&mut cells) {
        Ok(found) => found,
        Err((instead, at)) => return Err(nameless(cells, instead, at)),
    };
    let subject = cells
        .value(Column::RewardSubject)
        .and_then(|(value, _)| read_reward_subject(&shown(value)))
        .or_else(|| names_a_group(person.name.written()).then_some(RewardSubject::Collective));
    let name = match (subject, group_name(&mut cells)) {
        (Some(RewardSubject::Collective), Some(group)) => PersonName::new(person.name.written(), group.value),
        _ => person.name,
    };
    let ordinal = cells.text(Column::Ordinal);
    let form_cell = cells.text(Column::RewardForm);
    let form =
        form_cell.as_ref().and_then(|text| read_reward_form(&text.value).map(|form| Located::new(form, text.at)));
    let kind = cells.value(Column::RewardKind).and_then(|(value, at)| {
        let text = shown(value);
        let kind = read_reward_kind(&text);
        if kind.is_none() {
            let fault = FaultKind::UnclearWord { text: text.trim().to_owned(), column: Column::RewardKind };
            cells.trouble(fault, Column::RewardKind, at);
        }
        kind.map(|kind| Located::new(kind, at))
    });
    let achievement = cells.text(Column::Achievement);
    let note = cells.text(Column::Note);
    let carried = cells.carried();
    let clean = name.clean.clone();
    let (source, faults) = cells.finish(name_at, None, &clean);
    let reward = Reward {
        source,
        ordinal,
        name: Located::new(name, name_at),
        subject,
        form,
        form_text: form_cell.map(|text| text.value),
        kind,
        achievement,
        note,
        carried,
        matched: None,
        eligible: false,
        lacks_years: false,
        approval: None,
        committee_words: Default::default(),
    };
    Ok((reward, faults))
}

/// Names that are plainly those of a collective, when the form does not say.
fn names_a_group(name: &str) -> bool {
    let words = skeleton(name);
    [
        "chi bo",
        "chi uy",
        "tap the",
        "dang bo",
        "ban chap hanh",
        "cong doan",
        "phong ",
        "to dang",
        "doan thanh nien",
        "ban ",
    ]
    .iter()
    .any(|start| words.starts_with(start))
}
