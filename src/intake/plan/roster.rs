//! The sheet `Đảng viên`: the roster. Its complaints never hold a person's name or card number.

use super::branches::Codes;
use super::cell::{PlanCell, quoted};
use super::remarks::Remarks;
use super::sheet::PlanSheet;
use super::table::{Header, PlanRow, PlanTable, Presence};
use crate::domain::grade::Standing;
use crate::domain::place::CellAt;
use crate::domain::plan::RosterMember;
use crate::intake::value::grade::{GradeText, read_grade};
use crate::intake::value::word::read_category;
use crate::text::fold::skeleton;

#[derive(Copy, Clone, PartialEq, Eq)]
enum Column {
    Branch,
    CardNo,
    Name,
    Born,
    Joined,
    Official,
    Post,
    Category,
    CivilServant,
    Note,
}

const HEADERS: &[Header<Column>] = &[
    Header { column: Column::Branch, names: &["Mã chi bộ"], presence: Presence::Required },
    Header {
        column: Column::CardNo, names: &["Số thẻ đảng", "Số thẻ đảng viên"], presence: Presence::Optional
    },
    Header { column: Column::Name, names: &["Họ và tên", "Họ tên"], presence: Presence::Required },
    Header {
        column: Column::Born,
        names: &["Ngày sinh", "Ngày tháng năm sinh", "Năm sinh"],
        presence: Presence::Optional,
    },
    Header {
        column: Column::Joined, names: &["Ngày vào Đảng", "Ngày kết nạp"], presence: Presence::Optional
    },
    Header { column: Column::Official, names: &["Ngày chính thức"], presence: Presence::Optional },
    Header { column: Column::Post, names: &["Chức vụ"], presence: Presence::Optional },
    Header { column: Column::Category, names: &["Diện"], presence: Presence::Optional },
    Header { column: Column::CivilServant, names: &["Công chức (x)", "Công chức"], presence: Presence::Optional },
    Header { column: Column::Note, names: &["Ghi chú"], presence: Presence::Optional },
];

/// Reads the roster; rows whose branch or name is missing are mistakes.
pub(super) fn read(sheet: PlanSheet, year: i32, codes: &Codes, remarks: &mut Remarks) -> Vec<RosterMember> {
    let Some(mut table) = PlanTable::find(sheet, HEADERS, remarks) else { return Vec::new() };
    let years = take_years(&mut table, year, remarks);
    table.note_strangers(remarks);
    table.rows().filter_map(|row| member(&row, &years, codes, remarks)).collect()
}

/// A column of an earlier year's grades.
struct YearColumn {
    year: i32,
    number: u16,
}

/// Takes the columns `Xếp loại 2020` and the like out of the unknown ones; newest year first. One of the year itself or
/// later is no earlier grade and stays unknown.
fn take_years(table: &mut PlanTable<Column>, plan_year: i32, remarks: &mut Remarks) -> Vec<YearColumn> {
    let mut years: Vec<YearColumn> = Vec::new();
    let sheet = table.sheet;
    table.strangers.retain(|stranger| {
        let key = skeleton(&stranger.text);
        let Some(rest) = key.strip_prefix("xep loai").or_else(|| key.strip_prefix("muc xep loai")) else { return true };
        let rest = rest.trim_start();
        let digits = rest.strip_prefix("nam ").unwrap_or(rest);
        let year: Option<i32> = digits.parse().ok().filter(|_| digits.len() == 4);
        match year {
            None => {
                let found = format!("tiêu đề {} không rõ năm nào", quoted(&stranger.text));
                remarks.mistake(sheet, stranger.at, found, "Ghi “Xếp loại” kèm năm, ví dụ “Xếp loại 2020”.");
                false
            }
            Some(year) if plan_year != 0 && year >= plan_year => true,
            Some(year) => {
                match years.iter().find(|known| known.year == year) {
                    Some(first) => {
                        let first = CellAt::new(stranger.at.row, first.number);
                        let found = format!("cột xếp loại năm {year} đã có ở {first}");
                        remarks.mistake(sheet, stranger.at, found, "Mỗi năm chỉ ghi một cột.");
                    }
                    None => years.push(YearColumn { year, number: stranger.at.column }),
                }
                false
            }
        }
    });
    years.sort_by_key(|known| std::cmp::Reverse(known.year));
    years
}

fn member(row: &PlanRow<Column>, years: &[YearColumn], codes: &Codes, remarks: &mut Remarks) -> Option<RosterMember> {
    let branch = row.cell(Column::Branch).and_then(|cell| codes.require(&cell, remarks));
    let name = row.cell(Column::Name).and_then(|cell| cell.required("Ghi họ và tên đảng viên.", remarks));
    let mut date = |column| row.cell(column).and_then(|cell| cell.date(remarks));
    let (born, joined, official) = (date(Column::Born), date(Column::Joined), date(Column::Official));
    let category_text = row.text(Column::Category, remarks);
    let card_no = row.text(Column::CardNo, remarks);
    let post = row.text(Column::Post, remarks);
    let civil_servant = row.cell(Column::CivilServant).map(|cell| cell.tick(remarks));
    let sheet = row.cell(Column::Name)?.sheet;
    let earlier = years.iter().map(|column| {
        let at = CellAt::new(row.number, column.number);
        (column.year, earlier_standing(&PlanCell { sheet, at, label: "Xếp loại" }, remarks))
    });
    let earlier = earlier.collect();
    Some(RosterMember {
        row: row.number,
        branch: branch?,
        card_no,
        name: name?,
        born,
        joined,
        official,
        post,
        category: category_text.as_deref().and_then(read_category),
        category_text,
        civil_servant,
        earlier,
    })
}

/// How somebody stood in an earlier year: a grade, or that there was none; `None` where nothing is known.
fn earlier_standing(cell: &PlanCell, remarks: &mut Remarks) -> Option<Standing> {
    let text = cell.text(remarks)?;
    match read_grade(&text) {
        GradeText::Is(grade) | GradeText::Misspelt(grade) => Some(Standing::Graded(grade)),
        GradeText::NotGraded(reason) => Some(Standing::NotGraded(reason)),
        GradeText::Blank => None,
        GradeText::Not { nearest } => {
            let expected = match nearest {
                Some(grade) => format!("Ghi mức xếp loại; có phải là “{}”?", grade.label()),
                None => "Ghi mức xếp loại, ví dụ “Hoàn thành tốt nhiệm vụ”, hoặc để trống.".to_owned(),
            };
            remarks.mistake(cell.sheet, cell.at, format!("{} không phải mức xếp loại", quoted(&text)), expected);
            None
        }
    }
}
