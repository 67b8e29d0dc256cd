//! Family R, what a reward is: five years running against the history that is known, and forms that the level cannot
//! give.

use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Return, Rule, Words, is_review_year};
use super::words::quote;
use crate::domain::grade::{Grade, Standing};
use crate::domain::history::PastGrade;
use crate::domain::people::{Reward, RewardForm, RewardKind, RewardMatch, RewardSubject};

pub static R502: Rule = Rule {
    code: "R502",
    severity: Severity::Error,
    sometimes: Some((Severity::Note, "chưa biết đủ kết quả các năm trước")),
    title: "Khen 5 năm liền khi chưa đủ 5 năm xuất sắc",
    page: include_str!("pages/R502.md"),
    fold: Fold::Never,
    check: Check::Return(not_five_years),
};

fn not_five_years(of: &Return, findings: &mut Vec<Finding>) {
    if !of.submission.is_merged() {
        return;
    }
    let regulation = of.ground.case.regulation;
    let history = &of.ground.case.campaign.history;
    let is_five_years = |reward: &&Reward| reward.kind.as_ref().is_some_and(|kind| kind.value == RewardKind::FiveYears);
    for reward in of.submission.rewards.iter().filter(is_five_years).filter(|reward| !reward.is_refused()) {
        // Who is not Excellent this year, or not found, is told so (R501, R503).
        let years = match reward.matched {
            Some(RewardMatch::Member(index)) => {
                let Some(member) = of.submission.members.get(index) else { continue };
                if member.standing() != Some(Standing::Graded(Grade::Excellent)) {
                    continue;
                }
                earlier_years(of, member.roster, history.of_members.get(&(of.index, index)))
            }
            Some(RewardMatch::Collective(index)) => {
                let grade = of.submission.collectives.get(index).and_then(|collective| collective.grade());
                if grade != Some(Grade::Excellent) {
                    continue;
                }
                earlier_years(of, None, history.of_collectives.get(&(of.index, index)))
            }
            None => continue,
        };
        let (severity, message) = match judged(years, regulation.years_running) {
            FiveYears::All => continue,
            FiveYears::Not(Known { year, standing, told_by }) => {
                let told_by = told_by.map(|file| format!(" (theo {file})")).unwrap_or_default();
                let stood = match standing {
                    Standing::Graded(grade) => format!("xếp “{}”", grade.label()),
                    Standing::NotGraded(_) => "không được xếp loại".to_owned(),
                };
                (Severity::Error, format!("Đề nghị khen 5 năm liền nhưng năm {year} {stood}{told_by}."))
            }
            FiveYears::Unknown(unknown) if unknown.is_empty() => {
                (Severity::Note, "Đề nghị khen 5 năm liền nhưng chưa có kết quả các năm trước để đối chiếu.".to_owned())
            }
            FiveYears::Unknown(unknown) => {
                let unknown: Vec<String> = unknown.iter().map(i32::to_string).collect();
                let message =
                    format!("Đề nghị khen 5 năm liền nhưng chưa có kết quả năm {} để đối chiếu.", unknown.join(", "));
                (Severity::Note, message)
            }
        };
        let fix = match severity {
            Severity::Note => "Bổ sung cột “Xếp loại <năm>” ở sheet Đảng viên của kế hoạch, hoặc tự đối chiếu hồ sơ.",
            Severity::Error | Severity::Warning => "Bỏ đề nghị 5 năm liền, hoặc đề nghị khen trong năm.",
        };
        findings.push(R502.finding_of(
            severity,
            of.spot().at_row(&reward.source, reward.source.at).about(&reward.name.value.clean),
            Words::new(message, fix, &regulation.reward_basis.text),
        ));
    }
}

/// What is known of one earlier year.
struct Known<'a> {
    year: i32,
    standing: Standing,
    /// The consolidated workbook of that year; none when the roster tells.
    told_by: Option<&'a str>,
}

