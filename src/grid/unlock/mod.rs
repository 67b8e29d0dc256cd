//! Workbooks encrypted with a password [MS-OFFCRYPTO]: an old Office container holds how it was done (`EncryptionInfo`)
//! and the package itself (`EncryptedPackage`). Agile encryption (Office 2010 on) and standard encryption (2007) are
//! opened, and the three ways in which the records of an old workbook are hidden; of a password only that it opened the
//! file is ever known outside.

mod agile;
mod cipher;
mod old;
mod standard;

use super::ole::Ole;
use super::{Unreadable, damaged};
use cipher::Hash;

/// The password that Excel itself tries first: a workbook protected against changes only is encrypted with it.
const EXCELS_OWN: &str = "VelvetSweatshop";

/// Longer passwords no office program takes, in UTF-16 units.
const LONGEST_PASSWORD: usize = 255;

/// An old workbook whose records are hidden, as a file that nothing locks; none when they are not hidden.
///
/// # Errors
/// [`Unreadable::Locked`] when no password opens it or the way it is hidden is not known; damaged when what it says of itself
/// is cut short.
pub(super) fn old_workbook(ole: &Ole<'_>, passwords: &[String]) -> Result<Option<Vec<u8>>, Unreadable> {
    old::unlocked(ole, passwords)
}

/// How a package is encrypted.
enum Scheme {
    Agile(agile::Info),
    Standard(standard::Info),
}

/// The package in an encrypted workbook; none when the container holds no such package.
///
/// # Errors
/// [`Unreadable::Locked`] when no password opens it or the way it is encrypted is none of the two; damaged when what it
/// says of itself does not fit, or its bytes were changed since.
pub(super) fn package(ole: &Ole<'_>, passwords: &[String]) -> Result<Option<Vec<u8>>, Unreadable> {
    if !ole.has("EncryptedPackage") {
        return Ok(None);
    }
    // Protected by rights management: only its server has the key.
    let info = ole.stream("EncryptionInfo")?.ok_or(Unreadable::Locked)?;
    let scheme = Scheme::of(&info)?;
    let package = ole.stream("EncryptedPackage")?.unwrap_or_default();
    for password in std::iter::once(EXCELS_OWN).chain(passwords.iter().map(String::as_str)) {
        let Some(units) = utf_16(password) else { continue };
        let opened = match &scheme {
            Scheme::Agile(info) => info.opened(&units, &package)?,
            Scheme::Standard(info) => info.opened(&units, &package)?,
        };
        if opened.is_some() {
            return Ok(opened);
        }
    }
    Err(Unreadable::Locked)
}

/// A password as the hashes take it; none for one that no office program takes.
fn utf_16(password: &str) -> Option<Vec<u8>> {
    let units: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
    (units.len() <= 2 * LONGEST_PASSWORD).then_some(units)
}

impl Scheme {
    fn of(info: &[u8]) -> Result<Self, Unreadable> {
        let cut = || damaged("the description of the encryption is cut short");
        let (&[major_low, major_high, minor_low, minor_high], rest) = info.split_first_chunk().ok_or_else(cut)?;
        let version = (u16::from_le_bytes([major_low, major_high]), u16::from_le_bytes([minor_low, minor_high]));
        let (_flags, rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
        match version {
            (4, 4) => Ok(Self::Agile(agile::Info::parse(rest)?)),
            (2..=4, 2) => Ok(Self::Standard(standard::Info::parse(rest)?)),
            _ => Err(Unreadable::Locked),
        }
    }
}

/// The hash of a password that both schemes begin with: salted, then hashed again and again with a counter.
fn spun(hash: Hash, salt: &[u8], password: &[u8], n_spins: u32) -> Vec<u8> {
    let mut spun = hash.of(&[salt, password]);
    for spin in 0..n_spins {
        spun = hash.of(&[&spin.to_le_bytes(), &spun]);
    }
    spun
}

/// The stated length of the package, which its first 8 bytes tell, and what follows them.
fn length_and_rest(package: &[u8]) -> Result<(usize, &[u8]), Unreadable> {
    let (length, rest) = package.split_first_chunk().ok_or_else(|| damaged("the encrypted package is cut short"))?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|&length| length <= rest.len());
    Ok((length.ok_or_else(|| damaged("the encrypted package is cut short"))?, rest))
}
