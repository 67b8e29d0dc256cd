//! Family X, what the committee decided: changes it made to the branches' grades, and decisions that no longer fit.

use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Rule, Spot, Words};
use super::words::{TECHNICAL, quote, quote_unless_personal};
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::decision::{CommitteeWords, RowDecision, Typed, UnfitWhy};
use crate::domain::member::{ActorGrades, Member, RowSource};
use crate::domain::submission::Submission;
use std::collections::BTreeMap;

pub static X607: Rule = Rule {
    code: "X607",
    severity: Severity::Note,
    sometimes: None,
    title: "Đảng ủy đổi mức chi bộ xếp loại",
    page: include_str!("pages/X607.md"),
    fold: Fold::Never,
    check: Check::Bloc(changed_by_committee),
};

/// A record with grades, as far as these rules look at it.
struct Graded<'a> {
    source: &'a RowSource,
    subject: &'a str,
    grades: &'a ActorGrades,
}

fn graded(submission: &Submission) -> impl Iterator<Item = Graded<'_>> {
    let members = submission.members.iter().map(|one| (&one.source, one.name.value.clean.as_str(), &one.grades));
    let collectives = submission.collectives.iter().map(|one| (&one.source, one.name.value.as_str(), &one.grades));
    let staff = submission.staff.iter().map(|one| (&one.source, one.name.value.clean.as_str(), &one.grades));
    let all = members.chain(collectives).chain(staff);
    all.map(|(source, subject, grades)| Graded { source, subject, grades })
}

fn merged<'a>(ground: &Ground<'a>) -> impl Iterator<Item = (usize, &'a Submission)> {
    ground.submissions().iter().enumerate().filter(|(_, submission)| submission.is_merged())
}

fn changed_by_committee(ground: &Ground, findings: &mut Vec<Finding>) {
    for (index, submission) in merged(ground) {
        for one in graded(submission) {
            let Some(committee) = &one.grades.committee_grade else { continue };
            let from = match &one.grades.branch_grade {
                Some(branch) if branch.value == committee.value => continue,
                Some(branch) => format!("từ “{}”", branch.value.label()),
                None if is_only_grade(ground, one.source) => continue,
                None => "từ chỗ chưa có mức".to_owned(),
            };
            let why = match &one.grades.committee_words.why {
                Some(why) => format!("Lý do: {}.", quote_unless_personal(why, Some(one.subject))),
                None => "Chưa ghi lý do.".to_owned(),
            };
            let fix = match one.grades.committee_words.why {
                Some(_) => "Không cần sửa; thông báo kết quả cho ‹chi bộ›.",
                None => "Ghi lý do ở cột “Lý do thay đổi”, rồi thông báo kết quả cho ‹chi bộ›.",
            };
            let spot = ground.spot(index).at_row(one.source, one.source.at).about(one.subject);
            let message = format!("Đảng ủy đổi {from} thành “{}”. {why}", committee.value.label());
            findings.push(X607.finding_of_decision(spot, Words::new(message, fix, &ground.case.regulation.title)));
        }
    }
}

/// A member's row as the branch sent it, where the committee decided another grade than the branch; `None` where it did
/// not.
pub(super) fn as_sent(ground: &Ground, member: &Member) -> Option<Member> {
    let committee = member.grades.committee_grade.as_ref()?.value;
    let branch = member.grades.branch_grade.as_ref().map(|grade| grade.value);
    if branch == Some(committee) || branch.is_none() && is_only_grade(ground, &member.source) {
        return None;
    }
    let mut sent = member.clone();
    sent.grades.committee_grade = None;
    sent.grades.committee_words = CommitteeWords::default();
    Some(sent)
}

/// Whether the list has the deciding body's grades and none of the branch's (“Cấp ủy quyết định” of the form of 2025): the
/// grade is then what the return says, and nothing was changed.
fn is_only_grade(ground: &Ground, source: &RowSource) -> bool {
    ground.table_of(source).is_some_and(|table| {
        let has = |wanted: fn(&Column) -> bool| table.columns.iter().any(|seen| wanted(&seen.meaning));
        has(|meaning| *meaning == Column::Grade(Actor::Committee))
            && !has(|meaning| {
                matches!(
                    meaning,
                    Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _) | Column::TickNotGraded(_)
                )
            })
    })
}

pub static X609: Rule = Rule {
    code: "X609",
    severity: Severity::Warning,
    sometimes: None,
    title: "Quyết định đã ghi không áp dụng được",
    page: include_str!("pages/X609.md"),
    fold: Fold::Never,
    check: Check::Bloc(does_not_fit),
};

