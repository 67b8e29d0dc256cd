//! Names of people: cleaned for print as output.md says, never corrected.

mod offices;
mod remark;
mod surnames;

use crate::domain::date::PartialDate;
use crate::domain::member::{Category, PersonName};
use crate::domain::text::Text;
use crate::text::fold::{clean, fold, skeleton};
use crate::text::memo::Memo;

/// A name cell taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NameCell {
    pub name: PersonName,
    /// A post written behind the name: “Nguyễn Văn An - Bí thư”, “Nguyễn Văn An (Bí thư)”.
    pub post: Option<String>,
    /// A running number written before the name: “1. Nguyễn Văn An”.
    pub ordinal: Option<String>,
    /// A date of birth written behind the name, where the row has none of its own.
    pub born: Option<PartialDate>,
    /// “(dự bị)” or “- ĐVCT” behind the name.
    pub category: Option<Category>,
}

/// Takes a name cell apart: numbering and honorifics (Đ/c, Đồng chí, Ông, Bà…) off, spaces single, capitals to title
/// case, composed, tone placement as written.
///
/// What stands behind the name comes off only when it is a known post, the kind of membership, the sex or a footnote's
/// mark; any other addition, “(A)” or “(con)”, may be
/// what tells two people apart and stays. Academic titles stay as written. A cell of an honorific or a number alone
/// leaves an empty name, or the number.
pub fn read_name(written: &str) -> NameCell {
    let (named, post_below) = match split_post_by_line(written) {
        Some((name, post)) => (name, Some(post)),
        None => (written, None),
    };
    let cleaned = clean(named);
    let (ordinal, rest) = split_ordinal(&cleaned);
    let (rest, remarked) = remark::split(without_honorifics(rest));
    let (rest, post) = match post_below {
        Some(post) => (rest, Some(post)),
        None => split_post(rest),
    };
    let (rest, remarked_before) = remark::split(rest);
    let name = rest.trim_matches(is_edge);
    NameCell {
        name: PersonName::new(written, title_case(name)),
        post,
        ordinal: ordinal.map(str::to_owned),
        born: None,
        category: remarked.or(remarked_before),
    }
}

/// Whether a text could be a person's name: two to seven words of letters, none a word of offices (“Tổng cộng”,
/// “Chi bộ”, “Bí thư”).
///
/// One word is enough in the form of H'Hen. Words in small letters are a name only behind a known family name, since
/// headings (“Nội chính”) are written so too. A known post behind the name does not matter.
pub fn looks_like_name(text: &str) -> bool {
    if text.len() > 200 || text.trim_end().ends_with(':') || split_post_before(text).is_some() {
        return false;
    }
    let cell = read_name(text);
    let name = without_degrees(&cell.name.clean);
    let name = without_addition(name);
    let words: Vec<&str> = name.split(' ').collect();
    let is_enough = match words.as_slice() {
        [only] => has_marked_prefix(only),
        several => several.len() <= 7,
    };
    is_enough
        && words.iter().all(|word| is_name_word(word))
        && !offices::begins_with_office(name)
        && (words.iter().all(|word| begins_large(word)) || surnames::begins_with_surname(name))
        && !trails_off(&words)
}

/// Whether a cell names two people: “Nguyễn Văn An và Trần Thị Bình”, or each on a line of their own. A long name broken over
/// two lines is one: behind a break a whole name is asked for, before it none that still waits for its end.
pub fn names_two(text: &str) -> bool {
    let is_whole = |part: &str, least: usize| {
        let name = read_name(part).name.clean;
        let words: Vec<&str> = name.split(' ').collect();
        let ends = words.last().is_none_or(|last| !matches!(fold(last).as_str(), "thị" | "văn" | "thi" | "van"));
        words.len() >= least && ends && surnames::begins_with_surname(&name) && looks_like_name(part)
    };
    let are_whole = |parts: Vec<&str>, least: usize| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
        parts.len() > 1 && parts.into_iter().all(|part| is_whole(part, least))
    };
    if text.len() > 200 || !text.contains(['\n', ',', ';', '&', '/', '+', ' ']) {
        return false;
    }
    text.contains('\n') && are_whole(text.lines().collect(), 3)
        || [',', ';', '&', '/', '+'].iter().any(|&mark| text.contains(mark) && are_whole(text.split(mark).collect(), 2))
        || [" và ", " VÀ "].iter().any(|and| text.contains(and) && are_whole(text.split(and).collect(), 2))
}

