//! What the tests of the pool need: a worker that misbehaves when it is told to. Only in builds for tests, and only where
//! `TONGHOP_WORKER_SEAM` is set; then the last bytes of a file say how.

use std::io::{self, Write};

/// Whether the test wants this machine to be one of this kind: `none`, where no process can be started; `watch`, where the
/// system does not hold processes to their memory.
pub(super) fn is(kind: &str) -> bool {
    std::env::var_os("TONGHOP_WORKER_SEAM").is_some_and(|seam| seam == kind)
}

/// Misbehaves if the file asks for it.
pub(super) fn act_on(bytes: &[u8]) {
    if std::env::var_os("TONGHOP_WORKER_SEAM").is_none() {
        return;
    }
    let asks = |word: &str| bytes.ends_with(word.as_bytes());
    if asks("<abort>") {
        std::process::abort();
    } else if asks("<panic>") {
        std::panic::panic_any("asked to");
    } else if asks("<overflow>") {
        std::process::exit(i32::from(deeper(0) == 1));
    } else if asks("<loop>") {
        loop {
            std::hint::spin_loop();
        }
    } else if asks("<sleep>") {
        loop {
            std::thread::park();
        }
    } else if asks("<leak>") {
        let mut kept = Vec::new();
        loop {
            kept.push(vec![1_u8; 10_000_000]);
        }
    } else if asks("<hoard>") {
        let kept = vec![1_u8; 300_000_000];
        loop {
            std::thread::park();
            std::hint::black_box(&kept);
        }
    } else if asks("<lie>") {
        // An answer of the right shape, of cells that cannot be; the true one follows and is never read.
        let _ = super::wire::write_frame(&mut io::stdout(), b"\0\x03\0\0\x01\x05\xFF\xFF\xFF\xFF\xFF");
    } else if asks("<flood>") {
        let _ = io::stdout().write_all(&u64::MAX.to_le_bytes());
    } else if asks("<cut>") {
        let _ = io::stdout().write_all(&[200, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
        std::process::exit(0);
    }
}

/// Calls itself until the stack is full.
fn deeper(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 100]);
    if std::hint::black_box(depth) == u64::MAX { room[0] } else { room[50] + deeper(depth + 1) + room[99] }
}
