//! `Đối soát`: the proof that no row was lost. Where the rows of every sheet of every file went, the fingerprint of
//! every file, stated totals beside counted ones, what was not checked, and every row set aside, whole.

mod complete;
mod corrected;
mod facts;
mod stated;

use super::frame::Frame;
use super::look::{ERROR_FILL, GOOD_FILL, Look};
use super::table::{self, Column, column};
use super::{source, words};
use crate::book::{At, Book, BookError, Cached, Highlight, Orientation, Print, Sheet, Style, Value};
use crate::consolidate::reconcile::{self, SheetLine};
use crate::domain::reading::{Outcome, Reading, SetAsideRow};
use crate::rules::RULES;

pub const SHEET: &str = "Đối soát";

const N_COLUMNS: u16 = 8;
const WIDTHS: [f64; N_COLUMNS as usize] = [46.0, 24.0, 11.0, 11.0, 11.0, 11.0, 12.0, 44.0];
const MATCHES: &str = "✔";
const DIFFERS: &str = "✘";
/// A row set aside is spread over several lines past this many characters, so that a line still fits a page.
const MAX_CONTENT: usize = 1_500;

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let mut sheet = Sheet::new(SHEET)?;
    sheet.widths(WIDTHS)?;
    sheet.without_gridlines();
    let looks = &frame.looks;
    let title = format!("ĐỐI SOÁT SỐ LIỆU NĂM {}", frame.plan.year);
    sheet.merge(At::new(1, 1), At::new(1, N_COLUMNS), Value::text(title), looks.of(Look::Title))?;
    let rule = "Mỗi dòng dữ liệu đọc được đều được gộp, để riêng (liệt kê ở mục 6), hoặc bị lần nộp sau thay thế: \
                dòng đọc được = gộp + để riêng + bị thay thế. Tiêu đề, dòng tổng, ghi chú, chữ ký được đếm riêng.";
    sheet.merge(At::new(2, 1), At::new(2, N_COLUMNS), Value::text(rule), looks.of(Look::Italic))?;
    let mut next = 4;
    next = rows_of_sheets(&mut sheet, frame, next)?;
    next = files(&mut sheet, frame, next + 1)?;
    next = stated::stated_totals(&mut sheet, frame, next + 1)?;
    next = complete::completeness(&mut sheet, frame, next + 1)?;
    next = versions(&mut sheet, frame, next + 1)?;
    next = not_checked(&mut sheet, frame, next + 1)?;
    next = set_aside(&mut sheet, frame, next + 1)?;
    next = campaign_facts(&mut sheet, frame, next + 1)?;
    corrected::corrected(&mut sheet, frame, next + 1)?;
    sheet.freeze_at(At::new(2, 1))?;
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: Some((1, 1)),
        title: None,
        repeated_columns: 0,
        last_cell: None,
    })?;
    book.push(sheet)
}

fn heading(sheet: &mut Sheet, frame: &Frame, row: u32, text: &str) -> Result<u32, BookError> {
    sheet.put(At::new(row, 1), Value::text(text.to_owned()), frame.looks.of(Look::Heading))?;
    Ok(row + 1)
}

struct LineRow<'b> {
    row: u32,
    path: String,
    line: &'b SheetLine,
}

fn line_columns<'b>() -> [Column<LineRow<'b>>; 8] {
    [
        column("Tệp", 0.0, Look::Text, |r| Value::text(r.path.as_str())),
        column("Trang tính", 0.0, Look::Text, |r| Value::text(source::shown(&r.line.sheet))),
        column("Dòng đọc được", 0.0, Look::Whole, |r| Value::whole(r.line.read)),
        column("Gộp", 0.0, Look::Whole, |r| Value::whole(r.line.merged)),
        column("Để riêng", 0.0, Look::Whole, |r| Value::whole(r.line.set_aside)),
        column("Bị thay thế", 0.0, Look::Whole, |r| Value::whole(r.line.superseded)),
        column("Tiêu đề, dòng tổng", 0.0, Look::Whole, |r| Value::whole(r.line.furniture)),
        column("Kiểm tra", 0.0, Look::Centre, |r| check(r.row, r.line.balances())),
    ]
}

/// Read = merged + set aside + superseded, live.
fn check(row: u32, matches: bool) -> Value<'static> {
    let cached = if matches { MATCHES } else { DIFFERS };
    Value::formula(format!("=IF(C{row}=D{row}+E{row}+F{row},\"{MATCHES}\",\"{DIFFERS}\")"), Cached::text(cached))
}

