//! The sheet `Thông tin` of a return: what the branch says of itself (forms.md §2).

use super::layout::vocabulary::header_skeleton;
use super::value::date::read_date;
use super::value::word::{Tick, read_tick};
use super::view::{SheetView, is_blank, shown};
use crate::domain::column::Column;
use crate::domain::date::PartialDate;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::place::{CellAt, Located};
use crate::domain::reading::Declared;
use crate::grid::Value;
use crate::text::fold::clean;

/// The keys of the sheet, as skeletons.
const KEYS: &[&str] = &[
    "ma chi bo",
    "ten chi bo",
    "nam",
    "ngay hop chi bo",
    "tong so dang vien",
    "chinh thuc",
    "du bi",
    "nguoi lap",
    "bi thu",
    "khong de nghi khen thuong",
    "khong co noi dung",
    "phien ban bieu mau",
    "nam danh gia",
];

/// Whether a sheet is the form's sheet of facts: by its name and one key, or by three keys with the branch among them.
/// (“Bí thư” alone is a post in many a list.)
pub fn is_declaration(view: &SheetView) -> bool {
    let mut keys: Vec<String> = keyed_cells(view).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    let names_branch = keys.iter().any(|key| key == "ma chi bo" || key == "ten chi bo");
    let name = header_skeleton(&view.sheet.name);
    (name == "thong tin" || name == "thong tin chung") && !keys.is_empty() || names_branch && keys.len() >= 3
}

/// Key cells with the value to their right.
fn keyed_cells<'a>(view: &'a SheetView) -> impl Iterator<Item = (String, Option<(&'a Value, CellAt)>)> + 'a {
    view.sheet.rows.iter().take(100).filter_map(|row| {
        let key = row.cells.iter().find(|cell| !is_blank(Some(&cell.value)))?;
        let Value::Text(text) = &key.value else { return None };
        let words = header_skeleton(text);
        if !KEYS.contains(&words.as_str()) {
            return None;
        }
        let value = row
            .cells
            .iter()
            .find(|cell| cell.column > key.column && !is_blank(Some(&cell.value)))
            .map(|cell| (&cell.value, CellAt::new(row.number, cell.column)));
        Some((words, value))
    })
}

/// Reads the sheet; a value that is not what its key asks for becomes a fault.
pub fn read_declared(view: &SheetView, faults: &mut Vec<Fault>) -> Declared {
    let sheet = &view.sheet.name;
    let mut declared = Declared { sheet: Some(sheet.clone()), ..Declared::default() };
    for (key, value) in keyed_cells(view) {
        let Some((value, at)) = value else { continue };
        let text = clean(&shown(value));
        if matches!(value, Value::Error(_) | Value::NoResult) {
            let kind = match value {
                Value::NoResult => FaultKind::NoStoredResult,
                _ => FaultKind::ErrorValue { text, column: Column::Unknown },
            };
            faults.push(Fault::of_cell(kind, sheet, at));
            continue;
        }
        let located = Located::new(text.clone(), at);
        match key.as_str() {
            "ma chi bo" => declared.branch_code = Some(located),
            "ten chi bo" => declared.branch_name = Some(located),
            "nam" | "nam danh gia" => declared.year = text.parse().ok().map(|year| Located::new(year, at)),
            "ngay hop chi bo" => match read_date(value) {
                Ok(Some(PartialDate::Day(day))) => declared.meeting_on = Some(Located::new(day, at)),
                Ok(_) => {}
                Err(trouble) => {
                    let column = Column::Unknown;
                    let kind = match trouble {
                        super::value::date::DateTrouble::NotADate => FaultKind::NotADate { text, column },
                        super::value::date::DateTrouble::Impossible => FaultKind::ImpossibleDate { text, column },
                    };
                    faults.push(Fault::of_cell(kind, sheet, at));
                }
            },
            "tong so dang vien" => declared.n_members = first_number(&text).map(|n| Located::new(n, at)),
            "chinh thuc" => declared.n_full = first_number(&text).map(|n| Located::new(n, at)),
            "du bi" => declared.n_probationary = first_number(&text).map(|n| Located::new(n, at)),
            "nguoi lap" => declared.prepared_by = Some(located),
            "bi thu" => declared.secretary = Some(located),
            "khong de nghi khen thuong" => declared.no_rewards = read_tick(&text) == Tick::Yes,
            "khong co noi dung" => declared.nil = read_tick(&text) == Tick::Yes,
            "phien ban bieu mau" => declared.form_version = Some(located),
            _ => {}
        }
    }
    declared
}

/// The number a cell begins with: “15”, “15 đồng chí”.
fn first_number(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
