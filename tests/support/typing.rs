//! Typing into a written workbook as a person does in Excel: cells are changed in the package itself, everything else
//! stays as the program wrote it.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Types texts into cells, `(sheet, address, text)`; an empty text clears the cell.
pub fn type_into(bytes: &[u8], cells: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut parts = parts(bytes);
    let text_of = |parts: &[(String, Vec<u8>)], name: &str| {
        let (_, bytes) = parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no part {name}"));
        String::from_utf8(bytes.clone()).expect("parts are text")
    };
    let workbook = text_of(&parts, "xl/workbook.xml");
    for (sheet, address, text) in cells {
        let number = workbook.split("<sheet ").skip(1).position(|one| one.starts_with(&format!("name=\"{sheet}\"")));
        let number = number.unwrap_or_else(|| panic!("no sheet {sheet}")) + 1;
        let part = format!("xl/worksheets/sheet{number}.xml");
        let typed = typed(&text_of(&parts, &part), address, text);
        parts.iter_mut().find(|(name, _)| *name == part).expect("found above").1 = typed.into_bytes();
    }
    pack(&parts)
}

/// Takes whole rows out of a sheet.
pub fn without_row(bytes: &[u8], part: &str, row: u32) -> Vec<u8> {
    let mut parts = parts(bytes);
    let (_, text) = parts.iter_mut().find(|(name, _)| name == part).expect("the part is there");
    let sheet = String::from_utf8(text.clone()).expect("parts are text");
    let start = sheet.find(&format!("<row r=\"{row}\"")).expect("the row is there");
    let end = start + sheet[start..].find("</row>").expect("the row ends") + "</row>".len();
    *text = format!("{}{}", &sheet[..start], &sheet[end..]).into_bytes();
    pack(&parts)
}

/// Gives a sheet another name.
pub fn renamed(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut parts = parts(bytes);
    let (_, text) = parts.iter_mut().find(|(name, _)| name == "xl/workbook.xml").expect("the part is there");
    let workbook = String::from_utf8(text.clone()).expect("parts are text");
    let (from, to) = (format!("<sheet name=\"{from}\""), format!("<sheet name=\"{to}\""));
    assert!(workbook.contains(&from), "no sheet of this name");
    *text = workbook.replace(&from, &to).into_bytes();
    pack(&parts)
}

fn typed(sheet: &str, address: &str, text: &str) -> String {
    let start = sheet.find(&format!("<c r=\"{address}\"")).unwrap_or_else(|| panic!("no cell {address}"));
    let cell = &sheet[start..];
    let head = &cell[..cell.find('>').expect("the element ends") + 1];
    let end = if head.ends_with("/>") { head.len() } else { cell.find("</c>").expect("the cell ends") + 4 };
    let style = head.split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0");
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let cell = match text.is_empty() {
        true => format!("<c r=\"{address}\" s=\"{style}\"/>"),
        false => format!("<c r=\"{address}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    format!("{}{cell}{}", &sheet[..start], &sheet[start + end..])
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("a part inflates");
            (part.name().expect("a name").to_string(), content)
        })
        .collect()
}

fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part begins");
        writer.write_all(content).expect("a part is written");
    }
    writer.finish().expect("a package").into_inner()
}
