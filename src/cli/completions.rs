//! `tonghop completions` and `tonghop man`: what a shell and `man` need to know of the program, written by clap from the
//! arguments themselves.

use super::arguments::{Arguments, Completions};
use super::screen::result;
use super::stop::{CLEAN, Stop};
use clap::CommandFactory;

/// The headings that the writer of the page puts in English.
const HEADINGS: [(&str, &str); 5] = [
    (".SH NAME", ".SH TÊN"),
    (".SH SYNOPSIS", ".SH \"CÁCH DÙNG\""),
    (".SH DESCRIPTION", ".SH \"MÔ TẢ\""),
    (".SH VERSION", ".SH \"PHIÊN BẢN\""),
    (".SH EXTRA", ".SH \"MÃ THOÁT\""),
];

pub fn run(arguments: &Completions) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "tonghop", &mut script);
    result(&String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

pub fn man() -> Result<u8, Stop> {
    let mut page = Vec::new();
    // Writing into memory does not fail.
    clap_mangen::Man::new(Arguments::command()).render(&mut page).map_err(Stop::Screen)?;
    let page = String::from_utf8_lossy(&page);
    let lines = page.lines().map(|line| {
        let heading = HEADINGS.iter().find(|(english, _)| line == *english);
        heading.map_or(line, |(_, vietnamese)| vietnamese)
    });
    result(&lines.fold(String::new(), |page, line| page + line + "\n"))?;
    Ok(CLEAN)
}
