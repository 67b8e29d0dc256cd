//! The same inputs give the same bytes: whatever the number of threads, the order in which the folder is listed, the
//! language and the time zone of the machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tonghop::consolidate::{self, Request};
use tonghop::grid::{self, Limits};
use tonghop::intake::folder::{self, Listing};
use tonghop::intake::plan::read_plan;
use tonghop::output::{json, workbook};

fn samples() -> [PathBuf; 2] {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    [samples.join("2021"), samples.join("sach")]
}

/// The consolidated workbook and the JSON of a campaign, its files listed in the order that `arrange` makes.
fn outputs(campaign: &Path, threads: Option<usize>, arrange: impl Fn(&mut Listing)) -> (Vec<u8>, String) {
    let limits = Limits::default();
    let mut listing = folder::list(campaign).expect("the sample can be listed");
    let plan_file = listing.plan.take().expect("the sample has a plan");
    let sheets = grid::read(&fs::read(plan_file).expect("the plan can be read"), &limits, &[]).expect("a workbook");
    let plan = read_plan(&sheets, "ke-hoach.xlsx").expect("the plan has no mistake");
    arrange(&mut listing);
    let request = Request { listing, plan: Some(plan), limits, threads, ..Request::default() };
    let bloc = consolidate::run(request, &());
    (workbook::consolidated(&bloc).expect("the workbook is written"), json::object(&bloc, None))
}

#[test]
fn the_number_of_threads_and_the_order_of_the_folder_change_no_byte() {
    for campaign in samples() {
        let expected = outputs(&campaign, Some(1), |_| {});
        // A fixed shuffle: each file goes to a place that its number gives.
        let shuffled = |listing: &mut Listing| {
            let mut number = 7_usize;
            for at in (1..listing.entries.len()).rev() {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                listing.entries.swap(at, (number >> 33) % (at + 1));
            }
        };
        for threads in [None, Some(2), Some(8)] {
            for (order, found) in [
                ("as listed", outputs(&campaign, threads, |_| {})),
                ("reversed", outputs(&campaign, threads, |listing| listing.entries.reverse())),
                ("shuffled", outputs(&campaign, threads, shuffled)),
            ] {
                let at = format!("{}, {threads:?} threads, {order}", campaign.display());
                assert!(found.0 == expected.0, "another workbook: {at}");
                assert_eq!(found.1, expected.1, "{at}");
            }
        }
    }
}

#[test]
fn the_language_and_the_time_zone_of_the_machine_change_no_byte() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for campaign in samples() {
        let mut before: Option<(Vec<u8>, Vec<u8>)> = None;
        for (locale, zone) in [("C", "UTC"), ("vi_VN.UTF-8", "Asia/Ho_Chi_Minh"), ("tr_TR.UTF-8", "Pacific/Kiritimati")]
        {
            let output = folder.path().join("tong-hop.xlsx");
            let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
            command.arg("merge").arg(&campaign).arg("-o").arg(&output).args(["--quiet", "--format", "json"]);
            let ended = command.env("LC_ALL", locale).env("LANG", locale).env("TZ", zone).output().expect("it runs");
            let found = (fs::read(&output).expect("the workbook is there"), ended.stdout);
            if let Some(before) = &before {
                assert!(found.0 == before.0, "another workbook of {} in {locale}, {zone}", campaign.display());
                assert!(found.1 == before.1, "other JSON of {} in {locale}, {zone}", campaign.display());
            }
            before = Some(found);
        }
    }
}

/// Long enough that the rows of a list are packed in several pieces at once.
#[test]
fn a_list_packed_in_pieces_is_the_same_each_time() {
    use tonghop::book::{At, Book, Sheet, Style, Value};
    let write = || {
        let mut book = Book::new("Dài", None).expect("a workbook");
        let style = book.know(Style::new().wrapped());
        let mut sheet = Sheet::new("Dài").expect("a sheet");
        sheet.widths([8.0, 20.0]).expect("widths");
        sheet.put(At::new(1, 1), Value::text("TT"), &style).expect("a header");
        sheet.begin_records(2, &[&style, &style]);
        for number in 0..40_000 {
            let name = Value::text(format!("Người thứ {} của danh sách", number * 7_919 % 40_000));
            sheet.put_record([Value::whole(number), name]).expect("a record");
        }
        book.push(sheet).expect("the sheet is taken");
        book.into_bytes().expect("the bytes")
    };
    let expected = write();
    for _ in 0..3 {
        assert!(write() == expected);
    }
    let workbook = grid::read(&expected, &Limits::default(), &[]).expect("the program reads what it wrote");
    assert_eq!(workbook.sheets[0].rows.len(), 40_001);
    let last = workbook.sheets[0].rows.last().expect("rows");
    assert_eq!(last.value(1), Some(&grid::Value::Number(39_999.0)));
}
