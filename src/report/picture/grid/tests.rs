//! The picture of two settings: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn share(value: f64) -> Estimate {
    Estimate::new(value, (value * (1.0 - value) / 500.0).sqrt())
}

fn example() -> Facts {
    let setting = |name: &str, values: [&str; 4]| Setting {
        name: name.into(),
        values: values.map(str::to_owned).into(),
    };
    let found = (0..4).map(|y| {
        (0..4).map(|x| Some(share(0.05 + 0.08 * f64::from(y) + 0.12 * f64::from(x)))).collect()
    });
    Facts {
        described: "exemption · hours over 12".into(),
        across: setting("enrolment", ["3%", "6%", "12%", "24%"]),
        down: setting("exemption · effect", ["−3", "−5", "−8", "−10"]),
        found: found.collect(),
        counted: Counted::Found,
        now: Some((1, 1)),
    }
}

#[test]
fn it_stands() {
    stands("grid", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.across =
        Setting { name: NAMES[0].into(), values: (0..30).map(|k| format!("{k}e15")).collect() };
    facts.down = Setting {
        name: NAMES[2].into(),
        values: NAMES.iter().map(|name| (*name).to_owned()).collect(),
    };
    facts.found = (0..7)
        .map(|y| {
            (0..30)
                .map(|x| if x == 3 { None } else { Some(share(f64::from(x * y) / 174.0)) })
                .collect()
        })
        .collect();
    stands("grid of many", |language| figure(&facts, language));
    facts.found[0].clear();
    facts.across.values.truncate(1);
    stands("grid of one column", |language| figure(&facts, language));
    facts.found.clear();
    stands("grid of none", |language| figure(&facts, language));
}

#[test]
fn its_title_says_whether_it_moves() {
    assert_eq!(
        figure(&example(), Language::English).title,
        "Each pair of enrolment and exemption · effect: 5 to 65 of 100 trials find the effect"
    );
    let mut facts = example();
    facts.found.iter_mut().flatten().for_each(|cell| *cell = Some(share(0.13)));
    assert!(figure(&facts, Language::English).title.ends_with("does not visibly change"));
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["5", "65", "6", "−5", "25"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}

#[test]
fn through_nought_it_counts_significant_trials() {
    let facts = Facts { counted: Counted::Significant, ..example() };
    let drawn = figure(&facts, Language::English);
    assert!(drawn.title.ends_with("of 100 trials are significant"), "{}", drawn.title);
    assert!(drawn.help[0].contains("Where the true effect is 0, that is a false alarm."));
    stands("grid through nought", |language| figure(&facts, language));
}

#[test]
fn against_a_margin_it_counts_conclusions() {
    let facts = Facts { counted: Counted::Shown, ..example() };
    let drawn = figure(&facts, Language::English);
    assert!(drawn.title.ends_with("of 100 trials conclude ‘within the margin’"), "{}", drawn.title);
    assert!(drawn.help[0].contains("lies at the margin or beyond it, that is a false alarm."));
    stands("grid against a margin", |language| figure(&facts, language));
}
