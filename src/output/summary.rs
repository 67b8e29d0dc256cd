//! The short account of a merge for the terminal: counts only, never a name.

use super::advice;
use super::columns::on_screen;
use super::tally::{FileCounts, FindingCounts, Turnout};
use super::text::{accepted, counted};
use super::year_on_year;
use crate::consolidate::count::StandingCounts;
use crate::consolidate::{Bloc, reconcile};
use crate::domain::grade::Grade;
use crate::domain::submission::Content;
use crate::regulation::quota::{COMMITTEE, OUTSIDE_GROUPS, QuotaCheck, QuotaSubject, Verdict, arithmetic, share};
use crate::rules::finding::Severity;
use crate::rules::unit::unit;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many codes the summary names before it points to the sheet.
const TOP_CODES: usize = 5;
/// How many missing branches the summary names before it points to the sheet.
const NAMED_MISSING: usize = 12;

/// What was read, who returned, how the members stand, the quotas, the findings and the reconciliation.
pub fn summary(bloc: &Bloc) -> String {
    let mut text = heading(bloc);
    text.push_str(&files(bloc));
    text.push_str(&figures(bloc));
    text.push_str(&reconciliation(bloc));
    text.push_str(&unchecked(bloc));
    text
}

/// [`summary`] of a bloc that a consolidated workbook alone was read for: no return was opened.
pub fn without_files(bloc: &Bloc) -> String {
    format!("{}{}", heading(bloc), figures(bloc))
}

fn heading(bloc: &Bloc) -> String {
    let plan = &bloc.campaign.plan;
    let mut text = format!("TỔNG HỢP NĂM {}", plan.year);
    if !plan.committee.is_empty() {
        let _ = write!(text, " – {}", on_screen(&plan.committee));
    }
    let _ = writeln!(text, "\nQuy định áp dụng: {}.", bloc.regulation.title);
    text
}

fn figures(bloc: &Bloc) -> String {
    [branches(bloc), members(bloc), year_on_year::line(bloc), quotas(bloc), advice::lines(bloc), findings(bloc)]
        .concat()
}

/// What was not checked for want of a plan; empty when everything was.
pub fn unchecked(bloc: &Bloc) -> String {
    if bloc.unchecked.is_empty() {
        return String::new();
    }
    let mut text = String::from("Chưa kiểm tra:\n");
    for line in &bloc.unchecked {
        let _ = writeln!(text, "  - {}", on_screen(line));
    }
    text
}

fn files(bloc: &Bloc) -> String {
    let counts = FileCounts::of(bloc);
    let mut text = format!("Tệp: {}", counts.opened);
    if counts.unreadable > 0 {
        let _ = write!(text, ", trong đó {} không đọc được", counts.unreadable);
    }
    if counts.skipped > 0 {
        let _ = write!(text, "; bỏ qua {}", counts.skipped);
    }
    text.push_str(".\n");
    text
}

fn branches(bloc: &Bloc) -> String {
    let turnout = Turnout::of(bloc);
    let unit = unit(&bloc.campaign).head();
    let mut text = format!("{unit}: đã nộp {}/{}", turnout.returned(), turnout.owed);
    let parts = [
        (turnout.late, "nộp muộn"),
        (turnout.nil, "không có nội dung"),
        (turnout.rejected, "không dùng được"),
        (turnout.missing, "chưa nộp"),
    ];
    for (count, label) in parts.into_iter().filter(|&(count, _)| count > 0) {
        let _ = write!(text, "; {label} {count}");
    }
    let missing: Vec<&str> = bloc
        .campaign
        .submissions
        .iter()
        .filter(|submission| submission.branch.is_some() && submission.content == Content::Missing)
        .map(|submission| submission.code.as_str())
        .collect();
    if !missing.is_empty() {
        let named: Vec<String> = missing.iter().take(NAMED_MISSING).map(|code| on_screen(code)).collect();
        let more = if missing.len() > named.len() { ", …" } else { "" };
        let _ = write!(text, " ({}{more})", named.join(", "));
    }
    text.push_str(".\n");
    text
}

