//! One cell of the plan: its value as the type that is asked for, or the complaint about it.

use super::remarks::Remarks;
use super::sheet::PlanSheet;
use crate::domain::date::PartialDate;
use crate::domain::place::CellAt;
use crate::grid::Value;
use crate::intake::value::date::{DateTrouble, read_date};
use crate::intake::value::word::{Tick, read_tick};
use crate::text::fold::clean;
use chrono::NaiveDate;

/// A cell of a plan sheet, filled or not.
#[derive(Copy, Clone)]
pub(super) struct PlanCell<'a> {
    pub sheet: PlanSheet<'a>,
    pub at: CellAt,
    /// The column's or key's name as the plan's form prints it, for messages.
    pub label: &'static str,
}

impl<'a> PlanCell<'a> {
    /// The stored value.
    pub fn value(&self) -> Option<&'a Value> {
        self.sheet.sheet.value(self.at)
    }

    /// Whether there is nothing but spaces in it.
    pub fn is_blank(&self) -> bool {
        self.value().is_none_or(is_blank)
    }

    /// The value, when it can be used at all: an error value or a formula without a result is a mistake.
    fn usable(&self, remarks: &mut Remarks) -> Option<&'a Value> {
        let value = self.value().filter(|value| !is_blank(value))?;
        match value {
            Value::Error(text) => {
                let found = format!("ô “{}” có lỗi công thức {}", self.label, clean(text));
                remarks.mistake(self.sheet, self.at, found, "Sửa công thức hoặc ghi thẳng giá trị vào ô.");
                None
            }
            Value::NoResult => {
                let found = format!("ô “{}” là công thức chưa có kết quả", self.label);
                let expected = "Mở tệp bằng Excel rồi lưu lại, hoặc ghi thẳng giá trị vào ô.";
                remarks.mistake(self.sheet, self.at, found, expected);
                None
            }
            Value::Text(_) | Value::Number(_) | Value::Bool(_) | Value::DateTime(_) => Some(value),
        }
    }

    /// The cell as clean text; a number or date as Vietnamese offices write it.
    pub fn text(&self, remarks: &mut Remarks) -> Option<String> {
        self.usable(remarks).map(shown)
    }

    /// The cell exactly as typed: for passwords.
    pub fn verbatim(&self, remarks: &mut Remarks) -> Option<String> {
        match self.usable(remarks)? {
            Value::Text(text) => Some(text.to_string()),
            value => Some(shown(value)),
        }
    }

    /// Text that must be there.
    pub fn required(&self, expected: &str, remarks: &mut Remarks) -> Option<String> {
        if self.is_blank() {
            remarks.mistake(self.sheet, self.at, format!("chưa ghi “{}”", self.label), expected);
            return None;
        }
        self.text(remarks)
    }

    /// A date of any precision.
    pub fn date(&self, remarks: &mut Remarks) -> Option<PartialDate> {
        let value = self.usable(remarks)?;
        match read_date(value) {
            Ok(date) => date,
            Err(trouble) => {
                let written = quoted(&shown(value));
                let found = match trouble {
                    DateTrouble::NotADate => format!("“{}” ghi {written}, không phải ngày", self.label),
                    DateTrouble::Impossible => format!("“{}” ghi {written}, không có ngày này", self.label),
                };
                remarks.mistake(self.sheet, self.at, found, "Ghi ngày/tháng/năm, ví dụ 27/11/2021.");
                None
            }
        }
    }

    /// A whole day.
    pub fn day(&self, remarks: &mut Remarks) -> Option<NaiveDate> {
        match self.date(remarks)? {
            PartialDate::Day(day) => Some(day),
            date @ (PartialDate::Month { .. } | PartialDate::Year(_)) => {
                let found = format!("“{}” ghi “{date}”, thiếu ngày", self.label);
                remarks.mistake(self.sheet, self.at, found, "Ghi đủ ngày/tháng/năm, ví dụ 27/11/2021.");
                None
            }
        }
    }

    /// A whole number, zero or more.
    pub fn count(&self, remarks: &mut Remarks) -> Option<u32> {
        let value = self.usable(remarks)?;
        let count = match value {
            Value::Number(number) if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number) => {
                Some(*number as u32)
            }
            Value::Text(text) => clean(text).parse().ok(),
            _ => None,
        };
        if count.is_none() {
            let found = format!("“{}” ghi {}, không phải số đếm", self.label, quoted(&shown(value)));
            remarks.mistake(self.sheet, self.at, found, "Ghi số nguyên, từ 0 trở lên.");
        }
        count
    }

    /// Whether the cell is marked with an `x`.
    pub fn tick(&self, remarks: &mut Remarks) -> bool {
        let value = match self.usable(remarks) {
            None => return false,
            Some(Value::Bool(is_marked)) => return *is_marked,
            Some(value) => value,
        };
        match read_tick(&shown(value)) {
            Tick::Yes => true,
            Tick::No => false,
            Tick::Unclear => {
                let found = format!("“{}” ghi {}", self.label, quoted(&shown(value)));
                remarks.mistake(self.sheet, self.at, found, "Ghi x hoặc để trống.");
                false
            }
        }
    }
}

/// Whether a value shows nothing.
pub(super) fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Text(text) if clean(text).is_empty())
}

/// A value as it would be read out: dates dd/mm/yyyy, decimal comma, whole numbers without a fraction.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Error(text) => clean(text),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Value::Number(number) => number.to_string().replace('.', ","),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::DateTime(moment) => moment.format("%d/%m/%Y").to_string(),
        Value::NoResult => String::new(),
    }
}

/// A text between quotation marks, cut when it would not fit a line.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return format!("“{text}”");
    }
    let head: String = text.chars().take(LONGEST).collect();
    format!("“{}…”", head.trim_end())
}
