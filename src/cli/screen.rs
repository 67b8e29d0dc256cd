//! All printing: the result on standard output, everything else on standard error.

use super::console;
use super::stop::Stop;
use crate::output::columns::SCREEN;
use crate::output::ink::{Ink, Paper};
use std::env;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Whether the person wants to be told of more than the result.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Talk {
    Told,
    /// `--quiet`
    Silent,
}

/// How wide a terminal is taken to be at most: longer lines are tiring to read.
const WIDEST: usize = 100;

/// What standard output is: a terminal shows colour, unless its owner does not want any (`NO_COLOR`, `TERM=dumb`), and
/// has a width; a file or a pipe is plain.
pub fn paper() -> Paper {
    let out = std::io::stdout();
    if !out.is_terminal() {
        return Paper::PLAIN;
    }
    let is_unwanted =
        env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is_dumb() || !console::shows_colour();
    let ink = if is_unwanted { Ink::Plain } else { Ink::Coloured };
    let width = terminal_size::terminal_size_of(out).map_or(SCREEN, |(width, _)| usize::from(width.0));
    Paper { ink, width: Some(width.clamp(40, WIDEST)) }
}

/// Whether the terminal says of itself that it knows no escape sequences.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}

/// Prints the result. A reader that went away (`| head`) is no trouble.
pub fn result(text: &str) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => Err(Stop::Screen(cause)),
        _ => Ok(()),
    }
}

/// Says something beside the result, unless silent.
pub fn aside(talk: Talk, text: &str) {
    if talk == Talk::Told {
        complain(text);
    }
}

/// Says why the program stops. Nothing can be done when standard error itself is gone.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", printable(text));
}

/// Says where an output is.
pub fn written(output: &Path) -> String {
    format!("Đã ghi: {}", printable(&output.display().to_string()))
}

/// Without what could move the cursor or colour the screen: paths come from other people's folders.
pub fn printable(text: &str) -> String {
    text.chars().filter(|&letter| letter == '\n' || !(letter.is_control() || turns_the_line(letter))).collect()
}

/// Marks that make letters after them run the other way.
fn turns_the_line(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
