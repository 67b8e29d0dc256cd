//! Old workbooks (.xls) locked with a password [MS-XLS 2.2.10]: a record near the beginning (`FilePass`) says how, and the
//! bodies of the others are hidden, while their kinds and lengths stay readable. Three ways of hiding [MS-OFFCRYPTO]: RC4
//! as Office 97 writes it (2.3.6), RC4 with SHA-1 as Office 2003 and later do (2.3.5), and Excel 95's mixing of the bytes
//! with the password (2.3.7.2). Each stores what tells a right password from a wrong one; none of them tells whether the
//! file was changed, no more than an old workbook without a password does.

use super::super::ole::{self, Ole};
use super::super::{Unreadable, damaged};
use super::cipher::{self, Hash};
use super::{EXCELS_OWN, utf_16};
use std::ops::Range;

// Kinds of records [MS-XLS 2.3].
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
/// What stays readable beside the first two: who has the file open and shares it, and the code page of the interface.
const NEVER_HIDDEN: [u16; 7] = [BOF, FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];
/// A kind nobody reads.
const NOBODYS: u16 = 0x1FFF;

/// The streams that may hold the workbook, and the one that tells when it was saved.
const WORKBOOK: [&str; 2] = ["Workbook", "Book"];
const SUMMARY: &str = "\u{5}SummaryInformation";

/// RC4 begins anew, under a key of its own, after so many bytes of the stream.
const BLOCK: usize = 1_024;

/// The workbook as a file that nothing locks; none when nothing does.
///
/// # Errors
/// [`Unreadable::Locked`] when no password opens it or the way it is locked is none of the three; damaged when what it says
/// of itself is cut short.
pub(super) fn unlocked(ole: &Ole<'_>, passwords: &[String]) -> Result<Option<Vec<u8>>, Unreadable> {
    let Some(name) = WORKBOOK.into_iter().find(|name| ole.has(name)) else { return Ok(None) };
    let mut stream = ole.stream(name)?.unwrap_or_default();
    let Some((scheme, at)) = lock_of(&stream)? else { return Ok(None) };
    let mut given = std::iter::once(EXCELS_OWN).chain(passwords.iter().map(String::as_str));
    let key = given.find_map(|password| scheme.key(password)).ok_or(Unreadable::Locked)?;
    reveal(&mut stream, &key);
    stream[at..at + 2].copy_from_slice(&NOBODYS.to_le_bytes());
    let summary = ole.stream(SUMMARY)?.map(|summary| (SUMMARY, summary));
    Ok(Some(ole::with_streams([(WORKBOOK[0], stream)].into_iter().chain(summary).collect())))
}

/// How the workbook is locked, and where the record stands that says so; none when it is not.
fn lock_of(stream: &[u8]) -> Result<Option<(Scheme, usize)>, Unreadable> {
    let mut at = 0;
    let mut is_biff8 = false;
    while let Some((kind, body)) = record(stream, at) {
        match kind {
            BOF if at == 0 => is_biff8 = stream[body.clone()].starts_with(&[0x00, 0x06]),
            FILE_PASS => return Ok(Some((Scheme::of(&stream[body], is_biff8)?, at))),
            EOF => return Ok(None),
            // What does not begin as a workbook is for its reader to name.
            _ if at == 0 => return Ok(None),
            _ => {}
        }
        at = body.end;
    }
    Ok(None)
}

/// The kind of the record that begins here, and where its body lies; none when it is not whole.
fn record(stream: &[u8], at: usize) -> Option<(u16, Range<usize>)> {
    let &[kind_low, kind_high, size_low, size_high] = stream.get(at..)?.first_chunk()?;
    let body = at + 4..at + 4 + usize::from(u16::from_le_bytes([size_low, size_high]));
    (body.end <= stream.len()).then(|| (u16::from_le_bytes([kind_low, kind_high]), body))
}

/// How records are hidden, and what a password is checked against.
enum Scheme {
    Rc4 { salt: [u8; 16], verifier: [u8; 16], verifier_hash: [u8; 16] },
    CryptoApi { n_key_bytes: usize, salt: [u8; 16], verifier: [u8; 16], verifier_hash: [u8; 20] },
    Mixed { key: u16, verifier: u16 },
}

