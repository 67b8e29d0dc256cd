//! Family B, stated totals against the rows counted.

use super::figures::{Group, GroupBy, at_place, contradicts_itself, groups, user_of};
use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Rule, Words};
use super::words::{TECHNICAL, table_label};
use crate::domain::column::TableKind;
use crate::domain::grade::Grade;
use crate::domain::member::{Member, RowSource};
use crate::domain::reading::{Counted, Reading, StatedTotal, Table};
use crate::domain::submission::Submission;

pub static B417: Rule = Rule {
    code: "B417",
    severity: Severity::Warning,
    sometimes: None,
    title: "Số tổng ghi trong tệp khác số đếm từ các dòng",
    page: include_str!("pages/B417.md"),
    fold: Fold::Never,
    check: Check::Bloc(stated_against_counted),
};

/// Rows counted in one table, or in all tables of one kind of a file.
#[derive(Copy, Clone, Default, Debug)]
struct CountedRows {
    all: u32,
    /// By grade, in the order of `Grade::ALL`.
    grades: [u32; 4],
    /// Rows with a reason for having no grade.
    reasons: u32,
    /// Rows whose standing is open, and rows set aside: the figure may or may not count them.
    open: u32,
    set_aside: u32,
}

impl CountedRows {
    fn of_grade(&self, grade: Grade) -> u32 {
        let index = Grade::ALL.iter().position(|&one| one == grade).unwrap_or(0);
        self.grades[index]
    }

    fn graded(&self) -> u32 {
        self.grades.iter().sum()
    }

    fn add(&mut self, grade: Option<Grade>, has_reason: bool) {
        self.all += 1;
        match grade.and_then(|grade| Grade::ALL.iter().position(|&one| one == grade)) {
            Some(index) => self.grades[index] += 1,
            None if has_reason => self.reasons += 1,
            None => self.open += 1,
        }
    }

    /// Adds the records of a kind whose source is asked for.
    fn add_records(&mut self, submission: &Submission, kind: TableKind, is_asked: impl Fn(&RowSource) -> bool) {
        match kind {
            TableKind::Members => {
                for member in submission.members.iter().filter(|member| is_asked(&member.source)) {
                    let grade = branch_grade(member);
                    self.add(grade, grade.is_none() && member.standing().is_some());
                }
            }
            TableKind::Collectives => {
                for one in submission.collectives.iter().filter(|one| is_asked(&one.source)) {
                    self.add(one.grades.branch_grade.as_ref().map(|grade| grade.value), one.reason.is_some());
                }
            }
            TableKind::Staff => {
                for one in submission.staff.iter().filter(|one| is_asked(&one.source)) {
                    self.add(one.grades.branch_grade.as_ref().map(|grade| grade.value), one.reason.is_some());
                }
            }
            TableKind::Rewards => {
                for _ in submission.rewards.iter().filter(|one| is_asked(&one.source)) {
                    self.add(None, false);
                }
            }
            TableKind::Summary => {}
        }
    }

    fn figure(&self, counted: Counted) -> u32 {
        match counted {
            Counted::All => self.all,
            Counted::Graded => self.graded(),
            Counted::NotGraded => self.reasons,
            Counted::Grade(grade) => self.of_grade(grade),
        }
    }

    /// Whether a stated figure can be right: exactly, or by rows whose count is open and already reported.
    fn allows(&self, counted: Counted, stated: u32) -> bool {
        let least = self.figure(counted);
        let open = match counted {
            Counted::All => self.set_aside,
            Counted::Graded | Counted::NotGraded | Counted::Grade(_) => self.open + self.set_aside,
        };
        (least..=least + open).contains(&stated)
    }

    /// Whether “HTTNV” was stated so that it holds the Excellent too.
    fn is_good_with_excellent(&self, counted: Counted, stated: u32) -> bool {
        counted == Counted::Grade(Grade::Good) && stated == self.of_grade(Grade::Good) + self.of_grade(Grade::Excellent)
    }
}

fn stated_against_counted(ground: &Ground, findings: &mut Vec<Finding>) {
    for (file, reading) in ground.case.campaign.files.iter().enumerate() {
        let mut wrong: Vec<(&StatedTotal, u32)> = Vec::new();
        for group in groups(reading, GroupBy::Meaning) {
            let Some(submission) = user_of(ground, file, reading, &group) else { continue };
            wrong.extend(wrong_of_one_meaning(ground, file, reading, &group, submission));
        }
        // Figures that stand together are wrong for one cause: a person more or less shows in the total and in a grade. Where
        // they contradict each other already, that is said of them (B418).
        for group in groups(reading, GroupBy::Company) {
            let is_of = |stated: &StatedTotal| group.stated.iter().any(|other| std::ptr::eq(*other, stated));
            let of_group: Vec<&(&StatedTotal, u32)> = wrong.iter().filter(|(stated, _)| is_of(stated)).collect();
            let (Some((first, _)), false) = (of_group.first(), contradicts_itself(&group)) else { continue };
            let Some(submission) = user_of(ground, file, reading, &group) else { continue };
            let figures: Vec<String> = of_group
                .iter()
                .map(|(stated, counted)| {
                    let what = counted_label(stated.counted);
                    format!("{what} ghi {}, đếm từ các dòng là {counted}", stated.figure)
                })
                .collect();
            findings.push(B417.finding(
                at_place(ground.spot(submission), &first.place),
                Words::new(
                    format!("Bảng {}: {}.", table_label(group.kind), figures.join("; ")),
                    "Kiểm tra có sót, thừa dòng hay cộng nhầm rồi sửa con số hoặc các dòng.",
                    TECHNICAL,
                ),
            ));
        }
    }
}

