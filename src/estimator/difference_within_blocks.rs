//! Difference in means within blocks, weighted by their people.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::blocks::BlocksOf;
use super::group::largest_variance;
use super::summaries::Blocked;
use super::{
    Estimate, Failure, Formula, GroupSummary, Infer, Inference, Needs, NoInterval, Protocol, Seen,
    StandardError,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// The difference in means within each block, weighted by its people; with Neyman's variances.
///
/// Blocks are those within which the scheme drew arms, or else of people who are the same in all of some characteristics.
/// A group with one person in a block takes the variance of its other blocks, pooled; a block without one of the groups
/// says nothing. Degrees of freedom are the people less two for each block (Imbens & Rubin 2015, chapter 9). Pairs have
/// no variance of their own: analyse them by `paired_difference`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceWithinBlocks {
    /// Characteristics whose combinations are the blocks (default: the blocks of the scheme).
    #[serde(default)]
    pub covariates: Vec<String>,
}

impl Settings for DifferenceWithinBlocks {
    fn sentence(&self) -> String {
        if self.covariates.is_empty() {
            "The difference between two groups within each block of the assignment, weighted by its people.".to_owned()
        } else {
            format!(
                "The difference between two groups among people with the same {}, weighted by their number.",
                self.covariates.join(" and ")
            )
        }
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch if self.covariates.is_empty() => {
                "Het verschil tussen twee groepen binnen elk blok van de loting, gewogen naar het aantal mensen.".to_owned()
            }
            Language::Dutch => format!(
                "Het verschil tussen twee groepen onder mensen met gelijke {}, gewogen naar hun aantal.",
                self.covariates.join(" en ")
            ),
        }
    }

    fn example() -> Self {
        Self { covariates: vec!["education".to_owned()] }
    }
}

impl Estimate for DifferenceWithinBlocks {
    fn covariates(&self) -> &[String] {
        &self.covariates
    }

    fn reads_blocks(&self) -> bool {
        self.covariates.is_empty()
    }

    fn formula(&self) -> Option<Formula> {
        let lines = [
            "d = Σ (n_b / n) (ȳ₁_b − ȳ₀_b)",
            "se² = Σ (n_b / n)² (s₁_b² / n₁_b + s₀_b² / n₀_b)",
            "df = n − 2 B",
            "t = d / se",
        ];
        Some(Formula {
            lines: lines.map(str::to_owned).to_vec(),
            symbols: Words {
                en: "ȳ, s² and n are the mean, the variance and the number of people of a group in block b, n_b of both groups there. \
                     B is the number of blocks with both groups.",
                nl: "ȳ, s² en n zijn het gemiddelde, de variantie en het aantal mensen van een groep in blok b, n_b van beide groepen daar. \
                     B is het aantal blokken met beide groepen.",
            },
        })
    }

    fn compile(&self, _: &Protocol, needs: &mut Needs) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        let of = if self.reads_blocks() { BlocksOf::Scheme } else { BlocksOf::Covariates };
        Ok(Arc::new(Within(needs.blocks(of))))
    }
}

#[derive(Debug)]
struct Within(Blocked);

impl Infer for Within {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [treated, control] = seen.pair(contrast);
        within_blocks(seen.by_block(self.0, contrast), largest_variance(treated, control))
    }
}

/// The difference within blocks, beside an outcome that would give a difference this variance.
fn within_blocks(
    blocks: impl Iterator<Item = [GroupSummary; 2]> + Clone,
    scale: f64,
) -> Result<Inference, Failure> {
    let (mut people, mut number, mut point) = (0, 0, 0.0);
    // By side: squares about the means of the blocks, and their degrees of freedom.
    let mut pooled = [(0.0, 0.0); 2];
    for [treated, control] in blocks.clone() {
        let size = treated.n + control.n;
        point += size as f64 * (treated.mean - control.mean);
        (people, number) = (people + size, number + 1);
        for ((squares, df), side) in pooled.iter_mut().zip([treated, control]) {
            *squares += side.sum_of_squares;
            *df += side.n as f64 - 1.0;
        }
    }
    if number == 0 {
        return Err(Failure::EmptyArm);
    }
    let n = people as f64;
    let mut variance = 0.0;
    let mut is_alone = false;
    for sides in blocks {
        let share = (sides[0].n + sides[1].n) as f64 / n;
        for (side, (squares, df)) in sides.iter().zip(pooled) {
            is_alone |= side.n == 1 && df == 0.0;
            let own = if side.n > 1 { side.variance() } else { squares / df };
            variance += share * share * own / side.n as f64;
        }
    }
    let df = n - 2.0 * f64::from(number);
    let error =
        if is_alone { Err(NoInterval::OnePerson) } else { StandardError::of(variance, df, scale) };
    Ok(Inference::student(point / n, error, people))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Table, analyse, near};
    use super::*;

    /// The difference and its error by python3 with numpy:
    /// ```text
    /// t = np.genfromtxt('trial120.csv', delimiter=',', names=True); d = v = 0
    /// t = t[t['arm'] != 1]
    /// for s in np.unique(t['stratum']):
    ///     b = t[t['stratum'] == s]; y1, y0 = (b['y'][b['arm'] == a] for a in (2, 0)); w = len(b) / len(t)
    ///     d += w * (y1.mean() - y0.mean()); v += w**2 * (y1.var(ddof=1) / len(y1) + y0.var(ddof=1) / len(y0))
    /// ```
    #[test]
    fn v28_blocked_by_stratum() {
        let written = r#"{"difference_within_blocks": {"covariates": ["stratum"]}}"#;
        let found = analyse(&Table::read("trial120"), written, "y", &[[2, 0]])[0].unwrap();
        let error = found.error.unwrap();
        near(found.point, 0.3049600000);
        near(error.se, 0.3023854438);
        near(error.df, 74.0);
    }

    fn group(values: &[f64]) -> GroupSummary {
        GroupSummary::from_values(values)
    }

    /// By hand: differences 2 and 3 of 4 and 3 people; variances 2/2 + 8/2, and 2/2 + 8/1 from the other block.
    #[test]
    fn one_person_takes_the_variance_of_the_other_blocks() {
        let blocks =
            [[group(&[3.0, 5.0]), group(&[0.0, 4.0])], [group(&[3.0, 5.0]), group(&[1.0])]];
        let found = within_blocks(blocks.into_iter(), 1.0).unwrap();
        assert!((found.point - 17.0 / 7.0).abs() < 1e-15);
        let error = found.error.unwrap();
        assert!((error.se * error.se - (16.0 * 5.0 + 9.0 * 9.0) / 49.0).abs() < 1e-14);
        assert_eq!((error.df, found.n), (3.0, 7));
    }

    #[test]
    fn pairs_have_no_variance_of_their_own() {
        let pairs = [[group(&[3.0]), group(&[0.0])], [group(&[3.0]), group(&[1.0])]];
        let found = within_blocks(pairs.into_iter(), 1.0).unwrap();
        assert_eq!((found.point, found.error), (2.5, Err(NoInterval::OnePerson)));
        assert_eq!(within_blocks(std::iter::empty(), 1.0), Err(Failure::EmptyArm));
    }
}
