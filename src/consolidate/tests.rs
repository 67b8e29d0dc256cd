//! Scenes: files in, submissions out.

use super::sample::{broken, file, known, plan};
use super::*;
use crate::domain::column::TableKind::{Collectives, Members, Rewards, Staff};
use crate::domain::plan::LogEntry;
use crate::domain::reading::{Outcome, Owner};
use crate::domain::submission::{ChangeKind, Content, Submission, Timing};

pub fn consolidated(plan: &Plan, readings: Vec<Reading>) -> Campaign {
    linked(gathered(Some(plan.clone()), readings), Vec::new(), || {})
}

/// `CB01 read: a.xlsx 0 1; b.xlsx 0 ‹ c.xlsx 0 = An, Bình`: content, files in use with their tables, replaced ones, and
/// the records.
fn line(campaign: &Campaign, submission: &Submission) -> String {
    let pieces = |pieces: &[crate::domain::submission::Piece]| {
        let piece = |piece: &crate::domain::submission::Piece| {
            let path = campaign.files[piece.file].file.path.trim_start_matches("nop/");
            let tables: Vec<String> = piece.tables.iter().map(|table| format!(" {table}")).collect();
            format!("{path}{}", tables.concat())
        };
        pieces.iter().map(piece).collect::<Vec<_>>().join("; ")
    };
    let mut names: Vec<&str> = submission.members.iter().map(|member| &*member.name.value.clean).collect();
    names.extend(submission.collectives.iter().map(|collective| &*collective.name.value));
    names.extend(submission.staff.iter().map(|staff| &*staff.name.value.clean));
    names.extend(submission.rewards.iter().map(|reward| &*reward.name.value.clean));
    let code = if submission.code.is_empty() { "?" } else { &submission.code };
    let content = format!("{:?}", submission.content).to_lowercase();
    let (used, replaced) = (pieces(&submission.pieces), pieces(&submission.superseded));
    let mut line = format!("{code} {content}: {used}");
    if !replaced.is_empty() {
        line += &format!(" ‹ {replaced}");
    }
    if !names.is_empty() {
        line += &format!(" = {}", names.join(", "));
    }
    line
}

fn lines(campaign: &Campaign) -> Vec<String> {
    campaign.submissions.iter().map(|submission| line(campaign, submission)).collect()
}

/// The expected lines, and that the rows add up.
#[track_caller]
fn expect(readings: Vec<Reading>, expected: &[&str]) {
    let campaign = consolidated(&plan(2), readings);
    assert_eq!(lines(&campaign), expected);
    for line in reconcile::lines(&campaign) {
        assert!(line.balances(), "{line:?}");
    }
}

pub const AN: &str = "1|Nguyễn Văn An|1980|HTTNV";
pub const BINH: &str = "2|Trần Thị Bình|1981|HTXSNV";
pub const CUONG: &str = "3|Lê Văn Cường|1982|HTTNV";
pub const DUNG: &str = "4|Phạm Thị Dung|1983|HTNV";

#[test]
fn every_branch_stands_once_in_plan_order_returned_or_not() {
    expect(
        vec![file("nop/b.xlsx", "25/11/2021").with(Members, 1, &[AN])],
        &["CB01 missing: ", "CB02 read: b.xlsx 0 = Nguyễn Văn An"],
    );
}

#[test]
fn a_newer_file_of_the_same_people_replaces_the_older() {
    expect(
        vec![
            file("nop/cu.xlsx", "20/11/2021").with(Members, 0, &[AN, BINH, CUONG]),
            file("nop/moi.xlsx", "25/11/2021").with(Members, 0, &[AN, BINH, DUNG]),
        ],
        &["CB01 read: moi.xlsx 0 ‹ cu.xlsx 0 = Nguyễn Văn An, Trần Thị Bình, Phạm Thị Dung", "CB02 missing: "],
    );
}

#[test]
fn other_people_in_a_newer_file_are_an_addition() {
    expect(
        vec![
            file("nop/cu.xlsx", "20/11/2021").with(Members, 0, &[AN, BINH, CUONG]),
            file("nop/them.xlsx", "28/11/2021").with(Members, 0, &[DUNG]),
        ],
        &[
            "CB01 read: cu.xlsx 0; them.xlsx 0 = Nguyễn Văn An, Trần Thị Bình, Lê Văn Cường, Phạm Thị Dung",
            "CB02 missing: ",
        ],
    );
}

