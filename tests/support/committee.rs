//! A made-up committee for tests of outputs: ten branches, some 150 invented members, and one of every state a return
//! can reach. Built by hand, so that outputs are tested without reading any file.

use chrono::NaiveDate;
use std::num::NonZeroU16;
use tonghop::consolidate::{Bloc, quotas};
use tonghop::domain::branch::Branch;
use tonghop::domain::campaign::Campaign;
use tonghop::domain::column::{Column, ColumnSeen, MatchedBy, TableKind};
use tonghop::domain::date::PartialDate;
use tonghop::domain::grade::{Grade, Reason};
use tonghop::domain::member::{ActorGrades, CarriedCell, Category, Discipline, Member, PersonName, RowSource};
use tonghop::domain::people::{Collective, Reward, RewardForm, RewardKind, RewardMatch, RewardSubject, Staff};
use tonghop::domain::place::{CellAt, CellPlace, Located};
use tonghop::domain::plan::Plan;
use tonghop::domain::reading::{
    Counted, FileFacts, Outcome, Owner, Reading, RowTally, SetAsideRow, SetAsideWhy, StatedTotal, Table,
};
use tonghop::domain::submission::{Content, Piece, Received, ReceivedBasis, Submission, Timing};
use tonghop::regulation::profile::regulation_for;
use tonghop::rules::finding::{Finding, Severity};

const BRANCHES: [(&str, &str, u32); 10] = [
    ("CB01", "Chi bộ Phòng Hành chính, Tổ chức, Quản trị", 24),
    ("CB02", "Chi bộ Phòng Công tác Quốc hội", 18),
    ("CB03", "Chi bộ Phòng Công tác Hội đồng nhân dân", 17),
    ("CB04", "Chi bộ Phòng Thông tin, Dân nguyện và Tiếp công dân", 15),
    ("CB05", "Chi bộ Ban Kinh tế - Ngân sách", 14),
    ("CB06", "Chi bộ Ban Văn hóa - Xã hội", 16),
    ("CB07", "Chi bộ Ban Pháp chế", 13),
    ("CB08", "Chi bộ Trung tâm Lưu trữ và Phục vụ kỳ họp", 19),
    ("CB09", "Chi bộ Hưu trí", 0),
    ("CB10", "Chi bộ Đội xe", 14),
];
const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi"];
const MIDDLE: [&str; 7] = ["Văn", "Thị Ngọc", "Minh", "Hoàng Phương", "Thanh", "Quốc", "Thị"];
const GIVEN: [&str; 11] = ["An", "Bình", "Châu", "Dũng", "Hằng", "Khoa", "Lan", "Nghĩa", "Phúc", "Thuỷ", "Yến"];
const POSTS: [&str; 6] = [
    "Chuyên viên",
    "Phó Trưởng phòng",
    "Bí thư chi bộ, Trưởng phòng",
    "Chuyên viên chính",
    "Nhân viên",
    "Phó Bí thư chi bộ, Phó Trưởng Ban chuyên trách",
];

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

fn located<T>(value: T, row: u32, column: u16) -> Located<T> {
    Located::new(value, CellAt::new(row, column))
}

pub fn plan() -> Plan {
    let branches = BRANCHES.iter().enumerate().map(|(index, (code, name, headcount))| Branch {
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        group: Some(if index < 5 { "Phòng" } else { "Ban, đơn vị" }.to_owned()),
        headcount: Some(*headcount).filter(|n| *n > 0),
        plan_row: Some(index as u32 + 2),
        ..Branch::default()
    });
    Plan {
        file: Some("ke-hoach.xlsx".to_owned()),
        year: 2021,
        committee: "Đảng bộ Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân Tỉnh".to_owned(),
        upper_committee: "Đảng ủy Khối các cơ quan Tỉnh".to_owned(),
        locality: "Đồng Tháp".to_owned(),
        deadline: Some(day(2021, 11, 27)),
        report_deadline: Some(day(2021, 11, 30)),
        signer_title: "Bí thư".to_owned(),
        signer_name: "Nguyễn Văn Mẫu".to_owned(),
        branches: branches.collect(),
        fingerprint: "a1b2c3d4".to_owned(),
        ..Plan::default()
    }
}

