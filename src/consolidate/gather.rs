//! From files to submissions: which table is whose, which file counts, and the records moved from the files into the
//! branches they belong to.

use super::changes;
use super::claim::Ownership;
use super::replace::{Choice, choose};
use super::second_list;
use super::set_aside;
use crate::domain::campaign::Campaign;
use crate::domain::member::RowSource;
use crate::domain::plan::Plan;
use crate::domain::reading::{Declared, Outcome, Owner, Reading, RowTally};
use crate::domain::submission::{Content, Piece, Received, ReceivedBasis, Submission, Timing};
use crate::intake::received;

/// What one file holds for one branch, or for nobody known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    /// Index into the files.
    pub file: usize,
    /// Indexes into the file's tables.
    pub tables: Vec<usize>,
    pub received: Option<Received>,
    /// Whether other branches have tables in the same file: what it declares may then be about one of those.
    pub is_shared: bool,
}

impl Share {
    /// Data rows of these tables.
    pub fn n_rows(&self, reading: &Reading) -> u32 {
        self.tables.iter().map(|&table| reading.tables[table].tally.read).sum()
    }

    fn into_piece(self, readings: &[Reading]) -> Piece {
        let mut tally = RowTally::default();
        self.tables.iter().for_each(|&table| tally += readings[self.file].tables[table].tally);
        Piece { file: self.file, tables: self.tables, received: self.received, tally }
    }
}

/// Gives every file to its branch. Readings may come in any order.
pub fn gather(plan: Plan, mut readings: Vec<Reading>) -> Campaign {
    readings.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let mut of_branches: Vec<Vec<Share>> = vec![Vec::new(); plan.branches.len()];
    let mut of_unknown = Vec::new();
    let ownership = Ownership::new(&plan);
    for (file, reading) in readings.iter_mut().enumerate() {
        for (branch, share) in shares(file, reading, &plan, &ownership) {
            // Reading has set these rows aside already where it could tell; this holds the law for the rest.
            if branch.is_none() || reading.outcome != Outcome::Read {
                set_aside::records(reading, &share.tables);
            }
            match branch {
                Some(branch) => of_branches[branch].push(share),
                None => of_unknown.push(share),
            }
        }
    }
    let mut submissions = Vec::with_capacity(plan.branches.len() + of_unknown.len());
    for (branch, shares) in of_branches.into_iter().enumerate() {
        let choice = choose(shares, &readings);
        submissions.push(submission(branch, choice, &plan, &ownership, &mut readings));
    }
    submissions.extend(of_unknown.into_iter().map(|share| unknown(share, &readings)));
    count_loose_rows(&readings, &mut submissions);
    // What is left are records of replaced tables, whose changes are noted by now.
    readings.iter_mut().for_each(|reading| drop(take_records(reading, |_| true)));
    Campaign { plan, files: readings, submissions, ..Campaign::default() }
}

/// Splits a file by the branches its tables belong to, in the order they first stand. A file without tables goes by
/// the log or its name; a file passed over goes nowhere.
fn shares(file: usize, reading: &Reading, plan: &Plan, ownership: &Ownership) -> Vec<(Option<usize>, Share)> {
    if reading.outcome == Outcome::Skipped {
        return Vec::new();
    }
    let mut owners: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    let mut unclaimed = Vec::new();
    for (index, table) in reading.tables.iter().enumerate() {
        match &table.owner {
            Owner::Branch(branch) if *branch < plan.branches.len() => add(&mut owners, Some(*branch), index),
            Owner::Branch(_) | Owner::Unknown { .. } => add(&mut owners, None, index),
            Owner::Unresolved => unclaimed.push(index),
        }
    }
    // A file of which nothing can be used is put right by a branch all the same: its name may say by which.
    let by_name = reading.outcome != Outcome::Read && owners.iter().all(|(branch, _)| branch.is_none());
    if owners.is_empty() || by_name {
        let tables = (0..reading.tables.len()).collect();
        owners = vec![(ownership.of_file(reading), tables)];
    } else {
        // Tables nobody claims go with the file's own branch when it has just one.
        let of_whole = if let [(branch, _)] = owners.as_slice() { *branch } else { None };
        unclaimed.into_iter().for_each(|index| add(&mut owners, of_whole, index));
    }
    // Without a single row, nobody's table is no business of anybody's.
    if owners.len() > 1 {
        owners
            .retain(|(branch, tables)| branch.is_some() || tables.iter().any(|&at| reading.tables[at].tally.read > 0));
    }
    let is_shared = owners.len() > 1;
    let share = |(branch, tables)| {
        let received = received::received(reading, branch, plan);
        (branch, Share { file, tables, received, is_shared })
    };
    owners.into_iter().map(share).collect()
}

