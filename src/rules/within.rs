//! Family B, one member's row: standing, discipline and the grade as staff held against the grade given.

use super::dates::{is_after, is_under_six_months, reference_day};
use super::finding::Severity;
use super::rule::{Check, Fold, MemberRow, Rule, Said, Words};
use super::words::{PLAN, quote_unless_personal};
use crate::domain::column::Column;
use crate::domain::grade::{Grade, Reason};
use crate::domain::member::{Category, Discipline, Member};
use crate::regulation::profile::listing::discipline_in_words;
use crate::text::fold::{has_any, skeleton};
use chrono::Months;

pub static B401: Rule = Rule {
    code: "B401",
    severity: Severity::Error,
    sometimes: None,
    title: "Miễn sinh hoạt nhưng vẫn xếp loại",
    page: include_str!("pages/B401.md"),
    fold: Fold::Never,
    check: Check::Member(exempt_yet_graded),
};

fn exempt_yet_graded(row: &MemberRow) -> Vec<Said> {
    let is_exempt = row.member.category == Some(Category::Exempt) || has_reason(row, Reason::Exempt);
    match row.grade() {
        Some((grade, at)) if is_exempt => B401.said(
            at,
            Words::new(
                format!(
                    "Được miễn công tác và sinh hoạt đảng nhưng vẫn xếp “{}”; mức này bị tính vào số liệu.",
                    grade.label()
                ),
                "Bỏ mức xếp loại và ghi lý do; nếu không còn được miễn, sửa diện.",
                &row.case().regulation.title,
            ),
        ),
        _ => Vec::new(),
    }
}

fn has_reason(row: &MemberRow, reason: Reason) -> bool {
    row.member.reason.as_ref().is_some_and(|found| found.value == reason)
}

pub static B402: Rule = Rule {
    code: "B402",
    severity: Severity::Error,
    sometimes: None,
    title: "Đình chỉ sinh hoạt nhưng vẫn xếp loại",
    page: include_str!("pages/B402.md"),
    fold: Fold::Never,
    check: Check::Member(suspended_yet_graded),
};

fn suspended_yet_graded(row: &MemberRow) -> Vec<Said> {
    let is_suspended = row.member.category == Some(Category::Suspended) || has_reason(row, Reason::Suspended);
    match row.grade() {
        Some((grade, at)) if is_suspended => B402.said(
            at,
            Words::new(
                format!(
                    "Đang bị đình chỉ sinh hoạt đảng nhưng vẫn xếp “{}”; mức này bị tính vào số liệu.",
                    grade.label()
                ),
                "Bỏ mức xếp loại và ghi lý do; nếu đã được sinh hoạt trở lại, sửa diện.",
                &row.case().regulation.title,
            ),
        ),
        _ => Vec::new(),
    }
}

pub static B403: Rule = Rule {
    code: "B403",
    severity: Severity::Error,
    sometimes: None,
    title: "Kết nạp chưa đủ thời gian nhưng vẫn xếp loại",
    page: include_str!("pages/B403.md"),
    fold: Fold::Never,
    check: Check::Member(too_new_yet_graded),
};

fn too_new_yet_graded(row: &MemberRow) -> Vec<Said> {
    let Some((_, at)) = row.grade() else { return Vec::new() };
    // Freed or suspended besides: one grade to take away, one finding (B401, B402).
    let is_apart = matches!(row.member.category, Some(Category::Exempt | Category::Suspended));
    if is_apart || has_reason(row, Reason::Exempt) || has_reason(row, Reason::Suspended) {
        return Vec::new();
    }
    let regulation = row.case().regulation;
    let months = regulation.months_before_grading;
    // A date in the future is a wrong date (C307), no ground to judge on.
    let is_plausible = match (row.joined(), row.of.ground.year_end()) {
        (Some(joined), Some(year_end)) => !is_after(joined, year_end),
        _ => true,
    };
    let message = match row.joined() {
        Some(joined) if is_plausible && is_under_six_months(row) => format!(
            "Vào Đảng {joined}, tính đến {} chưa đủ {months} tháng nhưng vẫn được xếp loại.",
            reference_day(row)
        ),
        _ if has_reason(row, Reason::UnderSixMonths) => {
            format!("Ghi lý do kết nạp chưa đủ {months} tháng nhưng vẫn được xếp loại.")
        }
        _ => return Vec::new(),
    };
    B403.said(
        at,
        Words::new(
            message,
            "Bỏ mức xếp loại và ghi lý do “Kết nạp chưa đủ 6 tháng”; nếu ngày vào Đảng sai, sửa lại ngày.",
            &regulation.months_before_grading_basis.text,
        ),
    )
}

