//! Family Q: the quotas' verdicts in words, with the arithmetic.

use super::finding::{Finding, Severity};
use super::rule::{Check, Fold, Ground, Rule, Spot, Words, is_review_year};
use super::unit::unit_of;
use crate::domain::plan::Population;
use crate::regulation::profile::ChosenBy;
use crate::regulation::profile::listing::quota_in_words;
use crate::regulation::profile::parts::Heads;
use crate::regulation::quota::{
    COMMITTEE, OUTSIDE_GROUPS, QuotaCheck, QuotaSubject, Verdict, arithmetic, percent_in_words, share, tight_arithmetic,
};

/// Where a quota's finding points: the branch when the population is one, else the whole committee.
fn spot_of(ground: &Ground, check: &QuotaCheck) -> Spot {
    let of_branch = ground
        .submissions()
        .iter()
        .position(|submission| submission.branch.is_some() && submission.code == check.population);
    of_branch.map_or_else(Spot::default, |index| ground.spot(index))
}

/// What the sender of a population's return is called: “chi bộ”, or “đảng bộ” one level up.
fn sender(ground: &Ground, check: &QuotaCheck) -> &'static str {
    let campaign = ground.case.campaign;
    let submission = spot_of(ground, check).submission.and_then(|index| ground.submissions().get(index));
    submission.and_then(|found| unit_of(campaign, found)).unwrap_or_default().word()
}

/// The population in words, with a space before it; the whole committee needs none.
fn population_label(ground: &Ground, check: &QuotaCheck) -> String {
    match check.population.as_str() {
        COMMITTEE | "" => " toàn đảng bộ".to_owned(),
        OUTSIDE_GROUPS => format!(" {}", OUTSIDE_GROUPS.to_lowercase()),
        code if spot_of(ground, check).branch.is_some() => format!(" {} {code}", sender(ground, check)),
        group => format!(" nhóm “{group}”"),
    }
}

fn provisional(ground: &Ground, check: &QuotaCheck) -> String {
    match ground.n_awaited() {
        _ if !check.is_provisional => String::new(),
        0 => " (tạm tính)".to_owned(),
        n => format!(" (tạm tính, còn thiếu {n} {})", ground.unit()),
    }
}

fn of_subject<'g>(ground: &'g Ground, wanted: &'g [QuotaSubject]) -> impl Iterator<Item = &'g QuotaCheck> {
    ground.case.quotas.iter().filter(move |check| wanted.contains(&check.subject))
}

pub static Q701: Rule = Rule {
    code: "Q701",
    severity: Severity::Error,
    sometimes: None,
    title: "Đảng viên xuất sắc vượt tỷ lệ",
    page: include_str!("pages/Q701.md"),
    fold: Fold::Never,
    check: Check::Bloc(members_over),
};

fn members_over(ground: &Ground, findings: &mut Vec<Finding>) {
    for check in of_subject(ground, &[QuotaSubject::Members]).filter(|check| check.verdict == Verdict::Over) {
        findings.push(Q701.finding(
            spot_of(ground, check),
            Words::new(
                format!(
                    "Đảng viên “Hoàn thành xuất sắc”{} vượt tỷ lệ: {}{}.",
                    population_label(ground, check),
                    arithmetic(check),
                    provisional(ground, check)
                ),
                format!("Chuyển ít nhất {} người từ xuất sắc sang tốt.", check.remove),
                &ground.case.regulation.member_quota_basis.text,
            ),
        ));
    }
}

pub static Q702: Rule = Rule {
    code: "Q702",
    severity: Severity::Warning,
    sometimes: None,
    title: "Đảng viên xuất sắc nằm giữa hai cách tính",
    page: include_str!("pages/Q702.md"),
    fold: Fold::Never,
    check: Check::Bloc(members_in_band),
};

fn members_in_band(ground: &Ground, findings: &mut Vec<Finding>) {
    for check in of_subject(ground, &[QuotaSubject::Members]).filter(|check| check.verdict == Verdict::Band) {
        findings.push(Q702.finding(
            spot_of(ground, check),
            Words::new(
                format!(
                    "Đảng viên “Hoàn thành xuất sắc”{}: đạt theo cách tính rộng, {}; vượt theo cách tính chặt, {}{}.",
                    population_label(ground, check),
                    arithmetic(check),
                    tight_arithmetic(check).unwrap_or_default(),
                    provisional(ground, check)
                ),
                format!(
                    "Hỏi cấp trên dùng cách tính nào rồi ghi vào kế hoạch (Mẫu số, Làm tròn); theo cách chặt cần bớt {}.",
                    check.counts.excellent.saturating_sub(check.tight_cap)
                ),
                &ground.case.regulation.member_quota_basis.text,
            ),
        ));
    }
}

