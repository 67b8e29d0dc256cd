//! A table of a profile file read key by key: every mistake names its key, as the file writes it, and what is expected
//! there. A key that nobody asked for is a mistake too.

use super::ProfileError;
use crate::text::likeness::nearest;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// One table, with the path its keys are named by.
pub struct Keys<'a> {
    path: String,
    table: &'a Table,
    asked: BTreeSet<&'static str>,
}

impl<'a> Keys<'a> {
    pub fn of_file(table: &'a Table) -> Self {
        Self { path: String::new(), table, asked: BTreeSet::new() }
    }

    /// A key as messages name it: `member_quota.rounding`.
    fn named(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.insert(key);
        self.table.get(key)
    }

    fn needed(&mut self, key: &'static str) -> Result<&'a Value, ProfileError> {
        self.value(key).ok_or_else(|| ProfileError::Missing { key: self.named(key) })
    }

    fn wrong(&self, key: &str, found: &Value, expected: impl Into<String>) -> ProfileError {
        ProfileError::Wrong { key: self.named(key), found: found.to_string(), expected: expected.into() }
    }

    /// A table inside this one.
    pub fn table(&mut self, key: &'static str) -> Result<Keys<'a>, ProfileError> {
        self.optional_table(key)?.ok_or_else(|| ProfileError::Missing { key: self.named(key) })
    }

    /// A table that may lack; `false` in its place says that it is not in force.
    pub fn optional_table(&mut self, key: &'static str) -> Result<Option<Keys<'a>>, ProfileError> {
        match self.value(key) {
            None | Some(Value::Boolean(false)) => Ok(None),
            Some(Value::Table(table)) => Ok(Some(Keys { path: self.named(key), table, asked: BTreeSet::new() })),
            Some(other) => Err(self.wrong(key, other, format!("một bảng [{}]", self.named(key)))),
        }
    }

    /// Filled text.
    pub fn text(&mut self, key: &'static str) -> Result<String, ProfileError> {
        match self.needed(key)? {
            Value::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            other => Err(self.wrong(key, other, "chữ trong dấu nháy, không để trống")),
        }
    }

    /// A whole number within limits.
    pub fn whole(&mut self, key: &'static str, from: u32, to: u32) -> Result<u32, ProfileError> {
        let value = self.needed(key)?;
        let number = value.as_integer().and_then(|number| u32::try_from(number).ok());
        number
            .filter(|number| (from..=to).contains(number))
            .ok_or_else(|| self.wrong(key, value, format!("số nguyên từ {from} đến {to}")))
    }

    /// A whole number that may lack.
    pub fn optional_whole(&mut self, key: &'static str, from: u32, to: u32) -> Result<Option<u32>, ProfileError> {
        if self.value(key).is_none() { Ok(None) } else { self.whole(key, from, to).map(Some) }
    }

    pub fn yes_or_no(&mut self, key: &'static str) -> Result<bool, ProfileError> {
        let value = self.needed(key)?;
        value.as_bool().ok_or_else(|| self.wrong(key, value, "true hoặc false"))
    }

    /// One that may lack.
    pub fn optional_yes_or_no(&mut self, key: &'static str) -> Result<Option<bool>, ProfileError> {
        if self.value(key).is_none() { Ok(None) } else { self.yes_or_no(key).map(Some) }
    }

    /// One of the words known here.
    pub fn word<T: Copy>(&mut self, key: &'static str, known: &[(&str, T)]) -> Result<T, ProfileError> {
        let value = self.needed(key)?;
        value.as_str().and_then(|word| find(word, known)).ok_or_else(|| self.wrong(key, value, one_of(known)))
    }

    /// Several of the words known here.
    pub fn words<T: Copy>(&mut self, key: &'static str, known: &[(&str, T)]) -> Result<Vec<T>, ProfileError> {
        let value = self.needed(key)?;
        let words = value.as_array().and_then(|words| {
            words.iter().map(|word| word.as_str().and_then(|word| find(word, known))).collect::<Option<Vec<T>>>()
        });
        words.ok_or_else(|| self.wrong(key, value, format!("danh sách trong [ ], mỗi mục là {}", one_of(known))))
    }

    /// That nothing stands here which nobody asked for.
    pub fn finish(self) -> Result<(), ProfileError> {
        let Some(unknown) = self.table.keys().find(|key| !self.asked.contains(key.as_str())) else { return Ok(()) };
        let near = nearest(unknown, self.asked.iter().copied()).map(str::to_owned);
        Err(ProfileError::Unknown { key: self.named(unknown), near })
    }
}

fn find<T: Copy>(word: &str, known: &[(&str, T)]) -> Option<T> {
    known.iter().find(|(name, _)| *name == word.trim()).map(|(_, meaning)| *meaning)
}

fn one_of<T>(known: &[(&str, T)]) -> String {
    known.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
