//! Faults to findings: which rule speaks for each fact that reading reported, whether it is heard at all (one cause, one
//! finding), and the folding of the many into one with a count.

use super::finding::{Finding, Severity};
use super::rule::{Fold, Ground, Rule, Spot, Words};
use super::uses::FileUse;
use super::{cell, dates, file, header, standing};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::reading::{Outcome, Owner, Reading, Table};
use crate::domain::submission::Content;
use std::sync::Arc;

/// What the rule of a fault says.
pub struct Spoken {
    pub rule: &'static Rule,
    pub severity: Severity,
    pub words: Words,
}

impl Spoken {
    pub fn new(rule: &'static Rule, words: Words) -> Self {
        Self { rule, severity: rule.severity, words }
    }

    pub fn of_severity(rule: &'static Rule, severity: Severity, words: Words) -> Self {
        Self { rule, severity, words }
    }
}

/// What may be said of a fault: its kind, the person of the row (never quoted), and the table it stands in.
#[derive(Copy, Clone)]
pub struct Heard<'a> {
    pub fault: &'a Fault,
    pub table: Option<&'a Table>,
}

impl Heard<'_> {
    pub fn subject(&self) -> Option<&str> {
        self.fault.subject.as_deref()
    }
}

/// The rule and the words of a fault. No wildcard: a new fault does not compile until a rule speaks for it. `None` only
/// for an empty table of a kind that nobody must fill.
pub fn speak(heard: Heard) -> Option<Spoken> {
    let spoken = match &heard.fault.kind {
        FaultKind::NotReadable(what) => file::not_readable(*what),
        FaultKind::Locked => file::locked(),
        FaultKind::WrongExtension { written, is } => file::wrong_extension(written, is),
        FaultKind::OverLimit { limit, figure, allowed } => file::over_limit(*limit, *figure, *allowed),
        FaultKind::NoKnownTable => file::no_known_table(),
        FaultKind::NoRows { kind } => return file::no_rows(*kind),
        FaultKind::OnlyCounts => file::only_counts(),
        FaultKind::OldForm { stamped } => file::old_form(stamped),
        FaultKind::HiddenCells(hidden) => file::hidden_cells(hidden),
        FaultKind::OtherYear { found, expected, whole: true } => file::other_year_file(*found, *expected),
        FaultKind::OtherYear { found, expected, whole: false } => file::other_year_table(*found, *expected),
        FaultKind::Secret { marking } => file::secret(marking),
        FaultKind::Skipped(thing) => file::skipped(*thing),
        FaultKind::MissingColumn { column, table, nearest } => {
            header::missing_column(*column, *table, nearest.as_deref())
        }
        FaultKind::TwoColumns { column, first, second, second_at } => {
            header::two_columns(*column, first, second, *second_at)
        }
        FaultKind::HeaderByLikeness { header, column } => header::by_likeness(header, *column),
        FaultKind::UnknownColumn { header } => header::unknown_column(header),
        FaultKind::NoStoredResult => header::no_stored_result(),
        FaultKind::NoStoredResults { column, n, to } => header::no_stored_results(heard, *column, *n, *to),
        FaultKind::MergedRead { n } => header::merged_read(*n),
        FaultKind::GradedByHeading { n } => header::graded_by_heading(*n),
        FaultKind::GradesByCode { n, legend } => header::grades_by_code(*n, legend),
        FaultKind::DittoRead { n } => header::ditto_read(*n),
        FaultKind::ErrorValue { text, column } => header::error_value(text, *column),
        FaultKind::NoName { instead } => cell::no_name(*instead),
        FaultKind::NotAGrade { text, nearest, column } => cell::not_a_grade(heard, text, *nearest, *column),
        FaultKind::ManyTicks { cells } => standing::many_ticks(cells),
        FaultKind::TickAgainstWords { text, ticked, ticked_at } => {
            standing::tick_against_words(text, *ticked, *ticked_at)
        }
        FaultKind::MisspeltGrade { text, grade } => cell::misspelt_grade(text, *grade),
        FaultKind::NotADate { text, column } => dates::not_a_date(heard, text, *column),
        FaultKind::ImpossibleDate { text, column } => dates::impossible_date(text, *column),
        FaultKind::LostDigits { text, column } => cell::lost_digits(text, *column),
        FaultKind::LegacyEncoding { encoding, written: _, decoded, certain: true } => {
            cell::decoded(heard, encoding, decoded)
        }
        FaultKind::LegacyEncoding { encoding, written: _, decoded: _, certain: false } => cell::undecided(encoding),
        FaultKind::NormalisedText { how, n } => cell::normalised(*how, *n),
        FaultKind::SetAside { cells } => cell::set_aside(cells.len()),
        FaultKind::OrdinalSkips { expected, found } => cell::ordinal_skips(*expected, *found),
        FaultKind::UnclearWord { text, column } => cell::unclear_word(heard, text, *column),
    };
    Some(spoken)
}

