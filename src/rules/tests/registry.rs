//! The laws of the registry, the page of every rule, and what all findings share.

use super::sample::{Scene, scene, with_members};
use crate::domain::column::{Actor, Column, TableKind};
use crate::domain::fault::{FaultKind, Hidden, Limit, Normalised, NotAWorkbook, SkippedThing};
use crate::domain::grade::Grade;
use crate::domain::place::CellAt;
use crate::domain::reading::Outcome;
use crate::rules::finding::Severity;
use crate::rules::{RULES, explain, list, rule};

#[test]
fn codes_are_unique_and_stand_in_order_within_their_family() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    for pair in codes.windows(2) {
        if pair[0][..1] == pair[1][..1] {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
    }
    let families: Vec<&str> = codes.iter().map(|code| &code[..1]).collect();
    let mut seen = families.clone();
    seen.dedup();
    assert_eq!(seen, ["F", "H", "C", "B", "R", "X", "Q"]);
}

#[test]
fn every_page_has_the_fixed_headings_and_both_examples() {
    for rule in RULES {
        let headings: Vec<&str> = rule.page.lines().filter(|line| line.starts_with("##")).collect();
        let expected = [
            "## Kiểm tra gì",
            "## Vì sao",
            "## Ví dụ",
            "### Ví dụ 1: bị nêu",
            "### Ví dụ 2: không bị nêu",
            "## Cách sửa",
        ];
        assert_eq!(headings, expected, "{}", rule.code);
        assert_eq!(rule.page.matches("```").count() % 2, 0, "{}: an open block", rule.code);
    }
}

#[test]
fn every_example_says_what_it_finds_and_the_close_call_finds_nothing() {
    for rule in RULES {
        let (_, examples) = rule.page.split_once("### Ví dụ 1: bị nêu").unwrap();
        let (trips, close_call) = examples.split_once("### Ví dụ 2: không bị nêu").unwrap();
        for (example, must_trip) in [(trips, true), (close_call, false)] {
            let found: Vec<&str> = example.split("```phát-hiện\n").skip(1).collect();
            if found.is_empty() {
                assert!(!example.contains("```"), "{}: tables without findings", rule.code);
                continue;
            }
            let (block, _) = found[0].split_once("```").unwrap();
            assert_eq!(!block.trim().is_empty(), must_trip, "{}", rule.code);
            for line in block.lines().filter(|line| !line.trim().is_empty()) {
                assert!(line.starts_with(&format!("{} ", rule.code)), "{}: {line}", rule.code);
            }
        }
    }
}

#[test]
fn explain_prints_the_page_however_the_code_is_typed_and_a_family_by_its_letter() {
    let page = explain(" q701 ").unwrap();
    assert!(page.starts_with("# Q701 · Đảng viên xuất sắc vượt tỷ lệ\n"), "{page}");
    assert!(page.contains("## Cách sửa"));
    assert_eq!(rule("Q701").map(|rule| rule.code), Some("Q701"));
    let family = explain("q").unwrap();
    assert!(family.lines().all(|line| line.starts_with('Q')) && family.contains("Q708"), "{family}");
    for unknown in ["Q799", "Z", "", "Q70", "Đ"] {
        assert_eq!(explain(unknown), None, "{unknown}");
    }
    assert_eq!(list().lines().filter(|line| !line.is_empty()).count(), RULES.len());
}

