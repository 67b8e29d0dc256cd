//! The built-in profiles and the plan's overrides.

use super::*;
use crate::domain::plan::Population;

fn plan(year: i32) -> Plan {
    Plan { year, ..Plan::default() }
}

fn with(overrides: QuotaOverrides) -> Regulation {
    regulation_for(&Plan { overrides, ..plan(2021) }).unwrap()
}

#[test]
fn every_built_in_profile_parses_and_their_years_leave_no_gap() {
    let profiles = profiles();
    assert_eq!(profiles.len(), BUILT_IN.len());
    for pair in profiles.windows(2) {
        assert_eq!(pair[0].years.1.map(|last| last + 1), Some(pair[1].years.0));
    }
    assert_eq!(profiles[2].years.1, None);
    for profile in &profiles {
        assert_eq!(profile.regulation.member_quota.percent, 2_000);
        assert!(profile.regulation.member_quota.has_band);
        assert!(!profile.regulation.collective_quota.has_band);
    }
}

#[test]
fn the_year_picks_the_profile() {
    for (year, id, chosen_by) in [
        (2018, "2018-132", ChosenBy::Year),
        (2021, "2018-132", ChosenBy::Year),
        (2022, "2018-132", ChosenBy::Year),
        (2023, "2023-124", ChosenBy::Year),
        (2024, "2023-124", ChosenBy::Year),
        (2025, "2025-366", ChosenBy::Year),
        (2031, "2025-366", ChosenBy::Year),
        (2017, "2018-132", ChosenBy::NearestYear),
        (0, "2018-132", ChosenBy::NearestYear),
    ] {
        let regulation = regulation_for(&plan(year)).unwrap();
        assert_eq!((regulation.id.as_str(), regulation.chosen_by), (id, chosen_by), "{year}");
    }
}

#[test]
fn the_plan_names_another_profile_than_the_year() {
    let named = Plan { regulation: Some(" 2023-124 ".to_owned()), ..plan(2021) };
    let regulation = regulation_for(&named).unwrap();
    assert_eq!((regulation.id.as_str(), regulation.chosen_by), ("2023-124", ChosenBy::Plan));
    let blank = Plan { regulation: Some("  ".to_owned()), ..plan(2021) };
    assert_eq!(regulation_for(&blank).unwrap().id, "2018-132");
}

#[test]
fn an_unknown_profile_is_refused_and_the_known_ones_are_listed() {
    let named = Plan { regulation: Some("2019-1".to_owned()), ..plan(2021) };
    let words = regulation_for(&named).unwrap_err().to_string();
    for part in ["“2019-1”", "2018-132", "2023-124", "2025-366"] {
        assert!(words.contains(part), "{words}");
    }
}

#[test]
fn a_higher_percentage_needs_a_deciding_document() {
    let document = Some("Quyết định 12-QĐ/ĐUK (01/11/2021)".to_owned());
    for (percent, basis, in_force, refused) in [
        (2_500, None, 2_000, Some(2_500)),
        (2_001, None, 2_000, Some(2_001)),
        (2_500, Some("   ".to_owned()), 2_000, Some(2_500)),
        (2_500, document.clone(), 2_500, None),
        (2_000, None, 2_000, None),
        (1_500, None, 1_500, None),
    ] {
        let regulation = with(QuotaOverrides { percent: Some(percent), basis, ..QuotaOverrides::default() });
        assert_eq!((regulation.member_quota.percent, regulation.refused_percent), (in_force, refused), "{percent}");
        assert!(regulation.member_quota.has_band, "a percentage alone keeps both readings");
    }
    let decided = with(QuotaOverrides { percent: Some(2_500), basis: document, ..QuotaOverrides::default() });
    assert!(decided.member_quota_basis.text.ends_with("Quyết định 12-QĐ/ĐUK (01/11/2021)"));
}

#[test]
fn an_overridden_reading_has_no_band() {
    let of_denominator = with(QuotaOverrides { denominator: Some(Denominator::GoodOnly), ..QuotaOverrides::default() });
    assert_eq!(of_denominator.member_quota.denominator, Denominator::GoodOnly);
    assert!(!of_denominator.member_quota.has_band);
    // Said again in the plan is decided by the plan.
    let of_rounding = with(QuotaOverrides { rounding: Some(Rounding::HalfUp), ..QuotaOverrides::default() });
    assert!(!of_rounding.member_quota.has_band);
    let of_population = with(QuotaOverrides { population: Some(Population::Branch), ..QuotaOverrides::default() });
    assert!(of_population.member_quota.has_band);
    assert_eq!(of_population.member_quota.population, Population::Branch);
    assert_eq!(of_population.collective_quota.population, Population::Group);
}

