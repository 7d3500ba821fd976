//! The picture of who takes part: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn people(mean: f64) -> People {
    People { mean, spread: mean.sqrt() }
}

fn step(stage: Stage, mean: f64, groups: &[(&str, f64)], left: Option<(f64, Why)>) -> Step {
    let group = |(k, (name, mean)): (usize, &(&str, f64))| Group {
        name: (*name).to_owned(),
        place: k.checked_sub(1),
        people: people(*mean),
    };
    Step {
        stage,
        survey: None,
        people: people(mean),
        groups: groups.iter().enumerate().map(group).collect(),
        left: left.map(|(mean, why)| Left { mean, why }),
    }
}

fn example() -> Facts {
    use Stage::*;
    let after = vec![
        Step { people: People { mean: 6030.0, spread: 0.0 }, ..step(Eligible, 6030.0, &[], None) },
        step(Registered, 453.0, &[], Some((5577.0, Why::NotRegistered))),
        step(Admitted, 407.0, &[], Some((46.0, Why::NotEligible))),
        step(Lottery, 389.0, &[], Some((18.0, Why::BeforeLottery))),
        step(
            Assigned,
            389.0,
            &[("control", 131.0), ("exemption", 130.0), ("intensive", 128.0)],
            None,
        ),
        step(
            Started,
            364.0,
            &[("control", 131.0), ("exemption", 118.0), ("intensive", 115.0)],
            None,
        ),
        step(
            Analysed,
            368.0,
            &[("control", 123.0), ("exemption", 122.0), ("intensive", 123.0)],
            Some((21.0, Why::AfterLottery)),
        ),
    ];
    let before = vec![
        step(Eligible, 6030.0, &[], None),
        step(Lottery, 6030.0, &[], None),
        step(
            Told,
            4522.0,
            &[("control", 1508.0), ("exemption", 1507.0), ("intensive", 1507.0)],
            Some((1508.0, Why::Reference)),
        ),
        step(Registered, 388.0, &[], Some((4134.0, Why::NotRegistered))),
        step(
            Admitted,
            349.0,
            &[("control", 99.0), ("exemption", 140.0), ("intensive", 110.0)],
            Some((39.0, Why::NotEligible)),
        ),
        step(
            Analysed,
            331.0,
            &[("control", 94.0), ("exemption", 133.0), ("intensive", 104.0)],
            Some((18.0, Why::AfterLottery)),
        ),
    ];
    let design = |name: &str, steps| Design { name: name.into(), as_drawn: None, steps };
    Facts {
        described: String::new(),
        trials: 2000,
        designs: vec![design("after", after), design("before", before)],
    }
}

#[test]
fn it_stands() {
    stands("flow", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.designs[0].name = NAMES[1].into();
    facts.designs.push(Design {
        name: NAMES[2].into(),
        as_drawn: Some(3.0),
        steps: vec![step(Stage::Eligible, 0.0, &[], None)],
    });
    let groups: Vec<(&str, f64)> = NAMES.iter().map(|name| (*name, 3.2e10)).collect();
    facts.designs[0].steps[4].groups = step(Stage::Assigned, 1.0, &groups, None).groups;
    facts.designs[0].steps[5].groups.truncate(1);
    stands("flow at extremes", |language| figure(&facts, language));
    facts.designs.clear();
    stands("flow of none", |language| figure(&facts, language));
}

#[test]
fn its_title_has_one_number_or_two() {
    let mut facts = example();
    assert_eq!(
        figure(&facts, Language::English).title,
        "Participants analysed on average: 331 to 368 of 6,030 eligible people, depending on the design"
    );
    facts.designs.truncate(1);
    assert_eq!(
        figure(&facts, Language::Dutch).title,
        "Gemiddeld 368 deelnemers geanalyseerd, van de 6.030 mensen die in aanmerking komen"
    );
}

#[test]
fn who_answers_a_survey_stands_apart_from_who_is_there_to_be_analysed() {
    let mut facts = example();
    facts.designs.truncate(1);
    let steps = &mut facts.designs[0].steps;
    steps[6].stage = Stage::Kept;
    for (survey, mean) in [("first year", 280.0), ("second year", 240.0)] {
        let survey = Some(survey.to_owned());
        steps.push(Step { survey, ..step(Stage::Answered, mean, &[], None) });
    }
    let english = figure(&facts, Language::English);
    assert_eq!(
        english.title,
        "Participants on average: 368 of 6,030 eligible people; 240 to 280 answer a survey"
    );
    let told = "available for analysis 368, answered first year 280, answered second year 240.";
    assert!(english.description.ends_with(told), "{}", english.description);
    let dutch = figure(&facts, Language::Dutch);
    assert_eq!(
        dutch.title,
        "Gemiddeld 368 deelnemers, van de 6.030 mensen; 240 tot 280 vullen een vragenlijst in"
    );
    let help = "Wat een vragenlijst vraagt, wordt geanalyseerd bij wie die heeft ingevuld.";
    assert!(dutch.help.iter().any(|line| line == help), "{:?}", dutch.help);
    stands("flow with surveys", |language| figure(&facts, language));
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["6.030", "453", "389", "368", "331"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}
