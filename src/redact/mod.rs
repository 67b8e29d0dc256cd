//! A copy of a campaign without anybody in it, for asking for help: the same sheets, cells, headers, grades and slips at
//! the same addresses, so that the same findings come out, and pseudonyms for people, numbers, days and words that are
//! not known words of forms ([`vocabulary`]).
//!
//! Nothing of a file is copied: every copy is built from the values that `grid` read, so that comments, properties,
//! links, macros and hidden parts cannot come along.

mod alias;
mod copy;
mod text;
mod vocabulary;

pub use alias::Secret;

use crate::book::{BookError, safe_sheet_name};
use crate::domain::column::{Column, TableKind};
use crate::domain::fault::FaultKind;
use crate::domain::place::CellAt;
use crate::domain::plan::Plan;
use crate::domain::reading::{FileFacts, Reading};
use crate::grid::{Sheet, Value, Workbook};
use crate::intake::value::name::looks_like_name;
use crate::intake::{Context, understand};
use crate::text::fold::{fold, skeleton};
use crate::text::legacy::Encoding;
use alias::Aliases;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use text::{About, Texts};
use vocabulary::Vocabulary;

/// A file of the campaign, read.
pub struct Original {
    pub facts: FileFacts,
    pub workbook: Workbook,
}

/// A copy.
pub struct Copy {
    /// Path inside the new folder, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
    /// The day the original was last changed, which tells when it came.
    pub modified_on: Option<NaiveDate>,
}

/// The copies, and the files that none is made of because what is in them is not for others (F116).
pub struct Campaign {
    pub copies: Vec<Copy>,
    pub left_out: Vec<String>,
}

/// The name the plan goes by.
const PLAN: &str = "ke-hoach.xlsx";

/// Copies a campaign, or files alone.
///
/// # Errors
/// A workbook cannot be made.
pub fn redacted(
    plan: Option<(&Workbook, &Plan)>,
    originals: Vec<Original>,
    secret: Secret,
) -> Result<Campaign, BookError> {
    let context = Context { plan: plan.map(|(_, plan)| plan), ..Context::default() };
    let read: Vec<(Original, Reading)> = originals
        .into_iter()
        .map(|original| {
            let reading = understand(&original.workbook, original.facts.clone(), &context);
            (original, reading)
        })
        .collect();
    let (read, secret_files): (Vec<_>, Vec<_>) = read.into_iter().partition(|(_, reading)| !is_secret(reading));
    let mut texts = texts(plan.map(|(_, plan)| plan), &read, secret);
    let mut taken = BTreeSet::new();
    let paths: Vec<String> =
        read.iter().map(|(original, _)| path(&original.facts.path, &mut texts, &mut taken)).collect();
    let mut copies = Vec::new();
    if let Some((workbook, plan)) = plan {
        let names = read.iter().zip(&paths).map(|((original, _), new)| (&*original.facts.path, new.as_str()));
        let about = about_plan(workbook, &FileNames::of(names));
        let day = NaiveDate::from_ymd_opt(plan.year, 1, 1);
        copies.push(Copy {
            path: PLAN.to_owned(),
            bytes: copy::copy(workbook, day, &sheet_names(workbook, &mut texts), &about, &mut texts)?,
            modified_on: None,
        });
    }
    for ((original, reading), path) in read.iter().zip(paths) {
        let about = about_return(&original.workbook, reading);
        let day = original.workbook.modified.map(|moment| moment.date()).or(original.facts.modified_on);
        let names = sheet_names(&original.workbook, &mut texts);
        let bytes = copy::copy(&original.workbook, day, &names, &about, &mut texts)?;
        copies.push(Copy { path, bytes, modified_on: original.facts.modified_on });
    }
    let left_out = secret_files.into_iter().map(|(original, _)| original.facts.path.to_string()).collect();
    Ok(Campaign { copies, left_out })
}

/// What each cell of a workbook is about, and what is done with it beside.
struct Abouts {
    /// By sheet number: from which row on which column is about what, the last that fits.
    columns: Vec<Vec<(u32, u16, About)>>,
    /// By sheet number: rows of headers, from and to, and their columns.
    headers: Vec<Vec<(u32, u32)>>,
    /// Rows that are a person's for certain.
    people: BTreeSet<(usize, u32)>,
    /// Cells in an old encoding, with what they say.
    old: BTreeMap<(usize, CellAt), (Encoding, String)>,
    /// Cells whose text is set whole.
    set: BTreeMap<(usize, CellAt), String>,
}

impl Abouts {
    fn new(n_sheets: usize) -> Self {
        Self {
            columns: vec![Vec::new(); n_sheets],
            headers: vec![Vec::new(); n_sheets],
            people: BTreeSet::new(),
            old: BTreeMap::new(),
            set: BTreeMap::new(),
        }
    }

