//! A web page as a run of tags and characters, as tolerant as browsers are: nothing is refused, what cannot be a tag is
//! text. Comments, scripts and declarations are passed over.

use std::borrow::Cow;

/// What comes next in a page.
#[derive(PartialEq, Debug)]
pub(super) enum Token<'a> {
    Start(Tag<'a>),
    /// The name as written.
    End(&'a str),
    /// Characters with their entities unresolved: see [`resolved`].
    Text(&'a str),
}

/// The start of an element.
#[derive(PartialEq, Debug)]
pub(super) struct Tag<'a> {
    /// As written: compare without regard to case.
    pub name: &'a str,
    attributes: &'a str,
}

/// Elements whose content is no markup and no words of the page.
const RAW: [&str; 5] = ["script", "style", "title", "textarea", "noscript"];

/// The tokens of one page.
pub(super) struct Tokens<'a> {
    page: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(page: &'a str) -> Self {
        Self { page, at: 0 }
    }

    /// Moves past the next text of these words, or to the end.
    fn pass(&mut self, from: usize, words: &str) {
        let end = self.page[from..].find(words).map(|at| from + at + words.len());
        self.at = end.unwrap_or(self.page.len());
    }

    /// Moves to the end tag of an element whose content is not looked at.
    fn pass_content(&mut self, name: &str) {
        let rest = &self.page[self.at..];
        let is_end = |at: &usize| {
            let after = &rest.as_bytes()[at + 2..];
            after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        };
        let end = rest.match_indices("</").map(|(at, _)| at).find(is_end);
        self.at += end.unwrap_or(rest.len());
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = &self.page[self.at..];
            if rest.is_empty() {
                return None;
            }
            let Some(markup) = rest.strip_prefix('<') else {
                let n_bytes = rest.find('<').unwrap_or(rest.len());
                self.at += n_bytes;
                return Some(Token::Text(&rest[..n_bytes]));
            };
            match markup.as_bytes() {
                [b'!', b'-', b'-', ..] => self.pass(self.at + 4, "-->"),
                [b'!' | b'?', ..] => self.pass(self.at, ">"),
                [b'/', first, ..] if first.is_ascii_alphabetic() => {
                    let (name, _) = name_and_rest(&markup[1..]);
                    self.pass(self.at, ">");
                    return Some(Token::End(name));
                }
                [first, ..] if first.is_ascii_alphabetic() => {
                    let inside = &markup[..tag_length(markup)];
                    self.at += 1 + inside.len() + usize::from(inside.len() < markup.len());
                    let (name, attributes) = name_and_rest(inside);
                    if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
                        self.pass_content(name);
                    }
                    return Some(Token::Start(Tag { name, attributes }));
                }
                // A lone sign, as in “< 6 tháng”.
                _ => {
                    let n_bytes = markup.find('<').unwrap_or(markup.len());
                    self.at += 1 + n_bytes;
                    return Some(Token::Text(&rest[..=n_bytes]));
                }
            }
        }
    }
}

/// Bytes up to the sign that ends a tag; quoted values may hold that sign. A quote that never closes is none.
fn tag_length(markup: &str) -> usize {
    let mut quote = None;
    for (at, byte) in markup.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            // No honest value is so long; the rest of the page must not go into one tag.
            _ if at > 100_000 => break,
            _ => {}
        }
    }
    markup.find('>').unwrap_or(markup.len())
}

fn name_and_rest(inside: &str) -> (&str, &str) {
    let is_end = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    inside.split_at(inside.bytes().position(is_end).unwrap_or(inside.len()))
}

impl<'a> Tag<'a> {
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of the first attribute of this name, empty when it has none.
    pub fn attribute(&self, wanted: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            rest = rest
                .trim_start_matches(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '"' | '\''));
            if rest.is_empty() {
                return None;
            }
            let is_end = |letter: char| letter.is_ascii_whitespace() || letter == '=';
            // A stray sign of equality is passed over as a name of its own.
            let n_name = rest.find(is_end).unwrap_or(rest.len()).max(1);
            let (name, after) = rest.split_at(n_name);
            let (value, after) = match after.trim_ascii_start().strip_prefix('=') {
                Some(written) => value_and_rest(written.trim_ascii_start()),
                None => ("", after),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(resolved(value));
            }
            rest = after;
        }
    }
}

