//! Reading little of a long workbook: what is asked for comes as it does when all is read, whatever pieces the sheet is
//! unpacked in.

use tonghop::book::{At, Book, Sheet, Style, Value};
use tonghop::grid::{self, HEAD, Limits, Row, Wanted, Workbook};

const N_ROWS: u32 = 12_000;

/// A list of several megabytes: every third row has something in its third column.
fn long_workbook() -> Vec<u8> {
    let mut book = Book::new("Thử", None).expect("a book");
    let style = book.know(Style::new());
    let mut sheet = Sheet::new("Đảng viên").expect("a sheet");
    sheet.put(At::new(1, 1), Value::text("Họ & tên"), &Style::new()).expect("a header");
    sheet.begin_records(2, &[&style, &style, &style]);
    for row in 2..N_ROWS {
        let name = format!("Nguyễn Văn <An> & </row> {row}");
        let mark = if row % 3 == 0 { Value::text("Hoàn thành tốt nhiệm vụ") } else { Value::Blank };
        sheet.put_record([Value::text(name), Value::whole(row), mark]).expect("a record");
    }
    book.push(sheet).expect("pushed");
    book.into_bytes().expect("bytes")
}

fn limits() -> Limits {
    Limits::default()
}

fn read(bytes: &[u8], wanted: Wanted) -> Workbook {
    grid::read_wanted(bytes, &limits(), &[], &move |name, all, head: &[Row]| {
        assert_eq!((name, all, head.len()), ("Đảng viên", &["Đảng viên"][..], HEAD));
        wanted.clone()
    })
    .expect("a workbook")
}

#[test]
fn a_sheet_read_in_pieces_is_the_sheet_read_whole() {
    let bytes = long_workbook();
    let whole = grid::read(&bytes, &limits(), &[]).expect("a workbook");
    assert_eq!(whole.sheets[0].rows.len() as u32, N_ROWS - 1);
    assert!(read(&bytes, Wanted::All) == whole);
}

#[test]
fn only_the_head_and_what_is_wanted_is_kept() {
    let bytes = long_workbook();
    let whole = grid::read(&bytes, &limits(), &[]).expect("a workbook");
    let expected = |keeps_row: &dyn Fn(&Row) -> bool, columns: &[u16]| -> Vec<Row> {
        let (head, others) = whole.sheets[0].rows.split_at(HEAD);
        let others = others.iter().filter(|row| keeps_row(row)).map(|row| {
            let cells = row.cells.iter().filter(|cell| columns.contains(&cell.column)).cloned().collect();
            Row { cells, ..row.clone() }
        });
        head.iter().cloned().chain(others).collect()
    };
    let marked = Wanted::Rows { columns: vec![1, 3], marks: vec![3] };
    assert_eq!(read(&bytes, marked).sheets[0].rows, expected(&|row| row.number % 3 == 0, &[1, 3]));
    let all_rows = Wanted::Rows { columns: vec![2], marks: Vec::new() };
    assert_eq!(read(&bytes, all_rows).sheets[0].rows, expected(&|_| true, &[2]));
    assert_eq!(read(&bytes, Wanted::Nothing).sheets[0].rows, expected(&|_| false, &[]));
}

#[test]
fn a_long_part_cut_short_is_damaged() {
    let bytes = long_workbook();
    let cut = &bytes[..bytes.len() / 2];
    assert!(grid::read_wanted(cut, &limits(), &[], &|_, _, _| Wanted::All).is_err());
}
