//! Family R: proposals for commendation.

use super::collective::is_same_collective;
use super::fault::Spoken;
use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Return, Rule, Words};
use super::words::{PLAN, quote};
use crate::domain::column::{Column, TableKind};
use crate::domain::grade::{Grade, Standing};
use crate::domain::people::{Reward, RewardKind, RewardMatch, RewardSubject};
use crate::domain::place::CellAt;
use crate::domain::reading::Table;
use crate::domain::submission::Submission;
use crate::text::fold::fold;
use crate::text::likeness::edits_within;

pub static R501: Rule = Rule {
    code: "R501",
    severity: Severity::Error,
    sometimes: None,
    title: "Đề nghị khen thưởng khi chưa xuất sắc",
    page: include_str!("pages/R501.md"),
    fold: Fold::Never,
    check: Check::Return(not_excellent),
};

fn not_excellent(of: &Return, findings: &mut Vec<Finding>) {
    // What the committee has refused is settled.
    for reward in of.submission.rewards.iter().filter(|reward| of.submission.is_merged() && !reward.is_refused()) {
        let needs_excellent = match reward.kind.as_ref().map(|kind| kind.value) {
            Some(RewardKind::Year | RewardKind::FiveYears) => true,
            Some(RewardKind::Exceptional) => false,
            // What is written there may mean an exceptional one (R504 asks).
            None => !reward.source.is_troubled(Column::RewardKind),
        };
        let standing = match reward.matched {
            Some(matched) => standing_of(of.submission, matched),
            None => standing_of_namesakes(of.submission, reward),
        };
        let Some(standing) = standing else { continue };
        let got = match standing {
            Standing::Graded(Grade::Excellent) => continue,
            Standing::Graded(grade) => format!("được xếp “{}”", grade.label()),
            Standing::NotGraded(reason) => format!("không được xếp loại ({})", reason.label()),
        };
        if !needs_excellent {
            continue;
        }
        let spot = of.spot().at_row(&reward.source, reward.source.at).about(&reward.name.value.clean);
        let basis = &of.ground.case.regulation.reward_basis.text;
        let excellent = Grade::Excellent.label();
        // What the branch proposed was right when it did.
        if reward.matched.and_then(|matched| sent_grade(of.submission, matched)) == Some(Grade::Excellent) {
            let message =
                format!("Được đề nghị khen thưởng nhưng đảng ủy đã đổi, nay {got}; chỉ chọn từ “{excellent}”.");
            let fix = "Đảng ủy chọn “Không đồng ý” cho đề nghị này ở trang “Khen thưởng”; ‹chi bộ› không phải sửa.";
            findings.push(R501.finding_of_decision(spot, Words::new(message, fix, basis)));
            continue;
        }
        findings.push(R501.finding(
            spot,
            Words::new(
                format!("Được đề nghị khen thưởng nhưng năm nay {got}; chỉ chọn từ “{excellent}”."),
                "Bỏ đề nghị; nếu là khen đột xuất, ghi “đột xuất” ở cột Loại.",
                basis,
            ),
        ));
    }
}

/// How somebody stands whom the lists do not tell from his namesakes, or who is in the list of staff alone: only where all
/// of the name are graded, and none of them Excellent, whoever is meant.
fn standing_of_namesakes(submission: &Submission, reward: &Reward) -> Option<Standing> {
    if reward.subject == Some(RewardSubject::Collective) || reward.source.is_troubled(Column::Name) {
        return None;
    }
    let key = fold(&reward.name.value.clean);
    let members = submission.members.iter().map(|one| (&one.name, one.standing()));
    let staff = submission.staff.iter().map(|one| (&one.name, one.grade().map(Standing::Graded)));
    let named = members.chain(staff).filter(|(name, _)| fold(&name.value.clean) == key);
    let standings: Vec<Option<Standing>> = named.map(|(_, standing)| standing).collect();
    let all = standings
        .iter()
        .all(|standing| matches!(standing, Some(Standing::Graded(grade)) if *grade != Grade::Excellent));
    standings.first().copied().flatten().filter(|_| all)
}

/// The grade that the branch itself gave the one proposed.
fn sent_grade(submission: &Submission, matched: RewardMatch) -> Option<Grade> {
    let grades = match matched {
        RewardMatch::Member(index) => &submission.members.get(index)?.grades,
        RewardMatch::Collective(index) => &submission.collectives.get(index)?.grades,
    };
    grades.branch_grade.as_ref().map(|grade| grade.value)
}

