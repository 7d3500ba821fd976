//! The picture of the intervals of trials: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{numbers_in, stands};

fn intervals(truth: f64, spread: f64) -> Vec<Interval> {
    let mut state = 7_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(u32::MAX >> 1)
    };
    let mut draw = || {
        let sum: f64 = (0..12).map(|_| next()).sum();
        let estimate = 1.5 * truth + spread * (sum - 6.0);
        Interval { estimate, low: estimate - 1.96 * spread, high: estimate + 1.96 * spread }
    };
    (0..150).map(|_| draw()).collect()
}

fn example() -> Facts {
    Facts {
        described: "exemption · hours over 12 · after · basis".into(),
        unit: Unit::Points,
        truth: -0.0332,
        level: 0.95,
        covered: Estimate::new(0.941, 0.005),
        trials: 2000,
        intervals: intervals(-0.0332, 0.06),
    }
}

#[test]
fn it_stands() {
    stands("intervals", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let one = Facts { intervals: intervals(0.0, 1.0)[..1].to_vec(), ..example() };
    stands("intervals of one", |language| figure(&one, language));
    for factor in [1e-8, 1e9] {
        let mut scaled = Facts { unit: Unit::Own("€".into()), ..example() };
        scaled.truth *= factor;
        scaled.intervals = intervals(scaled.truth, 0.06 * factor);
        scaled.intervals[0].low = f64::NEG_INFINITY;
        stands(&format!("intervals {factor}"), |language| figure(&scaled, language));
    }
    let none = Facts { intervals: vec![], ..example() };
    stands("intervals of none", |language| figure(&none, language));
}

#[test]
fn its_title_says_whether_they_hold_as_often_as_meant() {
    let title = |covered: f64| {
        let covered = Estimate::new(covered, 0.005);
        figure(&Facts { covered, ..example() }, Language::English).title
    };
    assert_eq!(title(0.88), "The true effect lies in 88 of 100 intervals; it should in 95");
    assert_eq!(title(0.951), "The true effect lies in 95 of 100 intervals, as it should");
    let all = "The true effect lies in more than 99 of 100 intervals; it should in 95";
    assert_eq!(title(0.9994), all);
}

#[test]
fn its_key_numbers_are_told() {
    let figure = figure(&example(), Language::Dutch);
    let told = numbers_in(&figure.description);
    for number in ["150", "−3,3", "94", "0,5"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
    assert!(figure.subtitle.starts_with("De eerste 150 van 2.000 proeven"));
}
