//! The styles part with looks added behind its own: every style there keeps its number.

use super::Tint;
use super::front::FrontLook;
use super::tags::{Edits, Tag, attribute, children, tags, with_attribute};
use crate::book::FONT;
use std::collections::BTreeMap;

/// The styles of a package in the making.
pub struct Styles {
    xml: String,
    /// The `<xf>` of `<cellXfs>`, own ones first.
    formats: Vec<String>,
    n_own: usize,
    /// Number of the first fill added; one for each tint, then the header's.
    first_fill: usize,
    /// By the number of an own or added format: the format for a tint.
    marked: BTreeMap<(usize, Tint), usize>,
    front: Vec<(FrontLook, usize)>,
}

const TINTS: [(Tint, &str); 3] = [(Tint::Error, "FFF8D3D0"), (Tint::Warning, "FFFFE8C2"), (Tint::Note, "FFE6EEF8")];
const HEADER_FILL: &str = "FFE7ECF3";

impl Styles {
    /// `None` when the part lacks what looks are added to.
    pub fn of(xml: String) -> Option<Self> {
        let parsed = tags(&xml)?;
        let formats = children(&parsed, "cellXfs")?;
        let formats: Vec<String> = formats.iter().map(|format| xml[format.tag.start..format.end].to_owned()).collect();
        let first_fill = children(&parsed, "fills")?.len();
        (!formats.is_empty() && first_fill > 0).then(|| {
            let n_own = formats.len();
            Self { xml, formats, n_own, first_fill, marked: BTreeMap::new(), front: Vec::new() }
        })
    }

    /// The number of the format that looks like `base`, tinted.
    pub fn tinted(&mut self, base: usize, tint: Tint) -> usize {
        let base = if base < self.n_own { base } else { 0 };
        if let Some(&made) = self.marked.get(&(base, tint)) {
            return made;
        }
        let fill = self.first_fill + TINTS.iter().position(|(known, _)| *known == tint).unwrap_or(0);
        let own = &self.formats[base];
        let end = own.find('>').map_or(own.len(), |end| end + 1);
        let tag = with_attribute(&own[..end], "fillId", &fill.to_string());
        let tag = with_attribute(&tag, "applyFill", "1");
        let format = format!("{tag}{}", &own[end..]);
        self.formats.push(format);
        self.marked.insert((base, tint), self.formats.len() - 1);
        self.formats.len() - 1
    }

    /// For each own format that carries one of the tints (from an earlier marking), the number of one without.
    pub fn tinted_before(&mut self) -> BTreeMap<usize, usize> {
        let mut plain = BTreeMap::new();
        let Some(parsed) = tags(&self.xml) else { return plain };
        let Some(fills) = children(&parsed, "fills") else { return plain };
        let is_tint: Vec<bool> = fills
            .iter()
            .map(|fill| {
                let text = &self.xml[fill.tag.start..fill.end];
                text.contains("solid")
                    && TINTS.iter().any(|(_, colour)| text.contains(&format!("fgColor rgb=\"{colour}\"")))
            })
            .collect();
        for number in 0..self.n_own {
            let own = self.formats[number].clone();
            let fill = attribute(&own, "fillId").and_then(|fill| fill.parse::<usize>().ok());
            if fill.is_some_and(|fill| is_tint.get(fill) == Some(&true)) {
                let end = own.find('>').map_or(own.len(), |end| end + 1);
                let format = format!("{}{}", with_attribute(&own[..end], "fillId", "0"), &own[end..]);
                // The style it was made from is the same but for the fill, where it is still there.
                let number_of_plain = self.formats.iter().position(|known| *known == format).unwrap_or_else(|| {
                    self.formats.push(format);
                    self.formats.len() - 1
                });
                plain.insert(number, number_of_plain);
            }
        }
        // Formats added here are as good as own ones.
        self.n_own = self.formats.len();
        plain
    }

    /// The number of the format for a look of the front sheet.
    pub fn front(&mut self, look: FrontLook) -> usize {
        if let Some((_, made)) = self.front.iter().find(|(known, _)| *known == look) {
            return *made;
        }
        self.formats.push(String::new());
        self.front.push((look, self.formats.len() - 1));
        self.formats.len() - 1
    }

    /// The changed part.
    pub fn into_xml(mut self) -> Option<String> {
        let parsed = tags(&self.xml)?;
        let first_font = children(&parsed, "fonts")?.len();
        let border = children(&parsed, "borders")?.len();
        for (look, number) in &self.front {
            self.formats[*number] = front_format(*look, first_font, self.first_fill + TINTS.len(), border);
        }
        let mut edits = Edits::default();
        let fills: String = TINTS.iter().map(|(_, colour)| *colour).chain([HEADER_FILL]).map(solid).collect();
        let added = self.formats[children(&parsed, "cellXfs")?.len()..].concat();
        for (list, added, n_added) in [
            ("fonts", FONTS.map(font).concat(), FONTS.len()),
            ("fills", fills, TINTS.len() + 1),
            ("borders", THIN.to_owned(), 1),
            ("cellXfs", added, self.formats.len() - children(&parsed, "cellXfs")?.len()),
        ] {
            append(&self.xml, &parsed, list, &added, n_added, &mut edits)?;
        }
        edits.apply(&self.xml)
    }
}

/// Puts elements at the end of a counted list.
fn append(xml: &str, parsed: &[Tag], list: &str, added: &str, n_added: usize, edits: &mut Edits) -> Option<()> {
    let open = parsed.iter().find(|tag| tag.name == list)?;
    let known = children(parsed, list)?;
    let last = known.last()?;
    let count = (known.len() + n_added).to_string();
    edits.replace(open.start, open.end, with_attribute(&xml[open.start..open.end], "count", &count));
    edits.insert(last.end, added);
    Some(())
}

/// Size, weight and colour of the fonts added.
const FONTS: [(&str, &str); 4] = [("11", ""), ("11", "<b/>"), ("14", "<b/>"), ("11", "<u/>")];

fn font((size, weight): (&str, &str)) -> String {
    let colour = if weight == "<u/>" { "<color rgb=\"FF0B4FA0\"/>" } else { "" };
    format!("<font>{weight}<sz val=\"{size}\"/>{colour}<name val=\"{FONT}\"/><family val=\"1\"/></font>")
}

fn solid(colour: &str) -> String {
    format!(
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    )
}

const THIN: &str = "<border><left style=\"thin\"><color auto=\"1\"/></left><right style=\"thin\"><color auto=\"1\"/></right><top style=\"thin\"><color auto=\"1\"/></top><bottom style=\"thin\"><color auto=\"1\"/></bottom><diagonal/></border>";

fn front_format(look: FrontLook, first_font: usize, header_fill: usize, border: usize) -> String {
    let (font, fill, border, align) = match look {
        FrontLook::Title => (2, 0, 0, "vertical=\"center\""),
        FrontLook::Line => (0, 0, 0, "vertical=\"top\" wrapText=\"1\""),
        FrontLook::Header => (1, header_fill, border, "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""),
        FrontLook::Text => (0, 0, border, "vertical=\"top\" wrapText=\"1\""),
        FrontLook::Centre => (0, 0, border, "horizontal=\"center\" vertical=\"top\" wrapText=\"1\""),
        FrontLook::Link => (3, 0, border, "vertical=\"top\" wrapText=\"1\""),
    };
    format!(
        "<xf numFmtId=\"0\" fontId=\"{}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment {align}/></xf>",
        first_font + font
    )
}
