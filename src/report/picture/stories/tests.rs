//! The picture of what stories would have published: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn story(name: &str, truth: f64, mean: f64, width: f64) -> Story {
    let spread = 3.0 * width;
    let density = |k: usize| {
        let z = (-40.0 * width + (k as f64 + 0.5) * width - mean) / spread;
        (2000.0 * 0.133 * libm::exp(-z * z / 2.0)) as u64
    };
    Story {
        name: name.into(),
        truth,
        mean: Estimate::new(mean, spread / 45.0),
        spread,
        as_extreme: Some(Estimate::new(0.284, 0.01)),
        counts: (0..80).map(density).collect(),
        outside: 0,
    }
}

fn example() -> Facts {
    let width = 0.02;
    Facts {
        described: "hours over 12 · after · basis".into(),
        arm: "exemption".into(),
        unit: Unit::Points,
        published: Some((-0.16, 0.005)),
        first: -40.0 * width,
        width,
        stories: vec![
            story("real_harm", -0.079, -0.126, width),
            story("motivated_control", 0.0, -0.118, width),
            story("bad_draw", 0.0, 0.002, width),
        ],
    }
}

#[test]
fn it_stands() {
    stands("stories", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut six = example();
    six.stories = NAMES.iter().map(|name| story(name, 0.0, -0.1, 0.02)).collect();
    six.stories[2].counts = vec![0; 80];
    stands("stories of seven", |language| figure(&six, language));
    for factor in [1e-8, 1e9] {
        let mut scaled = example();
        scaled.unit = Unit::Own("€".into());
        scaled.first *= factor;
        scaled.width *= factor;
        scaled.published = Some((9.0 * factor, 0.5 * factor));
        scaled.stories = vec![
            story(NAMES[0], 0.0, -0.1 * factor, 0.02 * factor),
            story(NAMES[1], 0.0, 0.3 * factor, 0.02 * factor),
        ];
        stands(&format!("stories {factor}"), |language| figure(&scaled, language));
    }
    let none = Facts { stories: vec![], published: None, ..example() };
    stands("stories of none", |language| figure(&none, language));
}

#[test]
fn its_title_says_whether_two_are_told_apart() {
    let title = |means: &[f64]| {
        let names = ["real_harm", "motivated_control"];
        let stories =
            means.iter().zip(names).map(|(mean, name)| story(name, 0.0, *mean, 0.02)).collect();
        figure(&Facts { stories, ..example() }, Language::English).title
    };
    assert_eq!(
        title(&[-0.126, -0.126]),
        "On average real harm and motivated control give the same estimate for exemption, within 0.4\u{a0}points"
    );
    assert_eq!(
        title(&[-0.126, 0.02]),
        "real harm and motivated control differ by 14.6\u{a0}points on average, against a spread of 6.0\u{a0}points"
    );
    assert!(title(&[-0.126]).contains("an estimate of −12.6\u{a0}points"));
    assert!(title(&[0.126]).contains("an estimate of +12.6\u{a0}points"));
    assert_eq!(title(&[]), "There is no story to show");
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["−12,6", "−11,8", "−16", "+0,2", "6,0"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}
