//! Puts the checker, built as WebAssembly, into its page: `kiem-tra MODULE PAGE`. `.ci/browser` runs it.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::process::ExitCode;
use std::{env, fs, io};
use tonghop::output::page::checker;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [module, page] = &words[..] else {
        eprintln!("kiem-tra MODULE PAGE");
        return ExitCode::from(2);
    };
    match fs::read(module).and_then(|module| fs::write(page, checker::page(&packed(&module)?))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("kiem-tra: {module} into {page}: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Without a name or a time: the same module gives the same page.
fn packed(module: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(module)?;
    packer.finish()
}