#[test]
fn one_corrected_row_sent_later_makes_nobody_vanish() {
    expect(
        vec![
            file("nop/cu.xlsx", "20/11/2021").with(Members, 0, &[AN, BINH, CUONG]),
            file("nop/sua.xlsx", "28/11/2021").with(Members, 0, &[AN]),
        ],
        &[
            "CB01 read: cu.xlsx 0; sua.xlsx 0 = Nguyễn Văn An, Trần Thị Bình, Lê Văn Cường, Nguyễn Văn An",
            "CB02 missing: ",
        ],
    );
}

#[test]
fn what_was_replaced_once_does_not_come_back() {
    expect(
        vec![
            file("nop/lan 1.xlsx", "20/11/2021").with(Members, 0, &[AN, BINH]),
            file("nop/lan 2.xlsx", "22/11/2021").with(Members, 0, &[BINH, CUONG]),
            file("nop/lan 3.xlsx", "24/11/2021").with(Members, 0, &[CUONG, DUNG]),
        ],
        &["CB01 read: lan 3.xlsx 0 ‹ lan 1.xlsx 0; lan 2.xlsx 0 = Lê Văn Cường, Phạm Thị Dung", "CB02 missing: "],
    );
}

#[test]
fn a_namesake_with_another_birth_date_is_an_addition() {
    expect(
        vec![
            file("nop/cu.xlsx", "20/11/2021").with(Members, 0, &["|Nguyễn Văn An|1980|HTTNV"]),
            file("nop/them.xlsx", "28/11/2021").with(Members, 0, &["|Nguyễn Văn An|1995|HTNV"]),
        ],
        &["CB01 read: them.xlsx 0; cu.xlsx 0 = Nguyễn Văn An, Nguyễn Văn An", "CB02 missing: "],
    );
}

#[test]
fn rewards_beside_members_are_the_other_half_of_one_return() {
    expect(
        vec![
            file("nop/dang-vien.xlsx", "20/11/2021").with(Members, 0, &[AN, BINH]),
            file("nop/khen.xlsx", "25/11/2021").with(Rewards, 0, &["|Trần Thị Bình||trong năm"]),
        ],
        &["CB01 read: dang-vien.xlsx 0; khen.xlsx 0 = Nguyễn Văn An, Trần Thị Bình, Trần Thị Bình", "CB02 missing: "],
    );
}

#[test]
fn members_sent_again_leave_the_older_files_rewards_in_use() {
    expect(
        vec![
            file("nop/cu.xlsx", "20/11/2021").with(Members, 0, &[AN, BINH]).with(Rewards, 0, &["|Trần Thị Bình||"]),
            file("nop/moi.xlsx", "25/11/2021").with(Members, 0, &[AN, BINH]),
        ],
        &[
            "CB01 read: moi.xlsx 0; cu.xlsx 1 ‹ cu.xlsx 0 = Nguyễn Văn An, Trần Thị Bình, Trần Thị Bình",
            "CB02 missing: ",
        ],
    );
}

#[test]
fn a_whole_new_return_withdraws_the_proposals_it_no_longer_holds() {
    let old =
        || file("nop/cu.xlsx", "20/11/2021").with(Members, 0, &[AN, BINH]).with(Rewards, 0, &["|Trần Thị Bình||"]);
    let other =
        file("nop/moi.xlsx", "25/11/2021").with(Members, 0, &[AN, BINH]).with(Rewards, 0, &["|Nguyễn Văn An||"]);
    expect(
        vec![old(), other],
        &["CB01 read: moi.xlsx 0 1 ‹ cu.xlsx 0 1 = Nguyễn Văn An, Trần Thị Bình, Nguyễn Văn An", "CB02 missing: "],
    );
    let none = file("nop/moi.xlsx", "25/11/2021").with(Members, 0, &[AN, BINH]).with(Rewards, 0, &[]);
    expect(
        vec![old(), none],
        &["CB01 read: moi.xlsx 0 1 ‹ cu.xlsx 0 1 = Nguyễn Văn An, Trần Thị Bình", "CB02 missing: "],
    );
    let mut ticked = file("nop/moi.xlsx", "25/11/2021").with(Members, 0, &[AN, BINH]);
    ticked.declared.no_rewards = true;
    expect(
        vec![old(), ticked],
        &["CB01 read: moi.xlsx 0 ‹ cu.xlsx 0 1 = Nguyễn Văn An, Trần Thị Bình", "CB02 missing: "],
    );
}

