//! The mean of the differences within pairs, or within tuples.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::blocks::BlocksOf;
use super::group::largest_variance;
use super::summaries::Blocked;
use super::{
    Estimate, Failure, Formula, Infer, Inference, Needs, NoInterval, Protocol, Seen, StandardError,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// The mean of the differences within the pairs or tuples of the scheme, with Student's test of their spread.
///
/// Every pair counts as much as another, and its two means differ by so much; the variance is that of these differences,
/// over their number (Imai 2008). A pair of which either side is missing says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairedDifference {}

impl Settings for PairedDifference {
    fn sentence(&self) -> String {
        "The mean of the differences between two groups within the pairs or tuples of the assignment, with Student's test.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Het gemiddelde van de verschillen tussen twee groepen binnen de paren of groepjes van de loting, met de toets van Student.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Estimate for PairedDifference {
    fn reads_blocks(&self) -> bool {
        true
    }

    fn formula(&self) -> Option<Formula> {
        let lines =
            ["d = Σ d_p / P", "se² = Σ (d_p − d)² / (P (P − 1))", "df = P − 1", "t = d / se"];
        Some(Formula {
            lines: lines.map(str::to_owned).to_vec(),
            symbols: Words {
                en: "d_p is the difference between the means of the two groups in pair p. P is the number of pairs with both groups.",
                nl: "d_p is het verschil tussen de gemiddelden van de twee groepen in paar p. P is het aantal paren met beide groepen.",
            },
        })
    }

    fn compile(&self, _: &Protocol, needs: &mut Needs) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        Ok(Arc::new(Pairs(needs.blocks(BlocksOf::Scheme))))
    }
}

#[derive(Debug)]
struct Pairs(Blocked);

impl Infer for Pairs {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [treated, control] = seen.pair(contrast);
        let blocks = seen.by_block(self.0, contrast);
        let people = blocks.clone().map(|[treated, control]| treated.n + control.n).sum();
        let differences = blocks.map(|[treated, control]| treated.mean - control.mean);
        let (point, error) = mean_difference(differences, |pairs| {
            largest_variance(treated, control) * (treated.n.min(control.n) as f64 / pairs)
        })?;
        Ok(Inference::student(point, error, people))
    }
}

/// The mean of differences and its error, beside an outcome that would give so many of them this variance.
fn mean_difference(
    differences: impl Iterator<Item = f64> + Clone,
    scale: impl Fn(f64) -> f64,
) -> Result<(f64, Result<StandardError, NoInterval>), Failure> {
    let pairs = differences.clone().count() as f64;
    if pairs == 0.0 {
        return Err(Failure::EmptyArm);
    }
    let point = differences.clone().sum::<f64>() / pairs;
    let squares: f64 = differences.map(|d| (d - point) * (d - point)).sum();
    let df = pairs - 1.0;
    let error = if df == 0.0 {
        Err(NoInterval::NoDegreesOfFreedom)
    } else {
        StandardError::of(squares / (pairs * df), df, scale(pairs))
    };
    Ok((point, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::student;

    /// Fifteen pairs of Darwin's maize, crossed less self-fertilised (Fisher 1935).
    #[test]
    fn v22_darwins_maize() {
        let maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
        let (point, error) =
            mean_difference(maize.into_iter().map(f64::from), |_| 1.0).expect("there are pairs");
        let error = error.expect("they differ");
        let t = point / error.se;
        assert!((t - 2.14798746).abs() < 1e-8, "{t}");
        assert_eq!(error.df, 14.0);
        assert!((2.0 * student::sf(t, error.df) - 0.04970294).abs() < 1e-8);
    }

    #[test]
    fn pairs_that_differ_alike_have_no_error() {
        let alike = mean_difference([2.0; 5].into_iter(), |_| 4.0);
        assert_eq!(alike, Ok((2.0, Err(NoInterval::NoVariation))));
        let one = mean_difference([2.0].into_iter(), |_| 4.0);
        assert_eq!(one, Ok((2.0, Err(NoInterval::NoDegreesOfFreedom))));
        assert_eq!(mean_difference(std::iter::empty(), |_| 4.0), Err(Failure::EmptyArm));
    }
}
