//! `Tổng hợp`: the table that the committee signs. One row for every branch of the plan, live over `Đảng viên`.

use super::frame::Frame;
use super::look::Look;
use super::spread::sum;
use super::{letterhead, members, rewards, words};
use crate::book::{At, Book, BookError, Cached, Orientation, Print, Sheet, Value, criterion};
use crate::consolidate::count::StandingCounts;
use crate::domain::decision::Approval;
use crate::domain::grade::{Grade, Reason};
use crate::domain::place::column_letters;
use crate::domain::submission::{Content, Submission, Timing};

pub const SHEET: &str = "Tổng hợp";

/// Columns of the table, in order; the number of each is its place here, from 1.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Field {
    Number,
    Branch,
    Total,
    NotGraded(Reason),
    Graded,
    Count(Grade),
    Share(Grade),
    Rewards,
    Note,
}

const FIELDS: [(Field, &str, f64); 18] = [
    (Field::Number, "TT", 5.0),
    (Field::Branch, "Chi bộ", 30.0),
    (Field::Total, "Tổng số đảng viên", 8.5),
    (Field::NotGraded(Reason::Exempt), "Miễn sinh hoạt", 8.0),
    (Field::NotGraded(Reason::Suspended), "Đình chỉ", 7.0),
    (Field::NotGraded(Reason::UnderSixMonths), "Dưới 6 tháng", 7.5),
    (Field::NotGraded(Reason::Other), "Khác", 6.5),
    (Field::Graded, "Số được xếp loại", 8.5),
    (Field::Count(Grade::Excellent), "SL", 6.0),
    (Field::Share(Grade::Excellent), "Tỷ lệ %", 8.0),
    (Field::Count(Grade::Good), "SL", 6.0),
    (Field::Share(Grade::Good), "Tỷ lệ %", 8.0),
    (Field::Count(Grade::Completed), "SL", 6.0),
    (Field::Share(Grade::Completed), "Tỷ lệ %", 8.0),
    (Field::Count(Grade::NotCompleted), "SL", 6.0),
    (Field::Share(Grade::NotCompleted), "Tỷ lệ %", 8.0),
    (Field::Rewards, "Đề nghị khen thưởng", 9.0),
    (Field::Note, "Ghi chú", 26.0),
];

const N_COLUMNS: u16 = FIELDS.len() as u16;
/// The letterhead and the title stand above.
const HEADER_ROW: u32 = 9;
const FIRST_ROW: u32 = HEADER_ROW + 2;

fn column_of(field: Field) -> u16 {
    FIELDS.iter().position(|(other, ..)| *other == field).map_or(1, |position| position as u16 + 1)
}

fn cell(field: Field, row: u32) -> String {
    format!("{}{row}", column_letters(column_of(field)))
}

/// One row: a branch of the plan and what it returned.
struct Row<'b> {
    code: &'b str,
    name: &'b str,
    counts: StandingCounts,
    note: Note,
}

/// What stands under Ghi chú.
struct Note {
    fixed: String,
    undecided: u32,
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let mut sheet = Sheet::new(SHEET)?;
    sheet.widths(FIELDS.map(|(_, _, width)| width))?;
    sheet.without_gridlines();
    letterhead::letterhead(&mut sheet, frame, (1, 7), (10, N_COLUMNS))?;
    title(&mut sheet, frame)?;
    header(&mut sheet, frame)?;
    let rows = rows(frame);
    let formulas = Formulas { members: members::blocks(frame), rewards: rewards::blocks(frame) };
    for (row, (number, record)) in (FIRST_ROW..).zip((1_u32..).zip(&rows)) {
        for (column, (field, ..)) in (1..).zip(FIELDS) {
            let (value, look) = formulas.branch_cell(field, row, number, record);
            sheet.put(At::new(row, column), value, frame.looks.of(look))?;
        }
    }
    let mut next = FIRST_ROW + rows.len() as u32;
    if rows.is_empty() {
        let style = frame.looks.of(Look::Nothing);
        sheet.merge(At::new(next, 1), At::new(next, N_COLUMNS), Value::text("Không có"), style)?;
        next += 1;
    }
    total_row(&mut sheet, frame, next)?;
    letterhead::signatures(&mut sheet, frame, next + 2, (1, 7), (10, N_COLUMNS))?;
    // The places for signatures never stand on a page of their own: two branches and the sum go with them.
    let kept = (next.saturating_sub(2).max(FIRST_ROW), next + 2 + letterhead::LAST_OF_SIGNATURES);
    sheet.freeze_at(At::new(FIRST_ROW, 3))?;
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: Some((HEADER_ROW, HEADER_ROW + 1)),
        title: None,
        repeated_columns: 0,
        last_cell: None,
    })?;
    sheet.keep_on_one_page(kept, (HEADER_ROW, HEADER_ROW + 1))?;
    book.push(sheet)
}

