//! One part's XML as events, by a scanner of our own: it goes once over text that is in memory anyway, which is where
//! the time of reading a workbook goes. Lenient where the law of XML is the producer's matter (prefixes, UTF-16, names
//! of attributes given twice), strict where a lie could change data: no DOCTYPE, no entity XML does not define, every
//! element closed by its own name.

use super::{Unreadable, damaged};
use std::borrow::Cow;

/// What comes next in a part.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Event<'a> {
    /// An element starts. One that is empty ends in the next event.
    Start(Element<'a>),
    /// An element ends: its name without prefix.
    End(&'a str),
    /// Characters with their entities unresolved: see [`append_text`].
    Text(&'a str),
    /// Characters as they are.
    CData(&'a str),
    /// The part ends, every element closed.
    Eof,
}

/// The start of an element.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Element<'a> {
    /// Without prefix.
    pub name: &'a str,
    attributes: &'a str,
}

/// Events of one part.
pub(super) struct Xml<'a> {
    text: &'a str,
    at: usize,
    /// Names, with their prefixes, of the elements that are open.
    open: Vec<&'a str>,
    /// The last event started an empty element.
    is_empty_element: bool,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new(), is_empty_element: false }
    }

    /// Goes on in a further piece of a part, whose pieces before left these elements open.
    pub fn resumed(text: &'a str, open: &'a [String]) -> Self {
        Self { open: open.iter().map(String::as_str).collect(), ..Self::new(text) }
    }

    /// The elements that are open, for [`Xml::resumed`].
    pub fn left_open(&self) -> Vec<String> {
        self.open.iter().map(|name| (*name).to_owned()).collect()
    }

    /// How many elements are open after the last event.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// What the last event left of the part, for whoever knows at a glance what comes; none between the start and the end
    /// of an empty element.
    pub fn rest(&self) -> Option<&'a str> {
        (!self.is_empty_element).then(|| &self.text[self.at..])
    }

    /// Passes over whole elements at the beginning of [`Xml::rest`].
    pub fn pass_over(&mut self, n_bytes: usize) {
        self.at += n_bytes;
    }

    /// The next event; comments and processing instructions are passed over.
    ///
    /// # Errors
    /// Not well formed, or a DOCTYPE (which could define entities: threats.md §3).
    pub fn next(&mut self) -> Result<Event<'a>, Unreadable> {
        if self.is_empty_element {
            self.is_empty_element = false;
            return self.end(None);
        }
        loop {
            let rest = &self.text[self.at..];
            let Some(markup) = rest.strip_prefix('<') else {
                let n_bytes = rest.bytes().position(|byte| byte == b'<').unwrap_or(rest.len());
                if n_bytes == 0 {
                    return if self.open.is_empty() {
                        Ok(Event::Eof)
                    } else {
                        Err(damaged("XML ends inside an element"))
                    };
                }
                self.at += n_bytes;
                return Ok(Event::Text(&rest[..n_bytes]));
            };
            match markup.as_bytes().first() {
                Some(b'/') => {
                    let name = &markup[1..];
                    let n_bytes = name.bytes().position(|byte| byte == b'>').ok_or_else(|| self.not_well_formed())?;
                    self.at += n_bytes + "</>".len();
                    return self.end(Some(name[..n_bytes].trim_ascii_end()));
                }
                Some(b'?') => drop(self.inside("<?", "?>")?),
                Some(b'!') if markup.starts_with("!--") => drop(self.inside("<!--", "-->")?),
                Some(b'!') if markup.starts_with("![CDATA[") => {
                    return Ok(Event::CData(self.inside("<![CDATA[", "]]>")?));
                }
                Some(b'!') if markup.starts_with("!DOCTYPE") => return Err(damaged("XML with a DOCTYPE")),
                _ => return self.start(markup),
            }
        }
    }

    fn start(&mut self, markup: &'a str) -> Result<Event<'a>, Unreadable> {
        let mut quote = None;
        let end = markup.bytes().position(|byte| match (quote, byte) {
            (None, b'>') => true,
            // Never inside a start: what comes after is not looked for.
            (_, b'<') => true,
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                false
            }
            (Some(open), _) if open == byte => {
                quote = None;
                false
            }
            _ => false,
        });
        let end = end.filter(|&end| markup.as_bytes()[end] == b'>').ok_or_else(|| self.not_well_formed())?;
        let inside = &markup[..end];
        let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let n_name = inside.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(n_name);
        let is_no_name = |byte: u8| matches!(byte, b'"' | b'\'' | b'=' | b'/' | b'!');
        if name.is_empty() || name.bytes().any(is_no_name) {
            return Err(self.not_well_formed());
        }
        self.at += 1 + end + 1;
        self.open.push(name);
        self.is_empty_element = is_empty;
        Ok(Event::Start(Element { name: without_prefix(name), attributes }))
    }

    /// Closes the innermost element, whose name must be this one when it is written.
    fn end(&mut self, written: Option<&str>) -> Result<Event<'a>, Unreadable> {
        match self.open.pop() {
            Some(name) if written.is_none_or(|written| written == name) => Ok(Event::End(without_prefix(name))),
            _ => Err(self.not_well_formed()),
        }
    }

    /// Passes over markup that begins and ends so, and gives what is between.
    fn inside(&mut self, begin: &str, end: &str) -> Result<&'a str, Unreadable> {
        let rest = &self.text[self.at + begin.len()..];
        let n_bytes = rest.find(end).ok_or_else(|| self.not_well_formed())?;
        self.at += begin.len() + n_bytes + end.len();
        Ok(&rest[..n_bytes])
    }

    fn not_well_formed(&self) -> Unreadable {
        damaged(format!("XML not well formed at byte {}", self.at))
    }
}

