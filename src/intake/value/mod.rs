//! One cell's text to a typed value: grades, dates, names, ticks and the small vocabularies of the forms.

pub mod approval;
pub mod date;
pub mod grade;
pub mod name;
pub mod points;
pub mod word;
