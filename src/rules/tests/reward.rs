//! Family R.

use super::check;
use super::sample::{Scene, with_members};
use crate::domain::column::Column;

fn proposing(rows: &[&str]) -> Scene {
    with_members(&[
        "An Văn Một; grade=X",
        "An Văn Hai; grade=G",
        "An Văn Ba; reason=exempt",
        "An Văn Tư; trouble=grade",
    ])
    .with_collectives(0, &["Chi ủy chi bộ 1; grade=X", "Công đoàn; grade=G"])
    .proposing(0, rows)
}

#[test]
fn rewards_of_the_year_need_excellent() {
    check(vec![
        ("Excellent", proposing(&["An Văn Một; kind=year; for=member:0"]), &[]),
        ("Good", proposing(&["An Văn Hai; kind=year; for=member:1"]), &["R501 CB01 E20"]),
        ("Good, five years", proposing(&["An Văn Hai; kind=five; for=member:1"]), &["R501 CB01 E20"]),
        ("Good, exceptional", proposing(&["An Văn Hai; kind=exceptional; for=member:1"]), &[]),
        ("not graded", proposing(&["An Văn Ba; kind=year; for=member:2"]), &["R501 CB01 E20"]),
        ("graded, but not readable", proposing(&["An Văn Tư; kind=year; for=member:3"]), &[]),
        ("an Excellent collective", proposing(&["Chi ủy chi bộ 1; kind=year; for=collective:0"]), &[]),
        ("a Good collective", proposing(&["Công đoàn; kind=year; for=collective:1"]), &["R501 CB01 E20"]),
        (
            "kind missing counts as the year's",
            proposing(&["An Văn Hai; for=member:1"]),
            &["R501 CB01 E20", "R504 CB01 E20"],
        ),
    ]);
}

#[test]
fn the_proposed_must_be_among_the_graded() {
    let homonyms =
        with_members(&["An Văn Một; grade=X", "An Văn Một; grade=G"]).proposing(0, &["An Văn Một; kind=year"]);
    let of_staff = proposing(&["Lê Văn Lạ; kind=year"]).with_staff(0, &["Lê Văn Lạ; grade=X"]);
    check(vec![
        ("a stranger", proposing(&["Lê Văn Lạ; kind=year; subject=member"]), &["R503 CB01 B20"]),
        ("a stranger of unsaid kind", proposing(&["Lê Văn Lạ; kind=year"]), &["R503 CB01 B20"]),
        ("a strange collective", proposing(&["Tổ tin học; kind=year; subject=collective"]), &["R503 CB01 B20"]),
        ("two of that name leave it open", homonyms, &[]),
        ("somebody graded as staff", of_staff, &[]),
        (
            "a collective, when the branch returned none",
            with_members(&["An Văn Một; grade=X"]).proposing(0, &["Chi bộ 1; kind=year; subject=collective"]),
            &[],
        ),
    ]);
}

#[test]
fn a_kind_is_asked_for_once_per_cause() {
    let no_column = proposing(&["An Văn Một; for=member:0", "Chi ủy chi bộ 1; for=collective:0"]).but(|scene| {
        scene.file(0).tables[2].columns.retain(|seen| seen.meaning != Column::RewardKind);
    });
    let unclear = proposing(&["An Văn Hai; for=member:1"]).but(|scene| {
        scene.campaign.submissions[0].rewards[0].source.troubled.push(Column::RewardKind);
    });
    check(vec![
        ("a blank cell", proposing(&["An Văn Một; for=member:0"]), &["R504 CB01 E20"]),
        ("no column at all is one finding", no_column, &["R504 CB01 A1"]),
        ("a word that was reported", unclear, &[]),
    ]);
}

#[test]
fn nobody_is_proposed_twice_for_one_kind() {
    check(vec![
        (
            "twice",
            proposing(&["An Văn Một; kind=year; for=member:0", "An Văn Một; kind=year; for=member:0"]),
            &["R506 CB01 B21"],
        ),
        (
            "of the year and of five years, whose history is not known",
            proposing(&["An Văn Một; kind=year; for=member:0", "An Văn Một; kind=five; for=member:0"]),
            &["R502 CB01 E21"],
        ),
    ]);
}
