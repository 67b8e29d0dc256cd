//! The only home of codes, severities and the words of findings: the registry of rules, one function a rule, one page
//! a rule (`pages/<CODE>.md`). Looks at the domain and the regulation, never at cells or disk.
//!
//! # A rule's page
//!
//! Vietnamese, with the headings `## Kiểm tra gì`, `## Vì sao`, `## Ví dụ`, `## Cách sửa`, and under `## Ví dụ` the
//! examples `### Ví dụ 1: bị nêu` and `### Ví dụ 2: không bị nêu`. Each example is a campaign written as fenced blocks,
//! told apart by their info string, in which `tệp=` and `trang=` run to the next `key=` or to the line's end:
//!
//! - `bảng tệp=<file name> trang=<sheet name>`: a sheet of a returned file. Each line is a row, from row 1; cells stand
//!   between `|`, the leading and the trailing one optional; an empty line is an empty row; a cell is text unless it is a
//!   whole number without a leading zero. Several blocks of one `tệp=` are sheets of one workbook.
//! - `kế-hoạch trang=<sheet name>`: a sheet of the plan workbook, in the same way.
//! - `hỏng tệp=<file name> loại=<pdf | rỗng | cắt | khóa>`: a file that cannot be read.
//! - `phát-hiện`: one line for each finding of the page's own code that the example must give, `CODE cell`, with `-` for
//!   a finding without a cell and `*` for whatever cell reading points at. In the second example the block is empty.
//!   Findings of other codes are not listed here; the harness compares the whole list with a snapshot.
//!
//! A page whose rule needs what a text table cannot say (hidden rows, fonts, a file's dates) tells the example in words,
//! and its rule is tested in Rust only.

mod across;
mod cell;
mod collective;
mod correction;
mod counted;
mod dates;
mod decision;
mod fault;
mod figures;
mod file;
pub mod finding;
mod headcount;
mod header;
mod honours;
mod leaders;
mod person;
mod points;
pub mod post;
mod quota;
mod reviews;
mod reward;
mod roster;
pub mod rule;
pub mod scope;
mod sick;
mod standing;
mod submission;
pub mod unit;
mod uses;
mod within;
mod words;

pub use words::{column_label, table_label};

use crate::domain::campaign::Campaign;
use crate::regulation::profile::listing::listing;
use crate::regulation::profile::{Regulation, profiles};
use crate::regulation::quota::QuotaCheck;
use finding::{Finding, Severity};
use rule::{Check, Ground, MemberRow, Return, Rule, Spot};
use std::collections::BTreeMap;

/// Every rule, in the order people read.
pub static RULES: &[&Rule] = &[
    &submission::F101,
    &submission::F102,
    &submission::F103,
    &submission::F104,
    &file::F105,
    &file::F106,
    &file::F107,
    &file::F108,
    &file::F109,
    &file::F110,
    &submission::F111,
    &file::F112,
    &file::F113,
    &file::F114,
    &file::F115,
    &file::F116,
    &file::F117,
    &header::H201,
    &header::H202,
    &header::H203,
    &header::H204,
    &header::H205,
    &header::H206,
    &header::H207,
    &header::H208,
    &header::H209,
    &header::H210,
    &cell::C301,
    &standing::C302,
    &cell::C303,
    &standing::C304,
    &cell::C305,
    &dates::C306,
    &dates::C307,
    &cell::C308,
    &cell::C309,
    &cell::C310,
    &cell::C311,
    &cell::C312,
    &cell::C313,
    &within::B401,
    &within::B402,
    &within::B403,
    &reviews::B404,
    &within::B405,
    &within::B406,
    &within::B407,
    &points::B408,
    &within::B409,
    &within::B410,
    &sick::B411,
    &reviews::B412,
    &reviews::B413,
    &reviews::B414,
    &leaders::B415,
    &leaders::B416,
    &counted::B417,
    &figures::B418,
    &headcount::B419,
    &reviews::B420,
    &collective::B421,
    &points::B422,
    &points::B423,
    &points::B424,
    &points::B425,
    &reviews::B426,
    &reward::R501,
    &honours::R502,
    &reward::R503,
    &reward::R504,
    &honours::R505,
    &reward::R506,
    &across::X601,
    &across::X602,
    &roster::X603,
    &roster::X604,
    &roster::X605,
    &submission::X606,
    &decision::X607,
    &across::X608,
    &decision::X609,
    &correction::X610,
    &quota::Q701,
    &quota::Q702,
    &quota::Q703,
    &quota::Q704,
    &quota::Q705,
    &quota::Q706,
    &quota::Q707,
    &quota::Q708,
];

