//! From cells to typed values and faults: which file is whose ([`folder`]), the plan workbook ([`plan`]), tables and
//! headers ([`layout`]), rows ([`row`]), when a file came ([`received`]). It never judges: it says what was understood
//! and what was not.

pub mod folder;
pub mod layout;
pub mod plan;
pub mod received;
pub mod row;
pub mod value;

use crate::domain::plan::Plan;
use crate::domain::reading::{FileFacts, Reading};
use crate::grid::{Limits, Workbook};

/// What reading a file may lean on.
#[derive(Copy, Clone, Default)]
pub struct Context<'a> {
    /// With a plan, tables of unknown branches and of other years are set aside while reading.
    pub plan: Option<&'a Plan>,
    pub passwords: &'a [String],
    pub limits: Limits,
}

/// Reads one file's bytes: never fails, the reading says what was understood and what was not.
pub fn read_file(bytes: &[u8], facts: FileFacts, context: &Context) -> Reading {
    let _ = (bytes, facts, context);
    unimplemented!()
}

/// Understands a workbook already in cells.
pub fn understand(workbook: &Workbook, facts: FileFacts, context: &Context) -> Reading {
    let _ = (workbook, facts, context);
    unimplemented!()
}
