//! Family C: what is judged here rather than reported by reading.

use super::check;
use super::sample::with_members;
use crate::domain::column::{Actor, Column};
use crate::domain::grade::Grade;

#[test]
fn a_row_needs_a_grade_or_a_reason() {
    let ticked = |row| {
        with_members(&[row]).but(|scene| {
            let column = &mut scene.file(0).tables[0].columns[4];
            column.meaning = Column::Tick(Actor::Branch, Grade::Excellent);
        })
    };
    let unknown_column = with_members(&["Nguyễn Văn An"]).but(|scene| scene.file(0).tables[0].grade_unknown = true);
    check(vec![
        ("neither", with_members(&["Nguyễn Văn An"]), &["C302 CB01 E2"]),
        ("neither, newly admitted", with_members(&["Nguyễn Văn An; joined=01/09/2021"]), &["C302 CB01 E2"]),
        ("a reason", with_members(&["Nguyễn Văn An; reason=other"]), &[]),
        ("exempt by category", with_members(&["Nguyễn Văn An; category=exempt"]), &[]),
        ("a grade that could not be read is said by C303", with_members(&["Nguyễn Văn An; trouble=grade"]), &[]),
        ("a missing column is said by H201", unknown_column, &[]),
        ("no tick", ticked("Nguyễn Văn An"), &["C304 CB01 E2"]),
        (
            "staff need a grade too",
            with_members(&["Nguyễn Văn An; grade=G"]).with_staff(0, &["Nguyễn Văn An; grade=G", "Trần Thị Bình"]),
            &["C302 CB01 E41"],
        ),
        ("no tick but a reason", ticked("Nguyễn Văn An; reason=new"), &[]),
    ]);
}

#[test]
fn dates_must_be_plausible() {
    let person = |rest: &str| with_members(&[&format!("Nguyễn Văn An; grade=G; {rest}")]);
    check(vec![
        ("born in the future", person("born=01/01/2022"), &["C307 CB01 C2"]),
        ("born on the last day of the year", person("born=31/12/2021"), &[]),
        ("joined at seventeen", person("born=15/06/1980; joined=14/05/1998"), &["C307 CB01 F2"]),
        ("joined in the month of the eighteenth birthday", person("born=15/06/1980; joined=01/06/1998"), &[]),
        ("only years known, maybe eighteen", person("born=1980; joined=1998"), &[]),
        ("only years known, surely too young", person("born=1980; joined=1997"), &["C307 CB01 F2"]),
        ("official before joining", person("joined=03/02/2005; official=03/02/2004"), &["C307 CB01 G2"]),
        ("official on the day of joining", person("joined=03/02/2005; official=03/02/2005"), &[]),
        ("joining and official in one year known by its number", person("joined=03/02/2005; official=2005"), &[]),
        ("a future joining date is one finding, not two", person("joined=01/03/2022"), &["C307 CB01 F2"]),
        ("a century mistyped", person("born=01/01/1880"), &["C307 CB01 C2"]),
    ]);
}

#[test]
fn without_a_year_no_date_is_judged_against_it() {
    let yearless = with_members(&["Nguyễn Văn An; grade=G; born=03/02/1980; joined=03/02/2005"]).but(|scene| {
        scene.campaign.plan.year = 0;
        scene.campaign.plan.deadline = None;
    });
    check(vec![("no plan and no title say the year", yearless, &[])]);
}
