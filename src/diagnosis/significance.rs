//! What a significance test finds over replications: power, and what significance does to an estimate.

use super::cell::{AlphaSums, CellSpec, CellSums};
use super::diagnosand::{
    Diagnosable, Diagnosand, PairedDifference, Replicated, Unit, Wording, diagnosis,
};
use super::direction::Direction;
use super::measured::{Absent, Known, Measured, Rate, Spread, combined};
use super::paired::PairDiagnosis;
use crate::hypothesis::Claim;
use crate::language::Words;
use crate::numeric::normal::{cdf, pdf};

/// Standard normal quantile at .80, the customary power.
pub const Z_POWER: f64 = 0.8416212335729143;

/// The yardstick (k × policy truth) has a sign when it is further than this many of its Monte Carlo errors from zero.
pub const CERTAIN_SIGN: f64 = 4.0;

/// A truth this near to a bound, as a share of the bound, is meant to be at it: more than a solver leaves of a target.
const AT_BOUND: f64 = 1e-3;

/// A test of a cell at one of its significance levels.
#[derive(Clone, Copy, Debug)]
pub struct TestOf<'a> {
    cell: Replicated<'a>,
    level: usize,
}

impl Diagnosable for TestOf<'_> {
    type Pair = PairDiagnosis;
}

impl TestOf<'_> {
    fn at(&self) -> &AlphaSums {
        &self.cell.sums.alphas[self.level]
    }

    fn rejections(&self) -> u64 {
        self.at().rejected_above + self.at().rejected_below
    }

    /// Rejections in the direction of what is true, where that is certain.
    fn right(&self) -> Known<u64> {
        certain_direction(self.cell.spec).map(|direction| match direction {
            Direction::Up => self.at().rejected_above,
            Direction::Down => self.at().rejected_below,
        })
    }

    fn seeks_effect(&self) -> Known<()> {
        if self.cell.spec.claim.is_of_effect() { Ok(()) } else { Err(Absent::NoEffectSought) }
    }
}

diagnosis! {
    /// The test at one significance level, over replications: of no effect, or of an effect at the bound of the claim.
    TestDiagnosis of test: TestOf {
        first {
            /// Two-sided significance level; a test against one bound has half of it.
            alpha: f64 = test.cell.spec.alphas[test.level],
        }
        listed {
            power: Power,
            power_right_direction: PowerRightDirection,
            type_s: TypeS,
            exaggeration: Exaggeration,
            mde: Mde,
            smoothed_power: SmoothedPower,
        }
        last {
            /// Whether `power` and `smoothed_power` are more than 3 errors apart: θ̂/SE is then not near normal, and the
            /// smoothed value should not be used.
            smoothing_doubtful: bool =
                is_doubtful(Power::value(test), SmoothedPower::value(test), test.cell.sums.replications),
        }
    }
}

/// The tests of a cell, one per significance level.
pub(super) fn diagnose_tests(cell: &Replicated<'_>) -> Vec<TestDiagnosis> {
    (0..cell.spec.alphas.len().min(cell.sums.alphas.len()))
        .map(|level| TestDiagnosis::of(&TestOf { cell: *cell, level }))
        .collect()
}

/// Rejections, as a share of all replications: one without a test rejects nothing. Null where none has a test.
pub struct Power;

impl Diagnosand<TestOf<'_>> for Power {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Share of all trials that are significant.";
    const ASKED: Option<Wording> = Some(Wording {
        word: "power",
        told: Words { en: "power", nl: "de kans om het effect te vinden" },
        needs_truth: false,
        finds: Some("finds the effect"),
    });
    const DIFFERENCE: Option<PairedDifference<PairDiagnosis>> =
        Some(PairedDifference { name: "power_difference", of: |pair| pair.power_difference });

    fn value(test: &TestOf<'_>) -> Known<Rate> {
        share_of_all(test.cell.sums, test.rejections())
    }
}

/// Rejections with the sign of the yardstick (k × policy truth), as a share of all replications; of the claim of a bound
/// all rejections, where the yardstick lies on its side of the bound.
pub struct PowerRightDirection;

impl Diagnosand<TestOf<'_>> for PowerRightDirection {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Share of all trials that are significant in the direction of the yardstick or, against a \
                                 margin, of what is true.";

    fn value(test: &TestOf<'_>) -> Known<Rate> {
        test.right().and_then(|right| share_of_all(test.cell.sums, right))
    }
}

/// Type S error: wrong signs among rejections (Gelman & Carlin 2014).
pub struct TypeS;

impl Diagnosand<TestOf<'_>> for TypeS {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str =
        "Share of significant results that point the wrong way (type S error).";

    fn value(test: &TestOf<'_>) -> Known<Rate> {
        test.seeks_effect()?;
        let (right, rejections) = (test.right()?, test.rejections());
        Rate::of(rejections - right, rejections, Absent::NothingSignificant)
    }
}

/// Exaggeration (type M error): mean |θ̂| among rejections over |yardstick| (k × policy truth; Gelman & Carlin 2014).
pub struct Exaggeration;

