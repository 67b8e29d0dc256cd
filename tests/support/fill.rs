//! Fills a written workbook in as a person would: values go into cells, everything else of the file stays.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// Puts texts into cells of a workbook that this program wrote; cells are named `Đảng viên!N3` and must be prepared
/// there (styled, and without a value or with one).
pub fn filled(bytes: &[u8], cells: &[(String, String)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("the part is there");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("the part can be read");
        parts.push((part.name().expect("names are UTF-8").into_owned(), content));
    }
    let workbook = text_of(&parts, "xl/workbook.xml");
    let names: Vec<&str> = workbook.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let part_of: BTreeMap<&str, String> =
        (1..).zip(names).map(|(number, name)| (name, format!("xl/worksheets/sheet{number}.xml"))).collect();
    for (cell, text) in cells {
        let (sheet, at) = cell.split_once('!').expect("cells are named sheet!A1");
        let part = &part_of[sheet];
        let xml = text_of(&parts, part);
        let start = xml.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("{cell} is not prepared"));
        let tag_end = start + xml[start..].find('>').expect("tags end");
        let is_empty = xml[..tag_end].ends_with('/');
        let end = if is_empty { tag_end + 1 } else { start + xml[start..].find("</c>").expect("cells end") + 4 };
        let style = xml[start..tag_end].split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0");
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let new = format!("<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let changed = format!("{}{new}{}", &xml[..start], &xml[end..]);
        parts.iter_mut().find(|(name, _)| name == part).expect("the part is there").1 = changed.into_bytes();
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part can be begun");
        writer.write_all(&content).expect("a part can be written");
    }
    writer.finish().expect("the zip can be ended").into_inner()
}

fn text_of(parts: &[(String, Vec<u8>)], name: &str) -> String {
    let (_, content) = parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no part {name}"));
    String::from_utf8(content.clone()).expect("XML is UTF-8")
}
