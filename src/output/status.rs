//! Who has returned, as a table for the terminal: one row per branch owed, then files of unknown branches, totals and
//! rates.

use super::columns::{Align, Column, Row, SCREEN, on_screen, screen_width, table};
use super::ink::{Paper, Tone};
use super::tally::{FindingCounts, Part, Turnout, is_empty, is_late_by_inference, is_unreadable, missing_parts};
use crate::consolidate::Bloc;
use crate::consolidate::count::StandingCounts;
use crate::domain::branch::Branch;
use crate::domain::submission::{Content, Submission, Timing};
use crate::regulation::quota::share;
use crate::rules::unit::unit;
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::fmt::Write;

/// The table of a campaign. With `as_of` it says how many days the missing branches have left.
pub fn status(bloc: &Bloc, as_of: Option<NaiveDate>, paper: Paper) -> String {
    let mut text = heading(bloc, as_of, paper);
    let rows = rows(bloc, as_of);
    if !rows.is_empty() {
        let (places, columns): (Vec<usize>, Vec<Column>) = columns(bloc, paper).into_iter().unzip();
        let rows: Vec<Row> = rows.iter().map(|row| row.only(&places)).collect();
        text.push('\n');
        text.push_str(&table(&columns, &rows, paper));
    }
    text.push('\n');
    text.push_str(&paper.text(&totals(bloc)));
    text
}

/// The state of one submission, in the words of the sheet `Tình hình nộp`.
pub fn state(bloc: &Bloc, submission: &Submission) -> String {
    let state = match (submission.content, submission.timing) {
        (Content::Read | Content::Nil, _) if submission.branch.is_none() => "Không có trong kế hoạch".to_owned(),
        (Content::Missing, _) => "Chưa nộp".to_owned(),
        (Content::Nil, _) => "Không có nội dung".to_owned(),
        (Content::Rejected, _) if is_unreadable(bloc, submission) => "Không đọc được".to_owned(),
        (Content::Rejected, _) if is_empty(bloc, submission) => "Tệp không có dữ liệu".to_owned(),
        (Content::Rejected, _) => "Không dùng được".to_owned(),
        (Content::Read, Timing::OnTime) => "Đúng hạn".to_owned(),
        (Content::Read, Timing::Late { days }) if is_late_by_inference(submission) => {
            format!("Nộp muộn {days} ngày (ngày suy ra)")
        }
        (Content::Read, Timing::Late { days }) => format!("Nộp muộn {days} ngày"),
        (Content::Read, Timing::Undated | Timing::Missing) => "Đã nộp".to_owned(),
    };
    let missing: Vec<&str> = missing_parts(bloc, submission).into_iter().map(Part::label).collect();
    if missing.is_empty() { state } else { format!("{state}, thiếu phần {}", missing.join(", ")) }
}

/// How a day stands to a deadline: “còn 3 ngày”, “hạn hôm nay”, “quá hạn 2 ngày”.
pub fn days_left(deadline: NaiveDate, today: NaiveDate) -> String {
    let days = (deadline - today).num_days();
    match days.cmp(&0) {
        Ordering::Greater => format!("còn {days} ngày"),
        Ordering::Equal => "hạn hôm nay".to_owned(),
        Ordering::Less => format!("quá hạn {} ngày", -days),
    }
}

fn heading(bloc: &Bloc, as_of: Option<NaiveDate>, paper: Paper) -> String {
    let plan = &bloc.campaign.plan;
    let mut text = format!("TÌNH HÌNH NỘP NĂM {}", plan.year);
    if !plan.committee.is_empty() {
        let _ = write!(text, " – {}", on_screen(&plan.committee));
    }
    text = paper.line(0, &text, None).lines().map(|line| paper.paint(Tone::Heading, line) + "\n").collect();
    if let Some(deadline) = plan.deadline {
        let mut line = format!("Hạn {} nộp: {}", unit(&bloc.campaign).word(), deadline.format("%d/%m/%Y"));
        if let Some(today) = as_of {
            let _ = write!(line, "; tính đến {}: {}", today.format("%d/%m/%Y"), days_left(deadline, today));
        }
        text.push_str(&paper.line(0, &(line + "."), None));
    }
    text
}