/// What a right password gives.
enum Key {
    Rc4([u8; 5]),
    CryptoApi { hash: Vec<u8>, n_bytes: usize },
    Mixed([u8; 16]),
}

impl Scheme {
    fn of(body: &[u8], is_biff8: bool) -> Result<Self, Unreadable> {
        // Before Excel 97 there was one way only, and no word that names it.
        if !is_biff8 {
            return Ok(Self::Mixed { key: short(body, 0)?, verifier: short(body, 2)? });
        }
        match short(body, 0)? {
            0 => Ok(Self::Mixed { key: short(body, 2)?, verifier: short(body, 4)? }),
            1 => match (short(body, 2)?, short(body, 4)?) {
                (1, 1) => {
                    Ok(Self::Rc4 { salt: part(body, 6)?, verifier: part(body, 22)?, verifier_hash: part(body, 38)? })
                }
                (2..=4, 2) => Self::of_crypto_api(&body[6..]),
                _ => Err(Unreadable::Locked),
            },
            _ => Err(Unreadable::Locked),
        }
    }

    /// Flags, size of the header; then in it flags, size, cipher, hash, bits of the key; behind it the verifier.
    fn of_crypto_api(info: &[u8]) -> Result<Self, Unreadable> {
        const RC4: u32 = 0x6801;
        const SHA1: u32 = 0x8004;
        let (cipher, hash, n_bits) = (long(info, 16)?, long(info, 20)?, long(info, 24)?);
        // Nothing said stands for the shortest key.
        let n_bits = if n_bits == 0 { 40 } else { n_bits };
        if cipher != RC4 || ![0, SHA1].contains(&hash) || !(40..=128).contains(&n_bits) || n_bits % 8 != 0 {
            return Err(Unreadable::Locked);
        }
        let at = (long(info, 4)? as usize).saturating_add(8);
        let verifier = info.get(at..).ok_or_else(cut)?;
        if long(verifier, 0)? != 16 || long(verifier, 36)? != 20 {
            return Err(damaged("the description of the encryption does not fit together"));
        }
        Ok(Self::CryptoApi {
            n_key_bytes: n_bits as usize / 8,
            salt: part(verifier, 4)?,
            verifier: part(verifier, 20)?,
            verifier_hash: part(verifier, 40)?,
        })
    }

    /// The key of a password; none when it is the wrong one.
    fn key(&self, password: &str) -> Option<Key> {
        match self {
            Self::Rc4 { salt, verifier, verifier_hash } => {
                let hash: [u8; 5] = start(&cipher::md5(&[&utf_16(password)?]));
                let salted: Vec<u8> = [&hash[..], &salt[..]].concat().repeat(16);
                let key = Key::Rc4(start(&cipher::md5(&[&salted])));
                let (verifier, hash) = key.verifier(verifier, verifier_hash)?;
                (cipher::md5(&[&verifier]) == hash).then_some(key)
            }
            Self::CryptoApi { n_key_bytes, salt, verifier, verifier_hash } => {
                let hash = Hash::Sha1.of(&[salt, &utf_16(password)?]);
                let key = Key::CryptoApi { hash, n_bytes: *n_key_bytes };
                let (verifier, hash) = key.verifier(verifier, verifier_hash)?;
                (Hash::Sha1.of(&[&verifier]) == hash).then_some(key)
            }
            Self::Mixed { key, verifier } => {
                // In these files a letter is a byte of whatever code page the writer had: only those are tried that are
                // the same in all of them.
                let is_short = (1..=15).contains(&password.len());
                let letters = Some(password.as_bytes()).filter(|letters| is_short && letters.is_ascii())?;
                (mixing_key(letters) == *key && mixing_verifier(letters) == *verifier)
                    .then(|| Key::Mixed(mixing_bytes(letters, *key)))
            }
        }
    }
}

impl Key {
    /// The stored verifier and its hash, which lie one behind the other under the key of the first block.
    fn verifier(&self, verifier: &[u8], hash: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut both = [verifier, hash].concat();
        let hidden = self.stream(0, both.len())?;
        both.iter_mut().zip(&hidden).for_each(|(byte, other)| *byte ^= other);
        let hash = both.split_off(verifier.len());
        Some((both, hash))
    }

