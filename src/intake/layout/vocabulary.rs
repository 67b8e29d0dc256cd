//! The words of headers: what a column's header says it holds. Works on skeletons (no accents, no punctuation), so that
//! “HỌ, TÊN”, “Họ tên” and “Ho ten” are one. Knows words only; which of several claims wins, [`super::columns`] decides.

mod grades;
mod names;
mod plain;
mod resemblance;
mod words;

pub use names::{NameOf, may_name_collectives, name_of};
pub use resemblance::{likeness, resembles_name};
pub use words::{HeaderWords, has, header_skeleton, year_in};

use crate::domain::column::{Actor, Column, TableKind};
use crate::text::memo::Memo;
use grades::{grade_claim, tick_claim};
use plain::plain_word;
use words::is_any;

/// What the words of a header claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Claim {
    /// The words say it.
    Is(Column),
    /// A grade column that names no actor: the branch's own, unless another says “Chi bộ”.
    PlainGrade,
    /// Words that are a grade column only if the cells below hold grades: “Kết quả”, “Đánh giá”, “Chi ủy”. Holds what
    /// it is otherwise.
    /// `None` for the actor: the words name nobody.
    GradeIfGraded(Option<Actor>, Option<Column>),
    /// A column of remarks (“Nhận xét”, “Ý kiến”) that holds grades: the decided grade only where no other column
    /// claims it.
    RemarkGrade,
    /// Understood as a part of grading or rewarding that has no place of its own (số phiếu, tỷ lệ, a second proposer):
    /// carried without a note.
    Carried,
    /// A common column of other lists (Quê quán, Điện thoại, Trình độ…): never taken for another by likeness; carried
    /// with the note H204.
    Foreign,
    /// Not understood.
    Nothing,
}

/// What the words of a header claim, in a table of this kind (none while the kind is not known yet). An explanation in
/// brackets is asked first and left out if it only obscures.
pub fn claim(words: &HeaderWords, kind: Option<TableKind>) -> Claim {
    thread_local! {
        // The same few headers stand over the columns of nearly every file.
        static KNOWN: Memo<Claim> = Memo::default();
    }
    let HeaderWords { written: _, leaf, core, leaf_folded, above, whole } = words;
    let kind_mark = kind.map_or("-", kind_mark);
    // Put together without formatting, which would take longer than the answer.
    let asked = [leaf, core, leaf_folded, above, whole, kind_mark].join("\n");
    KNOWN.with(|known| known.of(&asked, |_| claim_of(words, kind)))
}

fn kind_mark(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Members => "m",
        TableKind::Collectives => "c",
        TableKind::Staff => "s",
        TableKind::Rewards => "r",
        TableKind::Summary => "t",
    }
}

fn claim_of(words: &HeaderWords, kind: Option<TableKind>) -> Claim {
    let found = claim_of_line(words, kind);
    let is_unsure = matches!(found, Claim::Nothing | Claim::Carried | Claim::GradeIfGraded(..));
    if !is_unsure || words.core == words.leaf || words.core.is_empty() {
        return found;
    }
    let whole = format!("{} {}", words.above, words.core);
    let bare = HeaderWords { leaf: words.core.clone(), whole: whole.trim().to_owned(), ..words.clone() };
    match claim_of_line(&bare, kind) {
        Claim::Nothing => found,
        better => better,
    }
}

fn claim_of_line(words: &HeaderWords, kind: Option<TableKind>) -> Claim {
    let leaf = words.leaf.as_str();
    let whole = words.whole.as_str();
    if leaf.is_empty() && whole.is_empty() {
        return Claim::Nothing;
    }
    if is_any(leaf, &["tt", "stt", "so tt", "so thu tu", "thu tu", "tt so", "s tt"]) {
        return Claim::Is(Column::Ordinal);
    }
    if let Some(tick) = tick_claim(words) {
        return Claim::Is(tick);
    }
    if let Some(found) = plain_word(words, kind) {
        return found;
    }
    grade_claim(words, kind)
}

/// The longest text that can be a header, in characters.
const LONGEST_HEADER: usize = 160;

/// How plainly a text on its own is a header.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HeaderWord {
    No,
    /// Could be one, could be a cell of data: “Chi bộ”, “Phòng”, a grade's label.
    Perhaps,
    /// Plainly one.
    Plain,
    /// Plainly the header of a name column.
    Name,
}

/// Looks at one text on its own.
pub fn header_word(text: &str) -> HeaderWord {
    thread_local! {
        static KNOWN: Memo<HeaderWord> = Memo::default();
    }
    KNOWN.with(|known| known.of(text, word_of))
}

fn word_of(text: &str) -> HeaderWord {
    if text.len() > LONGEST_HEADER * 4 || text.chars().count() > LONGEST_HEADER {
        return HeaderWord::No;
    }
    let words = HeaderWords::new(&[text.to_owned()]);
    if words.leaf.is_empty() {
        return HeaderWord::No;
    }
    match claim(&words, None) {
        Claim::Is(Column::Name | Column::FamilyName) => HeaderWord::Name,
        Claim::Is(Column::GivenName | Column::Tick(..) | Column::TickNotGraded(_)) => HeaderWord::Perhaps,
        Claim::Is(_) | Claim::PlainGrade => HeaderWord::Plain,
        Claim::GradeIfGraded(..) | Claim::RemarkGrade | Claim::Carried | Claim::Foreign => HeaderWord::Perhaps,
        Claim::Nothing => HeaderWord::No,
    }
}
