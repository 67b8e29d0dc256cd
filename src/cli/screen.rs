//! All printing: the result on standard output, everything else on standard error.

use super::stop::Stop;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Whether the person wants to be told of more than the result.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Talk {
    Told,
    /// `--quiet`
    Silent,
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