fn rows_of_sheets(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let campaign = &frame.bloc.campaign;
    let lines = reconcile::lines(campaign);
    let columns = line_columns();
    let header_row = heading(sheet, frame, row, "1. Số dòng theo tệp và trang tính")?;
    table::header(sheet, &frame.looks, header_row, &columns)?;
    let first = header_row + 1;
    let path = |line: &SheetLine| {
        campaign.files.get(line.file).map(|reading| source::shown(&reading.file.path)).unwrap_or_default()
    };
    let rows = (first..).zip(&lines).map(|(row, line)| LineRow { row, path: path(line), line });
    let next = table::rows(sheet, &frame.looks, first, &columns, rows)?;
    let sums = reconcile::sums(campaign);
    let furniture = lines.iter().map(|line| line.furniture).sum();
    let looks = &frame.looks;
    let label = format!("Tổng cộng ({} tệp)", sums.files);
    sheet.merge(At::new(next, 1), At::new(next, 2), Value::text(label), looks.of(Look::TotalText))?;
    let figures = [sums.read, sums.merged, sums.set_aside, sums.superseded, furniture];
    for ((column, letter), figure) in (3..).zip(["C", "D", "E", "F", "G"]).zip(figures) {
        let formula = format!("=SUM({letter}{first}:{letter}{})", next - 1);
        sheet.put(At::new(next, column), Value::formula(formula, Cached::whole(figure)), looks.of(Look::TotalWhole))?;
    }
    let matches = sums.balances();
    sheet.put(At::new(next, 8), check(next, matches), looks.of(Look::TotalText))?;
    let block = (At::new(first, 8), At::new(next, 8));
    sheet.highlight(block, &Highlight::TextIs(MATCHES.to_owned()), &Style::new().fill(GOOD_FILL))?;
    sheet.highlight(block, &Highlight::TextIs(DIFFERS.to_owned()), &Style::new().fill(ERROR_FILL))?;
    Ok(next + 1)
}

/// A line whose cells span the columns as given: first and last column of each.
fn spanned(
    sheet: &mut Sheet,
    frame: &Frame,
    row: u32,
    cells: impl IntoIterator<Item = ((u16, u16), Value<'static>, Look)>,
) -> Result<(), BookError> {
    for ((from, to), value, look) in cells {
        sheet.merge(At::new(row, from), At::new(row, to), value, frame.looks.of(look))?;
    }
    Ok(())
}

struct FileRow<'b> {
    reading: &'b Reading,
    sum: SheetLine,
}

fn file_columns<'b>() -> [Column<FileRow<'b>>; 8] {
    [
        column("Tệp", 0.0, Look::Text, |r| Value::text(source::shown(&r.reading.file.path))),
        column("Kết quả đọc", 0.0, Look::Text, |r| Value::text(words::outcome(r.reading.outcome))),
        column("Số byte", 0.0, Look::Whole, |r| Value::Whole(r.reading.file.n_bytes as i64)),
        column("Dòng đọc được", 0.0, Look::Whole, |r| Value::whole(r.sum.read)),
        column("Gộp", 0.0, Look::Whole, |r| Value::whole(r.sum.merged)),
        column("Để riêng", 0.0, Look::Whole, |r| Value::whole(r.sum.set_aside)),
        column("Bị thay thế", 0.0, Look::Whole, |r| Value::whole(r.sum.superseded)),
        column("SHA-256", 0.0, Look::Fine, |r| Value::text(r.reading.file.sha256.as_str())),
    ]
}

fn files(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let campaign = &frame.bloc.campaign;
    let mut sums: Vec<SheetLine> = (0..campaign.files.len()).map(no_rows).collect();
    for line in reconcile::lines(campaign) {
        let Some(sum) = sums.get_mut(line.file) else { continue };
        sum.read += line.read;
        sum.merged += line.merged;
        sum.set_aside += line.set_aside;
        sum.superseded += line.superseded;
    }
    let header_row = heading(sheet, frame, row, "2. Tệp nhận được và mã kiểm SHA-256")?;
    let columns = file_columns();
    table::header(sheet, &frame.looks, header_row, &columns)?;
    let rows = campaign.files.iter().zip(sums).map(|(reading, sum)| FileRow { reading, sum });
    table::rows(sheet, &frame.looks, header_row + 1, &columns, rows)
}

fn no_rows(file: usize) -> SheetLine {
    SheetLine { file, sheet: "".into(), read: 0, merged: 0, set_aside: 0, superseded: 0, furniture: 0 }
}

fn nothing(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    spanned(sheet, frame, row, [((1, N_COLUMNS), Value::text("Không có"), Look::Nothing)])?;
    Ok(row + 1)
}

