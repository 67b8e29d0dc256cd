//! The Vietnamese words of the sheets for values that have no label of their own in the domain.

use crate::domain::grade::{Reason, Standing};
use crate::domain::member::{Category, Discipline, Member};
use crate::domain::people::{RewardKind, RewardSubject};
use crate::domain::reading::{Outcome, SetAsideWhy};
use crate::domain::submission::{Content, ReceivedBasis, Submission, Timing};
use crate::regulation::quota::QuotaSubject;
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;

pub fn category(category: Category) -> &'static str {
    match category {
        Category::Full => "Chính thức",
        Category::Probationary => "Dự bị",
        Category::Exempt => "Miễn sinh hoạt",
        Category::Suspended => "Đình chỉ sinh hoạt",
    }
}

/// The discipline as the return words it, else its name.
pub fn discipline(member: &Member) -> Option<&str> {
    let known = member.discipline.as_ref()?;
    Some(match (member.discipline_written(), known.value) {
        (Some(text), _) if !text.is_empty() => text,
        (_, Discipline::Reprimand) => "Khiển trách",
        (_, Discipline::Warning) => "Cảnh cáo",
        (_, Discipline::Dismissal) => "Cách chức",
        (_, Discipline::Expulsion) => "Khai trừ",
        (_, Discipline::Unclear) => "Chưa rõ hình thức",
    })
}

/// Why a member has no grade: the reason's own label first, so that the sheet's formulas find it, then the return's
/// words where they say more. Empty for a member who needs no reason.
pub fn reason(member: &Member) -> Cow<'static, str> {
    let reason = match (&member.reason, member.standing()) {
        (Some(reason), _) => reason.value,
        (None, Some(Standing::NotGraded(reason))) => reason,
        (None, _) => return Cow::Borrowed(""),
    };
    reason_in_words(reason, member.reason_written())
}

/// [`reason`] for any record.
pub fn reason_in_words(reason: Reason, written: Option<&str>) -> Cow<'static, str> {
    let written = written.map(str::trim).filter(|text| !text.is_empty());
    match (reason, written) {
        // Counted as what is none of the three labels: the words as written can stand alone.
        (Reason::Other, Some(text)) if !starts_like_a_label(text) => Cow::Owned(text.to_owned()),
        (_, Some(text)) if text.chars().count() > reason.label().chars().count() => {
            Cow::Owned(format!("{} ({text})", reason.label()))
        }
        _ => Cow::Borrowed(reason.label()),
    }
}

fn starts_like_a_label(text: &str) -> bool {
    let text = text.to_lowercase();
    Reason::ALL.iter().any(|reason| *reason != Reason::Other && text.starts_with(&reason.label().to_lowercase()))
}

pub fn reward_subject(subject: RewardSubject) -> &'static str {
    match subject {
        RewardSubject::Member => "Cá nhân",
        RewardSubject::Collective => "Tập thể",
    }
}

pub fn reward_kind(kind: RewardKind) -> &'static str {
    match kind {
        RewardKind::Year => "Trong năm",
        RewardKind::FiveYears => "5 năm liền",
        RewardKind::Exceptional => "Đột xuất",
    }
}

pub fn received_basis(basis: ReceivedBasis) -> &'static str {
    match basis {
        ReceivedBasis::Log => "Sổ nộp",
        ReceivedBasis::Document => "Ngày ghi trong văn bản",
        ReceivedBasis::Properties => "Thuộc tính của tệp",
        ReceivedBasis::FileTime => "Ngày lưu tệp",
    }
}

/// Tình trạng of a submission (forms.md §4).
pub fn status(submission: &Submission) -> Cow<'static, str> {
    match (submission.content, submission.timing) {
        (Content::Missing, _) => Cow::Borrowed("Chưa nộp"),
        (Content::Nil, _) => Cow::Borrowed("Không có nội dung"),
        (Content::Rejected, _) => Cow::Borrowed("Không đọc được"),
        (Content::Read, Timing::OnTime) => Cow::Borrowed("Đúng hạn"),
        (Content::Read, Timing::Late { days }) => Cow::Owned(format!("Nộp muộn {days} ngày")),
        (Content::Read, Timing::Undated | Timing::Missing) => Cow::Borrowed("Đã nộp"),
    }
}

pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Read => "Đã đọc",
        Outcome::Skipped => "Bỏ qua (không phải báo cáo)",
        Outcome::Unreadable => "Không mở được",
        Outcome::Rejected => "Không dùng được",
    }
}

pub fn set_aside(why: SetAsideWhy) -> &'static str {
    match why {
        SetAsideWhy::NoName => "Có dữ liệu nhưng không có họ và tên",
        SetAsideWhy::UnknownKind => "Không rõ là người, tiêu đề, dòng tổng hay ghi chú",
        SetAsideWhy::UnknownBranch => "Nơi nộp không có trong kế hoạch",
        SetAsideWhy::OtherYear => "Số liệu của năm khác",
    }
}

/// “Đồng Tháp, ngày 30 tháng 11 năm 2021”; dots where something is not known.
pub fn place_and_date(locality: &str, dated: Option<NaiveDate>, year: i32) -> String {
    let place = if locality.trim().is_empty() { "………" } else { locality.trim() };
    match dated {
        // Days below 10 and January and February take a zero, so that no figure can be added before them.
        Some(day) if day.month() <= 2 => {
            format!("{place}, ngày {:02} tháng {:02} năm {}", day.day(), day.month(), day.year())
        }
        Some(day) => format!("{place}, ngày {:02} tháng {} năm {}", day.day(), day.month(), day.year()),
        None => format!("{place}, ngày …… tháng …… năm {year}"),
    }
}

pub fn quota_subject(subject: QuotaSubject) -> &'static str {
    match subject {
        QuotaSubject::Members => "Đảng viên",
        QuotaSubject::Collectives => "Tập thể",
        QuotaSubject::Organisations => "Tổ chức đảng",
        QuotaSubject::Leaders => "Lãnh đạo, quản lý",
        QuotaSubject::Staff => "Công chức, người lao động",
    }
}
