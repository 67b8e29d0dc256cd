//! Filling in somebody's own Word template: `{{…}}` anywhere in its text, also where Word has split it over several
//! runs, and rows marked `{{dòng: …}}`, which are repeated for every record of a list.

use super::package::{pack, unpack};
use super::{DocxError, escape};
use std::collections::{BTreeMap, BTreeSet};

/// What placeholders stand for. Keys are compared by `fold`, so the caller gives them folded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Values {
    pub texts: BTreeMap<String, String>,
    /// Records by the list's name; each record has its own texts.
    pub lists: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

/// A template filled in.
#[derive(Clone, PartialEq, Debug)]
pub struct Filled {
    pub bytes: Vec<u8>,
    /// Placeholders nobody knows, as written, each once; they stay as they are.
    pub unknown: BTreeSet<String>,
    /// How many placeholders were filled in, rows of lists included.
    pub n_filled: usize,
}

/// Looks at a template without filling it in.
///
/// # Errors
/// The bytes are no Word document.
pub fn check(bytes: &[u8]) -> Result<(), DocxError> {
    become_a_document(&mut unpack(bytes)?)
}

/// Fills the placeholders of a template. `fold` makes the key of what is written between the braces.
///
/// # Errors
/// The bytes are no Word document.
pub fn fill(bytes: &[u8], values: &Values, fold: impl Fn(&str) -> String) -> Result<Filled, DocxError> {
    let mut parts = unpack(bytes)?;
    become_a_document(&mut parts)?;
    let mut unknown = BTreeSet::new();
    let mut n_filled = 0;
    for (name, content) in &mut parts {
        let Some(text) = text_of(name, content) else { continue };
        let text = repeat_rows(text, values, &fold, &mut unknown, &mut n_filled);
        let mut lookup = |written: &str| {
            let found = found(&values.texts, &fold(written), written, &mut unknown);
            n_filled += usize::from(found.is_some());
            found
        };
        *content = replaced(&text, &mut lookup).into_bytes();
    }
    let bytes = pack(parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())))?;
    Ok(Filled { bytes, unknown, n_filled })
}

/// A part that text may stand in.
fn text_of<'p>(name: &str, content: &'p [u8]) -> Option<&'p str> {
    let has_text = name.starts_with("word/") && name.ends_with(".xml");
    has_text.then(|| std::str::from_utf8(content).ok()).flatten()
}

/// Whether every element ends where it should: Word opens nothing else, and says of no place what is wrong.
fn is_whole(xml: &str) -> bool {
    let mut open = Vec::new();
    for tag in Tags::of(xml) {
        match tag.kind {
            TagKind::Open => open.push(tag.name),
            TagKind::Close if open.pop() != Some(tag.name) => return false,
            TagKind::Close | TagKind::Empty => {}
        }
    }
    open.is_empty() && xml.contains('<')
}

const TYPES: &str = "[Content_Types].xml";

/// Refuses what is no document, and makes one of a template (.dotx): Word opens no .docx that says it is something else.
/// The text may stand under another name than `word/document.xml`, as documents that were edited on the web have it.
fn become_a_document(parts: &mut [(String, Vec<u8>)]) -> Result<(), DocxError> {
    let has = |parts: &[(String, Vec<u8>)], wanted: &str| parts.iter().any(|(name, _)| name == wanted);
    if has(parts, "content.xml") && has(parts, "mimetype") {
        return Err(DocxError::OpenDocument);
    }
    let is_text = |name: &str| name.starts_with("word/document") && name.ends_with(".xml");
    if !parts.iter().any(|(name, _)| is_text(name)) {
        return Err(DocxError::NotADocument);
    }
    let Some((_, types)) = parts.iter_mut().find(|(name, _)| name == TYPES) else {
        return Err(DocxError::NotADocument);
    };
    let told = std::str::from_utf8(types).map_err(|_| DocxError::NotADocument)?;
    if told.contains("macroEnabled") {
        return Err(DocxError::Macros);
    }
    let told = told.replace("wordprocessingml.template.main+xml", "wordprocessingml.document.main+xml");
    *types = told.into_bytes();
    match parts.iter().all(|(name, content)| text_of(name, content).is_none_or(is_whole)) {
        true => Ok(()),
        false => Err(DocxError::NotADocument),
    }
}

