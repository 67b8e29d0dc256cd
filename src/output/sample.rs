//! A small bloc of invented people, with one of everything, for the tests of the outputs.

use crate::consolidate::Bloc;
use crate::domain::branch::Branch;
use crate::domain::campaign::Campaign;
use crate::domain::date::PartialDate;
use crate::domain::grade::{Grade, Reason};
use crate::domain::member::{ActorGrades, Member, PersonName, RowSource};
use crate::domain::people::{Collective, Reward, RewardForm, RewardKind, RewardSubject, Staff};
use crate::domain::place::{CellAt, Located};
use crate::domain::plan::Plan;
use crate::domain::reading::{Declared, FileFacts, Outcome, Reading, RowTally, SetAsideRow, SetAsideWhy, Table};
use crate::domain::submission::{Content, Piece, Received, ReceivedBasis, Submission, Timing};
use crate::regulation::profile::regulation_for;
use crate::regulation::quota::{self, Counts, QuotaSubject};
use crate::rules::finding::{Finding, Severity};
use chrono::NaiveDate;
use std::num::NonZeroU16;

/// CB01 on time after an earlier file, CB02 late, CB03 missing, CB04 unreadable, CB05 nil; and a file of nobody.
pub fn bloc() -> Bloc {
    let codes = ["CB01", "CB02", "CB03", "CB04", "CB05"];
    let names = ["Văn phòng", "Phòng Tổng hợp", "Phòng Công tác Quốc hội", "Phòng Hành chính", "Phòng Thông tin"];
    let plan = Plan {
        file: Some("ke-hoach.xlsx".to_owned()),
        year: 2021,
        committee: "Đảng ủy Văn phòng".to_owned(),
        deadline: day(2021, 11, 27),
        branches: codes
            .iter()
            .zip(names)
            .map(|(code, name)| Branch {
                code: (*code).to_owned(),
                name: format!("Chi bộ {name}"),
                own_deadline: day(2021, 11, 30).filter(|_| *code == "CB03"),
                ..Branch::default()
            })
            .collect(),
        ..Plan::default()
    };
    let files = vec![
        file("nop/CB01 lần 2.xlsx", Outcome::Read, 5),
        file("nop/CB01.xlsx", Outcome::Read, 2),
        file("nop/CB02.xlsx", Outcome::Read, 1),
        file("nop/CB04.xlsx", Outcome::Unreadable, 0),
        Reading { set_aside: vec![stranger()], ..file("nop/khác.xlsx", Outcome::Read, 1) },
        file("nop/~$CB01.xlsx", Outcome::Skipped, 0),
    ];
    let submissions = vec![
        Submission {
            superseded: vec![piece(1, 2)],
            members: vec![graded(), exempt()],
            collectives: vec![collective()],
            staff: vec![staff()],
            rewards: vec![reward()],
            ..submission(&plan, 0, Content::Read, Timing::OnTime, Some(piece(0, 5)))
        },
        Submission {
            members: vec![undecided()],
            ..submission(&plan, 1, Content::Read, Timing::Late { days: NonZeroU16::MIN }, Some(piece(2, 1)))
        },
        submission(&plan, 2, Content::Missing, Timing::Missing, None),
        submission(&plan, 3, Content::Rejected, Timing::OnTime, Some(piece(3, 0))),
        submission(&plan, 4, Content::Nil, Timing::Undated, None),
        Submission {
            branch: None,
            code: String::new(),
            name: "Chi bộ Lạ".to_owned(),
            ..submission(&plan, 0, Content::Read, Timing::OnTime, Some(piece(4, 1)))
        },
    ];
    let regulation = regulation_for(&plan).unwrap();
    let counts = Counts { excellent: 1, good: 0, graded: 1 };
    let members = quota::check(QuotaSubject::Members, "committee".to_owned(), regulation.member_quota, counts, true);
    Bloc {
        campaign: Campaign { plan, files, submissions, ..Campaign::default() },
        regulation,
        quotas: vec![members],
        branch_quotas: Vec::new(),
        findings: findings(),
        unchecked: vec!["Kế hoạch không có danh sách đảng viên.".to_owned()],
    }
}

