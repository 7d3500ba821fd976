//! The head of the page: the main finding and the large numbers.

use super::{Shown, words};
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::report::digits;
use crate::report::html::Answer;
use crate::report::unit::Unit;
use crate::report::words::amounts::{Amount, FEWEST, Trials};
use crate::report::words::head::{
    Headline, large_alarm, large_alarm_of, large_bias, large_bias_own, large_found, large_found_of,
};
use crate::report::words::{Number, Say};

/// Arms whose numbers stand side by side; of more, the lowest and the highest do.
const SIDE_BY_SIDE: usize = 2;

/// A share of trials under which stands of how many: per 100, or of few what was counted.
fn share(rate: &Rate, simulated: u32) -> String {
    if simulated < FEWEST {
        return digits::count((rate.value * f64::from(simulated)).round());
    }
    digits::whole_percent(rate).replace(' ', "")
}

impl Shown<'_> {
    /// The main finding.
    pub(super) fn headline(&self) -> Headline {
        let leading = &self.leading;
        let Some(&first) = leading.first() else { return Headline::Nothing };
        let test = |&number: &usize| self.row(number).diagnosis.tests.first();
        if let Some(headline) = self.against_margin() {
            return headline;
        }
        let family = self.results.family_of(leading);
        let without = leading.iter().all(|&number| self.is_without_effect(number));
        let rate: Option<Rate> = match (&leading[..], family) {
            ([only], _) if without => test(only).and_then(|t| t.power.ok()),
            ([only], _) => test(only).and_then(|t| t.power_right_direction.ok()),
            (_, Some(family)) if without => family.diagnosis.any_false_alarm.ok(),
            (_, Some(family)) => family.diagnosis.any_found.ok(),
            (_, None) => None,
        };
        match rate {
            None => self.each_alone(without),
            Some(rate) if without => Headline::NoEffect(rate),
            Some(rate) if leading.len() == 1 => Headline::One(self.arm(first), rate),
            Some(rate) => Headline::Several(rate),
        }
    }

    /// What tests against a margin conclude; none where an effect is sought or nothing is concluded.
    fn against_margin(&self) -> Option<Headline> {
        let leading = &self.leading;
        let &first = leading.first()?;
        let unit = Unit::of(self.cell(first));
        let margin = Measured { value: self.cell(first).margin()?, mcse: 0.0 };
        let margin = Amount { number: digits::trimmed(unit.scaled(margin).value), unit };
        let powers = leading.iter().filter_map(|&number| {
            Some((number, self.row(number).diagnosis.tests.first()?.power.ok()?))
        });
        let powers: Vec<(usize, Rate)> = powers.collect();
        let right = powers.iter().find(|(number, _)| !self.is_without_effect(*number));
        let any =
            self.results.family_of(leading).and_then(|family| family.diagnosis.any_found.ok());
        match (right, any) {
            (None, _) => {
                let most = powers.iter().max_by(|a, b| a.1.value.total_cmp(&b.1.value))?;
                Some(Headline::FalselyNotWorse(margin, most.1))
            }
            (_, Some(any)) if leading.len() > 1 => Some(Headline::SomeNotWorse(margin, any)),
            (Some((_, rate)), _) => Some(Headline::NotWorse(margin, *rate)),
        }
    }

    /// Whether a cell has nothing to find, so that what is found is a false alarm: no effect, or one at the margin or
    /// beyond it.
    fn is_without_effect(&self, number: usize) -> bool {
        let test = self.row(number).diagnosis.tests.first();
        test.is_some_and(|t| {
            matches!(
                t.power_right_direction,
                Err(Absent::TruthNearZero | Absent::AtMargin | Absent::BeyondMargin)
            )
        })
    }

    /// What is said of comparisons with different groups, which no family of tests holds together.
    fn each_alone(&self, is_alarm: bool) -> Headline {
        let test = |&number: &usize| self.row(number).diagnosis.tests.first();
        let tests = self.leading.iter().filter_map(test);
        let rate =
            tests.filter_map(|t| if is_alarm { t.power } else { t.power_right_direction }.ok());
        let mut rates: Vec<Rate> = rate.collect();
        rates.sort_by(|a, b| a.value.total_cmp(&b.value));
        match (rates.first(), rates.last()) {
            (Some(_), Some(most)) if is_alarm => Headline::NoEffect(*most),
            (Some(least), Some(most)) => Headline::Each([*least, *most]),
            _ => Headline::Nothing,
        }
    }

    /// What would be found, how far off, and how often it cries wolf, each with its `sentences`.
    pub(super) fn answers(&self, sentences: [Option<String>; 3]) -> Vec<Answer> {
        let leading = &self.leading;
        let Some(&first) = leading.first() else { return Vec::new() };
        let language = self.language;
        let unit = Unit::of(self.cell(first));
        let simulated = self.results.run.replications;
        let null = self.plan().null_world();
        let test = |number: usize| self.row(number).diagnosis.tests.first();
        let right = |number: usize| test(number)?.power_right_direction.ok();
        // Against a margin, what is found without an effect is right: a false alarm is told by the plan's own arms.
        let is_margin = self.cell(first).margin().is_some();
        // Where the plan has nothing to find, what is found is a false alarm.
        let is_alarm = leading.iter().all(|&number| self.is_without_effect(number));
        let found = |number: usize| match is_alarm {
            true => test(number)?.power.ok(),
            false => right(number),
        };
        let alarm = |number: usize| {
            if is_margin {
                let is_told = !is_alarm && self.is_without_effect(number);
                return is_told.then(|| test(number)?.power.ok()).flatten();
            }
            let cell = self.plan().in_world(number, null?)?;
            self.row(cell).diagnosis.tests.first()?.power.ok()
        };
        let bias = |number: usize| {
            let bias = self.row(number).diagnosis.yardstick_bias.ok()?;
            Some((bias.value, unit.short(bias)))
        };
        let shares = |of: &dyn Fn(usize) -> Option<Rate>| {
            let told = |rate: Rate| (rate.value, share(&rate, simulated));
            self.side_by_side(&|number| of(number).map(told))
        };
        let biases = self.side_by_side(&bias);
        let off = match unit {
            Unit::Points => large_bias(language),
            Unit::Own => large_bias_own(language),
        };
        let (large_found, large_alarm) = if simulated < FEWEST {
            (
                large_found_of(language, Trials(simulated)),
                large_alarm_of(language, Trials(simulated)),
            )
        } else {
            (large_found(language), large_alarm(language))
        };
        let large_found = if is_alarm { large_alarm.clone() } else { large_found };
        let numbers = [(shares(&found), large_found), (biases, off), (shares(&alarm), large_alarm)];
        let parts =
            numbers.into_iter().zip(sentences).filter_map(|((number, of_what), sentence)| {
                let number = number.map(|(number, arms)| match &arms[..] {
                    "" => (number, of_what),
                    arms => (number, format!("{of_what} ({arms})")),
                });
                Some(Answer { number, sentence: sentence? })
            });
        parts.collect()
    }

    /// Numbers of several arms side by side, or the lowest and the highest of them; and of which arms they are, where
    /// there are several.
    fn side_by_side(
        &self,
        of: &dyn Fn(usize) -> Option<(f64, String)>,
    ) -> Option<(String, String)> {
        let of = |&cell: &usize| Some((cell, of(cell)?));
        let mut numbers: Vec<(usize, (f64, String))> = self.leading.iter().filter_map(of).collect();
        let told = |text: &str| Number(text.to_owned()).say(self.language);
        if numbers.len() <= SIDE_BY_SIDE {
            let all: Vec<String> = numbers.iter().map(|(_, (_, text))| told(text)).collect();
            let arms: Vec<String> = match self.leading.len() {
                1 => Vec::new(),
                _ => numbers.iter().map(|(cell, _)| self.arm(*cell)).collect(),
            };
            return (!all.is_empty()).then(|| (all.join(" / "), arms.join(" / ")));
        }
        numbers.sort_by(|(_, a), (_, b)| a.0.total_cmp(&b.0));
        let [low, high] = [&numbers[0], &numbers[numbers.len() - 1]].map(|(_, (_, t))| told(t));
        let arms = words::lowest_to_highest(self.language);
        Some((words::from_to(self.language, low, high), arms))
    }
}