fn versions(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let mut next = heading(sheet, frame, row, "4. Phiên bản")?;
    let regulation = &frame.bloc.regulation;
    let plan = match &frame.plan.file {
        Some(file) => format!("{} (dấu vân {})", source::shown(file), frame.plan.fingerprint),
        None => "không có tệp kế hoạch".to_owned(),
    };
    for (name, value) in [
        ("Chương trình", format!("tonghop {}", env!("CARGO_PKG_VERSION"))),
        ("Bộ quy tắc", rule_set()),
        ("Hồ sơ quy định", format!("{} (phiên bản {}): {}", regulation.id, regulation.version, regulation.title)),
        ("Kế hoạch", plan),
    ] {
        spanned(
            sheet,
            frame,
            next,
            [((1, 1), Value::text(name), Look::Text), ((2, N_COLUMNS), Value::text(value), Look::Text)],
        )?;
        next += 1;
    }
    Ok(next)
}

/// How many rules judged the returns, and of which version of the program.
fn rule_set() -> String {
    format!("{} quy tắc kiểm tra, theo chương trình {}", RULES.len(), env!("CARGO_PKG_VERSION"))
}

fn not_checked(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let mut next = heading(sheet, frame, row, "5. Nội dung chưa kiểm tra và phần của kế hoạch chưa dùng")?;
    let unknown = frame.plan.unknown_parts.iter().map(|part| match &part.cell {
        Some(cell) => format!("Kế hoạch, {} › {cell}: “{}” chưa rõ nghĩa, không dùng", part.sheet, part.text),
        None => format!("Kế hoạch: trang “{}” chưa rõ nghĩa, không dùng", part.text),
    });
    let skipped = frame.bloc.campaign.files.iter().filter(|reading| reading.outcome == Outcome::Skipped);
    let skipped = skipped.map(|reading| format!("Bỏ qua, không phải báo cáo: {}", source::shown(&reading.file.path)));
    let first = next;
    for text in frame.bloc.unchecked.iter().cloned().chain(unknown).chain(skipped) {
        spanned(sheet, frame, next, [((1, N_COLUMNS), Value::text(text), Look::Text)])?;
        next += 1;
    }
    if next == first { nothing(sheet, frame, next) } else { Ok(next) }
}

fn set_aside(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let mut next = heading(sheet, frame, row, "6. Các dòng để riêng (chưa gộp), nguyên văn")?;
    let spans = [(1, 1), (2, 3), (4, N_COLUMNS)];
    let cells = spans.into_iter().zip(["Vị trí", "Lý do", "Nội dung các ô"]);
    spanned(sheet, frame, next, cells.map(|(span, text)| (span, Value::text(text), Look::Header)))?;
    next += 1;
    let first = next;
    for (_, aside) in reconcile::set_aside_rows(&frame.bloc.campaign) {
        for content in contents(aside) {
            let place = &aside.place;
            let place = source::of_cell(&place.file, &place.sheet, place.at);
            let why = Value::text(words::set_aside(aside.why));
            let cells = [place, why, Value::text(content)];
            let looks = [Look::Link, Look::Text, Look::Text];
            let cells = spans.into_iter().zip(cells).zip(looks).map(|((span, value), look)| (span, value, look));
            spanned(sheet, frame, next, cells)?;
            next += 1;
        }
    }
    if next == first { nothing(sheet, frame, next) } else { Ok(next) }
}

/// What the plan says of the whole campaign, under the plan's own keys: the workbook can then be reported from, or taken
/// up again, without the folder it was made in.
fn campaign_facts(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<u32, BookError> {
    let mut next = heading(sheet, frame, row, "7. Thông tin chung của đợt (theo kế hoạch)")?;
    for (key, value) in facts::lines(frame.plan, &frame.bloc.regulation.id) {
        let cells = [(1, 1), (2, N_COLUMNS)].into_iter().zip([key, value].map(Value::text));
        spanned(sheet, frame, next, cells.map(|(span, value)| (span, value, Look::Text)))?;
        next += 1;
    }
    Ok(next)
}

/// The cells of a row as `B12: …; C12: …`, in as many pieces as needed.
fn contents(row: &SetAsideRow) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for (at, text) in &row.cells {
        let characters: Vec<char> = format!("{at}: {text}").chars().collect();
        for words in characters.chunks(MAX_CONTENT) {
            let words: String = words.iter().collect();
            match pieces.last_mut() {
                Some(piece) if piece.chars().count() + words.chars().count() <= MAX_CONTENT => {
                    piece.push_str("; ");
                    piece.push_str(&words);
                }
                _ => pieces.push(words),
            }
        }
    }
    if pieces.is_empty() {
        pieces.push(String::new());
    }
    pieces
}
