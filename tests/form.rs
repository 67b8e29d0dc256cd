//! The form's way there and back: made from a plan, filled in, and read again without a word about its own shape.

mod support;

use std::fs;
use std::sync::Arc;
use support::campaign::sample;
use support::fill::filled;
use tonghop::consolidate::assemble;
use tonghop::domain::date::PartialDate;
use tonghop::domain::plan::{Plan, RosterMember};
use tonghop::domain::reading::{FileFacts, Reading};
use tonghop::grid::{self, Limits};
use tonghop::intake::plan::read_plan;
use tonghop::intake::{Context, read_file};
use tonghop::output::form::{Form, forms};
use tonghop::regulation::profile::regulation_for;

/// The plan of `samples/sach`, without dates: nothing here is early or late.
fn plan() -> Plan {
    let bytes = fs::read(sample("sach").join("ke-hoach.xlsx")).unwrap();
    let workbook = grid::read(&bytes, &Limits::default(), &[]).unwrap();
    Plan { deadline: None, log: Vec::new(), ..read_plan(&workbook, "ke-hoach.xlsx").unwrap() }
}

fn made(plan: &Plan) -> Vec<Form> {
    forms(plan, &regulation_for(plan).unwrap()).unwrap()
}

fn read(form: &Form, bytes: &[u8], plan: Option<&Plan>) -> Reading {
    let facts = FileFacts { path: Arc::from(format!("nop/{}", form.file_name)), ..FileFacts::default() };
    read_file(bytes, facts, &Context { plan, ..Context::default() })
}

fn is_new(person: &RosterMember, plan: &Plan) -> bool {
    let half_year_before = plan.six_months_on().unwrap().checked_sub_months(chrono::Months::new(6)).unwrap();
    person.joined.is_some_and(|joined| joined.latest() > half_year_before)
}

/// What a secretary types into the form of a branch of which everybody did well.
fn typed(plan: &Plan, branch: usize) -> Vec<(String, String)> {
    const GOOD: &str = "Hoàn thành tốt nhiệm vụ";
    let mut cells = vec![
        ("Thông tin!B4".to_owned(), "20/11/2021".to_owned()),
        ("Thông tin!B8".to_owned(), "Người Lập Biểu".to_owned()),
        ("Thông tin!B10".to_owned(), "x".to_owned()),
    ];
    let roster = plan.roster.iter().filter(|person| person.branch == branch);
    for (row, person) in (3..).zip(roster) {
        let mut put = |column: &str, text: &str| cells.push((format!("Đảng viên!{column}{row}"), text.to_owned()));
        let is_graded = person.category.is_none_or(|category| {
            use tonghop::domain::member::Category;
            matches!(category, Category::Full | Category::Probationary)
        });
        if !is_graded {
            continue;
        }
        put("H", "x");
        put("I", "Chi bộ");
        put("J", "Tốt");
        if is_new(person, plan) {
            put("O", "Kết nạp chưa đủ 6 tháng");
        } else {
            for column in ["K", "L", "M", "N"] {
                put(column, GOOD);
            }
        }
    }
    let own = plan.collectives.iter().filter(|collective| collective.branch == Some(branch));
    for (row, _) in (3..).zip(own) {
        for (column, text) in [("D", "x"), ("E", GOOD), ("F", GOOD)] {
            cells.push((format!("Tập thể!{column}{row}"), text.to_owned()));
        }
    }
    cells
}

