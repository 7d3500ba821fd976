//! How much larger all effects must be for the tests of a declared family to find together what they seek.

use super::effect::EffectStatus;
use super::focus::{focus_on_family, with_worlds};
use super::path::{cost_of_worlds, only_enrolees};
use super::prospects::Prospects;
use super::scale::{Bounds, Check, End, Point, Scale, Search, Solution};
use super::search::{Found, search};
use super::size::Status;
use crate::calibration::{Needed, truths};
use crate::diagnosis::family::Quantifier;
use crate::engine::{EngineError, Observer};
use crate::estimand::Truths;
use crate::plan::{Plan, Rung};

/// Smallest and largest factor that is tried.
const RANGE: [f64; 2] = [0.01, 40.0];

/// The answer for one family in one design.
#[derive(Clone, Debug)]
pub struct FactorAnswer {
    /// How the tests count together.
    pub which: Quantifier,
    /// How the question was answered.
    pub status: EffectStatus,
    /// Why no factor will do, where what the world states already tells.
    pub hopeless: Option<Status>,
    /// The factor, with its 95 % interval; none where none was found.
    pub factor: Option<Solution>,
    /// Where it must lie, as far as simulated power tells.
    pub bounds: Bounds,
    /// The factor on fresh streams.
    pub check: Option<Check>,
    /// By test: the policy effect at the factor.
    pub policy_effects: Vec<f64>,
    /// All points of the search.
    pub curve: Vec<Point>,
}

/// The world of a family with its effects so many times as large.
struct Factors {
    plan: Plan,
    rung: Rung,
    light: bool,
}

/// The smallest factor of all stated effects at which the tests of a declared family of a plan find together as often as
/// is wanted. How far people lie from the mean effect stays as stated.
///
/// # Errors
/// When the observer stops it.
pub fn smallest_factor(
    plan: &Plan,
    family: usize,
    which: Quantifier,
    aims: &[Truths],
    wanted: &Search,
    observer: &impl Observer,
) -> Result<FactorAnswer, EngineError> {
    let focused = focus_on_family(plan, family);
    let rung = Rung::family(&focused.declared[0], which);
    let factors = Factors { light: only_enrolees(&focused), plan: focused, rung };
    let prospects = Prospects::of(&factors, &factors.rung, 1.0, wanted, observer)?;
    let mut answer = FactorAnswer {
        which,
        status: EffectStatus::OutOfReach,
        hopeless: prospects.hopeless(),
        factor: None,
        bounds: Bounds::default(),
        check: None,
        policy_effects: Vec::new(),
        curve: Vec::new(),
    };
    if answer.hopeless.is_some() {
        return Ok(answer);
    }
    let [low, high] = RANGE;
    let counted = Search { redivisions: 0, ..*wanted };
    let guess = prospects.short().clamp(2.0 * low, high);
    answer.take(search(&factors, &counted, guess, observer)?);
    if let Some(factor) = answer.factor {
        let own = plan.declared[family].members.iter().map(|member| &aims[member.cell]);
        answer.policy_effects = factors.policy_effects(factor.at, own);
    }
    Ok(answer)
}

impl Factors {
    /// The policy effects of the tests at a factor.
    fn policy_effects<'a>(&self, factor: f64, aims: impl Iterator<Item = &'a Truths>) -> Vec<f64> {
        let plan = self.plan(&[factor]);
        let policies: Vec<_> = aims.map(|aims| aims.policy.clone()).collect();
        let asked = policies.iter().flatten().cloned();
        let asked = asked.map(|expectation| Needed { expectation, error: f64::INFINITY });
        let found = truths(&plan, &[asked.collect()], &[Vec::new()]);
        let mut values = found[0].needed.iter().map(|found| found.value);
        policies
            .iter()
            .map(|policy| policy.as_ref().and_then(|_| values.next()).unwrap_or(0.0))
            .collect()
    }
}

impl Scale for Factors {
    fn plan(&self, points: &[f64]) -> Plan {
        with_worlds(&self.plan, points, &self.rung, |world, &factor| {
            let effects = world.model.shifts.effects.iter_mut().flatten();
            effects.for_each(|effect| *effect *= factor);
        })
    }

    fn axis(&self, point: f64) -> f64 {
        point
    }

    fn point(&self, axis: f64) -> f64 {
        axis
    }

    fn is_whole(&self) -> bool {
        false
    }

    fn range(&self) -> [f64; 2] {
        RANGE
    }

    fn cost(&self, points: &[f64]) -> f64 {
        cost_of_worlds(&self.plan, self.light, points.len())
    }
}

impl FactorAnswer {
    fn take(&mut self, found: Found) {
        self.bounds = found.bounds;
        self.curve = found.curve;
        self.status = EffectStatus::of(&found.end);
        if let End::Enclosed { solution, .. } = found.end {
            self.factor = Some(solution);
        }
        self.check = found.end.check();
    }
}
