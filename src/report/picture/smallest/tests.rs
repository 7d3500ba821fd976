//! The picture of smallest effects against people: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn point(participants: f64, effect: Option<f64>) -> Point {
    let range = |effect: f64| [effect * 1.04, effect * 0.96];
    let effect = effect.map(|effect| {
        let mut range = range(effect);
        range.sort_by(f64::total_cmp);
        (effect, range)
    });
    Point { participants, eligible: Some(participants * 15.5), effect }
}

fn arm_of(name: &str, sign: f64) -> Arm {
    let found = [(193.0, 0.218), (389.0, 0.15), (774.0, 0.109), (1548.0, 0.079), (3096.0, 0.056)];
    let mut points = vec![point(97.0, (sign > 0.0).then_some(0.327))];
    let more = if sign < 0.0 { 1.0 } else { 1.12 };
    points.extend(found.iter().map(|(n, effect)| point(*n, Some(sign * more * effect))));
    Arm {
        name: name.into(),
        place: usize::from(name != "exemption"),
        points,
        needed: Some((4200.0 + 300.0 * sign, [4000.0, 4700.0])),
    }
}

fn example() -> Facts {
    Facts {
        described: "after · basis · hours over 12 · 16".into(),
        unit: Unit::Points,
        per: None,
        aim: 0.8,
        plan: Some(389.0),
        matters: Some(0.05),
        arms: vec![arm_of("exemption", -1.0), arm_of("intensive", 1.0)],
    }
}

#[test]
fn it_stands() {
    stands("smallest", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.arms = (0..6).map(|k| arm_of(NAMES[k], if k % 2 == 0 { 1.0 } else { -1.0 })).collect();
    facts.arms.iter_mut().enumerate().for_each(|(k, arm)| arm.place = k);
    facts.arms[3].points.clear();
    facts.arms[4].points.truncate(2);
    facts.arms[5].needed = Some((3e9, [1e9, 5e9]));
    stands("smallest of six", |language| figure(&facts, language));
    facts.matters = None;
    facts.plan = None;
    facts.unit = Unit::Own("€".into());
    facts.arms.iter_mut().flat_map(|arm| &mut arm.points).for_each(|p| {
        p.effect = p.effect.map(|(effect, range)| (effect * 1e9, range.map(|end| end * 1e9)));
    });
    stands("smallest, huge", |language| figure(&facts, language));
    facts.arms.clear();
    stands("smallest of none", |language| figure(&facts, language));
}

#[test]
fn its_title_says_whether_it_is_enough() {
    let title =
        |matters: Option<f64>| figure(&Facts { matters, ..example() }, Language::English).title;
    assert_eq!(
        title(Some(0.05)),
        "With 389 participants, 80 of 100 trials find effects from 16.8\u{a0}points; from 5\u{a0}points it matters"
    );
    assert!(title(Some(0.2)).contains("find 20\u{a0}points as well"));
    assert!(title(None).ends_with("effects from 16.8\u{a0}points"));
    let mut few = Facts { plan: Some(97.0), ..example() };
    assert_eq!(
        figure(&few, Language::English).title,
        "With 97 participants, no effect of exemption is found in 80 of 100 trials"
    );
    few.arms.truncate(1);
    assert_eq!(
        figure(&few, Language::English).title,
        "With 97 participants no effect is found that often"
    );
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["389", "−15,0", "+16,8", "3.900", "4.500", "5,0"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}

#[test]
fn effects_per_person_invited_are_told_so() {
    for language in Language::ALL {
        for matters in [None, Some(0.0125), Some(0.5)] {
            let per = Some("per person invited".to_owned());
            let title = figure(&Facts { per, matters, ..example() }, language).title;
            assert!(title.contains("per person invited"), "{title}");
            assert!(title.chars().count() <= 110, "{title}");
        }
    }
}
