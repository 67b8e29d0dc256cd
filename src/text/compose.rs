//! Letters and the marks on them as one character or as several.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Letters with their marks as one character where there is one (NFC).
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Letters and marks apart (NFD).
pub fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// Whether [`composed`] would change nothing.
pub fn is_composed(text: &str) -> bool {
    is_nfc(text)
}
