//! Family B, the figures a file states: which of them stand together, and whether those agree.

use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Return, Rule, Spot, Words};
use super::words::TECHNICAL;
use crate::domain::column::TableKind;
use crate::domain::grade::Grade;
use crate::domain::place::CellPlace;
use crate::domain::reading::{Counted, Outcome, Reading, StatedTotal};
use crate::domain::submission::{Content, Piece, Submission};

pub static B418: Rule = Rule {
    code: "B418",
    severity: Severity::Error,
    sometimes: Some((Severity::Note, "số HTTNV đã gồm cả HTXSNV")),
    title: "Các số liệu ghi trong tệp không khớp nhau",
    page: include_str!("pages/B418.md"),
    fold: Fold::Never,
    check: Check::Bloc(figures_that_contradict),
};

/// What is wrong with figures that stand together. They are whatever a file says, up to the largest number, so they are
/// added with care.
#[derive(PartialEq, Eq, Debug)]
enum Imbalance {
    /// total ≠ graded + not graded
    Total { total: u32, graded: u32, not_graded: u32 },
    /// The four grades do not sum to the graded.
    Grades { graded: u32, sum: u32 },
    /// “HTTNV” holds the Excellent too; no mistake.
    GoodHoldsExcellent { good: u32, excellent: u32 },
}

/// Figures stated together.
#[derive(Copy, Clone, Default)]
struct Figures {
    total: Option<u32>,
    graded: Option<u32>,
    not_graded: Option<u32>,
    /// In the order of `Grade::ALL`.
    grades: [Option<u32>; 4],
}

fn imbalance(figures: Figures) -> Option<Imbalance> {
    let Figures { total, graded, not_graded, grades } = figures;
    if let (Some(total), Some(graded), Some(not_graded)) = (total, graded, not_graded)
        && total != graded.saturating_add(not_graded)
    {
        return Some(Imbalance::Total { total, graded, not_graded });
    }
    let n_stated = grades.iter().flatten().count();
    if n_stated < 2 {
        return None;
    }
    let sum = grades.iter().flatten().fold(0_u32, |sum, &figure| sum.saturating_add(figure));
    let [excellent, good, ..] = grades;
    // The graded as stated, or as total less the not graded. A total alone is only a bound.
    let (graded, is_bound) = match (graded, total, not_graded) {
        (Some(graded), _, _) => (graded, false),
        (None, Some(total), Some(not_graded)) => (total.checked_sub(not_graded)?, false),
        (None, Some(total), None) => (total, true),
        (None, None, _) => return None,
    };
    // Grades nobody got are often left blank: what is missing may be theirs.
    let may_be_less = is_bound || n_stated < 4;
    if sum == graded || (sum < graded && may_be_less) {
        return None;
    }
    if let (Some(excellent @ 1..), Some(good)) = (excellent, good)
        && good >= excellent
        && (sum - excellent == graded)
    {
        return Some(Imbalance::GoodHoldsExcellent { good, excellent });
    }
    Some(Imbalance::Grades { graded, sum })
}

fn figures_that_contradict(ground: &Ground, findings: &mut Vec<Finding>) {
    for (file, reading) in ground.case.campaign.files.iter().enumerate() {
        for group in groups(reading, GroupBy::Company) {
            let Some(submission) = user_of(ground, file, reading, &group) else { continue };
            let (Some(imbalance), Some(first)) = (imbalance(figures_of(&group)), group.stated.first()) else {
                continue;
            };
            let spot = at_place(ground.spot(submission), &first.place);
            findings.push(imbalance_finding(&imbalance, spot));
        }
    }
    for (index, submission) in ground.submissions().iter().enumerate().filter(|(_, found)| found.is_merged()) {
        let declared = &submission.declared;
        let (Some(total), Some(full), Some(probationary)) =
            (&declared.n_members, &declared.n_full, &declared.n_probationary)
        else {
            continue;
        };
        if total.value == full.value.saturating_add(probationary.value) {
            continue;
        }
        // Where the parts count the rows right, the total alone is wrong, and is held against the rows (B419).
        if full.value.saturating_add(probationary.value) as usize == submission.members.len() {
            continue;
        }
        let of = Return::new(ground, index, submission);
        let mut spot = of.file_spot();
        spot.sheet = declared.sheet.clone();
        spot.cell = declared.sheet.is_some().then_some(total.at);
        findings.push(B418.finding(
            spot,
            Words::new(
                format!(
                    "Tổng số đảng viên ghi {}, trong khi chính thức {} + dự bị {} = {}.",
                    total.value,
                    full.value,
                    probationary.value,
                    full.value.saturating_add(probationary.value)
                ),
                "Sửa lại các con số cho khớp.",
                TECHNICAL,
            ),
        ));
    }
}

