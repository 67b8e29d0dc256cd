//! The campaign's plan: who owes a return, by when, under which regulation, and the office's own records.

use super::branch::Branch;
use super::date::PartialDate;
use super::grade::Standing;
use super::legend::Legend;
use super::member::Category;
use chrono::NaiveDate;

/// `ke-hoach.xlsx` as read (forms.md §1), or what stands in for it when there is none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// File name of the plan workbook; none when the program works without a plan.
    pub file: Option<String>,
    /// Năm đánh giá.
    pub year: i32,
    /// Tên đảng bộ.
    pub committee: String,
    /// Đảng ủy cấp trên.
    pub upper_committee: String,
    /// Địa danh, for “Đồng Tháp, ngày …”.
    pub locality: String,
    /// Hồ sơ quy định: a profile's id; none lets the year choose.
    pub regulation: Option<String>,
    /// Hạn chi bộ nộp: the last day that is on time (settled 1).
    pub deadline: Option<NaiveDate>,
    /// Hạn báo cáo cấp trên.
    pub report_deadline: Option<NaiveDate>,
    /// Ngày tính 6 tháng; none: 31 December of the year.
    pub six_months_on: Option<NaiveDate>,
    pub signer_title: String,
    pub signer_name: String,
    pub overrides: QuotaOverrides,
    /// Ký hiệu mức xếp loại: what codes in returns stand for, where their own sheet does not say.
    pub legend: Option<Legend>,
    pub branches: Vec<Branch>,
    pub roster: Vec<RosterMember>,
    pub collectives: Vec<PlannedCollective>,
    pub log: Vec<LogEntry>,
    pub decisions: Vec<FindingDecision>,
    /// Unknown sheets, columns and keys, each said once: sheet, cell if any, and the name as written.
    pub unknown_parts: Vec<UnknownPart>,
    /// A short hash of the plan's content, stamped into forms (settled 9).
    pub fingerprint: String,
}

/// Something in the plan workbook that no meaning is known for: kept, said once, never refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownPart {
    pub sheet: String,
    /// Address such as `B7`; none for a whole sheet.
    pub cell: Option<String>,
    pub text: String,
}

/// The plan's own quota settings; each replaces the profile's value when present.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct QuotaOverrides {
    /// Tỷ lệ tối đa (%), in hundredths of a percent: 2 000 is 20 %.
    pub percent: Option<u32>,
    pub denominator: Option<Denominator>,
    pub population: Option<Population>,
    pub rounding: Option<Rounding>,
    /// Căn cứ quyết định tỷ lệ: the deciding document.
    pub basis: Option<String>,
}

/// Mẫu số: of how many the percentage is taken (domain.md, “The quota”).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Denominator {
    /// `good-or-better`: Good + Excellent.
    GoodOrBetter,
    /// `good-only`.
    GoodOnly,
    /// `all-graded`.
    AllGraded,
}

/// Phạm vi: among whom the quota is checked.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Population {
    /// `committee`: the whole base organisation.
    Committee,
    /// `group`: each Nhóm tương đồng.
    Group,
    /// `branch`: each branch.
    Branch,
}

/// Làm tròn: how a fraction of a person is rounded.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Rounding {
    /// `half-up`.
    HalfUp,
    /// `floor`.
    Floor,
}

/// One row of the plan's sheet `Đảng viên`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RosterMember {
    /// Row of the sheet, for messages.
    pub row: u32,
    /// Index into [`Plan::branches`].
    pub branch: usize,
    pub card_no: Option<String>,
    pub name: String,
    pub born: Option<PartialDate>,
    pub joined: Option<PartialDate>,
    pub official: Option<PartialDate>,
    pub post: Option<String>,
    pub category: Option<Category>,
    /// Diện as written.
    pub category_text: Option<String>,
    /// `None` when the roster has no column Công chức.
    pub civil_servant: Option<bool>,
    /// Earlier years' grades, newest first; `None` for a year with a blank cell.
    pub earlier: Vec<(i32, Option<Standing>)>,
}

/// One row of the plan's sheet `Tập thể`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedCollective {
    pub row: u32,
    /// Index into [`Plan::branches`]; none for a collective of the committee itself.
    pub branch: Option<usize>,
    pub name: String,
    pub kind: Option<String>,
    pub group: Option<String>,
}

/// One row of the plan's sheet `Sổ nộp`: the office's own record of what arrived when.
#[derive(Clone, PartialEq, Eq)]
pub struct LogEntry {
    pub row: u32,
    /// Index into [`Plan::branches`].
    pub branch: usize,
    pub received_on: Option<NaiveDate>,
    /// A file name, or a path inside the folder (settled 6).
    pub file: Option<String>,
    /// Không có nội dung (x): a nil return.
    pub nil: bool,
    /// Never printed: `Debug` hides it.
    pub password: Option<String>,
    pub note: Option<String>,
}

impl std::fmt::Debug for LogEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogEntry")
            .field("row", &self.row)
            .field("branch", &self.branch)
            .field("received_on", &self.received_on)
            .field("file", &self.file)
            .field("nil", &self.nil)
            .field("password", &self.password.as_ref().map(|_| "…"))
            .field("note", &self.note)
            .finish()
    }
}

/// One row of the plan's sheet `Xử lý`: what the committee decided about a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingDecision {
    pub row: u32,
    pub code: String,
    pub branch: Option<String>,
    pub place: Option<String>,
    pub decision: Option<String>,
    pub value: Option<String>,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub on: Option<NaiveDate>,
}

impl Plan {
    /// Whether a plan workbook was read; without one there is no roster and no deadline to check against.
    pub fn is_given(&self) -> bool {
        self.file.is_some()
    }

    /// The last day that is on time for a branch: its own extension, else the general deadline.
    pub fn deadline_of(&self, branch: &Branch) -> Option<NaiveDate> {
        branch.own_deadline.or(self.deadline)
    }

    /// The day by which six months of membership are counted; 31 December of the year unless the plan names another.
    pub fn six_months_on(&self) -> Option<NaiveDate> {
        self.six_months_on.or_else(|| NaiveDate::from_ymd_opt(self.year, 12, 31))
    }
}
