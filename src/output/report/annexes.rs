//! `bao-cao-<năm>.xlsx`: the annexes of the report, one sheet each, from the same facts as its sentences.

use super::facts::{Facts, Person, reason};
use super::letter::committee;
use super::quotas::population;
use super::tables::capitalised;
use crate::book::{At, Book, BookError, Orientation, Print, Sheet, Value};
use crate::consolidate::Bloc;
use crate::consolidate::count::StandingCounts;
use crate::consolidate::history::{GradeRow, year_on_year};
use crate::domain::decision::Approval;
use crate::domain::grade::{Grade, Standing};
use crate::domain::people::{Reward, RewardKind, RewardMatch};
use crate::output::workbook::frame::{Part, dated};
use crate::output::workbook::look::{Look, Looks};
use crate::output::workbook::quotas::in_words;
use crate::output::workbook::words;
use crate::output::year_on_year::{note, points};
use crate::regulation::quota::arithmetic;

/// One annex: what stands above it, its columns, its rows.
struct Annex {
    sheet: &'static str,
    title: &'static str,
    columns: Vec<(&'static str, f64, Look)>,
    rows: Vec<Vec<Value<'static>>>,
    /// The last row is a sum.
    has_total: bool,
}

/// The bytes of the annexes.
///
/// # Errors
/// See [`BookError`].
pub fn annexes(bloc: &Bloc) -> Result<Vec<u8>, BookError> {
    let title = format!("Phụ lục báo cáo kết quả đánh giá, xếp loại chất lượng năm {}", bloc.campaign.plan.year);
    let mut book = Book::new(&title, dated(bloc))?;
    let facts = Facts::new(bloc, Looks::new(&mut book));
    let mut annexes = vec![
        by_branch(&facts),
        excellent(&facts),
        not_graded(&facts),
        not_completed(&facts),
        rewards(&facts),
        changes(&facts),
        quotas(&facts),
        collectives(&facts),
    ];
    annexes.extend(year_before(&facts));
    for (number, annex) in (1..).zip(&annexes) {
        write(&mut book, &facts, number, annex)?;
    }
    book.into_bytes()
}

const HEADER_ROW: u32 = 5;

fn write(book: &mut Book, facts: &Facts, number: u32, annex: &Annex) -> Result<(), BookError> {
    let looks = &facts.frame.looks;
    let unit = facts.frame.unit;
    let mut sheet = Sheet::new(&unit.put_into(annex.sheet))?;
    let n_columns = annex.columns.len() as u16;
    sheet.widths(annex.columns.iter().map(|(_, width, _)| *width))?;
    sheet.without_gridlines();
    let mut line = |row: u32, text: String, look: Look| {
        sheet.merge(At::new(row, 1), At::new(row, n_columns), Value::text(text), looks.of(look))
    };
    line(1, format!("PHỤ LỤC {number}"), Look::Title)?;
    line(2, format!("{} NĂM {}", unit.put_into(annex.title), facts.plan.year), Look::Title)?;
    let mut subtitle = format!("Kèm theo Báo cáo số ……-BC/ĐU, ngày …… tháng …… năm …… của {}", committee(facts));
    if facts.bloc.campaign.is_provisional() {
        let n_missing = facts.frame.without_figures().len();
        subtitle.push_str(&format!("; số liệu tạm tính: còn {n_missing} {} chưa có số liệu", unit.word()));
    }
    let subtitle = format!("({subtitle})");
    line(3, subtitle, Look::Subtitle)?;
    for (column, (header, ..)) in (1..).zip(&annex.columns) {
        sheet.put(At::new(HEADER_ROW, column), Value::text(unit.put_into(header)), looks.of(Look::Header))?;
    }
    let mut next = HEADER_ROW + 1;
    let n_rows = annex.rows.len();
    for (index, row) in annex.rows.iter().enumerate() {
        let is_total = annex.has_total && index + 1 == n_rows;
        for ((column, value), (.., look)) in (1..).zip(row).zip(&annex.columns) {
            let look = match (is_total, look) {
                (false, look) => *look,
                (true, Look::Whole) => Look::TotalWhole,
                (true, Look::Percent) => Look::TotalPercent,
                (true, _) => Look::TotalText,
            };
            sheet.put(At::new(next, column), value.clone(), looks.of(look))?;
        }
        next += 1;
    }
    if n_rows == 0 {
        sheet.merge(At::new(next, 1), At::new(next, n_columns), Value::text("Không có"), looks.of(Look::Nothing))?;
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

fn text(text: impl Into<String>) -> Value<'static> {
    match text.into() {
        text if text.is_empty() => Value::Blank,
        text => Value::text(text),
    }
}

/// A part of a whole as a number that prints as a percentage; nothing of nothing.
fn part(count: u32, whole: u32) -> Value<'static> {
    if whole == 0 { Value::Decimal(0.0) } else { Value::Decimal(f64::from(count) / f64::from(whole)) }
}

const NUMBER: (&str, f64, Look) = ("TT", 5.0, Look::Whole);

fn by_branch(facts: &Facts) -> Annex {
    let mut columns = vec![NUMBER, ("‹Chi bộ›", 32.0, Look::Text)];
    let figure = |header| (header, 9.0, Look::Whole);
    columns.extend(
        ["Tổng số đảng viên", "Miễn sinh hoạt", "Đình chỉ", "Dưới 6 tháng", "Lý do khác", "Chưa rõ", "Được xếp loại"]
            .map(figure),
    );
    for (count, percent) in [("HTXSNV", "% HTXSNV"), ("HTTNV", "% HTTNV"), ("HTNV", "% HTNV"), ("KHTNV", "% KHTNV")] {
        columns.extend([(count, 8.0, Look::Whole), (percent, 9.0, Look::Percent)]);
    }
    columns.push(("Tình hình nộp", 20.0, Look::Centre));
    let figures = |counts: &StandingCounts| {
        let mut cells: Vec<Value> = [
            counts.total,
            counts.exempt,
            counts.suspended,
            counts.under_six_months,
            counts.other_reason,
            counts.undecided,
            counts.graded(),
        ]
        .map(Value::whole)
        .into();
        for grade in Grade::ALL {
            cells.extend([Value::whole(counts.of_grade(grade)), part(counts.of_grade(grade), counts.graded())]);
        }
        cells
    };
    let mut rows = Vec::new();
    for (number, submission) in (1_u32..).zip(&facts.branches) {
        let mut row = vec![Value::whole(number), text(submission.name.as_str())];
        row.extend(figures(&StandingCounts::of(submission)));
        row.push(text(words::status(submission).into_owned()));
        rows.push(row);
    }
    let mut total = vec![Value::Blank, text("Tổng cộng")];
    total.extend(figures(facts.total()));
    total.push(Value::Blank);
    rows.push(total);
    Annex {
        sheet: "PL1 Theo ‹chi bộ›",
        title: "KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN THEO ‹CHI BỘ›",
        columns,
        rows,
        has_total: true,
    }
}

fn grade_of(grade: Option<Grade>) -> Value<'static> {
    text(grade.map_or("", Grade::label))
}

