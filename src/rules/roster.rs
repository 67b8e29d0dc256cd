//! Family X, a return against the plan's roster: who is missing, who is not on it, and what differs. A transfer is one
//! finding, at the branch that received the member.

use super::across::spot_of;
use super::finding::{Finding, Severity};
use super::person::{Person, RosterKeys};
use super::rule::{Check, Fold, Ground, Return, Rule, Words};
use super::words::PLAN;
use crate::domain::column::Column;
use crate::domain::grade::Standing;
use crate::domain::history::PastGrade;
use crate::domain::plan::RosterMember;
use crate::text::likeness::edits_within;
use std::collections::BTreeSet;

/// How the people of one return stand to the branch's roster.
struct Comparison<'g, 'a> {
    /// On the roster, in no return.
    missing: Vec<&'g RosterMember>,
    /// In the return, not on the branch's roster.
    extra: Vec<Extra<'g, 'a>>,
    /// In both, recognised: the row and the index of the roster's entry.
    linked: Vec<(&'g Person<'a>, usize)>,
}

/// Somebody in a return who is not on the branch's roster.
struct Extra<'g, 'a> {
    person: &'g Person<'a>,
    /// On another branch's roster.
    elsewhere: Option<&'g RosterMember>,
    /// Of the branch's own roster: the same birth day, a name that differs by a letter or two.
    near: Option<&'g RosterMember>,
}

/// Letters two spellings of one name may differ by.
const NEAR: usize = 2;

fn compare<'g, 'a>(of: &'g Return<'a>) -> Option<Comparison<'g, 'a>> {
    let ground: &'g Ground<'a> = of.ground;
    let plan = &ground.case.campaign.plan;
    let branch = of.submission.branch?;
    let own = ground.roster.of_branch(branch);
    // Without a table of members the whole table lacks, and that is one finding of another rule.
    if own.is_empty() || !of.submission.is_merged() || of.submission.members.is_empty() {
        return None;
    }
    let is_own = |index: &usize| plan.roster.get(*index).is_some_and(|listed| listed.branch == branch);
    let mut linked = Vec::new();
    let mut unlinked = Vec::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for person in ground.people_in(of.index) {
        match person.member.roster.filter(is_own) {
            Some(index) => {
                seen.insert(index);
                linked.push((person, index));
            }
            None => unlinked.push(person),
        }
    }
    let mut unseen: Vec<usize> = own.iter().copied().filter(|index| !seen.contains(index)).collect();
    // A name that is on both sides is the person whose card or dates changed: reading found them different, so what
    // differs is said (X605), not that one left and another came.
    let mut extra = Vec::new();
    for person in unlinked {
        let key = person.key();
        match unseen.iter().position(|&index| ground.roster.keys(index).name == key) {
            Some(position) => linked.push((person, unseen.remove(position))),
            None => extra.push(Extra { person, elsewhere: elsewhere(ground, person, branch), near: None }),
        }
    }
    for one in extra.iter_mut().filter(|one| one.elsewhere.is_none()) {
        let near = unseen.iter().position(|&index| is_near(one.person, ground.roster.keys(index)));
        one.near = near.map(|position| &plan.roster[unseen.remove(position)]);
    }
    // Somebody found in another branch's return is said there (X604).
    let is_elsewhere = |index: usize| ground.found_in[index].iter().any(|&submission| submission != of.index);
    let missing = unseen.into_iter().filter(|&index| !is_elsewhere(index)).map(|index| &plan.roster[index]);
    Some(Comparison { missing: missing.collect(), extra, linked })
}

fn is_near(person: &Person, listed: &RosterKeys) -> bool {
    person.born().is_some() && person.born() == listed.born && edits_within(&person.key(), &listed.name, NEAR).is_some()
}

/// The entry of another branch's roster that is this person.
fn elsewhere<'g>(ground: &'g Ground, person: &Person, branch: usize) -> Option<&'g RosterMember> {
    let index = person.member.roster.or_else(|| ground.roster.find(person))?;
    ground.case.campaign.plan.roster.get(index).filter(|listed| listed.branch != branch)
}

/// Whether the people missing and added account for the whole difference from a headcount.
pub fn explains(of: &Return, expected: u32) -> bool {
    let Some(comparison) = compare(of) else { return false };
    let n_listed = of.submission.members.len();
    let n_roster = of.submission.branch.map_or(0, |branch| of.ground.roster.of_branch(branch).len());
    n_roster == expected as usize
        && n_listed != n_roster
        && !(comparison.missing.is_empty() && comparison.extra.is_empty())
}

pub static X603: Rule = Rule {
    code: "X603",
    severity: Severity::Error,
    sometimes: None,
    title: "Có trong danh sách của kế hoạch, không có trong hồ sơ nộp",
    page: include_str!("pages/X603.md"),
    fold: Fold::Never,
    check: Check::Return(not_in_return),
};

fn not_in_return(of: &Return, findings: &mut Vec<Finding>) {
    let Some(comparison) = compare(of) else { return };
    for listed in comparison.missing {
        findings.push(X603.finding(
            of.file_spot().about(&listed.name),
            Words::new(
                format!("Đảng viên ở dòng {} sheet Đảng viên của kế hoạch không có trong hồ sơ ‹chi bộ›.", listed.row),
                "Bổ sung vào danh sách, kể cả khi không xếp loại (ghi lý do); nếu đã chuyển đi, cập nhật kế hoạch.",
                PLAN,
            ),
        ));
    }
}

