//! What single characters are to a Vietnamese text: plain, invisible, a kind of space, a look-alike of Đ, a vowel
//! with a tone. Knows nothing of words.

/// Letters of Vietnamese composed, and printable ASCII but the grave accent, which is typed for a quote: a text of these alone is composed, has nothing invisible and
/// no odd spaces. Nearly every cell is such a text, so it is what the fast paths test.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, ' '..='_' | 'a'..='~' | 'À'..='Ï' | 'Ñ'..='Ö' | 'Ø'..='ï' | 'ñ'..='ö' | 'ø'..='ý')
        || matches!(c, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ')
}

/// The small letter of a plain character: what [`char::to_lowercase`] gives, without looking into Unicode's tables.
pub(super) fn lower_of_plain(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'À'..='Þ' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        // Capitals and small letters stand side by side.
        'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' => char::from_u32(c as u32 + 1).unwrap_or(c),
        'Ư' => 'ư',
        'Ạ'..='ỹ' => char::from_u32(c as u32 | 1).unwrap_or(c),
        _ => c,
    }
}

/// The letter under the accents of a small Vietnamese letter; none of others.
pub(super) fn base_of(c: char) -> Option<char> {
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
        for c in ('\0'..='\u{FFFF}').filter(|&c| is_plain(c)) {
            assert!(c.to_lowercase().eq([lower_of_plain(c)]), "{c}");
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