/// The years before this one that the reward counts, newest first, each with what is known of it. What the committee
/// decided then, as the year's own workbook has it, goes before what the roster says.
fn earlier_years<'a>(
    of: &'a Return,
    listed: Option<usize>,
    found: Option<&'a Vec<PastGrade>>,
) -> Vec<(i32, Option<Known<'a>>)> {
    let plan = &of.ground.case.campaign.plan;
    if !is_review_year(plan.year) {
        return Vec::new();
    }
    let roster = listed.and_then(|index| plan.roster.get(index)).map_or(&[][..], |listed| &listed.earlier);
    let n_earlier = i32::try_from(of.ground.case.regulation.years_running).unwrap_or(5) - 1;
    let of_workbook = |year: i32| {
        let past = found?.iter().find(|past| past.year == year)?;
        Some(Known { year, standing: past.standing, told_by: Some(&*past.file) })
    };
    let of_roster = |year: i32| {
        let standing = roster.iter().find(|(known, _)| *known == year).and_then(|(_, standing)| *standing)?;
        Some(Known { year, standing, told_by: None })
    };
    let known = |year: i32| (year, of_workbook(year).or_else(|| of_roster(year)));
    (1..=n_earlier).map(|back| known(plan.year - back)).collect()
}

/// What is known of somebody's years.
enum FiveYears<'a> {
    All,
    Not(Known<'a>),
    /// The years nothing is known of; none named when the years themselves are not known.
    Unknown(Vec<i32>),
}

fn judged(years: Vec<(i32, Option<Known<'_>>)>, years_running: u32) -> FiveYears<'_> {
    let unknown: Vec<i32> = years.iter().filter(|(_, known)| known.is_none()).map(|(year, _)| *year).collect();
    let is_complete = years.len() as u64 + 1 >= u64::from(years_running);
    let is_other = |known: &Known| known.standing != Standing::Graded(Grade::Excellent);
    match years.into_iter().filter_map(|(_, known)| known).find(is_other) {
        Some(known) => FiveYears::Not(known),
        None if unknown.is_empty() && is_complete => FiveYears::All,
        None => FiveYears::Unknown(unknown),
    }
}

pub static R505: Rule = Rule {
    code: "R505",
    severity: Severity::Warning,
    sometimes: None,
    title: "Hình thức khen thưởng không thuộc thẩm quyền",
    page: include_str!("pages/R505.md"),
    fold: Fold::Never,
    check: Check::Return(form_beyond_the_level),
};

fn form_beyond_the_level(of: &Return, findings: &mut Vec<Finding>) {
    if !of.submission.is_merged() {
        return;
    }
    let regulation = of.ground.case.regulation;
    for reward in of.submission.rewards.iter().filter(|reward| !reward.is_refused()) {
        let Some(form) = &reward.form else { continue };
        let subject = reward.subject.unwrap_or(RewardSubject::Member);
        // A kind that is not written is asked for (R504); here it counts as one of the year.
        let kind = reward.kind.as_ref().map_or(RewardKind::Year, |kind| kind.value);
        let given = regulation.reward_forms.of(subject, kind);
        if given.contains(&form.value) {
            continue;
        }
        let whom = match subject {
            RewardSubject::Member => "cá nhân",
            RewardSubject::Collective => "tập thể",
        };
        let forms: Vec<&str> = given.iter().map(|form| form_label(*form)).collect();
        let written = reward.form_text.as_deref().unwrap_or_else(|| form_label(form.value));
        findings.push(R505.finding(
            of.spot().at_row(&reward.source, form.at).about(&reward.name.value.clean),
            Words::new(
                format!("Hình thức {} không dùng cho {whom}, loại “{}”.", quote(written), kind_label(kind)),
                format!("Chọn: {}; hoặc sửa loại khen thưởng.", forms.join(", ")),
                &regulation.reward_basis.text,
            ),
        ));
    }
}

fn form_label(form: RewardForm) -> &'static str {
    match form {
        RewardForm::Certificate => "giấy khen",
        RewardForm::Diploma => "bằng khen",
        RewardForm::Praise => "biểu dương",
        RewardForm::Flag => "cờ",
        RewardForm::Other => "hình thức khác",
    }
}

fn kind_label(kind: RewardKind) -> &'static str {
    match kind {
        RewardKind::Year => "trong năm",
        RewardKind::FiveYears => "5 năm liền",
        RewardKind::Exceptional => "đột xuất",
    }
}
