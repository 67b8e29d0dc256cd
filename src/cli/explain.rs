//! `tonghop explain`: the page of a rule; without a code, the list.

use super::arguments::Explain;
use super::screen::result;
use super::stop::{CLEAN, Stop};
use crate::rules::RULES;
use crate::rules::rule::Rule;
use crate::text::likeness::nearest;

pub fn run(arguments: &Explain) -> Result<u8, Stop> {
    match &arguments.code {
        None => result(&list())?,
        Some(code) => result(&page(code)?)?,
    }
    Ok(CLEAN)
}

fn list() -> String {
    let mut text = String::from("Các mã kiểm tra (xem một mã: tonghop explain MÃ)\n\n");
    for rule in RULES {
        text.push_str(&format!("{}  {:<8}  {}\n", rule.code, rule.severity.label(), rule.title));
    }
    text
}

/// The code, its title, and how grave it is.
fn heading(rule: &Rule) -> String {
    let sometimes = rule.sometimes.map(|(severity, when)| format!("; {} ({when})", severity.label().to_lowercase()));
    format!("{} – {}\nMức độ: {}{}", rule.code, rule.title, rule.severity.label(), sometimes.unwrap_or_default())
}

/// A code may be typed in small letters or with brackets, as it stands on the screen.
fn page(typed: &str) -> Result<String, Stop> {
    let code = typed.trim().trim_matches(['[', ']']).to_uppercase();
    match RULES.iter().find(|rule| rule.code == code) {
        Some(rule) => Ok(format!("{}\n\n{}\n", heading(rule), rule.page.trim_end())),
        None => {
            let near = nearest(&code, RULES.iter().map(|rule| rule.code));
            let near = near.map(|near| format!(" Có phải “{near}” không?")).unwrap_or_default();
            Err(Stop::Usage(format!("Không có mã “{typed}”.{near} Xem các mã: tonghop explain")))
        }
    }
}
