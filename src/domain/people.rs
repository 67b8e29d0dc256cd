//! The other records of a return: collectives, staff, and proposals for commendation.

use super::date::PartialDate;
use super::decision::{Approval, CommitteeWords};
use super::grade::{Grade, Reason};
use super::member::{ActorGrades, CarriedCell, PersonName, RowSource};
use super::place::Located;
use super::text::Text;

/// A collective or party organisation (tập thể, tổ chức đảng) as one row gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Collective {
    pub source: RowSource,
    pub ordinal: Option<Located<Text>>,
    pub name: Located<Text>,
    /// Loại as written: chi bộ, chi ủy, ban chấp hành, công đoàn, lãnh đạo phòng…
    pub kind: Option<Located<Text>>,
    pub self_review: Option<Located<bool>>,
    /// `branch_grade` is what the branch proposes (Chi bộ đề nghị).
    pub grades: ActorGrades,
    pub reason: Option<Located<Reason>>,
    pub note: Option<Located<Text>>,
    pub carried: Vec<CarriedCell>,
}

impl Collective {
    /// The committee's grade where it decided, else the branch's.
    pub fn grade(&self) -> Option<Grade> {
        self.grades.committee_grade.as_ref().or(self.grades.branch_grade.as_ref()).map(|grade| grade.value)
    }
}

/// A civil servant, public employee or worker (công chức, người lao động), graded as staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Staff {
    pub source: RowSource,
    pub ordinal: Option<Located<Text>>,
    pub name: Located<PersonName>,
    pub born: Option<Located<PartialDate>>,
    pub post: Option<Located<Text>>,
    pub room: Option<Located<Text>>,
    /// `None` when the table has no such column; a blank cell of one means no.
    pub is_member: Option<bool>,
    /// The staff grade stands in `branch_grade`: the column that decides in this table.
    pub grades: ActorGrades,
    pub reason: Option<Located<Reason>>,
    pub note: Option<Located<Text>>,
    pub carried: Vec<CarriedCell>,
}

impl Staff {
    /// The committee's grade where it decided, else the one returned.
    pub fn grade(&self) -> Option<Grade> {
        self.grades.committee_grade.as_ref().or(self.grades.branch_grade.as_ref()).map(|grade| grade.value)
    }
}

/// Whom a reward is proposed for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum RewardSubject {
    Member,
    Collective,
}

/// Loại of a proposal (domain.md, “Commendation”).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RewardKind {
    /// Trong năm.
    Year,
    /// 5 năm liền.
    FiveYears,
    /// Đột xuất: does not need Excellent.
    Exceptional,
}

/// Hình thức of a reward.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RewardForm {
    /// Giấy khen.
    Certificate,
    /// Bằng khen.
    Diploma,
    /// Biểu dương.
    Praise,
    /// Cờ.
    Flag,
    /// A form that is none of these; the text stays beside it.
    Other,
}

/// Whom a proposal was recognised as, within the same branch's records.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum RewardMatch {
    /// Index into the submission's members.
    Member(usize),
    /// Index into the submission's collectives.
    Collective(usize),
}

/// A proposal for commendation (đề nghị khen thưởng).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reward {
    pub source: RowSource,
    pub ordinal: Option<Located<Text>>,
    pub name: Located<PersonName>,
    /// As the file says, else as recognised.
    pub subject: Option<RewardSubject>,
    pub form: Option<Located<RewardForm>>,
    /// Hình thức as written.
    pub form_text: Option<Text>,
    pub kind: Option<Located<RewardKind>>,
    pub achievement: Option<Located<Text>>,
    pub note: Option<Located<Text>>,
    pub carried: Vec<CarriedCell>,
    /// Whom it was recognised as; several of one name leave it open.
    pub matched: Option<RewardMatch>,
    /// Whether the conditions hold as far as this file shows them: graded Excellent, or exceptional.
    pub eligible: bool,
    /// Whether the known history contradicts five years running (R502).
    pub lacks_years: bool,
    /// The committee's answer, re-applied from an earlier output.
    pub approval: Option<Approval>,
    pub committee_words: CommitteeWords,
}

impl Reward {
    /// The form of the reward: its name, or the return's words where it is none of the known.
    pub fn form_in_words(&self) -> Option<&str> {
        match (self.form.as_ref().map(|form| form.value), self.form_text.as_deref()) {
            (Some(RewardForm::Certificate), _) => Some("Giấy khen"),
            (Some(RewardForm::Diploma), _) => Some("Bằng khen"),
            (Some(RewardForm::Praise), _) => Some("Biểu dương"),
            (Some(RewardForm::Flag), _) => Some("Cờ"),
            (Some(RewardForm::Other) | None, text) => text,
        }
    }

    /// Whether the committee refused the proposal: it then counts no more.
    pub fn is_refused(&self) -> bool {
        self.approval == Some(Approval::Refused)
    }
}
