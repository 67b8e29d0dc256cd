//! What the committee wrote beside findings, put back beside them: from the sheet `Cần rà soát` of an earlier output, as
//! long as the finding says the same, and from the plan's sheet `Xử lý`.

use super::corrections::asks;
use super::key::{RowKeys, row_keys};
use crate::domain::campaign::Campaign;
use crate::domain::correction::NotCorrected;
use crate::domain::decision::{Answer, Handling, Typed, Unfit, UnfitWhy};
use crate::domain::member::RowSource;
use crate::domain::plan::FindingDecision;
use crate::domain::text::Text;
use crate::rules::finding::Finding;
use crate::text::fold::{fold, skeleton};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Answers findings. Gives the handlings that answer none any more, in the order they were typed.
pub fn answer(findings: &mut [Finding], handlings: &[Handling], campaign: &Campaign) -> Vec<Unfit> {
    let plan = &campaign.plan.decisions;
    let keys = Keys::of(campaign, plan);
    let mut typed: Vec<Option<&Handling>> = vec![None; findings.len()];
    let unanswered = from_workbook(findings, handlings, &mut typed);
    for (finding, typed) in findings.iter_mut().zip(&typed) {
        let planned = plan.iter().find(|decision| is_about(decision, finding, &keys));
        finding.answer = joined(typed.map(|handling| handling.words.as_str()), planned);
    }
    let left =
        |handling: &Handling| findings.iter().any(|finding| finding.answer.is_none() && is_same(handling, finding));
    let unfit = unanswered.into_iter().map(|handling| {
        let why = if left(handling) { UnfitWhy::FindingChanged } else { UnfitWhy::FindingGone };
        Unfit { typed: Typed::Handling(handling.clone()), why }
    });
    unfit.collect()
}

/// Gives each finding the handling typed beside it; what stands on the finding's own row goes before what was kept, and
/// the same place before another.
fn from_workbook<'h>(
    findings: &[Finding],
    handlings: &'h [Handling],
    typed: &mut [Option<&'h Handling>],
) -> Vec<&'h Handling> {
    let mut by_words: BTreeMap<[String; 4], Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        by_words.entry(words_of(finding)).or_default().push(index);
    }
    let mut left: Vec<Option<&Handling>> = handlings.iter().map(Some).collect();
    for (is_kept, is_exact) in [(false, true), (false, false), (true, true), (true, false)] {
        for slot in &mut left {
            let Some(handling) = slot.filter(|handling| handling.is_kept == is_kept) else { continue };
            let message = without_places(&handling.message);
            let key = [&handling.code, &handling.branch, &handling.subject, &message].map(|text| fold(text));
            let Some(candidates) = by_words.get(&key) else { continue };
            let is_here = |index: &&usize| !is_exact || fold(&place_of(&findings[**index])) == fold(&handling.place);
            if let Some(&index) = candidates.iter().filter(is_here).find(|&&index| typed[index].is_none()) {
                typed[index] = Some(handling);
                *slot = None;
            }
        }
    }
    // Said again on its own row: what was kept has done its part.
    left.into_iter()
        .flatten()
        .filter(|handling| !handling.is_kept || !is_said_again(handling, findings, typed))
        .collect()
}

fn is_said_again(handling: &Handling, findings: &[Finding], typed: &[Option<&Handling>]) -> bool {
    findings.iter().zip(typed).any(|(finding, typed)| {
        typed.is_some_and(|typed| !typed.is_kept && fold(&typed.words) == fold(&handling.words))
            && is_same(handling, finding)
    })
}

fn words_of(finding: &Finding) -> [String; 4] {
    let branch = finding.branch.as_deref().unwrap_or_default();
    let subject = finding.subject.as_deref().unwrap_or_default();
    [finding.code, branch, subject, &without_places(&finding.message)].map(fold)
}

/// A message as messages are compared: of the places it names the sheets alone. The same rows sent under another name of
/// file, or moved down by one, say the same.
fn without_places(message: &str) -> String {
    let pieces: Vec<&str> = message.split(" › ").collect();
    let last = pieces.len() - 1;
    let bare = pieces.iter().enumerate().map(|(n, piece)| {
        let piece = if n > 0 { without_cell(piece) } else { piece };
        if n < last { without_file(piece) } else { piece }
    });
    bare.collect::<Vec<_>>().join(" › ")
}

