//! `tinh-hinh-nop.xlsx`: the sheet `Tình hình nộp` of the consolidated workbook, who is to be reminded of what, and the
//! rates.

use super::frame::{self, Frame};
use super::look::{Look, Looks};
use super::status;
use super::table::{Column, List, carries_nothing, column, header};
use crate::book::{At, Book, BookError, Cached, Orientation, Print, Sheet, Value};
use crate::consolidate::Bloc;
use crate::domain::branch::Branch;
use crate::output::reminders::{Owed, owed};
use crate::output::status::{days_left, state};
use crate::output::tally::{FindingCounts, Turnout};
use chrono::NaiveDate;

/// The file's name.
pub const FILE_NAME: &str = "tinh-hinh-nop.xlsx";

/// The bytes of the workbook. With `as_of` it says how many days are left, or past.
///
/// # Errors
/// The workbook cannot be made.
pub fn turnout_book(bloc: &Bloc, as_of: Option<NaiveDate>) -> Result<Vec<u8>, BookError> {
    let dated = frame::dated(bloc);
    let mut book = Book::new(&format!("Tình hình nộp báo cáo năm {}", bloc.campaign.plan.year), dated)?;
    let frame = Frame::new(bloc, dated, Looks::new(&mut book));
    status::sheet(&frame, &mut book)?;
    reminded(&frame, as_of, &mut book)?;
    rates(&frame, as_of, &mut book)?;
    book.into_bytes()
}

/// A branch that owes something still.
struct Row<'b> {
    number: u32,
    branch: &'b Branch,
    deadline: Option<NaiveDate>,
    left: String,
    state: String,
    to_do: String,
}

fn columns<'b>() -> [Column<Row<'b>>; 10] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column("Mã chi bộ", 10.0, Look::Centre, |r| Value::text(r.branch.code.as_str())),
        column("Chi bộ", 36.0, Look::Text, |r| Value::text(r.branch.name.as_str())),
        column("Hạn nộp", 12.0, Look::Date, |r| Value::date_or_blank(r.deadline)),
        column("So với hạn", 16.0, Look::Centre, |r| Value::text(r.left.as_str())),
        column("Tình trạng", 28.0, Look::Text, |r| Value::text(r.state.as_str())),
        column("Cần làm", 28.0, Look::Text, |r| Value::text(r.to_do.as_str())),
        column("Bí thư", 24.0, Look::Text, |r| Value::text_or_blank(r.branch.secretary.as_deref())),
        column("Email", 26.0, Look::Text, |r| Value::text_or_blank(r.branch.email.as_deref())),
        column("Điện thoại", 14.0, Look::Centre, |r| Value::text_or_blank(r.branch.phone.as_deref())),
    ]
}

fn reminded(frame: &Frame, as_of: Option<NaiveDate>, book: &mut Book) -> Result<(), BookError> {
    let findings = FindingCounts::by_submission(frame.bloc);
    let owing = frame.bloc.campaign.submissions.iter().zip(findings).filter_map(|(submission, findings)| {
        let branch = frame.plan.branches.get(submission.branch?)?;
        owed(frame.bloc, submission, findings).map(|owed| (submission, branch, owed))
    });
    let rows = (1..).zip(owing).map(|(number, (submission, branch, owed))| {
        let deadline = frame.plan.deadline_of(branch);
        Row {
            number,
            branch,
            deadline,
            left: deadline
                .zip(as_of.filter(|_| !matches!(owed, Owed::Rest { .. })))
                .map(|(deadline, today)| days_left(deadline, today))
                .unwrap_or_default(),
            state: state(frame.bloc, submission),
            to_do: owed.to_do(),
        }
    });
    let columns = columns();
    let list = List { columns: &columns, carried: &[], carried_of: carries_nothing };
    let mut sheet = Sheet::new("Đôn đốc")?;
    let title = format!("{} CẦN ĐÔN ĐỐC NĂM {}", frame.unit.title(), frame.plan.year);
    list.write(&mut sheet, &frame.looks, (&title, &counted_on(as_of)), 3, rows)?;
    book.push(sheet)
}

fn counted_on(as_of: Option<NaiveDate>) -> String {
    as_of.map(|today| format!("Tính đến ngày {}", today.format("%d/%m/%Y"))).unwrap_or_default()
}

/// One state, how many branches are in it, and of how many.
struct Rate {
    label: &'static str,
    count: u32,
    owed: u32,
}

fn rates(frame: &Frame, as_of: Option<NaiveDate>, book: &mut Book) -> Result<(), BookError> {
    let turnout = Turnout::of(frame.bloc);
    let owed = turnout.owed;
    let columns: [Column<Rate>; 3] = [
        column("Tình trạng", 40.0, Look::Text, |r| Value::text(r.label)),
        column("Số nơi nộp", 12.0, Look::Whole, |r| Value::whole(r.count)),
        column("Tỷ lệ %", 12.0, Look::Percent, |r| match Cached::share(r.count, r.owed) {
            Cached::Decimal(share) => Value::Decimal(share),
            Cached::Whole(share) => Value::whole(share),
            Cached::Text(_) => Value::Blank,
        }),
    ];
    let rows = [
        ("Phải nộp", owed),
        ("Đã nộp (kể cả không có nội dung)", turnout.returned()),
        ("– đúng hạn", turnout.on_time),
        ("– nộp muộn", turnout.late),
        ("– không rõ ngày nhận hoặc không có hạn", turnout.undated),
        ("– không có nội dung", turnout.nil),
        ("Nộp tệp không dùng được", turnout.rejected),
        ("Chưa nộp", turnout.missing),
        ("Trong số đã nộp: thiếu phần", turnout.partial),
        ("Trong số đã nộp: nộp lại", turnout.resubmitted),
    ];
    let mut sheet = Sheet::new("Tỷ lệ nộp")?;
    sheet.widths(columns.iter().map(|column| column.width))?;
    header(&mut sheet, &frame.looks, 1, &columns)?;
    let rows = rows.map(|(label, count)| Rate { label, count, owed });
    let next = super::table::rows(&mut sheet, &frame.looks, 2, &columns, rows)?;
    sheet.freeze_at(At::new(2, 1))?;
    let title = format!("TỶ LỆ NỘP BÁO CÁO NĂM {}", frame.plan.year);
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: Some((1, 1)),
        title: Some((title, counted_on(as_of))),
        repeated_columns: 0,
        last_cell: Some(At::new(next - 1, 3)),
    })?;
    book.push(sheet)
}
