//! Somebody's workbook given back with marks: cells tinted and noted, a sheet put in front, and nothing else changed —
//! every part that is not touched keeps its bytes. Works on the package itself (a zip of XML parts).
//!
//! Only workbooks made of parts known to be harmless are marked so; one with macros, links to the outside, embedded
//! objects or anything unknown gives `None`, and the caller makes a new workbook from its values instead. What names
//! people or machines (properties, the path it was saved at, printer settings, authors of notes) is not carried on.

mod front;
mod notes;
mod package;
mod sheet;
mod styles;
mod tags;

pub use front::{Front, FrontCell, FrontLook, FrontRow, place};

use super::cell::At;
use notes::Notes;
use package::Package;
use sheet::Tints;
use std::collections::BTreeMap;
use styles::Styles;

/// How a marked cell is coloured.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tint {
    Note,
    Warning,
    Error,
}

/// What is marked on one sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetMarks {
    pub sheet: String,
    /// Each cell once.
    pub marks: Vec<Mark>,
}

/// One marked cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub at: At,
    pub tint: Tint,
    /// The note's text, without a heading.
    pub text: String,
}

/// The text of a mark's note, by which an earlier marking's notes are told from a person's.
pub fn note_text(text: &str) -> String {
    format!("{}: {text}", notes::MARK)
}

/// The workbook with its marks; `None` when it is no package that can be marked safely.
pub fn marked(bytes: &[u8], front: &Front, sheets: &[SheetMarks]) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes)?;
    let mut styles = Styles::of(package.text("xl/styles.xml")?)?;
    let plain = styles.tinted_before();
    for (number, (name, part)) in (1..).zip(package.sheets()?) {
        // An earlier marking's front sheet makes room for this one.
        if name == front.name && number == 1 {
            continue;
        }
        let marks = sheets.iter().find(|marked| marked.sheet == name).map(|marked| marked.marks.as_slice());
        mark_sheet(&mut package, &part, number, marks.unwrap_or_default(), &plain, &mut styles)?;
    }
    let xml = front.xml(&mut styles);
    package.put_front(&front.name, xml)?;
    package.put("xl/styles.xml", styles.into_xml()?);
    package.without_names()?;
    package.into_bytes()
}

fn mark_sheet(
    package: &mut Package,
    part: &str,
    number: usize,
    marks: &[Mark],
    plain: &BTreeMap<usize, usize>,
    styles: &mut Styles,
) -> Option<()> {
    let mut tints = Tints::new();
    for mark in marks {
        tints.entry(mark.at.row).or_default().insert(mark.at.column, mark.tint);
    }
    let mut notes: Notes = marks.iter().map(|mark| ((mark.at.row, mark.at.column), note_text(&mark.text))).collect();
    let earlier = package.notes_of(part)?;
    let mut added = None;
    match &earlier {
        Some(parts) => {
            let drawing = package.text(&parts.drawing)?;
            let texts = notes::read(&package.text(&parts.texts)?)?;
            if notes::holds_notes_only(&drawing) {
                for (at, text) in texts {
                    notes.entry(at).and_modify(|new| *new = format!("{new}\n\n{text}")).or_insert(text);
                }
                package.put(&parts.texts, notes::texts(&notes));
                package.put(&parts.drawing, notes::drawing(&notes, number));
            }
        }
        None if !notes.is_empty() => {
            added = Some(package.add_notes(part, number, notes::texts(&notes), notes::drawing(&notes, number))?);
        }
        None => {}
    }
    let xml = package.text(part)?;
    let changed = sheet::marked(&xml, &tints, plain, added.as_deref(), styles)?;
    if changed != xml {
        package.put(part, changed);
    }
    Some(())
}