pub static Q703: Rule = Rule {
    code: "Q703",
    severity: Severity::Note,
    sometimes: None,
    title: "Tỷ lệ xuất sắc của riêng chi bộ trên mức chung",
    page: include_str!("pages/Q703.md"),
    fold: Fold::Never,
    check: Check::Bloc(branch_share),
};

/// Information only: where the plan makes each branch a population of its own, or there is only one branch, Q701 speaks
/// instead.
fn branch_share(ground: &Ground, findings: &mut Vec<Finding>) {
    let n_branches = ground.submissions().iter().filter(|submission| submission.branch.is_some()).count();
    if ground.case.regulation.member_quota.population == Population::Branch || n_branches == 1 {
        return;
    }
    for check in ground.case.branch_quotas.iter().filter(|check| check.subject == QuotaSubject::Members) {
        // A committee of a roll-up keeps the quota by itself: Q701 speaks of it.
        let is_held =
            ground.case.quotas.iter().any(|held| held.subject == check.subject && held.population == check.population);
        if check.verdict != Verdict::Over || is_held {
            continue;
        }
        let counts = check.counts;
        findings.push(Q703.finding(
            spot_of(ground, check),
            Words::new(
                format!(
                    "Riêng {} có {} người xuất sắc trên {} người xếp từ mức tốt trở lên ({}), cao hơn mức {}; \
                     tính riêng thì tối đa {} người.",
                    sender(ground, check),
                    counts.excellent,
                    counts.excellent + counts.good,
                    share(counts.excellent, counts.excellent + counts.good),
                    percent_in_words(check.quota.percent),
                    check.cap
                ),
                "Chỉ để tham khảo: tỷ lệ tính chung theo phạm vi của kế hoạch.",
                &ground.case.regulation.member_quota_basis.text,
            ),
        ));
    }
}

pub static Q704: Rule = Rule {
    code: "Q704",
    severity: Severity::Error,
    sometimes: Some((Severity::Warning, "theo hồ sơ quy định 2018-132")),
    title: "Tổ chức đảng, tập thể xuất sắc vượt tỷ lệ của nhóm",
    page: include_str!("pages/Q704.md"),
    fold: Fold::Never,
    check: Check::Bloc(collectives_over),
};

fn collectives_over(ground: &Ground, findings: &mut Vec<Finding>) {
    let regulation = ground.case.regulation;
    let severity = if regulation.collective_quota_is_binding { Severity::Error } else { Severity::Warning };
    let subjects = [QuotaSubject::Collectives, QuotaSubject::Organisations];
    for check in of_subject(ground, &subjects).filter(|check| check.verdict == Verdict::Over) {
        let what = match check.subject {
            QuotaSubject::Organisations => "Tổ chức đảng",
            _ => "Tập thể",
        };
        findings.push(Q704.finding_of(
            severity,
            spot_of(ground, check),
            Words::new(
                format!(
                    "{what} “Hoàn thành xuất sắc”{} vượt tỷ lệ: {}{}.",
                    population_label(ground, check),
                    arithmetic(check),
                    provisional(ground, check)
                ),
                format!(
                    "Chuyển ít nhất {} từ xuất sắc sang tốt, hoặc xem lại nhóm tương đồng trong kế hoạch.",
                    check.remove
                ),
                &regulation.collective_quota_basis.text,
            ),
        ));
    }
}

pub static Q705: Rule = Rule {
    code: "Q705",
    severity: Severity::Error,
    sometimes: None,
    title: "Lãnh đạo xuất sắc vượt tỷ lệ của nhóm chức danh",
    page: include_str!("pages/Q705.md"),
    fold: Fold::Never,
    check: Check::Bloc(leaders_over),
};

fn leaders_over(ground: &Ground, findings: &mut Vec<Finding>) {
    let Some(quota) = &ground.case.regulation.leader_quota else { return };
    for check in of_subject(ground, &[QuotaSubject::Leaders]).filter(|check| check.verdict == Verdict::Over) {
        findings.push(Q705.finding(
            Spot::default(),
            Words::new(
                format!(
                    "Lãnh đạo mã chức danh “{}” “Hoàn thành xuất sắc” vượt tỷ lệ: {}{}.",
                    check.population,
                    arithmetic(check),
                    provisional(ground, check)
                ),
                format!("Chuyển ít nhất {} người của nhóm này từ xuất sắc sang tốt.", check.remove),
                &quota.basis.text,
            ),
        ));
    }
}