/// Without the address it begins with.
fn without_cell(text: &str) -> &str {
    let column = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let row = text[column..].bytes().take_while(u8::is_ascii_digit).count();
    let is_address = (1..=3).contains(&column) && row > 0;
    let rest = &text[column + row..];
    if is_address && !rest.starts_with(char::is_alphanumeric) { rest } else { text }
}

/// Without the path of a file that it ends with.
fn without_file(text: &str) -> &str {
    const ENDINGS: [&str; 10] = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".txt", ".xml", ".htm", ".html"];
    let name = text.to_ascii_lowercase();
    if !ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        return text;
    }
    // A name of a file may hold spaces; where the folder does not tell its beginning, a sign before it does.
    let from = name.rfind("nop/").or_else(|| name.rfind(['(', '“', ':', ';', ','])).or_else(|| name.rfind(' '));
    &text[..from.unwrap_or(0)]
}

/// The same code, branch, and person (or place, where it is about no person), whatever it says.
fn is_same(handling: &Handling, finding: &Finding) -> bool {
    let [code, branch, subject, _] = words_of(finding);
    let is_there =
        [code, branch, subject] == [&handling.code, &handling.branch, &handling.subject].map(|text| fold(text));
    is_there && (!handling.subject.is_empty() || fold(&place_of(finding)) == fold(&handling.place))
}

/// Where a finding points, as the sheet `Cần rà soát` prints it.
fn place_of(finding: &Finding) -> String {
    let cell = finding.cell.map(|at| at.to_string());
    let parts = [finding.file.as_deref(), finding.sheet.as_deref(), cell.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" › ")
}

/// The stable keys (`Mã dòng`) of the rows that the plan's sheet names by them, by file, sheet and row.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<(Arc<str>, Arc<str>, u32), Text>);

impl Keys {
    /// Keys are made only where a row of the plan may name one: each takes a hash.
    pub fn of(campaign: &Campaign, plan: &[FindingDecision]) -> Self {
        let mut keys = Self::default();
        if !plan.iter().any(|decision| decision.place.as_deref().is_some_and(may_be_key)) {
            return keys;
        }
        for submission in campaign.submissions.iter().filter(|submission| submission.is_merged()) {
            let RowKeys { members, collectives, staff, rewards } = row_keys(submission);
            keys.add(submission.members.iter().map(|one| &one.source), members);
            keys.add(submission.collectives.iter().map(|one| &one.source), collectives);
            keys.add(submission.staff.iter().map(|one| &one.source), staff);
            keys.add(submission.rewards.iter().map(|one| &one.source), rewards);
        }
        keys
    }

    fn add<'s>(&mut self, sources: impl Iterator<Item = &'s RowSource>, keys: Vec<Text>) {
        let places = sources.map(|source| (source.file.clone(), source.sheet.clone(), source.row));
        self.0.extend(places.zip(keys));
    }

    /// Whether a row of this key is the one the finding points into.
    fn is_of(&self, written: &str, finding: &Finding) -> bool {
        let (Some(file), Some(sheet), Some(cell)) = (&finding.file, &finding.sheet, finding.cell) else { return false };
        let key = self.0.get(&(file.clone(), sheet.clone(), cell.row));
        key.is_some_and(|key| key.as_str() == written.trim())
    }
}

