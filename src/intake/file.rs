//! One returned file from bytes to a reading: opens it, understands each sheet, then looks at the file as a whole.

use super::Context;
use super::declared::{is_declaration, read_declared};
use super::edited::edited;
use super::layout::secrecy::secrecy_marking;
use super::layout::surroundings::{Line, branch_named, document_date, review_years};
use super::legacy;
use super::lost_digits::lost_digits;
use super::panels::{Panel, panels_of};
use super::rolled_up;
use super::rows::{is_list_sheet, read_above_tables, read_loose_sheet, read_tables};
use super::tables::find_tables;
use super::view::SheetView;
use crate::domain::column::TableKind;
use crate::domain::fault::{Fault, FaultKind, Hidden, Limit, NotAWorkbook};
use crate::domain::place::{CellAt, CellPlace};
use crate::domain::reading::{BranchClaim, ClaimSource, DocumentDate, FileFacts, Outcome, Owner, Reading, Table};
use crate::grid::{self, Format, Kind, LimitKind, Unreadable, Workbook};
use crate::text::fold::skeleton;
use std::sync::Arc;

/// Reads one file's bytes: never fails, the reading says what was understood and what was not.
pub fn read_file(bytes: &[u8], facts: FileFacts, context: &Context) -> Reading {
    match grid::read(bytes, &context.limits, context.passwords) {
        Ok(workbook) => understand(&workbook, facts, context),
        Err(unreadable) => Reading {
            file: facts,
            outcome: Outcome::Unreadable,
            faults: vec![Fault::of_file(fault_of(unreadable))],
            ..Reading::default()
        },
    }
}

pub(super) fn fault_of(unreadable: Unreadable) -> FaultKind {
    let what = match unreadable {
        Unreadable::Locked => return FaultKind::Locked,
        Unreadable::Over { limit, figure, allowed } => {
            let limit = match limit {
                LimitKind::FileBytes => Limit::FileBytes,
                LimitKind::ZipEntries => Limit::ZipEntries,
                LimitKind::UnpackedBytes => Limit::UnpackedBytes,
                LimitKind::Ratio => Limit::Ratio,
                LimitKind::Sheets => Limit::Sheets,
                LimitKind::Cells => Limit::Cells,
                LimitKind::SharedStrings => Limit::SharedStrings,
                LimitKind::Memory => Limit::Memory,
                LimitKind::ProcessorSeconds => Limit::ProcessorSeconds,
                LimitKind::WallSeconds => Limit::Seconds,
                LimitKind::AnswerBytes => Limit::AnswerBytes,
            };
            return FaultKind::OverLimit { limit, figure, allowed };
        }
        Unreadable::Empty => NotAWorkbook::Empty,
        Unreadable::Damaged { .. } => NotAWorkbook::Damaged,
        Unreadable::Unsupported(_) => NotAWorkbook::UnsupportedWorkbook,
        Unreadable::NotAWorkbook(kind) => match kind {
            Kind::Pdf => NotAWorkbook::Pdf,
            Kind::Word => NotAWorkbook::Word,
            Kind::PowerPoint => NotAWorkbook::PowerPoint,
            Kind::Picture => NotAWorkbook::Picture,
            Kind::Html => NotAWorkbook::Html,
            Kind::Archive => NotAWorkbook::Archive,
            Kind::Unknown => NotAWorkbook::Unknown,
        },
    };
    FaultKind::NotReadable(what)
}

/// Understands a workbook already in cells.
pub fn understand(workbook: &Workbook, facts: FileFacts, context: &Context) -> Reading {
    let decoded = legacy::decoded(workbook);
    let Some(decoded) = decoded else { return understand_unicode(workbook, facts, context) };
    let mut reading = understand_unicode(&decoded.workbook, facts, context);
    // Of a file whose rows are not used, what refuses it is all that is said.
    if reading.outcome == Outcome::Read {
        legacy::report(&decoded, &mut reading);
    }
    reading
}

