//! The rows below a header, each told for what it is: a record, or furniture (heading, number row, total, note,
//! signature), or a row of unknown kind that is set aside. No row is passed over in silence.

use super::below::{Nobody, heads_collectives, nobody};
use super::frame::{Frame, has_grade, holds_standing, is_lone_merged, is_lone_text, n_facts};
use super::header::is_number_row;
use super::heading::said_between;
use super::row_words::{
    is_count, is_date_line, is_example, is_heading_pair, is_letterhead, is_note, is_numbered_heading, is_roman,
    is_running_number, is_sentence, is_signature, is_total, is_unit,
};
use crate::domain::column::TableKind;
use crate::domain::place::CellAt;
use crate::grid::{Cell, Row, Value};
use crate::intake::folder::stated_branch;
use crate::intake::value::grade::is_grade;
use crate::intake::value::name::{is_office, looks_like_name, names_two};
use crate::intake::view::{is_blank, shown};
use crate::text::fold::skeleton;
use std::borrow::Cow;
use std::cell::LazyCell;

/// What a row is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum RowKind {
    Blank,
    /// A person, collective or proposal.
    Record,
    /// A collective below the people of a list of people.
    Collective,
    /// A person below the collectives of a list of collectives and people.
    Person,
    /// A labelled figure where the names stand.
    Figure,
    /// Data without a name (C301).
    Nameless,
    SubHeading,
    NumberRow,
    Total,
    Note,
    Signature,
    /// A prepared line with a running number and nothing else, or an example row of the form.
    Prepared,
    /// The second line of a record whose name is merged over both.
    Continued,
    /// None of these: set aside and shown whole (C311).
    Unknown,
}

/// Walks the rows of a table's body from top to bottom; what came before a row helps to tell it.
#[derive(Default)]
pub struct Walk {
    in_signature: bool,
    has_ended: bool,
    in_collectives: bool,
    in_people: bool,
}

impl Walk {
    /// Tells what a row is.
    pub fn kind_of(&mut self, frame: &Frame, row: &Row) -> RowKind {
        let kind = self.kind_alone(frame, row);
        if matches!(kind, RowKind::SubHeading | RowKind::Note)
            && let Some(of_collectives) = heads_collectives(row)
        {
            self.in_collectives = of_collectives;
            self.in_people = !of_collectives;
        }
        let is_apart = self.in_people && frame.kind == TableKind::Collectives && kind == RowKind::Record;
        if is_apart && looks_like_name(&frame.name_text(row.number)) {
            return RowKind::Person;
        }
        kind
    }

