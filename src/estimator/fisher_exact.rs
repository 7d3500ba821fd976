//! Fisher's exact test: a difference between two shares, and how probable one so large would be by chance alone.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Estimate, Failure, Formula, GroupSummary, Infer, Inference, Needs, NoInterval, Protocol, Seen,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// Fisher's exact test of a difference between two shares.
///
/// Two-sided: the sum of all tables with the same margins that are no more probable than the one observed (Fisher 1935). It
/// holds its significance level in every sample and, being cautious, finds less than other tests. The estimate is the
/// difference between the shares; there is no interval. For outcomes that are yes or no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FisherExact {}

impl Settings for FisherExact {
    fn sentence(&self) -> String {
        "The difference between two shares, with Fisher's exact test.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => {
                "Het verschil tussen twee aandelen, met de exacte toets van Fisher.".to_owned()
            }
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Estimate for FisherExact {
    fn has_interval(&self) -> bool {
        false
    }

    fn formula(&self) -> Option<Formula> {
        let lines = ["d = p₁ − p₀", "P = Σ P(T), T: P(T) ≤ P(T₀)"];
        Some(Formula {
            lines: lines.map(str::to_owned).to_vec(),
            symbols: Words {
                en: "p₁ and p₀ are the shares in the group and in the one it is compared with. \
                     T are the tables with the same margins, T₀ the one observed; P(T) is hypergeometric. There is no interval.",
                nl: "p₁ en p₀ zijn de aandelen in de groep en in de vergelijkingsgroep. \
                     T zijn de tabellen met dezelfde randtotalen, T₀ de waargenomen tabel; P(T) is hypergeometrisch. Er is geen interval.",
            },
        })
    }

    fn compile(&self, protocol: &Protocol, _: &mut Needs) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        protocol.only_shares("Fisher's exact test", None)?;
        Ok(Arc::new(*self))
    }
}

impl Infer for FisherExact {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [first, second] = seen.pair(contrast);
        let successes = |group: &GroupSummary| (group.mean * group.n as f64).round() as usize;
        let p = fisher([first.n, second.n], [successes(first), successes(second)]);
        Ok(Inference {
            point: first.mean - second.mean,
            error: Err(NoInterval::TestOnly),
            exact: Some(p),
            n: first.n + second.n,
        })
    }
}

/// Tables within this of the observed one count as equally probable, as in R's `fisher.test`.
const TIE: f64 = 1.0 + 1e-7;

/// Two-sided p-value of Fisher's (1935) exact test for groups of `sizes` with so many successes: the sum of the tables with
/// the same margins that are no more probable.
///
/// Probabilities are relative to that of the most probable table, and multiplied out from there on both sides, so that
/// only what is negligible can underflow.
///
/// ```
/// use proefdraai::estimator::fisher;
/// // R 4.2.2: fisher.test(matrix(c(3, 7, 8, 2), 2))$p.value
/// assert!((fisher([10, 10], [3, 8]) - 0.06977851867).abs() < 1e-10);
/// ```
pub fn fisher(sizes: [usize; 2], successes: [usize; 2]) -> f64 {
    let ([n1, n0], total) = (sizes, successes[0] + successes[1]);
    let (least, most) = (total.saturating_sub(n0), total.min(n1));
    let mode = ((n1 + 1) as f64 * (total + 1) as f64 / (n1 + n0 + 2) as f64) as usize;
    let mode = mode.clamp(least, most);
    // P(k + 1) / P(k) of the hypergeometric law.
    let ratio = |k: usize| {
        let (up, down) = ((n1 - k) as f64 * (total - k) as f64, (k + 1) as f64);
        up / (down * (n0 + k + 1 - total) as f64)
    };
    let upwards = (mode..most).scan(1.0, |p, k| {
        *p *= ratio(k);
        Some((k + 1, *p))
    });
    let downwards = (least..mode).rev().scan(1.0, |p, k| {
        *p /= ratio(k);
        Some((k, *p))
    });
    let tables = || std::iter::once((mode, 1.0)).chain(upwards.clone()).chain(downwards.clone());
    let observed = tables().find(|(k, _)| *k == successes[0]).map_or(0.0, |(_, p)| p);
    let (mut extreme, mut all) = (0.0, 0.0);
    for (_, p) in tables() {
        all += p;
        if p <= observed * TIE {
            extreme += p;
        }
    }
    extreme / all
}