    fn of(&self, sheet: usize, at: CellAt, text: Option<&str>) -> About {
        if self.headers[sheet].iter().any(|(from, to)| (*from..=*to).contains(&at.row)) {
            return About::Header;
        }
        let of_column = self.columns[sheet].iter().rev().find(|(row, column, _)| at.row > *row && at.column == *column);
        match of_column.map(|(_, _, about)| *about) {
            // Headings, totals and signatures stand in columns of names too.
            Some(About::Person) if !self.people.contains(&(sheet, at.row)) && !text.is_some_and(looks_like_name) => {
                About::Anything
            }
            Some(about) => about,
            None => About::Anything,
        }
    }
}

fn is_secret(reading: &Reading) -> bool {
    reading.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Secret { .. }))
}

/// The transformer of texts, knowing every person and the campaign's branches.
fn texts(plan: Option<&Plan>, read: &[(Original, Reading)], secret: Secret) -> Texts {
    let mut people: Vec<&str> = Vec::new();
    let mut branches: Vec<&str> = Vec::new();
    for (_, reading) in read {
        people.extend(reading.members.iter().map(|member| member.name.value.clean.as_str()));
        people.extend(reading.staff.iter().map(|staff| staff.name.value.clean.as_str()));
        let rewarded = reading.rewards.iter().map(|reward| reward.name.value.clean.as_str());
        people.extend(rewarded.filter(|name| looks_like_name(name)));
        let declared = &reading.declared;
        let signers = [&declared.secretary, &declared.prepared_by].into_iter().flatten();
        people.extend(signers.map(|signer| signer.value.as_str()).filter(|name| looks_like_name(name)));
        branches.extend(
            [&declared.branch_code, &declared.branch_name].into_iter().flatten().map(|name| name.value.as_str()),
        );
    }
    if let Some(plan) = plan {
        people.extend(plan.roster.iter().map(|member| member.name.as_str()));
        people.push(&plan.signer_name);
        for branch in &plan.branches {
            branches.extend([branch.code.as_str(), &branch.name]);
            branches.extend(branch.other_names.iter().map(String::as_str));
        }
        branches.extend(plan.collectives.iter().map(|collective| collective.name.as_str()));
    }
    let year = plan.map(|plan| plan.year).filter(|year| *year > 0);
    let year = year.or_else(|| read.iter().filter_map(|(_, reading)| reading.year).max());
    // No date is asked of the clock: the newest file tells about when this is.
    let newest = || read.iter().filter_map(|(original, _)| original.facts.modified_on).map(|day| day.year()).max();
    let vocabulary = Vocabulary::of(branches.into_iter());
    let of_people = people.iter().flat_map(|name| name.split_whitespace()).map(str::to_owned);
    let forbidden: Vec<String> = of_people.chain(vocabulary.words()).collect();
    let aliases = Aliases::new(secret, forbidden.into_iter());
    Texts::new(aliases, vocabulary, people.into_iter(), year.or_else(newest).unwrap_or(2021))
}

/// The path of a copy: known words of the name stay, since they tell whose the file is.
fn path(shown: &str, texts: &mut Texts, taken: &mut BTreeSet<String>) -> String {
    let (folders, name) = shown.rsplit_once('/').map_or((None, shown), |(folders, name)| (Some(folders), name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut path = String::new();
    for folder in folders.into_iter().flat_map(|folders| folders.split('/')) {
        let is_own = matches!(skeleton(folder).as_str(), "nop");
        let folder = if is_own { "nop".to_owned() } else { safe(&texts.text(folder, About::Anything)) };
        path.push_str(&folder.replace(".zip", "").replace('.', "-"));
        path.push('/');
    }
    path.push_str(&safe(&texts.text(stem, About::Anything)));
    let mut number = 2;
    let mut whole = format!("{path}.xlsx");
    while !taken.insert(whole.to_lowercase()) {
        whole = format!("{path} ({number}).xlsx");
        number += 1;
    }
    whole
}

/// As a file may be called on every system.
fn safe(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_control()).take(80);
    let name: String = letters.map(|letter| if "<>:\"/\\|?*".contains(letter) { '-' } else { letter }).collect();
    let name = name.trim_matches([' ', '.', '~', '$']);
    if name.is_empty() { "tep".to_owned() } else { name.to_owned() }
}

fn sheet_names(workbook: &Workbook, texts: &mut Texts) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for sheet in &workbook.sheets {
        let name = texts.text(&sheet.name, About::Anything);
        let name = safe_sheet_name(&name, &taken.iter().map(String::as_str).collect::<Vec<_>>());
        taken.push(name);
    }
    taken
}

