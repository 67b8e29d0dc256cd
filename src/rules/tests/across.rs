//! Family X.

use super::check;
use super::sample::{Scene, scene};

fn two(first: &[&str], second: &[&str]) -> Scene {
    scene(2).returned(0, first).returned(1, second)
}

#[test]
fn a_card_or_a_name_with_its_birth_day_makes_one_person() {
    let an = "Nguyễn Văn An; grade=G";
    check(vec![
        (
            "same card in two branches",
            two(&["Nguyễn Văn An; grade=G; card=001234"], &["Nguyễn Văn An; grade=G; card=001234"]),
            &["X601 CB02 B2"],
        ),
        (
            "same card written otherwise",
            two(&["Nguyễn Văn An; grade=G; card=87.001234"], &["Nguyễn Văn An; grade=G; card=87 001234"]),
            &["X601 CB02 B2"],
        ),
        (
            "same name and birth day",
            two(&["Nguyễn Văn An; grade=G; born=03/02/1980"], &["NGUYỄN VĂN AN; grade=G; born=03/02/1980"]),
            &["X601 CB02 B2"],
        ),
        (
            "homonyms of different birth days",
            two(&["Nguyễn Văn An; grade=G; born=03/02/1980"], &["Nguyễn Văn An; grade=G; born=04/02/1980"]),
            &[],
        ),
        ("a name alone never decides", two(&[an], &[an]), &[]),
        (
            "a name and a year do not either",
            two(&["Nguyễn Văn An; grade=G; born=1980"], &["Nguyễn Văn An; grade=G; born=1980"]),
            &[],
        ),
        (
            "a card that lost digits decides nothing",
            two(&["Nguyễn Văn An; grade=G; card=1234; trouble=card"], &["Lê Thị Ba; grade=G; card=1234"]),
            &[],
        ),
        (
            "same name and day, two cards: a hint",
            two(
                &["Nguyễn Văn An; grade=G; born=03/02/1980; card=001234"],
                &["Nguyễn Văn An; grade=G; born=03/02/1980; card=001235"],
            ),
            &["X608 CB02 B2"],
        ),
        (
            "twice in one branch",
            scene(1)
                .returned(0, &["Nguyễn Văn An; grade=G; born=03/02/1980", "Nguyễn Văn An; grade=X; born=03/02/1980"]),
            &["X602 CB01 B3"],
        ),
        (
            "homonyms in one branch",
            scene(1)
                .returned(0, &["Nguyễn Văn An; grade=G; born=03/02/1980", "Nguyễn Văn An; grade=X; born=03/02/1981"]),
            &[],
        ),
        (
            "a near name of the same day",
            two(&["Nguyễn Văn An; grade=G; born=03/02/1980"], &["Nguyễn Văn Anh; grade=G; born=03/02/1980"]),
            &["X608 CB02 B2"],
        ),
        (
            "a near name of another day",
            two(&["Nguyễn Văn An; grade=G; born=03/02/1980"], &["Nguyễn Văn Anh; grade=G; born=13/02/1980"]),
            &[],
        ),
        (
            "a near name of the same day with two cards",
            two(
                &["Nguyễn Văn An; grade=G; born=03/02/1980; card=001234"],
                &["Nguyễn Văn Anh; grade=G; born=03/02/1980; card=001235"],
            ),
            &[],
        ),
    ]);
}

#[test]
fn the_return_is_held_against_the_roster() {
    let roster = ["Nguyễn Văn An; card=1001; born=03/02/1980", "Trần Thị Bình; card=1002; born=04/05/1985"];
    let an = "Nguyễn Văn An; card=1001; born=03/02/1980; grade=G; roster=0";
    let binh = "Trần Thị Bình; card=1002; born=04/05/1985; grade=G; roster=1";
    let returned = |rows: &[&str]| scene(1).listing(0, &roster).returned(0, rows);
    check(vec![
        ("all there", returned(&[an, binh]), &[]),
        ("one missing", returned(&[an]), &["X603 CB01 -"]),
        ("one more", returned(&[an, binh, "Lê Văn Mới; grade=G"]), &["X604 CB01 B4"]),
        ("no roster, nothing to compare", scene(1).returned(0, &["Lê Văn Mới; grade=G"]), &[]),
        (
            "a branch that returned nothing is missing, not each of its people",
            scene(1).listing(0, &roster),
            &["F101 CB01 -"],
        ),
        (
            "a return without members is one finding, not one per person",
            returned(&[]).but(|scene| scene.campaign.plan.branches[0].headcount = Some(2)),
            &["B419 CB01 -"],
        ),
        ("a name without card or date is the one of that name", returned(&[an, "Trần Thị Bình; grade=G"]), &[]),
        (
            "the same name with another birth day differs, it did not leave and come",
            returned(&[an, "Trần Thị Bình; born=05/05/1985; grade=G"]),
            &["X605 CB01 C3"],
        ),
        (
            "a near name of the same birth day is one finding",
            returned(&[an, "Trần Thị Bính; born=04/05/1985; grade=G"]),
            &["X604 CB01 B3"],
        ),
        (
            "another card number",
            returned(&[an, "Trần Thị Bình; card=1003; born=04/05/1985; grade=G; roster=1"]),
            &["X605 CB01 D3"],
        ),
        (
            "a card without its leading zeros",
            returned(&[an, "Trần Thị Bình; card=01002; born=04/05/1985; grade=G; roster=1"]),
            &[],
        ),
        (
            "a year where the roster has the day",
            returned(&[an, "Trần Thị Bình; card=1002; born=1985; grade=G; roster=1"]),
            &[],
        ),
        ("a renamed person", returned(&[an, "Trần Thị Bình Minh; card=1002; grade=G; roster=1"]), &["X605 CB01 B3"]),
    ]);
}

#[test]
fn a_transfer_is_one_finding() {
    let listed = || {
        scene(2)
            .listing(0, &["Nguyễn Văn An; card=1001", "Trần Thị Bình; card=1002"])
            .listing(1, &["Lê Văn Cường; card=1003"])
    };
    let binh = "Trần Thị Bình; card=1002; grade=G; roster=1";
    let cuong = "Lê Văn Cường; card=1003; grade=G; roster=2";
    let moved = |an: &str| listed().returned(0, &[binh]).returned(1, &[cuong, an]);
    check(vec![
        ("linked", moved("Nguyễn Văn An; card=1001; grade=G; roster=0"), &["X604 CB02 B3"]),
        ("not linked, known by the card", moved("Nguyễn Văn An; card=1001; grade=G"), &["X604 CB02 B3"]),
        (
            "in both branches: said where he is not on the roster, and once",
            listed()
                .returned(0, &["Nguyễn Văn An; card=1001; grade=G; roster=0", binh])
                .returned(1, &[cuong, "Nguyễn Văn An; card=1001; grade=G; roster=0"]),
            &["X601 CB02 B3"],
        ),
        (
            "the branch told is not always the later one",
            scene(2)
                .listing(0, &["Trần Thị Bình; card=1002"])
                .listing(1, &["Nguyễn Văn An; card=1001"])
                .returned(
                    0,
                    &["Trần Thị Bình; card=1002; grade=G; roster=0", "Nguyễn Văn An; card=1001; grade=G; roster=1"],
                )
                .returned(1, &["Nguyễn Văn An; card=1001; grade=G; roster=1"]),
            &["X601 CB01 B3"],
        ),
    ]);
    let message = moved("Nguyễn Văn An; card=1001; grade=G").findings().remove(0).message;
    assert!(message.contains("CB01") && message.contains("dòng 2"), "{message}");
}
