//! The old Office container that an encrypted package lies in, with the streams that say so [MS-OFFCRYPTO 2.1, 2.2].

use cfb::{CompoundFile, Version};
use std::io::{self, Cursor, Write};

/// The whole file: both streams, and the data spaces that Excel wants to see beside them.
pub(super) fn container(info: &[u8], encrypted_package: &[u8]) -> io::Result<Vec<u8>> {
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    for storage in [
        "/\u{6}DataSpaces",
        "/\u{6}DataSpaces/DataSpaceInfo",
        "/\u{6}DataSpaces/TransformInfo",
        "/\u{6}DataSpaces/TransformInfo/StrongEncryptionTransform",
    ] {
        file.create_storage(storage)?;
    }
    for (stream, bytes) in [
        ("/\u{6}DataSpaces/Version", &version()[..]),
        ("/\u{6}DataSpaces/DataSpaceMap", &map()),
        ("/\u{6}DataSpaces/DataSpaceInfo/StrongEncryptionDataSpace", &definition()),
        ("/\u{6}DataSpaces/TransformInfo/StrongEncryptionTransform/\u{6}Primary", &transform()),
        ("/EncryptionInfo", info),
        ("/EncryptedPackage", encrypted_package),
    ] {
        let mut stream = file.create_new_stream(stream)?;
        stream.write_all(bytes)?;
        stream.flush()?;
    }
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// Versions of reader, updater and writer, all 1.0.
const VERSIONS: [u8; 12] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];

fn version() -> Vec<u8> {
    [&text("Microsoft.Container.DataSpaces")[..], &VERSIONS].concat()
}

fn map() -> Vec<u8> {
    let entry = [&number(1)[..], &number(0), &text("EncryptedPackage"), &text("StrongEncryptionDataSpace")].concat();
    [&number(8)[..], &number(1), &number(entry.len() + 4), &entry].concat()
}

fn definition() -> Vec<u8> {
    [&number(8)[..], &number(1), &text("StrongEncryptionTransform")].concat()
}

fn transform() -> Vec<u8> {
    let id = text("{FF9A3F03-56EF-4613-BDD5-5A41C1D07246}");
    let header =
        [&number(id.len() + 8)[..], &number(1), &id, &text("Microsoft.Container.EncryptionTransform")].concat();
    // No name, no block size, no mode: all of it stands in `EncryptionInfo`.
    [&header[..], &VERSIONS, &number(0), &number(0), &number(0), &number(4)].concat()
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).expect("lengths of a few hundred bytes").to_le_bytes()
}

/// UTF-16 behind its length in bytes, filled up to four.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut bytes = [&number(units.len())[..], &units].concat();
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}
