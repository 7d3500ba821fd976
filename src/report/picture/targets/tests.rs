//! The picture of targets and what was met: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn target(name: &str, unit: Unit, wanted: f64, gap: f64) -> Target {
    let achieved = Estimate::new(wanted + gap, 0.0004);
    let is_level = wanted > 0.05;
    Target {
        name: name.into(),
        unit,
        is_level,
        wanted,
        achieved,
        is_exact: gap == 0.0,
        is_met: gap.abs() < 0.002,
    }
}

fn example() -> Facts {
    let levels = [
        "aanmelding onder wie in aanmerking komt",
        "hours over 12 in de referentiegroep",
        "respons op de nulmeting",
    ];
    let levels = levels
        .iter()
        .zip([0.0, 0.0003, -0.0007])
        .map(|(name, gap)| target(name, Unit::Points, 0.33, gap));
    let effects =
        ["hours over 12, exemption", "hours over 12, intensive", "income over 70, exemption"];
    let effects = effects
        .iter()
        .zip([0.0, 0.0, 0.0009])
        .map(|(name, gap)| target(name, Unit::Points, -0.05, gap));
    let groups = vec![
        Group { name: "niveaus".into(), targets: levels.collect() },
        Group { name: "effecten".into(), targets: effects.collect() },
    ];
    Facts { described: "plan".into(), groups }
}

#[test]
fn it_stands() {
    stands("targets", |language| figure(&example(), language));
}

#[test]
fn it_stands_at_extremes() {
    let mut facts = example();
    facts.groups.push(Group {
        name: NAMES[0].into(),
        targets: NAMES
            .iter()
            .enumerate()
            .map(|(k, name)| {
                target(name, Unit::Own("€".into()), libm::pow(10.0, k as f64 * 3.0 - 6.0), 1.0)
            })
            .collect(),
    });
    facts.groups[2].targets[3].wanted = 0.0;
    stands("targets at extremes", |language| figure(&facts, language));
    facts.groups[0].targets =
        (0..90).map(|k| target(NAMES[k % 7], Unit::Points, 0.5, 0.0001 * k as f64)).collect();
    stands("targets of many", |language| figure(&facts, language));
    assert!(figure(&facts, Language::English).narrow.is_none());
    facts.groups.clear();
    stands("targets of none", |language| figure(&facts, language));
}

#[test]
fn its_title_counts_those_not_met() {
    let mut facts = example();
    assert_eq!(figure(&facts, Language::English).title, "All 6 targets are met");
    facts.groups[0].targets[1].is_met = false;
    assert_eq!(figure(&facts, Language::Dutch).title, "Niet gehaald: 1 van de 6 streefwaarden");
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["6", "+0,09", "−5,00"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}
