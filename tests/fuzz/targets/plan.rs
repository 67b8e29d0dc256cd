//! The plan workbook: sheets of keys, branches, rosters and logs as texts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::intake::plan::read_plan;
use tonghop_fuzz::workbook;

fuzz_target!(|text: &str| {
    match read_plan(&workbook(text), "ke-hoach.xlsx") {
        Ok(plan) => {
            let mut codes: Vec<&str> = plan.branches.iter().map(|branch| branch.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            assert!(codes.len() == plan.branches.len() || plan.branches.iter().any(|branch| branch.code.is_empty()));
        }
        Err(mistakes) => assert!(!mistakes.is_empty(), "a plan is refused for a reason"),
    }
});
