//! From cells to typed values and faults: which file is whose ([`folder`]), the plan workbook ([`plan`]), tables and
//! headers ([`layout`]), rows ([`row`]), when a file came ([`received`]). It never judges: it says what was understood
//! and what was not.

pub mod consolidated;
pub mod declared;
mod edited;
pub mod file;
pub mod folder;
mod headless;
pub mod layout;
mod legacy;
mod lost_digits;
mod ordinals;
mod panels;
pub mod plan;
pub mod received;
pub mod restored;
mod rolled_up;
pub mod row;
pub mod rows;
pub mod tables;
pub mod totals;
mod uncalculated;
pub mod value;
pub mod view;

use crate::domain::correction::CellEdit;
use crate::domain::plan::Plan;
use crate::domain::reading::{BranchClaim, Owner};
use crate::grid::Limits;
use folder::{BranchIndex, owner_of};

pub use file::{read_file, understand};

/// What reading a file may lean on.
#[derive(Copy, Clone, Default)]
pub struct Context<'a> {
    /// With a plan, tables of unknown branches and of other years are set aside while reading.
    pub plan: Option<&'a Plan>,
    /// The plan's branches laid out for search, made once for all files; without it each table makes its own.
    pub branches: Option<&'a BranchIndex<'a>>,
    /// The branch that the plan's `Sổ nộp` says sent the file: it decides where the file itself names none of the plan.
    pub logged_for: Option<usize>,
    pub passwords: &'a [String],
    pub limits: Limits,
    /// Cells, of whatever file, to be read as another value.
    pub edits: &'a [CellEdit],
}

impl Context<'_> {
    /// Whether a folded name is that of one of the plan's branches.
    fn is_branch(&self, folded: &str) -> bool {
        match (self.branches, self.plan) {
            (Some(branches), _) => branches.is_name(folded),
            (None, Some(plan)) => BranchIndex::of(plan).is_name(folded),
            (None, None) => false,
        }
    }

    /// The branch that claims name, held against the plan; unresolved without one.
    fn owner_of(&self, claims: &[BranchClaim]) -> Owner {
        let owner = match (self.branches, self.plan) {
            (Some(branches), _) => branches.owner_of(claims),
            (None, Some(plan)) => owner_of(claims, plan),
            (None, None) => Owner::Unresolved,
        };
        match (owner, self.logged_for) {
            (Owner::Unknown { .. }, Some(branch)) => Owner::Branch(branch),
            (owner, _) => owner,
        }
    }
}
