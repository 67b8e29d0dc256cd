//! One part's XML as events, read leniently where the law of XML is the producer's matter (prefixes, UTF-16, entities
//! spelled either way) and strictly where a lie could change data: no DOCTYPE, every element closed.

use super::{Unreadable, damaged};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// Events of one part. Empty elements come as a start and an end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Elements open after the last event.
    pub depth: u32,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next event; `Eof` only after every element is closed.
    ///
    /// # Errors
    /// Not well formed, or a DOCTYPE (which could define entities: threats.md §3).
    pub fn next(&mut self) -> Result<Event<'a>, Unreadable> {
        let event = self
            .reader
            .read_event()
            .map_err(|_| damaged(format!("XML not well formed at byte {}", self.reader.error_position())))?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(damaged("XML with a DOCTYPE")),
            Event::Eof if self.depth > 0 => return Err(damaged("XML ends inside an element")),
            _ => {}
        }
        Ok(event)
    }
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

/// Adds what an event inside a text element holds: characters, CDATA or an entity. Other events add nothing.
///
/// # Errors
/// An entity that XML does not define: only a DOCTYPE could have.
pub(super) fn append_text(text: &mut String, event: &Event<'_>) -> Result<(), Unreadable> {
    match event {
        Event::Text(characters) => text.push_str(&characters.xml10_content()),
        Event::CData(characters) => text.push_str(&characters.xml10_content()),
        Event::GeneralRef(entity) => match entity.as_ref() {
            "amp" => text.push('&'),
            "lt" => text.push('<'),
            "gt" => text.push('>'),
            "quot" => text.push('"'),
            "apos" => text.push('\''),
            _ => match entity.resolve_char_ref() {
                Ok(Some(character)) => text.push(character),
                _ => return Err(damaged("XML entity that is not defined")),
            },
        },
        _ => {}
    }
    Ok(())
}

/// An attribute: its name without prefix, whether it had one, and its value with entities resolved.
pub(super) struct Attribute<'e> {
    pub name: &'e str,
    pub is_prefixed: bool,
    pub value: Cow<'e, str>,
}

/// The attributes of an element, in order; namespace declarations are left out.
pub(super) fn attributes<'e>(
    element: &'e BytesStart<'_>,
) -> impl Iterator<Item = Result<Attribute<'e>, Unreadable>> + use<'e> {
    let mut attributes = element.attributes();
    // The check for an attribute given twice costs an allocation per element; the cell's address has its own.
    attributes.with_checks(false);
    attributes.filter_map(|attribute| {
        let Ok(attribute) = attribute else { return Some(Err(damaged("XML attribute not well formed"))) };
        let (name, prefix) = attribute.key.decompose();
        if prefix.is_some_and(|prefix| prefix.into_inner() == "xmlns") {
            return None;
        }
        let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value,
            Err(_) => return Some(Err(damaged("XML attribute with an undefined entity"))),
        };
        Some(Ok(Attribute { name: name.into_inner(), is_prefixed: prefix.is_some(), value }))
    })
}

/// The value of the attribute of this name that has no prefix.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Result<Option<Cow<'e, str>>, Unreadable> {
    for attribute in attributes(element) {
        let attribute = attribute?;
        if attribute.name == name && !attribute.is_prefixed {
            return Ok(Some(attribute.value));
        }
    }
    Ok(None)
}

/// `xsd:boolean`, with the spellings `on` and `off` that old producers write.
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

    fn texts(xml: &str) -> Result<String, Unreadable> {
        let mut events = Xml::new(xml);
        let mut text = String::new();
        loop {
            match events.next()? {
                Event::Eof => return Ok(text),
                event => append_text(&mut text, &event)?,
            }
        }
    }

    #[test]
    fn entities_and_cdata_are_text() {
        assert_eq!(texts("<a>x &amp; &#x1EAD;&lt;<![CDATA[<b>&amp;]]></a>"), Ok("x & ậ<<b>&amp;".to_owned()));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for xml in [
            "<a><b></a>",
            "<a><b>",
            "<a>&unknown;</a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>x</a>",
            "<a>&#0;</a>",
            "<a b=></a",
        ] {
            assert!(texts(xml).is_err(), "{xml}");
        }
    }
}
