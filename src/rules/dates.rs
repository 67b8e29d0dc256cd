//! Family C, dates: what is no date, no day of the calendar, or not plausible.

use super::fault::{Heard, Spoken};
use super::finding::Severity;
use super::rule::{Check, Fold, MemberRow, Rule, Said, Words};
use super::words::{TECHNICAL, column_label, day, quote};
use crate::domain::column::Column;
use crate::domain::date::PartialDate;
use crate::domain::place::Located;
use chrono::{Datelike, NaiveDate};

pub static C306: Rule = Rule {
    code: "C306",
    severity: Severity::Warning,
    sometimes: None,
    title: "Không phải ngày tháng",
    page: include_str!("pages/C306.md"),
    fold: Fold::Above(20),
    check: Check::Fault,
};

pub fn not_a_date(heard: Heard, text: &str, column: Column) -> Spoken {
    let is_the_name = heard.subject().is_some_and(|name| text.to_lowercase().contains(&name.to_lowercase()));
    let quoted = if is_the_name { "nội dung đang ghi".to_owned() } else { quote(text) };
    Spoken::new(
        &C306,
        Words::new(
            format!("Cột “{}”: {quoted} không phải ngày tháng; ô này được bỏ trống.", column_label(column)),
            "Ghi ngày/tháng/năm, ví dụ 03/02/1980; nếu chỉ biết năm thì ghi năm.",
            TECHNICAL,
        ),
    )
}

pub static C307: Rule = Rule {
    code: "C307",
    severity: Severity::Warning,
    sometimes: None,
    title: "Ngày tháng không thể có hoặc không hợp lý",
    page: include_str!("pages/C307.md"),
    fold: Fold::Never,
    check: Check::Member(implausible_dates),
};

pub fn impossible_date(text: &str, column: Column) -> Spoken {
    Spoken::new(
        &C307,
        Words::new(
            format!(
                "Cột “{}”: {} là ngày không có trong lịch; ô này được bỏ trống.",
                column_label(column),
                quote(text)
            ),
            "Sửa lại cho đúng ngày/tháng/năm.",
            TECHNICAL,
        ),
    )
}

/// Nobody reviewed was born this long before the review year; not a regulation's number but a mistyped century's.
const OLDEST: i32 = 120;

fn implausible_dates(row: &MemberRow) -> Vec<Said> {
    let Some(year_end) = row.of.ground.year_end() else { return Vec::new() };
    let member = row.member;
    let mut said = Vec::new();
    let mut say = |date: &Located<PartialDate>, message: String, basis: &str| {
        let fix = "Kiểm tra hồ sơ và sửa lại ngày.";
        said.extend(C307.said(date.at, Words::new(message, fix, basis)));
    };
    let columns =
        [(&member.born, Column::Born), (&member.joined, Column::Joined), (&member.official, Column::Official)];
    let mut in_future = [false; 3];
    for ((date, column), is_in_future) in columns.into_iter().zip(&mut in_future) {
        if let Some(date) = date
            && is_after(date.value, year_end)
        {
            *is_in_future = true;
            let message = format!("{} {} ở sau năm đánh giá.", column_label(column), date.value);
            say(date, message, TECHNICAL);
        }
    }
    let [born_in_future, joined_in_future, official_in_future] = in_future;
    if let Some(born) = &member.born
        && born.value.latest().year() < year_end.year() - OLDEST
    {
        say(born, format!("Ngày sinh {}: tuổi không hợp lý.", born.value), TECHNICAL);
    } else if let (Some(born), Some(joined)) = (&member.born, &member.joined)
        && !born_in_future
        && !joined_in_future
        && was_too_young(born.value, joined.value, row.case().regulation.admission_age)
    {
        let regulation = row.case().regulation;
        let message = format!(
            "Ngày vào Đảng {} khi chưa đủ {} tuổi (ngày sinh {}).",
            joined.value, regulation.admission_age, born.value
        );
        say(joined, message, &regulation.admission_age_basis.text);
    }
    if let (Some(joined), Some(official)) = (&member.joined, &member.official)
        && !official_in_future
        && !joined_in_future
        && official.value.latest() < joined.value.earliest()
    {
        let message = format!("Ngày chính thức {} trước ngày vào Đảng {}.", official.value, joined.value);
        say(official, message, TECHNICAL);
    }
    said
}

/// Whether a date lies certainly after a day.
pub fn is_after(date: PartialDate, day: NaiveDate) -> bool {
    date.earliest() > day
}

/// Whether somebody was certainly too young, counted by months as the party's rules count age.
fn was_too_young(born: PartialDate, joined: PartialDate, admission_age: u32) -> bool {
    let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    months(joined.latest()) - months(born.earliest()) < i64::from(admission_age) * 12
}

/// Whether somebody was admitted certainly less than the profile's months before the reference date. Six months are
/// full on the same day of the sixth month after.
pub fn is_under_six_months(row: &MemberRow) -> bool {
    let case = row.case();
    let (Some(joined), Some(reference)) = (row.joined(), row.of.ground.six_months_on()) else {
        return false;
    };
    let months = chrono::Months::new(case.regulation.months_before_grading);
    joined.earliest().checked_add_months(months).is_some_and(|full| full > reference)
}

/// The reference date in words.
pub fn reference_day(row: &MemberRow) -> String {
    row.of.ground.six_months_on().map_or_else(String::new, day)
}
