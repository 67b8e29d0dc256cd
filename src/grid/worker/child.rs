//! The worker's own end: takes a file from standard input, reads it under the limits that came with it, answers on
//! standard output, and waits for the next. Ends when its input does.

use super::confine;
use super::wire::{self, Frame, HELLO};
use crate::grid::{Limits, Unreadable, Workbook, damaged, read_in_place};
use std::io::{self, Read, Write};
use std::panic;
use std::process::ExitCode;

/// Works until the program that started it has no more files.
pub fn serve() -> ExitCode {
    // A panic's text may hold a person's row.
    panic::set_hook(Box::new(|_| {}));
    let served = serve_between(&mut io::stdin().lock(), &mut io::stdout().lock());
    if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn serve_between(requests: &mut impl Read, answers: &mut impl Write) -> io::Result<()> {
    answers.write_all(HELLO)?;
    answers.flush()?;
    loop {
        let Frame::Whole(request) = wire::read_frame(requests, 1_000) else { return Ok(()) };
        let Some(limits) = wire::limits_of(&request) else { return Err(io::ErrorKind::InvalidData.into()) };
        confine::for_one_file(&limits);
        // A decrypted workbook may be a little longer than its file was.
        let Frame::Whole(bytes) = wire::read_frame(requests, limits.file_bytes.saturating_mul(2)) else {
            return Ok(());
        };
        let answer = wire::encoded(&read(&bytes, &limits));
        drop(bytes);
        wire::write_frame(answers, &answer)?;
    }
}

fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    #[cfg(debug_assertions)]
    super::seam::act_on(bytes);
    panic::catch_unwind(|| read_in_place(bytes, limits)).unwrap_or_else(|_| Err(damaged("panic")))
}
