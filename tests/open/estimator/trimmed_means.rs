//! Difference in trimmed means, with Yuen's test and interval.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Estimate, Failure, Infer, Inference, Needs, NoInterval, Protocol, Seen, Sorted, StandardError,
};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue};

/// Difference between the means that are left when the highest and the lowest values of each group are set aside.
///
/// With Winsorised variances and Welch's degrees of freedom (Yuen 1974). Where an outcome is not symmetric, trimmed means
/// differ by something else than means do; the bias is told under what the analysis adjusts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrimmedMeans {
    /// Share of a group that is set aside at either end (default .2).
    #[serde(default)]
    pub trim: Option<Assumption>,
}

impl Settings for TrimmedMeans {
    fn sentence(&self) -> String {
        "The difference between the trimmed means of two groups, with Yuen's test and interval."
            .to_owned()
    }

    fn example() -> Self {
        Self { trim: Some(0.1.into()) }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("trim", Bound { high: Some(0.5), ..Bound::PART })]
    }
}

impl Estimate for TrimmedMeans {
    fn compile(&self, _: &Protocol, needs: &mut Needs) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        let trim = self.trim.as_ref().map_or(0.2, Assumption::get);
        Ok(Arc::new(Yuen { trim, sorted: needs.sorted() }))
    }
}

#[derive(Debug)]
struct Yuen {
    trim: f64,
    sorted: Sorted,
}

/// What is left of a group.
struct Trimmed {
    /// How many people.
    n: f64,
    mean: f64,
    /// Winsorised mean square about 0.
    mean_square: f64,
    /// Variance of the mean.
    variance: f64,
}

impl Trimmed {
    /// Of the values of one group, in ascending order; half of them at most are set aside at either end.
    fn of(values: &[f64], trim: f64) -> Self {
        let aside = (trim * values.len() as f64) as usize;
        let kept = &values[aside..values.len() - aside];
        let (size, n) = (values.len() as f64, kept.len() as f64);
        let (lowest, highest) = (kept[0], kept[kept.len() - 1]);
        let winsorised = || values.iter().map(|value| value.clamp(lowest, highest));
        let centre = winsorised().sum::<f64>() / size;
        let squares: f64 = winsorised().map(|value| (value - centre) * (value - centre)).sum();
        Self {
            n,
            mean: kept.iter().sum::<f64>() / n,
            mean_square: winsorised().map(|value| value * value).sum::<f64>() / size,
            variance: squares / (n * (n - 1.0)),
        }
    }
}

impl Infer for Yuen {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let groups = seen.sorted(self.sorted, contrast);
        let [first, second] = groups.map(|values| Trimmed::of(values, self.trim));
        let n = groups.iter().map(|values| values.len()).sum();
        Ok(Inference::student(first.mean - second.mean, error(&first, &second), n))
    }
}

fn error(first: &Trimmed, second: &Trimmed) -> Result<StandardError, NoInterval> {
    if first.n.min(second.n) < 2.0 {
        return Err(NoInterval::OnePerson);
    }
    let variance = first.variance + second.variance;
    let part = |group: &Trimmed| group.variance * group.variance / (group.n - 1.0);
    let scale = first.mean_square.max(second.mean_square) * (1.0 / first.n + 1.0 / second.n);
    StandardError::of(variance, variance * variance / (part(first) + part(second)), scale)
}
