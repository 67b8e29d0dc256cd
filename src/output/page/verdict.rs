//! Where the campaign stands, in one sentence.

use crate::consolidate::{Bloc, reconcile};
use crate::domain::submission::Content;
use crate::output::tally::{FindingCounts, Turnout};
use crate::regulation::quota::{QuotaSubject, Verdict};
use crate::rules::finding::Finding;
use crate::rules::unit::unit;
use maud::{Markup, html};

/// What the sentence comes to; decides its colour and its mark, never alone: the words say it too.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Tone {
    Ready,
    Look,
    NotReady,
}

pub fn sentence(bloc: &Bloc) -> Markup {
    let (tone, words) = verdict(bloc);
    let (class, mark) = match tone {
        Tone::Ready => ("verdict ready", "✓"),
        Tone::Look => ("verdict look", "!"),
        Tone::NotReady => ("verdict not-ready", "✗"),
    };
    html! { p class=(class) { span.mark aria-hidden="true" { (mark) } " " strong { (words) } } }
}

fn verdict(bloc: &Bloc) -> (Tone, String) {
    if !reconcile::sums(&bloc.campaign).balances() {
        let words = "Số dòng đối soát không khớp: đề nghị báo người phụ trách chương trình trước khi dùng số liệu.";
        return (Tone::NotReady, words.to_owned());
    }
    let unit = unit(&bloc.campaign).word();
    let turnout = Turnout::of(bloc);
    let counts = FindingCounts::of(bloc.findings.iter().filter(|finding| !is_said_otherwise(bloc, finding)));
    let mut open: Vec<String> = [
        (turnout.missing, format!("{unit} chưa nộp")),
        (turnout.rejected, format!("{unit} nộp tệp không dùng được")),
        (counts.errors, "lỗi cần sửa".to_owned()),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    open.extend(over_quota(bloc));
    let returned = format!("{}/{} {unit} đã nộp", turnout.returned(), turnout.owed);
    if !open.is_empty() {
        (Tone::NotReady, format!("Chưa thể báo cáo: {returned}; còn {}.", open.join(", ")))
    } else if counts.warnings > 0 {
        (Tone::Look, format!("{returned}, không còn lỗi; còn {} cảnh báo cần xem trước khi trình ký.", counts.warnings))
    } else {
        (Tone::Ready, format!("{returned}, không còn nội dung cần sửa; có thể trình đảng ủy."))
    }
}

/// What is wrong with a return that is missing or unusable is counted as a branch, and a quota exceeded as people.
fn is_said_otherwise(bloc: &Bloc, finding: &Finding) -> bool {
    let submission = finding.submission.and_then(|index| bloc.campaign.submissions.get(index));
    let is_branch = submission.is_some_and(|submission| {
        submission.branch.is_some() && matches!(submission.content, Content::Missing | Content::Rejected)
    });
    is_branch || finding.code == "Q701"
}

fn over_quota(bloc: &Bloc) -> Option<String> {
    let members = bloc.quotas.iter().filter(|check| check.subject == QuotaSubject::Members);
    let remove: u32 = members.filter(|check| check.verdict == Verdict::Over).map(|check| check.remove).sum();
    (remove > 0).then(|| format!("tỷ lệ đảng viên xuất sắc vượt {remove} người"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;
    use crate::rules::finding::Severity;

    #[test]
    fn the_verdict_counts_each_trouble_once() {
        let bloc = sample::bloc();
        let (tone, words) = verdict(&bloc);
        assert_eq!(tone, Tone::NotReady);
        // Of the sample's three errors one is the missing branch, counted as a branch.
        assert!(words.contains("1 chi bộ chưa nộp, 1 chi bộ nộp tệp không dùng được, 2 lỗi cần sửa"), "{words}");
    }

    #[test]
    fn warnings_alone_leave_something_to_look_at_and_nothing_leaves_it_ready() {
        let mut bloc = sample::bloc();
        bloc.campaign.submissions.retain(|submission| submission.is_merged());
        bloc.findings.retain(|finding| finding.severity == Severity::Warning);
        bloc.quotas.clear();
        assert_eq!(verdict(&bloc).0, Tone::Look);
        bloc.findings.clear();
        assert_eq!(verdict(&bloc).0, Tone::Ready);
    }
}
