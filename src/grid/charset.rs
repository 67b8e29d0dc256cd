//! Bytes of a text file as characters: Unicode by its marks and its own structure, else what the file declares, else
//! the old code page that its letters prove. Knows nothing of tables.

use super::{Unreadable, damaged};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1258};

/// How many leading bytes are looked at for a declaration or for the pattern of UTF-16.
const HEAD: usize = 4_096;

/// The text of a file.
///
/// Valid UTF-8 is UTF-8 whatever is declared: no other encoding gives it by chance. What is neither Unicode nor
/// declared is Windows-1258 when every mark of tone stands on a vowel then, and Windows-1252 otherwise: fonts of TCVN3
/// and VNI are seen so, and those are told apart by their letters later.
///
/// # Errors
/// UTF-16 cut inside a character or with half a pair.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return Ok(utf8_or_legacy(rest)),
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        _ => {}
    }
    match unmarked_utf16(bytes) {
        Some(unit_of) => utf16(bytes, unit_of),
        None => Ok(utf8_or_legacy(bytes)),
    }
}

fn utf8_or_legacy(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => legacy(bytes),
    }
}

fn legacy(bytes: &[u8]) -> String {
    let declared = declared(bytes).filter(|encoding| ![UTF_8, WINDOWS_1252, WINDOWS_1258].contains(encoding));
    if let Some(text) =
        declared.and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
    {
        return text.into_owned();
    }
    let (vietnamese, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
    if is_windows_1258(&vietnamese) {
        return vietnamese.into_owned();
    }
    let (western, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    western.into_owned()
}

/// The encoding that a web page or an XML file says it has.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let after = after.trim_start_matches(['"', '\'', ' ']);
    let label = after.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:.".contains(letter)).next()?;
    Encoding::for_label(label.as_bytes())
}

/// Whether text read as Windows-1258 is that: its marks of tone, of which there must be some, all stand on vowels that
/// carry none, and no letter stands beside a sign of the upper half (the fonts of TCVN3 have their vowels there).
fn is_windows_1258(text: &str) -> bool {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    const BARE_VOWELS: &str = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
    let is_sign = |letter: char| ('\u{A1}'..='\u{BF}').contains(&letter) && !matches!(letter, '«' | '»' | '°' | 'º');
    let mut n_tones = 0;
    let mut before = ' ';
    for letter in text.chars() {
        if TONES.contains(&letter) {
            if !BARE_VOWELS.contains(before) {
                return false;
            }
            n_tones += 1;
        } else if is_sign(letter) && before.is_alphabetic() || letter.is_alphabetic() && is_sign(before) {
            return false;
        }
        before = letter;
    }
    n_tones > 0
}

/// UTF-16 without its mark: its letters of ASCII, and every text has some, put a zero in one half of each pair only.
fn unmarked_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let n_pairs = head.len() / 2;
    let n_zeros = |half: usize| head.iter().skip(half).step_by(2).filter(|&&byte| byte == 0).count();
    match (n_zeros(0), n_zeros(1)) {
        (0, high) if high * 4 > n_pairs => Some(u16::from_le_bytes),
        (high, 0) if high * 4 > n_pairs => Some(u16::from_be_bytes),
        _ => None,
    }
}

fn utf16(bytes: &[u8], unit_of: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(damaged("text in UTF-16 of odd length"));
    }
    let units = pairs.iter().map(|&pair| unit_of(pair));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| damaged("text is not valid UTF-16"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::iter::once;

    fn utf16_of(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn unicode_is_known_with_and_without_its_mark() {
        let text = "TT;Họ và tên\n1;Nguyễn Thị Hoà\n";
        let marked = format!("\u{FEFF}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            utf16_of(text, u16::to_le_bytes),
            utf16_of(text, u16::to_be_bytes),
            utf16_of(&marked, u16::to_le_bytes),
            utf16_of(&marked, u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes), Ok(text.to_owned()), "{bytes:?}");
        }
    }

    #[test]
    fn utf16_cut_inside_a_character_is_damage() {
        let bytes = utf16_of("\u{FEFF}TT;Họ tên", u16::to_le_bytes);
        assert!(decode(&bytes[..bytes.len() - 1]).is_err());
        let half: Vec<u8> = bytes.iter().copied().chain([0x00, 0xD8]).collect();
        assert!(decode(&half).is_err());
    }

    #[test]
    fn old_bytes_are_windows_1258_only_when_their_tones_stand_on_vowels() {
        for (bytes, text) in [
            // “Họ và tên”, “Nguyễn”, “Đặng” as Windows writes them in code page 1258.
            (&b"H\x6F\xF2 v\x61\xCC t\xEAn;\xD0\xE3\xF2ng"[..], "Ho\u{323} va\u{300} tên;Đă\u{323}ng"),
            (b"Nguy\xEA\xDEn V\xE3n", "Nguyê\u{303}n Văn"),
            // TCVN3: “Họ và tên”, “Trần Thị”.
            (b"H\xE4 v\xB5 t\xAAn", "Hä vµ tªn"),
            (b"Tr\xC7n Th\xDE", "TrÇn ThÞ"),
            // VNI: “Họ và tên”.
            (b"Ho\xEF va\xF8 te\xE2n", "Hoï vaø teân"),
            (b"caf\xE9", "café"),
        ] {
            assert_eq!(decode(bytes), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_declared_counts_only_when_the_bytes_are_not_utf_8() {
        let page = |charset: &str, name: &[u8]| {
            let head = format!("<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\">");
            let bytes: Vec<u8> = head.bytes().chain(name.iter().copied()).chain(once(b'\n')).collect();
            decode(&bytes).unwrap_or_default().rsplit('>').next().unwrap_or_default().trim().to_owned()
        };
        assert_eq!(page("windows-1252", "Hoà".as_bytes()), "Hoà");
        assert_eq!(page("utf-8", b"Nguy\xEA\xDEn"), "Nguyê\u{303}n");
        assert_eq!(page("windows-1258", b"Nguy\xEA\xDEn"), "Nguyê\u{303}n");
        assert_eq!(page("gb2312", b"\xD6\xD0"), "中");
    }
}
