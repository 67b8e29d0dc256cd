//! `don-doc.txt`: who still owes something, and for each such branch a polite reminder ready to be sent. Plain text, to
//! be opened anywhere and pasted into a letter or a message.

use super::columns::on_screen;
use super::status::{days_left, state};
use super::tally::{FindingCounts, Part, Turnout, missing_parts};
use crate::consolidate::Bloc;
use crate::domain::branch::Branch;
use crate::domain::submission::{Content, Submission, Timing};
use crate::regulation::quota::share;
use crate::rules::unit::{unit, unit_of};
use chrono::NaiveDate;

/// What a branch still has to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::output) enum Owed {
    /// Nothing came.
    Return,
    /// A file came that cannot be used: its state in words.
    UsableFile(String),
    /// Parts are lacking, or there are errors to mend.
    Rest { parts: Vec<Part>, n_errors: u32 },
}

impl Owed {
    /// What is to be done, in a few words for a table.
    pub(in crate::output) fn to_do(&self) -> String {
        match self {
            Owed::Return => "Nộp hồ sơ".to_owned(),
            Owed::UsableFile(_) => "Nộp lại tệp dùng được".to_owned(),
            Owed::Rest { parts, n_errors } => {
                let mut words = Vec::new();
                if !parts.is_empty() {
                    let parts: Vec<&str> = parts.iter().map(|part| part.label()).collect();
                    words.push(format!("Bổ sung phần {}", parts.join(", ")));
                }
                if *n_errors > 0 {
                    words.push(format!("Sửa {n_errors} lỗi"));
                }
                words.join("; ")
            }
        }
    }
}

/// What the branch owes; none when its return is whole and without errors of its own.
pub(in crate::output) fn owed(bloc: &Bloc, submission: &Submission, findings: FindingCounts) -> Option<Owed> {
    match submission.content {
        Content::Missing => Some(Owed::Return),
        Content::Rejected => Some(Owed::UsableFile(state(bloc, submission))),
        Content::Nil => None,
        Content::Read => {
            let parts = missing_parts(bloc, submission);
            let n_errors = findings.to_mend();
            (n_errors > 0 || !parts.is_empty()).then_some(Owed::Rest { parts, n_errors })
        }
    }
}

/// How long the rule between two letters is.
const RULE: usize = 72;

/// The whole text, with the line ends that Windows' plain editor expects.
pub fn reminders(bloc: &Bloc, as_of: Option<NaiveDate>) -> String {
    let plan = &bloc.campaign.plan;
    let findings = FindingCounts::by_submission(bloc);
    let of_plan: Vec<(&Submission, &Branch, FindingCounts)> = bloc
        .campaign
        .submissions
        .iter()
        .zip(findings)
        .filter_map(|(submission, findings)| Some((submission, plan.branches.get(submission.branch?)?, findings)))
        .collect();
    let mut lines = heading(bloc, as_of);
    let mut owing: Vec<(&Submission, &Branch, Owed)> = of_plan
        .iter()
        .filter_map(|&(submission, branch, findings)| Some((submission, branch, owed(bloc, submission, findings)?)))
        .collect();
    // Who sent nothing comes first; within a group the plan's order stays.
    owing.sort_by_key(|(_, _, owed)| match owed {
        Owed::Return => 0,
        Owed::UsableFile(_) => 1,
        Owed::Rest { .. } => 2,
    });
    for (title, names) in [
        ("Chưa nộp", named(&owing, |_, owed| *owed == Owed::Return)),
        ("Tệp chưa dùng được", named(&owing, |_, owed| matches!(owed, Owed::UsableFile(_)))),
        ("Cần bổ sung, sửa", named(&owing, |_, owed| matches!(owed, Owed::Rest { .. }))),
    ] {
        push_names(&mut lines, title, &names);
    }
    let late = of_plan.iter().filter(|(submission, _, _)| matches!(submission.timing, Timing::Late { .. }));
    let late: Vec<String> =
        late.map(|(submission, branch, _)| format!("{} ({})", full_name(branch), state(bloc, submission))).collect();
    push_names(&mut lines, "Đã nộp nhưng muộn", &late);
    if owing.is_empty() {
        lines.push(String::new());
        lines.push(format!("Không có {} nào cần nhắc.", unit(&bloc.campaign).word()));
    }
    for (submission, branch, owed) in &owing {
        lines.extend(letter(bloc, submission, branch, owed, as_of));
    }
    lines.push(String::new());
    lines.join("\r\n")
}

fn heading(bloc: &Bloc, as_of: Option<NaiveDate>) -> Vec<String> {
    let plan = &bloc.campaign.plan;
    let turnout = Turnout::of(bloc);
    let mut lines = vec![format!("ĐÔN ĐỐC NỘP HỒ SƠ KIỂM ĐIỂM, XẾP LOẠI NĂM {}", plan.year)];
    if !plan.committee.is_empty() {
        lines.push(on_screen(&plan.committee));
    }
    if let Some(today) = as_of {
        lines.push(format!("Tính đến ngày {}", today.format("%d/%m/%Y")));
    }
    lines.push(format!(
        "Đã nộp {}/{} {} ({}).",
        turnout.returned(),
        turnout.owed,
        unit(&bloc.campaign).word(),
        share(turnout.returned(), turnout.owed)
    ));
    lines
}