fn name(seed: usize) -> Located<PersonName> {
    let clean = format!("{} {} {}", FAMILY[seed % 8], MIDDLE[(seed / 3) % 7], GIVEN[(seed * 5 + seed / 11) % 11]);
    located(PersonName::new(&clean.to_uppercase(), clean.into()), 1, 3)
}

fn source(file: &str, sheet: &str, row: u32, table: u32) -> RowSource {
    RowSource { file: file.into(), sheet: sheet.into(), row, table, troubled: Vec::new(), at: CellAt::new(row, 14) }
}

fn member(file: &str, branch: usize, at: usize) -> Member {
    let row = at as u32 + 9;
    let seed = branch * 31 + at;
    let grade = match seed % 9 {
        0 | 4 => Grade::Excellent,
        8 => Grade::Completed,
        _ => Grade::Good,
    };
    let grade = if seed == 40 { Grade::NotCompleted } else { grade };
    let reason = match seed % 37 {
        5 => Some(Reason::Exempt),
        6 => Some(Reason::UnderSixMonths),
        7 => Some(Reason::Other),
        36 => Some(Reason::Suspended),
        _ => None,
    };
    let is_open = seed % 53 == 50;
    let branch_grade = (reason.is_none() && !is_open).then(|| located(grade, row, 14));
    let born = match seed % 12 {
        3 => PartialDate::Year(1972),
        5 => PartialDate::Month { year: 1985, month: 4 },
        _ => PartialDate::Day(day(1965 + (seed as i32 * 7) % 30, 1 + (seed as u32 % 12), 1 + (seed as u32 * 3 % 28))),
    };
    Member {
        source: source(file, "Đảng viên", row, 0),
        ordinal: Some(located((at + 1).to_string().into(), row, 1)),
        name: Located { at: CellAt::new(row, 3), ..name(seed) },
        card_no: Some(located(format!("{:08}", 4_512_000 + seed * 13).into(), row, 2)),
        person_code: None,
        born: Some(located(born, row, 4)),
        joined: Some(located(PartialDate::Day(day(2000 + seed as i32 % 20, 2, 3)), row, 5)),
        official: None,
        post: Some(located(POSTS[seed % 6].into(), row, 7)),
        room: None,
        category: Some(match (reason, seed % 20) {
            (Some(Reason::Exempt), _) => Category::Exempt,
            (_, 6) => Category::Probationary,
            _ => Category::Full,
        }),
        civil_servant: Some(true),
        self_review: Some(located(true, row, 8)),
        reviewed_at: None,
        residence: Some(located("Tốt".into(), row, 10)),
        grades: ActorGrades {
            self_grade: branch_grade.clone(),
            staff_grade: branch_grade.clone().filter(|_| !seed.is_multiple_of(4)),
            proposed_grade: branch_grade.clone(),
            branch_grade,
            committee_grade: (seed == 45).then(|| located(Grade::Good, row, 14)),
            ..ActorGrades::default()
        },
        reason: reason.map(|reason| located(reason, row, 15)),
        reason_text: (reason == Some(Reason::Other)).then(|| Box::new("Mới chuyển đến".into())),
        discipline: (seed == 40).then(|| located(Discipline::Reprimand, row, 16)),
        discipline_text: (seed == 40).then(|| Box::new("Khiển trách".into())),
        note: (seed % 17 == 1).then(|| {
            located("=Đi học tập trung tại Học viện Chính trị khu vực IV từ tháng 9 năm 2021".into(), row, 17)
        }),
        carried: if seed % 23 == 2 {
            vec![CarriedCell {
                header: "Điện thoại".into(), text: "0901 234 567".to_owned(), at: CellAt::new(row, 18)
            }]
        } else {
            Vec::new()
        },
        scores: None,
        roster: None,
    }
}

fn graded(grade: Grade, row: u32) -> ActorGrades {
    ActorGrades {
        self_grade: Some(located(grade, row, 5)),
        branch_grade: Some(located(grade, row, 6)),
        ..ActorGrades::default()
    }
}

