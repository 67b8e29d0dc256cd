//! Family B, the papers and steps of a review: residence opinion, self-reviews, where somebody was reviewed, and the
//! grade as staff that a joined review needs. Each looks only at columns that are there; what a file's form has no
//! column for is said once a file.

use super::dates::is_under_six_months;
use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, MemberRow, Return, Rule, Said, Words};
use super::words::column_label;
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::grade::{Grade, Reason, Standing};
use crate::domain::member::{Category, Member, ReviewedAt};
use crate::domain::place::CellAt;
use crate::domain::reading::Table;
use crate::regulation::profile::Citation;
use crate::text::fold::{fold, has_any, skeleton};

pub static B404: Rule = Rule {
    code: "B404",
    severity: Severity::Warning,
    sometimes: None,
    title: "Kết nạp chưa đủ 6 tháng và cũng chưa kiểm điểm",
    page: include_str!("pages/B404.md"),
    fold: Fold::Never,
    check: Check::Member(new_and_not_reviewed),
};

fn new_and_not_reviewed(row: &MemberRow) -> Vec<Said> {
    let member = row.member;
    let Some(basis) = &row.case().regulation.new_members_are_reviewed else { return Vec::new() };
    let source = &member.source;
    let is_blank_review = !source.is_troubled(Column::ReviewedAt) && member.reviewed_at.is_none();
    let is_blank_paper = !source.is_troubled(Column::SelfReview) && !wrote_self_review(row);
    // With a grade the grade itself is the mistake (B403); a row that nobody filled in lacks everything (C302).
    if row.grade().is_some() || is_untouched(member) || !is_new(row) || !is_blank_review || !is_blank_paper {
        return Vec::new();
    }
    let Some(at) = cell(row, Column::ReviewedAt).or_else(|| cell(row, Column::SelfReview)) else { return Vec::new() };
    B404.said(
        at,
        Words::new(
            "Kết nạp chưa đủ 6 tháng nên không xếp loại, nhưng cũng không thấy đã kiểm điểm.",
            "Đảng viên mới vẫn kiểm điểm: bổ sung bản kiểm điểm, ghi nơi kiểm điểm.",
            &basis.text,
        ),
    )
}

/// Admitted too short a time ago: by the date, or by the reason given.
fn is_new(row: &MemberRow) -> bool {
    is_under_six_months(row) || matches!(row.member.standing(), Some(Standing::NotGraded(Reason::UnderSixMonths)))
}

/// Whether nothing was written into the row but who it is about.
fn is_untouched(member: &Member) -> bool {
    let grades = &member.grades;
    let given = [&grades.self_grade, &grades.staff_grade, &grades.proposed_grade];
    member.standing().is_none() && member.residence.is_none() && given.iter().all(|grade| grade.is_none())
}

fn wrote_self_review(row: &MemberRow) -> bool {
    row.member.self_review.as_ref().is_some_and(|paper| paper.value)
}

/// The cell of a column in this row, where the table has the column and reading had no trouble there.
fn cell(row: &MemberRow, column: Column) -> Option<CellAt> {
    let source = &row.member.source;
    let number = row.table?.column(column).filter(|_| !source.is_troubled(column))?;
    Some(CellAt::new(source.row, number))
}

/// Whether the papers are asked of somebody: not of the exempt and the suspended, not of the new (B404), and not of a
/// row that is not filled in at all (C302).
fn owes_papers(row: &MemberRow) -> bool {
    let member = row.member;
    let is_apart = matches!(member.category, Some(Category::Exempt | Category::Suspended));
    let reason = member.reason.as_ref().map(|reason| reason.value);
    let is_excused = matches!(reason, Some(Reason::Exempt | Reason::Suspended | Reason::UnderSixMonths));
    // Graded all the same is the mistake (B401 to B403), and it is said.
    if is_apart || is_excused || is_under_six_months(row) || row.of.is_of_committee() {
        return false;
    }
    member.standing().is_some() || member.source.is_troubled(Column::Grade(Actor::Branch))
}

