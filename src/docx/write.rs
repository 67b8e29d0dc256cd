//! A document of blocks as the bytes of a .docx: A4, the margins of a document of the Party (HD 36-HD/VPTW, 2018),
//! Times New Roman, page numbers at the head of every page but the first.

use super::block::{Align, Block, Borders, Cell, Down, Paragraph, Run, Table};
use super::package::pack;
use super::{DocxError, escape, twips};
use std::fmt::Write;

const FONT: &str = "Times New Roman";
/// Top, right, bottom, left, in millimetres.
const MARGINS: [f64; 4] = [20.0, 15.0, 20.0, 30.0];
/// A4.
const PAGE: [f64; 2] = [210.0, 297.0];
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The bytes of the document. The same blocks give the same bytes.
///
/// # Errors
/// The package cannot be made.
pub fn document(title: &str, blocks: &[Block]) -> Result<Vec<u8>, DocxError> {
    let mut body = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(one) => paragraph(&mut body, one),
            Block::Table(one) => table(&mut body, one),
        }
    }
    let [width, height] = PAGE.map(twips);
    let [top, right, bottom, left] = MARGINS.map(twips);
    let document = format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"{}\" \
         w:footer=\"{}\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>",
        twips(10.0),
        twips(10.0)
    );
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(title)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles()),
        ("word/settings.xml", settings()),
        ("word/header1.xml", page_numbers()),
    ];
    pack(parts.iter().map(|(name, text)| (*name, text.as_bytes())))
}

fn paragraph(xml: &mut String, paragraph: &Paragraph) {
    xml.push_str("<w:p><w:pPr>");
    if paragraph.keeps_with_next {
        xml.push_str("<w:keepNext/>");
    }
    if paragraph.rule_below.is_some() {
        xml.push_str("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>");
    }
    let _ = write!(
        xml,
        "<w:spacing w:before=\"{}\" w:after=\"{}\"/>",
        points(paragraph.before, 20.0),
        points(paragraph.after, 20.0)
    );
    match paragraph.rule_below {
        Some(rule) => {
            let _ = write!(xml, "<w:ind w:left=\"{}\" w:right=\"{}\"/>", twips(rule.left), twips(rule.right));
        }
        None if paragraph.first_line != 0.0 => {
            let _ = write!(xml, "<w:ind w:firstLine=\"{}\"/>", twips(paragraph.first_line));
        }
        None => {}
    }
    let align = match paragraph.align {
        Align::Both => "both",
        Align::Left => "left",
        Align::Centre => "center",
    };
    let size = points(paragraph.size, 2.0);
    let _ = write!(
        xml,
        "<w:jc w:val=\"{align}\"/><w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:pPr>"
    );
    paragraph.runs.iter().for_each(|one| run(xml, one, paragraph.size));
    xml.push_str("</w:p>");
}

fn run(xml: &mut String, run: &Run, size: f64) {
    xml.push_str("<w:r><w:rPr>");
    for (is_so, tag) in [(run.is_bold, "<w:b/><w:bCs/>"), (run.is_italic, "<w:i/><w:iCs/>")] {
        if is_so {
            xml.push_str(tag);
        }
    }
    let size = points(run.size.unwrap_or(size), 2.0);
    let _ = write!(xml, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    if run.is_open {
        xml.push_str("<w:highlight w:val=\"yellow\"/>");
    }
    if run.is_underlined {
        xml.push_str("<w:u w:val=\"single\"/>");
    }
    xml.push_str("</w:rPr>");
    for (number, line) in run.text.split('\n').enumerate() {
        if number > 0 {
            xml.push_str("<w:br/>");
        }
        let _ = write!(xml, "<w:t xml:space=\"preserve\">{}</w:t>", escape(line));
    }
    xml.push_str("</w:r>");
}

fn table(xml: &mut String, table: &Table) {
    let widths: Vec<i64> = table.widths.iter().copied().map(twips).collect();
    let total: i64 = widths.iter().sum();
    let _ = write!(xml, "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>");
    if table.borders == Borders::All {
        xml.push_str("<w:tblBorders>");
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ = write!(xml, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
        }
        xml.push_str("</w:tblBorders>");
    }
    xml.push_str("<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"28\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for width in &widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    for (number, row) in table.rows.iter().enumerate() {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if number < table.n_header_rows {
            xml.push_str("<w:tblHeader/>");
        }
        xml.push_str("</w:trPr>");
        let mut column = 0;
        for one in row {
            let to = (column + usize::from(one.span)).min(widths.len());
            cell(xml, one, widths[column.min(to)..to].iter().sum());
            column = to;
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

fn cell(xml: &mut String, cell: &Cell, width: i64) {
    let _ = write!(xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if cell.span > 1 {
        let _ = write!(xml, "<w:gridSpan w:val=\"{}\"/>", cell.span);
    }
    match cell.down {
        Down::Single => {}
        Down::Begins => xml.push_str("<w:vMerge w:val=\"restart\"/>"),
        Down::GoesOn => xml.push_str("<w:vMerge/>"),
    }
    if cell.is_shaded {
        xml.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>");
    }
    let stands = if cell.is_at_top { "top" } else { "center" };
    let _ = write!(xml, "<w:vAlign w:val=\"{stands}\"/></w:tcPr>");
    cell.paragraphs.iter().for_each(|one| paragraph(xml, one));
    // A cell without a paragraph is no cell to Word.
    if cell.paragraphs.is_empty() {
        xml.push_str("<w:p/>");
    }
    xml.push_str("</w:tc>");
}

/// A length in points as a whole number of the format's unit, `per_point` of which make a point.
fn points(length: f64, per_point: f64) -> i64 {
    (length * per_point).round() as i64
}

fn content_types() -> String {
    let document = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{document}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{document}.styles+xml\"/>\
         <Override PartName=\"/word/settings.xml\" ContentType=\"{document}.settings+xml\"/>\
         <Override PartName=\"/word/header1.xml\" ContentType=\"{document}.header+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         </Types>"
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE_RELATIONS}/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn document_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{RELATIONS}/header\" Target=\"header1.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{RELATIONS}/settings\" Target=\"settings.xml\"/></Relationships>"
    )
}

fn properties(title: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE_RELATIONS}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escape(title)
    )
}

fn styles() -> String {
    format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{FONT}\" w:hAnsi=\"{FONT}\" w:eastAsia=\"{FONT}\" w:cs=\"{FONT}\"/>\
         <w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         </w:style></w:styles>"
    )
}

/// Laid out as Word 2013 and later do, not in the compatibility of 2007.
fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// The number of the page in the middle of its head; the first page has none.
fn page_numbers() -> String {
    format!(
        "{HEAD}<w:hdr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>"
    )
}
