//! The picture of one setting: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn share(value: f64) -> Estimate {
    Estimate::new(value, (value * (1.0 - value) / 500.0).sqrt())
}

fn example() -> Facts {
    let value = |(told, number): (&str, f64)| Value { told: told.into(), number: Some(number) };
    let values = [("3%", 0.03), ("6%", 0.06), ("12%", 0.12), ("24%", 0.24)].map(value);
    let arm = |name: &str, found: [f64; 4]| Arm {
        name: name.into(),
        place: usize::from(name != "exemption"),
        found: found.map(|value| Some(share(value))).into(),
        truths: vec![Some(0.05); 4],
    };
    Facts {
        described: "hours over 12 · after · basis".into(),
        setting: "enrolment".into(),
        values: values.into(),
        now: Some(1),
        counted: Counted::Found,
        aim: 0.8,
        arms: vec![
            arm("exemption", [0.08, 0.13, 0.22, 0.41]),
            arm("intensive", [0.07, 0.11, 0.19, 0.36]),
        ],
    }
}

#[test]
fn it_stands() {
    stands("sweep", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.setting = NAMES[0].into();
    facts.arms = (0..6)
        .map(|k| Arm { name: NAMES[k].into(), place: k, ..example().arms[k % 2].clone() })
        .collect();
    facts.arms[1].found = vec![None; 4];
    facts.arms[2].found[0] = None;
    facts.values[1] = Value { told: NAMES[1].into(), number: None };
    stands("sweep of six", |language| figure(&facts, language));
    facts.values = (0..200)
        .map(|k| Value { told: format!("{k}e12"), number: Some(f64::from(k) * 1e12) })
        .collect();
    facts.arms.truncate(1);
    facts.arms[0].found = (0..200).map(|k| Some(share(f64::from(k) / 199.0))).collect();
    stands("sweep of many", |language| figure(&facts, language));
    facts.values.truncate(1);
    stands("sweep of one", |language| figure(&facts, language));
    facts.arms.clear();
    stands("sweep of none", |language| figure(&facts, language));
}

#[test]
fn its_title_says_whether_it_moves() {
    assert_eq!(
        figure(&example(), Language::English).title,
        "With enrolment from 3% to 24%, 8 to 41 of 100 trials find the effect"
    );
    let mut facts = example();
    facts.arms.iter_mut().for_each(|arm| arm.found = vec![Some(share(0.13)); 4]);
    assert!(
        figure(&facts, Language::Dutch)
            .title
            .ends_with("verandert de kans om het effect te vinden niet zichtbaar")
    );
}

#[test]
fn against_a_margin_it_counts_conclusions() {
    let facts = Facts { counted: Counted::Shown, ..example() };
    let drawn = figure(&facts, Language::Dutch);
    assert_eq!(
        drawn.title,
        "Bij enrolment van 3% tot 24% besluiten 8 tot 41 van de 100 proeven ‘binnen de grens’"
    );
    assert_eq!(
        drawn.help[2..],
        ["Waar het echte effect op de grens of erbuiten ligt, is die conclusie loos alarm."]
    );
    stands("sweep against a margin", |language| figure(&facts, language));
}

#[test]
fn through_nought_it_counts_significant_trials_and_joins_no_two_directions() {
    let mut facts = example();
    facts.counted = Counted::Significant;
    facts.arms.truncate(1);
    facts.arms[0].truths = [-0.1, 0.0, 0.1, 0.2].map(Some).into();
    let drawn = figure(&facts, Language::English);
    assert_eq!(drawn.title, "With enrolment from 3% to 24%, 8 to 41 of 100 trials are significant");
    assert_eq!(
        drawn.help[2..],
        ["Where the true effect is 0, a significant trial is a false alarm."]
    );
    stands("sweep through nought", |language| figure(&facts, language));
    facts.arms[0].truths = [-0.2, -0.1, 0.1, 0.2].map(Some).into();
    let drawn = figure(&facts, Language::Dutch);
    assert_eq!(
        drawn.help[2..],
        [
            "Waar het echte effect van richting verandert, loopt geen lijn: ergens daartussen is er niets te vinden."
        ]
    );
    stands("sweep over nought", |language| figure(&facts, language));
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["4", "8", "41", "7", "36"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}