fn found(texts: &BTreeMap<String, String>, key: &str, written: &str, unknown: &mut BTreeSet<String>) -> Option<String> {
    let found = texts.get(key).cloned();
    if found.is_none() {
        unknown.insert(written.trim().to_owned());
    }
    found
}

/// Writes a marked row once for every record of its list.
fn repeat_rows(
    xml: &str,
    values: &Values,
    fold: &impl Fn(&str) -> String,
    unknown: &mut BTreeSet<String>,
    n_filled: &mut usize,
) -> String {
    let mut text = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((start, end)) = element(rest, "w:tr") {
        text.push_str(&rest[..start]);
        let row = &rest[start..end];
        rest = &rest[end..];
        let mut list = None;
        let bare = replaced(row, &mut |written| {
            let key = fold(written);
            let name = key.strip_prefix("dong ").map(str::to_owned)?;
            list = Some((name, written.trim().to_owned()));
            Some(String::new())
        });
        let Some((name, written)) = list else {
            text.push_str(&inside_row(row, values, fold, unknown, n_filled));
            continue;
        };
        let Some(records) = values.lists.get(&name) else {
            unknown.insert(written);
            text.push_str(row);
            continue;
        };
        *n_filled += 1;
        for record in records {
            text.push_str(&replaced(&bare, &mut |written| record.get(&fold(written)).cloned()));
        }
        // A table must keep one row.
        if records.is_empty() {
            text.push_str(&replaced(&bare, &mut |written| {
                (!values.texts.contains_key(&fold(written))).then(|| "–".to_owned())
            }));
        }
    }
    text.push_str(rest);
    text
}

/// A row that is not marked may hold a table whose rows are.
fn inside_row(
    row: &str,
    values: &Values,
    fold: &impl Fn(&str) -> String,
    unknown: &mut BTreeSet<String>,
    n_filled: &mut usize,
) -> String {
    let open = row.find('>').map_or(row.len(), |at| at + 1);
    let (head, inner) = row.split_at(open);
    format!("{head}{}", repeat_rows(inner, values, fold, unknown, n_filled))
}

/// The first whole element of a name, elements of the same name inside it included: start and end.
fn element(xml: &str, name: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut first = None;
    for tag in Tags::of(xml) {
        match tag.kind {
            TagKind::Open if tag.name == name => {
                first.get_or_insert(tag.start);
                depth += 1;
            }
            TagKind::Close if tag.name == name && depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    return first.map(|first| (first, tag.end));
                }
            }
            TagKind::Open | TagKind::Close | TagKind::Empty => {}
        }
    }
    None
}

/// Replaces what `lookup` knows; a placeholder may begin in one run's text and end in another's of the same paragraph.
fn replaced(xml: &str, lookup: &mut impl FnMut(&str) -> Option<String>) -> String {
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for pieces in paragraphs(xml) {
        edits.extend(edits_of(xml, &pieces, lookup));
    }
    edits.sort_by_key(|edit| edit.0);
    let mut text = String::with_capacity(xml.len());
    let mut from = 0;
    for (start, end, new) in edits {
        text.push_str(&xml[from..start]);
        text.push_str(&new);
        from = end;
    }
    text.push_str(&xml[from..]);
    text
}

/// The text pieces of every paragraph: where the content of each `w:t` begins and ends.
fn paragraphs(xml: &str) -> Vec<Vec<(usize, usize)>> {
    let mut done = Vec::new();
    let mut open: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut text_from = None;
    for tag in Tags::of(xml) {
        match (tag.name, tag.kind) {
            ("w:p", TagKind::Open) => open.push(Vec::new()),
            ("w:p", TagKind::Close) => done.extend(open.pop()),
            ("w:t", TagKind::Open) => text_from = Some(tag.end),
            ("w:t", TagKind::Close) => {
                if let (Some(from), Some(pieces)) = (text_from.take(), open.last_mut()) {
                    pieces.push((from, tag.start));
                }
            }
            _ => {}
        }
    }
    done
}

