//! A checked margin: the map from a normal score to a value.

use crate::numeric::columns;
use crate::numeric::curve::Curve;

/// Values of one characteristic, one entry a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Category numbers in the order of [`Margin::levels`].
    Levels(Vec<u8>),
    /// Numbers.
    Numbers(Vec<f64>),
}

impl Column {
    /// Makes room for `size` people.
    pub fn resize(&mut self, size: usize) {
        match self {
            Self::Levels(levels) => levels.resize(size, 0),
            Self::Numbers(numbers) => numbers.resize(size, 0.0),
        }
    }
}

/// A checked margin, ready to map normal scores to values.
#[derive(Clone, Debug)]
pub enum Margin {
    /// Ordered categories: `cuts[j]` is the score below which a person is in category j or lower.
    Ordered {
        /// Category names, lowest first.
        levels: Vec<String>,
        /// Cut-points of the score, increasing, one fewer than the categories.
        cuts: Vec<f64>,
        /// Shares of the categories.
        shares: Vec<f64>,
    },
    /// Categories given another characteristic: one row of cuts per category of that one.
    Given {
        /// Category names.
        levels: Vec<String>,
        /// Which characteristic.
        on: usize,
        /// Cut-points by category of that characteristic.
        cuts: Vec<Vec<f64>>,
        /// Shares over all people.
        shares: Vec<f64>,
    },
    /// Yes for scores of another characteristic below a cut-point.
    Below {
        /// Whose score is used.
        of: usize,
        /// The cut-point.
        cut: f64,
        /// Share of yes.
        share: f64,
    },
    /// A number, as a curve of the score.
    Number {
        /// Score to value.
        curve: Curve,
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
}

impl Margin {
    /// Category names, or nothing for a number.
    pub fn levels(&self) -> Vec<String> {
        match self {
            Self::Ordered { levels, .. } | Self::Given { levels, .. } => levels.clone(),
            Self::Below { .. } => yes_no(),
            Self::Number { .. } => Vec::new(),
        }
    }

    /// Shares of the categories; empty for a number.
    pub fn shares(&self) -> Vec<f64> {
        match self {
            Self::Ordered { shares, .. } | Self::Given { shares, .. } => shares.clone(),
            Self::Below { share, .. } => vec![1.0 - share, *share],
            Self::Number { .. } => Vec::new(),
        }
    }

    /// The characteristic whose score decides.
    pub(super) fn score(&self, own: usize) -> usize {
        match self {
            Self::Below { of, .. } => *of,
            _ => own,
        }
    }

    /// Maps scores to values. `earlier` holds the columns of the characteristics drawn before,
    /// `scores` all latent scores by characteristic.
    pub(super) fn fill(
        &self,
        own: usize,
        scores: &[Vec<f64>],
        earlier: &[Column],
        out: &mut Column,
    ) {
        let z = &scores[own];
        match (self, out) {
            (Self::Ordered { cuts, .. }, Column::Levels(out)) => {
                if let [cut] = cuts[..] {
                    columns::above(out, z, cut);
                } else {
                    for (o, &z) in out.iter_mut().zip(z) {
                        *o = level(cuts, z);
                    }
                }
            }
            (Self::Given { on, cuts, .. }, Column::Levels(out)) => {
                let Column::Levels(given) = &earlier[*on] else { return };
                for ((o, &z), &g) in out.iter_mut().zip(z).zip(given) {
                    *o = level(&cuts[usize::from(g)], z);
                }
            }
            (Self::Below { of, cut, .. }, Column::Levels(out)) => {
                for (o, &z) in out.iter_mut().zip(&scores[*of]) {
                    *o = u8::from(z < *cut);
                }
            }
            (Self::Number { curve, .. }, Column::Numbers(out)) => {
                for (o, &z) in out.iter_mut().zip(z) {
                    *o = curve.at(z);
                }
            }
            _ => unreachable!("columns are made from their own margins"),
        }
    }

    /// An empty column of this margin's kind for `n` people.
    pub(super) fn column(&self, n: usize) -> Column {
        match self {
            Self::Number { .. } => Column::Numbers(vec![0.0; n]),
            _ => Column::Levels(vec![0; n]),
        }
    }
}

fn level(cuts: &[f64], z: f64) -> u8 {
    cuts.iter().map(|&c| u8::from(z > c)).sum()
}

pub(super) fn yes_no() -> Vec<String> {
    vec!["no".to_owned(), "yes".to_owned()]
}