fn named(owing: &[(&Submission, &Branch, Owed)], is_wanted: fn(&Submission, &Owed) -> bool) -> Vec<String> {
    let wanted = owing.iter().filter(|(submission, _, owed)| is_wanted(submission, owed));
    wanted.map(|(_, branch, _)| full_name(branch)).collect()
}

fn push_names(lines: &mut Vec<String>, title: &str, names: &[String]) {
    if names.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push(format!("{title} ({}):", names.len()));
    lines.extend(names.iter().map(|name| format!("  - {name}")));
}

fn full_name(branch: &Branch) -> String {
    format!("{} – {}", on_screen(&branch.code), on_screen(&branch.name))
}

/// One branch's reminder, between rules, with whom to send it to. A paragraph is one line, so that it can be pasted.
fn letter(bloc: &Bloc, submission: &Submission, branch: &Branch, owed: &Owed, as_of: Option<NaiveDate>) -> Vec<String> {
    let mut lines = vec![String::new(), "-".repeat(RULE), full_name(branch)];
    let contacts: Vec<String> =
        [("Bí thư", &branch.secretary), ("Email", &branch.email), ("Điện thoại", &branch.phone)]
            .into_iter()
            .filter_map(|(label, value)| Some(format!("{label}: {}", on_screen(value.as_ref()?))))
            .collect();
    if !contacts.is_empty() {
        lines.push(contacts.join("; "));
    }
    let plan = &bloc.campaign.plan;
    let days = match owed {
        Owed::Return | Owed::UsableFile(_) => plan.deadline_of(branch).map(|deadline| {
            let left = as_of.map(|today| format!(", {}", days_left(deadline, today))).unwrap_or_default();
            format!(" (hạn nộp là ngày {}{left})", deadline.format("%d/%m/%Y"))
        }),
        // It came; that the deadline is over since is no reproach.
        Owed::Rest { .. } => match submission.timing {
            Timing::Late { days } => Some(format!(" (nộp muộn {days} ngày)")),
            Timing::OnTime | Timing::Undated | Timing::Missing => None,
        },
    };
    let committee = committee(&plan.committee);
    let unit = unit_of(&bloc.campaign, submission).unwrap_or_else(|| unit(&bloc.campaign));
    let days = days.unwrap_or_default();
    lines.extend([
        String::new(),
        format!("Kính gửi: {}", on_screen(&branch.name)),
        unit.put_into(&format!("{committee} {}{days}.", what(owed, plan.year))),
        unit.put_into(request(owed)),
        "Trân trọng cảm ơn.".to_owned(),
    ]);
    lines
}

/// Who writes: the committee (đảng ủy) of the organisation (đảng bộ) that the plan names.
fn committee(organisation: &str) -> String {
    let name = on_screen(organisation);
    match name.strip_prefix("Đảng bộ ") {
        _ if name.is_empty() => "Đảng ủy".to_owned(),
        Some(of) => format!("Đảng ủy {of}"),
        None => name,
    }
}

fn what(owed: &Owed, year: i32) -> String {
    let file = format!("hồ sơ kiểm điểm, đánh giá, xếp loại năm {year} của ‹chi bộ›");
    match owed {
        Owed::Return => format!("chưa nhận được {file}"),
        Owed::UsableFile(state) => format!("đã nhận được {file} nhưng chưa dùng được tệp: {}", state.to_lowercase()),
        Owed::Rest { parts, n_errors } => {
            let mut wants = Vec::new();
            if !parts.is_empty() {
                let parts: Vec<&str> = parts.iter().map(|part| part.label()).collect();
                wants.push(format!("còn thiếu phần {}", parts.join(", ")));
            }
            if *n_errors > 0 {
                wants.push(format!("còn {n_errors} nội dung cần sửa"));
            }
            format!("đã nhận được {file}; hồ sơ {}", wants.join(" và "))
        }
    }
}

fn request(owed: &Owed) -> &'static str {
    match owed {
        Owed::Return => {
            "Đề nghị ‹chi bộ› gửi hồ sơ theo biểu mẫu. Nếu không có nội dung để báo cáo, đề nghị ghi x vào ô “Không có nội dung (x)” của biểu mẫu và gửi lại."
        }
        Owed::UsableFile(_) => {
            "Đề nghị ‹chi bộ› mở lại tệp bằng Excel, kiểm tra, lưu thành .xlsx (không đặt mật khẩu) và gửi lại."
        }
        Owed::Rest { .. } => "Đề nghị ‹chi bộ› sửa, bổ sung và gửi lại hồ sơ. Danh sách nội dung cần sửa gửi kèm.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn every_branch_that_owes_something_has_its_reminder_and_no_other() {
        let text = reminders(&sample::bloc(), NaiveDate::from_ymd_opt(2021, 11, 29));
        sample::golden("reminders.txt", &text.replace("\r\n", "\n"));
        assert!(!text.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn without_a_day_to_count_to_only_the_deadline_is_told() {
        let text = reminders(&sample::bloc(), None);
        assert!(text.contains("hạn nộp là ngày 30/11/2021)"), "{text}");
        assert!(!text.contains("quá hạn") && !text.contains("còn 1 ngày"));
    }
}
