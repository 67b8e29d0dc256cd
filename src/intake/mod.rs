//! From cells to typed values and faults: which file is whose ([`folder`]), the plan workbook ([`plan`]), tables and
//! headers ([`layout`]), rows ([`row`]), when a file came ([`received`]). It never judges: it says what was understood
//! and what was not.

pub mod declared;
pub mod file;
pub mod folder;
pub mod layout;
pub mod plan;
pub mod received;
pub mod row;
pub mod rows;
pub mod tables;
pub mod totals;
pub mod value;
pub mod view;

use crate::domain::plan::Plan;
use crate::grid::Limits;

pub use file::{read_file, understand};

/// What reading a file may lean on.
#[derive(Copy, Clone, Default)]
pub struct Context<'a> {
    /// With a plan, tables of unknown branches and of other years are set aside while reading.
    pub plan: Option<&'a Plan>,
    pub passwords: &'a [String],
    pub limits: Limits,
}
