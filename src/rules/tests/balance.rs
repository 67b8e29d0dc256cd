//! Family B, one return as a whole.

use super::check;
use super::sample::{Scene, scene, with_members};
use crate::domain::grade::Grade;
use crate::domain::place::Located;
use crate::domain::plan::PlannedCollective;
use crate::domain::reading::Counted;

const FIVE: [&str; 5] = [
    "An Văn Một; grade=X",
    "An Văn Hai; grade=G",
    "An Văn Ba; grade=G",
    "An Văn Tư; grade=C",
    "An Văn Năm; reason=exempt",
];

fn five() -> Scene {
    with_members(&FIVE)
}

#[test]
fn stated_totals_are_held_against_the_rows() {
    let stating = |counted, figure| five().stating(0, Some(0), counted, figure, "E9");
    let good = Counted::Grade(Grade::Good);
    check(vec![
        ("all", stating(Counted::All, 5), &[]),
        ("one more", stating(Counted::All, 6), &["B417 CB01 E9"]),
        ("graded", stating(Counted::Graded, 4), &[]),
        ("graded, one more", stating(Counted::Graded, 5), &["B417 CB01 E9"]),
        ("not graded", stating(Counted::NotGraded, 1), &[]),
        ("Good", stating(good, 2), &[]),
        ("Good with the Excellent in it", stating(good, 3), &[]),
        ("Good, wrong", stating(good, 1), &["B417 CB01 E9"]),
        ("a summary of the whole file", five().stating(0, None, Counted::All, 4, "B30"), &["B417 CB01 B30"]),
        (
            "two summaries in one file speak of one knows not whom",
            five().stating(0, None, Counted::All, 4, "B30").stating(0, None, Counted::All, 9, "B31"),
            &[],
        ),
        (
            "subtotals beside a total that fits",
            five().stating(0, Some(0), Counted::All, 3, "E5").stating(0, Some(0), Counted::All, 2, "E8").stating(
                0,
                Some(0),
                Counted::All,
                5,
                "E9",
            ),
            &[],
        ),
        (
            "a row set aside may be the one that lacks",
            stating(Counted::All, 6).but(|scene| scene.file(0).tables[0].tally.set_aside = 1),
            &[],
        ),
        (
            "a list carried on over two tables has its total under the last",
            five()
                .but(|scene| {
                    let table = scene.table(0, crate::domain::column::TableKind::Members) as u32;
                    for member in &mut scene.campaign.submissions[0].members[3..] {
                        member.source.table = table;
                    }
                })
                .stating(0, Some(1), Counted::All, 5, "E9"),
            &[],
        ),
        (
            "a summary of people whom this file does not list",
            with_members(&[]).stating(0, None, Counted::All, 4, "B30"),
            &[],
        ),
        (
            "a grade column nobody knows cannot be counted",
            stating(good, 4).but(|scene| scene.file(0).tables[0].grade_unknown = true),
            &[],
        ),
        (
            "a row whose grade could not be read may be the one that lacks",
            stating(good, 4).but(|scene| {
                let rest = with_members(&["An Văn Sáu; trouble=grade", "An Văn Bảy; trouble=grade"]);
                scene.campaign.submissions[0].members.extend(rest.campaign.submissions[0].members.iter().cloned());
            }),
            &[],
        ),
        (
            "the committee's later decision changes no figure of the branch",
            stating(good, 2).but(|scene| {
                let good = &mut scene.campaign.submissions[0].members[1].grades;
                good.committee_grade = Some(Located::new(Grade::Completed, "K3".parse().unwrap()));
            }),
            &["X607 CB01 E3"],
        ),
    ]);
}

#[test]
fn figures_must_agree_with_each_other() {
    let row = |total, graded, not_graded| {
        five()
            .stating(0, Some(0), Counted::All, total, "B9")
            .stating(0, Some(0), Counted::Graded, graded, "C9")
            .stating(0, Some(0), Counted::NotGraded, not_graded, "D9")
    };
    check(vec![
        ("balanced", row(5, 4, 1), &[]),
        ("not balanced: that alone is said of the wrong figure", row(5, 4, 2), &["B418 CB01 B9"]),
        (
            "HTTNV holds HTXSNV: said, no error",
            row(5, 4, 1)
                .stating(0, Some(0), Counted::Grade(Grade::Excellent), 1, "E9")
                .stating(0, Some(0), Counted::Grade(Grade::Good), 3, "F9")
                .stating(0, Some(0), Counted::Grade(Grade::Completed), 1, "G9")
                .stating(0, Some(0), Counted::Grade(Grade::NotCompleted), 0, "H9"),
            &["B418 CB01 B9"],
        ),
        (
            "full and probationary beside the total",
            five().but(|scene| {
                let declared = &mut scene.campaign.submissions[0].declared;
                declared.sheet = Some("Thông tin".into());
                let at = |cell: &str, figure| Some(Located::new(figure, cell.parse().unwrap()));
                (declared.n_members, declared.n_full, declared.n_probationary) =
                    (at("B5", 5), at("B6", 5), at("B7", 1));
            }),
            &["B418 CB01 B5"],
        ),
    ]);
}

