//! Workbooks put together by hand, part by part, so that a test can lie in exactly one place.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Parts of a package by name, in order.
#[derive(Clone)]
pub struct Parts(pub Vec<(String, Vec<u8>)>);

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const ROOT_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// The smallest workbook: one sheet `Danh sách`, no strings, no styles. `sheet` is what stands in `<worksheet>`.
pub fn workbook(sheet: &str) -> Parts {
    let sheet =
        format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>"#);
    Parts(Vec::new())
        .with("[Content_Types].xml", TYPES)
        .with("_rels/.rels", ROOT_RELS)
        .with("xl/workbook.xml", WORKBOOK)
        .with("xl/_rels/workbook.xml.rels", WORKBOOK_RELS)
        .with("xl/worksheets/sheet1.xml", &sheet)
}

/// A workbook whose one sheet holds these rows.
pub fn rows(rows: &str) -> Parts {
    workbook(&format!("<sheetData>{rows}</sheetData>"))
}

impl Parts {
    /// Adds a part, or puts other content in its place.
    pub fn with(self, name: &str, content: &str) -> Self {
        self.with_bytes(name, content.as_bytes().to_vec())
    }

    pub fn with_bytes(mut self, name: &str, content: Vec<u8>) -> Self {
        match self.0.iter_mut().find(|(part, _)| part == name) {
            Some((_, old)) => *old = content,
            None => self.0.push((name.to_owned(), content)),
        }
        self
    }

    /// Replaces words in a part; they must be there.
    pub fn edited(mut self, name: &str, from: &str, to: &str) -> Self {
        let (_, content) = self.0.iter_mut().find(|(part, _)| part == name).unwrap();
        let text = String::from_utf8(content.clone()).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        *content = text.replace(from, to).into_bytes();
        self
    }

    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        self.0.iter_mut().find(|(part, _)| part == from).unwrap().0 = to.to_owned();
        self
    }

    /// Adds a shared-strings part, found by its usual name.
    pub fn strings(self, xml: &str) -> Self {
        self.with("xl/sharedStrings.xml", xml)
    }

    /// Adds a styles part whose cell formats have these codes; styles are counted from 0.
    pub fn formats(self, codes: &[&str]) -> Self {
        let mut defined = String::new();
        let mut used = String::new();
        for (index, code) in codes.iter().enumerate() {
            defined += &format!(r#"<numFmt numFmtId="{}" formatCode="{code}"/>"#, 164 + index);
            used += &format!(r#"<xf numFmtId="{}"/>"#, 164 + index);
        }
        self.with(
            "xl/styles.xml",
            &format!("<styleSheet><numFmts>{defined}</numFmts><cellXfs>{used}</cellXfs></styleSheet>"),
        )
    }

    /// As an honest deflated zip.
    pub fn zipped(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// As a zip of stored entries written byte by byte, so that names may repeat and figures may lie.
    pub fn stored(&self, lie: Lie<'_>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut directory = Vec::new();
        for (index, (name, content)) in self.0.iter().enumerate() {
            let told = |about: &str| name == about;
            let method: u16 = if matches!(lie, Lie::Method(about) if told(about)) { 12 } else { 0 };
            let flags: u16 = if matches!(lie, Lie::Encrypted(about) if told(about)) { 1 } else { 0 };
            let crc = crc32(content) ^ u32::from(matches!(lie, Lie::Checksum(about) if told(about)));
            let size = content.len() as u32;
            let mut fields = Vec::new();
            for field in [20, flags, method, 0, 0x21] {
                fields.extend(field.to_le_bytes());
            }
            for field in [crc, size, size] {
                fields.extend(field.to_le_bytes());
            }
            fields.extend((name.len() as u16).to_le_bytes());
            fields.extend(0u16.to_le_bytes());
            let offset = if matches!(lie, Lie::Overlap(about) if told(about)) { 0 } else { file.len() as u32 };
            if !matches!(lie, Lie::Unlisted(part) if part == index) {
                directory.extend(b"PK\x01\x02\x14\x00");
                directory.extend(&fields);
                directory.extend([0; 10]);
                directory.extend(offset.to_le_bytes());
                directory.extend(name.as_bytes());
            }
            file.extend(b"PK\x03\x04");
            file.extend(&fields);
            file.extend(name.as_bytes());
            file.extend(content);
        }
        let n_entries = (self.0.len() - usize::from(matches!(lie, Lie::Unlisted(_)))) as u16;
        let start = file.len() as u32;
        file.extend(&directory);
        file.extend(b"PK\x05\x06\0\0\0\0");
        file.extend(n_entries.to_le_bytes());
        file.extend(n_entries.to_le_bytes());
        file.extend((directory.len() as u32).to_le_bytes());
        file.extend(start.to_le_bytes());
        file.extend([0, 0]);
        file
    }
}

/// What a stored zip lies about, and for which part.
#[derive(Copy, Clone)]
pub enum Lie<'a> {
    Nothing,
    Checksum(&'a str),
    Method(&'a str),
    Encrypted(&'a str),
    /// The directory says that the part lies where the first one does.
    Overlap(&'a str),
    /// The directory says nothing of the part of this number.
    Unlisted(usize),
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0u32;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
