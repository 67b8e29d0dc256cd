//! What single characters are to a Vietnamese text: plain, invisible, a kind of space, a look-alike of Đ, a vowel
//! with a tone. Knows nothing of words.

/// What the fast paths know of a character.
#[derive(Copy, Clone)]
pub(super) struct Letter {
    /// Letters of Vietnamese composed, and printable ASCII but the grave accent, which is typed for a quote: a text of
    /// these alone is composed, has nothing invisible and no odd spaces. Nearly every cell is such a text.
    pub is_plain: bool,
    /// The small letter of a plain character: what [`char::to_lowercase`] gives.
    pub lower: char,
    /// What a plain character is in a skeleton, as ASCII: the small letter without accents, a digit, or a space for all
    /// that is neither. 0 where that takes Unicode's tables.
    pub bare: u8,
}

/// Every cell's text is asked letter by letter, most of them several times: a table answers in one step what the
/// matches it is made from take dozens for (a seventh of all instructions of a merge went there).
static LETTERS: [Letter; N_LOW + N_HIGH] = letters();

/// Latin up to ư, and the block of Vietnamese letters with two marks.
const N_LOW: usize = 0x1C0;
const FIRST_HIGH: usize = 0x1E80;
const N_HIGH: usize = 0x80;
const OTHER: Letter = Letter { is_plain: false, lower: '\0', bare: 0 };

/// What is known of a character; of those outside the table only that they are not plain.
pub(super) fn letter(c: char) -> Letter {
    let code = c as usize;
    let at = if code < N_LOW { code } else { code.wrapping_sub(FIRST_HIGH).saturating_add(N_LOW) };
    LETTERS.get(at).copied().unwrap_or(OTHER)
}

/// See [`Letter::is_plain`].
pub(super) fn is_plain(c: char) -> bool {
    letter(c).is_plain
}

const fn letters() -> [Letter; N_LOW + N_HIGH] {
    let mut letters = [OTHER; N_LOW + N_HIGH];
    let mut at = 0;
    while at < letters.len() {
        let code = if at < N_LOW { at } else { at - N_LOW + FIRST_HIGH };
        if let Some(c) = char::from_u32(code as u32)
            && is_plain_letter(c)
        {
            let lower = lower_of_plain(c);
            let bare = match (lower, base_of(lower)) {
                ('a'..='z' | '0'..='9', _) => lower as u8,
                (_, Some(base)) => base as u8,
                (' '..='~', None) => b' ',
                (_, None) => 0,
            };
            letters[at] = Letter { is_plain: true, lower, bare };
        }
        at += 1;
    }
    letters
}

const fn is_plain_letter(c: char) -> bool {
    matches!(c, ' '..='_' | 'a'..='~' | 'À'..='Ï' | 'Ñ'..='Ö' | 'Ø'..='ï' | 'ñ'..='ö' | 'ø'..='ý')
        || matches!(c, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ')
}

const fn lower_of_plain(c: char) -> char {
    let lower = match c {
        'A'..='Z' => c as u32 + 0x20,
        'À'..='Þ' => c as u32 + 0x20,
        // Capitals and small letters stand side by side.
        'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' => c as u32 + 1,
        'Ạ'..='ỹ' => c as u32 | 1,
        _ => c as u32,
    };
    match char::from_u32(lower) {
        Some(lower) => lower,
        None => c,
    }
}

/// The letter under the accents of a small Vietnamese letter; none of others.
pub(super) const fn base_of(c: char) -> Option<char> {
    Some(match c {
        'à'..='ã' | 'ă' => 'a',
        'è'..='ê' => 'e',
        'ì' | 'í' | 'ĩ' => 'i',
        'ò'..='õ' | 'ơ' => 'o',
        'ù' | 'ú' | 'ũ' | 'ư' => 'u',
        'ý' => 'y',
        'đ' => 'd',
        'Ạ'..='ỹ' if (c as u32).is_multiple_of(2) => return None,
        'ạ'..='ặ' => 'a',
        'ẹ'..='ệ' => 'e',
        'ỉ'..='ị' => 'i',
        'ọ'..='ợ' => 'o',
        'ụ'..='ự' => 'u',
        'ỳ'..='ỹ' => 'y',
        _ => return None,
    })
}

/// Control, zero-width, bidirectional and filler characters: nothing a reader sees. Line breaks and tabs are spaces.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Any Unicode space, a line break, a tab; and the blank of the braille block, which some converters leave.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

/// A full-width form (U+FF01 to U+FF5E) as its ASCII character.
pub(super) fn narrow(c: char) -> Option<char> {
    matches!(c, '\u{FF01}'..='\u{FF5E}').then(|| char::from_u32(u32::from(c) - 0xFEE0)).flatten()
}

/// The tones in one order: grave, acute, hook, tilde, dot.
const TONED: [(char, [char; 5]); 6] = [
    ('o', ['ò', 'ó', 'ỏ', 'õ', 'ọ']),
    ('u', ['ù', 'ú', 'ủ', 'ũ', 'ụ']),
    ('a', ['à', 'á', 'ả', 'ã', 'ạ']),
    ('e', ['è', 'é', 'ẻ', 'ẽ', 'ẹ']),
    ('y', ['ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ']),
    ('ê', ['ề', 'ế', 'ể', 'ễ', 'ệ']),
];

/// The first vowels that may wrongly or by the older habit carry the tone of the second: hòa, khỏe, ủy, khúyên.
const MOVES: [(char, &[char]); 3] = [('o', &['a', 'e']), ('u', &['y']), ('y', &['ê'])];

/// `first` carries a tone that the newer placement puts on `second`: gives both as they are then. “òa” → “oà”.
/// Lower case only. Text already placed so (quý, già, hoàn) never matches.
pub(super) fn tone_moved(first: char, second: char) -> Option<(char, char)> {
    if !matches!(second, 'a' | 'e' | 'y' | 'ê') {
        return None;
    }
    let (base, tone) =
        TONED.iter().find_map(|(base, toned)| toned.iter().position(|&c| c == first).map(|tone| (*base, tone)))?;
    let (_, seconds) = MOVES.iter().find(|(from, _)| *from == base)?;
    if !seconds.contains(&second) {
        return None;
    }
    let (_, toned) = TONED.iter().find(|(plain, _)| *plain == second)?;
    Some((base, toned[tone]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_and_bases_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_plain(c), is_plain_letter(c), "{c}");
        }
        for c in ('\0'..='\u{FFFF}').filter(|&c| is_plain(c)) {
            assert!(c.to_lowercase().eq([letter(c).lower]), "{c}");
        }
        let mut n_letters = 0;
        for c in '\0'..='\u{FFFF}' {
            let Some(base) = base_of(c) else { continue };
            let mut parts = String::new();
            unicode_normalization::char::decompose_canonical(c, |part| {
                if !unicode_normalization::char::is_combining_mark(part) {
                    parts.push(if part == 'đ' { 'd' } else { part });
                }
            });
            assert_eq!(parts, base.to_string(), "{c}");
            n_letters += 1;
        }
        assert_eq!(n_letters, 67);
    }
}
