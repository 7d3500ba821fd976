//! What the tests of a family have to find, before a search.

use super::probe::{matters, pilot_trials};
use super::scale::{Scale, Search, run};
use super::size::{Aim, Status};
use crate::diagnosis::diagnosand::diagnose;
use crate::diagnosis::family::Quantifier;
use crate::diagnosis::measured::{Measured, Z_975};
use crate::engine::{EngineError, Observer};
use crate::numeric::normal;
use crate::plan::{Plan, Rung};
use crate::replicate::Sums;
use crate::stream::Domain;

/// Errors of a mean beyond which it counts as known.
const SURE: f64 = 3.0;
/// How far off a first guess may be.
const FARTHEST: [f64; 2] = [1e-2, 1e4];

/// What is known of the tests.
pub(super) struct Prospects {
    tests: Vec<Prospect>,
    which: Quantifier,
}

struct Prospect {
    /// Why it finds nothing in the right direction at any size, if that is so.
    hopeless: Option<Status>,
    /// How many times as far from what it rejects its estimates would have to lie, in their standard deviations, for it
    /// to find by itself as often as is wanted.
    short: f64,
}

impl Prospects {
    /// From some trials at one point.
    pub fn of(
        scale: &impl Scale,
        rung: &Rung,
        at: f64,
        wanted: &Search,
        observer: &impl Observer,
    ) -> Result<Self, EngineError> {
        let mut plan = scale.plan(&[at]);
        let trials = pilot_trials(scale, at, wanted);
        observer.stage("measuring the design", trials);
        let sums = run(&mut plan, Domain::Pilot, 0..trials, observer)?;
        let of_test = |cell: usize| Prospect::of(&plan, &sums, cell, wanted);
        let tests = rung.members.iter().map(|member| of_test(member.cell)).collect();
        Ok(Self { tests, which: rung.which })
    }

    /// Why nothing will do, if that is so: one test that finds nothing spoils all of them, and none spoils any.
    pub fn hopeless(&self) -> Option<Status> {
        let mut reasons = self.tests.iter().map(|test| test.hopeless);
        match self.which {
            Quantifier::All => reasons.find_map(|reason| reason),
            Quantifier::Any => reasons.collect::<Option<Vec<Status>>>()?.first().copied(),
        }
    }

    /// The largest or smallest of how far the tests are short, as all or any is to find.
    pub fn short(&self) -> f64 {
        let able = self.tests.iter().filter(|test| test.hopeless.is_none()).map(|test| test.short);
        match self.which {
            Quantifier::Any => able.fold(f64::INFINITY, f64::min),
            Quantifier::All => able.fold(0.0, f64::max),
        }
    }
}

impl Prospect {
    fn of(plan: &Plan, sums: &Sums, cell: usize, wanted: &Search) -> Self {
        let spec = &plan.cells[cell].spec;
        let found = diagnose(&sums.cells[cell], spec);
        let mean = found.mean_estimate.unwrap_or(Measured { value: 0.0, mcse: f64::INFINITY });
        let aim = Aim::of(spec, mean);
        let error = libm::hypot(mean.mcse, spec.yardstick_mcse);
        let bias = Measured { value: mean.value - spec.yardstick, mcse: error };
        let is_biased = matters(bias, plan.cells[cell].stated_matters());
        let distance = aim.mean.value.abs();
        let unsure = distance <= SURE * aim.mean.mcse;
        let distance = if unsure { distance + Z_975 * aim.mean.mcse } else { distance };
        let short = found.sd_estimate.map_or(1.0, |sd| {
            (spec.z_alpha[0] + normal::quantile(wanted.power)) * sd.value / distance
        });
        Self {
            hopeless: aim.hopeless().or(is_biased.then_some(Status::NeverReachesBias)),
            short: short.clamp(FARTHEST[0], FARTHEST[1]),
        }
    }
}
