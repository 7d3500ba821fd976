//! The picture of what money buys: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn candidate(name: &str, cost: f64, miss: f64, fate: Fate) -> Candidate {
    Candidate { name: name.into(), cost, miss: Estimate::new(miss, 0.0012), fate }
}

fn example() -> Facts {
    Facts {
        described: "exemption · hours over 12 · 16".into(),
        unit: Unit::Points,
        no_trial: 0.0332,
        budget: None,
        candidates: vec![
            candidate("before, 1.000", 120_000.0, 0.158, Fate::Beaten),
            candidate("after, 1.000", 118_000.0, 0.152, Fate::Remains),
            candidate("after, 2.000", 196_000.0, 0.105, Fate::Remains),
            candidate("before, 2.000", 199_000.0, 0.112, Fate::Beaten),
            candidate("after, 4.000", 352_000.0, 0.078, Fate::Remains),
            candidate("before, 4.000", 357_000.0, 0.081, Fate::Tie),
            candidate("after, 6.030", 505_000.0, 0.064, Fate::Best),
            candidate("before, 6.030", 508_000.0, 0.066, Fate::Tie),
        ],
    }
}

#[test]
fn it_stands() {
    stands("frontier", |language| figure(&example(), language));
    let budget = Facts { budget: Some(433_000.0), ..example() };
    stands("frontier with budget", |language| figure(&budget, language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.candidates = (0..50)
        .map(|k| {
            candidate(
                NAMES[k % 7],
                3e9 + 1e8 * k as f64,
                0.2 - 0.002 * k as f64,
                if k % 3 == 0 { Fate::Remains } else { Fate::Beaten },
            )
        })
        .collect();
    stands("frontier of fifty", |language| figure(&facts, language));
    facts.candidates = vec![candidate(NAMES[2], 0.0, 0.0, Fate::Best)];
    facts.no_trial = 0.0;
    stands("frontier of one", |language| figure(&facts, language));
    facts.candidates.clear();
    stands("frontier of none", |language| figure(&facts, language));
}

#[test]
fn its_title_weighs_a_trial_against_none() {
    let title = |no_trial: f64| figure(&Facts { no_trial, ..example() }, Language::English).title;
    assert_eq!(
        title(-0.0332),
        "If the plan is right, the best choice is usually 6.4\u{a0}points off, and assuming “no effect” 3.3\u{a0}points"
    );
    assert_eq!(
        title(0.09),
        "If the plan is right, the usual miss is smaller than that of “no effect” from €352k"
    );
    assert_eq!(title(0.5), "If the plan is right, no choice above €505k is clearly more accurate");
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["8", "505.000", "6,4", "3,3"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}

#[test]
fn what_is_too_dear_is_no_choice() {
    let mut facts = Facts { budget: Some(200_000.0), no_trial: 0.5, ..example() };
    for candidate in facts.candidates.iter_mut().filter(|c| c.cost > 200_000.0) {
        candidate.fate = Fate::Beyond;
    }
    let title = |facts: &Facts| figure(facts, Language::English).title;
    assert!(title(&facts).starts_with("Within €200k"), "{}", title(&facts));
    for candidate in &mut facts.candidates {
        candidate.fate = Fate::Beyond;
    }
    assert_eq!(title(&facts), "€200k buys no choice");
}