pub static B405: Rule = Rule {
    code: "B405",
    severity: Severity::Error,
    sometimes: Some((Severity::Warning, "chữ ghi ở cột kỷ luật không rõ là hình thức nào")),
    title: "Bị kỷ luật nhưng không xếp mức Không hoàn thành",
    page: include_str!("pages/B405.md"),
    fold: Fold::Never,
    check: Check::Member(disciplined_yet_graded_above),
};

fn disciplined_yet_graded_above(row: &MemberRow) -> Vec<Said> {
    let member = row.member;
    let (Some(discipline), Some((grade, at))) = (&member.discipline, row.grade()) else { return Vec::new() };
    let regulation = row.case().regulation;
    if grade == Grade::NotCompleted || member.source.is_troubled(Column::Discipline) || is_of_earlier_year(row) {
        return Vec::new();
    }
    if regulation.discipline_is_excused_when_remedied && is_remedied(member) {
        return Vec::new();
    }
    let basis = &regulation.discipline_basis.text;
    let (severity, message) = match discipline.value {
        Discipline::Reprimand => (Severity::Error, found_form("khiển trách", grade)),
        Discipline::Warning => (Severity::Error, found_form("cảnh cáo", grade)),
        Discipline::Dismissal => (Severity::Error, found_form("cách chức", grade)),
        // No member any more: the grade itself is the mistake (B406).
        Discipline::Expulsion => return Vec::new(),
        Discipline::Unclear => {
            let written =
                quote_unless_personal(member.discipline_written().unwrap_or(""), Some(&member.name.value.clean));
            let message =
                format!("Cột kỷ luật: {written} chưa rõ có phải kỷ luật đảng, trong khi xếp “{}”.", grade.label());
            (Severity::Warning, message)
        }
    };
    let fix = "Xếp “Không hoàn thành nhiệm vụ”; nếu không bị kỷ luật trong năm, xóa nội dung ở cột kỷ luật.";
    vec![Said { severity, at, words: Words::new(message, fix, basis) }]
}

fn found_form(form: &str, grade: Grade) -> String {
    format!("Bị kỷ luật {form} trong năm nhưng xếp “{}”.", grade.label())
}

/// Whether the row says that the breach was found by oneself and fully remedied. “Chưa khắc phục” and “đang khắc phục”
/// say the contrary, wherever they stand.
pub fn is_remedied(member: &Member) -> bool {
    const DENIALS: [&str; 9] = [
        "khong tu phat hien",
        "chua tu phat hien",
        "khong khac phuc",
        "chua khac phuc",
        "chua duoc khac phuc",
        "chua kip khac phuc",
        "dang khac phuc",
        "khac phuc chua",
        "khac phuc mot phan",
    ];
    let note = member.note.as_ref().map(|note| note.value.as_str());
    let texts = [member.discipline_written(), member.reason_written(), note];
    let texts: Vec<String> = texts.into_iter().flatten().map(skeleton).collect();
    let says = |words: &[&str]| texts.iter().any(|text| has_any(text, words));
    texts.iter().any(|text| has_any(text, &["tu phat hien"]) && has_any(text, &["khac phuc"])) && !says(&DENIALS)
}

