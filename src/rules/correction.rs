//! Family X, what the plan's sheet `Xử lý` has read as another value: said where it stands, so that nobody takes it for
//! the branch's own word.

use super::figures::at_place;
use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Rule, Spot, Words};
use super::words::{PLAN, quote, quote_unless_personal};

pub static X610: Rule = Rule {
    code: "X610",
    severity: Severity::Note,
    sometimes: None,
    title: "Giá trị được sửa theo kế hoạch",
    page: include_str!("pages/X610.md"),
    fold: Fold::Never,
    check: Check::Bloc(corrected),
};

fn corrected(ground: &Ground, findings: &mut Vec<Finding>) {
    for done in &ground.case.campaign.corrections {
        let is_of =
            |code: &String| ground.submissions().iter().position(|one| one.branch.is_some() && one.code == *code);
        let spot = done.branch.as_ref().and_then(is_of).map(|at| ground.spot(at)).unwrap_or_default();
        let spot = at_place(Spot { subject: done.subject.clone(), ..spot }, &done.place);
        let values = match (done.is_personal, done.written.is_empty()) {
            (true, _) => "Ô này được đọc theo giá trị mà kế hoạch ghi".to_owned(),
            (false, true) => format!("Ô này để trống, được đọc là {}", quote(&done.value)),
            (false, false) => format!("Ô này ghi {}, được đọc là {}", quote(&done.written), quote(&done.value)),
        };
        let why = match &done.reason {
            Some(reason) => format!("Lý do: {}.", quote_unless_personal(reason, done.subject.as_deref())),
            None => "Chưa ghi lý do.".to_owned(),
        };
        let message = format!("{values} (kế hoạch, sheet “Xử lý” dòng {}, mã {}). {why}", done.row, done.code);
        let fix = match done.reason {
            Some(_) => "‹Chi bộ› sửa bản gốc cho khớp.",
            None => "Văn phòng ghi lý do ở sheet “Xử lý”; ‹chi bộ› sửa bản gốc cho khớp.",
        };
        findings.push(X610.finding(spot, Words::new(message, fix, PLAN)));
    }
}
