//! Family C: one row's cells. Most of it is reported by reading; what a row lacks, and dates that are possible but not
//! plausible, are judged here.

use super::fault::{Heard, Spoken};
use super::finding::Severity;
use super::rule::{Check, Fold, MemberRow, Rule, Said, Words};
use super::words::{TECHNICAL, column_label, day, quote, quote_unless_personal};
use crate::domain::column::{Actor, Column};
use crate::domain::date::PartialDate;
use crate::domain::fault::Normalised;
use crate::domain::grade::{Grade, Reason};
use crate::domain::place::{CellAt, Located};
use chrono::{Datelike, NaiveDate};

pub static C301: Rule = Rule {
    code: "C301",
    severity: Severity::Error,
    sometimes: None,
    title: "Dòng có dữ liệu nhưng không có họ tên",
    page: include_str!("pages/C301.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn no_name(number: Option<&str>) -> Spoken {
    let message = match number {
        Some(_) => "Ô họ tên chứa số, không phải họ tên; dòng này được để riêng, chưa tổng hợp.",
        None => "Dòng có dữ liệu nhưng không có họ tên; dòng này được để riêng, chưa tổng hợp.",
    };
    Spoken::new(&C301, Words::new(message, "Điền họ và tên; nếu là dòng thừa thì xóa cả dòng.", TECHNICAL))
}

pub static C302: Rule = Rule {
    code: "C302",
    severity: Severity::Error,
    sometimes: None,
    title: "Không có mức xếp loại, cũng không có lý do",
    page: include_str!("pages/C302.md"),
    fold: Fold::Never,
    check: Check::Member(neither_grade_nor_reason),
};

fn neither_grade_nor_reason(row: &MemberRow) -> Vec<Said> {
    if !lacks_standing(row) || is_ticked(row) {
        return Vec::new();
    }
    let under = match is_under_six_months(row) {
        true => format!(" Nếu do mới vào Đảng, ghi lý do “{}”.", Reason::UnderSixMonths.label()),
        false => String::new(),
    };
    C302.said(
        row.grade_cell(),
        Words::new(
            "Chưa có mức xếp loại, cũng chưa ghi lý do không xếp loại; người này chưa được tính vào mức nào.",
            format!("Ghi một trong bốn mức, hoặc ghi lý do không xếp loại.{under}"),
            TECHNICAL,
        ),
    )
}

/// Neither a grade nor a reason, in a table whose grade column is known and a row that was read without trouble there.
fn lacks_standing(row: &MemberRow) -> bool {
    let is_about_standing = |column: &Column| {
        matches!(
            column,
            Column::Grade(Actor::Branch | Actor::Committee)
                | Column::Tick(Actor::Branch | Actor::Committee, _)
                | Column::TickNotGraded(_)
                | Column::NotGradedReason
                | Column::Category
        )
    };
    row.member.standing().is_none()
        && !row.table.is_some_and(|table| table.grade_unknown)
        && !row.member.source.troubled.iter().any(is_about_standing)
}

fn is_ticked(row: &MemberRow) -> bool {
    row.table.is_some_and(|table| table.is_ticked() && !table.has(Column::Grade(Actor::Branch)))
}

pub static C303: Rule = Rule {
    code: "C303",
    severity: Severity::Error,
    sometimes: None,
    title: "Không phải mức xếp loại",
    page: include_str!("pages/C303.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn not_a_grade(heard: Heard, text: &str, nearest: Option<Grade>, column: Column) -> Spoken {
    let offer = match nearest {
        Some(grade) => format!(" Gần nhất: “{}”.", grade.label()),
        None => String::new(),
    };
    Spoken::new(
        &C303,
        Words::new(
            format!(
                "Cột “{}”: {} không phải mức xếp loại nào, nên chưa được tính.{offer}",
                column_label(column),
                quote_unless_personal(text, heard.subject())
            ),
            "Ghi đầy đủ một trong bốn mức, ví dụ “Hoàn thành tốt nhiệm vụ”.",
            TECHNICAL,
        ),
    )
}

pub static C304: Rule = Rule {
    code: "C304",
    severity: Severity::Error,
    sometimes: None,
    title: "Không đánh dấu, hoặc đánh dấu nhiều mức",
    page: include_str!("pages/C304.md"),
    fold: Fold::Never,
    check: Check::Member(no_tick),
};

fn no_tick(row: &MemberRow) -> Vec<Said> {
    if !lacks_standing(row) || !is_ticked(row) {
        return Vec::new();
    }
    C304.said(
        row.grade_cell(),
        Words::new(
            "Không có dấu ở cột mức xếp loại nào, cũng không có lý do; người này chưa được tính vào mức nào.",
            "Đánh một dấu x vào đúng một cột, hoặc ghi lý do không xếp loại.",
            TECHNICAL,
        ),
    )
}

pub fn many_ticks(cells: &[CellAt]) -> Spoken {
    let cells: Vec<String> = cells.iter().map(CellAt::to_string).collect();
    Spoken::new(
        &C304,
        Words::new(
            format!("Đánh dấu {} cột ({}), nên chưa biết mức nào đúng.", cells.len(), cells.join(", ")),
            "Chỉ để lại một dấu x.",
            TECHNICAL,
        ),
    )
}

pub static C305: Rule = Rule {
    code: "C305",
    severity: Severity::Note,
    sometimes: None,
    title: "Mức xếp loại viết sai quen thuộc, đã hiểu",
    page: include_str!("pages/C305.md"),
    fold: Fold::Above(5),
    check: Check::Fault,
};

pub fn misspelt_grade(text: &str, grade: Grade) -> Spoken {
    Spoken::new(
        &C305,
        Words::new(
            format!("{} được hiểu là “{}”.", quote(text), grade.label()),
            "Không bắt buộc sửa; nên ghi đầy đủ tên mức.",
            TECHNICAL,
        ),
    )
}

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
    let (Some(joined), Some(reference)) = (&row.member.joined, row.of.ground.six_months_on()) else {
        return false;
    };
    let months = chrono::Months::new(case.regulation.months_before_grading);
    joined.value.earliest().checked_add_months(months).is_some_and(|full| full > reference)
}

/// The reference date in words.
pub fn reference_day(row: &MemberRow) -> String {
    row.of.ground.six_months_on().map_or_else(String::new, day)
}

pub static C308: Rule = Rule {
    code: "C308",
    severity: Severity::Warning,
    sometimes: None,
    title: "Số bị mất chữ số",
    page: include_str!("pages/C308.md"),
    fold: Fold::Above(5),
    check: Check::Fault,
};

pub fn lost_digits(column: Column) -> Spoken {
    Spoken::new(
        &C308,
        Words::new(
            format!("Cột “{}”: ô được lưu dạng số nên mất số 0 ở đầu hoặc các chữ số cuối.", column_label(column)),
            "Định dạng cột là Text rồi gõ lại đủ các chữ số.",
            TECHNICAL,
        ),
    )
}

pub static C309: Rule = Rule {
    code: "C309",
    severity: Severity::Warning,
    sometimes: Some((Severity::Error, "không chắc cách giải mã")),
    title: "Chữ gõ bằng bảng mã cũ",
    page: include_str!("pages/C309.md"),
    fold: Fold::Above(3),
    check: Check::Fault,
};

pub fn decoded(heard: Heard, encoding: &str, decoded: &str) -> Spoken {
    let shown = if may_name_a_person(heard) { "kết quả ở cột họ tên".to_owned() } else { quote(decoded) };
    Spoken::new(
        &C309,
        Words::new(
            format!("Chữ gõ bằng bảng mã {encoding}, đã chuyển sang Unicode: {shown}."),
            "Kiểm tra chữ đã chuyển; lần sau gõ bằng Unicode.",
            TECHNICAL,
        ),
    )
}

pub fn undecided(encoding: &str) -> Spoken {
    Spoken::of_severity(
        &C309,
        Severity::Error,
        Words::new(
            format!("Chữ có vẻ gõ bằng bảng mã {encoding} nhưng không chắc; để nguyên, chưa chuyển."),
            "Chuyển tệp sang Unicode (ví dụ bằng UniKey) rồi gửi lại.",
            TECHNICAL,
        ),
    )
}

/// Whether a fault's cell may hold a name or a number of a person: below a header, in a column not known to hold
/// something else.
fn may_name_a_person(heard: Heard) -> bool {
    let Some(table) = heard.table else { return heard.subject().is_some() };
    let Some(at) = heard.fault.at else { return true };
    if at.row <= table.header_rows.1 {
        return false;
    }
    let meaning = table.columns.iter().find(|seen| seen.column == at.column).map(|seen| seen.meaning);
    !matches!(
        meaning,
        Some(
            Column::Grade(_)
                | Column::NotGradedReason
                | Column::Discipline
                | Column::Post
                | Column::Room
                | Column::Branch
                | Column::Category
                | Column::RewardForm
                | Column::RewardKind
                | Column::CollectiveKind
        )
    )
}

pub static C310: Rule = Rule {
    code: "C310",
    severity: Severity::Note,
    sometimes: None,
    title: "Chữ được chuẩn hóa để so sánh",
    page: include_str!("pages/C310.md"),
    fold: Fold::Above(1),
    check: Check::Fault,
};

pub fn normalised(how: Normalised, n: u32) -> Spoken {
    let what = match how {
        Normalised::UnicodeForm => "chữ có dấu viết rời được ghép lại",
        Normalised::Spaces => "dấu cách thừa được bỏ",
        Normalised::Invisible => "ký tự không nhìn thấy được bỏ",
        Normalised::Eth => "chữ Ð của bảng chữ khác được hiểu là Đ",
    };
    Spoken::new(&C310, Words::new(format!("{n} ô: {what}."), "Không cần sửa.", TECHNICAL))
}

pub static C311: Rule = Rule {
    code: "C311",
    severity: Severity::Error,
    sometimes: None,
    title: "Dòng chưa hiểu, được để riêng",
    page: include_str!("pages/C311.md"),
    fold: Fold::Never,
    check: Check::Fault,
};

pub fn set_aside(n_cells: usize) -> Spoken {
    Spoken::new(
        &C311,
        Words::new(
            format!(
                "Dòng có {n_cells} ô dữ liệu nhưng không thành một người hay tập thể; được để riêng, chép đủ ở sheet Đối soát."
            ),
            "Nếu là người, điền lại đúng cột; nếu là ghi chú, chuyển ra ngoài bảng.",
            TECHNICAL,
        ),
    )
}

pub static C312: Rule = Rule {
    code: "C312",
    severity: Severity::Note,
    sometimes: None,
    title: "Số thứ tự nhảy hoặc lặp",
    page: include_str!("pages/C312.md"),
    fold: Fold::Above(3),
    check: Check::Fault,
};

pub fn ordinal_skips(expected: u32, found: u32) -> Spoken {
    Spoken::new(
        &C312,
        Words::new(
            format!("Số thứ tự là {found}, theo thứ tự phải là {expected}."),
            "Kiểm tra có sót hay lặp dòng nào; nếu không, đánh lại số.",
            TECHNICAL,
        ),
    )
}

pub static C313: Rule = Rule {
    code: "C313",
    severity: Severity::Note,
    sometimes: None,
    title: "Từ ngoài danh mục, giữ nguyên chữ",
    page: include_str!("pages/C313.md"),
    fold: Fold::Above(5),
    check: Check::Fault,
};

/// A kind of reward that is no known kind is a missing kind (R504); every other word outside the form's lists is C313.
pub fn unclear_word(heard: Heard, text: &str, column: Column) -> Spoken {
    if column == Column::RewardKind {
        return super::reward::unclear_kind(text);
    }
    Spoken::new(
        &C313,
        Words::new(
            format!(
                "Cột “{}”: {} không có trong danh mục; giữ nguyên chữ, không suy đoán.",
                column_label(column),
                quote_unless_personal(text, heard.subject())
            ),
            "Chọn một mục trong danh mục của biểu mẫu.",
            TECHNICAL,
        ),
    )
}
