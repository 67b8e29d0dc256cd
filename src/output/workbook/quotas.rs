//! `Kiểm soát tỷ lệ`: every quota with its counts, its caps by each reading, the arithmetic in words and the verdict,
//! live against the committee's decisions and beside what the branches graded; each branch's own share with the fewest
//! changes that comply, and a chart of the shares.

mod advice_words;
mod advised;
mod introduction;
mod live;

use super::frame::Frame;
use super::look::{BAR, ERROR_FILL, GOOD_FILL, Look, WARNING_FILL};
use super::words;
use crate::book::{
    At, Book, BookError, Cached, ColumnChart, Highlight, Orientation, Print, Sheet, Style, Value, literal,
};
use crate::consolidate::advice::sides;
use crate::domain::grade::Grade;
use crate::domain::place::column_letters;
use crate::domain::plan::{Denominator, Rounding};
use crate::regulation::quota::{
    self, COMMITTEE, Counts, OUTSIDE_GROUPS, Quota, QuotaCheck, QuotaSubject, Verdict, percent_in_words,
};
use crate::rules::unit::Unit;
use crate::text::fold::fold;
use advised::{Advised, Layout};
use introduction::introduction;
use live::{Live, Sheets};

pub const SHEET: &str = "Kiểm soát tỷ lệ";

/// Past this many bars nobody can read the words under them.
const MAX_BARS: usize = 40;
/// Rows that the chart of the branches covers, and one below it.
const CHART_ROWS: u32 = 20;

/// Columns of the table; the number of each is its place here, from 1.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Field {
    Subject,
    Population,
    Excellent,
    Good,
    Graded,
    Ratio,
    Percent,
    Reading(Denominator, Rounding),
    Cap,
    Verdict,
    Remove,
    Headroom,
    Arithmetic,
    /// What the branches graded, before the committee decided.
    ReturnedExcellent,
    ReturnedGood,
    ReturnedVerdict,
    /// How many to change from Excellent to Good.
    Advised,
    /// The same in words.
    Advice,
}

const FIELDS: [(Field, &str, f64); 23] = [
    (Field::Subject, "Đối tượng", 14.0),
    (Field::Population, "Phạm vi", 22.0),
    (Field::Excellent, "HTXSNV", 9.0),
    (Field::Good, "HTTNV", 7.5),
    (Field::Graded, "Số được xếp loại", 7.0),
    (Field::Ratio, "Tỷ lệ HTXSNV", 8.5),
    (Field::Percent, "Tỷ lệ tối đa", 7.0),
    (Field::Reading(Denominator::GoodOrBetter, Rounding::HalfUp), "Làm tròn 0,5", 6.0),
    (Field::Reading(Denominator::GoodOrBetter, Rounding::Floor), "Làm tròn xuống", 6.0),
    (Field::Reading(Denominator::GoodOnly, Rounding::HalfUp), "Làm tròn 0,5", 6.0),
    (Field::Reading(Denominator::GoodOnly, Rounding::Floor), "Làm tròn xuống", 6.0),
    (Field::Reading(Denominator::AllGraded, Rounding::HalfUp), "Làm tròn 0,5", 6.0),
    (Field::Reading(Denominator::AllGraded, Rounding::Floor), "Làm tròn xuống", 6.0),
    (Field::Cap, "Mức tối đa áp dụng", 7.0),
    (Field::Verdict, "Kết luận", 13.0),
    (Field::Remove, "Cần bớt", 6.0),
    (Field::Headroom, "Còn có thể thêm", 7.0),
    (Field::Arithmetic, "Cách tính", 29.0),
    (Field::ReturnedExcellent, "HTXSNV ban đầu", 9.0),
    (Field::ReturnedGood, "HTTNV ban đầu", 8.0),
    (Field::ReturnedVerdict, "Kết luận ban đầu", 13.0),
    (Field::Advised, "Gợi ý bớt", 6.5),
    (Field::Advice, "Gợi ý", 26.0),
];

const N_COLUMNS: u16 = FIELDS.len() as u16;

fn column_of(field: Field) -> u16 {
    FIELDS.iter().position(|(other, ..)| *other == field).map_or(1, |position| position as u16 + 1)
}

fn cell(field: Field, row: u32) -> String {
    format!("{}{row}", column_letters(column_of(field)))
}

