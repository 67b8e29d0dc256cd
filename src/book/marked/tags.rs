//! Just enough of XML to change single tags of a part and leave every other byte as it is. Parts come from files that
//! have passed the reader's guards; whatever does not look as expected gives `None`, and the caller goes another way.

/// What a tag does.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Does {
    Open,
    Close,
    /// `<a/>`
    Both,
}

/// A tag with its place in the text.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Tag<'x> {
    pub start: usize,
    /// After its `>`.
    pub end: usize,
    /// With its prefix, as written.
    pub name: &'x str,
    pub does: Does,
    pub text: &'x str,
}

/// The tags of a text, without comments, CDATA and instructions; `None` at a DOCTYPE or a tag that does not end.
pub fn tags(xml: &str) -> Option<Vec<Tag<'_>>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = xml[from..].find('<').map(|at| from + at) {
        let rest = &xml[start..];
        let skipped =
            [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].into_iter().find(|(open, _)| rest.starts_with(open));
        if let Some((_, close)) = skipped {
            from = start + rest.find(close)? + close.len();
            continue;
        }
        if rest.starts_with("<!") {
            return None;
        }
        let end = start + end_of_tag(rest)?;
        let text = &xml[start..end];
        let does = match (text.starts_with("</"), text.ends_with("/>")) {
            (true, _) => Does::Close,
            (false, true) => Does::Both,
            (false, false) => Does::Open,
        };
        let inside = text.trim_start_matches(['<', '/']);
        let name = &inside[..inside.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))?];
        found.push(Tag { start, end, name, does, text });
        from = end;
    }
    Some(found)
}

/// After the `>` that ends the tag at the start of `text`; one inside quotes does not.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// An element: its own tag, and where it ends after its closing tag.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Element<'x> {
    pub tag: Tag<'x>,
    pub end: usize,
}

impl<'x> Element<'x> {
    pub fn attribute(&self, name: &str) -> Option<&'x str> {
        attribute(self.tag.text, name)
    }
}

/// The elements directly inside the first element called `parent`; `None` when there is none, or tags do not match.
pub fn children<'x>(tags: &[Tag<'x>], parent: &str) -> Option<Vec<Element<'x>>> {
    let first = tags.iter().position(|tag| tag.name == parent && tag.does != Does::Close)?;
    let mut found = Vec::new();
    if tags[first].does == Does::Both {
        return Some(found);
    }
    let mut depth = 0_usize;
    let mut open: Option<Tag> = None;
    for &tag in &tags[first + 1..] {
        match tag.does {
            Does::Both if depth == 0 => found.push(Element { tag, end: tag.end }),
            Does::Both => {}
            Does::Open => {
                if depth == 0 {
                    open = Some(tag);
                }
                depth += 1;
            }
            Does::Close if depth == 0 => return (tag.name == parent).then_some(found),
            Does::Close => {
                depth -= 1;
                if depth == 0 {
                    found.push(Element { tag: open.take().filter(|open| open.name == tag.name)?, end: tag.end });
                }
            }
        }
    }
    None
}

/// The value of an attribute, still escaped.
pub fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let (from, to) = span(tag, name)?;
    Some(&tag[from..to])
}

/// Where the value of an attribute stands inside its quotes.
fn span(tag: &str, name: &str) -> Option<(usize, usize)> {
    let mut at = tag.find(char::is_whitespace)?;
    loop {
        at += tag[at..].find(|c: char| !c.is_whitespace())?;
        let equals = at + tag[at..].find('=')?;
        let written = tag[at..equals].trim_end();
        let open = equals + 1 + tag[equals + 1..].find(['"', '\''])?;
        let quote = tag[open..].chars().next()?;
        let close = open + 1 + tag[open + 1..].find(quote)?;
        if written == name {
            return Some((open + 1, close));
        }
        at = close + 1;
    }
}

