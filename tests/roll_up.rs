//! Law 11: the consolidated workbook of one level is a valid return for the next. Counts are sums, results are the
//! decided ones, and every row tells its way down.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use support::campaign::{CampaignFolder, general, judged, plan, short_return};
use support::dump::{cell, dump};
use support::table::{TextBook, book, sheet};
use support::typing::type_into;
use tonghop::consolidate::Bloc;
use tonghop::domain::grade::Grade;
use tonghop::domain::member::{Member, SOURCE_BELOW};

const OUTPUT: &str = "ket-qua/tong-hop-2021.xlsx";

/// Runs the program's merge in a folder and gives back what it wrote.
fn merged(folder: &Path) -> Vec<u8> {
    let ended =
        Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(["merge", "--quiet"]).output().unwrap();
    assert!(matches!(ended.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&ended.stderr));
    fs::read(folder.join(OUTPUT)).unwrap()
}

fn plan_of(committee: &str, branches: &[(&str, &str)]) -> TextBook {
    let mut made = plan(branches);
    made.sheets[0] = general(&format!("| Tên đảng bộ | {committee} |"));
    made.sheets[0].cells.retain(|at, _| at.row != 2);
    made
}

fn members_of(bloc: &Bloc) -> Vec<&Member> {
    bloc.campaign.submissions.iter().flat_map(|submission| &submission.members).collect()
}

fn carried<'m>(member: &'m Member, header: &str) -> &'m str {
    member.carried.iter().find(|cell| &*cell.header == header).map_or("", |cell| cell.text.as_str())
}

/// A committee of two branches: four members, one exempt; a collective, a staff list, two proposals.
fn committee_a() -> CampaignFolder {
    let first = short_return(
        "CB01",
        "Chi bộ Một",
        "| 1 | Lê Minh Họa | 1980-02-03 | Bí thư | HTXSNV | |
         | 2 | Phạm Ví Dụ | 1985-05-14 | | HTTNV | |",
    )
    .and(sheet("Tập thể", "| TT | Tên tập thể | Loại | Chi bộ đề nghị |\n| 1 | Chi bộ Một | Chi bộ | HTTNV |"))
    .and(sheet("Công chức", "| TT | Họ và tên | Ngày sinh | Xếp loại |\n| 1 | Lê Minh Họa | 1980-02-03 | HTXSNV |"))
    .and(sheet(
        "Khen thưởng",
        "| TT | Họ và tên hoặc tập thể | Đối tượng | Hình thức | Loại |
         | 1 | Lê Minh Họa | cá nhân | giấy khen | trong năm |
         | 2 | Phạm Ví Dụ | cá nhân | giấy khen | đột xuất |",
    ));
    let second = short_return(
        "CB02",
        "Chi bộ Hai",
        "| 1 | Trần Thử Nghiệm | 1979-08-21 | | HTTNV | |
         | 2 | Đỗ Giả Định | 1950-09-30 | | | Miễn công tác và sinh hoạt đảng |",
    );
    CampaignFolder::new()
        .plan(&plan_of("Đảng bộ Sở Thử", &[("CB01", "Chi bộ Một"), ("CB02", "Chi bộ Hai")]))
        .returned("CB01.xlsx", &first)
        .returned("CB02.xlsx", &second)
}

fn committee_b() -> CampaignFolder {
    let only = short_return("B1", "Chi bộ Ba", "| 1 | Vũ Minh Thử | 1990-01-05 | | HTTNV | |");
    CampaignFolder::new().plan(&plan_of("Đảng bộ Ban Mẫu", &[("B1", "Chi bộ Ba")])).returned("B1.xlsx", &only)
}

/// The bloc above both.
fn bloc_of(a: &[u8], b: &[u8]) -> CampaignFolder {
    CampaignFolder::new()
        .plan(&plan_of("Đảng bộ Khối Giả Định", &[("A", "Đảng bộ Sở Thử"), ("B", "Đảng bộ Ban Mẫu")]))
        .file("nop/so-thu.xlsx", a)
        .file("nop/ban-mau.xlsx", b)
}

