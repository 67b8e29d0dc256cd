//! A plan made from what the files say of themselves, when the office gave none.

use super::words::{Boundary, Words};
use crate::domain::branch::Branch;
use crate::domain::plan::Plan;
use crate::domain::reading::{BranchClaim, ClaimSource, Outcome, Owner, Reading};
use crate::text::fold::{clean, fold, skeleton};
use chrono::{Datelike, NaiveDate};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// See [`super::plan_from`].
pub(super) fn plan_from(readings: &mut [Reading]) -> Plan {
    let mut groups = Groups::default();
    // First every claim, so that a code given in one file is known for a name in another; then the tables.
    let said: Vec<Vec<Said>> = readings.iter().map(said_by_tables).collect();
    let declared: Vec<Option<Said>> = readings.iter().map(said_by_form).collect();
    for said in said.iter().flatten().chain(declared.iter().flatten()) {
        groups.learn(said);
    }
    let owners: Vec<Vec<usize>> =
        said.iter().map(|tables| tables.iter().map(|said| groups.place(said)).collect()).collect();
    for said in declared.iter().flatten() {
        groups.place(said);
    }

    let (branches, positions) = groups.into_branches();
    for (reading, owners) in readings.iter_mut().zip(owners) {
        for (table, group) in reading.tables.iter_mut().zip(owners) {
            table.owner = Owner::Branch(positions[group]);
        }
    }
    Plan { year: year_of(readings), branches, ..Plan::default() }
}

/// What one table says of its branch.
#[derive(Clone, Default)]
struct Said {
    /// Mã chi bộ on the form.
    code: Option<String>,
    /// The branch's name as written, and how certain.
    name: Option<(String, ClaimSource)>,
    /// The file's name without extension, for want of better.
    stem: String,
}

/// What each table says; a table that says nothing takes after the form, then after the table before it.
fn said_by_tables(reading: &Reading) -> Vec<Said> {
    let form = said_by_form(reading).unwrap_or_default();
    let mut before = Said::default();
    let mut said_by_tables = Vec::new();
    for table in &reading.tables {
        let mut said = Said { stem: stem(&reading.file.path), ..Said::default() };
        for claim in &table.claims {
            if claim.source == ClaimSource::FormCode {
                said.code.get_or_insert_with(|| clean(&claim.text));
            } else if said.name.as_ref().is_none_or(|(_, source)| claim.source < *source) {
                said.name = stated_name(claim).map(|name| (name, claim.source)).or(said.name);
            }
        }
        for fallback in [&form, &before] {
            if said.code.is_none() && said.name.is_none() {
                said.code.clone_from(&fallback.code);
                said.name.clone_from(&fallback.name);
            }
        }
        before.clone_from(&said);
        said_by_tables.push(said);
    }
    lean_on_the_certain(&mut said_by_tables);
    said_by_tables
}

/// Where the sheets of a file name one branch, a table that only the file's name speaks for belongs to it too.
fn lean_on_the_certain(tables: &mut [Said]) {
    let is_certain = |said: &Said| {
        said.code.is_some() || said.name.as_ref().is_some_and(|(_, source)| *source < ClaimSource::SheetName)
    };
    let Some(first) = tables.iter().find(|said| is_certain(said)).cloned() else { return };
    let key = |said: &Said| (said.code.clone(), said.name.as_ref().map(|(name, _)| name_key(name)));
    if tables.iter().filter(|said| is_certain(said)).all(|said| key(said) == key(&first)) {
        for said in tables.iter_mut().filter(|said| !is_certain(said)) {
            said.code.clone_from(&first.code);
            said.name.clone_from(&first.name);
        }
    }
}

/// The form's own code and name: a nil return has no table to claim anything.
fn said_by_form(reading: &Reading) -> Option<Said> {
    let text = |located: &Option<crate::domain::place::Located<String>>| {
        located.as_ref().map(|located| clean(&located.value)).filter(|text| !text.is_empty())
    };
    let code = text(&reading.declared.branch_code);
    let name = text(&reading.declared.branch_name).map(|name| (name, ClaimSource::FormName));
    let is_used = reading.outcome == Outcome::Read && (code.is_some() || name.is_some());
    is_used.then(|| Said { code, name, stem: stem(&reading.file.path) })
}

