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
use std::hash::{DefaultHasher, Hash, Hasher};

/// A member's row. What people are compared by is found when it is asked for: kept for every member of a million it would
/// be as much as the members.
pub struct Person<'a> {
    /// Index into the campaign's submissions.
    pub submission: usize,
    /// Index into its members.
    pub index: u32,
    pub member: &'a Member,
    /// Index into the list of people of an earlier row of the same person.
    pub same_as: Option<u32>,
    /// Whether an earlier or a later row is of the same person.
    pub is_repeated: bool,
}

impl Person<'_> {
    /// Folded name.
    pub fn key(&self) -> String {
        key_of(self.member)
    }

    pub fn born(&self) -> Option<NaiveDate> {
        born_of(self.member)
    }

    /// Letters and digits of the card number; none when the number cannot be trusted.
    pub fn card(&self) -> Option<String> {
        card_of(self.member)
    }
}

fn key_of(member: &Member) -> String {
    fold(&member.name.value.clean)
}

fn born_of(member: &Member) -> Option<NaiveDate> {
    day_of(member.born.as_ref().map(|born| born.value))
}

fn card_of(member: &Member) -> Option<String> {
    let written = member.card_no.as_ref().filter(|_| !member.source.is_troubled(Column::CardNo));
    written.and_then(|card| card_key(&card.value))
}

/// A card number to compare by: letters and digits only, of digits alone without the zeros before them, which spreadsheets
/// drop. Fewer than three are no number anybody was given.
pub fn card_key(card: &str) -> Option<String> {
    let mut key: String = if card.is_ascii() {
        card.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_uppercase())).collect()
    } else {
        card.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    };
    let is_number = key.chars().count() >= 3 && key.chars().any(|letter| letter.is_ascii_digit() && letter != '0');
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        key.drain(..key.len() - key.trim_start_matches('0').len());
    }
    is_number.then_some(key)
}

/// Every member of every merged return, in plan order, each knowing an earlier row of the same person.
pub fn people_of(campaign: &Campaign) -> Vec<Person<'_>> {
    let merged = || campaign.submissions.iter().enumerate().filter(|(_, found)| found.is_merged());
    let mut people: Vec<Person> = Vec::with_capacity(merged().map(|(_, found)| found.members.len()).sum());
    // Hashes stand for cards and for names with birth days until two are equal.
    let (mut cards, mut names) = (Vec::new(), Vec::new());
    for (submission, found) in merged() {
        for (place, member) in (0..).zip(&found.members) {
            let index = people.len() as u32;
            let card = card_of(member);
            if let Some(card) = &card {
                cards.push((hash(card), index));
            }
            if let Some(day) = born_of(member) {
                let key = key_of(member);
                if !key.is_empty() {
                    names.push((hash(&(key, day)), index));
                }
            }
            people.push(Person { submission, index: place, member, same_as: None, is_repeated: false });
        }
    }
    let mut pairs = Vec::new();
    for (first, later) in equals(cards, |index| card_of(people[index as usize].member)) {
        pairs.extend(later.into_iter().map(|index| (index, first)));
    }
    pairs.sort_unstable();
    let has_same_card = |index: u32| pairs.binary_search_by_key(&index, |pair| pair.0).is_ok();
    let mut by_name = Vec::new();
    for (first, later) in equals(names, |index| {
        let member = people[index as usize].member;
        Some((key_of(member), born_of(member)))
    }) {
        // Two different card numbers are two people, whatever their names say.
        let has_card = |index: u32| card_of(people[index as usize].member).is_some();
        let mut without_card = (!has_card(first)).then_some(first);
        for index in later {
            let same_as = if has_card(index) { without_card } else { Some(first) };
            by_name.extend(same_as.filter(|_| !has_same_card(index)).map(|same_as| (index, same_as)));
            if without_card.is_none() && !has_card(index) {
                without_card = Some(index);
            }
        }
    }
    for (index, earlier) in pairs.into_iter().chain(by_name) {
        people[index as usize].same_as = Some(earlier);
        people[index as usize].is_repeated = true;
        people[earlier as usize].is_repeated = true;
    }
    people
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Whose keys are equal: the first, and those after it in their order; `hashes` are the keys' own.
fn equals<K: Ord>(mut hashes: Vec<(u64, u32)>, key_of: impl Fn(u32) -> K) -> Vec<(u32, Vec<u32>)> {
    hashes.sort_unstable();
    let mut equals = Vec::new();
    for alike in hashes.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        let mut by_key: BTreeMap<K, (u32, Vec<u32>)> = BTreeMap::new();
        for &(_, index) in alike {
            by_key.entry(key_of(index)).and_modify(|(_, later)| later.push(index)).or_insert((index, Vec::new()));
        }
        equals.extend(by_key.into_values().filter(|(_, later)| !later.is_empty()));
    }
    equals
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
        if self.keys.is_empty() {
            return None;
        }
        let card = person.card();
        if let Some(index) = card.as_ref().and_then(|card| self.by_card.get(card)) {
            return Some(*index);
        }
        let homonyms = self.by_name.get(&(person.key(), person.born()?))?;
        homonyms.iter().copied().find(|&index| card.is_none() || self.keys[index].card.is_none())
    }
}
