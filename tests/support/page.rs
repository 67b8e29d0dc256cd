//! Examples on the pages of rules (`src/rules/pages/<CODE>.md`): fenced blocks that are a campaign as text, and the
//! findings it must give.
//!
//! | the fence opens with | it holds |
//! |---|---|
//! | `kế-hoạch trang=Chi bộ` | a sheet of the plan workbook ([`super::table::plain_sheet`]) |
//! | `bảng tệp=cb01.xlsx trang=Đảng viên` | a sheet of a return |
//! | `hỏng tệp=cb01.xlsx loại=pdf` | a file that is no return: `rỗng`, `cắt`, `khóa` (needs a password), `pdf`, `word`, `html`, `ảnh`, `thư-mục`; an empty block |
//! | `phát-hiện` | one finding a line, `CODE cell`; it closes the example |
//!
//! A file name without a folder lies in `nop/`. Values may hold spaces; a name before `=` starts the next one. Blocks of other kinds are no part of an example.

use super::campaign::CampaignFolder;
use super::table::{TextBook, plain_sheet};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A campaign told on a page, and what it must give.
#[derive(Clone, Debug, Default)]
pub struct PageExample {
    /// The heading above it, if any.
    pub title: String,
    /// Without sheets: there is no plan.
    pub plan: TextBook,
    /// Path and workbook, in the order they stand.
    pub returns: Vec<(String, TextBook)>,
    /// Path and kind.
    pub broken: Vec<(String, String)>,
    /// Lines of the block `phát-hiện`, trimmed, without the blank ones.
    pub findings: Vec<String>,
}

/// A fenced block: the words after the fence, and the text inside.
struct Block {
    info: String,
    heading: String,
    body: String,
}

/// The examples of a page, in order. Panics on sheets or files that no block `phát-hiện` closes.
pub fn examples(page: &str) -> Vec<PageExample> {
    let mut examples = Vec::new();
    let mut open = PageExample::default();
    let mut has_begun = false;
    for block in blocks(page) {
        let (kind, values) = info(&block.info);
        let value = |name: &str| {
            let found = values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            found.unwrap_or_else(|| panic!("{}: there is no {name}=", block.info))
        };
        match kind.as_str() {
            "kế-hoạch" => open.plan.sheets.push(plain_sheet(&value("trang"), &block.body)),
            "bảng" => {
                let (file, sheet) = (inside(&value("tệp")), plain_sheet(&value("trang"), &block.body));
                match open.returns.iter_mut().find(|(known, _)| *known == file) {
                    Some((_, book)) => book.sheets.push(sheet),
                    None => open.returns.push((file, super::table::book([sheet]))),
                }
            }
            "hỏng" => open.broken.push((inside(&value("tệp")), value("loại"))),
            "phát-hiện" => {
                let lines = block.body.lines().map(str::trim).filter(|line| !line.is_empty());
                let findings = lines.map(str::to_owned).collect();
                examples.push(PageExample { title: block.heading, findings, ..std::mem::take(&mut open) });
                has_begun = false;
                continue;
            }
            _ => continue,
        }
        has_begun = true;
    }
    assert!(!has_begun, "the last example has no block phát-hiện");
    examples
}

/// The path inside the campaign folder.
fn inside(file: &str) -> String {
    if file.contains('/') { file.to_owned() } else { format!("nop/{file}") }
}

impl PageExample {
    /// The campaign on disk, as the program would meet it.
    pub fn folder(&self) -> CampaignFolder {
        let mut folder = CampaignFolder::new();
        if !self.plan.sheets.is_empty() {
            folder = folder.plan(&self.plan);
        }
        for (path, book) in &self.returns {
            folder = folder.file(path, &book.xlsx());
        }
        for (path, kind) in &self.broken {
            folder = match kind.as_str() {
                "thư-mục" => folder.folder(path),
                kind => folder.file(path, &broken(kind)),
            };
        }
        folder
    }
}

/// The bytes of a file that is no return.
pub fn broken(kind: &str) -> Vec<u8> {
    match kind {
        "rỗng" => Vec::new(),
        "cắt" => {
            let whole = super::table::book([plain_sheet("Đảng viên", "| TT | Họ và tên | Xếp loại |")]).xlsx();
            whole[..whole.len() / 2].to_vec()
        }
        "pdf" => b"%PDF-1.4\n%%EOF\n".to_vec(),
        "word" => container([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>")]),
        // OpenDocument tells encryption in its manifest; Excel's own needs a whole OLE container.
        "khóa" => container([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"),
        ]),
        "html" => b"<!DOCTYPE html><html><body><p>Trang web</p></body></html>".to_vec(),
        "ảnh" => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
        unknown => panic!("{unknown}: no such kind of broken file"),
    }
}

/// A zip of these parts.
fn container(parts: [(&str, &str); 2]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part can be begun");
        zip.write_all(part.as_bytes()).expect("writing to memory cannot fail");
    }
    zip.finish().expect("writing to memory cannot fail").into_inner()
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = String::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        let fence = line.trim_start().strip_prefix("```");
        open = match (open.take(), fence) {
            (Some(block), Some(_)) => {
                blocks.push(block);
                None
            }
            (Some(mut block), None) => {
                block.body.push_str(line);
                block.body.push('\n');
                Some(block)
            }
            (None, Some(info)) => {
                Some(Block { info: info.trim().to_owned(), heading: heading.clone(), body: String::new() })
            }
            (None, None) => {
                if line.starts_with('#') {
                    heading = line.trim_start_matches('#').trim().to_owned();
                }
                None
            }
        };
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// The first word, then the named values; a word without `=` belongs to the value before it.
fn info(text: &str) -> (String, Vec<(String, String)>) {
    let mut words = text.split_whitespace();
    let kind = words.next().unwrap_or_default().to_owned();
    let mut values: Vec<(String, String)> = Vec::new();
    for word in words {
        match (word.split_once('='), values.last_mut()) {
            (Some((name, value)), _) => values.push((name.to_owned(), value.to_owned())),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(word);
            }
            (None, None) => panic!("{text}: {word} has no name before it"),
        }
    }
    (kind, values)
}