fn understand_unicode(workbook: &Workbook, facts: FileFacts, context: &Context) -> Reading {
    let (edited, told) = edited(workbook, &facts.path, context.edits);
    let workbook = edited.as_ref().unwrap_or(workbook);
    let mut reading = Reading { file: facts, edited: told, ..Reading::default() };
    reading.properties_date = workbook.modified.map(|moment| moment.date());
    note_wrong_extension(workbook.format, &mut reading);
    if rolled_up::is_rolled_up(workbook, context) {
        return understand_rolled_up(workbook, reading, context);
    }
    let views: Vec<SheetView> = workbook.sheets.iter().map(SheetView::new).collect();
    let is_facts: Vec<bool> = views.iter().map(is_declaration).collect();
    if let Some(index) = is_facts.iter().position(|is_facts| *is_facts) {
        let mut faults = Vec::new();
        reading.declared = read_declared(&views[index], &mut faults);
        reading.faults.extend(faults);
        note_old_form(&mut reading, context);
    }
    let panels: Vec<Panel> = workbook
        .sheets
        .iter()
        .zip(&is_facts)
        .filter(|(sheet, is_facts)| !**is_facts && !is_list_to_mend(sheet))
        .flat_map(|(sheet, _)| panels_of(sheet))
        .collect();
    let others: Vec<SheetView> = panels.iter().map(|panel| SheetView::new(&panel.sheet)).collect();
    let year = reading.declared.year.as_ref().map(|year| year.value);
    let mut found = find_tables(&others, &panels, &reading.file.path, &file_claims(&reading), year, context);
    if let (Some(plan), Some(year)) = (context.plan, year)
        && year != plan.year
    {
        found.iter_mut().for_each(|table| table.other_year = Some((year, plan.year)));
    }
    let (mut lines, tallies) = read_tables(&found, &mut reading, context);
    // Room left over by growing would stay for the whole run, once for every file.
    reading.members.shrink_to_fit();
    reading.staff.shrink_to_fit();
    reading.rewards.shrink_to_fit();
    reading.collectives.shrink_to_fit();
    for view in &others {
        match found.iter().find(|table| std::ptr::eq(table.view, view)) {
            Some(first) => read_above_tables(view, first.header.top, &mut reading),
            None if !is_list_sheet(view) => lines.extend(read_loose_sheet(view, &mut reading)),
            None => {}
        }
    }
    if found.is_empty() {
        reading.titled = only_branch_named(&lines, context);
    }
    for (how, (n, sheet, at)) in tallies.normalised {
        reading.faults.push(Fault::of_cell(FaultKind::NormalisedText { how, n }, &sheet, at));
    }
    look_at_lines(&mut reading, &lines, context);
    settle_year(&mut reading, context);
    if let Some((marking, sheet, line)) =
        lines.iter().find_map(|(sheet, line)| secrecy_marking(line).map(|marking| (marking, sheet, line)))
    {
        reject_secret(&mut reading, marking, sheet.clone(), line);
        return reading;
    }
    lost_digits(&mut reading);
    note_hidden_sheets(workbook, &mut reading);
    note_emptiness(&mut reading);
    reading
}

/// The workbook that a committee below consolidated is its return here.
fn understand_rolled_up(workbook: &Workbook, mut reading: Reading, context: &Context) -> Reading {
    reading.is_of_committee = true;
    reading.declared = rolled_up::declared(workbook, context);
    let lists = rolled_up::lists(workbook);
    let views: Vec<SheetView> = lists.iter().map(SheetView::new).collect();
    let mut found = rolled_up::find_lists(&views, &file_claims(&reading), context);
    let mut lines = rolled_up::letterhead(workbook);
    look_at_lines(&mut reading, &lines, context);
    if let (Some(plan), Some(year)) = (context.plan, reading.year)
        && year != plan.year
    {
        found.iter_mut().for_each(|table| table.other_year = Some((year, plan.year)));
    }
    let (more, tallies) = read_tables(&found, &mut reading, context);
    lines.extend(more);
    for (how, (n, sheet, at)) in tallies.normalised {
        reading.faults.push(Fault::of_cell(FaultKind::NormalisedText { how, n }, &sheet, at));
    }
    settle_year(&mut reading, context);
    let marking = lines.iter().find_map(|(sheet, line)| Some((secrecy_marking(line)?, sheet.clone(), line.clone())));
    if let Some((marking, sheet, line)) = marking {
        reject_secret(&mut reading, marking, sheet, &line);
        return reading;
    }
    note_emptiness(&mut reading);
    reading
}

/// The version of the form that is read without reserve, as `Phiên bản biểu mẫu` begins (settled 9).
const FORM_VERSION: &str = "tonghop-1";

/// F112: the form's stamp is not of this version, or of another plan than the one in use. A form without a stamp, or
/// with one that names no plan, is not old.
fn note_old_form(reading: &mut Reading, context: &Context) {
    let Some(stamp) = &reading.declared.form_version else { return };
    let mut words = stamp.value.split_whitespace();
    let version = words.next().unwrap_or_default();
    let made_from = words.next();
    let is_of_this_plan = match (made_from, context.plan) {
        (Some(fingerprint), Some(plan)) => fingerprint == plan.fingerprint,
        _ => true,
    };
    if version == FORM_VERSION && is_of_this_plan {
        return;
    }
    let kind = FaultKind::OldForm { stamped: stamp.value.clone() };
    let fault = match &reading.declared.sheet {
        Some(sheet) => Fault::of_cell(kind, sheet, stamp.at),
        None => Fault::of_file(kind),
    };
    reading.faults.push(fault);
}

