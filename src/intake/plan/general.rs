//! The sheet `Thông tin chung`: key and value rows.

use super::cell::{PlanCell, is_blank, quoted, shown};
use super::remarks::Remarks;
use super::sheet::PlanSheet;
use super::table::{Header, Presence, meaning, near_miss_advice};
use crate::domain::legend::Legend;
use crate::domain::place::CellAt;
use crate::domain::plan::{Denominator, Plan, Population, Rounding};
use crate::grid::{Row, Value};
use crate::intake::value::legend::read_legend;
use crate::text::fold::{clean, skeleton};
use crate::text::likeness::nearest;
use std::collections::BTreeMap;

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    Year,
    Committee,
    UpperCommittee,
    Locality,
    Regulation,
    Deadline,
    ReportDeadline,
    SixMonthsOn,
    Signer,
    SignerTitle,
    SignerName,
    Percent,
    Denominator,
    Population,
    Rounding,
    Basis,
    Legend,
}

const KEYS: &[Header<Key>] = &[
    key(Key::Year, Presence::Required, &["Năm đánh giá", "Năm"]),
    key(Key::Committee, Presence::Optional, &["Tên đảng bộ", "Đảng bộ", "Tên đảng ủy", "Đảng ủy"]),
    key(Key::UpperCommittee, Presence::Optional, &["Đảng ủy cấp trên", "Đảng bộ cấp trên", "Cấp ủy cấp trên"]),
    key(Key::Locality, Presence::Optional, &["Địa danh"]),
    key(Key::Regulation, Presence::Optional, &["Hồ sơ quy định"]),
    key(Key::Deadline, Presence::Optional, &["Hạn chi bộ nộp", "Hạn nộp"]),
    key(Key::ReportDeadline, Presence::Optional, &["Hạn báo cáo cấp trên", "Hạn báo cáo"]),
    key(Key::SixMonthsOn, Presence::Optional, &["Ngày tính 6 tháng", "Ngày tính sáu tháng"]),
    key(Key::Signer, Presence::Optional, &["Người ký"]),
    key(Key::SignerTitle, Presence::Optional, &["Người ký (chức danh)", "Chức danh người ký"]),
    key(Key::SignerName, Presence::Optional, &["Người ký (họ tên)", "Người ký (họ và tên)", "Họ tên người ký"]),
    key(Key::Percent, Presence::Optional, &["Tỷ lệ tối đa (%)", "Tỷ lệ tối đa", "Tỉ lệ tối đa (%)", "Tỉ lệ tối đa"]),
    key(Key::Denominator, Presence::Optional, &["Mẫu số"]),
    key(Key::Population, Presence::Optional, &["Phạm vi"]),
    key(Key::Rounding, Presence::Optional, &["Làm tròn"]),
    key(Key::Basis, Presence::Optional, &["Căn cứ quyết định tỷ lệ", "Căn cứ quyết định tỉ lệ"]),
    key(Key::Legend, Presence::Optional, &["Ký hiệu mức xếp loại", "Ký hiệu xếp loại"]),
];

const fn key(column: Key, presence: Presence, names: &'static [&'static str]) -> Header<Key> {
    Header { column, names, presence }
}

/// Reads the sheet into the plan's own fields.
pub(super) fn read(sheet: PlanSheet, plan: &mut Plan, remarks: &mut Remarks) {
    let Some(values) = Values::find(sheet, remarks) else {
        remarks.mistake_of_sheet(sheet, "chưa ghi “Năm đánh giá”", YEAR_EXPECTED);
        return;
    };
    plan.year = values.year(remarks).unwrap_or_default();
    let mut text = |key| values.text(key, remarks).unwrap_or_default();
    plan.committee = text(Key::Committee);
    plan.upper_committee = text(Key::UpperCommittee);
    plan.locality = text(Key::Locality);
    plan.regulation = values.text(Key::Regulation, remarks);
    let mut day = |key| values.cell(key).and_then(|cell| cell.day(remarks));
    plan.deadline = day(Key::Deadline);
    plan.report_deadline = day(Key::ReportDeadline);
    plan.six_months_on = day(Key::SixMonthsOn);
    (plan.signer_title, plan.signer_name) = values.signer(remarks);
    plan.overrides.percent = values.percent(remarks);
    plan.overrides.denominator = values.word(Key::Denominator, DENOMINATORS, remarks);
    plan.overrides.population = values.word(Key::Population, POPULATIONS, remarks);
    plan.overrides.rounding = values.word(Key::Rounding, ROUNDINGS, remarks);
    plan.overrides.basis = values.text(Key::Basis, remarks);
    plan.legend = values.legend(remarks);
}

const YEAR_EXPECTED: &str = "Ghi năm bằng bốn chữ số, ví dụ 2021.";