/// The tag with an attribute set. The value must need no escaping.
pub fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    if let Some((from, to)) = span(tag, name) {
        return format!("{}{value}{}", &tag[..from], &tag[to..]);
    }
    let end = if tag.ends_with("/>") { tag.len() - 2 } else { tag.len() - 1 };
    format!("{} {name}=\"{value}\"{}", tag[..end].trim_end(), &tag[end..])
}

/// The tag without an attribute.
pub fn without_attribute(tag: &str, name: &str) -> String {
    let Some((from, to)) = span(tag, name) else { return tag.to_owned() };
    let start = tag[..from].rfind(name).unwrap_or(from);
    format!("{}{}", tag[..start].trim_end(), &tag[to + 1..])
}

/// Changes to a text: ranges of bytes and what stands there instead.
#[derive(Default)]
pub struct Edits {
    edits: Vec<(usize, usize, String)>,
}

impl Edits {
    pub fn replace(&mut self, from: usize, to: usize, with: impl Into<String>) {
        self.edits.push((from, to, with.into()));
    }

    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at, at, text);
    }

    /// The changed text; `None` when two changes overlap.
    pub fn apply(mut self, xml: &str) -> Option<String> {
        // What is inserted where a replaced range begins comes first, in the order it was asked for.
        self.edits.sort_by_key(|&(from, to, _)| (from, to));
        let mut changed = String::with_capacity(xml.len() + 256);
        let mut done = 0;
        for (from, to, with) in &self.edits {
            changed.push_str(xml.get(done..*from)?);
            changed.push_str(with);
            done = *to;
        }
        changed.push_str(xml.get(done..)?);
        Some(changed)
    }
}

/// Text as it stands between tags or in an attribute.
pub fn escaped(text: &str) -> String {
    let text = super::super::cell::storable(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The text that escaped characters stand for; what is no known escape stays.
pub fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';') else { break };
        let name = &rest[1..end];
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        let stands_for = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.and_then(char::from_u32),
        };
        match stands_for {
            Some(c) => {
                plain.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_outside_quotes_and_comments_hold_none() {
        let xml = "<?xml version=\"1.0\"?><!-- <x> --><a b=\"1>2\"><![CDATA[<y>]]><c/></a>";
        let found: Vec<(&str, Does)> = tags(xml).unwrap().iter().map(|tag| (tag.name, tag.does)).collect();
        assert_eq!(found, [("a", Does::Open), ("c", Does::Both), ("a", Does::Close)]);
        assert_eq!(tags("<!DOCTYPE x><a/>"), None);
        assert_eq!(tags("<a b=\"1>"), None);
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        let tag = "<c customFormat=\"1\" r='B2'  s = \"5\" t=\"s\">";
        for (name, value) in [("r", Some("B2")), ("s", Some("5")), ("t", Some("s")), ("m", None), ("Format", None)] {
            assert_eq!(attribute(tag, name), value, "{name}");
        }
        assert_eq!(with_attribute("<c r=\"B2\"/>", "s", "7"), "<c r=\"B2\" s=\"7\"/>");
        assert_eq!(with_attribute("<c s=\"1\" r=\"B2\">", "s", "7"), "<c s=\"7\" r=\"B2\">");
        assert_eq!(without_attribute("<v tabSelected=\"1\" id=\"0\"/>", "tabSelected"), "<v id=\"0\"/>");
    }

    #[test]
    fn children_are_those_directly_inside() {
        let xml = "<w><a><b/></a><c/><d></d></w>";
        let tags = tags(xml).unwrap();
        let names: Vec<&str> = children(&tags, "w").unwrap().iter().map(|child| child.tag.name).collect();
        assert_eq!(names, ["a", "c", "d"]);
        let first = children(&tags, "w").unwrap()[0];
        assert_eq!(&xml[first.tag.start..first.end], "<a><b/></a>");
        assert_eq!(children(&tags, "x"), None);
    }

    #[test]
    fn escapes_round_trip() {
        let text = "a & b < \"c\" > 'd'\nế";
        assert_eq!(unescaped(&escaped(text)), text);
        assert_eq!(unescaped("&#x1EBF;&#233;&none;&"), "ếé&none;&");
    }
}
