//! A run that is asked to stop (Ctrl-C, a closed window, SIGTERM): what it had begun is removed, earlier outputs stay as
//! they are, and the person is told so. Where the run may be ended without being asked, the next one sweeps.

use super::screen;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// 128 and the number of SIGINT, as shells expect.
const INTERRUPTED: i32 = 130;

/// Files that are there only while the run lasts.
static PASSING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static HEARD: Once = Once::new();

/// From here on requests to stop are answered. Where the system gives no such requests, it ends the run itself.
pub fn listen() {
    HEARD.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            // Held to the end, so that nothing new is begun.
            let passing = passing();
            passing.iter().for_each(|file| drop(std::fs::remove_file(file)));
            screen::complain("Đã dừng theo yêu cầu. Không tệp nào bị ghi dở; tệp kết quả cũ (nếu có) còn nguyên.");
            process::exit(INTERRUPTED);
        });
    });
}

/// Files that a stop must remove, while one is made or comes to its place: no stop comes in between.
pub struct Passing(MutexGuard<'static, BTreeSet<PathBuf>>);

impl Passing {
    pub fn hold() -> Self {
        Self(passing())
    }

    pub fn begins(&mut self, file: &Path) {
        self.0.insert(file.to_owned());
    }

    pub fn ended(&mut self, file: &Path) {
        self.0.remove(file);
    }
}

/// A panic elsewhere leaves the list as it was, so a poisoned lock is used as it is.
fn passing() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    PASSING.lock().unwrap_or_else(PoisonError::into_inner)
}