#[test]
fn the_same_bytes_under_two_names_count_once() {
    let twin = |path: &str| {
        let mut twin = file(path, "25/11/2021").with(Members, 0, &[AN]).with(Staff, 0, &[BINH]);
        twin.file.sha256 = "same".to_owned();
        twin
    };
    let campaign = consolidated(&plan(1), vec![twin("nop/a (1).xlsx"), twin("nop/a.xlsx")]);
    let submission = &campaign.submissions[0];
    assert_eq!((submission.pieces.len(), submission.superseded.len()), (1, 1));
    assert_eq!((submission.members.len(), submission.staff.len()), (1, 1));
    assert_eq!(submission.changes, []);
}

#[test]
fn one_workbook_may_hold_several_branches() {
    expect(
        vec![file("nop/ca-hai.xlsx", "25/11/2021").with(Members, 1, &[AN]).with(Members, 0, &[BINH])],
        &["CB01 read: ca-hai.xlsx 1 = Trần Thị Bình", "CB02 read: ca-hai.xlsx 0 = Nguyễn Văn An"],
    );
}

#[test]
fn rows_of_an_unknown_branch_are_shown_and_never_merged() {
    let stranger = Owner::Unknown { claim: None, nearest: None };
    let readings = vec![
        file("nop/la.xlsx", "25/11/2021").with_table(Members, stranger.clone(), &[AN, BINH]),
        file("nop/mot-phan.xlsx", "25/11/2021").with(Members, 0, &[CUONG]).with_table(Members, stranger, &[DUNG]),
    ];
    let expected =
        ["CB01 read: mot-phan.xlsx 0 = Lê Văn Cường", "CB02 missing: ", "? read: la.xlsx 0", "? read: mot-phan.xlsx 1"];
    expect(readings.clone(), &expected);
    let campaign = consolidated(&plan(2), readings);
    assert_eq!(reconcile::sums(&campaign).set_aside, 3);
    let (_, row) = reconcile::set_aside_rows(&campaign)[0];
    let shown: Vec<String> = row.cells.iter().map(|(at, text)| format!("{at}={text}")).collect();
    assert_eq!(shown, ["A10=1", "B10=Nguyễn Văn An", "C10=1980", "D10=Hoàn thành tốt nhiệm vụ"]);
}

#[test]
fn an_unreadable_file_is_given_to_the_branch_its_name_or_the_log_says() {
    let readings = || {
        vec![
            broken("nop/CB01.xlsx", Outcome::Unreadable),
            broken("nop/vo danh.pdf", Outcome::Unreadable),
            broken("nop/~$CB02.xlsx", Outcome::Skipped),
        ]
    };
    expect(readings(), &["CB01 rejected: CB01.xlsx", "CB02 missing: ", "? rejected: vo danh.pdf"]);
    let mut logged = plan(2);
    logged.log.push(LogEntry { file: Some("vo danh.pdf".to_owned()), ..log_entry(1) });
    let campaign = consolidated(&logged, readings());
    assert_eq!(lines(&campaign), ["CB01 rejected: CB01.xlsx", "CB02 rejected: vo danh.pdf"]);
}

#[test]
fn a_scan_beside_the_workbook_replaces_nothing_and_is_not_replaced() {
    expect(
        vec![broken("nop/CB01.pdf", Outcome::Unreadable), file("nop/CB01.xlsx", "25/11/2021").with(Members, 0, &[AN])],
        &["CB01 read: CB01.xlsx 0; CB01.pdf = Nguyễn Văn An", "CB02 missing: "],
    );
}

