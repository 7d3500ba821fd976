//! Will it be found: against the effect, and against the number of people.

use super::{Shown, estimate, found, words};
use crate::report::html::Section;
use crate::report::mde::{self, Effects};
use crate::report::picture::{Figure, people, power};
use crate::report::run::results::FlowRow;
use crate::report::size::{self, Sizes, curve::telling};

/// The question, where effects or sizes were searched.
pub(in crate::report) fn section(
    shown: &Shown,
    effects: Option<&Effects>,
    sizes: Option<&Sizes>,
) -> Option<Section> {
    let power = effects.and_then(|effects| power(shown, effects));
    let people = sizes.and_then(|sizes| people(shown, sizes));
    let figures: Vec<Figure> = [power, people].into_iter().flatten().collect();
    let answer = format!("{}.", figures.first()?.title);
    let question = words::found(shown.language);
    Some(Section { id: "found", question, answer, lines: Vec::new(), figures })
}

/// Arms of the leading comparison with both searches of each.
fn power(shown: &Shown, effects: &Effects) -> Option<Figure> {
    let leading = shown.leading();
    let &first = leading.first()?;
    let arm = |&number: &usize| {
        let row = shown.row(number);
        let own: Vec<&mde::Answer> =
            effects.answers.iter().filter(|answer| answer.key == row.key).collect();
        let points = own.iter().flat_map(|answer| {
            let told = telling(&answer.curve, |point| point.effect, |point| point.replications);
            told.into_iter()
                .map(|p| power::Point { effect: p.effect, found: estimate(p.power) })
                .collect::<Vec<_>>()
        });
        let reach = own.iter().filter_map(|answer| {
            let s = answer.effect?;
            let (low, high) = (s.low.min(s.high), s.low.max(s.high));
            Some(power::Reach { effect: s.at, range: [low, high] })
        });
        let plan =
            found(row).map(|found| power::Point { effect: row.diagnosis.truth.value, found });
        power::Arm {
            name: shown.arm(number),
            place: shown.place(number),
            plan,
            points: points.collect(),
            reach: reach.collect(),
        }
    };
    let facts = power::Facts {
        described: format!("{} · {}", shown.design_and_analysis(first), shown.outcome(first)),
        among: shown.among(first),
        unit: shown.unit(first),
        aim: effects.head.asked.power,
        participants: shown.participants(first),
        arms: leading.iter().map(arm).collect(),
    };
    Some(power::figure(&facts, shown.language))
}

/// Arms of the leading comparison with the sizes that were tried.
fn people(shown: &Shown, sizes: &Sizes) -> Option<Figure> {
    let leading = shown.leading();
    let &first = leading.first()?;
    let arm = |&number: &usize| {
        let row = shown.row(number);
        let own: Option<&size::Answer> = sizes.answers.iter().find(|answer| answer.key == row.key);
        let points = own.into_iter().flat_map(|answer| {
            telling(&answer.curve, |point| point.participants, |point| point.replications)
        });
        let points = points
            .map(|p| people::Point { participants: p.participants, found: estimate(p.power) });
        let plan = shown.participants(number).zip(found(row));
        let plan = plan.map(|(participants, found)| people::Point { participants, found });
        let needed = own.and_then(|answer| answer.participants);
        people::Arm {
            name: shown.arm(number),
            place: shown.place(number),
            plan,
            points: points.collect(),
            needed: needed.map(|s| (s.at, [s.low, s.high])),
        }
    };
    let facts = people::Facts {
        described: format!("{} · {}", shown.design_and_analysis(first), shown.outcome(first)),
        aim: sizes.head.asked.power,
        arms: leading.iter().map(arm).collect(),
    };
    Some(people::figure(&facts, shown.language))
}

impl Shown<'_> {
    /// How many people take part in the design of a cell, on average.
    fn participants(&self, number: usize) -> Option<f64> {
        let key = &self.row(number).key;
        let is_own = |row: &&FlowRow| row.world == key.world && row.design == key.design;
        self.results.flow.iter().find(is_own).map(|row| row.randomised.mean)
    }
}
