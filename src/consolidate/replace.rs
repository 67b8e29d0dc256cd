//! Which of several files of one branch count, and which a newer file replaced. Only a newer file of the same content
//! replaces an older one (settled 11): a list of other people is an addition, a list of rewards beside a list of
//! members is the other half.

use super::gather::Share;
use super::identity::{Person, pair};
use super::second_list::is_list_of_reasons;
use crate::domain::column::TableKind;
use crate::domain::reading::{Outcome, Reading, Table};
use crate::intake::received;
use crate::intake::value::name::name_key;
use crate::text::fold::fold;

/// A branch's files, told apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choice {
    /// With rows that count, the one with the most members first, then the newest first.
    pub in_use: Vec<Share>,
    /// Nothing of these can be used, newest first. Nothing replaced them either: what is wrong with them stays open.
    pub unusable: Vec<Share>,
    /// Oldest first.
    pub superseded: Vec<Share>,
    /// The newest replaced file that is no mere copy, and the file that replaced it.
    pub last: Option<Replacement>,
}

/// One file's content replaced by another's, as indexes into the files.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Replacement {
    pub old: usize,
    pub new: usize,
}

/// Tells a branch's files apart.
pub fn choose(mut shares: Vec<Share>, readings: &[Reading]) -> Choice {
    shares.sort_by(|a, b| received::order((&readings[a.file], a.received), (&readings[b.file], b.received)));
    shares.reverse();
    let is_usable = |share: &Share| {
        let reading = &readings[share.file];
        reading.outcome == Outcome::Read && share.n_rows(reading) > 0
    };
    let (usable, unusable): (Vec<Share>, Vec<Share>) = shares.into_iter().partition(is_usable);
    let mut choice = Choice { unusable, ..Choice::default() };
    if usable.len() == 1 {
        // The usual case, and nothing to hold together.
        choice.in_use = usable;
        return choice;
    }
    // Replaced files are held against older ones too: what they replaced does not come back when they go.
    let mut newer: Vec<Held> = Vec::new();
    for share in usable {
        let reading = &readings[share.file];
        let held = Held::new(&share, reading);
        let replaced_by = |table: usize| held.replaced_by(&reading.tables[table], &newer);
        let (replaced, in_use): (Vec<usize>, Vec<usize>) =
            share.tables.iter().partition(|&&table| replaced_by(table).is_some());
        if let Some(new) = replaced.iter().find_map(|&table| replaced_by(table)) {
            if !is_copy(reading, &readings[new]) {
                choice.last = choice.last.or(Some(Replacement { old: share.file, new }));
            }
            choice.superseded.push(Share { tables: replaced, ..share.clone() });
        }
        newer.push(held);
        if !in_use.is_empty() {
            choice.in_use.push(Share { tables: in_use, ..share });
        }
    }
    choice.superseded.reverse();
    // Stable: files with as many members stay newest first.
    choice.in_use.sort_by_key(|share| std::cmp::Reverse(n_members(share, &readings[share.file])));
    choice
}

fn n_members(share: &Share, reading: &Reading) -> u32 {
    let tables = share.tables.iter().map(|&table| &reading.tables[table]);
    tables.filter(|table| table.kind == TableKind::Members).map(|table| table.tally.records).sum()
}

/// What a file holds for the branch, in the form that two files are held together by.
struct Held<'a> {
    share: Share,
    reading: &'a Reading,
    members: Vec<Person>,
    collectives: Vec<String>,
    staff: Vec<String>,
    rewards: Vec<String>,
}

impl<'a> Held<'a> {
    fn new(share: &Share, reading: &'a Reading) -> Self {
        let is_here = |table: u32| share.tables.contains(&(table as usize));
        Self {
            share: share.clone(),
            reading,
            members: reading.members.iter().filter(|m| is_here(m.source.table)).map(Person::of_member).collect(),
            collectives: sorted(
                reading.collectives.iter().filter(|c| is_here(c.source.table)).map(|c| fold(&c.name.value)),
            ),
            staff: sorted(
                reading.staff.iter().filter(|s| is_here(s.source.table)).map(|s| name_key(&s.name.value.clean)),
            ),
            rewards: sorted(
                reading.rewards.iter().filter(|r| is_here(r.source.table)).map(|r| name_key(&r.name.value.clean)),
            ),
        }
    }

    /// The newer file, if any, whose content stands in the place of one of this file's tables.
    fn replaced_by(&self, table: &Table, newer: &[Held]) -> Option<usize> {
        newer.iter().find(|newer| self.is_replaced_in(table, newer)).map(|newer| newer.share.file)
    }

    fn is_replaced_in(&self, table: &Table, newer: &Held) -> bool {
        if is_copy(self.reading, newer.reading) {
            return true;
        }
        let with_members = covers_people(&newer.members, &self.members);
        match table.kind {
            // A list of those not graded stands beside the list of all, it never replaces it, nor the other way round.
            TableKind::Members if !newer.has_list_like(table) => false,
            TableKind::Members => with_members || (self.members.is_empty() && newer.has(TableKind::Members)),
            // Stated totals go with the list of members they were written beside.
            TableKind::Summary if self.members.is_empty() => newer.has(TableKind::Summary),
            TableKind::Summary => with_members,
            TableKind::Collectives => {
                covers(&newer.collectives, &self.collectives) || (with_members && newer.has(table.kind))
            }
            TableKind::Staff => covers(&newer.staff, &self.staff) || (with_members && newer.has(table.kind)),
            TableKind::Rewards => {
                let withdrawn = newer.has(table.kind) || newer.reading.declared.no_rewards;
                covers(&newer.rewards, &self.rewards) || (with_members && withdrawn)
            }
        }
    }

    fn has_list_like(&self, table: &Table) -> bool {
        let wanted = (table.kind, is_list_of_reasons(table));
        let of = |index: &usize| {
            let table = &self.reading.tables[*index];
            (table.kind, is_list_of_reasons(table))
        };
        self.share.tables.iter().any(|index| of(index) == wanted)
    }

    fn has(&self, kind: TableKind) -> bool {
        self.share.tables.iter().any(|&table| self.reading.tables[table].kind == kind)
    }
}

/// The same bytes under another name.
fn is_copy(a: &Reading, b: &Reading) -> bool {
    !a.file.sha256.is_empty() && a.file.sha256 == b.file.sha256
}

fn sorted(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut keys: Vec<String> = keys.collect();
    keys.sort_unstable();
    keys
}

/// Whether a newer list holds at least half of the people of an older one. Fewer, and it is an addition or a correction
/// of single rows, in whose favour nobody may vanish.
fn covers_people(newer: &[Person], older: &[Person]) -> bool {
    let is_same = |(index, fellow): (usize, &Option<usize>)| {
        fellow.is_some_and(|fellow| {
            let (a, b) = (&older[index], &newer[fellow]);
            !a.contradicts(b) || (a.card.is_some() && a.card == b.card)
        })
    };
    let n_same = pair(older, newer).iter().enumerate().filter(|&pair| is_same(pair)).count();
    n_same > 0 && n_same * 2 >= older.len()
}

/// [`covers_people`] for keys of names, both sorted.
fn covers(newer: &[String], older: &[String]) -> bool {
    let n_same = older.iter().filter(|key| newer.binary_search(key).is_ok()).count();
    n_same > 0 && n_same * 2 >= older.len()
}
