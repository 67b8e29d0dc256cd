//! Family F, submissions: what came from each branch, when, and whose it is.

use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Return, Rule, Spot, Words};
use super::words::{PLAN, day, quote};
use crate::domain::reading::{BranchClaim, ClaimSource, Outcome, Owner};
use crate::domain::submission::{Change, ChangeKind, Content, ReceivedBasis, Timing};

pub static F101: Rule = Rule {
    code: "F101",
    severity: Severity::Error,
    sometimes: None,
    title: "Chi bộ chưa nộp hồ sơ",
    page: include_str!("pages/F101.md"),
    fold: Fold::Never,
    check: Check::Return(not_returned),
};

fn not_returned(of: &Return, findings: &mut Vec<Finding>) {
    let Some(branch) = of.submission.branch else { return };
    if of.submission.content != Content::Missing {
        return;
    }
    let plan = &of.ground.case.campaign.plan;
    let deadline = match plan.branches.get(branch).and_then(|branch| plan.deadline_of(branch)) {
        Some(deadline) => format!(" (hạn nộp {})", day(deadline)),
        None => String::new(),
    };
    findings.push(F101.finding(
        of.spot(),
        Words::new(
            format!("Chưa có hồ sơ của ‹chi bộ›{deadline}; số liệu toàn đảng bộ còn thiếu ‹chi bộ› này."),
            "Đôn đốc ‹chi bộ› nộp; nếu ‹chi bộ› không có nội dung, ghi x ở cột “Không có nội dung” của sheet Sổ nộp.",
            PLAN,
        ),
    ));
}

pub static F102: Rule = Rule {
    code: "F102",
    severity: Severity::Warning,
    sometimes: None,
    title: "Nộp sau hạn",
    page: include_str!("pages/F102.md"),
    fold: Fold::Never,
    check: Check::Return(late),
};

fn late(of: &Return, findings: &mut Vec<Finding>) {
    let (Some(branch), Timing::Late { days }) = (of.submission.branch, of.submission.timing) else { return };
    let plan = &of.ground.case.campaign.plan;
    let deadline = plan.branches.get(branch).and_then(|branch| plan.deadline_of(branch));
    let (Some(received), Some(deadline)) = (of.submission.received, deadline) else { return };
    let reserve = match received.basis {
        ReceivedBasis::Log | ReceivedBasis::Document => String::new(),
        ReceivedBasis::Properties | ReceivedBasis::FileTime => {
            format!(", tính theo {}, có thể không phải ngày nhận thật", basis_label(received.basis))
        }
    };
    findings.push(F102.finding(
        of.file_spot(),
        Words::new(
            format!("Nộp ngày {}, muộn {days} ngày so với hạn {}{reserve}.", day(received.on), day(deadline)),
            "Hồ sơ vẫn được tổng hợp. Nếu ngày nhận khác, ghi vào sheet Sổ nộp; nếu được gia hạn, ghi vào “Hạn nộp riêng”.",
            PLAN,
        ),
    ));
}

/// A received date's source in words.
fn basis_label(basis: ReceivedBasis) -> &'static str {
    match basis {
        ReceivedBasis::Log => "sổ nộp",
        ReceivedBasis::Document => "ngày ghi trong văn bản",
        ReceivedBasis::Properties => "ngày lưu ghi trong tệp",
        ReceivedBasis::FileTime => "thời gian của tệp trên đĩa",
    }
}

pub static F103: Rule = Rule {
    code: "F103",
    severity: Severity::Warning,
    sometimes: None,
    title: "Chi bộ nộp nhiều lần",
    page: include_str!("pages/F103.md"),
    fold: Fold::Never,
    check: Check::Return(several_returns),
};

fn several_returns(of: &Return, findings: &mut Vec<Finding>) {
    let submission = of.submission;
    if submission.branch.is_none() || submission.superseded.is_empty() {
        return;
    }
    let in_use: Vec<&str> = submission.pieces.iter().filter_map(|piece| hash_of(of, piece.file)).collect();
    let mut replaced: Vec<&str> = Vec::new();
    for piece in &submission.superseded {
        // A copy of the file in use replaces nothing; that there are two of it, F114 says.
        let is_copy = hash_of(of, piece.file).is_some_and(|hash| in_use.contains(&hash));
        if let Some(reading) = of.ground.reading(piece.file)
            && !is_copy
            && !replaced.contains(&&*reading.file.path)
        {
            replaced.push(&reading.file.path);
        }
    }
    if replaced.is_empty() {
        return;
    }
    let count =
        |wanted: fn(&ChangeKind) -> bool| submission.changes.iter().filter(|change| wanted(&change.what)).count();
    let added = count(|what| matches!(what, ChangeKind::Added));
    let removed = count(|what| matches!(what, ChangeKind::Removed));
    let changed = count(|what| matches!(what, ChangeKind::Field { .. }));
    let changes = if submission.changes.is_empty() {
        "Nội dung các dòng không đổi".to_owned()
    } else {
        format!("So với bản liền trước: thêm {added}, bớt {removed}, sửa {changed} nội dung")
    };
    findings.push(F103.finding(
        of.file_spot(),
        Words::new(
            format!("‹Chi bộ› nộp nhiều lần; dùng bản mới nhất, thay cho: {}. {changes}.", replaced.join("; ")),
            "Kiểm tra bản đang dùng có đúng là bản cuối cùng; nếu không, ghi ngày nhận từng tệp vào sheet Sổ nộp.",
            PLAN,
        ),
    ));
}

fn hash_of<'a>(of: &Return<'a>, file: usize) -> Option<&'a str> {
    let hash = of.ground.reading(file)?.file.sha256.as_str();
    (!hash.is_empty()).then_some(hash)
}