fn title(sheet: &mut Sheet, frame: &Frame) -> Result<(), BookError> {
    let looks = &frame.looks;
    let title = format!("BẢNG TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM {}", frame.plan.year);
    sheet.merge(At::new(6, 1), At::new(6, N_COLUMNS), Value::text(title), looks.of(Look::Title))?;
    if let Some(line) = frame.provisional_line() {
        sheet.merge(At::new(7, 1), At::new(7, N_COLUMNS), Value::text(line), looks.of(Look::Alert))?;
    }
    Ok(())
}

fn header(sheet: &mut Sheet, frame: &Frame) -> Result<(), BookError> {
    let style = frame.looks.of(Look::Header);
    let (top, below) = (HEADER_ROW, HEADER_ROW + 1);
    let across = |sheet: &mut Sheet, from: Field, to: Field, text: &'static str| {
        sheet.merge(At::new(top, column_of(from)), At::new(top, column_of(to)), Value::text(text), style)
    };
    for (column, (field, text, _)) in (1..).zip(FIELDS) {
        match field {
            Field::NotGraded(_) | Field::Count(_) | Field::Share(_) => {
                sheet.put(At::new(below, column), Value::text(text), style)?;
            }
            _ => sheet.merge(At::new(top, column), At::new(below, column), Value::text(text), style)?,
        }
    }
    across(sheet, Field::NotGraded(Reason::Exempt), Field::NotGraded(Reason::Other), "Không xếp loại")?;
    for grade in Grade::ALL {
        across(sheet, Field::Count(grade), Field::Share(grade), grade.label())?;
    }
    sheet.height(top, 34.0)?;
    sheet.height(below, 34.0)
}

/// Every branch of the plan once, returned or not.
fn rows<'b>(frame: &Frame<'b>) -> Vec<Row<'b>> {
    let campaign = &frame.bloc.campaign;
    let of_plan = campaign.submissions.iter().filter_map(|submission| {
        let branch = frame.plan.branches.get(submission.branch?)?;
        Some((submission, branch))
    });
    of_plan
        .map(|(submission, branch)| {
            let counts = StandingCounts::of(submission);
            let note = Note { fixed: note(submission, branch.headcount, &counts), undecided: counts.undecided };
            Row { code: &branch.code, name: &branch.name, counts, note }
        })
        .collect()
}

fn note(submission: &Submission, headcount: Option<u32>, counts: &StandingCounts) -> String {
    let mut words = Vec::new();
    match (submission.content, submission.timing) {
        (Content::Read, Timing::Late { .. }) => words.push(words::status(submission).into_owned()),
        (Content::Read, _) => {}
        (Content::Missing | Content::Nil | Content::Rejected, _) => words.push(words::status(submission).into_owned()),
    }
    if let (Content::Read, Some(headcount)) = (submission.content, headcount)
        && headcount != counts.total
    {
        words.push(format!("Kế hoạch ghi {headcount} đảng viên"));
    }
    words.join("; ")
}

struct Formulas {
    /// Those of every sheet that each list is spread over.
    members: Vec<members::Blocks>,
    rewards: Vec<rewards::Blocks>,
}

impl Formulas {
    /// How many members of a branch have this result.
    fn with_result(&self, code: &str, grade: Grade) -> String {
        let (code, grade) = (criterion(code), criterion(grade.label()));
        sum(&self.members, |blocks| format!("COUNTIFS({},{code},{},{grade})", blocks.code, blocks.result))
    }

    /// How many members of a branch have no result and a reason that meets the condition.
    fn without_result(&self, code: &str, condition: &str) -> String {
        let code = criterion(code);
        sum(&self.members, |blocks| {
            format!("COUNTIFS({},{code},{},\"\",{},{condition})", blocks.code, blocks.result, blocks.reason)
        })
    }

    fn branch_cell<'r>(&self, field: Field, row: u32, number: u32, record: &'r Row) -> (Value<'r>, Look) {
        let counts = &record.counts;
        let counted = |formula: String, now: u32| (Value::formula(formula, Cached::whole(now)), Look::Whole);
        match field {
            Field::Number => (Value::whole(number), Look::Whole),
            Field::Branch => (Value::text(record.name), Look::Text),
            Field::Total => {
                let code = criterion(record.code);
                let all = sum(&self.members, |blocks| format!("COUNTIFS({},{code})", blocks.code));
                counted(format!("={all}"), counts.total)
            }
            Field::NotGraded(Reason::Other) => {
                // Every other reason, worded freely.
                let three = [Reason::Exempt, Reason::Suspended, Reason::UnderSixMonths];
                let three = three.map(|reason| cell(Field::NotGraded(reason), row)).join("-");
                counted(format!("={}-{three}", self.without_result(record.code, "\"<>\"")), counts.other_reason)
            }
            Field::NotGraded(reason) => {
                let now = match reason {
                    Reason::Exempt => counts.exempt,
                    Reason::Suspended => counts.suspended,
                    Reason::UnderSixMonths | Reason::Other => counts.under_six_months,
                };
                counted(format!("={}", self.without_result(record.code, &begins_with(reason.label()))), now)
            }
            Field::Graded => {
                let four = Grade::ALL.map(|grade| cell(Field::Count(grade), row)).join("+");
                counted(format!("={four}"), counts.graded())
            }
            Field::Count(grade) => {
                counted(format!("={}", self.with_result(record.code, grade)), counts.of_grade(grade))
            }
            Field::Share(grade) => (share(grade, row, counts), Look::Percent),
            Field::Rewards => {
                let code = criterion(record.code);
                let subject = criterion_other_than(rewards::collective_subject());
                let decision = criterion_other_than(Approval::Refused.label());
                let proposals = sum(&self.rewards, |blocks| {
                    let rewards::Blocks { code: codes, subject: subjects, decision: decisions } = blocks;
                    format!("COUNTIFS({codes},{code},{subjects},{subject},{decisions},{decision})")
                });
                counted(format!("={proposals}"), counts.rewards)
            }
            Field::Note => (note_cell(row, &record.note), Look::Text),
        }
    }
}

