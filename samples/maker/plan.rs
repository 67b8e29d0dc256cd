//! The plan workbook `ke-hoach.xlsx` (forms.md §1), as the office fills it in.

use crate::ink::{Ink, Look, Page};
use crate::people::EARLIER_YEARS;
use crate::returns::Unit;
use chrono::NaiveDate;
use rust_xlsxwriter::{Workbook, XlsxError};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;

/// A line of `Sổ nộp`.
pub struct Logged {
    pub code: &'static str,
    pub on: NaiveDate,
    pub file: String,
    pub note: &'static str,
}

/// What the plan says beside branches and roster.
pub struct PlanSheet<'a> {
    pub units: &'a [Unit],
    /// Collectives of the committee itself: name and kind.
    pub own_collectives: &'a [(&'static str, &'static str)],
    pub signer: &'static str,
    pub deadline: NaiveDate,
    pub report_deadline: NaiveDate,
    pub six_months_on: NaiveDate,
    pub log: &'a [Logged],
}

/// Writes all sheets.
pub fn write(book: &mut Workbook, plan: &PlanSheet) -> Result<(), XlsxError> {
    write_general(book, plan)?;
    write_branches(book, plan)?;
    write_roster(book, plan)?;
    write_collectives(book, plan)?;
    write_log(book, plan)?;
    let mut page = Page::add(book, "Xử lý")?;
    page.widths(&[10, 12, 40, 20, 28, 36, 24, 14])?;
    page.heads(1, &["Mã", "Chi bộ", "Vị trí", "Quyết định", "Giá trị", "Lý do", "Người", "Ngày"])?;
    page.keep_head(1, 1)
}

fn write_general(book: &mut Workbook, plan: &PlanSheet) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Thông tin chung")?;
    page.portrait();
    page.widths(&[34, 78])?;
    let facts = [
        ("Năm đánh giá", Ink::Number(2021.0)),
        ("Tên đảng bộ", Ink::text("Đảng bộ Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân Tỉnh")),
        ("Đảng ủy cấp trên", Ink::text("Đảng ủy Khối các cơ quan Tỉnh")),
        ("Địa danh", Ink::text("Đồng Tháp")),
        ("Hồ sơ quy định", Ink::text("2018-132")),
        ("Hạn chi bộ nộp", Ink::Day(plan.deadline)),
        ("Hạn báo cáo cấp trên", Ink::Day(plan.report_deadline)),
        ("Ngày tính 6 tháng", Ink::Day(plan.six_months_on)),
        ("Người ký", Ink::text(plan.signer)),
        ("Tỷ lệ tối đa (%)", Ink::Blank),
        ("Mẫu số", Ink::Blank),
        ("Phạm vi", Ink::Blank),
        ("Làm tròn", Ink::Blank),
        ("Căn cứ quyết định tỷ lệ", Ink::Blank),
    ];
    for (row, (key, value)) in (1..).zip(&facts) {
        page.text(row, 1, key, Look::Strong)?;
        page.put(CellAt::new(row, 2), value, Look::Cell)?;
    }
    Ok(())
}

fn write_branches(book: &mut Workbook, plan: &PlanSheet) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Chi bộ")?;
    page.widths(&[11, 40, 44, 22, 26, 26, 16, 12, 14, 18])?;
    page.heads(
        1,
        &[
            "Mã chi bộ",
            "Tên chi bộ",
            "Tên gọi khác",
            "Nhóm tương đồng",
            "Bí thư",
            "Email",
            "Điện thoại",
            "Số đảng viên",
            "Hạn nộp riêng",
            "Ghi chú",
        ],
    )?;
    page.keep_head(1, 1)?;
    for (row, unit) in (2..).zip(plan.units) {
        let group = if unit.head == "Trưởng ban" { "Ban của HĐND" } else { "Phòng, đơn vị" };
        page.row(
            row,
            &[
                (Ink::text(unit.code), Look::Middle),
                (Ink::text(unit.name()), Look::Cell),
                (Ink::text(unit.other_names), Look::Cell),
                (Ink::text(group), Look::Cell),
                (Ink::text(unit.secretary()), Look::Cell),
                (Ink::text(format!("{}@vanphong.example", unit.code.to_lowercase())), Look::Cell),
                (Ink::Blank, Look::Cell),
                (Ink::Number(unit.roster.len() as f64), Look::Middle),
                (Ink::Blank, Look::Middle),
                (Ink::Blank, Look::Cell),
            ],
        )?;
    }
    Ok(())
}

