//! Stable keys of rows (`Mã dòng`): the same person in the same branch keeps the key from run to run, so that decisions
//! typed into the workbook find their row again.

use super::identity::{Person, card_of};
use crate::domain::member::Member;
use crate::domain::people::RewardKind;
use crate::domain::submission::Submission;
use crate::domain::text::Text;
use crate::intake::value::name::name_key;
use crate::text::fold::fold;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of a submission's records, index by index; unique within the submission.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RowKeys {
    pub members: Vec<Text>,
    pub collectives: Vec<Text>,
    pub staff: Vec<Text>,
    pub rewards: Vec<Text>,
}

/// The keys of a submission. They rest on what tells a person apart (card number, else name and birth date) and never
/// on places, grades, other rows or file names. Rows that nothing tells apart are numbered `-2`, `-3` in their order.
pub fn row_keys(submission: &Submission) -> RowKeys {
    let code = submission.code.as_str();
    let cards: Vec<Option<String>> = submission.members.iter().map(card_of).collect();
    let shared = shared_cards(&submission.members, &cards);
    RowKeys {
        members: numbered(submission.members.iter().zip(&cards).map(|(member, card)| match card {
            Some(card) if !shared.contains(card.as_str()) => hashed("đảng viên", code, &["thẻ", card]),
            Some(card) => {
                let person = Person::of_member(member);
                hashed("đảng viên", code, &["thẻ chung", card, &person.name, &born(&person)])
            }
            None => {
                let person = Person::of_member(member);
                hashed("đảng viên", code, &["tên", &person.name, &born(&person)])
            }
        })),
        collectives: numbered(
            submission.collectives.iter().map(|collective| hashed("tập thể", code, &[&fold(&collective.name.value)])),
        ),
        staff: numbered(submission.staff.iter().map(|staff| {
            let person = Person::of_staff(staff);
            hashed("công chức", code, &[&person.name, &born(&person)])
        })),
        rewards: numbered(submission.rewards.iter().map(|reward| {
            let name = name_key(&reward.name.value.clean);
            let kind = reward.kind.as_ref().map(|kind| kind_word(kind.value)).unwrap_or_default();
            hashed("khen thưởng", code, &[&name, kind])
        })),
    }
}

/// Cards that two different names carry in one list. Such a card tells nobody apart: were it the key, a slip in one row
/// could hand another person's decision over.
fn shared_cards<'c>(members: &[Member], cards: &'c [Option<String>]) -> BTreeSet<&'c str> {
    let mut holders: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
    for (member, card) in members.iter().zip(cards) {
        if let Some(card) = card {
            holders.entry(card).or_default().push(member);
        }
    }
    // Names are compared only where a card stands twice, which it hardly ever does.
    holders.retain(|_, holders| {
        let mut names = holders.iter().map(|member| name_key(&member.name.value.clean));
        let first = if holders.len() > 1 { names.next() } else { None };
        first.is_some_and(|first| names.any(|name| name != first))
    });
    holders.into_keys().collect()
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
fn hashed(kind: &str, code: &str, parts: &[&str]) -> Text {
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
fn numbered(keys: impl Iterator<Item = Text>) -> Vec<Text> {
    let mut keys: Vec<Text> = keys.collect();
    // Hardly any key comes twice, so they are only looked at side by side.
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
    let mut times = 1;
    let mut renamed = Vec::new();
    for pair in order.windows(2) {
        times = if keys[pair[0]] == keys[pair[1]] { times + 1 } else { 1 };
        if times > 1 {
            renamed.push((pair[1], times));
        }
    }
    for (index, times) in renamed {
        keys[index] = Text::from(format!("{}-{times}", keys[index]));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consolidate::sample::{file, plan};
    use crate::domain::column::TableKind::{self, Collectives, Members, Rewards, Staff};

    fn keys(path: &str, kind: TableKind, rows: &[&str]) -> Vec<Text> {
        let reading = file(path, "25/11/2021").with(kind, 0, rows);
        let campaign = crate::consolidate::gather::gather(plan(1), vec![reading]);
        let RowKeys { members, collectives, staff, rewards } = row_keys(&campaign.submissions[0]);
        [members, collectives, staff, rewards].concat()
    }

    #[test]
    fn a_key_stays_when_everything_else_changes() {
        // The row before, the same row later.
        let cases = [
            (Members, "0012|Nguyễn Văn An|1980|HTTNV", "12|Nguyễn Văn Ân|03/02/1981|HTXSNV"),
            (Members, "|Nguyễn Văn An|1980|HTTNV", "|NGUYỄN VĂN  AN|1980|"),
            (Collectives, "|Chi uỷ|chi ủy|HTTNV", "|Chi ủy||HTXSNV"),
            (Staff, "|Nguyễn Văn An|1980|HTTNV", "|Nguyễn Văn An|1980|"),
            (Rewards, "|Nguyễn Văn An||trong năm", "|Nguyễn Văn An|x|trong năm"),
        ];
        for (kind, before, after) in cases {
            let first = keys("nop/a.xlsx", kind, &[before]);
            let later = keys("nop/b.xlsx", kind, &["77|Trần Thị Bình|1990|HTNV", after, "78|Lê Văn Cường|1991|HTNV"]);
            assert_eq!(first[0], later[1], "{before} / {after}");
        }
    }

    #[test]
    fn different_people_have_different_keys() {
        let rows = [
            "1|Nguyễn Văn An|1980|",
            "2|Nguyễn Văn An|1980|",
            "|Nguyễn Văn An|1980|",
            "|Nguyễn Văn An|03/02/1980|",
            "|Nguyễn Văn An||",
            "|Nguyễn Văn Ân||",
        ];
        let keys = keys("nop/a.xlsx", Members, &rows);
        let unique: BTreeSet<&Text> = keys.iter().collect();
        assert_eq!(unique.len(), rows.len(), "{keys:?}");
        assert!(keys.iter().all(|key| key.len() == 12 && key.starts_with(|first: char| first.is_ascii_lowercase())));
    }

    #[test]
    fn rows_that_nothing_tells_apart_are_numbered_in_order() {
        let keys = keys("nop/a.xlsx", Members, &["1|Nguyễn Văn An||", "1|Nguyễn Văn An||", "01|Nguyễn Văn An||"]);
        assert_eq!(keys[1], format!("{}-2", keys[0]));
        assert_eq!(keys[2], format!("{}-3", keys[0]));
    }

    #[test]
    fn a_card_copied_into_another_persons_row_takes_nobodys_key() {
        let an = keys("nop/a.xlsx", Members, &["1|Nguyễn Văn An|1980|"]);
        let both = keys("nop/a.xlsx", Members, &["1|Trần Thị Bình|1981|", "1|Nguyễn Văn An|1980|"]);
        assert!(!both.contains(&an[0]));
    }
}
