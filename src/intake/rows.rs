//! The rows of found tables, each to its record, to furniture, or aside; and the split of a table whose column Chi bộ
//! names several branches. Every row that is not blank is counted once.

mod loose;
mod parts;

use super::Context;
use super::headless::with_headless_columns;
use super::layout::body::{RowKind, Walk};
use super::layout::frame::Frame;
use super::layout::heading::{Headed, headings_of, is_missing_grade};
use super::layout::surroundings::Line;
use super::layout::vocabulary::header_skeleton;
use super::ordinals::Ordinals;
use super::row::cells::{TableContext, Tallies};
use super::row::codes::LazyLegend;
use super::row::everybody::{columns_of_staff, is_outside_party};
use super::row::group::read_collective;
use super::row::person::{read_member, read_staff};
use super::row::reward::read_reward;
use super::tables::FoundTable;
use super::totals::{Figure, of_counts, of_labelled, of_lone_text, of_sentence, of_titles, of_total_rows};
use super::uncalculated::join_uncalculated;
use super::view::{SheetView, is_blank, shown};
use crate::domain::column::{Column, ColumnSeen, TableKind};
use crate::domain::fault::{Fault, FaultKind, Hidden};
use crate::domain::member::{CarriedCell, RowSource};
use crate::domain::place::{CellAt, CellPlace};
use crate::domain::reading::{Owner, Reading, SetAsideWhy, StatedTotal, Table};
use crate::grid::{Row, Value};
use crate::text::fold::skeleton;
use std::collections::BTreeMap;
use std::sync::Arc;

use loose::set_aside_row;
pub use loose::{read_above_tables, read_loose_sheet};

/// Reads the rows of every table into the reading; gives back the free lines around the tables and the tallies of the
/// file.
pub fn read_tables(found: &[FoundTable], reading: &mut Reading, context: &Context) -> (Vec<(Arc<str>, Line)>, Tallies) {
    let mut tallies = Tallies::default();
    let mut lines = Vec::new();
    for table in found {
        let sheet = &table.view.sheet.name;
        // Nearest first is the order of titles; a letterhead is read from the top.
        lines.extend(table.titles.iter().rev().map(|line| (sheet.clone(), line.clone())));
        TableReader::new(table, reading, context, &mut tallies).read(&mut lines);
    }
    (lines, tallies)
}

struct TableReader<'a, 'r> {
    found: &'a FoundTable<'a>,
    reading: &'r mut Reading,
    context: &'a Context<'a>,
    tallies: &'r mut Tallies,
    columns: Vec<ColumnSeen>,
    /// Index of the table's first part in the reading.
    first: usize,
    /// Parts by what the column Chi bộ says, as a skeleton.
    parts: BTreeMap<String, usize>,
    branch_column: Option<u16>,
    /// The last thing the column Chi bộ said: blanks below repeat it.
    branch_text: String,
    /// The part whose branch the last heading named, in a table without such a column.
    headed: Option<usize>,
    /// For each part of a list of everybody in the office, the table of those who are staff alone.
    staff_parts: BTreeMap<usize, usize>,
}

impl<'a, 'r> TableReader<'a, 'r> {
    fn new(
        found: &'a FoundTable<'a>,
        reading: &'r mut Reading,
        context: &'a Context<'a>,
        tallies: &'r mut Tallies,
    ) -> Self {
        let columns = with_headless_columns(found);
        let first = reading.tables.len();
        let title = found.titles.first().map(|line| line.text.clone()).unwrap_or_default();
        reading.tables.push(Table {
            sheet: found.view.sheet.name.clone(),
            kind: found.kind,
            header_rows: (found.header.top, found.header.bottom),
            columns: columns.clone(),
            claims: found.claims.clone(),
            owner: found.owner.clone(),
            tally: Default::default(),
            title,
            grade_unknown: found.columns.grade_unknown,
            is_of_one_grade: matches!(found.headed, Some((Headed::Grade(_), _))),
        });
        let branch_column = columns.iter().find(|seen| seen.meaning == Column::Branch).map(|seen| seen.column);
        Self {
            found,
            reading,
            context,
            tallies,
            columns,
            first,
            parts: BTreeMap::new(),
            branch_column,
            branch_text: String::new(),
            headed: None,
            staff_parts: BTreeMap::new(),
        }
    }

