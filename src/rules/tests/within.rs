//! Family B, one member's row.

use super::check;
use super::sample::{Scene, of_year, with_members};
use crate::domain::column::{Actor, Column};
use crate::rules::finding::Severity;

fn person(rest: &str) -> Scene {
    with_members(&[&format!("Nguyễn Văn An; {rest}")])
}

fn person_of(year: i32, rest: &str) -> Scene {
    of_year(year, 1).returned(0, &[&format!("Nguyễn Văn An; {rest}")])
}

#[test]
fn who_is_not_graded_has_no_grade() {
    check(vec![
        ("exempt by category", person("category=exempt; grade=G"), &["B401 CB01 E2"]),
        ("exempt by reason", person("reason=exempt; grade=C"), &["B401 CB01 E2"]),
        ("exempt without a grade", person("category=exempt"), &[]),
        ("a full member", person("category=full; grade=G"), &[]),
        ("suspended", person("category=suspended; grade=C"), &["B402 CB01 E2"]),
        ("suspended without a grade", person("reason=suspended"), &[]),
        ("another reason beside a grade may be a note", person("reason=other; grade=G"), &[]),
    ]);
}

#[test]
fn six_months_are_full_on_the_same_day_of_the_sixth_month() {
    let at = |reference: &str, rest: &str| {
        let reference = super::sample::day(reference);
        person(rest).but(|scene| scene.campaign.plan.six_months_on = Some(reference))
    };
    check(vec![
        ("exactly six months by the end of the year", person("grade=G; joined=30/06/2021"), &[]),
        ("one day less", person("grade=G; joined=01/07/2021"), &["B403 CB01 E2"]),
        ("one day less, not graded", person("reason=new; joined=01/07/2021"), &[]),
        ("graded though the reason says too new", person("reason=new; grade=G"), &["B403 CB01 E2"]),
        ("only the month known, maybe full", person("grade=G; joined=06/2021"), &[]),
        ("only the month known, surely not full", person("grade=G; joined=07/2021"), &["B403 CB01 E2"]),
        ("only the year known", person("grade=G; joined=2021"), &[]),
        ("another reference day, full", at("30/11/2021", "grade=G; joined=30/05/2021"), &[]),
        ("another reference day, not full", at("30/11/2021", "grade=G; joined=31/05/2021"), &[]),
        ("another reference day, one day later", at("30/11/2021", "grade=G; joined=01/06/2021"), &["B403 CB01 E2"]),
        (
            "the roster knows the day the return leaves out",
            super::sample::scene(1)
                .listing(0, &["Nguyễn Văn An; joined=01/09/2021"])
                .returned(0, &["Nguyễn Văn An; grade=G; roster=0"]),
            &["B403 CB01 E2"],
        ),
        ("the end of February", at("28/02/2022", "grade=G; joined=31/08/2021"), &[]),
    ]);
}

#[test]
fn discipline_means_not_completed() {
    check(vec![
        ("disciplined and Good", person("grade=G; discipline=khiển trách"), &["B405 CB01 E2"]),
        ("disciplined and NotCompleted", person("grade=N; discipline=cảnh cáo"), &[]),
        ("the committee has decided since", person("grade=G; committee=N; discipline=cảnh cáo"), &["X607 CB01 E2"]),
        ("not graded", person("reason=suspended; discipline=cảnh cáo"), &[]),
        (
            "remedied does not excuse in 2021",
            person("grade=G; discipline=khiển trách; note=Tự phát hiện, đã khắc phục xong"),
            &["B405 CB01 E2"],
        ),
        (
            "remedied excuses from 2023",
            person_of(2023, "grade=G; discipline=khiển trách; note=Tự phát hiện, đã khắc phục xong"),
            &[],
        ),
        (
            "not remedied does not",
            person_of(2023, "grade=G; discipline=khiển trách; note=Đang khắc phục"),
            &["B405 CB01 E2"],
        ),
    ]);
    let unclear = person("grade=G; discipline=phê bình").findings();
    assert_eq!((unclear[0].code, unclear[0].severity), ("B405", Severity::Warning));
}

#[test]
fn not_completed_needs_a_reason_somewhere_in_the_row() {
    check(vec![
        ("none", person("grade=N"), &["B407 CB01 E2"]),
        ("a dash is none", person("grade=N; note=-"), &["B407 CB01 E2"]),
        ("a note", person("grade=N; note=Bỏ sinh hoạt 3 tháng"), &[]),
        ("a discipline", person("grade=N; discipline=cảnh cáo"), &[]),
        ("another grade", person("grade=C"), &[]),
    ]);
}

#[test]
fn the_grade_as_staff_binds_the_grade_as_member() {
    let born = "born=03/02/1980";
    let by_table = |grade: &str| {
        person(&format!("grade=X; {born}")).with_staff(0, &[&format!("Nguyễn Văn An; {born}; grade={grade}")])
    };
    let homonym = person(&format!("grade=X; {born}")).with_staff(0, &["Nguyễn Văn An; born=04/02/1980; grade=G"]);
    let twice = person(&format!("grade=X; {born}"))
        .with_staff(0, &[&format!("Nguyễn Văn An; {born}; grade=G"), &format!("Nguyễn Văn An; {born}; grade=X")]);
    check(vec![
        ("Excellent only as member", person("grade=X; staff=G"), &["B409 CB01 E2"]),
        ("Excellent as both", person("grade=X; staff=X"), &[]),
        ("no staff grade", person("grade=X"), &[]),
        ("Good as member, Excellent as staff", person("grade=G; staff=X"), &[]),
        ("the staff grade stands in the table of staff", by_table("G"), &["B409 CB01 E2"]),
        ("and is Excellent there", by_table("X"), &[]),
        ("a homonym of the staff is another person", homonym, &[]),
        ("two rows of staff that disagree say nothing", twice, &[]),
        ("NotCompleted only as staff", person("grade=C; staff=N"), &["B410 CB01 E2"]),
        ("NotCompleted as staff and Excellent is one finding", person("grade=X; staff=N"), &["B410 CB01 E2"]),
        ("NotCompleted as both", person("grade=N; staff=N; note=lý do"), &[]),
        ("Completed as staff", person("grade=G; staff=C"), &[]),
        ("later regulations do not bind", person_of(2023, "grade=X; staff=G"), &[]),
    ]);
}

#[test]
fn an_unmerged_return_is_not_judged() {
    let unmerged = person("category=exempt; grade=G").but(|scene| {
        scene.campaign.submissions[0].branch = None;
        scene.campaign.files[0].tables[0].owner = crate::domain::reading::Owner::Unknown { claim: None, nearest: None };
    });
    check(vec![("exempt yet graded", unmerged, &["F104 - -"])]);
}

#[test]
fn a_grade_column_that_is_troubled_gives_no_second_finding() {
    let troubled = person("discipline=cảnh cáo; grade=G").but(|scene| {
        scene.campaign.submissions[0].members[0].source.troubled.push(Column::Discipline);
    });
    check(vec![
        ("the discipline's cell was reported", troubled, &[]),
        (
            "the grade's cell was reported",
            person("trouble=grade").but(|scene| {
                scene.file(0).tables[0].columns[4].meaning = Column::Grade(Actor::Branch);
            }),
            &[],
        ),
    ]);
}