#[test]
fn forms_filled_in_come_back_without_a_finding() {
    let plan = plan();
    let forms = made(&plan);
    assert_eq!(forms.len(), plan.branches.len());
    let readings: Vec<Reading> = forms
        .iter()
        .enumerate()
        .map(|(branch, form)| read(form, &filled(&form.bytes, &typed(&plan, branch)), Some(&plan)))
        .collect();
    let n_members: usize = readings.iter().map(|reading| reading.members.len()).sum();
    assert_eq!(n_members, plan.roster.len(), "the example row is nobody");
    // Nobody is Excellent, so that the committee's own figures raise nothing either.
    let bloc = assemble(Some(plan), readings, None);
    let said: Vec<String> = bloc
        .findings
        .iter()
        .map(|finding| format!("{} {:?} {:?} {}", finding.code, finding.sheet, finding.cell, finding.message))
        .collect();
    // How the quota is counted, and collectives of the committee itself, are no branch's matter.
    let is_committees = |said: &&String| said.starts_with("Q708 None") || said.starts_with("B421 None");
    let said: Vec<&String> = said.iter().filter(|said| !is_committees(said)).collect();
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn an_untouched_form_misses_grades_and_nothing_else() {
    let plan = plan();
    let forms = made(&plan);
    let readings = forms.iter().map(|form| read(form, &form.bytes, Some(&plan))).collect();
    let bloc = assemble(Some(plan), readings, None);
    let mut codes: Vec<&str> = bloc.findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert!(codes.contains(&"C302"), "{codes:?}");
    for code in codes {
        assert!(["B412", "B413", "B414", "B420", "B421", "B426", "C302"].contains(&code), "{code}");
    }
}

#[test]
fn a_nil_form_is_a_nil_return() {
    let plan = plan();
    let form = &made(&plan)[0];
    let nil = filled(&form.bytes, &[("Thông tin!B11".to_owned(), "x".to_owned())]);
    assert!(read(form, &nil, Some(&plan)).declared.nil);
}

#[test]
fn a_form_is_old_by_its_version_or_by_another_plans_fingerprint() {
    let plan = plan();
    let form = &made(&plan)[0];
    let mut other = plan.clone();
    other.fingerprint = "0123456789ab".to_owned();
    let stamped = |stamp: &str| filled(&form.bytes, &[("Thông tin!B12".to_owned(), stamp.to_owned())]);
    let is_old = |bytes: &[u8], plan: Option<&Plan>| {
        let reading = read(form, bytes, plan);
        let bloc = assemble(plan.cloned(), vec![reading], None);
        let said = bloc.findings.iter().find(|finding| finding.code == "F112");
        said.map(|finding| finding.cell.map(|cell| cell.to_string()).unwrap_or_default())
    };
    for (bytes, plan, expected) in [
        (form.bytes.clone(), Some(&plan), None),
        (form.bytes.clone(), Some(&other), Some("B12")),
        // Without a plan only the version can be told.
        (form.bytes.clone(), None, None),
        (stamped("tonghop-0 0123"), None, Some("B12")),
        (stamped("tonghop-1"), Some(&plan), None),
        (stamped(""), Some(&plan), None),
    ] {
        assert_eq!(is_old(&bytes, plan).as_deref(), expected);
    }
}

#[test]
fn card_numbers_and_dates_keep_what_the_roster_knows() {
    let mut plan = plan();
    plan.roster[0].card_no = Some("001234567".to_owned());
    plan.roster[0].born = Some(PartialDate::Year(1970));
    plan.roster[1].born = Some(PartialDate::Month { year: 1981, month: 2 });
    let forms = made(&plan);
    let reading = read(&forms[plan.roster[0].branch], &forms[plan.roster[0].branch].bytes, Some(&plan));
    let first = &reading.members[0];
    assert_eq!(first.card_no.as_ref().map(|card| card.value.as_str()), Some("001234567"));
    assert_eq!(first.born.as_ref().map(|born| born.value), Some(PartialDate::Year(1970)));
    assert_eq!(
        reading.members[1].born.as_ref().map(|born| born.value),
        Some(PartialDate::Month { year: 1981, month: 2 })
    );
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = plan();
    let (first, second) = (made(&plan), made(&plan));
    for (first, second) in first.iter().zip(&second) {
        assert!(first.bytes == second.bytes, "{}", first.file_name);
    }
}
