//! By how much an arm may be worse, in words.

use crate::diagnosis::measured::Measured;
use crate::estimand::{Estimand, Policy};
use crate::language::Language;
use crate::plan::{Cell, Plan};
use crate::report::digits;
use crate::report::unit::Unit;
use crate::report::words::Number;
use crate::report::words::amounts::Amount;
use crate::report::words::phrases;
use crate::report::words::whom::{Among, ForAll};

/// By how much an arm may be worse.
#[derive(Clone, Debug)]
pub struct Margin {
    /// On the scale of the policy, as it is stated.
    pub(in crate::report) stated: Amount,
    /// On the scale of the estimate, where that is another number.
    here: Option<Amount>,
    /// That number for each of the policy's.
    share: f64,
    policy: Policy,
    estimand: Estimand,
}

impl Margin {
    /// That of a cell; none where an effect is sought.
    pub fn of(plan: &Plan, cell: &Cell) -> Option<Self> {
        let margin = cell.hypothesis.member().margin()?.get();
        let (unit, here) = (Unit::of(cell), cell.spec.claim.bound().abs());
        let is_another = (here - margin).abs() > 1e-9 * margin;
        Some(Self {
            stated: unit.stated(margin),
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
        Some(converted(language, self.stated.clone(), whom, here, among, k))
    }
}

phrases! {
    /// A margin on two scales.
    converted(stated: Amount, whom: ForAll, here: Amount, among: Among, k: Number) {
        en: "A margin of {stated} {whom} is {here} {among} (times {k}).",
        nl: "Een grens van {stated} {whom} is {here} {among} (maal {k}).",
    }
}