    fn kind_alone(&mut self, frame: &Frame, row: &Row) -> RowKind {
        let is_filled = |cell: &&Cell| !is_blank(Some(&cell.value));
        if !row.cells.iter().any(|cell| is_filled(&cell) || cell.value == Value::NoResult) {
            return RowKind::Blank;
        }
        let ordinal = frame.ordinal.and_then(|column| row.value(column)).map(shown).unwrap_or_default();
        let has_number = is_running_number(&ordinal);
        let name = frame.name_text(row.number);
        // “… | … | …” or “- | - | -”: a prepared line that nobody filled in.
        if !name.is_empty() && row.cells.iter().all(|cell| is_filler(frame, cell)) {
            return RowKind::Prepared;
        }
        if is_number_row(row, frame.header) {
            return RowKind::NumberRow;
        }
        if is_example(&ordinal) || is_example(&name) {
            return RowKind::Prepared;
        }
        // A numbered row with a name is a record wherever it stands, also below a signature.
        let is_named = !name.trim().is_empty() && !frame.name_is_continued(row.number);
        // Most rows are plain records, told without these.
        let filled = LazyCell::new(|| {
            let filled = row.cells.iter().filter(is_filled).map(|cell| (cell.column, shown(&cell.value)));
            filled.collect::<Vec<(u16, Cow<str>)>>()
        });
        let facts = LazyCell::new(|| n_facts(frame, row));
        let is_person = LazyCell::new(|| looks_like_name(&name));
        // “2. | Tổ đảng Nội vụ” numbers a heading.
        let may_be_heading = matches!(frame.kind, TableKind::Members | TableKind::Staff);
        if has_number && is_named && may_be_heading && *facts == 0 && !*is_person && is_unit(&name) {
            return RowKind::SubHeading;
        }
        // “1 | Hoàn thành tốt nhiệm vụ | | 5”: a numbered heading with a count, unless the row holds what people have.
        if is_named
            && is_grade(&name)
            && !has_grade(frame, row)
            && filled
                .iter()
                .all(|(column, text)| frame.name.contains(column) || Some(*column) == frame.ordinal || is_count(text))
        {
            return RowKind::SubHeading;
        }
        if may_be_heading && is_named && frame.counts_people(row) && !is_total(&name) && !(has_number && *is_person) {
            return RowKind::SubHeading;
        }
        let may_be_nobody = *facts > 0 || self.in_collectives && has_number;
        if may_be_heading && is_named && !self.in_signature && may_be_nobody {
            // Most rows are somebody's, told without a look at every cell.
            let found = nobody(frame, row, &ordinal, &name, self.in_collectives);
            match found.filter(|_| !is_letterhead(&filled)) {
                Some(Nobody::Collective) => return RowKind::Collective,
                Some(Nobody::OnCollective) => return RowKind::Unknown,
                Some(Nobody::Figure) if !is_total(&name) => return RowKind::Figure,
                Some(Nobody::Heading) => return RowKind::SubHeading,
                Some(Nobody::Figure) | None => {}
            }
        }
        // Whose the grade of such a row is nobody can tell.
        if may_be_heading && is_named && *facts > 0 && !self.in_signature && names_two(&name) {
            return RowKind::Unknown;
        }
        if has_number && is_named && !is_total(&name) {
            self.in_signature = false;
            return RowKind::Record;
        }
        // A given name may be “Tổng”, beside a family's name.
        let given = frame.name.get(1).copied().filter(|_| {
            frame.name.first().is_some_and(|&family| !is_blank(frame.view.down(CellAt::new(row.number, family)).0))
        });
        let says_total = filled.iter().take(3).any(|(column, text)| Some(*column) != given && is_total(text));
        if says_total && !(is_named && *is_person && *facts > 1) {
            return RowKind::Total;
        }
        // A post (“Bí thư”, “Chi ủy viên”) stands in the row of a person too.
        let is_a_person = is_named && *is_person && *facts > 0 && !self.in_signature
            || *facts > 1 && (has_number || has_grade(frame, row));
        if filled.iter().any(|(_, text)| is_signature(text)) && !is_a_person || is_date_line(&filled) {
            self.in_signature = true;
            return RowKind::Signature;
        }
        // “Trưởng phòng | Lê Văn Ký” is who signs, and under what.
        if may_be_heading && is_named && !has_number && is_signer(frame, &name, &filled) {
            self.in_signature = true;
            return RowKind::Signature;
        }
        if self.in_signature {
            return if is_named
                && *facts > 1
                && (*is_person || frame.kind != TableKind::Members)
                && has_grade(frame, row)
            {
                RowKind::Record
            } else {
                RowKind::Signature
            };
        }
        // The letterhead of the next table below.
        if is_letterhead(&filled) && !has_number && !has_grade(frame, row) {
            self.has_ended = true;
            return RowKind::Note;
        }
        let opens_a_note = filled.iter().take(2).any(|(_, text)| is_note(text) && !is_unit(text));
        if opens_a_note && (*facts == 0 || is_lone_text(frame, row, filled.len())) {
            self.has_ended = true;
            return RowKind::Note;
        }
        if frame.name_is_continued(row.number) {
            return RowKind::Continued;
        }
        if is_named {
            return self.kind_of_named(frame, row, &ordinal, &name, *facts, filled.len());
        }
        if has_number && filled.len() == 1 {
            return RowKind::Prepared;
        }
        let is_lone = is_lone_text(frame, row, filled.len());
        if is_lone && !has_number {
            let text = &filled[0].1;
            if text.chars().count() > 90 || (self.has_ended || is_sentence(text)) && !has_grade(frame, row) {
                return RowKind::Note;
            }
            // A lone text under a data column (“Hoàn thành tốt nhiệm vụ” in the grade column) is data without a name.
            let is_heading = is_numbered_heading(text)
                || !holds_standing(frame, filled[0].0) && said_between(text).is_some()
                || filled[0].0 <= *frame.name.iter().max().unwrap_or(&filled[0].0)
                || frame.view.area(CellAt::new(row.number, filled[0].0)).is_some();
            if is_heading {
                return RowKind::SubHeading;
            }
            return if *facts > 0 { RowKind::Nameless } else { RowKind::Unknown };
        }
        if *facts > 0 {
            RowKind::Nameless
        } else if is_heading_pair(&filled) {
            RowKind::SubHeading
        } else {
            RowKind::Unknown
        }
    }

