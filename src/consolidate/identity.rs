//! Who is whom in two lists: a return and the roster, or two returns of one branch. A name alone never joins two
//! people where there is a choice; what is joined here is compared, never merged.

use crate::domain::date::PartialDate;
use crate::domain::member::Member;
use crate::domain::people::Staff;
use crate::domain::plan::RosterMember;
use crate::intake::value::name::name_key;
use std::collections::{BTreeMap, VecDeque};

/// What two rows are held together by.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// Digits of the card number without leading zeros.
    pub card: Option<String>,
    /// `name_key` of the clean name; empty when there is no name.
    pub name: String,
    pub born: Option<PartialDate>,
}

impl Person {
    pub fn of_member(member: &Member) -> Self {
        Self {
            card: card_of(member),
            name: name_key(&member.name.value.clean),
            born: member.born.as_ref().map(|born| born.value),
        }
    }

    pub fn of_staff(staff: &Staff) -> Self {
        Self { card: None, name: name_key(&staff.name.value.clean), born: staff.born.as_ref().map(|born| born.value) }
    }

    pub fn of_roster(person: &RosterMember) -> Self {
        Self { card: person.card_no.as_deref().and_then(card_digits), name: name_key(&person.name), born: person.born }
    }

    fn has_card_of(&self, other: &Self) -> bool {
        self.card.is_some() && self.card == other.card
    }

    fn has_name_of(&self, other: &Self) -> bool {
        !self.name.is_empty() && self.name == other.name
    }

    /// Both birth dates are known and cannot be the same day.
    pub fn contradicts(&self, other: &Self) -> bool {
        matches!((self.born, other.born), (Some(a), Some(b)) if !a.agrees_with(b))
    }

    /// Card and name are the same, or name and the whole birth date: the same person beyond doubt.
    pub fn is_surely(&self, other: &Self) -> bool {
        let whole_birth_date = matches!(self.born, Some(PartialDate::Day(_))) && self.born == other.born;
        self.has_name_of(other) && (self.has_card_of(other) || whole_birth_date)
    }
}

/// The digits that a member's card is compared by.
pub fn card_of(member: &Member) -> Option<String> {
    member.card_no.as_ref().and_then(|card| card_digits(&card.value))
}

/// A card number's digits without leading zeros, which spreadsheets drop; `None` when it has no digit but zeros.
pub fn card_digits(card: &str) -> Option<String> {
    let digits: String = card.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (!digits.is_empty()).then(|| digits.to_owned())
}

/// Pairs the people of two lists, each at most once, the surest evidence first: card and name; name and the same birth
/// date; name and a birth date that agrees; the card alone; a name that only one on each side is left with; a name that
/// only one on each side has at all, even if the birth dates differ (so that the difference can be said).
///
/// Gives for each of `left` the index of its fellow in `right`.
pub fn pair(left: &[Person], right: &[Person]) -> Vec<Option<usize>> {
    let mut pairing = Pairing::new(left, right);
    pairing.first_come(|person| person.card.clone());
    pairing.first_come(|person| person.born.map(PartialDate::iso));
    pairing.only_one(Among::Left, |a, b| a.has_name_of(b) && a.born.is_some() && b.born.is_some() && !a.contradicts(b));
    pairing.only_one(Among::Left, |a, b| a.has_card_of(b) && !a.contradicts(b));
    pairing.only_one(Among::Left, |a, b| a.has_name_of(b) && !a.contradicts(b));
    pairing.only_one(Among::All, Person::has_name_of);
    pairing.fellows
}

/// Among whom somebody must be the only one that fits.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Among {
    /// Those without a fellow yet.
    Left,
    /// The whole list.
    All,
}

/// A name or card that more people of one list share tells nobody apart, and holding each against each would take long.
const CROWD: usize = 100;

struct Pairing<'a> {
    left: &'a [Person],
    right: &'a [Person],
    left_by: Lookup<'a>,
    right_by: Lookup<'a>,
    fellows: Vec<Option<usize>>,
    taken: Vec<bool>,
}

