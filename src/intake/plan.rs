//! The plan workbook, read strictly (forms.md §1, settled 3–6): a mistake in it stops the run.

use crate::domain::plan::Plan;
use crate::grid::Workbook;

/// A mistake in the plan workbook: where, what was found, what is expected. Prints in Vietnamese.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}{}: {found}. {expected}", .sheet, .cell.as_deref().map(|cell| format!(" › {cell}")).unwrap_or_default())]
pub struct PlanError {
    pub sheet: String,
    /// Address such as `B7`; none when a whole sheet or key is missing.
    pub cell: Option<String>,
    /// What was found, quoted as written.
    pub found: String,
    /// What is expected there.
    pub expected: String,
}

/// Reads the plan from its workbook. All mistakes are told at once, in the order they stand.
///
/// # Errors
/// Every mistake found.
pub fn read_plan(workbook: &Workbook, file: &str) -> Result<Plan, Vec<PlanError>> {
    let _ = (workbook, file);
    unimplemented!()
}