/// A choice, the words it goes by; the first Vietnamese ones are the dropdown's (settled 4).
type Words<T> = &'static [(T, &'static [&'static str])];

const DENOMINATORS: Words<Denominator> = &[
    (
        Denominator::GoodOrBetter,
        &["good-or-better", "Tốt và xuất sắc", "Xuất sắc và tốt", "Tốt trở lên", "Hoàn thành tốt trở lên"],
    ),
    (Denominator::GoodOnly, &["good-only", "Chỉ tốt", "Tốt", "Hoàn thành tốt"]),
    (Denominator::AllGraded, &["all-graded", "Tất cả được xếp loại", "Tất cả", "Số được xếp loại"]),
];

const POPULATIONS: Words<Population> = &[
    (Population::Committee, &["committee", "Toàn đảng bộ", "Đảng bộ", "Cả đảng bộ"]),
    (Population::Group, &["group", "Từng nhóm", "Theo nhóm", "Nhóm", "Từng nhóm tương đồng"]),
    (Population::Branch, &["branch", "Từng chi bộ", "Theo chi bộ", "Chi bộ"]),
];

const ROUNDINGS: Words<Rounding> = &[
    (Rounding::HalfUp, &["half-up", "Làm tròn 0,5", "Làm tròn số 0,5", "Làm tròn lên từ 0,5"]),
    (Rounding::Floor, &["floor", "Làm tròn xuống", "Xuống"]),
];

/// Where each key's value stands.
struct Values<'a> {
    sheet: PlanSheet<'a>,
    cells: BTreeMap<Key, PlanCell<'a>>,
}

impl<'a> Values<'a> {
    /// The keys' column is the one with the most known keys; values stand right of them. Rows above the first key are a
    /// title. `None` when there is no known key at all.
    fn find(sheet: PlanSheet<'a>, remarks: &mut Remarks) -> Option<Self> {
        let mut per_column: BTreeMap<u16, usize> = BTreeMap::new();
        for row in &sheet.sheet.rows {
            for cell in &row.cells {
                if key_of(&cell.value).is_some() {
                    *per_column.entry(cell.column).or_default() += 1;
                }
            }
        }
        let most = *per_column.values().max()?;
        let column = per_column.into_iter().find(|&(_, n_keys)| n_keys == most).map(|(column, _)| column)?;

        let mut values = Self { sheet, cells: BTreeMap::new() };
        let mut strangers = Vec::new();
        let mut first_key_row = u32::MAX;
        for row in &sheet.sheet.rows {
            let Some(value) = row.value(column).filter(|value| !is_blank(value)) else { continue };
            let at = CellAt::new(row.number, column);
            match key_of(value) {
                Some(header) => {
                    first_key_row = first_key_row.min(row.number);
                    values.add(header, at, remarks);
                }
                None => strangers.push((at, shown(value), has_value(row, value_column(sheet, at)))),
            }
        }
        let mut refused = Vec::new();
        for (at, text, has_value) in strangers {
            let absent = KEYS.iter().filter(|header| !values.cells.contains_key(&header.column));
            match nearest(&text, absent.map(|header| header.names[0])) {
                Some(known) => {
                    let found = format!("khóa {} gần giống “{known}”", quoted(&text));
                    remarks.mistake(sheet, at, found, near_miss_advice(known));
                    refused.push(known);
                }
                None if at.row > first_key_row && has_value => remarks.unknown_cell(sheet, at, text),
                None => {}
            }
        }
        for header in KEYS.iter().filter(|header| header.presence == Presence::Required) {
            let label = header.names[0];
            if !values.cells.contains_key(&header.column) && !refused.contains(&label) {
                remarks.mistake_of_sheet(sheet, format!("không có dòng “{label}”"), YEAR_EXPECTED);
            }
        }
        Some(values)
    }

    fn add(&mut self, header: &'static Header<Key>, key_at: CellAt, remarks: &mut Remarks) {
        let label = header.names[0];
        let at = CellAt::new(key_at.row, value_column(self.sheet, key_at));
        let cell = PlanCell { sheet: self.sheet, at, label };
        match self.cells.get(&header.column) {
            // Of a key that stands twice, the one that says something counts; two values contradict each other.
            Some(first) if !first.is_blank() && !cell.is_blank() => {
                let found = format!("“{label}” đã ghi ở {}", first.at);
                remarks.mistake(self.sheet, key_at, found, "Mỗi nội dung chỉ ghi một lần; xóa một dòng.");
            }
            Some(_) if cell.is_blank() => {}
            Some(_) | None => {
                self.cells.insert(header.column, cell);
            }
        }
    }

