//! What tests share: workbooks as text tables, campaign folders, dumps of written workbooks, examples of rule pages and
//! the expectations beside the samples. Each test file takes it in with `mod support;`.

#![allow(dead_code, reason = "every test file takes in the whole module and uses its own part of it")]

pub mod campaign;
pub mod dump;
pub mod expected;
pub mod page;
pub mod table;
