//! Comparison keys: two spellings of the same words give the same key. Keys are for comparing only, never printed.

/// Composed, lower case, new tone placement as one, Ð as Đ, invisible characters gone, single spaces, trimmed; accents
/// kept: “ĐẢNG  UỶ” and “Đảng ủy” give the same key, “hoa” and “hòa” do not.
pub fn fold(text: &str) -> String {
    let _ = text;
    unimplemented!()
}

/// [`fold`], then without accents (đ → d) and with every run of punctuation as one space: for headers and grades,
/// which people type without accents too. “Họ, tên” → “ho ten”.
pub fn skeleton(text: &str) -> String {
    let _ = text;
    unimplemented!()
}

/// Composed (NFC), control and invisible characters removed, every kind of space made one plain space, trimmed: the
/// text as a person would print it, with case and accents as written.
pub fn clean(text: &str) -> String {
    let _ = text;
    unimplemented!()
}
