//! Text as Vietnamese offices write it: comparison keys ([`fold`]) and near misses ([`likeness`]). What gets printed is
//! never folded.

pub mod fold;
pub mod likeness;
