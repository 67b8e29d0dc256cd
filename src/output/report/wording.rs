//! The small words of a report: numbers as documents write them, lists of names, sentences put together.

use crate::consolidate::count::GradeCounts;
use crate::docx::{Block, Paragraph, Run};
use crate::domain::grade::Grade;
use crate::regulation::quota::share;

/// Below ten with a zero before, so that no figure can be added: `03`, `12`.
pub fn two_digits(number: u32) -> String {
    format!("{number:02}")
}

/// “03 đồng chí (25,0%)”
pub fn with_share(number: u32, unit: &str, whole: u32) -> String {
    format!("{} {unit} ({})", two_digits(number), share(number, whole))
}

/// “a, b và c”
pub fn all_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} và {last}", first.join(", ")),
    }
}

/// The grades that somebody has, best first: “Hoàn thành xuất sắc nhiệm vụ: 03 đồng chí (25,0%); …”.
pub fn by_grade(of: impl Fn(Grade) -> u32, unit: &str, whole: u32) -> String {
    let met = Grade::ALL.iter().filter(|&&grade| of(grade) > 0);
    let parts: Vec<String> =
        met.map(|&grade| format!("{} {}", grade.label().to_lowercase(), with_share(of(grade), unit, whole))).collect();
    parts.join("; ")
}

/// A sentence on graded collectives or staff: how many, and how they stand. `whom` says who is counted, `unit` what each
/// of them is called; `subject` stands before it, unless its heading says it.
pub fn graded_sentence(counts: &GradeCounts, whom: &str, unit: &str, subject: &str) -> String {
    let (total, graded) = (two_digits(counts.total()), counts.graded());
    let subject = before(subject);
    match (graded, counts.without) {
        (0, 1) => format!("{subject}{total} {whom} chưa có mức xếp loại."),
        (0, _) => format!("{subject}{total} {whom} đều chưa có mức xếp loại."),
        (_, 0) => format!(
            "{subject}{total} {whom} được đánh giá, xếp loại: {}.",
            by_grade(|grade| counts.of_grade(grade), unit, graded)
        ),
        (_, without) => format!(
            "{subject}{total} {whom}, trong đó {} {unit} được đánh giá, xếp loại: {}; {} {unit} chưa có mức xếp loại.",
            two_digits(graded),
            by_grade(|grade| counts.of_grade(grade), unit, graded),
            two_digits(without)
        ),
    }
}

/// What stands before a sentence on a subject; nothing where its heading says it.
pub fn before(subject: &str) -> String {
    if subject.is_empty() { String::new() } else { format!("{subject}: ") }
}

pub fn body(text: impl Into<String>) -> Block {
    Paragraph::body(vec![Run::new(text)]).into()
}

/// A sentence, then what the writer has to add.
pub fn open(before: &str, point: &str) -> Block {
    Paragraph::body(vec![Run::new(before), Run::open(format!("[{point}]"))]).into()
}

/// A paragraph that begins with its own heading, so that no page can end between the two.
pub fn headed(heading: &str, paragraph: Block) -> Block {
    match paragraph {
        Block::Paragraph(mut paragraph) => {
            paragraph.runs.insert(0, Run::bold(format!("{heading}: ")));
            Block::Paragraph(paragraph)
        }
        table @ Block::Table(_) => table,
    }
}

pub fn heading(text: &str) -> Block {
    Paragraph::heading(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_read_as_sentences_do() {
        for (names, text) in [(&[][..], ""), (&["a"], "a"), (&["a", "b"], "a và b"), (&["a", "b", "c"], "a, b và c")]
        {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(all_of(&names), text);
        }
    }

    #[test]
    fn sentences_tell_the_grades_that_are_there_and_no_others() {
        let two = GradeCounts::of([Some(Grade::Good), Some(Grade::Good)]);
        assert_eq!(
            graded_sentence(&two, "tập thể", "tập thể", "Tập thể"),
            "Tập thể: 02 tập thể được đánh giá, xếp loại: hoàn thành tốt nhiệm vụ 02 tập thể (100,0%)."
        );
        let open = GradeCounts::of([Some(Grade::Excellent), None]);
        assert_eq!(
            graded_sentence(&open, "tập thể", "tập thể", "Tập thể"),
            "Tập thể: 02 tập thể, trong đó 01 tập thể được đánh giá, xếp loại: hoàn thành xuất sắc nhiệm vụ 01 tập \
             thể (100,0%); 01 tập thể chưa có mức xếp loại."
        );
        let none = GradeCounts::of([None, None]);
        assert_eq!(graded_sentence(&none, "tập thể", "tập thể", ""), "02 tập thể đều chưa có mức xếp loại.");
        let one = GradeCounts::of([None]);
        assert_eq!(graded_sentence(&one, "tập thể", "tập thể", ""), "01 tập thể chưa có mức xếp loại.");
        assert_eq!(
            graded_sentence(&two, "đồng chí có mã chức danh", "đồng chí", ""),
            "02 đồng chí có mã chức danh được đánh giá, xếp loại: hoàn thành tốt nhiệm vụ 02 đồng chí (100,0%)."
        );
    }
}
