//! What the committee wrote beside findings, put back beside them: from the sheet `Cần rà soát` of an earlier output, as
//! long as the finding says the same, and from the plan's sheet `Xử lý`.

use crate::domain::decision::{Answer, Handling, Typed, Unfit, UnfitWhy};
use crate::domain::plan::FindingDecision;
use crate::rules::finding::Finding;
use crate::text::fold::{fold, skeleton};
use std::collections::BTreeMap;

/// Answers findings. Gives the handlings that answer none any more, in the order they were typed.
pub fn answer(findings: &mut [Finding], handlings: &[Handling], plan: &[FindingDecision]) -> Vec<Unfit> {
    let mut typed: Vec<Option<&Handling>> = vec![None; findings.len()];
    let unanswered = from_workbook(findings, handlings, &mut typed);
    for (finding, typed) in findings.iter_mut().zip(&typed) {
        let planned = plan.iter().find(|decision| is_about(decision, finding));
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
            let key = [&handling.code, &handling.branch, &handling.subject, &handling.message].map(|text| fold(text));
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
    [finding.code, branch, subject, &finding.message].map(fold)
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

/// What the plan's sheet `Xử lý` is about: same code, same branch, same place, where the row names them.
fn is_about(decision: &FindingDecision, finding: &Finding) -> bool {
    let is_here = || match (&decision.place, finding.cell) {
        (None, _) => true,
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
/// that the program does not carry out.
pub fn not_carried_out(findings: &[Finding], plan: &[FindingDecision]) -> Vec<String> {
    let told = plan.iter().filter_map(|decision| {
        let why = if !findings.iter().any(|finding| is_about(decision, finding)) {
            "không trùng nội dung cần rà soát nào (mã, chi bộ, vị trí)"
        } else {
            let key = skeleton(decision.decision.as_deref().unwrap_or_default());
            match key.as_str() {
                words if words.starts_with("sua") => {
                    "chương trình không tự sửa hồ sơ; sửa trong tệp chi bộ nộp, hoặc ghi ở cột “Đảng ủy quyết định”"
                }
                _ if joined(None, Some(decision)).is_some_and(|answer| answer.accepted.is_some()) => return None,
                words if says_accepted(words) => "chấp nhận phải ghi lý do",
                _ => "chưa rõ là chấp nhận hay không",
            }
        };
        Some(format!("Kế hoạch, sheet “Xử lý” dòng {} ({}) chưa áp dụng: {why}.", decision.row, decision.code))
    });
    told.collect()
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
