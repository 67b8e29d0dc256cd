//! A sheet's part with cells tinted: cells that are there get another style, cells and rows that are not are put in
//! their places; values, formulas and everything else stay as they are.

use super::Tint;
use super::styles::Styles;
use super::tags::{Does, Edits, Element, Tag, attribute, children, tags, with_attribute, without_attribute};
use crate::book::cell::At;
use std::collections::BTreeMap;

/// Which cells are tinted, by row and column.
pub type Tints = BTreeMap<u32, BTreeMap<u16, Tint>>;

/// Elements that stand behind the notes' drawing in a sheet (ECMA-376, CT_Worksheet).
const AFTER_NOTES: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "mc:AlternateContent",
];

/// Marks one sheet. `plain` are the formats that an earlier marking left, each with what stands for it now; `notes` is
/// the id of the relationship to the notes' drawing, where one is to be added.
pub fn marked(
    xml: &str,
    tints: &Tints,
    plain: &BTreeMap<usize, usize>,
    notes: Option<&str>,
    styles: &mut Styles,
) -> Option<String> {
    let tags = tags(xml)?;
    let top = children(&tags, "worksheet")?;
    let mut edits = Edits::default();
    let columns = Columns::of(&tags);
    let walk = Walk { columns, plain, styles, edits: &mut edits, awaited: tints.clone(), last_row: 0, row: None };
    walk.over(&tags)?;
    for tag in &tags {
        if tag.name == "sheetView" && attribute(tag.text, "tabSelected").is_some() {
            edits.replace(tag.start, tag.end, without_attribute(tag.text, "tabSelected"));
        }
        // What was set for one printer is gone with the printer's part.
        if tag.name == "pageSetup" && attribute(tag.text, "r:id").is_some() {
            edits.replace(tag.start, tag.end, without_attribute(tag.text, "r:id"));
        }
    }
    if let Some(id) = notes {
        add_notes(&tags, &top, id, &mut edits)?;
    }
    edits.apply(xml)
}

fn add_notes(tags: &[Tag], top: &[Element], id: &str, edits: &mut Edits) -> Option<()> {
    let sheet_data = top.iter().position(|element| element.tag.name == "sheetData")?;
    let behind = top[sheet_data + 1..].iter().find(|element| AFTER_NOTES.contains(&element.tag.name));
    let at = match behind {
        Some(element) => element.tag.start,
        None => tags.iter().rev().find(|tag| tag.name == "worksheet" && tag.does == Does::Close)?.start,
    };
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    edits.insert(at, format!("<legacyDrawing xmlns:r=\"{relations}\" r:id=\"{id}\"/>"));
    Some(())
}

/// Styles of whole columns, for cells that are not there yet.
struct Columns {
    spans: Vec<(u16, u16, usize)>,
}

impl Columns {
    fn of(tags: &[Tag]) -> Self {
        let number = |tag: &Tag, name: &str| attribute(tag.text, name).and_then(|value| value.parse().ok());
        let spans = tags.iter().filter(|tag| tag.name == "col" && tag.does != Does::Close).filter_map(|tag| {
            Some((number(tag, "min")?, number(tag, "max")?, number(tag, "style").unwrap_or(0) as usize))
        });
        Self { spans: spans.map(|(min, max, style): (u32, u32, usize)| (clamped(min), clamped(max), style)).collect() }
    }

    fn style(&self, column: u16) -> usize {
        self.spans.iter().find(|(min, max, _)| (*min..=*max).contains(&column)).map_or(0, |&(_, _, style)| style)
    }
}

fn clamped(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Puts tints into rows and cells, tag by tag.
struct Walk<'w> {
    columns: Columns,
    plain: &'w BTreeMap<usize, usize>,
    styles: &'w mut Styles,
    edits: &'w mut Edits,
    /// Rows not met yet.
    awaited: Tints,
    last_row: u32,
    row: Option<OpenRow>,
}

/// The row being walked through.
struct OpenRow {
    number: u32,
    /// Its own style, for cells that are not there yet.
    style: Option<usize>,
    /// Cells not met yet.
    awaited: BTreeMap<u16, Tint>,
    last_column: u16,
}

