//! `Khen thưởng`: every proposal for commendation of every merged return, with the committee's decision.

use super::decision::{DECISION, WHY, why};
use super::frame::{Frame, Part};
use super::look::Look;
use super::members::{self, text};
use super::spread::{self, Titles};
use super::table::{Column, FIRST_ROW, List, SOURCE, carried_headers, column, number_of};
use super::{collectives, source, words};
use crate::book::{At, Book, BookError, Cached, Strictness, Value, literal};
use crate::domain::decision::Approval;
use crate::domain::grade::Grade;
use crate::domain::people::{Reward, RewardKind, RewardMatch, RewardSubject};

pub const SHEET: &str = "Khen thưởng";
const CODE: &str = "Mã chi bộ";
const SUBJECT: &str = "Đối tượng";
const GRADE: &str = "Xếp loại năm";
const N_FROZEN: u16 = 4;

const DECISION_NOTE: &str = "Cột để đảng ủy quyết định: chọn Đồng ý hoặc Không đồng ý; để trống khi chưa quyết định. Nếu không \
                             đồng ý, ghi lý do ở cột bên cạnh.";
const DECISION_HINT: &str = "Chọn Đồng ý hoặc Không đồng ý, hoặc để trống khi chưa quyết định.";

struct Row<'b> {
    number: u32,
    row: u32,
    part: &'b Part<'b>,
    /// How many members and collectives stand on their lists before those of this return.
    before: (usize, usize),
    index: usize,
    reward: &'b Reward,
    sheets: &'b Sheets,
}

/// The lists on which those proposed stand.
struct Sheets {
    members: Listed,
    collectives: Listed,
    /// The column of the year's grade here.
    grade: u16,
}

/// A list on which somebody stands.
struct Listed {
    records_a_sheet: u32,
    /// Of each of its sheets the blocks of results and of keys.
    blocks: Vec<(String, String)>,
}

fn columns<'b>() -> [Column<Row<'b>>; 15] {
    [
        column("TT", 5.0, Look::Whole, |r| Value::whole(r.number)),
        column(CODE, 8.0, Look::Centre, |r| Value::text(r.part.branch.code.as_str())),
        column("Chi bộ", 22.0, Look::Text, |r| Value::text(r.part.branch.name.as_str())),
        column("Họ và tên hoặc tập thể", 28.0, Look::Text, |r| {
            Value::text(r.reward.name.value.clean.as_str())
        }),
        column(SUBJECT, 10.0, Look::Centre, |r| Value::text_or_blank(r.reward.subject.map(words::reward_subject))),
        column("Hình thức", 14.0, Look::Centre, |r| Value::text_or_blank(r.reward.form_in_words())),
        column("Loại", 12.0, Look::Centre, |r| {
            Value::text_or_blank(r.reward.kind.as_ref().map(|kind| words::reward_kind(kind.value)))
        }),
        column("Thành tích", 28.0, Look::Text, |r| text(&r.reward.achievement)),
        column(GRADE, 15.0, Look::Centre, grade),
        column("Điều kiện", 12.0, Look::Centre, condition),
        column(DECISION, 13.0, Look::Decision, |r| answer(r.reward)),
        column(WHY, 20.0, Look::Decision, |r| why(&r.reward.committee_words)),
        column("Ghi chú", 16.0, Look::Text, |r| text(&r.reward.note)),
        column(SOURCE, 20.0, Look::Link, |r| source::of_row(&r.reward.source)),
        column("Mã dòng", 14.0, Look::Fine, |r| {
            Value::text_or_blank(r.part.keys.rewards.get(r.index).map(|key| key.as_str()))
        }),
    ]
}

/// The year's grade of whom the proposal was recognised as, live: on that one's own row, told by its key.
fn grade<'r>(row: &'r Row) -> Value<'r> {
    let (submission, keys) = (row.part.submission, &row.part.keys);
    let (grade, listed, number, key) = match row.reward.matched {
        Some(RewardMatch::Member(index)) => {
            let grades = submission.members.get(index).map(|member| &member.grades);
            let grade = grades.and_then(|grades| grades.committee_grade.as_ref().or(grades.branch_grade.as_ref()));
            let number = row.before.0 + index + 1;
            (grade.map(|grade| grade.value), &row.sheets.members, number, keys.members.get(index))
        }
        Some(RewardMatch::Collective(index)) => {
            let grade = submission.collectives.get(index).and_then(|collective| collective.grade());
            (grade, &row.sheets.collectives, row.before.1 + index + 1, keys.collectives.get(index))
        }
        None => return Value::Blank,
    };
    let now = grade.map_or("", Grade::label);
    match key {
        Some(key) => Value::formula(format!("={}", listed.result_of(number as u32, &literal(key))), Cached::text(now)),
        None => Value::text(now),
    }
}

