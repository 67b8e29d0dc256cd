//! Text as Vietnamese offices write it: text for print ([`clean`]), comparison keys ([`fold`]) and near misses
//! ([`likeness`]); [`memo`] remembers. What gets printed is never folded.

pub mod clean;
pub mod fold;
mod letters;
pub mod likeness;
pub mod memo;
