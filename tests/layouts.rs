//! The layouts branches really send (forms.md §3): tables as text in, people with their cells out. Headers in many
//! words, skeletons met in public sources, near misses that are nobody, and the properties any mixture must keep.

mod support;

#[path = "layouts/branches.rs"]
mod branches;
#[path = "layouts/collectives.rs"]
mod collectives;
#[path = "layouts/columns.rs"]
mod columns;
#[path = "layouts/everybody.rs"]
mod everybody;
#[path = "layouts/headers.rs"]
mod headers;
#[path = "layouts/other_lists.rs"]
mod other_lists;
#[path = "layouts/properties.rs"]
mod properties;
#[path = "layouts/side_by_side.rs"]
mod side_by_side;
#[path = "layouts/tables.rs"]
mod tables;
#[path = "layouts/unasked.rs"]
mod unasked;

use support::table::{TextBook, book, sheet};
use tonghop::domain::member::Member;
use tonghop::domain::plan::Plan;
use tonghop::domain::reading::{FileFacts, Reading};
use tonghop::intake::{Context, understand};

/// Reads a workbook as a file of no campaign.
pub fn read(book: &TextBook) -> Reading {
    let facts = FileFacts { path: "nop/CB01.xlsx".into(), ..FileFacts::default() };
    understand(&book.grid(), facts, &Context::default())
}

/// Reads one sheet.
pub fn read_sheet(table: &str) -> Reading {
    read(&book([sheet("Danh sách", table)]))
}

/// Reads one sheet, held against a plan.
pub fn read_with(table: &str, plan: &Plan) -> Reading {
    let facts = FileFacts { path: "nop/a.xlsx".into(), ..FileFacts::default() };
    understand(&book([sheet("Danh sách", table)]).grid(), facts, &Context { plan: Some(plan), ..Context::default() })
}

/// Whom the reading found, one line each: name, then the cell and the branch's grade, or the reason for none.
pub fn people(reading: &Reading) -> Vec<String> {
    reading.members.iter().map(person).collect()
}

fn person(member: &Member) -> String {
    let stands = match (&member.grades.branch_grade, &member.reason) {
        (Some(grade), _) => format!("{:?}", grade.value),
        (None, Some(reason)) => format!("{:?}", reason.value),
        (None, None) => "—".to_owned(),
    };
    format!("{} {} {stands}", member.name.value.clean, member.source.at)
}
