//! The adviser on the sheet: under the quotas, for each that several branches share, what every branch brings into it,
//! how far it lies above its own share, and how the fewest changes that comply fall on the branches. Every number follows
//! what is decided; the rows stand still, whatever is. Branches and counts only, never a person.
//!
//! The workings are those of [`Spread`], a column each, hidden behind the table.

use super::super::frame::Frame;
use super::super::look::Look;
use super::super::words;
use super::advice_words::{branch_words, quota_words};
use super::live::{Live, Sheets};
use super::{CHART_ROWS, Field, Line, MAX_BARS, N_COLUMNS, cell, chart, population, put_line};
use crate::book::{At, BookError, Cached, Sheet, Value};
use crate::consolidate::advice::{LOWEST, N_STEPS, Side, Sides, Spread, SpreadPart, step_of};
use crate::domain::place::column_letters;
use crate::domain::plan::{Denominator, Population};
use crate::regulation::quota::{Counts, Quota, QuotaCheck, QuotaSubject, check};
use crate::rules::unit::Unit;

/// Workings of a branch's line, by column behind the table.
const EXCESS: u16 = N_COLUMNS + 1;
const WHOLE: u16 = N_COLUMNS + 2;
const ABOVE: u16 = N_COLUMNS + 3;
const ON_LEVEL: u16 = N_COLUMNS + 4;
/// Workings of a quota's line: the steps of the search from here, and what is left behind them.
const FIRST_STEP: u16 = N_COLUMNS + 1;
const LAST_STEP: u16 = N_COLUMNS + N_STEPS as u16;
const LEFT: u16 = LAST_STEP + 1;

/// A section of so many branches begins a page of its own.
const LONG_SECTION: usize = 12;

/// What a line advises.
pub enum Advised<'l> {
    /// The quota itself; its branches where several share it.
    Quota { section: Option<&'l Section> },
    /// A branch's line of a section.
    Branch { section: &'l Section, part: &'l SpreadPart },
    /// For information only.
    Nothing,
}

/// The branches under one quota.
pub struct Section {
    /// Row of the quota above.
    quota_row: u32,
    heading: u32,
    quota: Quota,
    spread: Spread,
    /// Of each branch its name, its counts held against its own cap, and what it graded itself.
    lines: Vec<(String, QuotaCheck, Counts)>,
}

impl Section {
    fn first(&self) -> u32 {
        self.heading + 1
    }

    fn last(&self) -> u32 {
        self.heading + self.lines.len() as u32
    }

    /// The rows of its branches in a column, fast in place.
    fn block(&self, column: u16) -> String {
        let letters = column_letters(column);
        format!("${letters}${}:${letters}${}", self.first(), self.last())
    }
}

/// Where everything stands on the sheet.
pub struct Layout<'b> {
    pub first_quota: u32,
    /// The first row below the quotas.
    pub sections_from: u32,
    sides: Vec<Sides>,
    sections: Vec<Option<Section>>,
    /// Each branch's own ratio, where no section shows it.
    own: Option<(u32, &'b [QuotaCheck])>,
    /// The row where the chart of the branches begins.
    chart_at: Option<u32>,
}

impl<'b> Layout<'b> {
    pub fn of(frame: &Frame<'b>, first_quota: u32, sides: Vec<Sides>) -> Self {
        let quotas = &frame.bloc.quotas;
        let sections_from = first_quota + quotas.len().max(1) as u32;
        let branches = frame.bloc.branch_quotas.as_slice();
        let shared = |(quota, sides): &(&QuotaCheck, &Sides)| {
            quota.subject == QuotaSubject::Members && is_shared(quota, sides, frame.unit)
        };
        let members = quotas.iter().zip(&sides).find(shared).map(|(_, sides)| sides.branches.len());
        let n_bars = members.unwrap_or(branches.len());
        // On the page of the quotas, whose other half would stay empty.
        let chart_at = (1..=MAX_BARS).contains(&n_bars).then_some(sections_from + 1);
        let mut next = chart_at.map_or(sections_from, |row| row + CHART_ROWS);
        let mut sections = Vec::new();
        for (quota_row, (quota, sides)) in (first_quota..).zip(quotas.iter().zip(&sides)) {
            if !is_shared(quota, sides, frame.unit) {
                sections.push(None);
                continue;
            }
            let own = Quota { population: Population::Branch, ..quota.quota };
            let lines = sides.branches.iter().map(|side| {
                let branch = frame.plan.branches.get(side.branch);
                let (code, name) = branch.map(|branch| (branch.code.clone(), branch.name.clone())).unwrap_or_default();
                (name, check(quota.subject, code, own, side.counts, false), side.returned)
            });
            let lines: Vec<_> = lines.collect();
            let counts: Vec<Counts> = sides.branches.iter().map(|side| side.counts).collect();
            let spread = Spread::of(quota.quota, &counts, quota.remove);
            let section = Section { quota_row, heading: next + 1, quota: quota.quota, spread, lines };
            next = section.last() + 1;
            sections.push(Some(section));
        }
        let own = (members.is_none() && !branches.is_empty()).then_some((next + 1, branches));
        Self { first_quota, sections_from, chart_at, sides, sections, own }
    }

