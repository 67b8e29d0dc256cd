//! The command line: one file per command, arguments, screen, progress (the only user of indicatif), saving. Commands
//! only compose the floors below.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program on its arguments (the first is the program's own name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let _ = arguments.into_iter();
    unimplemented!()
}