/// Number, name, branch, post: what every list of people begins with.
fn person(number: u32, person: &Person) -> Vec<Value<'static>> {
    let member = person.member;
    vec![
        Value::whole(number),
        text(member.name.value.clean.as_str()),
        text(person.part.branch.name.as_str()),
        text(member.post.as_ref().map_or("", |post| post.value.as_str())),
    ]
}

const PERSON: [(&str, f64, Look); 4] =
    [NUMBER, ("Họ và tên", 28.0, Look::Text), ("‹Chi bộ›", 32.0, Look::Text), ("Chức vụ", 24.0, Look::Text)];

fn excellent(facts: &Facts) -> Annex {
    let mut columns = PERSON.to_vec();
    columns.extend([
        ("‹Chi bộ› xếp loại", 29.0, Look::Centre),
        ("Đảng ủy quyết định", 29.0, Look::Centre),
        ("Đề nghị khen thưởng", 22.0, Look::Centre),
    ]);
    let people = facts.people_of_grade(Grade::Excellent);
    let rows = (1_u32..).zip(&people).map(|(number, one)| {
        let grades = &one.member.grades;
        let mut row = person(number, one);
        row.push(grade_of(grades.branch_grade.as_ref().map(|grade| grade.value)));
        row.push(grade_of(grades.committee_grade.as_ref().map(|grade| grade.value)));
        let at = one.part.submission.members.iter().position(|member| std::ptr::eq(member, one.member));
        row.push(text(at.and_then(|at| one.part.rewards_of.get(&at)).cloned().unwrap_or_default()));
        row
    });
    let rows = rows.collect();
    let title = "DANH SÁCH ĐẢNG VIÊN HOÀN THÀNH XUẤT SẮC NHIỆM VỤ";
    Annex { sheet: "PL2 Xuất sắc", title, columns, rows, has_total: false }
}