impl Listed {
    /// The result on the row of a key: the row of this running number while the key stands there; once the list was sorted
    /// or rows were taken out, wherever it stands; else an empty text. Looking through the whole list for each of many
    /// proposals would keep Excel busy for minutes.
    fn result_of(&self, number: u32, key: &str) -> String {
        let (index, row) = spread::place_of(number, self.records_a_sheet);
        let nth = row - FIRST_ROW + 1;
        let looked_up = self.looked_up(key);
        match self.blocks.get(index as usize) {
            Some((results, keys)) => {
                format!("IF(IFERROR(INDEX({keys},{nth}),\"\")={key},INDEX({results},{nth})&\"\",{looked_up})")
            }
            None => looked_up,
        }
    }

    fn looked_up(&self, key: &str) -> String {
        let of_sheet = |otherwise: String, (results, keys): &(String, String)| {
            format!("IFERROR(INDEX({results},MATCH({key},{keys},0))&\"\",{otherwise})")
        };
        self.blocks.iter().rev().fold("\"\"".to_owned(), of_sheet)
    }
}

const MEETS: &str = "Đủ điều kiện";
const FAILS: &str = "Chưa đủ điều kiện";

/// Whether the year's grade allows the reward, live; an exceptional one needs none.
fn condition<'r>(row: &'r Row) -> Value<'r> {
    let is_exceptional = row.reward.kind.as_ref().is_some_and(|kind| kind.value == RewardKind::Exceptional);
    if is_exceptional {
        return Value::text(MEETS);
    }
    if row.reward.lacks_years {
        return Value::text(FAILS);
    }
    if row.reward.matched.is_none() {
        return Value::text("Chưa xác định được đối tượng");
    }
    let grade = At::new(row.row, row.sheets.grade);
    let formula = format!("=IF({grade}={},{},{})", literal(Grade::Excellent.label()), literal(MEETS), literal(FAILS));
    Value::formula(formula, Cached::text(if row.reward.eligible { MEETS } else { FAILS }))
}

/// The committee's answer, or what was typed there and is none.
fn answer(reward: &Reward) -> Value<'_> {
    let label = reward.approval.map(Approval::label);
    Value::text_or_blank(label.or(reward.committee_words.not_understood.as_deref()))
}

/// Blocks that formulas elsewhere count.
pub struct Blocks {
    pub code: String,
    pub subject: String,
    pub decision: String,
}

fn n_rows(frame: &Frame) -> usize {
    frame.parts.iter().map(|part| part.submission.rewards.len()).sum()
}

/// Those of every sheet that the list is spread over.
pub fn blocks(frame: &Frame) -> Vec<Blocks> {
    spread::blocks(&columns(), (SHEET, n_rows(frame)), frame, |block| Blocks {
        code: block(CODE),
        subject: block(SUBJECT),
        decision: block(DECISION),
    })
}

/// How a collective reads in the column of subjects.
pub fn collective_subject() -> &'static str {
    words::reward_subject(RewardSubject::Collective)
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let columns = columns();
    let all = frame.parts.iter().flat_map(|part| part.submission.rewards.iter());
    let carried = carried_headers(all.flat_map(|reward| &reward.carried));
    let list = List { columns: &columns, carried: &carried, carried_of: |row: &Row| &row.reward.carried };
    let choice = book.choice(&Approval::ALL.map(Approval::label));
    let title = format!("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM {}", frame.plan.year);
    let with_those_before = frame.parts.iter().scan((0, 0), |before, part| {
        let here = *before;
        before.0 += part.submission.members.len();
        before.1 += part.submission.collectives.len();
        Some((part, here))
    });
    let rows = with_those_before.flat_map(|(part, before)| {
        part.submission.rewards.iter().enumerate().map(move |(index, reward)| (part, before, index, reward))
    });
    let records_a_sheet = frame.making.records_a_sheet;
    let sheets = Sheets {
        members: Listed {
            records_a_sheet,
            blocks: members::blocks(frame).into_iter().map(|blocks| (blocks.result, blocks.key)).collect(),
        },
        collectives: Listed {
            records_a_sheet,
            blocks: collectives::blocks(frame).into_iter().map(|blocks| (blocks.result, blocks.key)).collect(),
        },
        grade: number_of(&columns, GRADE),
    };
    let sheets = &sheets;
    let rows = (1_u32..).zip(rows).map(|(number, (part, before, index, reward))| Row {
        number,
        row: spread::place_of(number, records_a_sheet).1,
        part,
        before,
        index,
        reward,
        sheets,
    });
    let subtitle = frame.list_subtitle();
    let titles = Titles { sheet: SHEET, title: &title, subtitle: &subtitle, frozen_columns: N_FROZEN };
    list.spread(frame, book, &titles, rows, |sheet, last| {
        let column = number_of(&columns, DECISION);
        let block = (At::new(FIRST_ROW, column), At::new(last, column));
        sheet.note(At::new(1, column), DECISION_NOTE)?;
        sheet.choose(block, &choice, Strictness::Only, DECISION_HINT)
    })
}
