//! Laws of the house (design.md) over made-up campaigns: no row is lost, every branch appears exactly once, neither
//! threads nor the order of the folder change a byte, one bad file harms no other.

mod support;

use proptest::prelude::*;
use std::collections::BTreeMap;
use support::campaign::{CampaignFolder, judged, judged_listing, plan};
use support::table::{TextBook, book, sheet};
use tonghop::consolidate::Bloc;
use tonghop::consolidate::reconcile::sums;
use tonghop::intake::folder::list;
use tonghop::output::workbook::consolidated;

/// A row of a made-up list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum RowOf {
    Person(usize),
    /// Data without a name.
    Nameless,
    SubHeading,
    Blank,
}

fn row_of() -> impl Strategy<Value = RowOf> {
    prop_oneof![
        8 => (0..6usize).prop_map(RowOf::Person),
        1 => Just(RowOf::Nameless),
        1 => Just(RowOf::SubHeading),
        1 => Just(RowOf::Blank),
    ]
}

const GRADES: [&str; 6] =
    ["Hoàn thành xuất sắc nhiệm vụ", "HTTNV", "Hoàn thành tốt nhiệm vụ", "HTNV", "XS?", "Không hoàn thành nhiệm vụ"];
const GIVEN: [&str; 10] = ["An", "Bình", "Cường", "Dũng", "Giang", "Hòa", "Khoa", "Lan", "Mai", "Nam"];

fn return_of(branch: usize, rows: &[RowOf], letterhead: usize) -> TextBook {
    let mut text = format!("| CHI BỘ SỐ {branch} |\n");
    for number in 0..letterhead {
        text.push_str(&format!("| Dòng đầu trang {} |\n", "abcdefghijklmnop".chars().nth(number).unwrap_or('z')));
    }
    text.push_str("| DANH SÁCH XẾP LOẠI ĐẢNG VIÊN NĂM 2021 |\n| TT | Họ và tên | Ngày sinh | Chi bộ xếp loại |\n");
    let mut number = 0;
    for row in rows {
        match row {
            RowOf::Person(grade) => {
                number += 1;
                let name = format!("Lê {} {}", GIVEN[number % 10], GIVEN[(number / 10 + branch) % 10]);
                text.push_str(&format!("| {number} | {name} | 19{}-02-03 | {} |\n", 60 + number % 30, GRADES[*grade]));
            }
            RowOf::Nameless => {
                number += 1;
                text.push_str(&format!("| {number} | | 1980-02-03 | HTTNV |\n"));
            }
            RowOf::SubHeading => text.push_str("| II | Tổ đảng số 2 |\n"),
            RowOf::Blank => text.push('\n'),
        }
    }
    book([sheet("Danh sách", &text)])
}

fn campaign(branches: &[(Vec<RowOf>, usize)]) -> CampaignFolder {
    let named: Vec<(String, String)> =
        (1..=branches.len() + 1).map(|number| (format!("CB{number:02}"), format!("Chi bộ số {number}"))).collect();
    // One branch more than there are returns: it is missing.
    let plan = plan(&named.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect::<Vec<_>>());
    let mut folder = CampaignFolder::new().plan(&plan);
    for (index, (rows, letterhead)) in branches.iter().enumerate() {
        folder = folder.returned(&format!("tep {index}.xlsx"), &return_of(index + 1, rows, *letterhead));
    }
    folder
}

/// What a bloc says of each branch: everything but the findings about the whole committee.
fn told_by_branch(bloc: &Bloc) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for (index, submission) in bloc.campaign.submissions.iter().enumerate() {
        if submission.branch.is_some() {
            let findings: Vec<_> = bloc.findings.iter().filter(|finding| finding.submission == Some(index)).collect();
            let findings: Vec<String> =
                findings.iter().map(|one| format!("{} {:?} {}", one.code, one.cell, one.message)).collect();
            told.insert(submission.code.clone(), format!("{:?} {findings:?}", submission.members));
        }
    }
    told
}

fn branches() -> impl Strategy<Value = Vec<(Vec<RowOf>, usize)>> {
    proptest::collection::vec((proptest::collection::vec(row_of(), 1..25), 0..15usize), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_is_lost_and_every_branch_appears_once(branches in branches()) {
        let folder = campaign(&branches);
        let bloc = judged(folder.path(), 2);
        let is_data = |row: &&RowOf| matches!(row, RowOf::Person(_) | RowOf::Nameless);
        let n_data: usize = branches.iter().map(|(rows, _)| rows.iter().filter(is_data).count()).sum();
        let n_people: usize =
            branches.iter().map(|(rows, _)| rows.iter().filter(|row| matches!(row, RowOf::Person(_))).count()).sum();
        let sums = sums(&bloc.campaign);
        prop_assert_eq!(sums.read as usize, n_data);
        prop_assert_eq!(sums.merged as usize, n_people);
        prop_assert_eq!(sums.read, sums.merged + sums.set_aside + sums.superseded);
        let n_aside: usize = bloc.campaign.files.iter().map(|file| file.set_aside.len()).sum();
        prop_assert_eq!(sums.set_aside as usize, n_aside, "every row set aside is there to be printed");
        let n_members: usize = bloc.campaign.submissions.iter().map(|one| one.members.len()).sum();
        prop_assert_eq!(n_members, n_people);
        let codes: Vec<&str> = bloc.campaign.submissions.iter().map(|one| one.code.as_str()).collect();
        let expected: Vec<String> = (1..=branches.len() + 1).map(|number| format!("CB{number:02}")).collect();
        prop_assert_eq!(codes, expected);
    }

    #[test]
    fn neither_threads_nor_the_order_of_the_folder_change_a_byte(branches in branches(), turn in 0..5usize) {
        let folder = campaign(&branches);
        let one = consolidated(&judged(folder.path(), 1)).expect("the workbook can be written");
        let mut listing = list(folder.path()).expect("the folder can be listed");
        let n_entries = listing.entries.len();
        listing.entries.rotate_left(turn % n_entries.max(1));
        listing.entries.reverse();
        let other = consolidated(&judged_listing(listing, 8)).expect("the workbook can be written");
        prop_assert!(one == other, "the bytes differ");
    }

    #[test]
    fn one_bad_file_harms_no_other(branches in branches(), cut in 0..2_000usize, garble in any::<u8>()) {
        let folder = campaign(&branches);
        let before = told_by_branch(&judged(folder.path(), 2));
        let mut bytes = return_of(99, &[RowOf::Person(1)], 3).xlsx();
        let at = cut % bytes.len();
        bytes[at] ^= garble | 1;
        bytes.truncate(bytes.len() - cut % (bytes.len() / 2));
        let folder = folder.file("nop/hong.xlsx", &bytes);
        let after = told_by_branch(&judged(folder.path(), 2));
        prop_assert_eq!(before, after);
    }
}
