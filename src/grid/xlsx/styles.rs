//! Of the styles part: what each cell format shows (a number, a moment or a span of time), and in which font.

use super::super::Unreadable;
use super::super::gather::Fonts;
use super::super::serial::{Shown, shown_by_builtin, shown_by_code};
use super::super::xml::{Event, Xml};
use std::collections::BTreeMap;

/// What a cell's style says that reading needs.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct CellFormat {
    pub shown: Shown,
    /// Number in the workbook's list of fonts.
    pub font: u16,
}

/// Cell formats by the index that cells give as their style.
pub(super) fn parse(text: &str, fonts: &mut Fonts) -> Result<Vec<CellFormat>, Unreadable> {
    let mut by_id: BTreeMap<u32, Shown> = BTreeMap::new();
    // By the index that formats give as their font.
    let mut font_numbers: Vec<u16> = Vec::new();
    let mut formats: Vec<(u32, usize)> = Vec::new();
    let mut is_in_cell_formats = false;
    let mut is_in_fonts = false;
    let mut events = Xml::new(text);
    loop {
        match events.next()? {
            Event::Eof => break,
            Event::Start(element) => match element.name {
                "cellXfs" => is_in_cell_formats = true,
                "fonts" => is_in_fonts = true,
                "font" if is_in_fonts => font_numbers.push(0),
                "name" if is_in_fonts => {
                    if let (Some(number), Some(name)) = (font_numbers.last_mut(), element.attribute("val")?) {
                        *number = fonts.number_of(&name);
                    }
                }
                // Differential formats have codes too, under ids of their own: the first definition stands.
                "numFmt" => {
                    let id = element.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
                    if let (Some(id), Some(code)) = (id, element.attribute("formatCode")?) {
                        by_id.entry(id).or_insert_with(|| shown_by_code(&code));
                    }
                }
                "xf" if is_in_cell_formats => {
                    let id = element.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
                    let font = element.attribute("fontId")?.and_then(|font| font.trim().parse().ok());
                    formats.push((id.unwrap_or(0), font.unwrap_or(0)));
                }
                _ => {}
            },
            Event::End("cellXfs") => is_in_cell_formats = false,
            Event::End("fonts") => is_in_fonts = false,
            _ => {}
        }
    }
    let format = |&(id, font): &(u32, usize)| CellFormat {
        shown: by_id.get(&id).copied().unwrap_or_else(|| shown_by_builtin(id)),
        font: font_numbers.get(font).copied().unwrap_or(0),
    };
    Ok(formats.iter().map(format).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cell_formats_are_counted_and_own_codes_stand_before_builtin_ids() {
        let styles = "<x:styleSheet xmlns:x=\"u\"><x:numFmts><x:numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>\
            <x:numFmt numFmtId=\"14\" formatCode=\"0.0\"/></x:numFmts>\
            <x:cellStyleXfs><x:xf numFmtId=\"22\"/></x:cellStyleXfs>\
            <x:cellXfs><x:xf numFmtId=\"0\"/><x:xf numFmtId=\"164\"/><x:xf numFmtId=\"14\"/><x:xf numFmtId=\"46\"/>\
            <x:xf/></x:cellXfs></x:styleSheet>";
        let shown = parse(styles, &mut Fonts::default()).map(|formats| formats.iter().map(|one| one.shown).collect());
        assert_eq!(shown, Ok(vec![Shown::Number, Shown::Moment, Shown::Number, Shown::Elapsed, Shown::Number]));
    }

    #[test]
    fn fonts_are_those_of_the_list_and_not_of_differences() {
        let styles = "<styleSheet><fonts><font><sz val=\"12\"/><name val=\"Times New Roman\"/></font>\
            <font><name val=\".VnTime\"/></font></fonts><cellXfs><xf fontId=\"1\"/><xf fontId=\"0\"/><xf/>\
            <xf fontId=\"7\"/></cellXfs><dxfs><dxf><font><name val=\"VNI-Times\"/></font></dxf></dxfs></styleSheet>";
        let mut fonts = Fonts::default();
        let numbers = parse(styles, &mut fonts).map(|formats| formats.iter().map(|one| one.font).collect::<Vec<_>>());
        assert_eq!(numbers, Ok(vec![2, 1, 1, 0]));
        assert_eq!(fonts.finish().iter().map(|name| &**name).collect::<Vec<_>>(), ["Times New Roman", ".VnTime"]);
    }
}
