//! AES of the three lengths of key, block by block and chained, RC4 of old files, and the hashes that keys are made with.
//! Knows nothing of files.

use aes::cipher::{Block, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use hmac::{Hmac, Mac};
use md5::Md5;
use rc4::{Rc4, StreamCipher};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Bytes of a block of AES.
pub(super) const BLOCK: usize = 16;

/// The hashes that encrypted workbooks name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By the name in the file, with or without a hyphen.
    pub fn named(name: &str) -> Option<Self> {
        match name.replace('-', "").to_ascii_uppercase().as_str() {
            "SHA1" => Some(Self::Sha1),
            "SHA256" => Some(Self::Sha256),
            "SHA384" => Some(Self::Sha384),
            "SHA512" => Some(Self::Sha512),
            _ => None,
        }
    }

    pub fn n_bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The hash of the parts put together.
    pub fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }

    /// Whether `code` authenticates the message under a key.
    pub fn authenticates(self, key: &[u8], message: &[u8], code: &[u8]) -> bool {
        fn is_code<M: Mac + KeyInit>(key: &[u8], message: &[u8], code: &[u8]) -> bool {
            // Keys of every length are taken, so the error of a wrong one cannot come.
            <M as KeyInit>::new_from_slice(key).is_ok_and(|mac| mac.chain_update(message).verify_slice(code).is_ok())
        }
        match self {
            Self::Sha1 => is_code::<Hmac<Sha1>>(key, message, code),
            Self::Sha256 => is_code::<Hmac<Sha256>>(key, message, code),
            Self::Sha384 => is_code::<Hmac<Sha384>>(key, message, code),
            Self::Sha512 => is_code::<Hmac<Sha512>>(key, message, code),
        }
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut digest = D::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().to_vec()
}

/// The hash of old workbooks alone, of the parts put together.
pub(super) fn md5(parts: &[&[u8]]) -> Vec<u8> {
    digest::<Md5>(parts)
}

/// What RC4 hides bytes with, from its beginning; none when the key has a length that it does not take.
pub(super) fn rc4(key: &[u8], n_bytes: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; n_bytes];
    Rc4::new_from_slice(key).ok()?.apply_keystream(&mut bytes);
    Some(bytes)
}

/// AES with a key of 16, 24 or 32 bytes.
pub(super) enum Aes {
    With128(Box<Aes128>),
    With192(Box<Aes192>),
    With256(Box<Aes256>),
}

impl Aes {
    /// None when the key has another length.
    pub fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(|aes| Self::With128(Box::new(aes))),
            24 => Aes192::new_from_slice(key).ok().map(|aes| Self::With192(Box::new(aes))),
            32 => Aes256::new_from_slice(key).ok().map(|aes| Self::With256(Box::new(aes))),
            _ => None,
        }
    }

    fn decrypt_block(&self, bytes: &[u8; BLOCK]) -> [u8; BLOCK] {
        let mut block = Block::<Aes128>::from(*bytes);
        match self {
            Self::With128(aes) => aes.decrypt_block(&mut block),
            Self::With192(aes) => aes.decrypt_block(&mut block),
            Self::With256(aes) => aes.decrypt_block(&mut block),
        }
        block.into()
    }

    /// Every whole block by itself; what is left over at the end is dropped.
    pub fn decrypt_blocks(&self, bytes: &[u8]) -> Vec<u8> {
        bytes.as_chunks().0.iter().flat_map(|block| self.decrypt_block(block)).collect()
    }

    /// Blocks chained to the one before (CBC), the first to `before`; what is left over at the end is dropped.
    pub fn decrypt_chain(&self, before: &[u8; BLOCK], bytes: &[u8]) -> Vec<u8> {
        let mut plain = Vec::with_capacity(bytes.len());
        let mut before = before;
        for block in bytes.as_chunks().0 {
            let decrypted = self.decrypt_block(block);
            plain.extend(decrypted.iter().zip(before).map(|(one, other)| one ^ other));
            before = block;
        }
        plain
    }
}
