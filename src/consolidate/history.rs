//! Earlier years: what a consolidated workbook of one tells, who of this year's people is whom there, and each branch
//! against the year before.

use super::identity::{Person, the_only};
use super::restored::from_workbook;
use crate::domain::branch::Branch;
use crate::domain::campaign::Campaign;
use crate::domain::grade::{Grade, Standing};
use crate::domain::history::{History, PastBranch, PastCollective, PastGrade, PastPerson, PastYear};
use crate::domain::submission::Submission;
use crate::grid::Workbook;
use crate::intake::consolidated::NotConsolidated;
use crate::intake::value::name::name_key;
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::count::StandingCounts;

/// Earlier years as the person gave them: workbooks that were read, and in words why others were not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Earlier {
    pub years: Vec<PastYear>,
    pub left_out: Vec<String>,
    /// Every workbook that was read, and its year.
    pub files: Vec<(PathBuf, i32)>,
}

/// What a consolidated workbook tells of its year; `file` is its name.
///
/// # Errors
/// It is none, or a list that decisions are made on is gone.
pub fn past_year(workbook: &Workbook, file: &str) -> Result<PastYear, NotConsolidated> {
    let made = from_workbook(workbook, file, None)?;
    let campaign = &made.bloc.campaign;
    let mut past = PastYear {
        year: campaign.plan.year,
        file: file.into(),
        n_without_branch: made.n_without_branch,
        ..PastYear::default()
    };
    for submission in campaign.submissions.iter().filter(|submission| submission.is_merged()) {
        let counts = StandingCounts::of(submission);
        past.branches.push(PastBranch {
            code: submission.code.clone(),
            name: submission.name.clone(),
            by_grade: Grade::ALL.map(|grade| counts.of_grade(grade)),
        });
        let code: Arc<str> = submission.code.as_str().into();
        past.people.extend(submission.members.iter().map(|member| PastPerson {
            branch: code.clone(),
            card_no: member.card_no.as_ref().map(|card| card.value.to_string()),
            name: member.name.value.clean.to_string(),
            born: member.born.as_ref().map(|born| born.value),
            standing: member.standing(),
        }));
        past.collectives.extend(submission.collectives.iter().map(|collective| PastCollective {
            branch: code.clone(),
            name: collective.name.value.to_string(),
            grade: collective.grade(),
        }));
    }
    Ok(past)
}

/// Puts earlier years beside a campaign: workbooks of its own year or a later one are left out, and said.
pub fn put(campaign: &mut Campaign, earlier: Earlier) {
    let year = campaign.plan.year;
    let Earlier { years, mut left_out, files: _ } = earlier;
    let (mut years, others): (Vec<_>, Vec<_>) =
        years.into_iter().partition(|past| past.year > 0 && (past.year < year || year <= 0));
    left_out.extend(others.iter().map(|past| match past.year {
        0 => format!("Tệp năm trước {}: không rõ là của năm nào nên không dùng.", past.file),
        own if own == year => {
            format!("Tệp năm trước {}: là của chính năm {year} nên không dùng; cần tệp của các năm trước.", past.file)
        }
        later => format!("Tệp năm trước {}: là của năm {later}, sau năm {year}, nên không dùng.", past.file),
    }));
    years.sort_by_key(|past| std::cmp::Reverse(past.year));
    for pair in years.windows(2).filter(|pair| pair[0].year == pair[1].year) {
        left_out.push(format!(
            "Năm {} có hai tệp tổng hợp: {} và {}. So sánh từng chi bộ lấy theo {}; kết quả của từng người tìm ở cả hai.",
            pair[0].year, pair[0].file, pair[1].file, pair[0].file
        ));
    }
    for past in years.iter().filter(|past| past.n_without_branch > 0) {
        left_out.push(format!(
            "Tệp năm trước {}: {} dòng không rõ của chi bộ nào, không tính đến.",
            past.file, past.n_without_branch
        ));
    }
    let mut history = History { years, left_out, ..History::default() };
    for past in &history.years {
        find_people(campaign, past, &mut history.of_members);
        find_collectives(campaign, past, &mut history.of_collectives);
    }
    campaign.history = history;
}

/// Fewer digits are a running number, no card anybody was given.
const LEAST_CARD: usize = 3;

/// The people of an earlier year, by what they are found by.
struct Lookup {
    people: Vec<Person>,
    by_card: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

/// Somebody found, and whether the card number alone says who he is.
struct Found {
    at: usize,
    by_card: bool,
}

impl Lookup {
    fn of(past: &PastYear) -> Self {
        let people: Vec<Person> = past.people.iter().map(person_of).collect();
        let (mut by_card, mut by_name) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for (index, person) in people.iter().enumerate() {
            if let Some(card) = card(person) {
                by_card.entry(card.to_owned()).or_default().push(index);
            }
            if !person.name.is_empty() && person.born.is_some() {
                by_name.entry(person.name.clone()).or_default().push(index);
            }
        }
        Self { people, by_card, by_name }
    }