pub static B412: Rule = Rule {
    code: "B412",
    severity: Severity::Warning,
    sometimes: Some((Severity::Note, "biểu của chi bộ không có cột này")),
    title: "Không có nhận xét nơi cư trú",
    page: include_str!("pages/B412.md"),
    fold: Fold::Never,
    check: Check::Member(no_residence_opinion),
};

fn no_residence_opinion(row: &MemberRow) -> Vec<Said> {
    let Some(at) = cell(row, Column::Residence) else { return Vec::new() };
    let written = row.member.residence.as_ref().map(|opinion| opinion.value.as_str());
    if !owes_papers(row) || written.is_some_and(is_opinion) || is_exempt_from_opinion(row) {
        return Vec::new();
    }
    let message = match written {
        Some(_) => "Ghi là chưa có nhận xét nơi cư trú, không ghi thuộc diện được miễn.",
        None => "Không có nhận xét nơi cư trú, cũng không ghi thuộc diện được miễn.",
    };
    let fix = "Bổ sung nhận xét của cấp ủy nơi cư trú; nếu được miễn, ghi rõ lý do miễn.";
    B412.said(at, Words::new(message, fix, &row.case().regulation.residence_basis.text))
}

/// Whether the cell says anything of an opinion; “chưa có” and a dash do not.
fn is_opinion(text: &str) -> bool {
    let words = skeleton(text);
    let says_none = matches!(words.as_str(), "" | "0" | "khong" | "ko" | "khong co" | "chua" | "chua co")
        || has_any(
            &words,
            &["chua co nhan xet", "khong co nhan xet", "chua nhan xet", "chua gui", "chua nop", "chua xin", "chua lay"],
        )
        || words.starts_with("khong nhan xet");
    !says_none || has_any(&words, &["mien", "hd 33", "hd33", "khong thuoc dien"])
}

/// An exemption written elsewhere in the row: “miễn nhận xét nơi cư trú”, “HD 33-HD/BTCTW”.
fn is_exempt_from_opinion(row: &MemberRow) -> bool {
    let member = row.member;
    let note = member.note.as_ref().map(|note| note.value.as_str());
    let carried = member.carried.iter().map(|cell| cell.text.as_str());
    [note, member.reason_written()].into_iter().flatten().chain(carried).map(skeleton).any(|words| {
        (has_any(&words, &["mien"]) && has_any(&words, &["cu tru", "213", "nhan xet"]))
            || has_any(&words, &["33 hd btctw", "hd 33", "hd33"])
    })
}

pub static B413: Rule = Rule {
    code: "B413",
    severity: Severity::Warning,
    sometimes: Some((Severity::Note, "biểu của chi bộ không có cột này")),
    title: "Không có bản kiểm điểm (Mẫu 02)",
    page: include_str!("pages/B413.md"),
    fold: Fold::Never,
    check: Check::Member(no_self_review),
};

fn no_self_review(row: &MemberRow) -> Vec<Said> {
    let Some(at) = cell(row, Column::SelfReview) else { return Vec::new() };
    if !owes_papers(row) || wrote_self_review(row) {
        return Vec::new();
    }
    B413.said(
        at,
        Words::new(
            "Chưa có bản kiểm điểm cá nhân (Mẫu 02); người đã kiểm điểm ở Phòng cũng phải gửi.",
            "Bổ sung bản kiểm điểm rồi đánh x.",
            &row.case().regulation.self_review_basis.text,
        ),
    )
}

pub static B414: Rule = Rule {
    code: "B414",
    severity: Severity::Warning,
    sometimes: Some((Severity::Note, "biểu của chi bộ không có cột này")),
    title: "Chưa kiểm điểm ở Phòng, cũng chưa ở chi bộ",
    page: include_str!("pages/B414.md"),
    fold: Fold::Never,
    check: Check::Member(reviewed_nowhere),
};