/// Whether the discipline is of an earlier year: the words name years, and the year reviewed or a later one is not among
/// them.
pub fn is_of_earlier_year(row: &MemberRow) -> bool {
    let Some(text) = row.member.discipline_written() else { return false };
    let words = text.split(|c: char| !c.is_ascii_digit());
    let years: Vec<i32> =
        words.filter(|word| word.len() == 4).filter_map(|word| word.parse().ok()).filter(is_year).collect();
    !years.is_empty() && years.iter().all(|year| *year < row.case().campaign.plan.year)
}

fn is_year(number: &i32) -> bool {
    (1945..2200).contains(number)
}

pub static B406: Rule = Rule {
    code: "B406",
    severity: Severity::Error,
    sometimes: None,
    title: "Hình thức kỷ luật không thể có, hoặc đã khai trừ mà vẫn xếp loại",
    page: include_str!("pages/B406.md"),
    fold: Fold::Never,
    check: Check::Member(impossible_discipline),
};

fn impossible_discipline(row: &MemberRow) -> Vec<Said> {
    let member = row.member;
    let Some(discipline) = &member.discipline else { return Vec::new() };
    let form = discipline.value;
    if form == Discipline::Unclear || member.source.is_troubled(Column::Discipline) {
        return Vec::new();
    }
    let regulation = row.case().regulation;
    let probation = &regulation.probation;
    if is_on_probation(row) && !probation.value.forms.contains(&form) {
        let possible: Vec<&str> = probation.value.forms.iter().map(|form| discipline_in_words(*form)).collect();
        let possible = possible.join(" hoặc ");
        return B406.said(
            discipline.at,
            Words::new(
                format!("Đảng viên dự bị bị kỷ luật {}: đảng viên dự bị chỉ có {possible}.", discipline_in_words(form)),
                "Sửa hình thức kỷ luật, hoặc sửa diện đảng viên; nếu đã xóa tên, đưa ra khỏi danh sách.",
                &probation.basis.text,
            ),
        );
    }
    match row.grade() {
        Some((grade, at)) if form == Discipline::Expulsion => B406.said(
            at,
            Words::new(
                format!("Đã bị khai trừ nhưng vẫn xếp “{}”; mức này bị tính vào số liệu.", grade.label()),
                "Bỏ mức xếp loại, ghi lý do; người đã khai trừ không còn trong danh sách xếp loại.",
                &regulation.discipline_basis.text,
            ),
        ),
        _ => Vec::new(),
    }
}

/// On probation as the row or the plan says it, or because the probation of somebody not yet official cannot be over.
fn is_on_probation(row: &MemberRow) -> bool {
    let member = row.member;
    match member.category {
        Some(Category::Probationary) => return true,
        Some(Category::Full) => return false,
        Some(Category::Exempt | Category::Suspended) | None => {}
    }
    let months = Months::new(row.case().regulation.probation.value.months);
    let ends = row.joined().and_then(|joined| joined.earliest().checked_add_months(months));
    let is_over = match (ends, row.of.ground.year_end()) {
        (Some(ends), Some(year_end)) => ends <= year_end,
        _ => true,
    };
    member.official.is_none() && !is_over
}

pub static B407: Rule = Rule {
    code: "B407",
    severity: Severity::Warning,
    sometimes: None,
    title: "Không hoàn thành nhiệm vụ nhưng không ghi lý do",
    page: include_str!("pages/B407.md"),
    fold: Fold::Never,
    check: Check::Member(not_completed_without_reason),
};

fn not_completed_without_reason(row: &MemberRow) -> Vec<Said> {
    let member = row.member;
    let Some((Grade::NotCompleted, at)) = row.grade() else { return Vec::new() };
    if gives_ground(member) {
        return Vec::new();
    }
    B407.said(
        at,
        Words::new(
            "Xếp “Không hoàn thành nhiệm vụ” nhưng cả dòng không ghi lý do; đảng ủy không có căn cứ để xem xét.",
            "Ghi lý do vào cột Ghi chú, hoặc hình thức vào cột Kỷ luật trong năm.",
            PLAN,
        ),
    )
}