/// How the one proposed stands; `None` while that is open.
fn standing_of(submission: &Submission, matched: RewardMatch) -> Option<Standing> {
    match matched {
        RewardMatch::Member(index) => submission.members.get(index)?.standing(),
        RewardMatch::Collective(index) => {
            let collective = submission.collectives.get(index)?;
            let reason = collective.reason.as_ref().map(|reason| Standing::NotGraded(reason.value));
            collective.grade().map(Standing::Graded).or(reason)
        }
    }
}

pub static R503: Rule = Rule {
    code: "R503",
    severity: Severity::Error,
    sometimes: None,
    title: "Đề nghị khen thưởng người hoặc tập thể ngoài danh sách xếp loại",
    page: include_str!("pages/R503.md"),
    fold: Fold::Never,
    check: Check::Return(not_among_the_graded),
};

fn not_among_the_graded(of: &Return, findings: &mut Vec<Finding>) {
    let submission = of.submission;
    if !submission.is_merged() {
        return;
    }
    for reward in submission.rewards.iter().filter(|reward| reward.matched.is_none() && !reward.is_refused()) {
        let knows_members = !submission.members.is_empty();
        let knows_collectives = !submission.collectives.is_empty();
        let is_known = match reward.subject {
            Some(RewardSubject::Member) => knows_members,
            Some(RewardSubject::Collective) => knows_collectives,
            None => knows_members && (knows_collectives || looks_like_a_person(reward)),
        };
        if !is_known || reward.source.is_troubled(Column::Name) || is_listed(submission, reward) {
            continue;
        }
        let message = match elsewhere(of, reward) {
            Elsewhere::Near(place) => format!(
                "Được đề nghị khen thưởng nhưng không thấy trong danh sách xếp loại của ‹chi bộ›; tên gần nhất ở {place}."
            ),
            Elsewhere::InBranch(code) => format!(
                "Được đề nghị khen thưởng nhưng không thấy trong danh sách xếp loại của ‹chi bộ›; có người trùng tên ở {code}."
            ),
            Elsewhere::Nowhere => {
                "Được đề nghị khen thưởng nhưng không thấy trong danh sách xếp loại của ‹chi bộ›.".to_owned()
            }
        };
        findings.push(R503.finding(
            of.spot().at_row(&reward.source, reward.name.at).about(&reward.name.value.clean),
            Words::new(
                message,
                "Kiểm tra cách viết tên, ghi cho giống danh sách xếp loại; nếu không thuộc ‹chi bộ›, bỏ đề nghị.",
                &of.ground.case.regulation.reward_basis.text,
            ),
        ));
    }
}

/// Where somebody proposed might be found.
enum Elsewhere {
    /// A name one or two letters off in the branch's own list, by its cell: names are not printed.
    Near(String),
    /// The same name in the list of one other branch.
    InBranch(String),
    Nowhere,
}

fn elsewhere(of: &Return, reward: &Reward) -> Elsewhere {
    let key = fold(&reward.name.value.clean);
    let near = of
        .submission
        .members
        .iter()
        .filter_map(|member| Some((edits_within(&fold(&member.name.value.clean), &key, NEAR)?, member)));
    if let Some((_, member)) = near.min_by_key(|(edits, _)| *edits) {
        return Elsewhere::Near(format!("{} › {}", member.source.sheet, member.name.at));
    }
    let others = of.ground.people.iter().filter(|person| person.submission != of.index && person.key() == key);
    let mut codes: Vec<String> = others.filter_map(|person| of.ground.spot(person.submission).branch).collect();
    codes.dedup();
    match codes.as_slice() {
        [only] => Elsewhere::InBranch(only.clone()),
        _ => Elsewhere::Nowhere,
    }
}

/// How many letters a name may be off to be offered.
const NEAR: usize = 2;

/// A name of two to five words, none of which is a collective's.
fn looks_like_a_person(reward: &Reward) -> bool {
    let key = fold(&reward.name.value.clean);
    let words = ["chi", "ban", "phòng", "tổ", "công", "đoàn", "đảng", "tập"].map(fold);
    let of_collective = key.split(' ').next().is_some_and(|first| words.iter().any(|word| word == first));
    (2..=5).contains(&key.split(' ').count()) && !of_collective
}

/// Whether the name stands somewhere in the branch's lists, though whose it is may be open (homonyms, staff).
fn is_listed(submission: &Submission, reward: &Reward) -> bool {
    let key = fold(&reward.name.value.clean);
    let may_be_person = reward.subject != Some(RewardSubject::Collective);
    let may_be_collective = reward.subject != Some(RewardSubject::Member);
    let mut people =
        submission.members.iter().map(|member| &member.name).chain(submission.staff.iter().map(|one| &one.name));
    (may_be_person && people.any(|name| fold(&name.value.clean) == key))
        || (may_be_collective
            && submission.collectives.iter().any(|one| is_same_collective(&one.name.value, &reward.name.value.clean)))
}

