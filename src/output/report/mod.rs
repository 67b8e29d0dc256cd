//! The bloc report (forms.md §5): `bao-cao-<năm>.docx` in the layout of a document of the Party, and its annexes
//! `bao-cao-<năm>.xlsx`. Every figure comes from one place, [`facts`]; what only a person can write is an open point, on
//! yellow.

mod annexes;
mod facts;
mod grading;
mod guidance;
mod letter;
mod quotas;
mod remarks;
mod reviews;
mod rewards;
mod tables;
mod values;
mod wording;

pub use annexes::annexes;
pub use facts::Facts;

use crate::consolidate::Bloc;
use crate::docx::{self, Block, DocxError, Filled, Paragraph};
use crate::output::workbook::look::Looks;

/// The report's name for a year, without its ending.
pub fn file_stem(year: i32) -> String {
    match year {
        0 => "bao-cao".to_owned(),
        year => format!("bao-cao-{year}"),
    }
}

/// The bytes of the report.
///
/// # Errors
/// The package cannot be made.
pub fn report(bloc: &Bloc) -> Result<Vec<u8>, DocxError> {
    docx::document(&letter::title(bloc.campaign.plan.year), &blocks(&Facts::new(bloc, Looks::unwritten())))
}

/// Whether a file can be a template, before anything else is read.
///
/// # Errors
/// The template is no Word document.
pub fn check_template(template: &[u8]) -> Result<(), DocxError> {
    docx::check(template)
}

/// A committee's own template filled in with the report's figures, sentences and lists.
///
/// # Errors
/// The template is no Word document.
pub fn filled(bloc: &Bloc, template: &[u8]) -> Result<Filled, DocxError> {
    docx::fill(template, &values::values(&Facts::new(bloc, Looks::unwritten())), crate::text::fold::skeleton)
}

/// The text of the report without its looks, a line a paragraph, cells between bars: for tests and for reading aloud.
pub fn plain_text(bloc: &Bloc) -> String {
    let mut text = String::new();
    for block in blocks(&Facts::new(bloc, Looks::unwritten())) {
        match block {
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", paragraph.text())),
            Block::Table(table) => {
                for row in table.rows {
                    let cells: Vec<String> = row
                        .iter()
                        .map(|cell| cell.paragraphs.iter().map(|one| one.text()).collect::<Vec<_>>().join(" "))
                        .collect();
                    text.push_str(&format!("| {} |\n", cells.join(" | ")));
                }
            }
        }
    }
    text
}

fn blocks(facts: &Facts) -> Vec<Block> {
    let mut blocks = letter::opening(facts);
    blocks.extend(guidance::part(facts));
    blocks.extend(reviews::part(facts));
    blocks.extend(grading::part(facts));
    blocks.extend(rewards::part(facts));
    blocks.extend(remarks::part(facts));
    blocks.extend(letter::closing(facts));
    let put_in = |paragraph: &mut Paragraph| {
        paragraph.runs.iter_mut().for_each(|run| run.text = facts.frame.unit.put_into(&run.text));
    };
    for block in &mut blocks {
        match block {
            Block::Paragraph(paragraph) => put_in(paragraph),
            Block::Table(table) => {
                table.rows.iter_mut().flatten().flat_map(|cell| &mut cell.paragraphs).for_each(put_in);
            }
        }
    }
    blocks
}