    pub fn put_quotas(&self, sheet: &mut Sheet, frame: &Frame<'b>, sheets: &Sheets) -> Result<(), BookError> {
        let quotas = &frame.bloc.quotas;
        for ((row, check), (sides, section)) in
            (self.first_quota..).zip(quotas).zip(self.sides.iter().zip(&self.sections))
        {
            let line = Line {
                row,
                check,
                population: population(frame, check),
                live: Live::of(frame, check, sheets),
                returned: sides.returned,
                advised: Advised::Quota { section: section.as_ref() },
                unit: frame.unit,
            };
            put_line(sheet, frame, &line)?;
            if let Some(section) = section {
                put_search(sheet, frame, section)?;
            }
        }
        if quotas.is_empty() {
            let (from, to) = (At::new(self.first_quota, 1), At::new(self.first_quota, N_COLUMNS));
            sheet.merge(from, to, Value::text("Không có"), frame.looks.of(Look::Nothing))?;
        }
        Ok(())
    }

    /// The branches begin a page of their own; the header frozen and repeated above is theirs too.
    pub fn put_sections(&self, sheet: &mut Sheet, frame: &Frame<'b>, sheets: &Sheets) -> Result<(), BookError> {
        let mut page_breaks = Vec::new();
        let mut bars = None;
        for (quota, section) in frame.bloc.quotas.iter().zip(&self.sections) {
            let Some(section) = section else { continue };
            if page_breaks.is_empty() || section.lines.len() > LONG_SECTION {
                page_breaks.push(section.heading);
            }
            if quota.subject == QuotaSubject::Members {
                bars.get_or_insert((section.first(), section.last()));
            }
            put_section(sheet, frame, quota, section, sheets)?;
        }
        if let Some((heading, branches)) = self.own {
            page_breaks.push(heading);
            put_heading(sheet, frame, heading, &format!("Tỷ lệ của từng {} (để tham khảo)", frame.unit.word()))?;
            for (row, check) in (heading + 1..).zip(branches) {
                let live = Live::of(frame, check, sheets);
                let own = self.sides.iter().flat_map(|sides| &sides.branches);
                let code = |at: usize| frame.plan.branches.get(at).map(|branch| branch.code.as_str());
                let returned = own.clone().find(|side| code(side.branch) == Some(&check.population));
                let returned = returned.map_or(check.counts, |side| side.returned);
                let population = population(frame, check);
                let (advised, unit) = (Advised::Nothing, frame.unit);
                put_line(sheet, frame, &Line { row, check, population, live, returned, advised, unit })?;
            }
            bars = Some((heading + 1, heading + branches.len() as u32));
        }
        if let (Some(bars), Some(at)) = (bars, self.chart_at) {
            chart(sheet, frame, bars, at)?;
        }
        sheet.page_breaks_before(&page_breaks)
    }

    /// Columns of workings are for the office program alone.
    pub fn hide_workings(&self, sheet: &mut Sheet) -> Result<(), BookError> {
        match self.sections.iter().any(Option::is_some) {
            true => sheet.hide_columns(FIRST_STEP, LEFT),
            false => Ok(()),
        }
    }
}

/// Whether a quota is shared out among several. Where every branch has one collective of the group at most, its line would
/// repeat the sheet of collectives among empty cells.
fn is_shared(quota: &QuotaCheck, sides: &Sides, unit: Unit) -> bool {
    let is_of_people = !matches!(quota.subject, QuotaSubject::Collectives | QuotaSubject::Organisations);
    let has_several = |side: &Side| side.counts.graded.max(side.returned.graded) > 1;
    sides.branches.len() > 1 && (is_of_people || unit == Unit::Committee || sides.branches.iter().any(has_several))
}

fn put_heading(sheet: &mut Sheet, frame: &Frame, row: u32, text: &str) -> Result<(), BookError> {
    let style = frame.looks.of(Look::TotalText);
    sheet.merge(At::new(row, 1), At::new(row, N_COLUMNS), Value::text(text), style)
}