fn fill(submission: &mut Submission, file: &str, branch: usize, n_members: usize) {
    submission.members = (0..n_members).map(|at| member(file, branch, at)).collect();
    submission.collectives = vec![
        Collective {
            source: source(file, "Tập thể", 5, 1),
            ordinal: None,
            name: located(BRANCHES[branch].1.into(), 5, 2),
            kind: Some(located("Chi bộ".into(), 5, 3)),
            self_review: Some(located(true, 5, 4)),
            grades: graded(if branch.is_multiple_of(3) { Grade::Excellent } else { Grade::Good }, 5),
            reason: None,
            note: None,
            carried: Vec::new(),
        },
        Collective {
            source: source(file, "Tập thể", 6, 1),
            ordinal: None,
            name: located(format!("Chi ủy {}", BRANCHES[branch].1.replace("Chi bộ", "chi bộ")).into(), 6, 2),
            kind: Some(located("Chi ủy".into(), 6, 3)),
            self_review: None,
            grades: graded(Grade::Good, 6),
            reason: None,
            note: None,
            carried: Vec::new(),
        },
    ];
    submission.staff = (0..n_members / 3)
        .map(|at| Staff {
            source: source(file, "Công chức", at as u32 + 6, 2),
            ordinal: None,
            name: name(branch * 31 + at),
            born: Some(located(PartialDate::Day(day(1980, 5, 6)), 6, 3)),
            post: Some(located("Chuyên viên".into(), 6, 4)),
            room: Some(located("Phòng Hành chính, Tổ chức, Quản trị".into(), 6, 5)),
            is_member: Some(true),
            grades: graded(if at % 4 == 0 { Grade::Excellent } else { Grade::Good }, 6),
            reason: None,
            note: None,
            carried: Vec::new(),
        })
        .collect();
    let best = submission
        .members
        .iter()
        .position(|member| member.grades.branch_grade.as_ref().is_some_and(|grade| grade.value == Grade::Excellent));
    for (at, matched) in [(4, best.map(RewardMatch::Member)), (5, Some(RewardMatch::Collective(0)))] {
        let name = match matched {
            Some(RewardMatch::Member(index)) => submission.members[index].name.clone(),
            _ => located(PersonName::new(BRANCHES[branch].1, BRANCHES[branch].1.into()), 5, 2),
        };
        let is_member = matches!(matched, Some(RewardMatch::Member(_)));
        submission.rewards.push(Reward {
            source: source(file, "Khen thưởng", at, 3),
            ordinal: None,
            name,
            subject: Some(if is_member { RewardSubject::Member } else { RewardSubject::Collective }),
            form: Some(located(RewardForm::Certificate, at, 4)),
            form_text: Some("giấy khen".into()),
            kind: Some(located(RewardKind::Year, at, 5)),
            achievement: Some(located(
                "Hoàn thành xuất sắc nhiệm vụ năm 2021, có sáng kiến trong phục vụ kỳ họp".into(),
                at,
                6,
            )),
            note: None,
            carried: Vec::new(),
            matched,
            eligible: is_member || branch.is_multiple_of(3),
            lacks_years: false,
            approval: None,
            committee_words: Default::default(),
        });
    }
}

fn empty_submission(branch: usize) -> Submission {
    Submission {
        branch: Some(branch),
        code: BRANCHES[branch].0.to_owned(),
        name: BRANCHES[branch].1.to_owned(),
        content: Content::Missing,
        timing: Timing::Missing,
        received: None,
        first_received: None,
        pieces: Vec::new(),
        superseded: Vec::new(),
        declared: Default::default(),
        changes: Vec::new(),
        members: Vec::new(),
        collectives: Vec::new(),
        staff: Vec::new(),
        joined_rows: Vec::new(),
        rewards: Vec::new(),
    }
}

