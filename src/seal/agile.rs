//! The keys of agile encryption: the password opens a key, the key opens the package in segments, and a code over the
//! whole package tells whether anybody changed it.

use super::{Password, SealError};
use aes::Aes256;
use aes::cipher::{Block, BlockCipherEncrypt, KeyInit};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha512};

/// Rounds of hashing that Office makes, so that guessing costs.
const N_SPINS: u32 = 100_000;

const BLOCK: usize = 16;
const KEY: usize = 32;
const HASH: usize = 64;
const SEGMENT: usize = 4_096;

// What a hash is made of beside the password, by what the key is for.
const FOR_VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const FOR_VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const FOR_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
const FOR_CODE_KEY: [u8; 8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];
const FOR_CODE: [u8; 8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];

/// Everything random of one file.
pub(super) struct Keys {
    package_salt: [u8; BLOCK],
    package_key: [u8; KEY],
    password_salt: [u8; BLOCK],
    verifier: [u8; BLOCK],
    code_key: [u8; HASH],
}

impl Keys {
    /// From the system's own source of randomness.
    pub fn random() -> Result<Self, SealError> {
        Ok(Self {
            package_salt: random()?,
            package_key: random()?,
            password_salt: random()?,
            verifier: random()?,
            code_key: random()?,
        })
    }

    /// The stream `EncryptedPackage`: the length of the package, and its segments, each chained by itself.
    pub fn encrypted_package(&self, package: &[u8]) -> Vec<u8> {
        let mut encrypted = Vec::with_capacity(8 + package.len() + BLOCK);
        encrypted.extend((package.len() as u64).to_le_bytes());
        for (number, segment) in (0_u32..).zip(package.chunks(SEGMENT)) {
            let before = first_block(&[&self.package_salt, &number.to_le_bytes()]);
            encrypted.extend(chained(&self.package_key, before, segment));
        }
        encrypted
    }

    /// The stream `EncryptionInfo`: how it was done, and the keys, themselves encrypted.
    pub fn info(&self, password: &Password, encrypted_package: &[u8]) -> Vec<u8> {
        let spun = self.spun(password);
        let by_password =
            |purpose: &[u8], bytes: &[u8]| base64(&chained(&first_key(&[&spun, purpose]), self.password_salt, bytes));
        let by_key = |purpose: &[u8], bytes: &[u8]| {
            base64(&chained(&self.package_key, first_block(&[&self.package_salt, purpose]), bytes))
        };
        let how = format!(
            "blockSize=\"{BLOCK}\" keyBits=\"{}\" hashSize=\"{HASH}\" cipherAlgorithm=\"AES\" \
             cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\"",
            8 * KEY
        );
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
             <encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\" \
             xmlns:p=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\">\
             <keyData saltSize=\"{BLOCK}\" {how} saltValue=\"{package_salt}\"/>\
             <dataIntegrity encryptedHmacKey=\"{code_key}\" encryptedHmacValue=\"{code}\"/>\
             <keyEncryptors><keyEncryptor uri=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\">\
             <p:encryptedKey spinCount=\"{N_SPINS}\" saltSize=\"{BLOCK}\" {how} saltValue=\"{password_salt}\" \
             encryptedVerifierHashInput=\"{verifier}\" encryptedVerifierHashValue=\"{verifier_hash}\" \
             encryptedKeyValue=\"{key}\"/></keyEncryptor></keyEncryptors></encryption>",
            package_salt = base64(&self.package_salt),
            code_key = by_key(&FOR_CODE_KEY, &self.code_key),
            code = by_key(&FOR_CODE, &self.code(encrypted_package)),
            password_salt = base64(&self.password_salt),
            verifier = by_password(&FOR_VERIFIER, &self.verifier),
            verifier_hash = by_password(&FOR_VERIFIER_HASH, &hash(&[&self.verifier])),
            key = by_password(&FOR_KEY, &self.package_key),
        );
        // Version 4.4 says agile; the flag says that the rest is XML.
        [&[4, 0, 4, 0, 0x40, 0, 0, 0], xml.as_bytes()].concat()
    }

    /// The code that authenticates the encrypted package.
    fn code(&self, encrypted_package: &[u8]) -> [u8; HASH] {
        let mac = <Hmac<Sha512> as KeyInit>::new_from_slice(&self.code_key).expect("a code takes keys of every length");
        mac.chain_update(encrypted_package).finalize().into_bytes().into()
    }

    fn spun(&self, password: &Password) -> [u8; HASH] {
        let units: Vec<u8> = password.text().encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut spun = hash(&[&self.password_salt, &units]);
        for spin in 0..N_SPINS {
            spun = hash(&[&spin.to_le_bytes(), &spun]);
        }
        spun
    }
}

fn random<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| SealError::NoRandomness)?;
    Ok(bytes)
}

fn hash(parts: &[&[u8]]) -> [u8; HASH] {
    let mut digest = Sha512::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().into()
}

fn first_block(parts: &[&[u8]]) -> [u8; BLOCK] {
    let hash = hash(parts);
    std::array::from_fn(|at| hash[at])
}

fn first_key(parts: &[&[u8]]) -> [u8; KEY] {
    let hash = hash(parts);
    std::array::from_fn(|at| hash[at])
}

/// AES-256 in blocks chained to the one before (CBC), the first to `before`; the last is filled up with zeros.
fn chained(key: &[u8; KEY], before: [u8; BLOCK], bytes: &[u8]) -> Vec<u8> {
    let aes = Aes256::new(&(*key).into());
    let mut encrypted = Vec::with_capacity(bytes.len().next_multiple_of(BLOCK));
    let mut before = before;
    for chunk in bytes.chunks(BLOCK) {
        let mut block = before;
        block.iter_mut().zip(chunk).for_each(|(byte, plain)| *byte ^= plain);
        let mut block = Block::<Aes256>::from(block);
        aes.encrypt_block(&mut block);
        before = block.into();
        encrypted.extend(before);
    }
    encrypted
}

/// Base64 with its filling.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let six = (bits >> (18 - 6 * place)) & 63;
            written.push(if place <= three.len() { char::from(LETTERS[six as usize]) } else { '=' });
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, written) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")]
        {
            assert_eq!(base64(bytes.as_bytes()), written);
        }
        assert_eq!(base64(&[0xFB, 0xFF, 0xBF]), "+/+/");
    }

    #[test]
    fn nothing_random_is_used_twice() {
        let [one, other] = [Keys::random().unwrap(), Keys::random().unwrap()];
        assert_ne!(one.package_key, other.package_key);
        assert_ne!(one.package_salt, other.package_salt);
        assert_ne!(one.password_salt, other.password_salt);
        assert_ne!(one.package_salt, one.password_salt);
    }
}
