//! Family Q.

use super::sample::{Scene, scene, with_members};
use crate::domain::plan::{Population, QuotaOverrides};
use crate::regulation::profile::overlay;
use crate::regulation::quota::{Counts, Quota, QuotaCheck, QuotaSubject, check};
use crate::rules::finding::Severity;

const AN: &str = "Nguyễn Văn An; grade=G";

fn counts(excellent: u32, good: u32) -> Counts {
    Counts { excellent, good, graded: excellent + good }
}

fn quota_of(scene: &Scene, subject: QuotaSubject) -> Quota {
    match subject {
        QuotaSubject::Members => scene.regulation.member_quota,
        QuotaSubject::Staff => scene.regulation.staff_quota,
        QuotaSubject::Collectives | QuotaSubject::Organisations | QuotaSubject::Leaders => {
            scene.regulation.collective_quota
        }
    }
}

fn held(scene: &Scene, subject: QuotaSubject, population: &str, counts: Counts) -> QuotaCheck {
    let is_provisional = scene.campaign.is_provisional();
    check(subject, population.to_owned(), quota_of(scene, subject), counts, is_provisional)
}

/// One subject's quota held against counts: the codes, without Q708.
fn codes(scene: Scene, subject: QuotaSubject, population: &str, counts: Counts) -> Vec<String> {
    let check = held(&scene, subject, population, counts);
    let scene = scene.but(|scene| scene.quotas = vec![check]);
    scene.lines().into_iter().filter(|line| !line.starts_with("Q708")).collect()
}

#[test]
fn members_are_over_in_the_band_or_within() {
    let members =
        |excellent| codes(with_members(&[AN]), QuotaSubject::Members, "committee", counts(excellent, 79 - excellent));
    assert_eq!(members(13), [""; 0]);
    assert_eq!(members(14), ["Q702 - -"]);
    assert_eq!(members(16), ["Q702 - -"]);
    assert_eq!(members(17), ["Q701 - -"]);
    let of_branch = codes(with_members(&[AN]), QuotaSubject::Members, "CB01", counts(9, 1));
    assert_eq!(of_branch, ["Q701 CB01 -"]);
}

#[test]
fn the_words_print_the_arithmetic_and_what_to_do() {
    let scene = with_members(&[AN]);
    let check = held(&scene, QuotaSubject::Members, "committee", counts(12, 40));
    let over = scene.but(|scene| scene.quotas = vec![check]).findings().remove(0);
    assert_eq!(
        over.message,
        "Đảng viên “Hoàn thành xuất sắc” toàn đảng bộ vượt tỷ lệ: (12 + 40) × 20 % = 10,4 → tối đa 10; đang đề nghị 12; cần bớt 2."
    );
    assert_eq!(over.fix, "Chuyển ít nhất 2 người từ xuất sắc sang tốt.");
    assert_eq!(over.basis, "Hướng dẫn 21-HD/BTCTW (18/10/2019), mục 2.3");

    let scene = with_members(&[AN]);
    let check = held(&scene, QuotaSubject::Members, "committee", counts(14, 65));
    let band = scene.but(|scene| scene.quotas = vec![check]).findings().remove(0).message;
    assert!(band.contains("(14 + 65) × 20 % = 15,8 → tối đa 16"), "{band}");
    assert!(band.contains("(79 − 13) × 20 % = 13,2 → tối đa 13 (làm tròn xuống)"), "{band}");
}

#[test]
fn a_verdict_is_provisional_while_a_branch_is_missing() {
    let scene = scene(2).returned(0, &[AN]);
    let check = held(&scene, QuotaSubject::Members, "committee", counts(12, 40));
    let findings = scene.but(|scene| scene.quotas = vec![check]).findings();
    let said = |code: &str| findings.iter().find(|finding| finding.code == code).unwrap().message.clone();
    assert!(said("Q701").contains("tạm tính, còn thiếu 1 chi bộ"), "{}", said("Q701"));
    assert!(said("Q708").contains("tạm tính vì còn thiếu 1 chi bộ"), "{}", said("Q708"));
}

#[test]
fn a_branch_above_the_share_is_told_for_information() {
    let note = |population, excellent: u32| {
        let mut scene = scene(2).returned(0, &[AN]).returned(1, &[]);
        scene.regulation.member_quota.population = population;
        let own = held(&scene, QuotaSubject::Members, "CB01", counts(excellent, 10 - excellent));
        scene.branch_quotas = vec![own];
        scene.lines()
    };
    assert_eq!(note(Population::Committee, 3), ["Q703 CB01 -"]);
    assert_eq!(note(Population::Committee, 2), [""; 0]);
    assert_eq!(note(Population::Branch, 3), [""; 0], "then it is the quota itself, and Q701 speaks");

    let mut alone = with_members(&[AN]);
    alone.branch_quotas = vec![held(&alone, QuotaSubject::Members, "CB01", counts(3, 7))];
    assert_eq!(alone.lines(), [""; 0], "one branch is the committee, and Q701 speaks");
}

#[test]
fn collectives_are_an_error_where_the_regulation_binds() {
    for (year, severity) in [(2021, Severity::Warning), (2023, Severity::Error), (2025, Severity::Error)] {
        for subject in [QuotaSubject::Collectives, QuotaSubject::Organisations] {
            let scene = super::sample::of_year(year, 0);
            let check = held(&scene, subject, "Văn phòng", counts(3, 2));
            let scene = scene.but(|scene| scene.quotas = vec![check]);
            let found: Vec<_> = scene.findings().iter().map(|finding| (finding.code, finding.severity)).collect();
            assert_eq!(found, [("Q704", severity)], "{year}");
        }
    }
    assert_eq!(codes(scene(0), QuotaSubject::Collectives, "Văn phòng", counts(1, 4)), [""; 0]);
}

#[test]
fn staff_over_the_cap_is_a_warning() {
    assert_eq!(codes(scene(0), QuotaSubject::Staff, "committee", counts(3, 7)), ["Q706 - -"]);
    assert_eq!(codes(scene(0), QuotaSubject::Staff, "committee", counts(2, 8)), [""; 0]);
}

#[test]
fn a_percentage_without_a_document_is_refused() {
    let with = |overrides| {
        let mut scene = scene(0);
        scene.regulation = overlay(&scene.regulation, &overrides);
        scene
    };
    let asked = QuotaOverrides { percent: Some(2_500), ..QuotaOverrides::default() };
    let findings = with(asked.clone()).findings();
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].code, findings[0].sheet.as_deref()), ("Q707", Some("Thông tin chung")));
    assert!(findings[0].message.contains("25 %") && findings[0].message.contains("20 %"));
    let decided = QuotaOverrides { basis: Some("Quyết định 12-QĐ/ĐUK".to_owned()), ..asked };
    assert_eq!(with(decided).lines(), [""; 0]);
}

#[test]
fn how_the_quota_was_computed_is_said_once() {
    let scene = scene(0);
    let checks = vec![
        held(&scene, QuotaSubject::Members, "A", counts(1, 9)),
        held(&scene, QuotaSubject::Members, "B", counts(1, 9)),
    ];
    let scene = scene.but(|scene| scene.quotas = checks);
    assert_eq!(scene.lines(), ["Q708 - -"]);
    let message = scene.findings().remove(0).message;
    assert_eq!(
        message,
        "Tỷ lệ xuất sắc của đảng viên: tối đa 20 % số từ tốt trở lên (tốt và xuất sắc), tính chung toàn đảng bộ, làm tròn 0,5; \
         đối chiếu thêm cách tính chặt (chỉ tốt, làm tròn xuống)."
    );
}