impl Diagnosand<TestOf<'_>> for Exaggeration {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Multiple;
    const ABOUT: &'static str =
        "Mean size of significant estimates, as a multiple of the yardstick (type M error).";

    fn value(test: &TestOf<'_>) -> Known<Measured> {
        test.seeks_effect()?;
        let spec = test.cell.spec;
        certain_direction(spec)?;
        let count = test.rejections();
        let reason =
            if count == 0 { Absent::NothingSignificant } else { Absent::TooFewSignificant };
        let magnitude = Spread::from_sums(count, test.at().magnitude, test.at().square, reason)?;
        let truth = spec.yardstick.abs();
        let value = magnitude.mean / truth;
        let from_truth = value * spec.yardstick_mcse / truth;
        Ok(Measured { value, mcse: combined(magnitude.standard_error() / truth, from_truth) })
    }
}

/// Smallest detectable effect (z_{1−α/2} + z_.80) · sd of the estimates, around the estimator's own mean.
pub struct Mde;

impl Diagnosand<TestOf<'_>> for Mde {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "(z_{1−α/2} + z_{.80}) · sd_estimate: the smallest effect found in 80 of 100 trials if \
                                 the spread stays as it is, around the estimator's own mean.";

    fn value(test: &TestOf<'_>) -> Known<Measured> {
        test.seeks_effect()?;
        let error = test.cell.errors()?;
        let factor = test.cell.spec.z_alpha[test.level] + Z_POWER;
        let mcse = error.sd() / (2.0 * (error.n - 1.0)).sqrt();
        Ok(Measured { value: factor * error.sd(), mcse: factor * mcse })
    }
}

/// Power if θ̂/SE were normal: a check on `power` with a smaller error.
pub struct SmoothedPower;

impl Diagnosand<TestOf<'_>> for SmoothedPower {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str =
        "Power if estimate / standard error were normal: a check on `power` with a smaller error.";

    /// Φ((z̄ − c)/s) + Φ((−z̄ − c)/s) for mean z̄ and sd s of θ̂/SE and mean critical value c, times the share of
    /// replications that have a standard error, and the share rejected by an exact test; error by the delta method with
    /// Var(z̄) = s²/n and Var(s) = s²/(2(n−1)). For the claim of a bound, of the two terms the one on its side, with θ̂
    /// counted from the bound; of two bounds ±m, Φ((z̄ − c)/s) + Φ((−z̄ − c)/s) − 1 with c less m/SE.
    fn value(test: &TestOf<'_>) -> Known<Measured> {
        let (sums, claim) = (test.cell.sums, test.cell.spec.claim);
        let t = Spread::from_sums(sums.with_interval, sums.t, sums.t_2, Absent::TooFewIntervals)?;
        let sd = t.sd();
        if sd == 0.0 {
            return Err(Absent::NoVariation);
        }
        let critical = test.at().critical / t.n;
        let above = (t.mean - critical) / sd;
        let below = (-t.mean - critical) / sd;
        let has_two_bounds = matches!(claim, Claim::Within(_));
        let counts = |sign: f64| has_two_bounds || claim.sign().is_none_or(|only| only == sign);
        let [up, down] = [1.0, -1.0].map(|sign| f64::from(u8::from(counts(sign))));
        let by_mean = up * pdf(above) - down * pdf(below);
        let by_sd = up * above * pdf(above) + down * below * pdf(below);
        let variance = by_mean * by_mean / t.n + by_sd * by_sd / (2.0 * (t.n - 1.0));
        let all = sums.replications as f64;
        let (share, exactly) = (t.n / all, test.at().rejected_exactly as f64 / all);
        let both = up * cdf(above) + down * cdf(below);
        let inside = if has_two_bounds { f64::max(both - 1.0, 0.0) } else { both };
        let value = share * inside + exactly;
        Ok(Measured { value, mcse: share * variance.sqrt() })
    }
}

/// So many of all replications, where any can be tested.
fn share_of_all(sums: &CellSums, count: u64) -> Known<Rate> {
    match (sums.replications, sums.tested) {
        (0, _) => Err(Absent::NoReplications),
        (_, 0) => Err(Absent::NoTest),
        (replications, _) => Rate::of(count, replications, Absent::NoReplications),
    }
}

/// The direction in which power is right, where it is certain: of the yardstick, or that of the claim where the yardstick
/// lies on its side of the bound.
///
/// # Errors
/// Why there is none.
pub fn certain_direction(spec: &CellSpec) -> Known<Direction> {
    let bound = spec.claim.bound();
    let distance = spec.claim.distance(spec.yardstick);
    let claimed = spec.claim.sign();
    if distance.abs() <= CERTAIN_SIGN * spec.yardstick_mcse + AT_BOUND * bound.abs() {
        Err(if claimed.is_none() { Absent::TruthNearZero } else { Absent::AtMargin })
    } else if claimed.is_some_and(|sign| sign * distance < 0.0) {
        Err(Absent::BeyondMargin)
    } else if distance > 0.0 {
        Ok(Direction::Up)
    } else {
        Ok(Direction::Down)
    }
}

/// Judged with the error that the raw rate would have if the smoothed one were right, so that a raw rate of
/// 0 or 1 can be judged too.
fn is_doubtful(power: Known<Rate>, smoothed: Known<Measured>, replications: u64) -> bool {
    let (Ok(raw), Ok(smoothed)) = (power, smoothed) else { return false };
    let expected = smoothed.value.clamp(0.0, 1.0);
    let error = (expected * (1.0 - expected) / replications as f64).sqrt();
    (raw.value - smoothed.value).abs() > 3.0 * combined(error, smoothed.mcse)
}

#[cfg(test)]
mod tests;