/// Everything a rule may look at.
#[derive(Copy, Clone)]
pub struct Case<'a> {
    pub campaign: &'a Campaign,
    pub regulation: &'a Regulation,
    /// The quotas in force.
    pub quotas: &'a [QuotaCheck],
    /// Each branch's own share of Excellent, for information (Q703).
    pub branch_quotas: &'a [QuotaCheck],
}

/// The rule of a code, however it is typed (`q701`).
pub fn rule(code: &str) -> Option<&'static Rule> {
    let code = code.trim();
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// Runs every rule over a case; findings in the order people read: plan order of branches, file, sheet, row, code.
/// Within a branch what concerns the whole return comes first, and what concerns the whole committee comes last.
pub fn judge(case: &Case) -> Vec<Finding> {
    let ground = Ground::new(case);
    let mut findings = Vec::new();
    fault::judge_faults(&ground, &mut findings);
    for (index, submission) in ground.submissions().iter().enumerate() {
        let of = Return::new(&ground, index, submission);
        for rule in in_force(case) {
            if let Check::Return(check) = rule.check {
                check(&of, &mut findings);
            }
        }
        if submission.is_merged() {
            judge_members(&of, &mut findings);
        }
    }
    for rule in in_force(case) {
        if let Check::Bloc(check) = rule.check {
            check(&ground, &mut findings);
        }
    }
    name_the_units(case.campaign, &mut findings);
    in_reading_order(case, findings)
}

/// Puts in what the sender of each return is called, and those of the whole committee together.
fn name_the_units(campaign: &Campaign, findings: &mut [Finding]) {
    let all = unit::unit(campaign);
    for finding in findings {
        let of_sender = finding.submission.and_then(|index| unit::unit_of(campaign, campaign.submissions.get(index)?));
        let unit = of_sender.unwrap_or(all);
        for text in [&mut finding.message, &mut finding.fix] {
            if text.contains('‹') {
                *text = unit.put_into(text);
            }
        }
    }
}

/// The rules that the regulation of the case puts in force.
fn in_force<'a>(case: &'a Case) -> impl Iterator<Item = &'static Rule> + use<'a> {
    RULES.iter().copied().filter(|rule| scope::is_in_force(rule.code, case.regulation))
}

fn judge_members(of: &Return, findings: &mut Vec<Finding>) {
    let rules: Vec<&Rule> = in_force(of.ground.case).collect();
    for member in &of.submission.members {
        let row = MemberRow { of, member, table: of.ground.table_of(&member.source) };
        // The row as the branch sent it, where the committee decided otherwise.
        let sent = decision::as_sent(of.ground, member);
        for rule in &rules {
            let Check::Member(check) = rule.check else { continue };
            let said = check(&row);
            if said.is_empty() {
                continue;
            }
            let is_of_decision =
                sent.as_ref().is_some_and(|member| check(&MemberRow { of, member, table: row.table }).is_empty());
            for said in said {
                let spot: Spot = of.spot().at_row(&member.source, said.at).about(&member.name.value.clean);
                let finding = rule.finding_of(said.severity, spot, said.words);
                findings.push(Finding { is_of_decision, ..finding });
            }
        }
    }
}

