//! Bytes of a zip as they come: the guards of the container.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop_fuzz::read_and_check;

fuzz_target!(|data: &[u8]| read_and_check(data));
