//! Part I: how the work was led, and who returned what when.

use super::facts::Facts;
use super::wording::{all_of, body, headed, heading, open, two_digits};
use crate::docx::Block;
use crate::domain::submission::{Content, Submission};

pub fn part(facts: &Facts) -> Vec<Block> {
    let turnout = submissions(facts);
    vec![
        heading("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
        headed(
            "1. Việc quán triệt, triển khai",
            open(
                "",
                "nêu việc phổ biến các quy định, hướng dẫn; ban hành kế hoạch; phân công chỉ đạo, theo dõi các ‹chi bộ›",
            ),
        ),
        headed(
            "2. Tiến độ nộp hồ sơ",
            match facts.plan.is_given() {
                true => body(turnout),
                // Without a plan nobody knows who owed a return, and by when.
                false => open(&format!("{turnout} "), UNKNOWN_TURNOUT),
            },
        ),
    ]
}

/// What the writer adds where it is not known who owed a return.
const UNKNOWN_TURNOUT: &str = "tổng số ‹chi bộ› phải nộp; số ‹chi bộ› nộp đúng hạn, nộp muộn, chưa nộp";

/// Who returned, in sentences.
pub fn submissions(facts: &Facts) -> String {
    let turnout = facts.turnout;
    if !facts.plan.is_given() {
        return match turnout.returned() {
            0 => "chưa nhận được hồ sơ của ‹chi bộ› nào.".to_owned(),
            n => format!("đã nhận hồ sơ của {} ‹chi bộ›.", two_digits(n)),
        };
    }
    let deadline = match facts.plan.deadline {
        Some(day) => format!(" (hạn nộp ngày {})", day.format("%d/%m/%Y")),
        None => String::new(),
    };
    if turnout.owed == 0 {
        return "không có ‹chi bộ› nào phải nộp hồ sơ.".to_owned();
    }
    let returned = turnout.returned();
    let mut text = match (returned, returned == turnout.owed) {
        (0, _) => format!("chưa có ‹chi bộ› nào trong số {} ‹chi bộ› nộp hồ sơ{deadline}.", two_digits(turnout.owed)),
        (_, true) if turnout.on_time == turnout.owed => {
            format!("{}/{} ‹chi bộ› đã nộp hồ sơ đúng hạn{deadline}.", two_digits(returned), two_digits(turnout.owed))
        }
        (_, true) => format!("{}/{} ‹chi bộ› đã nộp hồ sơ{deadline}.", two_digits(returned), two_digits(turnout.owed)),
        (_, false) => format!(
            "{}/{} ‹chi bộ› đã nộp hồ sơ{deadline}; còn {} ‹chi bộ› chưa có số liệu.",
            two_digits(returned),
            two_digits(turnout.owed),
            two_digits(turnout.owed - returned)
        ),
    };
    if turnout.on_time > 0 && turnout.on_time < turnout.owed {
        text.push_str(&format!(" Nộp đúng hạn {} ‹chi bộ›.", two_digits(turnout.on_time)));
    }
    let late = facts.late();
    if !late.is_empty() {
        let names: Vec<String> = late.iter().map(|(one, days)| format!("{} (muộn {days} ngày)", one.name)).collect();
        text.push_str(&format!(" Nộp muộn {} ‹chi bộ›{}.", two_digits(late.len() as u32), named(&names)));
    }
    for (content, words) in [
        (Content::Nil, "Báo không có nội dung"),
        (Content::Missing, "Chưa nộp"),
        (Content::Rejected, "Nộp hồ sơ không đọc hoặc không dùng được, phải nộp lại,"),
    ] {
        let found = facts.with_content(content);
        if !found.is_empty() {
            text.push_str(&format!(" {words} {} ‹chi bộ›{}.", two_digits(found.len() as u32), names(&found)));
        }
    }
    text
}

/// As many branches as a sentence can name; of more the first annex tells. Past so many letters it is no sentence either.
const MOST_NAMED: usize = 10;
const MOST_LETTERS: usize = 600;

/// “: a” or “, gồm a, b và c” behind a number of branches.
pub fn names(submissions: &[&Submission]) -> String {
    named(&submissions.iter().map(|one| one.name.clone()).collect::<Vec<_>>())
}

fn named(names: &[String]) -> String {
    let told = all_of(names);
    match names.len() <= MOST_NAMED && told.chars().count() <= MOST_LETTERS {
        true if names.len() == 1 => format!(": {told}"),
        true => format!(", gồm {told}"),
        false => " (xem Phụ lục 1)".to_owned(),
    }
}
