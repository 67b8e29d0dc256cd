//! `Cần rà soát`: every finding, with where it stands and what to do.

use super::frame::Frame;
use super::look::{ERROR_FILL, Look, NOTE_FILL, WARNING_FILL};
use super::source;
use super::spread::Titles;
use super::table::{Column, FIRST_ROW, List, carries_nothing, column, number_of};
use crate::book::{At, Book, BookError, Highlight, Strictness, Style, Value};
use crate::output::tally::FindingCounts;
use crate::rules::finding::{Finding, Severity};
use std::collections::BTreeMap;

pub const SHEET: &str = "Cần rà soát";
const SEVERITY: &str = "Mức độ";
const HANDLING: &str = "Xử lý";

const HANDLING_NOTE: &str = "Ghi cách xử lý của đảng ủy: Chấp nhận: lý do (nội dung này thôi tính là lỗi cho đến khi số liệu thay đổi), \
                             Sửa thành … (để trả lại; muốn đọc theo giá trị ấy thì ghi ở sheet “Xử lý” của kế hoạch), Trả … sửa, hoặc nội dung khác. Lần gộp sau giữ nguyên phần đã ghi.";

struct Row<'b> {
    number: u32,
    finding: &'b Finding,
    branch: &'b str,
}

fn columns<'b>() -> [Column<Row<'b>>; 11] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column("Chi bộ", 17.0, Look::Text, |r| Value::text(r.branch)),
        column("Người / đối tượng", 22.0, Look::Text, |r| Value::text_or_blank(r.finding.subject.as_deref())),
        column("Vị trí", 24.0, Look::Link, |r| place(r.finding)),
        column("Nội dung", 44.0, Look::Text, |r| Value::text(r.finding.message.as_str())),
        column("Cách sửa", 36.0, Look::Text, |r| Value::text(r.finding.fix.as_str())),
        column("Căn cứ", 22.0, Look::Text, |r| Value::text(r.finding.basis.as_str())),
        column(SEVERITY, 10.0, Look::Centre, |r| severity(r.finding)),
        column("Mã", 8.0, Look::Centre, |r| Value::text(r.finding.code)),
        column(HANDLING, 18.0, Look::Decision, |r| {
            Value::text_or_blank(r.finding.answer.as_ref().map(|answer| answer.words.as_str()))
        }),
        column("Mã chi bộ", 9.0, Look::Centre, |r| Value::text_or_blank(r.finding.branch.as_deref())),
    ]
}

/// What was accepted with a reason is shown, and is neither error, warning nor note any more.
fn severity(finding: &Finding) -> Value<'_> {
    match finding.accepted() {
        Some(_) => Value::text(format!("Đã chấp nhận ({})", finding.severity.label().to_lowercase())),
        None => Value::text(finding.severity.label()),
    }
}

fn place(finding: &Finding) -> Value<'_> {
    match (&finding.file, &finding.sheet, finding.cell) {
        (Some(file), Some(sheet), Some(cell)) => source::of_cell(file, sheet, cell),
        (Some(file), sheet, _) => source::of_file(file, sheet.as_deref()),
        (None, Some(sheet), Some(cell)) => Value::text(format!("{sheet} › {cell}")),
        (None, Some(sheet), None) => Value::text(&**sheet),
        (None, None, _) => Value::Blank,
    }
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let columns = columns();
    let findings = &frame.bloc.findings;
    let names: BTreeMap<&str, &str> =
        frame.plan.branches.iter().map(|branch| (branch.code.as_str(), branch.name.as_str())).collect();
    let list = List { columns: &columns, carried: &[], carried_of: carries_nothing };
    let choice = book.choice(&["Chấp nhận: …", "Sửa thành …", &format!("Trả {} sửa", frame.unit.word())]);
    let title = format!("NỘI DUNG CẦN RÀ SOÁT NĂM {}", frame.plan.year);
    let rows = (1..).zip(findings).map(|(number, finding)| Row {
        number,
        finding,
        branch: match (&finding.branch, &finding.file) {
            (Some(code), _) => names.get(code.as_str()).copied().unwrap_or(code),
            (None, Some(_)) => "",
            (None, None) => "Toàn đảng bộ",
        },
    });
    let subtitle = summary(findings);
    let titles = Titles { sheet: SHEET, title: &title, subtitle: &subtitle, frozen_columns: 2 };
    list.spread(frame, book, &titles, rows, |sheet, last| {
        let block = |header| {
            let column = number_of(&columns, header);
            (At::new(FIRST_ROW, column), At::new(last, column))
        };
        for (severity, fill) in
            [(Severity::Error, ERROR_FILL), (Severity::Warning, WARNING_FILL), (Severity::Note, NOTE_FILL)]
        {
            let is = Highlight::TextIs(severity.label().to_owned());
            sheet.highlight(block(SEVERITY), &is, &Style::new().fill(fill))?;
        }
        sheet.note(At::new(1, number_of(&columns, HANDLING)), HANDLING_NOTE)?;
        sheet.choose(block(HANDLING), &choice, Strictness::Suggested, "")
    })
}

/// “12 lỗi, 30 cảnh báo, 4 lưu ý; đã chấp nhận 2”.
fn summary(findings: &[Finding]) -> String {
    let FindingCounts { errors, warnings, notes, .. } = FindingCounts::of(findings);
    let n_accepted = findings.iter().filter(|finding| finding.accepted().is_some()).count();
    let accepted = if n_accepted == 0 { String::new() } else { format!("; đã chấp nhận {n_accepted}") };
    format!("{errors} lỗi, {warnings} cảnh báo, {notes} lưu ý{accepted}")
}
