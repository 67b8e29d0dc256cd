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

pub const KILLERS: [Killer; 13] = [
    Killer { name: "far-cell.xlsx", make: far_cell, code: "F109" },
    Killer { name: "unique-count.xlsx", make: unique_count, code: "F109" },
    Killer { name: "looping-chain.xls", make: looping_chain, code: "F105" },
    Killer { name: "table-of-itself.xls", make: sector_table_of_itself, code: "F105" },
    Killer { name: "string-table.xls", make: old_strings_by_the_thousand_million, code: "F109" },
    Killer { name: "far-cell.xls", make: old_far_cells, code: "F109" },
    Killer { name: "sheet-of-itself.xls", make: old_sheet_of_itself, code: "F109" },
    Killer { name: "far-cell.xlsb", make: binary_far_cell, code: "F109" },
    Killer { name: "past-the-sheet.xlsb", make: binary_past_the_sheet, code: "F105" },
    Killer { name: "long-record.xlsb", make: binary_long_record, code: "F105" },
    Killer { name: "cut-in-a-row.ods", make: cut_in_a_row, code: "F105" },
    Killer { name: "a-cell-for-all.ods", make: one_cell_for_all, code: "F108" },
    Killer { name: "deep.xml", make: deep_xml, code: "F105" },
];

fn zipped<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_ref()).unwrap();
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
    ods("<table:table-row><table:table-cell>")
}

/// One value repeated over the whole sheet.
fn one_cell_for_all() -> Vec<u8> {
    ods(concat!(
        r#"<table:table-row table:number-rows-repeated="1048576">"#,
        r#"<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>"#,
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    ))
}

fn ods(rest: &str) -> Vec<u8> {
    const URN: &str = "urn:oasis:names:tc:opendocument:xmlns";
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        (
            "content.xml",
            format!(
                r#"<office:document-content xmlns:office="{URN}:office:1.0" xmlns:table="{URN}:table:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rest}"#
            ),
        ),
    ])
}

/// Elements inside each other, for a reader that calls itself for each.
fn deep_xml() -> Vec<u8> {
    let depth = 300_000;
    let start = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table><Row><Cell><Data ss:Type="String">"#;
    format!("{start}{}", "<b>".repeat(depth)).into_bytes()
}

/// A record of an old workbook: its kind, its length, its body.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
}

/// An old workbook of one sheet, with these records before the list of sheets and in the sheet.
fn old(globals: &[u8], cells: &[u8], offset: Option<u32>) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let tab = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    let at = begin.len() + tab(0).len() + globals.len() + end.len();
    let at = offset.unwrap_or(at as u32);
    container([&begin[..], &tab(at), globals, &end, &begin, cells, &end].concat())
}