/// The sheet that was put in front of a return sent back to its branch: the branch mends the cells and sends the same
/// workbook again. A sheet of its own that only goes by that name is read as any other.
fn is_list_to_mend(sheet: &grid::Sheet) -> bool {
    let first = sheet.value(CellAt::new(1, 1));
    skeleton(&sheet.name) == "can sua"
        && matches!(first, Some(grid::Value::Text(text)) if skeleton(text).starts_with("noi dung can sua"))
}

/// F107: the name's extension says another format than the bytes.
fn note_wrong_extension(format: Format, reading: &mut Reading) {
    let name = reading.file.path.rsplit('/').next().unwrap_or_default();
    let Some((_, extension)) = name.rsplit_once('.') else { return };
    let written = extension.to_lowercase();
    let is = format.extension();
    let is_same = written == is
        || format == Format::Csv && matches!(written.as_str(), "txt" | "tsv")
        || format == Format::HtmlTable && written == "htm"
        || format == Format::Xlsx && matches!(written.as_str(), "xltx")
        || format == Format::Xlsm && matches!(written.as_str(), "xltm");
    if !is_same {
        reading.faults.push(Fault::of_file(FaultKind::WrongExtension { written, is }));
    }
}

/// What the form, the file's name and its folder say about the branch.
fn file_claims(reading: &Reading) -> Vec<BranchClaim> {
    let mut claims = Vec::new();
    let declared = &reading.declared;
    let place = |at| {
        declared.sheet.as_ref().map(|sheet| CellPlace { file: reading.file.path.clone(), sheet: sheet.clone(), at })
    };
    if let Some(code) = &declared.branch_code {
        claims.push(BranchClaim { text: code.value.clone(), source: ClaimSource::FormCode, at: place(code.at) });
    }
    if let Some(name) = &declared.branch_name {
        claims.push(BranchClaim { text: name.value.clone(), source: ClaimSource::FormName, at: place(name.at) });
    }
    let mut parts = reading.file.path.rsplit('/');
    if let Some(name) = parts.next() {
        claims.push(BranchClaim { text: name.to_owned(), source: ClaimSource::FileName, at: None });
    }
    if let Some(folder) = parts.next().filter(|folder| skeleton(folder) != "nop" && !folder.is_empty()) {
        claims.push(BranchClaim { text: folder.to_owned(), source: ClaimSource::FolderName, at: None });
    }
    claims
}

/// How many lines of a file without tables are its head.
const N_HEAD_LINES: usize = 15;

/// The branch of the plan that the head of a document names, when it names one alone: what cannot be used was sent all
/// the same, and its branch is not one that sent nothing.
fn only_branch_named(lines: &[(Arc<str>, Line)], context: &Context) -> Option<BranchClaim> {
    let mut named = lines.iter().take(N_HEAD_LINES).filter_map(|(_, line)| {
        let text = branch_named(line, |name| context.is_branch(name))?;
        let claim = BranchClaim { text, source: ClaimSource::Title, at: None };
        match context.owner_of(std::slice::from_ref(&claim)) {
            Owner::Branch(branch) => Some((branch, claim)),
            Owner::Unknown { .. } | Owner::Unresolved => None,
        }
    });
    let (branch, claim) = named.next()?;
    named.all(|(other, _)| other == branch).then_some(claim)
}

/// The document's date, from the lines around the tables: the first one found, letterheads before signatures.
fn look_at_lines(reading: &mut Reading, lines: &[(Arc<str>, Line)], context: &Context) {
    let file = reading.file.path.clone();
    reading.document_date = lines.iter().find_map(|(sheet, line)| {
        let on = document_date(line)?;
        Some(DocumentDate { on, place: CellPlace { file: file.clone(), sheet: sheet.clone(), at: line.at } })
    });
    // The review year: the form's word, else the titles'; the expected year wins among several.
    let mut years: Vec<i32> = lines.iter().flat_map(|(_, line)| review_years(line)).collect();
    let expected = context.plan.map(|plan| plan.year);
    let titled = expected.filter(|year| years.contains(year)).or_else(|| {
        years.sort_unstable();
        years.last().copied()
    });
    let named = |text: &str| {
        skeleton(text).split(' ').find_map(|word| word.parse::<i32>().ok().filter(|year| (2015..=2099).contains(year)))
    };
    reading.year = reading
        .declared
        .year
        .as_ref()
        .map(|year| year.value)
        .or(titled)
        .or_else(|| reading.tables.iter().find_map(|table| named(&table.sheet)))
        .or_else(|| named(file.rsplit('/').next().unwrap_or_default()))
        .or(reading.document_date.as_ref().map(|date| review_year_of(date.on)));
}