    fn read(mut self, lines: &mut Vec<(Arc<str>, Line)>) {
        let found = self.found;
        let sheet = found.view.sheet.name.clone();
        self.count_heading_rows();
        let rows = found.view.rows_in(&found.body);
        if found.kind == TableKind::Summary {
            self.note_header_faults(false);
            let n_rows = rows.iter().filter(|row| row.cells.iter().any(|cell| !is_blank(Some(&cell.value)))).count();
            self.reading.tables[self.first].tally.furniture += n_rows as u32;
            let figures = of_counts(found.view, &found.header, *found.body.end());
            self.state(figures, counted_kind(found), None);
            return;
        }
        let columns = self.columns.clone();
        let frame = Frame::new(found.view, found.kind, &columns, &found.header.columns, found.body.clone());
        let (repeats, rows): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| found.is_repeat(row.number));
        let is_filled = |row: &&&Row| row.cells.iter().any(|cell| !is_blank(Some(&cell.value)));
        self.reading.tables[self.first].tally.furniture += repeats.iter().filter(is_filled).count() as u32;
        let mut walk = Walk::default();
        let rows: Vec<(&Row, RowKind)> = rows.into_iter().map(|row| (row, walk.kind_of(&frame, row))).collect();
        let headings = headings_of(found, &frame, &rows);
        self.note_header_faults(headings.is_some());
        self.reading.tables[self.first].grade_unknown &= headings.is_none();
        let mut shared = TableContext {
            frame: &frame,
            file: self.reading.file.path.clone(),
            sheet: sheet.clone(),
            table: self.first as u32,
            carried: carried_of(&columns),
            grade_unknown: found.columns.grade_unknown && headings.is_none(),
            headings,
            legend: LazyLegend::new(self.context.plan.and_then(|plan| plan.legend.as_ref())),
        };
        let staff_columns = columns_of_staff(&columns).filter(|_| found.kind == TableKind::Members);
        let staff_frame = staff_columns.as_ref().map(|of_staff| Frame {
            kind: TableKind::Staff,
            columns: of_staff,
            ..Frame::new(found.view, found.kind, &columns, &found.header.columns, found.body.clone())
        });
        let mut as_staff = staff_frame.as_ref().map(|frame| TableContext {
            frame,
            file: shared.file.clone(),
            sheet: sheet.clone(),
            table: self.first as u32,
            carried: carried_of(frame.columns),
            grade_unknown: false,
            headings: None,
            legend: LazyLegend::new(self.context.plan.and_then(|plan| plan.legend.as_ref())),
        });
        if found.kind == TableKind::Members && self.is_first_of_sheet() {
            self.state(of_titles(&found.titles), found.kind, Some(self.first as u32));
        }
        let mut totals: Vec<&Row> = Vec::new();
        // A lone “HTTNV: 19” is a heading while people follow it, and a figure behind the last of them.
        let mut lone_figures: Vec<Figure> = Vec::new();
        let mut ordinals = Ordinals::default();
        let mut hidden_rows: Option<(u32, u32)> = None;
        for (row, kind) in rows {
            match kind {
                RowKind::Blank => continue,
                RowKind::Record | RowKind::Nameless => {
                    lone_figures.clear();
                    let part = self.part_of(row);
                    let staff = as_staff.as_mut().filter(|_| is_outside_party(&frame, row.number));
                    let (shared, part) = match staff {
                        Some(staff) => {
                            let columns = staff.frame.columns;
                            (staff, self.staff_part(part, columns))
                        }
                        None => (&mut shared, part),
                    };
                    shared.table = part as u32;
                    if row.is_hidden {
                        hidden_rows =
                            Some(hidden_rows.map_or((row.number, row.number), |(first, _)| (first, row.number)));
                    }
                    if let Some(fault) = ordinals.next(&frame, row, &sheet) {
                        self.reading.faults.push(fault.in_table(part as u32));
                    }
                    self.read_row(shared, row, part);
                }
                RowKind::Collective | RowKind::Person => {
                    let of_list = self.part_of(row);
                    let other = if kind == RowKind::Person { TableKind::Members } else { TableKind::Collectives };
                    let part = self.beside(of_list, other);
                    shared.table = part as u32;
                    ordinals.may_restart = true;
                    self.read_row(&shared, row, part);
                }
                RowKind::Continued if self.join_to_record(&frame, row) => {
                    self.reading.tables[self.first].tally.furniture += 1;
                }
                RowKind::Unknown | RowKind::Continued => {
                    // What is set aside keeps its number; the next row's is no skip.
                    ordinals.next(&frame, row, &sheet);
                    let part = self.part_of(row);
                    self.set_aside(row, part, SetAsideWhy::UnknownKind);
                }
                RowKind::SubHeading
                | RowKind::NumberRow
                | RowKind::Total
                | RowKind::Figure
                | RowKind::Note
                | RowKind::Signature
                | RowKind::Prepared => {
                    self.reading.tables[self.first].tally.furniture += 1;
                    if kind == RowKind::SubHeading {
                        self.head(&frame, row);
                        lone_figures.extend(of_lone_text(row));
                    }
                    if kind == RowKind::Total {
                        totals.push(row);
                    }
                    ordinals.may_restart |= kind != RowKind::Prepared;
                    if kind == RowKind::Figure {
                        let figures = of_labelled(row);
                        self.state(figures, found.kind, Some(self.first as u32));
                    }
                    if matches!(kind, RowKind::Note | RowKind::Signature) {
                        self.keep_lines(row, kind, lines);
                    }
                }
            }
        }
        // Numbers that run on through a list of everybody promise neither of its two tables how many it holds.
        let promised = if self.staff_parts.is_empty() { ordinals.promised() } else { 0 };
        self.reading.tables[self.first].tally.numbered = promised;
        // A total of everybody is that of neither of the two tables.
        let mut figures = if self.staff_parts.is_empty() { of_total_rows(&frame, &totals) } else { Vec::new() };
        figures.extend(lone_figures);
        self.state(figures, found.kind, Some(self.first as u32));
        let elsewhere = std::mem::take(&mut self.tallies.elsewhere);
        let coded = elsewhere.coded.and_then(|(n, at)| {
            let legend = shared.legend.used(&frame)?.to_string();
            Some((FaultKind::GradesByCode { n, legend }, at))
        });
        let read_by = [
            coded,
            elsewhere.merged.map(|(n, at)| (FaultKind::MergedRead { n }, at)),
            elsewhere.headed.map(|(n, at)| (FaultKind::GradedByHeading { n }, at)),
            elsewhere.dittos.map(|(n, at)| (FaultKind::DittoRead { n }, at)),
        ];
        for (kind, at) in read_by.into_iter().flatten() {
            self.reading.faults.push(Fault::of_cell(kind, &sheet, at).in_table(self.first as u32));
        }
        self.note_hidden(hidden_rows);
        let first = self.first as u32;
        let is_of_table = |fault: &Fault| fault.table.is_some_and(|table| table >= first);
        join_uncalculated(&mut self.reading.faults, &self.columns, is_of_table);
    }

    /// `is_headed`: headings say what a column of grades would.
    fn note_header_faults(&mut self, is_headed: bool) {
        let sheet = &self.found.view.sheet.name;
        for (kind, at) in &self.found.columns.faults {
            if (is_headed || self.found.is_vote) && is_missing_grade(kind, &self.found.columns.seen) {
                continue;
            }
            self.reading.faults.push(Fault::of_cell(kind.clone(), sheet, *at).in_table(self.first as u32));
        }
        if let Some((year, expected)) = self.found.other_year {
            let kind = FaultKind::OtherYear { found: year, expected, whole: false };
            let at = self.found.titles.first().map_or(CellAt::new(self.found.header.top, 1), |line| line.at);
            self.reading.faults.push(Fault::of_cell(kind, sheet, at).in_table(self.first as u32));
        }
    }

    /// Header rows, the number row, and the lines above, up to the table before: furniture of this table.
    fn count_heading_rows(&mut self) {
        let found = self.found;
        let mut above: Vec<u32> = found.titles.iter().map(|line| line.at.row).collect();
        above.sort_unstable();
        above.dedup();
        let n_above = if self.is_first_of_sheet() { above.len() as u32 } else { 0 };
        let n_header = found.header.body_from - found.header.top;
        self.reading.tables[self.first].tally.furniture += n_above + n_header;
    }

    /// Between two tables of one sheet the lines are told as the first one's already.
    fn is_first_of_sheet(&self) -> bool {
        self.reading.tables[..self.first].iter().all(|table| table.sheet != self.found.view.sheet.name)
    }

    fn read_row(&mut self, shared: &TableContext, row: &Row, part: usize) {
        let table = &self.reading.tables[part];
        let why = match &table.owner {
            _ if self.found.other_year.is_some() => Some(SetAsideWhy::OtherYear),
            _ if self.found.is_vote => Some(SetAsideWhy::UnknownKind),
            Owner::Unknown { .. } => Some(SetAsideWhy::UnknownBranch),
            Owner::Branch(_) | Owner::Unresolved => None,
        };
        if let Some(why) = why {
            self.set_aside(row, part, why);
            return;
        }
        let outcome = match table.kind {
            TableKind::Members => read_member(shared, row.number, self.tallies).map(|(member, faults)| {
                self.reading.members.push(member);
                faults
            }),
            TableKind::Staff => read_staff(shared, row.number, self.tallies).map(|(staff, faults)| {
                self.reading.staff.push(staff);
                faults
            }),
            TableKind::Collectives => read_collective(shared, row.number, self.tallies).map(|(collective, faults)| {
                self.reading.collectives.push(collective);
                faults
            }),
            TableKind::Rewards | TableKind::Summary => {
                read_reward(shared, row.number, self.tallies).map(|(reward, faults)| {
                    self.reading.rewards.push(reward);
                    faults
                })
            }
        };
        match outcome {
            Ok(faults) => {
                self.reading.faults.extend(faults);
                let tally = &mut self.reading.tables[part].tally;
                tally.read += 1;
                tally.records += 1;
            }
            Err(faults) => {
                self.reading.faults.extend(faults);
                self.set_aside(row, part, SetAsideWhy::NoName);
            }
        }
    }

    /// The further line of a record whose name is merged over several rows: its texts are carried along with the
    /// record. Not when it holds a grade of its own, which would be a second word on one person.
    fn join_to_record(&mut self, frame: &Frame, row: &Row) -> bool {
        let has_own_grade = frame.columns.iter().any(|seen| {
            matches!(seen.meaning, Column::Grade(_) | Column::Tick(..) | Column::TickNotGraded(_))
                && row.value(seen.column).is_some_and(|value| !is_blank(Some(value)))
        });
        let Some(&name) = frame.name.first() else { return false };
        let Some(area) = frame.view.area(CellAt::new(row.number, name)) else { return false };
        let top = area.first.row;
        let sheet = &self.found.view.sheet.name;
        let is_its = |source: &RowSource| source.row == top && source.sheet == *sheet;
        let carried = match self.found.kind {
            TableKind::Members => self.reading.members.last_mut().filter(|m| is_its(&m.source)).map(|m| &mut m.carried),
            TableKind::Staff => self.reading.staff.last_mut().filter(|s| is_its(&s.source)).map(|s| &mut s.carried),
            TableKind::Collectives => {
                self.reading.collectives.last_mut().filter(|c| is_its(&c.source)).map(|c| &mut c.carried)
            }
            TableKind::Rewards | TableKind::Summary => None,
        };
        let Some(carried) = carried.filter(|_| !has_own_grade) else { return false };
        for cell in row.cells.iter().filter(|cell| !is_blank(Some(&cell.value))) {
            let Some(seen) = frame.columns.iter().find(|seen| seen.column == cell.column) else { continue };
            let text = shown(&cell.value).trim().to_owned();
            carried.push(CarriedCell {
                header: seen.header.as_str().into(),
                text,
                at: CellAt::new(row.number, cell.column),
            });
        }
        true
    }

    fn set_aside(&mut self, row: &Row, part: usize, why: SetAsideWhy) {
        let sheet = self.found.view.sheet.name.clone();
        let kept = set_aside_row(&self.reading.file.path, &sheet, row, Some(part as u32), why);
        if why == SetAsideWhy::UnknownKind {
            let fault = FaultKind::SetAside { cells: kept.cells.clone() };
            self.reading.faults.push(Fault::of_cell(fault, &sheet, kept.place.at).in_table(part as u32));
        }
        self.reading.set_aside.push(kept);
        let tally = &mut self.reading.tables[part].tally;
        tally.read += 1;
        tally.set_aside += 1;
    }

    /// Notes and signatures may date the document and state totals.
    fn keep_lines(&mut self, row: &Row, kind: RowKind, lines: &mut Vec<(Arc<str>, Line)>) {
        let sheet = &self.found.view.sheet.name;
        for cell in &row.cells {
            let Value::Text(text) = &cell.value else { continue };
            let at = CellAt::new(row.number, cell.column);
            if kind == RowKind::Note {
                let figures = of_sentence(text).into_iter().map(|(counted, figure)| (counted, figure, at)).collect();
                self.state(figures, self.found.kind, Some(self.first as u32));
            }
            lines.extend(text.lines().map(|line| (sheet.clone(), Line { at, text: line.trim().to_owned() })));
        }
    }

    fn state(&mut self, figures: Vec<Figure>, kind: TableKind, table: Option<u32>) {
        if self.found.other_year.is_some() {
            return;
        }
        let sheet = &self.found.view.sheet.name;
        for (counted, figure, at) in figures {
            let place = CellPlace { file: self.reading.file.path.clone(), sheet: sheet.clone(), at };
            self.reading.stated.push(StatedTotal { kind, table, counted, figure, place });
        }
    }

    fn note_hidden(&mut self, hidden_rows: Option<(u32, u32)>) {
        let sheet = &self.found.view.sheet.name;
        if let Some((first, last)) = hidden_rows {
            let at = CellAt::new(first, self.columns.first().map_or(1, |seen| seen.column));
            let kind = FaultKind::HiddenCells(Hidden::Rows(first, last));
            self.reading.faults.push(Fault::of_cell(kind, sheet, at).in_table(self.first as u32));
        }
        for &(first, last) in &self.found.view.sheet.hidden_columns {
            let Some(seen) = self.columns.iter().find(|seen| (first..=last).contains(&seen.column)) else { continue };
            let kind = FaultKind::HiddenCells(Hidden::Columns(first, last));
            let at = CellAt::new(self.found.header.top, seen.column);
            self.reading.faults.push(Fault::of_cell(kind, sheet, at).in_table(self.first as u32));
        }
    }
}

