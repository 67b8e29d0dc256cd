//! Standard encryption [MS-OFFCRYPTO 2.3.4.5–9], as Office 2007 writes it: AES block by block, the key made with SHA-1.

use super::super::{Unreadable, damaged};
use super::cipher::{Aes, BLOCK, Hash};
use super::{length_and_rest, spun};

const N_SPINS: u32 = 50_000;
const SALT: usize = 16;

/// How a package is encrypted.
pub(super) struct Info {
    n_key_bytes: usize,
    salt: [u8; SALT],
    verifier: [u8; BLOCK],
    verifier_hash: [u8; 2 * BLOCK],
}

impl Info {
    pub fn parse(info: &[u8]) -> Result<Self, Unreadable> {
        let cut = || damaged("the description of the encryption is cut short");
        let number = |at: usize| {
            let bytes = info.get(at..).and_then(|rest| rest.first_chunk());
            bytes.map(|&bytes| u32::from_le_bytes(bytes)).ok_or_else(cut)
        };
        // Size of the header; then in it: flags, size, cipher, hash, bits of the key.
        let n_header = number(0)? as usize;
        let (cipher, hash, n_bits) = (number(12)?, number(16)?, number(20)?);
        let n_key_bytes = match (cipher, n_bits) {
            (0x660E | 0, 128) => 16,
            (0x660F, 192) => 24,
            (0x6610, 256) => 32,
            // RC4, or nothing that any office program of this scheme writes.
            _ => return Err(Unreadable::Locked),
        };
        // 0 stands for what everybody takes, SHA-1.
        if ![0, 0x8004].contains(&hash) {
            return Err(Unreadable::Locked);
        }
        let verifier = n_header.checked_add(4).and_then(|at| info.get(at..)).ok_or_else(cut)?;
        let part = |at: usize| verifier.get(at..);
        let misfit = || damaged("the description of the encryption does not fit together");
        let n_salt = verifier.first_chunk().map(|&bytes| u32::from_le_bytes(bytes)).ok_or_else(cut)?;
        if n_salt as usize != SALT {
            return Err(misfit());
        }
        Ok(Self {
            n_key_bytes,
            salt: *part(4).and_then(|rest| rest.first_chunk()).ok_or_else(cut)?,
            verifier: *part(20).and_then(|rest| rest.first_chunk()).ok_or_else(cut)?,
            // Behind the length of the hash, which is that of SHA-1.
            verifier_hash: *part(40).and_then(|rest| rest.first_chunk()).ok_or_else(cut)?,
        })
    }

    /// The package, when the password is the right one.
    ///
    /// # Errors
    /// The package is cut short.
    pub fn opened(&self, password: &[u8], package: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(aes) = Aes::new(&self.key_by(password)) else { return Ok(None) };
        let hashed = Hash::Sha1.of(&[&aes.decrypt_blocks(&self.verifier)]);
        if !aes.decrypt_blocks(&self.verifier_hash).starts_with(&hashed) {
            return Ok(None);
        }
        let (length, rest) = length_and_rest(package)?;
        let mut plain = aes.decrypt_blocks(rest);
        if plain.len() < length {
            return Err(damaged("the encrypted package is cut short"));
        }
        plain.truncate(length);
        Ok(Some(plain))
    }

    fn key_by(&self, password: &[u8]) -> Vec<u8> {
        let spun = spun(Hash::Sha1, &self.salt, password, N_SPINS);
        let hash = Hash::Sha1.of(&[&spun, &[0; 4]]);
        let half = |filling: u8| {
            let mut bytes = [filling; 64];
            bytes.iter_mut().zip(&hash).for_each(|(byte, other)| *byte ^= other);
            Hash::Sha1.of(&[&bytes])
        };
        let mut key = half(0x36);
        key.append(&mut half(0x5C));
        key.truncate(self.n_key_bytes);
        key
    }
}
