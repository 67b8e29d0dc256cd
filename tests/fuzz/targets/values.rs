//! One cell's text: dates, grades, names, words, and the keys they are compared by.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::intake::value::date::{find_date, read_date_text};
use tonghop::intake::value::grade::{read_grade, read_reason};
use tonghop::intake::value::name::{looks_like_name, name_key, read_name};
use tonghop::intake::value::word::{
    read_category, read_discipline, read_reviewed_at, read_reward_form, read_reward_kind, read_reward_subject, read_tick,
};
use tonghop::text::clean::clean;
use tonghop::text::fold::{fold, skeleton, unaccented};
use tonghop::text::legacy::recognised;

fuzz_target!(|text: &str| {
    // What is only looked at must not trip.
    let _ = (read_date_text(text), find_date(text), read_grade(text), read_reason(text), read_name(text));
    let _ = (looks_like_name(text), read_tick(text), read_category(text), read_discipline(text));
    let _ = (read_reviewed_at(text), read_reward_form(text), read_reward_kind(text), read_reward_subject(text));
    let _ = recognised(text);
    // Keys of keys are the same keys.
    let cleaned = clean(text);
    assert_eq!(clean(&cleaned), cleaned, "clean");
    for (name, key) in [("fold", fold as fn(&str) -> String), ("unaccented", unaccented), ("skeleton", skeleton)] {
        let once = key(text);
        assert_eq!(key(&once), once, "{name}");
    }
    // What is no name may hold posts and remarks one behind the other, of which one is taken off at a time.
    let of_name = name_key(text);
    if looks_like_name(text) {
        assert_eq!(name_key(&of_name), of_name, "name");
    }
});
