//! The sheet put in front: a few lines, then a table whose cells may lead to cells of other sheets.

use super::styles::Styles;
use super::tags::escaped;
use crate::book::cell::At;
use crate::book::measure;
use crate::book::style::Style;
use std::fmt::Write;

/// How a cell of the front sheet looks.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FrontLook {
    Title,
    /// A line across the sheet.
    Line,
    Header,
    Text,
    Centre,
    Link,
}

/// A cell of the front sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrontCell {
    pub text: String,
    pub look: FrontLook,
    /// Where it leads: a sheet and a cell.
    pub target: Option<(String, At)>,
}

/// A row of the front sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FrontRow {
    /// One text across all columns.
    Across(String, FrontLook),
    Cells(Vec<FrontCell>),
    Blank,
}

/// The front sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Front {
    pub name: String,
    /// In characters, one for each column.
    pub widths: Vec<f64>,
    pub rows: Vec<FrontRow>,
    /// The row of the table's header, 1-based: repeated on each printed page and kept in view.
    pub header_row: u32,
}

/// A place on a sheet of the same workbook: `'Đảng viên'!N12`.
pub fn place(sheet: &str, at: At) -> String {
    format!("'{}'!{at}", sheet.replace('\'', "''"))
}

impl Front {
    /// How high a row must be for its wrapped text, in points.
    pub fn height(&self, row: &FrontRow) -> Option<f64> {
        let wrapped = Style::new().wrapped();
        match row {
            FrontRow::Across(text, FrontLook::Line) => {
                Some(measure::height(text, self.widths.iter().copied(), &wrapped))
            }
            FrontRow::Across(..) => Some(24.0),
            FrontRow::Cells(cells) => cells
                .iter()
                .zip(&self.widths)
                .map(|(cell, &width)| measure::height(&cell.text, [width].into_iter(), &wrapped))
                .max_by(f64::total_cmp),
            FrontRow::Blank => None,
        }
    }

    /// The sheet's part.
    pub(super) fn xml(&self, styles: &mut Styles) -> String {
        let mut rows = String::new();
        let mut merges = Vec::new();
        let mut links = String::new();
        for (number, row) in (1_u32..).zip(&self.rows) {
            let height =
                self.height(row).map(|height| format!(" ht=\"{height:.2}\" customHeight=\"1\"")).unwrap_or_default();
            let _ = write!(rows, "<row r=\"{number}\"{height}>");
            match row {
                FrontRow::Across(text, look) => {
                    push_cell(&mut rows, At::new(number, 1), text, styles.front(*look));
                    merges
                        .push(format!("<mergeCell ref=\"A{number}:{}\"/>", At::new(number, self.widths.len() as u16)));
                }
                FrontRow::Cells(cells) => {
                    for (column, cell) in (1_u16..).zip(cells) {
                        let at = At::new(number, column);
                        push_cell(&mut rows, at, &cell.text, styles.front(cell.look));
                        if let Some((sheet, target)) = &cell.target {
                            let _ = write!(
                                links,
                                "<hyperlink ref=\"{at}\" location=\"{}\"/>",
                                escaped(&place(sheet, *target))
                            );
                        }
                    }
                }
                FrontRow::Blank => {}
            }
            rows.push_str("</row>");
        }
        let columns: String = (1..)
            .zip(&self.widths)
            .map(|(number, width)| {
                format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")
            })
            .collect();
        let below = self.header_row + 1;
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
        );
        xml.push_str("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        let _ = write!(
            xml,
            "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"{}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>{columns}</cols><sheetData>{rows}</sheetData>",
            self.header_row
        );
        if !merges.is_empty() {
            let _ = write!(xml, "<mergeCells count=\"{}\">{}</mergeCells>", merges.len(), merges.concat());
        }
        if !links.is_empty() {
            let _ = write!(xml, "<hyperlinks>{links}</hyperlinks>");
        }
        xml.push_str("<pageMargins left=\"0.5\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddFooter>&amp;CTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>");
        xml
    }
}

fn push_cell(rows: &mut String, at: At, text: &str, style: usize) {
    if text.is_empty() {
        let _ = write!(rows, "<c r=\"{at}\" s=\"{style}\"/>");
    } else {
        let _ = write!(
            rows,
            "<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(text)
        );
    }
}