pub static R504: Rule = Rule {
    code: "R504",
    severity: Severity::Warning,
    sometimes: None,
    title: "Đề nghị khen thưởng chưa ghi loại",
    page: include_str!("pages/R504.md"),
    fold: Fold::Never,
    check: Check::Return(kind_missing),
};

const KIND_FIX: &str = "Ghi một loại: trong năm, 5 năm liền, hoặc đột xuất.";

fn kind_missing(of: &Return, findings: &mut Vec<Finding>) {
    if !of.submission.is_merged() {
        return;
    }
    let basis = &of.ground.case.regulation.reward_basis.text;
    // A table without the column has one cause, said once.
    let mut said_of: Vec<(&str, u32)> = Vec::new();
    for reward in of.submission.rewards.iter().filter(|reward| !reward.is_refused()) {
        if reward.kind.is_some() || reward.source.is_troubled(Column::RewardKind) {
            continue;
        }
        let subject = &reward.name.value.clean;
        match of.ground.table_of(&reward.source).map(|table| (table, table.column(Column::RewardKind))) {
            Some((table, None)) => {
                let this = (&*reward.source.file, reward.source.table);
                if is_about_something_else(table) || said_of.contains(&this) {
                    continue;
                }
                said_of.push(this);
                let at = CellAt::new(table.header_rows.0, table.columns.first().map_or(1, |seen| seen.column));
                findings.push(R504.finding(
                    of.spot().at_row(&reward.source, at),
                    Words::new(
                        "Bảng khen thưởng không có cột Loại, nên chưa biết điều kiện của từng đề nghị; tạm coi là trong năm.",
                        "Thêm cột Loại: trong năm, 5 năm liền, hoặc đột xuất.",
                        basis,
                    ),
                ));
            }
            found => {
                let column = found.and_then(|(_, column)| column);
                let at = column.map_or(reward.source.at, |column| CellAt::new(reward.source.row, column));
                findings.push(R504.finding(
                    of.spot().at_row(&reward.source, at).about(subject),
                    Words::new("Đề nghị khen thưởng chưa ghi loại; tạm coi là trong năm.", KIND_FIX, basis),
                ));
            }
        }
    }
}

/// A proposal ticked in a table of members or collectives is one of the year by its place.
fn is_about_something_else(table: &Table) -> bool {
    table.kind != TableKind::Rewards
}

/// R504 where something is written that is no known kind.
pub fn unclear_kind(text: &str) -> Spoken {
    Spoken::new(&R504, Words::new(format!("Loại khen thưởng {} chưa rõ.", quote(text)), KIND_FIX, PLAN))
}

pub static R506: Rule = Rule {
    code: "R506",
    severity: Severity::Warning,
    sometimes: None,
    title: "Đề nghị khen thưởng hai lần",
    page: include_str!("pages/R506.md"),
    fold: Fold::Never,
    check: Check::Return(proposed_twice),
};

fn proposed_twice(of: &Return, findings: &mut Vec<Finding>) {
    if !of.submission.is_merged() {
        return;
    }
    let rewards: Vec<&Reward> = of.submission.rewards.iter().filter(|reward| !reward.is_refused()).collect();
    for (index, reward) in rewards.iter().enumerate() {
        let Some(earlier) = rewards[..index].iter().find(|earlier| is_same_proposal(earlier, reward)) else { continue };
        findings.push(R506.finding(
            of.spot().at_row(&reward.source, reward.name.at).about(&reward.name.value.clean),
            Words::new(
                format!("Đã được đề nghị cùng loại ở {} › {}.", quote(&earlier.source.sheet), earlier.name.at),
                "Giữ một đề nghị; nếu là hai loại khen khác nhau, ghi rõ ở cột Loại.",
                &of.ground.case.regulation.reward_basis.text,
            ),
        ));
    }
}

/// The same person or collective for the same kind. Two people of one name whom nothing tells apart are left alone.
fn is_same_proposal(a: &Reward, b: &Reward) -> bool {
    let kind = |reward: &Reward| reward.kind.as_ref().map_or(RewardKind::Year, |kind| kind.value);
    let is_same_subject = match (a.matched, b.matched) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            let is_collective = [a, b].iter().all(|one| one.subject == Some(RewardSubject::Collective));
            is_collective && fold(&a.name.value.clean) == fold(&b.name.value.clean)
        }
        _ => false,
    };
    is_same_subject && kind(a) == kind(b)
}