/// Where each column stands, counted from 0 as in [`columns`].
const NAME: usize = 1;
const STATE: usize = 2;
/// Left out one after the other on a screen too narrow for all, until the name has room: Lần, Ngày nhận, ĐV, C.báo.
const LEFT_OUT: [usize; 4] = [4, 3, 5, 7];
/// Room that a name needs to be read at all, and a state on the narrowest screens.
const LEAST_NAME: usize = 16;
const LEAST_STATE: usize = 14;

/// The columns that fit the paper, each with its place among all. The widths add up, with a space between columns, to the
/// paper's; a file is written for the screen's.
fn columns(bloc: &Bloc, paper: Paper) -> Vec<(usize, Column)> {
    let longest = bloc.campaign.submissions.iter().map(|submission| screen_width(&submission.code)).max();
    let left = |head, width| Column { head, width, align: Align::Left };
    let right = |head, width| Column { head, width, align: Align::Right };
    let all = [
        left("Mã", longest.unwrap_or(0).clamp(2, 10)),
        left(unit(&bloc.campaign).head(), 0),
        left("Tình trạng", 20),
        left("Ngày nhận", 10),
        right("Lần", 3),
        right("ĐV", 4),
        right("Lỗi", 4),
        right("C.báo", 5),
    ];
    let mut columns: Vec<(usize, Column)> = all.into_iter().enumerate().collect();
    let width = paper.width.unwrap_or(SCREEN);
    let room = |columns: &[(usize, Column)]| {
        let taken: usize = columns.iter().map(|(_, column)| column.width + 1).sum();
        (width + 1).saturating_sub(taken)
    };
    for unneeded in LEFT_OUT {
        if room(&columns) >= LEAST_NAME {
            break;
        }
        columns.retain(|(position, _)| *position != unneeded);
    }
    if room(&columns) < LEAST_NAME {
        columns[STATE].1.width = LEAST_STATE;
    }
    columns[NAME].1.width = room(&columns).max(8);
    columns
}

fn rows(bloc: &Bloc, as_of: Option<NaiveDate>) -> Vec<Row> {
    let findings = FindingCounts::by_submission(bloc);
    bloc.campaign.submissions.iter().zip(findings).map(|(each, findings)| row(bloc, each, findings, as_of)).collect()
}

fn row(bloc: &Bloc, submission: &Submission, findings: FindingCounts, as_of: Option<NaiveDate>) -> Row {
    let plan = &bloc.campaign.plan;
    let branch: Option<&Branch> = submission.branch.and_then(|index| plan.branches.get(index));
    let deadline = branch.and_then(|branch| plan.deadline_of(branch));
    let mut state = state(bloc, submission);
    if let (Content::Missing, Some(deadline), Some(today)) = (submission.content, deadline, as_of) {
        let _ = write!(state, ", {}", days_left(deadline, today));
    }
    let n_sent = if submission.pieces.is_empty() { 0 } else { 1 + submission.superseded.len() };
    let n_members = StandingCounts::of(submission).total;
    let or_dash = |shown: bool, figure: String| if shown { figure } else { "–".to_owned() };
    let cells = vec![
        or_dash(!submission.code.is_empty(), submission.code.clone()),
        name(bloc, submission),
        state,
        submission.received.map_or_else(|| "–".to_owned(), |received| received.on.format("%d/%m/%Y").to_string()),
        n_sent.to_string(),
        or_dash(submission.is_merged(), n_members.to_string()),
        findings.errors.to_string(),
        findings.warnings.to_string(),
    ];
    let mut tones = vec![(2, tone(submission))];
    tones.extend((findings.errors > 0).then_some((6, Tone::Bad)));
    tones.extend((findings.warnings > 0).then_some((7, Tone::Look)));
    Row { cells, tones }
}

