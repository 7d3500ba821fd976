//! Will it be found: against the effect, and against the number of people.

use super::{Asked, Shown, found};
use crate::estimand::Scale;
use crate::report::mde::page::power_of;
use crate::report::mde::{self, Effects};
use crate::report::picture::{Figure, people, power, smallest};
use crate::report::run::results::FlowRow;
use crate::report::size::Sizes;
use crate::report::size::page::people_of;
use crate::report::words::Say;

/// Its pictures, where effects or sizes were searched.
pub(super) fn figures(shown: &Shown, asked: &Asked) -> Vec<Figure> {
    let power = asked.effects.and_then(|effects| power(shown, effects));
    let people = asked.sizes.and_then(|sizes| people(shown, sizes));
    let smallest = smallest(shown, asked);
    [power, people, smallest].into_iter().flatten().collect()
}

/// Arms of the leading comparison with both searches of each.
fn power(shown: &Shown, effects: &Effects) -> Option<Figure> {
    let leading = &shown.leading;
    let &first = leading.first()?;
    let arm = |&number: &usize| {
        let row = shown.row(number);
        let own: Vec<&mde::Answer> =
            effects.answers.iter().filter(|answer| answer.key == row.key).collect();
        let effect = row.diagnosis.truth.value;
        let plan = found(row).map(|found| power::Point { effect, found });
        power_of(&own, shown.arm(number), shown.place(number), plan)
    };
    let facts = power::Facts {
        described: shown.comparison(first),
        among: shown.among(first),
        unit: shown.unit(first),
        per: shown.per(first),
        aim: effects.head.asked.power,
        participants: shown.participants(first),
        arms: leading.iter().map(arm).collect(),
    };
    Some(power::figure(&facts, shown.language))
}

/// Arms of the leading comparison with the sizes that were tried.
fn people(shown: &Shown, sizes: &Sizes) -> Option<Figure> {
    let leading = &shown.leading;
    let &first = leading.first()?;
    let arm = |&number: &usize| {
        let row = shown.row(number);
        let own = sizes.answers.iter().find(|answer| answer.key == row.key);
        let plan = shown.participants(number).zip(found(row));
        let plan = plan.map(|(participants, found)| people::Point { participants, found });
        people_of(own, shown.arm(number), shown.place(number), plan)
    };
    let facts = people::Facts {
        described: shown.comparison(first),
        aim: sizes.head.asked.power,
        arms: leading.iter().map(arm).collect(),
    };
    Some(people::figure(&facts, shown.language))
}

/// Arms of the leading comparison with the smallest effects of more people and of fewer.
fn smallest(shown: &Shown, asked: &Asked) -> Option<Figure> {
    let leading = &shown.leading;
    let (&first, (_, effects)) = (leading.first()?, asked.smallest.first()?);
    let plan = shown.participants(first)?;
    let arm = |&number: &usize| {
        let key = &shown.row(number).key;
        let points = asked.smallest.iter().filter_map(|(participants, effects)| {
            let answer = effects.answers.iter().find(|answer| answer.key == *key)?;
            if answer.effect.is_none() && !answer.is_out_of_reach() {
                return None;
            }
            Some(smallest::Point {
                participants: *participants,
                eligible: None,
                effect: answer.effect.map(|s| (s.at, [s.low.min(s.high), s.low.max(s.high)])),
            })
        });
        smallest::Arm {
            name: shown.arm(number),
            place: shown.place(number),
            points: points.collect(),
            needed: None,
        }
    };
    // As everything in the picture, on the scale of the estimate.
    let share = shown.cell(first).factors.first().map_or(1.0, |k| k.value);
    let matters = shown.cell(first).matters.filter(|_| !shown.cell(first).matters_by_custom);
    let matters = matters.map(|matters| share * matters);
    let facts = smallest::Facts {
        described: shown.comparison(first),
        unit: shown.unit(first),
        per: shown.per(first),
        aim: effects.head.asked.power,
        plan: Some(plan),
        matters,
        arms: leading.iter().map(arm).collect(),
    };
    Some(smallest::figure(&facts, shown.language))
}

impl Shown<'_> {
    /// Per whom the effects of a cell are counted, where that is not simply per participant.
    fn per(&self, number: usize) -> Option<String> {
        let cell = self.cell(number);
        let is_plain = cell.scale() == Scale::PerParticipant && !cell.counts_a_share();
        (!is_plain).then(|| cell.scale().say(self.language))
    }

    /// How many people take part in the design of a cell, on average.
    fn participants(&self, number: usize) -> Option<f64> {
        let key = &self.row(number).key;
        let is_own = |row: &&FlowRow| row.world == key.world && row.design == key.design;
        self.results.flow.iter().find(is_own).map(|row| row.randomised.mean)
    }
}
