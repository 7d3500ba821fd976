//! One answer in a sentence or two.

use super::{Answer, SCALED};
use crate::plan::Direction;
use crate::report::digits;
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
    pub(super) fn sentence(&self, power: &str) -> String {
        let way = if self.direction == Direction::Up { "Upwards" } else { "Downwards" };
        match (self.status, &self.effect) {
            (EffectStatus::Ok | EffectStatus::BudgetExhausted, Some(s)) => {
                let leads = self.leading_policy().is_some();
                let kind = if leads { "a policy effect" } else { "an effect" };
                let as_run = if leads {
                    format!(", in the trial {},", self.precise(s.at, s))
                } else {
                    String::new()
                };
                let policy = self.differing_policy().filter(|_| !leads);
                let policy = policy.map_or_else(String::new, |policy| {
                    format!(", which goes with a policy effect of {}", self.told(policy))
                });
                let s = &self.told_size(s);
                let short = if self.status == EffectStatus::Ok {
                    ""
                } else {
                    " The effort ended the search before it was as precise as asked."
                };
                let check = self.checked();
                format!(
                    "{way}: {kind} of {} (95 % interval {} to {}){as_run} is found with {power} % power at p < {}{policy}.{check}{short}",
                    self.precise(s.at, s),
                    self.precise(s.low, s),
                    self.precise(s.high, s),
                    digits::trimmed(self.alpha)
                )
            }
            (EffectStatus::OutOfReach, _) => self.out_of_reach(way),
            (EffectStatus::NeverReachesBias, _) => format!(
                "In no direction can an effect be told from the bias: without any effect the estimates are {}{} \
                 on average already, more than the smallest effect that matters.",
                digits::signed(self.unit().scaled(self.without_effect)),
                self.unit().suffix()
            ),
            (EffectStatus::AlwaysReached, _) => {
                let nothing = self.curve.first().map_or(0.0, |p| p.power.value);
                format!(
                    "{way}: without any effect about {} % of trials are significant (p < {}) in this direction \
                     already, and no more than {power} % is asked for.",
                    digits::number(100.0 * nothing, 0),
                    digits::trimmed(self.alpha)
                )
            }
            (EffectStatus::Nonmonotone, _) => {
                format!("{way}: power does not rise with the effect; look at the curve.")
            }
            (EffectStatus::Ok | EffectStatus::BudgetExhausted, None) => {
                let sign = if self.direction == Direction::Up { 1.0 } else { -1.0 };
                let bound = self.size_bounds.more_than.map_or_else(String::new, |more| {
                    format!(", but beyond {}", self.told(sign * more))
                });
                format!("{way}: not determined{bound}. Give the search more --effort.")
            }
        }
    }

    /// Not even the largest effect is found often enough.
    fn out_of_reach(&self, way: &str) -> String {
        let at_most = self.at_most.as_ref().map_or_else(String::new, |p| {
            let share = digits::counted_percent_in_words(p.power, p.replications);
            let alpha = digits::trimmed(self.alpha);
            format!(" is found with {share} % power only (p < {alpha})")
        });
        let Some(largest) = self.largest_possible else {
            let tried = self.told(self.at_most.as_ref().map_or(0.0, |p| p.effect));
            return format!(
                "{way}: out of reach, however large the effect. Even {tried}{at_most}."
            );
        };
        let moved = match self.moved {
            Moved::AllEffects => SCALED.to_owned(),
            Moved::ArmAlone => format!("moving the effect of {} alone", self.key.arm),
        };
        if self.at_most.is_none() {
            return format!("{way}: out of reach: {moved} does not move it that way.");
        }
        let most = match self.limit {
            Limit::Outcome if !self.compares_arms => "the most that the outcome allows".to_owned(),
            _ => format!("the most that {moved} reaches"),
        };
        format!("{way}: out of reach. Even {}, {most},{at_most}.", self.told(largest))
    }

    /// What fresh draws say of the effect.
    fn checked(&self) -> String {
        let (Some(verdict), Some(p)) = (self.verdict, &self.confirmed) else {
            return String::new();
        };
        let share = digits::counted_percent_in_words(p.power, p.replications);
        match verdict {
            Verdict::Confirmed => format!(" Confirmed on fresh draws: power is {share} %."),
            Verdict::CheckedRoughly => {
                format!(" Checked roughly on fresh draws: power is {share} %.")
            }
            Verdict::NotConfirmed => {
                format!(" Not confirmed: on fresh draws power is {share} %.")
            }
        }
    }
}