fn reviewed_nowhere(row: &MemberRow) -> Vec<Said> {
    let Some(at) = cell(row, Column::ReviewedAt) else { return Vec::new() };
    if !owes_papers(row) || row.member.reviewed_at.is_some() {
        return Vec::new();
    }
    B414.said(
        at,
        Words::new(
            "Không ghi đã kiểm điểm ở Phòng hay ở chi bộ.",
            "Ghi “Phòng” hoặc “Chi bộ”; người chưa kiểm điểm ở Phòng thì kiểm điểm ở chi bộ.",
            &row.case().regulation.joint_review_basis.text,
        ),
    )
}

pub static B420: Rule = Rule {
    code: "B420",
    severity: Severity::Warning,
    sometimes: Some((Severity::Note, "biểu của chi bộ không có cột này")),
    title: "Tập thể không có bản kiểm điểm (Mẫu 01)",
    page: include_str!("pages/B420.md"),
    fold: Fold::Never,
    check: Check::Return(collective_without_self_review),
};

fn collective_without_self_review(of: &Return, findings: &mut Vec<Finding>) {
    if !of.submission.is_merged() || of.is_of_committee() {
        return;
    }
    let basis = &of.ground.case.regulation.self_review_basis;
    for collective in &of.submission.collectives {
        let is_open = collective.grade().is_none() && collective.reason.is_none();
        let column = of.ground.table_of(&collective.source).and_then(|table| table.column(Column::SelfReview));
        let Some(column) = column.filter(|_| !collective.source.is_troubled(Column::SelfReview)) else { continue };
        // A row that is not filled in at all is one finding (B421).
        if is_open || collective.self_review.as_ref().is_some_and(|paper| paper.value) {
            continue;
        }
        findings.push(
            B420.finding(
                of.spot()
                    .at_row(&collective.source, CellAt::new(collective.source.row, column))
                    .about(&collective.name.value),
                Words::new("Tập thể chưa có bản kiểm điểm (Mẫu 01).", "Bổ sung bản kiểm điểm rồi đánh x.", &basis.text),
            ),
        );
    }
}

pub static B426: Rule = Rule {
    code: "B426",
    severity: Severity::Warning,
    sometimes: Some((Severity::Note, "biểu của chi bộ không có cột này")),
    title: "Kiểm điểm ở Phòng nhưng không có mức xếp loại công chức",
    page: include_str!("pages/B426.md"),
    fold: Fold::Never,
    check: Check::Return(joined_reviews),
};

fn joined_reviews(of: &Return, findings: &mut Vec<Finding>) {
    if !of.submission.is_merged() || of.is_of_committee() {
        return;
    }
    for member in &of.submission.members {
        let row = MemberRow { of, member, table: of.ground.table_of(&member.source) };
        if let Some(said) = staff_grade_missing(&row) {
            let spot = of.spot().at_row(&member.source, said.at).about(&member.name.value.clean);
            findings.push(B426.finding_of(said.severity, spot, said.words));
        }
    }
    columns_not_there(of, findings);
}

fn staff_grade_missing(row: &MemberRow) -> Option<Said> {
    let member = row.member;
    let regulation = row.case().regulation;
    let office = Column::Grade(Actor::Office);
    if !needs_staff_grade(row) || knows_staff_grade(row) || member.source.is_troubled(office) {
        return None;
    }
    // Without a column or a table for it the form is the cause, which is said once.
    if !has_staff_grades(row.of, row.table) {
        return None;
    }
    let at = cell(row, office)
        .or_else(|| {
            let is_office = |column: Column| matches!(column, Column::Tick(Actor::Office, _));
            let first = row.table?.columns.iter().find(|seen| is_office(seen.meaning))?;
            Some(CellAt::new(member.source.row, first.column))
        })
        .or(member.reviewed_at.as_ref().map(|place| place.at))
        .unwrap_or(member.source.at);
    let message = match member.reviewed_at.as_ref().map(|place| place.value) {
        Some(ReviewedAt::Room) => "Kiểm điểm ở Phòng nhưng không có mức xếp loại công chức của Phòng.",
        _ => "Là công chức, xếp xuất sắc nhưng không có mức xếp loại công chức để đối chiếu.",
    };
    let fix = "Bổ sung mức xếp loại công chức do cơ quan xếp.";
    let words = Words::new(message, fix, &regulation.joint_review_basis.text);
    Some(Said { severity: B426.severity, at, words })
}

