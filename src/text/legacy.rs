//! Text of the encodings from before Unicode, seen as the Latin letters that stand for its bytes: TCVN3 (ABC), VNI, VIQR,
//! Windows-1258 taken for Windows-1252, and UTF-8 taken for Windows-1252. Decodes a text, and weighs how much it
//! speaks for an encoding; what is done about it is the caller's to decide.

mod tables;

use super::syllable::is_syllable;
use tables::{TCVN3, VNI_PAIRS, VNI_SINGLES, WINDOWS_1252_UPPER};
use unicode_normalization::UnicodeNormalization;

/// How a text was written.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Encoding {
    Tcvn3,
    Vni,
    Viqr,
    /// Read as Windows-1252 where it was Windows-1258.
    Windows1258,
    /// Read as Windows-1252 where it was UTF-8.
    Utf8,
}

impl Encoding {
    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Viqr => "VIQR",
            Self::Windows1258 => "Windows-1258",
            Self::Utf8 => "UTF-8 (mở nhầm)",
        }
    }

    /// The encoding of a [`Encoding::name`].
    pub fn named(name: &str) -> Option<Self> {
        [Self::Tcvn3, Self::Vni, Self::Viqr, Self::Windows1258, Self::Utf8].into_iter().find(|one| one.name() == name)
    }

    /// The encoding that a font's name stands for, and whether the font shows small letters as capitals.
    pub fn of_font(font: &str) -> Option<(Self, Letters)> {
        let lower = font.trim().to_lowercase();
        if lower.starts_with(".vn") {
            let letters = if lower.ends_with('h') { Letters::Capital } else { Letters::AsWritten };
            return Some((Self::Tcvn3, letters));
        }
        (lower.starts_with("vni-") || lower.starts_with("vni ")).then_some((Self::Vni, Letters::AsWritten))
    }
}

/// How a font shows small letters. `.VnTimeH` and its like have no small ones.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Letters {
    AsWritten,
    Capital,
}

/// The text in Unicode; none when it holds what the encoding cannot.
pub fn decode(text: &str, encoding: Encoding) -> Option<String> {
    match encoding {
        Encoding::Tcvn3 => from_tcvn3(text),
        Encoding::Vni => from_vni(text),
        Encoding::Viqr => from_viqr(text),
        Encoding::Windows1258 => from_windows_1258(text),
        Encoding::Utf8 => from_utf8(text),
    }
}

/// A text as it would have been written in an encoding: what [`decode`] reads again, but for capitals with a tone, which
/// TCVN3 has no place for. None where the encoding cannot say it, or nobody writes it any more.
pub fn encode(text: &str, encoding: Encoding) -> Option<String> {
    match encoding {
        Encoding::Tcvn3 => text.nfc().map(to_tcvn3).collect(),
        Encoding::Vni => text.nfc().map(to_vni).collect(),
        Encoding::Utf8 => Some(text.bytes().map(of_byte).collect()),
        Encoding::Viqr | Encoding::Windows1258 => None,
    }
}

fn to_tcvn3(letter: char) -> Option<char> {
    if letter.is_ascii() || is_sign_of_print(letter) {
        return Some(letter);
    }
    let byte = |letter: char| TCVN3.iter().find(|(_, other)| *other == letter).map(|(byte, _)| of_byte(*byte));
    byte(letter).or_else(|| letter.to_lowercase().next().and_then(byte))
}

fn to_vni(letter: char) -> Option<String> {
    if letter.is_ascii() || is_sign_of_print(letter) {
        return Some(letter.to_string());
    }
    if let Some((written, _)) = VNI_SINGLES.iter().find(|(_, is)| *is == letter) {
        return Some(written.to_string());
    }
    let is_capital = letter.is_uppercase();
    let small: String = letter.to_lowercase().collect();
    VNI_PAIRS.iter().filter(|(_, sign, _)| sign.is_uppercase() == is_capital).find_map(|(bases, sign, marks)| {
        let base = bases.chars().find(|base| format!("{base}{marks}").nfc().eq(small.chars()))?;
        let single = VNI_SINGLES.iter().find(|(_, is)| *is == base).map_or(base, |(written, _)| *written);
        let first: String = if is_capital { single.to_uppercase().collect() } else { single.to_string() };
        Some(format!("{first}{sign}"))
    })
}

/// The letter that Windows-1252 has for a byte; the five it leaves open stand for themselves.
fn of_byte(byte: u8) -> char {
    match byte {
        0x80..=0x9F if WINDOWS_1252_UPPER[usize::from(byte - 0x80)] != '\0' => {
            WINDOWS_1252_UPPER[usize::from(byte - 0x80)]
        }
        _ => char::from(byte),
    }
}

/// Words for and against a text being of an encoding: those that are syllables only once decoded, and those that are
/// only as they stand, or in neither way. A sign that stands alone (µ, ×) speaks for nothing.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub struct Weight {
    pub n_for: u32,
    pub n_against: u32,
}

impl Weight {
    /// Whether nothing speaks against it.
    pub fn is_clear(self) -> bool {
        self.n_for > 0 && self.n_against == 0
    }
}

