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

    /// Takes over the values of those who live in one site.
    fn take_over(&mut self, other: &Self, sites: &[u8], site: u8) {
        match (self, other) {
            (Self::Levels(own), Self::Levels(other)) => take_over(own, other, sites, site),
            (Self::Numbers(own), Self::Numbers(other)) => take_over(own, other, sites, site),
            _ => unreachable!("a characteristic is of one kind in all sites"),
        }
    }
}

fn take_over<T: Copy>(own: &mut [T], other: &[T], sites: &[u8], site: u8) {
    for ((own, other), lives_in) in own.iter_mut().zip(other).zip(sites) {
        if *lives_in == site {
            *own = *other;
        }
    }
}

/// A checked margin, ready to map normal scores to values.
#[derive(Clone, Debug, PartialEq)]
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
    /// A margin of its own in each site, all of one kind.
    BySite {
        /// Shares of the sites.
        shares: Vec<f64>,
        /// By site.
        margins: Vec<Margin>,
    },
}

impl Margin {
    /// Category names, or nothing for a number.
    pub fn levels(&self) -> Vec<String> {
        match self {
            Self::Ordered { levels, .. } | Self::Given { levels, .. } => levels.clone(),
            Self::Below { .. } => yes_no(),
            Self::Number { .. } => Vec::new(),
            Self::BySite { margins, .. } => margins[0].levels(),
        }
    }

    /// Shares of the categories; empty for a number.
    pub fn shares(&self) -> Vec<f64> {
        match self {
            Self::Ordered { shares, .. } | Self::Given { shares, .. } => shares.clone(),
            Self::Below { share, .. } => vec![1.0 - share, *share],
            Self::Number { .. } => Vec::new(),
            Self::BySite { shares, margins } => {
                let mut out = vec![0.0; margins[0].shares().len()];
                for (weight, margin) in shares.iter().zip(margins) {
                    out.iter_mut().zip(margin.shares()).for_each(|(o, share)| *o += weight * share);
                }
                out
            }
        }
    }

    /// Mean and standard deviation of a number; none of categories.
    pub fn moments(&self) -> Option<[f64; 2]> {
        match self {
            Self::Number { mean, sd, .. } => Some([*mean, *sd]),
            Self::BySite { shares, margins } => {
                let sites: Option<Vec<[f64; 2]>> = margins.iter().map(Self::moments).collect();
                let sites = sites?;
                let mean: f64 = shares.iter().zip(&sites).map(|(w, [mean, _])| w * mean).sum();
                let square = |[own, sd]: &[f64; 2]| sd * sd + (own - mean) * (own - mean);
                let variance: f64 =
                    shares.iter().zip(&sites).map(|(w, site)| w * square(site)).sum();
                Some([mean, variance.sqrt()])
            }
            _ => None,
        }
    }

    /// The characteristic on whose category it depends.
    pub(super) fn given(&self) -> Option<usize> {
        match self {
            Self::Given { on, .. } => Some(*on),
            Self::BySite { margins, .. } => margins[0].given(),
            _ => None,
        }
    }

    /// Whether another margin takes the same values and rests on the same characteristic.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && self.levels() == other.levels()
            && (self.given(), self.score(0)) == (other.given(), other.score(0))
    }

    /// The characteristic whose score decides.
    pub(super) fn score(&self, own: usize) -> usize {
        match self {
            Self::Below { of, .. } => *of,
            Self::BySite { margins, .. } => margins[0].score(own),
            _ => own,
        }
    }

    /// Maps scores to values. `earlier` holds the columns of the characteristics drawn before,
    /// `scores` all latent scores by characteristic, `sites` the site of everybody.
    pub(super) fn fill(
        &self,
        own: usize,
        scores: &[Vec<f64>],
        earlier: &[Column],
        sites: &[u8],
        out: &mut Column,
    ) {
        let z = &scores[own];
        match (self, out) {
            (Self::BySite { margins, .. }, out) => {
                let mut here = out.clone();
                for (site, margin) in margins.iter().enumerate() {
                    margin.fill(own, scores, earlier, sites, &mut here);
                    out.take_over(&here, sites, site as u8);
                }
            }
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
            Self::BySite { margins, .. } => margins[0].column(n),
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
