//! Plain functions of numbers, which are all that a page's script can call: texts and files come and go through the
//! module's memory. A module is used for one check and thrown away, so nothing here is ever set back.
//!
//! For each file: [`room`] for its name, [`name`], [`room`] for its bytes, [`file`]. For each password: [`room`],
//! [`password`]. Then [`check`], and the answer lies at [`answer`].

use crate::intake::folder::Given;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

#[derive(Default)]
struct Desk {
    /// What the script has just written.
    incoming: Vec<u8>,
    name: String,
    files: Vec<Given>,
    passwords: Vec<String>,
    answer: String,
}

static DESK: Mutex<Option<Desk>> = Mutex::new(None);

fn at_desk<T>(act: impl FnOnce(&mut Desk) -> T) -> T {
    let mut desk: MutexGuard<Option<Desk>> = DESK.lock().unwrap_or_else(PoisonError::into_inner);
    act(desk.get_or_insert_default())
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Makes room for so many bytes and says where.
#[expect(unsafe_code, reason = "the script finds functions by their plain names")]
#[unsafe(no_mangle)]
extern "C" fn room(n_bytes: usize) -> *mut u8 {
    at_desk(|desk| {
        desk.incoming = vec![0; n_bytes];
        desk.incoming.as_mut_ptr()
    })
}

/// What was written is the name of the file that comes next.
#[expect(unsafe_code, reason = "the script finds functions by their plain names")]
#[unsafe(no_mangle)]
extern "C" fn name() {
    at_desk(|desk| desk.name = text(std::mem::take(&mut desk.incoming)));
}

/// What was written is a file, last changed so many seconds after 1970; a negative number when that is not known.
#[expect(unsafe_code, reason = "the script finds functions by their plain names")]
#[unsafe(no_mangle)]
extern "C" fn file(modified: f64) {
    at_desk(|desk| {
        let since = Duration::try_from_secs_f64(modified).ok();
        let modified = since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
        let (name, bytes) = (std::mem::take(&mut desk.name), std::mem::take(&mut desk.incoming));
        desk.files.push(Given { name, bytes, modified });
    });
}

/// What was written is a password to try.
#[expect(unsafe_code, reason = "the script finds functions by their plain names")]
#[unsafe(no_mangle)]
extern "C" fn password() {
    at_desk(|desk| desk.passwords.push(text(std::mem::take(&mut desk.incoming))));
}

/// Checks the files; gives the length of the answer in bytes.
#[expect(unsafe_code, reason = "the script finds functions by their plain names")]
#[unsafe(no_mangle)]
extern "C" fn check() -> usize {
    at_desk(|desk| {
        desk.answer = super::check(&desk.files, &desk.passwords);
        desk.answer.len()
    })
}

/// Where the answer lies.
#[expect(unsafe_code, reason = "the script finds functions by their plain names")]
#[unsafe(no_mangle)]
extern "C" fn answer() -> *const u8 {
    at_desk(|desk| desk.answer.as_ptr())
}