fn members(bloc: &Bloc) -> String {
    let mut counts = StandingCounts::default();
    for submission in &bloc.campaign.submissions {
        counts += StandingCounts::of(submission);
    }
    let grades: Vec<String> = Grade::ALL
        .iter()
        .map(|&grade| {
            let n = counts.of_grade(grade);
            format!("{} {n} ({})", grade.short_label(), share(n, counts.graded()))
        })
        .collect();
    let mut text = format!(
        "Đảng viên: {}; được xếp loại {}: {}; không xếp loại {}",
        counts.total,
        counts.graded(),
        grades.join(", "),
        counts.not_graded() - counts.undecided,
    );
    if counts.undecided > 0 {
        let _ = write!(text, "; chưa rõ {}", counts.undecided);
    }
    text.push_str(".\n");
    text
}

/// The members' quota always; of the others only those that need a look, and how many do not.
fn quotas(bloc: &Bloc) -> String {
    let is_told = |check: &&QuotaCheck| check.subject == QuotaSubject::Members || check.verdict != Verdict::Within;
    let mut text: String = bloc.quotas.iter().filter(is_told).map(quota).collect();
    let n_others = bloc.quotas.len() - bloc.quotas.iter().filter(is_told).count();
    if n_others > 0 {
        let _ = writeln!(text, "Tỷ lệ xuất sắc của các nhóm khác: {n_others} nhóm, đều trong tỷ lệ.");
    }
    text
}

/// Whom a quota is about: “đảng viên (toàn đảng bộ)”.
pub fn subject(check: &QuotaCheck) -> String {
    let subject = match check.subject {
        QuotaSubject::Members => "đảng viên",
        QuotaSubject::Collectives => "tập thể",
        QuotaSubject::Organisations => "tổ chức đảng",
        QuotaSubject::Leaders => "cán bộ lãnh đạo, quản lý",
        QuotaSubject::Staff => "công chức, người lao động",
    };
    let population = match check.population.as_str() {
        COMMITTEE => "toàn đảng bộ".to_owned(),
        OUTSIDE_GROUPS => OUTSIDE_GROUPS.to_lowercase(),
        other => on_screen(other),
    };
    format!("{subject} ({population})")
}

/// A quota's arithmetic and verdict in one line.
pub fn quota(check: &QuotaCheck) -> String {
    let verdict = match check.verdict {
        Verdict::Within => "trong tỷ lệ",
        Verdict::Band => "cần xem xét (trong mức này, vượt mức tính chặt)",
        Verdict::Over => "VƯỢT TỶ LỆ",
    };
    let provisional = if check.is_provisional { ", tạm tính" } else { "" };
    format!(
        "Tỷ lệ xuất sắc, {}: {}; {verdict}{provisional}.\n",
        subject(check),
        arithmetic(check).trim_end_matches('.')
    )
}

fn findings(bloc: &Bloc) -> String {
    let counts = FindingCounts::of(&bloc.findings);
    if counts == FindingCounts::default() {
        return format!("Cần rà soát: không có.\n{}", accepted(bloc));
    }
    let mut text = format!("Cần rà soát: {}", counted(counts));
    let top = top_codes(bloc);
    if !top.is_empty() {
        let _ = write!(text, "; nhiều nhất: {}", top.join(", "));
    }
    text.push_str(".\n");
    text.push_str(&accepted(bloc));
    text
}

/// The codes of errors and warnings met most often: “C303 (4)”; ties in the order of the codes.
fn top_codes(bloc: &Bloc) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for finding in bloc.findings.iter().filter(|one| one.severity != Severity::Note && one.accepted().is_none()) {
        *counts.entry(finding.code).or_default() += 1;
    }
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counts.into_iter().take(TOP_CODES).map(|(code, count)| format!("{code} ({count})")).collect()
}

fn reconciliation(bloc: &Bloc) -> String {
    let sums = reconcile::sums(&bloc.campaign);
    let balance = if sums.balances() {
        ""
    } else {
        " – KHÔNG KHỚP, đề nghị báo người phụ trách chương trình"
    };
    format!(
        "Đối soát (dòng): đọc {} = gộp {} + để riêng {} + bị thay thế {}{balance}.\n",
        sums.read, sums.merged, sums.set_aside, sums.superseded
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn the_account_counts_everything_and_names_nobody() {
        sample::golden("summary.txt", &summary(&sample::bloc()));
    }
}
