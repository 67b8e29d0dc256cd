//! Worker processes: where a parser that is not our own meets a file that anybody may have mailed.
//!
//! A worker is this very program, started with the hidden command [`COMMAND`]. It is given one file after another over a
//! pipe and answers with plain cells, and it is held to a memory limit, processor time and a clock ([`crate::grid::Limits`]). It
//! starts when the first file that needs one comes, is kept for the next, and has one file at a time: whoever waits for
//! its answer knows which file killed it. That file is an error of its own, the worker is replaced, the others are read.
//!
//! Only what reaches calamine goes there (.xls, .xlsb). The other formats are read by our own code in one pass, every
//! step of which is counted against a limit before it is taken.
//!
//! Where processes cannot be started at all, files are read in this process behind the same guards, and
//! [`is_without_workers`] says so.

mod child;
mod confine;
mod parent;
#[cfg(debug_assertions)]
mod seam;
mod wire;

use super::{LimitKind, Limits, Unreadable, Workbook, damaged, over, read_in_place};
use parent::{Death, Worker};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

pub use child::serve;

/// The hidden command by which the program becomes a worker.
pub const COMMAND: &str = "__worker";

/// Workers that wait for a file.
static IDLE: Mutex<Vec<Worker>> = Mutex::new(Vec::new());
/// Whether this process is the program itself, which answers to [`COMMAND`].
static IS_THE_PROGRAM: AtomicBool = AtomicBool::new(false);
/// Whether a worker could not be started.
static IS_WITHOUT: AtomicBool = AtomicBool::new(false);

/// Says that this process is the program itself: workers are started from its own executable. Otherwise they are started
/// from the program that Cargo built beside a test or a bench, where there is one.
pub fn this_is_the_program() {
    IS_THE_PROGRAM.store(true, Ordering::Relaxed);
}

/// Whether workers were needed and could not be started, so that files were read in this process.
pub fn is_without_workers() -> bool {
    IS_WITHOUT.load(Ordering::Relaxed)
}

/// Ends the workers that wait for a file: the reading is over.
pub fn dismiss() {
    idle(std::mem::take);
}

/// Ends all workers, those too that are busy: the program stops before its end.
pub fn end_all() {
    parent::end_all();
}

/// Reads, in a worker, a file of a format that is not parsed by our own code.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    loop {
        let Some(mut worker) = worker() else { return read_in_place(bytes, limits) };
        let was_used = worker.n_read > 0;
        match worker.read(bytes, limits) {
            Ok(answer) => {
                idle(|workers| workers.push(worker));
                return answer;
            }
            // What it read before may have left it weak, or it was ended while nobody looked: the file is judged by what
            // it does to a fresh one.
            Err(Death::Memory | Death::Crash) if was_used => {}
            Err(death) => return Err(because_of(death, limits)),
        }
    }
}

fn because_of(death: Death, limits: &Limits) -> Unreadable {
    let at_the_limit = |limit, allowed| over(limit, allowed, allowed);
    match death {
        Death::Memory => at_the_limit(LimitKind::Memory, limits.worker_bytes),
        Death::Processor => at_the_limit(LimitKind::ProcessorSeconds, limits.worker_cpu_seconds),
        Death::Clock => at_the_limit(LimitKind::WallSeconds, limits.worker_wall_seconds),
        // More than any machine holds is no figure.
        Death::LongAnswer(figure) if figure > 1 << 40 => {
            at_the_limit(LimitKind::AnswerBytes, limits.worker_answer_bytes)
        }
        Death::LongAnswer(figure) => over(LimitKind::AnswerBytes, figure, limits.worker_answer_bytes),
        Death::Crash => damaged("the reading process crashed"),
        Death::Lie => damaged("the reading process gave an answer that does not hold"),
    }
}

/// A worker that waits for a file, or a new one; none when there cannot be any.
fn worker() -> Option<Worker> {
    if let Some(worker) = idle(Vec::pop) {
        return Some(worker);
    }
    if is_without_workers() {
        return None;
    }
    #[cfg(debug_assertions)]
    if seam::is("none") {
        IS_WITHOUT.store(true, Ordering::Relaxed);
        return None;
    }
    let worker = Worker::start(&program()?);
    if worker.is_none() {
        IS_WITHOUT.store(true, Ordering::Relaxed);
    }
    worker
}

/// The executable that answers to [`COMMAND`].
fn program() -> Option<PathBuf> {
    if IS_THE_PROGRAM.load(Ordering::Relaxed) {
        // The file of this process itself, even if another was put in its place since.
        let own = PathBuf::from("/proc/self/exe");
        return if cfg!(target_os = "linux") && own.exists() { Some(own) } else { std::env::current_exe().ok() };
    }
    static BUILT_BESIDE: OnceLock<Option<PathBuf>> = OnceLock::new();
    BUILT_BESIDE.get_or_init(built_beside).clone()
}

/// `target/debug/tonghop` for `target/debug/deps/formats-0123…`. Unit tests run before it is built, and go without.
fn built_beside() -> Option<PathBuf> {
    if cfg!(test) {
        return None;
    }
    let folder = std::env::current_exe().ok()?.parent()?.to_owned();
    let program = folder.parent()?.join(format!("tonghop{}", std::env::consts::EXE_SUFFIX));
    (folder.ends_with("deps") && program.is_file()).then_some(program)
}

/// A panic elsewhere leaves the list as it was, so a poisoned lock is used as it is.
fn idle<T>(act: impl FnOnce(&mut Vec<Worker>) -> T) -> T {
    act(&mut IDLE.lock().unwrap_or_else(PoisonError::into_inner))
}