fn not_graded(facts: &Facts) -> Annex {
    let mut columns = PERSON.to_vec();
    columns.push(("Lý do", 40.0, Look::Text));
    let people = facts.people_without_grade();
    let rows = (1_u32..).zip(&people).map(|(number, one)| {
        let mut row = person(number, one);
        row.push(text(reason(one.member)));
        row
    });
    let rows = rows.collect();
    let title = "DANH SÁCH ĐẢNG VIÊN KHÔNG XẾP LOẠI VÀ LÝ DO";
    Annex { sheet: "PL3 Không xếp loại", title, columns, rows, has_total: false }
}

fn not_completed(facts: &Facts) -> Annex {
    let mut columns = PERSON.to_vec();
    columns.extend([("Kỷ luật", 24.0, Look::Centre), ("Lý do, ghi chú", 40.0, Look::Text)]);
    let people = facts.people_of_grade(Grade::NotCompleted);
    let rows = (1_u32..).zip(&people).map(|(number, one)| {
        let member = one.member;
        let mut row = person(number, one);
        row.push(text(words::discipline(member).unwrap_or_default()));
        let note = member.note.as_ref().map(|note| note.value.as_str());
        let why = member.grades.committee_words.why.as_deref().or(member.reason_written()).or(note);
        row.push(text(why.unwrap_or_default()));
        row
    });
    let rows = rows.collect();
    let title = "DANH SÁCH ĐẢNG VIÊN KHÔNG HOÀN THÀNH NHIỆM VỤ";
    Annex { sheet: "PL4 Không hoàn thành", title, columns, rows, has_total: false }
}

fn rewards(facts: &Facts) -> Annex {
    let columns = vec![
        NUMBER,
        ("Họ và tên hoặc tập thể", 30.0, Look::Text),
        ("‹Chi bộ›", 28.0, Look::Text),
        ("Đối tượng", 10.0, Look::Centre),
        ("Hình thức", 14.0, Look::Centre),
        ("Loại", 12.0, Look::Centre),
        ("Thành tích", 34.0, Look::Text),
        ("Xếp loại năm", 18.0, Look::Centre),
        ("Điều kiện", 26.0, Look::Text),
        ("Đảng ủy quyết định", 14.0, Look::Centre),
        ("Lý do", 20.0, Look::Text),
    ];
    let mut proposals = facts.proposals();
    // By kind, and within a kind in plan order; those without a kind last.
    proposals.sort_by_key(|(_, reward)| {
        let kind = reward.kind.as_ref().map(|kind| kind.value);
        (kind.is_none(), kind)
    });
    let rows = (1_u32..).zip(proposals).map(|(number, (part, reward))| {
        let grade = grade_of_proposed(part, reward);
        vec![
            Value::whole(number),
            text(reward.name.value.clean.as_str()),
            text(part.branch.name.as_str()),
            text(reward.subject.map_or("", words::reward_subject)),
            text(reward.form_in_words().unwrap_or_default()),
            text(reward.kind.as_ref().map_or("", |kind| words::reward_kind(kind.value))),
            text(reward.achievement.as_ref().map_or("", |achievement| achievement.value.as_str())),
            grade_of(grade),
            text(condition(reward, grade)),
            text(reward.approval.map_or("", Approval::label)),
            text(reward.committee_words.why.as_deref().unwrap_or_default()),
        ]
    });
    let rows = rows.collect();
    Annex {
        sheet: "PL5 Khen thưởng", title: "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", columns, rows, has_total: false
    }
}