fn figures_of(group: &Group) -> Figures {
    let mut figures = Figures::default();
    for stated in &group.stated {
        match stated.counted {
            Counted::All => figures.total = Some(stated.figure),
            Counted::Graded => figures.graded = Some(stated.figure),
            Counted::NotGraded => figures.not_graded = Some(stated.figure),
            Counted::Grade(grade) => {
                let index = Grade::ALL.iter().position(|&one| one == grade).unwrap_or(0);
                figures.grades[index] = Some(stated.figure);
            }
        }
    }
    figures
}

/// Whether figures that stand together contradict each other, whatever the rows are.
pub fn contradicts_itself(group: &Group) -> bool {
    matches!(imbalance(figures_of(group)), Some(Imbalance::Total { .. } | Imbalance::Grades { .. }))
}

fn imbalance_finding(imbalance: &Imbalance, spot: Spot) -> Finding {
    let fix = "Cộng lại và sửa các con số cho khớp.";
    match *imbalance {
        Imbalance::Total { total, graded, not_graded } => B418.finding(
            spot,
            Words::new(
                format!(
                    "Tổng số ghi {total}, trong khi được xếp loại {graded} + không xếp loại {not_graded} = {}.",
                    graded.saturating_add(not_graded)
                ),
                fix,
                TECHNICAL,
            ),
        ),
        Imbalance::Grades { graded, sum } => B418.finding(
            spot,
            Words::new(format!("Số được xếp loại là {graded}, trong khi các mức cộng lại là {sum}."), fix, TECHNICAL),
        ),
        Imbalance::GoodHoldsExcellent { good, excellent } => B418.finding_of(
            Severity::Note,
            spot,
            Words::new(
                format!("Số HTTNV {good} đã gồm cả {excellent} HTXSNV; riêng HTTNV là {}.", good - excellent),
                "Không cần sửa; nên ghi riêng từng mức.",
                TECHNICAL,
            ),
        ),
    }
}

pub fn at_place(mut spot: Spot, place: &CellPlace) -> Spot {
    spot.file = Some(place.file.clone());
    spot.sheet = Some(place.sheet.clone());
    spot.cell = Some(place.at);
    spot
}

/// Stated figures that speak of the same rows.
pub struct Group<'a> {
    pub kind: TableKind,
    pub table: Option<usize>,
    pub stated: Vec<&'a StatedTotal>,
}

#[derive(Copy, Clone, PartialEq, Eq)]
pub enum GroupBy {
    /// Figures of one meaning about one table: to be held against its rows.
    Meaning,
    /// Figures that stand together: to be held against each other.
    Company,
}

pub fn groups(reading: &Reading, by: GroupBy) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for stated in &reading.stated {
        let table = stated.table.map(|table| table as usize);
        let of_table = |group: &Group| (group.kind, group.table) == (stated.kind, table);
        let belongs = |group: &Group| match by {
            GroupBy::Meaning => of_table(group) && group.stated.iter().all(|other| other.counted == stated.counted),
            GroupBy::Company => {
                of_table(group)
                    && group.stated.iter().all(|other| {
                        other.counted != stated.counted
                            && (other.place.sheet == stated.place.sheet)
                            && (is_listed_down(reading, stated) || other.place.at.row == stated.place.at.row)
                    })
            }
        };
        match groups.iter().position(belongs) {
            Some(index) => groups[index].stated.push(stated),
            None => groups.push(Group { kind: stated.kind, table, stated: vec![stated] }),
        }
    }
    groups
}

