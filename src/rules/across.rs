//! Family X, people across files: the same person twice, and people who may be the same.

use super::finding::{Finding, Severity};
use super::person::Person;
use super::rule::{Check, Fold, Ground, Rule, Spot, Words};
use super::words::TECHNICAL;
use crate::domain::grade::Standing;
use crate::text::likeness::edits_within;
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub static X601: Rule = Rule {
    code: "X601",
    severity: Severity::Error,
    sometimes: None,
    title: "Một người có ở hai chi bộ",
    page: include_str!("pages/X601.md"),
    fold: Fold::Never,
    check: Check::Bloc(in_two_branches),
};

fn in_two_branches(ground: &Ground, findings: &mut Vec<Finding>) {
    for (person, earlier) in repeated(ground).filter(|(person, earlier)| person.submission != earlier.submission) {
        if are_twins(ground, person, earlier) {
            continue;
        }
        // The branch told is the one that does not grade the person, else the one whose roster does not have him, else the
        // later one.
        let is_graded = |person: &Person| matches!(person.member.standing(), Some(Standing::Graded(_)));
        let is_earlier_told = match (is_graded(person), is_graded(earlier)) {
            (true, false) => true,
            (false, true) => false,
            _ => is_on_own_roster(ground, person) && !is_on_own_roster(ground, earlier),
        };
        let (told, other) = if is_earlier_told { (earlier, person) } else { (person, earlier) };
        let code = ground.spot(other.submission).branch.unwrap_or_default();
        let home = match is_on_own_roster(ground, other) {
            true => format!(" Kế hoạch ghi người này ở {code}."),
            false => String::new(),
        };
        findings.push(X601.finding(
            spot_of(ground, told),
            Words::new(
                format!(
                    "Người này ({}) có cả ở {code}: {} › {} › {}; bị đếm hai lần.{home}",
                    same_by(told, other),
                    other.member.source.file,
                    other.member.source.sheet,
                    other.member.name.at
                ),
                "Thống nhất với ‹chi bộ› kia: chỉ ‹chi bộ› đang quản lý chính thức (nơi chuyển đến) xếp loại.",
                &ground.case.regulation.title,
            ),
        ));
    }
}

/// Whether two rows come from files of the same bytes, which F114 says once for all their people.
fn are_twins(ground: &Ground, a: &Person, b: &Person) -> bool {
    let hash = |person: &Person| ground.reading_of(&person.member.source).map(|reading| reading.file.sha256.as_str());
    a.member.source.file != b.member.source.file
        && hash(a).is_some_and(|of_a| !of_a.is_empty() && hash(b) == Some(of_a))
}

/// Every person who stands further up already, with that earlier row: one of the same branch where there is one.
fn repeated<'g, 'a>(ground: &'g Ground<'a>) -> impl Iterator<Item = (&'g Person<'a>, &'g Person<'a>)> {
    let mut first_in: BTreeMap<(u32, usize), &Person> = BTreeMap::new();
    ground.people.iter().filter_map(move |person| {
        let first = person.same_as?;
        let earlier = ground.people.get(first as usize)?;
        let earlier = match first_in.get(&(first, person.submission)) {
            Some(own) => *own,
            None => {
                first_in.insert((first, person.submission), person);
                earlier
            }
        };
        Some((person, earlier))
    })
}

fn is_on_own_roster(ground: &Ground, person: &Person) -> bool {
    let roster = &ground.case.campaign.plan.roster;
    let branch = ground.submissions()[person.submission].branch;
    person.member.roster.and_then(|index| roster.get(index)).is_some_and(|listed| Some(listed.branch) == branch)
}

/// What makes two rows one person, in words.
fn same_by(a: &Person, b: &Person) -> &'static str {
    let (of_a, of_b) = (a.card(), b.card());
    match (of_a.is_some() && of_a == of_b, a.key() == b.key()) {
        (true, true) => "cùng số thẻ đảng",
        (true, false) => "cùng số thẻ đảng, họ tên ghi khác",
        (false, _) => "cùng họ tên và ngày sinh",
    }
}

pub fn spot_of(ground: &Ground, person: &Person) -> Spot {
    let member = person.member;
    ground.spot(person.submission).at_row(&member.source, member.name.at).about(&member.name.value.clean)
}