/// Any text that begins with these words.
fn begins_with(words: &str) -> String {
    format!("\"{words}*\"")
}

fn criterion_other_than(words: &str) -> String {
    format!("\"<>{words}\"")
}

fn share(grade: Grade, row: u32, counts: &StandingCounts) -> Value<'static> {
    let (count, base) = (cell(Field::Count(grade), row), cell(Field::Graded, row));
    Value::formula(format!("=IF({base}=0,0,{count}/{base})"), Cached::share(counts.of_grade(grade), counts.graded()))
}

/// The fixed words, and how many members are still without a result, live.
fn note_cell(row: u32, note: &Note) -> Value<'static> {
    if note.undecided == 0 {
        return Value::text(note.fixed.clone());
    }
    let open = open_members(row);
    let (before, between) =
        if note.fixed.is_empty() { (String::new(), "") } else { (note.fixed.replace('"', "\"\""), "; ") };
    let cached = format!("{}{between}{}{UNDECIDED}", note.fixed, note.undecided);
    Value::formula(
        format!("=\"{before}\"&IF({open}>0,\"{between}\"&({open})&\"{UNDECIDED}\",\"\")"),
        Cached::text(cached),
    )
}

const UNDECIDED: &str = " đảng viên chưa rõ mức xếp loại";

/// Members with neither a result nor a reason.
fn open_members(row: u32) -> String {
    let reasons = Reason::ALL.map(|reason| cell(Field::NotGraded(reason), row)).join("-");
    format!("{}-{reasons}-{}", cell(Field::Total, row), cell(Field::Graded, row))
}

fn total_row(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<(), BookError> {
    let looks = &frame.looks;
    let total = &frame.total;
    let sum = |field: Field, now: u32| {
        let letters = column_letters(column_of(field));
        Value::formula(format!("=SUM({letters}{FIRST_ROW}:{letters}{})", row - 1), Cached::whole(now))
    };
    sheet.merge(At::new(row, 1), At::new(row, 2), Value::text("Tổng cộng"), looks.of(Look::TotalText))?;
    for (column, (field, ..)) in (1..).zip(FIELDS) {
        let (value, look) = match field {
            Field::Number | Field::Branch => continue,
            Field::Total => (sum(field, total.total), Look::TotalWhole),
            Field::NotGraded(Reason::Exempt) => (sum(field, total.exempt), Look::TotalWhole),
            Field::NotGraded(Reason::Suspended) => (sum(field, total.suspended), Look::TotalWhole),
            Field::NotGraded(Reason::UnderSixMonths) => (sum(field, total.under_six_months), Look::TotalWhole),
            Field::NotGraded(Reason::Other) => (sum(field, total.other_reason), Look::TotalWhole),
            Field::Graded => (sum(field, total.graded()), Look::TotalWhole),
            Field::Count(grade) => (sum(field, total.of_grade(grade)), Look::TotalWhole),
            Field::Share(grade) => (share(grade, row, total), Look::TotalPercent),
            Field::Rewards => (sum(field, total.rewards), Look::TotalWhole),
            Field::Note => (total_note(frame, row), Look::TotalText),
        };
        sheet.put(At::new(row, column), value, looks.of(look))?;
    }
    Ok(())
}

/// So many branches without figures are named in the sum's note.
const MOST_NAMED: usize = 3;

fn total_note(frame: &Frame, row: u32) -> Value<'static> {
    let missing = frame.without_figures();
    let provisional = frame.bloc.campaign.is_provisional() && !missing.is_empty();
    // The line under the title names them all.
    let fixed = match missing.len() {
        _ if !provisional => String::new(),
        1..=MOST_NAMED => format!("Tạm tính (chưa có: {})", missing.join("; ")),
        n => format!("Tạm tính (chưa có số liệu của {n} {})", frame.unit.word()),
    };
    note_cell(row, &Note { fixed, undecided: frame.total.undecided })
}
