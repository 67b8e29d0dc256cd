//! Text as Vietnamese offices write it: text for print ([`clean`]), comparison keys ([`fold`]), near misses
//! ([`likeness`]), and text from before Unicode ([`legacy`]); [`memo`] remembers. What gets printed is never folded.

pub mod clean;
pub mod compose;
pub mod fold;
pub mod legacy;
mod letters;
pub mod likeness;
pub mod memo;
mod syllable;