fn tone(submission: &Submission) -> Tone {
    match (submission.content, submission.timing) {
        (Content::Missing | Content::Rejected, _) => Tone::Bad,
        (Content::Read | Content::Nil, _) if submission.branch.is_none() => Tone::Look,
        (Content::Nil, _) => Tone::Quiet,
        (Content::Read, Timing::Late { .. }) => Tone::Look,
        (Content::Read, Timing::OnTime | Timing::Undated | Timing::Missing) => Tone::Good,
    }
}

/// The branch's name; for a file of an unknown branch the name it claims, else the file.
fn name(bloc: &Bloc, submission: &Submission) -> String {
    if !submission.name.is_empty() {
        return submission.name.clone();
    }
    let file = submission.pieces.first().and_then(|piece| bloc.campaign.files.get(piece.file));
    file.map_or_else(String::new, |reading| reading.file.path.to_string())
}

fn totals(bloc: &Bloc) -> String {
    let turnout = Turnout::of(bloc);
    let unit = unit(&bloc.campaign).word();
    let mut text = format!(
        "Đã nộp {}/{} {unit} ({}).\n",
        turnout.returned(),
        turnout.owed,
        share(turnout.returned(), turnout.owed)
    );
    let parts = [
        ("Đúng hạn", turnout.on_time),
        ("Nộp muộn", turnout.late),
        ("Không rõ ngày hoặc hạn", turnout.undated),
        ("Không có nội dung", turnout.nil),
        ("Không dùng được", turnout.rejected),
        ("Chưa nộp", turnout.missing),
    ];
    for (label, count) in parts.into_iter().filter(|&(_, count)| count > 0) {
        let _ = writeln!(text, "  {label}: {count} ({})", share(count, turnout.owed));
    }
    for (label, count) in [("Trong đó thiếu phần", turnout.partial), ("Trong đó nộp lại", turnout.resubmitted)]
    {
        if count > 0 {
            let _ = writeln!(text, "  {label}: {count} ({})", share(count, turnout.owed));
        }
    }
    let strangers = bloc.campaign.submissions.len() - turnout.owed as usize;
    if strangers > 0 {
        let _ = writeln!(text, "  Ngoài ra, tệp chưa rõ của {unit} nào: {strangers}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn on_a_narrow_screen_columns_go_and_every_branch_stays() {
        let bloc = sample::bloc();
        for width in 40..=120 {
            let paper = Paper { width: Some(width), ..Paper::PLAIN };
            let text = status(&bloc, NaiveDate::from_ymd_opt(2021, 11, 29), paper);
            for line in text.lines() {
                assert!(screen_width(line) <= width, "{width}: {line}");
            }
            for submission in &bloc.campaign.submissions {
                assert!(text.contains(&submission.code), "{width}: {}", submission.code);
            }
            for (head, from) in [("Chi bộ", 40), ("Tình trạng", 40), ("Lỗi", 40), ("Lần", 76), ("Ngày nhận", 72)]
            {
                assert!(width < from || text.contains(head), "{width}: {head}");
            }
        }
    }

    #[test]
    fn every_branch_has_its_row_and_the_table_fits_the_screen() {
        let text = status(&sample::bloc(), NaiveDate::from_ymd_opt(2021, 11, 29), Paper::PLAIN);
        sample::golden("status.txt", &text);
        for line in text.lines() {
            assert!(screen_width(line) <= SCREEN, "{line}");
        }
    }

    #[test]
    fn days_are_counted_to_the_last_day_that_is_on_time() {
        let deadline = NaiveDate::from_ymd_opt(2021, 11, 27).unwrap();
        for (day, words) in [(24, "còn 3 ngày"), (27, "hạn hôm nay"), (28, "quá hạn 1 ngày")] {
            assert_eq!(days_left(deadline, NaiveDate::from_ymd_opt(2021, 11, day).unwrap()), words);
        }
    }
}
