//! The pages of the rules: every example can be built, and expects what its page is about.

#[path = "support/page.rs"]
mod page;

use page::{Broken, CellText, ExpectedCell, examples};
use tonghop::domain::place::CellAt;
use tonghop::rules::RULES;

#[test]
fn every_page_has_two_examples_that_can_be_built() {
    for rule in RULES {
        let [trips, close_call] = examples(rule.page).unwrap_or_else(|wrong| panic!("{}: {wrong}", rule.code));
        for (example, is_close_call) in [(&trips, false), (&close_call, true)] {
            let is_told_in_words = example.files.is_empty() && example.broken.is_empty() && example.plan.is_empty();
            assert_eq!(example.expected.is_none(), is_told_in_words, "{}: tables and findings go together", rule.code);
            let expected = example.expected.as_deref().unwrap_or_default();
            assert!(is_told_in_words || expected.is_empty() == is_close_call, "{}: {expected:?}", rule.code);
            for finding in expected {
                assert_eq!(finding.code, rule.code);
                if let ExpectedCell::At(at) = &finding.cell {
                    let at: CellAt = at.parse().unwrap_or_else(|_| panic!("{}: no such cell {at}", rule.code));
                    let is_filled_row =
                        |rows: &[Vec<CellText>]| rows.get(at.row as usize - 1).is_some_and(|row| !row.is_empty());
                    let sheets = example.files.iter().flat_map(|(_, sheets)| sheets);
                    assert!(
                        sheets.into_iter().any(|sheet| is_filled_row(&sheet.rows)),
                        "{}: nothing at {at}",
                        rule.code
                    );
                }
            }
        }
    }
}

#[test]
fn a_page_is_taken_apart_as_it_is_written() {
    let text = "### Ví dụ 1: bị nêu\n\nChữ.\n\n```bảng tệp=CB01 lần 2.xlsx trang=Đảng viên\nTT | Họ và tên\n\n| 1 | An |\n2 | 007 |\n```\n\n\
                ```hỏng tệp=a.xlsx loại=cắt\n```\n\n```phát-hiện\nC301 B4\nF105 -\n```\n\n\
                ### Ví dụ 2: không bị nêu\n\nChữ.\n\n## Cách sửa\n";
    let [trips, close_call] = examples(text).unwrap();
    let (file, sheets) = &trips.files[0];
    assert_eq!((file.as_str(), sheets[0].name.as_str()), ("CB01 lần 2.xlsx", "Đảng viên"));
    let word = |text: &str| CellText::Text(text.to_owned());
    let rows = [
        vec![word("TT"), word("Họ và tên")],
        vec![],
        vec![CellText::Number(1), word("An")],
        vec![CellText::Number(2), word("007")],
    ];
    assert_eq!(sheets[0].rows, rows);
    assert_eq!(trips.broken[0].how, Broken::CutShort);
    assert_eq!(trips.expected.as_ref().map(Vec::len), Some(2));
    assert_eq!(close_call.expected, None);
}
