//! calamine's values as ours.

use super::Value;
use super::gather::{number_value, text_value};
use super::serial::{Epoch, iso_moment, moment};
use calamine::Data;
use std::sync::Arc;

/// A cell's value; none when the cell is empty.
pub(super) fn value_of(data: &Data, epoch: Epoch) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::Int(number) => Some(Value::Number(*number as f64)),
        Data::Float(number) => Some(number_value(*number)),
        Data::String(text) => text_value(text),
        Data::Bool(truth) => Some(Value::Bool(*truth)),
        Data::DateTime(at) => {
            let number = at.as_f64();
            let moment = if at.is_datetime() { moment(number, epoch) } else { None };
            Some(moment.map_or_else(|| number_value(number), Value::DateTime))
        }
        Data::DateTimeIso(text) => iso_moment(text).map(Value::DateTime).or_else(|| text_value(text)),
        Data::DurationIso(text) => text_value(text),
        Data::Error(error) => Some(Value::Error(Arc::from(error.to_string()))),
    }
}