fn grade_of_proposed(part: &Part, reward: &Reward) -> Option<Grade> {
    match reward.matched? {
        RewardMatch::Member(index) => match part.submission.members.get(index)?.standing()? {
            Standing::Graded(grade) => Some(grade),
            Standing::NotGraded(_) => None,
        },
        RewardMatch::Collective(index) => part.submission.collectives.get(index)?.grade(),
    }
}

/// The legal condition of a proposal, and whether it holds.
fn condition(reward: &Reward, grade: Option<Grade>) -> String {
    let kind = reward.kind.as_ref().map(|kind| kind.value);
    let needed = match kind {
        Some(RewardKind::Exceptional) => return "Đột xuất: không đòi hỏi mức xếp loại năm. Đủ".to_owned(),
        Some(RewardKind::FiveYears) => "Năm năm liền hoàn thành xuất sắc nhiệm vụ",
        Some(RewardKind::Year) | None => "Năm nay hoàn thành xuất sắc nhiệm vụ",
    };
    let holds = match (reward.eligible, grade, kind) {
        (true, _, Some(RewardKind::FiveYears)) => "Năm nay đủ; bốn năm trước cần đối chiếu",
        (true, ..) => "Đủ",
        (false, Some(_), _) => "Chưa đủ",
        (false, None, _) => "Chưa xác định được",
    };
    format!("{needed}. {holds}")
}

fn changes(facts: &Facts) -> Annex {
    let columns = vec![
        NUMBER,
        ("Đối tượng", 14.0, Look::Centre),
        ("Họ và tên hoặc tập thể", 32.0, Look::Text),
        ("‹Chi bộ›", 32.0, Look::Text),
        ("‹Chi bộ› đề nghị", 29.0, Look::Centre),
        ("Đảng ủy quyết định", 29.0, Look::Centre),
        ("Lý do", 52.0, Look::Text),
    ];
    let rows = (1_u32..).zip(&facts.changes).map(|(number, change)| {
        vec![
            Value::whole(number),
            text(change.what),
            text(change.name),
            text(change.branch),
            grade_of(change.from),
            grade_of(Some(change.to)),
            text(change.why.unwrap_or("(chưa ghi lý do)")),
        ]
    });
    let rows = rows.collect();
    Annex {
        sheet: "PL6 Thay đổi",
        title: "CÁC TRƯỜNG HỢP ĐẢNG ỦY THAY ĐỔI MỨC XẾP LOẠI",
        columns,
        rows,
        has_total: false,
    }
}

fn quotas(facts: &Facts) -> Annex {
    let columns = vec![
        NUMBER,
        ("Đối tượng", 20.0, Look::Text),
        ("Phạm vi", 24.0, Look::Text),
        ("HTXSNV", 9.0, Look::Whole),
        ("HTTNV", 9.0, Look::Whole),
        ("Số được xếp loại", 10.0, Look::Whole),
        ("Tỷ lệ HTXSNV trên số được xếp loại", 14.0, Look::Percent),
        ("Mức tối đa", 10.0, Look::Whole),
        ("Kết luận", 18.0, Look::Centre),
        ("Cần bớt", 9.0, Look::Whole),
        ("Cách tính", 60.0, Look::Text),
    ];
    let rows = (1_u32..).zip(&facts.bloc.quotas).map(|(number, check)| {
        let counts = check.counts;
        vec![
            Value::whole(number),
            text(words::quota_subject(check.subject)),
            text(capitalised(&population(facts, check))),
            Value::whole(counts.excellent),
            Value::whole(counts.good),
            Value::whole(counts.graded),
            part(counts.excellent, counts.graded),
            Value::whole(check.cap),
            text(in_words(check.verdict)),
            Value::whole(check.remove),
            text(arithmetic(check)),
        ]
    });
    let rows = rows.collect();
    let title = "KIỂM SOÁT TỶ LỆ HOÀN THÀNH XUẤT SẮC NHIỆM VỤ";
    Annex { sheet: "PL7 Kiểm soát tỷ lệ", title, columns, rows, has_total: false }
}

