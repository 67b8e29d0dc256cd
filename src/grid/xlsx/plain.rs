//! The spelling that nearly every cell has, recognised in one step: `<c r="B2" s="3" t="s"><v>12</v></c>`. Four fifths of
//! the time of reading a sheet went into taking such a cell apart event by event. Any other spelling is left to the
//! events, so nothing is decided here that they would decide otherwise.

/// A cell without formula, its attributes and characters free of entities.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct PlainCell<'a> {
    pub address: Option<&'a str>,
    pub style: Option<&'a str>,
    pub kind: Option<&'a str>,
    pub content: Content<'a>,
    /// How long the whole element is.
    pub n_bytes: usize,
}

#[derive(PartialEq, Eq, Debug)]
pub(super) enum Content<'a> {
    Nothing,
    /// Inside `v`.
    Value(&'a str),
    /// Inside `is` and `t`.
    Inline(&'a str),
}

/// The cell that a sheet's text goes on with; none when anything about it is not plain.
pub(super) fn plain_cell(text: &str) -> Option<PlainCell<'_>> {
    let mut cell = PlainCell { address: None, style: None, kind: None, content: Content::Nothing, n_bytes: 0 };
    let mut rest = text.strip_prefix("<c")?;
    loop {
        if let Some(behind) = rest.strip_prefix("/>") {
            return Some(PlainCell { n_bytes: text.len() - behind.len(), ..cell });
        }
        if let Some(behind) = rest.strip_prefix('>') {
            rest = behind;
            break;
        }
        let attribute = rest.strip_prefix(' ')?;
        let slot = match attribute.as_bytes().first()? {
            b'r' => &mut cell.address,
            b's' => &mut cell.style,
            b't' => &mut cell.kind,
            _ => return None,
        };
        let value = attribute[1..].strip_prefix("=\"")?;
        let n_bytes = value.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
        rest = value[n_bytes..].strip_prefix('"')?;
        if slot.replace(&value[..n_bytes]).is_some() {
            return None;
        }
    }
    let behind = if let Some(inside) = rest.strip_prefix("<v>") {
        let (value, behind) = plain_characters(inside)?;
        cell.content = Content::Value(value);
        behind.strip_prefix("</v></c>")?
    } else {
        let inside = rest.strip_prefix("<is><t")?;
        let inside = inside.strip_prefix('>').or_else(|| inside.strip_prefix(" xml:space=\"preserve\">"))?;
        let (value, behind) = plain_characters(inside)?;
        cell.content = Content::Inline(value);
        behind.strip_prefix("</t></is></c>")?
    };
    Some(PlainCell { n_bytes: text.len() - behind.len(), ..cell })
}

/// The characters up to the next markup, and what follows; none when an entity or a carriage return is among them.
fn plain_characters(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
    text[end..].starts_with('<').then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::Content::{Inline, Nothing, Value};
    use super::*;

    #[test]
    fn the_usual_spellings_are_recognised_and_measured() {
        for (text, address, style, kind, content) in [
            ("<c r=\"B2\" s=\"3\" t=\"s\"><v>12</v></c>", Some("B2"), Some("3"), Some("s"), Value("12")),
            ("<c s=\"3\" r=\"B2\"/>", Some("B2"), Some("3"), None, Nothing),
            ("<c><v></v></c>", None, None, None, Value("")),
            ("<c t=\"inlineStr\"><is><t>Nguyễn</t></is></c>", None, None, Some("inlineStr"), Inline("Nguyễn")),
            ("<c><is><t xml:space=\"preserve\"> a</t></is></c>", None, None, None, Inline(" a")),
        ] {
            let n_bytes = text.len();
            let expected = PlainCell { address, style, kind, content, n_bytes };
            assert_eq!(plain_cell(&format!("{text}<c/></row>")), Some(expected), "{text}");
        }
    }

    #[test]
    fn every_other_spelling_is_left_to_the_events() {
        for text in [
            "",
            "<c",
            "<col r=\"B2\"/>",
            "<x:c r=\"B2\"/>",
            "<c r='B2'/>",
            "<c  r=\"B2\"/>",
            "<c r=\"B2\" r=\"B3\"/>",
            "<c r=\"&#66;2\"/>",
            "<c r=\" B2\"/>",
            "<c cm=\"1\"/>",
            "<c r =\"B2\"/>",
            "<c r=\"B2\" ><v>1</v></c>",
            "<c r=\"B2\"><f>A1</f><v>1</v></c>",
            "<c r=\"B2\"><v>1</v><v>2</v></c>",
            "<c r=\"B2\"><v>a&amp;b</v></c>",
            "<c r=\"B2\"><v>a\rb</v></c>",
            "<c r=\"B2\"><v><![CDATA[1]]></v></c>",
            "<c r=\"B2\"><v>1</v></c",
            "<c r=\"B2\"><v>1",
            "<c r=\"B2\"><is><r><t>a</t></r></is></c>",
            "<c r=\"B2\"><is><t>a</t><t>b</t></is></c>",
            "<c r=\"B2\"></c>",
        ] {
            assert_eq!(plain_cell(text), None, "{text}");
        }
    }
}
