//! What changed between two returns of one branch (F103): who came, who went, and which fields differ. Compares only
//! columns that both returns have; values are compared folded and shown as written.

use super::gather::Share;
use super::identity::{Person, pair};
use super::replace::Choice;
use crate::domain::column::{Actor, Column};
use crate::domain::grade::Grade;
use crate::domain::member::{ActorGrades, Member, RowSource};
use crate::domain::people::{Collective, Reward, Staff};
use crate::domain::place::{CellAt, Located};
use crate::domain::reading::{Reading, Table};
use crate::domain::submission::{Change, ChangeKind};
use crate::text::fold::fold;
use std::sync::Arc;

/// The changes from the newest replaced file to the one that replaced it, in the order of the newer file's rows, then
/// those who went. To be called while the files still hold their records.
pub fn of(choice: &Choice, readings: &[Reading]) -> Vec<Change> {
    let Some(last) = choice.last else { return Vec::new() };
    let share = |shares: &[Share], file: usize| shares.iter().find(|share| share.file == file).cloned();
    let (Some(old), Some(new)) = (share(&choice.superseded, last.old), share(&choice.in_use, last.new)) else {
        return Vec::new();
    };
    let old = Side { reading: &readings[old.file], tables: old.tables };
    let new = Side { reading: &readings[new.file], tables: new.tables };
    let mut changes = Vec::new();
    compare(&old.rows(&old.reading.members), &new.rows(&new.reading.members), &mut changes);
    compare(&old.rows(&old.reading.collectives), &new.rows(&new.reading.collectives), &mut changes);
    compare(&old.rows(&old.reading.staff), &new.rows(&new.reading.staff), &mut changes);
    compare(&old.rows(&old.reading.rewards), &new.rows(&new.reading.rewards), &mut changes);
    changes
}

/// One of the two files, as far as it is the branch's.
struct Side<'a> {
    reading: &'a Reading,
    tables: Vec<usize>,
}

impl<'a> Side<'a> {
    fn rows<R: Record>(&self, records: &'a [R]) -> Vec<Row<'a>> {
        let is_here = |record: &&R| self.tables.contains(&(record.source().table as usize));
        let row = |record: &'a R| Row {
            source: record.source(),
            table: self.reading.tables.get(record.source().table as usize),
            person: record.person(),
            subject: record.subject(),
            fields: record.fields(),
            is_proposal: R::IS_PROPOSAL,
        };
        records.iter().filter(is_here).map(row).collect()
    }
}

/// A record of any kind, as it is compared.
struct Row<'a> {
    source: &'a RowSource,
    table: Option<&'a Table>,
    person: Person,
    subject: &'a str,
    fields: Vec<Field>,
    is_proposal: bool,
}

/// One comparable value of a row.
struct Field {
    header: &'static str,
    /// The columns it may come from; both tables must have one of them.
    columns: Vec<Column>,
    at: Option<CellAt>,
    shown: String,
    /// Compared, never shown: a message may hold neither a name nor a card number.
    is_private: bool,
}

fn compare(old: &[Row], new: &[Row], changes: &mut Vec<Change>) {
    let people = |rows: &[Row]| rows.iter().map(|row| row.person.clone()).collect::<Vec<_>>();
    let fellows = pair(&people(new), &people(old));
    let mut stayed = vec![false; old.len()];
    for (row, fellow) in new.iter().zip(fellows) {
        match fellow {
            Some(fellow) => {
                stayed[fellow] = true;
                row.differences(&old[fellow], changes);
            }
            None => changes.push(row.came()),
        }
    }
    changes.extend(old.iter().zip(stayed).filter(|(_, stayed)| !stayed).map(|(row, _)| row.went()));
}

impl Row<'_> {
    fn change(&self, what: ChangeKind, at: CellAt) -> Change {
        Change { subject: self.subject.to_owned(), what, place: self.source.place(at) }
    }

    /// A proposal that came is a change for the person, not a person who came.
    fn came(&self) -> Change {
        let what = if self.is_proposal { proposal(String::new(), self.form()) } else { ChangeKind::Added };
        self.change(what, self.source.at)
    }

    fn went(&self) -> Change {
        let what = if self.is_proposal { proposal(self.form(), String::new()) } else { ChangeKind::Removed };
        self.change(what, self.source.at)
    }

    fn form(&self) -> String {
        let form = self.fields.first().map(|field| field.shown.clone()).filter(|form| !form.is_empty());
        form.unwrap_or_else(|| "có".to_owned())
    }

    fn differences(&self, old: &Row, changes: &mut Vec<Change>) {
        for (field, before) in self.fields.iter().zip(&old.fields) {
            if !self.has(&field.columns) || !old.has(&field.columns) || fold(&field.shown) == fold(&before.shown) {
                continue;
            }
            let (from, to) = if field.is_private {
                ("như bản trước".to_owned(), "đã sửa".to_owned())
            } else {
                (before.shown.clone(), field.shown.clone())
            };
            let what = ChangeKind::Field { header: Arc::from(field.header), from, to };
            changes.push(self.change(what, field.at.unwrap_or(self.source.at)));
        }
    }

    fn has(&self, columns: &[Column]) -> bool {
        self.table.is_some_and(|table| columns.iter().any(|&column| table.has(column)))
    }
}

fn proposal(from: String, to: String) -> ChangeKind {
    ChangeKind::Field { header: Arc::from("Đề nghị khen thưởng"), from, to }
}

