//! Expected power over draws of the world, and how much of the uncertainty about a trial's verdict is
//! uncertainty about the world.

use serde::Serialize;

use crate::diagnosis::measured::Measured;

/// The variance of the verdict of one future trial, split by the law of total variance: with p the
/// power in a drawn world, Var = E[p(1 − p)] + Var(p).
///
/// From draws p̂ₖ of n trials each, all independent: E[p(1 − p)] is the mean of n/(n − 1)·p̂(1 − p̂), and
/// Var(p) is the variance of the p̂ₖ less the mean of p̂(1 − p̂)/(n − 1), which is what chance alone puts
/// there. The errors of all but expected power are jackknife errors over draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Split {
    /// Mean power over draws: the chance that one trial finds the effect.
    pub expected: Measured,
    /// Variance of the verdict: its two parts together.
    pub total: Measured,
    /// Var(p): what not knowing the world adds. A little below 0 by chance where it is nothing.
    pub world: Measured,
    /// E[p(1 − p)]: what is left to the chance of a single trial.
    pub chance: Measured,
    /// Share of the world in the total.
    pub share_of_world: Measured,
    /// Powers that a tenth and nine tenths of the worlds stay below, without what chance adds to
    /// their spread.
    pub tenth_to_ninetieth: [Measured; 2],
}

/// Mean p̂, mean p̂(1 − p̂), and the variance of p̂ with divisor K − 1.
#[derive(Clone, Copy)]
struct Moments {
    mean: f64,
    within: f64,
    between: f64,
}

impl Moments {
    fn of(powers: &[f64]) -> Self {
        let count = powers.len() as f64;
        let mean = powers.iter().sum::<f64>() / count;
        let within = powers.iter().map(|p| p * (1.0 - p)).sum::<f64>() / count;
        let squares = powers.iter().map(|p| (p - mean) * (p - mean)).sum::<f64>();
        Self { mean, within, between: squares / (count - 1.0) }
    }

    /// Total, world, chance, and share of the world.
    fn parts(self, trials: f64) -> [f64; 4] {
        let world = self.between - self.within / (trials - 1.0);
        let chance = self.within * trials / (trials - 1.0);
        let total = world + chance;
        [total, world, chance, if total > 0.0 { world / total } else { 0.0 }]
    }
}

/// Splits the powers found in at least three drawn worlds, with so many trials (at least 2) in each.
pub fn split(powers: &[f64], trials: u32) -> Option<Split> {
    if powers.len() < 3 || trials < 2 {
        return None;
    }
    let (count, trials) = (powers.len() as f64, f64::from(trials));
    let all = Moments::of(powers);
    let parts = all.parts(trials);
    let without: Vec<[f64; 4]> = (0..powers.len())
        .map(|left_out| {
            let rest: Vec<f64> = powers
                .iter()
                .enumerate()
                .filter_map(|(k, p)| (k != left_out).then_some(*p))
                .collect();
            Moments::of(&rest).parts(trials)
        })
        .collect();
    let measured = |part: usize| {
        let mean = without.iter().map(|p| p[part]).sum::<f64>() / count;
        let squares = without.iter().map(|p| (p[part] - mean) * (p[part] - mean)).sum::<f64>();
        Measured { value: parts[part], mcse: ((count - 1.0) / count * squares).sqrt() }
    };
    Some(Split {
        expected: Measured { value: all.mean, mcse: (all.between / count).sqrt() },
        total: measured(0),
        world: measured(1),
        chance: measured(2),
        share_of_world: measured(3),
        tenth_to_ninetieth: [0.1, 0.9]
            .map(|p| quantile(powers, p, all.mean, shrinkage(&all, parts[1])))
            .map(|m| Measured { mcse: m.mcse.max(0.5 / trials), ..m }),
    })
}

/// Ratio of the standard deviation of power to that of its estimates.
fn shrinkage(all: &Moments, world: f64) -> f64 {
    if all.between > 0.0 { (world.max(0.0) / all.between).sqrt() } else { 0.0 }
}

/// A quantile of powers drawn towards their mean, with half the width of its binomial interval of one
/// standard error as its error.
fn quantile(powers: &[f64], p: f64, mean: f64, shrinkage: f64) -> Measured {
    let mut sorted = powers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = (sorted.len() - 1) as f64;
    let at = |rank: f64| {
        let rank = rank.clamp(0.0, last);
        let (below, above) = (sorted[rank.floor() as usize], sorted[rank.ceil() as usize]);
        mean + shrinkage * (below + (rank - rank.floor()) * (above - below) - mean)
    };
    let error = (sorted.len() as f64 * p * (1.0 - p)).sqrt();
    let rank = p * last;
    Measured { value: at(rank), mcse: 0.5 * (at(rank + error) - at(rank - error)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_to_the_variance_of_the_verdict() {
        let powers = [0.2, 0.5, 0.55, 0.7, 0.9, 0.35];
        let split = split(&powers, 50).expect("six draws");
        let mean = powers.iter().sum::<f64>() / 6.0;
        assert!((split.world.value + split.chance.value - split.total.value).abs() < 1e-15);
        // p̄(1 − p̄) falls short of π(1 − π) by the variance of p̄.
        let expected = mean * (1.0 - mean) + split.expected.mcse * split.expected.mcse;
        assert!((split.total.value - expected).abs() < 1e-15);
    }

    #[test]
    fn the_jackknife_gives_a_mean_its_own_error() {
        // The chance part is a mean over draws, so its jackknife error is s/√K.
        let powers = [0.2, 0.5, 0.55, 0.7, 0.9, 0.35];
        let n = 50.0;
        let values: Vec<f64> = powers.iter().map(|p| p * (1.0 - p) * n / (n - 1.0)).collect();
        let mean = values.iter().sum::<f64>() / 6.0;
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        let found = split(&powers, 50).expect("six draws").chance.mcse;
        assert!((found - (squares / 30.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn two_draws_are_too_few() {
        assert_eq!(split(&[0.1, 0.2], 50), None);
        assert_eq!(split(&[0.1, 0.2, 0.3], 1), None);
    }
}
