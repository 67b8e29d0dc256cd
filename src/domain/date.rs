//! Dates as people give them: a day, or only a month, or only a year.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A date with the precision of the cell it was read from (`settled.md` 14). Nothing is filled in.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum PartialDate {
    Day(NaiveDate),
    /// `month` is 1 to 12.
    Month {
        year: i32,
        month: u32,
    },
    Year(i32),
}

impl PartialDate {
    pub fn year(self) -> i32 {
        match self {
            PartialDate::Day(day) => day.year(),
            PartialDate::Month { year, .. } | PartialDate::Year(year) => year,
        }
    }

    /// The earliest day it can mean.
    pub fn earliest(self) -> NaiveDate {
        match self {
            PartialDate::Day(day) => day,
            PartialDate::Month { year, month } => NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MIN),
            PartialDate::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN),
        }
    }

    /// The latest day it can mean.
    pub fn latest(self) -> NaiveDate {
        match self {
            PartialDate::Day(day) => day,
            PartialDate::Month { year, month } => {
                let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                NaiveDate::from_ymd_opt(year, month, 1).and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX)
            }
            PartialDate::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX),
        }
    }

    /// Whether two dates of different precision can be the same day: 1980 agrees with 03/02/1980.
    pub fn agrees_with(self, other: Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }

    /// `1980-02-03`, `1980-02` or `1980`: the form of the JSON contract (output.md).
    pub fn iso(self) -> String {
        match self {
            PartialDate::Day(day) => day.format("%Y-%m-%d").to_string(),
            PartialDate::Month { year, month } => format!("{year:04}-{month:02}"),
            PartialDate::Year(year) => format!("{year:04}"),
        }
    }
}

/// As Vietnamese offices write it: `03/02/1980`, `02/1980`, `1980`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Day(day) => write!(f, "{}", day.format("%d/%m/%Y")),
            PartialDate::Month { year, month } => write!(f, "{month:02}/{year:04}"),
            PartialDate::Year(year) => write!(f, "{year:04}"),
        }
    }
}
