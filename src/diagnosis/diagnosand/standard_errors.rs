//! The standard errors that an analysis reports, beside the spread of its estimates.

use super::{Diagnosand, Replicated, Unit};
use crate::diagnosis::measured::{Absent, Known, Measured, Spread, combined};

/// Model standard error √mean(SE²): the root of the mean squared standard error, not the plain mean.
pub struct MeanSe;

impl Diagnosand<Replicated<'_>> for MeanSe {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str =
        "Root of the mean squared standard error that the analysis reports.";

    /// √mean(SE²) with error √(Var(SE²)/(4n·mean(SE²))).
    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        let (count, reason) = (cell.sums.with_interval, Absent::TooFewIntervals);
        let se_2 = Spread::from_sums(count, cell.sums.se_2, cell.sums.se_4, reason)?;
        let value = se_2.mean.sqrt();
        Ok(Measured { value, mcse: se_2.standard_error() / (2.0 * value) })
    }
}

/// 100 (`mean_se`/`sd_estimate` − 1).
pub struct RelativeSeErrorPercent;

impl Diagnosand<Replicated<'_>> for RelativeSeErrorPercent {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Percent;
    const ABOUT: &'static str =
        "100 (mean_se / sd_estimate − 1): above 0 where reported standard errors are too large.";

    /// 100(ModSE/EmpSE − 1) with error 100(ModSE/EmpSE)√(Var(SE²)/(4n·ModSE⁴) + 1/(2(n−1))).
    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        let error = cell.errors()?;
        if error.variance == 0.0 {
            return Err(Absent::NoVariation);
        }
        let model = MeanSe::value(cell)?;
        let ratio = model.value / error.sd();
        let from_sd = 1.0 / (2.0 * (error.n - 1.0)).sqrt();
        let mcse = 100.0 * ratio * combined(model.mcse / model.value, from_sd);
        Ok(Measured { value: 100.0 * (ratio - 1.0), mcse })
    }
}