#[test]
fn a_table_without_rows_is_rejected_unless_it_says_there_is_nothing() {
    let empty = || file("nop/CB01.xlsx", "25/11/2021").with(Members, 0, &[]);
    expect(vec![empty()], &["CB01 rejected: CB01.xlsx 0", "CB02 missing: "]);
    let mut nil = empty();
    nil.declared.nil = true;
    expect(vec![nil], &["CB01 nil: CB01.xlsx 0", "CB02 missing: "]);
}

fn log_entry(branch: usize) -> LogEntry {
    LogEntry { row: 2, branch, received_on: None, file: None, nil: false, password: None, note: None }
}

#[test]
fn a_nil_return_in_the_log_needs_no_file_and_yields_to_one_with_rows() {
    let mut logged = plan(2);
    let on = Some(super::sample::day("29/11/2021"));
    logged.log = vec![
        LogEntry { nil: true, received_on: on, ..log_entry(0) },
        LogEntry { nil: true, received_on: on, ..log_entry(1) },
    ];
    let campaign = consolidated(&logged, vec![file("nop/b.xlsx", "25/11/2021").with(Members, 1, &[AN])]);
    let [nil, read] = campaign.submissions.as_slice() else { panic!("two branches") };
    assert_eq!((nil.content, read.content), (Content::Nil, Content::Read));
    assert!(matches!(nil.timing, Timing::Late { days } if days.get() == 2));
}

#[test]
fn timing_is_that_of_the_file_in_use_and_the_first_day_is_kept() {
    let readings = vec![
        file("nop/cu.xlsx", "20/11/2021").with(Members, 0, &[AN]),
        file("nop/moi.xlsx", "28/11/2021").with(Members, 0, &[AN]),
    ];
    let campaign = consolidated(&plan(2), readings);
    let submission = &campaign.submissions[0];
    assert!(matches!(submission.timing, Timing::Late { days } if days.get() == 1));
    assert_eq!(submission.first_received.map(|first| first.on), Some(super::sample::day("20/11/2021")));
    assert_eq!(campaign.submissions[1].timing, Timing::Missing);
}

#[test]
fn changes_say_who_came_who_went_and_what_differs_without_private_values() {
    let readings = vec![
        file("nop/cu.xlsx", "20/11/2021").with(
            Members,
            0,
            &["1|Nguyễn Văn An|1980|HTTNV", "2|Trần Thị Bình|1981|HTXSNV", "3|Lê Văn Cường|1982|HTNV", "9|Võ Văn Em||"],
        ),
        file("nop/moi.xlsx", "25/11/2021").with(
            Members,
            0,
            &[
                "1|Nguyễn Văn An|03/02/1980|HTXSNV",
                "2|Trần Thị Bình|1981|HTXSNV",
                "4|Phạm Thị Dung|1983|HTNV",
                "8|Võ Văn Em||",
            ],
        ),
    ];
    let campaign = consolidated(&plan(1), readings);
    let told: Vec<String> = campaign.submissions[0]
        .changes
        .iter()
        .map(|change| {
            let place = format!("{} {}", change.place.file, change.place.at);
            match &change.what {
                ChangeKind::Added => format!("+ {place}"),
                ChangeKind::Removed => format!("- {place}"),
                ChangeKind::Field { header, from, to } => format!("{header}: {from} → {to} {place}"),
            }
        })
        .collect();
    assert_eq!(
        told,
        [
            "Ngày sinh: 1980 → 03/02/1980 nop/moi.xlsx C10",
            "Chi bộ xếp loại: Hoàn thành tốt nhiệm vụ → Hoàn thành xuất sắc nhiệm vụ nop/moi.xlsx D10",
            "+ nop/moi.xlsx D12",
            "Số thẻ đảng: như bản trước → đã sửa nop/moi.xlsx A13",
            "- nop/cu.xlsx D12",
        ]
    );
}

#[test]
fn a_shared_workbook_declares_only_for_the_branch_it_names() {
    use crate::domain::place::{CellAt, Located};
    let mut both = file("nop/ca-hai.xlsx", "25/11/2021").with(Members, 0, &[AN]).with(Members, 1, &[BINH]);
    both.declared.branch_code = Some(Located::new("CB02".to_owned(), CellAt::new(2, 2)));
    both.declared.n_members = Some(Located::new(1, CellAt::new(3, 2)));
    let campaign = consolidated(&plan(2), vec![both]);
    assert_eq!(campaign.submissions[0].declared.n_members, None);
    assert!(campaign.submissions[1].declared.n_members.is_some());
}

