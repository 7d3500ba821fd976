//! The picture of effects over months: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn arm_of(name: &str, effect: f64, found: [f64; 7]) -> Arm {
    let months = [2, 4, 8, 12, 16, 20, 24].into_iter().zip(found).map(|(month, found)| Month {
        month,
        truth: effect * f64::from(month) / 16.0,
        found: Some(Estimate::new(found, 0.0075)),
        analysed: Some(200.0),
        exposed: Some(if month <= 16 { 0.92 } else { 0.3 }),
    });
    Arm { name: name.into(), place: usize::from(name != "exemption"), months: months.collect() }
}

fn example() -> Facts {
    Facts {
        described: "hours over 12 · after · basis".into(),
        unit: Unit::Points,
        arms: vec![
            arm_of("exemption", -0.033, [0.128, 0.13, 0.131, 0.129, 0.131, 0.126, 0.127]),
            arm_of("intensive", 0.031, [0.105, 0.11, 0.108, 0.109, 0.109, 0.112, 0.103]),
        ],
    }
}

#[test]
fn it_stands() {
    stands("months", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.arms = (0..6)
        .map(|k| arm_of(NAMES[k], 0.1 * k as f64 - 0.3, [0.0, 0.1, 1.0, 0.999, 0.001, 0.5, 0.5]))
        .collect();
    facts.arms.iter_mut().enumerate().for_each(|(k, arm)| arm.place = k);
    facts.arms[1].months.clear();
    facts.arms[2].months.iter_mut().for_each(|m| (m.found, m.exposed) = (None, None));
    stands("months of six", |language| figure(&facts, language));
    facts.unit = Unit::Own("€".into());
    facts
        .arms
        .iter_mut()
        .flat_map(|a| &mut a.months)
        .for_each(|m| (m.truth, m.exposed) = (m.truth * 1e10, None));
    stands("months, huge", |language| figure(&facts, language));
    facts.arms.clear();
    stands("months of none", |language| figure(&facts, language));
}

#[test]
fn its_title_follows_the_chance_of_finding_it() {
    assert_eq!(
        figure(&example(), Language::English).title,
        "From month 2 to 24 the chance of finding it does not visibly change"
    );
    let mut facts = example();
    facts.arms[0].months[0].found = Some(Estimate::new(0.4, 0.01));
    assert_eq!(
        figure(&facts, Language::English).title,
        "The effect is found in 40 of 100 trials after 2 months, in 13 of 100 after 20 months"
    );
    facts.arms.truncate(1);
    facts.arms[0].months.truncate(1);
    assert_eq!(figure(&facts, Language::Dutch).title, "Het effect wordt in maar één maand gemeten");
}

#[test]
fn it_tells_how_many_people_its_months_have_where_they_differ() {
    let mut facts = example();
    let helps = |facts: &Facts| figure(facts, Language::English).help.len();
    assert_eq!(helps(&facts), 2);
    facts.arms[1].months[6].analysed = Some(120.0);
    let drawn = figure(&facts, Language::English);
    assert_eq!(
        drawn.help[2],
        "Not every month reaches as many people: from 120 to 200 are analysed in a trial, on average."
    );
    assert!(drawn.description.contains("(people analysed: 120)"), "{}", drawn.description);
    assert_eq!(drawn.table.head[2], "people analysed");
    let told = figure(&facts, Language::Dutch).help.remove(2);
    assert_eq!(
        told,
        "Niet elke maand telt evenveel mensen: gemiddeld worden er 120 tot 200 per proef geanalyseerd."
    );
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["2", "−0,4", "24", "−5,0", "13"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}