    /// The card number tells; without one the name and a birth date that agrees. A name alone tells nobody.
    fn find(&self, person: &Person) -> Option<Found> {
        let of = |index: &usize| &self.people[*index];
        if let Some(same) = card(person).and_then(|card| self.by_card.get(card)) {
            let is_he = |index: &usize| of(index).name == person.name || !of(index).contradicts(person);
            let found = the_only(same.iter().copied().filter(is_he)).or_else(|| {
                the_only(same.iter().copied().filter(|index| of(index).name == person.name && is_he(index)))
            });
            if let Some(at) = found {
                return Some(Found { at, by_card: true });
            }
        }
        person.born?;
        let same = self.by_name.get(&person.name)?;
        let other_card = |index: &usize| card(of(index)).is_some() && card(person).is_some();
        let surely = |index: &usize| of(index).is_surely(person);
        let agrees = |index: &usize| !of(index).contradicts(person) && !other_card(index);
        let found = the_only(same.iter().copied().filter(surely))
            .or_else(|| the_only(same.iter().copied().filter(agrees)).filter(|_| !same.iter().any(surely)))?;
        Some(Found { at: found, by_card: false })
    }
}

fn card(person: &Person) -> Option<&str> {
    person.card.as_deref().filter(|card| card.len() >= LEAST_CARD)
}

fn person_of(past: &PastPerson) -> Person {
    Person {
        card: past.card_no.as_deref().and_then(super::identity::card_digits),
        name: name_key(&past.name),
        born: past.born,
    }
}

fn find_people(campaign: &Campaign, past: &PastYear, known: &mut BTreeMap<(usize, usize), Vec<PastGrade>>) {
    let lookup = Lookup::of(past);
    let mut found: Vec<((usize, usize), Found)> = Vec::new();
    for (number, submission) in merged(campaign) {
        for (index, member) in submission.members.iter().enumerate() {
            let mut person = Person::of_member(member);
            // What the return leaves out the roster may know.
            if let Some(listed) = member.roster.and_then(|listed| campaign.plan.roster.get(listed)) {
                let listed = Person::of_roster(listed);
                person.card = person.card.or(listed.card);
                person.born = person.born.or(listed.born);
            }
            if let Some(at) = lookup.find(&person) {
                found.push(((number, index), at));
            }
        }
    }
    // Two of this year's who are both taken for one person of the earlier year: no birth date tells which.
    let mut claims: BTreeMap<usize, u32> = BTreeMap::new();
    found.iter().for_each(|(_, found)| *claims.entry(found.at).or_default() += 1);
    for (place, found) in found {
        if !found.by_card && claims.get(&found.at).is_some_and(|&claims| claims > 1) {
            continue;
        }
        let Some(standing) = past.people[found.at].standing else { continue };
        let branch = past.people[found.at].branch.clone();
        let grade = PastGrade { year: past.year, branch, standing, file: past.file.clone() };
        remember(known.entry(place).or_default(), grade);
    }
}

fn find_collectives(campaign: &Campaign, past: &PastYear, known: &mut BTreeMap<(usize, usize), Vec<PastGrade>>) {
    let key = |branch: &str, name: &str| (fold(branch), name_key(name));
    let mut by_name: BTreeMap<(String, String), Vec<Grade>> = BTreeMap::new();
    for collective in &past.collectives {
        let Some(grade) = collective.grade else { continue };
        by_name.entry(key(&collective.branch, &collective.name)).or_default().push(grade);
    }
    for (number, submission) in merged(campaign) {
        let branch = submission.branch.and_then(|branch| campaign.plan.branches.get(branch));
        let Some(code) = branch.and_then(|branch| past_branch(branch, past)).map(|branch| branch.code.as_str()) else {
            continue;
        };
        for (index, collective) in submission.collectives.iter().enumerate() {
            let grades = by_name.get(&key(code, &collective.name.value));
            let Some(grade) = grades.and_then(|grades| the_only(grades.iter().copied())) else { continue };
            let standing = Standing::Graded(grade);
            let grade = PastGrade { year: past.year, branch: code.into(), standing, file: past.file.clone() };
            remember(known.entry((number, index)).or_default(), grade);
        }
    }
}

/// Of two workbooks of one year the one given first is remembered.
fn remember(known: &mut Vec<PastGrade>, grade: PastGrade) {
    if known.iter().all(|earlier| earlier.year != grade.year) {
        known.push(grade);
    }
}

fn merged(campaign: &Campaign) -> impl Iterator<Item = (usize, &Submission)> {
    campaign.submissions.iter().enumerate().filter(|(_, submission)| submission.is_merged())
}

/// The branch of the earlier year that is this one: by its code unless the names say otherwise, else by its names.
fn past_branch<'p>(branch: &Branch, past: &'p PastYear) -> Option<&'p PastBranch> {
    let names: BTreeSet<String> =
        std::iter::once(&branch.name).chain(&branch.other_names).map(|name| fold(name)).collect();
    let by_name = the_only(past.branches.iter().filter(|one| names.contains(&fold(&one.name))));
    by_name
        .or_else(|| past.branches.iter().find(|one| !branch.code.is_empty() && fold(&one.code) == fold(&branch.code)))
}