pub fn sheet(frame: &Frame, book: &mut Book) -> Result<(), BookError> {
    let mut sheet = Sheet::new(SHEET)?;
    sheet.widths(FIELDS.map(|(_, _, width)| width))?;
    sheet.without_gridlines();
    let header_row = introduction(&mut sheet, frame, N_COLUMNS)?;
    header(&mut sheet, frame, header_row)?;
    let layout = Layout::of(frame, header_row + 2, sides(frame.bloc));
    let sheets = Sheets::of(frame);
    layout.put_quotas(&mut sheet, frame, &sheets)?;
    colour(&mut sheet, layout.first_quota, layout.sections_from)?;
    layout.put_sections(&mut sheet, frame, &sheets)?;
    layout.hide_workings(&mut sheet)?;
    sheet.freeze_at(At::new(header_row + 2, 3))?;
    sheet.print(&Print {
        orientation: Orientation::Landscape,
        repeated_rows: Some((header_row, header_row + 1)),
        title: None,
        repeated_columns: 0,
        last_cell: None,
    })?;
    book.push(sheet)
}

fn header(sheet: &mut Sheet, frame: &Frame, row: u32) -> Result<(), BookError> {
    let style = frame.looks.of(Look::Header);
    for (column, (field, text, _)) in (1..).zip(FIELDS) {
        if is_in_group(field) {
            sheet.put(At::new(row + 1, column), Value::text(text), style)?;
        } else {
            sheet.merge(At::new(row, column), At::new(row + 1, column), Value::text(text), style)?;
        }
    }
    let (from, to) = (column_of(Field::ReturnedExcellent), column_of(Field::ReturnedVerdict));
    let text = format!("Theo mức {} xếp loại, trước khi đảng ủy quyết định", frame.unit.word());
    sheet.merge(At::new(row, from), At::new(row, to), Value::text(text), style)?;
    for (denominator, text) in [
        (Denominator::GoodOrBetter, "Tối đa tính trên HTTNV + HTXSNV"),
        (Denominator::GoodOnly, "Tối đa tính trên HTTNV"),
        (Denominator::AllGraded, "Tối đa tính trên số được xếp loại"),
    ] {
        let from = column_of(Field::Reading(denominator, Rounding::HalfUp));
        let to = column_of(Field::Reading(denominator, Rounding::Floor));
        sheet.merge(At::new(row, from), At::new(row, to), Value::text(text), style)?;
    }
    sheet.height(row, 46.0)?;
    sheet.height(row + 1, 46.0)
}

/// Whether a column stands under the header of a group.
fn is_in_group(field: Field) -> bool {
    matches!(field, Field::Reading(..) | Field::ReturnedExcellent | Field::ReturnedGood | Field::ReturnedVerdict)
}

/// One line of the table: a quota, or what one branch brings into it.
struct Line<'l> {
    row: u32,
    check: &'l QuotaCheck,
    population: String,
    live: Live<'l>,
    returned: Counts,
    advised: Advised<'l>,
    unit: Unit,
}

impl Line<'_> {
    /// Whether the line is held against a cap. The one or two collectives that a branch has are no population.
    fn has_own_share(&self) -> bool {
        !(matches!(self.check.subject, QuotaSubject::Collectives | QuotaSubject::Organisations)
            && matches!(self.advised, Advised::Branch { .. })
            && self.unit != Unit::Committee)
    }
}

/// Whether a column says how a population lies against its cap.
fn is_of_share(field: Field) -> bool {
    match field {
        Field::Ratio
        | Field::Percent
        | Field::Reading(..)
        | Field::Cap
        | Field::Verdict
        | Field::Remove
        | Field::Headroom
        | Field::Arithmetic
        | Field::ReturnedVerdict => true,
        Field::Subject
        | Field::Population
        | Field::Excellent
        | Field::Good
        | Field::Graded
        | Field::ReturnedExcellent
        | Field::ReturnedGood
        | Field::Advised
        | Field::Advice => false,
    }
}

fn put_line(sheet: &mut Sheet, frame: &Frame, line: &Line) -> Result<(), BookError> {
    let is_bare = !line.has_own_share();
    for (column, (field, ..)) in (1..).zip(FIELDS) {
        let (value, look) = line_cell(field, line);
        if is_bare && (column_of(Field::Ratio)..=column_of(Field::Arithmetic)).contains(&column) {
            continue;
        }
        sheet.put(At::new(line.row, column), value, frame.looks.of(look))?;
    }
    if is_bare {
        // One empty cell reads better than a dozen.
        let (from, to) = (column_of(Field::Ratio), column_of(Field::Arithmetic));
        let style = frame.looks.of(Look::Text);
        sheet.merge(At::new(line.row, from), At::new(line.row, to), Value::Blank, style)?;
    }
    Ok(())
}