#[test]
fn without_a_plan_branches_are_those_the_files_name() {
    use crate::domain::place::{CellAt, Located};
    let named = |path: &str, name: &str, rows: &[&str]| {
        let mut named = file(path, "25/11/2021").with_table(Members, Owner::Unresolved, rows);
        named.declared.branch_name = Some(Located::new(name.to_owned(), CellAt::new(2, 2)));
        named
    };
    let readings = vec![
        named("nop/2.xlsx", "Chi bộ Tổng hợp", &[BINH]),
        named("nop/1.xlsx", "Chi bộ Hành chính", &[AN]),
        broken("nop/~$1.xlsx", Outcome::Skipped),
    ];
    let campaign = linked(gathered(None, readings), Vec::new(), || {});
    let told: Vec<(&str, usize)> =
        campaign.submissions.iter().map(|submission| (&*submission.name, submission.members.len())).collect();
    assert_eq!(told, [("Chi bộ Hành chính", 1), ("Chi bộ Tổng hợp", 1)]);
    assert!(!campaign.is_provisional());
    assert!(reconcile::sums(&campaign).balances());
}

#[test]
fn what_a_plan_lacks_is_said_to_be_unchecked() {
    let n_said = |plan: &Plan| unchecked::sentences(plan, None).len();
    let mut whole = plan(1);
    whole.roster = vec![known(0, "1|Nguyễn Văn An|1980")];
    assert_eq!(n_said(&whole), 0);
    let no_deadline = Plan { deadline: None, ..whole.clone() };
    assert_eq!(n_said(&no_deadline), 1);
    let mut own_deadlines = no_deadline.clone();
    own_deadlines.branches[0].own_deadline = whole.deadline;
    assert_eq!(n_said(&own_deadlines), 0);
    assert_eq!(n_said(&plan(1)), 1);
    assert_eq!(n_said(&Plan { file: None, ..whole }), 4);
}

#[test]
fn members_are_linked_to_the_roster_of_their_branch_first() {
    let mut listed = plan(2);
    listed.roster = vec![
        known(0, "0001|Nguyễn Văn An|03/02/1980"),
        known(1, "0002|Trần Thị Bình|04/05/1981"),
        known(0, "0003|Lê Văn Cường|01/01/1982"),
        known(1, "|Phạm Thị Dung|1983"),
    ];
    listed.roster[0].civil_servant = Some(true);
    let rows = [
        "1|NGUYỄN VĂN AN|1980|HTTNV",
        "0002|Trần Thị Bình||HTTNV",
        "|Lê Văn Cường|02/02/1990|HTTNV",
        "|Phạm Thị Dung|1983|HTTNV",
        "1|Nguyễn Văn An|1980|HTTNV",
    ];
    let campaign = consolidated(&listed, vec![file("nop/a.xlsx", "25/11/2021").with(Members, 0, &rows)]);
    let members = &campaign.submissions[0].members;
    let links: Vec<Option<usize>> = members.iter().map(|member| member.roster).collect();
    // Bình moved from CB02 (card and name are hers); Dung of CB02 shares but a year of birth; An is listed twice.
    assert_eq!(links, [Some(0), Some(1), Some(2), None, Some(0)]);
    assert_eq!(members[0].civil_servant, Some(true));
    assert_eq!(members[3].civil_servant, None);
}

