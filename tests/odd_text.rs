//! Text as it is typed: the same name and grade in every form that keyboards, copies and habits give them.

use std::sync::Arc;
use tonghop::domain::fault::{FaultKind, Normalised};
use tonghop::domain::reading::{FileFacts, Reading};
use tonghop::grid::{Cell, Row, Sheet, Value, Workbook};
use tonghop::intake::{Context, understand};

fn reading(name: &str, grade: &str) -> Reading {
    let facts = FileFacts { path: "nop/a.xlsx".into(), ..FileFacts::default() };
    understand(&workbook(name, grade), facts, &Context::default())
}

fn workbook(name: &str, grade: &str) -> Workbook {
    let lines = [
        vec!["DANH SÁCH XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM 2021"],
        vec!["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Chi bộ xếp loại"],
        vec!["1", name, "03/02/1980", "", grade],
        vec!["2", "Trần Thị Bình", "1975", "", "Hoàn thành nhiệm vụ"],
    ];
    let rows = lines.iter().zip(1..).map(|(texts, number)| {
        let cells = texts.iter().zip(1..).filter(|(text, _)| !text.is_empty());
        let cells = cells.map(|(text, column)| Cell { column, font: 0, value: Value::Text(Arc::from(*text)) });
        Row { number, is_hidden: false, cells: cells.collect() }
    });
    let sheet = Sheet { name: Arc::from("Danh sách"), rows: rows.collect(), ..Sheet::default() };
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

#[test]
fn every_way_of_writing_a_name_and_a_grade_gives_the_same_person() {
    use Normalised::{Eth, Invisible, Spaces, UnicodeForm};
    let good = "Hoàn thành tốt nhiệm vụ";
    for (name, grade, post, changes) in [
        ("Đặng Văn An", good, None, &[][..]),
        ("Ðặng Văn An", good, None, &[Eth]),
        ("Đă\u{323}ng Văn An", good, None, &[UnicodeForm]),
        ("Đặng\u{A0}Văn  An ", good, None, &[Spaces]),
        ("Đặng \u{202A}Văn\u{202C} An\u{200B}", good, None, &[Invisible]),
        ("Đặng Văn \u{0}An\u{1}", good, None, &[Invisible]),
        ("\u{202E}Đặng Văn An", good, None, &[Invisible]),
        ("Đặng Văn Ａｎ", good, None, &[UnicodeForm]),
        ("1. Đ/c Đặng Văn An", good, None, &[]),
        ("01) Đặng Văn An.", good, None, &[]),
        ("Đ.c Đặng Văn An", good, None, &[]),
        ("Đặng Văn An - Bí thư", good, Some("Bí thư"), &[]),
        ("Đặng Văn An (Bí thư)", good, Some("Bí thư"), &[]),
        ("ĐẶNG VĂN AN", good, None, &[]),
        ("Đặng Văn An", "“Hoàn thành tốt nhiệm vụ”", None, &[]),
        ("Đặng Văn An", "Hoa\u{300}n thành tốt nhiê\u{323}m vụ", None, &[]),
        ("Đặng Văn An", "ＨＴＴＮＶ", None, &[]),
        ("Đặng Văn An", "Hoàn\u{A0}thành\u{200B} tốt\nnhiệm vụ", None, &[]),
    ] {
        let reading = reading(name, grade);
        let member = &reading.members[0];
        assert_eq!(member.name.value.clean, "Đặng Văn An", "{name:?}");
        assert_eq!(member.post.as_ref().map(|post| post.value.as_str()), post, "{name:?}");
        let is_good = member.grades.branch_grade.as_ref().map(|grade| grade.value.label());
        assert_eq!(is_good, Some(good), "{grade:?}");
        let said = reading.faults.iter().map(|fault| match &fault.kind {
            FaultKind::NormalisedText { how, n: 1 } => *how,
            other => panic!("{name:?} {grade:?}: {other:?}"),
        });
        assert_eq!(said.collect::<Vec<_>>(), changes, "{name:?} {grade:?}");
    }
}

/// It looks empty, and is not: what it would show is in no one's hands.
#[test]
fn a_formula_whose_result_was_never_stored_is_said_and_never_taken_for_blank() {
    const NAME: u16 = 2;
    const BIRTH: u16 = 3;
    const GRADE: u16 = 5;
    for (column, names) in [
        (NAME, &["Trần Thị Bình"][..]),
        (GRADE, &["Đặng Văn An", "Trần Thị Bình"]),
        (BIRTH, &["Đặng Văn An", "Trần Thị Bình"]),
    ] {
        let mut workbook = workbook("Đặng Văn An", "Hoàn thành tốt nhiệm vụ");
        let cell = workbook.sheets[0].rows[2].cells.iter_mut().find(|cell| cell.column == column).unwrap();
        cell.value = Value::NoResult;
        let facts = FileFacts { path: "nop/a.xlsx".into(), ..FileFacts::default() };
        let reading = understand(&workbook, facts, &Context::default());
        let found: Vec<&str> = reading.members.iter().map(|member| member.name.value.clean.as_str()).collect();
        assert_eq!(found, names, "column {column}");
        let n_said =
            reading.faults.iter().filter(|fault| matches!(fault.kind, FaultKind::NoStoredResults { n: 1, .. })).count();
        assert_eq!(n_said, 1, "column {column}: {:?}", reading.faults);
    }
}
