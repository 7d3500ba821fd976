//! The page of sizes: trials that find the effect, against the number of people.

use super::Sizes;
use super::curve::telling;
use crate::report::names::Names;
use crate::report::page::WIDTH;
use crate::report::picture::{Estimate, Figure, people};
use crate::report::size::Answer;
use crate::scenario::Labelled;
use crate::sizing::Status;

impl Sizes {
    /// The answers as a page with pictures; `command` makes it again.
    pub fn page(&self, names: &Names, command: &[String]) -> String {
        let seek_effects = |arms: &&[Answer]| arms.iter().all(|a| a.margin.is_none());
        let figures = self.answers.chunk_by(|a, b| a.key.is_beside(&b.key)).filter(seek_effects);
        let figures = figures.map(|arms| figure(arms, self.head.asked.power, names)).collect();
        self.head.page(names.language, figures, self.screen(names, WIDTH), command)
    }
}

/// The arms of one comparison.
fn figure(answers: &[Answer], aim: f64, names: &Names) -> Figure {
    let mut arms: Vec<people::Arm> = answers
        .iter()
        .map(|answer| {
            let arm = &answer.key.arm;
            people_of(Some(answer), names.drawn(Labelled::Arm, arm), names.place(arm), None)
        })
        .collect();
    arms.sort_by_key(|arm| arm.place);
    let described = names.comparison(&answers[0].key);
    people::figure(&people::Facts { described, aim, arms }, names.language)
}

/// An arm with the sizes that were tried for it.
pub(in crate::report) fn people_of(
    answer: Option<&Answer>,
    name: String,
    place: usize,
    plan: Option<people::Point>,
) -> people::Arm {
    let points = answer.into_iter().flat_map(|answer| {
        telling(&answer.curve, |point| point.participants, |point| point.replications)
    });
    let points = points
        .map(|p| people::Point { participants: p.participants, found: Estimate::from(p.power) });
    let needed = answer.and_then(|answer| answer.participants);
    let needed = needed.map(|s| (s.at, [s.low, s.high]));
    let extrapolated = answer.filter(|_| needed.is_none()).and_then(Answer::extrapolated);
    let most = answer.filter(|a| a.status == Status::InfeasiblePool);
    let most = most.and_then(Answer::most_participants);
    let hopeless = answer.and_then(|answer| match answer.status {
        Status::NeverReachesNothing => Some(people::Hopeless::NoEffect),
        Status::NeverReachesSign => Some(people::Hopeless::OtherWay),
        Status::NeverReachesBias => Some(people::Hopeless::Biased),
        _ => None,
    });
    people::Arm {
        name,
        place,
        plan,
        points: points.collect(),
        needed: needed.or(extrapolated),
        is_extrapolated: extrapolated.is_some(),
        most,
        is_stopped: answer.is_some_and(|a| a.status == Status::BudgetExhausted),
        hopeless,
    }
}

impl Answer {
    /// How many can take part of those who are eligible, though not all of them were simulated.
    fn most_participants(&self) -> Option<f64> {
        let point = self.reachable.as_ref()?;
        let rest = if self.is_capped() { self.pool as f64 / point.eligible } else { 1.0 };
        Some(rest * point.participants)
    }

    /// Participants needed by extrapolation, with their interval.
    fn extrapolated(&self) -> Option<(f64, [f64; 2])> {
        let (found, point) = (self.extrapolated_eligible?, self.curve.first()?);
        let each = point.participants / point.eligible;
        Some((each * found.at?, [each * found.low, each * found.high?]))
    }
}
