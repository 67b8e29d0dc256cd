//! `tonghop` reads the Excel workbooks that party branches (chi bộ) send back at the end of a year, checks them,
//! merges them, and writes the workbook for the upper committee.
//!
//! The tree reads as the road that a member's row travels:
//!
//! file bytes → [`grid`] (cells with absolute addresses) → [`intake`] (typed values, and faults) → [`rules`]
//! (findings) → [`consolidate`] (every branch in parallel, in plan order) → [`output`] (sheets, JSON) → disk and
//! screen (`cli`), or, for a branch's own check, a page in a browser ([`browser`]).
//!
//! Imports go down only; `tests/house.rs` enforces it:
//!
//! | floor | modules | must not touch |
//! |---|---|---|
//! | 0 | [`domain`], [`text`] | disk, Excel, wording, codes |
//! | 1 | [`grid`], [`book`], [`docx`], [`seal`], [`regulation`] | each other |
//! | 2 | [`intake`], [`rules`] | each other: they are neighbours that never meet |
//! | 3 | [`consolidate`] | screen |
//! | 4 | [`output`], [`redact`] | judging, disk |
//! | 5 | `cli`, [`browser`] | domain decisions |
//!
//! **Invariants.** No row is lost: every data row of every file is merged, set aside and shown, or superseded.
//! Reading never fails: it gives what was understood *and* what was not ([`domain::fault`]). The same inputs give the
//! same bytes, whatever the number of threads, the clock or the order of the folder.

pub mod domain;
pub mod text;

pub mod book;
pub mod docx;
pub mod grid;
pub mod regulation;
#[cfg(not(target_arch = "wasm32"))]
pub mod seal;

pub mod intake;
pub mod rules;

pub mod consolidate;

pub mod output;
#[cfg(not(target_arch = "wasm32"))]
pub mod redact;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;

pub mod browser;
