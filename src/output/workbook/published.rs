//! `Công khai`: name, branch and result only; the sheet that may be posted.

use super::frame::Frame;
use super::look::Look;
use super::members;
use super::spread::{self, Titles};
use super::table::{List, carries_nothing, column};
use crate::book::{Book, BookError, Cached, Value};
use crate::domain::grade::Standing;
use crate::domain::member::Member;
use crate::domain::place::CellAt;

pub const SHEET: &str = "Công khai";

struct Row<'b> {
    number: u32,
    /// The sheet of the list of members that shows the row, and the row: the same as here.
    members: String,
    row: u32,
    /// Columns of name, branch and result on the sheet of members.
    columns: [u16; 3],
    branch: &'b str,
    member: &'b Member,
}

impl Row<'_> {
    /// The same cell of the sheet of members: sorting there keeps name and result together here.
    fn copied(&self, column: u16, now: &str) -> Value<'static> {
        let mut formula = ["='", &self.members, "'!"].concat();
        CellAt::new(self.row, column).push_to(&mut formula);
        formula.push_str("&\"\"");
        Value::formula(formula, Cached::text(now))
    }

    /// Who has no grade is said to have none, until the committee decides one: a blank would read as forgotten. Why he has
    /// none is nobody else's to know.
    fn not_graded(&self, column: u16) -> Value<'static> {
        const WORDS: &str = "Không xếp loại";
        let cell = CellAt::new(self.row, column);
        let formula = format!("=IF('{0}'!{cell}=\"\",\"{WORDS}\",'{0}'!{cell}&\"\")", self.members);
        Value::formula(formula, Cached::text(WORDS))
    }
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let columns = [
        column("TT", 6.0, Look::Whole, |r: &Row| Value::whole(r.number)),
        column("Họ và tên", 34.0, Look::Text, |r| r.copied(r.columns[0], &r.member.name.value.clean)),
        column("Chi bộ", 44.0, Look::Text, |r| r.copied(r.columns[1], r.branch)),
        column("Kết quả", 34.0, Look::Centre, |r| {
            let grades = &r.member.grades;
            let grade = grades.committee_grade.as_ref().or(grades.branch_grade.as_ref());
            match (grade, r.member.standing()) {
                (None, Some(Standing::NotGraded(_))) => r.not_graded(r.columns[2]),
                _ => r.copied(r.columns[2], grade.map_or("", |grade| grade.value.label())),
            }
        }),
    ];
    let list = List { columns: &columns, carried: &[], carried_of: carries_nothing };
    let facts = members::columns_of_public_facts();
    let people = frame
        .parts
        .iter()
        .flat_map(|part| part.submission.members.iter().map(move |member| (part.branch.name.as_str(), member)));
    let rows = (1_u32..).zip(people).map(|(number, (branch, member))| {
        let (index, row) = spread::place_of(number, frame.making.records_a_sheet);
        Row { number, members: spread::sheet_name(members::SHEET, index), row, columns: facts, branch, member }
    });
    let title = format!("KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM {}", frame.plan.year);
    let subtitle = frame.list_subtitle();
    let titles = Titles { sheet: SHEET, title: &title, subtitle: &subtitle, frozen_columns: 2 };
    list.spread(frame, book, &titles, rows, |_, _| Ok(()))
}
