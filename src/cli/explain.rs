//! `tonghop explain`: the page of a rule; without a code the list, with a family's letter that family's, with a
//! profile's id that profile's values.

use super::arguments::Explain;
use super::screen::{paper, result};
use super::stop::{CLEAN, Stop};
use crate::output::ink::Paper;
use crate::rules::{self, RULES};
use crate::text::likeness::nearest;

pub fn run(arguments: &Explain) -> Result<u8, Stop> {
    match &arguments.code {
        None => {
            let list = format!("Các mã kiểm tra (xem một mã: tonghop explain MÃ)\n\n{}", rules::list());
            result(&on_paper(paper(), &list))?;
        }
        Some(code) => result(&on_paper(paper(), &page(code)?))?,
    }
    Ok(CLEAN)
}

/// Sentences are broken to the width of the screen; the examples' tables, between fences, stay as they are.
fn on_paper(paper: Paper, page: &str) -> String {
    let mut is_example = false;
    let mut printed = String::with_capacity(page.len());
    for line in page.lines() {
        let is_fence = line.starts_with("```");
        is_example ^= is_fence;
        match is_example || is_fence || line.is_empty() {
            true => printed.extend([line, "\n"]),
            false => printed.push_str(&paper.text(&format!("{line}\n"))),
        }
    }
    printed
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::ink::Ink;

    #[test]
    fn pages_keep_to_the_screen_and_lose_no_word() {
        let paper = Paper { ink: Ink::Plain, width: Some(80) };
        for rule in RULES {
            let page = page(rule.code).unwrap_or_default();
            let printed = on_paper(paper, &page);
            assert!(printed.split_whitespace().eq(page.split_whitespace()), "{}", rule.code);
            let mut is_example = false;
            for line in printed.lines() {
                is_example ^= line.starts_with("```");
                assert!(is_example || line.starts_with("```") || line.chars().count() <= 80, "{}: {line}", rule.code);
            }
            assert_eq!(on_paper(Paper::PLAIN, &page), page, "{}", rule.code);
        }
    }
}
