//! Office files behind a password: the bytes of a whole `.xlsx` or `.docx` in, the encrypted file out, as Excel and Word
//! write it themselves (agile encryption, AES-256 and SHA-512 [MS-OFFCRYPTO 2.3.4.10–15]).
//!
//! Everything happens in memory; nothing that is not encrypted ever reaches a disk from here. Opening such files is
//! `grid`'s.

mod agile;
mod container;

use std::fmt;

/// Longer passwords no office program takes, in UTF-16 units.
pub const LONGEST_PASSWORD: usize = 255;

/// A password that outputs are encrypted with.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Never shown, not even by accident.
impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(…)")
    }
}

impl Password {
    /// None when it is empty or longer than office programs take.
    pub fn new(text: &str) -> Option<Self> {
        let n_units = text.encode_utf16().count();
        (1..=LONGEST_PASSWORD).contains(&n_units).then(|| Self(text.to_owned()))
    }

    /// As it was typed, to open with it what it closed.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Why a file could not be encrypted.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error("máy không cho số ngẫu nhiên để mã hóa")]
    NoRandomness,
    #[error("không dựng được tệp mã hóa: {0}")]
    Container(#[from] std::io::Error),
}

/// Encrypts a whole office file. Every call takes new salts and keys: two results are never alike.
///
/// # Errors
/// See [`SealError`].
pub fn seal(package: &[u8], password: &Password) -> Result<Vec<u8>, SealError> {
    let keys = agile::Keys::random()?;
    let encrypted = keys.encrypted_package(package);
    let info = keys.info(password, &encrypted);
    Ok(container::container(&info, &encrypted)?)
}
