//! Stable keys of rows (`Mã dòng`): the same person in the same branch keeps the key from run to run, so that decisions
//! typed into the workbook find their row again.

use super::identity::Person;
use crate::domain::people::RewardKind;
use crate::domain::submission::Submission;
use crate::text::fold::fold;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of a submission's records, index by index; unique within the submission.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RowKeys {
    pub members: Vec<String>,
    pub collectives: Vec<String>,
    pub staff: Vec<String>,
    pub rewards: Vec<String>,
}

/// The keys of a submission. They rest on what tells a person apart (card number, else name and birth date) and never
/// on places, grades, other rows or file names. Rows that nothing tells apart are numbered `-2`, `-3` in their order.
pub fn row_keys(submission: &Submission) -> RowKeys {
    let code = submission.code.as_str();
    let people: Vec<Person> = submission.members.iter().map(Person::of_member).collect();
    let shared = shared_cards(&people);
    RowKeys {
        members: numbered(people.iter().map(|person| match &person.card {
            Some(card) if !shared.contains(card) => hashed("đảng viên", code, &["thẻ", card]),
            Some(card) => hashed("đảng viên", code, &["thẻ chung", card, &person.name, &born(person)]),
            None => hashed("đảng viên", code, &["tên", &person.name, &born(person)]),
        })),
        collectives: numbered(
            submission.collectives.iter().map(|collective| hashed("tập thể", code, &[&fold(&collective.name.value)])),
        ),
        staff: numbered(submission.staff.iter().map(|staff| {
            let person = Person::of_staff(staff);
            hashed("công chức", code, &[&person.name, &born(&person)])
        })),
        rewards: numbered(submission.rewards.iter().map(|reward| {
            let name = crate::intake::value::name::name_key(&reward.name.value.clean);
            let kind = reward.kind.as_ref().map(|kind| kind_word(kind.value)).unwrap_or_default();
            hashed("khen thưởng", code, &[&name, kind])
        })),
    }
}

/// Cards that two different names carry in one list. Such a card tells nobody apart: were it the key, a slip in one row
/// could hand another person's decision over.
fn shared_cards(people: &[Person]) -> BTreeSet<String> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for person in people {
        let Some(card) = &person.card else { continue };
        if *names.entry(card).or_insert(&person.name) != person.name {
            shared.insert(card.clone());
        }
    }
    shared
}

fn born(person: &Person) -> String {
    person.born.map(|born| born.iso()).unwrap_or_default()
}

fn kind_word(kind: RewardKind) -> &'static str {
    match kind {
        RewardKind::Year => "year",
        RewardKind::FiveYears => "five_years",
        RewardKind::Exceptional => "exceptional",
    }
}

/// Twelve letters and digits (59 bits) of a SHA-256. The first is a letter, so that no spreadsheet takes a key for a
/// number; 0, 1, 8, 9 are left out, so that nobody mistakes one for a letter.
fn hashed(kind: &str, code: &str, parts: &[&str]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut hash = Sha256::new();
    for part in [kind, code].iter().chain(parts) {
        // The length goes first, so that no two lists of parts run together into the same bytes.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let bits = digest.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let place = |n: u32| (bits >> (59 - 5 * n)) as usize & if n == 0 { 15 } else { 31 };
    (0..12).map(|n| ALPHABET[place(n)] as char).collect()
}

/// Equal keys get a number from the second on.
fn numbered(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    keys.map(|key| {
        let times = seen.entry(key.clone()).or_default();
        *times += 1;
        if *times == 1 { key } else { format!("{key}-{times}") }
    })
    .collect()
}
