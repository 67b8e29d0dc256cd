//! The program's end of a worker: starts it, sends it a file, waits for the answer no longer than allowed, and finds out
//! what a dead one died of.

use super::COMMAND;
use super::confine;
use super::wire::{self, Frame, HELLO};
use crate::grid::{Limits, Unreadable, Workbook};
use std::io::Read;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// How long a started worker may take to say that it is one.
const TIME_TO_START: Duration = Duration::from_secs(60);
/// How much of a dead worker's standard error is looked at.
const LAST_WORDS: u64 = 4_096;

/// Every process that was started and may still live; none from the moment on that no more may be started.
static STARTED: Mutex<Option<Vec<Weak<Process>>>> = Mutex::new(Some(Vec::new()));

/// Ends every worker, whatever it is doing, and starts no more: the program stops.
pub(super) fn end_all() {
    let started = STARTED.lock().unwrap_or_else(PoisonError::into_inner).take();
    for process in started.iter().flatten().filter_map(Weak::upgrade) {
        process.end();
    }
}

/// How a worker ended while it had a file.
pub(super) enum Death {
    Memory,
    Processor,
    Clock,
    /// The length announced.
    LongAnswer(u64),
    Crash,
    /// It lives, and what it says cannot be.
    Lie,
}

/// A worker process and the pipes to it. Dropping it ends it.
pub(super) struct Worker {
    process: Arc<Process>,
    requests: ChildStdin,
    answers: ChildStdout,
    complaints: ChildStderr,
    clock: Sender<Order>,
    /// Files it has answered for.
    pub n_read: u32,
}

struct Process {
    child: Mutex<Child>,
    id: u32,
    /// Whether it was ended because its time was up.
    is_late: AtomicBool,
    /// Whether it was ended because it took too much memory.
    is_large: AtomicBool,
}

/// What the thread that watches the clock is told.
enum Order {
    /// For so long at most, and with so many bytes of memory.
    Watch(Duration, u64),
    Rest,
}

impl Worker {
    /// Starts a worker and hears it say that it is one.
    pub fn start(program: &Path) -> Option<Self> {
        let mut command = Command::new(program);
        command.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        confine::without_console(&mut command);
        let mut child = command.spawn().ok()?;
        let (requests, answers, complaints) = (child.stdin.take()?, child.stdout.take()?, child.stderr.take()?);
        let process = Arc::new(Process {
            id: child.id(),
            child: Mutex::new(child),
            is_late: AtomicBool::new(false),
            is_large: AtomicBool::new(false),
        });
        if !process.is_noted() {
            process.end();
            return None;
        }
        let (clock, orders) = channel();
        let watched = process.clone();
        let watch = thread::Builder::new().name("worker's clock".to_owned()).spawn(move || watched.watch(&orders));
        let mut worker = Self { process, requests, answers, complaints, clock, n_read: 0 };
        watch.ok()?;
        worker.order(Order::Watch(TIME_TO_START, u64::MAX));
        let mut hello = [0; HELLO.len()];
        let is_one = worker.answers.read_exact(&mut hello).is_ok() && hello == HELLO;
        worker.order(Order::Rest);
        is_one.then_some(worker)
    }

    /// Sends it a file and waits for the answer; after a death it is of no more use.
    pub fn read(&mut self, bytes: &[u8], limits: &Limits) -> Result<Result<Workbook, Unreadable>, Death> {
        self.order(Order::Watch(Duration::from_secs(limits.worker_wall_seconds), limits.worker_bytes));
        let sent = wire::write_frame(&mut self.requests, &wire::request(limits))
            .and_then(|()| wire::write_frame(&mut self.requests, bytes));
        // One that died while it was being sent the file has no answer, and is asked nothing more.
        let answer = match sent {
            Ok(()) => wire::read_frame(&mut self.answers, limits.worker_answer_bytes),
            Err(_) => Frame::Cut,
        };
        self.order(Order::Rest);
        match answer {
            Frame::Whole(answer) => {
                self.n_read += 1;
                wire::decoded(&answer, limits).ok_or(Death::Lie)
            }
            Frame::TooLong(length) => Err(Death::LongAnswer(length)),
            Frame::Cut => Err(self.cause_of_death()),
        }
    }

    /// The thread that listens lives as long as this worker, so an order always reaches it.
    fn order(&self, order: Order) {
        let _ = self.clock.send(order);
    }

    fn cause_of_death(&mut self) -> Death {
        // One that closed its pipes and lives on is ended here; to one that is dead nothing happens.
        let status = self.process.end();
        if self.process.is_late.load(Ordering::Relaxed) {
            return Death::Clock;
        }
        if self.process.is_large.load(Ordering::Relaxed) {
            return Death::Memory;
        }
        let mut words = Vec::new();
        // Whatever cannot be read is as good as not said.
        let _ = (&mut self.complaints).take(LAST_WORDS).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words);
        // What Rust's standard library says before it gives up for want of memory.
        if words.contains("memory allocation of") {
            return Death::Memory;
        }
        status.map_or(Death::Crash, |status| confine::cause(&status))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It waits for a file or is of no use: nothing is lost.
        self.process.end();
    }
}

impl Process {
    /// Puts the process among those that a stop ends; it comes too late when that has begun.
    fn is_noted(self: &Arc<Self>) -> bool {
        let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(started) = started.as_mut() else { return false };
        started.retain(|other| other.strong_count() > 0);
        started.push(Arc::downgrade(self));
        true
    }

    /// Ends the process, if it has not ended, and gives its exit status.
    fn end(&self) -> Option<std::process::ExitStatus> {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        child.wait().ok()
    }

    /// Ends the process when the time it was given passes before it is told to rest; where the system does not hold it to
    /// its memory, also when it has taken more.
    fn watch(&self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            let Order::Watch(time, bytes) = order else { continue };
            let end = Instant::now() + time;
            loop {
                let left = end.saturating_duration_since(Instant::now());
                let wait = confine::look_every().map_or(left, |look| look.min(left));
                match orders.recv_timeout(wait) {
                    Ok(_) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {}
                }
                let is_late = Instant::now() >= end;
                if is_late || confine::memory_of(self.id).is_some_and(|taken| taken > bytes) {
                    let why = if is_late { &self.is_late } else { &self.is_large };
                    why.store(true, Ordering::Relaxed);
                    self.end();
                    break;
                }
            }
        }
    }
}