fn add(owners: &mut Vec<(Option<usize>, Vec<usize>)>, branch: Option<usize>, table: usize) {
    match owners.iter_mut().find(|(owner, _)| *owner == branch) {
        Some((_, tables)) => tables.push(table),
        None => owners.push((branch, vec![table])),
    }
}

/// A branch's submission, whatever came from it.
fn submission(
    branch: usize,
    choice: Choice,
    plan: &Plan,
    ownership: &Ownership,
    readings: &mut [Reading],
) -> Submission {
    let owed = &plan.branches[branch];
    let nil_entry = plan.log.iter().find(|entry| entry.branch == branch && entry.nil);
    let nil_file = choice.unusable.iter().position(|share| {
        readings[share.file].outcome == Outcome::Read && readings[share.file].declared.nil && !share.is_shared
    });
    let content = if !choice.in_use.is_empty() {
        Content::Read
    } else if nil_entry.is_some() || nil_file.is_some() {
        Content::Nil
    } else if !choice.unusable.is_empty() {
        Content::Rejected
    } else {
        Content::Missing
    };
    let changes = changes::of(&choice, readings);
    let nil_received =
        nil_entry.and_then(|entry| entry.received_on).map(|on| Received { on, basis: ReceivedBasis::Log });

    let Choice { in_use, mut unusable, superseded, .. } = choice;
    if let Some(at) = nil_file {
        unusable[..=at].rotate_right(1);
    }
    let came = in_use.iter().chain(&unusable).chain(&superseded).filter_map(|share| share.received);
    let first_received = came.chain(nil_received).min_by_key(|received| received.on);
    let of_first = in_use.first().or(unusable.first()).and_then(|share| share.received);
    let received = if content == Content::Nil { nil_received.or(of_first) } else { of_first };
    let timing = match content {
        Content::Missing => Timing::Missing,
        Content::Nil | Content::Rejected | Content::Read => received::timing(received, plan.deadline_of(owed)),
    };
    let declared = declared(if in_use.is_empty() { &unusable } else { &in_use }, branch, ownership, readings);

    let mut records = Records::default();
    for share in &in_use {
        let taken = take_records(&mut readings[share.file], |source| share.tables.contains(&(source.table as usize)));
        records.append(taken);
    }
    let mut second = second_list::copies(&records.members);
    for share in &in_use {
        let reading = &readings[share.file];
        let tables = share.tables.iter().map(|&table| table as u32);
        let lists = tables.filter(|&table| second_list::is_second_list(reading, table));
        second.extend(lists.map(|table| (reading.file.path.clone(), table)));
    }
    let is_second =
        |source: &RowSource| second.iter().any(|(file, table)| *table == source.table && *file == source.file);
    let joined_rows = second_list::join(&mut records.members, is_second);
    if !joined_rows.is_empty() {
        for share in &in_use {
            second_list::forgive_lists_without_grades(&mut readings[share.file], &joined_rows, &records.members);
        }
    }
    let pieces = |shares: Vec<Share>| shares.into_iter().map(|share| share.into_piece(readings)).collect::<Vec<_>>();
    let superseded = pieces(superseded);
    Submission {
        branch: Some(branch),
        code: owed.code.clone(),
        name: owed.name.clone(),
        content,
        timing,
        received,
        first_received,
        pieces: pieces(in_use.into_iter().chain(unusable).collect()),
        superseded,
        declared,
        changes,
        members: records.members,
        joined_rows,
        collectives: records.collectives,
        staff: records.staff,
        rewards: records.rewards,
    }
}

