//! `tonghop explain`: the page of a rule; without a code, the list.

use super::arguments::Explain;
use super::stop::Stop;

pub fn run(arguments: &Explain) -> Result<u8, Stop> {
    let _ = &arguments.code;
    Ok(0)
}