/// Whether the figures about the same table stand one under another, each meaning once, and so belong together though
/// their rows differ.
fn is_listed_down(reading: &Reading, stated: &StatedTotal) -> bool {
    let of_same = |other: &&StatedTotal| (other.kind, other.table) == (stated.kind, stated.table);
    let mut meanings: Vec<Counted> = reading.stated.iter().filter(of_same).map(|other| other.counted).collect();
    let n_stated = meanings.len();
    meanings.sort();
    meanings.dedup();
    meanings.len() == n_stated
}

/// The one submission that uses the table (or, for a summary of the whole file, the file): merged, or of no more than
/// the figures themselves.
pub fn user_of(ground: &Ground, file: usize, reading: &Reading, group: &Group) -> Option<usize> {
    let is_of_figures = |submission: &Submission| {
        submission.branch.is_some() && submission.content == Content::Rejected && reading.outcome == Outcome::Read
    };
    let mut users = ground.uses.users(file).filter(|&index| {
        let submission = &ground.submissions()[index];
        let is_used =
            |piece: &Piece| piece.file == file && group.table.is_none_or(|table| piece.tables.contains(&table));
        (submission.is_merged() || is_of_figures(submission)) && submission.pieces.iter().any(is_used)
    });
    let user = users.next()?;
    let several_summaries = group.table.is_none()
        && reading.stated.iter().filter(|stated| stated.table.is_none() && stated.kind == group.kind).any(|stated| {
            reading.stated.iter().any(|other| {
                other.table.is_none() && other.kind == stated.kind && other.counted == stated.counted && other != stated
            })
        });
    // Which branch a summary speaks of is open when the file serves several, or holds several summaries.
    (group.table.is_some() || (users.next().is_none() && !several_summaries)).then_some(user)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(total: u32, graded: u32, not_graded: u32, grades: [u32; 4]) -> Figures {
        Figures { total: Some(total), graded: Some(graded), not_graded: Some(not_graded), grades: grades.map(Some) }
    }

    #[test]
    fn figures_balance_or_say_why_not() {
        let balanced = figures(15, 14, 1, [2, 10, 2, 0]);
        let blank = |grades| Figures { grades, ..balanced };
        let table = [
            (balanced, None),
            (figures(15, 13, 1, [2, 9, 2, 0]), Some(Imbalance::Total { total: 15, graded: 13, not_graded: 1 })),
            (figures(15, 14, 1, [2, 9, 2, 0]), Some(Imbalance::Grades { graded: 14, sum: 13 })),
            (figures(15, 14, 1, [2, 11, 2, 0]), Some(Imbalance::Grades { graded: 14, sum: 15 })),
            (figures(15, 14, 1, [2, 12, 2, 0]), Some(Imbalance::GoodHoldsExcellent { good: 12, excellent: 2 })),
            // A grade left blank may hold what is missing, but never less than nothing.
            (blank([Some(2), Some(10), None, None]), None),
            (blank([Some(6), Some(10), None, None]), Some(Imbalance::Grades { graded: 14, sum: 16 })),
            (Figures { graded: None, not_graded: None, ..figures(15, 0, 0, [2, 10, 2, 0]) }, None),
            (
                Figures { graded: None, not_graded: None, ..figures(13, 0, 0, [2, 10, 2, 0]) },
                Some(Imbalance::Grades { graded: 13, sum: 14 }),
            ),
            (Figures { total: Some(3), ..Figures::default() }, None),
        ];
        for (index, (figures, expected)) in table.into_iter().enumerate() {
            assert_eq!(imbalance(figures), expected, "row {index}");
        }
    }
}