/// Whether a text can be of any of these encodings at all: what every cell is asked first, so it is quick. Plain ASCII
/// is never, but for VIQR, which has a sign behind a vowel.
pub fn may_be_legacy(text: &str) -> bool {
    if text.is_ascii() {
        return text.as_bytes().windows(2).any(|pair| {
            matches!(pair[1], b'^' | b'(' | b'+' | b'\'' | b'`' | b'?' | b'~' | b'.' | b'd' | b'D')
                && matches!(pair[0] | 0x20, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'd')
                && matches!(pair[1], b'^' | b'(' | b'+')
        });
    }
    // Letters that only Unicode has end the matter, but for those of Windows-1252 outside Latin-1.
    !text.chars().any(|letter| letter > '\u{FF}' && !is_windows_1252(letter))
}

/// Weighs a text against its decoding.
pub fn weigh(written: &str, decoded: &str) -> Weight {
    let mut weight = Weight::default();
    let is_odd = |word: &str| !word.is_ascii();
    let was: Vec<&str> = words(written).collect();
    let is: Vec<&str> = words(decoded).collect();
    // A sign may be a letter in the other reading, so that words do not pair: then each side speaks for itself.
    if was.len() == is.len() {
        for (was, is) in was.iter().zip(&is).filter(|(was, is)| was != is) {
            match (is_syllable(was), is_syllable(is)) {
                (false, true) if is_telling(was) => weight.n_for += 1,
                (false, true) => {}
                (true, false) | (false, false) => weight.n_against += 1,
                (true, true) => {}
            }
        }
    } else {
        let n_good = |words: &[&str]| words.iter().filter(|word| is_odd(word) && is_syllable(word)).count() as u32;
        let n_bad = is.iter().filter(|word| is_odd(word) && !is_syllable(word)).count() as u32;
        weight.n_for = n_good(&is).saturating_sub(n_good(&was));
        weight.n_against = n_bad;
    }
    weight
}

/// The encoding a text clearly is of, and the text: one in which every word that changes becomes a syllable, and no
/// other encoding explains as many.
pub fn recognised(text: &str) -> Option<(Encoding, String, Weight)> {
    use Encoding::{Tcvn3, Utf8, Viqr, Vni, Windows1258};
    // Most texts end here: words that are syllables as they stand need no other reading.
    // The Ð of another alphabet in a text that is otherwise right is a slip, and read as Đ elsewhere.
    let slip = text.contains(['Ð', 'ð']).then(|| text.replace('Ð', "Đ").replace('ð', "đ"));
    let seen = slip.as_deref().unwrap_or(text);
    let is_plain = !text.is_ascii() && words(seen).filter(|word| !word.is_ascii()).all(is_syllable);
    if is_plain || !may_be_legacy(text) {
        return None;
    }
    let mut best: Option<(Encoding, String, Weight)> = None;
    let mut is_alone = true;
    for encoding in [Utf8, Tcvn3, Vni, Windows1258, Viqr] {
        let Some(decoded) = decode(text, encoding).filter(|decoded| decoded != text) else { continue };
        // No text is valid UTF-8 by chance, once it has more than one such letter.
        if encoding == Utf8 {
            let weight = Weight { n_for: 2, n_against: 0 };
            return Some((encoding, decoded, weight));
        }
        let weight = weigh(text, &decoded);
        if !weight.is_clear() {
            continue;
        }
        match &best {
            Some((_, other, most)) if most.n_for == weight.n_for => is_alone &= *other == decoded,
            Some((_, _, most)) if most.n_for > weight.n_for => {}
            _ => {
                best = Some((encoding, decoded, weight));
                is_alone = true;
            }
        }
    }
    best.filter(|_| is_alone)
}

/// Whether a word is long enough to be no unit or sign: “µm” would make a syllable too.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= 3
        || word.starts_with(|letter: char| letter.is_ascii_uppercase()) && word.chars().count() == 2
}

/// Runs of letters, of signs that may be letters, and of marks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |letter: char| {
        letter.is_whitespace() && letter != '\u{A0}'
            || letter.is_ascii_punctuation() && !matches!(letter, '^' | '+' | '`' | '~')
            || letter.is_ascii_digit()
            || matches!(letter, '“' | '”' | '‘' | '’' | '–' | '—' | '…')
    };
    text.split(is_between).filter(|word| !word.is_empty())
}

fn is_windows_1252(letter: char) -> bool {
    WINDOWS_1252_UPPER.contains(&letter)
}

/// The byte that Windows-1252 has for a letter; the five it leaves open stand for themselves.
fn byte_of(letter: char) -> Option<u8> {
    match letter {
        '\0'..='\u{7F}' | '\u{A0}'..='\u{FF}' => u8::try_from(u32::from(letter)).ok(),
        '\u{81}' | '\u{8D}' | '\u{8F}' | '\u{90}' | '\u{9D}' => u8::try_from(u32::from(letter)).ok(),
        _ => {
            let at = WINDOWS_1252_UPPER.iter().position(|&other| other == letter && other != '\0')?;
            u8::try_from(0x80 + at).ok()
        }
    }
}

