//! `Tình hình nộp`: one row for every branch that owes a return, then the files of branches the plan does not know.

use super::frame::Frame;
use super::look::{ERROR_FILL, Look, WARNING_FILL};
use super::table::{self, Column, FIRST_ROW, List, carries_nothing, column, number_of};
use super::{source, words};
use crate::book::{At, Book, BookError, Highlight, Sheet, Style, Value};
use crate::domain::submission::{Content, Piece, Submission};
use crate::rules::finding::{Finding, Severity};
use chrono::NaiveDate;

pub const SHEET: &str = "Tình hình nộp";
const STATUS: &str = "Tình trạng";

struct Row<'b> {
    number: u32,
    submission: &'b Submission,
    deadline: Option<NaiveDate>,
    files: String,
    superseded: String,
    n_received: u32,
    n_errors: u32,
    n_warnings: u32,
}

fn columns<'b>() -> [Column<Row<'b>>; 13] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column("Mã chi bộ", 9.0, Look::Centre, |r| Value::text(r.submission.code.as_str())),
        column("Chi bộ", 32.0, Look::Text, |r| {
            Value::text(if r.submission.name.is_empty() { "(không rõ)" } else { &r.submission.name })
        }),
        column("Hạn nộp", 11.0, Look::Date, |r| Value::date_or_blank(r.deadline)),
        column("Ngày nhận", 11.0, Look::Date, |r| {
            Value::date_or_blank(r.submission.received.map(|received| received.on))
        }),
        column("Căn cứ ngày nhận", 15.0, Look::Centre, |r| {
            Value::text_or_blank(r.submission.received.map(|received| words::received_basis(received.basis)))
        }),
        column("Nhận lần đầu", 11.0, Look::Date, |r| {
            Value::date_or_blank(r.submission.first_received.map(|received| received.on))
        }),
        column(STATUS, 17.0, Look::Centre, |r| match r.submission.branch {
            Some(_) => Value::text(words::status(r.submission)),
            None => Value::text("Không có trong kế hoạch"),
        }),
        column("Số lần nộp", 7.0, Look::Whole, |r| Value::whole(r.n_received)),
        column("Tệp dùng", 30.0, Look::Fine, |r| Value::text(r.files.as_str())),
        column("Tệp bị thay thế", 24.0, Look::Fine, |r| Value::text(r.superseded.as_str())),
        column("Số lỗi", 7.0, Look::Whole, |r| Value::whole(r.n_errors)),
        column("Số cảnh báo", 8.0, Look::Whole, |r| Value::whole(r.n_warnings)),
    ]
}

/// How many findings of a severity each submission has.
fn tallies(findings: &[Finding], n_submissions: usize) -> Vec<(u32, u32)> {
    let mut tallies = vec![(0, 0); n_submissions];
    for finding in findings.iter().filter(|finding| finding.accepted().is_none()) {
        let Some(tally) = finding.submission.and_then(|index| tallies.get_mut(index)) else { continue };
        match finding.severity {
            Severity::Error => tally.0 += 1,
            Severity::Warning => tally.1 += 1,
            Severity::Note => {}
        }
    }
    tallies
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let campaign = &frame.bloc.campaign;
    let columns = columns();
    let tallies = tallies(&frame.bloc.findings, campaign.submissions.len());
    let paths = |pieces: &[Piece]| {
        let paths = pieces.iter().filter_map(|piece| campaign.files.get(piece.file));
        paths.map(|reading| source::shown(&reading.file.path)).collect::<Vec<_>>().join("\n")
    };
    let row = |number: u32, (index, submission): (usize, &'_ Submission)| Row {
        number,
        submission: &campaign.submissions[index],
        deadline: submission.branch.and_then(|branch| frame.plan.deadline_of(frame.plan.branches.get(branch)?)),
        files: paths(&submission.pieces),
        superseded: paths(&submission.superseded),
        // Several files of one time are one return; a replaced one was another.
        n_received: u32::from(!submission.pieces.is_empty()) + submission.superseded.len() as u32,
        n_errors: tallies[index].0,
        n_warnings: tallies[index].1,
    };
    let of_plan = || campaign.submissions.iter().enumerate().filter(|(_, submission)| submission.branch.is_some());
    let unknown = || campaign.submissions.iter().enumerate().filter(|(_, submission)| submission.branch.is_none());
    let list = List { columns: &columns, carried: &[], carried_of: carries_nothing };
    let mut sheet = Sheet::new(SHEET)?;
    let title = format!("TÌNH HÌNH NỘP BÁO CÁO CỦA CÁC CHI BỘ NĂM {}", frame.plan.year);
    let rows = (1..).zip(of_plan()).map(|(number, submission)| row(number, submission));
    list.write(&mut sheet, &frame.looks, (&title, &summary(frame)), 3, rows)?;
    let n_rows = of_plan().count();
    if n_rows > 0 {
        let column = number_of(&columns, STATUS);
        let block = (At::new(FIRST_ROW, column), At::new(table::last_row(n_rows), column));
        let red = Style::new().fill(ERROR_FILL);
        for words in ["Chưa nộp", "Không đọc được"] {
            sheet.highlight(block, &Highlight::TextIs(words.to_owned()), &red)?;
        }
        let first = At::new(FIRST_ROW, column);
        let late = Highlight::When(format!("=LEFT({first},8)=\"Nộp muộn\""));
        sheet.highlight(block, &late, &Style::new().fill(WARNING_FILL))?;
    }
    if unknown().next().is_some() {
        let mut next = table::last_row(n_rows) + 2;
        sheet.put(
            At::new(next, 1),
            Value::text("Tệp của chi bộ không có trong kế hoạch (chưa gộp)"),
            frame.looks.of(Look::Heading),
        )?;
        next += 1;
        table::header(&mut sheet, &frame.looks, next, &columns)?;
        let rows = (1..).zip(unknown()).map(|(number, submission)| row(number, submission));
        let next = table::rows(&mut sheet, &frame.looks, next + 1, &columns, rows)?;
        sheet.print(&list.set_up((&title, &summary(frame)), next - 1))?;
    }
    book.push(sheet)
}

/// “8/10 chi bộ đã nộp; 1 chưa nộp; 1 không có nội dung”.
fn summary(frame: &Frame) -> String {
    let of_plan: Vec<&Submission> =
        frame.bloc.campaign.submissions.iter().filter(|submission| submission.branch.is_some()).collect();
    let count = |content: Content| of_plan.iter().filter(|submission| submission.content == content).count();
    let mut words = vec![format!("{}/{} chi bộ đã nộp", of_plan.len() - count(Content::Missing), of_plan.len())];
    for (n, what) in [
        (count(Content::Missing), "chưa nộp"),
        (count(Content::Nil), "báo không có nội dung"),
        (count(Content::Rejected), "nộp tệp không đọc được"),
    ] {
        if n > 0 {
            words.push(format!("{n} chi bộ {what}"));
        }
    }
    words.join("; ")
}