/// What is compared of a kind of record. The fields of two records of one kind stand in the same order.
trait Record {
    const IS_PROPOSAL: bool = false;
    fn source(&self) -> &RowSource;
    fn person(&self) -> Person;
    fn subject(&self) -> &str;
    fn fields(&self) -> Vec<Field>;
}

impl Record for Member {
    fn source(&self) -> &RowSource {
        &self.source
    }

    fn person(&self) -> Person {
        Person::of_member(self)
    }

    fn subject(&self) -> &str {
        &self.name.value.clean
    }

    fn fields(&self) -> Vec<Field> {
        let card = field("Số thẻ đảng", Column::CardNo, self.card_no.as_ref(), ToString::to_string);
        let name = field("Họ và tên", Column::Name, Some(&self.name), |name| name.clean.to_string());
        let mut fields = vec![
            Field { is_private: true, ..card },
            Field {
                is_private: true,
                columns: vec![Column::Name, Column::GivenName, Column::MiddleName, Column::FamilyName],
                ..name
            },
            born(self.born.as_ref()),
            field("Ngày vào Đảng", Column::Joined, self.joined.as_ref(), ToString::to_string),
            field("Ngày chính thức", Column::Official, self.official.as_ref(), ToString::to_string),
            field("Chức vụ", Column::Post, self.post.as_ref(), ToString::to_string),
        ];
        fields.extend(grades(&self.grades, "Chi bộ xếp loại"));
        let reason = field("Lý do không xếp loại", Column::NotGradedReason, self.reason.as_ref(), |reason| {
            reason.label().to_owned()
        });
        fields.push(reason);
        fields.push(Field {
            header: "Kỷ luật trong năm",
            columns: vec![Column::Discipline],
            at: self.discipline.as_ref().map(|discipline| discipline.at),
            shown: self.discipline.as_ref().and(self.discipline_written()).unwrap_or_default().to_owned(),
            is_private: false,
        });
        fields
    }
}

impl Record for Collective {
    fn source(&self) -> &RowSource {
        &self.source
    }

    fn person(&self) -> Person {
        Person { name: fold(&self.name.value), ..Person::default() }
    }

    fn subject(&self) -> &str {
        &self.name.value
    }

    fn fields(&self) -> Vec<Field> {
        grades(&self.grades, "Chi bộ đề nghị")
    }
}

impl Record for Staff {
    fn source(&self) -> &RowSource {
        &self.source
    }

    fn person(&self) -> Person {
        Person::of_staff(self)
    }

    fn subject(&self) -> &str {
        &self.name.value.clean
    }

    fn fields(&self) -> Vec<Field> {
        let mut fields = vec![
            born(self.born.as_ref()),
            field("Chức vụ", Column::Post, self.post.as_ref(), ToString::to_string),
            field("Phòng", Column::Room, self.room.as_ref(), ToString::to_string),
        ];
        fields.extend(grades(&self.grades, "Xếp loại"));
        fields
    }
}

impl Record for Reward {
    const IS_PROPOSAL: bool = true;

    fn source(&self) -> &RowSource {
        &self.source
    }

    /// Two proposals of different kinds for one person are two.
    fn person(&self) -> Person {
        let name = crate::intake::value::name::name_key(&self.name.value.clean);
        let kind = self.kind.as_ref().map(|kind| format!("{:?}", kind.value)).unwrap_or_default();
        Person { name: format!("{name}/{kind}"), ..Person::default() }
    }

    fn subject(&self) -> &str {
        &self.name.value.clean
    }

    fn fields(&self) -> Vec<Field> {
        vec![Field {
            header: "Hình thức khen thưởng",
            columns: vec![Column::RewardForm],
            at: self.form.as_ref().map(|form| form.at),
            shown: self.form_text.clone().unwrap_or_default().to_string(),
            is_private: false,
        }]
    }
}

fn field<T>(header: &'static str, column: Column, cell: Option<&Located<T>>, show: impl Fn(&T) -> String) -> Field {
    Field {
        header,
        columns: vec![column],
        at: cell.map(|cell| cell.at),
        shown: cell.map(|cell| show(&cell.value)).unwrap_or_default(),
        is_private: false,
    }
}

fn born(cell: Option<&Located<crate::domain::date::PartialDate>>) -> Field {
    let columns = vec![Column::Born, Column::BornMale, Column::BornFemale];
    Field { columns, ..field("Ngày sinh", Column::Born, cell, ToString::to_string) }
}

/// The grades, one per actor; `decided` heads the column that decides in this kind of table.
fn grades(grades: &ActorGrades, decided: &'static str) -> Vec<Field> {
    let of = |header, actor, grade: &Option<Located<Grade>>| Field {
        columns: Grade::ALL.map(|grade| Column::Tick(actor, grade)).into_iter().chain([Column::Grade(actor)]).collect(),
        ..field(header, Column::Grade(actor), grade.as_ref(), |grade| grade.label().to_owned())
    };
    vec![
        of("Tự xếp loại", Actor::OneSelf, &grades.self_grade),
        of("Xếp loại công chức", Actor::Office, &grades.staff_grade),
        of("Chi ủy đề xuất", Actor::Proposer, &grades.proposed_grade),
        of(decided, Actor::Branch, &grades.branch_grade),
        of("Đảng ủy quyết định", Actor::Committee, &grades.committee_grade),
    ]
}
