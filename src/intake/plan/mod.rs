//! The plan workbook, read strictly (forms.md §1, settled 3–6): a mistake in it stops the run. One file per sheet;
//! what they share — finding the sheet, the header row, a cell's value or the complaint about it — is in [`sheet`],
//! [`table`] and [`cell`]. Knows nothing of returns.

mod branches;
mod cell;
mod collectives;
mod decisions;
mod general;
mod log;
mod remarks;
mod roster;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use crate::domain::plan::Plan;
use crate::grid::{Cell, Row, Sheet, Value, Workbook};
use crate::intake::folder::sha256_hex;
use crate::text::fold::fold;
use remarks::Remarks;
use sheet::{KnownSheet, PlanSheet, PlanSheets};
use std::collections::BTreeMap;

/// A mistake in the plan workbook: where, what was found, what is expected. Prints in Vietnamese:
/// “Chi bộ › A7: mã chi bộ “CB03” đã có ở A5. Mỗi chi bộ cần một mã riêng.”
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}{}: {found}. {expected}", .sheet, .cell.as_deref().map(|cell| format!(" › {cell}")).unwrap_or_default())]
pub struct PlanError {
    pub sheet: String,
    /// Address such as `B7`; none when a whole sheet or key is missing.
    pub cell: Option<String>,
    /// What was found, quoted as written, without a full stop.
    pub found: String,
    /// What is expected there: a whole sentence.
    pub expected: String,
}

/// Reads the plan from its workbook; `file` is the name it goes by in [`Plan::file`]. All mistakes are told at once, in
/// the order they stand.
///
/// # Errors
/// Every mistake found.
pub fn read_plan(workbook: &Workbook, file: &str) -> Result<Plan, Vec<PlanError>> {
    let mut remarks = Remarks::default();
    let sheets = PlanSheets::of(workbook, &mut remarks);

    let mut plan = Plan { file: Some(file.to_owned()), ..Plan::default() };
    match sheets.get(KnownSheet::General) {
        Some(sheet) => general::read(sheet, &mut plan, &mut remarks),
        None => sheets.complain_missing(KnownSheet::General, &mut remarks),
    }
    match sheets.get(KnownSheet::Branches) {
        Some(sheet) => plan.branches = branches::read(sheet, &mut remarks),
        None => sheets.complain_missing(KnownSheet::Branches, &mut remarks),
    }
    let codes = branches::Codes::of(&plan.branches);
    if let Some(sheet) = sheets.get(KnownSheet::Roster) {
        plan.roster = roster::read(sheet, plan.year, &codes, &mut remarks);
    }
    if let Some(sheet) = sheets.get(KnownSheet::Collectives) {
        plan.collectives = collectives::read(sheet, &codes, &mut remarks);
    }
    if let Some(sheet) = sheets.get(KnownSheet::Log) {
        plan.log = log::read(sheet, &codes, &mut remarks);
    }
    if let Some(sheet) = sheets.get(KnownSheet::Decisions) {
        plan.decisions = decisions::read(sheet, &mut remarks);
    }
    one_spelling_a_group(&mut plan);
    let (errors, unknown_parts) = remarks.in_order();
    if !errors.is_empty() {
        return Err(errors);
    }
    plan.unknown_parts = unknown_parts;
    plan.fingerprint = fingerprint(&plan);
    Ok(plan)
}

/// A group is called as it is first written: “Khối A” and “khối a”, “Thuỷ lợi” and “Thủy lợi” are one, for whoever reads
/// the plan and for the formulas that count by the name.
fn one_spelling_a_group(plan: &mut Plan) {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let of_branches = plan.branches.iter_mut().filter_map(|branch| branch.group.as_mut());
    let of_collectives = plan.collectives.iter_mut().filter_map(|collective| collective.group.as_mut());
    for group in of_branches.chain(of_collectives) {
        group.clone_from(first.entry(fold(group)).or_insert_with(|| group.clone()));
    }
}

/// The plan's general part from key and value lines that repeat it elsewhere (the sheet `Đối soát`). A value that is none
/// is left out.
pub fn read_general(keys: &[(String, String)]) -> Plan {
    let cell = |column: u16, text: &str| Cell { column, font: 0, value: Value::Text(text.into()) };
    let row = |(number, (key, value)): (u32, &(String, String))| Row {
        number,
        is_hidden: false,
        cells: vec![cell(1, key), cell(2, value)],
    };
    let sheet = Sheet { rows: (1..).zip(keys).map(row).collect(), ..Sheet::default() };
    let mut plan = Plan::default();
    general::read(PlanSheet { index: 0, sheet: &sheet }, &mut plan, &mut Remarks::default());
    plan
}

/// Twelve hexadecimal digits over what a branch's form is made from: the year, the branches, the people on the roster.
/// The order of rows does not matter, nor do deadlines and settings.
fn fingerprint(plan: &Plan) -> String {
    let mut lines: Vec<String> =
        plan.branches.iter().map(|branch| format!("branch\t{}\t{}", branch.code, branch.name)).collect();
    lines.extend(plan.roster.iter().map(|person| {
        let branch = &plan.branches[person.branch].code;
        match &person.card_no {
            Some(card_no) => format!("person\t{branch}\t{card_no}"),
            None => {
                format!("person\t{branch}\t{}\t{}", person.name, person.born.map(|born| born.iso()).unwrap_or_default())
            }
        }
    }));
    lines.sort();
    lines.insert(0, format!("year\t{}", plan.year));
    let mut digest = sha256_hex(lines.join("\n").as_bytes());
    digest.truncate(12);
    digest
}
