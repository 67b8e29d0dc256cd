//! Bytes are known by what they are, whatever the file is called.

use crate::dump::{dumped, named};
use crate::parts::{Parts, rows};
use tonghop::grid::{Format, Limits, read};

#[test]
fn things_that_are_no_workbook_are_named() {
    let utf16 = |text: &str| {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    for (bytes, expected) in [
        (b"".to_vec(), "Empty"),
        (b"%PDF-1.7\n".to_vec(), "NotAWorkbook(Pdf)"),
        (b"\r\n\x01%PDF-1.4\n".to_vec(), "NotAWorkbook(Pdf)"),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), "NotAWorkbook(Picture)"),
        (b"\xFF\xD8\xFF\xE0..JFIF".to_vec(), "NotAWorkbook(Picture)"),
        (b"GIF89a".to_vec(), "NotAWorkbook(Picture)"),
        (b"BM\x36\x10\0\0\0\0\0\0\x36\0".to_vec(), "NotAWorkbook(Picture)"),
        (b"II*\0....".to_vec(), "NotAWorkbook(Picture)"),
        (b"MM\0*....".to_vec(), "NotAWorkbook(Picture)"),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), "NotAWorkbook(Picture)"),
        (b"\0\0\0\x18ftypheic".to_vec(), "NotAWorkbook(Picture)"),
        (b"Rar!\x1A\x07\x01\0".to_vec(), "NotAWorkbook(Archive)"),
        (b"7z\xBC\xAF\x27\x1C\0".to_vec(), "NotAWorkbook(Archive)"),
        (b"\x1F\x8B\x08\0".to_vec(), "NotAWorkbook(Archive)"),
        (b"{\\rtf1\\ansi".to_vec(), "NotAWorkbook(Word)"),
        (b"\xEF\xBB\xBF \r\n<!DOCTYPE html><p>".to_vec(), "NotAWorkbook(Html)"),
        (b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><frameset>".to_vec(), "NotAWorkbook(Html)"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), "NotAWorkbook(Html)"),
        (utf16("<html><body>"), "NotAWorkbook(Html)"),
        (b"<svg><path/></svg>".to_vec(), "NotAWorkbook(Unknown)"),
        ("Kính gửi Đảng ủy.\nChi bộ chưa có danh sách.\n".as_bytes().to_vec(), "NotAWorkbook(Unknown)"),
        (b"xin chao".to_vec(), "NotAWorkbook(Unknown)"),
        (b"\x00\x01\x02,;\n,\n".to_vec(), "NotAWorkbook(Unknown)"),
        (b"PK\x03\x04".to_vec(), "Damaged: zip directory is missing or does not fit"),
        (vec![0xD0, 0xCF, 0x11, 0xE0], "Damaged: OLE header is cut short"),
    ] {
        assert_eq!(dumped(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn documents_and_archives_in_a_zip_are_told_apart() {
    let office = |part: &str, of: &str| {
        rows("")
            .edited("_rels/.rels", "xl/workbook.xml", part)
            .edited("[Content_Types].xml", "/xl/workbook.xml", &format!("/{part}"))
            .edited(
                "[Content_Types].xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                of,
            )
            .renamed("xl/workbook.xml", part)
    };
    let open = |kind: &str| {
        Parts(Vec::new())
            .with("mimetype", &format!("application/vnd.oasis.opendocument.{kind}"))
            .with("META-INF/manifest.xml", "<manifest/>")
    };
    for (parts, expected) in [
        (
            office(
                "word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            ),
            "NotAWorkbook(Word)",
        ),
        (
            office(
                "ppt/presentation.xml",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            ),
            "NotAWorkbook(PowerPoint)",
        ),
        (office("visio/document.xml", "application/vnd.ms-visio.drawing.main+xml"), "NotAWorkbook(Unknown)"),
        (open("text"), "NotAWorkbook(Word)"),
        (open("presentation"), "NotAWorkbook(PowerPoint)"),
        (open("spreadsheet").with("META-INF/manifest.xml", "<manifest:encryption-data/>"), "Locked"),
        (Parts(Vec::new()).with("mimetype", "application/epub+zip"), "NotAWorkbook(Archive)"),
        (Parts(Vec::new()).with("nop/CB-01.xlsx", "PK").with("ghi chú.txt", "x"), "NotAWorkbook(Archive)"),
        (Parts(Vec::new()), "NotAWorkbook(Archive)"),
        (
            rows("").edited("_rels/.rels", "xl/workbook.xml", "xl/w.xml").renamed("xl/workbook.xml", "xl/other.xml"),
            "Damaged: the workbook part is missing",
        ),
    ] {
        assert_eq!(dumped(&parts.zipped()), expected);
    }
}

#[test]
fn a_workbook_with_macros_is_read_as_one() {
    let parts = rows("").edited(
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    );
    let format = |parts: &Parts| {
        read(&parts.zipped(), &Limits::default(), &[]).map(|workbook| workbook.format).map_err(|why| named(&why))
    };
    assert_eq!(format(&parts), Ok(Format::Xlsm));
    assert_eq!(format(&rows("")), Ok(Format::Xlsx));
}

#[test]
fn the_day_of_last_modification_is_told_when_it_can_be() {
    let modified = |core: &str| {
        let parts = rows("").with("docProps/core.xml", core);
        read(&parts.zipped(), &Limits::default(), &[]).unwrap().modified.map(|at| at.to_string())
    };
    let core = |at: &str| format!("<cp:coreProperties><dcterms:modified>{at}</dcterms:modified></cp:coreProperties>");
    assert_eq!(modified(&core("2021-11-25T08:30:00Z")).as_deref(), Some("2021-11-25 08:30:00"));
    assert_eq!(modified(&core("hôm qua")), None);
    assert_eq!(modified("<cp:coreProperties/>"), None);
    assert_eq!(modified("không phải XML <"), None);
}
