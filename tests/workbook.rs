//! The consolidated workbook as other programs see it: sheets, headers, figures, formulas with their results.

#[path = "support/committee.rs"]
mod committee;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;
use tonghop::output::workbook::consolidated;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn open(bytes: Vec<u8>) -> Book {
    open_workbook_from_rs(Cursor::new(bytes)).expect("the program's own workbook opens")
}

fn write(bloc: &tonghop::consolidate::Bloc) -> Vec<u8> {
    consolidated(bloc).expect("the workbook is written")
}

#[test]
fn sheets_stand_in_the_order_of_the_contract() {
    let book = open(write(&committee::bloc()));
    assert_eq!(
        book.sheet_names(),
        [
            "Tổng hợp",
            "Đảng viên",
            "Tập thể",
            "Công chức",
            "Khen thưởng",
            "Kiểm soát tỷ lệ",
            "So sánh vị trí",
            "Tình hình nộp",
            "Cần rà soát",
            "Đối soát",
            "Công khai"
        ]
    );
}

/// For people to look at: `TONGHOP_WRITE_TO=x.xlsx cargo test --test workbook`.
#[test]
fn the_same_bloc_gives_the_same_bytes() {
    let first = write(&committee::bloc());
    assert!(first == write(&committee::bloc()));
    if let Ok(path) = std::env::var("TONGHOP_WRITE_TO") {
        std::fs::write(path, &first).expect("the given path can be written");
    }
}

#[allow(dead_code)]
fn unused(_: Data) {}
