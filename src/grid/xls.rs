//! Old Office files (OLE): which document they hold. The old binary workbook itself is not read yet.

use super::ole::Ole;
use super::{Format, Kind, Limits, Unreadable, Workbook};

pub(super) fn read(bytes: &[u8], _limits: &Limits) -> Result<Workbook, Unreadable> {
    let ole = Ole::open(bytes)?;
    if ole.has("EncryptedPackage") {
        return Err(Unreadable::Locked);
    }
    Err(if ole.has("Workbook") || ole.has("Book") {
        Unreadable::Unsupported(Format::Xls)
    } else if ole.has("WordDocument") {
        Unreadable::NotAWorkbook(Kind::Word)
    } else if ole.has("PowerPoint Document") {
        Unreadable::NotAWorkbook(Kind::PowerPoint)
    } else {
        Unreadable::NotAWorkbook(Kind::Unknown)
    })
}
