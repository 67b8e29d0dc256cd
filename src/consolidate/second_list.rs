//! People a branch lists twice on purpose: in the list of all members, and in a second list of those not reviewed or
//! graded with the reason (forms.md §3, skeleton 4), or of those with one grade (“Danh sách đảng viên hoàn thành xuất sắc
//! nhiệm vụ”). They are one person; the second row only adds.

use super::identity::{Person, pair};
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::grade::Reason;
use crate::domain::member::{Member, RowSource};
use crate::domain::reading::Table;

/// Whether the people of a table may be listed a second time there.
pub fn is_second_list(table: &Table) -> bool {
    is_list_of_reasons(table) || table.kind == TableKind::Members && table.is_of_one_grade
}

/// Whether a table lists people for not being graded: reasons, and no column for a grade of the branch.
pub fn is_list_of_reasons(table: &Table) -> bool {
    let grades = |column: Column| matches!(column, Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _));
    let reasons = |column: Column| matches!(column, Column::NotGradedReason | Column::TickNotGraded(Actor::Branch));
    table.kind == TableKind::Members
        && !table.columns.iter().any(|seen| grades(seen.meaning))
        && table.columns.iter().any(|seen| reasons(seen.meaning))
}

/// Adds what second lists say to the members of the first ones and takes the second rows out of the list; gives the
/// rows so joined. Who stands in a second list alone stays a member of his own.
pub fn join(members: &mut Vec<Member>, is_second: impl Fn(&RowSource) -> bool) -> Vec<RowSource> {
    if !members.iter().any(|member| is_second(&member.source)) {
        return Vec::new();
    }
    let (second, mut first): (Vec<Member>, Vec<Member>) =
        std::mem::take(members).into_iter().partition(|member| is_second(&member.source));
    let people = |members: &[Member]| members.iter().map(Person::of_member).collect::<Vec<_>>();
    let (of_second, of_first) = (people(&second), people(&first));
    let fellows = pair(&of_second, &of_first);
    let mut joined = Vec::new();
    let mut alone = Vec::new();
    for (index, member) in second.into_iter().enumerate() {
        let fellow = fellows[index].filter(|&fellow| {
            of_first[fellow].name == of_second[index].name
                && !of_first[fellow].contradicts(&of_second[index])
                && !differ(&first[fellow], &member)
        });
        match fellow {
            Some(fellow) => {
                joined.push(member.source.clone());
                add(&mut first[fellow], member);
            }
            None => alone.push(member),
        }
    }
    *members = first;
    members.append(&mut alone);
    joined
}

/// Two grades for one person are two words, and for the rules to tell.
fn differ(first: &Member, second: &Member) -> bool {
    match (&first.grades.branch_grade, &second.grades.branch_grade) {
        (Some(first), Some(second)) => first.value != second.value,
        (None, Some(_)) => first.reason.is_some(),
        (_, None) => false,
    }
}

/// What only the second row says.
fn add(first: &mut Member, second: Member) {
    // A vague reason beside a grade explains it; a named one contradicts it and is for the rules to say.
    let is_vague = second.reason.as_ref().is_none_or(|reason| reason.value == Reason::Other);
    let is_open = first.reason.as_ref().is_none_or(|reason| reason.value == Reason::Other);
    if is_open && !(is_vague && (first.grades.branch_grade.is_some() || first.reason.is_some())) {
        first.reason = second.reason;
        first.reason_text = second.reason_text;
    }
    first.grades.branch_grade = first.grades.branch_grade.take().or(second.grades.branch_grade);
    first.category = first.category.or(second.category);
    first.card_no = first.card_no.take().or(second.card_no);
    first.person_code = first.person_code.take().or(second.person_code);
    first.born = first.born.take().or(second.born);
    first.joined = first.joined.take().or(second.joined);
    first.official = first.official.take().or(second.official);
    first.post = first.post.take().or(second.post);
    first.note = first.note.take().or(second.note);
}
