//! `Tình hình nộp`: one row for every branch that owes a return, then the files of branches the plan does not know, then
//! what changed between the returns of a branch (F103, X606).

use super::frame::Frame;
use super::look::{ERROR_FILL, Look, WARNING_FILL};
use super::table::{self, Column, FIRST_ROW, List, carries_nothing, column, number_of};
use super::{source, words};
use crate::book::{At, Book, BookError, Highlight, Sheet, Style, Value};
use crate::domain::submission::{Change, ChangeKind, Piece, Submission};
use crate::output::tally::{Part, Turnout, missing_parts};
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
    missing: String,
    changes: String,
}

fn columns<'b>() -> [Column<Row<'b>>; 15] {
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
        column("Tệp dùng", 24.0, Look::Fine, |r| Value::text(r.files.as_str())),
        column("Tệp bị thay thế", 17.0, Look::Fine, |r| Value::text(r.superseded.as_str())),
        column("Số lỗi", 7.0, Look::Whole, |r| Value::whole(r.n_errors)),
        column("Số cảnh báo", 8.0, Look::Whole, |r| Value::whole(r.n_warnings)),
        column("Thiếu phần", 12.0, Look::Text, |r| Value::text(r.missing.as_str())),
        column("Thay đổi so với bản trước", 16.0, Look::Text, |r| Value::text(r.changes.as_str())),
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
        missing: missing_parts(frame.bloc, submission).into_iter().map(Part::label).collect::<Vec<_>>().join(", "),
        changes: changes_in_short(submission),
    };
    let of_plan = || campaign.submissions.iter().enumerate().filter(|(_, submission)| submission.branch.is_some());
    let unknown = || campaign.submissions.iter().enumerate().filter(|(_, submission)| submission.branch.is_none());
    let list = List { columns: &columns, carried: &[], carried_of: carries_nothing };
    let mut sheet = Sheet::new(SHEET)?;
    let title = format!("TÌNH HÌNH NỘP BÁO CÁO CỦA CÁC {} NĂM {}", frame.unit.title(), frame.plan.year);
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
    let mut last = table::last_row(n_rows);
    if unknown().next().is_some() {
        let mut next = last + 2;
        sheet.put(
            At::new(next, 1),
            Value::text(format!("Tệp của {} không có trong kế hoạch (chưa gộp)", frame.unit.word())),
            frame.looks.of(Look::Heading),
        )?;
        next += 1;
        table::header(&mut sheet, &frame.looks, next, &columns)?;
        let rows = (1..).zip(unknown()).map(|(number, submission)| row(number, submission));
        last = table::rows(&mut sheet, &frame.looks, next + 1, &columns, rows)? - 1;
    }
    let last = put_changes(&mut sheet, frame, last)?;
    sheet.print(&list.set_up((&title, &summary(frame)), last, 0))?;
    book.push(sheet)
}

/// “Thêm 1, bớt 0, sửa 2”; empty where nothing was replaced.
fn changes_in_short(submission: &Submission) -> String {
    if submission.superseded.is_empty() {
        return String::new();
    }
    let count =
        |wanted: fn(&ChangeKind) -> bool| submission.changes.iter().filter(|change| wanted(&change.what)).count();
    match submission.changes.len() {
        0 => "Không đổi".to_owned(),
        _ => format!(
            "Thêm {}, bớt {}, sửa {}",
            count(|what| matches!(what, ChangeKind::Added)),
            count(|what| matches!(what, ChangeKind::Removed)),
            count(|what| matches!(what, ChangeKind::Field { .. }))
        ),
    }
}

/// One line of the list of changes. Its cells stand under the columns of the list above, as wide as those are.
struct ChangeRow<'b> {
    number: u32,
    submission: &'b Submission,
    change: &'b Change,
}

/// The columns of the changes: header, and the first and last column of the list above that it spreads over.
const CHANGE_COLUMNS: [(&str, (u16, u16)); 8] = [
    ("TT", (1, 1)),
    ("Mã chi bộ", (2, 2)),
    ("Người / đối tượng", (3, 3)),
    ("Thay đổi", (4, 5)),
    ("Nội dung", (6, 7)),
    ("Bản trước", (8, 9)),
    ("Bản dùng", (10, 10)),
    ("Vị trí", (11, 13)),
];

impl ChangeRow<'_> {
    /// In the order of [`CHANGE_COLUMNS`].
    fn values(&self) -> [(Value<'_>, Look); 8] {
        let (what, header, from, to) = match &self.change.what {
            ChangeKind::Added => ("Bổ sung", "", "", ""),
            ChangeKind::Removed => ("Không còn", "", "", ""),
            ChangeKind::Field { header, from, to } => ("Sửa", &**header, from.as_str(), to.as_str()),
        };
        let place = &self.change.place;
        [
            (Value::whole(self.number), Look::Whole),
            (Value::text(self.submission.code.as_str()), Look::Centre),
            (Value::text(self.change.subject.as_str()), Look::Text),
            (Value::text(what), Look::Centre),
            (Value::text(header), Look::Text),
            (Value::text(from), Look::Text),
            (Value::text(to), Look::Text),
            (source::of_cell(&place.file, &place.sheet, place.at), Look::Link),
        ]
    }
}

/// Writes the changes below `last`; gives the last row then used.
fn put_changes(sheet: &mut Sheet, frame: &Frame, last: u32) -> Result<u32, BookError> {
    let changes = frame
        .bloc
        .campaign
        .submissions
        .iter()
        .flat_map(|submission| submission.changes.iter().map(move |change| (submission, change)));
    let rows = (1..).zip(changes).map(|(number, (submission, change))| ChangeRow { number, submission, change });
    let looks = &frame.looks;
    let mut next = last + 2;
    for row in rows {
        if row.number == 1 {
            let heading = Value::text("Thay đổi của bản đang dùng so với bản liền trước");
            sheet.put(At::new(next, 1), heading, looks.of(Look::Heading))?;
            next += 1;
            for (header, (from, to)) in CHANGE_COLUMNS {
                sheet.merge(At::new(next, from), At::new(next, to), Value::text(header), looks.of(Look::Header))?;
            }
            next += 1;
        }
        for ((_, (from, to)), (value, look)) in CHANGE_COLUMNS.into_iter().zip(row.values()) {
            sheet.merge(At::new(next, from), At::new(next, to), value, looks.of(look))?;
        }
        next += 1;
    }
    Ok(if next == last + 2 { last } else { next - 1 })
}

/// “8/10 chi bộ đã nộp; 1 chi bộ chưa nộp; 1 chi bộ báo không có nội dung”.
fn summary(frame: &Frame) -> String {
    let unit = frame.unit.word();
    let turnout = Turnout::of(frame.bloc);
    let mut words = vec![format!("{}/{} {unit} đã nộp", turnout.returned(), turnout.owed)];
    for (n, what) in [
        (turnout.missing, "chưa nộp"),
        (turnout.nil, "báo không có nội dung"),
        (turnout.rejected, "nộp tệp không dùng được"),
        (turnout.partial, "nộp thiếu phần"),
    ] {
        if n > 0 {
            words.push(format!("{n} {unit} {what}"));
        }
    }
    words.join("; ")
}