/// Colours verdicts. A branch's own ratio is information, so it gets no colour.
fn colour(sheet: &mut Sheet, first: u32, next: u32) -> Result<(), BookError> {
    if next == first {
        return Ok(());
    }
    for column in [Field::Verdict, Field::ReturnedVerdict].map(column_of) {
        let block = (At::new(first, column), At::new(next - 1, column));
        for (verdict, fill) in
            [(Verdict::Over, ERROR_FILL), (Verdict::Band, WARNING_FILL), (Verdict::Within, GOOD_FILL)]
        {
            sheet.highlight(block, &Highlight::TextIs(in_words(verdict).to_owned()), &Style::new().fill(fill))?;
        }
    }
    Ok(())
}

pub fn in_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Within => "Trong tỷ lệ",
        Verdict::Band => "Trong khoảng hai cách tính",
        Verdict::Over => "Vượt tỷ lệ",
    }
}

fn line_cell(field: Field, line: &Line) -> (Value<'static>, Look) {
    let &Line { row, check, ref live, returned, .. } = line;
    if !line.has_own_share() && is_of_share(field) {
        return (Value::Blank, Look::Whole);
    }
    let Counts { excellent, good, graded } = check.counts;
    let at = |field| cell(field, row);
    let counted = |grades: &[Grade], now: u32| {
        let terms: Option<Vec<String>> = grades.iter().map(|grade| live.formula(*grade)).collect();
        let value = match terms {
            Some(terms) => Value::formula(format!("={}", terms.join("+")), Cached::whole(now)),
            None => Value::whole(now),
        };
        (value, Look::Whole)
    };
    let whole = |formula: String, now: u32| (Value::formula(formula, Cached::whole(now)), Look::Whole);
    match field {
        Field::Subject => (Value::text(words::quota_subject(check.subject)), Look::Text),
        Field::Population => (Value::text(line.population.clone()), Look::Text),
        Field::Excellent => counted(&[Grade::Excellent], excellent),
        Field::Good => counted(&[Grade::Good], good),
        Field::Graded => counted(&Grade::ALL, graded),
        Field::Ratio => {
            let (base, now) = match check.quota.denominator {
                Denominator::GoodOrBetter => {
                    (format!("({}+{})", at(Field::Excellent), at(Field::Good)), excellent + good)
                }
                Denominator::GoodOnly => (at(Field::Good), good),
                Denominator::AllGraded => (at(Field::Graded), graded),
            };
            let formula = format!("=IF({base}=0,0,{}/{base})", at(Field::Excellent));
            (Value::formula(formula, Cached::share(excellent, now)), Look::Percent)
        }
        Field::Percent => (Value::Decimal(f64::from(check.quota.percent) / 10_000.0), Look::Percent),
        Field::Reading(denominator, rounding) => {
            let reading = Quota { denominator, rounding, ..check.quota };
            whole(format!("={}", cap_formula(reading, row)), quota::cap(reading, check.counts))
        }
        Field::Cap => whole(format!("={}", at(cap_field(check.quota))), check.cap),
        Field::Verdict => {
            let formula = format!(
                "=IF({excellent}>{cap},{over},IF({excellent}>{tight},{band},{within}))",
                excellent = at(Field::Excellent),
                cap = at(Field::Cap),
                tight = at(tight_field(check.quota)),
                over = literal(in_words(Verdict::Over)),
                band = literal(in_words(Verdict::Band)),
                within = literal(in_words(Verdict::Within)),
            );
            (Value::formula(formula, Cached::text(in_words(check.verdict))), Look::Result)
        }
        Field::Remove => whole(format!("=MAX(0,{}-{})", at(Field::Excellent), at(Field::Cap)), check.remove),
        Field::Headroom => whole(
            format!("=MIN({},MAX(0,{}-{}))", at(Field::Good), at(Field::Cap), at(Field::Excellent)),
            check.headroom,
        ),
        Field::Arithmetic => {
            (Value::formula(arithmetic_formula(check.quota, row), Cached::text(quota::arithmetic(check))), Look::Text)
        }
        Field::ReturnedExcellent => (Value::whole(returned.excellent), Look::Whole),
        Field::ReturnedGood => (Value::whole(returned.good), Look::Whole),
        Field::ReturnedVerdict => {
            let before = quota::check(check.subject, String::new(), check.quota, returned, check.is_provisional);
            (Value::text(in_words(before.verdict)), Look::Result)
        }
        Field::Advised => line.advised.number(line),
        Field::Advice => line.advised.words(line),
    }
}

fn cap_field(quota: Quota) -> Field {
    Field::Reading(quota.denominator, quota.rounding)
}

