//! Family B where grading is by points: the points themselves, the grade against their band, quarters, and grounds.

use super::finding::Severity;
use super::rule::{Check, Fold, MemberRow, Rule, Said, Words};
use super::within::gives_ground;
use crate::domain::column::Column;
use crate::domain::grade::Grade;
use crate::domain::place::{CellAt, Located};
use crate::domain::score::{Points, QuarterMark, Scores};
use crate::regulation::profile::parts::PointScale;

pub static B408: Rule = Rule {
    code: "B408",
    severity: Severity::Warning,
    sometimes: None,
    title: "Xuất sắc nhưng không có tóm tắt căn cứ",
    page: include_str!("pages/B408.md"),
    fold: Fold::Never,
    check: Check::Member(excellent_without_grounds),
};

fn excellent_without_grounds(row: &MemberRow) -> Vec<Said> {
    let Some(basis) = &row.case().regulation.grounds_basis else { return Vec::new() };
    let Some((Grade::Excellent, _)) = row.grade() else { return Vec::new() };
    let Some(column) = row.table.and_then(|table| table.column(Column::Grounds)) else { return Vec::new() };
    let grounds = row.member.scores.as_ref().and_then(|scores| scores.grounds.as_ref());
    let is_given = grounds.is_some_and(|grounds| grounds.value.chars().any(char::is_alphanumeric));
    if is_given || row.member.source.is_troubled(Column::Grounds) {
        return Vec::new();
    }
    B408.said(
        CellAt::new(row.member.source.row, column),
        Words::new(
            format!("Xếp “{}” nhưng cột Tóm tắt căn cứ để trống.", Grade::Excellent.label()),
            "Ghi ngắn gọn kết quả nổi trội làm căn cứ.",
            &basis.text,
        ),
    )
}

pub static B422: Rule = Rule {
    code: "B422",
    severity: Severity::Error,
    sometimes: None,
    title: "Điểm ngoài thang điểm, hoặc tổng điểm không khớp",
    page: include_str!("pages/B422.md"),
    fold: Fold::Never,
    check: Check::Member(points_do_not_fit),
};

fn points_do_not_fit(row: &MemberRow) -> Vec<Said> {
    let Some((scale, scores)) = scale_and_scores(row) else { return Vec::new() };
    let basis = &scale.1;
    misfits(scale.0, scores)
        .into_iter()
        .flat_map(|(at, message)| {
            B422.said(at, Words::new(message, "Kiểm tra điểm từng phần, sửa lại cho đúng.", basis.as_str()))
        })
        .collect()
}

fn scale_and_scores<'r>(row: &'r MemberRow) -> Option<((PointScale, String), &'r Scores)> {
    let scale = row.of.ground.case.regulation.points.as_ref()?;
    Some(((scale.value, scale.basis.text.clone()), row.member.scores.as_deref()?))
}

/// What is wrong with the points themselves, with the cell of each.
fn misfits(scale: PointScale, scores: &Scores) -> Vec<(CellAt, String)> {
    let mut misfits = Vec::new();
    let whole = Points(scale.common_at_most.0 + scale.result_at_most.0);
    for (points, most, label) in [
        (&scores.common, scale.common_at_most, "Điểm tiêu chí chung"),
        (&scores.result, scale.result_at_most, "Điểm kết quả"),
        (&scores.total, whole, "Tổng điểm"),
    ] {
        if let Some(Located { value, at }) = points
            && !(Points(0)..=most).contains(value)
        {
            misfits.push((*at, format!("{label} {value} nằm ngoài thang 0–{most}.")));
        }
    }
    // A part outside its range makes the sum wrong too, and is said already.
    if let (true, Some(common), Some(result), Some(total)) =
        (misfits.is_empty(), &scores.common, &scores.result, &scores.total)
    {
        let sum = Points(common.value.0 + result.value.0);
        if (sum.0 - total.value.0).abs() > scale.tolerance.0 {
            let message =
                format!("Tổng điểm ghi {}, trong khi {} + {} = {sum}.", total.value, common.value, result.value);
            misfits.push((total.at, message));
        }
    }
    misfits
}

/// The points a grade is held against; none where a part lacks or the points themselves are in doubt (B422).
fn points_of(scale: PointScale, scores: &Scores) -> Option<Points> {
    if !misfits(scale, scores).is_empty() {
        return None;
    }
    match (&scores.total, &scores.common, &scores.result) {
        (Some(total), _, _) => Some(total.value),
        (None, Some(common), Some(result)) => Some(Points(common.value.0 + result.value.0)),
        (None, _, _) => None,
    }
}