/// The name a claim states: all of a form's or a column's cell, else the words from “chi bộ” on.
fn stated_name(claim: &BranchClaim) -> Option<String> {
    let text = match claim.source {
        ClaimSource::FileName => stem(&claim.text),
        _ => claim.text.clone(),
    };
    if matches!(claim.source, ClaimSource::FormName | ClaimSource::Column | ClaimSource::Heading) {
        return Some(clean(&text)).filter(|name| !name.is_empty());
    }
    let by_boundary = |boundary| {
        let words = Words::of(&text, boundary);
        let written = |from, to| match boundary {
            Boundary::LettersAndDigits => clean(words.written(from, to)),
            Boundary::Capitals => words.parted(from, to),
        };
        if let Some((from, to)) = words.statement() {
            return Some(written(from, to));
        }
        // `CB` is believed in a file's name only, and not where it is cán bộ, công chức.
        let short = (claim.source == ClaimSource::FileName).then(|| {
            (0..words.words.len()).find_map(|at| {
                let name = at + words.short_marker_at(at)?;
                let first = words.words.get(name).filter(|word| !word.is_number() && !word.is_glued)?;
                let end = words.statement_end(name);
                (end > name && !matches!(first.plain.as_str(), "cc" | "cong" | "vc" | "cnvc" | "ccvc"))
                    .then(|| written(at, end))
            })
        });
        short.flatten()
    };
    by_boundary(Boundary::LettersAndDigits).or_else(|| by_boundary(Boundary::Capitals))
}

/// The branches that the files name, by code where one is given, else by name.
#[derive(Default)]
struct Groups {
    /// Key of a name → folded code, where one file gave both.
    code_of_name: BTreeMap<String, String>,
    by_key: BTreeMap<String, usize>,
    groups: Vec<Group>,
}

#[derive(Default)]
struct Group {
    code: Option<String>,
    /// A code read off the file names: all of the group's files must agree.
    file_codes: BTreeSet<Option<String>>,
    names: Vec<(String, ClaimSource)>,
    stem: String,
}

impl Groups {
    fn learn(&mut self, said: &Said) {
        if let (Some(code), Some((name, _))) = (&said.code, &said.name) {
            self.code_of_name.entry(name_key(name)).or_insert_with(|| fold(code));
        }
    }

    /// The group a table belongs to.
    fn place(&mut self, said: &Said) -> usize {
        let name = said.name.as_ref().map(|(name, _)| name_key(name));
        let code = said.code.as_ref().map(|code| fold(code));
        let code = code.or_else(|| self.code_of_name.get(name.as_ref()?).cloned());
        let key = match (code, name) {
            (Some(code), _) => format!("code {code}"),
            (None, Some(name)) => format!("name {name}"),
            (None, None) => format!("file {}", fold(&said.stem)),
        };
        let index = *self.by_key.entry(key).or_insert(self.groups.len());
        if index == self.groups.len() {
            self.groups.push(Group::default());
        }
        let group = &mut self.groups[index];
        group.code = group.code.take().or_else(|| said.code.clone());
        group.names.extend(said.name.clone());
        group.file_codes.insert(code_in_name(&said.stem));
        if group.stem.is_empty() {
            group.stem.clone_from(&said.stem);
        }
        index
    }