#[test]
fn the_largest_figures_are_only_wrong() {
    let most = u32::MAX;
    let scene = five()
        .stating(0, Some(0), Counted::All, most, "B9")
        .stating(0, Some(0), Counted::Graded, most, "C9")
        .stating(0, Some(0), Counted::NotGraded, most - 1, "D9")
        .stating(0, Some(0), Counted::Grade(Grade::Excellent), most, "E9")
        .stating(0, Some(0), Counted::Grade(Grade::Good), most, "F9")
        .but(|scene| {
            let declared = &mut scene.campaign.submissions[0].declared;
            let at = |cell: &str, figure| Some(Located::new(figure, cell.parse().unwrap()));
            (declared.n_members, declared.n_full, declared.n_probationary) =
                (at("B5", 5), at("B6", most), at("B7", most));
        });
    assert_eq!(scene.lines().iter().filter(|line| line.starts_with("B417")).count(), 1);
}

#[test]
fn the_headcount_is_held_against_the_people_listed() {
    let declared = |figure| {
        five().but(|scene| {
            let declared = &mut scene.campaign.submissions[0].declared;
            declared.sheet = Some("Thông tin".into());
            declared.n_members = Some(Located::new(figure, "B5".parse().unwrap()));
        })
    };
    let in_plan = |figure| five().but(|scene| scene.campaign.plan.branches[0].headcount = Some(figure));
    check(vec![
        ("declared", declared(5), &[]),
        ("declared one more", declared(6), &["B419 CB01 B5"]),
        ("declared one fewer", declared(4), &["B419 CB01 B5"]),
        ("in the plan", in_plan(5), &[]),
        ("in the plan one more", in_plan(6), &["B419 CB01 -"]),
        (
            "the branch's own word comes before the plan's",
            declared(5).but(|scene| scene.campaign.plan.branches[0].headcount = Some(6)),
            &[],
        ),
        (
            "a row set aside may be the one that lacks",
            in_plan(6).but(|scene| scene.file(0).tables[0].tally.set_aside = 1),
            &[],
        ),
        (
            "somebody named as missing explains the plan's headcount",
            scene(1)
                .listing(0, &["An Văn Một; card=1001", "An Văn Hai; card=1002"])
                .returned(0, &["An Văn Một; card=1001; grade=G; roster=0"])
                .but(|scene| scene.campaign.plan.branches[0].headcount = Some(2)),
            &["X603 CB01 -"],
        ),
    ]);
}

#[test]
fn collectives_need_a_grade() {
    let planned =
        |name: &str, branch| PlannedCollective { row: 2, branch, name: name.to_owned(), kind: None, group: None };
    let planning = |name: &str, branch, returned: &[&str]| {
        let planned = planned(name, branch);
        five().with_collectives(0, returned).but(|scene| scene.campaign.plan.collectives.push(planned))
    };
    check(vec![
        ("graded", five().with_collectives(0, &["Chi ủy chi bộ 1; grade=G"]), &[]),
        ("not graded", five().with_collectives(0, &["Chi ủy chi bộ 1"]), &["B421 CB01 E30"]),
        ("not graded for a reason", five().with_collectives(0, &["Chi ủy chi bộ 1; reason=other"]), &[]),
        ("planned and returned", planning("Chi ủy", Some(0), &["CHI ỦY chi bộ 1; grade=G"]), &[]),
        ("planned and not returned", planning("Chi ủy chi bộ 1", Some(0), &["Công đoàn; grade=G"]), &["B421 CB01 -"]),
        (
            "the committee's own, returned by a branch",
            planning("Công đoàn cơ quan", None, &["Công đoàn cơ quan; grade=G"]),
            &[],
        ),
        ("the committee's own, returned by nobody", planning("Công đoàn cơ quan", None, &[]), &["B421 - -"]),
    ]);
    let mut awaited = scene(1);
    awaited.campaign.plan.collectives = vec![planned("Chi ủy", Some(0)), planned("Công đoàn", None)];
    check(vec![("a branch that owes everything owes that too", awaited, &["F101 CB01 -"])]);
}