fn put_section(
    sheet: &mut Sheet,
    frame: &Frame,
    quota: &QuotaCheck,
    section: &Section,
    sheets: &Sheets,
) -> Result<(), BookError> {
    let heading = format!(
        "{}, {}: từng {} (để tham khảo; kết luận theo dòng chung ở trên)",
        words::quota_subject(quota.subject),
        lower_first(&population(frame, quota)),
        frame.unit.word()
    );
    put_heading(sheet, frame, section.heading, &heading)?;
    for ((row, (name, check, returned)), part) in (section.first()..).zip(&section.lines).zip(&section.spread.parts) {
        let line = Line {
            row,
            check,
            population: name.clone(),
            live: Live::of_branch(frame, quota, &check.population, sheets),
            returned: *returned,
            advised: Advised::Branch { section, part },
            unit: frame.unit,
        };
        put_line(sheet, frame, &line)?;
        put_workings(sheet, frame, section, &line, part)?;
    }
    Ok(())
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn put_number(sheet: &mut Sheet, frame: &Frame, at: At, formula: String, now: i64) -> Result<(), BookError> {
    sheet.put(at, Value::formula(formula, Cached::whole(now)), frame.looks.of(Look::Whole))
}

/// The search for the level, a step a column, and what is left for those on it.
fn put_search(sheet: &mut Sheet, frame: &Frame, section: &Section) -> Result<(), BookError> {
    let row = section.quota_row;
    let remove = cell(Field::Remove, row);
    let (whole, most) = (section.block(WHOLE), section.block(super::column_of(Field::Excellent)));
    for (index, (column, &now)) in (FIRST_STEP..).zip(&section.spread.levels).enumerate() {
        let before = match index {
            0 => LOWEST.to_string(),
            _ => format!("{}{row}", column_letters(column - 1)),
        };
        let step = 1_i64 << (N_STEPS - 1 - index);
        // Of each branch so many as lie at the level or above, none below zero and no more than it has; written
        // without IF, which older programs do not take through a whole block.
        let above = format!("({whole}-({before}+{step})+1)");
        let at_least_none = format!("(({above}+ABS({above}))/2)");
        let people = format!("SUMPRODUCT(({at_least_none}+{most}-ABS({at_least_none}-{most}))/2)");
        let formula = format!("={before}+IF({people}>={remove},{step},0)");
        put_number(sheet, frame, At::new(row, column), formula, now)?;
    }
    let left = format!("={remove}-SUM({})", section.block(ABOVE));
    put_number(sheet, frame, At::new(row, LEFT), left, section.spread.left)
}

fn put_workings(
    sheet: &mut Sheet,
    frame: &Frame,
    section: &Section,
    line: &Line,
    part: &SpreadPart,
) -> Result<(), BookError> {
    let row = line.row;
    let at = |column: u16| format!("{}{row}", column_letters(column));
    let (excellent, good, graded) = (Field::Excellent, Field::Good, Field::Graded);
    let [excellent, good, graded] = [excellent, good, graded].map(|field| cell(field, row));
    let base = match section.quota.denominator {
        Denominator::GoodOrBetter | Denominator::GoodOnly => format!("({excellent}+{good})"),
        Denominator::AllGraded => graded,
    };
    let (step, percent) = (step_of(section.quota), section.quota.percent);
    let level = format!("${}${}", column_letters(LAST_STEP), section.quota_row);
    let (excess, whole) = (at(EXCESS), at(WHOLE));
    let workings = [
        (EXCESS, format!("={step}*{excellent}-{percent}*{base}"), part.excess),
        (WHOLE, format!("=INT({excess}/{step})"), part.whole),
        (ABOVE, format!("=MAX(0,MIN({excellent},{whole}-{level}))"), part.above),
        (
            ON_LEVEL,
            format!("=IF(AND({whole}>={level},{whole}-{level}<{excellent}),MOD({excess},{step})+1,0)"),
            part.on_level,
        ),
    ];
    for (column, formula, now) in workings {
        put_number(sheet, frame, At::new(row, column), formula, now)?;
    }
    Ok(())
}

impl Advised<'_> {
    /// How many to change.
    pub fn number(&self, line: &Line) -> (Value<'static>, Look) {
        let row = line.row;
        match self {
            Advised::Quota { .. } => (
                Value::formula(format!("={}", cell(Field::Remove, row)), Cached::whole(line.check.remove)),
                Look::Whole,
            ),
            Advised::Branch { section, part } => {
                let letters = column_letters(ON_LEVEL);
                let own = format!("{letters}{row}");
                let block = section.block(ON_LEVEL);
                let so_far = format!("${letters}${}:{own}", section.first());
                let left = format!("${}${}", column_letters(LEFT), section.quota_row);
                let formula = format!(
                    "={}{row}+IF(AND({own}>0,COUNTIF({block},\">\"&{own})+COUNTIF({so_far},{own})<={left}),1,0)",
                    column_letters(ABOVE)
                );
                (Value::formula(formula, Cached::whole(part.remove)), Look::Whole)
            }
            Advised::Nothing => (Value::Blank, Look::Whole),
        }
    }

    /// The same in words.
    pub fn words(&self, line: &Line) -> (Value<'static>, Look) {
        let value = match self {
            Advised::Quota { section } => quota_words(line, section.is_some()),
            Advised::Branch { part, .. } => branch_words(line, part),
            Advised::Nothing => Value::Blank,
        };
        (value, Look::Text)
    }
}