#[test]
fn a_profile_with_nonsense_is_refused() {
    let good = BUILT_IN[0];
    let broken = [
        ("hundredths_of_percent = 2000", "hundredths_of_percent = 20000"),
        ("last_year = 2022", "last_year = 2017"),
        ("denominator = \"good-or-better\"", "denominator = \"best\""),
        ("citation = \"Điều lệ Đảng, Điều 1, khoản 2\"", "citation = \"\""),
        ("id = \"2018-132\"", "id = \"2018-132\"\nsurprise = 1"),
    ];
    for (from, to) in broken {
        assert!(good.contains(from), "{from}");
        assert!(parse(&good.replacen(from, to, 1)).is_err(), "{to}");
    }
}

/// A committee's own guidance, laid over the national profile.
const LOCAL: &str = r#"
base = "2018-132"
id = "dong-thap-2021"
title = "Hướng dẫn 07-HD/ĐUK (15/10/2021)"

[member_quota]
hundredths_of_percent = 1500
rounding = "floor"
citation = "Hướng dẫn 07-HD/ĐUK (15/10/2021), mục 3"
certainty = "confirmed"

[heads_in_member_quota]
counted = false
citation = "Hướng dẫn 07-HD/ĐUK (15/10/2021), mục 4"
certainty = "confirmed"
"#;

#[test]
fn a_local_guidance_says_only_what_is_different() {
    let local = parse(LOCAL).unwrap();
    let (ours, base) = (&local.regulation, &profiles()[0].regulation);
    assert_eq!((ours.id.as_str(), local.years), ("dong-thap-2021", (2018, Some(2022))));
    assert_eq!((ours.member_quota.percent, ours.member_quota.rounding), (1_500, Rounding::Floor));
    assert!(!ours.member_quota.has_band, "a reading that rounds down is no loosest one");
    assert_eq!(ours.heads.value, parts::Heads::Apart);
    assert_eq!(ours.collective_quota, base.collective_quota);
    assert_eq!(ours.member_quota_basis.text, "Hướng dẫn 07-HD/ĐUK (15/10/2021), mục 3");
    let without_sick_leave = parse(&LOCAL.replace("[member_quota]", "sick_leave = false\n[member_quota]")).unwrap();
    assert_eq!((ours.sick_leave_months.is_some(), without_sick_leave.regulation.sick_leave_months), (true, None));
}

#[test]
fn a_mistake_in_a_local_guidance_names_its_key() {
    for (from, to, words) in [
        ("counted = false", "counted = 0", "“heads_in_member_quota.counted” ghi 0, cần true hoặc false"),
        (
            "counted = false",
            "conted = false",
            "“heads_in_member_quota.conted” không phải là mục của hồ sơ quy định; có phải “counted” không?",
        ),
        ("rounding = \"floor\"", "rounding = \"up\"", "“member_quota.rounding” ghi \"up\", cần \"half-up\", \"floor\""),
        ("= 1500", "= 15000", "“member_quota.hundredths_of_percent” ghi 15000, cần số nguyên từ 0 đến 10000"),
        ("= 1500", "= 15,5", "dòng 7: không đúng cách viết TOML"),
        ("base = \"2018-132\"", "base = \"2019\"", "“base” ghi \"2019\", cần \"2018-132\", \"2023-124\", \"2025-366\""),
        ("base = \"2018-132\"", "", "thiếu “version”"),
        ("id = \"dong-thap-2021\"", "", "thiếu “id”"),
        (
            "[member_quota]",
            "[member_quotas]",
            "“member_quotas” không phải là mục của hồ sơ quy định; có phải “member_quota” không?",
        ),
        (
            "citation = \"Hướng dẫn 07-HD/ĐUK (15/10/2021), mục 4\"",
            "",
            "“heads_in_member_quota” có giá trị mới nên cần ghi căn cứ ở “heads_in_member_quota.citation”",
        ),
    ] {
        assert!(LOCAL.contains(from), "{from}");
        assert_eq!(parse(&LOCAL.replacen(from, to, 1)).map(|_| ()).unwrap_err().to_string(), words, "{to}");
    }
}

#[test]
fn every_value_of_every_profile_has_its_citation() {
    for profile in profiles() {
        let listed = listing::listing(&profile.regulation);
        assert!(listed.len() >= 15, "{}", profile.regulation.id);
        for value in listed {
            assert!(
                !value.basis.text.is_empty() && !value.codes.is_empty() && !value.value.is_empty(),
                "{}",
                value.label
            );
        }
    }
}
