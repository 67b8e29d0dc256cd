//! Campaign folders of any size, made for measuring: a plan and N branch files. Always the same people for the same size; all invented.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::fs;
use std::path::Path;
use std::thread;

/// How much is made.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Size {
    /// Branches, one file each.
    pub n_files: usize,
    /// Rows of the sheet Đảng viên of each file.
    pub n_members: usize,
    /// Rows of each of the sheets Công chức and Khen thưởng.
    pub n_others: usize,
}

/// Whatever went wrong in a making: nobody tells the kinds apart.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Makes a campaign in this folder, on as many threads as the machine has cores.
///
/// # Errors
/// The folder cannot be written, or holds no room.
pub fn make(folder: &Path, size: Size) -> Result<(), Trouble> {
    let returns = folder.join("nop");
    fs::create_dir_all(&returns)?;
    fs::write(folder.join("ke-hoach.xlsx"), plan(size)?)?;
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let share = |first: usize| {
            let returns = &returns;
            scope.spawn(move || {
                (first..size.n_files).step_by(n_threads).try_for_each(|file| branch(returns, file, size))
            })
        };
        let shares = (0..n_threads).map(share).collect::<Vec<_>>();
        shares.into_iter().try_for_each(|share| share.join().expect("a thread that writes files does not panic"))
    })
}

fn branch_name(file: usize) -> String {
    format!("Chi bộ Cơ quan số {}", file + 1)
}

/// A name for the person of a running number: distinct for the first 20 · 20 · 20 · 20 numbers.
fn person(number: usize) -> String {
    const FAMILIES: [&str; 20] = [
        "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh",
        "Trương", "Mai", "Cao", "Tạ", "Châu",
    ];
    const OTHERS: [&str; 20] = [
        "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hậu", "Hiếu", "Hòa", "Hùng", "Khánh", "Khoa", "Kiệt",
        "Lâm", "Long", "Lộc", "Nam", "Nghĩa", "Nhân",
    ];
    let digit = |place: u32| number / 20_usize.pow(place) % 20;
    format!("{} {} {} {}", FAMILIES[digit(3)], OTHERS[digit(2)], OTHERS[digit(1)], OTHERS[digit(0)])
}

/// One in ten is Excellent, one in twenty Completed.
fn grade(number: usize) -> &'static str {
    match number % 20 {
        3 | 13 => "Hoàn thành xuất sắc nhiệm vụ",
        7 => "Hoàn thành nhiệm vụ",
        _ => "Hoàn thành tốt nhiệm vụ",
    }
}

/// Cells of one row.
enum Ink {
    Text(String),
    Number(f64),
    /// Days after 01/01/1965.
    Day(usize),
}

fn text(text: &str) -> Ink {
    Ink::Text(text.to_owned())
}

fn row(sheet: &mut Worksheet, row: usize, cells: &[Ink], date: &Format) -> Result<(), XlsxError> {
    let row = u32::try_from(row).expect("fewer rows than a sheet holds");
    for (column, cell) in (0u16..).zip(cells) {
        match cell {
            Ink::Text(text) if text.is_empty() => continue,
            Ink::Text(text) => sheet.write_string(row, column, text)?,
            Ink::Number(number) => sheet.write_number(row, column, *number)?,
            // 23 743 is 01/01/1965 as Excel counts days.
            Ink::Day(days) => sheet.write_number_with_format(row, column, (23_743 + days) as f64, date)?,
        };
    }
    Ok(())
}

fn heads(sheet: &mut Worksheet, at: u32, heads: &[&str]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, head) in (0u16..).zip(heads) {
        sheet.write_string_with_format(at, column, *head, &bold)?;
    }
    Ok(())
}

fn dated() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2021, 11, 24)?));
    Ok(book)
}