/// The figures of one meaning that differ from the rows, with the count of the rows.
fn wrong_of_one_meaning<'r>(
    ground: &Ground,
    file: usize,
    reading: &'r Reading,
    group: &Group<'r>,
    submission: usize,
) -> Option<(&'r StatedTotal, u32)> {
    // A list carried on over several sheets has its total under the last one.
    let mut of_file = count(ground, file, reading, group.kind, None);
    let mut rows = count(ground, file, reading, group.kind, group.table);
    // A summary may speak of people whom another file of the branch lists.
    if of_file.all + of_file.set_aside == 0 {
        of_file = count_of_branch(ground, submission, group.kind);
        rows = of_file;
    }
    if of_file.all + of_file.set_aside == 0 {
        return None;
    }
    let fits = |stated: &StatedTotal| {
        [rows, of_file].iter().any(|rows| {
            rows.allows(stated.counted, stated.figure) || rows.is_good_with_excellent(stated.counted, stated.figure)
        })
    };
    // Several figures of one meaning are subtotals and a total: one that fits is the total, and none of them is above it.
    let total = group.stated.iter().filter(|stated| fits(stated)).map(|stated| stated.figure).max();
    let is_wrong = |stated: &&&StatedTotal| match total {
        Some(total) => group.table.is_some() && stated.figure > total && !fits(stated),
        None => true,
    };
    let stated = *group.stated.iter().rfind(is_wrong)?;
    let is_unknown = group.table.and_then(|table| reading.tables.get(table)).is_some_and(|table| table.grade_unknown);
    let is_open = is_unknown && stated.counted != Counted::All;
    (!is_open).then(|| (stated, rows.figure(stated.counted)))
}

fn counted_label(counted: Counted) -> &'static str {
    match counted {
        Counted::All => "tổng số",
        Counted::Graded => "số được xếp loại",
        Counted::NotGraded => "số không xếp loại",
        Counted::Grade(grade) => grade.short_label(),
    }
}

/// Counts the merged rows of a table, or of all tables of a kind in the file.
fn count(ground: &Ground, file: usize, reading: &Reading, kind: TableKind, table: Option<usize>) -> CountedRows {
    let path = &reading.file.path;
    // A table whose rows are of several branches stands in the reading in parts: its total is over all of them.
    let whole = table.and_then(|table| reading.tables.get(table));
    let is_part = |index: usize| match whole {
        Some(whole) => reading.tables.get(index).is_some_and(|part| {
            part.sheet == whole.sheet && part.header_rows == whole.header_rows && part.kind == kind
        }),
        None => true,
    };
    let is_here = |source: &RowSource| source.file == *path && is_part(source.table as usize);
    let mut rows = CountedRows::default();
    let users = ground.uses.users(file).map(|index| &ground.submissions()[index]);
    for submission in users.filter(|submission| submission.is_merged()) {
        rows.add_records(submission, kind, is_here);
    }
    let set_aside_here = |index: usize, found: &Table| found.kind == kind && is_part(index);
    let tables = reading.tables.iter().enumerate().filter(|(index, found)| set_aside_here(*index, found));
    rows.set_aside = tables.map(|(_, found)| found.tally.set_aside).sum();
    rows
}

/// Counts the merged rows of a kind in all files of one branch.
fn count_of_branch(ground: &Ground, submission: usize, kind: TableKind) -> CountedRows {
    let mut rows = CountedRows::default();
    let Some(submission) = ground.submissions().get(submission).filter(|submission| submission.is_merged()) else {
        return rows;
    };
    rows.add_records(submission, kind, |_| true);
    let tables = submission.pieces.iter().filter_map(|piece| Some((ground.reading(piece.file)?, &piece.tables)));
    rows.set_aside = tables
        .flat_map(|(reading, tables)| tables.iter().filter_map(|&table| reading.tables.get(table)))
        .filter(|table| table.kind == kind)
        .map(|table| table.tally.set_aside)
        .sum();
    rows
}

/// What the file itself says: a decision of the committee changes no figure of the branch's.
fn branch_grade(member: &Member) -> Option<Grade> {
    member.grades.branch_grade.as_ref().or(member.grades.committee_grade.as_ref()).map(|grade| grade.value)
}
