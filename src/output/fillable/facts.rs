//! A sheet of keys and values.

use super::{Field, Kind, Lists, Looks};
use crate::book::{At, Book, BookError, Horizontal, Orientation, Print, Sheet, Style, Value, Vertical};

/// A key with what is known of its value beforehand.
pub struct Fact<'f> {
    pub field: &'f Field,
    pub value: Value<'f>,
    /// Set by the program, not to be changed.
    pub is_fixed: bool,
}

/// Writes the keys in column A from row 1 and the values beside them. Reading takes the first filled cell right of a
/// key for its value, so that explanations stand in notes only, unless `examples` have a column of their own.
pub fn facts(
    name: &str,
    title: (String, String),
    facts: Vec<Fact>,
    examples: Examples,
    lists: &mut Lists,
    book: &mut Book,
) -> Result<(), BookError> {
    let looks = Looks::new();
    let mut sheet = Sheet::new(name)?;
    let key = Style::new().ruled().wrapped().vertical(Vertical::Centre).bold().fill(super::HEADER_FILL);
    let fixed =
        Style::new().ruled().wrapped().ink(super::EXAMPLE_INK).horizontal(Horizontal::Left).vertical(Vertical::Centre);
    let n_facts = facts.len() as u32;
    sheet.widths(match examples {
        Examples::InNotes => vec![36.0, 48.0],
        Examples::Beside => vec![30.0, 40.0, 60.0],
    })?;
    for (row, fact) in (1..).zip(facts) {
        sheet.put(At::new(row, 1), Value::text(&*fact.field.header), &key)?;
        let note = match (examples, fact.field.example) {
            (Examples::InNotes, example) if !example.is_empty() => {
                format!("{}\nVí dụ: {example}", fact.field.note())
            }
            _ => fact.field.note(),
        };
        sheet.note(At::new(row, 1), &note)?;
        let at = At::new(row, 2);
        let look = if fact.is_fixed { &fixed } else { looks.of(fact.field.kind) };
        sheet.put(at, fact.value, look)?;
        if let (Kind::Choice(list), false) = (fact.field.kind, fact.is_fixed) {
            lists.offer(&mut sheet, (at, at), list, book)?;
        }
        if examples == Examples::Beside {
            let example = match fact.field.example {
                "" => fact.field.about.to_owned(),
                example => format!("{} Ví dụ: {example}", fact.field.about),
            };
            sheet.put(At::new(row, 3), Value::text(example), &looks.example)?;
        }
    }
    sheet.freeze_at(At::new(1, 2))?;
    sheet.protect_above(n_facts + 1)?;
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: None,
        title: Some(title),
        repeated_columns: 0,
        last_cell: Some(At::new(n_facts, if examples == Examples::Beside { 3 } else { 2 })),
    })?;
    book.push(sheet)
}

/// Where a key's example is shown.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Examples {
    InNotes,
    /// In a third column, as `Ví dụ: …`.
    Beside,
}