fn does_not_fit(ground: &Ground, findings: &mut Vec<Finding>) {
    for (index, submission) in merged(ground) {
        for one in graded(submission) {
            let spot = || ground.spot(index).at_row(one.source, one.source.at).about(one.subject);
            findings.extend(not_understood(
                &one.grades.committee_words,
                spot,
                "Chọn một trong bốn mức trong danh sách.",
            ));
        }
        for reward in &submission.rewards {
            let (source, name) = (&reward.source, &reward.name.value.clean);
            let spot = || ground.spot(index).at_row(source, source.at).about(name);
            findings.extend(not_understood(&reward.committee_words, spot, "Chọn “Đồng ý” hoặc “Không đồng ý”."));
        }
    }
    let mut waiting: BTreeMap<usize, usize> = BTreeMap::new();
    for unfit in &ground.case.campaign.unfit {
        if let (Typed::Row(row), UnfitWhy::RowGone { .. }) = (&unfit.typed, &unfit.why)
            && let Some(index) = without_return(ground, &row.branch)
        {
            *waiting.entry(index).or_default() += 1;
            continue;
        }
        let (branch, subject, typed, list) = match &unfit.typed {
            Typed::Row(row) => (&row.branch, &row.name, in_words(row), sheet_of(row.about)),
            Typed::Handling(handling) => {
                let typed = quote_unless_personal(&handling.words, Some(&handling.subject));
                (&handling.branch, &handling.subject, typed, "Cần rà soát")
            }
        };
        let (why, fix) = match &unfit.why {
            UnfitWhy::RowGone { alike: None } => (
                "dòng này không còn trong hồ sơ ‹chi bộ› nộp".to_owned(),
                "Kiểm tra với ‹chi bộ›; nếu không cần nữa, xóa ở trang “Quyết định không còn khớp”.".to_owned(),
            ),
            UnfitWhy::RowGone { alike: Some(place) } => (
                "dòng này không còn; số thẻ hoặc ngày sinh có thể đã được sửa".to_owned(),
                format!(
                    "Xem {} › {} › {}; nếu là một người, ghi lại quyết định ở dòng đó.",
                    place.file, place.sheet, place.at
                ),
            ),
            UnfitWhy::RowChanged { now, .. } => {
                let before = match &unfit.typed {
                    Typed::Row(row) if !row.returned.is_empty() => {
                        format!("khi quyết định ‹chi bộ› ghi {}", quote(&row.returned))
                    }
                    Typed::Row(_) | Typed::Handling(_) => "khi quyết định ‹chi bộ› để trống".to_owned(),
                };
                let now =
                    if now.is_empty() { "nay để trống".to_owned() } else { format!("nay ghi {}", quote(now)) };
                (format!("{before}, {now}"), "Đảng ủy xem lại và ghi quyết định mới ở dòng của người này.".to_owned())
            }
            UnfitWhy::TwoDecisions { other } => (
                format!("một dòng có hai quyết định khác nhau, quyết định kia ghi {}", quote(other)),
                "Ghi một quyết định ở dòng của người này; hai quyết định cũ sẽ được thay.".to_owned(),
            ),
            UnfitWhy::FindingChanged => (
                "nội dung cần rà soát đã thay đổi từ khi ghi cách xử lý".to_owned(),
                "Xem nội dung mới và ghi lại cách xử lý.".to_owned(),
            ),
            // Done with: shown on its sheet, nothing to do.
            UnfitWhy::FindingGone => continue,
        };
        let at = ground.submissions().iter().position(|one| one.branch.is_some() && one.code == *branch);
        let spot = at.map(|at| ground.spot(at)).unwrap_or_default();
        let spot = Spot { branch: Some(branch.clone()).filter(|code| !code.is_empty()), ..spot };
        let spot = if subject.is_empty() { spot } else { spot.about(subject) };
        let message =
            format!("Phần đảng ủy đã ghi ở trang “{list}” ({typed}) không áp dụng: {why}. Phần đã ghi được giữ lại.");
        findings.push(X609.finding(spot, Words::new(message, fix, TECHNICAL)));
    }
    for (index, n) in waiting {
        let message = format!(
            "Chưa có hồ sơ dùng được của ‹chi bộ› nên {n} quyết định đã ghi chưa áp dụng. Phần đã ghi được giữ lại."
        );
        let fix = "Không cần ghi lại: khi có hồ sơ, chạy lại thì các quyết định được áp dụng.";
        findings.push(X609.finding(ground.spot(index), Words::new(message, fix, TECHNICAL)));
    }
}

/// The submission of this branch, when there is nothing in it that a decision could fit: that is said, and what was
/// decided waits for it.
fn without_return(ground: &Ground, code: &str) -> Option<usize> {
    let at = ground.submissions().iter().position(|one| one.branch.is_some() && one.code == code)?;
    (!ground.submissions()[at].is_merged()).then_some(at)
}

fn not_understood(words: &CommitteeWords, spot: impl Fn() -> Spot, fix: &str) -> Option<Finding> {
    let typed = words.not_understood.as_deref()?;
    let message = format!(
        "Cột “Đảng ủy quyết định” ghi {}: không rõ là quyết định nào nên không áp dụng, vẫn lấy theo ‹chi bộ›.",
        quote(typed)
    );
    Some(X609.finding(spot(), Words::new(message, fix, TECHNICAL)))
}

/// What was typed on a row: the decision, the reason.
fn in_words(row: &RowDecision) -> String {
    match (row.written.is_empty(), row.why.is_empty()) {
        (false, true) => quote_unless_personal(&row.written, Some(&row.name)),
        (false, false) => format!("{}, có lý do", quote_unless_personal(&row.written, Some(&row.name))),
        (true, _) => "chỉ có lý do".to_owned(),
    }
}

fn sheet_of(about: TableKind) -> &'static str {
    match about {
        TableKind::Members | TableKind::Summary => "Đảng viên",
        TableKind::Collectives => "Tập thể",
        TableKind::Staff => "Công chức",
        TableKind::Rewards => "Khen thưởng",
    }
}