    /// Branches in natural order of code or name, and where each group came to stand. Codes that no form gives are taken
    /// from the files' names (`CB03_…`), else counted on: CB01, CB02…
    fn into_branches(self) -> (Vec<Branch>, Vec<usize>) {
        let mut taken: BTreeSet<String> =
            self.groups.iter().filter_map(|group| group.code.as_ref()).map(|code| fold(code)).collect();
        let mut drafts: Vec<(usize, Option<String>, String)> = Vec::new();
        for (index, group) in self.groups.iter().enumerate() {
            let of_files = match group.file_codes.iter().collect::<Vec<_>>().as_slice() {
                [Some(code)] => Some(code.clone()),
                _ => None,
            };
            let code = group.code.clone().or_else(|| of_files.filter(|code| taken.insert(fold(code))));
            drafts.push((index, code, group.name()));
        }
        drafts.sort_by(|(_, a_code, a_name), (_, b_code, b_name)| match (a_code, b_code) {
            (Some(a), Some(b)) => natural_order(a, b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => natural_order(a_name, b_name),
        });
        let mut positions = vec![0; drafts.len()];
        let mut branches = Vec::new();
        // Made-up codes go on after the real ones: a hole among those may be a branch that has not returned.
        let mut number =
            taken.iter().filter_map(|code| code.strip_prefix("cb")?.parse::<u32>().ok()).max().unwrap_or(0);
        for (position, (index, code, name)) in drafts.into_iter().enumerate() {
            let code = code.unwrap_or_else(|| {
                loop {
                    number += 1;
                    let code = format!("CB{number:02}");
                    if taken.insert(fold(&code)) {
                        break code;
                    }
                }
            });
            positions[index] = position;
            branches.push(Branch { code, name, ..Branch::default() });
        }
        (branches, positions)
    }
}

impl Group {
    /// The most certain spelling; of equally certain ones that with accents, then one not all in capitals.
    fn name(&self) -> String {
        let rank = |name: &str, source: ClaimSource| {
            let is_bare = name.is_ascii();
            let is_capital = !name.chars().any(char::is_lowercase);
            (is_bare, is_capital, source)
        };
        let best = self.names.iter().min_by_key(|(name, source)| (rank(name, *source), name.clone()));
        best.map_or_else(|| self.stem.clone(), |(name, _)| name.clone())
    }
}

/// What spellings of one branch's name share: without “chi bộ”, accents, case and punctuation.
fn name_key(name: &str) -> String {
    let key = skeleton(name);
    let core = key.strip_prefix("chi bo ").or_else(|| key.strip_prefix("cb ")).unwrap_or(&key);
    core.to_owned()
}

/// The file's name without folders and extension.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    clean(Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name))
}

/// `CB03` at the beginning of a file's name.
fn code_in_name(stem: &str) -> Option<String> {
    let words = Words::of(stem, Boundary::LettersAndDigits).words;
    let (letters, digits) = (words.first()?, words.get(1)?);
    let is_code = letters.plain == "cb" && digits.is_number() && digits.is_glued && digits.accented.len() <= 3;
    let is_whole = words.get(2).is_none_or(|next| !next.is_glued || next.plain.len() > 1);
    (is_code && is_whole).then(|| format!("CB{}", digits.accented))
}

/// Digits by their value, all else by folded text: “Chi bộ 2” before “Chi bộ 10”.
pub(super) fn natural_order(a: &str, b: &str) -> Ordering {
    natural_key(a).cmp(&natural_key(b)).then_with(|| a.cmp(b))
}

fn natural_key(text: &str) -> Vec<(u8, u64, String)> {
    let words = Words::of(text, Boundary::LettersAndDigits).words;
    let part = |plain: String| match plain.parse() {
        Ok(number) => (0, number, String::new()),
        Err(_) => (1, 0, plain),
    };
    words.into_iter().map(|word| part(word.plain)).collect()
}

/// The year most files give; of two equally frequent ones the later. Where no file gives one, the year the documents,
/// else the workbooks' properties, else the files were last dated in: a review is dated in the last months of its year
/// or the first of the next.
fn year_of(readings: &[Reading]) -> i32 {
    let read = || readings.iter().filter(|reading| reading.outcome == Outcome::Read);
    let reviewed_in = |day: NaiveDate| if day.month() <= 3 { day.year() - 1 } else { day.year() };
    most_frequent(read().filter_map(|reading| reading.year))
        .or_else(|| {
            most_frequent(read().filter_map(|reading| reading.document_date.as_ref().map(|date| reviewed_in(date.on))))
        })
        .or_else(|| most_frequent(read().filter_map(|reading| reading.properties_date.map(reviewed_in))))
        .or_else(|| most_frequent(read().filter_map(|reading| reading.file.modified_on.map(reviewed_in))))
        .unwrap_or_default()
}

fn most_frequent(years: impl Iterator<Item = i32>) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for year in years {
        *counts.entry(year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(year, count)| (count, year)).map(|(year, _)| year)
}
