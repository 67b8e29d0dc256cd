//! Files that end, stall or blow up a reader that believes them (threats.md §1), each made here from nothing, as small
//! as it can be.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A good old workbook, saved by LibreOffice: three people.
pub const OLD_WORKBOOK: &[u8] = include_bytes!("../fixtures/danh-sach.xls");

/// One of them.
pub struct Killer {
    pub name: &'static str,
    pub make: fn() -> Vec<u8>,
    /// What it is refused with.
    pub code: &'static str,
}

pub const KILLERS: [Killer; 5] = [
    Killer { name: "far-cell.xlsx", make: far_cell, code: "F109" },
    Killer { name: "unique-count.xlsx", make: unique_count, code: "F109" },
    Killer { name: "looping-chain.xls", make: looping_chain, code: "F105" },
    Killer { name: "table-of-itself.xls", make: sector_table_of_itself, code: "F105" },
    Killer { name: "cut-in-a-row.ods", make: cut_in_a_row, code: "F105" },
];

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn xlsx(rows: &str, strings: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    zipped(&[
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#)),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}" {strings}</sst>"#)),
    ])
}

/// A cell in the last corner: a reader that lays sheets out dense asks for 17 thousand million cells.
fn far_cell() -> Vec<u8> {
    xlsx(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
        r#"count="0">"#,
    )
}

/// A table of strings that promises a thousand million of them.
fn unique_count() -> Vec<u8> {
    xlsx(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#,
        r#"count="1000000000" uniqueCount="1000000000"><si><t>x</t></si>"#,
    )
}

/// The first sector of the workbook's stream follows itself.
fn looping_chain() -> Vec<u8> {
    let mut file = OLD_WORKBOOK.to_vec();
    let table = (u32_at(&file, 76) as usize + 1) * 512;
    for sector in 0..128 {
        let at = table + 4 * sector;
        if u32_at(&file, at) == sector as u32 + 1 {
            file[at..at + 4].copy_from_slice(&(sector as u32).to_le_bytes());
        }
    }
    file
}

/// The table of sectors names itself over and over, in a chain without an end.
fn sector_table_of_itself() -> Vec<u8> {
    let mut file = OLD_WORKBOOK.to_vec();
    file[68..72].copy_from_slice(&0_u32.to_le_bytes());
    file[72..76].copy_from_slice(&u32::MAX.to_le_bytes());
    let first = (1..).map(|sector| sector * 512);
    for at in first.take(1) {
        let own = 0_u32.to_le_bytes();
        (0..128).for_each(|index| file[at + 4 * index..at + 4 * index + 4].copy_from_slice(&own));
    }
    file
}

/// A part that ends inside a row.
fn cut_in_a_row() -> Vec<u8> {
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        (
            "content.xml",
            r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell>"#.to_owned(),
        ),
    ])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}
