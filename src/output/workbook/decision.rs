//! The columns in which the committee decides, and the results that follow from them.

use crate::book::{At, Book, BookError, Cached, Choice, Sheet, Strictness, Value, literal};
use crate::domain::decision::CommitteeWords;
use crate::domain::grade::Grade;
use crate::domain::member::ActorGrades;
use crate::domain::place::{CellAt, Located};
use std::sync::LazyLock;

/// The header of the decision column, on every sheet that has one.
pub const DECISION: &str = "Đảng ủy quyết định";
/// The header of the column that says why the committee decided otherwise.
pub const WHY: &str = "Lý do thay đổi";
/// The header of the result.
pub const RESULT: &str = "Kết quả";

const GRADE_NOTE: &str = "Cột để đảng ủy quyết định. Để trống: lấy theo mức ở cột liền bên trái. Muốn thay đổi: chọn một trong \
                          bốn mức trong danh sách và ghi lý do ở cột bên cạnh. Cột Kết quả và các bảng tổng hợp, kiểm soát tỷ \
                          lệ tự tính lại.";
const GRADE_HINT: &str = "Chọn một trong bốn mức trong danh sách, hoặc để trống để lấy theo mức ở cột liền bên trái.";

/// The dropdown of the four grades.
pub fn grades(book: &mut Book) -> Choice {
    book.choice(&Grade::ALL.map(Grade::label))
}

/// Puts the dropdown and its explanation on a grade's decision column.
pub fn offer_grades(
    sheet: &mut Sheet,
    choice: &Choice,
    column: u16,
    first_row: u32,
    last_row: u32,
) -> Result<(), BookError> {
    sheet.note(At::new(first_row - 1, column), GRADE_NOTE)?;
    sheet.choose((At::new(first_row, column), At::new(last_row, column)), choice, Strictness::Only, GRADE_HINT)
}

/// A grade's label, or a blank cell.
pub fn label(grade: &Option<Located<Grade>>) -> Value<'static> {
    Value::text_or_blank(grade.as_ref().map(|grade| grade.value.label()))
}

/// What stands in the decision's cell: the grade, or what was typed there and is none.
pub fn decided(grades: &ActorGrades) -> Value<'_> {
    match (&grades.committee_grade, &grades.committee_words.not_understood) {
        (_, Some(typed)) => Value::text(&**typed),
        (grade, None) => label(grade),
    }
}

/// Why the committee decided so.
pub fn why(words: &CommitteeWords) -> Value<'_> {
    Value::text_or_blank(words.why.as_deref())
}

/// The decision where it is one of the four grades, else the grade returned, else an empty text; live.
pub fn result(row: u32, decision_column: u16, returned_column: u16, grades: &ActorGrades) -> Value<'static> {
    // The same for every row of every list.
    static FOUR: LazyLock<String> = LazyLock::new(|| Grade::ALL.map(|grade| literal(grade.label())).join(","));
    let grade = grades.committee_grade.as_ref().or(grades.branch_grade.as_ref());
    let cached = grade.map_or("", |grade| grade.value.label());
    // A text that is no grade (pasted over the dropdown) must not take a person out of every count.
    let four = &*FOUR;
    let mut formula = String::with_capacity(four.len() + 80);
    let decision = CellAt::new(row, decision_column);
    formula.push_str("=IF(SUMPRODUCT(--(TRIM(");
    decision.push_to(&mut formula);
    formula.push_str(")={");
    formula.push_str(four);
    formula.push_str("}))>0,TRIM(");
    decision.push_to(&mut formula);
    formula.push_str("),");
    CellAt::new(row, returned_column).push_to(&mut formula);
    formula.push_str("&\"\")");
    Value::formula(formula, Cached::text(cached))
}
