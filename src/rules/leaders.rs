//! Family B, leaders and the collectives they lead: the head against his collective, and the collective against the
//! discipline of its leaders.

use super::finding::{Finding, Severity};
use super::post::{Body, Duties, body_of, duties, may_be_one_room};
use super::rule::{Check, Fold, MemberRow, Return, Rule, Words};
use super::within::{is_of_earlier_year, is_remedied};
use crate::domain::column::Column;
use crate::domain::grade::Grade;
use crate::domain::member::{Discipline, Member};
use crate::domain::people::Collective;
use crate::regulation::profile::listing::discipline_in_words;
use crate::regulation::profile::parts::Weight;
use crate::text::fold::{fold, skeleton};

pub static B415: Rule = Rule {
    code: "B415",
    severity: Severity::Warning,
    sometimes: Some((Severity::Error, "theo hồ sơ quy định 2025-366")),
    title: "Người đứng đầu xếp cao hơn tập thể mình đứng đầu",
    page: include_str!("pages/B415.md"),
    fold: Fold::Never,
    check: Check::Return(head_above_collective),
};

fn head_above_collective(of: &Return, findings: &mut Vec<Finding>) {
    let submission = of.submission;
    if !submission.is_merged() || submission.collectives.is_empty() {
        return;
    }
    let regulation = of.ground.case.regulation;
    let severity = match regulation.head_above_collective.value {
        Weight::Warning => Severity::Warning,
        Weight::Error => Severity::Error,
    };
    for member in &submission.members {
        let row = MemberRow { of, member, table: None };
        let Some((grade, at)) = row.grade() else { continue };
        let duties = duties_of(of, member);
        let headed = submission.collectives.iter().filter(|collective| heads(&duties, member, collective, of));
        // One finding a person: the lowest of the collectives he heads says it.
        let lowest =
            headed.filter_map(|collective| Some((collective.grade()?, collective))).min_by_key(|(low, _)| *low);
        let Some((low, collective)) = lowest.filter(|(low, _)| *low < grade) else { continue };
        findings.push(B415.finding_of(
            severity,
            of.spot().at_row(&member.source, at).about(&member.name.value.clean),
            Words::new(
                format!(
                    "Người đứng đầu xếp “{}”, cao hơn tập thể mình đứng đầu ({} › {} › {} xếp “{}”).",
                    grade.label(),
                    collective.source.file,
                    collective.source.sheet,
                    collective.source.at,
                    low.label()
                ),
                "Xem lại một trong hai mức: người đứng đầu không xếp cao hơn tập thể.",
                &regulation.head_above_collective.basis.text,
            ),
        ));
    }
}

/// What a member's post says, in the return or else in the plan; and, where no post says it, the secretary that the
/// plan names for the branch.
fn duties_of(of: &Return, member: &Member) -> Duties {
    let plan = &of.ground.case.campaign.plan;
    let listed = member.roster.and_then(|index| plan.roster.get(index)).and_then(|listed| listed.post.as_deref());
    let mut found = duties(member.post.as_ref().map(|post| post.value.as_str()).or(listed).unwrap_or_default());
    let secretary = of.submission.branch.and_then(|branch| plan.branches.get(branch)?.secretary.as_deref());
    let is_secretary = |member: &Member| {
        secretary.is_some_and(|name| !name.trim().is_empty() && fold(name) == fold(&member.name.value.clean))
    };
    let is_said =
        of.submission.members.iter().any(|one| one.post.as_ref().is_some_and(|post| duties(&post.value).heads_branch));
    if !is_said && is_secretary(member) && of.submission.members.iter().filter(|one| is_secretary(one)).count() == 1 {
        found.heads_branch = true;
        found.sits_in_branch_committee = true;
    }
    found
}

