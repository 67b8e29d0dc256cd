//! The parts of an .ods, put into a sound package: our own reader of its content.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop_fuzz::{package, read_and_check};

fuzz_target!(|data: &[u8]| {
    if let Some(bytes) = package(data) {
        read_and_check(&bytes);
    }
});