/// Twelve letters and digits, with a number behind where rows share one.
fn may_be_key(written: &str) -> bool {
    let key = written.trim().split('-').next().unwrap_or_default();
    key.len() == 12 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// What the plan's sheet `Xử lý` is about: same code, same branch, same place, where the row names them. A place is a
/// cell, the person or collective, or the row's key; the last two stay true when rows move.
pub(super) fn is_about(decision: &FindingDecision, finding: &Finding, keys: &Keys) -> bool {
    let is_here = || match (&decision.place, finding.cell) {
        (None, _) => true,
        (Some(written), _) if keys.is_of(written, finding) => true,
        (Some(written), Some(cell)) => {
            names_place(written, finding, &cell.to_string())
                || decision.place.as_deref().map(fold) == finding.subject.as_deref().map(fold)
        }
        (Some(written), None) => Some(fold(written)) == finding.subject.as_deref().map(fold),
    };
    fold(&decision.code) == fold(finding.code)
        && decision.branch.as_deref().is_none_or(|branch| Some(fold(branch)) == finding.branch.as_deref().map(fold))
        && is_here()
}

/// Whether a place as somebody wrote it is the finding's: its cell, in its sheet and its file where these are named too
/// (“nop/CB01.xlsx › Đảng viên › D2”, “Đảng viên!D2”, “D2”).
fn names_place(written: &str, finding: &Finding, cell: &str) -> bool {
    let parts: Vec<&str> = written.split(['›', '!']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [around @ .., last] = parts.as_slice() else { return false };
    let is_part = |part: &str, whole: Option<&str>| {
        whole.is_some_and(|whole| {
            let (part, whole) = (fold(part.trim_matches('\'')), fold(whole));
            whole == part || whole.rsplit('/').next() == Some(&part)
        })
    };
    let is_around = |part: &&str| is_part(part, finding.sheet.as_deref()) || is_part(part, finding.file.as_deref());
    last.split([' ', '$']).any(|word| word == cell) && around.iter().all(is_around)
}

/// What the plan's sheet `Xử lý` asks for and nothing was done for, in words: rows that answer no finding, and decisions
/// that could not be carried out.
pub fn not_carried_out(findings: &[Finding], campaign: &Campaign) -> Vec<String> {
    let plan = &campaign.plan.decisions;
    let keys = Keys::of(campaign, plan);
    let told = plan.iter().filter_map(|decision| {
        let is_raised = findings.iter().any(|finding| is_about(decision, finding, &keys));
        let why = match (campaign.corrections.iter().any(|done| done.row == decision.row), is_raised) {
            (true, false) => return None,
            (true, true) => return Some(still_raised(decision)),
            // Another row may have settled what this one was about.
            (false, false) => refused(decision, campaign)
                .unwrap_or_else(|| "không trùng nội dung cần rà soát nào (mã, chi bộ, vị trí)".to_owned()),
            (false, true) => why_not(decision, campaign)?,
        };
        Some(format!("Kế hoạch, sheet “Xử lý” dòng {} ({}) chưa áp dụng: {why}.", decision.row, decision.code))
    });
    told.chain(only_typed(findings)).collect()
}

/// “Sửa thành …” typed beside findings in the workbook corrects nothing: the sheet says what was done, the plan what is to
/// be read.
fn only_typed(findings: &[Finding]) -> Option<String> {
    let asks = |finding: &&Finding| {
        finding.answer.as_ref().is_some_and(|answer| skeleton(&answer.words).starts_with("sua thanh"))
    };
    let n = findings.iter().filter(asks).count();
    (n > 0).then(|| {
        format!(
            "Trang “Cần rà soát” có {n} chỗ ghi “Sửa thành …”: chưa áp dụng. Mức xếp loại thì ghi ở cột “Đảng ủy quyết \
             định”; muốn đọc theo giá trị khác thì ghi ở sheet “Xử lý” của kế hoạch."
        )
    })
}

fn still_raised(decision: &FindingDecision) -> String {
    format!(
        "Kế hoạch, sheet “Xử lý” dòng {} ({}): đã đọc theo giá trị sửa, nội dung này vẫn còn; xem lại giá trị.",
        decision.row, decision.code
    )
}

/// Why nothing was done about a row that is about something; none where it accepts with a reason.
fn why_not(decision: &FindingDecision, campaign: &Campaign) -> Option<String> {
    Some(match refused(decision, campaign) {
        Some(why) => why,
        None if asks(decision) => refusal(NotCorrected::NoCell),
        None if joined(None, Some(decision)).is_some_and(|answer| answer.accepted.is_some()) => return None,
        None if says_accepted(decision.decision.as_deref().unwrap_or_default()) => {
            "chấp nhận phải ghi lý do".to_owned()
        }
        None => "chưa rõ là chấp nhận hay sửa thành giá trị khác".to_owned(),
    })
}

/// Why a correction that the row asks for was not made; none where it asks for none, or it was.
fn refused(decision: &FindingDecision, campaign: &Campaign) -> Option<String> {
    campaign.uncorrected.iter().find(|(row, _)| *row == decision.row).map(|(_, why)| refusal(*why))
}

fn refusal(why: NotCorrected) -> String {
    match why {
        NotCorrected::NoValue => "sửa thành phải ghi giá trị đúng ở cột “Giá trị”".to_owned(),
        NotCorrected::NoCell => "nội dung này không nằm ở một ô của tệp chi bộ nên không sửa được tại đây".to_owned(),
        NotCorrected::Several(n) => format!("trùng {n} ô khác nhau; ghi rõ ô, họ tên hoặc mã dòng ở cột “Vị trí”"),
        NotCorrected::NotAGrade => "giá trị không phải mức xếp loại".to_owned(),
        NotCorrected::NotADate => "giá trị không phải ngày tháng".to_owned(),
        NotCorrected::NotACardNumber => "giá trị không phải số thẻ".to_owned(),
        NotCorrected::Name => "họ tên đã ghi thì không sửa được tại đây; sửa trong tệp chi bộ nộp".to_owned(),
        NotCorrected::Merged => "ô này gộp với ô của dòng khác; sửa trong tệp chi bộ nộp".to_owned(),
        NotCorrected::Twice => "ô này đã được sửa ở một dòng khác của sheet “Xử lý”".to_owned(),
    }
}

/// Both records together; the sheet repeats what the plan said when it was written, which is not said twice.
fn joined(typed: Option<&str>, planned: Option<&FindingDecision>) -> Option<Answer> {
    let plan_words = planned.map(|found| {
        let words = [found.decision.as_deref(), found.value.as_deref(), found.reason.as_deref()];
        words.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ")
    });
    let of_plan = planned.and_then(|found| {
        let accepts = found.decision.as_deref().is_some_and(says_accepted);
        let reason = found.reason.as_deref().or(found.value.as_deref()).map(str::trim);
        let in_decision = found.decision.as_deref().and_then(accepted);
        reason.filter(|reason| accepts && !reason.is_empty()).map(str::to_owned).or(in_decision)
    });
    let words = match (typed, plan_words.filter(|words| !words.is_empty())) {
        (None, None) => return None,
        (Some(typed), None) => typed.to_owned(),
        (None, Some(plan)) => plan,
        (Some(typed), Some(plan)) if fold(typed).contains(&fold(&plan)) => typed.to_owned(),
        (Some(typed), Some(plan)) => format!("{plan}; {typed}"),
    };
    let accepted = of_plan.or_else(|| typed.and_then(accepted));
    Some(Answer { words, accepted })
}

fn says_accepted(words: &str) -> bool {
    let key = skeleton(words);
    key == "chap nhan" || key.starts_with("chap nhan ")
}

/// The reason a finding is accepted with: “Chấp nhận: đã kiểm tra hồ sơ gốc”. Accepting without a reason silences
/// nothing, because nobody could say later why it was silenced.
pub(super) fn accepted(words: &str) -> Option<String> {
    if !says_accepted(words) {
        return None;
    }
    // Texts come here composed, so the two words have as many letters however they are spelt.
    let after: String = words.trim_start().chars().skip("chấp nhận".chars().count()).collect();
    let reason = after.trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
    reason.chars().any(char::is_alphanumeric).then(|| reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_compared_without_files_and_cells() {
        for (one, other, is_same) in [
            (
                "cao hơn (nop/CB01.xlsx › Tập thể › F2 xếp “Tốt”).",
                "cao hơn (nop/lần 2.xls › Tập thể › F3 xếp “Tốt”).",
                true,
            ),
            (
                "cao hơn (nop/CB01.xlsx › Tập thể › F2 xếp “Tốt”).",
                "cao hơn (nop/CB01.xlsx › Tập thể › F2 xếp “Khá”).",
                false,
            ),
            ("đã có ở nop/A b.xlsx › DS › E12; đếm", "đã có ở nop/C.ods › DS › E9; đếm", true),
            ("đã có ở nop/A.xlsx › DS › E12; đếm", "đã có ở nop/A.xlsx › DS 2 › E12; đếm", false),
            ("xem A › B", "xem C › B", false),
            ("“Khá” không phải mức", "“Giỏi” không phải mức", false),
        ] {
            assert_eq!(without_places(one) == without_places(other), is_same, "{one} | {other}");
        }
    }

    #[test]
    fn accepting_takes_a_reason() {
        for (words, reason) in [
            ("Chấp nhận: đã kiểm tra hồ sơ gốc", Some("đã kiểm tra hồ sơ gốc")),
            ("chấp nhận – theo Biên bản số 5", Some("theo Biên bản số 5")),
            ("CHẤP NHẬN (đã hỏi chi bộ)", Some("đã hỏi chi bộ)")),
            ("Chấp nhận vì đã hỏi", Some("vì đã hỏi")),
            ("Chấp nhận", None),
            ("Chấp nhận.", None),
            ("Không chấp nhận: sai", None),
            ("Trả chi bộ sửa", None),
            ("", None),
        ] {
            assert_eq!(accepted(words).as_deref(), reason, "{words}");
        }
    }
}