/// A document of January to March speaks of the year before.
fn review_year_of(date: chrono::NaiveDate) -> i32 {
    use chrono::Datelike;
    if date.month() <= 3 { date.year() - 1 } else { date.year() }
}

/// F115 for a whole file: its form, or the titles of all its tables, say another year; its rows were set aside while
/// reading, and its one fault stays.
fn settle_year(reading: &mut Reading, context: &Context) {
    let Some(expected) = context.plan.map(|plan| plan.year) else { return };
    let of_form = reading.declared.year.as_ref().filter(|year| year.value != expected).cloned();
    let has_this_year = reading.tables.iter().any(|table| table.tally.records > 0);
    let of_tables = reading.faults.iter().find_map(|fault| match fault.kind {
        FaultKind::OtherYear { found, .. } => Some((found, fault.clone())),
        _ => None,
    });
    let fault = match (of_form, of_tables) {
        (Some(year), _) => {
            let kind = FaultKind::OtherYear { found: year.value, expected, whole: true };
            Fault { sheet: reading.declared.sheet.clone(), at: Some(year.at), ..Fault::of_file(kind) }
        }
        (None, Some((found, fault))) if !has_this_year => {
            Fault { kind: FaultKind::OtherYear { found, expected, whole: true }, table: None, ..fault }
        }
        (None, _) => return,
    };
    reading.faults = vec![fault];
    reading.outcome = Outcome::Rejected;
    reading.stated.clear();
}

/// F116: a document marked secret is not processed; nothing of it is kept, not even its rows.
fn reject_secret(reading: &mut Reading, marking: String, sheet: Arc<str>, line: &Line) {
    let fault = Fault::of_cell(FaultKind::Secret { marking }, &sheet, line.at);
    let file = std::mem::take(&mut reading.file);
    let tables =
        std::mem::take(&mut reading.tables).into_iter().map(|table| Table { tally: Default::default(), ..table });
    *reading = Reading {
        file,
        outcome: Outcome::Rejected,
        tables: tables.collect(),
        faults: vec![fault],
        ..Reading::default()
    };
}

/// F113 for whole sheets: hidden, and records were read from them.
fn note_hidden_sheets(workbook: &Workbook, reading: &mut Reading) {
    for sheet in workbook.sheets.iter().filter(|sheet| sheet.is_hidden) {
        let table = reading.tables.iter().find(|table| table.sheet == sheet.name && table.tally.read > 0);
        if let Some(table) = table {
            let at = crate::domain::place::CellAt::new(table.header_rows.0, 1);
            reading.faults.push(Fault::of_cell(FaultKind::HiddenCells(Hidden::Sheet), &sheet.name, at));
        }
    }
}

/// F109 and F110: no table at all, or tables without a row and no nil return declared.
fn note_emptiness(reading: &mut Reading) {
    if reading.declared.nil || reading.outcome != Outcome::Read {
        return;
    }
    let has_figures = !reading.stated.is_empty();
    let records = reading.tables.iter().filter(|table| table.kind != TableKind::Summary);
    let first = records
        .clone()
        .min_by_key(|table| table.kind)
        .map(|table| (table.kind, table.sheet.clone(), table.header_rows.0));
    let n_read: u32 = reading.tables.iter().map(|table| table.tally.read).sum();
    let kind = match first {
        _ if n_read > 0 => return,
        // Counts without names are held against each other, and against the list of another file of the branch; a
        // branch that sends no more than them has not returned its list.
        None if has_figures => {
            let place = &reading.stated[0].place;
            let fault = Fault::of_cell(FaultKind::OnlyCounts, &place.sheet, place.at);
            reading.faults.push(fault);
            return;
        }
        None => Fault::of_file(FaultKind::NoKnownTable),
        Some((kind, sheet, row)) => {
            Fault::of_cell(FaultKind::NoRows { kind }, &sheet, crate::domain::place::CellAt::new(row, 1))
        }
    };
    reading.faults.push(kind);
    reading.outcome = Outcome::Rejected;
}
