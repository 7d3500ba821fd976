//! The picture of power against people: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn point(participants: f64, found: f64) -> Point {
    Point { participants, found: Estimate::new(found, (found * (1.0 - found) / 1000.0).sqrt()) }
}

fn example() -> Facts {
    let found = [(190.0, 0.08), (780.0, 0.21), (1560.0, 0.40), (3100.0, 0.66), (6200.0, 0.93)];
    let of = |name: &str, needed: f64| Arm {
        name: name.into(),
        place: usize::from(name != "exemption"),
        plan: Some(point(389.0, 0.131)),
        points: found.iter().map(|(n, share)| point(*n, *share)).collect(),
        needed: Some((needed, [needed * 0.95, needed * 1.05])),
        is_extrapolated: false,
        most: None,
        is_stopped: false,
        hopeless: None,
    };
    Facts {
        described: "after · basis · hours over 12 · 16".into(),
        aim: 0.8,
        arms: vec![of("exemption", 4300.0), of("intensive", 4700.0)],
    }
}

#[test]
fn it_stands() {
    stands("people", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut six = example();
    six.arms = (0..6)
        .map(|k| Arm { name: NAMES[k].into(), place: k, ..example().arms[k % 2].clone() })
        .collect();
    six.arms[1].points.clear();
    six.arms[2].plan = None;
    six.arms[3].needed = Some((5e10, [1e9, 1e12]));
    stands("people of six", |language| figure(&six, language));
    let mut empty = example();
    empty.arms.clear();
    stands("people of none", |language| figure(&empty, language));
}

#[test]
fn its_title_says_whether_there_are_enough() {
    let english = Language::English;
    assert_eq!(
        figure(&example(), english).title,
        "About 4,300 to 4,700 participants are needed for 80 of 100 trials to find the effect"
    );
    let mut facts = example();
    facts.arms.iter_mut().for_each(|arm| arm.plan = Some(point(389.0, 0.9)));
    assert!(figure(&facts, english).title.starts_with("The planned 389 participants are enough"));
    facts.arms.iter_mut().for_each(|arm| (arm.plan, arm.needed) = (None, None));
    assert!(figure(&facts, english).title.starts_with("The search ended"));
    facts.arms.truncate(1);
    facts.arms[0].points.pop();
    assert_eq!(
        figure(&facts, english).title,
        "Even with 3,100 participants, the effect is found in about 66 of 100 trials"
    );
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["389", "13", "4.300", "4.700", "80"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}

#[test]
fn its_title_tells_what_was_not_found() {
    let title = |facts: &Facts| figure(facts, Language::English).title;
    let mut facts = example();
    facts.arms[1].needed = None;
    assert!(title(&facts).ends_with("not determined for intensive"), "{}", title(&facts));
    facts.arms[1].hopeless = Some(Hopeless::OtherWay);
    assert!(title(&facts).ends_with("none found for intensive"), "{}", title(&facts));
    facts.arms[1].hopeless = Some(Hopeless::Biased);
    assert!(title(&facts).ends_with("intensive is further off than what matters"));
    facts.arms[1].hopeless = None;
    facts.arms[0].needed = None;
    assert!(title(&facts).starts_with("The search ended"), "{}", title(&facts));
    for arm in &mut facts.arms {
        arm.hopeless = Some(Hopeless::OtherWay);
    }
    assert_eq!(title(&facts), "No number of participants finds the effect");
    let mut short = example();
    short.arms[1].most = Some(393.0);
    assert!(title(&short).ends_with("here about 393 can take part"), "{}", title(&short));
}

#[test]
fn its_title_tells_what_was_tried() {
    let title = |facts: &Facts| figure(facts, Language::English).title;
    let mut facts = example();
    facts.arms.truncate(1);
    facts.arms[0].needed = None;
    facts.arms[0].points.truncate(1);
    assert!(title(&facts).starts_with("The search ended"), "{}", title(&facts));
    facts.arms[0].points.push(point(780.0, 0.21));
    assert!(title(&facts).starts_with("Even with 780"), "{}", title(&facts));
    facts.arms[0].is_stopped = true;
    assert!(title(&facts).starts_with("The search ended"), "{}", title(&facts));
}

#[test]
fn an_arm_without_an_answer_hides_nothing_of_the_others() {
    for language in Language::ALL {
        let mut facts = example();
        facts.arms.push(facts.arms[1].clone());
        (facts.arms[2].name, facts.arms[2].needed) = ("d".into(), None);
        facts.arms[2].hopeless = Some(Hopeless::NoEffect);
        facts.arms[1].is_extrapolated = true;
        let told = figure(&facts, language);
        assert!(told.title.ends_with(": d"), "{}", told.title);
        let help = told.help.join(" ");
        assert!(help.contains(": intensive.") && help.contains(": d."), "{help}");
        (facts.arms[0].most, facts.arms[1].most) = (Some(1000.0), Some(1000.0));
        let title = figure(&facts, language).title;
        assert!(title.contains("1,000") || title.contains("1.000"), "{title}");
        assert!(title.chars().count() <= 110, "{title}");
    }
}
