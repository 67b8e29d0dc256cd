//! A run that is asked to stop (Ctrl-C, a closed window, SIGTERM): what it had begun is removed, earlier outputs stay as
//! they are, no process of ours goes on, and the person is told so. Where the run may be ended without being asked, the
//! next one sweeps.

use super::{journal, screen};
use crate::grid::worker;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// 128 and the number of SIGINT, as shells expect.
const INTERRUPTED: i32 = 130;

/// Files and folders that are there only while the run lasts.
static PASSING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static HEARD: Once = Once::new();

/// From here on requests to stop are answered. Where the system gives no such requests, it ends the run itself.
pub fn listen() {
    HEARD.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            // Held to the end, so that nothing new is begun.
            let passing = passing();
            worker::end_all();
            passing.iter().for_each(|path| remove(path));
            journal::line(&format!("dừng theo yêu cầu, mã thoát {INTERRUPTED}"));
            screen::complain("Đã dừng theo yêu cầu. Không tệp nào bị ghi dở; tệp kết quả cũ (nếu có) còn nguyên.");
            process::exit(INTERRUPTED);
        });
    });
}

fn remove(path: &Path) {
    // Nothing can be done where the system refuses; what is left has a name that the next run knows.
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

/// What a stop must remove, while one is made or comes to its place: no stop comes in between.
pub struct Passing(MutexGuard<'static, BTreeSet<PathBuf>>);

impl Passing {
    pub fn hold() -> Self {
        Self(passing())
    }

    pub fn begins(&mut self, path: &Path) {
        self.0.insert(path.to_owned());
    }

    pub fn ended(&mut self, path: &Path) {
        self.0.remove(path);
    }
}

/// A panic elsewhere leaves the list as it was, so a poisoned lock is used as it is.
fn passing() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    PASSING.lock().unwrap_or_else(PoisonError::into_inner)
}
