//! A branch's form (forms.md §2): what `tonghop template` writes, prefilled from the plan. The headers are a contract;
//! what comes back on it must raise nothing about its own shape.

mod sheets;
#[cfg(test)]
mod tests;

use super::file_name;
use super::fillable::{Examples, Fact, Lists, Table, date, facts};
use crate::book::{Book, BookError, Value};
use crate::domain::branch::Branch;
use crate::domain::grade::Reason;
use crate::domain::member::Category;
use crate::domain::plan::{Plan, RosterMember};
use crate::regulation::profile::Regulation;
use std::collections::BTreeSet;

/// One branch's form: its file's name and bytes.
pub struct Form {
    /// `<mã> <tên>.xlsx`, safe on every system.
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Version of the forms that this program makes; the plan's fingerprint stands behind it (settled 9).
pub const VERSION: &str = "tonghop-1";

/// The forms of all branches, in plan order.
///
/// # Errors
/// A workbook cannot be made.
pub fn forms(plan: &Plan, regulation: &Regulation) -> Result<Vec<Form>, BookError> {
    let mut taken = BTreeSet::new();
    let made = plan.branches.iter().enumerate().map(|(index, branch)| {
        let name = file_name::distinct(&format!("{} {}", branch.code, branch.name), &mut taken);
        Ok(Form { file_name: format!("{name}.xlsx"), bytes: form(plan, regulation, index, branch)? })
    });
    made.collect()
}

/// Empty rows below the people known beforehand.
const N_SPARE_MEMBERS: u32 = 15;
const N_SPARE: u32 = 20;

fn form(plan: &Plan, regulation: &Regulation, index: usize, branch: &Branch) -> Result<Vec<u8>, BookError> {
    let mut book = Book::new(&format!("Biểu mẫu năm {}: {}", plan.year, branch.name), plan.deadline)?;
    let mut lists = Lists::default();
    let roster: Vec<&RosterMember> = plan.roster.iter().filter(|person| person.branch == index).collect();
    let title = |what: &str| (format!("{what} NĂM {}", plan.year), branch.name.clone());

    let declared = sheets::FACTS.iter().zip(known_facts(plan, branch, &roster));
    let declared = declared.map(|(field, known)| match known {
        Known::Fixed(value) => Fact { field, value, is_fixed: true },
        Known::Beforehand(value) => Fact { field, value, is_fixed: false },
    });
    let head = title("THÔNG TIN CHI BỘ");
    facts("Thông tin", head, declared.collect(), Examples::InNotes, &mut lists, &mut book)?;

    let members = sheets::members(regulation);
    let grade = sheets::column_of(&members, "Chi bộ xếp loại");
    let reason = sheets::column_of(&members, "Lý do không xếp loại");
    let table = Table {
        name: "Đảng viên",
        title: title("DANH SÁCH ĐẢNG VIÊN VÀ KẾT QUẢ XẾP LOẠI"),
        fields: &members,
        rows: (1..).zip(&roster).map(|(number, person)| member_row(number, person, &members)).collect(),
        n_spare: N_SPARE_MEMBERS,
        n_frozen: 3,
        awaiting: Some((grade.0, format!("=AND($C3<>\"\",${}3=\"\",${}3=\"\")", grade.1, reason.1))),
    };
    table.write(&mut lists, &mut book)?;

    let own = plan.collectives.iter().filter(|collective| collective.branch == Some(index));
    let collectives = (1..).zip(own).map(|(number, collective)| {
        let kind = Value::text_or_blank(collective.kind.as_deref());
        vec![Value::whole(number), Value::text(collective.name.as_str()), kind]
    });
    let collectives: Vec<Vec<Value>> = collectives.collect();
    for (name, what, fields, rows, n_frozen) in [
        ("Tập thể", "DANH SÁCH TẬP THỂ VÀ KẾT QUẢ XẾP LOẠI", sheets::COLLECTIVES, collectives, 2),
        ("Công chức", "DANH SÁCH CÔNG CHỨC, NGƯỜI LAO ĐỘNG VÀ KẾT QUẢ XẾP LOẠI", sheets::STAFF, Vec::new(), 2),
        ("Khen thưởng", "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", sheets::REWARDS, Vec::new(), 2),
    ] {
        let table = Table { name, title: title(what), fields, rows, n_spare: N_SPARE, n_frozen, awaiting: None };
        table.write(&mut lists, &mut book)?;
    }
    book.into_bytes()
}

/// What the plan knows of a value on the sheet `Thông tin`.
enum Known<'p> {
    /// It stays as it is: who the form is for, and what it was made from.
    Fixed(Value<'p>),
    /// It may be corrected, or is still to be filled in.
    Beforehand(Value<'p>),
}

/// In the order of [`sheets::FACTS`].
fn known_facts<'p>(plan: &Plan, branch: &'p Branch, roster: &[&RosterMember]) -> [Known<'p>; 12] {
    let headcount = match roster.len() {
        0 => branch.headcount,
        n => Some(n as u32),
    };
    let count = |count: Option<u32>| Known::Beforehand(count.map_or(Value::Blank, Value::whole));
    // Only where the roster says of everybody what kind of member he is.
    let is_told = !roster.is_empty() && roster.iter().all(|person| person.category.is_some());
    let n_probationary = roster.iter().filter(|person| person.category == Some(Category::Probationary)).count() as u32;
    let (n_full, n_probationary) = match is_told {
        true => (Some(roster.len() as u32 - n_probationary), Some(n_probationary)),
        false => (None, None),
    };
    let blank = || Known::Beforehand(Value::Blank);
    [
        Known::Fixed(Value::text(branch.code.as_str())),
        Known::Fixed(Value::text(branch.name.as_str())),
        Known::Fixed(Value::whole(plan.year)),
        blank(),
        count(headcount),
        count(n_full),
        count(n_probationary),
        blank(),
        Known::Beforehand(Value::text_or_blank(branch.secretary.as_deref())),
        blank(),
        blank(),
        Known::Fixed(Value::text(format!("{VERSION} {}", plan.fingerprint).trim_end().to_owned())),
    ]
}

/// A member as the roster knows him. Who is freed or suspended from party life has his reason filled in.
fn member_row<'p>(number: u32, person: &'p RosterMember, fields: &[super::fillable::Field]) -> Vec<Value<'p>> {
    let reason = match person.category {
        Some(Category::Exempt) => Some(Reason::Exempt),
        Some(Category::Suspended) => Some(Reason::Suspended),
        Some(Category::Full | Category::Probationary) | None => None,
    };
    let value = |header: &str| match header {
        "TT" => Value::whole(number),
        "Số thẻ đảng" => Value::text_or_blank(person.card_no.as_deref()),
        "Họ và tên" => Value::text(person.name.as_str()),
        "Ngày sinh" => date(person.born),
        "Ngày vào Đảng" => date(person.joined),
        "Ngày chính thức" => date(person.official),
        "Chức vụ" => Value::text_or_blank(person.post.as_deref()),
        "Lý do không xếp loại" => Value::text_or_blank(reason.map(Reason::label)),
        _ => Value::Blank,
    };
    fields.iter().map(|field| value(&field.header)).collect()
}
