//! The picture of assumptions over their ranges: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn row(name: &str, ends: [&str; 2], shares: [f64; 2], is_clear: bool) -> Row {
    let share = |value: f64| Estimate::new(value, (value * (1.0 - value) / 500.0).sqrt());
    let [low, high] = ends.map(str::to_owned);
    Row {
        name: name.into(),
        low,
        high,
        at_low: share(shares[0]),
        at_high: share(shares[1]),
        is_clear,
        is_without_effect: [false; 2],
        is_reversed: false,
    }
}

fn example() -> Facts {
    let rows = vec![
        row("enrolment", ["4%", "9%"], [0.10, 0.17], true),
        row("dependence", ["0,2", "0,6"], [0.128, 0.136], false),
        row("exemption · effect", ["−10", "−2"], [0.44, 0.06], true),
        row("exemption · start", ["80%", "98%"], [0.108, 0.146], false),
        row("control · level", ["25%", "40%"], [0.16, 0.15], true),
    ];
    Facts {
        described: "exemption · hours over 12".into(),
        base: Estimate::new(0.132, 0.008),
        trials: 500,
        has_no_effect: false,
        rows,
    }
}

#[test]
fn it_stands() {
    stands("tornado", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.rows =
        NAMES.iter().map(|name| row(name, ["−0,000001", "1.000.000"], [0.0, 1.0], true)).collect();
    facts
        .rows
        .extend((0..20).map(|k| row(&format!("setting_{k}"), ["1%", "2%"], [0.13, 0.14], false)));
    stands("tornado at extremes", |language| figure(&facts, language));
    facts
        .rows
        .extend((0..100).map(|k| row(&format!("setting_{k}"), ["1%", "2%"], [0.13, 0.14], false)));
    stands("tornado of many", |language| figure(&facts, language));
    assert!(figure(&facts, Language::English).narrow.is_some());
    facts.rows.truncate(1);
    stands("tornado of one", |language| figure(&facts, language));
    facts.rows.clear();
    stands("tornado of none", |language| figure(&facts, language));
}

#[test]
fn its_title_names_what_moves_most() {
    let mut facts = example();
    assert_eq!(
        figure(&facts, Language::English).title,
        "Most depends on exemption · effect: over its range 6 to 44 of 100 trials find the effect"
    );
    facts.rows.iter_mut().for_each(|row| row.is_clear = false);
    assert_eq!(
        figure(&facts, Language::English).title,
        "500 trials show no change by any single assumption"
    );
}

#[test]
fn the_clear_ones_come_first_by_size() {
    let facts = example();
    let names: Vec<&str> = ordered(&facts).iter().map(|row| &*row.name).collect();
    assert_eq!(
        names,
        ["exemption · effect", "enrolment", "control · level", "dependence", "exemption · start"]
    );
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["13", "0,8", "44", "6", "17"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}

#[test]
fn an_end_without_an_effect_is_told_as_one() {
    let mut facts = example();
    facts.rows[2].is_without_effect = [false, true];
    facts.rows[2].is_reversed = true;
    let english = figure(&facts, Language::English);
    assert_eq!(
        english.title,
        "Most depends on exemption · effect: at −10 44 of 100 trials find the effect, at −2 there is none"
    );
    assert!(english.help.iter().any(|help| help.contains("false alarm")));
    assert!(english.help.iter().any(|help| help.contains("goes the other way")));
    let dutch = figure(&facts, Language::Dutch);
    assert!(dutch.title.ends_with("bij −2 is er geen"), "{}", dutch.title);
    assert!(!figure(&example(), Language::English).help.iter().any(|help| help.contains("alarm")));
}

#[test]
fn a_plan_without_an_effect_has_nothing_to_find() {
    let without = Facts { has_no_effect: true, ..example() };
    stands("tornado without an effect", |language| figure(&without, language));
    let told = figure(&without, Language::English);
    assert!(told.title.ends_with("6 to 44 of 100 trials report an effect; the plan has none"));
    assert!(told.description.starts_with("As it stands 13 of 100 trials (± 0.8) report an effect"));
    for text in [&told.title, &told.subtitle, &told.description] {
        assert!(!text.contains("find"), "{text}");
    }
}
