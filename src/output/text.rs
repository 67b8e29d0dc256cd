//! Findings as text for the terminal, branch by branch: where, what was found, what to do, and the code.

use super::columns::on_screen;
use super::ink::{Paper, Tone};
use super::tally::FindingCounts;
use crate::consolidate::Bloc;
use crate::rules::RULES;
use crate::rules::finding::{Finding, Severity};
use crate::rules::unit::unit;
use std::fmt::Write;

/// Whether people's names may stand on the screen. The default is that they may not.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Names {
    #[default]
    Hidden,
    Shown,
}

/// Under what findings stand together.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Grouping {
    /// Branch by branch.
    #[default]
    Branch,
    /// Code by code.
    Code,
}

/// Every finding, under its branch or its code, in the order the rules gave them; then the sum, and how many of each
/// code.
pub fn findings(bloc: &Bloc, names: Names, grouping: Grouping, paper: Paper) -> String {
    let mut text = String::new();
    let groups = match grouping {
        Grouping::Branch => by_branch(bloc),
        Grouping::Code => by_code(bloc),
    };
    for (heading, group) in groups {
        let counts = FindingCounts::of(group.iter().copied());
        let heading = paper.line(0, &format!("{heading}: {}", counted(counts)), None);
        heading.lines().for_each(|line| text.extend([&paper.paint(Tone::Heading, line), "\n"]));
        group.iter().for_each(|finding| push_finding(&mut text, finding, names, paper));
        text.push('\n');
    }
    text + &paper.text(&sums(bloc))
}

/// How many there are, of each severity and of each code.
fn sums(bloc: &Bloc) -> String {
    let mut text = String::new();
    let all = FindingCounts::of(&bloc.findings);
    let _ = match all == FindingCounts::default() {
        true => writeln!(text, "Không có nội dung nào cần rà soát."),
        false => writeln!(text, "Cộng: {}.", counted(all)),
    };
    let codes: Vec<String> = code_counts(bloc).into_iter().map(|(code, n)| format!("{code} {n}")).collect();
    if !codes.is_empty() {
        let _ = writeln!(text, "Theo mã: {}.", codes.join(", "));
    }
    text.push_str(&accepted(bloc));
    text
}

/// How many findings of each code, those the committee accepted left out, in the order of the rules' list.
pub fn code_counts(bloc: &Bloc) -> Vec<(&'static str, u32)> {
    let counted = |code: &str| {
        let of_code = bloc.findings.iter().filter(|finding| finding.code == code && finding.accepted().is_none());
        u32::try_from(of_code.count()).unwrap_or(u32::MAX)
    };
    RULES.iter().map(|rule| (rule.code, counted(rule.code))).filter(|&(_, count)| count > 0).collect()
}

/// Findings by code, in the order of the rules' list, with the code's title.
fn by_code(bloc: &Bloc) -> Vec<(String, Vec<&Finding>)> {
    let of = |code: &str| bloc.findings.iter().filter(|finding| finding.code == code).collect::<Vec<_>>();
    let groups = RULES
        .iter()
        .map(|rule| (format!("{} – {}", rule.code, unit(&bloc.campaign).retitled(rule.title)), of(rule.code)));
    groups.filter(|(_, group)| !group.is_empty()).collect()
}

/// How many findings the committee accepted; empty when none.
pub fn accepted(bloc: &Bloc) -> String {
    match bloc.findings.iter().filter(|finding| finding.accepted().is_some()).count() {
        0 => String::new(),
        n => format!("Đã được đảng ủy chấp nhận, không tính ở trên: {n} nội dung.\n"),
    }
}

