//! Codes that a form or the plan gives to the grades: “A: Hoàn thành xuất sắc nhiệm vụ; B: Hoàn thành tốt nhiệm vụ”.

use super::grade::Grade;
use std::collections::BTreeMap;
use std::fmt;

/// What each code stands for. Without such a legend a bare letter is never a grade (domain.md).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Legend {
    /// By the code in small letters.
    codes: BTreeMap<String, Grade>,
}

impl Legend {
    /// A legend of these pairs; `None` for fewer than two codes, and where a code stands for two grades.
    pub fn of(pairs: impl IntoIterator<Item = (String, Grade)>) -> Option<Self> {
        let mut codes = BTreeMap::new();
        for (code, grade) in pairs {
            if codes.insert(code.to_lowercase(), grade).is_some_and(|before| before != grade) {
                return None;
            }
        }
        (codes.len() >= 2).then_some(Self { codes })
    }

    /// The grade of a code as written in a cell.
    pub fn grade(&self, written: &str) -> Option<Grade> {
        let code = written.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        self.codes.get(&code).copied()
    }
}

/// “A = HTXSNV, B = HTTNV”.
impl fmt::Display for Legend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (code, grade)) in self.codes.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{} = {}", code.to_uppercase(), grade.short_label())?;
        }
        Ok(())
    }
}
