//! The checker of a branch's own file as WebAssembly, behind the page `kiem-tra.html`: files in, the page's HTML out. The
//! same reading and rules as `tonghop check FILE`; no disk, no network, no clock. `.ci/browser` builds it.
//!
//! [`abi`] is the door to the page's script; it has no code but for that machine.

#[cfg(target_arch = "wasm32")]
mod abi;

use crate::consolidate::run_given;
use crate::grid::Limits;
use crate::intake::folder::Given;
use crate::output::page::checker;

/// What `kiem-tra.html` shows of files, as HTML with every text escaped. The same files and passwords give the same.
pub fn check(files: &[Given], passwords: &[String]) -> String {
    checker::result(&run_given(files, passwords, Limits::default()))
}
