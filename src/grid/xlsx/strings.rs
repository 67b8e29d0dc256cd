//! The table of shared strings. How many it says it holds is never believed: `uniqueCount` is not even looked at.

use super::super::gather::cut;
use super::super::xml::{Event, Xml, append_text};
use super::super::{LimitKind, Limits, Unreadable, over};
use std::borrow::Cow;
use std::sync::Arc;

/// The strings by index. More of them than the workbook may have cells is over the limit.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<Vec<Arc<str>>, Unreadable> {
    let mut strings = Vec::new();
    let empty: Arc<str> = Arc::from("");
    let mut events = Xml::new(text);
    let mut runs = RichText::default();
    let mut is_in_string = false;
    loop {
        let event = events.next()?;
        match &event {
            Event::Eof => return Ok(strings),
            Event::Start(element) if element.name == "si" => {
                is_in_string = true;
                runs.clear();
            }
            Event::End("si") => {
                is_in_string = false;
                let string = if runs.text.is_empty() { empty.clone() } else { Arc::from(cut(&unescaped(&runs.text))) };
                strings.push(string);
                let n_strings = strings.len() as u64;
                if n_strings > limits.cells {
                    return Err(over(LimitKind::SharedStrings, n_strings, limits.cells));
                }
            }
            _ if is_in_string => runs.take(&event)?,
            _ => {}
        }
    }
}

/// Joins the runs of a rich text (`si` or `is`), leaving out the phonetic ones, which repeat the text in another script.
#[derive(Default)]
pub(super) struct RichText {
    pub text: String,
    is_in_text: bool,
    is_in_phonetic: bool,
}

impl RichText {
    pub fn clear(&mut self) {
        self.text.clear();
        self.is_in_text = false;
        self.is_in_phonetic = false;
    }

    /// Takes an event that stands inside the rich text's element.
    pub fn take(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(element) => match element.name {
                "t" => self.is_in_text = true,
                "rPh" => self.is_in_phonetic = true,
                _ => {}
            },
            Event::End(name) => match *name {
                "t" => self.is_in_text = false,
                "rPh" => self.is_in_phonetic = false,
                _ => {}
            },
            _ if self.is_in_text && !self.is_in_phonetic => append_text(&mut self.text, event)?,
            _ => {}
        }
        Ok(())
    }
}

/// Resolves `_xHHHH_`, Excel's spelling of characters that XML cannot hold; `_x005F_` is the underscore itself.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let first = escaped_unit(rest);
        // Characters beyond the first 65 536 are written as two escapes.
        let pair = first.and_then(|unit| Some([unit, escaped_unit(&rest[ESCAPE_BYTES..])?]));
        let whole = pair.and_then(|pair| {
            let is_pair = matches!(pair, [0xD800..=0xDBFF, 0xDC00..=0xDFFF]);
            if is_pair { char::decode_utf16(pair).next()?.ok() } else { None }
        });
        match (whole, first) {
            (Some(character), _) => {
                plain.push(character);
                rest = &rest[2 * ESCAPE_BYTES..];
            }
            (None, Some(unit)) => {
                plain.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
                rest = &rest[ESCAPE_BYTES..];
            }
            (None, None) => {
                plain.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

const ESCAPE_BYTES: usize = "_xHHHH_".len();

fn escaped_unit(text: &str) -> Option<u16> {
    let escape = text.as_bytes().get(..ESCAPE_BYTES)?;
    let [b'_', b'x', digits @ .., b'_'] = escape else { return None };
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_excel_are_resolved_once() {
        for (written, plain) in [
            ("Nguyễn_x000D_\nVăn An", "Nguyễn\r\nVăn An"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE42_", "🙂"),
            ("_xD83D_a", "\u{FFFD}a"),
            ("_x0000_", "\0"),
            ("tệp_xuất", "tệp_xuất"),
            ("_x00_x000d_", "_x00\r"),
            ("_x", "_x"),
            ("_x00ẤĐ_", "_x00ẤĐ_"),
            ("_x+00D_", "_x+00D_"),
        ] {
            assert_eq!(unescaped(written), plain, "{written}");
        }
    }

    fn parsed(xml: &str) -> Result<Vec<String>, Unreadable> {
        parse(xml, &Limits { cells: 3, ..Limits::default() })
            .map(|strings| strings.iter().map(|string| string.to_string()).collect())
    }

    #[test]
    fn runs_are_joined_and_phonetics_left_out() {
        assert_eq!(
            parsed(
                "<sst><si><t>Một</t></si><si><r><rPr><b/></rPr><t xml:space=\"preserve\">Văn </t></r><r><t>An</t></r>\
                 <rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si><si/></sst>"
            ),
            Ok(vec!["Một".to_owned(), "Văn An".to_owned(), String::new()])
        );
    }

    #[test]
    fn what_the_table_says_it_counts_is_not_believed_but_what_it_holds_is_limited() {
        assert_eq!(parsed("<sst uniqueCount=\"4000000000\"><si><t>a</t></si></sst>"), Ok(vec!["a".to_owned()]));
        assert_eq!(
            parsed("<sst><si/><si/><si/><si/></sst>"),
            Err(Unreadable::Over { limit: LimitKind::SharedStrings, figure: 4, allowed: 3 })
        );
    }
}