pub static X602: Rule = Rule {
    code: "X602",
    severity: Severity::Error,
    sometimes: None,
    title: "Một người có hai dòng trong một chi bộ",
    page: include_str!("pages/X602.md"),
    fold: Fold::Never,
    check: Check::Bloc(twice_in_one_branch),
};

fn twice_in_one_branch(ground: &Ground, findings: &mut Vec<Finding>) {
    for (person, earlier) in repeated(ground).filter(|(person, earlier)| person.submission == earlier.submission) {
        let source = &earlier.member.source;
        let place = if source.file == person.member.source.file {
            format!("{} › {}", source.sheet, earlier.member.name.at)
        } else {
            format!("{} › {} › {}", source.file, source.sheet, earlier.member.name.at)
        };
        findings.push(X602.finding(
            spot_of(ground, person),
            Words::new(
                format!("Người này ({}) đã có ở {place}; bị đếm hai lần.", same_by(person, earlier)),
                "Xóa một dòng; nếu là hai người khác nhau, sửa số thẻ đảng hoặc ngày sinh cho đúng.",
                TECHNICAL,
            ),
        ));
    }
}

pub static X608: Rule = Rule {
    code: "X608",
    severity: Severity::Note,
    sometimes: None,
    title: "Có thể là cùng một người",
    page: include_str!("pages/X608.md"),
    fold: Fold::Never,
    check: Check::Bloc(maybe_the_same),
};

/// More people born on one day than this say that the dates are not real; hints among them would be noise.
const BORN_ON_ONE_DAY_AT_MOST: usize = 40;
/// How many letters two spellings of one name may differ by.
const NEAR: usize = 2;

fn maybe_the_same(ground: &Ground, findings: &mut Vec<Finding>) {
    let born = |(index, person): (usize, &Person)| Some((person.born()?, index as u32));
    let mut by_day: Vec<(NaiveDate, u32)> = ground.people.iter().enumerate().filter_map(born).collect();
    by_day.sort_unstable();
    for born in by_day.chunk_by(|one, other| one.0 == other.0).filter(|born| born.len() <= BORN_ON_ONE_DAY_AT_MOST) {
        let born: Vec<Keyed> = born.iter().map(|&(_, index)| Keyed::of(&ground.people[index as usize])).collect();
        for (position, keyed) in born.iter().enumerate() {
            let person = keyed.person;
            let near = born[..position].iter().find(|other| may_be_same(keyed, other));
            let (Some(other), None) = (near, person.same_as) else { continue };
            let (other, other_key) = (other.person, other.key.as_str());
            let code = ground.spot(other.submission).branch.unwrap_or_default();
            findings.push(X608.finding(
                spot_of(ground, person),
                Words::new(
                    format!(
                        "Cùng ngày sinh và họ tên {} một người ở {code}: {} › {} › {}.",
                        if keyed.key == other_key {
                            "giống hệt (số thẻ đảng ghi khác)"
                        } else {
                            "gần giống"
                        },
                        other.member.source.file,
                        other.member.source.sheet,
                        other.member.name.at
                    ),
                    "Kiểm tra; nếu là một người, giữ một dòng; nếu là hai người thì không cần sửa.",
                    TECHNICAL,
                ),
            ));
        }
    }
}

/// A person held against those born on the same day.
struct Keyed<'g, 'a> {
    person: &'g Person<'a>,
    key: String,
    card: Option<String>,
}

impl<'g, 'a> Keyed<'g, 'a> {
    fn of(person: &'g Person<'a>) -> Self {
        Self { person, key: person.key(), card: person.card() }
    }
}

fn may_be_same(a: &Keyed, b: &Keyed) -> bool {
    let on_roster = (a.person.member.roster, b.person.member.roster);
    let are_two_on_the_roster = on_roster.0.is_some() && on_roster.1.is_some() && on_roster.0 != on_roster.1;
    let (is_same_name, have_two_cards) = (a.key == b.key, a.card.is_some() && b.card.is_some() && a.card != b.card);
    if are_two_on_the_roster || a.key.is_empty() || b.key.is_empty() {
        return false;
    }
    // One name, one day and two cards: a mistyped card. Two names and two cards: two people.
    if is_same_name { have_two_cards } else { !have_two_cards && edits_within(&a.key, &b.key, NEAR).is_some() }
}
