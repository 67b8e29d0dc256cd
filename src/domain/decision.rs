//! What the committee typed into a consolidated workbook, and what became of it in the run after.

use super::column::TableKind;
use super::place::CellPlace;

/// Everything typed into one consolidated workbook, in the order it stands there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decisions {
    pub rows: Vec<RowDecision>,
    pub handlings: Vec<Handling>,
}

/// A decision on one row: `Đảng ủy quyết định`, `Lý do thay đổi`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowDecision {
    /// Which list it stood on; never [`TableKind::Summary`].
    pub about: TableKind,
    /// Mã dòng; empty when the row had none (somebody added it by hand).
    pub key: String,
    pub branch: String,
    /// Clean name of the person or collective.
    pub name: String,
    /// What the branch had returned when the committee decided: a grade's label, a reward's form. Empty: nothing.
    pub returned: String,
    /// The decision's cell as typed; empty when only a reason was typed.
    pub written: String,
    /// Lý do thay đổi as typed.
    pub why: String,
    /// It stood among those that did not fit any more, not on its row.
    pub is_kept: bool,
}

/// What was typed into `Xử lý` beside a finding.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Handling {
    pub code: String,
    /// Code of the branch; empty for the whole committee.
    pub branch: String,
    pub subject: String,
    /// Where the finding pointed, as printed.
    pub place: String,
    /// The finding's message, which quotes the data it is about: another message means that the data changed.
    pub message: String,
    /// As typed.
    pub words: String,
    /// It stood among those that did not fit any more, not beside its finding.
    pub is_kept: bool,
}

/// The committee's words about one record of a return, beside its grade.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CommitteeWords {
    /// Typed where a decision belongs, and no decision that the program knows: kept as typed, applied to nothing.
    pub not_understood: Option<Box<str>>,
    /// Lý do thay đổi.
    pub why: Option<Box<str>>,
}

/// The committee's answer to a proposal for commendation.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Approval {
    /// Đồng ý.
    Agreed,
    /// Không đồng ý.
    Refused,
}

impl Approval {
    pub const ALL: [Approval; 2] = [Approval::Agreed, Approval::Refused];

    /// As the column `Đảng ủy quyết định` of proposals has it.
    pub fn label(self) -> &'static str {
        match self {
            Approval::Agreed => "Đồng ý",
            Approval::Refused => "Không đồng ý",
        }
    }
}

/// How a finding was answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// `Xử lý` as typed.
    pub words: String,
    /// The reason, when the words accept the finding and say why: it is then silenced.
    pub accepted: Option<String>,
}

/// Something typed that no longer fits: kept, shown, said (X609), and read again by the next run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unfit {
    pub typed: Typed,
    pub why: UnfitWhy,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Typed {
    Row(RowDecision),
    Handling(Handling),
}

/// Why a decision does not fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnfitWhy {
    /// No row has its key. `alike`: the one row of the same branch and name, offered and never taken.
    RowGone { alike: Option<CellPlace> },
    /// The row is there and says something else now.
    RowChanged { now: String, place: CellPlace },
    /// Two rows of the earlier workbook have one key and different decisions.
    TwoDecisions { other: String },
    /// The finding is there with another message: its data changed.
    FindingChanged,
    /// The finding is not there any more: what it asked for was done.
    FindingGone,
}