/// What the cells of a return are about, by how it was understood.
fn about_return(workbook: &Workbook, reading: &Reading) -> Abouts {
    let mut abouts = Abouts::new(workbook.sheets.len());
    let number = |name: &str| workbook.sheets.iter().position(|sheet| &*sheet.name == name);
    for table in &reading.tables {
        let Some(sheet) = number(&table.sheet) else { continue };
        abouts.headers[sheet].push(table.header_rows);
        for seen in &table.columns {
            abouts.columns[sheet].push((table.header_rows.1, seen.column, about_column(seen.meaning, table.kind)));
        }
    }
    let members = reading.members.iter().map(|member| &member.source);
    for source in members.chain(reading.staff.iter().map(|staff| &staff.source)) {
        abouts.people.extend(number(&source.sheet).map(|sheet| (sheet, source.row)));
    }
    for fault in &reading.faults {
        if let (FaultKind::LegacyEncoding { encoding, decoded, .. }, Some(sheet), Some(at)) =
            (&fault.kind, fault.sheet.as_deref().and_then(number), fault.at)
            && let Some(encoding) = Encoding::named(encoding)
        {
            abouts.old.insert((sheet, at), (encoding, decoded.clone()));
        }
    }
    abouts
}

fn about_column(meaning: Column, kind: TableKind) -> About {
    match meaning {
        Column::Name | Column::FamilyName | Column::MiddleName | Column::GivenName => match kind {
            TableKind::Members | TableKind::Staff | TableKind::Rewards => About::Person,
            TableKind::Collectives | TableKind::Summary => About::Anything,
        },
        Column::CardNo | Column::PersonCode => About::Number,
        Column::Born | Column::BornMale | Column::BornFemale => About::Birth,
        Column::Grade(_)
        | Column::Tick(..)
        | Column::TickNotGraded(_)
        | Column::NotGradedReason
        | Column::Category
        | Column::Discipline
        | Column::SelfReview
        | Column::ReviewedAt
        | Column::RewardSubject
        | Column::RewardForm
        | Column::RewardKind
        | Column::CollectiveKind => About::Grade,
        Column::Ordinal
        | Column::Sex
        | Column::Joined
        | Column::Official
        | Column::Post
        | Column::Branch
        | Column::Room
        | Column::Residence
        | Column::CivilServant
        | Column::IsMember
        | Column::Note
        | Column::Achievement
        | Column::CommonPoints
        | Column::ResultPoints
        | Column::TotalPoints
        | Column::Quarter(_)
        | Column::Grounds
        | Column::PostCode
        | Column::Unknown => About::Anything,
    }
}

/// New names of files by the old ones, as the plan's log may write them: with the folder or without, with the extension
/// or without.
struct FileNames(BTreeMap<String, String>);

impl FileNames {
    fn of<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut by_old = BTreeMap::new();
        for (old, new) in names {
            let last = |path: &str| path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
            let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
            by_old.insert(fold(old), new.to_owned());
            by_old.insert(fold(&last(old)), last(new));
            by_old.insert(fold(&stem(&last(old))), stem(&last(new)));
        }
        Self(by_old)
    }
}

/// What the cells of a plan are about, by its headers; passwords are left out.
fn about_plan(workbook: &Workbook, files: &FileNames) -> Abouts {
    let mut abouts = Abouts::new(workbook.sheets.len());
    for (number, sheet) in workbook.sheets.iter().enumerate() {
        if skeleton(&sheet.name) == "thong tin chung" {
            let keys = sheet.rows.iter().filter_map(|row| row.cells.first().map(|cell| (row.number, cell.column)));
            abouts.columns[number].extend(keys.take(1).map(|(row, column)| (row - 1, column, About::Header)));
            continue;
        }
        let Some(header) = sheet.rows.first() else { continue };
        abouts.headers[number].push((header.number, header.number));
        for cell in &header.cells {
            let Value::Text(text) = &cell.value else { continue };
            let about = match skeleton(text).as_str() {
                "ho va ten" | "ho ten" => About::Person,
                "ngay sinh" | "nam sinh" => About::Birth,
                "so the dang" | "so the dang vien" => About::Number,
                key if key.starts_with("mat khau") || key.starts_with("ten tep") => {
                    set_cells(sheet, number, header.number, cell.column, files, &mut abouts);
                    continue;
                }
                _ => continue,
            };
            abouts.columns[number].push((header.number, cell.column, about));
        }
    }
    abouts
}

/// Names of files become those of the copies; what names no copy, and every password, is emptied.
fn set_cells(sheet: &Sheet, number: usize, header: u32, column: u16, files: &FileNames, abouts: &mut Abouts) {
    for row in sheet.rows.iter().filter(|row| row.number > header) {
        if let Some(Value::Text(text)) = row.value(column) {
            let new = files.0.get(&fold(text)).cloned().unwrap_or_default();
            abouts.set.insert((number, CellAt::new(row.number, column)), new);
        } else if row.value(column).is_some() {
            abouts.set.insert((number, CellAt::new(row.number, column)), String::new());
        }
    }
}
