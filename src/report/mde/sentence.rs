//! One answer in a sentence or two.

use super::Answer;
use super::words::{self, Way};
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::plan::Direction;
use crate::report::names::Names;
use crate::report::size::text::{not_confirmed, told_end};
use crate::report::size::words as of_sizes;
use crate::report::words::Number;
use crate::report::words::amounts::Amount;
use crate::report::words::shares::{Interval, OfTrials, frequency};
use crate::report::words::whom::Among;
use crate::scenario::Labelled;
use crate::sizing::{EffectStatus, Limit, Moved, Solution, Verdict};

impl Answer {
    /// The policy effect, where that is another than what the comparison aims at.
    fn differing_policy(&self) -> Option<f64> {
        let own = self.effect?.at;
        self.policy_effect.filter(|policy| (policy / own - 1.0).abs() > 0.05)
    }

    /// The same where the planner knows it: not the difference of two treated arms.
    pub(super) fn leading_policy(&self) -> Option<f64> {
        let own = self.effect?.at;
        self.differing_policy().filter(|policy| !self.compares_arms && policy * own > 0.0)
    }

    /// An effect as the planner knows it: on the scale of the policy.
    fn told_size(&self, own: &Solution) -> Solution {
        let ratio = self.leading_policy().map_or(1.0, |policy| policy / own.at);
        Solution { at: ratio * own.at, low: ratio * own.low, high: ratio * own.high }
    }

    /// The answer in a sentence or two.
    pub(super) fn sentence(&self, names: &Names, power: &Number) -> String {
        let (language, way) = (names.language, Way(self.direction));
        match (self.status, &self.effect) {
            (EffectStatus::Ok | EffectStatus::BudgetExhausted, Some(s)) => {
                let end = (self.status != EffectStatus::Ok).then(|| told_end(true, language));
                let check = self.checked(language, power);
                let mut told = self.found(s, language, power);
                told.extend(check.into_iter().chain(end));
                told.join(" ")
            }
            (EffectStatus::OutOfReach, _) => self.out_of_reach(names),
            (EffectStatus::NeverReachesBias, _) => {
                words::biased(language, self.unit().amount(self.without_effect))
            }
            (EffectStatus::AlwaysReached, _) => {
                let nothing = self.curve.first();
                let nothing = nothing.map_or_else(
                    || (Measured { value: 0.0, mcse: 0.0 }, 1),
                    |p| (p.power, p.replications),
                );
                let often = frequency(nothing.0, nothing.1);
                words::always(language, way, often, self.level(), power)
            }
            (EffectStatus::Nonmonotone, _) => words::not_rising(language, way),
            (EffectStatus::Ok | EffectStatus::BudgetExhausted, None) => {
                let sign = if self.direction == Direction::Up { 1.0 } else { -1.0 };
                match self.size_bounds.more_than {
                    None => words::undetermined(language, way),
                    Some(more) => words::undetermined_beyond(language, way, self.told(sign * more)),
                }
            }
        }
    }

    /// The effect that is found often enough, and what it is on the other scale.
    fn found(&self, own: &Solution, language: Language, power: &Number) -> Vec<String> {
        let (way, s) = (Way(self.direction), &self.told_size(own));
        let interval = Interval([s.low, s.high].map(|end| self.precise(end, s).number));
        let (effect, level) = (self.precise(s.at, s), self.level());
        if self.leading_policy().is_some() {
            return vec![
                words::found_policy(language, way, effect, interval, power, level),
                words::with_own(language, self.precise(own.at, own), Among(self.estimand)),
            ];
        }
        let policy = self.differing_policy();
        let policy = policy.map(|policy| words::with_policy(language, self.told(policy)));
        let found = words::found(language, way, effect, interval, power, level);
        std::iter::once(found).chain(policy).collect()
    }

    fn level(&self) -> Number {
        Number::stated(self.alpha)
    }

    /// Not even the largest effect is found often enough.
    fn out_of_reach(&self, names: &Names) -> String {
        let (language, way, level) = (names.language, Way(self.direction), self.level());
        let arm = || names.told(Labelled::Arm, &self.key.arm);
        let Some(at_most) = &self.at_most else {
            return match (self.largest_possible, self.moved) {
                (None, _) => words::however_large_untried(language, way),
                (Some(_), Moved::AllEffects) => words::unmoved_together(language, way),
                (Some(_), Moved::ArmAlone) => words::unmoved_alone(language, way, arm()),
            };
        };
        let often = frequency(at_most.power, at_most.replications);
        let Some(largest) = self.largest_possible.map(|largest| self.told(largest)) else {
            return words::however_large(language, way, self.told(at_most.effect), often, level);
        };
        match (self.limit, self.moved) {
            (Limit::Outcome, _) if !self.compares_arms => {
                words::largest(language, way, largest, often, level)
            }
            (_, Moved::AllEffects) => words::largest_together(language, way, largest, often, level),
            (_, Moved::ArmAlone) => {
                words::largest_alone(language, way, largest, arm(), often, level)
            }
        }
    }

    /// What fresh draws say of the effect.
    fn checked(&self, language: Language, power: &Number) -> Option<String> {
        let (verdict, p) = (self.verdict?, self.confirmed.as_ref()?);
        let share = OfTrials::counted(p.power, p.replications);
        Some(match verdict {
            Verdict::Confirmed => of_sizes::confirmed(language, share),
            Verdict::CheckedRoughly => words::checked_roughly(language, share),
            Verdict::NotConfirmed => not_confirmed(p.power, p.replications, power, language),
        })
    }

    /// A number of the outcome without error of its own: two or three digits.
    pub(super) fn told(&self, value: f64) -> Amount {
        self.shown(value, 0.01 * value.abs())
    }

    fn shown(&self, value: f64, mcse: f64) -> Amount {
        let unit = self.unit();
        let number = crate::report::digits::signed(unit.scaled(Measured { value, mcse }));
        Amount { number, unit }
    }

    /// A number as precise as the interval of the answer.
    fn precise(&self, value: f64, interval: &Solution) -> Amount {
        self.shown(value, 0.25 * (interval.high - interval.low))
    }
}
