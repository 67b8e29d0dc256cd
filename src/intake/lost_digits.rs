//! Card numbers that lost digits on their way through a spreadsheet (C308): zeros in front, or the tail of a long number
//! (settled 17). Told by what the file's other card numbers look like; nothing is put back.

use crate::domain::column::Column;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::reading::Reading;
use std::collections::BTreeMap;

/// A spreadsheet holds no more digits of a number than these.
const MOST_DIGITS: usize = 15;

/// More zeros than these stand before no card number: a number so short is something else.
const MOST_ZEROS: usize = 4;

/// Notes every card number of the reading that certainly lost digits.
pub(super) fn lost_digits(reading: &mut Reading) {
    let cards = reading.members.iter().filter_map(|member| member.card_no.as_ref());
    let usual = usual_length(cards.map(|card| &*card.value));
    let mut faults = Vec::new();
    for member in &reading.members {
        let Some(card) = &member.card_no else { continue };
        if lost_tail(&card.value) || usual.is_some_and(|usual| lost_zeros(&card.value, usual)) {
            let kind = FaultKind::LostDigits { text: card.value.to_string(), column: Column::CardNo };
            faults.push(
                Fault::of_cell(kind, &member.source.sheet, card.at)
                    .with_subject(&member.name.value.clean)
                    .in_table(member.source.table),
            );
        }
    }
    reading.faults.extend(faults);
}

/// How many digits the file's card numbers have: as many as most. One odd number, however long or written, says nothing
/// of the others; but several that kept their zeros tell how long those were that did not.
fn usual_length<'a>(cards: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut by_length: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
    for card in cards.filter(|card| is_figure(card) && card.len() <= MOST_DIGITS) {
        let (n, n_with_zero) = by_length.entry(card.len()).or_default();
        *n += 1;
        *n_with_zero += u32::from(card.starts_with('0'));
    }
    let most = by_length.iter().max_by_key(|&(length, (n, _))| (*n, *length)).map(|(length, _)| *length)?;
    let kept = by_length.iter().rev().find(|&(_, (_, n_with_zero))| *n_with_zero > 1).map(|(length, _)| *length);
    Some(kept.map_or(most, |kept| kept.max(most)))
}

fn is_figure(card: &str) -> bool {
    !card.is_empty() && card.chars().all(|c| c.is_ascii_digit())
}

fn lost_zeros(card: &str, usual: usize) -> bool {
    is_figure(card) && !card.starts_with('0') && (usual.saturating_sub(MOST_ZEROS)..usual).contains(&card.len())
}

fn lost_tail(card: &str) -> bool {
    // “1,23457E+15” was typed as shown; “87,123,499” lost nothing.
    let has_exponent = card.contains(['E', 'e'])
        && card.starts_with(|c: char| c.is_ascii_digit())
        && card.chars().all(|c| c.is_ascii_digit() || matches!(c, 'E' | 'e' | '+' | ',' | '.'));
    has_exponent || is_figure(card) && card.len() > MOST_DIGITS && card.ends_with("00")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cards of a file that are said to have lost digits.
    fn lost<'a>(cards: &[&'a str]) -> Vec<&'a str> {
        let usual = usual_length(cards.iter().copied());
        let is_lost = |card: &&&str| lost_tail(card) || usual.is_some_and(|usual| lost_zeros(card, usual));
        cards.iter().filter(is_lost).copied().collect()
    }

    #[test]
    fn one_odd_card_number_says_nothing_of_the_others() {
        let right = ["87123450", "87123451", "87123452"];
        for odd in [
            "87.123.499",
            "87 123 499",
            "AB-87123499",
            "87,123,499",
            "8E7-123",
            "871234991",
            "871234991234",
            "0871234991",
        ] {
            assert!(lost(&[&right[..], &[odd]].concat()).is_empty(), "{odd}");
        }
    }

    #[test]
    fn a_number_without_its_zeros_is_told_by_the_others() {
        let right = ["01234561", "01234562", "01234563"];
        assert_eq!(lost(&[&right[..], &["1234599"]].concat()), ["1234599"]);
        assert_eq!(
            lost(&[&right[..], &["1234599", "1234567890123456800"]].concat()),
            ["1234599", "1234567890123456800"],
            "a longer one hides none"
        );
        assert_eq!(lost(&["1234561", "1234562", "1234563", "01234564", "01234565"]).len(), 3, "most lost theirs");
        assert!(lost(&[&right[..], &["123"]].concat()).is_empty(), "too short to be one");
    }
}