    fn cell(&self, key: Key) -> Option<&PlanCell<'a>> {
        self.cells.get(&key)
    }

    fn text(&self, key: Key, remarks: &mut Remarks) -> Option<String> {
        self.cell(key)?.text(remarks)
    }

    fn year(&self, remarks: &mut Remarks) -> Option<i32> {
        let cell = self.cell(Key::Year)?;
        let text = cell.required(YEAR_EXPECTED, remarks)?;
        let digits = skeleton(&text);
        let digits = digits.strip_prefix("nam ").unwrap_or(&digits);
        let year = digits.parse().ok().filter(|year| digits.len() == 4 && (2000..=2100).contains(year));
        if year.is_none() {
            let found = format!("“{}” ghi {}", cell.label, quoted(&text));
            remarks.mistake(self.sheet, cell.at, found, YEAR_EXPECTED);
        }
        year
    }

    /// Title and name of the signer: the two keys, else “BÍ THƯ, Họ tên” in one.
    fn signer(&self, remarks: &mut Remarks) -> (String, String) {
        let (title, name) = match self.cell(Key::Signer).and_then(|cell| cell.verbatim(remarks)) {
            Some(text) => split_signer(&text),
            None => Default::default(),
        };
        let own_title = self.text(Key::SignerTitle, remarks);
        let own_name = self.text(Key::SignerName, remarks);
        (own_title.unwrap_or(title), own_name.unwrap_or(name))
    }

    /// The percentage in hundredths of a percent.
    fn percent(&self, remarks: &mut Remarks) -> Option<u32> {
        let cell = self.cell(Key::Percent)?;
        let text = cell.text(remarks)?;
        let percent = match cell.value() {
            Some(Value::Number(number)) => hundredths(*number),
            Some(Value::Text(_)) => written_percent(&text),
            _ => None,
        };
        if percent.is_none() {
            let found = format!("“{}” ghi {}", cell.label, quoted(&text));
            remarks.mistake(self.sheet, cell.at, found, "Ghi tỷ lệ phần trăm lớn hơn 0 và không quá 100, ví dụ 20.");
        }
        percent
    }

    fn legend(&self, remarks: &mut Remarks) -> Option<Legend> {
        let cell = self.cell(Key::Legend)?;
        let text = cell.text(remarks)?;
        let legend = read_legend(&text);
        if legend.is_none() {
            let found = format!("“{}” ghi {}", cell.label, quoted(&text));
            let expected = "Ghi ít nhất hai ký hiệu, ví dụ A = HTXSNV; B = HTTNV; C = HTNV; D = KHTNV.";
            remarks.mistake(self.sheet, cell.at, found, expected);
        }
        legend
    }

    fn word<T: Copy>(&self, key: Key, words: Words<T>, remarks: &mut Remarks) -> Option<T> {
        let cell = self.cell(key)?;
        let text = cell.text(remarks)?;
        let wanted = skeleton(&text);
        let known = words.iter().find(|(_, names)| names.iter().any(|name| skeleton(name) == wanted));
        if known.is_none() {
            let choices: Vec<String> = words.iter().map(|(_, names)| format!("“{}”", names[1])).collect();
            let found = format!("“{}” ghi {}", cell.label, quoted(&text));
            let expected = format!("Ghi một trong: {}; để trống thì theo hồ sơ quy định.", choices.join(", "));
            remarks.mistake(self.sheet, cell.at, found, expected);
        }
        known.map(|&(choice, _)| choice)
    }
}

fn key_of(value: &Value) -> Option<&'static Header<Key>> {
    match value {
        Value::Text(text) => meaning(&clean(text), KEYS),
        _ => None,
    }
}

/// The column right of a key, or right of the merged area it fills.
fn value_column(sheet: PlanSheet, key_at: CellAt) -> u16 {
    let area = sheet.sheet.merges.iter().find(|area| area.contains(key_at));
    area.map_or(key_at.column, |area| area.last.column).saturating_add(1)
}

fn has_value(row: &Row, column: u16) -> bool {
    row.value(column).is_some_and(|value| !is_blank(value))
}

/// A number in the percentage's cell: at most 1 it is the stored value of a cell formatted as %.
fn hundredths(number: f64) -> Option<u32> {
    let percent = if number <= 1.0 { number * 100.0 } else { number };
    let hundredths = (percent * 100.0).round();
    (number > 0.0 && percent <= 100.0 && hundredths >= 1.0).then_some(hundredths as u32)
}

/// “20%”, “20,5 %” and “0,5%” are percentages as they stand; without the sign a text counts like a number.
fn written_percent(text: &str) -> Option<u32> {
    let figure = text.trim_end_matches('%').trim_end();
    let is_plain = figure.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
    let number: f64 = figure.replace(',', ".").parse().ok().filter(|_| is_plain)?;
    match figure.len() == text.len() {
        true => hundredths(number),
        false if number <= 1.0 => hundredths(number / 100.0),
        false => hundredths(number),
    }
}

/// “BÍ THƯ, Nguyễn Văn An” on one line or several; without a separator, leading words in capitals are the title.
fn split_signer(written: &str) -> (String, String) {
    let written = written.trim();
    if let Some((title, name)) = written.rsplit_once([',', ';', '\n', '\r']) {
        let title = title.trim().trim_end_matches([',', ';']);
        return (clean(title), clean(name));
    }
    let text = clean(written);
    let is_capital = |word: &&str| word.chars().all(|c| !c.is_lowercase());
    let n_capital = text.split(' ').take_while(is_capital).count();
    let words: Vec<&str> = text.split(' ').collect();
    match n_capital {
        0 => (String::new(), text),
        _ => (words[..n_capital].join(" "), words[n_capital..].join(" ")),
    }
}