/// Whether a text is a post alone: “Trưởng phòng”, “Phó Bí thư chi bộ”.
pub fn is_office(text: &str) -> bool {
    offices::is_post(text.trim()) && !looks_like_name(text)
}

/// Whether a text begins with a family name of the country's peoples; a name that begins otherwise is a name all the same.
pub fn is_surname(text: &str) -> bool {
    surnames::begins_with_surname(text)
}

/// The key two spellings of one name share: folded, honorifics and academic titles off. For matching together with a
/// card number or a birth date only, never alone.
pub fn name_key(clean: &str) -> String {
    thread_local! {
        // A member is looked up by name in the roster, among proposals, staff and other branches' members, and for the
        // key of the row.
        static KNOWN: Memo<String> = Memo::default();
    }
    KNOWN.with(|known| known.of(clean, key_of_name))
}

fn key_of_name(clean: &str) -> String {
    let cell = read_name(clean);
    let key = fold(without_degrees(&cell.name.clean));
    if !key.contains(['\'', '-']) {
        return key;
    }
    // Marks of other alphabets are told for what they are once folded.
    let key = key.trim_matches(is_edge);
    // H' Hen, H'Hen; Y - Bion, Y-Bion.
    key.replace("' ", "'").replace(" '", "'").replace(" - ", "-")
}

/// Marks that may surround a name and are no part of it. A closing bracket is one only where none was opened.
fn is_edge(c: char) -> bool {
    matches!(
        c,
        ' ' | '.' | ',' | ';' | ':' | '-' | '–' | '—' | '…' | '*' | '+' | '•' | '/' | '_' | '"' | '“' | '”' | '\u{B7}'
    )
}

/// “1. ”, “01)”, “1-”, “(1)”, “I. ” before a letter: the number and what follows.
fn split_ordinal(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches(is_edge);
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let roman = inner.len() - inner.trim_start_matches(['I', 'V', 'X']).len();
    let (end, needs_mark) = if digits > 0 { (digits, false) } else { (roman, true) };
    let (number, behind) = inner.split_at(end);
    let name = behind.trim_start_matches(|c: char| is_edge(c) || c == ')');
    let is_marked = behind.trim_start().starts_with(['.', ')', '-', '–', '/']);
    // “V-Bion” could be a name; a Roman number needs a dot or bracket and a space.
    let is_roman_marked = behind.starts_with(['.', ')']) && behind[1..].starts_with(' ');
    let is_split = if needs_mark { is_roman_marked } else { is_marked || behind.starts_with(' ') };
    if (1..=4).contains(&end) && is_split && name.starts_with(char::is_alphabetic) {
        (Some(number), name)
    } else {
        (None, text)
    }
}

/// The name behind “Đ/c”, “Đồng chí”, “Ông”, “Bà”, “Anh”, “Chị”, “Ông (bà)”, as often as they stand there.
fn without_honorifics(text: &str) -> &str {
    let mut rest = text;
    while let Some(behind) = without_one_honorific(rest) {
        rest = behind;
    }
    rest
}