fn plan(size: Size) -> Result<Vec<u8>, XlsxError> {
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let mut book = dated()?;
    let sheet = book.add_worksheet().set_name("Thông tin chung")?;
    // 44 526 is 26/11/2021, 44 529 is 29/11/2021.
    row(sheet, 0, &[text("Năm đánh giá"), Ink::Number(2021.0)], &date)?;
    row(sheet, 1, &[text("Tên đảng bộ"), text("Đảng bộ Khối")], &date)?;
    row(sheet, 2, &[text("Đảng ủy cấp trên"), text("Tỉnh ủy")], &date)?;
    row(sheet, 3, &[text("Địa danh"), text("Đồng Tháp")], &date)?;
    row(sheet, 4, &[text("Hồ sơ quy định"), text("2018-132")], &date)?;
    row(sheet, 5, &[text("Hạn chi bộ nộp"), Ink::Day(44_526 - 23_743)], &date)?;
    row(sheet, 6, &[text("Hạn báo cáo cấp trên"), Ink::Day(44_529 - 23_743)], &date)?;
    row(sheet, 7, &[text("Người ký"), text("BÍ THƯ, Trần Quốc Bảo Khanh")], &date)?;
    let sheet = book.add_worksheet().set_name("Chi bộ")?;
    heads(sheet, 0, &["Mã chi bộ", "Tên chi bộ", "Số đảng viên"])?;
    for file in 0..size.n_files {
        let cells =
            [text(&format!("CB{:04}", file + 1)), Ink::Text(branch_name(file)), Ink::Number(size.n_members as f64)];
        row(sheet, file + 1, &cells, &date)?;
    }
    book.save_to_buffer()
}

/// Writes one branch's file: a title block, members with fifteen columns, staff, rewards.
fn branch(returns: &Path, file: usize, size: Size) -> Result<(), Trouble> {
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let mut book = dated()?;
    let first = file * size.n_members;

    let sheet = book.add_worksheet().set_name("Đảng viên")?;
    row(sheet, 0, &[text("ĐẢNG BỘ KHỐI")], &date)?;
    row(sheet, 1, &[Ink::Text(branch_name(file).to_uppercase())], &date)?;
    row(sheet, 2, &[text("Đồng Tháp, ngày 24 tháng 11 năm 2021")], &date)?;
    row(sheet, 3, &[text("DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021")], &date)?;
    heads(
        sheet,
        5,
        &[
            "TT",
            "Số thẻ đảng",
            "Họ và tên",
            "Ngày sinh",
            "Ngày vào Đảng",
            "Ngày chính thức",
            "Chức vụ",
            "Bản kiểm điểm (Mẫu 02)",
            "Kiểm điểm tại",
            "Nhận xét nơi cư trú",
            "Tự xếp loại",
            "Xếp loại công chức",
            "Chi ủy đề xuất",
            "Chi bộ xếp loại",
            "Ghi chú",
        ],
    )?;
    for place in 0..size.n_members {
        let number = first + place;
        let born = number * 37 % 9_000;
        let joined = born + 9_000 + number % 700;
        let grade = grade(place);
        row(
            sheet,
            6 + place,
            &[
                Ink::Number((place + 1) as f64),
                Ink::Text(format!("{number:012}")),
                Ink::Text(person(number)),
                Ink::Day(born),
                Ink::Day(joined),
                Ink::Day(joined + 366),
                text(if place == 0 { "Bí thư" } else { "Chuyên viên" }),
                text("x"),
                text("Phòng"),
                text("Tốt"),
                text(grade),
                text(grade),
                text(grade),
                text(grade),
                text(""),
            ],
            &date,
        )?;
    }
    row(sheet, 6 + size.n_members, &[text(&format!("Tổng cộng: {} đồng chí", size.n_members))], &date)?;

    let sheet = book.add_worksheet().set_name("Công chức")?;
    heads(sheet, 0, &["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Phòng", "Là đảng viên", "Xếp loại", "Ghi chú"])?;
    for place in 0..size.n_others.min(size.n_members) {
        let number = first + place;
        row(
            sheet,
            1 + place,
            &[
                Ink::Number((place + 1) as f64),
                Ink::Text(person(number)),
                Ink::Day(number * 37 % 9_000),
                text("Chuyên viên"),
                text("Phòng Tổng hợp"),
                text("x"),
                text(grade(place)),
            ],
            &date,
        )?;
    }

    let sheet = book.add_worksheet().set_name("Khen thưởng")?;
    heads(sheet, 0, &["TT", "Họ và tên hoặc tập thể", "Đối tượng", "Hình thức", "Loại", "Thành tích"])?;
    for place in 0..size.n_others.min(size.n_members) {
        row(
            sheet,
            1 + place,
            &[
                Ink::Number((place + 1) as f64),
                Ink::Text(person(first + place)),
                text("Cá nhân"),
                text("Giấy khen"),
                // Exceptional proposals need no grade, so that this measures reading and not thousands of findings.
                text("Đột xuất"),
                text("Thành tích đột xuất trong phòng, chống dịch"),
            ],
            &date,
        )?;
    }
    fs::write(returns.join(format!("CB{:04}.xlsx", file + 1)), book.save_to_buffer()?)?;
    Ok(())
}