/// Whether the row says anywhere why it is graded so, or the committee why it decided so.
pub fn gives_ground(member: &Member) -> bool {
    let is_filled = |text: Option<&str>| text.is_some_and(|text| text.chars().any(char::is_alphabetic));
    let grounds = member.scores.as_ref().and_then(|scores| scores.grounds.as_ref());
    member.discipline.is_some()
        || member.reason.is_some()
        || is_filled(member.reason_written())
        || is_filled(member.note.as_ref().map(|note| note.value.as_str()))
        || is_filled(member.grades.committee_words.why.as_deref())
        || is_filled(grounds.map(|grounds| grounds.value.as_str()))
        || member.carried.iter().any(|cell| is_filled(Some(&cell.text)) && speaks_of_grounds(&cell.header))
}

/// Whether a column carried along may hold the ground of a grade: quê quán, trình độ and điện thoại do not.
fn speaks_of_grounds(header: &str) -> bool {
    const WORDS: [&str; 14] = [
        "ly do",
        "can cu",
        "nguyen nhan",
        "giai trinh",
        "giai thich",
        "thuyet minh",
        "khuyet diem",
        "vi pham",
        "han che",
        "ghi chu",
        "nhan xet",
        "danh gia",
        "y kien",
        "tom tat",
    ];
    has_any(&skeleton(header), &WORDS)
}

pub static B409: Rule = Rule {
    code: "B409",
    severity: Severity::Error,
    sometimes: None,
    title: "Đảng viên xuất sắc nhưng công chức không xuất sắc",
    page: include_str!("pages/B409.md"),
    fold: Fold::Never,
    check: Check::Member(excellent_member_only),
};

fn excellent_member_only(row: &MemberRow) -> Vec<Said> {
    let regulation = row.case().regulation;
    match (row.grade(), row.staff_grade()) {
        // NotCompleted as staff is B410's to say: one grade, one finding.
        (Some((Grade::Excellent, at)), Some(staff @ (Grade::Good | Grade::Completed)))
            if regulation.staff_grade_binds =>
        {
            B409.said(
                at,
                Words::new(
                    format!(
                        "Xếp “{}” ở chi bộ, trong khi là công chức chỉ xếp “{}”.",
                        Grade::Excellent.label(),
                        staff.label()
                    ),
                    "Xem lại một trong hai mức: chỉ xếp xuất sắc ở chi bộ khi đã xuất sắc ở cơ quan.",
                    &regulation.staff_grade_basis.text,
                ),
            )
        }
        _ => Vec::new(),
    }
}

pub static B410: Rule = Rule {
    code: "B410",
    severity: Severity::Error,
    sometimes: None,
    title: "Công chức không hoàn thành nhưng đảng viên xếp cao hơn",
    page: include_str!("pages/B410.md"),
    fold: Fold::Never,
    check: Check::Member(not_completed_as_staff_only),
};

fn not_completed_as_staff_only(row: &MemberRow) -> Vec<Said> {
    let regulation = row.case().regulation;
    match (row.grade(), row.staff_grade()) {
        (Some((grade, at)), Some(Grade::NotCompleted))
            if grade != Grade::NotCompleted && regulation.staff_grade_binds =>
        {
            B410.said(
                at,
                Words::new(
                    format!("Là công chức “{}” nhưng ở chi bộ xếp “{}”.", Grade::NotCompleted.label(), grade.label()),
                    "Xếp “Không hoàn thành nhiệm vụ”; nếu mức công chức ghi sai, sửa lại.",
                    &regulation.staff_grade_basis.text,
                ),
            )
        }
        _ => Vec::new(),
    }
}
