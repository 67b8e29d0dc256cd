//! What a page's styles say that reading needs: fonts, by element and by class, and what is not displayed.

use super::scan::Tag;
use std::collections::BTreeMap;

/// The fonts of a page's own style sheets, by class; and that of all cells.
#[derive(Default)]
pub(super) struct StyleSheet {
    of_class: BTreeMap<String, String>,
    of_cells: Option<String>,
}

impl StyleSheet {
    /// Reads what stands between `<style>` tags. Selectors of more than one class or element are passed over.
    pub fn of(page: &str) -> Self {
        let mut sheet = Self::default();
        let lower = page.to_ascii_lowercase();
        let mut at = 0;
        while let Some(start) = lower[at..].find("<style").map(|start| at + start) {
            let end = lower[start..].find("</style").map_or(page.len(), |end| start + end);
            let inside = page[start..end].split_once('>').map_or("", |(_, inside)| inside);
            inside.split('}').for_each(|rule| sheet.take(rule));
            at = end;
        }
        sheet
    }

    fn take(&mut self, rule: &str) {
        let Some((selectors, declarations)) = rule.split_once('{') else { return };
        let Some(font) = font_in(declarations) else { return };
        for selector in selectors.split(',').map(str::trim) {
            // Behind comment marks and at-rules, the selector is the last word.
            let selector = selector.rsplit(char::is_whitespace).next().unwrap_or_default();
            if selector.eq_ignore_ascii_case("td") {
                self.of_cells = Some(font.clone());
            } else if let Some((_, class)) = selector.rsplit_once('.') {
                self.of_class.insert(class.to_ascii_lowercase(), font.clone());
            }
        }
    }

    /// The font an element says its words have: by its style, its `face`, its class; a cell by what all cells have.
    pub fn font_of(&self, tag: &Tag<'_>) -> Option<String> {
        let own = tag.attribute("style").and_then(|style| font_in(&style));
        let face = || tag.attribute("face").and_then(|faces| first_family(&faces));
        let of_class = || {
            let classes = tag.attribute("class")?;
            classes.split_whitespace().find_map(|class| self.of_class.get(&class.to_ascii_lowercase()).cloned())
        };
        let of_cells = || if tag.is("td") || tag.is("th") { self.of_cells.clone() } else { None };
        own.or_else(face).or_else(of_class).or_else(of_cells)
    }
}

/// Whether an element's own style takes it off the page.
pub(super) fn is_not_displayed(tag: &Tag<'_>) -> bool {
    let style = tag.attribute("style").unwrap_or_default();
    let plain: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
    plain.to_ascii_lowercase().split(';').any(|declaration| declaration == "display:none")
}

fn font_in(declarations: &str) -> Option<String> {
    declarations.split(';').find_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        name.trim().eq_ignore_ascii_case("font-family").then(|| first_family(value)).flatten()
    })
}

fn first_family(families: &str) -> Option<String> {
    let first = families.split(',').next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
    (!first.is_empty()).then(|| first.to_owned())
}