/// This year beside the year before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YearOnYear<'b> {
    /// The year before.
    pub year: i32,
    pub file: &'b str,
    /// Branches of the plan in their order, then those there were only last year.
    pub rows: Vec<Compared<'b>>,
    pub total: (GradeRow, GradeRow),
    /// Members who stood in another branch the year before, in this year's order.
    pub moved: Vec<Moved<'b>>,
}

/// A member and the names of both branches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved<'b> {
    pub name: &'b str,
    pub from: &'b str,
    pub to: &'b str,
}

impl YearOnYear<'_> {
    /// In how many branches the share of Excellent rose, and in how many it fell.
    pub fn rose_and_fell(&self) -> (usize, usize) {
        let both = || self.rows.iter().filter_map(|row| row.before.zip(row.now));
        let rose = both().filter(|(before, now)| now.has_more_excellent_than(*before)).count();
        let fell = both().filter(|(before, now)| before.has_more_excellent_than(*now)).count();
        (rose, fell)
    }
}

/// A branch in both years.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared<'b> {
    pub code: &'b str,
    pub name: &'b str,
    /// None: it was not there, or returned nothing.
    pub before: Option<GradeRow>,
    pub now: Option<GradeRow>,
    /// Whether this year's plan has it.
    pub is_planned: bool,
}

/// Members by grade, in the order of [`Grade::ALL`].
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct GradeRow(pub [u32; 4]);

impl GradeRow {
    pub fn graded(self) -> u32 {
        self.0.iter().sum()
    }

    pub fn excellent(self) -> u32 {
        self.0[0]
    }

    /// Whether the share of Excellent is above that of another row.
    fn has_more_excellent_than(self, other: Self) -> bool {
        let part = |a: u32, b: u32| u64::from(a) * u64::from(b);
        self.graded() > 0
            && other.graded() > 0
            && part(self.excellent(), other.graded()) > part(other.excellent(), self.graded())
    }

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }
}

/// Each branch against the year before; none unless a workbook of that year was given.
pub fn year_on_year(campaign: &Campaign) -> Option<YearOnYear<'_>> {
    let past = campaign.history.years.iter().find(|past| past.year == campaign.plan.year - 1)?;
    let mut rows = Vec::new();
    let mut met = BTreeSet::new();
    for submission in &campaign.submissions {
        let Some(branch) = submission.branch.and_then(|branch| campaign.plan.branches.get(branch)) else { continue };
        let counts = StandingCounts::of(submission);
        let before = past_branch(branch, past).filter(|before| met.insert(before.code.as_str()));
        rows.push(Compared {
            code: &branch.code,
            name: &branch.name,
            before: before.map(|before| GradeRow(before.by_grade)),
            now: submission.is_merged().then(|| GradeRow(Grade::ALL.map(|grade| counts.of_grade(grade)))),
            is_planned: true,
        });
    }
    rows.extend(past.branches.iter().filter(|before| !met.contains(before.code.as_str())).map(|before| Compared {
        code: &before.code,
        name: &before.name,
        before: Some(GradeRow(before.by_grade)),
        now: None,
        is_planned: false,
    }));
    let mut total = (GradeRow::default(), GradeRow::default());
    for row in &rows {
        total.0.add(row.before.unwrap_or_default());
        total.1.add(row.now.unwrap_or_default());
    }
    Some(YearOnYear { year: past.year, file: &past.file, rows, total, moved: moved(campaign, past) })
}

/// Whom the workbook of the year before has in another branch. A branch with a new code and a new name may be the old one:
/// where neither of the two is in both years nobody is said to have moved.
fn moved<'b>(campaign: &'b Campaign, past: &'b PastYear) -> Vec<Moved<'b>> {
    let there_now: BTreeSet<&str> = campaign
        .plan
        .branches
        .iter()
        .filter_map(|branch| past_branch(branch, past))
        .map(|before| before.code.as_str())
        .collect();
    let mut moved = Vec::new();
    for (&(number, index), years) in &campaign.history.of_members {
        let Some(before) = years.iter().find(|one| one.year == past.year && one.file == past.file) else { continue };
        let Some(submission) = campaign.submissions.get(number) else { continue };
        let Some(branch) = submission.branch.and_then(|branch| campaign.plan.branches.get(branch)) else { continue };
        let same = past_branch(branch, past).map(|one| one.code.as_str());
        let is_same = same == Some(&*before.branch);
        let is_known = same.is_some() || there_now.contains(&*before.branch);
        let (Some(member), Some(from)) =
            (submission.members.get(index), past.branches.iter().find(|one| one.code == *before.branch))
        else {
            continue;
        };
        if !is_same && is_known {
            moved.push(Moved { name: &member.name.value.clean, from: &from.name, to: &branch.name });
        }
    }
    moved
}