fn table(sheet: &str, kind: TableKind, n_records: u32, n_aside: u32) -> Table {
    Table {
        sheet: sheet.into(),
        kind,
        header_rows: (7, 8),
        columns: vec![ColumnSeen {
            column: 3,
            header: "Họ và tên".to_owned(),
            meaning: Column::Name,
            matched_by: MatchedBy::Words,
        }],
        claims: Vec::new(),
        owner: Owner::Unresolved,
        tally: RowTally {
            read: n_records + n_aside,
            records: n_records,
            set_aside: n_aside,
            furniture: 9,
            numbered: n_records + n_aside,
        },
        title: String::new(),
        grade_unknown: false,
        is_of_one_grade: false,
    }
}

fn facts(path: &str) -> FileFacts {
    let sha256 = path.bytes().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}")) + &"0".repeat(64);
    FileFacts { path: path.into(), n_bytes: 23_456, sha256: sha256[..64].to_owned(), modified_on: None }
}

fn reading(path: &str, submission: &Submission, n_aside: u32) -> Reading {
    let place = |row| CellPlace { file: path.into(), sheet: "Đảng viên".into(), at: CellAt::new(row, 3) };
    let n_members = submission.members.len() as u32;
    Reading {
        file: facts(path),
        outcome: Outcome::Read,
        tables: vec![
            table("Đảng viên", TableKind::Members, n_members, n_aside),
            table("Tập thể", TableKind::Collectives, submission.collectives.len() as u32, 0),
            table("Công chức", TableKind::Staff, submission.staff.len() as u32, 0),
            table("Khen thưởng", TableKind::Rewards, submission.rewards.len() as u32, 0),
        ],
        stated: vec![StatedTotal {
            kind: TableKind::Members,
            table: Some(0),
            counted: Counted::All,
            figure: n_members + n_aside,
            place: place(40),
        }],
        set_aside: (0..n_aside)
            .map(|at| SetAsideRow {
                place: place(41 + at),
                table: Some(0),
                cells: vec![
                    (CellAt::new(41 + at, 2), "12".to_owned()),
                    (CellAt::new(41 + at, 4), "=1+1".to_owned()),
                    (
                        CellAt::new(41 + at, 14),
                        "Hoàn thành tốt nhiệm vụ; ghi chú dài của chi bộ về trường hợp này, chưa rõ họ và tên, đề nghị \
                         đảng ủy cho ý kiến trước khi tổng hợp báo cáo cấp trên theo kế hoạch"
                            .to_owned(),
                    ),
                ],
                why: SetAsideWhy::NoName,
            })
            .collect(),
        ..Reading::default()
    }
}

/// The bloc: CB05 late, CB06 with an older file, CB07 unreadable, CB09 nil, CB10 missing, one file of an unknown branch.
pub fn bloc() -> Bloc {
    let plan = plan();
    let mut files = Vec::new();
    let mut submissions = Vec::new();
    for (branch, (code, _, headcount)) in BRANCHES.iter().enumerate() {
        let mut submission = empty_submission(branch);
        let received = Received { on: day(2021, 11, 20 + branch as u32 % 6), basis: ReceivedBasis::Document };
        match branch {
            6 => {
                submission.content = Content::Rejected;
                submission.timing = Timing::OnTime;
            }
            8 => submission.content = Content::Nil,
            9 => {}
            _ => {
                submission.content = Content::Read;
                submission.timing = Timing::OnTime;
            }
        }
        if submission.content == Content::Read {
            let path = format!("nop/{code} - kiem diem, danh gia xep loai nam 2021.xlsx");
            fill(&mut submission, &path, branch, *headcount as usize - usize::from(branch == 3));
            let reading = reading(&path, &submission, u32::from(branch == 3) * 2);
            submission.received = Some(received);
            submission.first_received = Some(received);
            let piece =
                |file| Piece { file, tables: vec![0, 1, 2, 3], received: Some(received), tally: reading.tally() };
            submission.pieces = vec![piece(files.len())];
            if branch == 4 {
                submission.timing = Timing::Late { days: NonZeroU16::new(2).expect("2 is not 0") };
            }
            files.push(reading.clone());
            if branch == 5 {
                submission.superseded = vec![piece(files.len())];
                files.push(Reading { file: facts("nop/CB06 (cũ).xlsx"), ..reading });
            }
        } else if branch == 6 {
            submission.received = Some(received);
            submission.pieces = vec![Piece {
                file: files.len(),
                tables: Vec::new(),
                received: Some(received),
                tally: RowTally::default(),
            }];
            files.push(Reading { file: facts("nop/CB07.xlsx"), outcome: Outcome::Unreadable, ..Reading::default() });
        }
        submissions.push(submission);
    }
    submissions.push(Submission {
        branch: None,
        code: String::new(),
        name: "Chi bộ Văn phòng Tỉnh đoàn".to_owned(),
        content: Content::Read,
        timing: Timing::Undated,
        pieces: vec![Piece { file: files.len(), tables: Vec::new(), received: None, tally: RowTally::default() }],
        ..empty_submission(0)
    });
    files.push(Reading { file: facts("nop/tinh-doan.xlsx"), ..Reading::default() });
    files.push(Reading { file: facts("nop/~$CB01.xlsx"), outcome: Outcome::Skipped, ..Reading::default() });
    let campaign = Campaign { plan, files, submissions, ..Campaign::default() };
    let regulation = regulation_for(&campaign.plan).expect("the year 2021 has a profile");
    let quotas = quotas::in_force(&campaign, &regulation);
    let branch_quotas = quotas::of_branches(&campaign, &regulation);
    let findings = findings(&campaign);
    let unchecked = vec!["Không có danh sách đảng viên trong kế hoạch nên chưa đối chiếu được từng người.".to_owned()];
    Bloc { campaign, regulation, quotas, branch_quotas, findings, unchecked }
}