    /// A row whose name cell is filled and that has no running number in figures.
    fn kind_of_named(
        &mut self,
        frame: &Frame,
        row: &Row,
        ordinal: &str,
        name: &str,
        facts: usize,
        n_filled: usize,
    ) -> RowKind {
        let ordinal_words = skeleton(ordinal);
        let is_roman = !ordinal_words.is_empty() && (is_roman(&ordinal_words) || ordinal_words.len() == 1);
        let is_person = looks_like_name(name);
        if facts > 0 {
            let is_heading = is_roman && !is_person && frame.kind != TableKind::Collectives && !has_grade(frame, row);
            return if is_heading { RowKind::SubHeading } else { RowKind::Record };
        }
        if is_roman || is_lone_merged(frame, row) {
            return RowKind::SubHeading;
        }
        match frame.kind {
            TableKind::Members | TableKind::Staff if is_person && !is_unit(name) => RowKind::Record,
            // A collective is named like a heading; without a number or a grade beside it, it is one.
            TableKind::Members
            | TableKind::Staff
            | TableKind::Collectives
            | TableKind::Rewards
            | TableKind::Summary => {
                if n_filled == 1 {
                    if name.chars().count() > 90 { RowKind::Note } else { RowKind::SubHeading }
                } else {
                    RowKind::Unknown
                }
            }
        }
    }
}

/// A cell of dots, dashes or nothing, or the running number.
fn is_filler(frame: &Frame, cell: &Cell) -> bool {
    let is_of_marks = |text: &str| text.chars().all(|c| matches!(c, '.' | '…' | '-' | '–' | '—' | '_' | ' '));
    is_blank(Some(&cell.value))
        || Some(cell.column) == frame.ordinal && is_running_number(&shown(&cell.value))
        || matches!(&cell.value, Value::Text(text) if is_of_marks(text))
}

/// An office where the name stands, and beside it nothing but names.
fn is_signer(frame: &Frame, name: &str, filled: &[(u16, Cow<str>)]) -> bool {
    let mut beside = filled.iter().filter(|(column, _)| !frame.name.contains(column)).peekable();
    is_office(name) && beside.peek().is_some() && beside.all(|(_, text)| looks_like_name(text))
}

/// The branch that a heading between the rows names, and where: “Chi bộ Tổng hợp” of “II. Chi bộ Tổng hợp (12 đồng chí)”.
pub fn branch_headed(frame: &Frame, row: &Row) -> Option<(String, CellAt)> {
    let mut texts = row
        .cells
        .iter()
        .filter(|cell| !is_blank(Some(&cell.value)) && Some(cell.column) != frame.ordinal)
        .map(|cell| (cell.column, shown(&cell.value)));
    // The heading may stand in the column of numbers itself.
    let (column, text) = match texts.next() {
        Some(found) => found,
        None => (frame.ordinal?, shown(row.value(frame.ordinal?)?)),
    };
    if texts.next().is_some() {
        return None;
    }
    Some((stated_branch(&text)?, CellAt::new(row.number, column)))
}