fn without_one_honorific(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(is_edge);
    if let Some(behind) = without_comrade(text) {
        return Some(behind.trim_start_matches(is_edge));
    }
    // Most names begin with none of the letters that these words do.
    if text.starts_with(|c: char| c.is_ascii_alphabetic() && !matches!(c.to_ascii_lowercase(), 'o' | 'b' | 'a' | 'c')) {
        return None;
    }
    let (first, behind) = text.split_at(text.find([' ', '.', ':', '/', '('])?);
    let folded = fold(first);
    if !matches!(folded.as_str(), "ông" | "bà" | "anh" | "chị" | "cô" | "chú" | "bác") {
        return None;
    }
    let behind = without_other_sex(behind);
    let is_marked = behind.starts_with(['.', ':']);
    let name = behind.trim_start_matches(|c: char| is_edge(c) || c == ')');
    let n_words = name.split(' ').filter(|word| word.starts_with(char::is_alphabetic)).count();
    let is_title = match folded.as_str() {
        _ if is_marked => n_words >= 1,
        // Families are called Ông, Cô, Chú too: only a family name behind it shows that it is a title.
        // Before a middle name that is hardly ever a family's (Văn, Thị) it is the family's.
        "ông" | "cô" | "chú" | "bác" => {
            let first = name.split(' ').next().map(fold).unwrap_or_default();
            let is_middle = matches!(first.as_str(), "văn" | "thị");
            n_words >= 2 && !is_middle && surnames::begins_with_surname(name)
        }
        _ => n_words >= 2,
    };
    is_title.then_some(name)
}

/// “/Bà”, “ (bà)” behind “Ông”.
fn without_other_sex(behind: &str) -> &str {
    let inner = behind.trim_start_matches([' ', '/', '(']);
    if inner.len() == behind.len() || !behind.contains(['/', '(']) {
        return behind;
    }
    ["bà", "Bà", "BÀ", "ông", "Ông", "ÔNG"].iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(behind)
}

/// “Đ/c”, “ĐC.”, “đ.c”, “D/c”, “Đồng chí”: what follows.
fn without_comrade(text: &str) -> Option<&str> {
    let mut letters = text.char_indices();
    let (_, first) = letters.next()?;
    if !matches!(first, 'Đ' | 'đ' | 'D' | 'd') {
        return None;
    }
    let behind = &text[first.len_utf8()..];
    let marked = behind.trim_start_matches([' ', '/', '.', '\\']);
    let mark = &behind[..behind.len() - marked.len()];
    if let Some(rest) = marked.strip_prefix(['c', 'C']) {
        let is_alone = !rest.starts_with(char::is_alphanumeric);
        let has_mark = mark.contains(['/', '.', '\\']);
        // “Đ/cNguyễn” lost its space; “ĐC Nguyễn Văn An” lost its slash; “Đc” of a longer word is none.
        let is_glued = mark.contains('/') && rest.starts_with(char::is_uppercase);
        let n_words = rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
        if (has_mark && (is_alone || is_glued)) || (mark.is_empty() && is_alone && n_words >= 2) {
            return Some(rest);
        }
    }
    let second = text.match_indices(' ').nth(1).map_or(text.len(), |(index, _)| index);
    let (two, rest) = text.split_at(second);
    match fold(two.trim_end_matches(is_edge)).as_str() {
        "đồng chí" => Some(rest),
        // Without accents it may as well be a family name: “Dong Chi Thanh”.
        "dong chi" | "đong chi" => surnames::begins_with_surname(rest.trim_start_matches(is_edge)).then_some(rest),
        _ => None,
    }
}

/// A known post behind a bracket, dash, comma or semicolon, and what stands before it.
fn split_post(text: &str) -> (&str, Option<String>) {
    if let Some((post, name)) = split_post_before(text) {
        return (without_honorifics(name), Some(post.to_owned()));
    }
    let found = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '(' | '-' | '–' | '—' | ',' | ';' | ':' | '/'))
        .find_map(|(index, mark)| {
            let behind = &text[index + mark.len_utf8()..];
            let post = behind.trim_matches(|c: char| is_edge(c) || matches!(c, '(' | ')'));
            let name = text[..index].trim_matches(is_edge);
            let is_post = offices::is_post(post) && name.chars().any(char::is_alphabetic);
            is_post.then(|| (name, post.to_owned()))
        });
    match found {
        Some((name, post)) => (name, Some(post)),
        None => (text, None),
    }
}

