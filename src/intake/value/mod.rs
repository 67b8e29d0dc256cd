//! One cell's text to a typed value: grades and legends of their codes, dates, names, ticks and the small vocabularies of the forms.

pub mod approval;
pub mod date;
pub mod grade;
pub mod legend;
pub mod name;
pub mod points;
pub mod word;