/// A file, or tables of one, that no branch of the plan owns: shown, never merged.
fn unknown(share: Share, readings: &[Reading]) -> Submission {
    let reading = &readings[share.file];
    let content = match reading.outcome {
        Outcome::Read if share.n_rows(reading) > 0 => Content::Read,
        Outcome::Read if reading.declared.nil => Content::Nil,
        Outcome::Read | Outcome::Unreadable | Outcome::Rejected | Outcome::Skipped => Content::Rejected,
    };
    let claimed = share.tables.iter().find_map(|&table| match &reading.tables[table].owner {
        Owner::Unknown { claim: Some(claim), .. } => Some(claim.text.clone()),
        _ => None,
    });
    let received = share.received;
    Submission {
        branch: None,
        code: String::new(),
        name: claimed.unwrap_or_default(),
        content,
        // Nobody of the plan owes it: there is no deadline to hold it against.
        timing: Timing::Undated,
        received,
        first_received: received,
        declared: if share.is_shared { Declared::default() } else { reading.declared.clone() },
        pieces: vec![share.into_piece(readings)],
        superseded: Vec::new(),
        changes: Vec::new(),
        members: Vec::new(),
        joined_rows: Vec::new(),
        collectives: Vec::new(),
        staff: Vec::new(),
        rewards: Vec::new(),
    }
}

/// Rows set aside outside every table belong to no branch more than to another: they count in the first piece of their
/// file that is in use, else in the first that was replaced.
fn count_loose_rows(readings: &[Reading], submissions: &mut [Submission]) {
    let n_loose = |reading: &Reading| reading.set_aside.iter().filter(|row| row.table.is_none()).count() as u32;
    let mut left: Vec<u32> = readings.iter().map(n_loose).collect();
    let mut count = |piece: &mut Piece| {
        let n_rows = std::mem::take(&mut left[piece.file]);
        piece.tally.read += n_rows;
        piece.tally.set_aside += n_rows;
    };
    submissions.iter_mut().flat_map(|submission| &mut submission.pieces).for_each(&mut count);
    submissions.iter_mut().flat_map(|submission| &mut submission.superseded).for_each(count);
}

/// What the branch states of itself: from the first file that states anything, for its cells are that file's. A file
/// with several branches speaks only for the one it names.
fn declared(shares: &[Share], branch: usize, ownership: &Ownership, readings: &[Reading]) -> Declared {
    let speaks = |share: &&Share| !share.is_shared || ownership.declared(&readings[share.file]) == Some(branch);
    let mut all = shares.iter().filter(speaks).map(|share| &readings[share.file].declared);
    let states_facts = |declared: &&Declared| {
        let ticks_only = Declared { no_rewards: declared.no_rewards, nil: declared.nil, ..Declared::default() };
        **declared != ticks_only
    };
    let mut declared = all.clone().find(states_facts).cloned().unwrap_or_default();
    declared.nil = all.clone().any(|other| other.nil);
    declared.no_rewards = all.any(|other| other.no_rewards);
    declared
}

/// Records on their way from a file to a branch.
#[derive(Default)]
struct Records {
    members: Vec<crate::domain::member::Member>,
    collectives: Vec<crate::domain::people::Collective>,
    staff: Vec<crate::domain::people::Staff>,
    rewards: Vec<crate::domain::people::Reward>,
}

impl Records {
    fn append(&mut self, other: Self) {
        append(&mut self.members, other.members);
        append(&mut self.collectives, other.collectives);
        append(&mut self.staff, other.staff);
        append(&mut self.rewards, other.rewards);
    }
}

fn append<T>(records: &mut Vec<T>, mut more: Vec<T>) {
    // Nearly every branch has one file, whose records need not be moved once more.
    if records.is_empty() {
        *records = more;
    } else {
        records.append(&mut more);
    }
}

/// Takes the records of some rows out of a file, in the order of its rows. Neither side keeps room that it does not
/// fill: of a million members that would be most of the memory.
fn take_records(reading: &mut Reading, is_taken: impl Fn(&RowSource) -> bool) -> Records {
    Records {
        members: take(&mut reading.members, |member| is_taken(&member.source)),
        collectives: take(&mut reading.collectives, |collective| is_taken(&collective.source)),
        staff: take(&mut reading.staff, |staff| is_taken(&staff.source)),
        rewards: take(&mut reading.rewards, |reward| is_taken(&reward.source)),
    }
}

fn take<T>(records: &mut Vec<T>, is_taken: impl Fn(&T) -> bool) -> Vec<T> {
    let mut taken = if records.iter().all(&is_taken) {
        std::mem::take(records)
    } else {
        records.extract_if(.., |record| is_taken(record)).collect()
    };
    taken.shrink_to_fit();
    records.shrink_to_fit();
    taken
}
