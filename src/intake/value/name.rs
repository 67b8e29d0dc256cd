//! Names of people: cleaned for print as output.md says, never corrected.

use crate::domain::member::PersonName;

/// A name cell taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NameCell {
    pub name: PersonName,
    /// A post written behind the name: “Nguyễn Văn An - Bí thư”, “Nguyễn Văn An (Bí thư)”.
    pub post: Option<String>,
    /// A running number written before the name: “1. Nguyễn Văn An”.
    pub ordinal: Option<String>,
}

/// Takes a name cell apart: numbering and honorifics (Đ/c, Đồng chí, Ông, Bà…) off, spaces single, capitals to title
/// case, composed, tone placement as written.
pub fn read_name(written: &str) -> NameCell {
    let _ = written;
    unimplemented!()
}

/// Whether a text could be a person's name: two to seven words of letters, none a word of offices (“Tổng”, “cộng”,
/// “Chi bộ”, “Bí thư”).
pub fn looks_like_name(text: &str) -> bool {
    let _ = text;
    unimplemented!()
}

/// The key two spellings of one name share: folded, honorifics off. For matching together with a card number or a
/// birth date only, never alone.
pub fn name_key(clean: &str) -> String {
    let _ = clean;
    unimplemented!()
}
