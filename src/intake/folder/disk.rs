//! The touches of the disk that a run makes, each counted before it happens. In builds for tests the N-th can be made to
//! fail, or to be the last thing the process does, asked to stop or not; in other builds counting is nothing.

use std::fs::{self, File, ReadDir};
use std::io::{self, Read};
use std::path::Path;

/// What is about to happen.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Step {
    List,
    Open,
    Read,
    Create,
    Write,
    Flush,
    Rename,
}

/// More than any text is long that a person writes for this program.
const MAX_TEXT_BYTES: u64 = 4_000_000;

/// A whole file that the person running the program named or made: a plan, a list, an earlier output.
///
/// # Errors
/// It is no file (a device has no end), or as [`fs::read`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let facts = fs::metadata(path)?;
    if !facts.is_file() {
        let kind = if facts.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
        return Err(kind.into());
    }
    let mut bytes = Vec::new();
    read_to_end(open(path)?, &mut bytes)?;
    Ok(bytes)
}

/// A short text in UTF-8; a pipe will do, as shells make them for secrets.
///
/// # Errors
/// As [`fs::read_to_string`]; also when it is longer than such texts are.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    read_to_end(open(path)?.take(MAX_TEXT_BYTES + 1), &mut bytes)?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

pub(super) fn list(path: &Path) -> io::Result<ReadDir> {
    step(Step::List)?;
    fs::read_dir(path)
}

pub(super) fn open(path: &Path) -> io::Result<File> {
    step(Step::Open)?;
    File::open(path)
}

pub(super) fn read_to_end(mut from: impl Read, bytes: &mut Vec<u8>) -> io::Result<usize> {
    step(Step::Read)?;
    from.read_to_end(bytes)
}

#[cfg(not(debug_assertions))]
#[inline]
/// Counts a step.
///
/// # Errors
/// None in this build.
pub fn step(_: Step) -> io::Result<()> {
    Ok(())
}

#[cfg(debug_assertions)]
pub use seam::step;

#[cfg(debug_assertions)]
mod seam {
    use super::Step;
    use std::io::{self, Write};
    use std::process::{self, Command};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[derive(Copy, Clone, PartialEq, Eq)]
    enum How {
        Fail,
        Kill,
        Stop(&'static str),
        Panic,
    }

    /// Counts a step. `TONGHOP_DISK_SEAM` may say `fail 7`: the seventh fails; or `kill 7`: the process ends there as if its
    /// plug were pulled; `term 7` and `int 7`: it is asked to stop there; `panic 7`: a mistake of the program comes to light.
    /// That it happened is said on standard error.
    ///
    /// # Errors
    /// The step that was asked to fail.
    pub fn step(step: Step) -> io::Result<()> {
        static ASKED: OnceLock<Option<(How, u64)>> = OnceLock::new();
        static N_STEPS: AtomicU64 = AtomicU64::new(0);
        let Some((how, at)) = *ASKED.get_or_init(asked) else { return Ok(()) };
        if N_STEPS.fetch_add(1, Ordering::Relaxed) + 1 != at {
            return Ok(());
        }
        let _ = writeln!(io::stderr(), "disk seam: {step:?} {at}");
        match how {
            How::Fail => {}
            How::Kill => process::abort(),
            How::Panic => std::panic::panic_any("Nguyễn Văn Ấn: Hoàn thành xuất sắc nhiệm vụ"),
            How::Stop(signal) => {
                let _ = Command::new("kill").args(["-s", signal, &process::id().to_string()]).status();
                // Here the run stands still until the answer to the request ends it.
                loop {
                    std::thread::park();
                }
            }
        }
        Err(match step {
            Step::Create | Step::Write => io::ErrorKind::StorageFull.into(),
            Step::Rename => io::ErrorKind::PermissionDenied.into(),
            Step::List | Step::Open | Step::Read | Step::Flush => io::Error::other("input/output error"),
        })
    }

    fn asked() -> Option<(How, u64)> {
        let asked = std::env::var("TONGHOP_DISK_SEAM").ok()?;
        let (how, at) = asked.split_once(' ')?;
        let how = match how {
            "kill" => How::Kill,
            "term" => How::Stop("TERM"),
            "int" => How::Stop("INT"),
            "panic" => How::Panic,
            _ => How::Fail,
        };
        Some((how, at.parse().ok()?))
    }
}