fn edits_of(
    xml: &str,
    pieces: &[(usize, usize)],
    lookup: &mut impl FnMut(&str) -> Option<String>,
) -> Vec<(usize, usize, String)> {
    let whole: String = pieces.iter().map(|&(from, to)| &xml[from..to]).collect();
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = whole[at..].find("{{").map(|found| at + found) {
        let Some(end) = whole[start..].find("}}").map(|found| start + found + 2) else { break };
        // Of “{{{x}}” and “{{ {{x}}” the innermost braces are meant.
        let start = whole[start..end].rfind("{{").map_or(start, |inner| start + inner);
        at = end;
        let Some(new) = lookup(&unescaped(&whole[start + 2..end - 2])) else { continue };
        let mut new = Some(lines(&escape(&new)));
        let mut before = 0;
        for &(from, to) in pieces {
            let (piece_start, piece_end) = (before, before + to - from);
            before = piece_end;
            let (cut_from, cut_to) = (start.max(piece_start), end.min(piece_end));
            if cut_from < cut_to {
                let text = new.take().unwrap_or_default();
                edits.push((from + cut_from - piece_start, from + cut_to - piece_start, text));
            }
        }
    }
    edits
}

/// A line break inside a run's text.
fn lines(text: &str) -> String {
    text.replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">")
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum TagKind {
    Open,
    Close,
    Empty,
}

struct Tag<'x> {
    name: &'x str,
    kind: TagKind,
    /// From `<` to behind `>`.
    start: usize,
    end: usize,
}

/// The tags of a part, one after another; comments and declarations are passed over.
struct Tags<'x> {
    xml: &'x str,
    at: usize,
}

impl<'x> Tags<'x> {
    fn of(xml: &'x str) -> Self {
        Self { xml, at: 0 }
    }
}

impl<'x> Iterator for Tags<'x> {
    type Item = Tag<'x>;

    fn next(&mut self) -> Option<Tag<'x>> {
        loop {
            let start = self.at + self.xml[self.at..].find('<')?;
            let rest = &self.xml[start..];
            if rest.starts_with("<!--") {
                self.at = start + rest.find("-->")? + 3;
                continue;
            }
            if rest.starts_with("<![CDATA[") {
                self.at = start + rest.find("]]>")? + 3;
                continue;
            }
            let end = start + end_of_tag(rest)? + 1;
            self.at = end;
            let inner = &self.xml[start + 1..end - 1];
            if inner.starts_with(['?', '!']) {
                continue;
            }
            let kind = match (inner.starts_with('/'), inner.ends_with('/')) {
                (true, _) => TagKind::Close,
                (false, true) => TagKind::Empty,
                (false, false) => TagKind::Open,
            };
            let name = inner.trim_start_matches('/').trim_end_matches('/');
            let name = name.split_ascii_whitespace().next().unwrap_or_default();
            return Some(Tag { name, kind, start, end });
        }
    }
}

/// Where a tag closes: the first `>` outside the quotes of its attributes.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_are_told_from_cut_ones() {
        for (xml, whole) in [
            ("<?xml version=\"1.0\"?><w:p><w:t>a</w:t><w:br/></w:p>", true),
            ("<w:p w:a=\"1 > 2\"/>", true),
            ("<w:p><w:x a='/>'>b</w:x></w:p>", true),
            ("<w:p><!-- <w:r> --><![CDATA[<w:r>]]></w:p>", true),
            ("<w:p><w:t>a</w:p>", false),
            ("<w:p><w:t>a</w:t>", false),
            ("<w:p></w:p></w:p>", false),
            ("", false),
        ] {
            assert_eq!(is_whole(xml), whole, "{xml}");
        }
    }
}
