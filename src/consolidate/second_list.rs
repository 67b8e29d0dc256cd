//! People a branch lists twice on purpose: in the list of all members, and in a second list of those not reviewed or
//! graded with the reason (forms.md §3, skeleton 4), of those with one grade (“Danh sách đảng viên hoàn thành xuất sắc
//! nhiệm vụ”), or in a list of something else altogether: opinions of the place of residence, self-reviews, discipline.
//! They are one person; the second row only adds.

use super::identity::{Person, pair};
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::grade::Reason;
use crate::domain::member::{CarriedCell, Member, RowSource};
use crate::domain::reading::{Reading, Table};
use crate::intake::value::name::name_key;
use std::sync::Arc;

/// Whether the people of a table may be listed a second time there. `number` is the table's in its file.
pub fn is_second_list(reading: &Reading, number: u32) -> bool {
    reading
        .tables
        .get(number as usize)
        .is_some_and(|table| is_list_of_reasons(table) || table.kind == TableKind::Members && table.is_of_one_grade)
        || reading.faults.iter().any(|fault| lacks_grades(fault, number))
}

/// Whether a fault says that a table of members has no column for the branch's grade (H201).
fn lacks_grades(fault: &Fault, number: u32) -> bool {
    fault.table == Some(number)
        && matches!(
            fault.kind,
            FaultKind::MissingColumn { column: Column::Grade(Actor::Branch), table: TableKind::Members, .. }
        )
}

/// A list whose people are all in another one needs no grades: that it has no column for them is no fault.
pub fn forgive_lists_without_grades(reading: &mut Reading, joined: &[RowSource], members: &[Member]) {
    let path = reading.file.path.clone();
    let is_of = |source: &RowSource, number: u32| source.file == path && source.table == number;
    reading.faults.retain(|fault| {
        let Some(number) = fault.table.filter(|&number| lacks_grades(fault, number)) else { return true };
        let is_joined = joined.iter().any(|source| is_of(source, number));
        !is_joined || members.iter().any(|member| is_of(&member.source, number))
    });
}

/// Whether a table lists people for not being graded: reasons, and no column for a grade of the branch.
pub fn is_list_of_reasons(table: &Table) -> bool {
    let grades = |column: Column| matches!(column, Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _));
    let reasons = |column: Column| matches!(column, Column::NotGradedReason | Column::TickNotGraded(Actor::Branch));
    table.kind == TableKind::Members
        && !table.columns.iter().any(|seen| grades(seen.meaning))
        && table.columns.iter().any(|seen| reasons(seen.meaning))
}

/// The tables, as file and number, that say of the same people the same as an earlier one does, row for row: a sheet that
/// was copied and left in the workbook. One row alone may be a mistake, and a list that differs is another list.
pub fn copies(members: &[Member]) -> Vec<(Arc<str>, u32)> {
    let place = |member: &Member| (member.source.file.clone(), member.source.table);
    if members.first().is_none_or(|first| members.iter().all(|member| place(member) == place(first))) {
        return Vec::new();
    }
    let mut lists: Vec<(Arc<str>, u32, Vec<Said>)> = Vec::new();
    for member in members {
        let source = &member.source;
        let said = (
            name_key(&member.name.value.clean),
            member.born.as_ref().map(|born| born.value.iso()),
            member.grades.branch_grade.as_ref().map(|grade| grade.value.label()),
        );
        match lists.iter_mut().rfind(|(file, table, _)| *file == source.file && *table == source.table) {
            Some((_, _, list)) => list.push(said),
            None => lists.push((source.file.clone(), source.table, vec![said])),
        }
    }
    lists.iter_mut().for_each(|(_, _, list)| list.sort());
    let is_copy = |at: usize| {
        let (file, _, list) = &lists[at];
        list.len() > 1 && lists[..at].iter().any(|(earlier, _, other)| earlier == file && other == list)
    };
    (0..lists.len()).filter(|&at| is_copy(at)).map(|at| (lists[at].0.clone(), lists[at].1)).collect()
}

/// What a list says of one person: name, birth, grade.
type Said = (String, Option<String>, Option<&'static str>);

/// Adds what second lists say to the members of the first ones and takes the second rows out of the list; gives the
/// rows so joined. Who stands in a second list alone stays a member of his own.
pub fn join(members: &mut Vec<Member>, is_second: impl Fn(&RowSource) -> bool) -> Vec<RowSource> {
    if !members.iter().any(|member| is_second(&member.source)) {
        return Vec::new();
    }
    let (second, mut first): (Vec<Member>, Vec<Member>) =
        std::mem::take(members).into_iter().partition(|member| is_second(&member.source));
    let mut joined = Vec::new();
    let mut alone = Vec::new();
    // List by list: somebody may stand once in each.
    let mut second = second.into_iter().peekable();
    while let Some(next) = second.peek() {
        let of = next.source.clone();
        let mut list = Vec::new();
        while let Some(member) =
            second.next_if(|member| member.source.file == of.file && member.source.table == of.table)
        {
            list.push(member);
        }
        join_list(&mut first, list, &mut joined, &mut alone);
    }
    *members = first;
    members.append(&mut alone);
    joined
}

fn join_list(first: &mut [Member], list: Vec<Member>, joined: &mut Vec<RowSource>, alone: &mut Vec<Member>) {
    let people = |members: &[Member]| members.iter().map(Person::of_member).collect::<Vec<_>>();
    let (of_list, of_first) = (people(&list), people(first));
    let fellows = pair(&of_list, &of_first);
    for (index, member) in list.into_iter().enumerate() {
        let fellow = fellows[index].filter(|&fellow| {
            of_first[fellow].name == of_list[index].name
                && !of_first[fellow].contradicts(&of_list[index])
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
    first.category = first.category.or(second.category);
    first.card_no = first.card_no.take().or(second.card_no);
    first.person_code = first.person_code.take().or(second.person_code);
    first.born = first.born.take().or(second.born);
    first.joined = first.joined.take().or(second.joined);
    first.official = first.official.take().or(second.official);
    first.post = first.post.take().or(second.post);
    let (grades, more) = (&mut first.grades, second.grades);
    grades.branch_grade = grades.branch_grade.take().or(more.branch_grade);
    grades.self_grade = grades.self_grade.take().or(more.self_grade);
    grades.staff_grade = grades.staff_grade.take().or(more.staff_grade);
    grades.proposed_grade = grades.proposed_grade.take().or(more.proposed_grade);
    first.room = first.room.take().or(second.room);
    first.civil_servant = first.civil_servant.or(second.civil_servant);
    first.self_review = first.self_review.take().or(second.self_review);
    first.reviewed_at = first.reviewed_at.take().or(second.reviewed_at);
    first.residence = first.residence.take().or(second.residence);
    if first.discipline.is_none() {
        first.discipline = second.discipline;
        first.discipline_text = second.discipline_text;
    }
    first.scores = first.scores.take().or(second.scores);
    // A second note is carried along: neither says more than the other.
    match (&first.note, second.note) {
        (None, note) => first.note = note,
        (Some(own), Some(note)) if own.value != note.value => {
            first.carried.push(CarriedCell { header: "Ghi chú".into(), text: note.value.to_string(), at: note.at });
        }
        (Some(_), _) => {}
    }
    first.carried.extend(second.carried);
}
