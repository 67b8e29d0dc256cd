//! Family B, one return as a whole: stated figures against counted rows and against each other, and collectives without
//! a grade.

use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Return, Rule, Spot, Words};
use super::words::{PLAN, TECHNICAL, table_label};
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::grade::Grade;
use crate::domain::member::{Member, RowSource};
use crate::domain::place::{CellAt, CellPlace};
use crate::domain::reading::{Counted, Reading, StatedTotal, Table};
use crate::text::fold::fold;

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
        for group in groups(reading, GroupBy::Meaning) {
            let Some(submission) = user_of(ground, file, reading, &group) else { continue };
            let rows = count(ground, file, reading, group.kind, group.table);
            let fits = |stated: &StatedTotal| {
                rows.allows(stated.counted, stated.figure) || rows.is_good_with_excellent(stated.counted, stated.figure)
            };
            // Several figures of one meaning are subtotals and a total: one that fits is the total.
            if group.stated.iter().any(|stated| fits(stated)) {
                continue;
            }
            let Some(stated) = group.stated.last() else { continue };
            let is_unknown =
                group.table.and_then(|table| reading.tables.get(table)).is_some_and(|table| table.grade_unknown);
            if is_unknown && stated.counted != Counted::All {
                continue;
            }
            let what = counted_label(stated.counted);
            findings.push(B417.finding(
                at_place(ground.spot(submission), &stated.place),
                Words::new(
                    format!(
                        "Bảng {}: {what} ghi {}, đếm từ các dòng là {}.",
                        table_label(group.kind),
                        stated.figure,
                        rows.figure(stated.counted)
                    ),
                    "Kiểm tra có sót, thừa dòng hay cộng nhầm rồi sửa con số hoặc các dòng.",
                    TECHNICAL,
                ),
            ));
        }
    }
}

fn counted_label(counted: Counted) -> &'static str {
    match counted {
        Counted::All => "tổng số",
        Counted::Graded => "số được xếp loại",
        Counted::NotGraded => "số không xếp loại",
        Counted::Grade(grade) => grade.short_label(),
    }
}

fn at_place(mut spot: Spot, place: &CellPlace) -> Spot {
    spot.file = Some(place.file.clone());
    spot.sheet = Some(place.sheet.clone());
    spot.cell = Some(place.at);
    spot
}

/// Stated figures that speak of the same rows.
struct Group<'a> {
    kind: TableKind,
    table: Option<usize>,
    stated: Vec<&'a StatedTotal>,
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum GroupBy {
    /// Figures of one meaning about one table: to be held against its rows.
    Meaning,
    /// Figures that stand together: to be held against each other.
    Company,
}

fn groups(reading: &Reading, by: GroupBy) -> Vec<Group<'_>> {
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

/// The one merged submission that uses the table (or, for a summary of the whole file, the file).
fn user_of(ground: &Ground, file: usize, reading: &Reading, group: &Group) -> Option<usize> {
    let mut users = ground.submissions().iter().enumerate().filter(|(_, submission)| {
        submission.is_merged()
            && submission
                .pieces
                .iter()
                .any(|piece| piece.file == file && group.table.is_none_or(|table| piece.tables.contains(&table)))
    });
    let (user, _) = users.next()?;
    let several_summaries = group.table.is_none()
        && reading.stated.iter().filter(|stated| stated.table.is_none() && stated.kind == group.kind).any(|stated| {
            reading.stated.iter().any(|other| {
                other.table.is_none() && other.kind == stated.kind && other.counted == stated.counted && other != stated
            })
        });
    // Which branch a summary speaks of is open when the file serves several, or holds several summaries.
    (group.table.is_some() || (users.next().is_none() && !several_summaries)).then_some(user)
}

/// Counts the merged rows of a table, or of all tables of a kind in the file.
fn count(ground: &Ground, file: usize, reading: &Reading, kind: TableKind, table: Option<usize>) -> CountedRows {
    let path = &reading.file.path;
    let is_here = |source: &RowSource| source.file == *path && table.is_none_or(|table| source.table as usize == table);
    let mut rows = CountedRows::default();
    let uses = |submission: &&crate::domain::submission::Submission| {
        submission.is_merged() && submission.pieces.iter().any(|piece| piece.file == file)
    };
    for submission in ground.submissions().iter().filter(uses) {
        match kind {
            TableKind::Members => {
                for member in submission.members.iter().filter(|member| is_here(&member.source)) {
                    let grade = branch_grade(member);
                    rows.add(grade, grade.is_none() && member.standing().is_some());
                }
            }
            TableKind::Collectives => {
                for one in submission.collectives.iter().filter(|one| is_here(&one.source)) {
                    rows.add(one.grades.branch_grade.as_ref().map(|grade| grade.value), one.reason.is_some());
                }
            }
            TableKind::Staff => {
                for one in submission.staff.iter().filter(|one| is_here(&one.source)) {
                    rows.add(one.grades.branch_grade.as_ref().map(|grade| grade.value), one.reason.is_some());
                }
            }
            TableKind::Rewards => {
                for _ in submission.rewards.iter().filter(|one| is_here(&one.source)) {
                    rows.add(None, false);
                }
            }
            TableKind::Summary => {}
        }
    }
    let set_aside_here = |index: usize, found: &Table| found.kind == kind && table.is_none_or(|table| table == index);
    let tables = reading.tables.iter().enumerate().filter(|(index, found)| set_aside_here(*index, found));
    rows.set_aside = tables.map(|(_, found)| found.tally.set_aside).sum();
    rows
}

