//! Rows to records: a member ([`person`]), a member of staff, a collective ([`group`]) or a proposal ([`reward`]), each
//! value with the cell it came from, and a fault for each cell that could not be understood.

pub mod cells;
pub mod codes;
mod ditto;
pub mod everybody;
pub mod group;
mod joint;
pub mod person;
pub mod reward;
pub mod score;
