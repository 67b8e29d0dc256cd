//! Old Excel files: our guards of the container and its records before the parser of others, and what is believed of its
//! answer. Panics of that parser are caught as they are in the program (there, it also runs in a process of its own).

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop_fuzz::read_and_check;

fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |data: &[u8]| read_and_check(data));
