//! The value of one outcome for one person under one latent shift: realised on the person's own draws, or expected over
//! the last stretch of the work process.

use std::fmt::Debug;
use std::sync::Arc;

use super::lives::{Lives, LivesModel};
use super::state::{Shift, State};
use crate::numeric::{columns, rows};

/// What is measured, with the cut-point of one world. Cut-points and shifts are latent.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its own cut-point, or intercept.
    pub cut: f64,
    /// That of each site, where they differ; else empty.
    pub sites: Vec<f64>,
    /// How it follows from a person's latent values.
    pub rule: Arc<dyn Rule>,
}

impl PartialEq for Measure {
    /// A rule is the same when it says the same of itself: all that it reads is printed, to the last digit.
    fn eq(&self, other: &Self) -> bool {
        let same = self.cut == other.cut && self.sites == other.sites;
        same && format!("{:?}", self.rule) == format!("{:?}", other.rule)
    }
}

/// How an outcome follows from a person's latent values.
pub trait Rule: Debug + Send + Sync {
    /// The realised value for person `i`; `gain` is the person's own deviation from the shift.
    fn value(&self, at: &At, i: usize, gain: f64) -> f64;

    /// Realised values of everybody; `gains` is empty when nobody deviates from the shift.
    fn fill(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        for (i, o) in out.iter_mut().enumerate() {
            *o = self.value(at, i, gains.get(i).copied().unwrap_or(0.0));
        }
    }

    /// Expected values of everybody given characteristics, traits and the work process up to the known month, or what
    /// the people drawn realise where no expectation is known. `gains` as in [`fill`](Self::fill).
    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        self.fill(at, gains, out);
    }

    /// Whether the outcome is a share of people (in percentage points) rather than a number.
    fn is_share(&self) -> bool {
        true
    }

    /// What is counted where it is a number of something.
    fn counts(&self) -> Option<&'static str> {
        None
    }

    /// Whether it changes by as much as its shift, without an end.
    fn is_linear(&self) -> bool {
        false
    }

    /// Whether it looks at contracts.
    fn needs_contracts(&self) -> bool {
        false
    }

    /// Roughly, the standard deviation between people.
    fn spread(&self, _lives: &LivesModel) -> f64 {
        0.4
    }

    /// One step of a latent shift: a standard deviation of the latent noise.
    fn latent_unit(&self, _lives: &LivesModel) -> f64 {
        1.0
    }
}

/// Whose latent values are asked for, when, and under which shift.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// Latent values.
    pub lives: &'a Lives,
    /// When.
    pub state: &'a State,
    /// The latent shift.
    pub shift: Shift,
    /// The outcome's own cut-point.
    pub cut: f64,
}

impl At<'_> {
    /// Work intensities at the month of measurement.
    pub fn intensity(&self) -> &[f64] {
        &self.lives.intensity[self.state.last()]
    }

    /// The cut-point against which those are held who have the shift.
    pub fn moved_cut(&self) -> f64 {
        self.cut - self.shift.own
    }
}

impl Measure {
    /// A rule with a cut-point.
    pub fn new(cut: f64, rule: impl Rule + 'static) -> Self {
        Self { cut, sites: Vec::new(), rule: Arc::new(rule) }
    }

    /// Whether the outcome is a share of people (in percentage points) rather than a number.
    pub fn is_share(&self) -> bool {
        self.rule.is_share()
    }

    /// The cut-point in a site.
    #[inline]
    pub fn cut_in(&self, site: usize) -> f64 {
        self.sites.get(site).copied().unwrap_or(self.cut)
    }

    /// The realised value for person `i`; `gain` is the person's own deviation from the shift.
    pub fn value(&self, lives: &Lives, state: &State, i: usize, shift: Shift, gain: f64) -> f64 {
        let cut = lives.site.get(i).map_or(self.cut, |&site| self.cut_in(usize::from(site)));
        self.rule.value(&At { lives, state, shift, cut }, i, gain)
    }

    /// Realised values of everybody; `gains` is empty when nobody deviates from the shift.
    pub fn fill(&self, lives: &Lives, state: &State, shift: Shift, gains: &[f64], out: &mut [f64]) {
        let fill = |cut, out: &mut [f64]| {
            self.rule.fill(&At { lives, state, shift, cut }, gains, out);
        };
        self.by_site(lives, out, fill);
    }

    /// Expected values of everybody; see [`Rule::fill_expected`].
    pub fn fill_expected(
        &self,
        lives: &Lives,
        state: &State,
        shift: Shift,
        gains: &[f64],
        out: &mut [f64],
    ) {
        let fill = |cut, out: &mut [f64]| {
            self.rule.fill_expected(&At { lives, state, shift, cut }, gains, out);
        };
        self.by_site(lives, out, fill);
    }

    /// Everybody's values under the cut-point of their site.
    fn by_site(&self, lives: &Lives, out: &mut [f64], fill: impl Fn(f64, &mut [f64])) {
        let Some((&first, others)) = self.sites.split_first() else { return fill(self.cut, out) };
        fill(first, out);
        let mut here = vec![0.0; out.len()];
        for (site, &cut) in (1..).zip(others) {
            fill(cut, &mut here);
            columns::take(out, &here, &lives.site, site);
        }
    }
}

/// Everybody's probability of an intensity above their own cut-point at the month of measurement.
pub(super) fn chances_above(at: &At, cut: impl Fn(usize) -> f64, gains: &[f64], out: &mut [f64]) {
    let At { lives, state, .. } = at;
    let then = if state.known == 0 { &lives.stable } else { &lives.ahead };
    let people = lives.intensity[state.known].iter().zip(then).zip(&lives.ahead);
    for (i, (o, ((intensity, then), ahead))) in out.iter_mut().zip(people).enumerate() {
        let [drift, drift_then] = state.drift[lives.cohorts.of(i)];
        let known = intensity - then - drift_then;
        *o = (ahead + drift + state.carry * known) - cut(i);
    }
    deviate(gains, out);
    probabilities(out, state.spread);
}

/// Adds everybody's own deviation.
pub(super) fn deviate(gains: &[f64], out: &mut [f64]) {
    out.iter_mut().zip(gains).for_each(|(o, gain)| *o += gain);
}

/// Replaces every mean by P(mean + spread·ε > 0).
pub(super) fn probabilities(row: &mut [f64], spread: f64) {
    if spread == 0.0 {
        for mean in row {
            *mean = f64::from(*mean > 0.0);
        }
    } else {
        for mean in row.iter_mut() {
            *mean /= spread;
        }
        rows::cdf(row);
    }
}