/// Two-sided p-value of Fisher's (1935) exact test for a 2 × 2 table in which everybody in the first group has
/// one outcome and everybody in the second the other: the sum of the tables with the same margins that are no
/// more probable.
///
/// That table has probability 1/C(n₁ + n₀, n₁), the least of all; of the others only its mirror image in groups of
/// equal size is as improbable.
///
/// ```
/// use proefdraai::estimator::fisher_none_against_all;
/// assert!((fisher_none_against_all(3, 3) - 2.0 / 20.0).abs() < 1e-15);
/// assert!((fisher_none_against_all(2, 5) - 1.0 / 21.0).abs() < 1e-15);
/// ```
pub fn fisher_none_against_all(first: usize, second: usize) -> f64 {
    let (few, many) = (first.min(second), first.max(second) as f64);
    let mut p = if first == second { 2.0 } else { 1.0 };
    for k in 1..=few {
        p *= k as f64 / (many + k as f64);
    }
    f64::min(p, 1.0)
}

#[cfg(test)]
mod tests {
    use statrs::function::factorial::binomial;

    use super::*;

    /// V69, by enumeration.
    #[test]
    fn v69_p_values_are_those_of_the_enumeration() {
        for (sizes, successes, p) in [
            ([4, 4], [3, 1], 0.485714285714),
            ([60, 60], [0, 6], 0.0274116335),
            ([30, 30], [2, 9], 0.0419001189),
            ([5, 25], [3, 4], 0.0679339817),
        ] {
            let got = fisher(sizes, successes);
            assert!((got - p).abs() < 1e-10, "{sizes:?}: {got} for {p}");
            let mirrored = fisher([sizes[1], sizes[0]], [successes[1], successes[0]]);
            assert!((got - mirrored).abs() < 1e-12);
        }
    }

    #[test]
    fn none_against_all_is_one_case_of_it() {
        for (first, second) in [(1, 1), (3, 3), (4, 3), (5, 25), (40, 61)] {
            let own = fisher_none_against_all(first, second);
            assert!((fisher([first, second], [first, 0]) / own - 1.0).abs() < 1e-10);
            assert!((fisher([first, second], [0, second]) / own - 1.0).abs() < 1e-10);
        }
        assert_eq!(fisher([7, 9], [0, 0]), 1.0);
        assert_eq!(fisher([7, 9], [7, 9]), 1.0);
        assert_eq!(fisher([100_000, 100_000], [100_000, 0]), 0.0);
    }

    /// Every table with the margins (n₁, n₀) and n₁ successes, by its hypergeometric probability.
    fn enumerated(first: u64, second: u64) -> f64 {
        let probability = |successes: u64| {
            binomial(first, successes) * binomial(second, first - successes)
                / binomial(first + second, first)
        };
        let extreme = probability(first);
        let tables = first.saturating_sub(second)..=first;
        tables.map(probability).filter(|p| *p <= extreme * (1.0 + 1e-9)).sum()
    }

    #[test]
    fn the_closed_form_is_the_sum_over_all_tables() {
        for (first, second) in [(1, 1), (1, 20), (3, 3), (4, 3), (3, 4), (10, 10), (5, 25), (25, 5)]
        {
            let (got, want) =
                (fisher_none_against_all(first, second), enumerated(first as u64, second as u64));
            assert!((got / want - 1.0).abs() < 1e-12, "{first} v {second}: {got} for {want}");
        }
    }

    #[test]
    fn ten_against_ten_is_what_scipy_says() {
        // scipy 1.17.1: fisher_exact([[10, 0], [0, 10]]).pvalue
        assert!((fisher_none_against_all(10, 10) / 1.082508822446903e-5 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn large_groups_give_a_small_number_and_no_accident() {
        assert!(fisher_none_against_all(4_000, 5_000) >= 0.0);
        assert!(fisher_none_against_all(4_000, 5_000) < 1e-300);
    }
}
