//! The two parts that make the notes of a sheet: their texts, and the drawing that places them. A sheet's earlier notes
//! are read, and written again together with the new ones: texts stay, names of authors do not.

use super::tags::{Does, children, escaped, tags, unescaped};
use crate::book::FONT;
use crate::book::cell::At;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Texts of notes by row and column.
pub type Notes = BTreeMap<(u32, u16), String>;

/// What every note of a marking begins with: an earlier marking's notes are told by it and not kept.
pub const MARK: &str = "CẦN SỬA";

/// The notes of a part, without those of an earlier marking; `None` when it cannot be understood.
pub fn read(xml: &str) -> Option<Notes> {
    let parsed = tags(xml)?;
    let mut notes = Notes::new();
    for comment in children(&parsed, "commentList")? {
        let (row, column) = address(comment.attribute("ref")?)?;
        let inner = &xml[comment.tag.start..comment.end];
        let mut text = String::new();
        for piece in tags(inner)?.windows(2).filter(|pair| pair[0].name == "t" && pair[0].does == Does::Open) {
            text.push_str(&unescaped(&inner[piece[0].end..piece[1].start]));
        }
        if !text.starts_with(MARK) {
            notes.insert((row, column), text);
        }
    }
    Some(notes)
}

/// Whether a drawing holds nothing but notes: buttons and boxes of a sheet lie in the same part.
pub fn holds_notes_only(vml: &str) -> bool {
    vml.matches("ObjectType=").count() == vml.matches("ObjectType=\"Note\"").count()
}

fn address(at: &str) -> Option<(u32, u16)> {
    let column = super::sheet::column_of(at)?;
    let row = at.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    Some((row, column))
}

/// The part with the texts.
pub fn texts(notes: &Notes) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>tonghop</author></authors><commentList>",
    );
    for (&(row, column), text) in notes {
        let _ = write!(
            xml,
            "<comment ref=\"{}\" authorId=\"0\"><text><r><rPr><sz val=\"10\"/><rFont val=\"{FONT}\"/><family val=\"1\"/></rPr><t xml:space=\"preserve\">{}</t></r></text></comment>",
            At::new(row, column),
            escaped(text)
        );
    }
    xml.push_str("</commentList></comments>");
    xml
}

/// The part with the drawing. `block` tells the shapes of one sheet from another's.
pub fn drawing(notes: &Notes, block: usize) -> String {
    let mut xml = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{block}\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    );
    for (index, (&(row, column), text)) in notes.iter().enumerate() {
        let (row, column) = (row - 1, column - 1);
        let n_lines: usize = text.lines().map(|line| 1 + line.chars().count() / 40).sum();
        let n_rows = (2 + n_lines).min(30);
        let _ = write!(
            xml,
            "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:5pt;width:210pt;height:{}pt;z-index:{};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {}, 4, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
            block * 1024 + index + 1,
            15 * n_rows,
            index + 1,
            column + 1,
            row.saturating_sub(1),
            column + 4,
            row as usize + n_rows,
        );
    }
    xml.push_str("</xml>");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_keep_their_texts_and_lose_their_authors_and_earlier_marks() {
        let xml = "<comments><authors><author>Trần Thử Nghiệm</author></authors><commentList>\
                   <comment ref=\"B2\" authorId=\"0\"><text><r><t>Một &amp; </t></r><r><t xml:space=\"preserve\">hai</t></r></text></comment>\
                   <comment ref=\"AA3\" authorId=\"0\"><text><t>CẦN SỬA: cũ</t></text></comment>\
                   <comment ref=\"C4\" authorId=\"0\"><text/></comment></commentList></comments>";
        let notes = read(xml).unwrap();
        assert_eq!(notes, Notes::from([((2, 2), "Một & hai".to_owned()), ((4, 3), String::new())]));
        let again = texts(&notes);
        assert!(!again.contains("Trần"));
        assert_eq!(read(&again).unwrap(), notes);
    }

    #[test]
    fn a_drawing_with_buttons_is_not_only_notes() {
        let notes = Notes::from([((2, 2), "a".to_owned())]);
        assert!(holds_notes_only(&drawing(&notes, 1)));
        assert!(!holds_notes_only("<x:ClientData ObjectType=\"Note\"/><x:ClientData ObjectType=\"Button\"/>"));
    }
}