fn value_and_rest(written: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some((value, rest)) = written.strip_prefix(quote).and_then(|inside| inside.split_once(quote)) {
            return (value, rest);
        }
    }
    written.split_at(written.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(written.len()))
}

/// Names of U+00A0 to U+00FF in order (HTML 4, character entity references for ISO 8859-1).
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
    "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
    "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
    "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
    "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
    "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
    "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Others that pages of Vietnamese offices use.
const NAMED: [(&str, char); 27] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("hellip", '…'),
    ("radic", '√'),
    ("check", '✓'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Yuml", 'Ÿ'),
];

/// Characters with their entities resolved; what is no entity stays as it stands.
pub(super) fn resolved(written: &str) -> Cow<'_, str> {
    if !written.contains('&') {
        return Cow::Borrowed(written);
    }
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        // No name is longer; so a stray sign costs no search through the page.
        let name_end = after.bytes().take(12).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
        let name = &after[..name_end.unwrap_or(after.len().min(12)).min(after.len())];
        match entity(name) {
            Some(character) => {
                text.push(character);
                rest = &after[name.len()..];
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return (code > 0).then(|| char::from_u32(code)).flatten();
    }
    let of_latin = LATIN.iter().position(|latin| *latin == name).and_then(|at| char::from_u32(0xA0 + at as u32));
    of_latin.or_else(|| NAMED.iter().find(|(other, _)| *other == name).map(|(_, character)| *character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dumped(page: &str) -> String {
        let mut dump = String::new();
        for token in Tokens::new(page) {
            match token {
                Token::Start(tag) => dump += &format!("<{}>", tag.name.to_lowercase()),
                Token::End(name) => dump += &format!("</{}>", name.to_lowercase()),
                Token::Text(text) => dump += &resolved(text),
            }
        }
        dump
    }

    #[test]
    fn pages_are_cut_as_browsers_cut_them() {
        for (page, expected) in [
            ("<TD align=center>An</TD>", "<td>An</td>"),
            ("<td title='a > b'>An", "<td>An"),
            ("a <!-- <td> --> b<!DOCTYPE x><?xml y?>c<![if z]>", "a  bc"),
            ("<script>if (a<b) '</td>'</script>x", "<script></script>x"),
            ("<style>.a{}</style ><br/>", "<style></style><br>"),
            ("dưới < 6 tháng & 3 <5", "dưới < 6 tháng & 3 <5"),
            ("Nguy&#7877;n &Aacute;nh &amp; B&#x00EC;nh&nbsp;&unknown; &#0;", "Nguyễn Ánh & Bình\u{a0}&unknown; &#0;"),
            ("<td a=\"never closed>x</td><td>", "<td>x</td><td>"),
            ("<td", "<td>"),
            ("</", "</"),
            ("<!-- never closed <td>", ""),
            ("", ""),
        ] {
            assert_eq!(dumped(page), expected, "{page}");
        }
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        for (page, value) in [
            ("<td rowspan=2>", Some("2")),
            ("<td ROWSPAN = \"2\" x>", Some("2")),
            ("<td nowrap rowspan='2'/>", Some("2")),
            ("<td a=b rowspan>", Some("")),
            ("<td =\" rowspan=2>", Some("2")),
            ("<td xrowspan=3>", None),
            ("<td title=\"rowspan=9\" rowspan=&quot;2&quot;>", Some("\"2\"")),
        ] {
            let Some(Token::Start(tag)) = Tokens::new(page).next() else { panic!("{page}") };
            assert_eq!(tag.attribute("rowspan").as_deref(), value, "{page}");
        }
    }
}
