//! A party branch as the plan names it.

use chrono::NaiveDate;

/// A branch (chi bộ) that owes a return: one row of the plan's sheet `Chi bộ`. Without a plan, one is made for each
/// branch that the files themselves name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Branch {
    /// Mã chi bộ, as written: `CB01`. Unique in the plan.
    pub code: String,
    /// Tên chi bộ.
    pub name: String,
    /// Tên gọi khác: other names seen in files.
    pub other_names: Vec<String>,
    /// Nhóm tương đồng: the group of similar function it is compared within.
    pub group: Option<String>,
    pub secretary: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Số đảng viên: the headcount the committee knows.
    pub headcount: Option<u32>,
    /// Hạn nộp riêng: an extension that replaces the general deadline.
    pub own_deadline: Option<NaiveDate>,
    pub note: Option<String>,
    /// The row of the plan's sheet `Chi bộ`; none without a plan.
    pub plan_row: Option<u32>,
}
