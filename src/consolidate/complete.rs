//! Whether a file gave all it holds: the rows taken from it beside every figure that says how many there should be. It
//! catches what no guard knows of yet: a reader that misses rows misses them against some figure.

use crate::domain::campaign::Campaign;
use crate::domain::column::TableKind;
use crate::domain::reading::{Counted, Outcome, Reading};
use crate::domain::submission::Submission;
use std::collections::HashMap;

/// The tables of one kind in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileCheck {
    /// Index into the campaign's files.
    pub file: usize,
    pub kind: TableKind,
    /// Rows that became records.
    pub taken: u32,
    pub set_aside: u32,
    /// What the running numbers say.
    pub numbered: Option<u32>,
    /// The total the tables state.
    pub stated: Option<u32>,
    /// How many members the branches in this file have, as the form in it declares.
    pub declared: Option<u32>,
    /// The same, as the plan says.
    pub planned: Option<u32>,
    /// How many people there are against the last two: those of second lists are not counted twice.
    pub people: u32,
}

/// How the figures of a file stand to each other.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Agrees,
    /// It agrees when rows set aside are among those meant.
    AgreesWithSetAside,
    Differs,
    /// There is no figure to hold the rows against.
    Alone,
}

impl FileCheck {
    pub fn verdict(&self) -> Verdict {
        let of_rows = [self.numbered, self.stated].into_iter().flatten().map(|figure| (figure, self.taken));
        let of_people = [self.declared, self.planned].into_iter().flatten().map(|figure| (figure, self.people));
        let pairs: Vec<(u32, u32)> = of_rows.chain(of_people).collect();
        if pairs.is_empty() {
            Verdict::Alone
        } else if pairs.iter().all(|(figure, found)| figure == found) {
            Verdict::Agrees
        } else if pairs.iter().all(|&(figure, found)| (found..=found + self.set_aside).contains(&figure)) {
            Verdict::AgreesWithSetAside
        } else {
            Verdict::Differs
        }
    }
}

/// Every file that was read, in path order, and in it every kind of table that has rows or a figure.
pub fn of_files(campaign: &Campaign) -> Vec<FileCheck> {
    const KINDS: [TableKind; 4] = [TableKind::Members, TableKind::Collectives, TableKind::Staff, TableKind::Rewards];
    let listed = listed(campaign);
    let read = campaign.files.iter().enumerate().filter(|(_, reading)| reading.outcome == Outcome::Read);
    let all = read.flat_map(|(file, reading)| KINDS.map(|kind| of_kind(campaign, file, reading, kind, &listed)));
    all.filter(|check| check.taken + check.set_aside > 0 || check.verdict() != Verdict::Alone).collect()
}

/// The merged submissions whose members each file lists, in plan order.
type Listed<'c> = HashMap<&'c str, Vec<&'c Submission>>;

/// Gone through once for all files: a campaign may have ten thousand of both.
fn listed(campaign: &Campaign) -> Listed<'_> {
    let mut listed = Listed::new();
    for submission in campaign.submissions.iter().filter(|submission| submission.is_merged()) {
        let mut last = None;
        for member in &submission.members {
            let path = &*member.source.file;
            if last.replace(path) == Some(path) {
                continue;
            }
            let here = listed.entry(path).or_default();
            if here.last().is_none_or(|&before| !std::ptr::eq(before, submission)) {
                here.push(submission);
            }
        }
    }
    listed
}

fn of_kind(campaign: &Campaign, file: usize, reading: &Reading, kind: TableKind, listed: &Listed) -> FileCheck {
    let (mut taken, mut set_aside, mut numbered) = (0, 0, 0_u32);
    let tables: Vec<u32> =
        (0..).zip(&reading.tables).filter(|(_, table)| table.kind == kind).map(|(at, _)| at).collect();
    for &table in &tables {
        let tally = &reading.tables[table as usize].tally;
        taken += tally.records;
        set_aside += tally.set_aside;
        numbered = numbered.saturating_add(tally.numbered);
    }
    let mut check = FileCheck {
        file,
        kind,
        taken,
        set_aside,
        numbered: (numbered > 0).then_some(numbered),
        stated: stated(reading, kind, &tables),
        declared: None,
        planned: None,
        people: taken,
    };
    if kind == TableKind::Members && !tables.is_empty() {
        let here = listed.get(&*reading.file.path).map_or(&[][..], Vec::as_slice);
        of_members(campaign, here, &mut check);
    }
    check
}

/// The totals that tables of a kind state of themselves, added; else the one the file states of all of them.
fn stated(reading: &Reading, kind: TableKind, tables: &[u32]) -> Option<u32> {
    let all = || reading.stated.iter().filter(|stated| stated.kind == kind && stated.counted == Counted::All);
    let of_table = |&table: &u32| all().find(|stated| stated.table == Some(table)).map(|stated| stated.figure);
    let of_tables: Vec<u32> = tables.iter().filter_map(of_table).collect();
    if of_tables.is_empty() {
        return all().find(|stated| stated.table.is_none()).map(|stated| stated.figure);
    }
    Some(of_tables.into_iter().fold(0, u32::saturating_add))
}

/// What is known of the branches whose members the checked file lists (`submissions`), when it lists all of them.
fn of_members(campaign: &Campaign, submissions: &[&Submission], check: &mut FileCheck) {
    let reading = &campaign.files[check.file];
    let is_whole =
        |submission: &&Submission| submission.members.iter().all(|member| member.source.file == reading.file.path);
    if submissions.is_empty() || !submissions.iter().all(is_whole) {
        return;
    }
    check.people = submissions.iter().map(|submission| submission.members.len() as u32).sum();
    let headcount = |submission: &&Submission| campaign.plan.branches.get(submission.branch?)?.headcount;
    let headcounts: Option<Vec<u32>> = submissions.iter().map(headcount).collect();
    check.planned = headcounts.map(|figures| figures.into_iter().fold(0, u32::saturating_add));
    check.declared = reading.declared.n_members.as_ref().map(|declared| declared.value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_held_against_what_they_speak_of() {
        // Taken, set aside, people; numbered, stated, declared, planned.
        let cases = [
            ((12, 0, 12), [None, None, None, None], Verdict::Alone),
            ((12, 0, 12), [Some(12), Some(12), Some(12), Some(12)], Verdict::Agrees),
            ((12, 0, 12), [Some(13), None, None, None], Verdict::Differs),
            ((12, 1, 12), [Some(13), None, None, Some(12)], Verdict::AgreesWithSetAside),
            ((12, 1, 12), [Some(14), None, None, None], Verdict::Differs),
            ((12, 1, 12), [Some(11), None, None, None], Verdict::Differs),
            // A second list of two says again who was listed.
            ((14, 0, 12), [Some(14), None, Some(12), Some(12)], Verdict::Agrees),
            ((14, 0, 12), [Some(14), None, None, Some(14)], Verdict::Differs),
        ];
        for ((taken, set_aside, people), [numbered, stated, declared, planned], expected) in cases {
            let kind = TableKind::Members;
            let check = FileCheck { file: 0, kind, taken, set_aside, numbered, stated, declared, planned, people };
            assert_eq!(check.verdict(), expected, "{check:?}");
        }
    }
}
