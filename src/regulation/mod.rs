//! The regulations as data (TOML profiles with citations) and the arithmetic of quotas, in whole numbers only. No files
//! of branches, no wording of findings.

pub mod profile;
pub mod quota;
