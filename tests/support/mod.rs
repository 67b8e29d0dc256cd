//! What tests share: workbooks as text tables, campaign folders, dumps of written workbooks, examples of rule pages,
//! the expectations beside the samples, and a committee already judged. Each test file takes it in with `mod support;`.

#![allow(dead_code, reason = "every test file takes in the whole module and uses its own part of it")]

pub mod campaign;
pub mod committee;
pub mod dump;
pub mod expected;
pub mod fill;
pub mod page;
pub mod table;
pub mod typing;

#[allow(unused_imports, reason = "only tests of outputs use it")]
pub use committee::bloc;