/// The columns that are carried along, by their headers.
fn carried_of(columns: &[ColumnSeen]) -> Vec<(u16, Arc<str>)> {
    let unknown = columns.iter().filter(|seen| seen.meaning == Column::Unknown);
    unknown.map(|seen| (seen.column, Arc::from(seen.header.as_str()))).collect()
}

/// What a table of counts counts: collectives when its titles speak of them alone, else members.
fn counted_kind(found: &FoundTable) -> TableKind {
    let words: Vec<String> = found
        .titles
        .iter()
        .map(|line| skeleton(&line.text))
        .chain(std::iter::once(skeleton(&found.view.sheet.name)))
        .collect();
    let speaks = |word: &str| words.iter().any(|line| line.contains(word));
    if speaks("dang vien") {
        TableKind::Members
    } else if speaks("tap the") || speaks("to chuc dang") {
        TableKind::Collectives
    } else if speaks("cong chuc") || speaks("nguoi lao dong") {
        TableKind::Staff
    } else {
        TableKind::Members
    }
}

/// Whether a sheet is one of lists behind dropdowns, or blank: nothing of it is anybody's row.
pub fn is_list_sheet(view: &SheetView) -> bool {
    view.sheet.rows.is_empty() || header_skeleton(&view.sheet.name) == "danh muc"
}