#[test]
fn a_committees_workbook_is_its_return_one_level_up() {
    let (a, b) = (committee_a(), committee_b());
    // The committee raises one to Excellent, and refuses one proposal; nobody computes the formulas again.
    let decided = type_into(
        &merged(a.path()),
        &[("Đảng viên", "N3", Grade::Excellent.label()), ("Khen thưởng", "K3", "Không đồng ý")],
    );
    let above = bloc_of(&decided, &merged(b.path()));
    let bloc = judged(above.path(), 1);
    let members = members_of(&bloc);
    let said: Vec<_> = members
        .iter()
        .map(|member| (member.name.value.clean.as_str(), member.grades.branch_grade.as_ref().map(|grade| grade.value)))
        .collect();
    assert_eq!(
        said,
        [
            ("Lê Minh Họa", Some(Grade::Excellent)),
            ("Phạm Ví Dụ", Some(Grade::Excellent)),
            ("Trần Thử Nghiệm", Some(Grade::Good)),
            ("Đỗ Giả Định", None),
            ("Vũ Minh Thử", Some(Grade::Good)),
        ]
    );
    assert!(members[3].reason.is_some() && members.iter().all(|member| member.grades.committee_grade.is_none()));
    assert_eq!(carried(members[0], "Chi bộ (cấp dưới)"), "Chi bộ Một");
    assert_eq!(carried(members[2], SOURCE_BELOW), "nop/CB02.xlsx › Đảng viên › E2");
    assert_eq!(&*members[0].source.file, "nop/so-thu.xlsx");
    let n = |of: fn(&tonghop::domain::submission::Submission) -> usize| {
        bloc.campaign.submissions.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(n(|submission| submission.collectives.len()), [1, 0]);
    assert_eq!(n(|submission| submission.staff.len()), [1, 0]);
    assert_eq!(n(|submission| submission.rewards.len()), [1, 0], "the refused proposal ends below");
    // Every committee keeps the quota by itself, and all together.
    let quotas: Vec<_> = bloc
        .quotas
        .iter()
        .filter(|quota| quota.subject == tonghop::regulation::quota::QuotaSubject::Members)
        .map(|quota| (quota.population.as_str(), quota.counts.excellent, quota.counts.graded))
        .collect();
    assert_eq!(quotas, [("committee", 2, 4), ("A", 2, 3), ("B", 0, 1)]);
    let over: Vec<_> = bloc.findings.iter().filter(|one| one.code == "Q701").collect();
    assert!(!over.is_empty());
}

#[test]
fn what_another_committee_owes_makes_no_committees_own_quota_provisional() {
    let a = committee_a();
    let owed = [("A", "Đảng bộ Sở Thử"), ("B", "Đảng bộ Ban Mẫu")];
    let above =
        CampaignFolder::new().plan(&plan_of("Đảng bộ Khối Giả Định", &owed)).file("nop/so-thu.xlsx", &merged(a.path()));
    let bloc = judged(above.path(), 1);
    let members = bloc.quotas.iter().filter(|quota| quota.subject == tonghop::regulation::quota::QuotaSubject::Members);
    let told: Vec<_> = members.map(|quota| (quota.population.as_str(), quota.is_provisional)).collect();
    assert_eq!(told, [("committee", true), ("A", false)]);
}

#[test]
fn three_levels_keep_the_whole_way_down() {
    let (a, b) = (committee_a(), committee_b());
    let above = bloc_of(&merged(a.path()), &merged(b.path()));
    let top = CampaignFolder::new()
        .plan(&plan_of("Đảng bộ Tỉnh Giả Định", &[("K", "Đảng bộ Khối Giả Định")]))
        .file("nop/khoi.xlsx", &merged(above.path()));
    let bloc = judged(top.path(), 1);
    let members = members_of(&bloc);
    assert_eq!(members.len(), 5);
    assert_eq!(carried(members[2], "Chi bộ (cấp dưới)"), "Đảng bộ Sở Thử › Chi bộ Hai");
    let way = carried(members[2], SOURCE_BELOW);
    assert!(
        way.starts_with("nop/so-thu.xlsx › Đảng viên › ") && way.ends_with(" ← nop/CB02.xlsx › Đảng viên › E2"),
        "{way}"
    );
    assert_eq!(bloc.campaign.submissions[0].rewards.len(), 2);
}

#[test]
fn without_a_plan_the_committees_name_themselves() {
    let (a, b) = (committee_a(), committee_b());
    let above = CampaignFolder::new().file("nop/1.xlsx", &merged(a.path())).file("nop/2.xlsx", &merged(b.path()));
    let bloc = judged(above.path(), 1);
    let mut names: Vec<_> =
        bloc.campaign.submissions.iter().map(|one| (one.name.to_lowercase(), one.members.len())).collect();
    names.sort();
    assert_eq!(names, [("đảng bộ ban mẫu".to_owned(), 1), ("đảng bộ sở thử".to_owned(), 4)]);
    assert_eq!(bloc.campaign.plan.year, 2021);
}

#[test]
fn a_hundred_committees_sum_up() {
    let codes: Vec<(String, String)> =
        (0..100).map(|n| (format!("D{n:03}"), format!("Đảng bộ Cơ quan số {n}"))).collect();
    let owed: Vec<(&str, &str)> = codes.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect();
    let mut above = CampaignFolder::new().plan(&plan_of("Đảng bộ Khối Giả Định", &owed));
    let mut n_members = 0;
    for (number, (code, name)) in codes.iter().enumerate() {
        let n_people = number % 7 + 1;
        n_members += n_people;
        let rows: String = (0..n_people)
            .map(|person| {
                format!(
                    "| {} | Nguyễn Văn {} | 19{}-01-0{} | | HTTNV | |\n",
                    person + 1,
                    word(number),
                    50 + person,
                    person + 1
                )
            })
            .collect();
        let below = CampaignFolder::new()
            .plan(&plan_of(name, &[("1", "Chi bộ Một")]))
            .returned("1.xlsx", &short_return("1", "Chi bộ Một", &rows));
        let bloc = judged(below.path(), 1);
        let workbook = tonghop::output::workbook::consolidated(&bloc).expect("the workbook is written");
        above = above.file(&format!("nop/{code}.xlsx"), &workbook);
    }
    let bloc = judged(above.path(), 2);
    assert_eq!(members_of(&bloc).len(), n_members);
    assert!(bloc.campaign.submissions.iter().all(|one| one.members.iter().all(|member| member.carried.len() >= 2)));
    assert_eq!(bloc.quotas.iter().filter(|quota| quota.population.starts_with('D')).count(), 100);
    assert_eq!(bloc.quotas[0].counts.graded as usize, n_members);
}

/// Everything a run says and writes in a folder, a line a place: the screen's lines, cells, paragraphs.
fn said(folder: &Path) -> Vec<(String, String)> {
    let mut said = Vec::new();
    for arguments in [&["status"][..], &["check", "--by", "code"], &["merge"], &["report"]] {
        let ended =
            Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(arguments).arg("--quiet").output();
        let ended = ended.unwrap();
        assert!(matches!(ended.status.code(), Some(0 | 1 | 3)), "{}", String::from_utf8_lossy(&ended.stderr));
        let text = String::from_utf8(ended.stdout).unwrap();
        said.extend(text.lines().map(|line| (arguments.join(" "), line.to_owned())));
    }
    for file in ["tong-hop-2021.xlsx", "bao-cao-2021.xlsx"] {
        let dump = support::dump::dump(&fs::read(folder.join("ket-qua").join(file)).unwrap());
        said.extend(dump.lines().flat_map(|line| line.split(" | ")).map(|cell| (file.to_owned(), cell.to_owned())));
    }
    let mut document = String::new();
    let report = fs::File::open(folder.join("ket-qua/bao-cao-2021.docx")).unwrap();
    let mut package = zip::ZipArchive::new(report).unwrap();
    std::io::Read::read_to_string(&mut package.by_name("word/document.xml").unwrap(), &mut document).unwrap();
    said.extend(document.split("</w:p>").map(|paragraph| {
        let text = paragraph.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
        ("bao-cao-2021.docx".to_owned(), text.collect())
    }));
    said
}

/// Headers, keys and words of the contract, and the names of branches below, in which “chi bộ” stands rightly.
const RIGHTLY: [&str; 13] = [
    "Mã chi bộ",
    "Chi bộ (cấp dưới)",
    "Chi bộ xếp loại",
    "Chi bộ đề nghị",
    "Hạn chi bộ nộp",
    "sheet Chi bộ",
    "trang Chi bộ",
    "Chi bộ Một",
    "Chi bộ Hai",
    "Chi bộ Ba",
    "loại Chi bộ",
    "tại chi bộ",
    "ở chi bộ xếp",
];

#[test]
fn a_committee_below_is_never_called_a_branch() {
    let (a, b) = (committee_a(), committee_b());
    let decided = type_into(&merged(a.path()), &[("Đảng viên", "N3", Grade::Excellent.label())]);
    let owed =
        [("A", "Đảng bộ Sở Thử"), ("B", "Đảng bộ Ban Mẫu"), ("C", "Đảng bộ Chưa Nộp"), ("D", "Đảng bộ Gửi Hỏng")];
    let above = CampaignFolder::new()
        .plan(&plan_of("Đảng bộ Khối Giả Định", &owed))
        .file("nop/so-thu.xlsx", &decided)
        .file("nop/ban-mau.xlsx", &merged(b.path()))
        .file("nop/D Đảng bộ Gửi Hỏng.xlsx", b"%PDF-1.4 a scan");
    merged_with(above.path());
    // The committee above decides too.
    let output = above.path().join(OUTPUT);
    let typed = type_into(&fs::read(&output).unwrap(), &[("Đảng viên", "N2", Grade::Good.label())]);
    fs::write(&output, typed).unwrap();
    let mut wrong = Vec::new();
    let mut n_said = 0;
    for (place, text) in said(above.path()) {
        assert!(!text.contains('‹'), "{place}: {text}");
        n_said += usize::from(text.to_lowercase().contains("đảng bộ"));
        let mut rest = text.clone();
        RIGHTLY.iter().for_each(|words| rest = rest.replace(words, ""));
        // The bare header of the column of names, and a collective's kind.
        let is_header = rest.split_once(' ').is_some_and(|(_, cell)| cell == "Chi bộ");
        if rest.to_lowercase().contains("chi bộ") && !is_header {
            wrong.push(format!("{place}: {text}"));
        }
    }
    assert!(n_said > 40, "{n_said}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn merged_with(folder: &Path) {
    let ended =
        Command::new(env!("CARGO_BIN_EXE_tonghop")).current_dir(folder).args(["merge", "--quiet"]).output().unwrap();
    assert!(matches!(ended.status.code(), Some(0 | 1 | 3)), "{}", String::from_utf8_lossy(&ended.stderr));
}

/// A name for a number, without digits.
fn word(number: usize) -> String {
    const TENS: [&str; 10] = ["An", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Lan", "Minh", "Nam"];
    format!("{} {}", TENS[number / 10], TENS[number % 10])
}

#[test]
fn a_workbook_of_another_year_is_refused_whole() {
    let a = committee_a();
    let mut later = plan_of("Đảng bộ Khối Giả Định", &[("A", "Đảng bộ Sở Thử")]);
    later.sheets[0] = sheet(
        "Thông tin chung",
        "| Năm đánh giá | 2022 |\n| Tên đảng bộ | Đảng bộ Khối Giả Định |\n| Hạn chi bộ nộp | 2022-11-26 |\n| Hạn báo cáo cấp trên | 2022-11-29 |",
    );
    let above = CampaignFolder::new().plan(&book(later.sheets)).file("nop/a.xlsx", &merged(a.path()));
    let bloc = judged(above.path(), 1);
    assert!(members_of(&bloc).is_empty());
    assert!(bloc.findings.iter().any(|one| one.code == "F115"), "{:?}", bloc.findings);
}

#[test]
fn who_is_a_head_is_said_where_heads_are_left_out_and_is_asked_anew_one_level_up() {
    let below = committee_a();
    let guidance = "
        base = \"2018-132\"
        id = \"huong-dan-09\"
        title = \"Hướng dẫn 09-HD/ĐU (15/10/2021)\"
        [heads_in_member_quota]
        counted = false
        citation = \"Hướng dẫn 09-HD/ĐU (15/10/2021), mục 4\"
        certainty = \"confirmed\"";
    let below = below.file("huong-dan.toml", guidance.as_bytes());
    let plain = merged(below.path());
    let behind = |bytes: &[u8]| cell(&dump(bytes), "Đảng viên", "X1").to_owned();
    assert_eq!(behind(&plain), "");

    let ended = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .current_dir(below.path())
        .args(["merge", "--quiet", "--regulation", "huong-dan.toml"])
        .output()
        .unwrap();
    assert!(matches!(ended.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&ended.stderr));
    let apart = fs::read(below.path().join(OUTPUT)).unwrap();
    let text = dump(&apart);
    assert_eq!(cell(&text, "Đảng viên", "X1"), "Người đứng đầu");
    assert_eq!(["X2", "X3", "X4", "X5"].map(|at| cell(&text, "Đảng viên", at)), ["Có", "", "", ""]);

    let above = CampaignFolder::new().file("nop/so-thu.xlsx", &apart);
    let bloc = judged(above.path(), 1);
    assert_eq!(members_of(&bloc).len(), 4);
    assert!(members_of(&bloc).iter().all(|member| carried(member, "Người đứng đầu").is_empty()));
}
