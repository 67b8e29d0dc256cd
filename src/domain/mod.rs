//! The words of the office as types: plan, branches, members, grades, collectives, staff, rewards, submissions, and
//! the bare facts of what could not be read. No disk, no Excel, no wording for the user, no codes.

pub mod branch;
pub mod campaign;
pub mod column;
pub mod correction;
pub mod date;
pub mod decision;
pub mod fault;
pub mod grade;
pub mod history;
pub mod legend;
pub mod member;
pub mod people;
pub mod place;
pub mod plan;
pub mod reading;
pub mod score;
pub mod submission;
pub mod text;