/// How many cells a fault stands for.
fn weight(kind: &FaultKind) -> u32 {
    match kind {
        FaultKind::MergedRead { n }
        | FaultKind::GradedByHeading { n }
        | FaultKind::DittoRead { n }
        | FaultKind::GradesByCode { n, .. }
        | FaultKind::NoStoredResults { n, .. }
        | FaultKind::NormalisedText { n, .. } => (*n).max(1),
        _ => 1,
    }
}

/// Findings of every fault of every file.
pub fn judge_faults(ground: &Ground, findings: &mut Vec<Finding>) {
    for (index, reading) in ground.case.campaign.files.iter().enumerate() {
        let mut said = Vec::new();
        for fault in &reading.faults {
            let Some(submission) = listener(ground, index, reading, fault) else { continue };
            let table = fault.table.and_then(|table| reading.tables.get(table as usize));
            if let Some(spoken) = speak(Heard { fault, table }) {
                said.push(SpokenFault { submission, fault, spoken });
            }
        }
        fold_into(ground, &reading.file.path, said, findings);
    }
}

/// A fault that is heard, and by which submission.
struct SpokenFault<'a> {
    submission: Option<usize>,
    fault: &'a Fault,
    spoken: Spoken,
}

/// Turns what is said of one file into findings; rules said more often than they may become one with a count.
fn fold_into(ground: &Ground, path: &Arc<str>, said: Vec<SpokenFault>, findings: &mut Vec<Finding>) {
    /// The many of one rule in one file, for one submission.
    struct Group {
        submission: Option<usize>,
        code: &'static str,
        severity: Severity,
        n_said: u32,
        n_cells: u32,
        is_told: bool,
    }
    let mut groups: Vec<Group> = Vec::new();
    let group_of = |groups: &[Group], one: &SpokenFault| {
        groups.iter().position(|group| {
            (group.submission, group.code, group.severity)
                == (one.submission, one.spoken.rule.code, one.spoken.severity)
        })
    };
    for one in &said {
        let n_cells = weight(&one.fault.kind);
        match group_of(&groups, one) {
            Some(index) => {
                groups[index].n_said += 1;
                groups[index].n_cells += n_cells;
            }
            None => {
                let (submission, code, severity) = (one.submission, one.spoken.rule.code, one.spoken.severity);
                groups.push(Group { submission, code, severity, n_said: 1, n_cells, is_told: false });
            }
        }
    }
    for one in said {
        let Some(group) = group_of(&groups, &one).and_then(|index| groups.get_mut(index)) else { continue };
        let SpokenFault { submission, fault, spoken } = one;
        let mut spot = match submission {
            Some(submission) => ground.spot(submission),
            None => Spot::default(),
        };
        spot.file = Some(path.clone());
        spot.sheet = fault.sheet.clone();
        spot.cell = fault.at;
        match spoken.rule.fold {
            Fold::Above(most) if group.n_said > most => {
                if std::mem::replace(&mut group.is_told, true) {
                    continue;
                }
                let place = match fault.at {
                    Some(at) => format!(", ô đầu tiên {at}"),
                    None => String::new(),
                };
                let mut message = format!("{}: {} chỗ trong tệp{place}.", spoken.rule.title, group.n_cells);
                // What became of the first cell shows whether the rest was decoded right.
                if matches!(fault.kind, FaultKind::LegacyEncoding { .. }) {
                    message = format!("{message} {}", spoken.words.message);
                }
                findings.push(spoken.rule.finding_of(spoken.severity, spot, Words { message, ..spoken.words }));
            }
            Fold::Above(_) | Fold::Never => {
                spot.subject = fault.subject.clone();
                findings.push(spoken.rule.finding_of(spoken.severity, spot, spoken.words));
            }
        }
    }
}

