//! `So sánh vị trí`: grades by position and by group of similar branches, so that equivalent positions can be held
//! against one another (plan of 2021, I.2).

use super::frame::Frame;
use super::look::Look;
use super::table::{self, Column, column};
use crate::book::{At, Book, BookError, Cached, Orientation, Print, Sheet, Value};
use crate::domain::grade::Grade;
use crate::domain::member::Member;
use crate::text::fold;
use std::collections::BTreeMap;

pub const SHEET: &str = "So sánh vị trí";
/// The first table's header; the second has the same, so that it can be repeated over both.
const HEADER_ROW: u32 = 5;
const NO_POST: &str = "(không ghi chức vụ)";
const NO_GROUP: &str = "(không phân nhóm)";

/// Members of one position in one group, by grade.
#[derive(Default)]
struct Tally {
    total: u32,
    of_grade: [u32; 4],
}

impl Tally {
    fn add(&mut self, member: &Member) {
        self.total += 1;
        let grades = &member.grades;
        let grade = grades.committee_grade.as_ref().or(grades.branch_grade.as_ref());
        if let Some(grade) = grade {
            self.of_grade[place(grade.value)] += 1;
        }
    }

    fn graded(&self) -> u32 {
        self.of_grade.iter().sum()
    }
}

/// A grade's place in [`Grade::ALL`].
fn place(grade: Grade) -> usize {
    match grade {
        Grade::Excellent => 0,
        Grade::Good => 1,
        Grade::Completed => 2,
        Grade::NotCompleted => 3,
    }
}

struct Row {
    number: u32,
    row: u32,
    first: String,
    second: String,
    tally: Tally,
}

/// The two first headers differ by table; they stand in the headers' places below.
fn columns() -> [Column<Row>; 10] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column("Chức vụ / vị trí", 34.0, Look::Text, |r| Value::text(r.first.as_str())),
        column("Nhóm tương đồng / đơn vị", 34.0, Look::Text, |r| Value::text(r.second.as_str())),
        column("Tổng số", 9.0, Look::Whole, |r| Value::whole(r.tally.total)),
        column("Số được xếp loại", 10.0, Look::Whole, |r| Value::whole(r.tally.graded())),
        column("HTXSNV", 10.0, Look::Whole, |r| Value::whole(r.tally.of_grade[0])),
        column("Tỷ lệ HTXSNV", 10.0, Look::Percent, |r| {
            let formula = format!("=IF(E{0}=0,0,F{0}/E{0})", r.row);
            Value::formula(formula, Cached::share(r.tally.of_grade[0], r.tally.graded()))
        }),
        column("HTTNV", 10.0, Look::Whole, |r| Value::whole(r.tally.of_grade[1])),
        column("HTNV", 10.0, Look::Whole, |r| Value::whole(r.tally.of_grade[2])),
        column("KHTNV", 10.0, Look::Whole, |r| Value::whole(r.tally.of_grade[3])),
    ]
}

/// By folded position and group; the words shown are the first met.
type Tallies = BTreeMap<(String, String), (String, String, Tally)>;

fn tallies(frame: &Frame) -> (Tallies, Tallies) {
    let mut by_group = Tallies::new();
    let mut by_branch = Tallies::new();
    for part in &frame.parts {
        let group = part.branch.group.as_deref().unwrap_or(NO_GROUP);
        for member in &part.submission.members {
            let post = member.post.as_ref().map_or(NO_POST, |post| post.value.as_str());
            let key = fold::fold(post);
            let entry = by_group
                .entry((key.clone(), fold::fold(group)))
                .or_insert_with(|| (post.to_owned(), group.to_owned(), Tally::default()));
            entry.2.add(member);
            let entry = by_branch
                .entry((key, part.branch.code.clone()))
                .or_insert_with(|| (post.to_owned(), part.branch.name.clone(), Tally::default()));
            entry.2.add(member);
        }
    }
    (by_group, by_branch)
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let columns = columns();
    let looks = &frame.looks;
    let mut sheet = Sheet::new(SHEET)?;
    sheet.widths(columns.iter().map(|column| column.width))?;
    sheet.without_gridlines();
    let n_columns = columns.len() as u16;
    let title = format!("SO SÁNH KẾT QUẢ XẾP LOẠI GIỮA CÁC VỊ TRÍ TƯƠNG ĐƯƠNG NĂM {}", frame.plan.year);
    sheet.merge(At::new(1, 1), At::new(1, n_columns), Value::text(title), looks.of(Look::Title))?;
    sheet.merge(
        At::new(2, 1),
        At::new(2, n_columns),
        Value::text("Theo số liệu khi lập bảng; chức vụ viết khác nhau về chữ hoa, dấu cách được tính là một."),
        looks.of(Look::Subtitle),
    )?;
    let (by_group, by_branch) = tallies(frame);
    let by_unit = format!("2. Theo {}", frame.unit.word());
    let mut next = HEADER_ROW - 1;
    for (heading, tallies) in [("1. Theo nhóm tương đồng", by_group), (by_unit.as_str(), by_branch)] {
        sheet.put(At::new(next, 1), Value::text(heading), looks.of(Look::Heading))?;
        table::header(&mut sheet, looks, next + 1, &columns)?;
        let first = next + 2;
        let rows = (first..).zip(1_u32..).zip(tallies.into_values());
        let rows = rows.map(|((row, number), (first, second, tally))| Row { number, row, first, second, tally });
        next = table::rows(&mut sheet, looks, first, &columns, rows)? + 1;
    }
    sheet.freeze_at(At::new(HEADER_ROW + 1, 1))?;
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: Some((HEADER_ROW, HEADER_ROW)),
        title: None,
        repeated_columns: 0,
        last_cell: None,
    })?;
    book.push(sheet)
}
