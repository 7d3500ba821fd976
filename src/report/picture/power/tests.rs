//! The picture of power against effects: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::figure::Form;
use crate::report::picture::palette::{BLUE, GOLD};
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn points(sign: f64, found: &[(f64, f64)]) -> Vec<Point> {
    let error = |share: f64| (share * (1.0 - share) / 2000.0).sqrt();
    let point = |(effect, share): &(f64, f64)| Point {
        effect: sign * effect,
        found: Estimate::new(*share, error(*share)),
    };
    found.iter().map(point).collect()
}

fn arm_of(name: &str, plan: f64, found: f64) -> Arm {
    let heavy = [(0.0, 0.03), (0.05, 0.12), (0.1, 0.44), (0.15, 0.82), (0.2, 0.97), (0.25, 0.995)];
    let light = [(0.05, 0.13), (0.1, 0.41), (0.16, 0.83), (0.2, 0.95), (0.25, 0.99)];
    let mut all = points(-1.0, &light);
    all.extend(points(1.0, &heavy));
    let reach = |effect: f64| Reach { effect, range: [effect - 0.004, effect + 0.004] };
    let plan = Point { effect: plan, found: Estimate::new(found, 0.0077) };
    Arm {
        name: name.into(),
        place: usize::from(name != "exemption"),
        plan: Some(plan),
        points: all,
        reach: vec![reach(-0.148), reach(0.157)],
    }
}

fn example() -> Facts {
    Facts {
        described: "after · basis · hours over 12 · 16".into(),
        among: "bij deelnemers".into(),
        unit: Unit::Points,
        per: None,
        aim: 0.8,
        participants: Some(389.0),
        arms: vec![arm_of("exemption", -0.05, 0.131), arm_of("intensive", 0.05, 0.109)],
    }
}

#[test]
fn it_stands() {
    stands("power", |language| figure(&example(), language));
    let mut one = example();
    one.arms.truncate(1);
    stands("power of one", |language| figure(&one, language));
}

#[test]
fn it_stands_at_extremes() {
    let mut six = example();
    six.arms = (0..6).map(|k| arm_of(NAMES[k], if k == 3 { 0.0 } else { 0.25 }, 0.999)).collect();
    six.arms.iter_mut().enumerate().for_each(|(k, arm)| arm.place = k);
    six.arms[2].points.clear();
    six.arms[4].reach.clear();
    six.arms[5].plan = None;
    stands("power of six", |language| figure(&six, language));
    for factor in [1e-7, 1e9] {
        let mut scaled = example();
        scaled.unit = Unit::Own("€".into());
        for arm in &mut scaled.arms {
            arm.points.iter_mut().chain(&mut arm.plan).for_each(|p| p.effect *= factor);
            arm.reach.iter_mut().for_each(|r| r.effect *= factor);
        }
        stands(&format!("power {factor}"), |language| figure(&scaled, language));
    }
    let mut empty = example();
    empty.arms.clear();
    stands("power of none", |language| figure(&empty, language));
    assert_eq!(figure(&empty, Language::English).title, "No simulated trial gave an answer");
}

#[test]
fn its_title_follows_the_effect() {
    let title = |effect: f64, arms: usize, language| {
        let mut facts = example();
        facts.arms.truncate(arms);
        for arm in &mut facts.arms {
            arm.plan = Some(Point { effect, found: Estimate::new(0.131, 0.01) });
        }
        figure(&facts, language).title
    };
    let english = Language::English;
    assert_eq!(
        title(-0.05, 1, english),
        "With 389 participants, an effect of −5\u{a0}points is found in about 13 of 100 trials"
    );
    assert!(title(0.05, 1, english).contains("+5\u{a0}points"));
    assert_eq!(
        title(0.0, 1, english),
        "In the plan the effect of exemption is zero; about 13 of 100 trials report one all the same"
    );
    assert_eq!(title(0.05, 2, english), "Each planned effect is found in about 13 of 100 trials");
    assert!(title(0.0, 2, Language::Dutch).starts_with("Het plan gaat uit van geen effect"));
    let range = figure(&example(), english).title;
    assert_eq!(range, "The planned effects are found in 11 to 13 of 100 trials");
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::English).description);
    for number in ["−5", "13", "−14.8", "+15.7", "+5", "11"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}

#[test]
fn an_arm_keeps_its_look_when_others_are_left_out() {
    let mut facts = example();
    facts.arms.remove(0);
    let svg = figure(&facts, Language::English).svg(Form::Wide).expect("it is drawn");
    assert!(svg.contains(GOLD) && !svg.contains(BLUE));
}

#[test]
fn without_a_plan_the_title_tells_both_directions() {
    let mut facts = example();
    for arm in &mut facts.arms {
        arm.plan = None;
    }
    let title = |facts: &Facts| figure(facts, Language::English).title;
    let both = title(&facts);
    assert!(both.starts_with("Effects from −") && both.contains(" or from +"), "{both}");
    for arm in &mut facts.arms {
        arm.reach.retain(|reach| reach.effect > 0.0);
    }
    let up = title(&facts);
    assert!(up.starts_with("Effects from +") && !up.contains(" or from "), "{up}");
    facts.arms[0].reach.clear();
    assert_eq!(title(&facts), "No effect is found in 80 of 100 trials");
}
