//! The adviser: what it proposes complies, costs the least, names no person, and a look ahead changes nothing.

mod support;

use tonghop::consolidate::Bloc;
use tonghop::consolidate::advice::{WhatIf, WhatIfError, advice, effects};
use tonghop::consolidate::quotas;
use tonghop::domain::grade::Grade;
use tonghop::domain::place::{CellAt, Located};
use tonghop::output::advice::advice as advice_in_words;
use tonghop::regulation::quota::{QuotaSubject, Verdict};

/// The committee of the other tests, nothing decided yet, with so many more Excellent in each branch, counted anew.
fn generous(more: usize) -> Bloc {
    let mut bloc = support::bloc();
    for submission in &mut bloc.campaign.submissions {
        submission.members.iter_mut().for_each(|member| member.grades.committee_grade = None);
        let good = submission
            .members
            .iter_mut()
            .filter(|member| member.grades.branch_grade.as_ref().is_some_and(|grade| grade.value == Grade::Good));
        for member in good.take(more) {
            member.grades.branch_grade = Some(Located::new(Grade::Excellent, CellAt::new(1, 1)));
        }
    }
    recount(&mut bloc);
    bloc
}

fn recount(bloc: &mut Bloc) {
    bloc.quotas = quotas::in_force(&bloc.campaign, &bloc.regulation);
    bloc.branch_quotas = quotas::of_branches(&bloc.campaign, &bloc.regulation);
}

#[test]
fn the_fewest_changes_comply_and_one_fewer_does_not() {
    for more in 0..8 {
        let bloc = generous(more);
        for (quota, advice) in bloc.quotas.iter().zip(advice(&bloc)) {
            let total: u32 = advice.changes.iter().map(|change| change.remove).sum();
            assert_eq!(total, quota.remove, "{quota:?}");
            let sum: u32 = advice.shares.iter().map(|share| share.counts.excellent).sum();
            assert_eq!(sum, quota.counts.excellent, "the shares are the whole");
            if quota.subject != QuotaSubject::Members || total == 0 {
                continue;
            }
            let changes =
                advice.changes.iter().map(|change| (change.branch.clone(), -(change.remove as i32))).collect();
            let after = &effects(&bloc, &WhatIf(changes)).unwrap()[0].after;
            assert_ne!(after.verdict, Verdict::Over);
            assert_eq!(after.remove, 0);
            let one_fewer = WhatIf(vec![(advice.changes[0].branch.clone(), -1)]);
            let after = &effects(&bloc, &one_fewer).unwrap()[0].after;
            assert_eq!(after.remove, quota.remove - 1, "each change counts once");
        }
    }
}

#[test]
fn the_branches_furthest_over_their_share_change_first() {
    let bloc = generous(5);
    let advised = advice(&bloc);
    let members = &advised[0];
    for share in members.shares.iter().filter(|share| share.over == 0) {
        let asked = members.changes.iter().find(|change| change.branch == share.branch);
        let unasked = members
            .shares
            .iter()
            .filter(|other| other.over > 0)
            .find(|other| !members.changes.iter().any(|change| change.branch == other.branch));
        assert!(asked.is_none() || unasked.is_none(), "{share:?} is asked before {unasked:?}");
    }
}

#[test]
fn a_look_ahead_leaves_the_data_alone_and_refuses_what_cannot_be() {
    let bloc = generous(3);
    let before = bloc.clone();
    let changes: WhatIf = "CB01=-1,cb02=+2".parse().unwrap();
    let effect = &effects(&bloc, &changes).unwrap()[0];
    assert_eq!(effect.after.counts.excellent, effect.before.counts.excellent + 1);
    assert_eq!(effect.after.counts.good + 1, effect.before.counts.good);
    assert_eq!(bloc, before);
    let unknown = effects(&bloc, &"CB99=-1".parse().unwrap());
    assert!(matches!(unknown, Err(WhatIfError::UnknownBranch { known, .. }) if known.len() >= 6));
    let too_many = effects(&bloc, &"CB01=-500".parse().unwrap());
    assert!(matches!(too_many, Err(WhatIfError::TooMany { wanted: 500, .. })));
    // CB10 has returned nothing.
    assert!(effects(&bloc, &"CB10=-1".parse().unwrap()).is_err());
}

#[test]
fn what_the_branches_proposed_stands_beside_what_the_committee_decided() {
    let mut bloc = generous(4);
    assert!(advice(&bloc).iter().all(|advice| advice.returned.is_none()));
    let proposed = bloc.quotas[0].clone();
    let member = bloc
        .campaign
        .submissions
        .iter_mut()
        .filter(|submission| submission.is_merged())
        .flat_map(|submission| &mut submission.members)
        .find(|member| member.grades.branch_grade.as_ref().is_some_and(|grade| grade.value == Grade::Excellent))
        .unwrap();
    member.grades.committee_grade = Some(Located::new(Grade::Good, CellAt::new(1, 1)));
    recount(&mut bloc);
    let advised = advice(&bloc);
    assert_eq!(advised[0].returned.as_ref().map(|returned| returned.counts), Some(proposed.counts));
    assert_eq!(bloc.quotas[0].counts.excellent + 1, proposed.counts.excellent);
}

#[test]
fn the_sheet_names_branches_and_no_person() {
    let bloc = generous(5);
    let workbook = tonghop::output::workbook::consolidated(&bloc).unwrap();
    let dump = support::dump::dump(&workbook);
    let sheet = support::dump::sheet(&dump, "Kiểm soát tỷ lệ").join("\n");
    assert!(sheet.contains("→ Trên mức riêng") && sheet.contains("gợi ý bớt"), "{sheet}");
    for member in bloc.campaign.submissions.iter().flat_map(|submission| &submission.members) {
        assert!(!sheet.contains(member.name.value.clean.as_str()), "{sheet}");
    }
}

#[test]
fn the_advice_names_branches_and_no_person() {
    let bloc = generous(5);
    let words = advice_in_words(&bloc);
    assert!(words.contains("Cách bớt ít nhất") && words.contains("CB01"), "{words}");
    for member in bloc.campaign.submissions.iter().flat_map(|submission| &submission.members) {
        assert!(!words.contains(member.name.value.clean.as_str()), "{words}");
    }
}
