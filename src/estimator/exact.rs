//! Fisher's exact test where one group is all successes and the other all failures.

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
