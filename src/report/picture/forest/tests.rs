//! The picture of effects and their estimates: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn row(outcome: &str, arm: &str, place: usize, truth: f64, found: f64) -> Row {
    let mean = 1.5 * truth;
    let shown = Shown {
        truth,
        mean: Estimate::new(mean, 0.0014),
        range: [mean - 0.118, mean + 0.118],
        found: (truth != 0.0).then_some(Estimate::new(found, 0.007)),
    };
    Row {
        outcome: outcome.into(),
        month: Some(16),
        arm: arm.into(),
        place,
        unit: Unit::Points,
        shown: Some(shown),
    }
}

fn example() -> Facts {
    let outcomes =
        ["hours_over_12", "hours_over_8", "hours_over_27", "income_over_70", "permanent_contract"];
    let rows = outcomes.iter().enumerate().flat_map(|(k, outcome)| {
        let k = k as f64;
        [
            row(outcome, "exemption", 0, -0.033 + 0.005 * k, 0.131 - 0.01 * k),
            row(outcome, "intensive", 1, 0.031 - 0.004 * k, 0.109),
        ]
    });
    Facts {
        described: "after · basis".into(),
        whom: "for everybody eligible".into(),
        aim: 0.8,
        rows: rows.collect(),
    }
}

#[test]
fn it_stands() {
    stands("forest", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.rows = (0..6).map(|k| row(NAMES[0], NAMES[k], k, 0.01, 0.999)).collect();
    facts.rows[2].shown = None;
    facts.rows.push(row(NAMES[3], NAMES[2], 0, 0.0, 0.001));
    for (k, factor) in [1e-6, 1e10].into_iter().enumerate() {
        let mut own = row(NAMES[k + 1], NAMES[3], k, 5.0 * factor, 0.5);
        own.unit = Unit::Own("gewogen huishoudeuro's per week".into());
        own.shown = own.shown.map(|s| Shown { range: [-9.0 * factor, 20.0 * factor], ..s });
        facts.rows.push(own);
    }
    stands("forest at extremes", |language| figure(&facts, language));
    let many =
        (0..30).flat_map(|k| (0..2).map(move |a| row(&format!("outcome_{k}"), "x", a, 0.02, 0.3)));
    facts.rows = many.collect();
    stands("forest of thirty", |language| figure(&facts, language));
    assert!(figure(&facts, Language::English).narrow.is_none());
    facts.rows.clear();
    stands("forest of none", |language| figure(&facts, language));
}

#[test]
fn its_title_counts_what_is_found() {
    let title = |found: f64, truth: f64| {
        let mut facts = example();
        for row in &mut facts.rows {
            row.shown = row.shown.map(|s| Shown {
                found: (truth != 0.0).then_some(Estimate::new(found, 0.01)),
                truth,
                ..s
            });
        }
        figure(&facts, Language::English).title
    };
    assert_eq!(title(0.1, 0.03), "Found in at least 80 of 100 trials: none of the 10 effects");
    assert_eq!(title(0.8, 0.03), "Found in at least 80 of 100 trials: 10 of 10 effects");
    assert_eq!(title(0.1, 0.0), "In the plan every effect shown here is zero");
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["−3,3", "−5,0", "13", "+3,1"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}
