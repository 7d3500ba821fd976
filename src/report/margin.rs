//! By how much an arm may be worse, in words.

use crate::diagnosis::measured::Measured;
use crate::estimand::{Estimand, Policy};
use crate::language::Language;
use crate::plan::{Cell, Plan};
use crate::report::digits;
use crate::report::unit::Unit;
use crate::report::words::Number;
use crate::report::words::amounts::Amount;
use crate::report::words::whom::{Among, ForAll};
use crate::report::words::{Say, phrases};

/// By how much an arm may be worse.
#[derive(Clone, Debug)]
pub struct Margin {
    /// On the scale of the policy, as it is stated.
    pub(in crate::report) stated: Within,
    /// On the scale of the estimate, where that is another number.
    here: Option<Amount>,
    /// That number for each of the policy's.
    share: f64,
    policy: Policy,
    estimand: Estimand,
}

/// `at most 5 points worse`, or `at most 5 points better or worse`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Within {
    /// By how much.
    pub margin: Amount,
    /// Whether it may be better by no more than that either.
    pub either_way: bool,
}

impl Within {
    /// This margin as the test of a cell takes it.
    pub fn of(cell: &Cell, margin: Amount) -> Self {
        Self { margin, either_way: cell.hypothesis.member().has_two_margins() }
    }

    /// The one-sided level of its test, or of each of the two.
    pub fn level(&self, alpha: f64) -> f64 {
        if self.either_way { alpha } else { 0.5 * alpha }
    }
}

impl Say for Within {
    fn say(&self, language: Language) -> String {
        let margin = self.margin.clone();
        if self.either_way { at_most_apart(language, margin) } else { at_most(language, margin) }
    }
}

impl Margin {
    /// That of a cell; none where an effect is sought.
    pub fn of(plan: &Plan, cell: &Cell) -> Option<Self> {
        let margin = cell.hypothesis.member().margin()?.get();
        let (unit, here) = (Unit::of(cell), cell.spec.claim.bound().abs());
        let is_another = (here - margin).abs() > 1e-9 * margin;
        Some(Self {
            stated: Within::of(cell, unit.stated(margin)),
            here: is_another.then(|| unit.size(Measured { value: here, mcse: 0.0 })),
            share: here / margin,
            policy: plan.worlds[cell.world].policy,
            estimand: cell.estimand,
        })
    }

    /// What it is on the scale of the estimate, where that is another number.
    pub(super) fn converted(&self, language: Language) -> Option<String> {
        let here = self.here.clone()?;
        let (whom, among) = (ForAll(self.policy), Among(self.estimand));
        let k = Number(digits::three(self.share));
        Some(converted(language, self.stated.margin.clone(), whom, here, among, k))
    }
}

phrases! {
    /// What is shown against a margin.
    at_most(margin: Amount) { en: "at most {margin} worse", nl: "hoogstens {margin} slechter" }
    /// What is shown against a margin on either side.
    at_most_apart(margin: Amount) {
        en: "at most {margin} better or worse",
        nl: "hoogstens {margin} beter of slechter",
    }
    /// A margin on two scales.
    converted(stated: Amount, whom: ForAll, here: Amount, among: Among, k: Number) {
        en: "A margin of {stated} {whom} is {here} {among} (times {k}).",
        nl: "Een grens van {stated} {whom} is {here} {among} (maal {k}).",
    }
}
