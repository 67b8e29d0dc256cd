//! A rule's page as HTML, once for each code met. The pages are this program's own Markdown with a handful of shapes
//! (`rules/mod.rs`); whatever else stands there is printed as a paragraph, so that nothing of a page is lost.

use crate::rules;
use maud::{Markup, html};

/// The closed page of a code, where links and the findings' own explanations find it.
pub fn page(code: &str) -> Markup {
    let Some(rule) = rules::rule(code) else { return html! {} };
    html! {
        details.rule #{ "rule-" (rule.code) } {
            summary { b.code { (rule.code) } " · " (rule.title) }
            div.page { @for block in blocks(rule.page) { (drawn(&block)) } }
        }
    }
}

/// A piece of a page.
#[derive(PartialEq, Eq, Debug)]
enum Block<'p> {
    /// Depth as in the page: 2 or 3.
    Heading(usize, &'p str),
    Paragraph(Vec<&'p str>),
    List(Vec<&'p str>),
    /// A sheet of an example: its caption and its rows.
    Sheet(String, Vec<Vec<&'p str>>),
    /// The findings an example must give; empty when it must give none.
    Expected(Vec<&'p str>),
    /// Anything else between fences.
    Plain(Vec<&'p str>),
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            blocks.push(fenced(info.trim(), inside));
        } else if let Some(heading) = line.strip_prefix("### ") {
            blocks.push(Block::Heading(3, heading));
        } else if let Some(heading) = line.strip_prefix("## ").or_else(|| line.strip_prefix("# ")) {
            blocks.push(Block::Heading(2, heading));
        } else if let Some(item) = line.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::List(items)) => items.push(item),
                _ => blocks.push(Block::List(vec![item])),
            }
        } else if line.trim().is_empty() {
            blocks.push(Block::Paragraph(Vec::new()));
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(words)) => words.push(line),
                _ => blocks.push(Block::Paragraph(vec![line])),
            }
        }
    }
    blocks.retain(|block| !matches!(block, Block::Paragraph(words) if words.is_empty()));
    blocks
}

fn fenced<'p>(info: &str, inside: Vec<&'p str>) -> Block<'p> {
    let mut words = info.splitn(2, ' ');
    match (words.next(), words.next()) {
        (Some("bảng"), Some(keys)) => Block::Sheet(caption(keys), rows(&inside)),
        (Some("kế-hoạch"), Some(keys)) => Block::Sheet(format!("Kế hoạch · {}", caption(keys)), rows(&inside)),
        (Some("phát-hiện"), _) => Block::Expected(inside),
        _ => Block::Plain(inside),
    }
}

/// “tệp=CB01.xlsx trang=Đảng viên” → “CB01.xlsx · trang Đảng viên”.
fn caption(keys: &str) -> String {
    keys.replace(" trang=", " · trang ").replace("tệp=", "").replace("trang=", "trang ")
}

fn rows<'p>(lines: &[&'p str]) -> Vec<Vec<&'p str>> {
    let cells = |line: &'p str| line.trim().trim_matches('|').split('|').map(str::trim).collect();
    lines.iter().map(|&line| cells(line)).collect()
}

fn drawn(block: &Block) -> Markup {
    match block {
        // No headings: a page is also shown within a finding, and dozens of them would drown the outline.
        Block::Heading(2, words) => html! { p.topic { (words) } },
        Block::Heading(_, words) => html! { p.example-name { (words) } },
        Block::Paragraph(lines) => html! { p { (lines.join(" ")) } },
        Block::List(items) => html! { ul { @for item in items { li { (item) } } } },
        Block::Sheet(caption, rows) => html! {
            div.scroll role="region" aria-label={ "Ví dụ: " (caption) } tabindex="0" {
                table.example {
                    caption { (caption) }
                    tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
                }
            }
        },
        Block::Expected(lines) if lines.iter().all(|line| line.trim().is_empty()) => {
            html! { p.fine { "→ không bị nêu" } }
        }
        Block::Expected(lines) => html! { p.fine { "→ bị nêu: " (lines.join("; ")) } },
        Block::Plain(lines) => html! { pre { (lines.join("\n")) } },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn no_word_of_any_page_is_lost() {
        for rule in RULES {
            let drawn = page(rule.code).into_string();
            let words = rule.page.lines().filter(|line| !line.starts_with("```"));
            for word in words.flat_map(str::split_whitespace).filter(|word| !word.starts_with(['#', '|', '-'])) {
                let escaped = html! { (word.trim_matches('|')) }.into_string();
                assert!(drawn.contains(&escaped), "{}: {word}", rule.code);
            }
        }
    }

    #[test]
    fn an_example_is_a_table_and_says_what_it_gives() {
        let page = "## Ví dụ\n\nMột\nhai\n\n```bảng tệp=a.xlsx trang=S\nTT | Tên\n1 | A<b>\n```\n\n```phát-hiện\n```\n";
        assert_eq!(
            blocks(page),
            [
                Block::Heading(2, "Ví dụ"),
                Block::Paragraph(vec!["Một", "hai"]),
                Block::Sheet("a.xlsx · trang S".to_owned(), vec![vec!["TT", "Tên"], vec!["1", "A<b>"]]),
                Block::Expected(vec![]),
            ]
        );
    }
}
