//! A party member's row in a return.

use super::column::Column;
use super::date::PartialDate;
use super::decision::CommitteeWords;
use super::grade::{Grade, Reason, Standing};
use super::place::{CellAt, CellPlace, Located};
use super::score::Scores;
use super::text::Text;
use std::sync::Arc;

/// A name as written and as a person would print it (output.md, last paragraph).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PersonName {
    /// The cell as written, where that is not how a person would print it.
    differently: Option<Box<str>>,
    /// Composed, single spaces, no honorific, capitals turned to title case, tone placement as written.
    pub clean: Text,
}

impl PersonName {
    pub fn new(written: &str, clean: Text) -> Self {
        // Nearly every name is written as it is printed, and of a million none need be kept twice.
        Self { differently: (written != clean).then(|| written.into()), clean }
    }

    /// The cell as written.
    pub fn written(&self) -> &str {
        self.differently.as_deref().unwrap_or(&self.clean)
    }
}

/// The row a record was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowSource {
    /// Path inside the campaign folder.
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    /// 1-based row of the sheet.
    pub row: u32,
    /// Index into the file's `tables` (see `reading::Reading`).
    pub table: u32,
    /// Columns of this row that hold a fault already reported; a rule that would speak of the same cell stays silent.
    pub troubled: Vec<Column>,
    /// The cell a reader is sent to: the grade's (the ticked one), or the name's where there is no grade (settled 13).
    pub at: CellAt,
}

impl RowSource {
    /// The place of `at` in this row's sheet.
    pub fn place(&self, at: CellAt) -> CellPlace {
        CellPlace { file: self.file.clone(), sheet: self.sheet.clone(), at }
    }

    pub fn is_troubled(&self, column: Column) -> bool {
        self.troubled.contains(&column)
    }
}

/// Diện: which kind of membership.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Category {
    /// Chính thức.
    Full,
    /// Dự bị.
    Probationary,
    /// Miễn công tác và sinh hoạt đảng.
    Exempt,
    /// Đình chỉ sinh hoạt đảng.
    Suspended,
}

/// What a cell of the column Kỷ luật says.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Discipline {
    /// Khiển trách.
    Reprimand,
    /// Cảnh cáo.
    Warning,
    /// Cách chức.
    Dismissal,
    /// Khai trừ.
    Expulsion,
    /// Something is written that is no known form; the text stays in [`Member::discipline_text`].
    Unclear,
}

/// Kiểm điểm tại: where the member was reviewed (plan II.5.2).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum ReviewedAt {
    /// Phòng: with the staff of the office.
    Room,
    /// Chi bộ.
    Branch,
}

/// The grades one row can carry, one per actor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActorGrades {
    pub self_grade: Option<Located<Grade>>,
    pub staff_grade: Option<Located<Grade>>,
    pub proposed_grade: Option<Located<Grade>>,
    pub branch_grade: Option<Located<Grade>>,
    /// The committee's decision, from the file when it has such a column, or re-applied from an earlier output.
    pub committee_grade: Option<Located<Grade>>,
    /// What the committee typed beside it into an earlier output.
    pub committee_words: CommitteeWords,
}

/// The header under which a roll-up carries the source that the committee below recorded for a row.
pub const SOURCE_BELOW: &str = "Nguồn (cấp dưới)";

/// A column that no meaning was found for, carried along: its header and this row's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CarriedCell {
    pub header: Arc<str>,
    pub text: String,
    pub at: CellAt,
}

/// A member as one row of a return gives him.
///
/// `None` means that the column is missing or the cell is blank; whether the column is there at all, the table says
/// (`reading::Table::has`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub source: RowSource,
    /// TT as written.
    pub ordinal: Option<Located<Text>>,
    pub name: Located<PersonName>,
    /// Only from a column that says Số thẻ đảng or Thẻ đảng viên (settled 14).
    pub card_no: Option<Located<Text>>,
    /// Hardly any return has it.
    pub person_code: Option<Box<Located<Text>>>,
    pub born: Option<Located<PartialDate>>,
    pub joined: Option<Located<PartialDate>>,
    pub official: Option<Located<PartialDate>>,
    pub post: Option<Located<Text>>,
    pub room: Option<Located<Text>>,
    /// From the return, else from the roster (settled 15; then without a cell).
    pub category: Option<Category>,
    /// Whether the member is a civil servant; from the return, else from the roster.
    pub civil_servant: Option<bool>,
    pub self_review: Option<Located<bool>>,
    pub reviewed_at: Option<Located<ReviewedAt>>,
    pub residence: Option<Located<Text>>,
    pub grades: ActorGrades,
    pub reason: Option<Located<Reason>>,
    /// The reason's cell as written; as few have one, it stands beside the record.
    pub reason_text: Option<Box<Text>>,
    /// `None` also when the cell says “Không”, “-” and the like.
    pub discipline: Option<Located<Discipline>>,
    pub discipline_text: Option<Box<Text>>,
    pub note: Option<Located<Text>>,
    /// Points, quarters, grounds and post code; none where the table has no such column.
    pub scores: Option<Box<Scores>>,
    pub carried: Vec<CarriedCell>,
    /// Index into `plan::Plan::roster` of the person recognised there.
    pub roster: Option<usize>,
}

impl Member {
    /// The reason's cell as written.
    pub fn reason_written(&self) -> Option<&str> {
        self.reason_text.as_ref().map(|text| text.as_str())
    }

    /// The cell of the discipline as written; none also when it says “Không” and the like.
    pub fn discipline_written(&self) -> Option<&str> {
        self.discipline_text.as_ref().map(|text| text.as_str())
    }

    /// The committee's grade where it decided, else the branch's; else why there is none. `None` when the row has
    /// neither a grade nor a reason (C302, C304) or could not be read there (C303, H201, H202).
    pub fn standing(&self) -> Option<Standing> {
        let grade = self.grades.committee_grade.as_ref().or(self.grades.branch_grade.as_ref());
        match (grade, &self.reason, self.category) {
            (Some(grade), _, _) => Some(Standing::Graded(grade.value)),
            (None, Some(reason), _) => Some(Standing::NotGraded(reason.value)),
            (None, None, Some(Category::Exempt)) => Some(Standing::NotGraded(Reason::Exempt)),
            (None, None, Some(Category::Suspended)) => Some(Standing::NotGraded(Reason::Suspended)),
            (None, None, _) => None,
        }
    }
}
