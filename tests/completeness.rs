//! The rows taken from a file beside every figure that says how many there should be, from bytes to verdict.

use rust_xlsxwriter::Workbook;
use std::sync::Arc;
use tonghop::consolidate::assemble;
use tonghop::consolidate::complete::{FileCheck, Verdict, of_files};
use tonghop::domain::reading::FileFacts;
use tonghop::intake::{Context, read_file};

/// What is found of a list whose rows begin with these cells: a running number and a name, or a sub-heading alone.
fn checked(rows: &[[&str; 2]]) -> Vec<FileCheck> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Đảng viên").unwrap();
    sheet.write_string(0, 0, "DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021").unwrap();
    sheet.write_string(1, 0, "Chi bộ Tổng hợp").unwrap();
    for (column, text) in (0..).zip(["TT", "Họ và tên", "Ngày sinh", "Chi bộ xếp loại"]) {
        sheet.write_string(3, column, text).unwrap();
    }
    for (row, [number, name]) in (4..).zip(rows) {
        sheet.write_string(row, 0, *number).unwrap();
        sheet.write_string(row, 1, *name).unwrap();
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            sheet.write_string(row, 2, "03/02/1980").unwrap();
            sheet.write_string(row, 3, "Hoàn thành tốt nhiệm vụ").unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let facts = FileFacts { path: Arc::from("nop/a.xlsx"), ..FileFacts::default() };
    let bloc = assemble(None, vec![read_file(&bytes, facts, &Context::default())], None);
    of_files(&bloc.campaign)
}

#[test]
fn the_running_numbers_say_how_many_rows_there_are() {
    let (an, binh, chi, dung) = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chí", "Đỗ Thị Dung");
    // Rows, rows taken, what the numbers say, verdict.
    type Rows<'a> = &'a [[&'a str; 2]];
    let cases: [(Rows, u32, Option<u32>, Verdict); 5] = [
        (&[["1", an], ["2", binh], ["3", chi]], 3, Some(3), Verdict::Agrees),
        (&[["1", an], ["2", binh], ["4", dung]], 3, Some(4), Verdict::Differs),
        (
            &[["I", "Tổ 1"], ["1", an], ["2", binh], ["II", "Tổ 2"], ["1", chi], ["2", dung]],
            4,
            Some(4),
            Verdict::Agrees,
        ),
        (
            &[["I", "Tổ 1"], ["1", an], ["3", binh], ["II", "Tổ 2"], ["1", chi], ["2", dung]],
            4,
            Some(5),
            Verdict::Differs,
        ),
        (&[["1", an], ["2", ""], ["3", chi]], 2, Some(3), Verdict::AgreesWithSetAside),
    ];
    for (rows, taken, numbered, verdict) in cases {
        let checks = checked(rows);
        let found: Vec<_> = checks.iter().map(|check| (check.taken, check.numbered, check.verdict())).collect();
        assert_eq!(found, [(taken, numbered, verdict)], "{rows:?}");
    }
}
