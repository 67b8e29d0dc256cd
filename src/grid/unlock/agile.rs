//! Agile encryption [MS-OFFCRYPTO 2.3.4.10–15]: an XML part names the algorithms; the password opens a key, the key
//! opens the package in segments, and a code over the whole package tells whether anybody changed it.

use super::super::xml::{Element, Event, Xml, decode};
use super::super::{Unreadable, damaged};
use super::cipher::{Aes, BLOCK, Hash};
use super::{length_and_rest, spun};

/// More rounds than this are no office program's, and only cost time.
const MOST_SPINS: u32 = 1_000_000;

const SEGMENT: usize = 4_096;

// What a hash is made of beside the password, by what the key is for.
const FOR_VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const FOR_VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const FOR_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
const FOR_CODE_KEY: [u8; 8] = [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6];
const FOR_CODE: [u8; 8] = [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33];

/// How a package is encrypted.
pub(super) struct Info {
    data: Parameters,
    key: Parameters,
    n_spins: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key_value: Vec<u8>,
    /// Key and value of the code, both encrypted; none when the writer left it out.
    code: Option<(Vec<u8>, Vec<u8>)>,
}

struct Parameters {
    hash: Hash,
    n_key_bytes: usize,
    salt: Vec<u8>,
}

impl Info {
    pub fn parse(xml: &[u8]) -> Result<Self, Unreadable> {
        // The stream may be filled up with zeros.
        let end = xml.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
        let text = decode(xml[..end].to_vec())?;
        let mut events = Xml::new(&text);
        let (mut data, mut key, mut code) = (None, None, None);
        loop {
            match events.next()? {
                Event::Eof => break,
                Event::Start(element) => match element.name {
                    "keyData" => data = Some(Parameters::of(&element)?),
                    "dataIntegrity" => {
                        code =
                            Some((bytes_of(&element, "encryptedHmacKey")?, bytes_of(&element, "encryptedHmacValue")?));
                    }
                    // There may be keys for certificates beside the one for the password.
                    "encryptedKey" if element.attribute("spinCount")?.is_some() && key.is_none() => {
                        let n_spins = number_of(&element, "spinCount")?;
                        if n_spins > MOST_SPINS {
                            return Err(damaged("more rounds of hashing than any office program makes"));
                        }
                        let of = Parameters::of(&element)?;
                        let verifier = bytes_of(&element, "encryptedVerifierHashInput")?;
                        let verifier_hash = bytes_of(&element, "encryptedVerifierHashValue")?;
                        key = Some((of, n_spins, verifier, verifier_hash, bytes_of(&element, "encryptedKeyValue")?));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        let (Some(data), Some((key, n_spins, verifier, verifier_hash, key_value))) = (data, key) else {
            // Without a key for passwords only a certificate opens it.
            return Err(Unreadable::Locked);
        };
        Ok(Self { data, key, n_spins, verifier, verifier_hash, key_value, code })
    }

    /// The package, when the password is the right one.
    ///
    /// # Errors
    /// The package was cut short or changed after it was encrypted.
    pub fn opened(&self, password: &[u8], package: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(key) = self.key_by(password) else { return Ok(None) };
        let misfit = || damaged("the key of the encrypted package has a wrong length");
        let aes = key.get(..self.data.n_key_bytes).and_then(Aes::new).ok_or_else(misfit)?;
        if let Some((code_key, code)) = &self.code {
            let plain = |purpose: &[u8], bytes: &[u8]| aes.decrypt_chain(&self.data.first_block(purpose), bytes);
            let (code_key, code) = (plain(&FOR_CODE_KEY, code_key), plain(&FOR_CODE, code));
            let n_bytes = self.data.hash.n_bytes();
            let (Some(code_key), Some(code)) = (code_key.get(..n_bytes), code.get(..n_bytes)) else {
                return Err(misfit());
            };
            if !self.data.hash.authenticates(code_key, package, code) {
                return Err(damaged("the encrypted package was changed after it was encrypted"));
            }
        }
        let (length, rest) = length_and_rest(package)?;
        let mut plain = Vec::with_capacity(rest.len());
        for (segment, bytes) in (0_u32..).zip(rest.chunks(SEGMENT)) {
            plain.append(&mut aes.decrypt_chain(&self.data.first_block(&segment.to_le_bytes()), bytes));
        }
        if plain.len() < length {
            return Err(damaged("the encrypted package is cut short"));
        }
        plain.truncate(length);
        Ok(Some(plain))
    }

    /// The key that the password opens; none when the verifier says that it is the wrong one.
    fn key_by(&self, password: &[u8]) -> Option<Vec<u8>> {
        let spun = spun(self.key.hash, &self.key.salt, password, self.n_spins);
        let plain = |purpose: &[u8], bytes: &[u8]| {
            let key = filled(self.key.hash.of(&[&spun, purpose]), self.key.n_key_bytes);
            Some(Aes::new(&key)?.decrypt_chain(&first_block_of(self.key.salt.clone()), bytes))
        };
        let verifier = plain(&FOR_VERIFIER, &self.verifier)?;
        let hash = plain(&FOR_VERIFIER_HASH, &self.verifier_hash)?;
        // What was hashed is as long as the salt; the rest fills up the block.
        let hashed = self.key.hash.of(&[verifier.get(..self.key.salt.len())?]);
        let is_right = hash.get(..hashed.len())? == hashed;
        if is_right { plain(&FOR_KEY, &self.key_value) } else { None }
    }
}

impl Parameters {
    fn of(element: &Element<'_>) -> Result<Self, Unreadable> {
        let says = |name: &str| element.attribute(name).map(Option::unwrap_or_default);
        let is_known = says("cipherAlgorithm")? == "AES" && says("cipherChaining")? == "ChainingModeCBC";
        let hash = Hash::named(&says("hashAlgorithm")?).filter(|_| is_known).ok_or(Unreadable::Locked)?;
        let n_key_bits = number_of(element, "keyBits")?;
        let salt = bytes_of(element, "saltValue")?;
        if ![128, 192, 256].contains(&n_key_bits) || number_of(element, "blockSize")? != BLOCK as u32 || salt.is_empty()
        {
            return Err(damaged("the description of the encryption does not fit together"));
        }
        Ok(Self { hash, n_key_bytes: n_key_bits as usize / 8, salt })
    }

    /// What the first block of a part of the package is chained to.
    fn first_block(&self, purpose: &[u8]) -> [u8; BLOCK] {
        first_block_of(self.hash.of(&[&self.salt, purpose]))
    }
}

fn first_block_of(bytes: Vec<u8>) -> [u8; BLOCK] {
    let bytes = filled(bytes, BLOCK);
    std::array::from_fn(|at| bytes[at])
}

/// Cut to a length, or filled up to it.
fn filled(mut bytes: Vec<u8>, n_bytes: usize) -> Vec<u8> {
    bytes.resize(n_bytes, 0x36);
    bytes
}

fn number_of(element: &Element<'_>, name: &str) -> Result<u32, Unreadable> {
    let number = element.attribute(name)?.and_then(|number| number.trim().parse().ok());
    number.ok_or_else(|| damaged("the description of the encryption lacks a number"))
}

fn bytes_of(element: &Element<'_>, name: &str) -> Result<Vec<u8>, Unreadable> {
    let bytes = element.attribute(name)?.and_then(|written| from_base64(&written));
    bytes.ok_or_else(|| damaged("the description of the encryption lacks a value"))
}

/// Base64 with or without its filling; white space is passed over.
fn from_base64(written: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(written.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0_u32, 0);
    for letter in written.trim_end().trim_end_matches('=').bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xFFFF;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_written() {
        for (written, bytes) in
            [("", &b""[..]), ("TQ==", b"M"), ("TWE=", b"Ma"), ("TWFu", b"Man"), ("+/ 8\n=", b"\xFB\xFF")]
        {
            assert_eq!(from_base64(written).as_deref(), Some(bytes), "{written}");
        }
        assert_eq!(from_base64("TW*u"), None);
    }
}
