//! The zip package around the parts of a document.

use super::DocxError;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// No honest template is larger, packed or unpacked.
const LARGEST: u64 = 100_000_000;
const MOST_PARTS: usize = 5_000;

/// Packs parts in the order given. Times in the package are the format's own first day, never the clock's.
pub fn pack<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Result<Vec<u8>, DocxError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The same bytes whatever the system.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).system(zip::System::Unix);
    for (name, content) in parts {
        writer.start_file(name, options)?;
        writer.write_all(content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The first bytes of an old Office file, which locked documents are too.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What an old Office file is: a locked document names its one stream so, in two bytes a letter.
fn of_ole(bytes: &[u8]) -> DocxError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match bytes.windows(name.len()).any(|window| window == name) {
        true => DocxError::Locked,
        false => DocxError::OldDocument,
    }
}

/// The parts of a package, in their order.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, DocxError> {
    if bytes.starts_with(&OLE) {
        return Err(of_ole(bytes));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::NotADocument)?;
    if archive.len() > MOST_PARTS {
        return Err(DocxError::TooLarge);
    }
    let mut parts = Vec::with_capacity(archive.len());
    let mut left = LARGEST;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| DocxError::NotADocument)?;
        let name = part.name().map_err(|_| DocxError::NotADocument)?.to_string();
        let mut content = Vec::new();
        // One byte more than allowed tells too much from just enough, whatever the part says of itself.
        part.take(left + 1).read_to_end(&mut content).map_err(|_| DocxError::NotADocument)?;
        left = left.checked_sub(content.len() as u64).ok_or(DocxError::TooLarge)?;
        if !name.ends_with('/') {
            parts.push((name, content));
        }
    }
    Ok(parts)
}
