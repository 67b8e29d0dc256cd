//! Makes the sample campaigns: `cargo run --example make-samples [FOLDER]` writes `2021/` and `sach/` into FOLDER, or
//! into this repository's `samples/`. All people are invented from fixed seeds and every workbook carries a fixed date,
//! so each run gives the same bytes; only the files saved again by LibreOffice differ in the time LibreOffice stamps
//! into them. The committed ones were saved by LibreOffice 7.4.7.2; where there is no `soffice`, they are left as our own
//! writer wrote them.
//!
//! Beside each campaign stands `MONG-DOI.md`: every mistake planted, with the code it must raise and the cell.

mod broken;
mod campaign;
mod clean;
mod committee;
mod forms;
mod ink;
mod layouts;
mod libreoffice;
mod people;
mod plan;
mod returns;
mod truth;

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let beside_this_program = || Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let folder = std::env::args_os().nth(1).map_or_else(beside_this_program, PathBuf::from);
    committee::make(&folder.join("2021"))?;
    clean::make(&folder.join("sach"))?;
    Ok(())
}