/// What the file itself says: a decision of the committee changes no figure of the branch's.
fn branch_grade(member: &Member) -> Option<Grade> {
    member.grades.branch_grade.as_ref().or(member.grades.committee_grade.as_ref()).map(|grade| grade.value)
}

pub static B418: Rule = Rule {
    code: "B418",
    severity: Severity::Error,
    sometimes: Some((Severity::Note, "số HTTNV đã gồm cả HTXSNV")),
    title: "Các số liệu ghi trong tệp không khớp nhau",
    page: include_str!("pages/B418.md"),
    fold: Fold::Never,
    check: Check::Bloc(figures_that_contradict),
};

/// What is wrong with figures that stand together.
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
        && total != graded + not_graded
    {
        return Some(Imbalance::Total { total, graded, not_graded });
    }
    let n_stated = grades.iter().flatten().count();
    if n_stated < 2 {
        return None;
    }
    let sum: u32 = grades.iter().flatten().sum();
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
            let (Some(imbalance), Some(first)) = (imbalance(figures), group.stated.first()) else { continue };
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
        if total.value == full.value + probationary.value {
            continue;
        }
        let of = Return::new(ground, index, submission);
        let mut spot = of.file_spot();
        spot.sheet = declared.sheet.clone();
        spot.cell = Some(total.at);
        findings.push(B418.finding(
            spot,
            Words::new(
                format!(
                    "Tổng số đảng viên ghi {}, trong khi chính thức {} + dự bị {} = {}.",
                    total.value,
                    full.value,
                    probationary.value,
                    full.value + probationary.value
                ),
                "Sửa lại các con số cho khớp.",
                TECHNICAL,
            ),
        ));
    }
}

