//! The laws over any folder (design.md, laws 1, 3, 4): no row lost, every branch once, no matter the order.

use super::sample::{file, plan};
use super::tests::{AN, BINH, CUONG, DUNG, consolidated};
use super::*;
use crate::domain::column::TableKind::{self, Collectives, Members, Rewards, Staff};
use crate::domain::reading::{Outcome, Owner};
use proptest::prelude::*;

const N_BRANCHES: usize = 3;

/// A few people only, so that files overlap; some without card, birth date or grade; one row without a name.
const PEOPLE: [&str; 12] = [
    AN,
    BINH,
    CUONG,
    DUNG,
    "|Nguyễn Văn An|1990|HTTNV",
    "|Nguyễn Văn An||",
    "5|Võ Văn Em||HTXSNV",
    "5|Đỗ Thị Giang|1970|HTTNV",
    "|Hoàng Văn Hải|01/02/1975|KHTNV",
    "|Chi bộ 1||HTXSNV",
    "|Chi ủy||HTTNV",
    "ghi chú|||",
];

fn a_table() -> impl Strategy<Value = (TableKind, Owner, Vec<&'static str>)> {
    let kind = prop_oneof![3 => Just(Members), 1 => Just(Collectives), 1 => Just(Staff), 1 => Just(Rewards)];
    let owner = prop_oneof![
        6 => (0..N_BRANCHES).prop_map(Owner::Branch),
        1 => Just(Owner::Unknown { claim: None, nearest: None }),
        1 => Just(Owner::Unresolved),
    ];
    (kind, owner, prop::collection::vec(prop::sample::select(&PEOPLE[..]), 0..6))
}

fn a_reading() -> impl Strategy<Value = Reading> {
    let name = prop::sample::select(&["CB01", "CB02", "bản sửa", "a", "b (1)"][..]);
    let folder = prop::sample::select(&["nop", "nop/CB03", "nop/x"][..]);
    let on = prop::sample::select(&["", "20/11/2021", "25/11/2021", "28/11/2021"][..]);
    let outcome = prop_oneof![
        8 => Just(Outcome::Read), 1 => Just(Outcome::Unreadable), 1 => Just(Outcome::Rejected), 1 => Just(Outcome::Skipped),
    ];
    let tables = prop::collection::vec(a_table(), 0..4);
    (name, folder, on, outcome, tables, any::<bool>(), any::<bool>(), any::<bool>(), 0..4u8).prop_map(
        |(name, folder, on, outcome, tables, nil, no_rewards, loose, twin)| {
            let mut reading = file(&format!("{folder}/{name}.xlsx"), on);
            let holds_tables = matches!(outcome, Outcome::Read | Outcome::Rejected);
            for (kind, owner, rows) in tables.into_iter().filter(|_| holds_tables) {
                reading = reading.with_table(kind, owner, &rows);
            }
            if holds_tables && loose {
                reading = reading.with_loose_row();
            }
            reading.outcome = outcome;
            (reading.declared.nil, reading.declared.no_rewards) = (nil, no_rewards);
            if twin == 0 {
                reading.file.sha256 = "twin".to_owned();
            }
            reading
        },
    )
}

fn a_folder() -> impl Strategy<Value = Vec<Reading>> {
    prop::collection::vec(a_reading(), 0..7).prop_map(|mut readings| {
        readings.sort_by(|a, b| a.file.path.cmp(&b.file.path));
        readings.dedup_by(|a, b| a.file.path == b.file.path);
        readings
    })
}

proptest! {
    #[test]
    fn the_order_of_the_folder_does_not_matter(
        (readings, shuffled) in a_folder().prop_flat_map(|folder| (Just(folder.clone()), Just(folder).prop_shuffle())),
    ) {
        let plan = Some(plan(N_BRANCHES));
        prop_assert_eq!(assemble(plan.clone(), readings, None), assemble(plan, shuffled, None));
    }

    #[test]
    fn without_a_plan_neither_order_nor_rows_are_lost(
        (readings, shuffled) in a_folder().prop_flat_map(|folder| (Just(folder.clone()), Just(folder).prop_shuffle())),
    ) {
        let campaign = gathered(None, readings);
        prop_assert!(reconcile::lines(&campaign).iter().all(reconcile::SheetLine::balances));
        prop_assert_eq!(campaign, gathered(None, shuffled));
    }

    #[test]
    fn every_branch_stands_exactly_once_and_first(readings in a_folder()) {
        let campaign = consolidated(&plan(N_BRANCHES), readings);
        let branches: Vec<Option<usize>> = campaign.submissions.iter().map(|submission| submission.branch).collect();
        prop_assert_eq!(&branches[..N_BRANCHES], &[Some(0), Some(1), Some(2)]);
        prop_assert!(branches[N_BRANCHES..].iter().all(Option::is_none));
    }

    #[test]
    fn no_row_is_lost(readings in a_folder()) {
        let n_skipped = readings.iter().filter(|reading| reading.outcome == Outcome::Skipped).count() as u32;
        let n_loose = |reading: &Reading| reading.set_aside.iter().filter(|row| row.table.is_none()).count() as u32;
        let n_read: u32 = readings.iter().map(|reading| reading.tally().read + n_loose(reading)).sum();
        let n_files = readings.len() as u32;
        let campaign = consolidated(&plan(N_BRANCHES), readings);
        for line in reconcile::lines(&campaign) {
            prop_assert!(line.balances(), "{:?}", line);
        }
        let sums = reconcile::sums(&campaign);
        prop_assert!(sums.balances());
        prop_assert_eq!((sums.files, sums.read), (n_files - n_skipped, n_read));
        prop_assert_eq!(sums.set_aside as usize, reconcile::set_aside_rows(&campaign).len());
        // The submissions tell the same sums.
        let of_submissions: u32 = campaign.submissions.iter().map(|submission| submission.tally().read).sum();
        prop_assert_eq!(of_submissions + sums.superseded, sums.read);
        let merged = campaign.submissions.iter().filter(|submission| submission.is_merged());
        prop_assert_eq!(merged.map(|submission| submission.tally().records).sum::<u32>(), sums.merged);
        prop_assert!(campaign.files.iter().all(|reading| reading.members.is_empty() && reading.rewards.is_empty()));
    }

    #[test]
    fn every_table_stands_in_one_place(readings in a_folder()) {
        let campaign = consolidated(&plan(N_BRANCHES), readings);
        let mut places = std::collections::BTreeSet::new();
        let pieces = campaign.submissions.iter().flat_map(|submission| submission.pieces.iter().chain(&submission.superseded));
        for (file, table) in pieces.flat_map(|piece| piece.tables.iter().map(|&table| (piece.file, table))) {
            prop_assert!(places.insert((file, table)), "table {} of file {} stands twice", table, file);
        }
    }

    #[test]
    fn keys_are_unique_and_do_not_hang_on_other_rows(readings in a_folder()) {
        let campaign = consolidated(&plan(N_BRANCHES), readings);
        for submission in &campaign.submissions {
            let keys = key::row_keys(submission);
            let unique: std::collections::BTreeSet<_> = keys.members.iter().collect();
            prop_assert_eq!(unique.len(), submission.members.len());
        }
    }
}