fn band_of(scale: PointScale, points: Points) -> Grade {
    match points {
        points if points >= scale.excellent_from => Grade::Excellent,
        points if points >= scale.good_from => Grade::Good,
        points if points >= scale.completed_from => Grade::Completed,
        _ => Grade::NotCompleted,
    }
}

/// The grade, its cell, the points and the grade of their band, where all are known.
fn grade_and_band(row: &MemberRow) -> Option<(Grade, CellAt, Points, Grade, String)> {
    let ((scale, basis), scores) = scale_and_scores(row)?;
    let (grade, at) = row.grade()?;
    let points = points_of(scale, scores)?;
    Some((grade, at, points, band_of(scale, points), basis))
}

pub static B423: Rule = Rule {
    code: "B423",
    severity: Severity::Error,
    sometimes: None,
    title: "Xếp loại cao hơn khung điểm",
    page: include_str!("pages/B423.md"),
    fold: Fold::Never,
    check: Check::Member(above_the_band),
};

fn above_the_band(row: &MemberRow) -> Vec<Said> {
    match grade_and_band(row) {
        Some((grade, at, points, band, basis)) if grade > band => B423.said(
            at,
            Words::new(
                format!("Xếp “{}” nhưng {points} điểm chỉ thuộc khung “{}”.", grade.label(), band.label()),
                "Hạ mức xếp loại cho đúng khung điểm; nếu điểm ghi sai, sửa điểm.",
                basis,
            ),
        ),
        _ => Vec::new(),
    }
}

pub static B424: Rule = Rule {
    code: "B424",
    severity: Severity::Warning,
    sometimes: None,
    title: "Xếp loại thấp hơn khung điểm mà không ghi lý do",
    page: include_str!("pages/B424.md"),
    fold: Fold::Never,
    check: Check::Member(below_the_band),
};

fn below_the_band(row: &MemberRow) -> Vec<Said> {
    match grade_and_band(row) {
        // That the reason is missing is one cause, and B407's to say.
        Some((Grade::NotCompleted, ..)) => Vec::new(),
        Some((grade, at, points, band, basis)) if grade < band && !gives_ground(row.member) => B424.said(
            at,
            Words::new(
                format!(
                    "Xếp “{}” trong khi {points} điểm thuộc khung “{}”, không ghi lý do.",
                    grade.label(),
                    band.label()
                ),
                "Ghi lý do vào cột Ghi chú (ví dụ vượt tỷ lệ xuất sắc), hoặc xếp theo khung điểm.",
                basis,
            ),
        ),
        _ => Vec::new(),
    }
}

pub static B425: Rule = Rule {
    code: "B425",
    severity: Severity::Error,
    sometimes: None,
    title: "Có quý không hoàn thành nhưng cả năm xuất sắc",
    page: include_str!("pages/B425.md"),
    fold: Fold::Never,
    check: Check::Member(excellent_despite_a_quarter),
};

fn excellent_despite_a_quarter(row: &MemberRow) -> Vec<Said> {
    let regulation = row.case().regulation;
    let (Some(basis), Some(scores)) = (&regulation.quarters_basis, &row.member.scores) else { return Vec::new() };
    let Some((Grade::Excellent, at)) = row.grade() else { return Vec::new() };
    let is_failed = |mark: QuarterMark| match mark {
        QuarterMark::Grade(grade) => grade == Grade::NotCompleted,
        QuarterMark::Points(points) => {
            regulation.points.as_ref().is_some_and(|scale| points < scale.value.completed_from)
        }
    };
    let failed = scores.quarters.iter().zip(["I", "II", "III"]).find_map(|(quarter, number)| {
        quarter.as_ref().filter(|quarter| is_failed(quarter.value)).map(|quarter| (number, quarter.at))
    });
    let Some((number, place)) = failed else { return Vec::new() };
    B425.said(
        at,
        Words::new(
            format!(
                "Quý {number} “{}” ({place}) nhưng cả năm xếp “{}”.",
                Grade::NotCompleted.label(),
                Grade::Excellent.label()
            ),
            "Hạ mức xếp loại năm; nếu mức của quý ghi sai, sửa lại.",
            &basis.text,
        ),
    )
}