fn imbalance_finding(imbalance: &Imbalance, spot: Spot) -> Finding {
    let fix = "Cộng lại và sửa các con số cho khớp.";
    match *imbalance {
        Imbalance::Total { total, graded, not_graded } => B418.finding(
            spot,
            Words::new(
                format!(
                    "Tổng số ghi {total}, trong khi được xếp loại {graded} + không xếp loại {not_graded} = {}.",
                    graded + not_graded
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

pub static B419: Rule = Rule {
    code: "B419",
    severity: Severity::Error,
    sometimes: None,
    title: "Số đảng viên trong danh sách khác số chi bộ khai",
    page: include_str!("pages/B419.md"),
    fold: Fold::Never,
    check: Check::Return(headcount),
};

fn headcount(of: &Return, findings: &mut Vec<Finding>) {
    let submission = of.submission;
    if !submission.is_merged() {
        return;
    }
    let plan = &of.ground.case.campaign.plan;
    let in_plan = submission.branch.and_then(|branch| plan.branches.get(branch)).and_then(|branch| branch.headcount);
    let declared = submission.declared.n_members.as_ref();
    let Some(expected) = declared.map(|declared| declared.value).or(in_plan) else { return };
    let listed = submission.members.len() as u32;
    // Rows set aside are reported each; they may be the people who lack.
    let set_aside = set_aside_members(of);
    if (listed..=listed + set_aside).contains(&expected) {
        return;
    }
    // Without a word of the branch's own, each person missing from the roster is already named (X603, X604).
    if declared.is_none() && super::roster::explains(of, expected) {
        return;
    }
    let (mut spot, source, basis) = match declared {
        Some(declared) => {
            let mut spot = of.file_spot();
            spot.sheet = submission.declared.sheet.clone();
            spot.cell = Some(declared.at);
            (spot, "chi bộ khai", TECHNICAL)
        }
        None => (of.file_spot(), "theo kế hoạch", PLAN),
    };
    if spot.sheet.is_none() {
        spot.cell = None;
    }
    let comparison = if listed < expected {
        format!("thiếu {}", expected - listed)
    } else {
        format!("thừa {}", listed - expected)
    };
    findings.push(B419.finding(
        spot,
        Words::new(
            format!("Danh sách có {listed} đảng viên, {source} {expected}: {comparison}."),
            "Kiểm tra danh sách, kể cả người không xếp loại; nếu con số sai thì sửa con số.",
            basis,
        ),
    ));
}

fn set_aside_members(of: &Return) -> u32 {
    let pieces = of.submission.pieces.iter();
    let tables = pieces.flat_map(|piece| {
        let reading = of.ground.reading(piece.file);
        piece.tables.iter().filter_map(move |&table| reading?.tables.get(table))
    });
    tables.filter(|table| table.kind == TableKind::Members).map(|table| table.tally.set_aside).sum()
}

pub static B421: Rule = Rule {
    code: "B421",
    severity: Severity::Error,
    sometimes: None,
    title: "Tập thể chưa có mức xếp loại",
    page: include_str!("pages/B421.md"),
    fold: Fold::Never,
    check: Check::Bloc(collectives_without_grade),
};

fn collectives_without_grade(ground: &Ground, findings: &mut Vec<Finding>) {
    for (index, submission) in ground.submissions().iter().enumerate().filter(|(_, found)| found.is_merged()) {
        for collective in &submission.collectives {
            let table = ground.table_of(&collective.source);
            let is_known_trouble = table.is_some_and(|table| table.grade_unknown)
                || collective.source.troubled.iter().any(|column| {
                    matches!(
                        column,
                        Column::Grade(Actor::Branch) | Column::Tick(Actor::Branch, _) | Column::NotGradedReason
                    )
                });
            if collective.grade().is_some() || collective.reason.is_some() || is_known_trouble {
                continue;
            }
            let column = table.and_then(|table| table.column(Column::Grade(Actor::Branch)));
            let at = column.map_or(collective.source.at, |column| CellAt::new(collective.source.row, column));
            findings.push(B421.finding(
                ground.spot(index).at_row(&collective.source, at).about(&collective.name.value),
                Words::new(
                    "Tập thể chưa có mức chi bộ đề nghị.",
                    "Ghi mức đề nghị; nếu không xếp loại thì ghi lý do.",
                    &ground.case.regulation.title,
                ),
            ));
        }
    }
    planned_but_not_returned(ground, findings);
}

/// Collectives of the plan that no return speaks of, once each (settled 29).
fn planned_but_not_returned(ground: &Ground, findings: &mut Vec<Finding>) {
    let campaign = ground.case.campaign;
    let returned = |index: usize, name: &str, kind: Option<&str>| {
        ground.submissions().get(index).is_some_and(|submission| {
            submission.collectives.iter().any(|one| {
                let kind_returned = one.kind.as_ref().map(|kind| kind.value.as_str());
                is_same_collective(name, &one.name.value)
                    || kind.zip(kind_returned).is_some_and(|(a, b)| fold(a) == fold(b))
            })
        })
    };
    for planned in &campaign.plan.collectives {
        let owner = planned
            .branch
            .map(|branch| ground.submissions().iter().position(|submission| submission.branch == Some(branch)));
        let (submission, is_returned) = match owner {
            Some(Some(index)) if ground.submissions()[index].is_merged() => {
                (Some(index), returned(index, &planned.name, planned.kind.as_deref()))
            }
            // The branch owes its whole return, and that is said.
            Some(_) => continue,
            // The committee's own may come with any branch, and so with one that is still awaited.
            None if campaign.is_provisional() => continue,
            None => (None, (0..ground.submissions().len()).any(|index| returned(index, &planned.name, None))),
        };
        if is_returned {
            continue;
        }
        let mut spot = submission.map_or_else(Spot::default, |index| ground.spot(index)).about(&planned.name);
        spot.file = campaign.plan.file.as_deref().map(std::sync::Arc::from);
        spot.sheet = Some("Tập thể".into());
        findings.push(B421.finding(
            spot,
            Words::new(
                format!("Tập thể ở dòng {} sheet Tập thể của kế hoạch chưa có trong hồ sơ nào.", planned.row),
                "Bổ sung mức đề nghị của tập thể này; nếu không đánh giá, xóa khỏi kế hoạch.",
                PLAN,
            ),
        ));
    }
}

/// Whether two names may be of one collective: equal, or one holds the other (“Chi ủy” in “Chi ủy chi bộ Hành chính”).
pub fn is_same_collective(a: &str, b: &str) -> bool {
    let (a, b) = (format!(" {} ", fold(a)), format!(" {} ", fold(b)));
    let is_blank = a.trim().is_empty() || b.trim().is_empty();
    !is_blank && (a.contains(&b) || b.contains(&a))
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