/// Sorts findings for reading. What every key leaves equal keeps the order the rules stand in.
fn in_reading_order(case: &Case, mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut sheets: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for reading in &case.campaign.files {
        for (position, table) in reading.tables.iter().enumerate() {
            sheets.entry((&reading.file.path, &table.sheet)).or_insert(position);
        }
    }
    findings.sort_by_cached_key(|finding| {
        let path = finding.file.as_deref();
        let sheet = finding.sheet.as_deref();
        let position = path.zip(sheet).map(|found| sheets.get(&found).copied().unwrap_or(usize::MAX));
        (
            finding.submission.unwrap_or(usize::MAX),
            path.map(str::to_owned),
            (position, sheet.map(str::to_owned)),
            finding.cell.map(|cell| cell.row),
            finding.code,
            finding.cell.map(|cell| cell.column),
        )
    });
    findings
}

/// The list of `tonghop explain` without a code: code, severity and title, one rule a line, a blank line between
/// families.
pub fn list() -> String {
    list_of(|_| true)
}

fn list_of(is_wanted: impl Fn(&Rule) -> bool) -> String {
    let mut lines = String::new();
    let mut family = None;
    for rule in RULES.iter().filter(|rule| is_wanted(rule)) {
        let this = rule.code.chars().next();
        if family.is_some() && family != this {
            lines.push('\n');
        }
        family = this;
        lines.push_str(&format!("{}  {:<8}  {}\n", rule.code, rule.severity.label(), rule.title));
    }
    lines
}

/// The page of a rule as `tonghop explain CODE` prints it; for a family's letter (`Q`) the list of its rules.
/// `None` for a code that is no rule's.
pub fn explain(code: &str) -> Option<String> {
    let code = code.trim();
    if let Some(rule) = rule(code) {
        let also = match rule.sometimes {
            Some((severity, when)) => format!("; {} khi {when}", lower(severity)),
            None => String::new(),
        };
        let head = format!("# {} · {}\n\n{}{also}.", rule.code, rule.title, rule.severity.label());
        return Some(format!("{head}\n\n{}\n{}", rule.page.trim_end(), in_profiles(rule.code)));
    }
    let mut letters = code.chars();
    let (Some(family), None) = (letters.next(), letters.next()) else { return None };
    let lines = list_of(|rule| rule.code.starts_with(family.to_ascii_uppercase()));
    (!lines.is_empty()).then_some(lines)
}

/// What each built-in profile lays down for a rule, with where it is written and how sure that is; empty for a rule
/// that rests on no regulation.
fn in_profiles(code: &str) -> String {
    let mut text = String::new();
    for profile in profiles() {
        let id = &profile.regulation.id;
        if !scope::is_in_force(code, &profile.regulation) {
            text.push_str(&format!("- {id}: không áp dụng.\n"));
            continue;
        }
        for value in listing(&profile.regulation).iter().filter(|value| value.codes.contains(&code)) {
            let (label, basis) = (value.label, value.basis);
            let certainty = basis.certainty.label();
            text.push_str(&format!("- {id}: {label}: {}. {} ({certainty}).\n", value.value, basis.text));
        }
    }
    if text.contains(": ") && text.lines().any(|line| !line.ends_with("không áp dụng.")) {
        return format!("\n## Theo hồ sơ quy định\n\n{text}");
    }
    String::new()
}

/// A profile as `tonghop explain 2018-132` prints it: every value, where it is written and how sure that is.
pub fn explain_profile(id: &str) -> Option<String> {
    let profile = profiles().into_iter().find(|profile| profile.regulation.id == id.trim())?;
    let regulation = &profile.regulation;
    let mut text = format!("# Hồ sơ quy định {}\n\n{}\n\n", regulation.id, regulation.title);
    for value in listing(regulation) {
        let (codes, basis) = (value.codes.join(", "), value.basis);
        text.push_str(&format!(
            "- {}: {}.\n  {} ({}). Mã: {codes}.\n",
            value.label,
            value.value,
            basis.text,
            basis.certainty.label()
        ));
    }
    Some(text)
}

fn lower(severity: Severity) -> String {
    severity.label().to_lowercase()
}

#[cfg(test)]
mod tests;
