//! Makes a campaign folder of any size, for `peers.py` and for profiling: `cargo run --release --example
//! generate-campaign -- FOLDER N_FILES N_MEMBERS [N_OTHERS]`. The people are those of the benches: invented, the same for
//! the same size.

#[path = "generated/mod.rs"]
mod generated;

use generated::{Size, make};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).map(|written| written.parse::<usize>());
    let (Some(folder), Some(Ok(n_files)), Some(Ok(n_members)), others) =
        (arguments.first().map(PathBuf::from), number(1), number(2), number(3))
    else {
        return wrong("FOLDER N_FILES N_MEMBERS [N_OTHERS]");
    };
    let Ok(n_others) = others.unwrap_or(Ok(60)) else { return wrong("N_OTHERS is no number") };
    match make(&folder, Size { n_files, n_members, n_others }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => wrong(&error.to_string()),
    }
}

fn wrong(what: &str) -> ExitCode {
    eprintln!("generate-campaign: {what}");
    ExitCode::FAILURE
}