impl Walk<'_> {
    fn over(mut self, tags: &[Tag]) -> Option<()> {
        for tag in tags {
            match (tag.name, tag.does) {
                ("row", Does::Open | Does::Both) => self.begin_row(tag)?,
                ("row", Does::Close) => {
                    let row = self.row.take()?;
                    let rest = self.new_cells(row.number, row.style, &row.awaited);
                    self.edits.insert(tag.start, rest);
                }
                ("c", Does::Open | Does::Both) => self.cell(tag)?,
                ("sheetData", Does::Close) => {
                    let rows = self.new_rows(u32::MAX);
                    self.edits.insert(tag.start, rows);
                }
                ("sheetData", Does::Both) => {
                    let rows = self.new_rows(u32::MAX);
                    self.edits.replace(tag.start, tag.end, format!("<sheetData>{rows}</sheetData>"));
                }
                _ => {}
            }
        }
        self.awaited.is_empty().then_some(())
    }

    fn begin_row(&mut self, tag: &Tag) -> Option<()> {
        // Numbers may be left out; a row then follows the one before it.
        let number = match attribute(tag.text, "r") {
            Some(number) => number.parse().ok()?,
            None => self.last_row + 1,
        };
        self.last_row = number;
        let missed = self.new_rows(number);
        self.edits.insert(tag.start, missed);
        let style = attribute(tag.text, "customFormat").filter(|set| matches!(*set, "1" | "true"));
        let style = style.and_then(|_| attribute(tag.text, "s")?.parse().ok());
        let awaited = self.awaited.remove(&number).unwrap_or_default();
        if tag.does == Does::Open {
            self.row = Some(OpenRow { number, style, awaited, last_column: 0 });
        } else if !awaited.is_empty() {
            let open = tag.text.trim_end_matches("/>").trim_end();
            let cells = self.new_cells(number, style, &awaited);
            self.edits.replace(tag.start, tag.end, format!("{open}>{cells}</row>"));
        }
        Some(())
    }

    fn cell(&mut self, tag: &Tag) -> Option<()> {
        let row = self.row.as_mut()?;
        let column = match attribute(tag.text, "r") {
            Some(at) => column_of(at)?,
            None => row.last_column + 1,
        };
        row.last_column = column;
        let behind = row.awaited.split_off(&column);
        let missed = std::mem::replace(&mut row.awaited, behind);
        let tint = row.awaited.remove(&column);
        let (number, style) = (row.number, row.style);
        let cells = self.new_cells(number, style, &missed);
        self.edits.insert(tag.start, cells);
        let own = attribute(tag.text, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        let base = self.plain.get(&own).copied().unwrap_or(own);
        let style = tint.map_or(base, |tint| self.styles.tinted(base, tint));
        if style != own {
            self.edits.replace(tag.start, tag.end, with_attribute(tag.text, "s", &style.to_string()));
        }
        Some(())
    }

    /// Rows awaited before `number`, made anew.
    fn new_rows(&mut self, number: u32) -> String {
        let behind = self.awaited.split_off(&number);
        let missed = std::mem::replace(&mut self.awaited, behind);
        let rows =
            missed.iter().map(|(row, cells)| format!("<row r=\"{row}\">{}</row>", self.new_cells(*row, None, cells)));
        rows.collect()
    }

    fn new_cells(&mut self, row: u32, style: Option<usize>, cells: &BTreeMap<u16, Tint>) -> String {
        let new = cells.iter().map(|(&column, &tint)| {
            let base = style.unwrap_or_else(|| self.columns.style(column));
            let base = self.plain.get(&base).copied().unwrap_or(base);
            format!("<c r=\"{}\" s=\"{}\"/>", At::new(row, column), self.styles.tinted(base, tint))
        });
        new.collect()
    }
}

