//! `Quyết định không còn khớp`: what the committee typed into an earlier output and what no longer fits. Kept here, and
//! read from here by the next run, until its words are deleted. The sheet is there only when there is something on it.

use super::frame::Frame;
use super::look::Look;
use super::source;
use super::table::{Column, FIRST_ROW, List, carries_nothing, column, last_row, number_of};
use super::{collectives, findings, members, rewards, staff};
use crate::book::{At, Book, BookError, Sheet, Value};
use crate::domain::column::TableKind;
use crate::domain::decision::{Typed, Unfit, UnfitWhy};

pub const SHEET: &str = "Quyết định không còn khớp";
const WRITTEN: &str = "Đã ghi";
const NOTE: &str = "Lần gộp sau vẫn xét lại các dòng này. Dòng nào không cần nữa: xóa chữ ở cột Đã ghi và cột Lý do.";

struct Row<'b> {
    number: u32,
    unfit: &'b Unfit,
}

fn columns<'b>() -> [Column<Row<'b>>; 12] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column("Trang", 13.0, Look::Centre, |r| Value::text(sheet_of(&r.unfit.typed))),
        column("Mã chi bộ", 8.0, Look::Centre, |r| match &r.unfit.typed {
            Typed::Row(row) => Value::text(row.branch.as_str()),
            Typed::Handling(handling) => Value::text(handling.branch.as_str()),
        }),
        column("Người / đối tượng", 24.0, Look::Text, |r| match &r.unfit.typed {
            Typed::Row(row) => Value::text(row.name.as_str()),
            Typed::Handling(handling) => Value::text(handling.subject.as_str()),
        }),
        column("Khi quyết định", 16.0, Look::Centre, |r| match &r.unfit.typed {
            Typed::Row(row) => Value::text(row.returned.as_str()),
            Typed::Handling(_) => Value::Blank,
        }),
        column(WRITTEN, 18.0, Look::Decision, |r| match &r.unfit.typed {
            Typed::Row(row) => Value::text(row.written.as_str()),
            Typed::Handling(handling) => Value::text(handling.words.as_str()),
        }),
        column("Lý do", 20.0, Look::Decision, |r| match &r.unfit.typed {
            Typed::Row(row) => Value::text(row.why.as_str()),
            Typed::Handling(_) => Value::Blank,
        }),
        column("Vì sao không khớp", 36.0, Look::Text, |r| Value::text(why(&r.unfit.why))),
        column("Mã dòng", 14.0, Look::Fine, |r| match &r.unfit.typed {
            Typed::Row(row) => Value::text(row.key.as_str()),
            Typed::Handling(_) => Value::Blank,
        }),
        column("Mã", 7.0, Look::Centre, |r| match &r.unfit.typed {
            Typed::Row(_) => Value::Blank,
            Typed::Handling(handling) => Value::text(handling.code.as_str()),
        }),
        column("Vị trí", 20.0, Look::Fine, |r| match &r.unfit.typed {
            Typed::Row(_) => Value::Blank,
            Typed::Handling(handling) => Value::text(handling.place.as_str()),
        }),
        column("Nội dung", 30.0, Look::Fine, |r| match &r.unfit.typed {
            Typed::Row(_) => Value::Blank,
            Typed::Handling(handling) => Value::text(handling.message.as_str()),
        }),
    ]
}

fn sheet_of(typed: &Typed) -> &'static str {
    match typed {
        Typed::Handling(_) => findings::SHEET,
        Typed::Row(row) => match row.about {
            TableKind::Members | TableKind::Summary => members::SHEET,
            TableKind::Collectives => collectives::SHEET,
            TableKind::Staff => staff::SHEET,
            TableKind::Rewards => rewards::SHEET,
        },
    }
}

fn why(why: &UnfitWhy) -> String {
    match why {
        UnfitWhy::RowGone { alike: None } => "Không còn dòng này trong hồ sơ đã nộp".to_owned(),
        UnfitWhy::RowGone { alike: Some(place) } => format!(
            "Không còn dòng này; dòng cùng tên hiện ở {} › {} › {}. Nếu là một người, ghi lại quyết định ở dòng đó",
            source::shown(&place.file),
            source::shown(&place.sheet),
            place.at
        ),
        UnfitWhy::RowChanged { now, .. } if now.is_empty() => "Hồ sơ nay để trống nội dung này".to_owned(),
        UnfitWhy::RowChanged { now, .. } => format!("Hồ sơ nay ghi “{now}”"),
        UnfitWhy::TwoDecisions { other } => format!("Một dòng có hai quyết định khác nhau (“{other}”)"),
        UnfitWhy::FindingChanged => "Nội dung cần rà soát đã thay đổi".to_owned(),
        UnfitWhy::FindingGone => "Nội dung này không còn".to_owned(),
    }
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let unfit = &frame.bloc.campaign.unfit;
    if unfit.is_empty() {
        return Ok(());
    }
    let columns = columns();
    let list = List { columns: &columns, carried: &[], carried_of: carries_nothing };
    let mut sheet = Sheet::new(SHEET)?;
    let title = format!("QUYẾT ĐỊNH ĐÃ GHI NAY KHÔNG CÒN KHỚP NĂM {}", frame.plan.year);
    let rows = (1..).zip(unfit).map(|(number, unfit)| Row { number, unfit });
    list.write(&mut sheet, &frame.looks, (&title, &frame.list_subtitle()), 4, rows)?;
    let (number, key) = (number_of(&columns, WRITTEN), number_of(&columns, "Mã dòng"));
    sheet.note(At::new(1, number), NOTE)?;
    sheet.digits_are_text(At::new(FIRST_ROW, key), At::new(last_row(unfit.len()), key))?;
    book.push(sheet)
}