fn heads(duties: &Duties, member: &Member, collective: &Collective, of: &Return) -> bool {
    match body_of(collective) {
        Body::BranchCommittee | Body::Branch => duties.heads_branch,
        Body::Committee => duties.heads_committee,
        Body::RoomLeadership(room) => {
            duties.heads_room.as_ref().is_some_and(|of_post| is_his_room(of_post, member, &room, of))
        }
        Body::Other => false,
    }
}

/// Whether a leader's room is the one a leadership is of: by the post, else by the column Phòng; where neither says it,
/// only when there is no other leadership in the return.
fn is_his_room(of_post: &str, member: &Member, room: &str, of: &Return) -> bool {
    let of_row = member.room.as_ref().map(|room| skeleton(&room.value)).unwrap_or_default();
    let own = if of_post.is_empty() { of_row.as_str() } else { of_post };
    let own = own.trim_start_matches("phong ").trim_start_matches("ban ");
    if own.is_empty() || room.is_empty() {
        let leaderships =
            of.submission.collectives.iter().filter(|one| matches!(body_of(one), Body::RoomLeadership(_)));
        return leaderships.count() == 1;
    }
    may_be_one_room(own, room)
}

pub static B416: Rule = Rule {
    code: "B416",
    severity: Severity::Error,
    sometimes: None,
    title: "Tập thể xếp cao hơn mức cho phép khi thành viên lãnh đạo bị kỷ luật",
    page: include_str!("pages/B416.md"),
    fold: Fold::Never,
    check: Check::Return(collective_of_the_disciplined),
};

fn collective_of_the_disciplined(of: &Return, findings: &mut Vec<Finding>) {
    let submission = of.submission;
    if !submission.is_merged() || submission.collectives.is_empty() {
        return;
    }
    let regulation = of.ground.case.regulation;
    let from = regulation.discipline_of_leaders.value;
    let disciplined: Vec<(&Member, Discipline, Duties)> = submission
        .members
        .iter()
        .filter_map(|member| {
            let form = member.discipline.as_ref()?.value;
            let counts = form >= from && form != Discipline::Unclear && !member.source.is_troubled(Column::Discipline);
            let is_excused = regulation.discipline_is_excused_when_remedied && is_remedied(member);
            let row = MemberRow { of, member, table: None };
            (counts && !is_excused && !is_of_earlier_year(&row)).then(|| (member, form, duties_of(of, member)))
        })
        .collect();
    let has_committee = submission.collectives.iter().any(|one| body_of(one) == Body::BranchCommittee);
    for collective in &submission.collectives {
        let Some(grade) = collective.grade().filter(|grade| *grade != Grade::NotCompleted) else { continue };
        let body = body_of(collective);
        let leads = |(member, _, duties): &&(&Member, Discipline, Duties)| match &body {
            Body::BranchCommittee => duties.sits_in_branch_committee,
            // The chi ủy leads the branch; where there is none, the secretary and deputy do.
            Body::Branch => !has_committee && duties.sits_in_branch_committee,
            Body::Committee => duties.heads_committee,
            Body::RoomLeadership(room) => {
                duties.leads_room.as_ref().is_some_and(|of_post| is_his_room(of_post, member, room, of))
            }
            Body::Other => false,
        };
        let Some((member, form, _)) = disciplined.iter().find(leads) else { continue };
        let place = member.discipline.as_ref().map_or(member.source.at, |found| found.at);
        let at = collective.grades.branch_grade.as_ref().map_or(collective.source.at, |grade| grade.at);
        findings.push(B416.finding(
            of.spot().at_row(&collective.source, at).about(&collective.name.value),
            Words::new(
                format!(
                    "Tập thể xếp “{}” trong khi một thành viên lãnh đạo bị kỷ luật {} ({} › {} › {place}).",
                    grade.label(),
                    discipline_in_words(*form),
                    member.source.file,
                    member.source.sheet,
                ),
                "Xếp tập thể “Không hoàn thành nhiệm vụ”; nếu người bị kỷ luật không thuộc tập thể này, sửa chức vụ.",
                &regulation.discipline_of_leaders.basis.text,
            ),
        ));
    }
}