/// The column of an address: `AB12` → 28.
pub(super) fn column_of(at: &str) -> Option<u16> {
    let mut column = 0_u16;
    for c in at.bytes().take_while(u8::is_ascii_alphabetic) {
        column = column.checked_mul(26)?.checked_add(u16::from(c.to_ascii_uppercase() - b'A') + 1)?;
    }
    (column > 0).then_some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = "<styleSheet><fonts count=\"1\"><font/></fonts><fills count=\"2\"><fill/><fill/></fills>\
                          <borders count=\"1\"><border/></borders><cellXfs count=\"2\"><xf fontId=\"0\" fillId=\"0\"/>\
                          <xf fontId=\"0\" fillId=\"1\"><alignment/></xf></cellXfs></styleSheet>";

    fn mark(rows: &str, cells: &[(u32, u16)]) -> String {
        let mut styles = Styles::of(STYLES.to_owned()).unwrap();
        let mut tints = Tints::new();
        for &(row, column) in cells {
            tints.entry(row).or_default().insert(column, Tint::Error);
        }
        let xml = format!("<worksheet><cols><col min=\"3\" max=\"9\" style=\"1\"/></cols>{rows}</worksheet>");
        let changed = marked(&xml, &tints, &BTreeMap::new(), None, &mut styles).unwrap();
        changed.split("</cols>").nth(1).unwrap().trim_end_matches("</worksheet>").to_owned()
    }

    #[test]
    fn cells_are_tinted_where_they_stand_or_put_where_they_belong() {
        for (rows, cells, expected) in [
            ("<sheetData/>", vec![(2, 1)], "<sheetData><row r=\"2\"><c r=\"A2\" s=\"2\"/></row></sheetData>"),
            (
                "<sheetData><row r=\"1\"><c r=\"B1\" s=\"1\" t=\"s\"><v>0</v></c></row></sheetData>",
                vec![(1, 2)],
                "<sheetData><row r=\"1\"><c r=\"B1\" s=\"2\" t=\"s\"><v>0</v></c></row></sheetData>",
            ),
            (
                "<sheetData><row r=\"1\"><c r=\"B1\"/></row><row r=\"5\"/></sheetData>",
                vec![(1, 1), (1, 3), (3, 1), (5, 2), (6, 1)],
                "<sheetData><row r=\"1\"><c r=\"A1\" s=\"2\"/><c r=\"B1\"/><c r=\"C1\" s=\"3\"/></row>\
                 <row r=\"3\"><c r=\"A3\" s=\"2\"/></row><row r=\"5\"><c r=\"B5\" s=\"2\"/></row>\
                 <row r=\"6\"><c r=\"A6\" s=\"2\"/></row></sheetData>",
            ),
            // Without addresses rows and cells follow one another.
            (
                "<sheetData><row><c/><c/></row><row s=\"1\" customFormat=\"1\"><c/></row></sheetData>",
                vec![(1, 2), (2, 2)],
                "<sheetData><row><c/><c s=\"2\"/></row>\
                 <row s=\"1\" customFormat=\"1\"><c/><c r=\"B2\" s=\"3\"/></row></sheetData>",
            ),
        ] {
            assert_eq!(mark(rows, &cells), expected);
        }
    }

    #[test]
    fn notes_stand_before_what_the_schema_puts_behind_them() {
        for (rest, expected) in [
            (
                "",
                "<legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"n\"/>",
            ),
            ("<drawing/><tableParts/>", "<legacyDrawing"),
        ] {
            let mut styles = Styles::of(STYLES.to_owned()).unwrap();
            let xml = format!(
                "<worksheet><sheetViews><sheetView tabSelected=\"1\"><extLst/></sheetView></sheetViews><sheetData/>{rest}</worksheet>"
            );
            let changed = marked(&xml, &Tints::new(), &BTreeMap::new(), Some("n"), &mut styles).unwrap();
            assert!(changed.contains(expected) && !changed.contains("tabSelected"), "{changed}");
            if !rest.is_empty() {
                let at = |words: &str| changed.find(words).unwrap();
                assert!(at("<drawing") < at("<legacyDrawing") && at("<legacyDrawing") < at("<tableParts"), "{changed}");
            }
        }
    }
}
