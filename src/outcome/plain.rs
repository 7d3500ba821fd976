//! Outcomes that are a latent value of their own: where it stands, and what may be stated of it.

use super::measure::deviate;
use super::{At, Lives, LivesModel, Measure, RestsOn, Rule};
use crate::assumption::Assumption;
use crate::issue::{Issue, written};
use crate::numeric::columns;

/// Where a latent value stands among those of everybody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its predictable part.
    pub latent: usize,
    /// Its noise at the month of measurement.
    noise: usize,
}

impl Place {
    pub fn of(rests_on: &RestsOn) -> Self {
        Self { latent: rests_on.latent, noise: rests_on.noise }
    }

    /// The latent value of person `i`.
    #[inline]
    pub fn value(self, at: &At, i: usize, gain: f64) -> f64 {
        let lives = at.lives;
        (at.cut + at.shift.own) + (lives.latent[self.latent][i] + lives.noise[self.noise][i]) + gain
    }

    /// Everybody's latent value.
    pub fn fill(self, at: &At, gains: &[f64], out: &mut [f64]) {
        let Lives { latent, noise, .. } = at.lives;
        let constant = at.cut + at.shift.own;
        columns::add_noise(out, constant, &latent[self.latent], &noise[self.noise]);
        deviate(gains, out);
    }

    /// Everybody's latent value without its noise.
    pub fn predict(self, at: &At, gains: &[f64], out: &mut [f64]) {
        let constant = at.cut + at.shift.own;
        out.iter_mut().zip(&at.lives.latent[self.latent]).for_each(|(o, x)| *o = constant + x);
        deviate(gains, out);
    }

    /// Standard deviation of the noise.
    pub fn spread(self, lives: &LivesModel) -> f64 {
        lives.latent[self.latent].noise
    }
}

/// The latent value itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Itself(Place);

impl Itself {
    pub fn of(rests_on: &RestsOn) -> Self {
        Self(Place::of(rests_on))
    }
}

impl Rule for Itself {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        self.0.value(at, i, gain)
    }

    fn fill(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        self.0.fill(at, gains, out);
    }

    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        self.0.predict(at, gains, out);
    }

    fn is_share(&self) -> bool {
        false
    }

    fn is_linear(&self) -> bool {
        true
    }

    fn spread(&self, lives: &LivesModel) -> f64 {
        self.0.spread(lives)
    }

    fn latent_unit(&self, lives: &LivesModel) -> f64 {
        self.0.spread(lives).max(1e-9)
    }
}

/// A rule that starts from a stated intercept, or from 0.
pub(super) fn measure(intercept: Option<&Assumption>, rule: impl Rule + 'static) -> Measure {
    Measure::new(intercept.map_or(0.0, Assumption::get), rule)
}

/// A level that is stated twice or not at all.
pub(super) fn stated_once(
    key: &str,
    level: Option<&Assumption>,
    intercept: Option<&Assumption>,
) -> Option<Issue> {
    match (level, intercept) {
        (None, None) => Some(
            Issue::new("", format!("\"{key}\" is missing"))
                .help(format!("give \"{key}\", or the latent \"intercept\"")),
        ),
        (Some(_), Some(_)) => {
            Some(Issue::new("intercept", format!("give \"{key}\" or \"intercept\", not both")))
        }
        _ => None,
    }
}

/// A spread that is not above 0.
pub(super) fn above_zero(key: &str, spread: Option<&Assumption>) -> Option<Issue> {
    let found = spread.map_or(1.0, Assumption::get);
    let message = || format!("must be above 0, found {}", written(found));
    (found <= 0.0 || found.is_nan()).then(|| Issue::new(key, message()))
}
