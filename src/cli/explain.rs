//! `tonghop explain`: the page of a rule; without a code the list, with a family's letter that family's, with a
//! profile's id that profile's values.

use super::arguments::Explain;
use super::screen::result;
use super::stop::{CLEAN, Stop};
use crate::rules::{self, RULES};
use crate::text::likeness::nearest;

pub fn run(arguments: &Explain) -> Result<u8, Stop> {
    match &arguments.code {
        None => result(&format!("Các mã kiểm tra (xem một mã: tonghop explain MÃ)\n\n{}", rules::list()))?,
        Some(code) => result(&page(code)?)?,
    }
    Ok(CLEAN)
}

/// A code may be copied from the screen with its brackets.
fn page(typed: &str) -> Result<String, Stop> {
    let code = typed.trim().trim_matches(['[', ']']);
    if let Some(page) = rules::explain(code).or_else(|| rules::explain_profile(code)) {
        return Ok(format!("{}\n", page.trim_end()));
    }
    let near = nearest(code, RULES.iter().map(|rule| rule.code));
    let near = near.map(|near| format!(" Có phải “{near}” không?")).unwrap_or_default();
    Err(Stop::Usage(format!("Không có mã “{typed}”.{near} Xem các mã: tonghop explain")))
}
