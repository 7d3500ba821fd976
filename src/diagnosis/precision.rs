//! How many replications a wanted Monte Carlo error takes (Morris, White & Crowther 2019, section 5.3).

/// Replications for a share near `rate` (power, coverage) to have a Monte Carlo standard error of `mcse` > 0:
/// p(1−p)/mcse², rounded up.
pub fn replications_for_rate(rate: f64, mcse: f64) -> u64 {
    whole(rate * (1.0 - rate) / (mcse * mcse))
}

/// Replications for the bias of an estimator with standard deviation `sd` to have a Monte Carlo standard error of
/// `mcse` > 0: sd²/mcse², rounded up.
pub fn replications_for_bias(sd: f64, mcse: f64) -> u64 {
    whole(sd * sd / (mcse * mcse))
}

/// Rounds up, except that what is whole but for rounding error stays so.
fn whole(count: f64) -> u64 {
    (count * (1.0 - 1e-12)).ceil() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v12_replications_for_a_wanted_error() {
        assert_eq!(replications_for_rate(0.95, 0.005), 1_900);
        assert_eq!(replications_for_rate(0.5, 0.005), 10_000);
        assert_eq!(replications_for_bias(0.2, 0.005), 1_600);
        assert_eq!(replications_for_rate(0.05, 0.001), 47_500);
    }

    #[test]
    fn a_fraction_of_a_replication_is_a_whole_one() {
        assert_eq!(replications_for_rate(0.5, 0.0049), 10_413);
    }
}