pub static F104: Rule = Rule {
    code: "F104",
    severity: Severity::Error,
    sometimes: None,
    title: "Chi bộ của tệp không có trong kế hoạch",
    page: include_str!("pages/F104.md"),
    fold: Fold::Never,
    check: Check::Return(unknown_branch),
};

fn unknown_branch(of: &Return, findings: &mut Vec<Finding>) {
    if of.submission.branch.is_some() {
        return;
    }
    for piece in &of.submission.pieces {
        let Some(reading) = of.ground.reading(piece.file).filter(|reading| reading.outcome == Outcome::Read) else {
            continue;
        };
        let mut said: Vec<Option<&str>> = Vec::new();
        for table in piece.tables.iter().filter_map(|&table| reading.tables.get(table)) {
            let Owner::Unknown { claim, nearest } = &table.owner else { continue };
            let text = claim.as_ref().map(|claim| claim.text.as_str());
            if !said.contains(&text) {
                said.push(text);
                findings.push(F104.finding(
                    claim_spot(of, &reading.file.path, claim.as_ref()),
                    unknown_words(claim.as_ref(), nearest.as_deref()),
                ));
            }
        }
        if said.is_empty() {
            findings.push(F104.finding(of.spot().in_file(&reading.file.path), unknown_words(None, None)));
        }
    }
}

fn claim_spot(of: &Return, file: &std::sync::Arc<str>, claim: Option<&BranchClaim>) -> Spot {
    let mut spot = of.spot().in_file(file);
    if let Some(place) = claim.and_then(|claim| claim.at.as_ref()) {
        spot.sheet = Some(place.sheet.clone());
        spot.cell = Some(place.at);
    }
    spot
}

fn unknown_words(claim: Option<&BranchClaim>, nearest: Option<&str>) -> Words {
    let message = match claim {
        Some(claim) => {
            let source = match claim.source {
                ClaimSource::FormCode => "mã ‹chi bộ›",
                ClaimSource::FormName | ClaimSource::Column | ClaimSource::Heading | ClaimSource::Title => {
                    "tên ‹chi bộ›"
                }
                ClaimSource::SheetName => "tên sheet",
                ClaimSource::FileName => "tên tệp",
                ClaimSource::FolderName => "tên thư mục",
            };
            let offer = match nearest {
                Some(nearest) => format!(" Gần nhất trong kế hoạch: {}.", quote(nearest)),
                None => String::new(),
            };
            format!(
                "Không nhận ra ‹chi bộ›: {source} {} không có trong kế hoạch, nên chưa tổng hợp.{offer}",
                quote(&claim.text)
            )
        }
        None => "Không thấy tên ‹chi bộ› trong tệp, tên sheet hay tên tệp, nên chưa tổng hợp.".to_owned(),
    };
    Words::new(
        message,
        "Sửa tên ‹chi bộ› trong tệp, hoặc thêm cách gọi này vào cột “Tên gọi khác” của sheet Chi bộ trong kế hoạch.",
        PLAN,
    )
}

pub static F111: Rule = Rule {
    code: "F111",
    severity: Severity::Note,
    sometimes: None,
    title: "Ngày nhận là suy ra",
    page: include_str!("pages/F111.md"),
    fold: Fold::Never,
    check: Check::Return(inferred_date),
};

/// Only where the day matters: there is a deadline to hold it against.
fn inferred_date(of: &Return, findings: &mut Vec<Finding>) {
    let plan = &of.ground.case.campaign.plan;
    let branch = of.submission.branch.and_then(|branch| plan.branches.get(branch));
    let (Some(received), Some(_)) = (of.submission.received, branch.and_then(|branch| plan.deadline_of(branch))) else {
        return;
    };
    if received.basis == ReceivedBasis::Log || !plan.is_given() {
        return;
    }
    findings.push(F111.finding(
        of.file_spot(),
        Words::new(
            format!("Ngày nhận {} lấy từ {}, không có trong sổ nộp.", day(received.on), basis_label(received.basis)),
            "Nếu ngày nhận khác, ghi vào sheet Sổ nộp của kế hoạch.",
            PLAN,
        ),
    ));
}

pub static X606: Rule = Rule {
    code: "X606",
    severity: Severity::Note,
    sometimes: None,
    title: "Bổ sung so với bản nộp trước",
    page: include_str!("pages/X606.md"),
    fold: Fold::Above(ADDED_ONE_BY_ONE),
    check: Check::Return(added_later),
};

/// So many additions are told one by one; more become one finding with their count.
const ADDED_ONE_BY_ONE: u32 = 5;

/// Additions after the first return are normal; the office wants to know whom.
fn added_later(of: &Return, findings: &mut Vec<Finding>) {
    if of.submission.branch.is_none() {
        return;
    }
    let added: Vec<&Change> =
        of.submission.changes.iter().filter(|change| matches!(change.what, ChangeKind::Added)).collect();
    let fix = "Để biết; nếu không phải bổ sung, kiểm tra lại hai bản ‹chi bộ› đã nộp.";
    let spot = |change: &Change| {
        let mut spot = of.spot().in_file(&change.place.file);
        spot.sheet = Some(change.place.sheet.clone());
        spot.cell = Some(change.place.at);
        spot
    };
    if added.len() > ADDED_ONE_BY_ONE as usize {
        let message = format!("{} dòng được bổ sung so với bản nộp liền trước.", added.len());
        findings.push(X606.finding(spot(added[0]), Words::new(message, fix, PLAN)));
        return;
    }
    for change in added {
        let message = "Được bổ sung: bản nộp liền trước không có dòng này.";
        findings.push(X606.finding(spot(change).about(&change.subject), Words::new(message, fix, PLAN)));
    }
}
