//! What bytes are, by their first bytes and their parts; never by a name. Reads nothing of a sheet.

use super::container::Package;
use super::relations::{ContentTypes, part_of_kind, relations_of};
use super::{Format, Kind, Unreadable, charset, csv, damaged};

/// What the first bytes say.
pub(super) enum Outside {
    Zip,
    Ole,
    /// A table of text, as its characters.
    Delimited(String),
    /// Excel's XML of 2002 and 2003.
    OldXml(String),
    /// A web page, which may hold a table.
    Page(String),
    /// No container of ours: the answer to give.
    Other(Unreadable),
}

/// The document in a zip container that can be read.
pub(super) enum Document {
    /// Office Open XML, and where its workbook part is.
    Workbook {
        part: String,
        format: Format,
    },
    /// Office's binary workbook (.xlsb).
    Binary,
    OpenSpreadsheet,
}

/// How many leading bytes are looked at for the words of web pages and tables of text.
const HEAD: usize = 4_096;

pub(super) fn outside(bytes: &[u8]) -> Outside {
    const FIRST_BYTES: [(&[u8], Kind); 12] = [
        (b"%PDF", Kind::Pdf),
        (b"\x89PNG\r\n\x1a\n", Kind::Picture),
        (b"\xFF\xD8\xFF", Kind::Picture),
        (b"GIF8", Kind::Picture),
        (b"II*\0", Kind::Picture),
        (b"MM\0*", Kind::Picture),
        (b"Rar!\x1A\x07", Kind::Archive),
        (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
        (b"\x1F\x8B", Kind::Archive),
        (b"BZh", Kind::Archive),
        (b"\xFD7zXZ\0", Kind::Archive),
        (b"{\\rtf", Kind::Word),
    ];
    if bytes.is_empty() {
        return Outside::Other(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"PK\x07\x08") {
        return Outside::Zip;
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Outside::Ole;
    }
    if let Some((_, kind)) = FIRST_BYTES.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Outside::Other(Unreadable::NotAWorkbook(*kind));
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let is_heif = bytes.get(4..8) == Some(b"ftyp");
    // "BM" alone could open a text; the four bytes after the size are zero in every bitmap.
    let is_bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    if is_webp || is_heif || is_bitmap {
        return Outside::Other(Unreadable::NotAWorkbook(Kind::Picture));
    }
    // Producers of PDF may put a few bytes before the mark.
    if bytes[..bytes.len().min(1_024)].windows(5).any(|window| window == b"%PDF-") {
        return Outside::Other(Unreadable::NotAWorkbook(Kind::Pdf));
    }
    match charset::decode(bytes) {
        Ok(text) => of_text(text),
        Err(why) => Outside::Other(why),
    }
}

/// Web page, XML workbook, table of text, or nothing known.
fn of_text(text: String) -> Outside {
    let unknown = Outside::Other(Unreadable::NotAWorkbook(Kind::Unknown));
    let head = &text[..text.floor_char_boundary(HEAD)];
    // No control characters but those of lines; those of the upper half are letters in old fonts.
    if head.chars().any(|character| character < ' ' && !matches!(character, '\t' | '\r' | '\n' | '\u{C}' | '\u{1A}')) {
        return unknown;
    }
    let folded = head.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).to_ascii_lowercase();
    let names_any = |marks: &[&str]| marks.iter().any(|mark| folded.contains(mark));
    if folded.starts_with('<') {
        let is_old_xml_workbook = folded.contains("progid=\"excel.sheet\"")
            || folded.contains("urn:schemas-microsoft-com:office:spreadsheet") && !folded.contains("<html");
        if is_old_xml_workbook {
            return Outside::OldXml(text);
        }
        if folded.contains("progid=\"word.document\"") {
            return Outside::Other(Unreadable::NotAWorkbook(Kind::Word));
        }
        let page = ["<html", "<!doctype html", "<table", "<body", "<head", "<meta", "<style", "<div", "<center", "<p>"];
        return if names_any(&page) { Outside::Page(text) } else { unknown };
    }
    if folded.starts_with("mime-version:") {
        return Outside::Other(Unreadable::NotAWorkbook(Kind::Html));
    }
    // Web systems may say something before the page begins.
    if names_any(&["<table"]) && names_any(&["<tr"]) {
        return Outside::Page(text);
    }
    if csv::is_table(&text) { Outside::Delimited(text) } else { unknown }
}

/// Which document a zip container holds.
///
/// # Errors
/// A document that is no workbook, an encrypted one, or parts that do not fit together.
pub(super) fn document(package: &mut Package<'_>) -> Result<Document, Unreadable> {
    if package.has("mimetype") {
        return open_document(package);
    }
    let types = ContentTypes::of(package)?;
    let relations = relations_of(package, "")?;
    let is_main = |of: &str| of.ends_with("sheet.main+xml") || of.contains("sheet.macroenabled.main");
    let candidates = [part_of_kind(&relations, "officeDocument"), types.first_part(is_main), Some("xl/workbook.xml")];
    let Some(part) = candidates.into_iter().flatten().find(|part| package.has(part)) else {
        return Err(without_main_part(package));
    };
    let of = types.of_part(part);
    let lower = part.to_lowercase();
    if of.contains("wordprocessingml") || lower.starts_with("word/") {
        return Err(Unreadable::NotAWorkbook(Kind::Word));
    }
    if of.contains("presentationml") || lower.starts_with("ppt/") {
        return Err(Unreadable::NotAWorkbook(Kind::PowerPoint));
    }
    if of.contains("sheet.binary") || lower.ends_with(".bin") {
        return Ok(Document::Binary);
    }
    if of.contains("spreadsheetml") || of.contains("ms-excel") || lower.starts_with("xl/") {
        let format = if of.contains("macroenabled") { Format::Xlsm } else { Format::Xlsx };
        return Ok(Document::Workbook { part: part.to_owned(), format });
    }
    Err(Unreadable::NotAWorkbook(Kind::Unknown))
}

fn without_main_part(package: &Package<'_>) -> Unreadable {
    let has_folder = |folder: &str| package.names().any(|name| name.starts_with(folder));
    if has_folder("xl/") {
        damaged("the workbook part is missing")
    } else if has_folder("word/") {
        Unreadable::NotAWorkbook(Kind::Word)
    } else if has_folder("ppt/") {
        Unreadable::NotAWorkbook(Kind::PowerPoint)
    } else {
        Unreadable::NotAWorkbook(Kind::Unknown)
    }
}

fn open_document(package: &mut Package<'_>) -> Result<Document, Unreadable> {
    let mimetype = package.text("mimetype")?;
    let Some(kind) = mimetype.trim().strip_prefix("application/vnd.oasis.opendocument.") else {
        return Err(Unreadable::NotAWorkbook(Kind::Archive));
    };
    if package.text_if_any("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Unreadable::Locked);
    }
    match kind {
        "spreadsheet" | "spreadsheet-template" => Ok(Document::OpenSpreadsheet),
        _ if kind.starts_with("text") => Err(Unreadable::NotAWorkbook(Kind::Word)),
        _ if kind.starts_with("presentation") => Err(Unreadable::NotAWorkbook(Kind::PowerPoint)),
        _ => Err(Unreadable::NotAWorkbook(Kind::Unknown)),
    }
}