fn without_prefix(name: &str) -> &str {
    name.bytes().position(|byte| byte == b':').map_or(name, |colon| &name[colon + 1..])
}

/// The bytes of a part as text: UTF-8 with or without a byte order mark, or UTF-16 of either order.
pub(super) fn decode(part: Vec<u8>) -> Result<String, Unreadable> {
    let unit_of: fn([u8; 2]) -> u16 = match part.as_slice() {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => u16::from_be_bytes,
        _ => {
            let mut text = String::from_utf8(part).map_err(|_| damaged("XML is not valid UTF-8"))?;
            if text.starts_with('\u{FEFF}') {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            return Ok(text);
        }
    };
    let (pairs, rest) = part.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(damaged("XML in UTF-16 of odd length"));
    }
    let units = pairs.iter().map(|&pair| unit_of(pair)).skip_while(|&unit| unit == 0xFEFF);
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| damaged("XML is not valid UTF-16"))
}

/// Adds the characters of an event, entities resolved and line ends as XML has them. Other events add nothing.
///
/// # Errors
/// An entity that XML does not define: only a DOCTYPE could have.
pub(super) fn append_text(text: &mut String, event: &Event<'_>) -> Result<(), Unreadable> {
    let (mut rest, has_entities) = match event {
        Event::Text(characters) => (*characters, true),
        Event::CData(characters) => (*characters, false),
        _ => return Ok(()),
    };
    let is_special = |byte: u8| byte == b'\r' || byte == b'&' && has_entities;
    while let Some(at) = rest.bytes().position(is_special) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\r') {
            text.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
        } else {
            rest = append_entity(text, rest)?;
        }
    }
    text.push_str(rest);
    Ok(())
}

/// Resolves the entity that the text begins with, and gives what follows it.
fn append_entity<'r>(text: &mut String, written: &'r str) -> Result<&'r str, Unreadable> {
    let undefined = || damaged("XML entity that is not defined");
    let (name, rest) = written.strip_prefix('&').and_then(|rest| rest.split_once(';')).ok_or_else(undefined)?;
    text.push(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#').ok_or_else(undefined)?;
            let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
            let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
            let code = if is_number { u32::from_str_radix(digits, radix).ok() } else { None };
            code.filter(|&code| code > 0).and_then(char::from_u32).ok_or_else(undefined)?
        }
    });
    Ok(rest)
}

/// An attribute: its name without prefix, whether it had one, and its value with entities resolved.
pub(super) struct Attribute<'a> {
    pub name: &'a str,
    pub is_prefixed: bool,
    pub value: Cow<'a, str>,
}

impl<'a> Element<'a> {
    /// The attributes in order, without the declarations of prefixes.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes(self.attributes)
    }

    /// The value of the first attribute that passes.
    fn value_of(&self, is_wanted: impl Fn(&Attribute<'a>) -> bool) -> Result<Option<Cow<'a, str>>, Unreadable> {
        for attribute in self.attributes() {
            let attribute = attribute?;
            if is_wanted(&attribute) {
                return Ok(Some(attribute.value));
            }
        }
        Ok(None)
    }

    /// The value of the attribute of this name that has no prefix: Office's own.
    pub fn attribute(&self, name: &str) -> Result<Option<Cow<'a, str>>, Unreadable> {
        self.value_of(|attribute| attribute.name == name && !attribute.is_prefixed)
    }

    /// The value of the attribute of this name under any prefix: OpenDocument prefixes all of them.
    pub fn attribute_of_any_prefix(&self, name: &str) -> Result<Option<String>, Unreadable> {
        Ok(self.value_of(|attribute| attribute.name == name)?.map(Cow::into_owned))
    }
}

/// The attributes of an element that are still to come.
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<Attribute<'a>, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.0 = self.0.trim_ascii_start();
            if self.0.is_empty() {
                return None;
            }
            let is_namespace = self.0.starts_with("xmlns:");
            let attribute = self.attribute();
            if attribute.is_err() {
                self.0 = "";
            } else if is_namespace {
                continue;
            }
            return Some(attribute);
        }
    }
}