/// Compares with the golden text of that name. `ACCEPT=1` writes it anew: read its diff before committing it.
pub fn golden(name: &str, written: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output/golden").join(name);
    if std::env::var_os("ACCEPT").is_some() {
        std::fs::write(&path, written).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    let differs = written.lines().zip(golden.lines()).position(|(new, old)| new != old);
    if let Some(line) = differs {
        assert_eq!(written.lines().nth(line), golden.lines().nth(line), "{name}, line {}", line + 1);
    }
    assert_eq!(written.lines().count(), golden.lines().count(), "{name}, number of lines");
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn file(path: &str, outcome: Outcome, n_rows: u32) -> Reading {
    let table = Table {
        sheet: "Đảng viên".into(),
        kind: crate::domain::column::TableKind::Members,
        header_rows: (1, 1),
        columns: Vec::new(),
        claims: Vec::new(),
        owner: crate::domain::reading::Owner::Unresolved,
        tally: tally(n_rows),
        title: String::new(),
        grade_unknown: false,
        is_of_one_grade: false,
    };
    Reading {
        file: FileFacts { path: path.into(), sha256: "ab".repeat(32), ..FileFacts::default() },
        outcome,
        tables: if n_rows > 0 { vec![table] } else { Vec::new() },
        ..Reading::default()
    }
}

/// The one row of a branch that nobody knows.
fn stranger() -> SetAsideRow {
    let place = source("nop/khác.xlsx", "Đảng viên", "C5").place(CellAt::new(5, 3));
    let cells = vec![(place.at, "Đỗ Giả Định".to_owned())];
    SetAsideRow { place, table: Some(0), cells, why: SetAsideWhy::UnknownBranch }
}

fn tally(n_rows: u32) -> RowTally {
    RowTally { read: n_rows, records: n_rows, furniture: 4, numbered: n_rows, ..RowTally::default() }
}

fn piece(file: usize, n_rows: u32) -> Piece {
    Piece { file, tables: vec![0], received: None, tally: tally(n_rows) }
}

fn submission(plan: &Plan, branch: usize, content: Content, timing: Timing, piece: Option<Piece>) -> Submission {
    let received =
        piece.as_ref().and_then(|_| day(2021, 11, 26)).map(|on| Received { on, basis: ReceivedBasis::Document });
    Submission {
        branch: Some(branch),
        code: plan.branches[branch].code.clone(),
        name: plan.branches[branch].name.clone(),
        content,
        timing,
        received,
        first_received: received,
        pieces: piece.into_iter().collect(),
        superseded: Vec::new(),
        declared: Declared::default(),
        changes: Vec::new(),
        members: Vec::new(),
        collectives: Vec::new(),
        staff: Vec::new(),
        joined_rows: Vec::new(),
        rewards: Vec::new(),
    }
}

fn source(file: &str, sheet: &str, at: &str) -> RowSource {
    let at: CellAt = at.parse().unwrap();
    RowSource { file: file.into(), sheet: sheet.into(), row: at.row, table: 0, troubled: Vec::new(), at }
}

fn at<T>(cell: &str, value: T) -> Option<Located<T>> {
    Some(Located::new(value, cell.parse().unwrap()))
}

fn name(cell: &str, clean: &str) -> Located<PersonName> {
    let name = PersonName::new(&clean.to_uppercase(), clean.into());
    Located::new(name, cell.parse().unwrap())
}

fn member(source: RowSource, name: Located<PersonName>) -> Member {
    Member {
        source,
        ordinal: None,
        name,
        card_no: None,
        person_code: None,
        born: None,
        joined: None,
        official: None,
        post: None,
        room: None,
        category: None,
        civil_servant: None,
        self_review: None,
        reviewed_at: None,
        residence: None,
        grades: ActorGrades::default(),
        reason: None,
        reason_text: None,
        discipline: None,
        discipline_text: None,
        note: None,
        scores: None,
        carried: Vec::new(),
        roster: None,
    }
}

fn graded() -> Member {
    Member {
        card_no: at("B5", "012345678901".into()),
        born: day(1980, 2, 3).map(PartialDate::Day).and_then(|born| at("D5", born)),
        grades: ActorGrades {
            self_grade: at("K5", Grade::Good),
            staff_grade: at("L5", Grade::Completed),
            proposed_grade: at("M5", Grade::NotCompleted),
            branch_grade: at("N5", Grade::Excellent),
            ..ActorGrades::default()
        },
        ..member(source("nop/CB01 lần 2.xlsx", "Đảng viên", "N5"), name("C5", "Trần Thử Nghiệm"))
    }
}

fn exempt() -> Member {
    Member {
        born: at("D6", PartialDate::Month { year: 1950, month: 7 }),
        reason: at("O6", Reason::Exempt),
        ..member(source("nop/CB01 lần 2.xlsx", "Đảng viên", "C6"), name("C6", "Lê Mẫu"))
    }
}

fn undecided() -> Member {
    Member {
        born: at("D5", PartialDate::Year(1975)),
        ..member(source("nop/CB02.xlsx", "Đảng viên", "C5"), name("C5", "Phạm Ví Dụ"))
    }
}

fn collective() -> Collective {
    Collective {
        source: source("nop/CB01 lần 2.xlsx", "Tập thể", "F4"),
        ordinal: None,
        name: Located::new("Chi ủy".into(), "B4".parse().unwrap()),
        kind: at("C4", "chi ủy".into()),
        self_review: None,
        grades: ActorGrades { branch_grade: at("F4", Grade::Good), ..ActorGrades::default() },
        reason: None,
        note: None,
        carried: Vec::new(),
    }
}

fn staff() -> Staff {
    Staff {
        source: source("nop/CB01 lần 2.xlsx", "Công chức", "G4"),
        ordinal: None,
        name: name("B4", "Trần Thử Nghiệm"),
        born: None,
        post: None,
        room: None,
        is_member: Some(true),
        grades: ActorGrades { branch_grade: at("G4", Grade::Completed), ..ActorGrades::default() },
        reason: None,
        note: None,
        carried: Vec::new(),
    }
}

fn reward() -> Reward {
    Reward {
        source: source("nop/CB01 lần 2.xlsx", "Khen thưởng", "B4"),
        ordinal: None,
        name: name("B4", "Trần Thử Nghiệm"),
        subject: Some(RewardSubject::Member),
        form: at("D4", RewardForm::Certificate),
        form_text: Some("Giấy khen".into()),
        kind: at("E4", RewardKind::FiveYears),
        achievement: None,
        note: None,
        carried: Vec::new(),
        matched: None,
        eligible: true,
        lacks_years: false,
        approval: None,
        committee_words: Default::default(),
    }
}

fn findings() -> Vec<Finding> {
    let finding = |code, severity, submission: Option<usize>, message: &str, fix: &str| Finding {
        code,
        severity,
        submission,
        branch: submission.map(|index| format!("CB0{}", index + 1)),
        file: None,
        sheet: None,
        cell: None,
        subject: None,
        message: message.to_owned(),
        fix: fix.to_owned(),
        basis: "kế hoạch".to_owned(),
        is_of_decision: false,
        answer: None,
    };
    vec![
        Finding {
            file: Some("nop/CB01 lần 2.xlsx".into()),
            sheet: Some("Đảng viên".into()),
            cell: Some(CellAt::new(5, 14)),
            subject: Some("Trần Thử Nghiệm".to_owned()),
            ..finding(
                "B409",
                Severity::Error,
                Some(0),
                "Xuất sắc khi là đảng viên, không khi là công chức.",
                "Xem lại.",
            )
        },
        Finding {
            file: Some("nop/CB02.xlsx".into()),
            ..finding("F102", Severity::Warning, Some(1), "Nộp muộn 1 ngày.", "Ghi nhận.")
        },
        finding("F101", Severity::Error, Some(2), "Chưa nộp.", "Đôn đốc chi bộ."),
        Finding {
            branch: None,
            file: Some("nop/khác.xlsx".into()),
            ..finding("F104", Severity::Error, Some(5), "“Chi bộ Lạ” không có trong kế hoạch.", "Ghi đúng tên chi bộ.")
        },
        finding("Q708", Severity::Note, None, "Tạm tính vì còn chi bộ chưa nộp.", ""),
    ]
}