/// Reviewed in the office; or a civil servant whose grade as member rests on the one as staff (settled 27).
fn needs_staff_grade(row: &MemberRow) -> bool {
    let member = row.member;
    let Some((grade, _)) = row.grade() else { return false };
    let in_room = member.reviewed_at.as_ref().is_some_and(|place| place.value == ReviewedAt::Room);
    let rests_on_it =
        member.civil_servant == Some(true) && grade == Grade::Excellent && row.case().regulation.staff_grade_binds;
    in_room || rests_on_it
}

/// A staff grade in the row, or somebody of this name graded in the branch's table of staff: enough to ask nothing.
fn knows_staff_grade(row: &MemberRow) -> bool {
    let staff = &row.of.submission.staff;
    if row.staff_grade().is_some() || staff.is_empty() {
        return row.staff_grade().is_some();
    }
    let key = fold(&row.member.name.value.clean);
    staff.iter().any(|one| fold(&one.name.value.clean) == key && (one.grade().is_some() || one.reason.is_some()))
}

fn has_staff_grades(of: &Return, table: Option<&Table>) -> bool {
    !of.submission.staff.is_empty() || table.is_some_and(has_office_column)
}

fn has_office_column(table: &Table) -> bool {
    table
        .columns
        .iter()
        .any(|seen| matches!(seen.meaning, Column::Grade(Actor::Office) | Column::Tick(Actor::Office, _)))
}

/// One note a file for all that its form has no column for. Without a plan nobody asked the branch for these.
fn columns_not_there(of: &Return, findings: &mut Vec<Finding>) {
    let regulation = of.ground.case.regulation;
    if !of.ground.case.campaign.plan.is_given() || of.submission.members.is_empty() {
        return;
    }
    let tables: Vec<&Table> = of
        .submission
        .pieces
        .iter()
        .flat_map(|piece| {
            let reading = of.ground.reading(piece.file);
            piece.tables.iter().filter_map(move |&table| reading?.tables.get(table))
        })
        .collect();
    let of_kind = |kind: TableKind| tables.iter().copied().filter(move |table| table.kind == kind);
    let lacks = |kind: TableKind, column: Column| {
        of_kind(kind).next().is_some() && !of_kind(kind).any(|table| table.has(column))
    };
    let mut missing: Vec<(&Rule, String, &Citation)> = Vec::new();
    for (rule, column, basis) in [
        (&B412, Column::Residence, &regulation.residence_basis),
        (&B413, Column::SelfReview, &regulation.self_review_basis),
        (&B414, Column::ReviewedAt, &regulation.joint_review_basis),
    ] {
        if lacks(TableKind::Members, column) {
            missing.push((rule, column_label(column).to_owned(), basis));
        }
    }
    // The one or two collectives of a branch are worth a word only beside what lacks for its people.
    if !missing.is_empty() && lacks(TableKind::Collectives, Column::SelfReview) {
        missing.push((&B420, "Bản kiểm điểm của tập thể".to_owned(), &regulation.self_review_basis));
    }
    let asks_staff_grade = of.submission.members.iter().any(|member| {
        let row = MemberRow { of, member, table: of.ground.table_of(&member.source) };
        needs_staff_grade(&row) && !knows_staff_grade(&row) && !has_staff_grades(of, row.table)
    });
    if asks_staff_grade {
        let label = column_label(Column::Grade(Actor::Office)).to_owned();
        missing.push((&B426, label, &regulation.joint_review_basis));
    }
    let Some((rule, _, basis)) = missing.first() else { return };
    let labels: Vec<String> = missing.iter().map(|(_, label, _)| format!("“{label}”")).collect();
    findings.push(rule.finding_of(
        Severity::Note,
        of.file_spot(),
        Words::new(
            format!("Biểu của ‹chi bộ› không có cột {}, nên chưa kiểm tra các nội dung này.", labels.join(", ")),
            "Nếu đảng ủy cần, đề nghị ‹chi bộ› dùng biểu mẫu kèm theo kế hoạch.",
            &basis.text,
        ),
    ));
}