/// The column of the tighter reading; the quota's own where it has no band.
fn tight_field(quota: Quota) -> Field {
    if quota.has_band { Field::Reading(Denominator::GoodOnly, Rounding::Floor) } else { Field::Cap }
}

/// A reading's cap over a row's counts, in whole numbers as [`quota::cap`] has it: a division whose result is cut, so
/// that no fraction such as 0,2 is ever multiplied.
fn cap_formula(reading: Quota, row: u32) -> String {
    let percent = reading.percent;
    let good_or_better = format!("({}+{})", cell(Field::Excellent, row), cell(Field::Good, row));
    let graded = cell(Field::Graded, row);
    match (reading.denominator, reading.rounding) {
        (Denominator::GoodOrBetter, Rounding::Floor) => format!("INT({good_or_better}*{percent}/10000)"),
        (Denominator::GoodOrBetter, Rounding::HalfUp) => format!("INT(({good_or_better}*{percent}+5000)/10000)"),
        (Denominator::AllGraded, Rounding::Floor) => format!("INT({graded}*{percent}/10000)"),
        (Denominator::AllGraded, Rounding::HalfUp) => format!("INT(({graded}*{percent}+5000)/10000)"),
        (Denominator::GoodOnly, Rounding::Floor) => format!("INT({good_or_better}*{percent}/{})", 10_000 + percent),
        (Denominator::GoodOnly, Rounding::HalfUp) => {
            format!("INT(({good_or_better}*{}+10000)/{})", 2 * percent, 2 * (10_000 + percent))
        }
    }
}

/// The same words as [`quota::arithmetic`], live.
fn arithmetic_formula(quota: Quota, row: u32) -> String {
    let at = |field| cell(field, row);
    let (excellent, good, graded, cap) = (at(Field::Excellent), at(Field::Good), at(Field::Graded), at(Field::Cap));
    let percent = quota.percent;
    let words = percent_in_words(percent);
    // Excel writes the fraction with the point or comma of the machine it runs on; the words always have a comma.
    let product = |base: &str| format!("SUBSTITUTE({base}*{percent}/10000&\"\",\".\",\",\")");
    let sum = match quota.denominator {
        Denominator::GoodOrBetter => {
            format!("\"(\"&{excellent}&\" + \"&{good}&\") × {words} = \"&{}", product(&format!("({excellent}+{good})")))
        }
        Denominator::AllGraded => format!("{graded}&\" × {words} = \"&{}", product(&graded)),
        Denominator::GoodOnly => format!(
            "\"(\"&({excellent}+{good})&\" − \"&{cap}&\") × {words} = \"&{}",
            product(&format!("({excellent}+{good}-{cap})"))
        ),
    };
    let rounding = match quota.rounding {
        Rounding::HalfUp => "",
        Rounding::Floor => " (làm tròn xuống)",
    };
    let (remove, headroom) = (at(Field::Remove), at(Field::Headroom));
    format!(
        "={sum}&\" → tối đa \"&{cap}&\"{rounding}; đang đề nghị \"&{excellent}&\"; \"&IF({remove}>0,\"cần bớt \"&{remove},\
         IF({headroom}>0,\"còn có thể thêm \"&{headroom},\"không cần bớt\"))"
    )
}

fn population(frame: &Frame, check: &QuotaCheck) -> String {
    let provisional = if check.is_provisional { " (tạm tính)" } else { "" };
    if check.subject == QuotaSubject::Leaders {
        return format!("Mã chức danh {}{provisional}", check.population);
    }
    match check.population.as_str() {
        COMMITTEE => return format!("Toàn đảng bộ{provisional}"),
        OUTSIDE_GROUPS => return format!("{OUTSIDE_GROUPS}{provisional}"),
        _ => {}
    }
    match frame.plan.branches.iter().find(|branch| branch.code == check.population) {
        Some(branch) => branch.name.clone(),
        None if fold(&check.population).starts_with(&fold("nhóm ")) => format!("{}{provisional}", check.population),
        None => format!("Nhóm {}{provisional}", check.population),
    }
}

/// The branches' ratios as bars.
fn chart(sheet: &mut Sheet, frame: &Frame, (first, last): (u32, u32), at: u32) -> Result<(), BookError> {
    let block = |field| (At::new(first, column_of(field)), At::new(last, column_of(field)));
    let chart = ColumnChart {
        title: format!("Tỷ lệ Hoàn thành xuất sắc nhiệm vụ theo {}", frame.unit.word()),
        labels: block(Field::Population),
        values: block(Field::Ratio),
        number_format: "[$-42A]0.0%".to_owned(),
        colour: BAR,
        width: 1_300,
        height: 380,
    };
    sheet.chart(At::new(at, 2), &chart)
}
