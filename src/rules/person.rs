//! Members as people: who is the same as whom across files. A card number decides; else the name together with the
//! birth day; a name alone never does.

use crate::domain::campaign::Campaign;
use crate::domain::column::Column;
use crate::domain::member::Member;
use crate::domain::plan::RosterMember;
use crate::rules::rule::day_of;
use crate::text::fold::fold;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A member's row with the keys people are compared by.
pub struct Person<'a> {
    /// Index into the campaign's submissions.
    pub submission: usize,
    /// Index into its members.
    pub index: usize,
    pub member: &'a Member,
    /// Folded name.
    pub key: String,
    pub born: Option<NaiveDate>,
    /// Letters and digits of the card number; none when the number cannot be trusted.
    pub card: Option<String>,
    /// Index into the list of people of an earlier row of the same person.
    pub same_as: Option<usize>,
    /// Whether an earlier or a later row is of the same person.
    pub is_repeated: bool,
}

/// A card number to compare by: letters and digits only. Fewer than three are no number anybody was given.
pub fn card_key(card: &str) -> Option<String> {
    let key: String = card.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let is_number = key.chars().count() >= 3 && key.chars().any(|letter| letter.is_ascii_digit() && letter != '0');
    is_number.then_some(key)
}

/// Every member of every merged return, in plan order, each knowing an earlier row of the same person.
pub fn people_of(campaign: &Campaign) -> Vec<Person<'_>> {
    let mut people: Vec<Person> = Vec::new();
    let mut by_card: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<(String, NaiveDate), Vec<usize>> = BTreeMap::new();
    for (submission, found) in campaign.submissions.iter().enumerate().filter(|(_, found)| found.is_merged()) {
        for (place, member) in found.members.iter().enumerate() {
            let index = people.len();
            let written = member.card_no.as_ref().filter(|_| !member.source.is_troubled(Column::CardNo));
            let card = written.and_then(|card| card_key(&card.value));
            let key = fold(&member.name.value.clean);
            let born = day_of(member.born.as_ref().map(|born| born.value));
            let by_this_card = card.as_ref().and_then(|card| by_card.get(card).copied());
            let homonyms = born.filter(|_| !key.is_empty()).map(|day| by_name.entry((key.clone(), day)).or_default());
            // Two different card numbers are two people, whatever their names say.
            let same_as = by_this_card.or_else(|| {
                homonyms.as_deref()?.iter().copied().find(|&other| card.is_none() || people[other].card.is_none())
            });
            if let Some(homonyms) = homonyms {
                homonyms.push(index);
            }
            if let Some(card) = &card {
                by_card.entry(card.clone()).or_insert(index);
            }
            if let Some(earlier) = same_as {
                people[earlier].is_repeated = true;
            }
            people.push(Person {
                submission,
                index: place,
                member,
                key,
                born,
                card,
                same_as,
                is_repeated: same_as.is_some(),
            });
        }
    }
    people
}

/// The plan's roster by the keys people are compared by. Indices are into `plan::Plan::roster`.
pub struct Roster {
    keys: Vec<RosterKeys>,
    by_branch: BTreeMap<usize, Vec<usize>>,
    by_card: BTreeMap<String, usize>,
    by_name: BTreeMap<(String, NaiveDate), Vec<usize>>,
}

/// The keys of one entry.
pub struct RosterKeys {
    pub name: String,
    pub born: Option<NaiveDate>,
    pub card: Option<String>,
}

impl Roster {
    pub fn of(roster: &[RosterMember]) -> Self {
        let mut by = Self {
            keys: Vec::with_capacity(roster.len()),
            by_branch: BTreeMap::new(),
            by_card: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (index, listed) in roster.iter().enumerate() {
            let (name, born) = (fold(&listed.name), day_of(listed.born));
            let card = listed.card_no.as_deref().and_then(card_key);
            by.by_branch.entry(listed.branch).or_default().push(index);
            if let Some(card) = &card {
                by.by_card.entry(card.clone()).or_insert(index);
            }
            if let Some(born) = born {
                by.by_name.entry((name.clone(), born)).or_default().push(index);
            }
            by.keys.push(RosterKeys { name, born, card });
        }
        by
    }

    pub fn keys(&self, index: usize) -> &RosterKeys {
        &self.keys[index]
    }

    /// The entries of a branch, in the roster's order.
    pub fn of_branch(&self, branch: usize) -> &[usize] {
        self.by_branch.get(&branch).map_or(&[], Vec::as_slice)
    }

    /// The entry that is this person: by the card number; else, where one of them has none, by name and birth day.
    pub fn find(&self, person: &Person) -> Option<usize> {
        if let Some(index) = person.card.as_ref().and_then(|card| self.by_card.get(card)) {
            return Some(*index);
        }
        let homonyms = self.by_name.get(&(person.key.clone(), person.born?))?;
        homonyms.iter().copied().find(|&index| person.card.is_none() || self.keys[index].card.is_none())
    }
}