/// “2 lỗi, 1 cảnh báo”; “không có gì” is never needed, for a group has at least one finding.
pub fn counted(counts: FindingCounts) -> String {
    [(counts.errors, "lỗi"), (counts.warnings, "cảnh báo"), (counts.notes, "lưu ý")]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, label)| format!("{count} {label}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Where a finding stands: “nop/CB07.xlsx › Danh sách › E12”; empty when it is about no file.
pub fn place(finding: &Finding) -> String {
    let cell = finding.cell.map(|at| at.to_string());
    [finding.file.as_deref(), finding.sheet.as_deref(), cell.as_deref()]
        .into_iter()
        .flatten()
        .map(on_screen)
        .collect::<Vec<_>>()
        .join(" › ")
}

fn push_finding(text: &mut String, finding: &Finding, names: Names, paper: Paper) {
    let place = place(finding);
    let colon = if place.is_empty() { "" } else { ": " };
    let mut said = format!("{place}{colon}{}", on_screen(&finding.message));
    if let (Names::Shown, Some(subject)) = (names, &finding.subject) {
        let _ = write!(said, " ({})", on_screen(subject));
    }
    let tone = match finding.severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Look,
        Severity::Note => Tone::Quiet,
    };
    let tag = format!("[{} {}]", finding.severity.label(), finding.code);
    text.push_str(&paper.line(2, &said, Some((tone, &tag))));
    if !finding.fix.is_empty() {
        text.push_str(&paper.line(4, &format!("→ {}", on_screen(&finding.fix)), None));
    }
}

/// Findings by branch, groups in the order of their first finding, with the group's heading.
fn by_branch(bloc: &Bloc) -> Vec<(String, Vec<&Finding>)> {
    let mut groups: Vec<(Owner, Vec<&Finding>)> = Vec::new();
    let mut group_of = std::collections::BTreeMap::new();
    for finding in bloc.findings.iter().filter(|finding| finding.accepted().is_none()) {
        let owner = Owner::of(finding);
        let index = *group_of.entry(owner).or_insert_with(|| {
            groups.push((owner, Vec::new()));
            groups.len() - 1
        });
        groups[index].1.push(finding);
    }
    groups.into_iter().map(|(owner, group)| (owner.heading(bloc), group)).collect()
}

/// Whom a finding concerns.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner<'a> {
    Submission(usize),
    /// A branch that the finding names without pointing at its submission.
    Branch(&'a str),
    Committee,
}

impl<'a> Owner<'a> {
    fn of(finding: &'a Finding) -> Self {
        match (finding.submission, &finding.branch) {
            (Some(index), _) => Owner::Submission(index),
            (None, Some(branch)) => Owner::Branch(branch),
            (None, None) => Owner::Committee,
        }
    }

    fn heading(self, bloc: &Bloc) -> String {
        match self {
            Owner::Submission(index) => bloc.campaign.submissions.get(index).map_or_else(String::new, |submission| {
                match (submission.code.as_str(), submission.name.as_str()) {
                    ("", "") => format!("Tệp chưa rõ của {} nào", unit(&bloc.campaign).word()),
                    ("", name) => format!("Không có trong kế hoạch – {}", on_screen(name)),
                    (code, name) => format!("{} – {}", on_screen(code), on_screen(name)),
                }
            }),
            Owner::Branch(code) => on_screen(code),
            Owner::Committee => "Toàn đảng bộ".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn findings_stand_under_their_branch_with_place_fix_and_code() {
        sample::golden("findings.txt", &findings(&sample::bloc(), Names::Hidden, Grouping::Branch, Paper::PLAIN));
    }

    #[test]
    fn on_a_screen_findings_keep_to_its_width_and_lose_no_word() {
        use crate::output::ink::Ink;
        use unicode_width::UnicodeWidthStr;
        let bloc = sample::bloc();
        let on_screen = findings(&bloc, Names::Hidden, Grouping::Branch, Paper { ink: Ink::Plain, width: Some(40) });
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&on_screen), words(&findings(&bloc, Names::Hidden, Grouping::Branch, Paper::PLAIN)));
        for line in on_screen.lines().filter(|line| line.starts_with("  ")) {
            assert!(line.width() <= 40, "{line}");
        }
    }

    #[test]
    fn names_stand_on_the_screen_only_when_asked_for() {
        let bloc = sample::bloc();
        assert!(!findings(&bloc, Names::Hidden, Grouping::Branch, Paper::PLAIN).contains("Trần Thử Nghiệm"));
        assert!(findings(&bloc, Names::Shown, Grouping::Branch, Paper::PLAIN).contains("(Trần Thử Nghiệm)"));
    }
}
