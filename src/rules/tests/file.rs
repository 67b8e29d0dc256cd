//! Family F.

use super::check;
use super::sample::{day, scene, with_members};
use crate::domain::column::TableKind;
use crate::domain::fault::{Fault, FaultKind, Normalised, NotAWorkbook};
use crate::domain::reading::RowTally;
use crate::domain::reading::{BranchClaim, ClaimSource, Outcome, Owner};
use crate::domain::submission::{Content, Piece, Received, ReceivedBasis, Timing};
use std::num::NonZeroU16;

const AN: &str = "Nguyễn Văn An; grade=G";

fn received(on: &str, basis: ReceivedBasis) -> Option<Received> {
    Some(Received { on: day(on), basis })
}

fn piece(file: usize) -> Piece {
    Piece { file, tables: vec![0], received: None, tally: RowTally::default() }
}

#[test]
fn what_came_and_when() {
    let late = |basis| {
        with_members(&[AN]).but(|scene| {
            scene.campaign.submissions[0].timing = Timing::Late { days: NonZeroU16::MIN };
            scene.campaign.submissions[0].received = received("28/11/2021", basis);
        })
    };
    check(vec![
        ("nothing came", scene(1), &["F101 CB01 -"]),
        ("a nil return is a return", scene(1).but(|scene| scene.campaign.submissions[0].content = Content::Nil), &[]),
        (
            "a rejected file is not a missing one",
            scene(1).but(|scene| scene.campaign.submissions[0].content = Content::Rejected),
            &[],
        ),
        ("on time", with_members(&[AN]), &[]),
        ("late by one day", late(ReceivedBasis::Log), &["F102 CB01 -"]),
        ("late by the file's time", late(ReceivedBasis::FileTime), &["F102 CB01 -", "F111 CB01 -"]),
        (
            "an inferred date that is on time",
            with_members(&[AN]).but(|scene| {
                scene.campaign.submissions[0].received = received("26/11/2021", ReceivedBasis::Document);
            }),
            &["F111 CB01 -"],
        ),
        (
            "an inferred date with no deadline to hold it against",
            with_members(&[AN]).but(|scene| {
                scene.campaign.plan.deadline = None;
                scene.campaign.submissions[0].received = received("26/11/2021", ReceivedBasis::FileTime);
            }),
            &[],
        ),
    ]);
    let words = late(ReceivedBasis::Log).findings().remove(0).message;
    assert_eq!(words, "Nộp ngày 28/11/2021, muộn 1 ngày so với hạn 27/11/2021.");
    assert!(late(ReceivedBasis::Properties).findings()[0].message.contains("ngày lưu ghi trong tệp"));
}

#[test]
fn a_newer_file_replaces_an_older_one_and_its_faults() {
    let twice = |kind: FaultKind| {
        with_members(&[AN]).returned(0, &[AN]).but(|scene| {
            let submission = &mut scene.campaign.submissions[0];
            submission.superseded = vec![piece(0)];
            submission.members.remove(0);
            scene.campaign.files[1].file.sha256 = "another".to_owned();
            scene.campaign.files[1].file.path = "nop/CB01 lần 2.xlsx".into();
            scene.campaign.files[0].faults.push(Fault::of_file(kind));
        })
    };
    check(vec![
        (
            "the older file's notes are not said",
            twice(FaultKind::NormalisedText { how: Normalised::Spaces, n: 1 }),
            &["F103 CB01 -"],
        ),
        (
            "a marking is said even there",
            twice(FaultKind::Secret { marking: "MẬT".to_owned() }),
            &["F103 CB01 -", "F116 CB01 -"],
        ),
    ]);
    let copy = twice(FaultKind::NoStoredResult).but(|scene| {
        scene.campaign.files[1].file.sha256 = scene.campaign.files[0].file.sha256.clone();
    });
    assert_eq!(copy.lines(), ["F114 CB01 -"], "a copy replaces nothing");
    let findings = twice(FaultKind::NoStoredResult).findings();
    assert!(findings[0].message.contains("nop/CB01.xlsx"), "{}", findings[0].message);
}

