//! What lies inside an archive, as if it lay in a folder of the archive's name. Nothing is parsed here, nothing is
//! unpacked to disk.

use super::Opened;
use super::file::sha256_hex;
use super::listing::skipped_by_name;
use crate::domain::fault::{Fault, FaultKind, NotAWorkbook};
use crate::domain::reading::{FileFacts, Outcome, Reading};
use crate::grid::{Archive, ArchivedFile, Limits};
use crate::intake::file::fault_of;

/// See [`super::look_into`].
pub(super) fn look_into(bytes: &[u8], archive: &FileFacts, limits: &Limits) -> Option<Vec<Opened>> {
    let mut inside = match Archive::open(bytes, limits) {
        Ok(inside) => inside?,
        Err(why) => return Some(vec![Err(closed(archive.clone(), Outcome::Unreadable, fault_of(why)))]),
    };
    let files = std::mem::take(&mut inside.files);
    let opened: Vec<Opened> = files.iter().map(|file| open(&mut inside, file, archive)).collect();
    // Of an archive that gives nothing at all, one word about the archive says more than one about each file.
    let is_closed = |opened: &Opened| {
        let closed = FaultKind::NotReadable(NotAWorkbook::Archive);
        opened.as_ref().is_err_and(|reading| reading.faults.iter().any(|fault| fault.kind == closed))
    };
    (!opened.iter().all(is_closed)).then_some(opened)
}

fn open(inside: &mut Archive<'_>, file: &ArchivedFile, archive: &FileFacts) -> Opened {
    let mut facts = FileFacts {
        path: format!("{}/{}", archive.path, file.name).into(),
        modified_on: file.modified_on.or(archive.modified_on),
        ..FileFacts::default()
    };
    if let Some(thing) = file.name.split('/').find_map(skipped_by_name) {
        return Err(closed(facts, Outcome::Skipped, FaultKind::Skipped(thing)));
    }
    match inside.bytes(file) {
        Ok(bytes) => {
            facts.n_bytes = bytes.len() as u64;
            facts.sha256 = sha256_hex(&bytes);
            Ok((bytes, facts))
        }
        Err(why) => Err(closed(facts, Outcome::Unreadable, fault_of(why))),
    }
}

fn closed(file: FileFacts, outcome: Outcome, kind: FaultKind) -> Box<Reading> {
    Box::new(Reading { file, outcome, faults: vec![Fault::of_file(kind)], ..Reading::default() })
}
