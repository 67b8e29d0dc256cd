//! Texts of old encodings in a workbook become Unicode before anything is looked for in it, headers and letterheads
//! too. Two signals decide: the cell's font where the format tells it, and the letters. A text is replaced when both
//! agree, when the whole file plainly is of the encoding, or when the way back is exact; a stray name with one signal
//! stays as written, and is said.

use super::value::name::looks_like_name;
use crate::domain::fault::{Fault, FaultKind, Normalised};
use crate::domain::member::PersonName;
use crate::domain::place::CellAt;
use crate::domain::reading::Reading;
use crate::domain::text::Text;
use crate::grid::{Value, Workbook};
use crate::text::fold::clean_report;
use crate::text::legacy::{Encoding, Letters, Weight, decode, may_be_legacy, recognised, weigh};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A workbook with its texts in Unicode, and what was done to which cell.
pub(super) struct Decoded {
    pub workbook: Workbook,
    changes: Vec<Change>,
}

/// One cell whose text is of an old encoding.
struct Change {
    sheet: Arc<str>,
    at: CellAt,
    encoding: Encoding,
    written: Arc<str>,
    text: String,
    /// Whether the text was put in place.
    is_certain: bool,
}

/// The workbook decoded; none when nothing in it speaks for an old encoding.
pub(super) fn decoded(workbook: &Workbook) -> Option<Decoded> {
    let evidence = Evidence::of(workbook);
    if evidence.n_recognised.is_empty() {
        return None;
    }
    let mut changes = Vec::new();
    let mut decoded = workbook.clone();
    for sheet in &mut decoded.sheets {
        for row in &mut sheet.rows {
            for cell in &mut row.cells {
                let Value::Text(written) = &cell.value else { continue };
                if !may_be_legacy(written) {
                    continue;
                }
                let font = evidence.of_fonts.get(usize::from(cell.font)).and_then(Option::as_ref);
                let Some((encoding, text, certainty)) = evidence.judge(written, font) else { continue };
                let is_certain = certainty == Certainty::Certain;
                let at = CellAt::new(row.number, cell.column);
                let (sheet, written) = (sheet.name.clone(), written.clone());
                if is_certain {
                    cell.value = Value::Text(Arc::from(text.as_str()));
                }
                changes.push(Change { sheet, at, encoding, written, text, is_certain });
            }
        }
    }
    Some(Decoded { workbook: decoded, changes })
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Certainty {
    Certain,
    Undecided,
}

/// What a font stands for, and whether the cells in it bear it out.
struct OfFont {
    encoding: Encoding,
    letters: Letters,
    n_for: u32,
    /// Texts in the font with letters that only Unicode has: people paste those into old cells.
    n_unicode: u32,
}

impl OfFont {
    fn is_borne_out(&self) -> bool {
        self.n_for >= 2 && self.n_for > 2 * self.n_unicode
    }
}

/// What all texts of a workbook say together.
struct Evidence {
    n_recognised: BTreeMap<Encoding, u32>,
    /// The encoding nearly all texts with other than plain letters are of.
    whole: Option<Encoding>,
    /// By the number that cells give as their font.
    of_fonts: Vec<Option<OfFont>>,
}

impl Evidence {
    fn of(workbook: &Workbook) -> Self {
        let of_font = |name: &Arc<str>| {
            let (encoding, letters) = Encoding::of_font(name)?;
            Some(OfFont { encoding, letters, n_for: 0, n_unicode: 0 })
        };
        let mut evidence = Self {
            n_recognised: BTreeMap::new(),
            whole: None,
            of_fonts: std::iter::once(None).chain(workbook.fonts.iter().map(of_font)).collect(),
        };
        let mut n_unicode = 0;
        let cells = workbook.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        for cell in cells {
            let Value::Text(text) = &cell.value else { continue };
            let font = evidence.of_fonts.get_mut(usize::from(cell.font)).and_then(Option::as_mut);
            if !may_be_legacy(text) {
                if !text.is_ascii() {
                    n_unicode += 1;
                    if let Some(font) = font {
                        font.n_unicode += 1;
                    }
                }
                continue;
            }
            let Some((encoding, _, weight)) = recognised(text) else { continue };
            if let Some(font) = font.filter(|font| font.encoding == encoding) {
                font.n_for += 1;
            }
            // A single word is a weak witness of what the whole file is.
            *evidence.n_recognised.entry(encoding).or_default() += weight.n_for.min(2);
        }
        let n_all: u32 = evidence.n_recognised.values().sum();
        let leading = evidence.n_recognised.iter().max_by_key(|(_, n)| **n).map(|(encoding, n)| (*encoding, *n));
        evidence.whole = leading
            .filter(|(encoding, n)| {
                *encoding != Encoding::Utf8 && *n >= 6 && 10 * n >= 9 * n_all && *n >= 8 * n_unicode
            })
            .map(|(encoding, _)| encoding);
        evidence
    }

    /// What a text is, and how sure that is; none for text that is what it seems.
    fn judge(&self, written: &str, font: Option<&OfFont>) -> Option<(Encoding, String, Certainty)> {
        if let Some(font) = font
            && let Some(text) = decode(written, font.encoding).filter(|text| text != written)
        {
            let weight = weigh(written, &text);
            if weight.is_clear() || font.is_borne_out() && weight.n_for >= weight.n_against {
                let text = match font.letters {
                    Letters::AsWritten => text,
                    Letters::Capital => text.to_uppercase(),
                };
                return Some((font.encoding, text, Certainty::Certain));
            }
        }
        if let Some(encoding) = self.whole
            && let Some(text) = decode(written, encoding).filter(|text| text != written)
        {
            let Weight { n_for, n_against } = weigh(written, &text);
            let is_certain = n_for >= n_against;
            return Some((encoding, text, if is_certain { Certainty::Certain } else { Certainty::Undecided }));
        }
        let (encoding, text, weight) = recognised(written)?;
        // One signal only: enough for words that are held against lists anyway, not for somebody's name.
        let is_enough = encoding == Encoding::Utf8 || weight.n_for >= 2 && !looks_like_name(&text);
        Some((encoding, text, if is_enough { Certainty::Certain } else { Certainty::Undecided }))
    }
}

/// C309 for every cell, with the table and the person it stands in.
pub(super) fn report(decoded: &Decoded, reading: &mut Reading) {
    for change in &decoded.changes {
        let kind = FaultKind::LegacyEncoding {
            encoding: change.encoding.name(),
            written: change.written.to_string(),
            decoded: change.text.clone(),
            certain: change.is_certain,
        };
        let mut fault = Fault::of_cell(kind, &change.sheet, change.at);
        // The header tells the rows that a table may reach to; what stands above the first belongs to none.
        let above = |row: u32| row <= change.at.row;
        let table = (0_u32..)
            .zip(&reading.tables)
            .filter(|(_, table)| table.sheet == change.sheet && above(table.header_rows.0))
            .max_by_key(|(_, table)| table.header_rows.0);
        fault.table = table.map(|(index, _)| index);
        // No word of a name is quoted where no column says what it is.
        if looks_like_name(&change.text) {
            fault.subject = Some(change.text.clone());
        }
        reading.faults.push(fault);
    }
    keep_undecided(decoded, reading);
}

/// Names that stay in the old encoding stay whole: what looks like an invisible mark in them is a letter there (U+00AD is
/// “ư” in TCVN3), so it is neither taken out nor reported as taken out.
fn keep_undecided(decoded: &Decoded, reading: &mut Reading) {
    let kept: BTreeMap<(&str, CellAt), &str> = decoded
        .changes
        .iter()
        .filter(|change| !change.is_certain && clean_report(&change.written).1.contains(&Normalised::Invisible))
        .map(|change| ((&*change.sheet, change.at), &*change.written))
        .collect();
    if kept.is_empty() {
        return;
    }
    for member in &mut reading.members {
        if let Some(written) = kept.get(&(&*member.source.sheet, member.name.at)) {
            member.name.value = PersonName::new(written, Text::from(written.trim()));
        }
    }
    for one in &mut reading.staff {
        if let Some(written) = kept.get(&(&*one.source.sheet, one.name.at)) {
            one.name.value = PersonName::new(written, Text::from(written.trim()));
        }
    }
    let n_kept = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    reading.faults.retain_mut(|fault| match &mut fault.kind {
        FaultKind::NormalisedText { how: Normalised::Invisible, n } => {
            *n = n.saturating_sub(n_kept);
            *n > 0
        }
        _ => true,
    });
}
