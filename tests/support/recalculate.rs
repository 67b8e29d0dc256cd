//! Types decisions into the workbooks of both samples, lets LibreOffice recalculate them, and holds every cell against
//! what the program itself computes from the same decisions. `.ci/recalculate` runs it; without LibreOffice it fails.

#[path = "typing.rs"]
#[expect(dead_code, reason = "tests of decisions take rows out of a workbook too")]
mod typing;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use tonghop::consolidate::history::{Earlier, past_year};
use tonghop::consolidate::{self, Bloc, Request};
use tonghop::domain::decision::{Approval, Decisions};
use tonghop::domain::grade::Grade;
use tonghop::domain::place::CellAt;
use tonghop::grid::{self, Limits, Value, Workbook};
use tonghop::intake::consolidated::read_decisions;
use tonghop::intake::folder;
use tonghop::intake::plan::read_plan;
use tonghop::output::workbook::consolidated;
use typing::type_into;

/// The sheets whose every cell follows the decisions.
const LIVE: [&str; 8] = [
    "Tổng hợp",
    "Đảng viên",
    "Tập thể",
    "Công chức",
    "Khen thưởng",
    "Kiểm soát tỷ lệ",
    "Công khai",
    "So với năm trước",
];

/// LibreOffice takes stored results as they are unless told otherwise.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

fn main() -> ExitCode {
    let mut n_cells = 0;
    let mut differences = Vec::new();
    for sample in ["sach", "2021"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(sample);
        // The same returns a year before, so that every branch has figures on `So với năm trước`.
        let mut past =
            past_year(&read(&run(&folder, None, Earlier::default()).1), "nam-truoc.xlsx").expect("a workbook");
        past.year -= 1;
        let earlier = || Earlier { years: vec![past.clone()], ..Earlier::default() };
        let (bloc, untouched) = run(&folder, None, earlier());
        let typed = type_decisions(&bloc, &untouched);
        let (_, expected) = run(&folder, Some(&typed), earlier());
        let recalculated = recalculate(&typed);
        let (expected, recalculated) = (read(&expected), read(&recalculated));
        for sheet in LIVE {
            let (ours, theirs) = (cells(&expected, sheet), cells(&recalculated, sheet));
            n_cells += ours.len();
            for at in ours.keys().chain(theirs.keys()).collect::<std::collections::BTreeSet<_>>() {
                let [ours, theirs] = [&ours, &theirs].map(|cells| cells.get(at).cloned().unwrap_or_default());
                if ours != theirs {
                    differences.push(format!("{sample} › {sheet} › {at}: “{ours}” here, “{theirs}” in LibreOffice"));
                }
            }
        }
    }
    differences.iter().take(40).for_each(|line| println!("{line}"));
    println!("{n_cells} cells compared, {} differ", differences.len());
    if differences.is_empty() && n_cells > 5_000 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(folder: &Path, decided: Option<&[u8]>, earlier: Earlier) -> (Bloc, Vec<u8>) {
    let mut listing = folder::list(folder).expect("the sample can be listed");
    let plan = fs::read(listing.plan.take().expect("the sample has a plan")).expect("the plan can be read");
    let plan = read_plan(&read(&plan), "ke-hoach.xlsx").expect("the plan has no mistakes");
    let request = Request { earlier, listing, plan: Some(plan), ..Request::default() };
    let decisions = |_: &_| match decided {
        Some(bytes) => read_decisions(&read(bytes)),
        None => Ok(Decisions::default()),
    };
    let bloc = consolidate::run_deciding(request, &(), decisions).expect("the workbook is whole");
    let bytes = consolidated(&bloc).expect("the workbook is written");
    (bloc, bytes)
}

fn read(bytes: &[u8]) -> Workbook {
    grid::read(bytes, &Limits::default(), &[]).expect("the workbook opens")
}

/// Every third member, every second collective and of the staff every fifth get another grade; proposals are refused
/// and agreed by turns; one text is no grade at all.
fn type_decisions(bloc: &Bloc, bytes: &[u8]) -> Vec<u8> {
    let merged = || bloc.campaign.submissions.iter().filter(|submission| submission.is_merged());
    let [n_members, n_collectives, n_staff, n_rewards] = [
        merged().map(|one| one.members.len()).sum::<usize>(),
        merged().map(|one| one.collectives.len()).sum(),
        merged().map(|one| one.staff.len()).sum(),
        merged().map(|one| one.rewards.len()).sum(),
    ];
    let mut typed: Vec<(&str, String, &str)> = Vec::new();
    let grade = |n: usize| Grade::ALL[n % Grade::ALL.len()].label();
    for n in (0..n_members).step_by(3) {
        typed.push(("Đảng viên", format!("N{}", n + 2), grade(n / 3)));
        typed.push(("Đảng viên", format!("O{}", n + 2), "Theo biên bản"));
    }
    if n_members > 1 {
        typed.push(("Đảng viên", "N3".to_owned(), "xem lại sau"));
    }
    typed.extend((0..n_collectives).step_by(2).map(|n| ("Tập thể", format!("J{}", n + 2), grade(n / 2))));
    typed.extend((0..n_staff).step_by(5).map(|n| ("Công chức", format!("J{}", n + 2), grade(n / 5 + 1))));
    typed.extend((0..n_rewards).map(|n| ("Khen thưởng", format!("K{}", n + 2), Approval::ALL[n % 2].label())));
    let cells: Vec<(&str, &str, &str)> = typed.iter().map(|(sheet, at, text)| (*sheet, at.as_str(), *text)).collect();
    type_into(bytes, &cells)
}

fn recalculate(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let profile = folder.path().join("profile");
    fs::create_dir_all(profile.join("user")).expect("a profile");
    fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE).expect("its settings");
    let typed = folder.path().join("typed.xlsx");
    fs::write(&typed, bytes).expect("the workbook is put down");
    let out = folder.path().join("out");
    let ended = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .arg(&typed)
        .output()
        .expect("LibreOffice (soffice) is installed");
    assert!(ended.status.success(), "soffice failed: {}", String::from_utf8_lossy(&ended.stderr));
    fs::read(out.join("typed.xlsx")).expect("LibreOffice wrote the workbook")
}

/// Filled cells of a sheet, as text; numbers to nine decimals.
fn cells(workbook: &Workbook, sheet: &str) -> BTreeMap<CellAt, String> {
    let sheet = workbook.sheets.iter().find(|one| &*one.name == sheet).expect("the sheet is there");
    let mut cells = BTreeMap::new();
    for row in &sheet.rows {
        for cell in &row.cells {
            let text = match &cell.value {
                Value::Text(text) => text.to_string(),
                Value::Number(number) => format!("{number:.9}"),
                other => format!("{other:?}"),
            };
            if !text.is_empty() {
                cells.insert(CellAt::new(row.number, cell.column), text);
            }
        }
    }
    cells
}