/// Positions in a list by card and by name, so that pairing two long lists stays quick.
struct Lookup<'a> {
    cards: BTreeMap<&'a str, Vec<usize>>,
    names: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Lookup<'a> {
    fn new(people: &'a [Person]) -> Self {
        let mut lookup = Self { cards: BTreeMap::new(), names: BTreeMap::new() };
        for (index, person) in people.iter().enumerate() {
            if let Some(card) = &person.card {
                lookup.cards.entry(card).or_default().push(index);
            }
            if !person.name.is_empty() {
                lookup.names.entry(&person.name).or_default().push(index);
            }
        }
        lookup
    }

    /// Those who share the person's card or name, in list order; nobody for a card or name of the crowd.
    fn near(&self, person: &Person) -> Vec<usize> {
        let is_telling = |found: &&Vec<usize>| found.len() <= CROWD;
        let by_card = person.card.as_deref().and_then(|card| self.cards.get(card)).filter(is_telling);
        let by_name = self.names.get(person.name.as_str()).filter(is_telling);
        let mut near: Vec<usize> = by_card.into_iter().chain(by_name).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

impl<'a> Pairing<'a> {
    fn new(left: &'a [Person], right: &'a [Person]) -> Self {
        Self {
            left,
            right,
            left_by: Lookup::new(left),
            right_by: Lookup::new(right),
            fellows: vec![None; left.len()],
            taken: vec![false; right.len()],
        }
    }

    /// Each of the left gets the first on the right who is free and has the same name and the same `mark`.
    fn first_come(&mut self, mark: impl Fn(&Person) -> Option<String>) {
        let key = |person: &'a Person| {
            let mark = mark(person).filter(|_| !person.name.is_empty())?;
            Some((person.name.as_str(), mark))
        };
        let mut free: BTreeMap<(&str, String), VecDeque<usize>> = BTreeMap::new();
        for (index, person) in self.right.iter().enumerate().filter(|(index, _)| !self.taken[*index]) {
            if let Some(key) = key(person) {
                free.entry(key).or_default().push_back(index);
            }
        }
        for (index, person) in self.left.iter().enumerate() {
            if self.fellows[index].is_none() {
                let found = key(person).and_then(|key| free.get_mut(&key)).and_then(VecDeque::pop_front);
                self.join(index, found);
            }
        }
    }

    /// Joins two who fit each other and nobody else.
    fn only_one(&mut self, among: Among, fits: impl Fn(&Person, &Person) -> bool) {
        let mut joins = Vec::new();
        for (index, person) in self.left.iter().enumerate() {
            if self.fellows[index].is_some() {
                continue;
            }
            let counts_right = |at: &usize| (among == Among::All || !self.taken[*at]) && fits(person, &self.right[*at]);
            let Some(found) = the_only(self.right_by.near(person).into_iter().filter(counts_right)) else { continue };
            let counts_left = |at: &usize| {
                (among == Among::All || self.fellows[*at].is_none()) && fits(&self.left[*at], &self.right[found])
            };
            let back = the_only(self.left_by.near(&self.right[found]).into_iter().filter(counts_left));
            if back == Some(index) && !self.taken[found] {
                joins.push((index, found));
            }
        }
        joins.into_iter().for_each(|(index, found)| self.join(index, Some(found)));
    }

    fn join(&mut self, left: usize, right: Option<usize>) {
        if let Some(right) = right {
            self.fellows[left] = Some(right);
            self.taken[right] = true;
        }
    }
}

/// The single item of an iterator that has exactly one.
pub fn the_only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    match (items.next(), items.next()) {
        (Some(item), None) => Some(item),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    /// `card | name | born`, each part may be empty.
    fn people(rows: &[&str]) -> Vec<Person> {
        rows.iter()
            .map(|row| {
                let mut parts = row.split('|').map(str::trim);
                let mut part = || parts.next().unwrap_or_default();
                Person { card: card_digits(part()), name: part().to_owned(), born: born(part()) }
            })
            .collect()
    }

    fn born(text: &str) -> Option<PartialDate> {
        match text.len() {
            4 => text.parse().ok().map(PartialDate::Year),
            10 => NaiveDate::parse_from_str(text, "%d/%m/%Y").ok().map(PartialDate::Day),
            _ => None,
        }
    }

    #[test]
    fn card_numbers_are_compared_by_their_digits_without_leading_zeros() {
        for (written, digits) in [
            ("005 123456", Some("5123456")),
            ("05.123.456", Some("5123456")),
            ("5123456", Some("5123456")),
            ("000", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(card_digits(written).as_deref(), digits, "{written}");
        }
    }

    #[test]
    fn people_are_paired_by_the_surest_evidence() {
        // Name of the case, left, right, fellows.
        type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a [Option<usize>]);
        let cases: &[Case] = &[
            ("card and name", &["01|an|"], &["1|an|1980"], &[Some(0)]),
            ("card beats order", &["2|an|", "1|an|"], &["1|an|", "2|an|"], &[Some(1), Some(0)]),
            ("a misspelt name is found by its card", &["1|anh|"], &["1|an|"], &[Some(0)]),
            ("a card copied to another person joins nobody", &["1|bình|1990"], &["1|an|1980"], &[None]),
            (
                "name and birth date beat a wrong card",
                &["2|an|03/02/1980"],
                &["1|an|03/02/1980", "2|bình|1990"],
                &[Some(0)],
            ),
            ("a year agrees with its day", &["|an|1980"], &["|an|03/02/1980", "|an|01/01/1975"], &[Some(0)]),
            (
                "the whole date goes before the year",
                &["|an|1980", "|an|03/02/1980"],
                &["|an|03/02/1980"],
                &[None, Some(0)],
            ),
            (
                "two of one name and year are not told apart",
                &["|an|1980"],
                &["|an|03/02/1980", "|an|04/05/1980"],
                &[None],
            ),
            ("a single name without a birth date", &["|an|"], &["|an|1980"], &[Some(0)]),
            ("a single name with another birth date", &["|an|1981"], &["|an|1980"], &[Some(0)]),
            ("two of a name, another birth date", &["|an|1981"], &["|an|1980", "|an|1979"], &[None]),
            ("two of a name on the left, none born", &["|an|", "|an|"], &["|an|1980"], &[None, None]),
            ("the one who is left", &["|an|1980", "|an|"], &["|an|1980", "|an|1975"], &[Some(0), Some(1)]),
            ("other names", &["|an|1980"], &["|bình|1980"], &[None]),
            ("no name joins nobody", &["||1980"], &["||1980"], &[None]),
        ];
        for (case, left, right, fellows) in cases {
            assert_eq!(pair(&people(left), &people(right)), *fellows, "{case}");
        }
    }
}
