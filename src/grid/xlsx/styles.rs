//! Of the styles part: what each cell format shows, a number, a moment or a span of time.

use super::super::Unreadable;
use super::super::serial::{Shown, shown_by_builtin, shown_by_code};
use super::super::xml::{Event, Xml};
use std::collections::BTreeMap;

/// By the index that cells give as their style.
pub(super) fn parse(text: &str) -> Result<Vec<Shown>, Unreadable> {
    let mut by_id: BTreeMap<u32, Shown> = BTreeMap::new();
    let mut ids = Vec::new();
    let mut is_in_cell_formats = false;
    let mut events = Xml::new(text);
    loop {
        match events.next()? {
            Event::Eof => break,
            Event::Start(element) => match element.name {
                "cellXfs" => is_in_cell_formats = true,
                // Differential formats have codes too, under ids of their own: the first definition stands.
                "numFmt" => {
                    let id = element.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
                    if let (Some(id), Some(code)) = (id, element.attribute("formatCode")?) {
                        by_id.entry(id).or_insert_with(|| shown_by_code(&code));
                    }
                }
                "xf" if is_in_cell_formats => {
                    let id = element.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
                    ids.push(id.unwrap_or(0));
                }
                _ => {}
            },
            Event::End("cellXfs") => is_in_cell_formats = false,
            _ => {}
        }
    }
    Ok(ids.iter().map(|id| by_id.get(id).copied().unwrap_or_else(|| shown_by_builtin(*id))).collect())
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
        assert_eq!(parse(styles), Ok(vec![Shown::Number, Shown::Moment, Shown::Number, Shown::Elapsed, Shown::Number]));
    }
}
