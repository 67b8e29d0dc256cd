//! Office Open XML workbooks (.xlsx, .xlsm), each part gone through once: sheets in the order of the tabs, shared
//! strings, which formats show dates, fonts, document properties. Elements go by their local names, so prefixed and strict
//! documents read like any other.

mod plain;
mod sheet;
mod strings;
mod styles;

use super::container::{Package, Piece};
use super::gather::{CellAllowance, Fonts};
use super::properties::last_modified;
use super::relations::{Relation, part_of_kind, relations_of};
use super::selection::Selection;
use super::serial::Epoch;
use super::xml::{Event, Xml, is_true};
use super::{Format, LimitKind, Limits, Unreadable, Workbook, damaged, over};
use sheet::{Reader, Surroundings};
use std::sync::Arc;

/// Reads the workbook whose main part is `part`.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    format: Format,
    limits: &Limits,
    selection: Selection<'_>,
) -> Result<Workbook, Unreadable> {
    let contents = Contents::parse(&package.text(part)?, limits)?;
    let relations = relations_of(package, part)?;
    let of_kind = |kind: &str, usual: &str, package: &Package<'_>| {
        let usual = super::container::resolve_target(part, usual);
        part_of_kind(&relations, kind).map(str::to_owned).or_else(|| package.has(&usual).then_some(usual))
    };
    let shared = match of_kind("sharedStrings", "sharedStrings.xml", package) {
        Some(part) => strings::parse(&package.text(&part)?, limits)?,
        None => Vec::new(),
    };
    let mut fonts = Fonts::default();
    let formats = match of_kind("styles", "styles.xml", package) {
        Some(part) => styles::parse(&package.text(&part)?, &mut fonts)?,
        None => Vec::new(),
    };
    let surroundings = Surroundings { shared: &shared, formats: &formats, epoch: contents.epoch };
    let mut allowance = CellAllowance::new(limits.cells);
    let mut sheets = Vec::with_capacity(contents.tabs.len());
    let names: Vec<&str> = contents.tabs.iter().map(|tab| &*tab.name).collect();
    for tab in &contents.tabs {
        let Some(part) = worksheet_part(&relations, &tab.relation)? else { continue };
        let mut reader = Reader::new(&surroundings, &mut allowance, selection.of_sheet(&tab.name, &names));
        if selection.is_all() {
            // No parser sees a mailed-in part before its checksum was compared.
            reader.take(&package.text(part)?, Piece::Last)?;
        } else {
            package.pieces(part, "</row>", |text, piece| reader.take(text, piece))?;
        }
        let mut sheet = reader.finish()?;
        sheet.name = tab.name.clone();
        sheet.is_hidden = tab.is_hidden;
        sheets.push(sheet);
    }
    let of_package = relations_of(package, "")?;
    let core = part_of_kind(&of_package, "core-properties").unwrap_or("docProps/core.xml");
    let modified = last_modified(package, core, "modified")?;
    Ok(Workbook { format, sheets, modified, fonts: fonts.finish() })
}

/// The part of a tab; none when the tab is a chart, a dialogue or old macros, which hold no cells.
fn worksheet_part<'r>(relations: &'r [Relation], id: &str) -> Result<Option<&'r str>, Unreadable> {
    let relation =
        relations.iter().find(|relation| relation.id == id).ok_or_else(|| damaged("a sheet without its part"))?;
    if relation.kind != "worksheet" {
        return Ok(None);
    }
    relation.part.as_deref().map(Some).ok_or_else(|| damaged("a sheet outside the file"))
}

struct Tab {
    name: Arc<str>,
    is_hidden: bool,
    relation: String,
}

/// What the workbook part says.
struct Contents {
    tabs: Vec<Tab>,
    epoch: Epoch,
}

impl Contents {
    fn parse(text: &str, limits: &Limits) -> Result<Self, Unreadable> {
        let mut contents = Self { tabs: Vec::new(), epoch: Epoch::Year1900 };
        let mut events = Xml::new(text);
        // Extensions and alternate contents may hold elements of the same names further down.
        const DEPTH_OF_SHEET: usize = 3;
        loop {
            match events.next()? {
                Event::Eof => break,
                Event::Start(element) => match element.name {
                    "workbookPr" if element.attribute("date1904")?.is_some_and(|value| is_true(&value)) => {
                        contents.epoch = Epoch::Year1904;
                    }
                    "sheet" if events.depth() == DEPTH_OF_SHEET => {
                        let mut tab = Tab { name: Arc::from(""), is_hidden: false, relation: String::new() };
                        for attribute in element.attributes() {
                            let attribute = attribute?;
                            match (attribute.name, attribute.is_prefixed) {
                                ("name", false) => tab.name = Arc::from(&*attribute.value),
                                ("state", false) => tab.is_hidden = attribute.value.to_lowercase().ends_with("hidden"),
                                ("id", true) => tab.relation = attribute.value.into_owned(),
                                _ => {}
                            }
                        }
                        contents.tabs.push(tab);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        let n_sheets = contents.tabs.len() as u64;
        match n_sheets {
            0 => Err(damaged("a workbook without sheets")),
            _ if n_sheets > limits.sheets => Err(over(LimitKind::Sheets, n_sheets, limits.sheets)),
            _ => Ok(contents),
        }
    }
}