impl<'a> Attributes<'a> {
    fn attribute(&mut self) -> Result<Attribute<'a>, Unreadable> {
        let broken = || damaged("XML attribute not well formed");
        let equals = self.0.bytes().position(|byte| byte == b'=').ok_or_else(broken)?;
        let name = self.0[..equals].trim_ascii_end();
        let quoted = self.0[equals + 1..].trim_ascii_start();
        let quote = quoted.bytes().next().filter(|quote| matches!(quote, b'"' | b'\'')).ok_or_else(broken)?;
        let n_value = quoted.bytes().skip(1).position(|byte| byte == quote).ok_or_else(broken)?;
        if name.is_empty() || name.bytes().any(|byte| byte.is_ascii_whitespace()) {
            return Err(broken());
        }
        self.0 = &quoted[n_value + 2..];
        let written = &quoted[1..=n_value];
        let value = if written.bytes().any(|byte| matches!(byte, b'&' | b'\t' | b'\r' | b'\n')) {
            let mut value = String::with_capacity(written.len());
            // White space as written counts as a space in an attribute; as an entity it stays what it is.
            append_text(&mut value, &Event::Text(&written.replace(['\t', '\r', '\n'], " ")))?;
            Cow::Owned(value)
        } else {
            Cow::Borrowed(written)
        };
        let local = without_prefix(name);
        Ok(Attribute { name: local, is_prefixed: local.len() < name.len(), value })
    }
}

/// `xsd:boolean`, with the spellings that old producers write.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "True" | "TRUE")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn parts_are_read_in_every_encoding_a_package_may_use() {
        let text = "<a>Nguyễn Văn Ấn</a>";
        let marked = format!("\u{FEFF}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
        ] {
            assert_eq!(decode(bytes), Ok(text.to_owned()));
        }
        assert!(decode(vec![b'<', b'a', 0xE1, b'>']).is_err());
        assert!(decode(vec![0xFF, 0xFE, b'<']).is_err());
    }

    /// Elements as `name[attribute=value …]( … )`, characters as they are.
    fn dumped(xml: &str) -> Result<String, Unreadable> {
        let mut events = Xml::new(xml);
        let mut dump = String::new();
        loop {
            match events.next()? {
                Event::Eof => return Ok(dump),
                Event::End(_) => dump.push(')'),
                Event::Start(element) => {
                    dump.push_str(element.name);
                    for attribute in element.attributes() {
                        let Attribute { name, is_prefixed, value } = attribute?;
                        let prefix = if is_prefixed { ":" } else { "" };
                        dump.push_str(&format!("[{prefix}{name}={value}]"));
                    }
                    dump.push('(');
                }
                event => append_text(&mut dump, &event)?,
            }
        }
    }

    #[test]
    fn what_is_well_formed_is_told_as_it_is() {
        for (xml, expected) in [
            ("<?xml version=\"1.0\"?><a><!-- <b> --><b/>x</a>", "a(b()x)"),
            ("<x:a y:b='1' c = \"2\"\n d=''/ >", ""),
            ("<x:a y:b='1' c = \"2\"\n d=''/>", "a[:b=1][c=2][d=]()"),
            ("<a b=\"x > y /\" c='\"'>&lt;</a >", "a[b=x > y /][c=\"](<)"),
            ("<a>x &amp; &#x1EAD;&#7853;&lt;<![CDATA[<b>&amp;]]></a>", "a(x & ậậ<<b>&amp;)"),
            ("<a>1\r\n2\r3<![CDATA[\r\n]]>&#13;</a>", "a(1\n2\n3\n\r)"),
            ("<a b=\"1\n2&#10;3&quot;\"/>", "a[b=1 2\n3\"]()"),
            ("<a xmlns:id='u' r:id='1'/>", "a[:id=1]()"),
            ("<!----><a/><?x <b> ?>", "a()"),
            ("", ""),
        ] {
            let dump = dumped(xml);
            match expected {
                "" if !xml.is_empty() => assert!(dump.is_err(), "{xml}: {dump:?}"),
                _ => assert_eq!(dump.as_deref(), Ok(expected), "{xml}"),
            }
        }
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for xml in [
            "<a><b></a>",
            "<a><b></a></b>",
            "<a></b>",
            "<x:a></y:a>",
            "<a><b>",
            "</a>",
            "<a",
            "<a b=\"1>",
            "<a b=\"<\"/>",
            "<a b/>",
            "<a b=1/>",
            "<a b c=\"1\"/>",
            "<a =\"1\"/>",
            "<>",
            "< a/>",
            "<a><!-- </a>",
            "<a><![CDATA[ </a>",
            "<a>&unknown;</a>",
            "<a>&amp</a>",
            "<a>&#0;</a>",
            "<a>&#xD800;</a>",
            "<a>&#+5;</a>",
            "<a>&#;</a>",
            "<a b='&x;'/>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>x</a>",
            "<!ENTITY x 'y'><a/>",
        ] {
            assert!(dumped(xml).is_err(), "{xml}: {:?}", dumped(xml));
        }
    }

    #[test]
    fn no_bytes_make_the_scanner_stumble() {
        let pieces =
            ["<", ">", "/", "a", "=", "\"", "'", " ", "&", ";", "!", "?", "-", "[CDATA[", "]]>", "ấ", ":", "\r"];
        let mut state = 7_u64;
        for _ in 0..50_000 {
            let mut xml = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                xml.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            // Only the end of the test is claimed: no panic, no endless loop.
            let _ = dumped(&xml);
        }
    }
}
