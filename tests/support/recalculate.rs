//! Types decisions into the workbooks of several campaigns, lets LibreOffice recalculate them, and holds every cell
//! against what the program itself computes from the same decisions. `.ci/recalculate` runs it; without LibreOffice it
//! fails.

#[path = "campaign.rs"]
#[expect(dead_code, reason = "tests make campaigns of other kinds too")]
mod campaign;
#[path = "table.rs"]
#[expect(dead_code, reason = "tests write more kinds of cells")]
mod table;
#[path = "typing.rs"]
#[expect(dead_code, reason = "tests of decisions take rows out of a workbook too")]
mod typing;

use campaign::CampaignFolder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use table::{book, sheet};
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
use tonghop::regulation::profile::Regulation;
use tonghop::regulation::profile::parts::Heads;
use typing::type_into;

/// The sheets whose every cell follows the decisions.
const LIVE: [&str; 8] =
    ["Tổng hợp", "Đảng viên", "Tập thể", "Công chức", "Khen thưởng", "Kiểm soát tỷ lệ", "Công khai", OF_YEARS];

const OF_YEARS: &str = "So với năm trước";

/// LibreOffice takes stored results as they are unless told otherwise.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// A campaign whose formulas are looked at.
struct Case {
    name: &'static str,
    folder: PathBuf,
    /// None: the plan's.
    regulation: Option<Regulation>,
    /// Whether the same returns stand for the year before, so that every branch has figures on `So với năm trước`.
    has_past: bool,
}

fn main() -> ExitCode {
    let leaders = leaders();
    let (sach, large) = (campaign::sample("sach"), campaign::sample("2021"));
    let plain = |name, folder: &Path, has_past| Case { name, folder: folder.to_owned(), regulation: None, has_past };
    let mut cases =
        vec![plain("sach", &sach, true), plain("2021", &large, true), plain("leaders", leaders.path(), false)];
    let mut apart = run(&plain("2021", &large, false), None, Earlier::default()).0.regulation;
    apart.heads.value = Heads::Apart;
    cases.push(Case { regulation: Some(apart), ..plain("heads apart", &large, false) });
    let mut n_cells = 0;
    let mut differences = Vec::new();
    for case in &cases {
        let past = case.has_past.then(|| {
            let mut past =
                past_year(&read(&run(case, None, Earlier::default()).1), "nam-truoc.xlsx").expect("a workbook");
            past.year -= 1;
            past
        });
        let earlier = || Earlier { years: past.iter().cloned().collect(), ..Earlier::default() };
        let (bloc, untouched) = run(case, None, earlier());
        let typed = type_decisions(&bloc, &untouched);
        let (decided, expected) = run(case, Some(&typed), earlier());
        assert_ne!(bloc.quotas, decided.quotas, "{}: decisions that change no quota show nothing", case.name);
        let recalculated = recalculate(&typed);
        let (expected, recalculated) = (read(&expected), read(&recalculated));
        for sheet in LIVE.iter().filter(|sheet| case.has_past || **sheet != OF_YEARS) {
            let (ours, theirs) = (cells(&expected, sheet), cells(&recalculated, sheet));
            n_cells += ours.len();
            for at in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
                let [ours, theirs] = [&ours, &theirs].map(|cells| cells.get(at).cloned().unwrap_or_default());
                if ours != theirs {
                    differences
                        .push(format!("{} › {sheet} › {at}: “{ours}” here, “{theirs}” in LibreOffice", case.name));
                }
            }
        }
    }
    differences.iter().take(40).for_each(|line| println!("{line}"));
    println!("{n_cells} cells compared, {} differ", differences.len());
    if differences.is_empty() && n_cells > 5_000 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Two branches whose leaders are held against a quota by the codes of their posts, some codes written in two ways.
fn leaders() -> CampaignFolder {
    let plan = "
        | Năm đánh giá | 2025 |
        | Tên đảng bộ | Đảng bộ Văn phòng |
        | Hồ sơ quy định | 2025-366 |
        | Hạn chi bộ nộp | 2025-12-05 |
        | Hạn báo cáo cấp trên | 2025-12-12 |";
    let branches = "| Mã chi bộ | Tên chi bộ |\n| CB01 | Chi bộ Một |\n| CB02 | Chi bộ Hai |";
    let returned = |code: &str, name: &str, rows: &str| {
        let facts = format!("| Mã chi bộ | {code} |\n| Tên chi bộ | {name} |\n| Năm | 2025 |");
        let heads = "| TT | Họ và tên | Ngày sinh | Chức vụ | Mã chức danh | Chi bộ xếp loại |";
        book([sheet("Thông tin", &facts), sheet("Đảng viên", &format!("{heads}\n{rows}"))])
    };
    let one = returned(
        "CB01",
        "Chi bộ Một",
        "| 1 | Nguyễn Văn An | 1980-02-03 | Trưởng phòng | TP | HTXSNV |
         | 2 | Lê Thị Bình | 1981-02-03 | Trưởng phòng | tp | HTTNV |
         | 3 | Trần Văn Cường | 1982-02-03 | Phó trưởng phòng | PTP-2 * | HTTNV |
         | 4 | Phạm Thị Dung | 1983-02-03 | Chuyên viên | | HTXSNV |",
    );
    let two = returned(
        "CB02",
        "Chi bộ Hai",
        "| 1 | Hoàng Văn Em | 1980-05-03 | Trưởng phòng | TP | HTTNV |
         | 2 | Vũ Thị Gấm | 1981-05-03 | Phó trưởng phòng | PTP–2 * | HTXSNV |
         | 3 | Đặng Văn Hải | 1982-05-03 | Phó trưởng phòng | Ptp-2 * | HTTNV |
         | 4 | Bùi Thị Hoa | 1983-05-03 | Chuyên viên | | HTNV |",
    );
    CampaignFolder::new()
        .plan(&book([sheet("Thông tin chung", plan), sheet("Chi bộ", branches)]))
        .returned("CB01.xlsx", &one)
        .returned("CB02.xlsx", &two)
}

fn run(case: &Case, decided: Option<&[u8]>, earlier: Earlier) -> (Bloc, Vec<u8>) {
    let mut listing = folder::list(&case.folder).expect("the campaign can be listed");
    let plan = fs::read(listing.plan.take().expect("the campaign has a plan")).expect("the plan can be read");
    let plan = read_plan(&read(&plan), "ke-hoach.xlsx").expect("the plan has no mistakes");
    let request =
        Request { earlier, listing, plan: Some(plan), regulation: case.regulation.clone(), ..Request::default() };
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
