//! The page of smallest effects: trials that find an effect, against its size.

use super::{Answer, Effects};
use crate::report::names::Names;
use crate::report::page::WIDTH;
use crate::report::picture::{self, Estimate, Figure, power};
use crate::report::size::curve::telling;
use crate::report::words::Say;
use crate::report::words::whom::Among;
use crate::scenario::Labelled;

impl Effects {
    /// The answers as a page with pictures; `command` makes it again.
    pub fn page(&self, names: &Names, command: &[String]) -> String {
        let figures = self.answers.chunk_by(|a, b| a.key.is_beside(&b.key));
        let figures = figures.map(|arms| figure(arms, self.head.asked.power, names)).collect();
        self.head.page(names.language, figures, self.screen(names, WIDTH), command)
    }
}

/// The arms of one comparison, each in both directions.
fn figure(answers: &[Answer], aim: f64, names: &Names) -> Figure {
    let mut arms: Vec<power::Arm> = answers
        .chunk_by(|a, b| a.key == b.key)
        .map(|both| {
            let arm = &both[0].key.arm;
            let both: Vec<&Answer> = both.iter().collect();
            power_of(&both, names.drawn(Labelled::Arm, arm), names.place(arm), None)
        })
        .collect();
    arms.sort_by_key(|arm| arm.place);
    let first = &answers[0];
    let facts = power::Facts {
        described: names.comparison(&first.key),
        among: Among(first.estimand).say(names.language),
        unit: match first.is_share {
            true => picture::Unit::Points,
            false => picture::Unit::Own(String::new()),
        },
        per: None,
        aim,
        participants: None,
        arms,
    };
    power::figure(&facts, names.language)
}

/// An arm with the effects that were tried in both directions.
pub(in crate::report) fn power_of(
    answers: &[&Answer],
    name: String,
    place: usize,
    plan: Option<power::Point>,
) -> power::Arm {
    let points = answers.iter().flat_map(|answer| {
        let told = telling(&answer.curve, |point| point.effect, |point| point.replications);
        told.into_iter().map(|p| power::Point { effect: p.effect, found: Estimate::from(p.power) })
    });
    let reach = answers.iter().filter_map(|answer| {
        let s = answer.effect?;
        Some(power::Reach { effect: s.at, range: [s.low.min(s.high), s.low.max(s.high)] })
    });
    power::Arm { name, place, plan, points: points.collect(), reach: reach.collect() }
}
