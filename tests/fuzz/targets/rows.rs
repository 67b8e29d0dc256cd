//! Header and row understanding: sheets of texts and numbers, and what becomes of every row.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::domain::reading::FileFacts;
use tonghop::intake::{Context, understand};
use tonghop_fuzz::workbook;

fuzz_target!(|text: &str| {
    let facts = FileFacts { path: "nop/CB01.xlsx".into(), ..FileFacts::default() };
    let reading = understand(&workbook(text), facts, &Context::default());
    for table in &reading.tables {
        assert_eq!(table.tally.read, table.tally.records + table.tally.set_aside, "no row is lost");
    }
    let n_records: u32 = reading.tables.iter().map(|table| table.tally.records).sum();
    let n_kept = reading.members.len() + reading.collectives.len() + reading.staff.len() + reading.rewards.len();
    assert!(n_kept >= n_records as usize, "every record is kept");
});