#[test]
fn a_file_of_an_unknown_branch_is_said_once() {
    let unknown = |claim: Option<BranchClaim>| {
        with_members(&["Nguyễn Văn An"]).but(|scene| {
            let mut submission = scene.campaign.submissions[0].clone();
            submission.branch = None;
            submission.code.clear();
            scene.campaign.submissions[0].content = Content::Missing;
            scene.campaign.submissions[0].pieces.clear();
            scene.campaign.submissions[0].members.clear();
            scene.campaign.submissions[0].received = None;
            scene.campaign.files[0].tables[0].owner = Owner::Unknown { claim, nearest: Some("Chi bộ 1".to_owned()) };
            scene.campaign.files[0].faults.push(Fault::of_file(FaultKind::NoStoredResult).in_table(0));
            scene.campaign.submissions.push(submission);
        })
    };
    let claim = BranchClaim { text: "Chi bộ Một".to_owned(), source: ClaimSource::FileName, at: None };
    check(vec![
        ("with a claim", unknown(Some(claim.clone())), &["F101 CB01 -", "F104 - -"]),
        ("without one", unknown(None), &["F101 CB01 -", "F104 - -"]),
    ]);
    let message = unknown(Some(claim)).findings().remove(1).message;
    assert!(message.contains("“Chi bộ Một”") && message.contains("“Chi bộ 1”"), "{message}");
}

#[test]
fn one_cause_gives_one_finding() {
    let unreadable = scene(1)
        .with_file("nop/CB01.xlsx", Outcome::Unreadable, FaultKind::NotReadable(NotAWorkbook::Pdf))
        .but(|scene| {
            scene.campaign.submissions[0].content = Content::Rejected;
            scene.campaign.submissions[0].pieces = vec![piece(0)];
            let wrong = FaultKind::WrongExtension { written: "xlsx".to_owned(), is: "pdf" };
            scene.campaign.files[0].faults.push(Fault::of_file(wrong));
        });
    let empty_table = |content| {
        with_members(&[]).faulting(0, FaultKind::NoRows { kind: TableKind::Members }, "A1").but(|scene| {
            scene.campaign.submissions[0].content = content;
            scene.campaign.plan.branches[0].headcount = Some(12);
        })
    };
    check(vec![
        ("a PDF is not also a wrong extension or a missing return", unreadable, &["F105 CB01 -"]),
        ("a table without rows is not also a wrong headcount", empty_table(Content::Rejected), &["F110 CB01 A1"]),
        (
            "a table of another year that was left out is said though nobody uses it",
            with_members(&[AN])
                .faulting(0, FaultKind::OtherYear { found: 2020, expected: 2021, whole: false }, "A1")
                .but(|scene| {
                    let table = scene.table(0, TableKind::Members);
                    scene.campaign.submissions[0].pieces[0].tables.pop();
                    scene.file(0).faults[0].table = Some(table as u32);
                    scene.file(0).faults.push(Fault::of_file(FaultKind::NoStoredResult).in_table(table as u32));
                }),
            &["F115 CB01 A1"],
        ),
        (
            "an empty table of members beside a filled one",
            with_members(&[AN]).faulting(0, FaultKind::NoRows { kind: TableKind::Members }, "A30"),
            &[],
        ),
        ("a nil return may have an empty table", empty_table(Content::Nil), &[]),
    ]);
}

#[test]
fn the_same_bytes_under_two_names() {
    let twins = |n_bytes| {
        with_members(&[AN]).returned(0, &[]).but(|scene| {
            for reading in &mut scene.campaign.files {
                reading.file.sha256 = "same".to_owned();
                reading.file.n_bytes = n_bytes;
            }
            scene.campaign.files[1].file.path = "nop/CB01 (1).xlsx".into();
            scene.campaign.submissions[0].pieces[0].file = 0;
        })
    };
    let first = twins(9_000).findings().remove(0);
    assert_eq!((first.code, first.file.as_deref()), ("F114", Some("nop/CB01 (1).xlsx")));
    check(vec![
        (
            "twins in two branches are one finding, not one a person",
            scene(2)
                .returned(0, &["Nguyễn Văn An; grade=G; card=1001"])
                .returned(1, &["Nguyễn Văn An; grade=G; card=1001"])
                .but(|scene| {
                    for reading in &mut scene.campaign.files {
                        reading.file.sha256 = "same".to_owned();
                    }
                }),
            &["F114 CB02 -"],
        ),
        ("two empty files are not twins", twins(0), &[]),
        (
            "a skipped thing is no twin",
            twins(9_000).but(|scene| scene.campaign.files[1].outcome = Outcome::Skipped),
            &[],
        ),
    ]);
}