/// This year beside the year before, and who stood elsewhere then; none without a workbook of that year.
fn year_before(facts: &Facts) -> Vec<Annex> {
    let Some(compared) = year_on_year(&facts.bloc.campaign) else { return Vec::new() };
    let columns = vec![
        NUMBER,
        ("‹Chi bộ›", 36.0, Look::Text),
        ("Được xếp loại năm trước", 11.0, Look::Whole),
        ("HTXSNV năm trước", 11.0, Look::Whole),
        ("% HTXSNV năm trước", 11.0, Look::Percent),
        ("Được xếp loại năm nay", 11.0, Look::Whole),
        ("HTXSNV năm nay", 11.0, Look::Whole),
        ("% HTXSNV năm nay", 11.0, Look::Percent),
        ("Tăng, giảm (điểm %)", 11.0, Look::Centre),
        ("Ghi chú", 32.0, Look::Text),
    ];
    let figures = |row: Option<GradeRow>| match row {
        Some(row) => [Value::whole(row.graded()), Value::whole(row.excellent()), part(row.excellent(), row.graded())],
        None => [Value::Blank, Value::Blank, Value::Blank],
    };
    let line = |number: Value<'static>, name: &str, before, now, note: &str| {
        let mut row = vec![number, text(name)];
        row.extend(figures(before));
        row.extend(figures(now));
        row.push(text(before.zip(now).map_or_else(String::new, |(before, now)| points(before, now))));
        row.push(text(note));
        row
    };
    let mut rows: Vec<_> = (1_u32..)
        .zip(&compared.rows)
        .map(|(number, row)| line(Value::whole(number), row.name, row.before, row.now, note(row)))
        .collect();
    let (before, now) = compared.total;
    rows.push(line(Value::Blank, "Tổng cộng", Some(before), Some(now), ""));
    let title = "KẾT QUẢ XẾP LOẠI ĐẢNG VIÊN SO VỚI NĂM TRƯỚC";
    let mut annexes = vec![Annex { sheet: "PL9 So với năm trước", title, columns, rows, has_total: true }];
    if !compared.moved.is_empty() {
        let columns = vec![
            NUMBER,
            ("Họ và tên", 34.0, Look::Text),
            ("‹Chi bộ› năm trước", 48.0, Look::Text),
            ("‹Chi bộ› năm nay", 48.0, Look::Text),
        ];
        let rows = (1_u32..)
            .zip(&compared.moved)
            .map(|(number, moved)| vec![Value::whole(number), text(moved.name), text(moved.from), text(moved.to)]);
        let rows = rows.collect();
        let title = "ĐẢNG VIÊN NĂM TRƯỚC ĐƯỢC ĐÁNH GIÁ Ở ‹CHI BỘ› KHÁC,";
        annexes.push(Annex { sheet: "PL10 Chuyển ‹chi bộ›", title, columns, rows, has_total: false });
    }
    annexes
}

fn collectives(facts: &Facts) -> Annex {
    let columns = vec![
        NUMBER,
        ("Tên tập thể", 40.0, Look::Text),
        ("‹Chi bộ›", 32.0, Look::Text),
        ("Loại", 18.0, Look::Centre),
        ("‹Chi bộ› đề nghị", 29.0, Look::Centre),
        ("Kết quả", 29.0, Look::Centre),
    ];
    let all = facts.frame.parts.iter().flat_map(|part| part.submission.collectives.iter().map(move |one| (part, one)));
    let rows = (1_u32..).zip(all).map(|(number, (part, one))| {
        vec![
            Value::whole(number),
            text(one.name.value.as_str()),
            text(part.branch.name.as_str()),
            text(one.kind.as_ref().map_or("", |kind| kind.value.as_str())),
            grade_of(one.grades.branch_grade.as_ref().map(|grade| grade.value)),
            grade_of(one.grade()),
        ]
    });
    let rows = rows.collect();
    Annex {
        sheet: "PL8 Tập thể", title: "KẾT QUẢ XẾP LOẠI TỔ CHỨC ĐẢNG, TẬP THỂ", columns, rows, has_total: false
    }
}
