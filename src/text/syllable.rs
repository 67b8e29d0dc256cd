//! Whether a word can be a syllable of Vietnamese: one of its onsets before one of its rhymes. Tells text of a wrong
//! encoding from text, for letters put in each other's place hardly ever make syllables. Knows nothing of meaning.

use super::memo::Memo;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Longest first, so that the first that fits is the right one.
const ONSETS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x",
];

/// Without tones. Both placements of a tone give the same rhyme.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc \
    oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc ui um un ung uơ up ut uê uêch uên \
    uênh uêt uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm \
    ươn ương ươp ươt ươu y yêm yên yêng yêt yêu uyn ưp ynh ych yt yp";

/// The tones, as marks written apart.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether a word can be a syllable, whatever its case and the placement of its tone.
pub(super) fn is_syllable(word: &str) -> bool {
    thread_local! {
        static KNOWN: Memo<bool> = Memo::default();
    }
    KNOWN.with(|known| known.of(word, can_be_said))
}

fn can_be_said(word: &str) -> bool {
    let mut tone = None;
    let mut plain = String::with_capacity(word.len());
    for letter in word.nfd().flat_map(char::to_lowercase) {
        if !TONES.contains(&letter) {
            plain.push(letter);
        } else if tone.replace(letter).is_some() {
            return false;
        }
    }
    let plain: String = plain.nfc().collect();
    // Behind a stop only two tones can stand.
    let is_stopped = plain.ends_with(['c', 'p', 't']) || plain.ends_with("ch");
    if is_stopped && !matches!(tone, None | Some('\u{301}' | '\u{323}')) {
        return false;
    }
    let is_rhyme = |rest: &str| rhymes().contains(rest);
    // “gì”, “giêng”: the i belongs to both.
    is_rhyme(&plain)
        || ONSETS.iter().any(|onset| plain.strip_prefix(onset).is_some_and(is_rhyme))
        || plain.strip_prefix('g').is_some_and(|rest| rest.starts_with('i') && is_rhyme(rest))
}

fn rhymes() -> &'static BTreeSet<&'static str> {
    static LAID_OUT: LazyLock<BTreeSet<&str>> = LazyLock::new(|| RHYMES.split_ascii_whitespace().collect());
    &LAID_OUT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_other_runs_of_letters() {
        for word in "nguyễn Thị Hoà hòa khuya giếng gì quốc Quỳnh nghiêng đặng ĐẢNG ủy uỷ xếp loại chất lượng Kỷ luật \
            Thuở Yên oanh Hoàng Khương phường xoong quý thuế bí thư Tuyết"
            .split_whitespace()
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in "NguyÔn ThÞ §¶ng xÕp lo¹i nhiÖm Ñaûng vieân Nguyeãn thö HTXSNV Blô Kdăm Niê strong café naïve số́"
            .split_whitespace()
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