/// “Bí thư: Nguyễn Văn An”: the post before a colon, and the name.
fn split_post_before(text: &str) -> Option<(&str, &str)> {
    let (post, name) = text.split_once(':')?;
    let (post, name) = (post.trim(), name.trim());
    let is_whole = name.split(' ').filter(|word| word.starts_with(char::is_alphabetic)).count() >= 2;
    (is_whole && offices::is_post(post) && !offices::is_post(name)).then_some((post, name))
}

/// The name, and a known post on lines of its own under it.
fn split_post_by_line(written: &str) -> Option<(&str, String)> {
    let (name, behind) = written.trim().split_once('\n')?;
    let post = clean(behind);
    let post = post.trim_matches(|c: char| is_edge(c) || matches!(c, '(' | ')'));
    (offices::is_post(post) && name.chars().any(char::is_alphabetic)).then(|| (name, post.to_owned()))
}

/// A name all in capitals with capitals at the beginning of words only, also behind a hyphen or apostrophe: “H'MLÔ”
/// → “H'Mlô”. Any other name is as it was.
fn title_case(name: &str) -> Text {
    let n_large = name.chars().filter(|c| c.is_uppercase()).count();
    if n_large < 2 || name.chars().any(char::is_lowercase) {
        return Text::from(name);
    }
    let mut out = Text::with_capacity(name.len());
    let mut begins = true;
    for c in name.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphanumeric();
    }
    out
}

/// The name behind academic titles, for comparing only.
fn without_degrees(name: &str) -> &str {
    const DEGREES: &[&str] =
        &["ths", "ts", "pgs", "gs", "bs", "cn", "ks", "ds", "bscki", "bsckii", "cki", "ckii", "tsi", "bsi"];
    let mut rest = name;
    while let Some((first, behind)) = rest.split_once(['.', ' '])
        && DEGREES.contains(&skeleton(first).as_str())
        && behind.trim_start_matches(is_edge).contains(' ')
    {
        rest = behind.trim_start_matches(is_edge);
    }
    rest
}

/// The name without a short addition in brackets at its end.
fn without_addition(name: &str) -> &str {
    match name.split_once('(') {
        Some((before, addition)) if addition.ends_with(')') && addition.len() <= 24 && !before.trim().is_empty() => {
            before.trim_end()
        }
        _ => name,
    }
}

/// “Nguyễn Văn An chủ trì cuộc họp”: a name and then a sentence. People who leave out capitals leave them out of the
/// middle name too.
fn trails_off(words: &[&str]) -> bool {
    let n_small = words.iter().rev().take_while(|word| !begins_large(word)).count();
    n_small >= 2 && words.len() - n_small >= 2
}

/// Letters, with hyphens and apostrophes inside or an apostrophe behind (H' Hen); initials with their dots.
fn is_name_word(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_initials = word.len() <= 8 && word.contains('.') && letters * 2 >= word.chars().count() - 1;
    letters > 0
        && letters <= 12
        && !word.starts_with(['-', '\'', '’', '.'])
        && word.chars().all(|c| {
            c.is_alphabetic()
                || matches!(c, '-' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
                || (c == '.' && is_initials)
                || crate::text::clean::is_mark(c)
        })
}

fn begins_large(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase())
}

/// H'Hen, K'Brểu, Y-Bion: a prefix of one or two letters, a mark, and the name.
fn has_marked_prefix(word: &str) -> bool {
    let Some((prefix, name)) = word.split_once(['\'', '’', '‘', 'ʼ', '`', '´', '-']) else { return false };
    (1..=2).contains(&prefix.chars().count())
        && prefix.chars().all(char::is_alphabetic)
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

#[cfg(test)]
mod tests;
