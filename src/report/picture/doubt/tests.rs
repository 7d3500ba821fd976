//! The picture of worlds drawn from all ranges: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{numbers_in, stands};

fn worlds(n: usize, highest: f64) -> Vec<Estimate> {
    let share = |k: usize| {
        let at = (k as f64 + 0.5) / n as f64;
        highest * at * at
    };
    (0..n)
        .map(share)
        .map(|share| Estimate::new(share, (share * (1.0 - share) / 100.0).sqrt()))
        .collect()
}

fn example() -> Facts {
    Facts {
        described: "exemption · hours over 12".into(),
        has_no_effect: false,
        mean: Estimate::new(0.196, 0.012),
        low: 0.05,
        high: 0.44,
        aim: 0.8,
        trials: 100,
        worlds: worlds(100, 0.62),
        from_world: Some(Estimate::new(0.18, 0.02)),
    }
}

#[test]
fn it_stands() {
    stands("doubt", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    for (n, highest, from_world) in [(1, 0.0, None), (2, 1.0, Some(1.0)), (500, 0.99, Some(0.0))] {
        let from_world = from_world.map(|share| Estimate::new(share, 0.0));
        let facts = Facts {
            worlds: worlds(n, highest),
            mean: Estimate::new(highest, 0.0),
            from_world,
            ..example()
        };
        stands(&format!("doubt of {n}"), |language| figure(&facts, language));
    }
    let none = Facts { worlds: vec![], ..example() };
    stands("doubt of none", |language| figure(&none, language));
}

#[test]
fn its_title_is_the_average() {
    assert_eq!(
        figure(&example(), Language::English).title,
        "Averaged over all that is uncertain, about 20 of 100 trials find the effect"
    );
    let none = Facts { worlds: vec![], ..example() };
    assert_eq!(
        figure(&none, Language::Dutch).title,
        "Geen enkele onzekere wereld kon worden doorgerekend"
    );
}

#[test]
fn it_says_how_many_worlds_reach_the_aim() {
    let help = |highest: f64| {
        figure(&Facts { worlds: worlds(100, highest), ..example() }, Language::English).help[1]
            .clone()
    };
    assert_eq!(help(0.62), "None of 100 worlds above 80: at most about 3% of all worlds are.");
    assert_eq!(help(1.0), "In 11 of 100 worlds 80 is reached.");
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["100", "20", "1,2", "5", "44", "18"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}

#[test]
fn a_plan_without_an_effect_has_nothing_to_find() {
    let without = Facts { has_no_effect: true, ..example() };
    stands("doubt without an effect", |language| figure(&without, language));
    let told = figure(&without, Language::English);
    assert!(told.title.ends_with("about 20 of 100 trials report one"), "{}", told.title);
    for text in [&told.title, &told.subtitle, &told.description] {
        assert!(!text.contains("find"), "{text}");
    }
}
