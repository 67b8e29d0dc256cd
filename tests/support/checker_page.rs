//! Puts the checker, built as WebAssembly, into its page: `kiem-tra MODULE PAGE`. `.ci/browser` runs it.

use std::process::ExitCode;
use std::{env, fs};
use tonghop::output::page::checker;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [module, page] = &words[..] else {
        eprintln!("kiem-tra MODULE PAGE");
        return ExitCode::from(2);
    };
    match fs::read(module).and_then(|module| fs::write(page, checker::page(&module))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("kiem-tra: {module} into {page}: {why}");
            ExitCode::FAILURE
        }
    }
}