#[test]
fn every_fault_speaks_by_its_own_code() {
    let grade = Column::Grade(Actor::Branch);
    let of_file = [
        (FaultKind::NotReadable(NotAWorkbook::Pdf), Outcome::Unreadable, "F105"),
        (FaultKind::Locked, Outcome::Unreadable, "F106"),
        (FaultKind::OverLimit { limit: Limit::Ratio, figure: 900, allowed: 300 }, Outcome::Unreadable, "F108"),
        (FaultKind::NoKnownTable, Outcome::Rejected, "F109"),
        (FaultKind::OtherYear { found: 2020, expected: 2021, whole: true }, Outcome::Rejected, "F115"),
        (FaultKind::Secret { marking: "MẬT".to_owned() }, Outcome::Rejected, "F116"),
        (FaultKind::Skipped(SkippedThing::LockFile), Outcome::Skipped, "F117"),
    ];
    for (kind, outcome, code) in of_file {
        let scene = scene(0).with_file("nop/a.xlsx", outcome, kind);
        assert_eq!(scene.lines(), [format!("{code} - -")]);
    }
    let in_table = [
        (FaultKind::WrongExtension { written: "xls".to_owned(), is: "xlsx" }, "F107"),
        (FaultKind::OldForm { stamped: "tonghop-1 9f".to_owned() }, "F112"),
        (FaultKind::HiddenCells(Hidden::Rows(4, 6)), "F113"),
        (FaultKind::OtherYear { found: 2020, expected: 2021, whole: false }, "F115"),
        (FaultKind::MissingColumn { column: grade, table: TableKind::Members, nearest: None }, "H201"),
        (
            FaultKind::TwoColumns {
                column: grade,
                first: "Xếp loại".to_owned(),
                second: "Kết quả".to_owned(),
                second_at: "F1".parse().unwrap(),
            },
            "H202",
        ),
        (FaultKind::HeaderByLikeness { header: "Họ và tênn".to_owned(), column: Column::Name }, "H203"),
        (FaultKind::UnknownColumn { header: "Quê quán".to_owned() }, "H204"),
        (FaultKind::NoStoredResult, "H205"),
        (FaultKind::NoStoredResults { column: Column::Born, n: 2, to: CellAt::new(9, 3) }, "H205"),
        (FaultKind::MergedRead { n: 3 }, "H206"),
        (FaultKind::ErrorValue { text: "#REF!".to_owned(), column: grade }, "H207"),
        (FaultKind::NoName { instead: None }, "C301"),
        (FaultKind::GradedByHeading { n: 2 }, "H208"),
        (FaultKind::DittoRead { n: 2 }, "H209"),
        (FaultKind::GradesByCode { n: 2, legend: "A = HTXSNV".to_owned() }, "H210"),
        (FaultKind::NotAGrade { text: "XS?".to_owned(), nearest: Some(Grade::Excellent), column: grade }, "C303"),
        (
            FaultKind::TickAgainstWords {
                text: "HTT".into(),
                ticked: Grade::Excellent,
                ticked_at: "D2".parse().unwrap(),
            },
            "C304",
        ),
        (FaultKind::ManyTicks { cells: vec!["D2".parse().unwrap(), "E2".parse().unwrap()] }, "C304"),
        (FaultKind::MisspeltGrade { text: "HTXSXNV".to_owned(), grade: Grade::Excellent }, "C305"),
        (FaultKind::NotADate { text: "abc".to_owned(), column: Column::Born }, "C306"),
        (FaultKind::ImpossibleDate { text: "30/02/1980".to_owned(), column: Column::Born }, "C307"),
        (FaultKind::LostDigits { text: "1234".to_owned(), column: Column::CardNo }, "C308"),
        (
            FaultKind::LegacyEncoding {
                encoding: "TCVN3",
                written: "NguyÔn".to_owned(),
                decoded: "Nguyễn".to_owned(),
                certain: true,
            },
            "C309",
        ),
        (FaultKind::NormalisedText { how: Normalised::Spaces, n: 4 }, "C310"),
        (FaultKind::SetAside { cells: vec![("A2".parse().unwrap(), "?".to_owned())] }, "C311"),
        (FaultKind::OrdinalSkips { expected: 3, found: 5 }, "C312"),
        (FaultKind::UnclearWord { text: "Cũ".to_owned(), column: Column::Category }, "C313"),
        (FaultKind::UnclearWord { text: "quý".to_owned(), column: Column::RewardKind }, "R504"),
    ];
    for kind in [FaultKind::NoRows { kind: TableKind::Members }, FaultKind::OnlyCounts] {
        let empty = with_members(&[]).faulting(0, kind, "A1");
        assert_eq!(empty.lines(), ["F110 CB01 A1"]);
    }
    for (kind, code) in in_table {
        let scene = with_members(&["Nguyễn Văn An; grade=G"]).faulting(0, kind, "E2");
        assert_eq!(scene.lines(), [format!("{code} CB01 E2")]);
    }
}

#[test]
fn an_empty_table_that_nobody_must_fill_is_no_finding() {
    for kind in [TableKind::Collectives, TableKind::Staff, TableKind::Rewards] {
        let scene = with_members(&["Nguyễn Văn An; grade=G"]).faulting(0, FaultKind::NoRows { kind }, "A9");
        assert_eq!(scene.lines(), [""; 0]);
    }
}

#[test]
fn many_notes_of_one_kind_in_one_file_become_one_with_a_count() {
    let mut scene = with_members(&["Nguyễn Văn An; grade=G"]);
    for row in 2..=18 {
        let kind = FaultKind::MisspeltGrade { text: "HTXSXNV".to_owned(), grade: Grade::Excellent };
        scene = scene.faulting(0, kind, &format!("E{row}"));
    }
    let findings = scene.findings();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].message, "Mức xếp loại viết sai quen thuộc, đã hiểu: 17 chỗ trong tệp, ô đầu tiên E2.");

    let mut few = with_members(&["Nguyễn Văn An; grade=G"]);
    for row in 2..=6 {
        let kind = FaultKind::MisspeltGrade { text: "HTXSXNV".to_owned(), grade: Grade::Excellent };
        few = few.faulting(0, kind, &format!("E{row}"));
    }
    assert_eq!(few.findings().len(), 5);

    // Cells are counted, not faults; an error of the same file is not swallowed.
    let mixed = with_members(&["Nguyễn Văn An; grade=G"])
        .faulting(0, FaultKind::NormalisedText { how: Normalised::Spaces, n: 12 }, "B5")
        .faulting(0, FaultKind::NormalisedText { how: Normalised::Eth, n: 5 }, "B9")
        .faulting(0, FaultKind::NoStoredResult, "E9");
    let messages: Vec<String> = mixed.findings().into_iter().map(|finding| finding.message).collect();
    assert_eq!(messages[0], "Chữ được chuẩn hóa để so sánh: 17 chỗ trong tệp, ô đầu tiên B5.");
    assert_eq!(messages.len(), 2);
}

