//! The fonts of OpenDocument cells: which style names which font, by itself, by its parent or by the document's default.

use super::Unreadable;
use super::gather::Fonts;
use super::xml::{Element, Event};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many parents of a style are asked; styles that are their own ancestors end here.
const MAX_PARENTS: usize = 16;

/// The cell styles met so far, and the fonts they stand for.
#[derive(Default)]
pub(super) struct CellFonts {
    /// Families by the name under which a font is declared.
    faces: BTreeMap<String, String>,
    /// Cell styles by name; the document's default has none.
    styles: BTreeMap<String, Style>,
    /// The style being read, if it is one of cells.
    open: Option<String>,
    /// What was found for a style before.
    known: BTreeMap<String, u16>,
    fonts: Fonts,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    font: Option<String>,
}

impl CellFonts {
    /// Takes what an event says of fonts; all others pass.
    ///
    /// # Errors
    /// Attributes that are no XML.
    pub fn take(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(element) => match element.name {
                "font-face" => self.declare(element)?,
                "style" | "default-style" => self.open(element)?,
                "text-properties" => self.name_font(element)?,
                _ => {}
            },
            Event::End("style" | "default-style") => self.open = None,
            _ => {}
        }
        Ok(())
    }

    fn declare(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let name = element.attribute_of_any_prefix("name")?;
        let family = element.attribute_of_any_prefix("font-family")?;
        if let (Some(name), Some(family)) = (name, family) {
            self.faces.insert(name, bare(&family).to_owned());
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        self.open = None;
        if element.attribute_of_any_prefix("family")?.as_deref() == Some("table-cell") {
            let is_default = element.name == "default-style";
            let name = if is_default { None } else { element.attribute_of_any_prefix("name")? }.unwrap_or_default();
            let parent = element.attribute_of_any_prefix("parent-style-name")?;
            self.styles.insert(name.clone(), Style { parent, font: None });
            self.open = Some(name);
        }
        Ok(())
    }

    fn name_font(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        if let Some(style) = self.open.as_ref().and_then(|name| self.styles.get_mut(name)) {
            let declared = element.attribute_of_any_prefix("font-name")?;
            let font = declared.map(|name| self.faces.get(&name).cloned().unwrap_or(name));
            let family = element.attribute_of_any_prefix("font-family")?;
            style.font = font.or(family.map(|family| bare(&family).to_owned()));
        }
        Ok(())
    }

    /// The number of the font that cells of a style are shown in; 0 when none is named.
    pub fn of_style(&mut self, name: &str) -> u16 {
        if let Some(number) = self.known.get(name) {
            return *number;
        }
        let mut style = self.styles.get(name);
        let mut font = None;
        for _ in 0..MAX_PARENTS {
            let Some(this) = style else { break };
            font = this.font.as_deref();
            if font.is_some() {
                break;
            }
            style = this.parent.as_ref().and_then(|parent| self.styles.get(parent));
        }
        let font = font.or_else(|| self.styles.get("").and_then(|default| default.font.as_deref()));
        let number = font.map_or(0, |font| self.fonts.number_of(font));
        self.known.insert(name.to_owned(), number);
        number
    }

    /// The names of the fonts that cells were found to be in.
    pub fn finish(self) -> Vec<Arc<str>> {
        self.fonts.finish()
    }
}

/// The first family of a list, without its quotes: `'Times New Roman', serif`.
fn bare(family: &str) -> &str {
    family.split(',').next().unwrap_or_default().trim().trim_matches(['\'', '"'])
}

#[cfg(test)]
mod tests {
    use super::super::xml::Xml;
    use super::*;

    #[test]
    fn a_cell_style_has_its_own_font_or_that_of_its_parents_or_the_default() {
        let text = concat!(
            "<a><font-face name=\"F1\" font-family=\"'.VnTime', serif\"/>",
            "<default-style family=\"table-cell\"><text-properties font-name=\"Arial\"/></default-style>",
            "<style name=\"old\" family=\"table-cell\"><text-properties font-name=\"F1\"/></style>",
            "<style name=\"child\" family=\"table-cell\" parent-style-name=\"old\"><text-properties/></style>",
            "<style name=\"vni\" family=\"table-cell\"><text-properties font-family=\"VNI-Times\"/></style>",
            "<style name=\"loop\" family=\"table-cell\" parent-style-name=\"loop\"/>",
            "<style name=\"run\" family=\"text\"><text-properties font-name=\"VNI-Helve\"/></style></a>",
        );
        let mut fonts = CellFonts::default();
        let mut events = Xml::new(text);
        loop {
            match events.next() {
                Ok(Event::Eof) => break,
                event => assert_eq!(event.and_then(|event| fonts.take(&event)), Ok(())),
            }
        }
        let names = ["old", "child", "vni", "loop", "run", "unheard of", ""];
        let numbers = names.map(|name| fonts.of_style(name));
        let found = fonts.finish();
        let found = numbers.map(|number| found.get(usize::from(number).wrapping_sub(1)).map(|name| &**name));
        let [vn, vni, arial] = [".VnTime", "VNI-Times", "Arial"].map(Some);
        assert_eq!(found, [vn, vn, vni, arial, arial, arial, arial]);
    }
}