pub static Q706: Rule = Rule {
    code: "Q706",
    severity: Severity::Warning,
    sometimes: None,
    title: "Công chức, người lao động xuất sắc vượt tỷ lệ",
    page: include_str!("pages/Q706.md"),
    fold: Fold::Never,
    check: Check::Bloc(staff_over),
};

fn staff_over(ground: &Ground, findings: &mut Vec<Finding>) {
    for check in of_subject(ground, &[QuotaSubject::Staff]).filter(|check| check.verdict == Verdict::Over) {
        findings.push(Q706.finding(
            spot_of(ground, check),
            Words::new(
                format!(
                    "Công chức, người lao động “Hoàn thành xuất sắc”{} vượt tỷ lệ: {}{}.",
                    population_label(ground, check),
                    arithmetic(check),
                    provisional(ground, check)
                ),
                format!("Đề nghị cơ quan xem lại; để đạt tỷ lệ cần chuyển ít nhất {} người sang tốt.", check.remove),
                &ground.case.regulation.staff_quota_basis.text,
            ),
        ));
    }
}

pub static Q707: Rule = Rule {
    code: "Q707",
    severity: Severity::Error,
    sometimes: None,
    title: "Tỷ lệ cao hơn quy định mà không nêu căn cứ",
    page: include_str!("pages/Q707.md"),
    fold: Fold::Never,
    check: Check::Bloc(percentage_without_basis),
};

fn percentage_without_basis(ground: &Ground, findings: &mut Vec<Finding>) {
    let regulation = ground.case.regulation;
    let Some(asked) = regulation.refused_percent else { return };
    let spot = Spot {
        file: ground.case.campaign.plan.file.as_deref().map(std::sync::Arc::from),
        sheet: ground.case.campaign.plan.is_given().then(|| "Thông tin chung".into()),
        ..Spot::default()
    };
    let in_force = percent_in_words(regulation.member_quota.percent);
    findings.push(Q707.finding(
        spot,
        Words::new(
            format!(
                "Kế hoạch ghi tỷ lệ tối đa {} cao hơn mức {in_force} của quy định mà không nêu căn cứ; vẫn tính theo {in_force}.",
                percent_in_words(asked)
            ),
            "Ghi số, ngày của văn bản cho phép vào “Căn cứ quyết định tỷ lệ”, hoặc bỏ tỷ lệ riêng.",
            &regulation.member_quota_basis.text,
        ),
    ));
}

pub static Q708: Rule = Rule {
    code: "Q708",
    severity: Severity::Note,
    sometimes: None,
    title: "Tỷ lệ được tính thế nào",
    page: include_str!("pages/Q708.md"),
    fold: Fold::Never,
    check: Check::Bloc(how_computed),
};

fn how_computed(ground: &Ground, findings: &mut Vec<Finding>) {
    let regulation = ground.case.regulation;
    // Nobody graded, nothing computed.
    if ground.case.quotas.iter().all(|check| check.counts.graded == 0) {
        return;
    }
    let Some(members) = of_subject(ground, &[QuotaSubject::Members]).next() else { return };
    let provisional = match ground.n_awaited() {
        0 => String::new(),
        n => format!(" Số liệu tạm tính vì còn thiếu {n} {}.", ground.unit()),
    };
    let chosen = match regulation.chosen_by {
        ChosenBy::Plan | ChosenBy::Year => String::new(),
        ChosenBy::NearestYear => {
            let year = ground.case.campaign.plan.year;
            let why = match is_review_year(year) {
                true => format!("Năm {year} không thuộc hồ sơ quy định nào"),
                false => "Chưa rõ năm đánh giá".to_owned(),
            };
            format!(" {why}; dùng hồ sơ {}.", regulation.id)
        }
    };
    let heads = match regulation.heads.value {
        Heads::Apart => "; không tính người đứng đầu",
        Heads::Counted => "",
    };
    findings.push(Q708.finding(
        Spot::default(),
        Words::new(
            format!("Tỷ lệ xuất sắc của đảng viên: {}{heads}.{provisional}{chosen}", quota_in_words(members.quota)),
            "Nếu cấp trên hướng dẫn khác, ghi vào kế hoạch (Tỷ lệ tối đa, Mẫu số, Phạm vi, Làm tròn).",
            format!("{} ({})", regulation.member_quota_basis.text, regulation.member_quota_basis.certainty.label()),
        ),
    ));
}