    /// What the bytes of a block of the stream are hidden with; none where it does not go by blocks.
    fn stream(&self, block: u32, n_bytes: usize) -> Option<Vec<u8>> {
        let block = block.to_le_bytes();
        let key = match self {
            Self::Rc4(hash) => cipher::md5(&[hash, &block]),
            Self::CryptoApi { hash, n_bytes } => {
                let mut key = Hash::Sha1.of(&[hash, &block]);
                key.truncate(*n_bytes);
                // The shortest key is filled up with zeros.
                if key.len() == 5 {
                    key.resize(16, 0);
                }
                key
            }
            Self::Mixed(_) => return None,
        };
        cipher::rc4(&key, n_bytes)
    }
}

/// Makes the bodies of all records readable. A stream that is cut short stays so: its reader says it.
fn reveal(stream: &mut [u8], key: &Key) {
    let mut block_and_bytes: Option<(usize, Vec<u8>)> = None;
    let mut at = 0;
    while let Some((kind, body)) = record(stream, at) {
        at = body.end;
        let start = body.start;
        let hidden = match kind {
            _ if NEVER_HIDDEN.contains(&kind) => continue,
            // Where the sheet begins stays readable.
            BOUND_SHEET => body.end.min(start + 4)..body.end,
            _ => body,
        };
        for place in hidden {
            stream[place] = match key {
                Key::Mixed(bytes) => stream[place].rotate_left(3) ^ bytes[(place + at - start) % 16],
                _ => {
                    let block = place / BLOCK;
                    if block_and_bytes.as_ref().is_none_or(|(of, _)| *of != block) {
                        // A stream has at most as many blocks as four bytes count.
                        let bytes = u32::try_from(block).ok().and_then(|block| key.stream(block, BLOCK));
                        block_and_bytes = Some((block, bytes.unwrap_or_default()));
                    }
                    let bytes = block_and_bytes.as_ref().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
                    stream[place] ^ bytes.get(place % BLOCK).copied().unwrap_or(0)
                }
            };
        }
    }
}

/// The key that Excel 95 makes of a password [MS-OFFCRYPTO 2.3.7.2], as a register that is fed back into itself.
fn mixing_key(letters: &[u8]) -> u16 {
    let turned = |register: u16| {
        let register = register.rotate_left(1);
        if register & 1 == 1 { register ^ 0x1020 } else { register }
    };
    let (mut key, mut base, mut end) = (0, 0x8000, 0xFFFF);
    for letter in letters.iter().rev() {
        for bit in 0..8 {
            base = turned(base);
            if letter & 0x7F & 1 << bit != 0 {
                key ^= base;
            }
            end = turned(end);
        }
    }
    key ^ end
}

/// What Excel 95 checks a password against [MS-OFFCRYPTO 2.3.7.1].
fn mixing_verifier(letters: &[u8]) -> u16 {
    let turned = |register: u16| register << 1 & 0x7FFF | register >> 14;
    let length = letters.len() as u16;
    let mixed = letters.iter().rev().fold(0, |register, &letter| turned(register) ^ u16::from(letter));
    turned(mixed) ^ length ^ 0xCE4B
}

/// The sixteen bytes that bodies are mixed with: the password, filled up, each under a half of the key.
fn mixing_bytes(letters: &[u8], key: u16) -> [u8; 16] {
    const FILLING: [u8; 15] =
        [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00];
    let mut filled = letters.iter().chain(&FILLING);
    std::array::from_fn(|at| (filled.next().copied().unwrap_or(0) ^ key.to_le_bytes()[at % 2]).rotate_left(2))
}

/// The first bytes of a hash, which is longer.
fn start<const N: usize>(hash: &[u8]) -> [u8; N] {
    std::array::from_fn(|at| hash.get(at).copied().unwrap_or(0))
}

fn cut() -> Unreadable {
    damaged("the description of the encryption is cut short")
}

fn part<const N: usize>(body: &[u8], at: usize) -> Result<[u8; N], Unreadable> {
    body.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or_else(cut)
}

fn short(body: &[u8], at: usize) -> Result<u16, Unreadable> {
    part(body, at).map(u16::from_le_bytes)
}

fn long(body: &[u8], at: usize) -> Result<u32, Unreadable> {
    part(body, at).map(u32::from_le_bytes)
}