/// A compound file with one stream, `Workbook`, in sectors of 512 bytes: header, stream, directory, table.
fn container(mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    stream.resize(stream.len().next_multiple_of(SECTOR).max(4_096), 0);
    let n_stream = (stream.len() / SECTOR) as u32;
    assert!(n_stream < 126, "one sector of table is enough");
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (at, number) in [(24, 0x3E_u16), (26, 3), (28, 0xFFFE), (30, 9), (32, 6)] {
        header[at..at + 2].copy_from_slice(&number.to_le_bytes());
    }
    for (at, number) in [(44, 1), (48, n_stream), (56, 4_096), (60, END), (68, END), (76, n_stream + 1)] {
        header[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
    }
    header[80..].chunks_exact_mut(4).for_each(|place| place.copy_from_slice(&FREE.to_le_bytes()));
    let mut directory = vec![0; SECTOR];
    let n_bytes = stream.len() as u32;
    let entries = [("Root Entry", 5, 1, END, 0), ("Workbook", 2, FREE, 0, n_bytes)];
    for (entry, (name, kind, child, first, n_bytes)) in directory.chunks_exact_mut(128).zip(entries) {
        let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = units.len() as u8;
        (entry[66], entry[67]) = (kind, 1);
        for (at, number) in [(68, FREE), (72, FREE), (76, child), (116, first), (120, n_bytes)] {
            entry[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
        }
    }
    let chain = (1..n_stream).chain([END, END, 0xFFFF_FFFD]);
    let table = chain.chain(std::iter::repeat(FREE)).take(128).flat_map(u32::to_le_bytes);
    [header, stream, directory, table.collect()].concat()
}

/// A table of strings that promises two thousand million and holds none.
fn old_strings_by_the_thousand_million() -> Vec<u8> {
    let many = i32::MAX.to_le_bytes();
    old(&record(0x00FC, &[many, many].concat()), &[], None)
}

/// Numbers in the first and the last corner, and dimensions that say the sheet is full.
fn old_far_cells() -> Vec<u8> {
    let number = |row: u16, column: u16| {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(0x0203, &[&place[..], &1_f64.to_le_bytes()].concat())
    };
    let dimensions = record(0x0200, &[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0]);
    old(&[], &[dimensions, number(0, 0), number(65_535, 255)].concat(), None)
}

/// A sheet that begins where the workbook does.
fn old_sheet_of_itself() -> Vec<u8> {
    old(&[], &[], Some(0))
}

/// A record of a binary workbook: kind and length seven bits a byte.
fn binary_record(kind: u32, body: &[u8]) -> Vec<u8> {
    let seven = |mut number: u32| {
        let mut bytes = Vec::new();
        while number > 0x7F {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
        bytes
    };
    // A kind has its own continuation bit in its low byte.
    let kind = if kind < 128 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    [kind, seven(body.len() as u32), body.to_vec()].concat()
}

fn binary(cells: &[u8]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let wide = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&(text.len() as u32).to_le_bytes()[..], &units].concat()
    };
    let tab = [&[0_u8; 4][..], &1_u32.to_le_bytes(), &wide("rId1"), &wide("A")].concat();
    let workbook = [
        binary_record(131, &[]),
        binary_record(143, &[]),
        binary_record(156, &tab),
        binary_record(144, &[]),
        binary_record(132, &[]),
    ];
    let sheet = [
        binary_record(129, &[]),
        // Dimensions: the whole sheet.
        binary_record(148, &[0_u32, 1_048_575, 0, 16_383].map(u32::to_le_bytes).concat()),
        binary_record(145, &[]),
        cells.to_vec(),
        binary_record(146, &[]),
        binary_record(130, &[]),
    ];
    let types = format!(
        r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>"#
    );
    let relations = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    zipped(&[
        ("[Content_Types].xml", types.into_bytes()),
        ("_rels/.rels", relations("officeDocument", "xl/workbook.bin").into_bytes()),
        ("xl/_rels/workbook.bin.rels", relations("worksheet", "worksheets/sheet1.bin").into_bytes()),
        ("xl/workbook.bin", workbook.concat()),
        ("xl/worksheets/sheet1.bin", sheet.concat()),
    ])
}

fn binary_row(row: u32) -> Vec<u8> {
    binary_record(0, &[&row.to_le_bytes()[..], &[0; 13]].concat())
}

fn binary_number(column: u32) -> Vec<u8> {
    binary_record(5, &[&column.to_le_bytes()[..], &[0; 4], &1_f64.to_le_bytes()].concat())
}

/// Cells in the first and the last corner.
fn binary_far_cell() -> Vec<u8> {
    binary(&[binary_row(0), binary_number(0), binary_row(1_048_575), binary_number(16_383)].concat())
}

/// A cell whose column is as far as four bytes go.
fn binary_past_the_sheet() -> Vec<u8> {
    binary(&[binary_row(0), binary_number(u32::MAX)].concat())
}

/// A record that says it is longer than the file.
fn binary_long_record() -> Vec<u8> {
    binary(&[binary_row(0), vec![5, 0xFF, 0xFF, 0xFF, 0x7F]].concat())
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}