/// The submission a fault is told to (`Some(None)`: to the committee), or `None` where another finding already
/// covers it: the file was refused, replaced, skipped, is of an unknown branch, or is a nil return.
fn listener(ground: &Ground, file: usize, reading: &Reading, fault: &Fault) -> Option<Option<usize>> {
    let kind = &fault.kind;
    let refuses = refuses_the_file(kind);
    match reading.outcome {
        Outcome::Skipped => return matches!(kind, FaultKind::Skipped(_)).then_some(None),
        Outcome::Unreadable | Outcome::Rejected if !refuses => return None,
        Outcome::Unreadable | Outcome::Rejected | Outcome::Read => {}
    }
    let in_use = ground.uses.in_use(file);
    if in_use.is_empty()
        && let Some(once) = ground.uses.once(file)
    {
        // A newer file took its place; only what endangers or never opened is still worth a word.
        return stands_though_replaced(kind).then_some(Some(once));
    }
    let told_to = match fault.table {
        Some(table) => {
            let user = in_use.iter().find(|(_, tables)| tables.contains(&(table as usize)));
            let owner = reading.tables.get(table as usize).map(|table| &table.owner);
            match (user, owner) {
                (Some((submission, _)), _) => Some(*submission),
                (None, Some(Owner::Unknown { .. })) => return None,
                // The table was left out, and what left it out is said of the file.
                (None, _) if leaves_a_table_out(kind) => only_one(in_use.iter()),
                // Another file's table of the same content is in use.
                (None, _) if !in_use.is_empty() => return None,
                (None, _) => None,
            }
        }
        None => match (in_use, &fault.sheet) {
            ([], _) => None,
            ([(submission, _)], _) => Some(*submission),
            (many, Some(sheet)) => only_one(many.iter().filter(|(_, tables)| {
                tables.iter().any(|&table| reading.tables.get(table).is_some_and(|table| table.sheet == *sheet))
            })),
            (_, None) => None,
        },
    };
    let submission = told_to.and_then(|index| ground.submissions().get(index));
    match submission {
        Some(found) if found.branch.is_none() && !stands_though_unknown(kind) => None,
        // Another table of the return has the members.
        Some(found)
            if matches!(kind, FaultKind::NoRows { .. } | FaultKind::OnlyCounts) && !found.members.is_empty() =>
        {
            None
        }
        Some(found) if found.content == Content::Nil && says_nothing_is_there(kind) => None,
        _ => Some(told_to),
    }
}

fn only_one<'u>(mut users: impl Iterator<Item = &'u FileUse<'u>>) -> Option<usize> {
    let (submission, _) = users.next()?;
    users.next().is_none().then_some(*submission)
}

/// The facts for which a file or its return is refused as a whole.
fn refuses_the_file(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::NotReadable(_)
            | FaultKind::Locked
            | FaultKind::OverLimit { .. }
            | FaultKind::NoKnownTable
            | FaultKind::NoRows { .. }
            | FaultKind::OnlyCounts
            | FaultKind::OtherYear { whole: true, .. }
            | FaultKind::Secret { .. }
    )
}

/// The facts for which one table of a file is not used.
fn leaves_a_table_out(kind: &FaultKind) -> bool {
    matches!(kind, FaultKind::OtherYear { .. } | FaultKind::NoRows { .. })
}

/// What is still said of a file that a newer one replaced.
fn stands_though_replaced(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::NotReadable(_) | FaultKind::Locked | FaultKind::OverLimit { .. } | FaultKind::Secret { .. }
    )
}

/// What is still said of a file whose branch is unknown: that nothing of it is merged, F104 says.
fn stands_though_unknown(kind: &FaultKind) -> bool {
    refuses_the_file(kind) || matches!(kind, FaultKind::WrongExtension { .. })
}

/// What a nil return makes natural.
fn says_nothing_is_there(kind: &FaultKind) -> bool {
    matches!(kind, FaultKind::NoKnownTable | FaultKind::NoRows { .. } | FaultKind::OnlyCounts)
}