#[test]
fn proposals_find_their_member_or_collective() {
    let people = [
        BINH,
        AN,
        "7|Hoàng Văn Giang|1970|HTTNV",
        "8|Hoàng Văn Giang|1971|HTXSNV",
        "6|Đỗ Thị Hoa||HTXSNV",
        "06|Đỗ Thị Hoa||",
    ];
    let collectives = ["|Chi bộ 1|chi bộ|HTXSNV", "|Chi ủy|chi ủy|HTTNV"];
    // Name as proposed, kind, whom it finds, eligible.
    let cases = [
        ("TRẦN THỊ BÌNH", "", "member 0", true),
        ("Nguyễn Văn An", "trong năm", "member 1", false),
        ("Nguyễn Văn An", "đột xuất", "member 1", true),
        ("Hoàng Văn Giang", "", "nobody", false),
        ("Đỗ Thị Hoa", "", "member 4", true),
        ("Tập thể Chi bộ 1", "", "collective 0", true),
        ("Chi bộ", "", "collective 0", true),
        ("Chi ủy", "", "collective 1", false),
        ("Chi bộ 2", "", "nobody", false),
        ("Ngô Văn Hải", "", "nobody", false),
    ];
    let rewards: Vec<String> = cases.iter().map(|(name, kind, ..)| format!("|{name}||{kind}")).collect();
    let rewards: Vec<&str> = rewards.iter().map(String::as_str).collect();
    let reading = file("nop/a.xlsx", "25/11/2021")
        .with(Members, 0, &people)
        .with(Collectives, 0, &collectives)
        .with(Rewards, 0, &rewards);
    let campaign = consolidated(&plan(1), vec![reading]);
    for (reward, (name, _, found, eligible)) in campaign.submissions[0].rewards.iter().zip(cases) {
        let matched = match reward.matched {
            Some(crate::domain::people::RewardMatch::Member(index)) => format!("member {index}"),
            Some(crate::domain::people::RewardMatch::Collective(index)) => format!("collective {index}"),
            None => "nobody".to_owned(),
        };
        assert_eq!((matched.as_str(), reward.eligible), (found, eligible), "{name}");
    }
}

#[test]
fn quotas_are_held_against_the_populations_in_force() {
    use crate::domain::plan::{PlannedCollective, Population};
    let mut grouped = plan(3);
    grouped.branches[0].group = Some("Khối văn phòng".to_owned());
    grouped.branches[1].group = Some("Khối phòng ban".to_owned());
    grouped.collectives = vec![PlannedCollective {
        row: 2,
        branch: None,
        name: "Ban Chấp hành Công đoàn".to_owned(),
        kind: None,
        group: Some("Đoàn thể".to_owned()),
    }];
    let readings = vec![
        file("nop/a.xlsx", "25/11/2021")
            .with(Members, 0, &[AN, BINH])
            .with(
                Collectives,
                0,
                &["|Chi bộ 1||HTXSNV", "|Chi ủy||HTTNV", "|Ban chấp hành công đoàn||HTNV", "|Đoàn TN||"],
            )
            .with(Staff, 0, &["|Nguyễn Văn An||HTXSNV"]),
        file("nop/b.xlsx", "25/11/2021").with(Members, 1, &[CUONG]).with(Staff, 1, &["|Lê Văn Cường||"]),
    ];
    let campaign = consolidated(&grouped, readings);
    let mut regulation = regulation_of(&grouped).0;
    let told = |regulation: &Regulation| -> Vec<String> {
        let checks = quotas::in_force(&campaign, regulation);
        checks
            .iter()
            .map(|check| {
                assert_eq!(check.is_provisional, check.quota.population != Population::Branch);
                let counts = check.counts;
                format!(
                    "{:?} {} {}+{}/{}",
                    check.subject, check.population, counts.excellent, counts.good, counts.graded
                )
            })
            .collect()
    };
    let rest = [
        "Collectives Ngoài các nhóm 0+1/1",
        "Collectives Đoàn thể 0+0/1",
        "Organisations Khối văn phòng 1+0/1",
        "Staff committee 1+0/1",
    ];
    regulation.member_quota.population = Population::Committee;
    regulation.collective_quota.population = Population::Group;
    assert_eq!(told(&regulation), [&["Members committee 1+2/3"], rest.as_slice()].concat());
    regulation.member_quota.population = Population::Group;
    assert_eq!(told(&regulation)[..2], ["Members Khối văn phòng 1+1/2", "Members Khối phòng ban 0+1/1"]);
    regulation.member_quota.population = Population::Branch;
    assert_eq!(told(&regulation)[..2], ["Members CB01 1+1/2", "Members CB02 0+1/1"]);
    let own: Vec<String> = quotas::of_branches(&campaign, &regulation).into_iter().map(|own| own.population).collect();
    assert_eq!(own, ["CB01", "CB02"]);
}