fn findings(campaign: &Campaign) -> Vec<Finding> {
    let missing = Finding {
        code: "F101",
        severity: Severity::Error,
        submission: Some(9),
        branch: Some("CB10".to_owned()),
        file: None,
        sheet: None,
        cell: None,
        subject: None,
        message: "Chi bộ chưa nộp báo cáo; hạn nộp là 27/11/2021.".to_owned(),
        fix: "Đề nghị chi bộ nộp ngay, hoặc ghi “Không có nội dung” vào Sổ nộp.".to_owned(),
        basis: "Kế hoạch số 05-KH/ĐU (01/11/2021), mục II.1.2".to_owned(),
        is_of_decision: false,
        answer: None,
    };
    let mut findings = vec![missing];
    for (index, submission) in campaign.submissions.iter().enumerate().filter(|(_, one)| one.is_merged()) {
        for member in submission.members.iter().step_by(7) {
            let at = findings.len();
            let (code, severity) = match at % 3 {
                0 => ("C303", Severity::Error),
                1 => ("B417", Severity::Warning),
                _ => ("H203", Severity::Note),
            };
            findings.push(Finding {
                code,
                severity,
                submission: Some(index),
                branch: Some(submission.code.clone()),
                file: Some(member.source.file.clone()),
                sheet: Some(member.source.sheet.clone()),
                cell: Some(member.source.at),
                subject: Some(member.name.value.clean.to_string()),
                message:
                    "“XS?” không phải mức xếp loại trong mẫu. Không biết chi bộ xếp loại nào thì không tính được tỷ lệ \
                          “Hoàn thành xuất sắc nhiệm vụ” của đảng bộ và người này chưa có kết quả."
                        .to_owned(),
                fix: "Ghi đầy đủ một trong bốn mức, ví dụ “Hoàn thành xuất sắc nhiệm vụ”.".to_owned(),
                basis: "Hướng dẫn 21-HD/BTCTW (18/10/2019), mục 2.3".to_owned(),
                is_of_decision: false,
                answer: None,
            });
        }
    }
    findings
}

/// The same plan with nothing returned at all.
pub fn empty_bloc() -> Bloc {
    let mut bloc = bloc();
    bloc.campaign.files.clear();
    bloc.campaign.submissions = (0..BRANCHES.len()).map(empty_submission).collect();
    bloc.quotas = quotas::in_force(&bloc.campaign, &bloc.regulation);
    bloc.branch_quotas.clear();
    bloc.findings.clear();
    bloc.unchecked.clear();
    bloc
}
