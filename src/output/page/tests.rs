//! The page as bytes: what stands in it, what must not, and that nothing of a file can break out of its place. How it
//! behaves in a browser, `.ci/page` tests.

use super::*;
use crate::output::sample;
use sha2::{Digest, Sha256};

fn page(bloc: &Bloc, names: Names) -> String {
    Overview { bloc, as_of: NaiveDate::from_ymd_opt(2021, 11, 29), names }.html()
}

/// A policy's source for the text between two tags.
fn hash_of(text: &str) -> String {
    format!("sha256-{}", checker::base64(&Sha256::digest(text)))
}

#[test]
fn the_policy_lets_only_the_pages_own_script_and_style_run() {
    assert_eq!((STYLE_HASH, SCRIPT_HASH), (&*hash_of(STYLE), &*hash_of(SCRIPT)));
    let page = page(&sample::bloc(), Names::Hidden);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    for door in ["http://", "https://", "//cdn", " style=", " onclick", "@import", "url(", "javascript:"] {
        assert!(!page.contains(door), "{door}");
    }
}

#[test]
fn everything_at_a_glance_is_compared_with_the_golden_page() {
    let bloc = sample::bloc();
    let mut page = page(&bloc, Names::Hidden).replace(STYLE, "…").replace(SCRIPT, "…");
    // The rules' pages have tests of their own.
    for finding in &bloc.findings {
        page = page.replace(&rule::page(finding.code).into_string(), "…");
    }
    // A tag a line, so that a difference can be read.
    sample::golden("overview.html", &page.replace("><", ">\n<"));
}

#[test]
fn names_stand_on_the_page_only_when_asked_for() {
    let bloc = sample::bloc();
    for name in ["Trần Thử Nghiệm", "Lê Mẫu", "Phạm Ví Dụ", "Đỗ Giả Định", "012345678901"] {
        assert!(!page(&bloc, Names::Hidden).contains(name), "{name}");
    }
    assert!(page(&bloc, Names::Shown).contains("Trần Thử Nghiệm"));
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u{202e}\u{7}\nA";
    let mut bloc = sample::bloc();
    bloc.campaign.plan.committee = hostile.to_owned();
    bloc.regulation.title = hostile.to_owned();
    bloc.unchecked = vec![hostile.to_owned()];
    for branch in &mut bloc.campaign.plan.branches {
        branch.name = hostile.to_owned();
    }
    for submission in &mut bloc.campaign.submissions {
        submission.code = hostile.to_owned();
        submission.name = hostile.to_owned();
        for member in &mut submission.members {
            member.name.value.clean = hostile.into();
            member.source.file = hostile.into();
            member.source.sheet = hostile.into();
            member.grades.committee_grade =
                Some(crate::domain::place::Located::new(crate::domain::grade::Grade::NotCompleted, member.source.at));
        }
    }
    for file in &mut bloc.campaign.files {
        file.file.path = hostile.into();
        for table in &mut file.tables {
            table.sheet = hostile.into();
        }
    }
    for finding in &mut bloc.findings {
        finding.file = Some(hostile.into());
        finding.sheet = Some(hostile.into());
        finding.branch = Some(hostile.to_owned());
        finding.subject = Some(hostile.to_owned());
        finding.message = hostile.to_owned();
        finding.fix = hostile.to_owned();
        finding.basis = hostile.to_owned();
    }
    for check in &mut bloc.quotas {
        check.population = hostile.to_owned();
    }
    let page = page(&bloc, Names::Shown);
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<img") && !page.contains("\u{202e}") && !page.contains('\u{7}'));
    assert!(page.matches("&lt;img src=x onerror=alert(2)&gt;&quot;'&amp;").count() > 30);
}

#[test]
fn the_same_bloc_gives_the_same_bytes() {
    assert_eq!(page(&sample::bloc(), Names::Hidden), page(&sample::bloc(), Names::Hidden));
}