/// One letter for each byte.
fn from_tcvn3(text: &str) -> Option<String> {
    let mut decoded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() || is_sign_of_print(letter) {
            decoded.push(letter);
            continue;
        }
        let byte = byte_of(letter)?;
        decoded.push(TCVN3.iter().find(|(other, _)| *other == byte).map(|(_, letter)| *letter)?);
    }
    Some(in_capitals_of(text, decoded))
}

/// Capitals with a tone have no place in TCVN3, so that a name in capitals comes out as “NGUYễN”: words whose letters of
/// ASCII are all capitals, and all words where that is so of the whole text, are in capitals.
fn in_capitals_of(written: &str, decoded: String) -> String {
    let n_capitals = |word: &str| word.bytes().filter(u8::is_ascii_uppercase).count();
    let is_capital = |word: &str| n_capitals(word) >= 2 && !word.bytes().any(|byte| byte.is_ascii_lowercase());
    if is_capital(written) && written.split_whitespace().any(is_capital) {
        return decoded.to_uppercase();
    }
    let mut words = decoded.split_inclusive(char::is_whitespace).collect::<Vec<_>>();
    let capitals: Vec<String> = words.iter().map(|word| word.to_uppercase()).collect();
    for (word, capital) in words.iter_mut().zip(&capitals).filter(|(word, _)| is_capital(word)) {
        *word = capital;
    }
    words.concat()
}

/// Quotes and dashes that office programs put in by themselves, whatever the font.
fn is_sign_of_print(letter: char) -> bool {
    matches!(letter, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '\u{A0}')
}

/// A vowel and the sign behind it stand for one letter; a few letters stand alone.
fn from_vni(text: &str) -> Option<String> {
    let mut decoded = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let single = VNI_SINGLES.iter().find(|(written, _)| *written == letter).map(|(_, is)| *is);
        let base = single.unwrap_or(letter);
        let pair = letters.peek().and_then(|&sign| {
            let small: String = base.to_lowercase().collect();
            VNI_PAIRS.iter().find(|(bases, written, _)| *written == sign && bases.contains(&small))
        });
        if let Some((_, _, marks)) = pair {
            letters.next();
            decoded.push(base);
            decoded.push_str(marks);
            continue;
        }
        if !letter.is_ascii() && single.is_none() && !is_sign_of_print(letter) {
            return None;
        }
        decoded.push(base);
    }
    Some(decoded.nfc().collect())
}

/// Signs of typewriters behind their vowel: `Nguye^~n Va(n`. Where a sign fits no letter it stays a sign.
fn from_viqr(text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let small = letter.to_ascii_lowercase();
        if small == 'd' && letters.peek().is_some_and(|next| next.eq_ignore_ascii_case(&'d')) {
            letters.next();
            decoded.push(if letter == 'd' { 'đ' } else { 'Đ' });
            continue;
        }
        decoded.push(letter);
        if !matches!(small, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') {
            continue;
        }
        let mark = letters.peek().and_then(|sign| match (sign, small) {
            ('^', 'a' | 'e' | 'o') => Some('\u{302}'),
            ('(', 'a') => Some('\u{306}'),
            ('+', 'o' | 'u') => Some('\u{31B}'),
            _ => None,
        });
        if let Some(mark) = mark {
            letters.next();
            decoded.push(mark);
        }
        let tone = letters.peek().and_then(|sign| match sign {
            '\'' => Some('\u{301}'),
            '`' => Some('\u{300}'),
            '?' => Some('\u{309}'),
            '~' => Some('\u{303}'),
            '.' => Some('\u{323}'),
            _ => None,
        });
        if let Some(tone) = tone {
            letters.next();
            decoded.push(tone);
        }
    }
    Some(decoded.nfc().collect())
}

/// The letters that the two code pages have in different places.
fn from_windows_1258(text: &str) -> Option<String> {
    let mut decoded = String::with_capacity(text.len());
    for letter in text.chars() {
        let is = match letter {
            'Ã' => 'Ă',
            'ã' => 'ă',
            'Ð' => 'Đ',
            'ð' => 'đ',
            'Õ' => 'Ơ',
            'õ' => 'ơ',
            'Ý' => 'Ư',
            'ý' => 'ư',
            'Ì' => '\u{300}',
            'Ò' => '\u{309}',
            'Þ' => '\u{303}',
            'ì' => '\u{301}',
            'ò' => '\u{323}',
            _ => letter,
        };
        decoded.push(is);
    }
    Some(decoded.nfc().collect())
}

/// The bytes of the letters, when they are UTF-8 to the last one: the way back is then exact.
fn from_utf8(text: &str) -> Option<String> {
    let bytes: Vec<u8> = text.chars().map(byte_of).collect::<Option<_>>()?;
    let decoded = String::from_utf8(bytes).ok()?;
    // A letter of Vietnamese must come out: two signs of Latin-1 alone make a letter of some other language.
    let is_vietnamese = |letter: char| {
        matches!(letter, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ')
            || matches!(letter, 'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý')
            || matches!(letter, 'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý')
    };
    decoded.chars().any(is_vietnamese).then_some(decoded)
}

#[cfg(test)]
mod tests;