/// Scenes with people in every family of rules.
fn everything() -> Scene {
    scene(3)
        .listing(0, &["Phạm Thị Yên; card=777777; born=01/01/1970", "Đỗ Văn Vắng; card=888888"])
        .returned(
            0,
            &[
                "Nguyễn Văn An; card=123456; born=03/02/1980; grade=X; staff=G; discipline=xyz Nguyễn Văn An",
                "Trần Thị Bình; born=04/02/1980; grade=N; staff=N",
                "Lê Văn Cường; category=exempt; grade=G; joined=01/12/2021",
                "Phạm Thị Yên; card=777777; born=02/01/1970; grade=X; roster=0",
                "Nguyễn Văn An; card=123456; born=03/02/1980",
            ],
        )
        .returned(1, &["Nguyễn Văn Ân; born=03/02/1980; grade=G", "Trần Thị Bình; born=04/02/1980; grade=G"])
        .proposing(0, &["Trần Thị Bình; for=member:1; subject=member", "Hồ Văn Lạ; kind=year; subject=member"])
        .with_collectives(0, &["Chi ủy chi bộ 1"])
        .faulting(
            0,
            FaultKind::NotAGrade {
                text: "Nguyễn Văn An".to_owned(),
                nearest: None,
                column: Column::Grade(Actor::Branch),
            },
            "E2",
        )
        .but(|scene| scene.file(0).faults[0].subject = Some("Nguyễn Văn An".to_owned()))
}

#[test]
fn no_message_names_a_person_or_a_card() {
    let findings = everything().findings();
    let codes: std::collections::BTreeSet<&str> = findings.iter().map(|finding| finding.code).collect();
    assert!(codes.len() >= 12, "the scene has become too tame: {codes:?}");
    for finding in findings {
        let words = format!("{} {} {}", finding.message, finding.fix, finding.basis).to_lowercase();
        for secret in ["nguyễn văn", "trần thị", "lê văn", "phạm thị", "đỗ văn", "hồ văn", "123456", "777777", "888888"]
        {
            assert!(!words.contains(secret), "{}: {}", finding.code, finding.message);
        }
    }
}

#[test]
fn every_finding_says_what_to_do_and_on_what_ground() {
    for finding in everything().findings() {
        assert!(finding.message.ends_with('.') && !finding.message.contains('\n'), "{}", finding.message);
        assert!(finding.fix.ends_with('.'), "{}", finding.fix);
        assert!(!finding.basis.is_empty(), "{}", finding.code);
    }
}

#[test]
fn findings_stand_in_the_order_of_branches_files_and_rows() {
    let findings = everything().findings();
    let places: Vec<_> = findings
        .iter()
        .map(|finding| {
            let row = finding.cell.map(|cell| cell.row);
            (finding.submission.unwrap_or(usize::MAX), finding.file.clone(), finding.sheet.clone(), row)
        })
        .collect();
    let mut sorted = places.clone();
    sorted.sort();
    assert_eq!(places, sorted);
    assert_eq!(findings.last().map(|finding| finding.code), Some("F101"), "the branch that is missing is the last one");
}

#[test]
fn severities_are_those_of_the_catalogue() {
    let severity = |code: &str| rule(code).unwrap().severity;
    for (codes, expected) in [
        ("F101 F104 F105 F106 F108 F109 F110 F115 F116", Severity::Error),
        ("F102 F103 F112 F113 F114", Severity::Warning),
        ("F107 F111 F117", Severity::Note),
        ("H201 H202 H205 H207", Severity::Error),
        ("H203 H204 H206 H208 H209 H210", Severity::Note),
        ("C301 C302 C303 C304 C311", Severity::Error),
        ("C306 C307 C308 C309", Severity::Warning),
        ("C305 C310 C312 C313", Severity::Note),
        ("B401 B402 B403 B405 B409 B410 B418 B419 B421", Severity::Error),
        ("B407 B417", Severity::Warning),
        ("R501 R503", Severity::Error),
        ("R504 R506", Severity::Warning),
        ("X601 X602 X603", Severity::Error),
        ("X604 X605", Severity::Warning),
        ("X608", Severity::Note),
        ("Q701 Q704 Q707", Severity::Error),
        ("Q702 Q706", Severity::Warning),
        ("Q703 Q708", Severity::Note),
    ] {
        for code in codes.split(' ') {
            assert_eq!(severity(code), expected, "{code}");
        }
    }
}