fn write_roster(book: &mut Workbook, plan: &PlanSheet) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Đảng viên")?;
    page.widths(&[11, 16, 27, 13, 13, 13, 26, 18, 11, 12, 12, 12, 12, 12])?;
    let years = EARLIER_YEARS.map(|year| format!("Xếp loại {year}"));
    let mut heads = vec![
        "Mã chi bộ",
        "Số thẻ đảng",
        "Họ và tên",
        "Ngày sinh",
        "Ngày vào Đảng",
        "Ngày chính thức",
        "Chức vụ",
        "Diện",
        "Công chức",
    ];
    heads.extend(years.iter().map(String::as_str));
    page.heads(1, &heads)?;
    page.keep_head(1, 1)?;
    let rows = plan.units.iter().flat_map(|unit| unit.roster.iter().map(move |person| (unit, person)));
    for (row, (unit, person)) in (2..).zip(rows) {
        let mut cells = vec![
            (Ink::text(unit.code), Look::Middle),
            (Ink::text(&*person.card_no), Look::Middle),
            (Ink::text(person.name()), Look::Cell),
            (Ink::Day(person.born), Look::Middle),
            (Ink::Day(person.joined), Look::Middle),
            (Ink::day(person.official), Look::Middle),
            (Ink::text(&*person.post), Look::Cell),
            (Ink::text(person.kind.label()), Look::Middle),
            (Ink::tick(person.is_civil_servant), Look::Middle),
        ];
        cells.extend(person.earlier.map(|grade| (Ink::text(grade.map_or("", Grade::short_label)), Look::Middle)));
        page.row(row, &cells)?;
    }
    Ok(())
}

fn write_collectives(book: &mut Workbook, plan: &PlanSheet) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Tập thể")?;
    page.widths(&[11, 56, 22, 26])?;
    page.heads(1, &["Mã chi bộ", "Tên tập thể", "Loại", "Nhóm tương đồng"])?;
    page.keep_head(1, 1)?;
    let own = plan.own_collectives.iter().map(|(name, kind)| ("", (*name).to_owned(), *kind));
    let of_units = plan
        .units
        .iter()
        .flat_map(|unit| unit.collectives().into_iter().map(move |(name, kind)| (unit.code, name, kind)));
    for (row, (code, name, kind)) in (2..).zip(own.chain(of_units)) {
        page.row(
            row,
            &[
                (Ink::text(code), Look::Middle),
                (Ink::text(name), Look::Cell),
                (Ink::text(kind), Look::Cell),
                (Ink::text(kind), Look::Cell),
            ],
        )?;
    }
    Ok(())
}

fn write_log(book: &mut Workbook, plan: &PlanSheet) -> Result<(), XlsxError> {
    let mut page = Page::add(book, "Sổ nộp")?;
    page.widths(&[11, 13, 56, 18, 14, 34])?;
    page.heads(1, &["Mã chi bộ", "Ngày nhận", "Tên tệp", "Không có nội dung", "Mật khẩu", "Ghi chú"])?;
    page.keep_head(1, 1)?;
    for (row, line) in (2..).zip(plan.log) {
        page.row(
            row,
            &[
                (Ink::text(line.code), Look::Middle),
                (Ink::Day(line.on), Look::Middle),
                (Ink::text(&*line.file), Look::Cell),
                (Ink::Blank, Look::Middle),
                (Ink::Blank, Look::Cell),
                (Ink::text(line.note), Look::Cell),
            ],
        )?;
    }
    Ok(())
}