pub static X604: Rule = Rule {
    code: "X604",
    severity: Severity::Warning,
    sometimes: None,
    title: "Có trong hồ sơ nộp, không có trong danh sách của kế hoạch",
    page: include_str!("pages/X604.md"),
    fold: Fold::Never,
    check: Check::Return(not_on_roster),
};

fn not_on_roster(of: &Return, findings: &mut Vec<Finding>) {
    let Some(comparison) = compare(of) else { return };
    let ground = of.ground;
    let plan = &ground.case.campaign.plan;
    for Extra { person, elsewhere, near } in comparison.extra {
        // Somebody who stands twice is said by X601 or X602.
        if person.is_repeated {
            continue;
        }
        let code = |listed: &RosterMember| plan.branches.get(listed.branch).map_or("", |branch| branch.code.as_str());
        let (message, fix) = match (elsewhere, near) {
            (Some(listed), _) => (
                format!(
                    "Kế hoạch ghi người này ở {} (dòng {} sheet Đảng viên), hồ sơ nộp ở ‹chi bộ› này.",
                    code(listed),
                    listed.row
                ),
                "Nếu đã chuyển sinh hoạt đến đây, cập nhật kế hoạch; nếu chưa, chuyển về ‹chi bộ› đang quản lý.",
            ),
            (None, Some(listed)) => (
                format!(
                    "Không có trong danh sách của kế hoạch; gần giống người ở dòng {} sheet Đảng viên (cùng ngày sinh).",
                    listed.row
                ),
                "Nếu là một người, sửa họ tên cho giống nhau ở hồ sơ hoặc ở kế hoạch.",
            ),
            (None, None) => (
                "Không có trong danh sách đảng viên của kế hoạch.".to_owned(),
                "Nếu mới chuyển đến hoặc mới kết nạp, bổ sung vào kế hoạch; nếu không phải đảng viên, bỏ khỏi danh sách.",
            ),
        };
        findings.push(X604.finding(spot_of(ground, person), Words::new(message, fix, PLAN)));
    }
}

pub static X605: Rule = Rule {
    code: "X605",
    severity: Severity::Warning,
    sometimes: None,
    title: "Khác với danh sách của kế hoạch",
    page: include_str!("pages/X605.md"),
    fold: Fold::Never,
    check: Check::Return(differs_from_roster),
};

fn differs_from_roster(of: &Return, findings: &mut Vec<Finding>) {
    let Some(comparison) = compare(of) else { return };
    for (person, index) in comparison.linked {
        let (listed, keys) = (&of.ground.case.campaign.plan.roster[index], of.ground.roster.keys(index));
        let member = person.member;
        let mut differences = Vec::new();
        let mut first_at = None;
        for (here, there, column, label) in [
            (&member.born, listed.born, Column::Born, "ngày sinh"),
            (&member.joined, listed.joined, Column::Joined, "ngày vào Đảng"),
            (&member.official, listed.official, Column::Official, "ngày chính thức"),
        ] {
            if let (Some(here), Some(there)) = (here, there)
                && !here.value.agrees_with(there)
                && !member.source.is_troubled(column)
            {
                first_at = first_at.or(Some(here.at));
                differences.push(format!("{label} {} (kế hoạch {there})", here.value));
            }
        }
        let digits = |card: &str| card.trim_start_matches('0').to_owned();
        if let (Some(card), Some(known), Some(here)) = (&person.card(), &keys.card, &member.card_no)
            && digits(card) != digits(known)
        {
            first_at = first_at.or(Some(here.at));
            differences.push("số thẻ đảng".to_owned());
        }
        if person.key() != keys.name {
            first_at = first_at.or(Some(member.name.at));
            differences.push("họ tên".to_owned());
        }
        for words in other_years(of, person, listed) {
            first_at = first_at.or(Some(member.name.at));
            differences.push(words);
        }
        let Some(at) = first_at else { continue };
        findings.push(X605.finding(
            of.spot().at_row(&member.source, at).about(&member.name.value.clean),
            Words::new(
                format!("Khác dòng {} sheet Đảng viên của kế hoạch: {}.", listed.row, differences.join("; ")),
                "Đối chiếu hồ sơ đảng viên, sửa bên sai.",
                PLAN,
            ),
        ));
    }
}

fn in_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Graded(grade) => grade.short_label(),
        Standing::NotGraded(_) => "không xếp loại",
    }
}

/// Years that the roster and the year's own consolidated workbook tell differently.
fn other_years(of: &Return, person: &Person, listed: &RosterMember) -> Vec<String> {
    let history = &of.ground.case.campaign.history.of_members;
    let words = |past: &PastGrade| {
        let (_, known) = listed.earlier.iter().find(|(year, _)| *year == past.year)?;
        let known = (*known)?;
        let stood = match past.standing {
            Standing::Graded(grade) if known == Standing::Graded(grade) => return None,
            Standing::NotGraded(_) if matches!(known, Standing::NotGraded(_)) => return None,
            stood => in_words(stood),
        };
        Some(format!("xếp loại năm {} là {stood} ở {} (kế hoạch {})", past.year, past.file, in_words(known)))
    };
    history.get(&(person.submission, person.index as usize)).into_iter().flatten().filter_map(words).collect()
}
