//! The answer of a cell in one number, and how it changes from world to world on the same draws.

use crate::diagnosis::cell::CellSpec;
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::measured::{Absent, Known, Measured};
use crate::diagnosis::significance::certain_direction;
use crate::diagnosis::watched::Watched;
use crate::engine::{EngineError, Observer, run};
use crate::plan::{Direction, Ladder, Pair, PairOf, Plan, restrict};
use crate::replicate::Sums;

/// The direction in which a cell's effect goes, where it certainly goes in one; of the claim of a bound its own, where it
/// is certainly true.
pub fn direction(spec: &CellSpec) -> Option<Direction> {
    certain_direction(spec).ok()
}

/// What was asked, in several worlds; the first is the base.
pub trait Answered {
    /// The answer in one of them; of power, the findings in the direction that counts.
    ///
    /// # Errors
    /// Why it has none.
    fn value(&self, number: usize, of: Watched) -> Known<Measured>;

    /// The answer minus that in the first, with the error that is left on common draws.
    ///
    /// # Errors
    /// Why there is none.
    fn change(&self, number: usize, of: Watched) -> Known<Measured>;

    /// Trials with an estimate, of all.
    fn estimated(&self, number: usize) -> [u64; 2];

    /// Whether an effect goes the other way than in the first.
    fn is_reversed(&self, number: usize) -> bool;

    /// Whether an effect has a direction in the first and none here.
    fn is_without_effect(&self, number: usize) -> bool;
}

/// Cells of one plan with what their replications gave; the first is the base.
#[derive(Debug)]
pub struct Answers {
    plan: Plan,
    places: Vec<usize>,
    sums: Sums,
}

impl Answers {
    /// Simulates some cells of a plan, and the pairs of each with the first. Power counts findings in a
    /// direction; in any where there is none.
    ///
    /// # Errors
    /// [`EngineError`] when stopped.
    pub fn simulate(
        plan: &Plan,
        cells: &[usize],
        direction: Option<Direction>,
        observer: &impl Observer,
    ) -> Result<Self, EngineError> {
        let (mut plan, places) = restrict(plan, cells);
        let pair = |&first: &usize| Pair { first, second: places[0], of: PairOf::Worlds };
        plan.pairs = places[1..].iter().map(pair).collect();
        plan.ladders = direction
            .map(|direction| Ladder::of_tests(places.iter().copied(), direction))
            .into_iter()
            .collect();
        let sums = run(&plan, observer)?;
        Ok(Self { plan, places, sums })
    }

    fn spec(&self, number: usize) -> &CellSpec {
        &self.plan.cells[self.places[number]].spec
    }

    fn diagnosis(&self, number: usize) -> Diagnosis {
        diagnose(&self.sums.cells[self.places[number]], self.spec(number))
    }

    /// Var(p₁ − p₀) = Var(p₁) + Var(p₀) − 2 Cov(p₁, p₀), with divisor n − 1.
    fn power_change(&self, number: usize, of: Watched) -> Known<Measured> {
        let ladder = &self.sums.ladders[0];
        let n = ladder.replications() as f64;
        if n < 2.0 {
            return Err(Absent::NoReplications);
        }
        for cell in [0, number] {
            self.value(cell, of)?;
        }
        let variance = ladder.covariance(number, number) + ladder.covariance(0, 0)
            - 2.0 * ladder.covariance(0, number);
        let mcse = (variance.max(0.0) * n / (n - 1.0)).sqrt();
        Ok(Measured { value: ladder.power(number) - ladder.power(0), mcse })
    }
}

impl Answered for Answers {
    fn value(&self, number: usize, of: Watched) -> Known<Measured> {
        let any = of.value(&self.diagnosis(number))?;
        match self.sums.ladders.first().filter(|_| of.is_power()) {
            Some(ladder) => {
                let mcse = ladder.covariance(number, number).max(0.0).sqrt();
                Ok(Measured { value: ladder.power(number), mcse })
            }
            None => Ok(any),
        }
    }

    fn change(&self, number: usize, of: Watched) -> Known<Measured> {
        if of.is_power() && !self.sums.ladders.is_empty() {
            return self.power_change(number, of);
        }
        let pair = self.sums.pairs[number - 1].diagnose(self.spec(number), self.spec(0));
        of.difference(&pair)
    }

    fn estimated(&self, number: usize) -> [u64; 2] {
        let found = self.diagnosis(number);
        [found.estimated, found.replications]
    }

    fn is_reversed(&self, number: usize) -> bool {
        let [here, base] = [number, 0].map(|k| direction(self.spec(k)));
        here.is_some() && base.is_some() && here != base
    }

    fn is_without_effect(&self, number: usize) -> bool {
        direction(self.spec(0)).is_some() && direction(self.spec(number)).is_none()
    }
}
